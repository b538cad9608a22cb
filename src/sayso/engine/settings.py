"""How a run is to be done, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How many processes, how much memory each may take up (bytes), how long an item may take, what files are called by.

    `replace` gives up what the folder holds of another whole. Where `spark` names the master of a cluster, its workers do what else
    processes of this machine do, as many at once as it gives, whatever `workers` says.
    """

    workers: int = 1
    memory: int = 2048 * MIB
    seconds: float = 60.0
    stem: str = "lines"
    replace: bool = False
    spark: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: items done in it, shards' weights done and to be done, and the seconds since it began."""

    items: int
    done: int
    total: int
    seconds: float
