"""Writes to a desk: each within a transaction that no other write runs beside."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from sayso.model import Act, Document, Event, Ledger, Reread, UsageError, decode_act, encode_act

from .engine import Row, Transaction
from .records import FIELDS, Kept, chained, event, find, held, is_key_of_content, ledger_in, named, seal_of, with_batch
from .same import LEAST, share

Read = Callable[[str, tuple[str, ...]], list[Row]]
_INSERT: Final = "INSERT INTO event (seq, document, who, at, seen, act, hash, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_LOOK: Final = "SELECT seq, document, who, at, seen, act FROM event WHERE document = ? AND act IS NOT NULL AND "
_LAST: Final = "SELECT head, (SELECT hash FROM event WHERE document = ? ORDER BY seq DESC LIMIT 1) FROM desk"


class Cited(NamedTuple):
    """What a ledger rests on: source documents, and the bytes of some as (media type, bytes) by the document's id."""

    sources: tuple[Document, ...]
    files: Mapping[str, tuple[str, bytes]]


def put(
    change: Transaction, ledger: Ledger, key: str | None, by: tuple[str, str], cited: Cited, *, fresh: bool = False
) -> Kept:
    """Keep a ledger as a document's newest reading, `by` whom and when, with what it cites; see `Desk.put`."""
    body = msgspec.json.encode(ledger)
    ident = named(body)
    if key and not fresh and find(change, key) is None:  # it may have been forgotten while it was read anew
        raise UsageError("missing", f"there is no document {key} any more", "read it as a new one")
    key = key or _key_of(change, ledger.document)
    found = find(change, key)
    _put_sources(change, key, cited)
    if found is not None and found.ledger == ident:
        return found
    if not change.rows("SELECT 1 FROM ledger WHERE id = ?", (ident,)):
        row = (ident, key, ledger.version, by[1], zlib.compress(body, 6))
        change.run("INSERT INTO ledger (id, document, version, added, body) VALUES (?, ?, ?, ?, ?)", row)
    if found is None:
        begun = (key, ledger.document.uri, by[1], ident, 0, None, 0)
        change.run(f"INSERT INTO document ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)", begun)  # noqa: S608
    else:
        change.run("UPDATE document SET ledger = ? WHERE key = ?", (ident, key))
    add(change, key, (Reread(ledger=ident, version=ledger.version),), who=by[0], when=by[1])
    kept = find(change, key)
    assert kept is not None  # noqa: S101  it was written above
    return kept


def _put_sources(change: Transaction, key: str, cited: Cited) -> None:
    for source in cited.sources:
        _put_source(change, source, *cited.files.get(source.id, ("", b"")))
        if not change.rows("SELECT 1 FROM cites WHERE document = ? AND source = ?", (key, source.id)):
            change.run("INSERT INTO cites (document, source) VALUES (?, ?)", (key, source.id))


def _put_source(change: Transaction, source: Document, media_type: str, content: bytes) -> None:
    """Keep a source document and its file; what is there already stays as it is."""
    found = change.rows("SELECT file FROM source WHERE id = ?", (source.id,))
    if found and (found[0][0] or not content):
        return
    file = _put_file(change, media_type, content) if content else None
    if found:
        change.run("UPDATE source SET file = ? WHERE id = ?", (file, source.id))
    else:
        body = msgspec.json.encode(source)
        row = (source.id, named(body), file, zlib.compress(body, 6))
        change.run("INSERT INTO source (id, hash, file, body) VALUES (?, ?, ?, ?)", row)
    _seal(change, "source", source.id, file or "")


def _put_file(change: Transaction, media_type: str, content: bytes) -> str:
    file = named(content)
    if not change.rows("SELECT 1 FROM file WHERE hash = ?", (file,)):
        change.run("INSERT INTO file (hash, media_type, body) VALUES (?, ?, ?)", (file, media_type, content))
        _seal(change, "file", file, media_type)
    return file


def _seal(change: Transaction, kind: str, ident: str, said: str) -> None:
    """Keep a hash of what no other hash covers."""
    change.run("DELETE FROM seal WHERE kind = ? AND id = ?", (kind, ident))
    change.run("INSERT INTO seal (kind, id, sum) VALUES (?, ?, ?)", (kind, ident, seal_of(kind, ident, said)))


def add(
    change: Transaction,
    key: str,
    acts: Sequence[Act],
    *,
    who: str,
    when: str,
    seen: int | None = None,
    batch: str | None = None,
) -> tuple[Event, ...]:
    """Add events; the numbers are given in turn, as no other write runs beside.

    `seen` None stands for everything so far; raises UsageError for a number that no event has yet. `batch` is what they
    are called together, to be known again.
    """
    head, last = change.rows(_LAST, (key,))[0]
    first, chain = held(head, int, "the count of events") + 1, held(last or b"", bytes, "the last event")
    known = first - 1 if seen is None else seen
    if not 0 <= known < first:
        raise UsageError("usage", f"there is no event {known} yet that could have been seen", "ask for the events anew")
    events = []
    for seq, act in enumerate(acts, start=first):
        body = encode_act(act)
        chain = chained(chain, with_batch((seq, key, who, when, known), batch), body)
        row = (seq, key, who, when, known, body, chain, batch)
        change.run(_INSERT, row)
        events.append(Event(seq=seq, document=key, who=who, when=when, seen=known, act=decode_act(body)))
    if events:
        change.run("UPDATE desk SET head = ?", (events[-1].seq,))
        change.run("UPDATE document SET head = ? WHERE key = ?", (events[-1].seq, key))
    return tuple(events)


def batched(read: Read, key: str, who: str, batch: str) -> tuple[Event, ...]:
    """The events of a batch by someone on a document; none where it was not kept."""
    return tuple(event(row) for row in read(_LOOK + "who = ? AND batch = ? ORDER BY seq", (key, who, batch)))


def since(change: Transaction, key: str, after: int) -> tuple[Event, ...]:
    """The events of a document after a number."""
    return tuple(event(row) for row in change.rows(_LOOK + "seq > ? ORDER BY seq", (key, after)))


def known(change: Transaction, document: Document) -> Kept | None:
    """The document that a ledger of this one would be a newer reading of, or None."""
    return find(change, _key_of(change, document))


def _key_of(change: Transaction, document: Document) -> str:
    """The key of the document that has this uri and much of this text, else a new one: a hash of the uri, or of both.

    What is known by its bytes is found by them alone.
    """
    rows = change.rows("SELECT key, ledger FROM document WHERE uri = ? ORDER BY key", (document.uri,))
    by_name = [(str(key), str(ledger)) for key, ledger in rows if not is_key_of_content(key)]
    alike = [(_alike(change, ledger, document.text), key) for key, ledger in by_name]
    best = max(alike, key=itemgetter(0), default=(0.0, ""))
    if best[0] >= LEAST:
        return best[1]
    names = (document.uri, *(f"{document.uri}\n{document.text_id}\n{number}" for number in range(len(rows) + 1)))
    keys = (blake2b(name.encode(), digest_size=8).hexdigest() for name in names)
    return next(key for key in keys if find(change, key) is None)


def _alike(change: Transaction, ledger: str, text: str) -> float:
    """How much of a text stands in a ledger's; all of it where that is damaged, so that reading it anew mends it."""
    try:
        held = ledger_in(change.rows, ledger)
    except UsageError:
        return 1.0
    return 1.0 if held is None else share(held.document.text, text)
