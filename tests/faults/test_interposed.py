"""A sample of `scripts/faults.py`: killed, and failing, at calls spread over a writer's work. The whole sweep is the script's (docs/faults.md)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("gcc"), reason="faults are made by a library for Linux, compiled here"
)
def test_a_fault_at_any_call_does_no_harm(tmp_path: Path) -> None:
    command = [
        sys.executable, str(ROOT / "scripts" / "faults.py"), "--json", "--most", "6", "--kind", "kill", "--kind", "EIO",
        "--writer", "desk append", "--writer", "checked",
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["harms"] for row in rows] == [[], []], done.stderr
    assert [row["tried"] for row in rows] == [{"kill": 6, "EIO": 6}] * 2
    assert rows[0]["calls"] > 80, "SQLite's calls are seen"
