"""The plan of a join: which step follows which, and what is handed on. Each step's tasks know nothing of those before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from sayso.engine import Crew, Progress, Settings, Shard, Shards, Summary, read_lines, read_shards, run
from sayso.engine.files import Folder, put_lasting
from sayso.model import CopyGroup, FoundReuse, Problem, SharedPassage, UsageError
from sayso.model.seal import sealed_text, unsealed
from sayso.model.span import Entry

from . import compare, meet, prints, sift, tell
from .plan import Plan, make_plan
from .prints import Listed
from .step import VERSION, Asked, Hands, Place, Report, Step, check_whole, run_step
from .tell import Line

STEM: Final = "reuse"
#: The stem of what `sayso follow read` writes.
LEDGERS: Final = "ledgers"
_JOINED: Final = "joined.json"
#: A task is many documents: it may take long.
SECONDS: Final = 3600.0


class Joined(Entry, frozen=True, kw_only=True):
    """What a join was made of: the folder of the ledgers, as seen from its own, their shards, and how many documents there were.

    `twice` are documents that the corpus holds a second time; `problems` what was not held against others in full.
    """

    schema: str = "sayso.joined/1"
    version: str
    ledgers: str
    shards: tuple[str, ...]
    documents: int
    twice: int
    counts: dict[str, int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinDone:
    """What became of a join: the account, the most memory that a process held, how much was there already."""

    joined: Joined
    memory: int
    tasks: int
    kept: int


def nobody(_step: str, _progress: Progress) -> None:
    """Tell nobody."""


def join_reuse(ledgers: Path, out: Path, *, settings: Settings | None = None, report: Report = nobody) -> JoinDone:
    """Join the ledgers in a folder, as `read_corpus` wrote them, into who took which passage from whom, in the folder `out`.

    The same as `find_reuse` of all documents, and the same bytes whatever the number of workers and whatever was killed on the way; what is
    done is not done again. Raises UsageError where the reading is not finished or `out` cannot be written, UnreadableError where a
    file is damaged or a process comes to the end of its memory.
    """
    shards = read_shards(ledgers, LEDGERS)
    place = Place(out=str(out.resolve()), ledgers=str(ledgers.resolve()))
    given = replace(settings or Settings(), seconds=SECONDS)
    with Folder(out / "work", "join").alone(), Crew() as crew:
        return _Join(place, Hands(given, crew, report)).go(shards)


class _Join:
    """A join at work."""

    def __init__(self, place: Place, hands: Hands) -> None:
        self._place, self._hands = place, hands
        self._done: list[Summary] = []

    def go(self, ledgers: Shards) -> JoinDone:
        plan = self._planned(ledgers)
        pairs = self._paired(plan)
        told = self._told(plan, self._sifted(plan, pairs))
        joined = Joined(
            version=VERSION, ledgers=os.path.relpath(self._place.ledgers, self._place.out),
            shards=tuple(one.key for one in ledgers.shards), documents=plan.documents, twice=plan.twice,
            counts=dict(sorted(told.counts.items())), problems=plan.problems,
        )  # fmt: skip
        put_lasting(Path(self._place.out) / _JOINED, sealed_text(joined))
        tasks, kept = (sum(counts) for counts in zip(*((len(one.shards), one.kept) for one in self._done), strict=True))
        return JoinDone(joined, max(one.memory for one in self._done), tasks, kept)

    def _step(self, step: Step, tasks: list[Asked]) -> Summary:
        done = run_step(step, tasks, self._place, self._hands)
        self._done.append(done)
        return done

    def _planned(self, ledgers: Shards) -> Plan:
        """All documents have given their keys, and are in order."""
        done = self._step(prints.STEP, [prints.asked(one) for one in ledgers.shards])
        return make_plan(self._place, done.shards)

    def _paired(self, plan: Plan) -> int:
        """Documents that share keys were held side by side; gives how many pairs share passages."""
        tasks = meet.meet_tasks(self._place, plan)
        met = self._step(meet.MEET, tasks)
        paired = self._step(meet.PAIR_UP, meet.pair_tasks(self._place, plan, met.shards, tasks))
        chosen = meet.chosen_pairs(self._place, paired.shards)
        batches = compare.compare_tasks(self._place, plan, chosen)
        done = self._step(compare.STEP, batches)
        return compare.put_found(self._place, batches, done.shards, chosen)

    def _sifted(self, plan: Plan, pairs: int) -> Summary:
        """News is told from boilerplate."""
        done = self._step(sift.STEP, sift.sift_tasks(plan, pairs))
        sift.put_sifted(self._place, done.shards)
        return done

    def _told(self, plan: Plan, sifted: Summary) -> Summary:
        """What is told is written."""
        where = msgspec.json.encode(self._place).decode()
        tasks = tell.tell_tasks(self._place, plan, sifted.shards)
        shards = [Shard(one.name, msgspec.json.encode(one.what), one.weight, where) for one in tasks]
        out, hands = Path(self._place.out), self._hands
        done = run(
            shards, tell.WORK, VERSION, out, settings=replace(hands.settings, stem=STEM), crew=hands.crew,
            report=lambda now: hands.report("what is told", now),
        )  # fmt: skip
        check_whole(Folder(out, STEM), done)
        self._done.append(done)
        return done


def read_joined(folder: Path) -> Joined:
    """The account of a finished join; raises UsageError where there is none."""
    try:
        return unsealed((folder / _JOINED).read_bytes(), Joined)
    except FileNotFoundError as error:
        hint = "join ledgers into it: sayso follow join LEDGERS --out FOLDER"
        raise UsageError("missing", f"{folder} holds no finished join", hint) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError("changed-index", f"{folder / _JOINED} is damaged: {error}", "join anew") from error


def read_reuse(folder: Path) -> Iterator[SharedPassage | CopyGroup]:
    """The passages in the order of their documents, then the groups, one by one.

    Raises UsageError where the join is not finished, UnreadableError where a file is damaged.
    """
    decoder = msgspec.json.Decoder(Line)
    for shard in read_shards(folder, STEM).shards:
        for raw in read_lines(folder, shard):
            line = decoder.decode(raw)
            if line.passage is not None:
                yield line.passage
            elif line.group is not None:
                yield line.group


def read_listed(folder: Path) -> Iterator[Listed]:
    """What names each document of a join, in the order of the corpus; one that is there twice comes twice.

    Raises UsageError where the join is not finished, UnreadableError where a file is damaged.
    """
    place = folder / "work" / prints.STEP.name
    decoder = msgspec.json.Decoder(Listed)
    for shard in read_shards(place, prints.STEP.name).shards:
        yield from map(decoder.decode, read_lines(place, shard))


def load_reuse(folder: Path) -> FoundReuse:
    """All of a join at once, as `find_reuse` gives it."""
    entries = list(read_reuse(folder))
    return FoundReuse(
        passages=tuple(one for one in entries if isinstance(one, SharedPassage)),
        groups=tuple(one for one in entries if isinstance(one, CopyGroup)),
        problems=read_joined(folder).problems,
    )
