"""The command as a person runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def sayso(tmp_path: Path) -> Run:
    """Run `sayso ...` in an empty folder, with no settings of the person who runs the tests."""

    def run(*args: str | Path, text: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
        environment = {**kept, "XDG_CONFIG_HOME": str(tmp_path / "none"), **extra}
        command = [sys.executable, "-m", "sayso", *(str(arg) for arg in args)]
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            check=False,
            timeout=120,
        )

    return run
