"""Measure an encoder's folder on NTREX-128: finding a sentence's translation, and what a cut vocabulary does to words.

    python training/encoder/check.py FOLDER --ntrex NTREX [--full FOLDER] [--queries 500] [--only deu spa] [--layers 0,2,4]

NTREX is the folder of NTREX-128 (CC BY-SA 4.0). A vector is the mean of the last states of "query: " and the sentence (Wang et al. 2024);
P@1 is how often the nearest of all sentences of the other language is the translation. Results go to stdout.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel
from vocabulary import survival

FILES: Final = {
    "eng": "newstest2019-src.eng.txt",
    **{language: f"newstest2019-ref.{language}.txt" for language in ("deu", "spa", "fra", "ita", "por")},
}
BATCH: Final = 32
LONGEST: Final = 512
#: The first lines may be counted in for a cut (`--texts`); what it does to words is measured on the others.
COUNTED: Final = 1000


def lines(ntrex: Path, language: str) -> list[str]:
    """The sentences of a language."""
    return (ntrex / FILES[language]).read_text(encoding="utf-8").splitlines()


@torch.inference_mode()
def vectors(model: BertModel, tokenizer: Tokenizer, sentences: Sequence[str]) -> Tensor:
    """A row of length one for each sentence, those of like length encoded together."""
    ids = [found.ids[:LONGEST] for found in tokenizer.encode_batch([f"query: {sentence}" for sentence in sentences])]
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    made = torch.empty(len(ids), model.config.hidden_size)
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        rows = nn.utils.rnn.pad_sequence(
            [torch.tensor(ids[number]) for number in part], batch_first=True, padding_value=1
        )
        mask = rows != 1
        states = model(rows, attention_mask=mask.long()).last_hidden_state * mask[..., None]
        made[part] = nn.functional.normalize(states.sum(1), dim=-1)
    return made


def precision(queries: Tensor, pool: Tensor) -> float:
    """The share of queries whose nearest of the pool stands in the same row."""
    nearest = (queries @ pool.T).argmax(1)
    return float((nearest == torch.arange(len(queries))).float().mean())


def retrieval(folder: Path, ntrex: Path, layers: Sequence[int], queries: int, pools: dict[str, int]) -> None:
    """Print P@1 from English to each language of the pools, which say how many sentences to look among."""
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
    if layers:
        model.encoder.layer = nn.ModuleList(model.encoder.layer[number] for number in layers)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.plain.json"))
    asked = vectors(model, tokenizer, lines(ntrex, "eng")[:queries])
    for language, pool in pools.items():
        found = precision(asked, vectors(model, tokenizer, lines(ntrex, language)[:pool]))
        print(f"{folder.name} eng-{language}: P@1 {found:.3f} of {len(asked)}", flush=True)


def words(folder: Path, full: Path, ntrex: Path) -> None:
    """Print, for each language, the share of pieces that the cut vocabulary has, and the pieces of a word before and after."""
    before, after = (Tokenizer.from_file(str(one / "tokenizer.json")) for one in (full, folder))
    for language in FILES:
        counts = zip(*survival(before, after, lines(ntrex, language)[COUNTED:]), strict=True)
        total, pieces, stayed, now = map(sum, counts)
        print(f"{language}: {stayed / pieces:.4f} of {pieces} pieces stay", end=", ")
        print(f"{pieces / total:.3f} a word, then {now / total:.3f}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--full", type=Path, help="the folder with the whole vocabulary, to compare words with")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--pool", type=int, default=1997, help="how many sentences to look among")
    parser.add_argument("--only", nargs="*", default=["deu", "spa", "fra"])
    parser.add_argument("--layers", default="", help="the layers to go through, as 0,2,4; all of them if not said")
    asked = parser.parse_args()
    if asked.full:
        words(asked.folder, asked.full, asked.ntrex)
    layers = [int(part) for part in asked.layers.split(",") if part]
    retrieval(asked.folder, asked.ntrex, layers, asked.queries, dict.fromkeys(asked.only, asked.pool))


if __name__ == "__main__":
    main()
