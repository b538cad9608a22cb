"""What people did, as the report shows it: made ready here, laid out in the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sayso.model import EntryKind, Event, House, Trace
from sayso.review import Review

from .people import (
    NOTHING,
    Decided,
    accepted_words,
    decided,
    decision,
    judged_words,
    said,
    unplaced,
    verdict_words,
)
from .policy import breaches, policy_words, too_many
from .safe import line, quoted
from .signing import is_draft, state_words, version_words
from .view import ClaimView, View
from .words import outcome_words


@dataclass(frozen=True)
class Told:
    """A note or a reply: whose, of what day, in what words."""

    who: str
    when: str
    words: str


@dataclass(frozen=True)
class ReviewPage:
    """The review beside a ledger's view. All words are still to be escaped."""

    review: Review
    house: House
    view: View

    @property
    def draft(self) -> bool:
        """Whether it is no longer, or not yet, what somebody signed."""
        return is_draft(self.review)

    @property
    def state(self) -> str:
        """Who stands for it."""
        return state_words(self.review)

    @property
    def versions(self) -> list[str]:
        """Every signing in words, the last first."""
        return [version_words(self.review, each.version) for each in reversed(self.review.signatures)]

    @property
    def policy(self) -> str:
        """The house's policy for unnamed sources."""
        return policy_words(self.house)

    @cached_property
    def breaches(self) -> tuple[ClaimView, ...]:
        """The claims that break it."""
        return breaches(self.view, self.house, self.held)

    @property
    def too_many(self) -> str:
        """How the share of unnamed sources breaks it; empty where it does not."""
        return too_many(self.view, self.house, self.held)

    @cached_property
    def held(self) -> dict[str, Decided]:
        """What people decided of each claim."""
        return decided(self.review, self.house)

    @property
    def notes(self) -> list[Told]:
        """Notes on the whole."""
        return told(self.review.notes)

    @property
    def replies(self) -> list[Told]:
        """Replies to the whole."""
        return told(self.review.replies)

    @property
    def unplaced(self) -> list[Told]:
        """What was decided of words that are not in this text."""
        return [Told(line(who), line(when), line(words)) for who, when, words in unplaced(self.review)]

    def rows(self, each: ClaimView) -> list[tuple[str, str]]:
        """What people decided of a claim, as (what, words)."""
        held = self.held.get(each.claim.id, NOTHING)
        rows = [("Found by the machine", outcome_words(held.shown))] if held.touched else []
        rows += [("Claim", held.edited)] if held.edited else []
        rows += [("Judgement", judged_words(held.judgement))] if held.judgement else []
        rows += [("Passage", accepted_words(held.accepted, self.view.document_name))] if held.accepted else []
        rows += [("Verdict", verdict_words(held.verdict))] if held.verdict else []
        rows += [("Breaks the policy", self.policy)] if each in self.breaches else []
        rows += self._entries(each)
        rows += [("Note", f"{one.who}, {one.when}: {one.words}") for one in told(held.notes)]
        return rows + [("Reply", f"{one.who}, {one.when}: {one.words}") for one in told(held.replies)]

    def _entries(self, each: ClaimView) -> list[tuple[str, str]]:
        """Judgements of the say-so and the wording that hang on a claim."""
        said_by = [self.view.attributions[ident] for ident in each.claim.attribution if ident in self.view.attributions]
        named = [("attribution", one.id, self.view.name(one)) for one in said_by]
        named += [("flag", flag.id, flag.text) for flag in each.flags]
        rows = [(words, self.judged(kind, ident)) for kind, ident, words in named]  # type: ignore[arg-type]
        return [("Entry", f"{quoted(words, 80)}: {judged}") for words, judged in rows if judged]

    def judged(self, kind: EntryKind, ident: str) -> str:
        """The judgement of a figure, an attribution or a flag in words; empty where there is none."""
        standing = self.review.entries.get((kind, ident))
        held = decision(standing) if standing else None
        return judged_words(held) if held else ""

    def accepts(self, each: ClaimView, trace: Trace) -> bool:
        """Whether a person took this passage as the one that the claim rests on."""
        accepted = self.held.get(each.claim.id, NOTHING).accepted
        ref = accepted.value if accepted and not accepted.conflict else None
        if ref is None or trace.passage is None:
            return False
        place = trace.document, trace.passage.start, trace.passage.end
        return place == (ref.document, ref.start, ref.end)


def told(events: Iterable[Event]) -> list[Told]:
    """Notes or replies, each on one line."""
    return [Told(line(who), line(when), line(words)) for who, when, words in said(events)]
