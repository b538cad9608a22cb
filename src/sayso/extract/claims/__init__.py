"""What a text asserts: one claim an assertion, with its sort, how certain it sounds and why it may be worth checking."""

from __future__ import annotations

from .notes import claiming
from .stage import MADE, find_claims

__all__ = ["MADE", "claiming", "find_claims"]
