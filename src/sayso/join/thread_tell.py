"""The last step of threads: for some of them what became of their figures and on what they rest, as lines.

The documents that a thread needs are taken out one by one: those that have it, and those to which these link. What is told of a thread hangs on
these, their passages and its claims alone, and is kept by a hash of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

import msgspec
import numpy as np

from sayso.across import histories, origins
from sayso.across.threads import MADE
from sayso.engine import Finished, Item, Result, read_lines
from sayso.engine.files import Folder
from sayso.engine.shuffle import put_rows
from sayso.model import Analysis, Thread, UnreadableError
from sayso.model.span import Entry

from . import thread_claims
from .known import Known, hash_of, known_rows
from .plan import Texts, documents_of, load_plan
from .records import AllPlaces, Records, files_of, opened, put_records
from .rows import HASH, THREAD
from .step import Asked, Place, Step, size_counts
from .thread_beside import Shelved, Taken, as_reuse, originals_of
from .thread_claims import KeptRead
from .thread_group import GROUP, Line
from .thread_order import LEDGERS, claims_of, file

STEP: Final = Step(
    "threads", "sayso.join.thread_tell:work", ("found", "made", *files_of("told")), "histories and origins"
)
#: Threads of a task.
_EACH: Final = 400
#: Documents that are kept at hand.
_AT_HAND: Final = 1_500


class Some(Entry, frozen=True, kw_only=True):
    """Some of the threads that a task of the step before left."""

    order: str
    grouped: str
    first: int
    end: int


def tell_tasks(order: str, grouped: Sequence[Finished]) -> list[Asked]:
    """The tasks of the threads that were grouped."""
    return [
        Asked(f"threads of {one.key} from {at}", Some(order=order, grouped=one.key, first=at, end=at + _EACH))
        for one in grouped
        for at in range(0, one.counts["threads"], _EACH)
    ]


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of some threads."""
    asked, place = msgspec.json.decode(payload, type=Some), Place.told(where)
    yield Item(f"threads of {asked.grouped} from {asked.first}", partial(_tell, asked, place, STEP.key(payload)))


def _tell(asked: Some, place: Place, key: str) -> Result:
    teller, known = _teller(place, asked.order), Known(place, STEP, "told")
    records, hashes, rows, new = list[bytes](), list[bytes](), list[tuple[int, int, int, int]](), 0
    for line in _lines(asked, place):
        given = teller.given(line)
        record = known.get(given.name)
        if record is None:
            record, new = msgspec.json.encode(teller.tell(line, given)) + b"\n", new + 1
        rows.append((len(line.members), int(line.id.partition(":")[2], 16), 0, len(records)))
        records.append(record)
        hashes.append(given.name)
    sizes = {
        **put_records(place, STEP.name, "told", key, records),
        "found": put_rows(place.file(STEP.name, "found", key), np.array(rows, dtype=THREAD)),
        "made": put_rows(place.file(STEP.name, "made", key), known_rows(hashes)),
    }
    appearances = sum(row[0] for row in rows)
    return Result(counts={"threads": len(rows), "appearances": appearances, "new": new, **size_counts(**sizes)})


def _lines(asked: Some, place: Place) -> Iterator[Line]:
    folder = place.folder(GROUP.name)
    grouped = Folder(folder, GROUP.name).finished(asked.grouped)
    if grouped is None:
        hint = "delete the folder in which it lies, and give the same command again"
        raise UnreadableError("damaged", f"the part {asked.grouped} in {folder} is not whole", hint)
    for number, raw in enumerate(read_lines(folder, grouped)):
        if asked.first <= number < asked.end:
            yield msgspec.json.decode(raw, type=Line)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a thread is told by: its documents by rank, those that they may link to or that are originals of theirs, what they share, and a hash of all that matters."""

    own: tuple[int, ...]
    further: tuple[int, ...]
    taken: tuple[list[bytes], list[bytes]]
    name: bytes


class _Teller:
    """Threads, with what is known of their documents."""

    def __init__(self, place: Place, order: str) -> None:
        self._plan = load_plan(place)
        self._documents, self._claims = documents_of(place), claims_of(place, order)
        self._taken, self._shelved = Taken(place), Shelved(place)
        places = AllPlaces.of(file(place, "read.places"), self._claims.order.shards, self._plan.bases)
        self._texts, self._read = Texts(place), Records(place, thread_claims.STEP, "read", places)
        self._contents = opened(file(place, LEDGERS), HASH)
        self._ledger = lru_cache(maxsize=_AT_HAND)(self._ledger_of)

    def given(self, line: Line) -> _Given:
        """What a thread is told by."""
        own = tuple(np.unique(self._claims.rows["document"][list(line.members)]).tolist())
        ledgers = [self._ledger(one) for one in own]
        taken = self._taken.among([one.document.id for one in ledgers])
        beyond = self._shelved.beyond(one.document for one in ledgers) | self._shelved.named(originals_of(taken[1]))
        further = tuple(sorted(beyond.difference(own)))
        contents = self._claims.rows["content"][list(line.members)]
        read = np.array([self._content(one) for one in (*own, *further)], dtype=HASH)
        sizes = np.array([len(own), *map(len, taken)], dtype=HASH)
        name = hash_of(line.because.encode(), contents.tobytes(), sizes.tobytes(), read.tobytes(), *taken[0], *taken[1])
        return _Given(own, further, taken, name)

    def tell(self, line: Line, given: _Given) -> Thread:
        """A thread with its histories and origins."""
        appearances = tuple(self._claims[at].at for at in line.members)
        known = [self._ledger(one) for one in (*given.own, *given.further)]
        rested = origins(appearances, known, as_reuse(*given.taken))
        return Thread(
            id=line.id, first=appearances[0].id, appearances=appearances,
            histories=histories(appearances, rested.rests), origins=rested, because=line.because, made=MADE,
        )  # fmt: skip

    def _ledger_of(self, rank: int) -> Analysis:
        """What origins need of a document's ledger."""
        row = self._documents[rank]
        shard, line = int(row["shard"]), int(row["line"])
        held = self._texts.at(self._plan.shards[shard], line).read
        more = msgspec.msgpack.decode(self._read.get(self._claims.order.shards[shard], line), type=KeptRead)
        return Analysis(
            document=held.document, attributions=held.attributions, speakers=held.speakers, sentences=more.sentences,
            claims=more.claims,
        )  # fmt: skip

    def _content(self, rank: int) -> int:
        """A hash of a document's ledger."""
        row = self._documents[rank]
        return int(self._contents[self._plan.bases[int(row["shard"])] + int(row["line"])])


@lru_cache(maxsize=1)
def _teller(place: Place, order: str) -> _Teller:
    """What tells the threads of an order: a process keeps it from task to task."""
    return _Teller(place, order)
