"""The figures of a document in rows, narrowed as an address says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlencode

from sayso.model import Figure, FigureMatch, Judgement, Trace
from sayso.render.figure_words import bound_words
from sayso.render.view import ClaimView, View
from sayso.review import Review, Standing

JUDGED: Final = {"right": "right", "wrong": "wrong", "conflict": "in conflict", "none": "not judged"}
NOT_SEARCHED: Final = "not_searched"
PAGE: Final = 100
_DIGITS: Final = 6


@dataclass(frozen=True)
class FigureRow:
    """A figure with the claims that hold it, what was found beside it, and what people say of it."""

    figure: Figure
    claims: tuple[ClaimView, ...]
    match: tuple[Trace, FigureMatch] | None
    judged: Standing[Judgement | None]

    @property
    def bound(self) -> str:
        """Its open ends in words."""
        return bound_words(self.figure)

    @property
    def unit(self) -> str:
        """What it is measured in: the unit or currency, and what a rate is per."""
        figure = self.figure
        per = f"per {figure.per}" if figure.per else ""
        return " ".join(part for part in (figure.unit or figure.currency, per) if part)

    @property
    def said(self) -> tuple[str, ...]:
        """On whose say-so: the innermost source of each claim, each once."""
        return tuple(dict.fromkeys(each.who for each in self.claims if each.who))

    @property
    def finding(self) -> str:
        """The finding of the best passage, or that none was searched."""
        return self.match[1].finding if self.match else NOT_SEARCHED

    @property
    def state(self) -> str:
        """What people say of it: one of `JUDGED`."""
        return "conflict" if self.judged.conflict else self.judged.value or "none"


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    kind: str = ""
    finding: str = ""
    judged: str = ""
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """From an address's query; what is unknown finds nothing, a page that is none is the first."""
        number = values.get("page", "1")
        return cls(
            kind=values.get("kind", ""),
            finding=values.get("finding", ""),
            judged=values.get("judged", "") if values.get("judged") in JUDGED else "",
            page=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) <= _DIGITS else 1,
        )

    def query(self, **changes: Any) -> str:
        """The query of the same list with changes, with its question mark; empty where nothing is asked."""
        values = {**self.__dict__, **changes}
        kept = {name: value for name, value in values.items() if value and (name, value) != ("page", 1)}
        return "?" + urlencode(kept) if kept else ""


@dataclass(frozen=True)
class Found:
    """One page of the rows that fit, how many fit and exist in all, and how many each value of a filter would leave."""

    rows: Sequence[FigureRow]
    fitting: int
    total: int
    page: int
    pages: int
    kinds: list[tuple[str, int]]
    findings: list[tuple[str, int]]
    judged: list[tuple[str, int]]


_LOOKS: Final[dict[str, Callable[[FigureRow], str]]] = {
    "kind": lambda row: row.figure.kind,
    "finding": lambda row: row.finding,
    "judged": lambda row: row.state,
}


def figure_rows(view: View, review: Review) -> list[FigureRow]:
    """Every figure in the order of the text."""
    return [
        FigureRow(
            figure,
            view.claims_of_figure.get(figure.id, ()),
            view.match_of(figure),
            review.entries.get(("figure", figure.id), Standing()),
        )
        for figure in view.ledger.figures
    ]


def narrowed(rows: Sequence[FigureRow], asked: Asked) -> Found:
    """The rows that are asked for. Each filter's numbers count what the other filters leave."""
    fitting = [row for row in rows if _fits(row, asked, _LOOKS)]
    pages = max(1, -(-len(fitting) // PAGE))
    at = min(asked.page, pages)
    kinds, findings, judged = (_counted(rows, asked, name) for name in _LOOKS)
    return Found(fitting[(at - 1) * PAGE : at * PAGE], len(fitting), len(rows), at, pages, kinds, findings, judged)


def _fits(row: FigureRow, asked: Asked, names: Mapping[str, Any]) -> bool:
    return all(getattr(asked, name) in {"", _LOOKS[name](row)} for name in names)


def _counted(rows: Sequence[FigureRow], asked: Asked, name: str) -> list[tuple[str, int]]:
    others = {other: None for other in _LOOKS if other != name}
    return sorted(Counter(_LOOKS[name](row) for row in rows if _fits(row, asked, others)).items())
