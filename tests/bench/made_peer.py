"""A peer of our own: a program in a folder as `scripts/peers.py` makes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def peer(folder: Path, task: str, program: str) -> None:
    """Write a peer with one task, run by this Python."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "peer.py").write_text(program, encoding="utf-8")
    told = {"name": folder.name.title(), "version": "1", "tasks": [task]}
    (folder / "peer.json").write_text(json.dumps(told), encoding="utf-8")
