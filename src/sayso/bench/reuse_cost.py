"""What finding reuse costs by the number of documents: keys, meetings, and passages held side by side, on made texts of 30 sentences.

Of a hundred documents three are copies of one before with a tenth of the words changed, five have a passage of 60 words of one before, and all end with one of 200
outlets' footers. The texts are made as for `scale`; words are not kept, so that memory is that of the keys.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Final

import numpy as np

from sayso.across.candidates import meet_by_key, pair_up, worth_reading
from sayso.across.fingerprints import columns
from sayso.across.held import Held
from sayso.across.shared import compare
from sayso.model import Analysis, Document
from sayso.pipeline import Progress

from .result import Measure
from .scale_texts import MadeTexts, most_memory

#: Documents of which one is a copy, has a passage; words of the passage; outlets; how far back what is taken stands.
_COPIES, _TAKES, _WORDS, _OUTLETS, _BACK = 33, 20, 60, 200, 5_000
#: Pairs that are held side by side to tell what one costs.
_SAMPLE: Final = 400


class MadeReuse:
    """Documents by their number, some with words of others."""

    def __init__(self) -> None:
        """Make the vocabulary."""
        self._texts = MadeTexts()

    def text(self, number: int) -> str:
        """The text of a document."""
        chance = random.Random(number)  # noqa: S311  made words, no secrets
        before = number - 1 - chance.randrange(min(_BACK, number)) if number else 0
        body = self._texts.document(number).document.text
        if number % _COPIES == _COPIES - 1:
            body = _changed(self._texts.document(before).document.text, chance)
        elif number % _TAKES == _TAKES - 1:
            taken = self._texts.document(before).document.text.split()
            start = chance.randrange(len(taken) - _WORDS)
            body += "\n\n" + _changed(" ".join(taken[start : start + _WORDS]), chance)
        return f"{body}\n\n{self._footer(number % _OUTLETS)}\n"

    def _footer(self, outlet: int) -> str:
        return " ".join(self._texts.document(10_000_000 + outlet).document.text.split()[:30])


def _changed(text: str, chance: random.Random) -> str:
    return " ".join("otherwise" if chance.random() < 0.1 else word for word in text.split())  # noqa: PLR2004


def measure_cost(size: int, progress: Progress) -> Iterator[Measure]:
    """Costs for a number of documents, in CPU seconds."""
    made, spent = MadeReuse(), 0.0
    prints = []
    for number in range(size):
        if number % 500 == 0:
            progress(f"keys of {size} documents", number, size)
        text = made.text(number)
        begun = time.process_time()
        prints.append(_held(text, number).prints)
        spent += time.process_time() - begun
    begun = time.process_time()
    pairs = pair_up(meet_by_key(columns(prints)))
    chosen = np.flatnonzero(worth_reading(pairs, np.array([len(one) for one in prints], dtype=np.int64)))
    joined = time.process_time() - begun
    each = _compared(made, [(int(pairs.a[at]), int(pairs.b[at])) for at in chosen[:: max(1, len(chosen) // _SAMPLE)]])
    name = f"cost.{size}"
    yield Measure(f"{name}.keys", size / spent * 60, size, "documents of 30 sentences a CPU-minute: words and keys")
    yield Measure(
        f"{name}.join", joined / size * 1e3, size, "CPU milliseconds a document: who may share a passage with whom"
    )
    yield Measure(f"{name}.pairs", len(chosen) / size, size, "pairs held side by side, a document")
    yield Measure(f"{name}.compare", each * 1e3, min(_SAMPLE, len(chosen)), "CPU milliseconds a pair held side by side")
    whole = (spent + joined + each * len(chosen)) / size * 1e3
    yield Measure(f"{name}.whole", whole, size, "CPU milliseconds a document, all three")
    yield Measure(f"{name}.memory", most_memory(), size, "most memory of the process so far, in millions of bytes")


def _compared(made: MadeReuse, pairs: list[tuple[int, int]]) -> float:
    """CPU seconds a pair."""
    spent = 0.0
    for pair in pairs:
        held = [_held(made.text(number), number) for number in pair]
        for one in held:
            len(one.words)  # read before the clock runs
        begun = time.process_time()
        compare(held[0], held[1])
        spent += time.process_time() - begun
    return spent / max(1, len(pairs))


def _held(text: str, number: int) -> Held:
    return Held(Analysis(document=Document(id=str(number), text_id="", uri=str(number), text=text)))
