"""Which state of a document is exported, and who stands for it: the last signed version, another one, or the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.model import Event, House, Ledger, Reread, SetHouse, Sign, UsageError, Withhold
from sayso.review import Review, live, review_of

from .plain import DRAFT

#: What may be asked for: a version by its number, the draft, or (None) the last version, else the draft.
Wanted = int | Literal["draft"] | None


@dataclass(frozen=True)
class Chosen:
    """What to export: the ledger by its id ("" where no event names one), up to which event, and a note for the person."""

    ledger: str
    until: int | None
    note: str = ""


def choose(events: Sequence[Event], wanted: Wanted = None) -> Chosen:
    """The state that is asked for, from a document's events; raises UsageError for a version that nobody signed."""
    signings = [event for event in live(events) if isinstance(event.act, Sign)]
    if wanted == "draft" or (wanted is None and not signings):
        note = "" if wanted == "draft" else "nobody has signed it: what is written is a draft"
        return Chosen(_read_last(events), None, note)
    version = len(signings) if wanted is None else wanted
    if not 1 <= version <= len(signings):
        hint = f"signed are the versions 1 to {len(signings)}" if signings else "nobody has signed it: --version draft"
        raise UsageError("missing", f"there is no version {version}", hint)
    signing = signings[version - 1]
    upto = [event for event in events if event.seq <= signing.seq]
    named = signing.act.ledger if isinstance(signing.act, Sign) else ""
    return Chosen(named or _read_last(upto), signing.seq)


def choose_held(events: Sequence[Event], wanted: Wanted = None) -> Chosen:
    """The state that is asked for of a file that holds one ledger and its events.

    The ledger is that of the last reading that the events tell of. Raises UsageError where another one was signed, for nobody's name may
    stand under a text that they never saw; and where `choose` does.
    """
    chosen = choose(events, wanted)
    signed = [event.act.ledger for event in live(events) if isinstance(event.act, Sign)]
    held = _read_last(events) or (signed[-1] if signed else "")
    if chosen.ledger in {"", held}:
        return chosen
    version = len(signed) if wanted is None else wanted
    raise UsageError(
        "missing",
        f"this file holds a later reading than the one that was signed as version {version}",
        f"export version {version} from the desk, or what the file holds: --version draft",
    )


def cut(ledger: Ledger, events: Sequence[Event], chosen: Chosen) -> Review:
    """The review as it was chosen, of the ledger that is named there and all events of the document.

    A name that is withheld now is withheld in every version, also in those that were signed before.
    """
    review = review_of(ledger, events, until=chosen.until)
    if chosen.until is None:
        return review
    names: dict[str, bool] = {}
    for event in live(events):
        if isinstance(event.act, Withhold):
            names[event.act.name] = event.act.on
    return replace(review, withheld=review.withheld.union(name for name, on in names.items() if on))


def _read_last(events: Sequence[Event]) -> str:
    return next((event.act.ledger for event in reversed(events) if isinstance(event.act, Reread)), "")


def house_of(events: Sequence[Event], until: int | None = None) -> House:
    """The organisation's settings as the events of the desk last set them; those of no house where they never did.

    With `until` they are as they were after the event of that number: what was signed keeps the scale that it was signed by.
    """
    known = [event for event in events if until is None or event.seq <= until]
    set_to = (event.act.house for event in reversed(live(known)) if isinstance(event.act, SetHouse))
    return next(set_to, House())


def is_draft(review: Review) -> bool:
    """Whether what the review shows is more, or less, than what was last signed."""
    return review.signed is None or review.changed_since_signed


def state_words(review: Review) -> str:
    """Who stands for it: "Signed by Ann Lee on 2026-11-28, version 2; correction: ...", or that it is a draft."""
    last = review.signed
    if last is None:
        return DRAFT
    words = version_words(review, last.version)
    if is_draft(review):
        return f"Draft: changed since it was signed. Last {words[0].lower()}{words[1:]}"
    return words


def version_words(review: Review, version: int) -> str:
    """One signing in words."""
    signature = review.signatures[version - 1]
    words = f"Signed by {signature.act.name or signature.event.who} on {day(signature.event.when)}, version {version}"
    return f"{words}; correction: {signature.act.correction}" if signature.act.correction else words


def day(when: str) -> str:
    """The day of a time."""
    return when.partition("T")[0]
