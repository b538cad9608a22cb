"""What is said of figures that are the same in both texts while what is told of them is not (`data/twists`).

Run it for the bounds as they would be now: `python -m tests.gate.measure_twists`. They stand in twists.toml and are held by test_twists_gate.py.
"""

from __future__ import annotations

import math
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from tests.scripts import ROOT

from sayso.bench import measure_twists
from sayso.bench.twists import HALVES

DATA: Final[Path] = ROOT / "data" / "twists"
#: Of twisted pairs few may match; of faithful ones many should, and few may be alarmed.
LEAST: Final = ("faithful.matches",)
MOST: Final = ("twisted.matches", "faithful.told")


@cache
def measures() -> dict[str, float]:
    """Of each half: the shares of LEAST and MOST."""
    found = {one.name: one.value for one in measure_twists(DATA).measures}
    return {f"{half}.{name}": found[f"{half}.{name}"] for half in HALVES for name in (*LEAST, *MOST)}


def data_hash() -> str:
    """A hash of both halves, so that a bound cannot be met by changing what it is measured on."""
    digest = blake2b(digest_size=8)
    for half in HALVES:
        digest.update((DATA / f"{half}.jsonl").read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Print the bounds as they would be now."""
    sys.stdout.write(f'data = "{data_hash()}"\n')
    for head, names, rounded in (("at_least", LEAST, math.floor), ("at_most", MOST, math.ceil)):
        sys.stdout.write(f"\n[{head}]\n")
        for name, value in measures().items():
            if name.partition(".")[2] in names:
                sys.stdout.write(f'"{name}" = {rounded(round(value * 100, 6)) / 100:.2f}\n')


if __name__ == "__main__":
    main()
