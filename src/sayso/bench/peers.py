"""Peers: other readers of quantities or of quotations, each in a virtual environment of its own, asked as a separate process.

`scripts/peers.py` makes a folder with one folder a peer, which holds its environment, its program `peer.py`, and `peer.json`
with its name, its version and the tasks that it has. A program reads tasks as JSON lines on standard input and writes one answer a
line, then the CPU seconds that it took. Nothing of a peer is imported here.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_HINT: Final = "peers were left out: `python3 run.py peers` makes them in .venv-peers, then add --peers .venv-peers"
_PYTHON: Final = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a peer answered, in the order of the tasks, and the CPU seconds that it took."""

    answers: tuple[Mapping[str, Any], ...]
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer that is installed in a folder."""

    folder: Path
    name: str
    version: str
    averages_ranges: bool = False

    def ask(self, tasks: Sequence[Mapping[str, Any]], notes: list[str]) -> Answers | None:
        """Its answers to tasks; None where it fails, with a note."""
        asked = "".join(json.dumps(task) + "\n" for task in tasks)
        command = [str(self.folder.resolve() / _PYTHON), "peer.py"]
        done = subprocess.run(  # noqa: S603  a program of ours, in the environment that was named on the command line
            command, input=asked, capture_output=True, text=True, encoding="utf-8", cwd=self.folder, check=False
        )
        lines = done.stdout.splitlines()
        if done.returncode or len(lines) != len(tasks) + 1:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            notes.append(f"{self.name} failed: {last}")
            return None
        notes.append(f"{self.name} {self.version}")
        return Answers(tuple(json.loads(line) for line in lines[:-1]), json.loads(lines[-1])["cpu_seconds"])


def peers_in(folder: Path | None, task: str, notes: list[str]) -> Iterator[Peer]:
    """The peers of a folder that have a task, by name; without a folder none, and a note how they are made."""
    known = [] if folder is None else sorted(folder.glob("*/peer.json"))
    if not known:
        notes.append(_HINT)
    for path in known:
        told = json.loads(path.read_text(encoding="utf-8"))
        if task in told["tasks"]:
            yield Peer(path.parent, told["name"], told["version"], told.get("averages_ranges", False))
