"""All claims of a corpus in order, as `find_threads` has them: by date, those without a date last, then by id. Each is known by its rank from here on.

The main process holds short rows of all claims while it puts them in order; tasks look up the rows that they need on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across import outlines as outlined
from sayso.across.claim_keys import BESIDE, STRONGEST, TURNS
from sayso.across.claim_rows import ClaimRow
from sayso.across.outlines import Outlines
from sayso.engine import Finished
from sayso.engine.files import are_whole, hash_of_file
from sayso.engine.shuffle import Rows, put, put_rows, rows_of
from sayso.model.seal import sealed, unsealed
from sayso.model.span import Entry

from . import thread_claims
from .plan import Plan, dates_of, ranks_of
from .records import Columns, Records, Stretches
from .rows import CLAIM, HASH, MARK, NUMBER
from .step import VERSION, Place

FOLDER: Final = "threads"
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
        if known.name == name and are_whole(place.folder(FOLDER), known.files):
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
    order = _in_order(place, rows, np.flatnonzero(there))
    ranked = np.full(len(rows), -1, NUMBER)
    ranked[order] = np.arange(len(order))
    put_rows(file(place, "ranks"), ranked)
    put_rows(file(place, "claims"), rows[order])
    return Order(
        name=name, plan=plan.name, shards=keys, bases=tuple(bases[:-1].tolist()), claims=len(order), width=width,
        files={what: hash_of_file(file(place, what)) for what in ("ranks", "claims")},
    )  # fmt: skip


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
        self.order, step = order, thread_claims.STEP
        self._records = Records(place, step, "kept")
        self._items = Columns(place, step, "items", HASH, (BESIDE,))
        self._turned = Columns(place, step, "turned", HASH, (TURNS, STRONGEST))
        self._outlines = Columns(place, step, "outlines", outlined.CLAIM)
        kinds = zip(thread_claims.OUTLINED, (outlined.WORD, outlined.KEY, outlined.NAME), strict=True)
        self._outlined = [Stretches(place, step, what, kind) for what, kind in kinds]
        self._vectors = Columns(place, step, "vectors", np.dtype("i1"), (order.width,))
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
        return self._gathered(self._items, ranks)

    def turned(self, ranks: Rows) -> Rows:
        """What makes the keys of vectors finer, of some claims: by turn."""
        return self._gathered(self._turned, ranks)

    def vectors(self, ranks: Rows) -> Rows:
        """What some claims mean, as vectors."""
        return self._gathered(self._vectors, ranks)

    def outlines(self, ranks: Rows) -> Outlines:
        """Some claims in outline."""
        places, shards = self.rows[ranks], self.order.shards
        claims = self._outlines.gather(shards, places["shard"], places["line"])
        found = []
        for stretches, what in zip(self._outlined, ("word", "key", "name"), strict=True):
            counts = claims[f"{what}s"].astype(np.int64)
            found.append(stretches.gather(shards, places["shard"], claims[f"first_{what}"], counts))
            claims[f"first_{what}"] = np.cumsum(counts) - counts
        return Outlines(claims, *found)

    def _gathered(self, column: Columns, ranks: Rows) -> Rows:
        known, back = np.unique(ranks, return_inverse=True)
        rows = self.rows[known]
        return column.gather(self.order.shards, rows["shard"], rows["line"])[back]
