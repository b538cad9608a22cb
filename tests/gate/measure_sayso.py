"""What the reader of say-so reaches on our own labelled news set.

Run it for the floors as they would be now: `python -m tests.gate.measure_sayso`. They stand in sayso.toml and are held by
test_sayso_gate.py.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from sayso.bench import measure_own_sayso
from sayso.bench.own_sayso import FILE

from .held import print_floors

DATA: Final = Path(__file__).parents[2] / "data" / "sayso-news"
#: What has a floor in each language. Shares of what is found are held over all languages alone: finding more can lower them.
HELD: Final = frozenset({"found", "source", "chain", "resolution_all", "distancing", "silent"})
HELD_IN_ALL: Final = HELD | {"named", "kind", "carried"}


def measures() -> dict[str, float]:
    """F or the share that is right by language, half and measure ("en.dev.found")."""
    found: dict[str, float] = {}
    for one in measure_own_sayso(DATA).measures:
        language, _, part = one.name.split(".")
        if part in (HELD_IN_ALL if language == "all" else HELD):
            found[one.name] = one.value
    return found


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    return blake2b((DATA / FILE).read_bytes(), digest_size=8).hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
