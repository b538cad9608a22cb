"""What the reader of claims reaches on our own labelled news set.

Run it for the floors as they would be now: `python -m tests.gate.measure_claims`. They stand in claims.toml and are held by
test_claims_gate.py.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from sayso.bench import measure_own_claims
from sayso.bench.own_claims import FILE, LANGUAGES

from .held import print_floors

DATA: Final = Path(__file__).parents[2] / "data" / "claims-news"
#: What has a floor in each language. Means over labels are held over all languages alone: some labels are rare in one.
HELD: Final = frozenset({"found", "exact", "sort_all", "author", "source", "negated"})
HELD_IN_ALL: Final = HELD | {"sort", "sort_f", "sort_all_f", "author_f", "source_f"}


def measures() -> dict[str, float]:
    """F or the share that is right by language, half and measure ("en.dev.found")."""
    found: dict[str, float] = {}
    for one in measure_own_claims(DATA).measures:
        language, _, part = one.name.split(".")
        if part in (HELD_IN_ALL if language == "all" else HELD if language in LANGUAGES else ()):
            found[one.name] = one.value
    return found


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    return blake2b((DATA / FILE).read_bytes(), digest_size=8).hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
