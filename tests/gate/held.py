"""What was measured, held against the floors and ceilings of a gate.

Each gate is one test: a worker of the tests that takes over a part of a file would measure anew.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def floors(name: str) -> dict[str, Any]:
    """The file of a gate: `data`, the hash of what they were set on, `at_least` and perhaps `at_most`."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def missed(measured: Mapping[str, float], given: Mapping[str, Any], *, whole: bool = False) -> list[str]:
    """What lies below its floor or above its ceiling; with `whole` also what was measured and has neither."""
    least, most = given["at_least"], given.get("at_most", {})
    below = [f"{name}: {measured[name]}, floor {floor}" for name, floor in least.items() if not measured[name] >= floor]
    above = [f"{name}: {measured[name]}, ceiling {top}" for name, top in most.items() if not measured[name] <= top]
    loose = sorted(set(measured) - set(least) - set(most)) if whole else []
    return below + above + [f"{name}: {measured[name]}, without a floor" for name in loose]


def print_floors(data: str, measured: Mapping[str, float]) -> None:
    """Print a gate's hash and floors as they would be now, rounded down."""
    sys.stdout.write(f'data = "{data}"\n\n[at_least]\n')
    for name, value in measured.items():
        sys.stdout.write(f'"{name}" = {math.floor(value * 100) / 100:.2f}\n')
