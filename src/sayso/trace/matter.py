"""A claim with all that is read of it once, and a claim beside one passage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from sayso.align import Subject, Told, Wording, read_sense, read_stretch, read_told
from sayso.evidence import Candidate
from sayso.model import Analysis, Attribution, Claim, Figure, Span

from .placed import Placed, is_asked, place_figures


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim with what is read of it once, however many passages it is held against."""

    article: Analysis
    claim: Claim
    sentence: str
    figures: tuple[Figure, ...]
    placed: tuple[Placed, ...]
    sense: Subject
    said: tuple[Attribution, ...]

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
    around = next((sentence for sentence in article.sentences if sentence.start <= claim.start < sentence.end), None)
    start, end = (min(around.start, claim.start), max(around.end, claim.end)) if around else (claim.start, claim.end)
    figures = _figures(article, claim, start, end)
    aside: list[Span | Figure] = [one for one in article.figures if one.start < end and start < one.end]
    said = ((one, part) for one in article.attributions for part in (*one.source, *one.cue))
    aside += [part for one, part in said if part.start < end and start < part.end and not _own(one, part, claim)]
    aside += [Span(start=one.start, end=one.end, text=one.text) for one in _others(article, claim, start, end)]
    alone = (claim.start - start, claim.end - start) if are_alone(figures) else None
    stretch = read_stretch(aside, doc.text[start:end], start, doc.language, own=alone)
    told = tell(article, start, end)
    placed = place_figures(figures, stretch, article.figures, lambda _figure: told)
    by_id = {said.id: said for said in article.attributions}
    return Asked(
        article=article,
        claim=claim,
        sentence=doc.text[start:end],
        figures=figures,
        placed=placed,
        sense=read_sense(claim.text, doc.language),
        said=tuple(by_id[name] for name in claim.attribution if name in by_id),
    )


def _figures(article: Analysis, claim: Claim, start: int, end: int) -> tuple[Figure, ...]:
    """The claim's figures, and those of who says it and when that no claim has: "38 per cent said that ...", "In 2019 the agency said that"."""
    own = set(claim.figures)
    said = [part for one in article.attributions if one.id in claim.attribution for part in (*one.source, *one.cue)]
    others = {name for one in article.claims for name in one.figures}
    near = [one for one in article.claims if start <= one.start < end]
    for figure in article.figures:
        of_source = any(part.start <= figure.start < part.end for part in said)
        if figure.id not in others and (
            of_source or (start <= figure.start < end and _nearest(figure, near) == claim.id)
        ):
            own.add(figure.id)
    return tuple(figure for figure in article.figures if figure.id in own)


def _nearest(figure: Figure, claims: Sequence[Claim]) -> str | None:
    """The claim of a sentence that a figure beside all of them goes with: the one that comes next, else the last."""
    behind = next((one for one in claims if one.start > figure.start), None)
    found = behind or (claims[-1] if claims else None)
    return found.id if found else None


def _own(said: Attribution, part: Span, claim: Claim) -> bool:
    """Whether somebody's words or wishes are told of within a claim that is laid to others: "a third of the teachers want to stop"."""
    return said.id not in claim.attribution and claim.start <= part.start and part.end <= claim.end


def _others(article: Analysis, claim: Claim, start: int, end: int) -> Iterator[Claim]:
    """Claims of the same sentence that have figures of their own: their words are not this one's."""
    for one in article.claims:
        apart = one.end <= claim.start or claim.end <= one.start
        if one.figures and apart and start <= one.start < end:
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
