"""Documents as they are held against others, kept so that any one of them can be taken out by its shard and line.

A record is the words in numbers, so that they need not be read again, then the document with its say-so, packed.
"""

from __future__ import annotations

import os
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Generic, TypeVar, overload

import msgspec
import numpy as np

from sayso.across.fingerprints import Words
from sayso.across.held import Held
from sayso.model import Analysis, UnreadableError

#: Words that are kept at hand, by all documents together: some thousand articles.
MOST_WORDS: Final = 3_000_000
_HEAD: Final = 8
_EACH: Final = 24

Name = TypeVar("Name")

_decoder = msgspec.msgpack.Decoder(Analysis)


def packed(held: Held) -> bytes:
    """A document's record."""
    words, read = held.words, held.read
    kept = Analysis(document=read.document, attributions=read.attributions, speakers=read.speakers)
    head = (len(words) << 2 | held.has_marks << 1 | words.cut).to_bytes(_HEAD, "little")
    columns = (words.ids.astype("<u8"), words.stems.astype("<u8"), words.starts.astype("<u4"), words.ends.astype("<u4"))
    body = zlib.compress(msgspec.msgpack.encode(kept), 1)
    return b"".join((head, *(column.tobytes() for column in columns), body))


def unpacked(record: bytes, path: Path) -> Held:
    """The document of a record; raises UnreadableError, with the file from which it is, for what is none."""
    count, flags = divmod(int.from_bytes(record[:_HEAD], "little"), 4)
    at = _HEAD
    try:
        ids, stems = (np.frombuffer(record, "<u8", count, at + step * 8 * count) for step in (0, 1))
        starts, ends = (np.frombuffer(record, "<u4", count, at + (16 + 4 * step) * count) for step in (0, 1))
    except (ValueError, OverflowError) as error:
        raise _damaged(path, error) from error
    words = Words(ids, stems, starts.astype(np.int64), ends.astype(np.int64), bool(flags & 1))
    return _Kept(words, record[at + _EACH * count :], path, has_marks=bool(flags & 2))


class _Kept(Held):
    """A kept document: its words are there, the rest is unpacked when it is asked for, which of most pairs it is not."""

    def __init__(self, words: Words, body: bytes, path: Path, *, has_marks: bool) -> None:
        self.words, self.has_marks, self._body, self._path = words, has_marks, body, path

    @cached_property
    def read(self) -> Analysis:
        """What was read of it; raises UnreadableError where that is damaged."""
        try:
            return _decoder.decode(zlib.decompress(self._body))
        except (zlib.error, msgspec.MsgspecError) as error:
            raise _damaged(self._path, error) from error


def _damaged(path: Path, error: Exception) -> UnreadableError:
    hint = "delete the folder in which it lies, and give the same command again"
    return UnreadableError("damaged", f"{path} is not whole: {error}", hint)


def write_texts(path: Path, records: Iterable[bytes]) -> tuple[int, bytes]:
    """Write records one by one so that the file is there whole or not at all; gives its size, and where each record begins and ends."""
    part, places = path.parent / f".part-{path.name}", [0]
    with part.open("wb") as file:
        for record in records:
            places.append(places[-1] + file.write(record))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return places[-1], np.array(places, dtype="<u8").tobytes()


class AtHand(Generic[Name]):
    """Documents by some name, of which those that were used last are kept."""

    def __init__(self, take: Callable[[Name], Held], most: int = MOST_WORDS) -> None:
        """`take` reads one, `most` are the words of those that are kept."""
        self._take, self._most, self._words = take, most, 0
        self._kept: OrderedDict[Name, Held] = OrderedDict()

    def __getitem__(self, name: Name) -> Held:
        held = self._kept.get(name)
        if held is not None:
            self._kept.move_to_end(name)
            return held
        self._kept[name] = held = self._take(name)
        self._words += len(held.words)
        while self._words > self._most and len(self._kept) > 2:  # noqa: PLR2004  a pair is at work
            _, gone = self._kept.popitem(last=False)
            self._words -= len(gone.words)
        return held


class Some(Sequence[Held]):
    """Documents by their numbers, each read when it is looked at."""

    def __init__(self, kept: AtHand[int], numbers: Sequence[int]) -> None:
        """`numbers` are the documents that it holds, in order."""
        self._kept, self._numbers = kept, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Held: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Held]: ...

    def __getitem__(self, at: int | slice) -> Held | Sequence[Held]:
        return Some(self._kept, self._numbers[at]) if isinstance(at, slice) else self._kept[self._numbers[at]]

    def __iter__(self) -> Iterator[Held]:
        return (self._kept[number] for number in self._numbers)
