"""The step that tells news from boilerplate in what pairs share, now that it is known how common each key is.

Beside it: who has which stretch of a document, too, and who is a copy of whom, for what is told in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import msgspec
import numpy as np

from sayso.across.alignment import Aligned, Run
from sayso.across.boilerplate import Commonness
from sayso.across.groups import components, is_copy
from sayso.across.held import Held
from sayso.across.shared import Shared
from sayso.across.told import Holders, Judged, sort_out
from sayso.engine import Finished, Item, Result
from sayso.engine.shuffle import Rows, put_rows, rows_of
from sayso.model.span import Entry

from .compare import Found, shared_of
from .meet import Common
from .plan import Plan, by_rank, file, load_plan
from .rows import HOLDER, NUMBER, PAIR, RANK
from .step import Asked, Place, Step, size_counts

STEP: Final = Step("sift", "sayso.join.sift:work", ("holders", "copies"), "news and boilerplate")
#: Pairs of a task.
_EACH: Final = 2_000


class Range(Entry, frozen=True, kw_only=True):
    """Some of the pairs that share passages, or of the groups that hang together, of a plan."""

    plan: str
    first: int
    end: int


class Part(Entry, frozen=True, kw_only=True):
    """A passage: its runs, whether it is within quotation marks in either document, why it is no news."""

    runs: tuple[tuple[int, int, int], ...]
    quoted: tuple[bool, bool]
    boilerplate: str | None = None

    def between(self, one: Held, other: Held) -> Shared:
        """The passage, of its documents."""
        return Shared(one, other, Aligned(tuple(Run(*run) for run in self.runs)), self.quoted)


class Sifted(Entry, frozen=True, kw_only=True):
    """The passages of two documents, by rank."""

    a: int
    b: int
    parts: tuple[Part, ...]


def sift_tasks(plan: Plan, pairs: int) -> list[Asked]:
    """The tasks for so many pairs."""
    parts = ((first, min(first + _EACH, pairs)) for first in range(0, pairs, _EACH))
    return [Asked(f"pairs {first}-{end}", Range(plan=plan.name, first=first, end=end)) for first, end in parts]


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of some pairs."""
    asked, place = msgspec.json.decode(payload, type=Range), Place.told(where)
    yield Item(f"pairs from {asked.first} to {asked.end}", partial(_sift, asked, place, STEP.key(payload)))


def _sift(asked: Range, place: Place, key: str) -> Result:
    kept, common = by_rank(place, load_plan(place)), Common(place)
    lines, holders, copies = [], [np.zeros(0, HOLDER)], []
    for a, b, runs in Found(place).pairs(asked.first, asked.end):
        found = shared_of(runs, kept[a], kept[b])
        judged = sort_out(found, _common_of(found, common))
        parts = tuple(_part(each, boilerplate) for each, boilerplate in judged)
        lines.append(msgspec.json.encode(Sifted(a=a, b=b, parts=parts)) + b"\n")
        holders.append(_holders(a, b, judged))
        if is_copy(tuple(each for each, boilerplate in judged if boilerplate is None)):
            copies.append((a, b))
    sizes = {
        "holders": put_rows(place.file(STEP.name, "holders", key), np.concatenate(holders)),
        "copies": put_rows(place.file(STEP.name, "copies", key), np.array(copies, dtype=PAIR)),
    }
    return Result(b"".join(lines), {"pairs": len(lines), **size_counts(**sizes)})


def _common_of(found: Sequence[Shared], common: Common) -> Commonness:
    """How common the keys are that stand in the passages, in the first document."""
    keys = [np.zeros(0, np.uint64)]
    for each in found:
        prints, (first, end) = each.one.prints, each.spans[0]
        keys.append(prints.keys[(prints.at >= first) & (prints.at < end)])
    return common.of(np.concatenate(keys))


def _part(each: Shared, boilerplate: str | None) -> Part:
    runs = tuple((run.a, run.b, run.length) for run in each.found.runs)
    return Part(runs=runs, quoted=each.quoted, boilerplate=boilerplate)


def _holders(a: int, b: int, judged: Sequence[Judged]) -> Rows:
    news = [each for each, boilerplate in judged if boilerplate is None]
    rows = [(a, *each.spans[0], b) for each in news] + [(b, *each.spans[1], a) for each in news]
    return np.array(rows, dtype=HOLDER)


# -- what the tasks left, put in order for the last step


def put_sifted(place: Place, done: Sequence[Finished]) -> int:
    """Order who has which stretch by documents, and copies by what hangs together; gives how many such parts there are."""
    holders = _all(place, "holders", HOLDER, done)
    holders = holders[np.lexsort((holders["other"], holders["start"], holders["document"]))]
    put_rows(file(place, "holders.document"), np.ascontiguousarray(holders["document"]))
    put_rows(file(place, "holders"), holders)
    copies = _all(place, "copies", PAIR, done)
    parts = components(_near(copies))
    put_rows(file(place, "members"), np.array([at for part in parts for at in part], dtype=RANK))
    put_rows(file(place, "parts"), np.cumsum([0, *map(len, parts)]).astype(NUMBER))
    both = np.concatenate([copies, np.array(list(zip(copies["b"], copies["a"], strict=True)), dtype=PAIR)])
    put_rows(file(place, "copies"), both[np.lexsort((both["b"], both["a"]))])
    return len(parts)


def _all(place: Place, what: str, kind: np.dtype[np.void], done: Sequence[Finished]) -> Rows:
    return np.concatenate([np.zeros(0, kind), *(rows_of(place.file(STEP.name, what, one.key), kind) for one in done)])


def _near(copies: Rows) -> dict[int, list[int]]:
    near: dict[int, list[int]] = {}
    for a, b in copies.tolist():
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    return near


def near_of(place: Place, members: Sequence[int]) -> dict[int, list[int]]:
    """The copies of some documents that hang together with no others."""
    copies = rows_of(file(place, "copies"), PAIR)
    column = np.ascontiguousarray(copies["a"])
    ends = np.searchsorted(column, members, "right")
    firsts = np.searchsorted(column, members)
    rows = zip(members, firsts.tolist(), ends.tolist(), strict=True)
    return {at: copies["b"][first:end].tolist() for at, first, end in rows}


class Holding(Holders):
    """Who has which stretch of a document, too, as it was put in order."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join that was sifted."""
        self._documents = rows_of(file(place, "holders.document"), RANK)
        self._rows = rows_of(file(place, "holders"), HOLDER)

    def __getitem__(self, document: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        # of the column's own kind, else all of it would be copied
        first, end = np.searchsorted(self._documents, np.array([document, document + 1], dtype=RANK))
        rows = self._rows[first:end]
        return np.stack([rows[name].astype(np.int64) for name in ("start", "end", "other")], axis=1)

    def __iter__(self) -> Iterator[int]:
        return iter(np.unique(self._documents).tolist())

    def __len__(self) -> int:
        return len(np.unique(self._documents))
