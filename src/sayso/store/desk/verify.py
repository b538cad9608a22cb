"""Whether a desk is whole: every hash, the chain of events, and what each row says of another.

The events are the truth, chained by their hashes; what stands in the other tables follows from them, from the bodies' own
hashes, and from seals over the little that is left (which file a source document was read from, of which type).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from sayso.model import AnyAct, Forget, Problem, Reread, UsageError, decode_act

from .accounts import broken_accounts
from .engine import Row, Transaction
from .forget import sealed
from .records import broken, chained, file_in, held, ledger_in, seal_of, source_in, with_batch

_PART = 5_000
_EVENTS = "SELECT seq, document, who, at, seen, act, hash, batch FROM event WHERE seq > ? ORDER BY seq LIMIT ?"


@dataclass(slots=True)
class _Told:
    """What the events say of documents and ledgers."""

    broken: list[str] = field(default_factory=list)
    chains: dict[str, bytes] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    #: Each document's readings as (ledger, version, when), in order.
    readings: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    emptied: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    forgotten: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    last: int = 0


def verify(moment: Transaction) -> list[Problem]:
    """A problem for each thing in the rows that is not as it was kept."""
    told = _Told()
    for row in _events(moment):
        _follow(told, row)
    if moment.rows("SELECT head FROM desk") != [(told.last,)]:
        told.broken.append(f"the events after {told.last} are missing")
    told.broken += _seals(moment, told)
    problems = [broken(what) for what in told.broken]
    problems += _ledgers(moment, told)
    problems += [broken(what) for what in (*_documents(moment, told), *_links(moment))]
    problems += broken_accounts(moment)
    for (ident,) in moment.rows("SELECT id FROM source ORDER BY id"):
        problems += _tried(moment, ident)
    return problems


def _events(moment: Transaction) -> Iterator[Row]:
    """All events in order, a part at a time."""
    after = 0
    while rows := moment.rows(_EVENTS, (after, _PART)):
        yield from rows
        after = held(rows[-1][0], int, "the number of an event")


def _follow(told: _Told, row: Row) -> None:
    """Hold an event against the one before it, and note what it says."""
    seq, key, who, when, seen, body, hashed, batch = row
    if seq != told.last + 1:
        told.broken.append(f"the events between {told.last + 1} and {seq} are missing")
    told.last = seq
    what = f"event {seq}"
    act = None if body is None else _act(held(body, bytes, what))
    fields = with_batch((seq, key, who, when, seen), batch)
    if body is None:
        told.emptied[key].append((seq, who, when, seen, hashed))
    elif act is None or chained(told.chains.get(key, b""), fields, body) != hashed:
        told.broken.append(f"event {seq} is not what was kept, or one before it is gone")
    told.chains[key] = held(hashed, bytes, what)
    if isinstance(act, Reread):
        told.readings[key].append((act.ledger, act.version, when))
    elif isinstance(act, Forget) and not key:
        told.forgotten[act.key] += 1
    if act is not None and key:
        told.heads[key] = seq


def _act(body: bytes) -> AnyAct | None:
    try:
        return decode_act(body)
    except msgspec.MsgspecError:
        return None


def _seals(moment: Transaction, told: _Told) -> Iterator[str]:
    """Hold emptied events against the seals that took the place of their words."""
    counts: dict[str, int] = defaultdict(int)
    for key, upto, seal in moment.rows("SELECT document, upto, seal FROM forgotten ORDER BY document, upto"):
        counts[key] += 1
        rows = [row for row in told.emptied[key] if row[0] <= upto]
        told.emptied[key] = told.emptied[key][len(rows) :]
        if not rows or rows[-1][0] != upto or sealed(key, rows) != seal:
            yield f"the events of the forgotten document {key} are not what was kept"
    if counts != told.forgotten:
        yield "what was forgotten is not what the events tell"
    yield from (f"the acts of document {key} are gone" for key, rows in told.emptied.items() if rows)


def _ledgers(moment: Transaction, told: _Told) -> Iterator[Problem]:
    """Each ledger by its hash and by the event that tells of it; each event's ledger is there."""
    known = {(key, *reading) for key, readings in told.readings.items() for reading in readings}
    there = set()
    for ident, key, version, added in moment.rows("SELECT id, document, version, added FROM ledger ORDER BY id"):
        there.add(ident)
        if (key, ident, version, added) not in known:
            yield broken(f"no event tells of the ledger {ident} as it stands")
        try:
            ledger_in(moment.rows, ident)
        except UsageError as error:
            yield error.problem
    for ident in sorted({ledger for _, ledger, _, _ in known} - there):
        yield broken(f"the ledger {ident} is missing")


def _documents(moment: Transaction, told: _Told) -> Iterator[str]:
    """Each document's row, as its events make it."""
    rows = moment.rows("SELECT key, uri, added, ledger, head FROM document ORDER BY key")
    for key, uri, added, ledger, head in rows:
        readings = told.readings.get(key)
        if not readings or (readings[0][2], readings[-1][0], told.heads[key]) != (added, ledger, head):
            yield f"the document {key} is not what its events tell"
        elif _uri_of(moment, readings[0][0]) not in (uri, None):
            yield f"the document {key} has another address than its first ledger"
    yield from (f"the document {key} is missing" for key in sorted(set(told.heads) - {row[0] for row in rows}))


def _uri_of(moment: Transaction, ledger: str) -> str | None:
    """The address that a ledger's document has; None where the ledger is damaged, which is told elsewhere."""
    try:
        found = ledger_in(moment.rows, ledger)
    except UsageError:
        return None
    return None if found is None else found.document.uri


def _links(moment: Transaction) -> Iterator[str]:
    """Who cites what, and which file a source document was read from."""
    documents, sources, files = (
        {row[0] for row in moment.rows(f"SELECT {name} FROM {table}")}  # noqa: S608
        for name, table in (("key", "document"), ("id", "source"), ("hash", "file"))
    )
    cites = moment.rows("SELECT document, source FROM cites")
    yield from (
        f"a citation names {a} and {b}, not both are there"
        for a, b in cites
        if not {a} <= documents or b not in sources
    )
    yield from (f"nothing cites the source document {one}" for one in sorted(sources - {row[1] for row in cites}))
    seals = {(row[0], row[1]): row[2] for row in moment.rows("SELECT kind, id, sum FROM seal")}
    linked = {("source", ident): file or "" for ident, file in moment.rows("SELECT id, file FROM source")}
    typed = {("file", ident): media for ident, media in moment.rows("SELECT hash, media_type FROM file")}
    yield from (f"the file of {name[1]} is missing" for name, file in linked.items() if file and file not in files)
    yield from (f"nothing was read from the file {one}" for one in sorted(files - set(linked.values())))
    for name, seal in seals.items():
        if seal != seal_of(*name, (linked | typed).get(name)):
            yield f"the {name[0]} {name[1]} is not what was kept"


def _tried(moment: Transaction, ident: str) -> list[Problem]:
    problems = []
    for look in (source_in, file_in):
        try:
            look(moment.rows, ident)
        except UsageError as error:
            problems.append(error.problem)
    return problems
