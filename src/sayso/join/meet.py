"""The steps by key and by pair: who shares keys with whom, how common keys are, and which pairs are worth being held side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across.boilerplate import Commonness, commonness
from sayso.across.candidates import CAP, Meetings, meet_by_key, pair_up, worth_reading
from sayso.across.fingerprints import Hashes, Keys
from sayso.engine import Finished, Item, Result
from sayso.engine.shuffle import Rows, counts_of, fetch, mixed, put, put_by_key, put_rows, rows_of, stretches
from sayso.model.span import Entry

from . import prints
from .plan import Plan, documents_of, file, load_plan, ranks_of
from .rows import COMMON, HASH, KEY, MEETING, PAIR
from .step import Asked, Place, Step, size_counts

MEET: Final = Step("meet", "sayso.join.meet:meet", ("meetings", "commonkeys", "common"), "who shares keys")
PAIR_UP: Final = Step("pair", "sayso.join.meet:pair", ("pairs",), "which pairs are worth reading")
#: Rows that a task takes at most, as far as keys can be parted: some 300 MB in the midst of it.
_MOST: Final = 1_000_000
#: Files that are open at once.
_OPEN: Final = 200
_LIST: Final = "meetings.json"


class Stretch(Entry, frozen=True, kw_only=True):
    """A stretch of keys of a plan."""

    plan: str
    first: int
    end: int


class Met(Entry, frozen=True, kw_only=True):
    """What the step by key left: the keys of its tasks, and with which range of keys each begins."""

    tasks: tuple[str, ...]
    firsts: tuple[int, ...]


def meet_tasks(place: Place, plan: Plan) -> list[Asked]:
    """The tasks of the step by key."""
    counts = counts_of([place.file(prints.STEP.name, "keys", shard) for shard in plan.shards])
    return _tasks(plan, stretches(counts, _MOST))


def _tasks(plan: Plan, parts: Sequence[tuple[int, int]]) -> list[Asked]:
    return [Asked(f"keys {first}-{end}", Stretch(plan=plan.name, first=first, end=end)) for first, end in parts]


def pair_tasks(place: Place, plan: Plan, done: Sequence[Finished], met: Sequence[Asked]) -> list[Asked]:
    """The tasks of the step by pair, after all of the step by key are done; says to later steps where they are."""
    firsts = tuple(one.what.first for one in met if isinstance(one.what, Stretch))
    known = Met(tasks=tuple(one.key for one in done), firsts=firsts)
    put(file(place, _LIST), msgspec.json.encode(known))
    return _tasks(plan, stretches(counts_of(_meetings(place, known)), _MOST))


def _meetings(place: Place, met: Met) -> list[Path]:
    return [place.file(MEET.name, "meetings", key) for key in met.tasks]


def _met(place: Place) -> Met:
    return msgspec.json.decode(file(place, _LIST).read_bytes(), type=Met)


# -- by key


def meet(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a stretch of keys."""
    asked, place = msgspec.json.decode(payload, type=Stretch), Place.told(where)
    yield Item(f"keys from {asked.first} to {asked.end}", partial(_meet, asked, place, MEET.key(payload)))


def _meet(asked: Stretch, place: Place, key: str) -> Result:
    keys, documents = _keys(asked, place), documents_of(place)
    common = commonness(keys, documents["outlet"], documents["day"].astype(np.int64))
    sizes = {
        "commonkeys": put_rows(place.file(MEET.name, "commonkeys", key), common.keys.astype(HASH)),
        "common": put_rows(place.file(MEET.name, "common", key), _common_rows(common)),
    }
    met = _meeting_rows(meet_by_key(keys, cap=CAP))
    sizes["meetings"] = put_by_key(place.file(MEET.name, "meetings", key), met, mixed(met["a"], met["b"]))
    return Result(counts={"keys": len(keys), "meetings": len(met), **size_counts(**sizes)})


def _keys(asked: Stretch, place: Place) -> Keys:
    """The rows of the keys, with documents by their rank."""
    plan, ranks = load_plan(place), ranks_of(place)
    files = [place.file(prints.STEP.name, "keys", shard) for shard in plan.shards]
    found = [np.zeros(0, KEY)]
    whose = [np.zeros(0, np.int64)]
    for number, rows in fetch(files, asked.first, asked.end, KEY):
        ranked = ranks[plan.bases[number] + rows["line"].astype(np.int64)]
        found.append(rows[ranked >= 0])
        whose.append(ranked[ranked >= 0])
    rows = np.concatenate(found)
    columns = {name: np.ascontiguousarray(rows[name]) for name in ("key", "around", "at_end")}
    at = rows["at"].astype(np.int64)
    return Keys(columns["key"], np.concatenate(whose), at, columns["around"], columns["at_end"])


def _common_rows(common: Commonness) -> Rows:
    rows = np.zeros(len(common.keys), COMMON)
    rows["documents"], rows["outlets"], rows["at_end"] = common.documents, common.outlets, common.at_end
    rows["first"], rows["last"] = common.first, common.last
    return rows


def _meeting_rows(met: Meetings) -> Rows:
    rows = np.zeros(len(met), MEETING)
    for name in MEETING.names or ():
        rows[name] = getattr(met, name)
    return rows


class Common:
    """How common keys are, looked up among what the step by key left."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join whose step by key is done."""
        self._place, self._met = place, _met(place)
        self._firsts = np.array(self._met.firsts, dtype=np.int64)
        self._opened = lru_cache(maxsize=_OPEN)(self._open)

    def of(self, keys: Hashes) -> Commonness:
        """What is known of some keys; those of few documents are not in it."""
        wanted = np.unique(keys)
        parts = (wanted >> np.uint64(54)).astype(np.int64)
        tasks = np.searchsorted(self._firsts, parts, "right") - 1
        found = [(np.zeros(0, HASH), np.zeros(0, COMMON))]
        found += [self._among(int(task), wanted[tasks == task]) for task in np.unique(tasks[tasks >= 0])]
        rows = np.concatenate([one for _, one in found])
        numbers = {name: rows[name].astype(np.int64) for name in COMMON.names or ()}
        return Commonness(keys=np.concatenate([one for one, _ in found]), **numbers)

    def _among(self, task: int, wanted: Hashes) -> tuple[Hashes, Rows]:
        known, rows = self._opened(task)
        at = np.searchsorted(known, wanted)
        inside = at < len(known)
        at, wanted = at[inside], wanted[inside]
        same = known[at] == wanted
        return wanted[same], rows[at[same]]

    def _open(self, task: int) -> tuple[Hashes, Rows]:
        key = self._met.tasks[task]
        files = (self._place.file(MEET.name, what, key) for what in ("commonkeys", "common"))
        known, rows = (rows_of(path, kind) for path, kind in zip(files, (HASH, COMMON), strict=True))
        return known, rows


# -- by pair


def pair(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a stretch of pairs."""
    asked, place = msgspec.json.decode(payload, type=Stretch), Place.told(where)
    yield Item(f"pairs from {asked.first} to {asked.end}", partial(_pair, asked, place, PAIR_UP.key(payload)))


def _pair(asked: Stretch, place: Place, key: str) -> Result:
    files, counts = _meetings(place, _met(place)), documents_of(place)["keys"].astype(np.int64)
    rows = np.concatenate([np.zeros(0, MEETING), *(rows for _, rows in fetch(files, asked.first, asked.end, MEETING))])
    numbers = {name: rows[name].astype(np.int64) for name in ("a", "b", "at_a", "at_b", "alike")}
    pairs = pair_up(Meetings(hot=np.ascontiguousarray(rows["hot"]), **numbers))
    chosen = worth_reading(pairs, counts) if len(pairs) else np.zeros(0, np.bool_)
    found = np.zeros(int(chosen.sum()), PAIR)
    found["a"], found["b"] = pairs.a[chosen], pairs.b[chosen]
    size = put_rows(place.file(PAIR_UP.name, "pairs", key), found)
    return Result(counts={"pairs": len(pairs), "chosen": len(found), **size_counts(pairs=size)})


def chosen_pairs(place: Place, done: Sequence[Finished]) -> Rows:
    """All pairs that are worth being held side by side, in order."""
    found = np.concatenate(
        [np.zeros(0, PAIR), *(rows_of(place.file(PAIR_UP.name, "pairs", one.key), PAIR) for one in done)]
    )
    return found[np.lexsort((found["b"], found["a"]))]
