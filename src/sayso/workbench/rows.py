"""The desk's list narrowed and ordered as an address says: everything that a filter sets stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
            page=int(number) if number.isascii() and number.isdigit() and 0 < len(number) <= _DIGITS else 1,
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
    """The rows that are asked for. Each facet counts what the other filters leave. Cost: a few looks at each row."""
    by_words = [row for row in rows if _has(row, asked.words)]
    held = [row for row in by_words if _fits(row, asked)]
    pages = max(1, -(-len(held) // PAGE))
    at = min(asked.page, pages) - 1
    return Found(
        rows=sorted(held, key=_ORDER[asked.order])[at * PAGE : (at + 1) * PAGE],
        total=len(held),
        pages=pages,
        outlets=_counted(row.outlet for row in by_words if _fits(row, asked, but="outlet")),
        languages=_counted(row.language for row in by_words if _fits(row, asked, but="language")),
        states=[
            (state, sum(holds(row) for row in by_words if _fits(row, asked, but="state")))
            for state, holds in _STATES.items()
        ],
    )


def _has(row: Row, words: str) -> bool:
    return all(word in f"{row.title} {row.outlet}".lower() for word in words.lower().split())


def _fits(row: Row, asked: Asked, but: str = "") -> bool:
    return (
        (but == "outlet" or not asked.outlet or row.outlet == asked.outlet)
        and (but == "language" or not asked.language or row.language == asked.language)
        and (but == "state" or not asked.state or _STATES[asked.state](row))
    )


def _counted(values: Any) -> list[tuple[str, int]]:
    return [(value, number) for value, number in Counter(values).most_common(12) if value]


_ORDER: Final[dict[str, Any]] = {
    "added": lambda row: (tuple(-ord(char) for char in row.added), row.key),
    "review": lambda row: (-row.to_review, row.key),
    "conflicts": lambda row: (-row.conflicts, row.key),
    "differs": lambda row: (-row.differs, row.key),
    "unnamed": lambda row: (-row.unnamed, row.key),
    "title": lambda row: (row.title.lower(), row.key),
}
