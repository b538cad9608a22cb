"""A desk in a PostgreSQL database (13 or newer), for a team: the same statements, writes in turn by the row of `desk`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import Any, Final

from sayso.model import UsageError

from .address import Address
from .engine import LostError, Row
from .pool import Connected, Pool, is_word
from .schema import MIGRATIONS, typed

_TYPES: Final = {"BYTES": "BYTEA", "WHOLE": "BIGINT", "TEXT": 'TEXT COLLATE "C"'}  # "C": sorted as SQLite sorts
#: The advisory lock of migrations: "SayD" in ASCII, as it marks the file of a desk.
_LOCK: Final = 0x53617944
#: The row of `desk` is the lock of all writes: numbers are given, and come to light, in the order of the commits.
_BEGIN: Final = "BEGIN; SELECT pg_current_xact_id()::text FROM desk WHERE one = 1 FOR UPDATE"
_LOOK: Final = "BEGIN; SELECT head FROM desk WHERE one = 1 FOR UPDATE"
_CHECK: Final = "look at what is there before you do it again"
_AGAIN: Final = "do it again"


class Postgres:
    """An engine on a few connections; each write holds the row of `desk` until it is committed."""

    def __init__(self, address: Address) -> None:
        """Connect and bring the tables to the newest version.

        Raises UsageError: "unreachable", "refused" (name, password or right), "missing" (database), "busy",
        "not-an-index" where the schema holds other tables, "changed-index" where a newer Sayso made them, "usage"
        where pg8000 is not installed.
        """
        self.name = address.name
        self._pool = Pool(address)
        try:
            self._prepare(address)
        except BaseException:
            self._pool.close()
            raise

    def _prepare(self, address: Address) -> None:
        with self._pool.lent() as (connection, _):
            if _version(connection, address) == len(MIGRATIONS):
                return
        with self._pool.lent("BEGIN") as (connection, _):
            connection.rows("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            _migrate(connection, address)
            connection.plain("COMMIT")

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives; asked once more where the connection was lost."""
        try:
            with self._pool.lent() as (connection, _):
                return connection.rows(sql, values)
        except LostError:
            self._pool.drop()
        with self._pool.lent() as (connection, _):
            return connection.rows(sql, values)

    @contextmanager
    def moment(self) -> Iterator[Connected]:
        """Queries of one moment."""
        with self._pool.lent("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as (connection, _):
            yield connection
            connection.plain("COMMIT")

    @contextmanager
    def write(self) -> Iterator[Connected]:
        """A transaction for changes. Where the connection is lost at its end, the server is asked what became of it."""
        try:
            with self._pool.lent(_BEGIN) as (connection, begun):
                yield connection
                _commit(connection, str(begun[0][0]))
        except _UnknownError as unknown:
            self._pool.drop()
            self._settle(unknown.transaction)

    def _settle(self, transaction: str) -> None:
        """Come back well where a transaction was committed; raises LostError where it was not.

        Taking the row of `desk` first waits until the server has done with the transaction, one way or the other.
        """
        try:
            with self._pool.lent(_LOOK) as (connection, _):
                became = connection.rows("SELECT pg_xact_status(?::text::xid8)", (transaction,))[0][0]
                connection.plain("COMMIT")
        except UsageError as error:
            message = (
                f"{self.name}: the connection was lost at the end of a change, and it is not known whether it was kept"
            )
            raise UsageError("unreachable", message, _CHECK) from error
        if became != "committed":
            raise LostError("unreachable", f"{self.name}: the connection was lost, and a change was not kept", _AGAIN)

    def check(self) -> list[str]:
        """What the server says of itself: pages whose checksums did not hold, and settings that lose what was kept."""
        sql = "SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database WHERE datname = current_database()"
        broken = int(self.read(sql)[0][0])
        told = [f"{broken} pages did not have their checksum"] if broken else []
        off = [
            name
            for name in ("fsync", "full_page_writes")
            if self.read("SELECT current_setting(?)", (name,)) == [("off",)]
        ]
        return told + [f"the server runs with {name} off: a power cut may damage it" for name in off]

    def scrub(self) -> bool:
        """Free the space of deleted rows; the server writes over it when it needs it."""
        with self._pool.lent() as (connection, _):
            for table in ("document", "event", "ledger", "source", "file"):
                connection.plain(f"VACUUM {table}")
        return True

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class _UnknownError(Exception):
    """The connection was lost while a transaction was being committed."""

    def __init__(self, transaction: str) -> None:
        super().__init__(transaction)
        self.transaction = transaction


def _commit(connection: Connected, transaction: str) -> None:
    try:
        connection.plain("COMMIT")
    except Exception as error:
        if is_word(error):  # the server says that it did not
            raise
        raise _UnknownError(transaction) from error


def _migrate(connection: Connected, address: Address) -> None:
    """Take the steps that are missing, within a transaction that holds the lock of migrations."""
    version = _version(connection, address)  # another one may have been quicker
    if version == 0:
        _found(connection, address)
    for step in MIGRATIONS[version:]:
        for statement in step:
            connection.plain(typed(statement, _TYPES))
    if version == 0:
        connection.run("INSERT INTO desk VALUES (1, ?, 0)", (token_hex(8),))
    connection.run("UPDATE desk_version SET version = ?", (len(MIGRATIONS),))


def _found(connection: Connected, address: Address) -> None:
    """Make the schema and the table of the version; raises UsageError where the database keeps not every character."""
    encoding = connection.rows("SELECT current_setting('server_encoding')")[0][0]
    if encoding != "UTF8":
        hint = "make one with `createdb --encoding=UTF8 --template=template0`"
        raise UsageError("usage", f"{address.name} keeps texts as {encoding}, which lacks characters", hint)
    if not connection.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (address.schema,)):
        connection.plain(f'CREATE SCHEMA "{address.schema}"')
    connection.plain("CREATE TABLE desk_version (version INTEGER NOT NULL); INSERT INTO desk_version VALUES (0)")


def _version(connection: Connected, address: Address) -> int:
    """How many steps the tables have taken; raises UsageError where they are no desk's, or a newer one's."""
    sql = "SELECT to_regclass(?)::text, (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(?)::oid)"
    known, others = connection.rows(sql, (f'"{address.schema}".desk_version', f'"{address.schema}"'))[0]
    if known is None and others:
        message = f"{address.name}: the schema {address.schema} holds tables of something else"
        raise UsageError("not-an-index", message, "name another with ?schema=NAME")
    version = 0 if known is None else int(connection.rows("SELECT version FROM desk_version")[0][0])
    if version > len(MIGRATIONS):
        message = (
            f"{address.name} was made by a newer Sayso: its format is {version}, this version knows {len(MIGRATIONS)}"
        )
        raise UsageError("changed-index", message, "install the version of Sayso that wrote it, or a later one")
    return version
