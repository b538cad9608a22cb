"""Parts of speech of the words of a line, by a small averaged perceptron whose weights lie in `data/tags.LANGUAGE.bin`.

The method is that of Collins (2002), "Discriminative training methods for hidden Markov models", decoded greedily from left to right.
What it is for: to tell nouns from verbs where a figure's noun phrase begins and ends. How the weights were made, and from what:
docs/models.md.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any, Final

import msgspec

from sayso.language.lexicon import data_file
from sayso.model import UnreadableError

#: The tags, after those of the Penn Treebank: nouns (plural, proper), adjectives, adverbs, verbs (base, finite, -ing, participle), and so on.
TAGS: Final = (
    "N", "NS", "NP", "J", "R", "VB", "V", "VG", "VN", "M", "P", "TO", "D", "PR", "PS", "W", "CD", "CC", "RP", ".", "X",
)  # fmt: skip
_START: Final = len(TAGS)
_FORMAT: Final = b"sayso.tags/1\n"


def known(key: str, text: str) -> str:
    """A word as the weights name it: all numbers in digits are one."""
    return "0" if text[0].isdigit() else key


def word_features(key: str, look: str) -> Iterator[str]:
    """What a word shows by itself: its form, its endings, its shape."""
    yield f"w {key}"
    yield f"s {key[-3:]}"
    yield f"t {key[-2:]}"
    yield f"p {key[:2]}"
    yield f"h {look}"
    yield f"k {look} {key[-2:]}"


def joint_features(last: int, key: str) -> tuple[str, str]:
    """What a word shows together with the tag before it."""
    return f"j {last} {key}", f"q {last} {key[-3:]}"


def after_feature(last: int, following: str) -> str:
    """What the tag before a word shows together with the word after."""
    return f"n {last} {following}"


def shape(text: str, *, first: bool) -> str:
    """Digits, a sign, capitals throughout, one capital in front, or small letters. The first word's capital says nothing."""
    if text[0].isdigit():
        return "d"
    if not text[0].isalpha():
        return text[0]
    if text.isupper():
        return "A" if len(text) > 1 else "I"
    if not text[0].isupper():
        return "x"
    return "F" if first else "C"


#: A row of weights is one whole number, with a lane of so many bits a tag: rows are added up at once. Each weight is raised by the
#: lane's middle, which is the same for all tags and so changes nothing of which is the greatest.
_LANES: Final = struct.Struct(f"<{len(TAGS)}H")
_RAISED: Final = bytes(byte ^ 128 for byte in range(256))


#: Words that are remembered with their weights, in each place, so that memory stays bounded whatever the text.
_MOST_KEPT: Final = 30_000


class _Kept(dict[Any, int]):
    """Rows of weights by what they are the sum for, made on first use. A look-up costs no call, and most words are seen again."""

    def __init__(self, made: Callable[[Any], int]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, kind: Any) -> int:
        row = self._made(kind)
        if len(self) < _MOST_KEPT:
            self[kind] = row
        return row


class Tagger:
    """The weights, a row for each feature; features that are not listed say nothing."""

    __slots__ = ("_after", "_ahead", "_before", "_further", "_joint", "_lanes", "_own", "_places", "_tags")

    def __init__(self, places: dict[str, int], lanes: bytes) -> None:
        """Take the rows: `places` tells where that of a feature begins in `lanes`."""
        self._places, self._lanes = places, lanes
        self._own = _Kept(lambda kind: self._sum(word_features(kind[0], shape(kind[1], first=kind[2]))))
        self._before = _Kept(lambda key: self._sum((f"b {key}", f"bs {key[-3:]}")))
        self._ahead = _Kept(lambda key: self._sum((f"a {key}", f"as {key[-3:]}")))
        self._further = _Kept(lambda key: self._sum((f"c {key}", f"cs {key[-3:]}")))
        self._tags = _Kept(lambda kind: self._sum((f"1 {kind[1]}", f"2 {kind[0]} {kind[1]}")))
        self._joint = _Kept(lambda kind: self._sum(joint_features(*kind)))
        self._after = _Kept(lambda kind: self._sum((after_feature(*kind),)))

    def tag(self, keys: Sequence[str], texts: Sequence[str]) -> list[str]:
        """The tag of each word; `keys` are the words in lower case, `texts` as written. Cost: linear in their number."""
        before, last, found = _START, _START, []
        # As `known` names them, without a call for each word.
        keys = ["", *["0" if text[0].isdigit() else key for key, text in zip(keys, texts, strict=True)], "", ""]
        for at, text in enumerate(texts, 1):
            key, following = keys[at], keys[at + 1]
            row = (
                self._own[key, text, at == 1]
                + self._before[keys[at - 1]]
                + self._ahead[following]
                + self._further[keys[at + 2]]
                + self._tags[before, last]
                + self._joint[last, key]
                + self._after[last, following]
            )
            scores = _LANES.unpack(row.to_bytes(_LANES.size, "little"))
            before, last = last, scores.index(max(scores))
            found.append(TAGS[last])
        return found

    def _sum(self, names: Iterable[str]) -> int:
        total, places, lanes, size = 0, self._places, self._lanes, _LANES.size
        for name in names:
            at = places.get(name)
            if at is not None:
                total += int.from_bytes(lanes[at : at + size], "little")
        return total


@cache
def tagger(language: str) -> Tagger | None:
    """The tagger of a language, None where there are no weights for it. Raises UnreadableError where they are damaged."""
    path = data_file(f"tags.{language}.bin")
    if not path.is_file():
        return None
    return unpacked(path.read_bytes(), language)


def unpacked(data: bytes, language: str) -> Tagger:
    """The tagger of a file: its format, the names of the features as JSON with their number, then a byte a tag for each.

    Raises UnreadableError where it is none.
    """
    head, _, rest = data[len(_FORMAT) :].partition(b"\n")
    size = int(head) if head.isdigit() else -1
    if not data.startswith(_FORMAT) or size < 0:
        raise UnreadableError(
            "damaged", f"the weights tags.{language}.bin are damaged", "install sayso again", f"tags.{language}.bin"
        )
    names = msgspec.json.decode(rest[:size])
    lanes = bytearray(2 * (len(rest) - size))
    lanes[::2] = rest[size:].translate(_RAISED)
    return Tagger(dict(zip(names, count(0, _LANES.size))), bytes(lanes))


def packed(weights: dict[str, Sequence[int]]) -> bytes:
    """The file of some weights, the same for the same weights."""
    names = sorted(weights)
    listed = msgspec.json.encode(names)
    numbers = array("b", (number for name in names for number in weights[name]))
    return _FORMAT + str(len(listed)).encode() + b"\n" + listed + numbers.tobytes()
