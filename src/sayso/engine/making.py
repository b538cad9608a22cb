"""How one shard is made by a process, on this machine or another's; what kills the process is found, told and left out.

Where the process dies at an item, the item is tried alone in a fresh one: if it kills that too, it is left out and the shard is done
without it; if not, the shard is done in two pieces that part there, each in a fresh process, so that what had piled up is gone.
The pieces' lines are joined, and are the same as if nothing had happened.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Final

from msgspec.structs import replace

from sayso.model import Problem
from sayso.model.span import Entry

from .files import Allowed, Finished, Folder, joined
from .process import DiedError, Process
from .settings import MIB
from .work import OUT_OF_MEMORY, UNWRITABLE, Ended, Task

#: Items of one shard that may kill a process before the rest of it is given up.
_MOST_LEFT: Final = 100
#: Codes of what was skipped for want of time and of memory.
LATE, LARGE = "timeout", "too-large"

#: Told at every step whether an item was done by it; what it raises ends the making.
Tick = Callable[[bool], None]


class Order(Entry, frozen=True, kw_only=True):
    """A shard that is to be made, with all that is to be known for it: where, by what work, within which limits, what the work leaves beside it."""

    key: str
    name: str
    payload: bytes
    where: str
    folder: str
    stem: str
    work: str
    version: str
    memory: int
    seconds: float
    beside: tuple[str, ...] = ()


class Made(Entry, frozen=True, kw_only=True):
    """A shard that was made, and the most memory that a process held for it."""

    shard: Finished
    memory: int = 0


def make(order: Order, process: Process, tick: Tick) -> Made:
    """Make a shard's file, whole, with its marker; raises UsageError or OSError where it cannot be written."""
    return _Maker(order, Folder(Path(order.folder), order.stem), process, tick).make()


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines of a piece of a shard, and what was told of them."""

    path: Path
    ended: Ended


@dataclass
class _Maker:
    """One shard on its way: its pieces, and the items that are left out of it.

    What is not whole has a name of its own, so that two that make one shard at once, as a cluster may have it, do not write one file.
    """

    order: Order
    folder: Folder
    process: Process
    tick: Tick
    left: dict[int, Problem] = field(default_factory=dict)
    number: int = 0
    reopened: bool = False
    name: str = field(default_factory=lambda: token_hex(8))

    def make(self) -> Made:
        """The shard's file, whole, with its marker."""
        pieces = self._pieces(0, None)
        part = pieces[0].path
        if len(pieces) > 1:
            part = self._part()
            joined([piece.path for piece in pieces], part)
        counts: Counter[str] = Counter()
        for piece in pieces:
            counts.update(piece.ended.counts)
        skipped, order = tuple(one for piece in pieces for one in piece.ended.skipped), self.order
        made = Finished(
            key=order.key, name=order.name, work=order.work, version=order.version,
            file=self.folder.file(order.key).name, size=0, hash="", items=sum(piece.ended.items for piece in pieces),
            counts=dict(sorted(counts.items())), skipped=skipped, allowed=_allowed(skipped, order),
        )  # fmt: skip
        made = self.folder.finish(part, made, () if skipped else order.beside)
        for piece in pieces:
            piece.path.unlink(missing_ok=True)
        return Made(shard=made, memory=max(piece.ended.memory for piece in pieces))

    def _pieces(self, first: int, last: int | None) -> list[_Piece]:
        """The items from `first` up to `last`, in as many pieces as it takes."""
        while True:
            try:
                return [self._done(first, last)]
            except DiedError as died:
                at = died.at
                if died.status == UNWRITABLE:
                    raise self.folder.unwritable("a process could not write its lines") from died
                if at is None and not self.reopened:
                    self.reopened = True  # once it may have been chance
                elif at is None or at < first:
                    return self._given_up(first, died)
                elif at in self.left or len(self.left) == _MOST_LEFT:
                    return [*(self._pieces(first, at) if at > first else []), *self._given_up(at, died)]
                elif not self._kills(at, died, alone=last == first + 1):
                    part = at if at > first else first + 1
                    return [*self._pieces(first, part), *self._pieces(part, last)]

    def _kills(self, at: int, died: DiedError, *, alone: bool) -> bool:
        """Whether an item kills a fresh process too, and is left out from now on; one that was `alone` is not tried again."""
        try:
            if alone:
                raise died
            piece = self._done(at, at + 1)
        except DiedError as again:
            self.left[at] = _reason(again, self.order)
            return True
        piece.path.unlink(missing_ok=True)
        return False

    def _given_up(self, at: int, died: DiedError) -> list[_Piece]:
        """Word of the rest of a shard that cannot even be passed over, as a piece without lines."""
        told = _reason(died, self.order)
        where = f"{self.order.name}: all from item {at + 1} on" if at else self.order.name
        path = self._part()
        joined([], path)
        problem = replace(told, uri=where)
        return [_Piece(path, Ended(items=0, counts={}, skipped=(problem,), memory=0))]

    def _done(self, first: int, last: int | None) -> _Piece:
        path = self._part()
        task = Task(
            work=self.order.work, payload=self.order.payload, where=self.order.where,
            into=str(path), first=first, last=last, left=dict(self.left),
        )  # fmt: skip
        return _Piece(path, self.process.do(task, self.tick))

    def _part(self) -> Path:
        self.number += 1
        return self.folder.part(self.order.key, f"{self.name}-{self.number}")


def _allowed(skipped: tuple[Problem, ...], order: Order) -> Allowed:
    """The limits of a run, where items were skipped for them: elsewhere they do not matter, and files are the same under any."""
    met = {LATE, LARGE} & {problem.code for problem in skipped}
    return Allowed(memory=order.memory, seconds=order.seconds) if met else Allowed()


def _reason(died: DiedError, order: Order) -> Problem:
    """Why an item was left out."""
    if died.late:
        message = f"it took longer than {order.seconds:g} seconds"
        return Problem(code=LATE, message=message, hint="allow more time, or give it in parts")
    if died.status == OUT_OF_MEMORY:
        message = f"it takes more memory than {order.memory // MIB} MiB"
        return Problem(code=LARGE, message=message, hint="allow more memory, or give it in parts")
    return Problem(code="damaged", message=f"it made its process end ({_how(died)})", hint="look at it by itself")


def _how(died: DiedError) -> str:
    if died.status is not None and died.status < 0:
        try:
            return signal.Signals(-died.status).name
        except ValueError:
            return f"signal {-died.status}"
    return f"status {died.status}"
