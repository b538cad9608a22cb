"""What a person is told while a command works: problems and progress, on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sayso.model.problem import Problem, UsageError

if TYPE_CHECKING:
    from sayso.pipeline import Progress

_WIDTH = 60
#: Characters of foreign text that could drive a terminal (C0, C1, bidi controls) are shown as "?".
_UNSAFE = dict.fromkeys((*range(32), *range(127, 160), 8206, 8207, *range(8234, 8239), *range(8294, 8298)), "?")
_NOTES = frozenset(("encoding-guessed", "language-unserved", "page-whole", "pages-unread", "skipped"))


def safe(text: str) -> str:
    """Text of unknown origin on one line, harmless to a terminal."""
    return text.translate(_UNSAFE)


def tell(message: str) -> None:
    """One line for the person."""
    sys.stderr.write(safe(message) + "\n")


def show_problem(problem: Problem, word: str = "") -> None:
    """Show a problem, its place and its mend."""
    word = word or ("note" if problem.code in _NOTES else "warning")
    where = f"{problem.uri}: " if problem.uri and problem.uri not in problem.message else ""
    tell(f"{word}: {where}{problem.message} [{problem.code}]")
    if problem.hint:
        tell(f"hint: {problem.hint}")


def show_problems(problems: Iterable[Problem]) -> None:
    """Show several problems, each once."""
    for problem in dict.fromkeys(problems):
        show_problem(problem)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows progress on one line of a terminal, and nothing where there is no terminal."""
    shown = not quiet and sys.stderr.isatty()

    def report(what: str, done: int, total: int) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[K{done}/{total} {safe(what)[:_WIDTH]}")
            sys.stderr.flush()

    try:
        yield report
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is there whole or not at all; raises UsageError where it cannot be written."""
    with whole_file(path) as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that is there whole in the end, or not at all; raises UsageError where it cannot be written."""
    from sayso.engine.files import settle

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)  # what a person asked for is theirs to share; mkstemp's is theirs alone
            Path(name).replace(path)
            settle(path.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        hint = "name a file in a folder that exists and that you may write to"
        raise UsageError("unreadable", f"{path} cannot be written: {error.strerror}", hint) from error


def write_out(text: str) -> None:
    """Write data to standard output as UTF-8, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
