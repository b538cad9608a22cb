"""The plan of threads: the claims of a joined corpus followed, step by step, from disk within memory; what is done is known again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.engine import Crew, Settings, Shards, Summary, read_shards
from sayso.engine.files import Folder, hash_of_file, put_lasting, sweep
from sayso.engine.shuffle import Rows, put_all, rows_of
from sayso.model import UsageError
from sayso.model.seal import sealed_text

from . import prints, thread_beside, thread_claims, thread_group, thread_meet, thread_tell
from .kept import ACCOUNT, THREADS, Followed, account
from .known import keep_known
from .plan import Plan, make_plan
from .records import Records
from .reuse import LEDGERS, SECONDS, STEM, nobody, read_joined
from .rows import THREAD
from .step import VERSION, Asked, Hands, Place, Report, Step, run_step
from .thread_order import Order, make_order

_JOINED: Final = "joined.json"


@dataclass(frozen=True, slots=True)
class ThreadsDone:
    """What became of it: the account, the most memory that a process held, how many tasks, and how many of them were there already."""

    followed: Followed
    memory: int
    tasks: int
    kept: int


def join_threads(
    folder: Path, *, vectors: bool = False, settings: Settings | None = None, report: Report = nobody
) -> ThreadsDone:
    """Find the threads of the corpus that was joined into `folder`, with the histories of their figures and their origins, into `threads.jsonl` there.

    The same as `find_threads`, `histories` and `origins` of all documents, and the same bytes whatever the number of workers and whatever was
    killed on the way; what is done is not done again, and where nothing has changed the answer is there at once. With `vectors` claims meet by what
    they mean, too, in other words and other languages. Raises UsageError where nothing was joined, claims were not read or there is no encoder,
    UnreadableError where a file is damaged or a process comes to the end of its memory.
    """
    joined, encoder = read_joined(folder), _encoder() if vectors else ("", 0)
    ledgers = folder / joined.ledgers
    shards = read_shards(ledgers, LEDGERS)
    if list(joined.shards) != [one.key for one in shards.shards]:
        raise UsageError("changed-index", f"{ledgers} was read anew since it was joined", "join it again")
    name = "b2:" + blake2b((folder / _JOINED).read_bytes(), digest_size=16).hexdigest()
    known = read_followed(folder)
    if known is not None and (known.version, known.joined, known.encoder) == (VERSION, name, encoder[0]):
        return ThreadsDone(known, 0, 0, 0)
    place = Place(out=str(folder.resolve()), ledgers=str(ledgers.resolve()))
    given = replace(settings or Settings(), seconds=SECONDS)
    with Folder(folder / "work", "join").alone(), Crew() as crew:
        return _Threads(place, Hands(given, crew, report), encoder).go(shards, read_shards(folder, STEM), name)


def read_followed(folder: Path) -> Followed | None:
    """The account of the threads in a folder; None where none were found, or their file is not as it was written."""
    try:
        known = account(folder)
        return known if known and hash_of_file(folder / THREADS) == known.hash else None
    except (OSError, msgspec.MsgspecError):
        return None


def _encoder() -> tuple[str, int]:
    """The name of the encoder and the width of its vectors; raises UsageError where it cannot be used."""
    from sayso.language.meaning import meaning_problem, meaning_reader

    encoder = meaning_reader()
    if encoder is None:
        problem = meaning_problem()
        message = problem.message if problem else "the encoder of meaning cannot be used"
        raise UsageError("missing", message, "follow without it: --no-vectors")
    return encoder.name, encoder.width


class _Threads:
    """The plan at work."""

    def __init__(self, place: Place, hands: Hands, encoder: tuple[str, int]) -> None:
        self._place, self._hands, self._encoder = place, hands, encoder
        self._done: list[Summary] = []

    def go(self, ledgers: Shards, told: Shards, name: str) -> ThreadsDone:
        (Path(self._place.out) / ACCOUNT).unlink(missing_ok=True)
        for file in (THREADS, ACCOUNT):
            sweep(Path(self._place.out), file)  # of a run that was killed while it wrote them
        for what in (thread_meet.KNOWN, f"{thread_group.GROUP.name}.json", f"{thread_tell.STEP.name}.json"):
            thread_meet.forget_unless_whole(self._place, what)
        plan, order = self._ordered(ledgers)
        if plan.documents and not order.claims:
            message = f"{self._place.ledgers} has no claims"
            raise UsageError("usage", message, "read the corpus without --figures-only")
        self._beside(told)
        grouped = self._grouped(order)
        done = self._step(thread_tell.STEP, thread_tell.tell_tasks(order.name, grouped.shards))
        keep_known(self._place, thread_tell.STEP, done.shards)
        followed = Followed(
            version=VERSION, joined=name, encoder=self._encoder[0], claims=order.claims,
            threads=done.counts["threads"], appearances=done.counts["appearances"], size=_write(self._place, done),
            hash=hash_of_file(Path(self._place.out) / THREADS),
        )  # fmt: skip
        put_lasting(Path(self._place.out) / ACCOUNT, sealed_text(followed))
        tasks, kept = (sum(counts) for counts in zip(*((len(one.shards), one.kept) for one in self._done), strict=True))
        return ThreadsDone(followed, max(one.memory for one in self._done), tasks, kept)

    def _step(self, step: Step, tasks: Sequence[Asked]) -> Summary:
        done = run_step(step, tasks, self._place, self._hands)
        self._done.append(done)
        return done

    def _ordered(self, ledgers: Shards) -> tuple[Plan, Order]:
        """All documents and their claims are in order, and where links lead is known."""
        printed = self._step(prints.STEP, [prints.asked(one) for one in ledgers.shards])
        plan = make_plan(self._place, printed.shards)
        tasks = [thread_claims.asked(one, self._encoder[0]) for one in ledgers.shards]
        done = self._step(thread_claims.STEP, tasks)
        order = make_order(self._place, plan, done.shards, self._encoder[1])
        thread_beside.put_shelf(self._place, plan, done.shards)
        return plan, order

    def _beside(self, told: Shards) -> None:
        """Passages are put by their documents."""
        done = self._step(thread_beside.STEP, [thread_beside.asked(one) for one in told.shards])
        thread_beside.put_taken(self._place, done.shards)

    def _grouped(self, order: Order) -> Summary:
        """Claims that share keys were held side by side, and those that say the same are grouped."""
        met = self._step(thread_meet.MEET, thread_meet.meet_tasks(self._place, order))
        held = self._step(thread_meet.HOLD, thread_meet.hold_tasks(self._place, order, met.shards))
        thread_meet.keep_decided(self._place, held.shards)
        parted = self._step(thread_group.PART, thread_group.part_tasks(self._place, order, held.shards))
        grouped = self._step(thread_group.GROUP, thread_group.group_tasks(self._place, order, parted.shards))
        keep_known(self._place, thread_group.GROUP, grouped.shards)
        return grouped


def _write(place: Place, done: Summary) -> int:
    """Write all lines into one file, those of most appearances first; gives its size."""
    keys, found = [one.key for one in done.shards], [np.zeros(0, THREAD)]
    for number, key in enumerate(keys):
        rows = np.array(rows_of(place.file(thread_tell.STEP.name, "found", key), THREAD))
        rows["file"] = number
        found.append(rows)
    whole = np.concatenate(found)
    whole = whole[np.lexsort((whole["id"], -whole["count"].astype(np.int64)))]
    return put_all(Path(place.out) / THREADS, _lines(place, keys, whole))


def _lines(place: Place, keys: Sequence[str], rows: Rows) -> Iterator[bytes]:
    told = Records(place, thread_tell.STEP, "told")
    for number, record in zip(rows["file"].tolist(), rows["record"].tolist(), strict=True):
        yield told.get(keys[number], record)
