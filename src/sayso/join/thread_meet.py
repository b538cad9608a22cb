"""The steps by key and by pair of documents: which claims meet, and which of those that do say the same.

What two claims were found to have in common hangs on these two alone, and is kept by a hash of both: a further join of a grown corpus holds
only the new pairs side by side. What is known is looked up, never asked of a task: a task's outcome is the same without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across.claim_groups import best_between
from sayso.across.pairing import FAR, LEAST, NEAR, Meetings, alike, meet_rows
from sayso.across.ruled_out import ruled_out
from sayso.across.same_claim import Same, how_same
from sayso.engine import Finished, Item, Result
from sayso.engine.files import are_whole
from sayso.engine.shuffle import Rows, counts_of, fetch, mixed, put, put_by_key, put_rows, rows_of, stretches
from sayso.model import UnreadableError
from sayso.model.seal import sealed, unsealed
from sayso.model.span import Entry

from . import thread_claims
from .plan import ids_of
from .rows import CLAIM_KEY, DECIDED, HASH, LINK, MET, NUMBER, TURNED
from .step import VERSION, Asked, Place, Step, size_counts
from .thread_order import Claims, Order, claims_of, file

MEET: Final = Step("claims-meet", "sayso.join.thread_meet:meet", ("met",), "which claims meet")
HOLD: Final = Step("claims-hold", "sayso.join.thread_meet:hold", ("links", "decided"), "claims side by side")
#: Rows of keys, and of meetings, that a task takes at most, as far as keys can be parted.
_KEYS: Final = 500_000
_MET: Final = 200_000
#: What it weighs that two claims met by what they mean, which is never chance.
_MEANT: Final = 64
_LIST: Final = "met.json"
#: Says to later joins which claims were held side by side.
KNOWN: Final = "decided.json"


class Stretch(Entry, frozen=True, kw_only=True):
    """A stretch of keys of an order."""

    order: str
    first: int
    end: int


class Tasks(Entry, frozen=True, kw_only=True):
    """The keys of the tasks of a step, the version of what they left, and the hashes of those files that a later join takes up again."""

    version: str
    tasks: tuple[str, ...]
    files: dict[str, str] = msgspec.field(default_factory=dict)


def _tasks(order: Order, parts: Sequence[tuple[int, int]]) -> list[Asked]:
    return [Asked(f"keys {first}-{end}", Stretch(order=order.name, first=first, end=end)) for first, end in parts]


def put_tasks(place: Place, what: str, done: Sequence[Finished], files: dict[str, str] | None = None) -> None:
    """Say to later steps, or to later joins, which tasks left what they are to read; `files` are hashes by paths within the join's folder of work."""
    told = Tasks(version=VERSION, tasks=tuple(one.key for one in done), files=files or {})
    put(file(place, what), sealed(msgspec.json.encode(told)))


def files_beside(step: Step, done: Sequence[Finished]) -> dict[str, str]:
    """The hashes of the files that tasks of a step left."""
    return {f"{step.name}/{what}-{one.key}": told for one in done for what, told in one.beside.items()}


def forget_unless_whole(place: Place, what: str) -> None:
    """Take away what was said to later joins where the files that it speaks of are not as they were: then they are made anew."""
    known = _tasks_in(place, what)
    if known is None or not are_whole(place.folder(""), known.files):
        file(place, what).unlink(missing_ok=True)


def load_tasks(place: Place, what: str) -> tuple[str, ...]:
    """The keys of these tasks; none where nothing was said, or of another version."""
    known = _tasks_in(place, what)
    return () if known is None else known.tasks


def _tasks_in(place: Place, what: str) -> Tasks | None:
    try:
        known = unsealed(file(place, what).read_bytes(), Tasks)
    except (OSError, msgspec.MsgspecError):
        return None
    return known if known.version == VERSION else None


# -- by key


def meet_tasks(place: Place, order: Order) -> list[Asked]:
    """The tasks of the step by key."""
    return _tasks(order, stretches(counts_of(_keys_files(place, order)), _KEYS))


def _keys_files(place: Place, order: Order) -> list[Path]:
    return [place.file(thread_claims.STEP.name, "keys", shard) for shard in order.shards]


def meet(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a stretch of keys."""
    asked, place = msgspec.json.decode(payload, type=Stretch), Place.told(where)
    yield Item(f"keys from {asked.first} to {asked.end}", partial(_meet, asked, place, MEET.key(payload)))


def _meet(asked: Stretch, place: Place, key: str) -> Result:
    claims = claims_of(place, asked.order)
    rows = _keys(asked, place, claims.order)
    by_words = rows["kind"] < TURNED
    words, meant = _rows(_meet_words(rows[by_words], claims)), _rows(_meet_vectors(rows[~by_words], claims))
    meant["weight"] = _MEANT
    found = np.concatenate([words, meant])
    earlier = np.minimum(claims.rows["document"][found["a"]], claims.rows["document"][found["b"]])
    size = put_by_key(place.file(MEET.name, "met", key), found, ids_of(place)[earlier])
    return Result(counts={"keys": len(rows), "meetings": len(found), **size_counts(met=size)})


def _keys(asked: Stretch, place: Place, order: Order) -> Rows:
    """The rows of the keys, with claims by their rank, those of keys that stand alone left out."""
    ranks, found = _ranks(place), [np.zeros(0, CLAIM_KEY)]
    for number, rows in fetch(_keys_files(place, order), asked.first, asked.end, CLAIM_KEY):
        ranked = ranks[order.bases[number] + rows["claim"].astype(np.int64)]
        rows["claim"] = np.maximum(ranked, 0)
        found.append(rows[ranked >= 0])
    whole = np.concatenate(found)
    whole = whole[np.argsort(whole["key"])]
    same = whole["key"][1:] == whole["key"][:-1]
    return whole[np.append(same, np.False_) | np.append(np.False_, same)] if len(whole) else whole


def _ranks(place: Place) -> Rows:
    """The rank of each claim by its number in the corpus; -1 for one of a document that is there a second time."""
    return rows_of(file(place, "ranks"), NUMBER)


def _meet_words(rows: Rows, claims: Claims) -> Meetings:
    owners = rows["claim"].astype(np.int64)
    keys, weights = np.ascontiguousarray(rows["key"]), rows["kind"].astype(np.int64)
    return meet_rows(keys, owners, weights, lambda hot: claims.items(owners[hot]))


def _meet_vectors(rows: Rows, claims: Claims) -> Meetings:
    """Those that are near enough in meaning, too."""
    owners, turns = rows["claim"].astype(np.int64), rows["kind"].astype(np.int64) - TURNED
    keys, weights = np.ascontiguousarray(rows["key"]), np.ones(len(rows), np.int64)

    def items(hot: Rows) -> Rows:
        return claims.turned(owners[hot])[np.arange(len(hot)), turns[hot]]

    met = meet_rows(keys, owners, weights, items if len(rows) else lambda _: np.zeros((0, 1), HASH))
    near = _alike(met.a, met.b, claims) >= NEAR
    return Meetings(met.a[near], met.b[near], met.shared[near])


def _alike(a: Rows, b: Rows, claims: Claims) -> Rows:
    """How near claims are in meaning; not a number without vectors."""
    if not claims.order.width or not len(a):
        return np.full(len(a), np.nan, np.float32)
    known, back = np.unique(np.concatenate([a, b]), return_inverse=True)
    return alike(claims.vectors(known), back[: len(a)], back[len(a) :])


def _rows(met: Meetings) -> Rows:
    rows = np.zeros(len(met), MET)
    rows["a"], rows["b"], rows["weight"] = met.a, met.b, np.minimum(met.shared, LEAST)
    return rows


# -- by pair


def hold_tasks(place: Place, order: Order, done: Sequence[Finished]) -> list[Asked]:
    """The tasks of the step by pair, after all of the step by key are done."""
    put_tasks(place, _LIST, done)
    return _tasks(order, stretches(counts_of(_met_files(place)), _MET))


def _met_files(place: Place) -> list[Path]:
    return [place.file(MEET.name, "met", key) for key in load_tasks(place, _LIST)]


def keep_decided(place: Place, done: Sequence[Finished]) -> None:
    """Let later joins know what these tasks found."""
    put_tasks(place, KNOWN, done, files_beside(HOLD, done))


def hold(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a stretch of documents."""
    asked, place = msgspec.json.decode(payload, type=Stretch), Place.told(where)
    yield Item(f"documents from {asked.first} to {asked.end}", partial(_hold, asked, place, HOLD.key(payload)))


def _hold(asked: Stretch, place: Place, key: str) -> Result:
    claims = claims_of(place, asked.order)
    pairs = _pairs(asked, place, claims)
    decided = np.zeros(len(pairs), DECIDED)
    contents = claims.rows["content"]
    decided["pair"] = mixed(contents[pairs["a"]], contents[pairs["b"]])
    decided["score"], new = _known(asked, place, decided["pair"])
    for at in np.flatnonzero(new).tolist():
        score = how_same(claims[int(pairs["a"][at])], claims[int(pairs["b"][at])])
        decided["score"][at] = np.nan if score is None else score
    sizes = {
        "links": put_rows(place.file(HOLD.name, "links", key), _best(pairs, decided["score"], claims)),
        "decided": put_by_key(place.file(HOLD.name, "decided", key), decided, _places(pairs, claims, place)),
    }
    return Result(counts={"pairs": len(pairs), "new": int(new.sum()), **size_counts(**sizes)})


def _pairs(asked: Stretch, place: Place, claims: Claims) -> Rows:
    """The pairs that are worth being held side by side, those of two documents together."""
    rows = np.concatenate(
        [np.zeros(0, MET), *(some for _, some in fetch(_met_files(place), asked.first, asked.end, MET))]
    )
    codes = rows["a"].astype(np.uint64) << np.uint64(32) | rows["b"].astype(np.uint64)
    order = np.argsort(codes)  # rows of one pair are summed, so that any of them may come first
    rows, codes = rows[order], codes[order]
    first = np.flatnonzero(np.append(np.True_, codes[1:] != codes[:-1])) if len(rows) else np.zeros(0, np.int64)
    weights = np.add.reduceat(rows["weight"], first, dtype=np.int64) if len(rows) else first
    enough = weights >= LEAST
    found = _not_ruled_out(_not_chance(rows[first[enough]], weights[enough], claims), claims)
    documents = claims.rows["document"]
    one, other = documents[found["a"]], documents[found["b"]]
    ordered: Rows = found[np.lexsort((found["b"], found["a"], np.maximum(one, other), np.minimum(one, other)))]
    return ordered


def _not_chance(pairs: Rows, weights: Rows, claims: Claims) -> Rows:
    """Those that met by what they mean, or by more than chance."""
    known, back = np.unique(np.concatenate([pairs["a"], pairs["b"]]), return_inverse=True)
    left: Rows = pairs[(weights >= _MEANT) | ~claims.chance(known).only(back[: len(pairs)], back[len(pairs) :])]
    return left


def _not_ruled_out(pairs: Rows, claims: Claims) -> Rows:
    """Those of which it cannot be seen from afar that they do not say the same."""
    near = _alike(pairs["a"], pairs["b"], claims)
    pairs, near = pairs[~(near < FAR)], near[~(near < FAR)]
    known, back = np.unique(np.concatenate([pairs["a"], pairs["b"]]), return_inverse=True)
    left: Rows = pairs[~ruled_out(claims.outlines(known), back[: len(pairs)], back[len(pairs) :], near)]
    return left


def _places(pairs: Rows, claims: Claims, place: Place) -> Rows:
    """By what pairs are parted: a hash of the earlier of both documents, which is the same in every join."""
    documents = claims.rows["document"]
    places: Rows = ids_of(place)[np.minimum(documents[pairs["a"]], documents[pairs["b"]])]
    return places


def _known(asked: Stretch, place: Place, pairs: Rows) -> tuple[Rows, Rows]:
    """The scores that an earlier join found, and which pairs are new."""
    files = [place.file(HOLD.name, "decided", key) for key in load_tasks(place, KNOWN)]
    try:
        there = [path for path in files if path.exists()]
        rows = np.concatenate(
            [np.zeros(0, DECIDED), *(some for _, some in fetch(there, asked.first, asked.end, DECIDED))]
        )
    except UnreadableError:  # what is not whole is found anew
        rows = np.zeros(0, DECIDED)
    rows = rows[np.argsort(rows["pair"], kind="stable")]
    at = np.minimum(np.searchsorted(rows["pair"], pairs), max(0, len(rows) - 1))
    new = rows["pair"][at] != pairs if len(rows) else np.ones(len(pairs), np.bool_)
    scores = np.where(new, np.nan, rows["score"][at]) if len(rows) else np.full(len(pairs), np.nan)
    return scores, new


def _best(pairs: Rows, scores: Rows, claims: Claims) -> Rows:
    """The pairs that say the same, of two documents those in which each claim is the most alike."""
    same = ~np.isnan(scores)
    documents = claims.rows["document"]
    known = [
        (a, b, Same(score, ""))
        for a, b, score in zip(*(_list(pairs[same][name]) for name in ("a", "b")), _list(scores[same]), strict=True)
    ]
    whose = dict(zip(_list(pairs["a"]), _list(documents[pairs["a"]]), strict=True))
    whose |= dict(zip(_list(pairs["b"]), _list(documents[pairs["b"]]), strict=True))
    best = best_between(known, lambda at: str(whose[at]))
    return np.array([(a, b, same.score) for a, b, same in best], dtype=LINK)


def _list(column: Rows) -> list[int]:
    values: list[int] = column.tolist()
    return values
