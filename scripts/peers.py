#!/usr/bin/env python3
"""Make the peers of `sayso bench`: other readers of quantities and of quotations, other indexes, a finder of near-duplicates, and a simple baseline for sentences, each in an environment of its own.

    python3 scripts/peers.py            all of them in .venv-peers
    python3 scripts/peers.py quantulum3 one of them

A peer is a folder with its virtual environment, its program `peer.py`, and `peer.json` with its name, version and tasks. The
programs stand in scripts/peers/ and are ours; what they run is not: CQE is GPL-3.0, so it stays in an environment of its own,
is run as a separate program, and is never imported by Sayso, shipped, or made by anything but this script. The versions are pinned in
scripts/peers/NAME.txt and installed without their own dependencies: CQE's contradict each other. quantulum3's classifier was trained with
scikit-learn 1.8, and CQE's and Recognizers-Text's code wants emoji 1.7.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHERE = HERE.parent / ".venv-peers"
PEERS = {
    "bm25": {"name": "BM25 (bm25s)", "version": "0.3.16", "license": "MIT", "tasks": ["passages"]},
    "bm25s": {"name": "bm25s", "version": "0.3.16", "license": "MIT", "tasks": ["scale"]},
    "cqe": {"name": "CQE", "version": "2.0.3", "license": "GPL-3.0", "tasks": ["newsquant"]},
    "datasketch": {"name": "datasketch", "version": "2.0.0", "license": "MIT", "tasks": ["reuse"]},
    "lancedb": {"name": "LanceDB", "version": "0.40.0", "license": "Apache-2.0", "tasks": ["scale"]},
    "minilm": {"name": "all-MiniLM-L6-v2", "version": "0.1.0", "license": "Apache-2.0", "tasks": ["passages"]},
    "quantulum3": {
        "name": "quantulum3", "version": "0.10.0", "license": "MIT", "tasks": ["newsquant"], "averages_ranges": True,
    },
    "recognizers": {
        "name": "Recognizers-Text", "version": "1.0.2a2", "license": "MIT",
        "tasks": ["newsquant", "recognizers", "same_figures"],
    },
    "tfidf": {
        "name": "TF-IDF and logistic regression", "version": "scikit-learn 1.9.1", "license": "BSD-3-Clause",
        "tasks": ["sentences"],
    },
    "textacy": {"name": "textacy", "version": "0.13.0", "license": "Apache-2.0", "tasks": ["polnear"]},
}  # fmt: skip


def make(name: str) -> None:
    """Make one peer anew."""
    folder = WHERE / name
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", HERE / "peers" / f"{name}.txt")
    if name == "cqe":
        locale(folder)
    shutil.copy(HERE / "peers" / f"{name}.py", folder / "peer.py")
    (folder / "peer.json").write_text(json.dumps(PEERS[name], indent=2) + "\n", encoding="utf-8")


def locale(folder: Path) -> None:
    """CQE sets the locale en_US.UTF-8: compile it where it is found without being installed."""
    (folder / "locale").mkdir()
    if shutil.which("localedef"):
        run("localedef", "-i", "en_US", "-f", "UTF-8", folder / "locale" / "en_US.UTF-8")
    else:
        print("note: no localedef here; CQE needs the locale en_US.UTF-8 (on Debian: the package locales)")


def run(*command: str | Path) -> None:
    """Run a command and end with its exit code if it fails."""
    print("$", " ".join(str(part) for part in command), flush=True)
    done = subprocess.run([str(part) for part in command], check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PEERS)
    if unknown := [name for name in wanted if name not in PEERS]:
        sys.exit(f"no such peer: {', '.join(unknown)}\nhint: there are {', '.join(PEERS)}")
    for name in wanted:
        make(name)
    print(f"made in {WHERE}: now `sayso bench NAME --data PATH --peers {WHERE.name}`")
