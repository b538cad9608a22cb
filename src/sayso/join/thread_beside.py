"""What else is known of the documents of threads: which passages and copies they have, and where links lead; each looked up by document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.engine import Finished, Item, Result, read_lines
from sayso.engine.shuffle import Rows, put_rows, rows_of
from sayso.evidence.links import link_keys
from sayso.model import CopyGroup, Document, FoundReuse, SharedPassage
from sayso.model.span import Entry

from . import thread_claims
from .plan import Plan, id_hash, ids_of, orders_of, ranks_of
from .records import Records, files_of, put_records
from .rows import ADDRESS, HASH, RANK, SHELVED, TAKEN
from .step import Asked, Place, Step, size_counts
from .tell import Line
from .thread_meet import load_tasks, put_tasks
from .thread_order import file

STEP: Final = Step(
    "taken",
    "sayso.join.thread_beside:work",
    ("passages", "groups", *files_of("entries")),
    "passages by their documents",
)
_LIST: Final = "taken.json"
#: Documents of one address that are kept: a link leads to the first that is not the one that has it.
_FIRST: Final = 2


class Told(Entry, frozen=True, kw_only=True):
    """A shard of what `join_reuse` told."""

    shard: Finished


def asked(shard: Finished) -> Asked:
    """The task of such a shard."""
    return Asked(shard.name, Told(shard=msgspec.structs.replace(shard, counts={}, skipped=())))


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a shard."""
    told = msgspec.json.decode(payload, type=Told)
    yield Item(told.shard.name, partial(_taken, told.shard, Place.told(where), STEP.key(payload)))


_decoder = msgspec.json.Decoder(Line)


def _taken(shard: Finished, place: Place, key: str) -> Result:
    entries: list[bytes] = []
    passages: list[tuple[int, int, int, int]] = []
    groups: list[tuple[int, int, int, int]] = []
    for raw in read_lines(Path(place.out), shard):
        line = _decoder.decode(raw)
        if line.passage is not None and line.passage.boilerplate is None:
            passages.append((id_hash(line.passage.a.encode()), id_hash(line.passage.b.encode()), 0, len(entries)))
            entries.append(msgspec.msgpack.encode(msgspec.structs.replace(line.passage, changes=())))
        elif line.group is not None:
            groups += [(id_hash(member.encode()), 0, 0, len(entries)) for member in line.group.members]
            entries.append(msgspec.msgpack.encode(line.group))
    sizes = {
        **put_records(place, STEP.name, "entries", key, entries),
        "passages": put_rows(place.file(STEP.name, "passages", key), np.array(passages, dtype=TAKEN)),
        "groups": put_rows(place.file(STEP.name, "groups", key), np.array(groups, dtype=TAKEN)),
    }
    return Result(counts=size_counts(**sizes))


def put_taken(place: Place, done: Sequence[Finished]) -> None:
    """Put passages and groups in order by their documents."""
    put_tasks(place, _LIST, done)
    for what in ("passages", "groups"):
        found = [np.zeros(0, TAKEN)]
        for number, one in enumerate(done):
            rows = np.array(rows_of(place.file(STEP.name, what, one.key), TAKEN))
            rows["file"] = number
            found.append(rows)
        whole = np.concatenate(found)
        whole = whole[np.lexsort((whole["record"], whole["file"], whole["document"]))]
        put_rows(file(place, f"taken.{what}.documents"), np.ascontiguousarray(whole["document"]).astype(HASH))
        put_rows(file(place, f"taken.{what}"), whole)


class Taken:
    """Passages and groups of copies by the documents that have them."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join whose passages were put in order."""
        self._tasks, self._records = load_tasks(place, _LIST), Records(place, STEP, "entries")
        self._rows = {what: rows_of(file(place, f"taken.{what}"), TAKEN) for what in ("passages", "groups")}
        self._documents = {
            what: rows_of(file(place, f"taken.{what}.documents"), HASH) for what in ("passages", "groups")
        }

    def among(self, own: Collection[str]) -> tuple[list[bytes], list[bytes]]:
        """The passages that some documents share with one another, and the groups that they are in, in their order, as they are kept."""
        hashes = np.unique(np.array([id_hash(one.encode()) for one in own], dtype=HASH))
        passages = self._of("passages", hashes)
        if len(passages):
            passages = passages[np.isin(passages["other"], hashes)]
        return self._read(passages), self._read(self._of("groups", hashes))

    def _of(self, what: str, hashes: Rows) -> Rows:
        column, rows = self._documents[what], self._rows[what]
        firsts, ends = np.searchsorted(column, hashes), np.searchsorted(column, hashes, "right")
        found = [rows[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True) if end > first]
        return np.concatenate(found) if found else np.zeros(0, TAKEN)

    def _read(self, rows: Rows) -> list[bytes]:
        """The records, each once, in the order in which they were told."""
        places = sorted(set(zip(rows["file"].tolist(), rows["record"].tolist(), strict=True)))
        return [self._records.get(self._tasks[number], record) for number, record in places]


class _Original(Entry, frozen=True, kw_only=True):
    """What names the original of a group of copies."""

    original: str | None = None


def originals_of(groups: Iterable[bytes]) -> set[str]:
    """The ids of the originals of groups, as they are kept."""
    found = (msgspec.msgpack.decode(one, type=_Original).original for one in groups)
    return {one for one in found if one is not None}


def as_reuse(passages: Sequence[bytes], groups: Sequence[bytes]) -> FoundReuse:
    """What was kept of passages and groups."""
    return FoundReuse(
        passages=tuple(msgspec.msgpack.decode(one, type=SharedPassage) for one in passages),
        groups=tuple(msgspec.msgpack.decode(one, type=CopyGroup) for one in groups),
    )


# -- addresses


def put_shelf(place: Place, plan: Plan, shards: Sequence[Finished]) -> None:
    """Put the ids and addresses of all documents in order, of an address that many have the first by their ids."""
    ids = ids_of(place)
    by_id = np.argsort(ids, kind="stable")
    put_rows(file(place, "ids.keys"), ids[by_id])
    put_rows(file(place, "ids.ranks"), by_id.astype(RANK))
    ranks, orders, found = ranks_of(place), orders_of(place), [np.zeros(0, SHELVED)]
    for number, shard in enumerate(shards):
        rows = rows_of(place.file(thread_claims.STEP.name, "addresses", shard.key), ADDRESS)
        ranked = ranks[plan.bases[number] + rows["document"].astype(np.int64)]
        rows, ranked = rows[ranked >= 0], ranked[ranked >= 0]
        shelved = np.zeros(len(rows), SHELVED)
        shelved["key"], shelved["document"], shelved["order"] = rows["key"], ranked, orders[ranked]
        found.append(shelved)
    whole = np.concatenate(found)
    whole = whole[np.lexsort((whole["order"], whole["key"]))]
    keys = whole["key"]
    kept = np.append(np.ones(min(_FIRST, len(keys)), np.bool_), keys[_FIRST:] != keys[:-_FIRST])
    put_rows(file(place, "shelf.keys"), np.ascontiguousarray(keys[kept]).astype(HASH))
    put_rows(file(place, "shelf"), whole[kept])


class Shelved:
    """Where ids and links lead among all documents."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join whose addresses were put in order."""
        self._keys, self._rows = rows_of(file(place, "shelf.keys"), HASH), rows_of(file(place, "shelf"), SHELVED)
        self._ids, self._ranks = rows_of(file(place, "ids.keys"), HASH), rows_of(file(place, "ids.ranks"), RANK)

    def named(self, ids: Iterable[str]) -> set[int]:
        """The ranks of documents by their ids."""
        wanted = np.array(sorted(id_hash(one.encode()) for one in ids), dtype=HASH)
        at = np.searchsorted(self._ids, wanted)
        at, wanted = at[at < len(self._ids)], wanted[at < len(self._ids)]
        return set(self._ranks[at[self._ids[at] == wanted]].tolist())

    def beyond(self, documents: Iterable[Document]) -> set[int]:
        """The ranks of documents to which some others may link: for each link the first two."""
        keys = {key for one in documents for link in one.links for key in link_keys(link.href)}
        if not keys:
            return set()
        wanted = np.array(sorted(id_hash(key.encode("utf-8", "surrogatepass")) for key in keys), dtype=HASH)
        firsts, ends = np.searchsorted(self._keys, wanted), np.searchsorted(self._keys, wanted, "right")
        found: set[int] = set()
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            found.update(self._rows["document"][first:end].tolist())
        return found
