"""The documents of a shard, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sayso.model import SaysoError, UnreadableError
from sayso.reading.limits import MAX_BYTES, MIB

from .appearance import Appearance, Member
from .lines import Place, line_members
from .shards import CorpusShard, Part, no_document


def open_shard(shard: CorpusShard) -> Iterator[Member]:
    """The documents of a shard in order. A part that cannot be opened, or a file without any, is one member, which raises."""
    for part in shard.parts:
        try:
            yield from _members(part) if part.first or part.last is not None else _some(part)
        except SaysoError as error:
            yield Member(part.uri, partial(_raise, error, part.uri))
        except OSError as error:
            told = UnreadableError("unreadable", f"it could not be read: {error.strerror}", "check its permissions")
            yield Member(part.uri, partial(_raise, told, part.uri))


def _some(part: Part) -> Iterator[Member]:
    """The documents of a whole file: that there are none is told, for it may have been saved too early, or be another's."""
    some = False
    for member in _members(part):
        some = True
        yield member
    if not some:
        raise no_document()


def _members(part: Part) -> Iterator[Member]:
    # One import a branch: a folder is read without the libraries of the other forms.
    path = Path(part.path)
    if part.form == "file":
        return iter((Member(part.uri, partial(_file, path, part.uri)),))
    if part.form == "lines":
        return line_members(path, part.uri, Place(part.first, part.at), part.last)
    if part.form == "table":
        from .tables import row_members

        return row_members(path, part.uri, range(part.first, part.first + 1 if part.last is None else part.last))
    if part.form == "webarchive":
        from .webarchive import record_members

        return record_members(path, part.uri, part.first, part.last)
    if part.form == "feed":
        from .feeds import entry_members

        return entry_members(path, part.uri)
    from .desks import desk_members

    return desk_members(part.path, part.uri, part.keys)


def _file(path: Path, uri: str) -> Appearance:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"it could not be opened: {error.strerror}"
        raise UnreadableError("unreadable", message, "check its permissions", uri) from error
    if len(data) > MAX_BYTES:
        raise UnreadableError("too-large", f"it is larger than {MAX_BYTES // MIB} MiB", "split it", uri)
    return Appearance(uri=uri, data=data, name=path.name)


def _raise(error: SaysoError, uri: str) -> Appearance:
    problem = error.problem
    raise UnreadableError(problem.code, problem.message, problem.hint, problem.uri or uri)
