"""The files of folders, in an order that is always the same."""

from __future__ import annotations

import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model import Problem, UsageError

from .kinds import extensions
from .limits import MAX_FILES
from .near import mend_of
from .sources import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Found = tuple[Path, str]
#: Folders and files that no person keeps texts in, and that are passed over without a word.
_SYSTEM: Final = frozenset(("__pycache__", "node_modules", "__MACOSX", "Thumbs.db", "desktop.ini"))


def find_files(paths: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """The files to read, with the uri of each: below a folder its path from there behind the folder's name, else as given.

    Files given by name are taken whatever they are called; of a folder, those whose ending is known. Hidden files are
    passed over; what else is left out is told as a problem. A file that is found twice is listed once; where files
    of two folders share a uri, it is the whole path.

    Raises UsageError "missing" for a path that is not there, "no-sources" where nothing is found.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for path in paths:
        _check(path)
        found.extend(_below(path, problems) if path.is_dir() else [(path, shown(path))])
    files = _once(_apart(found))
    if not files:
        where = ", ".join(shown(path) for path in paths) or "nothing"
        raise UsageError(
            "no-sources", f"there is nothing to read in {where}", f"files are read by their ending: {_ENDINGS}"
        )
    return files, problems


_ENDINGS: Final = " ".join(extensions())


def _check(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        message = f"there is no file or folder {shown(path)}"
        raise UsageError("missing", message, mend_of(path), shown(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            "unreadable", f"it could not be opened: {reason}", "check its permissions", shown(path)
        ) from error


def _below(root: Path, problems: list[Problem]) -> list[Found]:
    found: list[Found] = []
    for path in walk(root, problems):
        uri = shown(Path(root.resolve().name, path.relative_to(root)))
        problem = left_out(root, path) or _unknown(path)
        if problem:
            problems.append(skipped(problem[0], problem[1], uri))
        elif len(found) == MAX_FILES:
            problems.append(skipped(f"the folder has more than {MAX_FILES:,} files", "give its parts one by one", uri))
            break
        else:
            found.append((path, uri))
    return found


def walk(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """All that is in a folder and is neither a folder nor hidden, sorted by the code points of the parts of its path."""
    stack = [root]
    while stack:
        path = stack.pop()
        if path is not root and (path.is_symlink() or not path.is_dir()):
            yield path
            continue
        try:
            names = sorted((child.name for child in path.iterdir()), reverse=True)
        except OSError as error:
            message = f"the folder could not be opened: {error.strerror}"
            problems.append(Problem(code="unreadable", message=message, hint="check its permissions", uri=shown(path)))
            continue
        stack.extend(path / name for name in names if not name.startswith((".", "~$")) and name not in _SYSTEM)


def left_out(root: Path, path: Path) -> tuple[str, str] | None:
    """Why what lies below a folder cannot be taken from there, and the mend; None for a file that can."""
    try:
        mode = path.stat().st_mode
        inside = not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        return f"it could not be opened: {getattr(error, 'strerror', None) or error}", "check where it leads"
    if not inside:
        return "it is a link that leads out of the folder", "give its target by name"
    if stat.S_ISDIR(mode):
        return "it is a link to a folder", "what lies in the folder itself is read"
    if not stat.S_ISREG(mode):
        return "it is no regular file", "save its contents as a file"
    return None


def _unknown(path: Path) -> tuple[str, str] | None:
    if path.suffix.lower() not in extensions():
        return "files of this kind are not read from folders", f"read by their ending: {_ENDINGS}"
    return None


def skipped(reason: str, hint: str, uri: str) -> Problem:
    """Word of a file that is left out."""
    return Problem(code="skipped", message=reason, hint=hint, uri=uri)


def _apart(found: list[Found]) -> list[Found]:
    """Give a file its whole path as its uri where files of two folders share one."""
    counts = Counter(uri for _, uri in found)
    return [(path, shown(path) if counts[uri] > 1 else uri) for path, uri in found]


def _once(found: list[Found]) -> list[Found]:
    kept: dict[Path, Found] = {}
    for path, uri in found:
        kept.setdefault(path.resolve(), (path, uri))
    return list(kept.values())
