"""A collection of earlier checks from files and folders: each file read once, what cannot be read told with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.model import EarlierCheck, Problem, UsageError
from sayso.reading.folders import left_out, skipped, walk
from sayso.reading.near import mend_of
from sayso.reading.sources import shown

from .one_file import ENDINGS, read_file

#: Problems of one file that are told one by one; of more, how many there are.
_MOST_TOLD: Final = 100


@dataclass(frozen=True, slots=True)
class ReadChecks:
    """Earlier checks in the order of the files, each once; how many files were read; and what was not read, and why."""

    entries: tuple[EarlierCheck, ...]
    files: int
    problems: tuple[Problem, ...]


def read_checks(paths: Sequence[Path]) -> ReadChecks:
    """Read earlier checks from files and folders.

    What is not a check in a form that is read is a problem with its place, and the rest is read. A check that stands in several files is taken
    from the first. Raises UsageError for a path that is not there.
    """
    problems: list[Problem] = []
    entries: dict[str, EarlierCheck] = {}
    files = 0
    for path, uri in _files(paths, problems):
        files += 1
        found, wrong = read_file(path, uri)
        problems += _told(wrong, uri)
        for one in found:
            entries.setdefault(one.id, one)
    return ReadChecks(tuple(entries.values()), files, tuple(problems))


def _files(paths: Sequence[Path], problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    seen = set()
    for root in paths:
        if not root.exists():
            raise UsageError("missing", f"there is no file or folder {root}", mend_of(root), str(root))
        below = _below(root, problems) if root.is_dir() else iter([(root, shown(root))])
        for path, uri in below:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path, uri


def _below(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    for path in walk(root, problems):
        uri = shown(Path(root.resolve().name, path.relative_to(root)))
        told = left_out(root, path)
        if told is None and path.suffix.lower() not in ENDINGS:
            told = "no earlier checks are read from files of this kind", f"read by their ending: {' '.join(ENDINGS)}"
        if told is None:
            yield path, uri
        else:
            problems.append(skipped(*told, uri))


def _told(problems: Iterable[Problem], uri: str) -> Iterator[Problem]:
    """The first problems of a file, and how many more of each kind there are."""
    held = list(problems)
    yield from held[:_MOST_TOLD]
    for code, count in sorted(Counter(one.code for one in held[_MOST_TOLD:]).items()):
        yield Problem(code=code, message=f"{count} more of this kind in the file", hint="as those before", uri=uri)
