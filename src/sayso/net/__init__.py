"""The only room that opens a socket: a URL that a person gave."""

from .addresses import is_public
from .fetch import Fetched, Limits, fetch

__all__ = ["Fetched", "Limits", "fetch", "is_public"]
