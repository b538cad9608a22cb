"""JSON Lines, packed with gzip or not: a document a line."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from sayso.model import UnreadableError
from sayso.reading.limits import MAX_BYTES, MAX_RATIO, MAX_UNPACKED, MIB

from .appearance import Appearance, Member
from .rows import of_row

_BLOCK: Final = 1 << 20
_BROKEN: Final = (OSError, EOFError, zlib.error)
_NEWLINE: Final = 10
_NO_END: Final = 1 << 62
_BLANK: Final = b" \t\r\n"


class Place(NamedTuple):
    """Where a shard of a file begins: the number of its first line, and its place in the file, None where it is packed."""

    line: int
    at: int | None


def is_packed(path: Path) -> bool:
    """Whether a file is packed with gzip, by how it begins."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def find_places(path: Path, each: int) -> Iterator[Place]:
    """Where to part a file so that no part has more than `each` lines, and then how many lines there are, as a last place.

    A damaged file is parted as far as it goes.
    """
    packed = is_packed(path)
    yield Place(0, None if packed else 0)
    line = at = 0
    try:
        with closing(_opened(path, packed=packed)) as file:
            while block := file.read(_BLOCK):
                yield from _in_block(block, line, None if packed else at, each)
                line += block.count(b"\n")
                at += len(block)
    except (*_BROKEN, UnreadableError):
        pass  # told when it is read
    yield Place(line + 1, None)


def _in_block(block: bytes, line: int, at: int | None, each: int) -> Iterator[Place]:
    """The places within a block that begins in line `line` at `at`."""
    ends = _ends(block)
    for wanted in range((line // each + 1) * each, line + len(ends) + 1, each):
        yield Place(wanted, None if at is None else at + int(ends[wanted - line - 1]) + 1)


class _Limited(io.RawIOBase):
    """A packed file that stops where it unpacks to far more than it holds."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("rb")
        self._file = gzip.GzipFile(fileobj=self._raw)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        block = self._file.read1(len(room))  # no more than is there: what follows may be damaged
        room[: len(block)] = block
        self._read += len(block)
        if self._read > MAX_UNPACKED and self._read > MAX_RATIO * self._raw.tell():
            hint = "check where the file comes from"
            raise UnreadableError("archive-unsafe", f"it unpacks to more than {MAX_RATIO} times its size", hint)
        return len(block)

    def close(self) -> None:
        super().close()
        self._file.close()
        self._raw.close()


def _opened(path: Path, *, packed: bool) -> io.BufferedReader:
    return io.BufferedReader(_Limited(path) if packed else path.open("rb", buffering=0), _BLOCK)


def line_members(path: Path, uri: str, begin: Place, last: int | None) -> Iterator[Member]:
    """The documents of the lines from a place up to the line of a number; the file's damage is a member of its own."""
    packed = is_packed(path)
    with closing(_opened(path, packed=packed)) as file:
        if begin.at:  # packed files have no places within
            file.seek(begin.at)
        number = begin.line if begin.at is not None else 0
        end, blank = _NO_END if last is None else last, False
        while number < end:
            try:
                number += _pass_lines(file, begin.line - number) if number < begin.line else 0
                number += _pass_blank(file, end - number) if blank else 0
                if number >= end:
                    return
                line = _line(file)
            except _BROKEN as error:
                yield _damaged(uri, number, f"the file is broken from here on: {error}")
                return
            except UnreadableError as error:
                yield Member(f"{uri}:{number + 1}", partial(_raise, error))
                return
            if line is not None and not line:
                return
            number += 1
            blank = line is not None and not line.strip()
            if number > begin.line and not blank:
                yield Member(f"{uri}:{number}", partial(_taken, line, f"{uri}:{number}"))


def _pass_lines(file: io.BufferedReader, most: int) -> int:
    """Pass over lines thousands at once, up to `most`; gives how many."""
    passed = 0
    while passed < most and (block := file.peek()):
        found = block.count(b"\n")
        if passed + found >= most:
            file.read(_after(block, most - passed))
            return most
        file.read(len(block))
        passed += found
    return passed


def _pass_blank(file: io.BufferedReader, most: int) -> int:
    """Pass over blank lines at once, up to `most`; gives how many."""
    passed = 0
    while passed < most and (block := file.peek()):
        blank = block[: len(block) - len(block.lstrip(_BLANK))]
        found = min(blank.count(b"\n"), most - passed)
        if not found:
            break
        file.read(_after(blank, found))
        passed += found
    return passed


def _ends(block: bytes) -> Any:
    import numpy as np

    return np.flatnonzero(np.frombuffer(block, np.uint8) == _NEWLINE)


def _after(block: bytes, count: int) -> int:
    """Where a block goes on after so many lines."""
    return int(_ends(block)[count - 1]) + 1


def _line(file: io.BufferedReader) -> bytes | None:
    """The next line, b"" at the end, None for one that is longer than the limit, of which nothing is kept."""
    line = file.readline(MAX_BYTES + 1)
    if len(line) <= MAX_BYTES:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(_BLOCK)
    return None


def _taken(line: bytes | None, place: str) -> Appearance:
    if line is None:
        raise UnreadableError("too-large", f"the line is longer than {MAX_BYTES // MIB} MiB", "split it", place)
    row = _parsed(line.removeprefix(b"\xef\xbb\xbf"), place)
    if not isinstance(row, dict):
        raise UnreadableError("damaged", "the line is no JSON object", "write one object a line", place)
    return of_row(row, place)


def _parsed(line: bytes, place: str) -> Any:
    """What a line of JSON says; the standard library's reader, which is slower, takes halves of characters, NaN and the like."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("damaged", f"the line is no JSON: {error}", "write one object a line", place) from error


def _damaged(uri: str, number: int, message: str) -> Member:
    place = f"{uri}:{number + 1}"
    return Member(place, partial(_raise, UnreadableError("damaged", message, "fetch the file again", place)))


def _raise(error: UnreadableError) -> Appearance:
    raise error
