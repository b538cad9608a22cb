"""Deleting a document for good, so that the chain of events still holds."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from sayso.model import Forget

from .engine import Row, Transaction
from .keep import add
from .records import held, reread_in

_EMPTIED = "SELECT seq, who, at, seen, hash FROM event WHERE document = ? AND act IS NOT NULL ORDER BY seq"


def forget(change: Transaction, key: str, by: tuple[str, str]) -> int:
    """Delete a document that is there, `by` whom and when; gives how many of its events were emptied.

    Who did something, and when, stays; what it was goes. A seal over the emptied events takes the place of the words that
    their hashes were made of.
    """
    rows = change.rows(_EMPTIED, (key,))
    change.run("INSERT INTO forgotten (document, upto, seal) VALUES (?, ?, ?)", (key, rows[-1][0], sealed(key, rows)))
    _hand_over(change, key)
    change.run("UPDATE event SET act = NULL, batch = NULL WHERE document = ?", (key,))
    change.run("DELETE FROM ledger WHERE document = ?", (key,))
    _let_go(change, key)
    change.run("DELETE FROM document WHERE key = ?", (key,))
    add(change, "", (Forget(key=key, events=len(rows)),), who=by[0], when=by[1])
    return len(rows)


def sealed(key: str, rows: list[Row]) -> bytes:
    """The seal of emptied events: a hash of their document, numbers, authors, times and hashes."""
    what = f"the events of the forgotten document {key}"
    parts = [(seq, who, at, seen, held(hashed, bytes, what).hex()) for seq, who, at, seen, hashed in rows]
    return blake2b(msgspec.json.encode((key, parts)), digest_size=32, person=b"sayso.forgot/1").digest()


def _hand_over(change: Transaction, key: str) -> None:
    """Give ledgers that another document was read as, too, to that document."""
    mine = {row[0] for row in change.rows("SELECT id FROM ledger WHERE document = ?", (key,))}
    sql = "SELECT document, at, act FROM event WHERE document <> ? AND act IS NOT NULL ORDER BY seq"
    for other, when, body in change.rows(sql, (key,)):
        act = reread_in(held(body, bytes, f"the acts of {other}"))
        if act is not None and act.ledger in mine:
            mine.remove(act.ledger)
            change.run("UPDATE ledger SET document = ?, added = ? WHERE id = ?", (other, when, act.ledger))


def _let_go(change: Transaction, key: str) -> None:
    """Delete the source documents and files that nothing but this document rests on."""
    cited = [row[0] for row in change.rows("SELECT source FROM cites WHERE document = ?", (key,))]
    change.run("DELETE FROM cites WHERE document = ?", (key,))
    for source in cited:
        if change.rows("SELECT 1 FROM cites WHERE source = ?", (source,)):
            continue
        file = change.rows("SELECT file FROM source WHERE id = ?", (source,))[0][0]
        _delete(change, "source", "id", source)
        if file and not change.rows("SELECT 1 FROM source WHERE file = ?", (file,)):
            _delete(change, "file", "hash", file)


def _delete(change: Transaction, kind: str, column: str, ident: str) -> None:
    change.run(f"DELETE FROM {kind} WHERE {column} = ?", (ident,))  # noqa: S608
    change.run("DELETE FROM seal WHERE kind = ? AND id = ?", (kind, ident))
