"""The desk: documents, their ledgers and source documents, and everything people did, as events that are only added."""

from .desk import Desk, Kept
from .open import open_desk

__all__ = ["Desk", "Kept", "open_desk"]
