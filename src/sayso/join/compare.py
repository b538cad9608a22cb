"""The step on which most time goes: pairs held side by side, each once, also when other documents come later.

Pairs are put into batches by shard and line of both documents, and a batch is kept with what was found: the passages of two documents
are theirs alone. So a later join has only those pairs to do that no batch has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across.alignment import Aligned, Run
from sayso.across.held import Held
from sayso.across.shared import Shared, compare
from sayso.engine import Finished, Item, Result
from sayso.engine.shuffle import Rows, put, put_rows, rows_of
from sayso.model.span import Entry

from .plan import Plan, Texts, documents_of, file, load_plan, ranks_of
from .rows import FOUND, PLACED, RUN
from .step import VERSION, Asked, Place, Step, size_counts
from .texts import AtHand

STEP: Final = Step("compare", "sayso.join.compare:work", ("runs",), "passages")
#: Pairs of a batch.
_EACH: Final = 2_000
_LIST: Final = "batches.json"


class Batch(Entry, frozen=True, kw_only=True):
    """Some pairs: a hash of them, and the shards by number that they name. Which pairs is in a file beside."""

    name: str
    shards: tuple[str, ...]


# -- which pairs are still to be done


def compare_tasks(place: Place, plan: Plan, chosen: Rows) -> list[Asked]:
    """A task for each batch: those of earlier joins that are still wanted, then new ones for the pairs that are in none."""
    place.folder(STEP.name).mkdir(parents=True, exist_ok=True)
    wanted, ranked = _codes(chosen), _Ranked(place, plan)
    known: list[Batch] = []
    done = [np.zeros(0, np.uint64)]
    for batch in _batches(place):
        codes = ranked.codes(batch)
        if _among(codes, wanted).any():
            known.append(batch)
            done.append(codes)
        else:
            _forget(place, batch)
    new = chosen[~_among(wanted, np.unique(np.concatenate(done)))]
    documents = documents_of(place)
    known += [_put_batch(place, plan, documents, new[at : at + _EACH]) for at in range(0, len(new), _EACH)]
    return [Asked(f"batch {batch.name}", batch) for batch in known]


def _codes(pairs: Rows) -> Rows:
    """A number for each pair of documents: in order where the pairs are."""
    codes: Rows = (pairs["a"].astype(np.uint64) << np.uint64(32)) | pairs["b"].astype(np.uint64)
    return codes


def _among(codes: Rows, ordered: Rows) -> Rows:
    """Which codes are among others, that must be in order. Those are all pairs, so they are put in order once and not for each batch."""
    if not len(ordered):
        return np.zeros(len(codes), np.bool_)
    found: Rows = ordered[np.minimum(np.searchsorted(ordered, codes), len(ordered) - 1)] == codes
    return found


def _batches(place: Place) -> Iterator[Batch]:
    for path in sorted(place.folder(STEP.name).glob("batch-*.json")):
        try:
            batch = msgspec.json.decode(path.read_bytes(), type=Batch)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            path.unlink()
            continue
        if _is_whole(place, batch):
            yield batch
        else:
            _forget(place, batch)


def _is_whole(place: Place, batch: Batch) -> bool:
    """Whether a batch of an earlier join is what its name says."""
    try:
        return batch.name == _name_of(batch.shards, _pairs_file(place, batch.name).read_bytes())
    except (OSError, ValueError):
        return False


def _name_of(shards: Sequence[str], pairs: bytes) -> str:
    return blake2b("\n".join((VERSION, *shards)).encode() + pairs, digest_size=16).hexdigest()


def _pairs_file(place: Place, name: str) -> Path:
    return place.folder(STEP.name) / f"batch-{name}.pairs"


def _forget(place: Place, batch: Batch) -> None:
    (place.folder(STEP.name) / f"batch-{batch.name}.json").unlink(missing_ok=True)
    _pairs_file(place, batch.name).unlink(missing_ok=True)


class _Ranked:
    """The ranks of the documents of batches."""

    def __init__(self, place: Place, plan: Plan) -> None:
        """`plan` is that of the join."""
        self._place, self._ranks = place, ranks_of(place)
        self._bases = dict(zip(plan.shards, plan.bases, strict=True))

    def pairs(self, batch: Batch) -> tuple[Rows, Rows]:
        """The ranks of a batch's pairs; -1 for a document that is not among those of the plan."""
        known = np.array([self._bases.get(shard, -1) for shard in batch.shards], dtype=np.int64)
        pairs = rows_of(_pairs_file(self._place, batch.name), PLACED)
        found = []
        for side in ("a", "b"):
            base = known[pairs[f"{side}_shard"]]
            at = np.where(base < 0, 0, base + pairs[f"{side}_line"].astype(np.int64))
            found.append(np.where(base < 0, -1, self._ranks[at] if len(self._ranks) else -1))
        return found[0], found[1]

    def codes(self, batch: Batch) -> Rows:
        """The codes of those pairs of which both documents are in the plan."""
        a, b = self.pairs(batch)
        both = (a >= 0) & (b >= 0)
        codes: Rows = (a[both].astype(np.uint64) << np.uint64(32)) | b[both].astype(np.uint64)
        return codes


def _put_batch(place: Place, plan: Plan, documents: Rows, pairs: Rows) -> Batch:
    rows = np.zeros(len(pairs), PLACED)
    for side in ("a", "b"):
        rows[f"{side}_shard"] = documents["shard"][pairs[side]]
        rows[f"{side}_line"] = documents["line"][pairs[side]]
    numbers, at = np.unique(np.concatenate([rows["a_shard"], rows["b_shard"]]), return_inverse=True)
    rows["a_shard"], rows["b_shard"] = at[: len(rows)], at[len(rows) :]
    shards = tuple(plan.shards[number] for number in numbers.tolist())
    name = _name_of(shards, rows.tobytes())
    batch = Batch(name=name, shards=shards)
    put_rows(_pairs_file(place, name), rows)
    put(place.folder(STEP.name) / f"batch-{name}.json", msgspec.json.encode(batch))
    return batch


# -- a batch


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a batch."""
    batch, place = msgspec.json.decode(payload, type=Batch), Place.told(where)
    yield Item(f"batch {batch.name}", partial(_compare, batch, place, STEP.key(payload)))


def _compare(batch: Batch, place: Place, key: str) -> Result:
    pairs = rows_of(_pairs_file(place, batch.name), PLACED)
    texts = _texts(place, file(place, "plan.json").stat().st_mtime_ns)
    kept: AtHand[tuple[int, int]] = AtHand(lambda at: texts.at(batch.shards[at[0]], at[1]))
    rows: list[tuple[int, ...]] = []
    for number, (a_shard, a_line, b_shard, b_line) in enumerate(pairs.tolist()):
        rows += runs_of(number, compare(kept[a_shard, a_line], kept[b_shard, b_line]))
    size = put_rows(place.file(STEP.name, "runs", key), np.array(rows, dtype=RUN))
    return Result(counts={"pairs": len(pairs), **size_counts(runs=size)})


@lru_cache(maxsize=1)
def _texts(place: Place, _made: int) -> Texts:
    """The documents of a plan that was made at some time: a process keeps open from batch to batch what it has opened."""
    return Texts(place)


def runs_of(number: int, found: Sequence[Shared]) -> Iterator[tuple[int, ...]]:
    """The rows of a pair's passages."""
    for passage, each in enumerate(found):
        quoted = each.quoted[0] | each.quoted[1] << 1
        for run in each.found.runs:
            yield (number, passage, *run, quoted)


def shared_of(runs: Rows, one: Held, other: Held) -> tuple[Shared, ...]:
    """The passages of a pair from its rows."""
    found: dict[int, tuple[list[Run], int]] = {}
    for _, passage, a, b, length, quoted in runs.tolist():
        found.setdefault(passage, ([], quoted))[0].append(Run(a, b, length))
    return tuple(
        Shared(one, other, Aligned(tuple(some)), (bool(quoted & 1), bool(quoted & 2)))
        for some, quoted in found.values()
    )


# -- what was found, by the documents' ranks


class Batches(Entry, frozen=True, kw_only=True):
    """The keys of all batches' tasks."""

    tasks: tuple[str, ...]


def put_found(place: Place, tasks: Sequence[Asked], done: Sequence[Finished], chosen: Rows) -> int:
    """Say to later steps where the runs of each pair are that has any, in the order of the pairs; gives their number."""
    ranked, wanted, found = _Ranked(place, load_plan(place)), _codes(chosen), [np.zeros(0, FOUND)]
    for number, (task, one) in enumerate(zip(tasks, done, strict=True)):
        assert isinstance(task.what, Batch)  # noqa: S101  we made them
        rows = _found(place, ranked, task.what, one.key)
        rows["batch"] = number
        found.append(rows[_among(_codes(rows), wanted)])
    whole = np.concatenate(found)
    whole = whole[np.lexsort((whole["batch"], whole["b"], whole["a"]))]
    put_rows(file(place, "found"), whole[np.unique(_codes(whole), return_index=True)[1]])
    put(file(place, _LIST), msgspec.json.encode(Batches(tasks=tuple(one.key for one in done))))
    return len(whole)


def _found(place: Place, ranked: _Ranked, batch: Batch, key: str) -> Rows:
    runs = rows_of(place.file(STEP.name, "runs", key), RUN)
    pairs, first = np.unique(runs["pair"], return_index=True)
    a, b = ranked.pairs(batch)
    rows: Rows = np.zeros(len(pairs), FOUND)
    rows["first"], rows["end"] = first, np.append(first[1:], len(runs))
    there = (a[pairs] >= 0) & (b[pairs] >= 0)
    rows["a"][there], rows["b"][there] = a[pairs[there]], b[pairs[there]]
    found: Rows = rows[there]
    return found


class Found:
    """The pairs that share passages, and their runs."""

    def __init__(self, place: Place) -> None:
        """`place` is that of a join whose pairs were held side by side."""
        self._place, self._tasks = place, _known_batches(place).tasks
        self._open: Mapping[int, Rows] = {}

    def pairs(self, first: int, end: int) -> Iterator[tuple[int, int, Rows]]:
        """The documents of some pairs, and their runs."""
        for a, b, batch, begin, stop in rows_of(file(self._place, "found"), FOUND)[first:end].tolist():
            if batch not in self._open:  # one at a time is enough: pairs of one batch stand together
                self._open = {batch: rows_of(self._place.file(STEP.name, "runs", self._tasks[batch]), RUN)}
            yield a, b, self._open[batch][begin:stop]


def _known_batches(place: Place) -> Batches:
    return msgspec.json.decode(file(place, _LIST).read_bytes(), type=Batches)
