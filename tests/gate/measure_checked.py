"""What the matching of earlier checks reaches on our own set.

Run it for the floors as they would be now: `python -m tests.gate.measure_checked`. They stand in checked.toml and are held by
test_checked_gate.py.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from sayso.bench import measure_checked

from .held import print_floors

DATA: Final = Path(__file__).parents[2] / "data" / "checked-news"
#: What has a floor in each half; of claims that were given a wrong check, as many less than all.
HELD: Final = frozenset({"P", "R", "fits", "hit@1", "MRR"})


def measures() -> dict[str, float]:
    """The measures by half and name ("dev.P"); "spared" are the claims without a check that were given none."""
    found: dict[str, float] = {}
    for one in measure_checked(DATA, size=100).measures:
        half, _, part = one.name.partition(".")
        if one.by == "sayso" and part in HELD:
            found[one.name] = one.value
        if one.by == "sayso" and part == "decoys":
            found[f"{half}.spared"] = 1 - one.value
    return found


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    whole = b"".join(path.read_bytes() for path in sorted(DATA.glob("*.json*")))
    return blake2b(whole, digest_size=8).hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
