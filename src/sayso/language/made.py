"""A form of a verb, as the conjugations make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tense = Literal["base", "s", "past", "participle", "ing", "joined", "zu"]


@dataclass(frozen=True, slots=True)
class Made:
    """A form: its tense, the word that must follow or end the clause, and the word that must stand right before."""

    form: str
    tense: Tense
    particle: str = ""
    lead: str = ""
