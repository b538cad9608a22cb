"""What changed between a passage and the claim, beside the figures' values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from sayso.align import Wording
from sayso.language import fold, lexicon, served
from sayso.model import Attribution, Claim, Document, Drift, DriftKind, Passage, Span

from .figures import Pair


def bound_drifts(pairs: Iterable[Pair]) -> tuple[Drift, ...]:
    """Bounds that were dropped or changed between figures that otherwise agree."""
    return tuple(
        Drift(
            kind="bound_dropped",
            claim_span=_span(pair.claimed.figure),
            source_span=_span(pair.given.figure),
            because=f"“{pair.given.figure.text}” became “{pair.claimed.figure.text}”",
        )
        for pair in pairs
        if pair.agrees and pair.aligned.bound_changed and not pair.claimed.figure.vague
    )


def unit_drifts(pairs: Iterable[Pair]) -> tuple[Drift, ...]:
    """Figures that are the same number in another unit."""
    return tuple(
        Drift(
            kind="unit_changed",
            claim_span=_span(pair.claimed.figure),
            source_span=_span(pair.given.figure),
            because=f"“{pair.given.figure.text}” became “{pair.claimed.figure.text}”",
        )
        for pair in pairs
        if pair.aligned.unit_changed
    )


#: What is called what: a modal word dropped raises the certainty, "in part" dropped widens the scope.
_KINDS: Final[dict[str, DriftKind]] = {
    "scope": "scope_dropped",
    "sample": "scope_dropped",
    "modal": "certainty_raised",
    "hedge": "hedge_dropped",
}


def limit_drifts(claim: Claim, around: str, passage: Passage, language: str) -> tuple[Drift, ...]:
    """Words such as "in part", "may" or "allegedly" that limit the passage, where nothing of their kind limits the claim.

    `around` is the claim's sentence in `language`, say-so and all. Returns at most one drift of each kind.
    """
    mine = {kind for _, _, kind in _limits(around, language)}
    found: dict[str, Drift] = {}
    for start, end, kind in _limits(passage.text, passage.language):
        if kind in _KINDS and kind not in mine and kind not in found:
            at = Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end])
            found[kind] = Drift(
                kind=_KINDS[kind],
                claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
                source_span=at,
                because=f"the source document limits it (“{at.text}”), the article does not",
            )
    return tuple(found.values())


def find_limit(text: str, language: str, wanted: str) -> str | None:
    """The first words of a text that limit it in the `wanted` way ("spread": over several places; "sample"), or None."""
    return next((text[start:end] for start, end, kind in _limits(text, language) if kind == wanted), None)


def reuse_drifts(doc: Document, claim: Claim, passage: Passage, wording: Wording, *, quoted: bool) -> tuple[Drift, ...]:
    """Words taken over without quotation marks."""
    if not wording.is_lifted or quoted:
        return ()
    low, high = wording.first
    start, end = wording.second
    return (
        Drift(
            kind="unquoted_reuse",
            claim_span=doc.span(claim.start + low, claim.start + high),
            source_span=Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end]),
            because="the words are the source document's, without quotation marks",
        ),
    )


def source_drifts(said: Sequence[Attribution], theirs: Sequence[Attribution], passage: Passage) -> tuple[Drift, ...]:
    """A source that the article names less exactly than the source document: "analysts say" for a named study."""
    mine = said[-1] if said else None
    given = next((other for other in theirs if other.named and not other.suggested and other.source), None)
    if mine is None or mine.named or not mine.source or given is None:
        return ()
    claimed, source = mine.source[0], given.source[0]
    if not passage.start <= source.start < passage.end:
        return ()
    return (
        Drift(
            kind="source_blurred",
            claim_span=claimed,
            source_span=source,
            because=f"the source document names “{source.text}”; the article has “{claimed.text}”",
        ),
    )


def _span(entry: object) -> Span:
    return Span(start=entry.start, end=entry.end, text=entry.text)  # type: ignore[attr-defined]


@cache
def _limiter(language: str) -> re.Pattern[str]:
    table: dict[str, list[str]] = lexicon("limits")[language]
    groups = (
        f"(?P<{kind}>{'|'.join(re.escape(word) for word in sorted(listed, key=len, reverse=True))})"
        for kind, listed in table.items()
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _limits(text: str, language: str) -> list[tuple[int, int, str]]:
    folded = fold(text)
    found = _limiter(served(language)).finditer(folded.text)
    return [(*folded.place(*match.span()), match.lastgroup or "") for match in found]
