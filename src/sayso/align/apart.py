"""What sets two figures apart, with words for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sort = Literal[
    "act",
    "age",
    "population",
    "order",
    "side",
    "time",
    "negation",
    "place",
    "who",
    "counted",
    "crossed",
    "rate",
    "turned",
]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two stretches of text that stand for one another and cannot both be meant."""

    sort: Sort
    mine: str
    theirs: str

    @property
    def because(self) -> str:
        """For a reader, which words they are."""
        if self.sort == "crossed":
            return f"“{self.mine}” goes with another figure in the source document"
        if self.sort == "turned":
            return f"“{self.mine}” and “{self.theirs}” may have changed places"
        if not (self.mine and self.theirs):
            side = "article" if self.mine else "source document"
            return f"“{self.mine or self.theirs}” in the {side} alone"
        return f"“{self.mine}” in the article, “{self.theirs}” in the source document"
