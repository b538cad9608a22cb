"""The drift of a figure that the article lays to one of two who speak in a passage, and the passage to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.align import align_subjects, is_telling, read_sense
from sayso.model import Drift, Figure
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

from .sayers import MOSTLY, Sayer, is_document, said_drift, sayers, saying


def crossed_drifts(matter: Matter) -> Iterator[Drift]:
    """A figure that the article lays to one of two who speak in the passage, and the passage to the other: "police counted 5,800; the organisers speak of 12,000" for 12,000 by police."""
    chain, passage = sayers(matter.asked.article, matter.asked.said), matter.candidate.passage
    there = sayers(matter.source, saying(matter.source, passage.start, passage.end)) if chain else []
    own = [one for one in there if one.is_like(chain[-1])]
    others = [one for one in there if not any(one.is_like(each) for each in chain)]
    if not others or is_document(matter, chain[-1]) or not (own or _is_beside(matter, chain[-1], others)):
        return
    values = {(one.low, one.high) for one in matter.asked.figures if one.is_quantity and is_telling(one)}
    for figure in laid(matter.source).figures.starting(passage.start, passage.end):
        if (figure.low, figure.high) in values and not any(_says(one, figure) for one in own):
            yield from (said_drift("source_changed", chain[-1], one.span) for one in others if _says(one, figure))


def _is_beside(matter: Matter, mine: Sayer, others: Sequence[Sayer]) -> bool:
    """Whether the passage speaks of the article's source, too, apart from what others say: "police counted 5,800"."""
    passage = matter.candidate.passage
    text = passage.text
    for part in (part for one in others for part in (one.span, *one.said.cue, *one.said.content)):
        low, high = max(0, part.start - passage.start), min(len(text), part.end - passage.start)
        text = text[:low] + " " * max(0, high - low) + text[max(low, high) :]
    return align_subjects(mine.sense, read_sense(text, passage.language)).score >= MOSTLY


def _says(one: Sayer, figure: Figure) -> bool:
    return any(part.start <= figure.start < part.end for part in one.said.content)
