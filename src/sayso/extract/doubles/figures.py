"""Body against body: the same thing said twice, with other figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import Word
from sayso.language.words import terms
from sayso.model import Attribution, Claim, Document, Figure, Sentence

from .conflict import Conflict
from .sides import (
    ANYBODY,
    Side,
    are_apart,
    counted_key,
    group,
    in_order,
    is_death,
    is_name,
    is_plain,
    keys_of,
    lows,
    meets,
    read_side,
    value,
)
from .words import Words

#: Each figure is held against so many that stand before it; whatever is further back was hardly meant.
_REACH: Final = 24
_LEAST: Final = 2
#: Longer sentences hold more than one thing.
_LONGEST: Final = 320
#: A thing without a name is no longer the same one after so many letters.
_FAR: Final = 6000


@dataclass(frozen=True, slots=True)
class _Body:
    """What the checks need to know of a document."""

    doc: Document
    figures: Mapping[str, Figure]
    sayings: Mapping[str, Attribution]
    words: Words
    language: str
    dated: tuple[int, ...]
    parted: tuple[int, ...]
    sentences: Sequence[Sentence]
    values: Mapping[float, int]


def check_figures(  # noqa: PLR0917  the entries that are held together
    doc: Document,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    words: Words,
) -> Iterator[Conflict]:
    """Find claims that say the same of the same thing with figures that cannot both be right."""
    body = _Body(
        doc,
        {figure.id: figure for figure in figures},
        {saying.id: saying for saying in attributions},
        words,
        doc.language.partition("-")[0],
        tuple(figure.start for figure in figures if figure.kind == "date"),
        tuple(block.start for block in doc.blocks if block.kind in {"heading", "title", "row"}),
        sentences,
        Counter(value(figure) for figure in figures if is_plain(figure)),
    )
    for places in _groups(body, claims).values():
        if len({value(figure) for _, figure in places}) < _LEAST:
            continue
        read: dict[str, Side | None] = {}
        for at, (claim, figure) in enumerate(places):
            for earlier, before in places[max(0, at - _REACH) : at]:
                if _is_sum(figure, before, body):
                    continue
                one, other = (_side(body, c, f, read) for c, f in ((earlier, before), (claim, figure)))
                # Whether they are apart is asked last: it takes the longest, and each side is read once.
                if one and other and _is_same(body, earlier, claim, one, other) and are_apart(figure, before):
                    yield _conflict(one, other, body)
                    break


def _groups(body: _Body, claims: Sequence[Claim]) -> Mapping[object, list[tuple[Claim, Figure]]]:
    """The plain figures of claims that assert a fact, by kind, unit and what they count; one quantity a claim."""
    found: dict[object, list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim in claims:
        inside = [body.figures[name] for name in claim.figures if body.figures[name].is_quantity]
        if len(inside) != 1 or claim.sort != "fact" or claim.negated or not _is_sure(claim):
            continue
        figure = inside[0]
        if is_plain(figure) and figure.kind != "age" and figure.role == "level" and figure.direction is None:
            counted = counted_key(figure, body.language, body.words)
            if figure.kind != "count" or counted:
                found[group(figure), counted].append((claim, figure))
    return found


def _is_sure(claim: Claim) -> bool:
    source = claim.certainty.source
    return claim.certainty.author in {"certain", "unknown"} and source in {None, "certain"}


def _is_sum(one: Figure, other: Figure, body: _Body) -> bool:
    """Whether the difference is told as well: "two more died", so that both may be right."""
    gap = abs(value(one) - value(other))
    return body.values.get(gap, 0) > (gap in {value(one), value(other)})


def _side(body: _Body, claim: Claim, figure: Figure, read: dict[str, Side | None]) -> Side | None:
    if figure.id not in read:
        read[figure.id] = _read(body, claim, figure)
    return read[figure.id]


def _read(body: _Body, claim: Claim, figure: Figure) -> Side | None:
    """The figure's clause, where nothing in the sentence around it tells of a part, an update or a plan."""
    at = bisect_right(body.sentences, claim.start, key=lambda one: one.start) - 1
    sentence = body.sentences[max(0, at)]
    if sentence.end - sentence.start > _LONGEST:
        return None
    around = body.doc.text[sentence.start : max(sentence.end, claim.end)]
    if lows(around) & body.words.scope or "?" in around or ":" in around:
        return None
    cut = body.words.cut.search(body.doc.text, figure.counted.end if figure.counted else figure.end, claim.end)
    return read_side(
        body.doc, figure, claim.start, cut.start() if cut else claim.end, [(figure.start, figure.end)], body.words
    )


def _is_same(body: _Body, earlier: Claim, later: Claim, one: Side, other: Side) -> bool:
    """Whether two claims surely say the same of the same thing, at the same time, and from the same mouth."""
    if one.times != other.times or not _in_one_section(body, one, other) or not _one_mouth(body, earlier, later):
        return False
    if _times(body, one) != _times(body, other):
        return False
    mine, theirs = keys_of(one.words), keys_of(other.words)
    shared = [word for word in other.words if meets(word, mine)]
    beyond = (
        [word for word in one.words if not meets(word, theirs)],
        [word for word in other.words if not meets(word, mine)],
    )
    specific = one.counted is not None and one.counted != ANYBODY
    if len(shared) + specific < _LEAST or not shared:
        return False
    return _adds_nothing(body, beyond, one, other, shared) and not _is_another(body, one, other, shared)


def _times(body: _Body, side: Side) -> frozenset[str]:
    return frozenset(side.lows) & body.words.times


def _in_one_section(body: _Body, one: Side, other: Side) -> bool:
    """Whether no heading and no date stands between the two, nor in either."""
    headings = bisect_left(body.parted, one.start) != bisect_left(body.parted, other.end)
    dates = bisect_left(body.dated, one.start) != bisect_left(body.dated, other.end)
    at = bisect_right(body.sentences, one.start, key=lambda it: it.start)
    return not headings and not dates and other.start >= body.sentences[at - 1].end


def _one_mouth(body: _Body, earlier: Claim, later: Claim) -> bool:
    """Whether both are the author's or both the same speaker's: two sources may disagree."""
    return _mouths(body, earlier) == _mouths(body, later)


def _mouths(body: _Body, claim: Claim) -> tuple[str, ...]:
    chain = (body.sayings[name] for name in claim.attribution)
    return tuple(saying.speaker or (saying.source[0].text if saying.source else saying.id) for saying in chain)


def _adds_nothing(
    body: _Body, beyond: tuple[list[Word], list[Word]], one: Side, other: Side, shared: Sequence[Word]
) -> bool:
    """Whether neither side narrows the thing: no words beyond the other's, but in a fire that was named before."""
    mine, theirs = ([word for word in side if word.text.casefold() not in body.words.idle] for side in beyond)
    if not mine and not theirs:
        return True
    if mine and theirs:
        return False
    barer = other if mine else one
    named = any(is_name(word) for word in theirs)
    return is_death(shared) and len(shared) >= _LEAST and not named and _has_definite(body, barer, shared)


def _has_definite(body: _Body, side: Side, shared: Sequence[Word]) -> bool:
    """Whether one of the shared things is called "the ..." on this side."""
    stems = keys_of(shared)
    for before, word in zip(side.lows, side.lows[1:], strict=False):
        if before in body.words.definite and any(f"stem:{term}" in stems for term in terms(word, body.language)):
            return True
    return False


def _is_another(body: _Body, one: Side, other: Side, shared: Sequence[Word]) -> bool:
    """Whether something else of the same name was brought in since, where no name holds the two together."""
    if any(is_name(word) for word in shared):
        return False
    if other.start - one.end > _FAR:
        return True
    text = body.doc.text[one.end : other.start]
    stems = keys_of(shared)
    row = in_order(text)
    for before, word in zip(["", *row], row, strict=False):
        if before not in body.words.definite and any(f"stem:{term}" in stems for term in terms(word, body.language)):
            return True
    return False


def _conflict(one: Side, other: Side, body: _Body) -> Conflict:
    first, second = (_quoted(body.doc, side) for side in (one, other))
    because = f"the text has {first} and {second}: the same said twice, with other figures"
    return Conflict((other.figure.start, other.figure.end), (one.figure.start, one.figure.end), because)


def _quoted(doc: Document, side: Side) -> str:
    return f"“{' '.join(doc.text[side.start : side.end].split())}”"
