"""What the reader of figures reaches on our own labelled news set.

Run it for the floors as they would be now: `python -m tests.gate.measure_figures`. They stand in figures.toml and are held by
test_figures_gate.py.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from sayso.bench import measure_own_figures
from sayso.bench.own_figures import FILES

from .held import print_floors

DATA: Final = Path(__file__).parents[2] / "data" / "figures-news"
#: What has a floor, of all that is measured.
HELD: Final = ("found", "value_unit", "counted_any", "base_any", "change")


def measures() -> dict[str, float]:
    """F by language, half and facet ("en.dev.found")."""
    found = {one.name: one.value for one in measure_own_figures(DATA).measures}
    return {name: value for name, value in found.items() if name.rpartition(".")[2] in HELD}


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    digest = blake2b(digest_size=8)
    for name in FILES:
        digest.update(name.encode() + b"\0" + (DATA / name).read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
