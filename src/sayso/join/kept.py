"""The threads of a corpus as they were kept: which of them are asked for, one by one, and what names the documents beside them.

A file of threads is passed over once; what stays in memory is a row a thread (what it can be looked for by) and its place in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from sayso.across.fingerprints import plain
from sayso.engine.files import hash_of_file
from sayso.language import fold
from sayso.language.words import words
from sayso.model import Appearance, Thread, UnreadableError, UsageError
from sayso.model.seal import unsealed
from sayso.model.span import Entry

from .prints import Listed
from .reuse import read_listed
from .said import STEM, Wanted, check_wanted

THREADS: Final = "threads.jsonl"
ACCOUNT: Final = "threads.json"
_HINT: Final = "find them anew: sayso follow threads FOLDER"
_decoder: Final = msgspec.json.Decoder(Thread)


class Followed(Entry, frozen=True, kw_only=True):
    """What threads were found in: a hash of the join's account, the encoder (empty without), how many, the size of their file and its hash."""

    schema: str = "sayso.threads/1"
    version: str
    joined: str
    encoder: str
    claims: int
    threads: int
    appearances: int
    size: int
    hash: str = ""


def account(folder: Path) -> Followed | None:
    """The account of the threads in a folder, None where there is none yet; raises msgspec.MsgspecError where it is damaged."""
    try:
        return unsealed((folder / ACCOUNT).read_bytes(), Followed)
    except FileNotFoundError:
        return None


def read_threads(folder: Path, wanted: Wanted | None = None) -> Iterator[Thread]:
    """The threads that `sayso follow threads` kept in a folder, those of most appearances first; with `wanted` those that fit.

    A thread fits where one of its appearances has all that is asked: words, figure, day. Raises UsageError where there are none or `wanted` is
    nothing that can be looked for, UnreadableError where the file is damaged.
    """
    asked = _Asked(wanted) if wanted is not None and wanted != Wanted() else None
    for _, line in _lines(_whole(folder)):
        thread = _thread(line, folder)
        if asked is None or any(asked.fits(_row(one)) for one in thread.appearances):
            yield thread


def threads_file(folder: Path) -> Path:
    """The file of a folder's threads; raises UsageError where there is none."""
    path = folder / THREADS
    if not path.is_file():
        raise UsageError("missing", f"{folder} holds no threads", f"find them: sayso follow threads {folder}")
    return path


def _whole(folder: Path) -> Path:
    """The file of a folder's threads; raises UnreadableError where it is not the one that was written."""
    path = threads_file(folder)
    try:
        known = account(folder)
        if known is None or not known.hash or hash_of_file(path) == known.hash:  # earlier versions kept no hash
            return path
    except OSError as error:
        raise UnreadableError("unreadable", f"{path}: {error.strerror}", "check the file's permissions") from error
    except msgspec.MsgspecError as error:
        raise UnreadableError("damaged", f"{folder / ACCOUNT} is not whole: {error}", _HINT) from error
    raise UnreadableError("damaged", f"{path} is not as it was written", _HINT)


def named_beside(folder: Path, threads: Collection[Thread]) -> dict[str, Listed]:
    """What names the documents that threads rest on and that are none of theirs, by their ids, as far as the join still knows it."""
    wanted = {node for one in threads for node in _beside(one)}
    if not wanted:
        return {}
    try:
        return {one.id: one for one in read_listed(folder) if one.id in wanted}
    except (UsageError, UnreadableError):  # its files of work may be deleted; then they have no name
        return {}


def _beside(thread: Thread) -> set[str]:
    """The documents that a thread rests on without having them."""
    known = thread.origins
    if known is None:
        return set()
    nodes = {*known.roots, *(end for rest in known.rests for end in (rest.document, rest.on))}
    return {node for node in nodes if not node.startswith("s:")} - {one.document for one in thread.appearances}


class Heading(NamedTuple):
    """What a list says of a thread: its id, the first words and their language, how many appearances, outlets, languages, origins, figures, its days."""

    id: str
    words: str
    language: str
    appearances: int
    languages: int
    origins: int | None
    figures: int
    since: str
    until: str


class _Row(NamedTuple):
    """What an appearance can be looked for by: its words' stems between spaces, its day, the bounds of its figures."""

    stems: str
    day: str
    figures: tuple[tuple[float | None, float | None], ...]


class KeptThreads:
    """The threads of a folder, to be looked through again and again: safe to use from several threads of one process once it is made."""

    def __init__(self, folder: Path) -> None:
        """Pass over the file once; raises what `read_threads` raises."""
        self.folder = folder
        self.path = threads_file(folder)
        self.state = _state(self.path)
        self._headings: list[Heading] = []
        self._rows: list[tuple[_Row, ...]] = []
        self._places: dict[str, tuple[int, int]] = {}
        at = 0
        for size, line in _lines(_whole(folder)):
            thread = _thread(line, folder)
            self._places[thread.id] = at, size
            self._headings.append(_heading(thread))
            self._rows.append(tuple(_row(one) for one in thread.appearances))
            at += size

    @property
    def is_current(self) -> bool:
        """Whether the file is the one that was passed over."""
        return _state(self.path) == self.state

    def __len__(self) -> int:
        return len(self._headings)

    def find(self, wanted: Wanted) -> list[Heading]:
        """The threads that fit, those of most appearances first; raises UsageError where `wanted` is nothing that can be looked for."""
        asked = _Asked(wanted)
        return [heading for heading, rows in zip(self._headings, self._rows, strict=True) if any(map(asked.fits, rows))]

    def thread(self, ident: str) -> Thread | None:
        """A thread by its id, or None; raises UnreadableError where the file is another one by now."""
        place = self._places.get(ident)
        if place is None:
            return None
        with self.path.open("rb") as file:
            file.seek(place[0])
            return _thread(file.read(place[1]), self.folder)


class _Asked:
    """What is asked, made ready."""

    def __init__(self, wanted: Wanted) -> None:
        check_wanted(wanted)
        self._stems = [f" {stem} " for stem in _stems(wanted.claim).split()] if wanted.claim else []
        self._figure, self._since = wanted.figure, wanted.since or ""

    def fits(self, row: _Row) -> bool:
        """Whether an appearance has all of it."""
        if row.day < self._since or not all(stem in row.stems for stem in self._stems):
            return False
        return self._figure is None or any(_within(self._figure, *bounds) for bounds in row.figures)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return value in {low, high} or (low is not None and high is not None and low <= value <= high)


def _row(one: Appearance) -> _Row:
    figures = tuple((each.low, each.high) for each in one.figures if each.is_quantity)
    return _Row(f" {_stems(one.span.text)} ", _day(one), figures)


def _day(one: Appearance) -> str:
    """Its day, or what is known of it; empty where it has none, or something that is no date."""
    given = (one.published or "")[:10]
    return given if given[:4].isdigit() else ""


def _stems(text: str) -> str:
    """The beginnings of a text's words, without case and accents, each once, between spaces."""
    return " ".join(dict.fromkeys(plain(word)[:STEM] for word in words(fold(text).text)))


def _heading(thread: Thread) -> Heading:
    first = next((one for one in thread.appearances if one.id == thread.first), thread.appearances[0])
    days = sorted({_day(one) for one in thread.appearances} - {""}) or [""]
    return Heading(
        thread.id,
        first.span.text,
        first.language,
        len(thread.appearances),
        len({one.language for one in thread.appearances}),
        thread.origins.count if thread.origins else None,
        len(thread.histories),
        days[0],
        days[-1],
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their sizes."""
    try:
        with path.open("rb") as file:
            for line in file:
                yield len(line), line
    except OSError as error:
        raise UnreadableError("unreadable", f"{path}: {error.strerror}", "check the file's permissions") from error


def _thread(line: bytes, folder: Path) -> Thread:
    try:
        thread = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError("damaged", f"{folder / THREADS} has a line that is no thread", _HINT) from error
    if not thread.appearances:
        raise UnreadableError("damaged", f"{folder / THREADS} has a thread without appearances", _HINT)
    return thread


def _state(path: Path) -> tuple[int, int]:
    """What a file is known by: its time and size."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
