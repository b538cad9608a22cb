"""What a source is: its kind, and whether it is named."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import SourceKind


@dataclass(frozen=True, slots=True)
class Nature:
    """A source's kind, whether it is named, why, and its head noun in lower case; of a news outlet its name too."""

    kind: SourceKind
    named: bool
    because: str
    head: str = ""
    name: str = ""
