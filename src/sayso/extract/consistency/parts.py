"""Parts against their whole: "of the 500 arrested, 300 men and 250 women", "120 dead, including 140 children"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.language.tokens import Token
from sayso.model import Figure

from .scene import Conflict, Scene, joined
from .values import exact, has_other_base, slack, spread

_WORDS_OF = 4


def check_parts(scene: Scene) -> Iterator[Conflict]:
    """Find a part that is larger than its whole, and parts that exclude each other and are more than their whole."""
    counts = [figure for figure in scene.quantities if figure.kind == "count" and figure.role == "level"]
    yield from _included(scene, counts)
    yield from _listed(scene, counts)
    whole, parts = _opening(scene, counts)
    if whole is None:
        return
    wrong = False
    for part in parts:
        if _exceeds(part, [whole]) and _may_be_of(scene, part, whole):
            wrong = True
            yield _too_large(part, whole)
    if not wrong:
        yield from _summed(scene, whole, parts)


def _too_large(part: Figure, whole: Figure) -> Conflict:
    because = f"“{part.text}” is said to be a part of “{whole.text}”, which is less"
    return Conflict((part.start, part.end), (whole.start, whole.end), because)


def _exceeds(part: Figure, wholes: Sequence[Figure]) -> bool:
    """Whether a part is surely more than all of the wholes together."""
    bounds = [spread(whole) for whole in wholes]
    own = spread(part)
    return own is not None and own[0] > sum(high[1] if high else float("inf") for high in bounds)


def _included(scene: Scene, counts: Sequence[Figure]) -> Iterator[Conflict]:
    """As in "120 people died, including 140 children": persons of persons, and no other count before."""
    for at, (whole, part) in enumerate(pairwise(counts)):
        if not _says_part(scene, whole, part) or not _exceeds(part, counts[: at + 1]):
            continue
        if _persons(scene, whole) and (_persons(scene, part) or _follows(scene, part)):
            yield _too_large(part, whole)


def _says_part(scene: Scene, whole: Figure, part: Figure) -> bool:
    """Whether the words right before or after the part say that it is one."""
    includes = scene.words.phrases["includes"]
    gap = scene.tokens(whole.end, part.start)
    return _follows(scene, part) or any(includes.size(gap, at) == len(gap) - at for at in range(len(gap)))


def _follows(scene: Scene, part: Figure) -> bool:
    """As in "600 of them": the words that say so stand right after the part."""
    behind = scene.behind(part, _WORDS_OF)
    return bool(behind) and bool(scene.words.phrases["includes"].size(behind, 0))


def _own_words(scene: Scene, figure: Figure) -> list[Token]:
    """The words of what a figure counts; where that is not known, those right after it up to a mark."""
    if figure.counted is not None:
        return scene.tokens(figure.counted.start, figure.counted.end)
    found = []
    for token in scene.behind(figure, _WORDS_OF):
        if token.kind == "mark":
            break
        found.append(token)
    return found


def _persons(scene: Scene, figure: Figure) -> bool:
    persons = scene.words.sets["persons"]
    return any(token.low in persons for token in _own_words(scene, figure))


def _opening(scene: Scene, counts: list[Figure]) -> tuple[Figure | None, list[Figure]]:
    """The whole and the parts of "Of the 500 arrested, ..." and of "... 500 people. Of those, ..."."""
    row = scene.row
    if not row or not counts:
        return None, []
    if size := scene.words.phrases["of"].size(row, 0):
        between = [token for token in row[size:] if token.end <= counts[0].start]
        if all(token.low in scene.words.sets["articles"] for token in between):
            comma = any(token.text == "," for token in scene.tokens(counts[0].end, row[-1].end)[: 2 * _WORDS_OF])
            verb_first = scene.grammar.flags["capital_nouns"]
            return (counts[0], counts[1:]) if comma or verb_first else (None, [])
    earlier = [figure for figure in scene.before if figure.kind == "count" and figure.is_quantity]
    if scene.words.phrases["those"].size(row, 0) and len(earlier) == 1:
        return earlier[0], counts
    return None, []


def _may_be_of(scene: Scene, part: Figure, whole: Figure) -> bool:
    """Whether what a part counts may be what the whole counts: persons of persons, the same word, or nothing named."""
    if has_other_base(part) or whole.counted is None:
        return False
    theirs = {token.low for token in _words(whole.counted.text)}
    persons = scene.words.sets["persons"]
    if not theirs & persons:
        return False
    return part.counted is None or bool({token.low for token in _own_words(scene, part)} & (persons | theirs))


def _words(text: str) -> list[Token]:
    return [Token(word, word.casefold(), 0, 0, "word") for word in text.split()]


def _listed(scene: Scene, counts: Sequence[Figure]) -> Iterator[Conflict]:
    """As in "a jury of 12, made up of seven men and six women", "12 people (seven men and six women)"."""
    for at, whole in enumerate(counts[:-2]):
        parts = counts[at + 1 : at + 3]
        complete = _leads_in(scene, whole, parts)
        total, values = exact(whole), [value for part in parts if (value := exact(part)) is not None]
        if complete is None or total is None or len(values) < len(parts) or not _exclusive(scene, parts):
            continue
        summed = sum(values)
        room = slack(whole) + sum(slack(part) for part in parts)
        if summed > total + room or (complete and summed < total - room):
            because = f"“{parts[0].text}” and “{parts[1].text}” come to {summed:,.10g}, not “{whole.text}”"
            yield Conflict(joined(parts[0], parts[1]), (whole.start, whole.end), because)


def _leads_in(scene: Scene, whole: Figure, parts: Sequence[Figure]) -> bool | None:
    """Whether two counts that follow are all parts of one; None where they may be none at all."""
    row = scene.tokens(max(whole.end, whole.counted.end if whole.counted else 0), parts[0].start)
    words = [token for token in row if token.text != ","]
    if words and scene.words.phrases["consists"].size(words, 0) == len(words):
        behind = scene.behind(parts[1], _WORDS_OF)
        return not any(token.text == "," or token.low in scene.grammar.words("ranges.and") for token in behind)
    opened = [token.text for token in row] in (["("], [":"], ["–"], ["—"])
    return False if opened and _persons(scene, whole) else None


def _summed(scene: Scene, whole: Figure, parts: Sequence[Figure]) -> Iterator[Conflict]:
    """Parts under words that exclude each other must not come to more than the whole."""
    own = [part for part in parts if not has_other_base(part)]
    total = exact(whole)
    values = [exact(part) for part in own]
    if total is None or len(own) < 2 or any(value is None for value in values):  # noqa: PLR2004  two parts at least
        return
    room = slack(whole) + sum(slack(part) for part in own)
    summed = sum(value for value in values if value is not None)
    if summed <= total + room or not _exclusive(scene, own):
        return
    listed = " and ".join(f"“{part.text}”" for part in own)
    because = f"{listed} come to {summed:,.10g}, more than the “{whole.text}” that they are parts of"
    yield Conflict(joined(own[0], own[-1]), (whole.start, whole.end), because)


def _exclusive(scene: Scene, parts: Sequence[Figure]) -> bool:
    """Whether each part stands under a word of its own, of one group whose words exclude each other."""
    ends = [*(part.start for part in parts[1:]), scene.row[-1].end]
    stretches = [{token.low for token in scene.tokens(part.end, end)} for part, end in zip(parts, ends, strict=True)]
    return any(members_differ(stretches, group) for group in scene.words.exclusive)


def members_differ(stretches: Sequence[set[str]], group: Sequence[frozenset[str]], *, last: bool = False) -> bool:
    """Whether each stretch of words has one member of a group, and no two have the same.

    With `last`, the last member counts where there are several: "do not know" is no "no".
    """
    found = []
    for stretch in stretches:
        members = [number for number, member in enumerate(group) if stretch & member]
        if not members or (len(members) > 1 and not last):
            return False
        found.append(members[-1])
    return len(set(found)) == len(found)
