"""A few connections to a PostgreSQL server, lent to one thread at a time; what the server raises, with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, Final

from sayso.model import UsageError

from .address import UNTRUSTED, Address, tls_of
from .engine import LostError, Row

if TYPE_CHECKING:
    from pg8000.native import Connection, PreparedStatement

#: How long a write waits for another's, and a thread for a connection, in seconds. A write takes milliseconds.
PATIENCE: Final = 10
#: How long the server may be silent, in seconds: longer than any wait for a lock.
_SILENCE: Final = 60
_MOST: Final = 4
_SETTINGS: Final = """
SET search_path TO "{schema}", pg_catalog;
SET client_encoding TO 'UTF8';
SET lock_timeout TO '{patience}s';
SET idle_in_transaction_session_timeout TO '{silence}s';
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""

_LATER: Final = "wait until that is done, then try again"
#: What a server says by its SQLSTATE, the longest first: our code, and the mend.
_MENDS: Final[dict[str, tuple[str, str]]] = {
    "28": ("refused", "check the name and the password (PGPASSWORD, ~/.pgpass) and the server's pg_hba.conf"),
    "3D000": ("missing", "make it with `createdb --encoding=UTF8`, or name another"),
    "42501": ("refused", "let the database's owner give this name the right (GRANT), or come as the owner"),
    "53300": ("busy", "wait, or let the server take more connections (max_connections)"),
    "53": ("unreadable", "free space on the server's disk, then try again"),
    "58": ("unreadable", "look into the server's log"),
    "55P03": ("busy", _LATER),
    "40": ("busy", _LATER),
    "25006": ("unreadable", "name the server that takes changes, not its copy"),
    "22021": ("usage", "take the characters out that a database cannot keep, such as U+0000"),
    "22P05": ("usage", "make the database with `createdb --encoding=UTF8`"),
    "XX": ("changed-index", "restore a backup with `sayso store restore`; the server's log says more"),
    "42": ("changed-index", "restore a backup with `sayso store restore` into an empty database"),
}
_AGAIN: Final = "check that the server runs and can be reached, then try again"
#: SQLSTATEs after which a connection is gone: shut down, crashed, not up yet, timed out, and the class of lost ones.
_GONE: Final = ("57P", "08", "25P03")


class Connected:
    """One connection, its statements prepared once each."""

    def __init__(self, address: Address) -> None:
        """Connect; raises UsageError where that cannot be."""
        self._connection = _connected(address)
        self._prepared: dict[str, PreparedStatement] = {}
        settings = _SETTINGS.format(schema=address.schema, patience=PATIENCE, silence=_SILENCE - 1)
        self._connection.run(settings)

    def plain(self, sql: str) -> list[Row]:
        """Carry statements without values out, several at once where there is a semicolon; the rows of what gives any."""
        return [tuple(row) for row in self._connection.run(sql) or ()]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives, with `?` for its values."""
        statement = self._prepared.get(sql)
        if statement is None:
            statement = self._prepared[sql] = self._connection.prepare(_numbered(sql))
        named = {f"v{number}": value for number, value in enumerate(values)}
        return [tuple(row) for row in statement.run(**named) or ()]

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry a statement out."""
        self.rows(sql, values)

    def close(self) -> None:
        """Hang up."""
        with suppress(Exception):  # the line may be dead already
            self._connection.close()


def _numbered(sql: str) -> str:
    """A statement with `$1`, `$2` for its `?`; none of ours has a question mark in a text."""
    first, *rest = sql.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))


def _connected(address: Address) -> Connection:
    try:
        from pg8000.native import Connection
    except ImportError as error:
        message = "a desk in PostgreSQL needs the library pg8000, which is not installed"
        raise UsageError("usage", message, "pip install 'sayso[team]'") from error
    where = {"unix_sock": address.socket} if address.is_local_socket else {"host": address.host, "port": address.port}
    return Connection(
        address.user,
        database=address.database,
        password=address.password,  # never None, which the library does not take for every method
        ssl_context=tls_of(address),
        timeout=_SILENCE,
        application_name="sayso",
        **where,
    )


class Pool:
    """Connections to one address, made when they are wanted."""

    def __init__(self, address: Address) -> None:
        """Keep the address; nothing is opened yet."""
        self.address = address
        self._free: list[Connected] = []
        self._lock, self._places = Lock(), BoundedSemaphore(_MOST)
        self._closed = False

    @contextmanager
    def lent(self, begin: str = "") -> Iterator[tuple[Connected, list[Row]]]:
        """Lend a connection, with what `begin` gave on it; where it was lost since its last use, a fresh one.

        An error ends what `begin` began; a connection on which anything but the server's own word was raised is not used
        again. Raises UsageError for what the server or the network says, LostError where the connection was lost.
        """
        if not self._places.acquire(timeout=PATIENCE):
            raise UsageError("busy", f"all connections to {self.address.name} are in use", _LATER)
        try:
            with self._translated():
                connection, told = self._begun(begin)
                try:
                    yield connection, told
                except BaseException as error:
                    self._put_back(connection, whole=is_word(error) and _ended(connection, begin))
                    raise
                self._put_back(connection, whole=True)
        finally:
            self._places.release()

    def _begun(self, begin: str) -> tuple[Connected, list[Row]]:
        connection = self._taken()
        if not begin:
            return connection, []
        try:
            return connection, connection.plain(begin)
        except BaseException as error:
            self._put_back(connection, whole=is_word(error) and _ended(connection, begin))
            if is_word(error) or not isinstance(error, Exception):
                raise
        self.drop()
        connection = self._taken()
        try:
            return connection, connection.plain(begin)
        except BaseException:
            connection.close()
            raise

    def drop(self) -> None:
        """Close what is not lent: after one connection was lost, the others mostly are too."""
        with self._lock:
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    def close(self) -> None:
        """Close everything; what is lent is closed when it comes back."""
        self._closed = True
        self.drop()

    def _taken(self) -> Connected:
        with self._lock:
            if self._closed:
                raise UsageError("usage", f"{self.address.name} is closed", "open it again")
            if self._free:
                return self._free.pop()
        return Connected(self.address)

    def _put_back(self, connection: Connected, *, whole: bool) -> None:
        if whole and not self._closed:
            with self._lock:
                self._free.append(connection)
        else:
            connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) or type(error).__module__.startswith("pg8000"):
                raise translated(self.address, error) from error
            raise


def _ended(connection: Connected, begin: str) -> bool:
    """Whether what was begun could be taken back, so that the connection may be used again."""
    with suppress(Exception):
        if begin:
            connection.plain("ROLLBACK")
        return True
    return False


def is_word(error: BaseException) -> bool:
    """Whether an error is the server's answer, or one of ours, after which the connection is in order."""
    state = state_of(error)
    return isinstance(error, UsageError) or bool(state and not state.startswith(_GONE))


def state_of(error: BaseException) -> str:
    """The SQLSTATE of what the server answered; "" where it is no answer."""
    told = error.args[0] if error.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def translated(address: Address, error: BaseException) -> UsageError:
    """What the server or the network says, as an error with its mend; LostError where the connection is gone."""
    state = state_of(error)
    if not state or state.startswith(_GONE):
        return _lost(address, error)
    for start in sorted(_MENDS, key=len, reverse=True):
        if state.startswith(start):
            code, hint = _MENDS[start]
            break
    else:
        code, hint = "unreadable", "look into the server's log"
    return UsageError(code, f"{address.name}: {error.args[0].get('M', state)}", hint)


def _lost(address: Address, error: BaseException) -> UsageError:
    why = str(error) if error.__cause__ is None else f"{error} {error.__cause__}"
    if isinstance(error, UNTRUSTED):
        hint = "name the certificate of who signed it as ?sslrootcert=FILE, or trust any with ?sslmode=require"
        return UsageError(
            "unreachable", f"{address.name}: its certificate is not trusted: {error.verify_message}", hint
        )
    if "refuses SSL" in why:
        hint = "let the server take TLS (ssl = on), or do without on a network of your own with ?sslmode=disable"
        return UsageError("unreachable", f"{address.name}: the server takes no TLS", hint)
    return LostError("unreachable", f"{address.name} is not reached: {why}", _AGAIN)
