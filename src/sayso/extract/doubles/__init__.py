"""Doubles: what one document says twice, and not alike; titles against their text; claims that only the text itself vouches for."""

from .stage import STAGE, find_doubles, with_doubles

__all__ = ["STAGE", "find_doubles", "with_doubles"]
