"""Train the tagger of a language from sentences with tags and write its weights.

    python training/tags/train.py silver.jsonl src/sayso/language/data/tags.en.bin

Each line of the input is `[text, [[offset, Penn tag], ...]]`, as `silver.py` writes it. The result is the same for the same input.
Takes about a minute and a half on one core.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.language import fold
from sayso.language.numbers import Line
from sayso.language.tagger import (
    TAGS,
    Tagger,
    after_feature,
    joint_features,
    known,
    packed,
    shape,
    unpacked,
    word_features,
)

PENN = {
    "NN": "N", "NNS": "NS", "NNP": "NP", "NNPS": "NP", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R",
    "VB": "VB", "VBD": "V", "VBZ": "V", "VBP": "V", "VBG": "VG", "VBN": "VN", "MD": "M", "IN": "P", "TO": "TO", "DT": "D",
    "PDT": "D", "WDT": "W", "PRP": "PR", "EX": "PR", "PRP$": "PS", "POS": "PS", "WP": "W", "WP$": "W", "WRB": "W", "CD": "CD",
    "CC": "CC", "RP": "RP", ",": ".", ".": ".", ":": ".", "``": ".", "''": ".", "-LRB-": ".", "-RRB-": ".", "HYPH": ".",
    "$": ".", "#": ".", "SYM": ".", "NFP": ".",
}  # fmt: skip
EPOCHS = 6
SEED = 7
LEAST = 5  # a feature that was seen less often is left out
FAINT = 3  # so is one whose weights are all smaller, of 127
SHORTEST = 4
START = len(TAGS)
#: Scraped texts have lost these; a share of the sentences is trained on without them, too.
LOST = frozenset({",", "’", "“", "”"})
SHARE = 0.33


@dataclass(frozen=True)
class Tagged:
    """A sentence in our tokens: how the weights name each, how it is written, and the number of its tag."""

    keys: list[str]
    texts: list[str]
    tags: list[int]

    def without(self, lost: frozenset[str]) -> Tagged:
        """The sentence without some of its marks."""
        kept = [at for at, key in enumerate(self.keys) if key not in lost]
        return Tagged([self.keys[at] for at in kept], [self.texts[at] for at in kept], [self.tags[at] for at in kept])


def sentences(path: Path) -> Iterator[Tagged]:
    """Each sentence of the file, some of them again as scraped texts have them."""
    chance = random.Random(SEED)  # noqa: S311  a fixed sample, no secret
    for row in path.open(encoding="utf-8"):
        text, tagged = json.loads(row)
        line = Line.of(fold(text).text)
        if len(line) < SHORTEST or len(line.text) != len(text):
            continue
        one = Tagged(
            [known(token.key, token.text) for token in line.tokens],
            [token.text for token in line.tokens],
            list(aligned(line, tagged)),
        )
        yield one
        if chance.random() < SHARE:
            yield one.without(LOST)


def aligned(line: Line, tagged: list[list[Any]]) -> Iterator[int]:
    """The tag that covers the beginning of each of our tokens."""
    at = 0
    for token in line.tokens:
        while at + 1 < len(tagged) and tagged[at + 1][0] <= token.start:
            at += 1
        yield TAGS.index("." if token.kind == "sign" else PENN.get(tagged[at][1], "X"))


def features(one: Tagged, at: int, before: int, last: int) -> Iterator[str]:
    """All that the tagger sees of a word, under the names that it asks for."""
    key = one.keys[at]
    yield from word_features(key, shape(one.texts[at], first=at == 0))
    for place, other in (("b", at - 1), ("a", at + 1), ("c", at + 2)):
        name = one.keys[other] if 0 <= other < len(one.keys) else ""
        yield f"{place} {name}"
        yield f"{place}s {name[-3:]}"
    yield f"1 {last}"
    yield f"2 {before} {last}"
    yield from joint_features(last, key)
    yield after_feature(last, one.keys[at + 1] if at + 1 < len(one.keys) else "")


def frequent(data: list[Tagged]) -> frozenset[str]:
    """The features that were seen often enough."""
    seen: Counter[str] = Counter()
    for one in data:
        before = last = START
        for at, tag in enumerate(one.tags):
            seen.update(features(one, at, before, last))
            before, last = last, tag
    return frozenset(name for name, count in seen.items() if count >= LEAST)


class Averaged:
    """Weights with their sums over time, for the average in the end."""

    def __init__(self, names: frozenset[str]) -> None:
        """Begin with noughts."""
        self.clock = 0
        self.now = {name: [0] * len(TAGS) for name in names}
        self._sums = {name: [0] * len(TAGS) for name in names}
        self._since = {name: [0] * len(TAGS) for name in names}

    def move(self, name: str, tag: int, step: int) -> None:
        """Change one weight, and book what it was until now."""
        self._sums[name][tag] += (self.clock - self._since[name][tag]) * self.now[name][tag]
        self._since[name][tag] = self.clock
        self.now[name][tag] += step

    def average(self) -> dict[str, list[float]]:
        """The mean of each weight over all steps."""
        return {
            name: [
                (total + (self.clock - since) * weight) / self.clock
                for total, since, weight in zip(self._sums[name], self._since[name], row, strict=True)
            ]
            for name, row in self.now.items()
        }


def learn(one: Tagged, weights: Averaged) -> int:
    """Go over a sentence once, mending the weights at each wrong guess; how many there were."""
    before = last = START
    wrong = 0
    for at, gold in enumerate(one.tags):
        weights.clock += 1
        names = [name for name in features(one, at, before, last) if name in weights.now]
        scores = [sum(column) for column in zip(*(weights.now[name] for name in names), strict=True)]
        guess = scores.index(max(scores))
        if guess != gold:
            wrong += 1
            for name in names:
                weights.move(name, gold, 1)
                weights.move(name, guess, -1)
        before, last = last, guess
    return wrong


def train(data: list[Tagged]) -> dict[str, list[float]]:
    """The averaged weights after all epochs."""
    weights = Averaged(frequent(data))
    chance = random.Random(SEED)  # noqa: S311
    words = sum(len(one.tags) for one in data)
    for epoch in range(EPOCHS):
        chance.shuffle(data)
        wrong = sum(learn(one, weights) for one in data)
        print(f"epoch {epoch + 1}: {1 - wrong / words:.4f} of {words} words", flush=True)
    return weights.average()


def rounded(averaged: dict[str, list[float]]) -> dict[str, list[int]]:
    """Weights as bytes: scaled so that nearly the largest fits; those that hardly say anything are left out."""
    largest = sorted(max(map(abs, row)) for row in averaged.values())
    scale = 127 / largest[int(len(largest) * 0.9995)]
    made = {name: [max(-127, min(127, round(one * scale))) for one in row] for name, row in averaged.items()}
    return {name: row for name, row in made.items() if max(map(abs, row)) >= FAINT}


def accuracy(tagger: Tagger, data: list[Tagged]) -> float:
    """The share of words that get their tag."""
    pairs = [
        (guess, TAGS[tag]) for one in data for guess, tag in zip(tagger.tag(one.keys, one.texts), one.tags, strict=True)
    ]
    return sum(guess == gold for guess, gold in pairs) / len(pairs)


def main(silver: str, target: str) -> None:
    """Train on 19 of 20 sentences, tell the accuracy on the rest, and write the weights."""
    data = list(sentences(Path(silver)))
    held, rest = data[::20], [one for at, one in enumerate(data) if at % 20]
    weights = rounded(train(rest))
    share = accuracy(unpacked(packed(dict(weights)), "en"), held)
    print(f"{share:.4f} of the words of {len(held)} sentences held out; {len(weights)} features")
    Path(target).write_bytes(packed(dict(weights)))


if __name__ == "__main__":
    main(*sys.argv[1:])
