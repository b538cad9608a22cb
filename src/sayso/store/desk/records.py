"""What the rows of a desk hold: documents, readings, events, and bodies named by their hashes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from sayso.model import Document, Event, Ledger, Problem, Reread, UsageError, decode_act

from .engine import Row, Transaction

Read = Callable[[str, tuple[str]], list[Row]]
Value = TypeVar("Value", bytes, int, str)

_PERSON: Final = b"sayso.event/1"
_RESTORE: Final = "restore a backup with `sayso store restore`, or read the document anew"
_SUM: Final = 8
_OF_CONTENT: Final = re.compile(r"file-[0-9a-f]{32}")
FIELDS: Final = "key, uri, added, ledger, head, summary, summary_head"


class Kept(msgspec.Struct, frozen=True):  # made by the thousand, for lists
    """A document of the desk: its key, the ledger that people work on, and the number of its last event.

    `summary` is what a caller had remembered for its list, made after event `summary_head`; None where there is none.
    """

    key: str
    uri: str
    added: str
    ledger: str
    head: int
    summary: bytes | None
    summary_head: int


class LedgerVersion(msgspec.Struct, frozen=True):
    """One reading of a document: the ledger's id, the version of Sayso that made it, and when it came."""

    id: str
    version: str
    added: str


class Forgotten(NamedTuple):
    """A forgetting: how many events were emptied, and the problem where words are still in the file for the moment."""

    events: int
    problem: Problem | None = None


def kept(row: Row) -> Kept:
    """A document from the row of its FIELDS; a summary whose hash does not hold counts as none, to be made anew."""
    key, uri, added, ledger, head, summary, summary_head = row
    what = f"the document {key}"
    for text in (key, uri, added, ledger):
        held(text, str, what)
    of, told = held(summary_head, int, what), summary[_SUM:] if isinstance(summary, bytes) else None
    if told is not None and summed(key, told, of) != summary:
        told = None
    return Kept(key, uri, added, ledger, held(head, int, what), told, of)


def held(value: Any, kind: type[Value], what: str) -> Value:
    """A value of a row; raises UsageError where it is of another type than was kept, as a single turned bit of a file can make it."""
    if type(value) is not kind:
        raise damaged(what)
    return value


def summed(key: str, summary: bytes, head: int) -> bytes:
    """A summary as it is kept: behind a hash of it, of its document and of the event after which it was made."""
    return blake2b(f"{head} {key} ".encode() + summary, digest_size=_SUM, person=b"sayso.summary/1").digest() + summary


def seal_of(kind: str, ident: str, said: str | None) -> bytes:
    """A seal over what no other hash covers: a source document's file, a file's media type; None is what is not there."""
    return blake2b(msgspec.json.encode((kind, ident, said)), digest_size=16, person=b"sayso.seal/1").digest()


def find(change: Transaction, key: str) -> Kept | None:
    """The document with a key, or None."""
    rows = change.rows(f"SELECT {FIELDS} FROM document WHERE key = ?", (key,))  # noqa: S608
    return kept(rows[0]) if rows else None


def event(row: Row) -> Event:
    """An event from its row; raises UsageError where its act cannot be read."""
    seq, key, who, when, seen, act = row
    what = f"event {seq}"
    for text in (key, who, when):
        held(text, str, what)
    try:
        known = decode_act(held(act, bytes, what))
    except msgspec.MsgspecError as error:
        raise damaged(what) from error
    return Event(seq=held(seq, int, what), document=key, who=who, when=when, seen=held(seen, int, what), act=known)


def with_batch(fields: tuple[object, ...], batch: str | None) -> tuple[object, ...]:
    """What an event's hash covers beside its act: a batch is among it only where there is one, as older events have none."""
    return fields if batch is None else (*fields, batch)


def reread_in(body: bytes) -> Reread | None:
    """The reading that an act tells of; None for another act. Most acts are no readings, and are not taken apart."""
    if b'"reread"' not in body[:32]:
        return None
    try:
        act = decode_act(body)
    except msgspec.MsgspecError as error:
        raise damaged("an act of reading") from error
    return act if isinstance(act, Reread) else None


def chained(before: bytes, fields: tuple[object, ...], act: bytes) -> bytes:
    """The hash of an event and of all before it on its document (BLAKE2b-256; each part is framed by its length)."""
    hasher = blake2b(digest_size=32, person=_PERSON)
    for part in (before, msgspec.json.encode(fields), act):
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def named(body: bytes) -> str:
    """The name of a body: its hash."""
    return "b2:" + blake2b(body, digest_size=16).hexdigest()


def whole(ident: str, packed: bytes, what: str) -> bytes:
    """A body as it was put in; raises UsageError where its hash does not hold."""
    try:
        body = zlib.decompress(held(packed, bytes, what))
    except zlib.error as error:
        raise damaged(what) from error
    if named(body) != ident:
        raise damaged(what)
    return body


def ledger_in(read: Read, ident: str) -> Ledger | None:
    """A ledger, or None; raises UsageError where it is damaged."""
    rows = read("SELECT body FROM ledger WHERE id = ?", (ident,))
    if not rows:
        return None
    try:
        return Ledger.from_json(whole(ident, rows[0][0], f"the ledger {ident}"))
    except msgspec.MsgspecError as error:
        raise damaged(f"the ledger {ident}") from error


def source_in(read: Read, ident: str) -> Document | None:
    """A source document, or None; raises UsageError where it is damaged."""
    rows = read("SELECT hash, body FROM source WHERE id = ?", (ident,))
    if not rows:
        return None
    what = f"the source document {ident}"
    try:
        document = msgspec.json.decode(whole(rows[0][0], rows[0][1], what), type=Document)
    except msgspec.MsgspecError as error:
        raise damaged(what) from error
    if document.id != ident:
        raise damaged(what)
    return document


def file_in(read: Read, ident: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a source document's file, or None; raises UsageError where they are damaged."""
    sql = "SELECT file.hash, media_type, file.body FROM file JOIN source ON source.file = file.hash WHERE source.id = ?"
    rows = read(sql, (ident,))
    if not rows:
        return None
    what = f"the file of {ident}"
    name, media_type, body = rows[0]
    if named(held(body, bytes, what)) != name:
        raise damaged(what)
    return held(media_type, str, what), body


def key_of_content(digest: bytes) -> str:
    """The key of a document that is its bytes, of which this is the hash: a file that has a name, and no address."""
    return f"file-{digest.hex()}"


def is_key_of_content(key: str) -> bool:
    """Whether a key was made of bytes: such a document is found by its key alone, as many files may have one name."""
    return _OF_CONTENT.fullmatch(key) is not None


def check_texts(*texts: str) -> None:
    """Raises UsageError for a text that not every database can keep."""
    if any("\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text) for text in texts):
        raise UsageError("usage", "a name or an address holds U+0000 or half a character", "take it out")


def damaged(what: str) -> UsageError:
    """The error for what is not as it was kept."""
    return UsageError("changed-index", f"{what} is damaged: its hash does not hold", _RESTORE)


def broken(message: str) -> Problem:
    """The problem for what is not as it was kept."""
    return Problem(code="changed-index", message=message, hint=_RESTORE)
