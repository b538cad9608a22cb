"""What the engine is given, and what its processes tell each other.

A shard is a name and bytes that only the work understands. The work is a function that is named "module:function": it takes
those bytes, and where things lie if that was told, and yields items; each has a name, and does its part when it is asked to. What
an item gives is lines, which are written as they are, and counts, which are added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib import import_module
from typing import Any, Final

import msgspec

from sayso.model import Problem
from sayso.model.span import Entry

#: What a process ends with that has come to the end of its memory.
OUT_OF_MEMORY: Final = 77
#: And one that cannot write what it made.
UNWRITABLE: Final = 78


@dataclass(frozen=True, slots=True)
class Result:
    """What an item gives: whole lines as bytes, counts by name, and why it gives nothing, or not all."""

    lines: bytes = b""
    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work that can fail by itself: what it is called, and the doing of it."""

    name: str
    do: Callable[[], Result]


#: It is given the payload, and the place where one was told.
Work = Callable[..., Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the whole, in its place: what it is called, what the work makes of it, how many items it may hold.

    `where` is where the work finds what the payload names: it changes nothing of what comes out, and so is no part of the key.
    """

    name: str
    payload: bytes
    weight: int = 1
    where: str = ""

    def key(self, work: str, version: str) -> str:
        """What names the shard's output: another work, version or payload has another name."""
        hasher = blake2b(digest_size=16, person=b"sayso.shard/1")
        for part in (work.encode(), version.encode(), self.payload):
            hasher.update(len(part).to_bytes(8, "big"))
            hasher.update(part)
        return hasher.hexdigest()


class Task(Entry, frozen=True, kw_only=True):
    """What a process is asked: the items from `first` up to `last` of a shard, but for `left`, into a file."""

    work: str
    payload: bytes
    where: str = ""
    into: str
    first: int = 0
    last: int | None = None
    left: dict[int, Problem] = msgspec.field(default_factory=dict)


class Begun(Entry, frozen=True, kw_only=True, tag="begun"):
    """The process turns to the item of a number; `at` None is the opening of the shard."""

    at: int | None


class Ended(Entry, frozen=True, kw_only=True, tag="ended"):
    """The process has done a task; `memory` is the most that it ever held, in bytes."""

    items: int
    counts: dict[str, int]
    skipped: tuple[Problem, ...]
    memory: int


Message = Begun | Ended


def load_work(name: str) -> Work:
    """The function that "module:function" names; raises ImportError or AttributeError where there is none."""
    module, _, function = name.partition(":")
    found: Any = getattr(import_module(module), function)
    work: Work = found
    return work


def packed(message: Message | Task) -> bytes:
    """A message as a line."""
    return msgspec.json.encode(message) + b"\n"


def message_of(line: bytes) -> Message:
    """The message of a line."""
    message: Message = msgspec.json.decode(line, type=Message)
    return message


def task_of(line: bytes) -> Task:
    """The task of a line."""
    return msgspec.json.decode(line, type=Task)
