"""Documents, ledgers, source documents and events of one desk, whatever the database."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from types import TracebackType
from typing import Final, Self

import msgspec

from sayso.model import (
    Act,
    Document,
    Event,
    Ledger,
    Problem,
    Reread,
    UsageError,
    decode_act,
    encode_act,
)

from .engine import Engine, Row, Transaction

_PERSON: Final = b"sayso.event/1"
_RESTORE: Final = "restore a backup, or read the document anew"
_FIELDS: Final = "key, uri, added, ledger, head, summary, summary_head"


@dataclass(frozen=True, slots=True)
class Kept:
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


@dataclass(frozen=True, slots=True)
class LedgerVersion:
    """One reading of a document: the ledger's id, the version of Sayso that made it, and when it came."""

    id: str
    version: str
    added: str


class Desk:
    """The documents and events of one database. Use it as a context manager, from any thread.

    Every change is on disk before the call returns. `head` counts events; the same head means the same contents.
    """

    def __init__(self, engine: Engine) -> None:
        """Wrap an engine that is open; callers use `open_desk`."""
        self._engine = engine
        self.name = engine.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice does no harm."""
        self._engine.close()

    @property
    def head(self) -> int:
        """The number of the last event of all, 0 where there is none."""
        return int(self._engine.read("SELECT head FROM desk")[0][0])

    # Documents and ledgers

    def put(
        self,
        ledger: Ledger,
        *,
        who: str,
        when: str,
        key: str | None = None,
        sources: Iterable[Document] = (),
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Kept:
        """Keep a ledger: as a new document, or, where its uri (or `key`) is known, as that document's newer reading.

        `sources` are the source documents that its traces name; `files` are the bytes that some of them were read from,
        as (media type, bytes) by the source document's id. An event `reread` tells of it, unless the ledger is the one
        that is there already.
        """
        body = msgspec.json.encode(ledger)
        ident = _named(body)
        with self._engine.write() as change:
            key = key or _key_of(change, ledger.document.uri)
            found = _kept(change, key)
            self._put_sources(change, key, sources, files or {})
            if found is not None and found.ledger == ident:
                return found
            if not change.rows("SELECT 1 FROM ledger WHERE id = ?", (ident,)):
                row = (ident, key, ledger.version, when, zlib.compress(body, 6))
                change.run("INSERT INTO ledger (id, document, version, added, body) VALUES (?, ?, ?, ?, ?)", row)
            if found is None:
                fresh = (key, ledger.document.uri, when, ident, 0, None, 0)
                change.run(f"INSERT INTO document ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)  # noqa: S608
            else:
                change.run("UPDATE document SET ledger = ? WHERE key = ?", (ident, key))
            _add(change, key, (Reread(ledger=ident, version=ledger.version),), who=who, when=when)
            kept = _kept(change, key)
        assert kept is not None  # noqa: S101  it was written above
        return kept

    def _put_sources(
        self, change: Transaction, key: str, sources: Iterable[Document], files: Mapping[str, tuple[str, bytes]]
    ) -> None:
        for source in sources:
            body = msgspec.json.encode(source)
            media_type, content = files.get(source.id, ("", b""))
            file = _named(content) if content else None
            if file and not change.rows("SELECT 1 FROM file WHERE hash = ?", (file,)):
                change.run("INSERT INTO file (hash, media_type, body) VALUES (?, ?, ?)", (file, media_type, content))
            if not change.rows("SELECT 1 FROM source WHERE id = ?", (source.id,)):
                row = (source.id, _named(body), file, zlib.compress(body, 6))
                change.run("INSERT INTO source (id, hash, file, body) VALUES (?, ?, ?, ?)", row)
            elif file:
                change.run("UPDATE source SET file = ? WHERE id = ?", (file, source.id))
            if not change.rows("SELECT 1 FROM cites WHERE document = ? AND source = ?", (key, source.id)):
                change.run("INSERT INTO cites (document, source) VALUES (?, ?)", (key, source.id))

    def documents(self) -> tuple[Kept, ...]:
        """All documents, in the order of their keys."""
        rows = self._engine.read(f"SELECT {_FIELDS} FROM document ORDER BY key")  # noqa: S608
        return tuple(_as_kept(row) for row in rows)

    def document(self, key: str) -> Kept | None:
        """One document, or None."""
        rows = self._engine.read(f"SELECT {_FIELDS} FROM document WHERE key = ?", (key,))  # noqa: S608
        return _as_kept(rows[0]) if rows else None

    def ledger(self, ident: str) -> Ledger:
        """A ledger by its id; raises UsageError "missing" where there is none, "changed-index" where it is damaged."""
        rows = self._engine.read("SELECT body FROM ledger WHERE id = ?", (ident,))
        if not rows:
            raise UsageError("missing", f"there is no ledger {ident} in {self.name}", "look in the list of documents")
        return Ledger.from_json(_whole(ident, rows[0][0], f"the ledger {ident}"))

    def readings(self, key: str) -> tuple[LedgerVersion, ...]:
        """All readings of a document, the oldest first."""
        rows = self._engine.read("SELECT id, version, added FROM ledger WHERE document = ? ORDER BY added, id", (key,))
        return tuple(LedgerVersion(*row) for row in rows)

    def source(self, ident: str) -> Document | None:
        """A source document with its text, by its id, or None; raises UsageError where it is damaged."""
        rows = self._engine.read("SELECT hash, body FROM source WHERE id = ?", (ident,))
        if not rows:
            return None
        return msgspec.json.decode(_whole(rows[0][0], rows[0][1], f"the source document {ident}"), type=Document)

    def file_of(self, ident: str) -> tuple[str, bytes] | None:
        """The (media type, bytes) that a source document was read from, or None where they were not kept."""
        sql = "SELECT file.hash, media_type, file.body FROM file JOIN source ON source.file = file.hash WHERE source.id = ?"
        rows = self._engine.read(sql, (ident,))
        if not rows:
            return None
        if _named(bytes(rows[0][2])) != rows[0][0]:
            raise _damaged(f"the file of {ident}")
        return str(rows[0][1]), bytes(rows[0][2])

    def remember(self, key: str, summary: bytes, head: int) -> None:
        """Remember a document's summary, made after event `head`; an older one than is there is passed over."""
        sql = "UPDATE document SET summary = ?, summary_head = ? WHERE key = ? AND summary_head <= ?"
        with self._engine.write() as change:
            change.run(sql, (summary, head, key, head))

    # Events

    def append(self, key: str, acts: Sequence[Act], *, who: str, when: str, seen: int) -> tuple[Event, ...]:
        """Add acts on a document ("" is the desk itself) as events, all or none; gives them with their numbers.

        Raises UsageError "missing" where there is no such document.
        """
        with self._engine.write() as change:
            if key and _kept(change, key) is None:
                raise UsageError(
                    "missing", f"there is no document {key} in {self.name}", "look in the list of documents"
                )
            return _add(change, key, acts, who=who, when=when, seen=seen)

    def events(self, key: str | None = None, *, after: int = 0) -> tuple[Event, ...]:
        """The events of a document ("" for the desk's own, None for all) after a number, in order."""
        where = "" if key is None else " AND document = ?"
        sql = f"SELECT seq, document, who, at, seen, act FROM event WHERE seq > ?{where} ORDER BY seq"  # noqa: S608
        rows = self._engine.read(sql, (after,) if key is None else (after, key))
        return tuple(_event(row) for row in rows if row[5] is not None)

    def verify(self) -> list[Problem]:
        """Check the database's file, every hash and the chain of events; a problem for each that is not whole."""
        problems = [_broken(f"{self.name} is damaged: {what}") for what in self._engine.check()]
        problems += [_broken(what) for what in _broken_chains(self._engine)]
        for (ident,) in self._engine.read("SELECT id FROM ledger ORDER BY id"):
            problems += _tried(lambda ident=ident: self.ledger(ident))
        for (ident,) in self._engine.read("SELECT id FROM source ORDER BY id"):
            problems += _tried(lambda ident=ident: (self.source(ident), self.file_of(ident)))
        return problems


def _add(
    change: Transaction, key: str, acts: Sequence[Act], *, who: str, when: str, seen: int | None = None
) -> tuple[Event, ...]:
    """Add events within a transaction; the row of `desk` is taken first, so that numbers are given in turn."""
    change.run("UPDATE desk SET head = head + ?", (len(acts),))
    first = int(change.rows("SELECT head FROM desk")[0][0]) - len(acts) + 1
    last = change.rows("SELECT hash FROM event WHERE document = ? ORDER BY seq DESC LIMIT 1", (key,))
    chain = bytes(last[0][0]) if last else b""
    events = []
    for seq, act in enumerate(acts, start=first):
        body, known = encode_act(act), first - 1 if seen is None else seen
        chain = chained(chain, (seq, key, who, when, known), body)
        row = (seq, key, who, when, known, body, chain)
        change.run("INSERT INTO event (seq, document, who, at, seen, act, hash) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        events.append(Event(seq=seq, document=key, who=who, when=when, seen=known, act=decode_act(body)))
    change.run("UPDATE document SET head = ? WHERE key = ?", (first + len(acts) - 1, key))
    return tuple(events)


def chained(before: bytes, fields: tuple[object, ...], act: bytes) -> bytes:
    """The hash of an event and of all before it on its document (BLAKE2b-256; each part is framed by its length)."""
    hasher = blake2b(digest_size=32, person=_PERSON)
    for part in (before, msgspec.json.encode(fields), act):
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def _broken_chains(engine: Engine) -> list[str]:
    chains: dict[str, bytes] = {}
    broken, expected = [], 0
    for seq, key, who, when, seen, act, hashed in engine.read(
        "SELECT seq, document, who, at, seen, act, hash FROM event ORDER BY seq"
    ):
        expected += 1
        if seq != expected:
            broken.append(f"the events between {expected} and {seq} are missing")
            expected = seq
        fields = (seq, key, who, when, seen)
        if act is None or chained(chains.get(key, b""), fields, bytes(act)) != bytes(hashed):
            broken.append(f"event {seq} is not what was kept, or one before it is gone")
        chains[key] = bytes(hashed)
    if int(engine.read("SELECT head FROM desk")[0][0]) != expected:
        broken.append(f"the events after {expected} are missing")
    return broken


def _tried(look: object) -> list[Problem]:
    try:
        look()  # type: ignore[operator]
    except (UsageError, msgspec.MsgspecError) as error:
        return [getattr(error, "problem", None) or _broken(str(error))]
    return []


def _named(body: bytes) -> str:
    return "b2:" + blake2b(body, digest_size=16).hexdigest()


def _key_of(change: Transaction, uri: str) -> str:
    """The key of the document with a uri: the one that is there, or a hash of the uri."""
    rows = change.rows("SELECT key FROM document WHERE uri = ? ORDER BY key", (uri,))
    return str(rows[0][0]) if rows else blake2b(uri.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _kept(change: Transaction, key: str) -> Kept | None:
    rows = change.rows(f"SELECT {_FIELDS} FROM document WHERE key = ?", (key,))  # noqa: S608
    return _as_kept(rows[0]) if rows else None


def _as_kept(row: Row) -> Kept:
    key, uri, added, ledger, head, summary, summary_head = row
    return Kept(key, uri, added, ledger, int(head), None if summary is None else bytes(summary), int(summary_head))


def _event(row: Row) -> Event:
    seq, key, who, when, seen, act = row
    try:
        return Event(seq=int(seq), document=key, who=who, when=when, seen=int(seen), act=decode_act(bytes(act)))
    except msgspec.MsgspecError as error:
        raise _damaged(f"event {seq}") from error


def _whole(ident: str, packed: bytes, what: str) -> bytes:
    """A body as it was put in; raises UsageError where its hash does not hold."""
    try:
        body = zlib.decompress(bytes(packed))
    except zlib.error as error:
        raise _damaged(what) from error
    if _named(body) != ident:
        raise _damaged(what)
    return body


def _damaged(what: str) -> UsageError:
    return UsageError("changed-index", f"{what} is damaged: its hash does not hold", _RESTORE)


def _broken(message: str) -> Problem:
    return Problem(code="changed-index", message=message, hint=_RESTORE)
