"""The part of a passage that answers to a claim, and who says it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import align_subjects, read_sense, read_words
from sayso.model import Attribution, Claim, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .phrases import meets

#: What opens a clause that adds to what is said before it, why, or what it was so in spite of.
_ADDED: Final = re.compile(
    r"[,;] (?:which|ce qui|ce que|ce dont|was|wobei|weshalb|lo que|lo cual|because|since|as|weil|da|parce que|puisque|porque|ya que"
    r"|(?:mostly|mainly|largely|partly|meist|vor allem|überwiegend|teils|sobre todo|principalmente|en parte|surtout|principalement|en partie)"
    r" (?:because|due|for|wegen|aufgrund|weil|debido|por|porque|à cause|en raison|parce que|pour|du fait))\b"
    r"|,? (?:and|but|und|aber|y|pero|et|mais|e|ma|mas|despite|trotz|a pesar de|malgré|malgrado|nonostante|apesar d[eao]s?)\b(?=(?: [^\W\d]+,?){2}| [^\W\d]+[,\s]*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The source document's own claim that answers to the article's, where it has one in the passage.

    `place` is what limits and hedges are looked for in: the claim with the words of its sentence that introduce it,
    or the whole passage; `said` are those who say it there, outermost first.
    """

    claim: Claim | None
    place: Span
    said: tuple[Attribution, ...]


def counterpart(matter: Matter, pairs: Sequence[Pair]) -> Counterpart:
    """The claim of the passage that holds the figures paired with the article's, else the one that is most alike.

    What the passage adds behind these figures ("..., which is partly due to ...") is no part of it where the claim has no word of that.
    """
    found = _counterpart(matter, pairs)
    end = max((pair.given.figure.end for pair in pairs if pair.agrees), default=None)
    cut = _ADDED.search(found.place.text, max(0, end - found.place.start)) if end is not None else None
    if cut is None:
        return found
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    added = read_words(found.place.text[cut.start() :], matter.candidate.passage.language)
    if any(meets(word, mine) for word in added):
        return found
    place = matter.source.document.span(found.place.start, found.place.start + cut.start())
    return Counterpart(found.claim, place, found.said)


def _counterpart(matter: Matter, pairs: Sequence[Pair]) -> Counterpart:
    passage = matter.candidate.passage
    whole = Span(start=passage.start, end=passage.end, text=passage.text)
    there = laid(matter.source)
    inside = there.claims.meeting(passage.start, passage.end)
    if not inside:
        told = {said.id: said for said, _ in there.contents.meeting(passage.start, passage.end)}
        return Counterpart(None, whole, tuple(said for said in told.values() if not said.suggested))
    best = max(inside, key=lambda claim: (_held(claim, pairs), _alike(matter, claim), -claim.start))
    said = tuple(there.said[name] for name in best.attribution if name in there.said)
    if len(inside) == 1:
        return Counterpart(best, whole, said)
    others = [claim for claim in inside if claim is not best]
    start = max([passage.start, *(claim.end for claim in others if claim.end <= best.start)])
    end = min([passage.end, *(claim.start for claim in others if claim.start >= best.end)])
    return Counterpart(best, matter.source.document.span(start, end), said)


def _held(claim: Claim, pairs: Sequence[Pair]) -> int:
    return sum(pair.given.figure.id in claim.figures for pair in pairs if pair.agrees)


def _alike(matter: Matter, claim: Claim) -> float:
    """How much of the article's claim one of the passage's has; a short one is not the likelier since there is little in it ("he denies that")."""
    likeness = align_subjects(matter.asked.sense, read_sense(claim.text, matter.source.document.language))
    return round(0.7 * likeness.score + 0.3 * likeness.back, 6)
