"""A claim with all that is read of it once, and a claim beside one passage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Final

from sayso.align import Subject, Told, Wording, read_sense, read_stretch, read_told
from sayso.evidence import Candidate, Together
from sayso.model import Analysis, Attribution, Claim, Figure, Span

from .laid import Laid, laid
from .placed import Placed, is_asked, place_figures

#: Figures of one claim that are held against a passage: each is held against each of the passage's. Nobody writes a sentence of more.
_MOST_FIGURES: Final = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim with what is read of it once, however many passages it is held against; and all claims of its article together, of which it has this number."""

    article: Analysis
    claim: Claim
    sentence: str
    figures: tuple[Figure, ...]
    placed: tuple[Placed, ...]
    sense: Subject
    said: tuple[Attribution, ...]
    together: Together | None = None
    number: int = 0

    @property
    def language(self) -> str:
        """The article's language."""
        return self.article.document.language


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim and a passage, with how their wordings relate."""

    asked: Asked
    candidate: Candidate
    source: Analysis
    wording: Wording
    quoted: bool
    sense: float


def ask(article: Analysis, claim: Claim) -> Asked:
    """Gather a claim's figures, with what they measure, and its say-so."""
    doc = article.document
    there = laid(article)
    start, end = there.sentence(claim.start, claim.end)
    figures = _figures(there, claim, start, end)
    aside: list[Span | Figure] = [*there.figures.meeting(start, end)]
    aside += [part for one, part in there.mentions.meeting(start, end) if not _own(one, part, claim)]
    aside += [Span(start=one.start, end=one.end, text=one.text) for one in _others(there, claim, start, end)]
    alone = (claim.start - start, claim.end - start) if are_alone(figures) else None
    stretch = read_stretch(aside, doc.text[start:end], start, doc.language, own=alone)
    told = tell(article, start, end)
    placed = place_figures(figures, stretch, there.figure, lambda _figure: told)
    return Asked(
        article=article,
        claim=claim,
        sentence=doc.text[start:end],
        figures=figures,
        placed=placed,
        sense=read_sense(claim.text, doc.language),
        said=tuple(there.said[name] for name in claim.attribution if name in there.said),
    )


def _figures(there: Laid, claim: Claim, start: int, end: int) -> tuple[Figure, ...]:
    """The claim's figures, and those of who says it and when that no claim has: "38 per cent said that ...", "In 2019 the agency said that"."""
    said = [there.said[name] for name in claim.attribution if name in there.said]
    sources = (there.figures.starting(part.start, part.end) for one in said for part in (*one.source, *one.cue))
    near = there.claims.starting(start, end)
    beside = (one for one in there.figures.starting(start, end) if _nearest(one, near) == claim.id)
    more = [one.id for one in (*chain.from_iterable(sources), *beside) if one.id not in there.claimed]
    own = {*claim.figures, *more} & there.order.keys()
    first = sorted(own, key=there.order.__getitem__)[:_MOST_FIGURES]
    return tuple(there.figure[name] for name in first)


def _nearest(figure: Figure, claims: Sequence[Claim]) -> str | None:
    """The claim of a sentence that a figure beside all of them goes with: the one that comes next, else the last."""
    behind = next((one for one in claims if one.start > figure.start), None)
    found = behind or (claims[-1] if claims else None)
    return found.id if found else None


def _own(said: Attribution, part: Span, claim: Claim) -> bool:
    """Whether somebody's words or wishes are told of within a claim that is laid to others: "a third of the teachers want to stop"."""
    return said.id not in claim.attribution and claim.start <= part.start and part.end <= claim.end


def _others(there: Laid, claim: Claim, start: int, end: int) -> Iterator[Claim]:
    """Claims of the same sentence that have figures of their own: their words are not this one's."""
    for one in there.claims.starting(start, end):
        if one.figures and (one.end <= claim.start or claim.end <= one.start):
            yield one


def are_alone(figures: Sequence[Figure]) -> bool:
    """Whether one quantity among the figures has its stretch of text to itself."""
    return sum(figure.is_quantity for figure in figures) == 1


def tell(analysis: Analysis, start: int, end: int) -> Told:
    """The sentence that stands from `start` to `end` of a document, as it is held against one of another language."""
    first = bisect_left(analysis.figures, start, key=lambda figure: figure.start)
    inside = tuple(takewhile(lambda figure: figure.start < end, islice(analysis.figures, first, None)))
    text, language = analysis.document.text[start:end], analysis.document.language
    figures = tuple(figure for figure in inside if is_asked(figure))
    return read_told(text, read_stretch(inside, text, start, language).words, language, figures)
