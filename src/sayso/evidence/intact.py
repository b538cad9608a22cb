"""Whether the files of a words index are the bytes that tantivy wrote.

tantivy ends every file of a segment with a footer that holds the CRC-32 of what is before it, but offers no check of
it in Python, and damaged postings would give wrong passages without a word. Reading them all costs about a
millisecond for two megabytes.

Source: tantivy, src/directory/footer.rs: the body, a JSON object with `crc`, its length and a magic number (both
32-bit, little-endian).
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, Final

_MAGIC: Final = 1337
_TAIL: Final = struct.Struct("<II")
_BLOCK: Final = 1 << 20
_LIST: Final = "meta.json"
#: How often a folder that others write to is looked at before what is found is told.
_LOOKS: Final = 5


def damaged_files(folder: Path) -> list[str]:
    """The names of the files in a tantivy folder that are damaged, in order: segments by CRC, the list of them by form.

    Files that no segment of the last commit owns are passed over: an interrupted write leaves some, which tantivy removes.
    Where another process commits meanwhile, what was missing may only have been replaced: it is looked at again.
    """
    for _ in range(_LOOKS):
        try:
            listed = (folder / _LIST).read_bytes()
            owned = _owned(listed)
            files = sorted(path for path in folder.iterdir() if _is_owned(path.name, owned))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return [_LIST]
        damaged = [path.name for path in files if not _whole(path)]
        if not damaged or _content(folder / _LIST) == listed:
            break
    return damaged


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _owned(listed: bytes) -> dict[str, str]:
    """The segments of the last commit by their files' stem, with the name of the list of its deleted passages."""
    meta = json.loads(listed)
    stems = {segment["segment_id"].replace("-", ""): segment.get("deletes") for segment in meta["segments"]}
    return {stem: f"{stem}.{deletes['opstamp']}.del" if deletes else "" for stem, deletes in stems.items()}


def _is_owned(name: str, owned: dict[str, str]) -> bool:
    stem = name.split(".", maxsplit=1)[0]
    return stem in owned and (not name.endswith(".del") or name == owned[stem])


def _whole(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - _TAIL.size))
            length, magic = _TAIL.unpack(file.read(_TAIL.size))
            body = size - _TAIL.size - length
            if magic != _MAGIC or body < 0:
                return False
            file.seek(body)
            expected = json.loads(file.read(length))["crc"]
            file.seek(0)
            return bool(_crc(file, body) == expected)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False


def _crc(file: BinaryIO, size: int) -> int:
    crc = 0
    while size > 0 and (block := file.read(min(size, _BLOCK))):
        crc = zlib.crc32(block, crc)
        size -= len(block)
    return crc
