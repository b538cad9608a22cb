"""The desk's list narrowed and ordered as an address says: everything that a filter sets stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest, nsmallest
from typing import Any, Final, Self
from urllib.parse import urlencode

from .shelf import Row

#: The orders of the list, by the name in the address.
ORDERS: Final = {
    "added": "newest first",
    "review": "most to review",
    "conflicts": "most conflicts",
    "differs": "most that differs",
    "unnamed": "most on unnamed sources",
    "title": "by title",
}
_STATES: Final[dict[str, Callable[[Row], bool]]] = {
    "open": lambda row: row.to_review > 0,
    "conflict": lambda row: row.conflicts > 0,
    "differs": lambda row: row.differs > 0,
    "signed": lambda row: row.signed > 0 and not row.changed,
    "changed": lambda row: row.changed,
    "unsigned": lambda row: row.signed == 0,
}
STATES: Final = {
    "open": "to review",
    "conflict": "in conflict",
    "differs": "something differs",
    "signed": "signed",
    "changed": "changed since signed",
    "unsigned": "not signed",
}
PAGE: Final = 100
_DIGITS: Final = 6


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    words: str = ""
    outlet: str = ""
    language: str = ""
    state: str = ""
    order: str = "added"
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """From an address's query; what is unknown is passed over."""
        number = values.get("page", "1")
        return cls(
            words=values.get("q", "")[:200],
            outlet=values.get("outlet", ""),
            language=values.get("language", ""),
            state=values.get("state", "") if values.get("state") in STATES else "",
            order=values.get("order", "added") if values.get("order") in ORDERS else "added",
            page=max(1, int(number)) if number.isascii() and number.isdigit() and 0 < len(number) <= _DIGITS else 1,
        )

    def address(self, **changes: Any) -> str:
        """The address of the same list with changes; a change of a filter goes back to the first page."""
        names = {"words": "q"}
        values = {**self.__dict__, "page": 1, **changes}
        kept = {
            names.get(name, name): value for name, value in values.items() if value and (name, value) != ("page", 1)
        }
        kept.pop("order", None) if kept.get("order") == "added" else None
        return "/?" + urlencode(kept) if kept else "/"


@dataclass(frozen=True)
class Found:
    """A page of rows, how many there are in all, and what the others could be narrowed to, with their numbers."""

    rows: list[Row]
    total: int
    pages: int
    outlets: list[tuple[str, int]] = field(default_factory=list)
    languages: list[tuple[str, int]] = field(default_factory=list)
    states: list[tuple[str, int]] = field(default_factory=list)


def filtered(rows: Sequence[Row], asked: Asked) -> Found:
    """The rows that are asked for. Each facet counts what the other filters leave. Cost: one look at each row."""
    held: list[Row] = []
    outlets: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    states: Counter[str] = Counter()
    words = asked.words.lower().split()
    for row in rows:
        if words and not _has(row, words):
            continue
        outlet = not asked.outlet or row.outlet == asked.outlet
        language = not asked.language or row.language == asked.language
        state = not asked.state or _STATES[asked.state](row)
        if outlet and language and state:
            held.append(row)
        if language and state:
            outlets[row.outlet] += 1
        if outlet and state:
            languages[row.language] += 1
        if outlet and language:
            states.update(name for name, holds in _STATES.items() if holds(row))
    pages = max(1, -(-len(held) // PAGE))
    at = min(asked.page, pages) - 1
    order, largest = _ORDER[asked.order]
    return Found(
        rows=(nlargest if largest else nsmallest)((at + 1) * PAGE, held, key=order)[at * PAGE :],
        total=len(held),
        pages=pages,
        outlets=_most(outlets),
        languages=_most(languages),
        states=[(name, states[name]) for name in _STATES],
    )


def _has(row: Row, words: Sequence[str]) -> bool:
    text = f"{row.title} {row.outlet}".lower()
    return all(word in text for word in words)


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return [(value, number) for value, number in counted.most_common(12) if value]


#: How each order looks at a row, and whether the largest comes first.
_ORDER: Final[dict[str, tuple[Callable[[Row], Any], bool]]] = {
    "added": (lambda row: (row.added, row.key), True),
    "review": (lambda row: (-row.to_review, row.key), False),
    "conflicts": (lambda row: (-row.conflicts, row.key), False),
    "differs": (lambda row: (-row.differs, row.key), False),
    "unnamed": (lambda row: (-row.unnamed, row.key), False),
    "title": (lambda row: (row.title.lower(), row.key), False),
}
