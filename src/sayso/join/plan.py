"""All documents of a join in order, and the short lists that steps go by; made anew when other documents have come.

The order is that of `hold`: by date, those without a date last, then by id. A document that the corpus holds twice (same address, date
and text) is one document: the first of it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across.held import Held
from sayso.across.told import day_of, tell_cut
from sayso.engine import Finished, read_lines
from sayso.engine.files import are_whole, hash_of_file, sweep
from sayso.engine.shuffle import Rows, put, put_rows, rows_of
from sayso.model import Problem
from sayso.model.seal import sealed, unsealed
from sayso.model.span import Entry

from . import prints
from .prints import Listed
from .records import AllPlaces, Records, put_all_places
from .rows import DOCUMENT, HASH, NUMBER, RANK
from .step import VERSION, Place
from .texts import AtHand, unpacked

FOLDER: Final = "plan"
_PLACES: Final = "texts.places"
#: The lists that are kept with the plan.
_LISTS: Final = ("ranks", "documents", "dates", "ids", "orders", _PLACES)


class Plan(Entry, frozen=True, kw_only=True):
    """The shards by the keys of their first step, the number of the first document of each, what was found of them all, and the hashes of the lists."""

    name: str
    shards: tuple[str, ...]
    bases: tuple[int, ...]
    documents: int
    twice: int
    problems: tuple[Problem, ...] = ()
    files: dict[str, str] = msgspec.field(default_factory=dict)


def file(place: Place, what: str) -> Path:
    """A file of the plan."""
    return place.folder(FOLDER) / what


def load_plan(place: Place) -> Plan:
    """The plan as it was made."""
    return unsealed(file(place, "plan.json").read_bytes(), Plan)


def ranks_of(place: Place) -> Rows:
    """The rank of each document by its number in the corpus; -1 for one that is there a second time."""
    return rows_of(file(place, "ranks"), NUMBER)


def documents_of(place: Place) -> Rows:
    """All documents by rank."""
    return rows_of(file(place, "documents"), DOCUMENT)


def dates_of(place: Place) -> Rows:
    """A number for the date of each document by rank: the same for the same date, in order."""
    return rows_of(file(place, "dates"), RANK)


def ids_of(place: Place) -> Rows:
    """A hash of the id of each document by rank."""
    return rows_of(file(place, "ids"), HASH)


def orders_of(place: Place) -> Rows:
    """The place of each document by rank, were they ordered by their ids."""
    return rows_of(file(place, "orders"), RANK)


def make_plan(place: Place, shards: Sequence[Finished]) -> Plan:
    """The plan of shards of the first step; one that is there already is kept."""
    name = blake2b("\n".join((VERSION, *(one.key for one in shards))).encode(), digest_size=16).hexdigest()
    place.folder(FOLDER).mkdir(parents=True, exist_ok=True)
    sweep(place.folder(FOLDER))
    try:
        known = load_plan(place)
        there = known.name == name and known.files.keys() == set(_LISTS)
        if there and are_whole(place.folder(FOLDER), known.files):
            return known
    except (OSError, msgspec.MsgspecError):
        pass
    file(place, "plan.json").unlink(missing_ok=True)
    plan = _made(place, shards, name)
    put(file(place, "plan.json"), sealed(msgspec.json.encode(plan)))
    return plan


def _made(place: Place, shards: Sequence[Finished], name: str) -> Plan:
    bases = np.cumsum([0, *(one.counts["documents"] for one in shards)])
    rows = np.zeros(int(bases[-1]), DOCUMENT)
    names: list[bytes] = []
    problems = list(_listed(place, shards, rows, names))
    order, twice = _order(names)
    ranks = np.full(len(rows), -1, NUMBER)
    ranks[order] = np.arange(len(order))
    put_rows(file(place, "ranks"), ranks)
    put_rows(file(place, "documents"), rows[order])
    _put_names(place, [names[at].split(b"\0", 1) for at in order.tolist()])
    keys = tuple(one.key for one in shards)
    put_all_places(file(place, _PLACES), place, prints.STEP, "texts", keys)
    return Plan(
        name=name, shards=keys, bases=tuple(bases[:-1].tolist()),
        documents=len(order), twice=twice, problems=tuple(problems),
        files={what: hash_of_file(file(place, what)) for what in _LISTS},
    )  # fmt: skip


_decoder = msgspec.json.Decoder(Listed)


def _listed(place: Place, shards: Iterable[Finished], rows: Rows, names: list[bytes]) -> Iterator[Problem]:
    """Fill the rows and names in the order of the corpus; gives what is to be told."""
    outlets: dict[str, int] = {}
    for number, shard in enumerate(shards):
        for line, raw in enumerate(read_lines(place.folder(prints.STEP.name), shard)):
            known, at = _decoder.decode(raw), len(names)
            outlet = outlets.setdefault(known.outlet, len(outlets)) if known.outlet else -at - 1
            rows[at] = (number, line, outlet, day_of(known.published), known.keys)
            names.append(f"{known.published or '~'}\0{known.id}".encode())
            if known.cut:
                yield tell_cut(known.uri)


def _order(names: Sequence[bytes]) -> tuple[Rows, int]:
    """The numbers of the documents in order, each once, and how many were there again."""
    order = sorted(range(len(names)), key=names.__getitem__)
    once = [at for before, at in zip([-1, *order], order, strict=False) if before < 0 or names[before] != names[at]]
    return np.array(once, dtype=np.int64), len(order) - len(once)


def _put_names(place: Place, named: Sequence[Sequence[bytes]]) -> None:
    """What later plans go by of dates and ids, in the order of the documents."""
    dates, ids = ([one[at] for one in named] for at in (0, 1))
    steps = [int(at > 0 and dates[at - 1] != date) for at, date in enumerate(dates)]
    put_rows(file(place, "dates"), np.cumsum(np.array(steps, dtype=np.int64)).astype(RANK))
    put_rows(file(place, "ids"), np.array([id_hash(one) for one in ids], dtype=HASH))
    orders = np.zeros(len(ids), RANK)
    orders[np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)] = np.arange(len(ids))
    put_rows(file(place, "orders"), orders)


def id_hash(name: bytes) -> int:
    """A hash of an id: the same on every machine, as even as a key."""
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "little")


class Texts:
    """The documents of a join as they were kept; files stay open."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join whose plan is made."""
        plan = load_plan(place)
        places = AllPlaces.of(file(place, _PLACES), plan.shards, plan.bases)
        self._records = Records(place, prints.STEP, "texts", places)
        self._paths = cache(lambda shard: place.file(prints.STEP.name, "texts", shard))

    def at(self, shard: str, line: int) -> Held:
        """A document by its shard and line; raises UnreadableError where the files are not whole."""
        return unpacked(self._records.get(shard, line), self._paths(shard))


def by_rank(place: Place, plan: Plan) -> AtHand[int]:
    """Documents by their rank."""
    return AtHand(partial(_ranked, Texts(place), plan, documents_of(place)))


def _ranked(texts: Texts, plan: Plan, documents: Rows, rank: int) -> Held:
    row = documents[rank]
    return texts.at(plan.shards[int(row["shard"])], int(row["line"]))
