"""Whether the machine has what Sayso needs: an encoding, a place for temporary files, memory, disk, a clock."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .check import Seen, broken, warning, works

_MIB: Final = 1 << 20
#: What a check of an article with a few source documents takes at most (docs/measures.md), with room.
_MEMORY: Final = 1024 * _MIB
_DISK: Final = 256 * _MIB
_PROBE: Final = b"sayso" * 200_000
#: No version of Sayso is older than this, and none lasts so long.
_EARLIEST, _LATEST = datetime(2026, 11, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
_UTF8: Final = frozenset(("utf-8", "utf8", "cp65001"))


def encoding() -> Iterator[Seen]:
    """Whether terminal and file names are in UTF-8, which is what Sayso writes."""
    places = {
        "standard output": getattr(sys.stdout, "encoding", None),
        "file names": sys.getfilesystemencoding(),
        "this system's texts": locale.getencoding() if not sys.flags.utf8_mode else "utf-8",
    }
    other = [f"{what}: {name}" for what, name in places.items() if name and name.lower() not in _UTF8]
    if other:
        hint = "export LANG=C.UTF-8 (Windows: set PYTHONUTF8=1, and chcp 65001); unset LC_ALL and PYTHONIOENCODING"
        yield warning(f"Sayso writes UTF-8, but here are {', '.join(other)}: signs may be shown wrongly", hint)
    else:
        yield works("UTF-8")


def temporary(environment: Mapping[str, str]) -> Iterator[Seen]:
    """Whether temporary files can be made, where they are wanted, and whether there is room."""
    hint = "set TMPDIR to a folder that you may write to and that has room"
    try:
        folder = tempfile.gettempdir()
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(_PROBE)
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        yield broken(f"no temporary file can be written: {error.strerror or error}", hint)
        return
    wanted = environment.get("TMPDIR")
    if wanted and Path(wanted).resolve() != Path(folder).resolve():
        yield warning(f"TMPDIR names {wanted}, which cannot be used; {folder} is used instead", hint)
    elif free < _DISK:
        yield warning(f"{folder} has {free // _MIB:,} MiB left, {_DISK // _MIB:,} are wanted", hint)
    else:
        yield works(f"{folder} has {free // _MIB:,} MiB left")


def memory() -> Iterator[Seen]:
    """Whether there is memory for a check."""
    free = available()
    if free is None:
        return
    told = f"{free // _MIB:,} MiB are free"
    if free < _MEMORY:
        hint = "close other programs; --no-vectors takes less"
        yield warning(f"{told}, {_MEMORY // _MIB:,} are wanted for articles with many source documents", hint)
    else:
        yield works(told)


def available() -> int | None:
    """The bytes of memory that a process may still have here, by the system and by this process's own limit; None where it is not told."""
    told = [size for size in (_of_system(), _of_limit()) if size is not None]
    return min(told, default=None)


def _of_system() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _of_limit() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def disk(folder: Path) -> Iterator[Seen]:
    """Whether there is room where the person works, and where the desk lies."""
    from sayso.cli.settings import own_desk

    for what, place in {"this folder": folder, "the desk's folder": _existing(own_desk())}.items():
        free = shutil.disk_usage(place).free
        told = f"{what} ({place}) has {free // _MIB:,} MiB left"
        if free < _DISK:
            yield warning(f"{told}, {_DISK // _MIB:,} are wanted", "free space there, or work on another disk")
        else:
            yield works(told)
        if not os.access(place, os.W_OK):
            yield warning(f"{place} cannot be written to", "name files of another folder with -o, or change its rights")


def _existing(path: Path) -> Path:
    """The nearest folder above a path that is there."""
    return next(one for one in path.absolute().parents if one.is_dir())


def clock(now: datetime | None = None) -> Iterator[Seen]:
    """Whether the clock can be right: what people sign carries its time."""
    told = now or datetime.now(UTC)
    if _EARLIEST <= told < _LATEST:
        yield works(f"{told:%Y-%m-%d %H:%M} UTC")
    else:
        hint = "set the clock (timedatectl set-ntp true): what people judge and sign carries its time"
        yield warning(f"the clock says {told:%Y-%m-%d %H:%M} UTC, which cannot be", hint)
