"""Make the reader of pairs again, from VitaminC to weights, with one command.

    python training/pairs/make.py --vitaminc real_public_half.jsonl --start MULTILINGUAL --begin SECOND/best.pt --work FOLDER

MULTILINGUAL and SECOND are what training/attribution/make.py leaves in its folder: the six layers of the multilingual encoder, and the tagger whose
states of words are shared. It learns from the pages of two folds; those of the third measure it and even out how sure it is. After a break the
same command goes on from the last epoch. Takes seven minutes on one core of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
GOAL = HERE.parents[1] / "src" / "sayso" / "language" / "models" / "pairs"
#: The fold that is left out.
HELD = 0


def run(*words: str) -> None:
    """Run Python with some words, and stop where it fails."""
    subprocess.run([sys.executable, *words], check=True)  # noqa: S603  our own scripts


def main() -> None:
    """Train, measure, export."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("vitaminc", "start", "begin", "work"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    named = [part for name in ("vitaminc", "start", "begin") for part in (f"--{name}", str(getattr(given, name)))]
    learned = given.work / f"pairs-{HELD}"
    if not (learned / "net.pt").exists():
        run(str(HERE / "learn.py"), *named, "--out", str(learned), "--fold", str(HELD))
    run(str(HERE / "export.py"), *named, "--run", str(learned), "--out", str(GOAL))


if __name__ == "__main__":
    main()
