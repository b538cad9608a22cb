"""Figures written in six languages, with what must be read of them: the words are those of the language's own list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import pytest
from babel.numbers import format_decimal

from sayso.extract.figures import find_figures
from sayso.language.lexicon import lexicon
from sayso.model import Block, BlockKind, Document, Figure, FigureKind, Sentence, text_id

from .spelled import words

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")

#: A sentence that counts ships, and one that names a sum, a share, a measure.
COUNTS: Final = {
    "en": "The paper counts {} ships today.",
    "de": "Die Zeitung zählt {} Schiffe.",
    "es": "El diario cuenta {} barcos.",
    "fr": "Le journal compte {} navires.",
    "it": "Il giornale conta {} navi.",
    "pt": "O jornal conta {} navios.",
}
NAMES: Final = {
    "en": "The paper names {}, as before.",
    "de": "Die Zeitung nennt {}, wie zuvor.",
    "es": "El diario menciona {}, como antes.",
    "fr": "Le journal cite {}, comme avant.",
    "it": "Il giornale cita {}, come allora.",
    "pt": "O jornal cita {}, como antes.",
}
#: What stands between a million or a dozen and what it is of.
OF: Final = {"en": "", "de": "", "es": " de", "fr": " de", "it": " di", "pt": " de"}
EURO: Final = {"en": "euros", "de": "Euro", "es": "euros", "fr": "euros", "it": "euro", "pt": "euros"}
#: What a bound's code says of the figure.
BOUNDS: Final[dict[str, dict[str, Any]]] = {
    ">=": {"high": None},
    ">": {"high": None, "low_inclusive": False},
    "<=": {"low": None},
    "<": {"low": None, "high_inclusive": False},
    "~>": {"high": None, "low_inclusive": False, "approximate": True},
    "~<": {"low": None, "high_inclusive": False, "approximate": True},
    "~": {"approximate": True},
    "=": {},
}


@dataclass(frozen=True)
class Told:
    """What a figure must say; the text is that which was written into the sentence."""

    text: str
    low: float | None
    high: float | None
    kind: FigureKind = "count"
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    vague: bool = False
    unit: str | None = None
    currency: str | None = None
    per: str | None = None


@dataclass(frozen=True)
class Writing:
    """A sentence with one figure in it, and what must be read."""

    language: str
    sentence: str
    told: Told

    def without(self, head: str) -> Writing:
        """The same, where the head of what was written is no part of the figure."""
        return replace(self, told=replace(self.told, text=self.told.text.removeprefix(head)))

    def check(self) -> None:
        """Read the sentence: one quantity, which says exactly what was written."""
        found = [one for one in find(self.sentence, self.language) if one.is_quantity]
        assert [one.text for one in found] == [self.told.text], self.sentence
        for name, value in asdict(self.told).items():
            read = getattr(found[0], name)
            wanted = pytest.approx(value) if isinstance(value, float) else value
            assert read == wanted, f"{self.sentence}: {name} is {read}, not {value}"


@dataclass(frozen=True)
class Writer:
    """Writes figures in one language."""

    language: str
    words: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Take the language's words."""
        object.__setattr__(self, "words", words(self.language))

    def digits(self, value: float) -> str:
        """A number with the separators of CLDR; one of four digits has its separator too, or it could be a year."""
        return (
            str(format_decimal(value, locale=self.language, group_separator=True))
            if value < 1000
            else self._long(value)
        )

    def _long(self, value: float) -> str:
        ten = str(format_decimal(10_000, locale=self.language))
        whole = f"{int(value):,}".replace(",", ten[2])
        part = format_decimal(value - int(value), locale=self.language)[1:]
        return whole + part

    def counts(self, text: str, low: float | None, high: float | None, *, of: bool = False, **more: Any) -> Writing:
        """In the sentence that counts; `of` puts "of" before what is counted, where the language does after a million."""
        joint = OF[self.language] if of else ""
        sentence = COUNTS[self.language].format(text + joint)
        return Writing(self.language, sentence, Told(text, low, high, **more))

    def names(self, text: str, low: float | None, high: float | None, kind: FigureKind, **more: Any) -> Writing:
        """In the sentence that names."""
        return Writing(self.language, NAMES[self.language].format(text), Told(text, low, high, kind, **more))

    @property
    def million(self) -> str:
        """The word for millions."""
        scales: dict[str, int] = self.words["scales"]
        return [word for word, value in scales.items() if value == 1_000_000][-1]

    def sum_of(self, scale: str) -> str:
        """A scale with euros behind it: "millions d’euros"."""
        if self.language == "fr":
            return f"{scale} d’euros"
        return f"{scale}{OF[self.language]} {EURO[self.language]}"


def unit_kind(name: str) -> FigureKind:
    """The kind of a unit."""
    kind: FigureKind = lexicon("units")[name]["kind"]
    return kind


def symbols() -> Iterator[tuple[str, str]]:
    """The symbols of units with the unit's name."""
    for name, entry in lexicon("units").items():
        yield from ((sign, name) for sign in entry.get("symbols", ()))


def document(text: str, language: str, kind: BlockKind = "paragraph") -> Document:
    """A text as one block."""
    block = Block(start=0, end=len(text), kind=kind)
    return Document(id="d:x", text_id=text_id(text), uri="x", text=text, language=language, blocks=(block,))


def find(text: str, language: str, kind: BlockKind = "paragraph") -> tuple[Figure, ...]:
    """The figures of a text that is one sentence."""
    return find_figures(document(text, language, kind), [Sentence(start=0, end=len(text))])
