"""The frame of a web archive's records, looked at byte by byte where its reader has found damage."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from sayso.reading.limits import MAX_BYTES, MAX_RATIO, MIB

_PACKED: Final = b"\x1f\x8b\x08"
_RECORD: Final = b"WARC/1."
_HEAD: Final = re.compile(rb"WARC/1\.\d\r?\n[A-Za-z-]+:")
_BETWEEN: Final = b"\r\n\r\n"
_WRAPPED: Final = 31  # zlib's word for gzip
_BLOCK: Final = 1 << 20
_GLANCE: Final = 512
_LARGEST: Final = 2 * MAX_BYTES + MIB


class _Member(NamedTuple):
    """The bytes of a record with what follows them, whether they end as they should, and where the file goes on."""

    data: bytes
    whole: bool
    after: int


def next_record(path: Path, at: int) -> int | None:
    """Where the first record begins at or after a place, None where there is none. Cost: linear in what is passed over."""
    with path.open("rb") as file:
        file.seek(at)
        kept, base = b"", at
        while block := file.read(_BLOCK):
            kept += block
            for place in _candidates(kept):
                if _begins(file, base + place, kept[place : place + _GLANCE]):
                    return base + place
            base += max(0, len(kept) - len(_RECORD))
            kept = kept[-len(_RECORD) :]
    return None


def _candidates(data: bytes) -> list[int]:
    found = []
    for mark in (_PACKED, _RECORD):
        at = data.find(mark)
        while at >= 0:
            found.append(at)
            at = data.find(mark, at + 1)
    return sorted(found)


def _begins(file: BinaryIO, at: int, head: bytes) -> bool:
    """Whether a record begins at a place, of which the first bytes are at hand; the file stays where it is read."""
    if len(head) < _GLANCE:
        here = file.tell()
        file.seek(at)
        head = file.read(_GLANCE)
        file.seek(here)
    if not head.startswith(_PACKED):
        return bool(_HEAD.match(head))
    try:
        return bool(_HEAD.match(zlib.decompressobj(_WRAPPED).decompress(head, _GLANCE)))
    except zlib.error:
        return False


def is_whole(path: Path, at: int) -> bool:
    """Whether the record at a place is as long as it tells."""
    member = _member(path, at)
    head, parted, rest = member.data.partition(_BETWEEN)
    told = _length(head)
    if not parted or told is None:
        return False
    behind = rest[told:]
    return member.whole and len(rest) >= told and behind[: len(_BETWEEN)].strip() == b"" and len(behind) > 0


def cut_off(path: Path, last: int) -> bool:
    """Whether a file goes on after its last record (at a place) with what is no whole one."""
    size = path.stat().st_size
    member = _member(path, last if last < size else 0)
    if not member.whole:
        return True
    with path.open("rb") as file:
        file.seek(member.after)
        return bool(file.read(_GLANCE).strip())


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return None


def _member(path: Path, at: int) -> _Member:
    with path.open("rb") as file:
        file.seek(at)
        if file.read(len(_PACKED)) == _PACKED:
            return _unpacked(path, at)
        file.seek(at)
        data = file.read(_LARGEST)
    head, parted, rest = data.partition(_BETWEEN)
    told = _length(head)
    if not parted or told is None or len(rest) < told:
        return _Member(data, whole=not data.strip(), after=at + len(data))
    end = len(head) + len(_BETWEEN) + told
    return _Member(data[: end + len(_BETWEEN)], whole=True, after=at + end)


def _unpacked(path: Path, at: int) -> _Member:
    """A packed record, unpacked a block at a time; one that is far more than it holds is not unpacked to its end, and is not whole."""
    unpacker, parts, size = zlib.decompressobj(_WRAPPED), [], 0
    with path.open("rb") as file:
        file.seek(at)
        try:
            while not unpacker.eof and (block := unpacker.unconsumed_tail or file.read(_BLOCK)):
                part = unpacker.decompress(block, _BLOCK)
                size += len(part)
                parts += [part] if size <= _LARGEST else []
                if size > max(_LARGEST, MAX_RATIO * (file.tell() - at - len(unpacker.unconsumed_tail))):
                    break
        except zlib.error:
            return _Member(b"".join(parts), whole=False, after=file.tell())
        return _Member(b"".join(parts), whole=unpacker.eof, after=file.tell() - len(unpacker.unused_data))
