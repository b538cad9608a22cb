#!/usr/bin/env python3
"""Ask the workbench by its own description for a while, as each role, and tell how much was asked and what was found.

    python scripts/strangers.py [EXAMPLES] [SEED]

EXAMPLES are the requests of each operation and role, half of those with a body wrong on purpose; 200 where none is named.
What the suite does with ten of each (tests/workbench/test_interface.py) is done here with more, on other ones with each
SEED. It needs the development dependencies, opens no socket, and ends with 1 where anything was found.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.asked import Asker, nothing_is_read
from tests.workbench.conftest import NOW, ORIGIN
from tests.workbench.hostile import put_hostile

from sayso.store.desk import Desk, open_desk
from sayso.store.desk.accounts import ROLES, Role
from sayso.workbench import Settings, make_app
from sayso.workbench.shelf import now

TEAM = Settings(origin=ORIGIN, hosts=frozenset(("127.0.0.1:8000",)))


def asked_as(role: Role, desk: Desk, examples: int, seed: int) -> Asker:
    """Everything asked by who has this role."""
    desk.accounts.add(role, "three slow green boats", role, now=NOW)
    kept = desk.put(small_ledger(), who="Ann", when=NOW)
    key, source = put_hostile(desk)
    with nothing_is_read(), TestClient(make_app(desk, TEAM), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.cookies.set("sayso-8000", desk.accounts.open_session(role, now()))
        client.headers["Origin"] = ORIGIN
        there = {"key": [kept.key, key, "x\0"], "id": ["c1", "c2", "c11"], "trace": ["t1"], "source": [source, "d1"]}
        asker = Asker(client, there)
        asker.ask(examples, seed=seed)
    return asker


def main(examples: int, seed: int) -> int:
    """Ask as each role, on a desk of its own; gives 1 where anything was found."""
    found: dict[str, str] = {}
    for role in ROLES:
        start = time.process_time()
        with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "desk.sayso") as desk:
            asker = asked_as(role, desk, examples, seed)
        statuses = Counter[int]()
        for (_, status), times in asker.asked.items():
            statuses[status] += times
        counts = ", ".join(f"{times} x {status}" for status, times in sorted(statuses.items()))
        operations = len({label for label, _ in asker.asked})
        took = time.process_time() - start
        print(f"{role}: {sum(statuses.values())} requests of {operations} operations in {took:.0f} s of CPU: {counts}")
        found |= asker.found
    for words, command in found.items():
        print(f"\nfound: {words}\n{command}")
    print(f"{len(found)} found")
    return bool(found)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    sys.exit(main(*given, *(200, 1)[len(given) :]))
