"""What lies in the folder of a run: a file of lines for each shard, a marker that it is whole, and a list of them in order.

A shard's file is `STEM-KEY.jsonl.gz`; it is there whole or not at all. `STEM-KEY.done.json` is written after it and says what is
in it. `STEM.json` is written when all are done, and is what a reader goes by.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Final, Self

import msgspec

from sayso.model import Problem, UnreadableError, UsageError
from sayso.model.seal import sealed_text, unsealed
from sayso.model.span import Entry

#: Fast rather than small: a tenth larger than the default, in a third of the time.
_LEVEL: Final = 2
_PART: Final = ".part-"
_LOCK: Final = ".lock"


def put(path: Path, *pieces: bytes | memoryview) -> int:
    """Write a file so that it is there whole or not at all, also where two write it at once; gives its size."""
    return put_all(path, pieces)


def put_all(path: Path, pieces: Iterable[bytes | memoryview]) -> int:
    """The same of pieces that are made while it is written."""
    part = path.parent / f"{_PART}{path.name}-{token_hex(8)}"
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return size


def put_lasting(path: Path, *pieces: bytes | memoryview) -> int:
    """The same of a result: once this returns it lasts through a power cut."""
    size = put(path, *pieces)
    settle(path.parent)
    return size


def settle(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where folders can be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(path: Path, name: str = "") -> None:
    """Take away what lies unfinished in a folder, or only what was to be a file of a name."""
    for part in path.glob(f"{_PART}{name}*"):
        part.unlink(missing_ok=True)


class Allowed(Entry, frozen=True, kw_only=True):
    """What an item was allowed: bytes of memory, and seconds."""

    memory: int = 0
    seconds: float = 0.0


class Finished(Entry, frozen=True, kw_only=True):
    """A shard that is done: its file with its size and hash, how many items it had, what was counted, what was skipped and why.

    What an item was `allowed` is told where one was skipped that wanted more; `beside` are hashes of files that the work left beside the lines.
    """

    key: str
    name: str
    work: str
    version: str
    file: str
    size: int
    hash: str
    items: int
    counts: dict[str, int]
    skipped: tuple[Problem, ...] = ()
    allowed: Allowed = Allowed()
    beside: dict[str, str] = msgspec.field(default_factory=dict)


class Shards(Entry, frozen=True, kw_only=True):
    """All shards of a run, in order, and what was left out before it was parted into them."""

    schema: str = "sayso.shards/1"
    work: str
    version: str
    shards: tuple[Finished, ...]
    left_out: tuple[Problem, ...] = ()


class Sink:
    """A file of lines that is being written: the same bytes for the same lines, however they came."""

    def __init__(self, path: Path) -> None:
        """Begin the file anew."""
        self._raw = path.open("wb")
        self._lines = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=self._raw, mtime=0)

    def write(self, lines: bytes) -> None:
        """Add lines."""
        self._lines.write(lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        try:
            self._lines.close()
            if kind is None:
                self._raw.flush()
                os.fsync(self._raw.fileno())
        finally:
            self._raw.close()


class Folder:
    """The folder of a run, and the names of what lies in it."""

    def __init__(self, path: Path, stem: str) -> None:
        """Make the folder; raises UsageError where it cannot be."""
        self.path, self.stem = path, stem
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = "name a folder that can be made, or one that you may write to"
            raise UsageError("unreadable", f"{path} cannot be made: {error.strerror}", hint) from error

    def part(self, key: str, name: str) -> Path:
        """Where a piece of a shard is written before it is whole."""
        return self.path / f"{_PART}{key}-{name}"

    def file(self, key: str) -> Path:
        """Where a shard's lines lie."""
        return self.path / f"{self.stem}-{key}.jsonl.gz"

    def marker(self, key: str) -> Path:
        """Where it is said that they are whole."""
        return self.path / f"{self.stem}-{key}.done.json"

    def finished(self, key: str) -> Finished | None:
        """What is known of a shard that is done and whose file is there; None for one that is to be done."""
        try:
            known = unsealed(self.marker(key).read_bytes(), Finished)
            there = self.file(key).stat().st_size == known.size and known.key == key
        except (OSError, msgspec.MsgspecError):
            return None
        return known if there else None

    def beside(self, key: str, name: str) -> Path:
        """A file that the work leaves beside a shard's lines."""
        return self.path / f"{name}-{key}"

    def is_whole(self, known: Finished) -> bool:
        """Whether the files beside a shard's lines are as its work left them."""
        return are_whole(self.path, {f"{name}-{known.key}": told for name, told in known.beside.items()})

    def finish(self, part: Path, made: Finished, beside: Iterable[str] = ()) -> Finished:
        """Give a shard's file its place, then its marker; gives what the marker says. `beside` are the files beside it."""
        size, digest = _hashed(part)
        left = {name: hash_of_file(self.beside(made.key, name)) for name in beside}
        whole = msgspec.structs.replace(made, size=size, hash=digest, beside=left)
        part.replace(self.file(made.key))
        settle(self.path)
        self.write(self.marker(made.key), sealed_text(whole))
        return whole

    def write(self, path: Path, data: bytes) -> None:
        """Write a file so that it is there whole or not at all."""
        put(path, data)
        settle(self.path)

    def close(self, shards: Shards) -> None:
        """Write the list of all shards, and take away what an earlier run left that is none of them."""
        self.write(self.path / f"{self.stem}.json", sealed_text(shards))
        kept = {one.key for one in shards.shards}
        for key in self.known_keys():
            if key not in kept:
                self.marker(key).unlink(missing_ok=True)
                self.file(key).unlink(missing_ok=True)

    def known_keys(self) -> list[str]:
        """The keys of shards that have a file or a marker here, in order."""
        begin, ends = f"{self.stem}-", (".jsonl.gz", ".done.json")
        names = (path.name for path in self.path.glob(f"{begin}*"))
        return sorted({name.removeprefix(begin).partition(".")[0] for name in names if name.endswith(ends)})

    def sweep(self) -> None:
        """Take away what a run that was killed left unfinished."""
        sweep(self.path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder for this process; raises UsageError "busy" where another has it. The system frees it however it ends."""
        try:
            db = sqlite3.connect(self.path / _LOCK, timeout=0.2, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error
        try:
            db.execute("BEGIN EXCLUSIVE")
            yield
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error
        finally:
            db.close()

    def _unwritable(self, error: sqlite3.OperationalError) -> UsageError:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return UsageError("busy", f"{self.path} is being written by another process", "wait until that is done")
        return self.unwritable(str(error))

    def unwritable(self, why: str) -> UsageError:
        """The error for a folder that cannot be written, or not any more."""
        hint = "make room, and make the folder writable for you; the same command goes on"
        return UsageError("unreadable", f"{self.path} cannot be written: {why}", hint)


def hash_of_file(path: Path) -> str:
    """The hash of a file's bytes; raises OSError where it cannot be read."""
    return _hashed(path)[1]


def are_whole(folder: Path, told: dict[str, str]) -> bool:
    """Whether files of a folder, by their names, have the hashes that are told of them."""
    try:
        return all(hash_of_file(folder / name) == each for name, each in told.items())
    except OSError:
        return False


def _hashed(path: Path) -> tuple[int, str]:
    """The size of a file, and its hash."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
        return file.tell(), "b2:" + digest.hexdigest()


def joined(parts: list[Path], into: Path) -> None:
    """Write the lines of several pieces into one, as if they had been written at once."""
    with Sink(into) as sink:
        for part in parts:
            with gzip.open(part, "rb") as file:
                while block := file.read(1 << 20):
                    sink.write(block)


def read_shards(folder: Path, stem: str) -> Shards:
    """The list of a finished run's shards; raises UsageError where there is none, or the run is not finished."""
    try:
        return unsealed((folder / f"{stem}.json").read_bytes(), Shards)
    except FileNotFoundError as error:
        message = f"{folder} holds no finished reading"
        hint = (
            "finish it by giving the same command again"
            if folder.exists()
            else f"read a corpus into it: sayso follow read CORPUS --out {folder}"
        )
        raise UsageError("missing", message, hint) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError("changed-index", f"{folder}/{stem}.json is damaged: {error}", "make it anew") from error


def read_lines(folder: Path, shard: Finished) -> Iterator[bytes]:
    """The lines of a shard, one by one; raises UnreadableError "damaged" before the first where its file is not as it was written."""
    path = folder / shard.file
    hint = "delete it, and give the command that made it again"
    try:
        if hash_of_file(path) != shard.hash:
            raise UnreadableError("damaged", f"{path} is not as it was written", hint, shard.name)
        with gzip.open(path, "rb") as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError("damaged", f"{path} is not whole: {error}", hint, shard.name) from error
