"""The ledger: everything that was found in one document, and beside it in its source documents."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .attribution import Attribution, Speaker
from .checked import CheckCollection, CheckedMatch, EarlierCheck
from .claim import Claim, Flag
from .document import Document, Sentence, SourceDocument
from .figure import Figure
from .problem import Problem, UnreadableError
from .span import Entry
from .trace import Suggestion, Trace, Wanted

SCHEMA: Literal["sayso.ledger/1"] = "sayso.ledger/1"


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
        """The ledger as JSON text, the same for the same ledger, ending with a line break."""
        raw = msgspec.json.encode(self)
        return msgspec.json.format(raw, indent=indent).decode() + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Ledger:
        """Read a ledger, also one that an earlier version wrote; raises UnreadableError for anything else.

        Fields that are not known are passed over, fields that are missing take their defaults.
        """
        try:
            return msgspec.json.decode(text, type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableError(
                "damaged", f"not a ledger: {error}", "a ledger is what `sayso check ARTICLE -o FILE.json` writes"
            ) from error


def ledger_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a ledger."""
    schema = msgspec.json.schema(Ledger)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **schema,
    }
