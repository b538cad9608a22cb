"""All claims of a corpus in order, as `find_threads` has them: by date, those without a date last, then by id. Each is known by its rank from here on.

The main process holds short rows of all claims while it puts them in order; tasks look up the rows that they need on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from sayso.across import outlines as outlined
from sayso.across.chance import Chance, Things, counted
from sayso.across.claim_keys import BESIDE, STRONGEST, THINGS, TURNS
from sayso.across.claim_rows import ClaimRow
from sayso.across.outlines import Outlines, spread
from sayso.engine import Finished
from sayso.engine.files import are_whole, hash_of_file
from sayso.engine.shuffle import Rows, put, put_rows, rows_of
from sayso.model.seal import sealed, unsealed
from sayso.model.span import Entry

from . import thread_claims
from .plan import Plan, dates_of, ranks_of
from .records import AllPlaces, Records, opened, put_all_places, put_whole
from .rows import CLAIM, HASH, MARK, NUMBER
from .step import VERSION, Place

FOLDER: Final = "threads"
#: Outlines of all claims one behind the other, shard by shard, with what each is made of; and where those of a shard begin.
_OUTLINES: Final = {
    "outlines": outlined.CLAIM,
    "outlines.words": outlined.WORD,
    "outlines.keys": outlined.KEY,
    "outlines.names": outlined.NAME,
}
_BEGIN: Final = "outlines.begin"
#: Columns of all claims in the same way, a row each: what they are found by and what they mean.
_COLUMNS: Final[Mapping[str, np.dtype[Any]]] = {
    "things": HASH,
    "first": np.dtype("u1"),
    "turned": HASH,
    "vectors": np.dtype("i1"),
}
#: A hash of the ledger of each document, and where the records of claims and of documents begin, for all in the same way.
LEDGERS: Final = "documents"
_RECORDS: Final = ("kept", "read")
#: The lists that are kept with the order.
_LISTS: Final = (
    "ranks", "claims", "counts", *_OUTLINES, _BEGIN, *_COLUMNS, LEDGERS, *(f"{what}.places" for what in _RECORDS)
)  # fmt: skip
#: Shards whose things are counted at once.
_SHARDS: Final = 64
#: Claims that are kept at hand.
_AT_HAND: Final = 6_000


class Order(Entry, frozen=True, kw_only=True):
    """The shards by the keys of the step of claims, the number of the first claim of each, and how many claims there are.

    `plan` is the name of the documents' order; `width` that of the vectors, 0 without any; `files` are the hashes of the lists.
    """

    name: str
    plan: str
    shards: tuple[str, ...]
    bases: tuple[int, ...]
    claims: int
    width: int
    files: dict[str, str] = msgspec.field(default_factory=dict)


def file(place: Place, what: str) -> Path:
    """A file of the order."""
    return place.folder(FOLDER) / what


def load_order(place: Place) -> Order:
    """The order as it was made."""
    return unsealed(file(place, "order.json").read_bytes(), Order)


def make_order(place: Place, plan: Plan, shards: Sequence[Finished], width: int) -> Order:
    """The order of the claims of shards, which are those of the documents' plan; one that is there already is kept."""
    name = blake2b("\n".join((VERSION, plan.name, *(one.key for one in shards))).encode(), digest_size=16).hexdigest()
    place.folder(FOLDER).mkdir(parents=True, exist_ok=True)
    try:
        known = load_order(place)
        there = known.name == name and known.files.keys() == set(_LISTS)
        if there and are_whole(place.folder(FOLDER), known.files):
            return known
    except (OSError, msgspec.MsgspecError):
        pass
    file(place, "order.json").unlink(missing_ok=True)
    order = _made(place, plan, shards, name, width)
    put(file(place, "order.json"), sealed(msgspec.json.encode(order)))
    return order


def _made(place: Place, plan: Plan, shards: Sequence[Finished], name: str, width: int) -> Order:
    keys = tuple(one.key for one in shards)
    bases = np.cumsum([0, *(one.counts["claims"] for one in shards)])
    rows = np.zeros(int(bases[-1]), CLAIM)
    documents = ranks_of(place)
    there = np.zeros(len(rows), np.bool_)
    for number, key in enumerate(keys):
        marks = rows_of(place.file(thread_claims.STEP.name, "marks", key), MARK)
        ranks = documents[plan.bases[number] + marks["document"].astype(np.int64)]
        mine = slice(int(bases[number]), int(bases[number + 1]))
        there[mine] = ranks >= 0
        rows["shard"][mine], rows["line"][mine] = number, np.arange(len(marks))
        rows["document"][mine] = np.maximum(ranks, 0)
        rows["mark"][mine], rows["content"][mine] = marks["mark"], marks["content"]
    _put_outlines(place, keys)
    for what, kind in (*_COLUMNS.items(), (LEDGERS, HASH)):
        _put_whole(place, what, kind, keys)
    for what in _RECORDS:
        put_all_places(file(place, f"{what}.places"), place, thread_claims.STEP, what, keys)
    _put_counts(place, keys, there)
    order = _in_order(place, rows, np.flatnonzero(there))
    ranked = np.full(len(rows), -1, NUMBER)
    ranked[order] = np.arange(len(order))
    put_rows(file(place, "ranks"), ranked)
    put_rows(file(place, "claims"), rows[order])
    return Order(
        name=name, plan=plan.name, shards=keys, bases=tuple(bases[:-1].tolist()), claims=len(order), width=width,
        files={what: hash_of_file(file(place, what)) for what in _LISTS},
    )  # fmt: skip


def _put_outlines(place: Place, keys: Sequence[str]) -> None:
    """Put outlines into files of all, and where those of each shard begin."""
    begin = np.zeros((len(_OUTLINES), len(keys)), NUMBER)
    for at, (what, kind) in enumerate(_OUTLINES.items()):
        sizes = _put_whole(place, what, kind, keys)
        begin[at] = np.cumsum(sizes) - sizes
    put_rows(file(place, _BEGIN), begin)


def _put_whole(place: Place, what: str, kind: np.dtype[Any], keys: Sequence[str]) -> Rows:
    """Put what the shards left under a name into one file of all; gives how many rows each had."""
    return put_whole(file(place, what), [place.file(thread_claims.STEP.name, what, key) for key in keys], kind)


def _put_counts(place: Place, keys: Sequence[str], there: Rows) -> None:
    """Put how many claims have each thing, of those that are there."""

    def tables() -> Iterator[Rows]:
        at = 0
        for first in range(0, len(keys), _SHARDS):
            paths = [place.file(thread_claims.STEP.name, "things", key) for key in keys[first : first + _SHARDS]]
            whole = np.concatenate([rows_of(path, HASH) for path in paths]).reshape(-1, THINGS)
            yield whole[there[at : at + len(whole)]]
            at += len(whole)

    put_rows(file(place, "counts"), counted(tables(), int(there.sum())))


def _in_order(place: Place, rows: Rows, there: Rows) -> Rows:
    """The numbers of the claims that are there by date, then by id; two of one id as they stand in their document."""
    dates = dates_of(place)[rows["document"][there]] if len(there) else there
    order: Rows = there[np.lexsort((rows["mark"][there], dates))]
    return order


class Claims:
    """The claims of an order by their rank; those that were asked for last are at hand."""

    def __init__(self, place: Place, order: Order) -> None:
        """`place` is that of the order."""
        self.rows = rows_of(file(place, "claims"), CLAIM)
        self.order = order
        places = AllPlaces.of(file(place, "kept.places"), order.shards, order.bases)
        self._records = Records(place, thread_claims.STEP, "kept", places)
        self._bases = np.array(order.bases, NUMBER)
        whole = {what: opened(file(place, what), kind) for what, kind in _COLUMNS.items()}
        self._things, self._first = (whole[what].reshape(-1, THINGS) for what in ("things", "first"))
        self._turned = whole["turned"].reshape(-1, TURNS, STRONGEST)
        self._vectors = whole["vectors"].reshape(-1, max(1, order.width))
        self._counts = opened(file(place, "counts"), np.dtype("<u4"))
        self._outlined = [opened(file(place, what), kind) for what, kind in _OUTLINES.items()]
        self._begin = opened(file(place, _BEGIN), NUMBER).reshape(len(_OUTLINES), -1)
        self._at_hand = lru_cache(maxsize=_AT_HAND)(self._read)

    def __getitem__(self, at: int, /) -> ClaimRow:
        """The claim of a rank."""
        return self._at_hand(at)

    def _read(self, at: int) -> ClaimRow:
        return thread_claims.unpacked(self.record(at))

    def record(self, at: int) -> bytes:
        """All that is kept of a claim."""
        row = self.rows[at]
        return self._records.get(self.order.shards[int(row["shard"])], int(row["line"]))

    def items(self, ranks: Rows) -> Rows:
        """What makes the keys by words finer, of some claims."""
        return self._things[self._numbers(ranks), :BESIDE]

    def chance(self, ranks: Rows) -> Chance:
        """How rare in the corpus is what some claims are found by."""
        numbers = self._numbers(ranks)
        return Chance(Things(self._things[numbers], self._first[numbers]), self._counts, self.order.claims)

    def turned(self, ranks: Rows) -> Rows:
        """What makes the keys of vectors finer, of some claims: by turn."""
        found: Rows = self._turned[self._numbers(ranks)]
        return found

    def vectors(self, ranks: Rows) -> Rows:
        """What some claims mean, as vectors."""
        found: Rows = self._vectors[self._numbers(ranks)]
        return found

    def outlines(self, ranks: Rows) -> Outlines:
        """Some claims in outline."""
        places = self.rows[ranks]
        begin = self._begin[:, places["shard"]]
        claims = self._outlined[0][begin[0] + places["line"]]
        found = []
        for rows, first, what in zip(self._outlined[1:], begin[1:], ("word", "key", "name"), strict=True):
            counts = claims[f"{what}s"].astype(np.int64)
            found.append(rows[spread(first + claims[f"first_{what}"], counts)[0]])
            claims[f"first_{what}"] = np.cumsum(counts) - counts
        return Outlines(claims, *found)

    def _numbers(self, ranks: Rows) -> Rows:
        """The places of some claims in files of all."""
        rows = self.rows[ranks]
        numbers: Rows = self._bases[rows["shard"]] + rows["line"]
        return numbers


@lru_cache(maxsize=1)
def claims_of(place: Place, _order: str) -> Claims:
    """The claims of an order by its name: a process keeps them from task to task, with the files that are open."""
    return Claims(place, load_order(place))
