"""The folder of an index: what is called how in it, and whether one is there or may be made."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sayso.model import UsageError

from .wordindex import OLD

STORE: Final = "sayso.sqlite"
WORDS: Final = "words"
VECTORS: Final = "vectors"
LOCK: Final = "writing.lock"

_BUILD: Final = "make one with `sayso index build`"
_FIRST: Final = "the index's own folder, a new one, comes first: sayso index build INDEX SOURCES ..."


def need_index(path: Path) -> None:
    """Raise UsageError where a path is no index's folder: "missing" where there is nothing, "not-an-index" where there is something else."""
    if not path.exists():
        raise UsageError("missing", f"there is no folder {path}", _BUILD)
    if not is_index(path):
        raise UsageError("not-an-index", f"{path} is no index of Sayso", "name an index's folder, or " + _BUILD)


def is_index(path: Path) -> bool:
    """Whether a path is the folder of an index; raises UsageError where it may not be looked into."""
    try:
        return (path / STORE).is_file()
    except OSError as error:
        hint = "make it readable for you"
        raise UsageError("unreadable", f"{path} cannot be read: {error.strerror}", hint) from error


def make_folder(path: Path) -> None:
    """Make the folder for its owner alone; raises UsageError where there is something in it, or it cannot be made."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        inside = sorted(entry.name for entry in path.iterdir())
    except FileExistsError as error:
        raise UsageError("usage", f"{path} is a file", _FIRST) from error
    except OSError as error:
        raise UsageError(
            "unreadable", f"{path} cannot be made: {error.strerror}", "name a folder you may write"
        ) from error
    if STORE in inside:
        raise UsageError("usage", f"{path} is an index already", "use `sayso index add`, or name a new folder")
    if set(inside) - {WORDS, WORDS + OLD, VECTORS, LOCK}:
        raise UsageError("usage", f"{path} holds other files", "name a new or empty folder")
