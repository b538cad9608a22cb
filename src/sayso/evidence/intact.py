"""Whether the files of a words index are the bytes that tantivy wrote.

tantivy ends every file of a segment with a footer that holds the CRC-32 of what is before it, but offers no check of
it in Python, and damaged postings would give wrong passages without a word. Reading them all costs about a
millisecond for two megabytes, which is a blink for a thousand documents and too long for a million passages. tantivy
never changes a file that it has written, so one that was whole needs no second look until the system says that it has
changed: `checked.json` notes which were, by their size and times. What rots on the disk without the system's knowledge is found by
reading all `anew`, as verifying does.

Source: tantivy, src/directory/footer.rs: the body, a JSON object with `crc`, its length and a magic number (both
32-bit, little-endian).
"""

from __future__ import annotations

import json
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_MAGIC: Final = 1337
_TAIL: Final = struct.Struct("<II")
_BLOCK: Final = 1 << 20
_LIST: Final = "meta.json"
_CHECKED: Final = "checked.json"
#: How often a folder that others write to is looked at before what is found is told.
_LOOKS: Final = 5


def damaged_files(folder: Path, *, anew: bool = False) -> list[str]:
    """The names of the files in a tantivy folder that are damaged, in order: segments by CRC, the list of them by form.

    Files that were whole and have not changed since are not read again, except `anew`.

    Files that no segment of the last commit owns are passed over: an interrupted write leaves some, which tantivy removes.
    Where another process commits meanwhile, what was missing may only have been replaced: it is looked at again.
    """
    for _ in range(_LOOKS):
        known = {} if anew else _checked(folder)
        try:
            listed = (folder / _LIST).read_bytes()
            owned = _owned(listed)
            files = sorted(path for path in folder.iterdir() if _is_owned(path.name, owned))
            stamps = {path.name: _stamp(path) for path in files}  # before they are read: a later change is a change
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return [_LIST]
        damaged = [path.name for path in files if stamps[path.name] != known.get(path.name) and not _whole(path)]
        if not damaged and stamps != known:
            _note(folder, stamps)
        if not damaged or _content(folder / _LIST) == listed:
            break
    return damaged


def _stamp(path: Path) -> list[int]:
    """What the system changes with a file: its number, its size and its times."""
    told = path.stat()
    return [told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns]


def _checked(folder: Path) -> dict[str, list[int]]:
    """The stamps of the files that were whole when they were last read; none where that was not noted, or not well."""
    try:
        known = json.loads((folder / _CHECKED).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _note(folder: Path, stamps: dict[str, list[int]]) -> None:
    """Note which files are whole; where that cannot be written, they are read again the next time."""
    with suppress(OSError):
        fresh = folder / f"{_CHECKED}.new"
        fresh.write_text(json.dumps(stamps))
        fresh.replace(folder / _CHECKED)


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
