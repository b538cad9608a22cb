"""Web archives (WARC, ISO 28500), packed record by record or not: the pages that were answered with 200.

FastWARC reads them. It passes over what is cut off or wrongly counted without a word, so lengths are held against what is there,
and after damage the next record is looked for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from sayso.model import UnreadableError, UsageError
from sayso.reading.limits import MAX_BYTES, MIB

from .appearance import Appearance, Member
from .records import cut_off, is_whole, next_record

_OK: Final = 200
_TYPES: Final = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/markdown"))
#: A record's bytes may be packed again within, and hold the headers of the answer.
_LARGEST: Final = MAX_BYTES + MIB
#: Broken places of one file that are told before the rest of it is given up.
_MOST_BREAKS: Final = 1_000


class _Found(NamedTuple):
    """A record: where it begins, and its document; None where it has none to be read, and then perhaps why."""

    at: int
    appearance: Appearance | None
    problem: UnreadableError | None = None
    breaks: bool = False


def find_offsets(path: Path, each: int) -> Iterator[int]:
    """Where to part a file so that no part has more than `each` documents; one that is packed as a whole is not parted."""
    yield 0
    documents, before = 0, 0
    for found in _all(path, 0, None):
        if found.appearance is None and found.problem is None:
            continue
        if documents and documents % each == 0 and found.at > before and not found.breaks:
            yield found.at
            before = found.at
        documents += 1
        if documents == 2 and found.at >= path.stat().st_size:  # noqa: PLR2004  records without places of their own
            return


def record_members(path: Path, uri: str, begin: int, end: int | None) -> Iterator[Member]:
    """The documents of the records that begin from `begin` up to `end`; what is broken is a member that raises."""
    for number, found in enumerate(_all(path, begin, end)):
        place = f"{uri}@{found.at}" if number == 0 or found.at < path.stat().st_size else f"{uri}@{begin}+{number}"
        if found.problem is not None:
            yield Member(place, partial(_raise, found.problem, place))
        elif found.appearance is not None:
            yield Member(place, partial(_same, found.appearance))


def _same(appearance: Appearance) -> Appearance:
    return appearance


def _raise(error: UnreadableError, place: str) -> Appearance:
    raise UnreadableError(error.problem.code, error.problem.message, error.problem.hint, place)


def _all(path: Path, begin: int, end: int | None) -> Iterator[_Found]:
    at: int | None = begin
    for _ in range(_MOST_BREAKS):
        if at is None or (end is not None and at >= end):
            return
        at = yield from _until_damage(path, at, end)
    if at is not None:
        yield _broken(at, f"the file has more than {_MOST_BREAKS} broken places; the rest of it was not read")


def _until_damage(path: Path, begin: int, end: int | None) -> Generator[_Found, None, int | None]:
    """The records from a place on, up to damage; returns where the next one begins, None where there is none.

    A record is held back until what follows it is seen to begin as it should.
    """
    held: _Found | None = None
    with path.open("rb") as file:
        file.seek(begin)
        try:
            for record in _iterator(file):
                if held is not None:
                    yield held
                    held = None
                if end is not None and record.stream_pos >= end:
                    return None
                held = _found(record)
                if held.breaks:
                    yield held
                    return next_record(path, held.at + 1)
        except (OSError, ValueError, RuntimeError, EOFError) as error:
            yield from _damaged(path, begin, held, error)
            return next_record(path, (begin if held is None else held.at) + 1)
    if held is not None:
        yield held
    if cut_off(path, begin if held is None else held.at):
        yield _broken(
            path.stat().st_size,
            "the file is cut off, or its last record unpacks to far more than it holds: it is not whole",
        )
    return None


def _damaged(path: Path, begin: int, held: _Found | None, error: Exception) -> Iterator[_Found]:
    """What is told where no record follows another: the one before may be counted wrongly, or what follows is none."""
    if held is not None and not is_whole(path, held.at):
        yield _broken(held.at, "the record's length is not the one that it tells (Content-Length)")
        return
    if held is not None:
        yield held
    at = begin if held is None else held.at
    yield _broken(at, f"what begins here, or follows, is no record: {error}"[:300])


def _broken(at: int, message: str) -> _Found:
    return _Found(at, None, UnreadableError("damaged", message, "fetch the file again"), breaks=True)


def _iterator(file: Any) -> Any:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        hint = "pip install 'sayso[follow]'"
        raise UsageError("usage", "web archives are read with FastWARC, which is not installed", hint) from error
    return ArchiveIterator(file, parse_http=False)


def _found(record: Any) -> _Found:
    at, told = record.stream_pos, record.headers.get("Content-Length")
    if told is None or not told.strip().isdecimal():
        return _broken(at, "the record's head is cut off, or tells no length")
    if int(told) > _LARGEST:
        message = f"the record is larger than {MAX_BYTES // MIB} MiB"
        return _Found(at, None, UnreadableError("too-large", message, "read it by itself"), breaks=True)
    record.freeze()
    if record.content_length < int(told):
        return _broken(at, f"the record tells of {told} bytes (Content-Length) and has {record.content_length}")
    return _read(record, at)


def _read(record: Any, at: int) -> _Found:
    from fastwarc.warc import WarcRecordType as Kind

    uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if record.record_type == Kind.response and record.is_http:
        record.parse_http(auto_decode="all")
        head = record.http_headers
        if head is None or head.status_code != _OK:
            return _Found(at, None)
        served, charset = (record.http_content_type or "").lower(), record.http_charset
    elif record.record_type in (Kind.resource, Kind.conversion):
        served, _, rest = (record.headers.get("Content-Type") or "").lower().partition(";")
        charset = rest.partition("charset=")[2].strip("\"' ") or ("utf-8" if served == "text/plain" else None)
    else:
        return _Found(at, None)
    if served.strip() not in _TYPES:
        return _Found(at, None)
    data = record.reader.read(MAX_BYTES + 1)
    name = uri.split("?")[0].split("#")[0].rsplit("/", 1)[-1]
    content_type = f"{served.strip()}; charset={charset}" if charset else served.strip()
    return _Found(at, Appearance(uri=uri or f"record {at}", data=data, name=name, content_type=content_type))
