"""One file of earlier checks: what it is, and its checks by its own reader.

What is in a foreign format (a page, a feed), and JSON of any length, is read in the process of its own that documents are read in, within its limits of time
and memory: a page may hang its parser, and JSON be a hundred times as large once it is read.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec

from sayso.model import EarlierCheck, Problem, SaysoError, UnreadableError
from sayso.model.span import Entry
from sayso.reading.corpora.desks import is_desk
from sayso.reading.corpora.feeds import is_feed
from sayso.reading.formats import beyond_memory
from sayso.reading.guard import work_apart
from sayso.reading.limits import MAX_BYTES, MAX_HERE, MIB

from .jsonld import parse_json, reviews_in
from .loose import Loose, entry_of
from .pages import reviews_of_feed, reviews_of_page
from .records import reviews_of_desk, reviews_of_ledger
from .table import reviews_of_table

Kind = Literal["json", "lines", "page", "table", "feed", "desk"]
Found = Loose | UnreadableError
ENDINGS: Final[dict[str, Kind]] = {
    ".json": "json", ".jsonld": "json", ".jsonl": "lines", ".ndjson": "lines", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".csv": "table", ".tsv": "table", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed", ".sayso": "desk",
}  # fmt: skip
_READ: Final = " ".join(ENDINGS)
#: What is read in a process of its own, whatever its size.
_FOREIGN: Final = frozenset(("page", "feed"))
#: Bytes of one file of JSON: what it says takes some times as much memory. Lines of it are read one by one, and are bounded like other files.
MOST_JSON: Final = 128 * MIB
_HEAD: Final = 4096
_LEDGER: Final = "sayso.ledger/"
_WORK: Final = "sayso.checked.one_file:read_apart"


class _Asked(Entry, frozen=True, kw_only=True):
    """What the other process is asked: the checks of a file, or those of a line."""

    uri: str
    path: str = ""
    line: bytes = b""


class Read(Entry, frozen=True, kw_only=True):
    """The checks of a file, and what of it was not read."""

    entries: tuple[EarlierCheck, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_file(path: Path, uri: str) -> tuple[list[EarlierCheck], list[Problem]]:
    """The checks of a file, and what of it was not read."""
    try:
        kind = _kind(path)
        size = path.stat().st_size
        apart = kind in _FOREIGN or (kind == "json" and size > MAX_HERE)
        found = _apart(_Asked(uri=uri, path=str(path.absolute())), size) if apart else _of_file(kind, path, uri)
    except SaysoError as error:
        return [], [_placed(error, uri)]
    except OSError as error:
        return [], [_unopened(error, uri)]
    read = _made(found, uri)
    return list(read.entries), list(read.problems)


def read_apart(payload: bytes) -> bytes:
    """The work of the other process: what is asked and what is given as MessagePack."""
    asked = msgspec.msgpack.decode(payload, type=_Asked)
    path = Path(asked.path)
    found = _of_line(asked.line, asked.uri) if asked.line else _of_file(_kind(path), path, asked.uri)
    return msgspec.msgpack.encode(_made(found, asked.uri))


def _apart(asked: _Asked, size: int) -> Iterator[EarlierCheck | Found]:
    """What the other process gives; where it comes to its end, word of that."""
    try:
        read = msgspec.msgpack.decode(work_apart(_WORK, msgspec.msgpack.encode(asked), size), type=Read)
    except UnreadableError as error:
        yield UnreadableError(error.problem.code, error.problem.message, error.problem.hint, asked.uri)
        return
    yield from read.entries
    for problem in read.problems:
        yield UnreadableError(problem.code, problem.message, problem.hint, problem.uri)


def _made(found: Iterator[EarlierCheck | Found], uri: str) -> Read:
    """What is found in a file as entries; where it ends in an error, those before, and the error."""
    entries: list[EarlierCheck] = []
    problems: list[Problem] = []
    try:
        for one in found:
            try:
                if isinstance(one, UnreadableError):
                    raise one
                entries.append(entry_of(one) if isinstance(one, Loose) else one)
            except UnreadableError as error:
                problems.append(_placed(error, uri))
    except SaysoError as error:
        problems.append(_placed(error, uri))
    except MemoryError:
        problems.append(_placed(beyond_memory(), uri))
    except OSError as error:
        problems.append(_unopened(error, uri))
    except Exception as error:  # noqa: BLE001  a fault of ours in one file must not lose the others
        message = f"a fault in Sayso: {type(error).__name__}: {error}"
        problems.append(Problem(code="internal", message=message, hint="please report it, with the file", uri=uri))
    if not entries and not problems:
        hint = "a check is an object of the type ClaimReview, a row of a table, or a verdict with a name in a ledger"
        problems.append(Problem(code="check-unread", message="there is no earlier check in it", hint=hint, uri=uri))
    return Read(entries=tuple(entries), problems=tuple(problems))


def _placed(error: SaysoError, uri: str) -> Problem:
    problem = error.problem
    return Problem(code=problem.code, message=problem.message, hint=problem.hint, uri=problem.uri or uri)


def _unopened(error: OSError, uri: str) -> Problem:
    message = f"it could not be opened: {error.strerror}"
    return Problem(code="unreadable", message=message, hint="check its permissions", uri=uri)


def _of_file(kind: Kind, path: Path, uri: str) -> Iterator[EarlierCheck | Found]:
    if kind == "lines":
        return _of_lines(path, uri)
    if kind == "feed":
        return reviews_of_feed(path, uri)
    if kind == "desk":
        return reviews_of_desk(path, uri)
    data = _bytes(path, uri, MOST_JSON if kind == "json" else MAX_BYTES)
    if kind == "json":
        return _of_json(data, uri)
    return reviews_of_page(data, uri) if kind == "page" else reviews_of_table(data, uri)


def _kind(path: Path) -> Kind:
    """What a file is, by how it begins where that tells, else by its ending; raises UnreadableError "unknown-format", "unreadable"."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableError("unreadable", "it is no regular file", "save its contents as a file, and give that")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    known = ENDINGS.get(path.suffix.lower())
    if is_desk(head):
        return "desk"
    if is_feed(head) and known != "page":
        return "feed"
    if known is not None:
        return known
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begin in {b"{", b"["}:
        return "json"
    if begin == b"<":
        return "page"
    raise UnreadableError("unknown-format", "it is no form of earlier checks that is read", f"give one of {_READ}")


def _bytes(path: Path, uri: str, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UnreadableError(
            "too-large", f"it is larger than {most // MIB} MiB", "split it, or give it as JSON Lines", uri
        )
    return data


def _of_json(data: bytes, uri: str) -> Iterator[Found]:
    value = parse_json(data, uri)
    if isinstance(value, dict) and str(value.get("schema", "")).startswith(_LEDGER):
        return reviews_of_ledger(data, uri)
    return reviews_in(value, uri)


def _of_lines(path: Path, uri: str) -> Iterator[EarlierCheck | Found]:
    """A check a line; a line that is longer than a file may be is told, and not kept."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            place = f"{uri}:{number}"
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = file.readline(MIB)
                yield UnreadableError("too-large", f"the line is longer than {MAX_BYTES // MIB} MiB", "split it", place)
            elif len(line) > MAX_HERE:
                yield from _apart(_Asked(uri=place, line=line), len(line))
            elif line.strip():
                yield from _of_line(line, place)


def _of_line(line: bytes, place: str) -> Iterator[Found]:
    try:
        found: list[Found] = list(reviews_in(parse_json(line, place), place))
    except UnreadableError as error:
        found = [error]
    hint = "write one ClaimReview a line"
    yield from found or [UnreadableError("check-unread", "the line holds no ClaimReview", hint, place)]
