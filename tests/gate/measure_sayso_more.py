"""What say-so reaches on texts by other hands (`tests/data/sayso-more`): those that were read, and those kept aside.

Run it for the floors as they would be now: `python -m tests.gate.measure_sayso_more`. They stand in sayso_more.toml and are held by
test_sayso_more_gate.py.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from tests.scripts import ROOT, script

from sayso.bench.own_sayso import measures_of, read_row
from sayso.bench.sayso_labels import compare

from .held import print_floors

DATA: Final = ROOT / "tests" / "data" / "sayso-more"
PARTS: Final = ("learn", "aside")
#: What has a floor: whole attributions, with the right source, chains, named or not, and who is meant.
HELD: Final = frozenset({"found", "source", "chain", "named", "resolution"})


def measures() -> dict[str, float]:
    """The measures by part and name ("aside.chain")."""
    return {
        one.name: one.value
        for part in PARTS
        for one in measures_of((compare(read_row(row)) for row in _rows(DATA / part)), part)
        if one.name.partition(".")[2] in HELD
    }


def _rows(folder: Path) -> list[dict[str, object]]:
    news = script("sayso_news")
    return [
        news.compile_article(article)
        for path in sorted(folder.glob("*.txt"))
        for article in news.read_annotations(path)
    ]


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    whole = b"".join(path.read_bytes() for path in sorted(DATA.glob("*/*.txt")))
    return blake2b(whole, digest_size=8).hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
