"""A collection of earlier checks, made once and kept in a folder, or in memory: the checks, their keys, their vectors.

A kept one is held against its hashes when it is opened; then arrays are mapped into memory, and a check is read where it is held against a claim. What
the folder holds is written anew under names of its own; the file that tells of the others (`checked.json`) is put in place of the earlier one when all are
there, with their sizes and hashes, sealed: until then the earlier collection stays whole.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.across.claim_keys import word_keys
from sayso.engine.files import are_whole, hash_of_file, put_lasting, sweep
from sayso.engine.shuffle import put, rows_of
from sayso.model import EarlierCheck, Problem, UnreadableError, UsageError
from sayso.model.seal import sealed_text, unsealed
from sayso.model.span import Entry
from sayso.pipeline import ANALYSIS_VERSION

from .files import ReadChecks, read_checks
from .keys import Keys, sorted_keys
from .rows import Held, hold, row_of

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning

#: Changes when a kept collection is laid out otherwise.
LAYOUT: Final = "sayso.checked/2"
_LIST: Final = "checked.json"
_CHECKS: Final = "checks"
_FILES: Final[dict[str, np.dtype[Any]]] = {"places": np.dtype("<u8"), "keys": np.dtype("<u8"), "owners": np.dtype("<u4"), "weights": np.dtype("u1"), "vectors": np.dtype("i1")}  # fmt: skip
#: Files of a collection, and what a process that was killed left of one.
_OURS: Final = re.compile(
    rf"(?:\.part-)?(?:{_LIST}|(?:{_CHECKS}|{'|'.join(_FILES)})-[0-9a-f]{{12}}\.(?:jsonl|bin))(?:-[0-9a-f]{{16}})?"
)
#: Files of the first layout.
_FIRST: Final = ("checks.jsonl", *(f"{name}.bin" for name in _FILES))
_AT_ONCE: Final = 2_000
_HINT: Final = "make it anew: sayso checked FILES --out FOLDER"
#: Told what is being done, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


def _nobody(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class _Listed(Entry, frozen=True, kw_only=True):
    """What a kept collection tells of itself."""

    schema: str = LAYOUT
    version: str
    encoder: str
    checks: int
    files: int
    width: int
    sizes: dict[str, int]
    names: dict[str, str]
    hashes: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """Earlier checks in their order, with their keys and vectors (none without an encoder), of how many files, and what was not read."""

    held: Sequence[Held]
    keys: Keys
    vectors: NDArray[np.int8]
    files: int
    problems: tuple[Problem, ...]
    encoder: str = ""

    def __len__(self) -> int:
        return len(self.held)

    @classmethod
    def of(cls, read: ReadChecks, encoder: Meaning | None = None, progress: Progress = _nobody) -> Self:
        """The collection of checks that were read; with an `encoder` in their meaning, too. Cost: some milliseconds a check, four times as many with one."""
        held: list[Held] = []
        parts, firsts, vectors = [], [], []
        waiting = iter(read.entries)
        while some := list(islice(waiting, _AT_ONCE)):
            progress("earlier checks", len(held), len(read.entries))
            rows = [hold(one) for one in some]
            parts.append(word_keys([row_of(one, None) for one in rows]))
            firsts.append(len(held))
            vectors.append(_vectors(some, encoder))
            held += rows
        width = 0 if encoder is None else encoder.width
        made = np.concatenate(vectors) if vectors and encoder else np.zeros((0, width), np.int8)
        name = "" if encoder is None else encoder.name
        return cls(tuple(held), sorted_keys(parts, firsts), made, read.files, read.problems, name)

    def keep(self, folder: Path) -> None:
        """Write the collection into a folder, which is made; raises UsageError where it holds something else."""
        if folder.exists() and not (folder.is_dir() and (is_kept(folder) or not any(folder.iterdir()))):
            raise UsageError("usage", f"{folder} holds something else", "name another folder, or a new one")
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        sizes, names = {}, {}
        for name, pieces in self._files():
            names[name] = _named(name, pieces)
            sizes[name] = put(folder / names[name], *pieces)
        told = _Listed(
            version=ANALYSIS_VERSION, encoder=self.encoder, checks=len(self.held), files=self.files,
            width=self.vectors.shape[1], sizes=sizes, problems=self.problems, names=names,
            hashes={name: hash_of_file(folder / name) for name in names.values()},
        )  # fmt: skip
        put_lasting(folder / _LIST, sealed_text(told))
        for path in folder.iterdir():  # what an earlier collection left
            if (_is_ours(path.name) or path.name in _FIRST) and path.name not in {_LIST, *names.values()}:
                with suppress(OSError):  # another process may have it open, which some systems do not let go of
                    path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[str, list[bytes]]]:
        """What the files hold, by their names."""
        lines = [msgspec.json.encode(one) + b"\n" for one in self.held]
        places = np.cumsum([0, *(len(line) for line in lines)])
        columns: dict[str, NDArray[Any]] = {"places": places, "keys": self.keys.keys, "owners": self.keys.owners, "weights": self.keys.weights, "vectors": self.vectors}  # fmt: skip
        yield _CHECKS, lines
        for name, kind in _FILES.items():
            yield name, [np.ascontiguousarray(columns[name], kind).tobytes()]

    @classmethod
    def open(cls, folder: Path) -> Self:
        """A collection that was kept; raises UsageError "changed-index" where another version kept it, UnreadableError where it is not whole."""
        told = _list_of(folder)
        if set(told.names) != {_CHECKS, *_FILES} or not are_whole(folder, told.hashes):
            raise UnreadableError("damaged", f"{folder} is not as it was written", _HINT)
        column: dict[str, NDArray[Any]] = {name: _column(folder, name, told) for name in _FILES}
        if len(column["places"]) != told.checks + 1 or len(column["keys"]) != len(column["owners"]):
            raise UnreadableError("damaged", f"{folder} is not whole", _HINT)
        held = _Kept(folder / told.names[_CHECKS], column["places"], told.sizes[_CHECKS])
        keys = Keys(column["keys"], column["owners"], column["weights"])
        vectors = column["vectors"].reshape(-1, told.width) if told.width else np.zeros((0, 0), np.int8)
        return cls(held, keys, vectors, told.files, tuple(_summed(told, folder)), told.encoder)


def is_kept(folder: Path) -> bool:
    """Whether a folder holds a kept collection, or the leavings of one."""
    return folder.is_dir() and any(_is_ours(path.name) for path in folder.iterdir())


def _named(name: str, pieces: Sequence[bytes]) -> str:
    """What a file is called: by what it holds, so that it never takes the place of one that is in use."""
    hasher = blake2b(digest_size=6)
    for piece in pieces:
        hasher.update(piece)
    return f"{name}-{hasher.hexdigest()}{'.jsonl' if name == _CHECKS else '.bin'}"


def _is_ours(name: str) -> bool:
    return _OURS.fullmatch(name) is not None


def open_checks(paths: Sequence[Path], encoder: Meaning | None = None, progress: Progress = _nobody) -> Collection:
    """The collection that is meant: the kept one, or one made in memory of files and folders.

    Raises UsageError for a path that is not there, for a kept one beside others, and as `Collection.open` does.
    """
    kept = [path for path in paths if is_kept(path)]
    if not kept:
        return Collection.of(read_checks(paths), encoder, progress)
    if len(paths) > 1:
        raise UsageError("usage", f"{kept[0]} is a kept collection, and is used alone", _HINT)
    return Collection.open(kept[0])


def _vectors(some: Sequence[EarlierCheck], encoder: Meaning | None) -> NDArray[np.int8]:
    if encoder is None:
        return np.zeros((len(some), 0), np.int8)
    return np.concatenate([encoder.vectors([one.text], one.language) for one in some])


def _summed(told: _Listed, folder: Path) -> Iterator[Problem]:
    """That some of a kept collection was not read: what it was is told when it is kept, and stands in its list."""
    unread = [one for one in told.problems if one.code != "skipped"]
    if unread:
        message = f"the kept collection lacks what was not read when it was made, told as {len(unread)} problems"
        yield Problem(code="check-unread", message=message, hint=f"they stand in {_LIST} there", uri=str(folder))


def _list_of(folder: Path) -> _Listed:
    try:
        raw = (folder / _LIST).read_bytes()
        if _layout(raw) != LAYOUT:
            raise UsageError("changed-index", f"{folder} was made by another version", _HINT)
        told = unsealed(raw, _Listed)
    except (OSError, msgspec.MsgspecError) as error:
        raise UnreadableError("damaged", f"{folder} is no whole collection of earlier checks", _HINT) from error
    if told.version != ANALYSIS_VERSION:
        raise UsageError("changed-index", f"{folder} was made by another version", _HINT)
    return told


class _Layout(Entry, frozen=True):
    schema: str


def _layout(raw: bytes) -> str:
    """The layout that a list says it is of; raises msgspec.MsgspecError for what is no list."""
    try:
        return msgspec.json.decode(raw, type=_Layout).schema
    except UnicodeDecodeError as error:
        raise msgspec.ValidationError(str(error)) from error


def _column(folder: Path, name: str, told: _Listed) -> NDArray[Any]:
    path = folder / told.names[name]
    found = rows_of(path, _FILES[name])
    if found.nbytes != told.sizes.get(name):
        raise UnreadableError("damaged", f"{path} is not whole", _HINT)
    return found


class _Kept(Sequence[Held]):
    """Checks in a file, each read when it is asked for."""

    def __init__(self, path: Path, places: NDArray[np.uint64], size: int) -> None:
        self._places, self._path = places, path
        with path.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        if len(self._lines) != size or int(places[-1]) != size:
            raise UnreadableError("damaged", f"{path} is not whole", _HINT)

    def __len__(self) -> int:
        return len(self._places) - 1

    @overload
    def __getitem__(self, at: int) -> Held: ...
    @overload
    def __getitem__(self, at: slice) -> list[Held]: ...
    def __getitem__(self, at: int | slice) -> Held | list[Held]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        begin, end = (int(self._places[at % len(self) + step]) for step in (0, 1))
        try:
            return msgspec.json.decode(self._lines[begin:end], type=Held)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UnreadableError("damaged", f"{self._path} is damaged", _HINT) from error

    def __iter__(self) -> Iterator[Held]:
        return (self[at] for at in range(len(self)))
