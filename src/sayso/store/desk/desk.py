"""Documents, ledgers, source documents and events of one desk, whatever the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from types import TracebackType
from typing import Final, NamedTuple, Self

from sayso.model import Act, Document, Event, Forget, Ledger, Problem, Reread, UsageError

from .accounts import Accounts
from .engine import Engine, Transaction, changed
from .forget import forget
from .keep import Cited, add, batched, known, put, since
from .records import (
    FIELDS,
    Forgotten,
    Kept,
    LedgerVersion,
    broken,
    check_texts,
    damaged,
    event,
    file_in,
    find,
    held,
    is_key_of_content,
    kept,
    ledger_in,
    reread_in,
    source_in,
    summed,
)
from .verify import verify

_LOOK: Final = "look in the list of documents"
_AGAIN: Final = "run `sayso store forget` with the same key again when nobody else uses the desk"


class Fits(NamedTuple):
    """Whether acts still fit: `judge` is given the document's events after event `after`, and raises where they do not."""

    after: int
    judge: Callable[[tuple[Event, ...]], None]


class Desk:
    """The documents, events and accounts of one database. Use it as a context manager, from any thread.

    Every change is on disk before the call returns. `head` counts events; the same head means the same contents.
    """

    def __init__(self, engine: Engine) -> None:
        """Wrap an engine that is open; callers use `open_desk`."""
        #: What it is kept in; for copies of the whole, not for callers.
        self.engine = engine
        self.name = engine.name
        self.accounts = Accounts(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice does no harm."""
        self.engine.close()

    @property
    def head(self) -> int:
        """The number of the last event of all, 0 where there is none."""
        rows = self.engine.read("SELECT head FROM desk")
        if len(rows) != 1 or not isinstance(rows[0][0], int):
            raise damaged(f"the count of events of {self.name}")
        return rows[0][0]

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
        fresh: bool = False,
    ) -> Kept:
        """Keep a ledger: as the newer reading of the document with that `key`, or of the one with its uri, or as a new document.

        Two texts under one uri are one document where at least a third of the shorter one's words stand in the other, in
        runs of three; else each is a document of its own. Raises UsageError "missing" where there is no document with
        the `key`: it may have been forgotten meanwhile. With `fresh` a new document gets that key, as a file gets
        `key_of_content`: it is known by its bytes, and no other ledger joins it by its name.

        `sources` are the source documents that its traces name; `files` are the bytes that some of them were read from,
        as (media type, bytes) by the source document's id. An event `reread` tells of it, unless the ledger is the one
        that is there already.
        """
        check_texts(ledger.document.uri, ledger.version, who, when, key or "")
        cited = Cited(tuple(sources), files or {})
        check_texts(*(source.id for source in cited.sources), *(media_type for media_type, _ in cited.files.values()))
        return changed(self.engine, lambda change: put(change, ledger, key, (who, when), cited, fresh=fresh))

    def known(self, document: Document) -> Kept | None:
        """The document that a ledger of this one would be a newer reading of without a key, or None."""
        check_texts(document.uri)
        with self.engine.moment() as moment:
            return known(moment, document)

    def of(self, uri: str) -> tuple[Kept, ...]:
        """The documents of an address, in the order of their keys; none that are known by their bytes."""
        check_texts(uri)
        rows = self.engine.read(f"SELECT {FIELDS} FROM document WHERE uri = ? ORDER BY key", (uri,))  # noqa: S608
        return tuple(one for one in map(kept, rows) if not is_key_of_content(one.key))

    def documents(self, *, after_head: int = 0) -> tuple[Kept, ...]:
        """The documents on which something was done after an event, in the order of their keys; without it, all.

        What was forgotten since is told by events `forget` on the desk ("").
        """
        where, values = ("WHERE head > ?", (after_head,)) if after_head else ("", ())
        rows = self.engine.read(f"SELECT {FIELDS} FROM document {where}", values)  # noqa: S608
        return tuple(sorted(map(kept, rows), key=attrgetter("key")))  # here, so that the index of heads is used

    def document(self, key: str) -> Kept | None:
        """One document, or None."""
        rows = self.engine.read(f"SELECT {FIELDS} FROM document WHERE key = ?", (key,))  # noqa: S608
        return kept(rows[0]) if rows else None

    def ledger(self, ident: str) -> Ledger:
        """A ledger by its id; raises UsageError "missing" where there is none, "changed-index" where it is damaged."""
        found = ledger_in(self.engine.read, ident)
        if found is None:
            raise UsageError("missing", f"there is no ledger {ident} in {self.name}", _LOOK)
        return found

    def readings(self, key: str) -> tuple[LedgerVersion, ...]:
        """All readings of a document, the oldest first; a ledger that was read again after another is there again."""
        sql = "SELECT at, act FROM event WHERE document = ? AND act IS NOT NULL ORDER BY seq"
        acts = (
            (when, reread_in(held(body, bytes, f"the acts of {key}"))) for when, body in self.engine.read(sql, (key,))
        )
        return tuple(LedgerVersion(act.ledger, act.version, when) for when, act in acts if act is not None)

    def source(self, ident: str) -> Document | None:
        """A source document with its text, by its id, or None; raises UsageError where it is damaged."""
        return source_in(self.engine.read, ident)

    def file_of(self, ident: str) -> tuple[str, bytes] | None:
        """The (media type, bytes) that a source document was read from, or None where they were not kept."""
        return file_in(self.engine.read, ident)

    def remember(self, key: str, summary: bytes, head: int) -> None:
        """Remember a document's summary, made after event `head`; an older one than is there is passed over."""
        sql = "UPDATE document SET summary = ?, summary_head = ? WHERE key = ? AND summary_head <= ?"
        changed(self.engine, lambda change: change.run(sql, (summed(key, summary, head), head, key, head)))

    def forget(self, key: str, *, who: str, when: str) -> Forgotten:
        """Delete a document for good; gives how many of its events were emptied, and what `scrub` says.

        Its ledgers go, the source documents that nothing else cites, their files, and what its events said; who did
        something and when stays, and so does the chain. Raises UsageError "missing" where there is no such document.
        """
        check_texts(key, who, when)

        def forgotten(change: Transaction) -> int:
            self._there(change, key)
            return forget(change, key, (who, when))

        return Forgotten(changed(self.engine, forgotten), self.scrub())

    def scrub(self) -> Problem | None:
        """Clear away what forgotten documents left in the database's file and log.

        Gives the problem "busy" where another process reads what was there before: then the words are still there, until
        this is called again when it does not, or the last who uses the desk closes it.
        """
        if self.engine.scrub():
            return None
        message = f"another process reads {self.name}: until it ends, its file and log still hold what was forgotten"
        return Problem(code="busy", message=message, hint=_AGAIN)

    def _there(self, change: Transaction, key: str) -> None:
        if find(change, key) is None:
            raise UsageError("missing", f"there is no document {key} in {self.name}", _LOOK)

    # Events

    def append(
        self,
        key: str,
        acts: Sequence[Act],
        *,
        who: str,
        when: str,
        seen: int,
        batch: str | None = None,
        fits: Fits | None = None,
    ) -> tuple[Event, ...]:
        """Add acts on a document ("" is the desk itself) as events, all or none; gives them with their numbers.

        A `batch` that this person already had kept on the document is not kept twice: its events are given as they
        are. `fits` is asked within the transaction. Raises UsageError "missing" where there is no such document, "usage"
        for a `seen` that no event has yet and for acts that only `put` and `forget` tell of, and what `fits` raises.
        """
        check_texts(key, who, when, batch or "")
        if any(isinstance(act, Reread | Forget) for act in acts):
            raise UsageError("usage", "a reading or a forgetting is not told without being done", "use put or forget")

        def added(change: Transaction) -> tuple[Event, ...]:
            if key:
                self._there(change, key)
            known = batched(change.rows, key, who, batch) if batch else ()
            if known:
                return known
            if fits is not None:
                fits.judge(since(change, key, fits.after))
            return add(change, key, acts, who=who, when=when, seen=seen, batch=batch)

        return changed(self.engine, added)

    def batch(self, key: str, who: str, batch: str) -> tuple[Event, ...]:
        """The events that someone had kept on a document under the name of a batch; none where there are none."""
        check_texts(key, who, batch)
        return batched(self.engine.read, key, who, batch)

    def events(self, key: str | None = None, *, after: int = 0) -> tuple[Event, ...]:
        """The events of a document ("" for the desk's own, None for all) after a number, in order."""
        where = "" if key is None else " AND document = ?"
        sql = f"SELECT seq, document, who, at, seen, act FROM event WHERE seq > ?{where} ORDER BY seq"  # noqa: S608
        rows = self.engine.read(sql, (after,) if key is None else (after, key))
        return tuple(event(row) for row in rows if row[5] is not None)

    # The whole

    def verify(self) -> list[Problem]:
        """Check the database's file, every hash and the chain of events; a problem for each that is not whole."""
        try:
            problems = [broken(f"{self.name} is damaged: {what}") for what in self.engine.check()]
            with self.engine.moment() as moment:
                return problems + verify(moment)
        except UsageError as error:
            if error.problem.code != "changed-index":
                raise
            return [error.problem]
        except (TypeError, ValueError) as error:  # a row holds what no such row was ever given
            return [broken(f"{self.name} is damaged: {error}")]
