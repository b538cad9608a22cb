"""Parts a corpus into shards: always the same for the same files, and those of unchanged files the same after others changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import msgspec

from sayso.model import Problem, SaysoError, UnreadableError, UsageError
from sayso.model.span import Entry
from sayso.reading.folders import left_out, skipped, walk
from sayso.reading.kinds import extensions
from sayso.reading.limits import MIB
from sayso.reading.near import mend_of
from sayso.reading.sources import shown

from .feeds import is_feed
from .lines import find_places

Form = Literal["file", "lines", "table", "webarchive", "feed", "desk"]

#: Documents of a shard, and bytes of the files in one.
EACH: Final = 200
_BYTES: Final = 16 * MIB
#: Parts of a file that is packed as a whole: each is unpacked from its beginning.
_PACKED_PARTS: Final = 64
_ENDINGS: Final[dict[str, Form]] = {
    ".jsonl": "lines", ".ndjson": "lines", ".jsonl.gz": "lines", ".ndjson.gz": "lines", ".parquet": "table",
    ".warc": "webarchive", ".warc.gz": "webarchive", ".wet": "webarchive", ".wet.gz": "webarchive",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
}  # fmt: skip
_HEAD: Final = 4096
_SQLITE: Final = b"SQLite format 3\0"
#: Files left out that are told one by one; of more, how many there are.
_MOST_TOLD: Final = 200


class Part(Entry, frozen=True, kw_only=True):
    """A stretch of a file, or of a desk: from `first` up to `last`, counted in lines, groups of rows, or bytes of an archive.

    `at` is the place of the first line, where it can be sought. `mark` is the size and time of the file, so that a
    changed one is another part.
    """

    form: Form
    path: str
    uri: str
    mark: str
    first: int = 0
    last: int | None = None
    at: int | None = None
    keys: tuple[str, ...] = ()


class CorpusShard(Entry, frozen=True, kw_only=True):
    """Parts that are read together."""

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """Where it begins, as a person would look for it."""
        head = self.parts[0]
        stretch = f":{head.first}" if head.first else ""
        return head.uri + stretch + (f" and {len(self.parts) - 1} more" if len(self.parts) > 1 else "")


class Plan(Entry, frozen=True, kw_only=True):
    """A corpus in shards, about how many documents each has, and what is left out."""

    shards: tuple[CorpusShard, ...]
    weights: tuple[int, ...]
    problems: tuple[Problem, ...]


def find_shards(corpus: Sequence[str]) -> Plan:
    """Part a corpus: files, folders with all in them, desks by their files or addresses.

    JSON Lines, Parquet, web archives, feeds and desks are known by their endings or how they begin; everything else is a
    document. Raises UsageError for a path that is not there, and where nothing is to be read.
    """
    problems: list[Problem] = []
    shards, weights = [], []
    for parts, weight in _gathered(_once(_parts(corpus, problems))):
        shards.append(CorpusShard(parts=parts))
        weights.append(weight)
    if not shards:
        raise _nothing(problems)
    return Plan(shards=tuple(shards), weights=tuple(weights), problems=_told(problems))


def _nothing(problems: Sequence[Problem]) -> UsageError:
    """What is raised where nothing is to be read; why a file could not be is told first."""
    message = "there is nothing to read in the corpus"
    unread = next((problem for problem in problems if problem.code != "skipped"), None)
    if unread is None:
        return UsageError("no-sources", message, f"files are read by their ending: {_READ}", "the corpus")
    return UsageError("no-sources", f"{message}: {unread.message}", unread.hint, unread.uri)


def place_of(one: str) -> str:
    """Where a part of a corpus is, as it may be written down: an absolute path, or the address of a desk without its password."""
    return _shown_desk(one) if "://" in one and not Path(one).exists() else _absolute(Path(one))


_READ: Final = " ".join((*_ENDINGS, *extensions()))


def _parts(corpus: Sequence[str], problems: list[Problem]) -> Iterator[tuple[Part, int]]:
    for one in corpus:
        path = Path(one)
        if "://" in one and not path.exists():
            yield from _of_desk(one)
        elif path.is_dir():
            yield from _of_folder(path, problems)
        elif path.exists():
            yield from _of_file(path, shown(path), problems)
        else:
            raise UsageError("missing", f"there is no file or folder {one}", mend_of(one), one)


def _of_folder(root: Path, problems: list[Problem]) -> Iterator[tuple[Part, int]]:
    paths = list(walk(root, problems))
    taken = {path.resolve() for path in paths if not path.is_symlink() and _is_read(path)}
    for path in paths:
        uri = shown(Path(root.resolve().name, path.relative_to(root)))
        told = left_out(root, path)
        if told is None and path.is_symlink():
            if path.resolve() in taken:  # read twice, it would be a second document that says the same
                told = "it is a link to another file of the folder", "the file itself is read"
            taken.add(path.resolve())
        if told is None and not _is_read(path):
            told = "files of this kind are not read from folders", f"read by their ending: {_READ}"
        if told is not None:
            problems.append(skipped(*told, uri))
        else:
            yield from _of_file(path, uri, problems)


def _is_read(path: Path) -> bool:
    return _form(path) is not None or path.suffix.lower() in extensions()


def _form(path: Path) -> Form | None:
    name = path.name.lower()
    found = next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), None)
    if found is None or (found == "feed" and not name.endswith((".rss", ".atom"))):
        return _by_head(path)
    return found


def _by_head(path: Path) -> Form | None:
    """A feed or a desk by how it begins: files with endings that are of no help."""
    if path.suffix.lower() not in {".xml", ".rdf", ".sayso", ".db", ".sqlite"}:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if is_feed(head):
        return "feed"
    if head.startswith(_SQLITE):
        from .desks import is_desk

        return "desk" if is_desk(head) else None
    return None


def _of_file(path: Path, uri: str, problems: list[Problem]) -> Iterator[tuple[Part, int]]:
    """The parts of a file with their weights; one that cannot even be parted is left out."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError("unreadable", "it is no regular file", "save its contents as a file, and give that")
        form = _form(path)
        if form == "desk":
            yield from _of_desk(str(path))
            return
        if not about.st_size and path.name.lower().endswith((".gz", ".warc", ".wet")):
            raise UnreadableError("empty", "there is nothing in it", "fetch the file again")
        whole = Part(form=form or "file", path=_absolute(path), uri=uri, mark=f"{about.st_size}:{about.st_mtime_ns}")
        parts = 0
        for part in _parted(whole, path, about.st_size):
            parts += 1
            yield part
        if not parts:
            raise no_document()
    except OSError as error:
        message = f"it could not be opened: {error.strerror}"
        problems.append(Problem(code="unreadable", message=message, hint="check its permissions", uri=uri))
    except SaysoError as error:
        if error.exit_code == UsageError.exit_code:
            raise
        problems.append(msgspec.structs.replace(error.problem, uri=uri))


def no_document() -> UnreadableError:
    """What is told of a feed, table, archive or file of lines that is sound and holds no document."""
    return UnreadableError("empty", "it holds no document", "check that it is the right file, and was saved to its end")


def _parted(whole: Part, path: Path, size: int) -> Iterator[tuple[Part, int]]:
    replace = msgspec.structs.replace
    if whole.form == "lines":
        places = list(find_places(path, EACH))
        if len(places) > 2 and places[0].at is None:  # noqa: PLR2004
            step = -(-(len(places) - 1) // _PACKED_PARTS)
            places = [*places[:-1:step], places[-1]]
        for one, after in pairwise(places):
            last = None if after is places[-1] else after.line
            yield replace(whole, first=one.line, at=one.at, last=last), after.line - one.line
    elif whole.form == "table":
        from .parting import groups_of

        for group, rows in enumerate(groups_of(path)):
            if rows:
                yield replace(whole, first=group, last=group + 1), rows
    elif whole.form == "webarchive":
        from .parting import offsets_of

        offsets = offsets_of(path, EACH)
        for begin, end in pairwise((*offsets, None)):
            yield replace(whole, first=begin or 0, last=end), EACH
    else:
        yield whole, max(1, size // (256 * 1024)) if whole.form == "file" else EACH // 10


def _shown_desk(where: str) -> str:
    from sayso.store.desk.address import is_address, read_address

    return read_address(where).name if is_address(where) else where


def _of_desk(where: str) -> Iterator[tuple[Part, int]]:
    from .desks import keys_of

    known = keys_of(where)
    path = where if "://" in where else _absolute(Path(where))
    for at in range(0, len(known), EACH):
        some = known[at : at + EACH]
        mark = blake2b("\n".join(f"{key} {ledger}" for key, ledger in some).encode(), digest_size=16).hexdigest()
        yield (
            Part(form="desk", path=path, uri=_shown_desk(where), mark=mark, keys=tuple(key for key, _ in some)),
            len(some),
        )


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  a link stays a link


def _once(parts: Iterable[tuple[Part, int]]) -> Iterator[tuple[Part, int]]:
    """Each part once, though its folder be named twice."""
    seen = set()
    for part, weight in parts:
        key = (part.path, part.first, part.keys)
        if key not in seen:
            seen.add(key)
            yield part, weight


def _gathered(parts: Iterable[tuple[Part, int]]) -> Iterator[tuple[tuple[Part, ...], int]]:
    """Small files of one folder together, so that a new folder moves no shard of another; what is a file's part stays alone."""
    held: list[Part] = []
    weight = size = 0
    for part, heavy in parts:
        alone = part.form not in {"file", "feed"}
        bytes_ = 0 if alone else int(part.mark.partition(":")[0])
        full = weight + heavy > EACH or size + bytes_ > _BYTES
        if held and (alone or full or os.path.dirname(held[-1].path) != os.path.dirname(part.path)):  # noqa: PTH120
            yield tuple(held), weight
            held, weight, size = [], 0, 0
        if alone:
            yield (part,), heavy
        else:
            held.append(part)
            weight, size = weight + heavy, size + bytes_
    if held:
        yield tuple(held), weight


def _told(problems: list[Problem]) -> tuple[Problem, ...]:
    """All that could not be read, and the first of what was passed over."""
    passed = [problem for problem in problems if problem.code == "skipped"]
    if len(passed) <= _MOST_TOLD:
        return tuple(problems)
    more = skipped(f"{len(passed) - _MOST_TOLD} more files were left out", "as those before", "")
    unread = (problem for problem in problems if problem.code != "skipped")
    return (*unread, *passed[:_MOST_TOLD], more)
