"""Parts of speech of the words of a line, by a small averaged perceptron whose weights lie in `data/tags.LANGUAGE.bin`.

The method is that of Collins (2002), "Discriminative training methods for hidden Markov models", decoded greedily from left to right.
What it is for: to tell nouns from verbs where a figure's noun phrase begins and ends. How the weights were made, and from what:
docs/models.md.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Final

from msgspec import Struct

from sayso.language.lexicon import DATA
from sayso.model import UnreadableError

#: The tags, after those of the Penn Treebank: nouns (plural, proper), adjectives, adverbs, verbs (base, finite, -ing, participle), and so on.
TAGS: Final = (
    "N", "NS", "NP", "J", "R", "VB", "V", "VG", "VN", "M", "P", "TO", "D", "PR", "PS", "W", "CD", "CC", "RP", ".", "X",
)  # fmt: skip
_START: Final = len(TAGS)
_FORMAT: Final = b"sayso.tags/1\n"
#: A tag before a word, and two of them, as the weights name them.
_LAST: Final = tuple(str(tag) for tag in range(_START + 1))
_PAIR: Final = tuple(tuple(f"{before} {last}" for last in range(_START + 1)) for before in range(_START + 1))


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


def joint_features(last: int, key: str, following: str) -> tuple[str, str, str]:
    """What a word shows together with the tag before it, and that tag with the word after."""
    return f"j {last} {key}", f"q {last} {key[-3:]}", f"n {last} {following}"


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


class Tagger(Struct, frozen=True):
    """The weights, a row for each feature; features that are not listed say nothing. `places` tells where a row begins in `lanes`."""

    places: dict[str, int]
    lanes: bytes
    own: dict[tuple[str, str], int]
    beside: dict[tuple[str, str], int]

    def tag(self, keys: Sequence[str], texts: Sequence[str]) -> list[str]:
        """The tag of each word; `keys` are the words in lower case, `texts` as written. Cost: linear in their number."""
        before, last = _START, _START
        keys = ["", *(known(key, text) for key, text in zip(keys, texts, strict=True)), "", ""]
        found, of, weights = [], self._of, self._row
        for at, text in enumerate(texts, 1):
            key, following = keys[at], keys[at + 1]
            row = (
                self._own(key, shape(text, first=at == 1))
                + of("b", keys[at - 1])
                + of("a", following)
                + of("c", keys[at + 2])
                + of("1", _LAST[last])
                + of("2", _PAIR[before][last])
            )
            for name in joint_features(last, key, following):
                row += weights(name)
            scores = _LANES.unpack(row.to_bytes(_LANES.size, "little"))
            before, last = last, scores.index(max(scores))
            found.append(TAGS[last])
        return found

    def _row(self, name: str) -> int:
        at = self.places.get(name)
        return 0 if at is None else int.from_bytes(self.lanes[at : at + _LANES.size], "little")

    def _own(self, key: str, look: str) -> int:
        kind = (key, look)
        found = self.own.get(kind)
        if found is None:
            found = sum(self._row(name) for name in word_features(key, look))
            if len(self.own) < _MOST_KEPT:
                self.own[kind] = found
        return found

    def _of(self, place: str, name: str) -> int:
        found = self.beside.get((place, name))
        if found is None:
            names = [f"{place} {name}"] if place in "12" else [f"{place} {name}", f"{place}s {name[-3:]}"]
            found = sum(self._row(one) for one in names)
            if len(self.beside) < _MOST_KEPT:
                self.beside[place, name] = found
        return found


#: Words that are remembered with their weights, so that memory stays bounded whatever the text.
_MOST_KEPT: Final = 50_000


@cache
def tagger(language: str) -> Tagger | None:
    """The tagger of a language, None where there are no weights for it. Raises UnreadableError where they are damaged."""
    path = DATA / f"tags.{language}.bin"
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
    names = json.loads(rest[:size])
    lanes = bytearray(2 * (len(rest) - size))
    lanes[::2] = rest[size:].translate(_RAISED)
    return Tagger(dict(zip(names, count(0, _LANES.size))), bytes(lanes), {}, {})


def packed(weights: dict[str, Sequence[int]]) -> bytes:
    """The file of some weights, the same for the same weights."""
    names = sorted(weights)
    listed = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = array("b", (number for name in names for number in weights[name]))
    return _FORMAT + str(len(listed)).encode() + b"\n" + listed + numbers.tobytes()
