"""The desk: documents, their ledgers and source documents, and everything people did, as events that are only added."""

from .accounts import ROLES, Account, Accounts, Role
from .copy import backup, restore
from .desk import Desk, Fits
from .open import open_desk
from .records import Forgotten, Kept, LedgerVersion, key_of_content

__all__ = [
    "ROLES",
    "Account",
    "Accounts",
    "Desk",
    "Fits",
    "Forgotten",
    "Kept",
    "LedgerVersion",
    "Role",
    "backup",
    "key_of_content",
    "open_desk",
    "restore",
]
