"""Whether a desk is whole: every hash, the chain of events, and what each row says of another."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sayso.model import Document, Ledger, Problem, UsageError

from .accounts import broken_accounts
from .engine import Row, Transaction
from .records import broken, chained, damaged, named, whole


def verify(moment: Transaction) -> list[Problem]:
    """A problem for each thing in the rows that is not as it was kept."""
    problems = [broken(what) for what in _broken_chains(moment)]
    problems += broken_accounts(moment)
    looks = (("ledger", ledger_in), ("source", source_in), ("source", file_in))
    for table, look in looks:
        for (ident,) in moment.rows(f"SELECT id FROM {table} ORDER BY id"):  # noqa: S608
            problems += _tried(look, moment.rows, ident)
    return problems


Read = Callable[[str, tuple[str]], list[Row]]


def ledger_in(read: Read, ident: str) -> Ledger | None:
    """A ledger, or None; raises UsageError where it is damaged."""
    rows = read("SELECT body FROM ledger WHERE id = ?", (ident,))
    return Ledger.from_json(whole(ident, rows[0][0], f"the ledger {ident}")) if rows else None


def source_in(read: Read, ident: str) -> Document | None:
    """A source document, or None; raises UsageError where it is damaged."""
    rows = read("SELECT hash, body FROM source WHERE id = ?", (ident,))
    if not rows:
        return None
    return msgspec.json.decode(whole(rows[0][0], rows[0][1], f"the source document {ident}"), type=Document)


def file_in(read: Read, ident: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a source document's file, or None; raises UsageError where they are damaged."""
    sql = "SELECT file.hash, media_type, file.body FROM file JOIN source ON source.file = file.hash WHERE source.id = ?"
    rows = read(sql, (ident,))
    if not rows:
        return None
    if named(bytes(rows[0][2])) != rows[0][0]:
        raise damaged(f"the file of {ident}")
    return str(rows[0][1]), bytes(rows[0][2])


def _broken_chains(moment: Transaction) -> list[str]:
    chains: dict[str, bytes] = {}
    told, expected = [], 0
    sql = "SELECT seq, document, who, at, seen, act, hash FROM event ORDER BY seq"
    for seq, key, who, when, seen, act, hashed in moment.rows(sql):
        expected += 1
        if seq != expected:
            told.append(f"the events between {expected} and {seq} are missing")
            expected = seq
        fields = (seq, key, who, when, seen)
        if act is None or chained(chains.get(key, b""), fields, bytes(act)) != bytes(hashed):
            told.append(f"event {seq} is not what was kept, or one before it is gone")
        chains[key] = bytes(hashed)
    if int(moment.rows("SELECT head FROM desk")[0][0]) != expected:
        told.append(f"the events after {expected} are missing")
    return told


def _tried(look: Callable[[Read, str], object], read: Read, ident: str) -> list[Problem]:
    try:
        look(read, ident)
    except UsageError as error:
        return [error.problem]
    except msgspec.MsgspecError as error:
        return [broken(str(error))]
    return []
