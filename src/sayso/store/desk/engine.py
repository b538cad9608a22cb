"""What a desk needs of a database: reads, and writes that wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sayso.model import UsageError

Row = tuple[Any, ...]
Made = TypeVar("Made")


class LostError(UsageError):
    """The connection broke before a change was kept: nothing of it is there, so that it may be made again."""


class Transaction(Protocol):
    """One transaction of an engine, open for statements with `?` for their values."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives."""
        ...

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry a statement out."""
        ...


class Engine(Protocol):
    """A database. `write` gives a transaction that no other write runs beside; it is on disk when the block ends well.

    Every method may be called from any thread. What the database raises comes as UsageError with the mend.
    """

    #: How people call it: a path, or an address without its password.
    name: str

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives, of one moment."""
        ...

    def moment(self) -> AbstractContextManager[Transaction]:
        """A transaction for several queries of one and the same moment, whatever others write meanwhile."""
        ...

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction for changes; what raises within it leaves everything as it was.

        Raises LostError where a connection broke and nothing was kept, for the caller to make the change again.
        """
        ...

    def check(self) -> list[str]:
        """What the database itself says is broken in its file; nothing where all is well."""
        ...

    def scrub(self) -> bool:
        """Clear away what deleted rows left behind, as far as the database lets us; False where others must let go first."""
        ...

    def close(self) -> None:
        """Close it; closing twice does no harm."""
        ...


def changed(engine: Engine, change: Callable[[Transaction], Made]) -> Made:
    """Make a change, and once more where the connection was lost and nothing of it was kept."""
    try:
        with engine.write() as transaction:
            return change(transaction)
    except LostError:
        with engine.write() as transaction:
            return change(transaction)
