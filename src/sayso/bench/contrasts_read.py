"""Sources and claims with alternatives in the same places of both (`data/contrasts`), read from their files and written out as texts."""

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
    """A source and a claim with the same slots; `kinds` says of each slot what changed where the two have other alternatives there."""

    name: str
    languages: tuple[str, str]
    topic: str
    source: Row
    claim: Row
    kinds: Mapping[int, str]


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
        item = _item(name, block.split("\n"))
        if isinstance(item, Item):
            found.items.append(item)
        else:
            found.faults.append(f"{name}: {item}")
    return found


def _item(name: str, lines: Sequence[str]) -> Item | str:
    """An item, or what is wrong with its lines."""
    head = _HEAD.fullmatch(lines[0])
    if head is None or not {head[1], head[2]} <= set(LANGUAGES):
        return "the head line names no two languages and a topic"
    if len(lines) != _LINES or not lines[1].startswith("S ") or not lines[2].startswith("C "):
        return "an item has three lines: @, S, C"
    source, claim = (_row(line.partition(" ")[2]) for line in lines[1:])
    kinds = {int(slot[1]): slot[2] for slot in _SLOT.finditer(lines[1])}
    numbers = [sorted(slot.number for slot in row if isinstance(slot, Slot)) for row in (source, claim)]
    if numbers[0] != numbers[1] or len(set(numbers[0])) != len(numbers[0]) or len(numbers[0]) < _FEWEST:
        return "source and claim have not the same slots, two or more"
    if not set(kinds.values()) <= set(KINDS):
        return "a slot of another kind"
    if any(set(part) & set("{}|") for row in (source, claim) for part in row if isinstance(part, str)):
        return "a slot that is not written as one"
    if any(
        len({one.strip() for one in slot.either}) == 1
        for row in (source, claim)
        for slot in row
        if isinstance(slot, Slot)
    ):
        return "two alternatives that are the same"
    return Item(name, (head[1], head[2]), head[3], source, claim, kinds)


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
    for number, kind in item.kinds.items():
        other = {**first, number: 1}
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
