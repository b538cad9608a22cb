"""A claim beside a passage: the aligned figures, and in bold the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from sayso.model import Claim, Drift, Figure, Finding, Trace

from .marks import Mark, Stretch, cut
from .safe import shown
from .words import GLYPHS, OUTCOMES

_WORDS: Final = re.compile(r"\w+", re.UNICODE)
_MOST_WORDS: Final = 300


@dataclass(frozen=True)
class Beside:
    """The two texts, marked: `claim` as the article has it, `passage` as the source document has it."""

    claim: Markup
    passage: Markup


def beside(claim: Claim, trace: Trace, figures: dict[str, Figure], language: str) -> Beside | None:
    """The claim and the trace's passage with what is aligned and what differs; None where there is no passage."""
    passage = trace.passage
    if passage is None:
        return None
    ours, theirs = list(_drifts(trace, claim)), list(_given(trace))
    for letter, match in zip(_letters(trace), trace.figures, strict=True):
        figure = figures.get(match.claim_figure)
        if figure:
            ours.append(_aligned(figure, match.finding, letter))
        if match.source_figure:
            theirs.append(_aligned(match.source_figure, match.finding, letter))
    if _comparable(trace, passage.language, language):
        left, right = _differing(claim.text, passage.text)
        ours += _bold(left, claim.start)
        theirs += _bold(right, passage.start)
    return Beside(_marked(claim.text, claim.start, ours), _marked(passage.text, passage.start, theirs))


def _letters(trace: Trace) -> list[str]:
    """A letter for each pair of figures where there are several, so that it is plain which belong together."""
    if len(trace.figures) == 1:
        return [""]
    return [chr(ord("a") + at % 26) for at in range(len(trace.figures))]


def _aligned(figure: Figure, finding: Finding, letter: str) -> Mark:
    return Mark(figure.start, figure.end, "figure", finding, note=GLYPHS[finding] + letter)


def _changes(trace: Trace) -> list[Drift]:
    """The drifts that stand in words of their own: what was taken over is the same on both sides."""
    return [drift for drift in trace.drifts if drift.kind != "unquoted_reuse"]


def _drifts(trace: Trace, claim: Claim) -> Iterator[Mark]:
    """The claim's side; what was left out has no words there, and points at the whole claim."""
    spans = [drift.claim_span for drift in _changes(trace)]
    return (
        Mark(span.start, span.end, "flag", "diff")
        for span in spans
        if (span.start, span.end) != (claim.start, claim.end)
    )


def _given(trace: Trace) -> Iterator[Mark]:
    return (Mark(drift.source_span.start, drift.source_span.end, "flag", "diff") for drift in _changes(trace))


def _bold(places: list[tuple[int, int]], offset: int) -> list[Mark]:
    return [Mark(offset + start, offset + end, "cue", "diff") for start, end in places]


def _comparable(trace: Trace, theirs: str, ours: str) -> bool:
    """Word by word only where the words were taken over: otherwise everything would differ."""
    taken = trace.quoted or trace.reuse in {"verbatim", "near_verbatim"}
    return taken and theirs.split("-", maxsplit=1)[0] == ours.split("-", maxsplit=1)[0]


def _differing(ours: str, theirs: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The words of either text that the other lacks, within the stretch of the passage that the claim was taken from."""
    left, right = list(_WORDS.finditer(ours))[:_MOST_WORDS], list(_WORDS.finditer(theirs))[:_MOST_WORDS]
    words = [match.group().casefold() for match in left], [match.group().casefold() for match in right]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size]
    if not same:
        return [], []
    first, last = same[0].b, same[-1].b + same[-1].size
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    mine = [left[at].span() for _, start, end, _, _ in codes for at in range(start, end)]
    other = [right[at].span() for _, _, _, start, end in codes for at in range(start, end) if first <= at < last]
    return mine, other


def _marked(text: str, offset: int, marks: list[Mark]) -> Markup:
    html = []
    for figures, stretches in groupby(cut(marks, offset, offset + len(text)), key=lambda each: each.of("figure")[:1]):
        inner = "".join(_piece(text, offset, stretch) for stretch in stretches)
        for mark in figures:
            title = OUTCOMES[mark.kind]
            inner = f'<mark class="{mark.kind}" title="{title}">{inner}<sup>{mark.note}</sup></mark>'
        html.append(inner)
    return Markup("".join(html))  # noqa: S704 - every part of it is escaped where it is made


def _piece(text: str, offset: int, stretch: Stretch) -> str:
    piece = str(escape(shown(text[stretch.start - offset : stretch.end - offset])))
    return f"<strong>{piece}</strong>" if stretch.of("flag", "cue") else piece
