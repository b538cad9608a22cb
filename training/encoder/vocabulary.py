"""The tokenizers of multilingual-e5-small, and its vocabulary cut to some languages of Latin script.

A vocabulary of SentencePiece's unigram model (Kudo 2018): each piece has the logarithm of how likely it is, and a word is cut where the sum
is highest, so a cut vocabulary needs no training. A word whose piece is gone is cut into shorter ones.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

#: What stands for a space at a word's front.
SPACE: Final = "▁"
#: The pieces that are no text, as far as they stand at the front; <mask> stands last.
FRONT: Final = ("<s>", "<pad>", "</s>", "<unk>")
MASK: Final = "<mask>"
#: A mark is a word of its own; full stops in a row are one, and a fraction's stroke belongs to its digits.
MARK: Final = Regex(r"▁?(?:\.{2,}|[\p{P}\p{S}&&[^▁⁄]])")
#: What a piece's own likeliness counts beside its share of each language; it speaks for a hundred languages.
LIKELY: Final = 0.1


class Piece(NamedTuple):
    """A piece as it is written, and the logarithm of how likely it is."""

    text: str
    score: float


def tokenizer(pieces: Sequence[Piece], *, apart: bool) -> Tokenizer:
    """The tokenizer of these pieces; with `apart`, marks are words of their own, and no piece reaches from a word into a mark.

    Nmt and NFKC do what SentencePiece's nmt_nfkc does, but for two signs (U+FF5E, U+1F23B), which stay as they are there.
    """
    made = Tokenizer(models.Unigram([(piece.text, piece.score) for piece in pieces], unk_id=FRONT.index("<unk>")))
    made.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    steps = [
        pre_tokenizers.WhitespaceSplit(),
        pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
    ]
    if apart:
        steps.append(pre_tokenizers.Split(MARK, "isolated"))
    made.pre_tokenizer = pre_tokenizers.Sequence(steps)
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.add_special_tokens([*FRONT, MASK])
    return made


def kept(pieces: Sequence[Piece], count: int, texts: Sequence[Path], words: Sequence[Path]) -> list[int]:
    """The numbers of the pieces to keep, in their old order: what is no text, single characters, and the best of the others."""
    share = shares(pieces, texts, words)
    must = [number for number, piece in enumerate(pieces) if piece.text in {*FRONT, MASK} or needed(piece.text)]
    others = [number for number in set(range(len(pieces))) - set(must) if latin(pieces[number].text)]
    others.sort(key=lambda number: (-share.get(number, 0) - LIKELY * math.exp(pieces[number].score), number))
    return sorted(must + others[: max(0, count - len(must))])


def shares(pieces: Sequence[Piece], texts: Sequence[Path], words: Sequence[Path]) -> dict[int, float]:
    """Each piece's share of the pieces in each file, summed over the files."""
    cutter = tokenizer(pieces, apart=True)
    scores = [piece.score for piece in pieces]
    total: defaultdict[int, float] = defaultdict(float)
    for counted in (*(_in_text(cutter, path) for path in texts), *(_in_words(cutter, scores, path) for path in words)):
        whole = sum(counted.values())
        for number, times in counted.items():
            total[number] += times / whole
    return total


def _in_text(cutter: Tokenizer, path: Path) -> Mapping[int, float]:
    counted: Counter[int] = Counter()
    for found in cutter.encode_batch(path.read_text(encoding="utf-8").splitlines(), add_special_tokens=False):
        counted.update(found.ids)
    return counted


def _in_words(cutter: Tokenizer, scores: Sequence[float], path: Path) -> dict[int, float]:
    """Pieces of a list's words, weighed by how frequent they are.

    The lists are in small letters. How often a word has a capital is what the pieces make likely: "Bundesregierung" nearly always.
    """
    counted: defaultdict[int, float] = defaultdict(float)
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()]
    small = cutter.encode_batch([word for word, _ in rows], add_special_tokens=False)
    large = cutter.encode_batch([word.capitalize() for word, _ in rows], add_special_tokens=False)
    for one, other, (_, frequency) in zip(small, large, rows, strict=True):
        apart = sum(scores[number] for number in one.ids) - sum(scores[number] for number in other.ids)
        capital = 1 / (1 + math.exp(max(-50, min(50, apart))))
        for ids, weight in ((one.ids, 1 - capital), (other.ids, capital)):
            for number in ids:
                counted[number] += float(frequency) * weight
    return counted


def needed(text: str) -> bool:
    """Whether a piece is one character of ours, or a space: letters of Latin script and of Greek (mu is micro's sign), marks."""
    return len(text) == 1 and (text == SPACE or _ours(text) or _script(text) == "GREEK")


def latin(text: str) -> bool:
    """Whether a piece has characters of Latin script, digits and marks only."""
    return all(_ours(char) for char in text.removeprefix(SPACE)) and SPACE not in text[1:]


@cache
def _ours(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind[0] == "L":
        return _script(char) == "LATIN"
    return char.isascii() or (kind[0] in "PSM" and _common(char))


def _common(char: str) -> bool:
    """Whether a mark is of no one script: those of Latin-1, accents, general punctuation, money, arrows, mathematics and pictures."""
    return char < "\u0370" or ("\u2000" <= char < "\u2c00" and char != SPACE) or char >= "\U0001f000"


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]


def survival(full: Tokenizer, cut: Tokenizer, lines: Iterable[str]) -> Iterator[tuple[int, int, int, int]]:
    """For each line: its words, its pieces in the full vocabulary, how many of them the cut one has, and its pieces in that."""
    have = cut.get_vocab()
    for line in lines:
        before = full.encode(line, add_special_tokens=False)
        after = cut.encode(line, add_special_tokens=False)
        yield len(line.split()), len(before.ids), sum(piece in have for piece in before.tokens), len(after.ids)
