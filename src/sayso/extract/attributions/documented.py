"""Sayings of documents whose maker is told in a clause: the clause belongs to the source, and says nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .citing import without
from .making import Making, makes, makings
from .sayings import Place, Saying
from .words import Words


def documented(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a block: "a report that the Food Office published in May" is one source, in English, Spanish and French."""
    if lex.language == "de" or not any(saying.source for saying in found):
        return list(found)
    units = {id(saying.unit): saying.unit for saying in found}
    known = {name: makings(unit.items, lex) for name, unit in units.items()}
    return [one for saying in found for one in _whole(saying, known[id(saying.unit)], lex)]


def _whole(saying: Saying, told: Sequence[Making], lex: Words) -> Iterator[Saying]:
    """A saying with the whole of the document as its source; nothing where its cue only tells who made one."""
    row = saying.unit.items
    for made in told:
        start, head, end = row[made.start].start, row[made.head].start, row[made.end - 1].end
        if any(head <= place[0] and place[1] <= end for place in saying.cue) and _only_makes(saying, lex):
            return
        if _leads_in(saying, (start, head)) and start <= saying.source[0][0] < end:
            return
        if made.apart or len(saying.source) != 1 or saying.antecedent or not start <= saying.source[0][0] < end:
            continue
        place = (start, max(end, saying.source[0][1]))
        words = tuple(token for token in row if place[0] <= token.start and token.end <= place[1])
        content = tuple(part for one in saying.content for part in without(row, one, *place)) or _before(saying)
        if content and not any(place[0] <= cue[0] < place[1] for cue in saying.cue):
            saying = replace(saying, source=(place,), words=words, content=content)
    yield saying


def _before(saying: Saying) -> tuple[Place, ...]:
    """What stands before a cue and its comma: "P, según consta en una auditoría que el tribunal hizo pública"."""
    row = [token for token in saying.unit.items if saying.cue and token.end <= saying.cue[0][0]]
    return ((row[0].start, row[-2].end),) if len(row) > 1 and row[-1].text == "," else ()


def _only_makes(saying: Saying, lex: Words) -> bool:
    """Whether a cue has nothing but a verb of making in it."""
    cue = (token for token in saying.unit.items if any(a <= token.start < b for a, b in saying.cue))
    return any(makes(token.low, lex) for token in cue) and saying.frame != "according"


def _leads_in(saying: Saying, document: Place) -> bool:
    """Whether a document was taken for the cue of its own maker: "Dans une note que le ministère a transmise"."""
    cue = saying.cue[-1][1] if saying.cue and saying.source and saying.frame != "according" else 0
    return document[0] < cue <= document[1]
