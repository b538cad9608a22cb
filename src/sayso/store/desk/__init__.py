"""The desk: documents, their ledgers and source documents, and everything people did, as events that are only added."""

from .desk import Desk
from .open import open_desk
from .records import Kept, LedgerVersion

__all__ = ["Desk", "Kept", "LedgerVersion", "open_desk"]
