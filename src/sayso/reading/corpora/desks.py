"""A desk as a corpus: the documents that were read there, by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model import UnreadableError, UsageError
from sayso.store.desk.open import open_desk
from sayso.store.desk.sqlite import APPLICATION

from .appearance import Appearance, Member

if TYPE_CHECKING:
    from sayso.store.desk.desk import Desk

_BEGIN: Final = b"SQLite format 3\0"
_PLACE: Final = 68  # of the application's number in the head of a SQLite file


def is_desk(head: bytes) -> bool:
    """Whether bytes begin like a desk in a SQLite file."""
    return head.startswith(_BEGIN) and head[_PLACE : _PLACE + 4] == APPLICATION.to_bytes(4, "big")


def keys_of(where: str) -> list[tuple[str, str]]:
    """The key of each of a desk's documents, in order, with the name of its reading; raises UsageError, as `open_desk` does."""
    with open_desk(_path(where), make=False) as desk:
        return [(one.key, one.ledger) for one in desk.documents()]


def desk_members(where: str, uri: str, keys: tuple[str, ...]) -> Iterator[Member]:
    """The documents with some keys of the desk that is shown as `uri`; one that was forgotten since, or is damaged, is a member that raises."""
    with open_desk(_path(where), make=False) as desk:
        for key in keys:
            yield Member(f"{uri}#{key}", partial(_taken, desk, key, f"{uri}#{key}"))


def _taken(desk: Desk, key: str, place: str) -> Appearance:
    try:
        kept = desk.document(key)
        if kept is None:
            raise UnreadableError("missing", "the document was forgotten", "look for it with `sayso store list`", place)
        doc = desk.ledger(kept.ledger).document
    except UsageError as error:
        raise UnreadableError(error.problem.code, error.problem.message, error.problem.hint, place) from error
    return Appearance(uri=doc.uri, document=doc)


def _path(where: str) -> str | Path:
    return where if "://" in where else Path(where)
