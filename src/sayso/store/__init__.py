"""The truth on disk: the records of source documents, hashed one by one, in SQLite."""

from .record import Record
from .store import Change, Store

__all__ = ["Change", "Record", "Store"]
