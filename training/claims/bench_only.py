"""What an encoder reaches when it learns from sets that are for research alone. Nothing of it ships.

    python training/claims/bench_only.py worth --data CHECKTHAT_2023_1B --start MINILM --work FOLDER
    python training/claims/bench_only.py subjective --data CHECKTHAT_SUBJECTIVITY --start MULTILINGUAL --work FOLDER [--seeds 7 8 9]

Trains on `train` with all layers, and prints F1 on `dev` with yes from 0.5 on: of yes, or the mean of yes and no for subjectivity. Of several
seeds the mean share decides. FOLDER keeps the runs; one that is there is not trained again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from export import trained
from learn import asked
from sentences import Labelled, checkthat_subjectivity, checkthat_worth
from start import tokenizer

from sayso.bench.sentences import f_of

HERE = Path(__file__).parent
#: The share from which on a sentence counts as yes.
YES = 0.5
LANGUAGES = {"english": "en", "german": "de", "italian": "it"}
HOW = {
    "worth": ("--layers", "6", "--epochs", "2", "--size", "32", "--rate", "1e-4"),
    "subjective": ("--layers", "12", "--epochs", "4", "--size", "16", "--rate", "8e-5"),
}


def run_of(given: argparse.Namespace, seed: int) -> Path:
    """A trained run of a seed."""
    goal: Path = given.work / f"{given.task}-{seed}"
    if not (goal / "branch.pt").exists():
        data = given.data / "train.tsv" if given.task == "worth" else given.data
        command = [sys.executable, str(HERE / "learn.py"), "--start", str(given.start), "--out", str(goal), f"--{given.task}",
                   str(data), "--whole", "--at", "0", "--beside", "1", "--seed", str(seed), *HOW[given.task]]  # fmt: skip
        subprocess.run(command, check=True)  # noqa: S603  our own script
    return goal


def shares(runs: Sequence[Path], task: str, sentences: Sequence[Labelled]) -> list[float]:
    """The mean share of yes that the runs give each sentence."""
    rows = []
    for run in runs:
        branch, start = trained(run)
        rows.append(asked(branch, sentences, tokenizer(start), evened=False)[task].sigmoid()[:, 0])
    return list(torch.stack(rows).mean(0).tolist())


def main() -> None:
    """Train and measure as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("task", choices=HOW)
    for name in ("data", "start", "work"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--seeds", type=int, nargs="*", default=[7])
    given = options.parse_args()
    torch.set_num_threads(1)
    runs = [run_of(given, seed) for seed in given.seeds]
    sets = {"en": list(checkthat_worth(given.data / "dev.tsv"))} if given.task == "worth" else {
        language: list(checkthat_subjectivity(given.data / folder / f"dev_{language}.tsv", language))
        for folder, language in LANGUAGES.items()
    }  # fmt: skip
    for language, sentences in sets.items():
        known = [bool(getattr(one, given.task)) for one in sentences]
        found = [share >= YES for share in shares(runs, given.task, sentences)]
        value = f_of(known, found, both=given.task == "subjective")
        print(f"{given.task} {language} dev n={len(known)}: F1 {value:.3f}")


if __name__ == "__main__":
    main()
