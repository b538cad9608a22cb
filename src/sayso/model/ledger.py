"""The ledger: everything that was found in one document, and beside it in its source documents."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, Literal, Self

import msgspec

from .attribution import Attribution, Speaker
from .checked import CheckCollection, CheckedMatch, EarlierCheck
from .claim import Claim, Flag
from .document import Document, Sentence, SourceDocument, text_id
from .figure import Figure
from .problem import Problem, UnreadableError
from .seal import SEAL, BrokenSealError, check_seal, sealed
from .span import Entry
from .trace import Suggestion, Trace, Wanted

SCHEMA: Literal["sayso.ledger/1"] = "sayso.ledger/1"
_WRITTEN: Final = "a ledger is what `sayso check ARTICLE -o FILE.json` writes"
#: The entries that have ids, by which others name them.
_NAMED: Final = ("figures", "attributions", "speakers", "claims", "flags", "traces", "suggestions")
_CHANGED: Final = "take an earlier copy, or make it anew; if it was changed on purpose, take its member `seal` out"


class _Withheld(Entry, frozen=True):
    withheld: int = 0


class _Reviewed(Entry, frozen=True):
    """As much of an export as says whether names were withheld in it."""

    review: _Withheld | None = None


class Searched(Entry, frozen=True, kw_only=True):
    """What was searched: how many source documents and passages, and with what settings."""

    documents: int = 0
    passages: int = 0
    settings: dict[str, str | int | float] = msgspec.field(default_factory=dict)


class Ledger(Entry, frozen=True, kw_only=True):
    """One document's ledger. Entries are in the order of the text; ids are unique within the ledger."""

    schema: Literal["sayso.ledger/1"] = SCHEMA
    version: str = ""
    document: Document
    source_documents: tuple[SourceDocument, ...] = ()
    searched: Searched = Searched()
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    traces: tuple[Trace, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    checked: tuple[CheckedMatch, ...] = ()
    earlier_checks: tuple[EarlierCheck, ...] = ()
    collection: CheckCollection | None = None
    problems: tuple[Problem, ...] = ()

    def to_json(self, *, indent: int = 2) -> str:
        """The ledger as JSON text with a seal, the same for the same ledger, ending with a line break."""
        raw = sealed(msgspec.json.encode(self))
        return msgspec.json.format(raw, indent=indent).decode() + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a ledger, also one that an earlier version wrote; raises UnreadableError for anything else.

        Fields that are not known are passed over, fields that are missing take their defaults. One that is not as it was written, by
        its seal or by the hash of its text, is told as "damaged".
        """
        try:
            is_sealed = check_seal(text)
            found = msgspec.json.decode(text, type=cls)
        except BrokenSealError as error:
            raise UnreadableError("damaged", f"not a whole ledger: {error}", _CHANGED) from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableError("damaged", f"not a ledger: {error}", _WRITTEN) from error
        if not (is_sealed or _is_of_its_text(text, found.document)):
            message = "not a whole ledger: its text is not the one that it was made of"
            raise UnreadableError("damaged", message, _CHANGED)
        check_ids(found)
        return found


def check_ids(ledger: Ledger) -> None:
    """Raise UnreadableError where two entries of a kind have one id, so that nobody could tell which is meant."""
    for kind in _NAMED:
        counted = Counter(one.id for one in getattr(ledger, kind))
        twice = next((ident for ident, times in counted.items() if times > 1), None)
        if twice is not None:
            message = f"not a whole ledger: several of its {kind} have the id {twice!r}"
            raise UnreadableError("damaged", message, "take an earlier copy, or give each an id of its own")


def _is_of_its_text(raw: str | bytes, document: Document) -> bool:
    """Whether a document's text is the one that its hash is of; one in which names were withheld says so itself."""
    review = msgspec.json.decode(raw, type=_Reviewed).review
    try:
        return bool(review and review.withheld) or document.text_id == text_id(document.text)
    except UnicodeEncodeError:  # half a surrogate, which JSON's escapes can hold and no text that was read
        return False


def ledger_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a ledger."""
    schema = msgspec.json.schema(Ledger)
    schema["$defs"]["Ledger"]["properties"][SEAL] = {
        "type": "string", "description": "a hash over all other members, so that damage is seen",
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **schema,
    }
