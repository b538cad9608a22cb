"""Makes what the workbench's browser tests open: `large OUT.json`, a large ledger, or `many OUT.sayso N`, a full desk."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import msgspec
from msgspec.structs import replace
from tests.render.make_ledger import large_ledger, plain_ledger

from sayso.store.desk import open_desk
from sayso.workbench.shelf import Shelf

WHEN = "2026-11-{day:02}T{hour:02}:00:00Z"


def large(out: str) -> None:
    """A ledger as large as the budgets speak of."""
    Path(out).write_bytes(msgspec.json.encode(large_ledger()))


def many(out: str, number: str) -> None:
    """A desk of many small documents of 37 outlets in three languages; the first one's row is worked out, the others follow it."""
    with open_desk(out) as desk:
        row = None
        for at in range(int(number)):
            ledger = plain_ledger(
                f"The ferry of year {at} cost {at + 13} million euros.", title=f"The ferry of year {at}"
            )
            document = replace(ledger.document, outlet=f"Outlet {at % 37}", language=("en", "de", "es")[at % 3])
            when = WHEN.format(day=at % 28 + 1, hour=at % 24)
            kept = desk.put(replace(ledger, document=document), who="Ann", when=when)
            row = row or Shelf(desk).row(kept.key)
            assert row is not None
            row = replace(row, key=kept.key, title=document.title or "", outlet=document.outlet or "", added=when)
            row = replace(row, language=document.language, to_review=at % 5, differs=at % 4)
            desk.remember(kept.key, msgspec.json.encode(row), kept.head)


if __name__ == "__main__":
    if sys.argv[1] == "large":
        large(sys.argv[2])
    else:
        many(*sys.argv[2:])
