"""A collection of earlier checks from files: which file is what, each read by its own reader, what cannot be read told with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sayso.model import EarlierCheck, Problem, SaysoError, UnreadableError, UsageError
from sayso.reading.corpora.desks import is_desk
from sayso.reading.corpora.feeds import is_feed
from sayso.reading.folders import left_out, skipped, walk
from sayso.reading.limits import MAX_BYTES, MIB
from sayso.reading.near import mend_of
from sayso.reading.sources import shown

from .jsonld import parse_json, reviews_in
from .loose import Loose, entry_of
from .pages import reviews_of_feed, reviews_of_page
from .records import reviews_of_desk, reviews_of_ledger
from .table import reviews_of_table

Kind = Literal["json", "lines", "page", "table", "feed", "desk"]
Found = Loose | UnreadableError
_ENDINGS: Final[dict[str, Kind]] = {
    ".json": "json", ".jsonld": "json", ".jsonl": "lines", ".ndjson": "lines", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".csv": "table", ".tsv": "table", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed", ".sayso": "desk",
}  # fmt: skip
_READ: Final = " ".join(_ENDINGS)
#: Bytes of one file of JSON: what it says takes some times as much memory. Lines of it are read one by one, and are bounded like other files.
MOST_JSON: Final = 128 * MIB
_HEAD: Final = 4096
#: Problems of one file that are told one by one; of more, how many there are.
_MOST_TOLD: Final = 100
_LEDGER: Final = "sayso.ledger/"


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
        found, wrong = _read(path, uri)
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
        if told is None and path.suffix.lower() not in _ENDINGS:
            told = "no earlier checks are read from files of this kind", f"read by their ending: {_READ}"
        if told is None:
            yield path, uri
        else:
            problems.append(skipped(*told, uri))


def _read(path: Path, uri: str) -> tuple[list[EarlierCheck], list[Problem]]:
    """The checks of a file, and what of it was not read."""
    entries: list[EarlierCheck] = []
    problems: list[Problem] = []
    try:
        for one in _found(path, uri):
            try:
                if isinstance(one, UnreadableError):
                    raise one
                entries.append(entry_of(one))
            except UnreadableError as error:
                problems.append(_placed(error, uri))
    except SaysoError as error:
        problems.append(_placed(error, uri))
    except OSError as error:
        message = f"it could not be opened: {error.strerror}"
        problems.append(Problem(code="unreadable", message=message, hint="check its permissions", uri=uri))
    except Exception as error:  # noqa: BLE001  a fault of ours in one file must not lose the others
        message = f"a fault in Sayso: {type(error).__name__}: {error}"
        problems.append(Problem(code="internal", message=message, hint="please report it, with the file", uri=uri))
    if not entries and not problems:
        hint = "a check is an object of the type ClaimReview, a row of a table, or a verdict with a name in a ledger"
        problems.append(Problem(code="check-unread", message="there is no earlier check in it", hint=hint, uri=uri))
    return entries, problems


def _placed(error: SaysoError, uri: str) -> Problem:
    problem = error.problem
    return Problem(code=problem.code, message=problem.message, hint=problem.hint, uri=problem.uri or uri)


def _found(path: Path, uri: str) -> Iterator[Found]:
    kind = _kind(path)
    if kind == "lines":
        return _of_lines(path, uri)
    if kind == "feed":
        return reviews_of_feed(path, uri)
    if kind == "desk":
        return reviews_of_desk(path, uri)
    data = _bytes(path, uri, MOST_JSON if kind == "json" else MAX_BYTES)
    if kind == "json":
        return _of_json(data, uri)
    return reviews_of_page(data, uri) if kind == "page" else reviews_of_table(data, uri)


def _kind(path: Path) -> Kind:
    """What a file is, by how it begins where that tells, else by its ending; raises UnreadableError "unknown-format"."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    known = _ENDINGS.get(path.suffix.lower())
    if is_desk(head):
        return "desk"
    if is_feed(head) and known != "page":
        return "feed"
    if known is not None:
        return known
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begin in {b"{", b"["}:
        return "json"
    if begin == b"<":
        return "page"
    raise UnreadableError("unknown-format", "it is no form of earlier checks that is read", f"give one of {_READ}")


def _bytes(path: Path, uri: str, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UnreadableError(
            "too-large", f"it is larger than {most // MIB} MiB", "split it, or give it as JSON Lines", uri
        )
    return data


def _of_json(data: bytes, uri: str) -> Iterator[Found]:
    value = parse_json(data, uri)
    if isinstance(value, dict) and str(value.get("schema", "")).startswith(_LEDGER):
        return reviews_of_ledger(data, uri)
    return reviews_in(value, uri)


def _of_lines(path: Path, uri: str) -> Iterator[Found]:
    """A check a line; a line that is longer than a file may be is told, and not kept."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            place = f"{uri}:{number}"
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = file.readline(MIB)
                yield UnreadableError("too-large", f"the line is longer than {MAX_BYTES // MIB} MiB", "split it", place)
            elif line.strip():
                yield from _of_line(line, place)


def _of_line(line: bytes, place: str) -> Iterator[Found]:
    try:
        found: list[Found] = list(reviews_in(parse_json(line, place), place))
    except UnreadableError as error:
        found = [error]
    hint = "write one ClaimReview a line"
    yield from found or [UnreadableError("check-unread", "the line holds no ClaimReview", hint, place)]


def _told(problems: Iterable[Problem], uri: str) -> Iterator[Problem]:
    """The first problems of a file, and how many more of each kind there are."""
    held = list(problems)
    yield from held[:_MOST_TOLD]
    for code, count in sorted(Counter(one.code for one in held[_MOST_TOLD:]).items()):
        yield Problem(code=code, message=f"{count} more of this kind in the file", hint="as those before", uri=uri)
