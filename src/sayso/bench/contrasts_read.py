"""Sources and claims with alternatives in the same places of both (`data/contrasts`), read from their files and written out as texts.

Of a document with several claims each claim is an item of its own, with those of the document's slots that it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .changes_read import LANGUAGES, Place

KINDS: Final = (
    "base_changed", "scope_dropped", "concept_changed", "period_changed", "unit_changed", "bound_dropped",
    "hedge_dropped", "certainty_raised", "source_changed", "source_blurred", "caveat_omitted", "value_changed",
    "relation_changed", "detail_changed",
)  # fmt: skip
#: Kinds of which the first alternative limits what the second one does not: a claim that has it on its own is more careful than its source.
ONE_WAY: Final = frozenset(("hedge_dropped", "certainty_raised", "source_blurred", "caveat_omitted"))
_HEAD: Final = re.compile(r"@ (\w\w)>(\w\w) \| (.+)")
_SLOT: Final = re.compile(r"\{(\d)(?: (\w+))?: ?([^{}|]*)\|([^{}|]*)\}")
_CLAIM: Final = re.compile(r"C (?:(\w\w) \| )?(.+)")
_LINES: Final = 3
_FEWEST: Final = 2
#: What stands right behind a word.
_CLOSING: Final = frozenset(",.;:!?)")

#: Which alternative is taken in each slot: 0 or 1.
Chosen = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place with two alternatives."""

    number: int
    either: tuple[str, str]


Row = tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A source and a claim; `kinds` says of each of the source's slots what changed where the two have other alternatives there, `asked` are those that the claim has, too."""

    name: str
    languages: tuple[str, str]
    topic: str
    source: Row
    claim: Row
    kinds: Mapping[int, str]

    @property
    def asked(self) -> tuple[int, ...]:
        """The slots that the claim has, too, in the order of the source."""
        told = {slot.number for slot in self.claim if isinstance(slot, Slot)}
        return tuple(number for number in self.kinds if number in told)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A source and a claim as texts. `kind` is what changed, None for a faithful claim; `places` are where that slot stands in source and claim."""

    source: str
    claim: str
    languages: tuple[str, str]
    kind: str | None = None
    places: tuple[Place, Place] | None = None


@dataclass(slots=True)
class Found:
    """What was read of a file, and what is wrong with it."""

    items: list[Item] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(path: Path) -> Found:
    """A file's items, an empty line between them, and what is wrong with it."""
    found = Found()
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    for number, block in enumerate(blocks, 1):
        name = f"{path.name}:{number}"
        items = _items(name, block.split("\n"))
        if isinstance(items, str):
            found.faults.append(f"{name}: {items}")
        else:
            found.items += items
    return found


def _items(name: str, lines: Sequence[str]) -> list[Item] | str:
    """The item of each claim of a block, or what is wrong with its lines."""
    head = _HEAD.fullmatch(lines[0])
    if head is None or not {head[1], head[2]} <= set(LANGUAGES):
        return "the head line names no two languages and a topic"
    claims = [_CLAIM.fullmatch(line) for line in lines[2:]]
    if len(lines) < _LINES or not lines[1].startswith("S ") or None in claims:
        return "an item has a line @, a line S, and lines C"
    source, kinds = _row(lines[1].partition(" ")[2]), {int(one[1]): one[2] for one in _SLOT.finditer(lines[1])}
    items = [
        Item(
            f"{name}.{at}" if len(claims) > 1 else name,
            (head[1], one[1] or head[2]),
            head[3],
            source,
            _row(one[2]),
            kinds,
        )
        for at, one in enumerate(claims, 1)
        if one
    ]
    if len(items) == 1 and set(items[0].asked) != set(kinds):
        return "source and claim have not the same slots"
    return next(filter(None, map(_fault, items)), None) or items


def _fault(item: Item) -> str | None:
    """What is wrong with an item; None where nothing is."""
    numbers = [[slot.number for slot in row if isinstance(slot, Slot)] for row in (item.source, item.claim)]
    if any(len(set(each)) != len(each) for each in numbers) or len(numbers[0]) < _FEWEST:
        return "a slot that stands twice, or a source with fewer than two"
    if not set(numbers[1]) <= set(numbers[0]):
        return "a claim with a slot that its source has not"
    if not set(item.kinds.values()) <= set(KINDS) or not set(item.languages) <= set(LANGUAGES):
        return "a slot of another kind, or a claim in a language that is none of the six"
    if any(set(part) & set("{}|") for row in (item.source, item.claim) for part in row if isinstance(part, str)):
        return "a slot that is not written as one"
    slots = (slot for row in (item.source, item.claim) for slot in row if isinstance(slot, Slot))
    if any(len({one.strip() for one in slot.either}) == 1 for slot in slots):
        return "two alternatives that are the same"
    return None


def _row(text: str) -> Row:
    """A line's words and slots."""
    row: list[str | Slot] = []
    at = 0
    for slot in _SLOT.finditer(text):
        row += [text[at : slot.start()], Slot(int(slot[1]), (slot[3].strip(), slot[4].strip()))]
        at = slot.end()
    return (*row, text[at:])


def written(row: Row, chosen: Chosen) -> tuple[str, dict[int, Place]]:
    """A line's text with the alternatives that are chosen, and where each slot stands in it."""
    text, places = "", dict[int, Place]()
    for part in row:
        if isinstance(part, str):
            text = _joined(text, part)
            continue
        words = part.either[chosen[part.number]]
        text = _joined(text, words)
        places[part.number] = (len(text) - len(words), len(text))
    return text.rstrip(), places


def _joined(text: str, more: str) -> str:
    """A text with more behind it, without a space too many."""
    if not text or text.endswith(" "):
        more = more.lstrip()
    return text.rstrip() + more if more[:1] in _CLOSING else text + more


def contrasts(item: Item) -> Iterator[Contrast]:
    """Each slot by itself, all others with their first alternative: the faithful claim of each alternative, and the claims of which this slot alone changed.

    So every claim that changed stands with a source that bears it out, too, and every source that was changed with a claim that is true to it. Kinds that go
    one way alone are asked that way; of the others the changed claim of either alternative has the same kind, whichever of the two says more.
    """
    first = dict.fromkeys(item.kinds, 0)
    yield _contrast(item, first, first, None)
    for number in item.asked:
        kind, other = item.kinds[number], {**first, number: 1}
        yield _contrast(item, other, other, None)
        yield _contrast(item, first, other, number)
        if kind not in ONE_WAY:
            yield _contrast(item, other, first, number)


def _contrast(item: Item, source: Chosen, claim: Chosen, number: int | None) -> Contrast:
    (given, where), (claimed, there) = written(item.source, source), written(item.claim, claim)
    if number is None:
        return Contrast(given, claimed, item.languages)
    return Contrast(given, claimed, item.languages, item.kinds[number], (where[number], there[number]))


def files(data: Path) -> list[Path]:
    """The files of items in the set's folder."""
    return sorted(data.glob("*/*.txt"))
