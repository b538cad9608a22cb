"""Made texts for the bench of scale: the same every time, of any number, with words as rare and as common as in news.

The vocabulary is made of syllables, its words are drawn by Zipf's law (Zipf, 1949; Mandelbrot's form, 1953), and two
words in five are stop words of the language. A language has common words of its own, as languages do; names are the same in all. Every sentence has a
figure, and one word in twelve is a name; in German one more in six is a noun and has a capital. The texts say nothing, so they are for measuring cost alone.
"""

from __future__ import annotations

import math
import random
import resource
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, cycle
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from sayso.evidence import Query
from sayso.language.lexicon import lexicon
from sayso.model import Analysis, Block, Document, Figure, FigureKind, Made, Sentence, document_id, text_id

LANGUAGES: Final = ("en", "de", "es", "fr")
#: Sentences of a document, and of one of its paragraphs: an article of about 600 words.
SENTENCES: Final = 30
_PARAGRAPH: Final = 3
_FEWEST, _MOST = 8, 28

_VOCABULARY: Final = 60_000
_NAMES: Final = 6_000
_OPENINGS: Final = (
    "b",
    "br",
    "c",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
)
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CLOSINGS: Final = ("", "n", "r", "s", "l", "nt", "rd")
_PLACES: Final = ("Libya", "Germany", "Spain", "France", "Brazil", "Kenya", "Japan", "Peru")
#: Words of a made article.
ARTICLE: Final = 900
#: How large a part of the words are stop words, names, and words with a capital by language.
_STOPS: Final = 0.4
_NAMED: Final = 0.08
_NOUNS: Final = {"de": 0.17}
_PERCENT: Final = {"en": "percent", "de": "Prozent", "es": "por ciento", "fr": "pour cent"}
_EUROS: Final = {
    "en": "million euros",
    "de": "Millionen Euro",
    "es": "millones de euros",
    "fr": "millions d'euros",
}
_MADE: Final = Made(stage="bench", version="1")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Words, and the weights by which they are drawn, summed up."""

    words: tuple[str, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, words: tuple[str, ...]) -> _Drawn:
        return cls(words, tuple(accumulate((rank + 2.7) ** -1.15 for rank in range(len(words)))))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, and from what it was made: the uri and number of the document, and the number of the sentence in it."""

    query: Query
    uri: str
    document: int
    sentence: int


class MadeTexts:
    """Documents by their number."""

    def __init__(self, sentences: int = SENTENCES) -> None:
        """Make the vocabulary, which takes a fraction of a second; `sentences` are those of a document."""
        self._sentences = sentences
        chance = random.Random(1)  # noqa: S311  made words, no secrets
        whole = _made_words(chance, _VOCABULARY)
        step = len(whole) // len(LANGUAGES)  # what is common in one language is rare in the others
        self._words = {one: _Drawn.of(whole[at * step :] + whole[: at * step]) for at, one in enumerate(LANGUAGES)}
        nouns = tuple(word.capitalize() for word in self._words["de"].words)
        self._nouns = _Drawn(nouns, self._words["de"].sums)
        made = [word.capitalize() for word in whole[-_NAMES:]]
        for rank, place in enumerate(_PLACES):  # one name in twelve, or so
            made.insert(10 + 20 * rank, place)
        self._names = _Drawn.of(tuple(made))
        lists = lexicon("stopwords")
        self._stops = {one: _Drawn.of(tuple(lists[one].split())) for one in LANGUAGES}

    def document(self, number: int) -> Analysis:
        """The document of a number, with the figures that were put in."""
        language = LANGUAGES[number % len(LANGUAGES)]
        chance = random.Random(number)  # noqa: S311  made words, no secrets
        pool = self._pool(chance, language)
        text = next(pool).capitalize()
        title, sentences, figures = text, [Sentence(start=0, end=len(text))], []
        for at in range(self._sentences):
            text += "\n\n" if at % _PARAGRAPH == 0 else " "
            start = len(text)
            words = [next(pool) for _ in range(chance.randint(_FEWEST, _MOST))]
            shown, facts = _figure(chance, language)
            before = " ".join(words[: len(words) // 2]).capitalize()
            text += f"{before} {shown} {' '.join(words[len(words) // 2 :])}."
            place = start + len(before) + 1
            name = f"f{at + 1}"
            figures.append(Figure(id=name, start=place, end=place + len(shown), text=shown, made=_MADE, **facts))
            sentences.append(Sentence(start=start, end=len(text)))
        uri = f"{number // 1000:04}/{number:07}.txt"
        doc = Document(
            id=document_id(uri, None, text), text_id=text_id(text), title=title, uri=uri, text=text, language=language,
            blocks=tuple(_blocks(sentences)),
        )  # fmt: skip
        return Analysis(document=doc, sentences=tuple(sentences), figures=tuple(figures))

    def name(self, chance: random.Random) -> str:
        """A name."""
        return chance.choice(self._names.words)

    def sentence(self, chance: random.Random, language: str) -> tuple[str, Figure]:
        """A sentence with a figure, whose offsets are those within it."""
        pool = self._pool(chance, language)
        words = [next(pool) for _ in range(chance.randint(_FEWEST, _MOST))]
        shown, facts = _figure(chance, language)
        before = " ".join(words[: len(words) // 2]).capitalize()
        start = len(before) + 1
        figure = Figure(id="", start=start, end=start + len(shown), text=shown, made=_MADE, **facts)
        return f"{before} {shown} {' '.join(words[len(words) // 2 :])}.", figure

    def claim(self, number: int) -> Claimed:
        """A claim that rests on a sentence of document `number`: two thirds of its words, and its figure."""
        analysis = self.document(number)
        chance = random.Random(-number - 1)  # noqa: S311  a choice, no secret
        at = 1 + chance.randrange(SENTENCES)
        sentence = analysis.sentences[at]
        words = analysis.document.text[sentence.start : sentence.end].split()
        kept = " ".join([word for word in words if chance.random() < 2 / 3])
        figure = analysis.figures[at - 1]
        held = (replace(figure, start=0, end=len(figure.text)),)
        return Claimed(Query(kept, analysis.document.language, held), analysis.document.uri, number, at)

    def articles(self, documents: int, count: int) -> list[str]:
        """Articles of 900 words, whose sentences are claims made from English documents; every third one has a named speaker."""
        numbers = [number for number in claimed(documents, documents) if LANGUAGES[number % len(LANGUAGES)] == "en"]
        sentences, found = (self._said(number) for number in cycle(numbers)), []
        for _ in range(count):
            text: list[str] = []
            while sum(len(sentence.split()) for sentence in text) < ARTICLE:
                text.append(next(sentences))
            found.append("\n\n".join(" ".join(text[at : at + _PARAGRAPH]) for at in range(0, len(text), _PARAGRAPH)))
        return found

    def _said(self, number: int) -> str:
        """What `claim` gives, as a sentence of an article."""
        chance = random.Random(number)  # noqa: S311  a choice, no secret
        claim = self.claim(number).query.text.rstrip(".")
        said = f"{self.name(chance)} said that {claim}" if chance.random() < 1 / _PARAGRAPH else claim
        return said[:1].upper() + said[1:] + "."

    def _pool(self, chance: random.Random, language: str) -> Iterator[str]:
        """Words of the language without end."""
        nouns = _NOUNS.get(language, 0.0)
        pools = (self._stops[language], self._names, self._nouns, self._words[language])
        shares = (_STOPS, _NAMED, nouns, 1 - _STOPS - _NAMED - nouns)
        while True:
            for pool in chance.choices(pools, shares, k=64):
                yield chance.choices(pool.words, cum_weights=pool.sums)[0]


def _made_words(chance: random.Random, count: int) -> tuple[str, ...]:
    """Different words of one to four syllables, the short ones mostly first, as in a language."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = min(4, 1 + len(found) * 4 // count + chance.randrange(2))
        parts = (chance.choice(part) for _ in range(syllables) for part in (_OPENINGS, _VOWELS, _CLOSINGS))
        found["".join(parts)] = None
    return tuple(found)


def _figure(chance: random.Random, language: str) -> tuple[str, dict[str, Any]]:
    """A figure as it is written in the language, and what is known of it."""
    kind: FigureKind = chance.choice(("percent", "count", "money"))
    if kind == "percent":
        value = chance.randint(1, 99)
        return f"{value} {_PERCENT[language]}", {"kind": kind, "low": value, "high": value}
    if kind == "money":
        value = chance.randint(2, 900)
        whole = value * 1_000_000
        return f"{value} {_EUROS[language]}", {"kind": kind, "low": whole, "high": whole, "currency": "EUR"}
    value = chance.randint(10, 999) * 10 ** chance.randint(0, 4)
    shown = f"{value:,}" if language == "en" else f"{value:,}".replace(",", "." if language != "fr" else " ")
    return shown, {"kind": kind, "low": value, "high": value}


def _blocks(sentences: list[Sentence]) -> Iterator[Block]:
    yield Block(start=0, end=sentences[0].end, kind="title")
    for at in range(1, len(sentences), _PARAGRAPH):
        part = sentences[at : at + _PARAGRAPH]
        yield Block(start=part[0].start, end=part[-1].end, kind="paragraph")


def claimed(documents: int, count: int) -> list[int]:
    """The numbers of the documents from which claims are made, from all parts."""
    return [number * 7_919 % documents for number in range(count)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies, between its neighbours as far as it goes."""
    ordered, at = sorted(values), share * (len(values) - 1)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    return low + (high - low) * (at - math.floor(at))


def most_memory() -> float:
    """The most memory that this process has held, in millions of bytes.

    Asked of Linux's `VmHWM` where there is one: what `getrusage` tells begins with what the parent held.
    """
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
