"""The steps that find what hangs together, and group it: whole components go to one task, in which each claim is held against its group.

What a component gives hangs on its claims and links alone, and is kept by a hash of these: a further join groups again only what has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

import msgspec
import numpy as np

from sayso.across.claim_groups import Beside, group, linked
from sayso.across.same_claim import Late, why_same
from sayso.across.threads import thread_of
from sayso.engine import Finished, Item, Result
from sayso.engine.shuffle import Rows, counts_of, fetch, put_by_key, put_rows, rows_of, stretches
from sayso.model.span import Entry

from .known import Known, hash_of, known_rows
from .labels import Numbers, least_labels
from .records import files_of, put_records
from .rows import LINK, RANK
from .step import Asked, Place, Step, size_counts
from .thread_meet import HOLD, Stretch, load_tasks, put_tasks
from .thread_order import Claims, Order, claims_of, file

PART: Final = Step("claims-part", "sayso.join.thread_group:part", ("parted",), "what hangs together")
GROUP: Final = Step("claims-group", "sayso.join.thread_group:work", ("made", *files_of("groups")), "claims grouped")
#: Links that a task takes at most, as far as what hangs together can be parted.
_LINKS: Final = 20_000
#: Files of links that one task parts.
_FILES: Final = 16
_HELD: Final = "held.json"
_PARTED: Final = "parted.json"


class Parted(Entry, frozen=True, kw_only=True):
    """Some files of links of an order."""

    order: str
    links: tuple[str, ...]


class Grouped(Entry, frozen=True, kw_only=True, array_like=True):
    """A thread of a component: its id, its claims by their places in the component, why."""

    id: str
    members: tuple[int, ...]
    because: str


class Component(Entry, frozen=True, kw_only=True, array_like=True):
    """The threads of what hangs together."""

    threads: tuple[Grouped, ...]


# -- what hangs together


def part_tasks(place: Place, order: Order, held: Sequence[Finished]) -> list[Asked]:
    """Label what hangs together, in the main process; the tasks put links by their labels."""
    put_tasks(place, _HELD, held)
    paths = [place.file(HOLD.name, "links", one.key) for one in held]

    def links() -> Iterator[tuple[Numbers, Numbers]]:
        for path in paths:
            rows = rows_of(path, LINK)
            yield rows["a"], rows["b"]

    put_rows(file(place, "labels"), least_labels(order.claims, links))
    keys = [one.key for one in held]
    some = [tuple(keys[at : at + _FILES]) for at in range(0, len(keys), _FILES)]
    return [Asked(f"links {number}", Parted(order=order.name, links=each)) for number, each in enumerate(some)]


def part(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of some files of links."""
    asked, place = msgspec.json.decode(payload, type=Parted), Place.told(where)
    yield Item(f"links of {len(asked.links)} files", partial(_part, asked, place, PART.key(payload)))


def _part(asked: Parted, place: Place, key: str) -> Result:
    claims, labels = claims_of(place, asked.order), rows_of(file(place, "labels"), RANK)
    files = (rows_of(place.file(HOLD.name, "links", one), LINK) for one in asked.links)
    rows = np.concatenate([np.zeros(0, LINK), *files])
    # by the id of the first claim, which is the same in every join
    size = put_by_key(place.file(PART.name, "parted", key), rows, claims.rows["mark"][labels[rows["a"]]])
    return Result(counts={"links": len(rows), **size_counts(parted=size)})


# -- groups


def group_tasks(place: Place, order: Order, parted: Sequence[Finished]) -> list[Asked]:
    """The tasks of the step that groups, after all links are put by their labels."""
    put_tasks(place, _PARTED, parted)
    counts = counts_of([place.file(PART.name, "parted", one.key) for one in parted])
    return [
        Asked(f"links {first}-{end}", Stretch(order=order.name, first=first, end=end))
        for first, end in stretches(counts, _LINKS)
    ]


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a stretch of components."""
    asked, place = msgspec.json.decode(payload, type=Stretch), Place.told(where)
    yield Item(f"links from {asked.first} to {asked.end}", partial(_group, asked, place, GROUP.key(payload)))


def _group(asked: Stretch, place: Place, key: str) -> Result:
    claims, known = claims_of(place, asked.order), Known(place, GROUP, "groups")
    records, lines, hashes, new = list[bytes](), list[bytes](), list[bytes](), 0
    for rows in _components(asked, place):
        members = np.unique(np.concatenate([rows["a"], rows["b"]]))
        name = _name(rows, members, claims)
        record = known.get(name)
        if record is None:
            record, new = msgspec.msgpack.encode(_threads(rows, members, claims)), new + 1
        records.append(record)
        hashes.append(name)
        lines += _lines(record, members)
    sizes = {
        **put_records(place, GROUP.name, "groups", key, records),
        "made": put_rows(place.file(GROUP.name, "made", key), known_rows(hashes)),
    }
    return Result(
        b"".join(lines), {"components": len(records), "new": new, "threads": len(lines), **size_counts(**sizes)}
    )


def _components(asked: Stretch, place: Place) -> Iterator[Rows]:
    """The links of each component, by their claims."""
    paths = [place.file(PART.name, "parted", key) for key in load_tasks(place, _PARTED)]
    rows = np.concatenate([np.zeros(0, LINK), *(some for _, some in fetch(paths, asked.first, asked.end, LINK))])
    labels = rows_of(file(place, "labels"), RANK)[rows["a"]]
    order = np.lexsort((rows["b"], rows["a"], labels))
    rows, labels = rows[order], labels[order]
    if len(rows):
        starts = np.flatnonzero(np.append(np.True_, labels[1:] != labels[:-1])).tolist()
        for first, end in pairwise((*starts, len(rows))):
            yield rows[first:end]


def _name(rows: Rows, members: Rows, claims: Claims) -> bytes:
    """A hash of all that a component's threads hang on."""
    places = np.stack([np.searchsorted(members, rows[name]) for name in ("a", "b")])
    contents = claims.rows["content"][members]
    return hash_of(contents.tobytes(), places.astype("<i8").tobytes(), np.ascontiguousarray(rows["score"]).tobytes())


def _threads(rows: Rows, members: Rows, claims: Claims) -> Component:
    """The threads of one component."""
    links = linked((a, b, Late(score, partial(_because, claims, a, b))) for a, b, score in rows.tolist())
    beside = Beside(claims, links)
    found, places = [], {at: place for place, at in enumerate(members.tolist())}
    for one in group(links, beside.same, beside.apart):
        thread = thread_of(claims, one)
        if thread is not None:
            members_ = tuple(places[at] for at in one.members)
            found.append(Grouped(id=thread.id, members=members_, because=thread.because))
    return Component(threads=tuple(found))


def _because(claims: Claims, a: int, b: int) -> str:
    return why_same(claims[a], claims[b])


class Line(Entry, frozen=True, kw_only=True):
    """A thread: its id, its claims by rank, why."""

    id: str
    members: tuple[int, ...]
    because: str


def _lines(record: bytes, members: Rows) -> Iterator[bytes]:
    for one in msgspec.msgpack.decode(record, type=Component).threads:
        ranks = tuple(members[list(one.members)].tolist())
        yield msgspec.json.encode(Line(id=one.id, members=ranks, because=one.because)) + b"\n"
