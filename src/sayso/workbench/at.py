"""Where orders are carried out, and whether what they name is still what the page showed.

A page names entries by id and places by offsets. A reading numbers both anew, and a merge or a split gives an id to
another stretch: an order that was given before is then refused, as it would be carried out on what nobody meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.model import (
    Anchor,
    Attribution,
    EntryKind,
    Event,
    Figure,
    Flag,
    Merge,
    Reread,
    Split,
    Target,
    Undo,
    UsageError,
)
from sayso.review import Review, anchor_of, review_of, target_of

RELOAD: Final = "reload the page"
#: Acts that may give an id, or a stretch, to another entry.
SHAPING: Final = (Reread, Merge, Split, Undo)


@dataclass(frozen=True)
class At:
    """The review as it stands, the ledger's id, who gives orders, what they had `seen`, and the house's ratings by id."""

    review: Review
    who: str
    ledger: str
    seen: int
    ratings: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The document's text."""
        return self.review.ledger.document.text

    def entry(self, kind: EntryKind, ident: str) -> Target:
        """An entry that the page named; raises UsageError where it is gone, or may be another one now."""
        if kind == "claim":
            return self.claim(ident)
        self._check_reading()
        ledger = self.review.ledger
        entries: dict[str, tuple[Figure | Flag | Attribution, ...]] = {
            "figure": ledger.figures,
            "attribution": ledger.attributions,
            "flag": ledger.flags,
        }
        for entry in entries[kind]:
            if entry.id == ident:
                return target_of(self.text, kind, entry)
        raise UsageError("missing", f"there is no {kind} {ident!r} any more", RELOAD)

    def claim(self, ident: str) -> Target:
        """A claim that the page named; raises UsageError where it is gone, or was merged or split since."""
        self._check_reading()
        state = self.review.claims.get(ident)
        if state is None:
            raise UsageError("missing", f"there is no claim {ident!r} any more", RELOAD)
        if self._before is not None and _parts(self._before, ident) != _parts(self.review, ident):
            message = f"the claim {ident!r} was merged or split since you looked"
            raise UsageError("changed-since", message, f"{RELOAD}, and look at it again")
        return target_of(self.text, "claim", state.claim)

    def maybe(self, ident: str | None) -> Target | None:
        """A claim, or None for the whole document."""
        return None if ident is None else self.claim(ident)

    def stretch(self, start: int, end: int) -> Anchor:
        """A stretch of the text that the page showed; raises UsageError where it is none."""
        self._check_reading()
        if not 0 <= start < end <= len(self.text) or not self.text[start:end].strip():
            raise UsageError("usage", "that is no stretch of the text", "select some words of it")
        return anchor_of(self.text, start, end)

    def check_all_seen(self) -> None:
        """Raises UsageError where somebody else has done something that the person has not seen."""
        self._check_reading()
        if any(event.who != self.who for event in self._since):
            raise UsageError("changed-since", "someone has changed this since you looked", "look again, then sign")

    def matters(self, events: Sequence[Event], *, whole: bool) -> bool:
        """Whether events that came meanwhile may change what orders mean; `whole` where they are about everything."""
        return any(whole or event.who == self.who or isinstance(event.act, SHAPING) for event in events)

    def _check_reading(self) -> None:
        if any(isinstance(event.act, Reread) for event in self._since):
            raise UsageError("changed-since", "the article was read anew since you looked", RELOAD)

    @cached_property
    def _since(self) -> tuple[Event, ...]:
        return tuple(event for event in self.review.events if event.seq > self.seen)

    @cached_property
    def _before(self) -> Review | None:
        """The review that the page showed; None where nothing since can have given an id to another claim."""
        if not any(isinstance(event.act, SHAPING) for event in self._since):
            return None
        return review_of(self.review.machine, self.review.events, until=self.seen)


def _parts(review: Review, ident: str) -> list[int] | None:
    """The merges and splits that made a claim what it is; None where there is no such claim."""
    state = review.claims.get(ident)
    return None if state is None else [each.seq for each in state.hands if isinstance(each.act, Merge | Split)]
