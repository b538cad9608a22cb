"""Whether what was installed is what Sayso needs: Python, libraries, its own files, extras, Java."""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, PackagePath, distribution, requires, version
from typing import Final, NamedTuple

from .check import Seen, absent, broken, warning, works

_OLDEST: Final = (3, 11)
_AGAIN: Final = "pip install --upgrade --force-reinstall sayso"
_LINE: Final = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*(?:>=\s*([\w.]+))?[^;]*(?:;.*extra == ['\"](\w+)['\"])?")
#: What a library is imported by, where that is not its name with "_" for "-".
_IMPORTED: Final = {
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "python-docx": "docx",
    "python-multipart": "python_multipart",
}
#: What each extra is for.
_EXTRAS: Final = {
    "polars": "data frames of polars (ledger.to_polars)",
    "pandas": "data frames of pandas (ledger.to_pandas)",
    "team": "a desk in PostgreSQL",
    "follow": "corpora of web archives and Parquet (sayso follow)",
    "spark": "corpora read and joined by a cluster",
}
#: The Java that Spark 4 needs.
_JAVA: Final = 17
_JAVA_SAYS: Final = re.compile(r'version "(\d+)')
_PATIENCE: Final = 20


class _Needed(NamedTuple):
    name: str
    least: str
    extra: str


def python(running: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Seen]:
    """Python itself: new enough, and of 64 bits."""
    told = ".".join(str(part) for part in running)
    if running < _OLDEST:
        yield broken(
            f"Python {told} is too old: Sayso needs 3.11 or newer", "make a new environment: python3.11 -m venv .venv"
        )
    elif sys.maxsize < 2**32:
        yield broken(f"Python {told} is a 32-bit one, for which libraries are missing", "install a 64-bit Python")
    else:
        yield works(f"{platform.python_implementation()} {told} at {sys.executable}")


def libraries() -> Iterator[Seen]:
    """Every library that Sayso rests on: there, new enough, and loading."""
    faults = [fault for one in _needed() if not one.extra and (fault := _fault(one))]
    yield from faults
    if not faults:
        yield works(", ".join(f"{one.name} {version(one.name)}" for one in _needed() if not one.extra))


def extras() -> Iterator[Seen]:
    """What is installed on demand: each extra whole, absent, or half there."""
    for extra, what in _EXTRAS.items():
        wanted = [one for one in _needed() if one.extra == extra]
        if not wanted:
            continue
        if all(_there(one.name) is None for one in wanted):
            yield absent(f"{extra}: {what}", f"where you want it: pip install 'sayso[{extra}]'")
            continue
        faults = [fault for one in wanted if (fault := _fault(one, f"pip install --upgrade 'sayso[{extra}]'"))]
        yield from faults
        if not faults:
            yield works(f"{extra}: " + ", ".join(f"{one.name} {version(one.name)}" for one in wanted))


def java() -> Iterator[Seen]:
    """The Java that a cluster of Spark runs on, where that extra is installed."""
    if _there("pyspark") is None:
        return
    hint = f"install Java {_JAVA} or newer (apt-get install openjdk-{_JAVA}-jre-headless), or set JAVA_HOME to one"
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=os.path.join(home, "bin") if home else None)  # noqa: PTH118  a part of a search path
    if not found:
        yield broken(f"{'JAVA_HOME names no' if home else 'there is no'} Java, which the extra spark needs", hint)
        return
    said = _java_says(found)
    if said is None:
        yield broken(f"{found} does not run", hint)
    elif said < _JAVA:
        yield broken(f"Java {said} at {found} is too old for Spark, which needs {_JAVA}", hint)
    else:
        yield works(f"Java {said} at {found}")


def files() -> Iterator[Seen]:
    """Sayso's own files, but for the weights, by the hashes that its wheel came with."""
    listed = [one for one in distribution("sayso").files or () if one.hash and _is_own(one)]
    if not listed:
        yield works("run from its sources, which have no list to hold them against")
        return
    faults = [f"{one} is {fault}" for one in listed if (fault := _file_fault(one))]
    if faults:
        told = ", ".join(faults[:3]) + (f", and {len(faults) - 3} more" if len(faults) > 3 else "")  # noqa: PLR2004  three are enough to see
        yield broken(told, _AGAIN)
    else:
        yield works(f"{len(listed)} files, as they came")


def _is_own(path: PackagePath) -> bool:
    parts = path.parts
    return parts[0] == "sayso" and "models" not in parts and "__pycache__" not in parts


def _file_fault(path: PackagePath) -> str:
    if path.hash is None:
        return ""
    try:
        digest = hashlib.new(path.hash.mode, path.read_binary()).digest()
    except OSError:
        return "missing"
    same = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == path.hash.value
    return "" if same else "not as it came"


def _needed() -> list[_Needed]:
    """What the installed Sayso asks for, line by line."""
    found = (_LINE.match(line) for line in requires("sayso") or ())
    return [_Needed(one[1], one[2] or "", one[3] or "") for one in found if one]


def _there(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _fault(needed: _Needed, mend: str = _AGAIN) -> Seen | None:
    """What is wrong with a library, if anything."""
    there = _there(needed.name)
    if there is None:
        return broken(f"{needed.name} is missing", mend)
    if _numbers(there) < _numbers(needed.least):
        return broken(f"{needed.name} {there} is too old: {needed.least} or newer is needed", mend)
    imported = _IMPORTED.get(needed.name, needed.name.replace("-", "_"))
    try:
        import_module(imported)
    except Exception as error:  # noqa: BLE001  a library that does not load may raise anything
        return broken(f"{needed.name} {there} does not load: {' '.join(str(error).split())}", mend)
    if there != getattr(sys.modules[imported], "__version__", there) and _is_other(imported, there):
        told = f"{needed.name} is {there} by its list and {sys.modules[imported].__version__} by itself"
        return warning(told, "two versions lie over each other: " + mend)
    return None


def _is_other(imported: str, there: str) -> bool:
    """Whether a library says of itself, as text, to be of another release than the one that is listed."""
    said = getattr(sys.modules[imported], "__version__", there)
    return isinstance(said, str) and bool(_numbers(said)) and _numbers(said)[:2] != _numbers(there)[:2]


def _numbers(release: str) -> tuple[int, ...]:
    """A release as numbers, up to the first part that is none: 2.0.1rc1 is 2, 0."""
    parts = []
    for part in release.split("."):
        if not part.isdecimal():
            break
        parts.append(int(part))
    return tuple(parts)


def _java_says(path: str) -> int | None:
    try:
        done = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603  a Java that the person named
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = _JAVA_SAYS.search(done.stderr + done.stdout)
    return int(said[1]) if said else None
