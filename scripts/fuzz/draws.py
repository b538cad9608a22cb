"""Bytes taken as draws, so that a fuzzer's changes to them change a text or a value in one place; the same bytes draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Draws:
    """Draws from bytes, from the front; when they are used up, every draw is the first there is."""

    data: bytes
    at: int = 0

    def __bool__(self) -> bool:
        """Whether any are left."""
        return self.at < len(self.data)

    def byte(self) -> int:
        """The next byte."""
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def number(self, most: int) -> int:
        """A number from 0 to below `most`."""
        if most <= 256:  # noqa: PLR2004  what a byte holds
            return self.byte() % max(most, 1)
        return (self.byte() << 16 | self.byte() << 8 | self.byte()) % most

    def choice(self, some: Sequence[T]) -> T:
        """One of some."""
        return some[self.number(len(some))]

    def rest(self) -> bytes:
        """What is left."""
        left, self.at = self.data[self.at :], len(self.data)
        return left

    def text(self, most: int = 40) -> str:
        """Some of what is left as a text; half surrogates too, as JSON can hold them."""
        size = self.number(most)
        taken, self.at = self.data[self.at : self.at + size], self.at + size
        return taken.decode("utf-8", "surrogateescape")
