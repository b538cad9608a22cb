"""What a figure measures, read off the words around it.

Words of two languages meet through concepts, names and cognates. A figure's own words (what it counts, what it is a
share of) weigh more than the rest of its clause. Nothing here looks at values: two figures that agree by accident
must not be taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from sayso.language.acts import acts
from sayso.language.lexicon import lexicon
from sayso.language.words import names
from sayso.model import Figure, Span

from .parts import own_part
from .words import Word, read_words, theme_weight
from .years import YEAR, years_before, years_of

#: Where a clause ends, for the words that go with a figure; a relative clause goes with it.
_CLAUSE: Final = re.compile(
    r"[;:()\[\]–—]|\. "
    r"|,(?!\d)(?!\s(?:die|der|das|den|dem|dessen|deren|which|who|that|whose|que|quien|cuy[oa]s?|qui|dont)\b)"
    r"|\b(?:while|whereas|but|während|aber|mientras|pero|tandis que|alors que|mais)\b",
    re.IGNORECASE,
)
#: How near words stand to a figure: its own, those of its clause, of what it rests on, of its sentence, and before it.
OWN, CLOSE, _BASE, _WIDE, _LEAD = 2.0, 1.0, 0.5, 0.35, 0.15
_ENOUGH: Final = 1.5
#: What stands between two commas.
_ASIDE: Final = re.compile(r",(?=(?P<aside>[^,;]{6,90}),)")
#: So many characters on either side are right beside a figure.
_BESIDE: Final = 40
#: Texts whose sense is kept: so many of at most so many characters.
_KEPT: Final = 2_048
_LONG: Final = 2_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of a subject: how near it stands to the figure, and what it weighs."""

    word: Word
    near: float
    weight: float


@dataclass(frozen=True)
class Subject:
    """What a figure measures: its words with their weights, and the years and places that it holds for, and what it is a share of.

    `years` are those of its sentence, `own_years` those of its clause, `told_years` those of its own period, `led_years` those that its sentence only leads back to ("six years earlier").
    `base` are the words of what it is a share of; `base_told` and `counted_told` are what it is a share of and what it counts, as they stand there.
    `clause` and `around` are its clause and its sentence without the figures, `near` what stands right beside it in the clause, `place` and `who` where and of whom it is said, `part` what of the sentence is its own and no other figure's (`own_part`);
    `told` is that part, or else the clause, with its figures, and `sentence` the sentence with them; `rate` is what the figure itself says that it is per;
    `stated` is whether the figure says how much or how many, and not when, how long or how old; `by_the_way` whether it is of an event that its sentence only tells by the way (", opened in 1961,").
    """

    words: tuple[Weighed, ...]
    years: frozenset[str]
    own_years: frozenset[str]
    places: frozenset[str]
    language: str
    base: tuple[Word, ...] = ()
    base_told: str = ""
    counted_told: str = ""
    told_years: frozenset[str] = frozenset()
    led_years: frozenset[str] = frozenset()
    clause: str = ""
    around: str = ""
    near: str = ""
    place: str = ""
    who: str = ""
    part: str = ""
    told: str = ""
    sentence: str = ""
    rate: str | None = None
    stated: bool = False
    by_the_way: bool = False

    @cached_property
    def near_by_key(self) -> dict[str, float]:
        """How near each key of its words stands; of a key of several words the first is meant."""
        return {key: one.near for one in reversed(self.words) for key in one.word.keys}

    @cached_property
    def stems_by_letter(self) -> dict[str, list[tuple[str, float]]]:
        """The stems of its words and how near they stand, by their first letter."""
        found: dict[str, list[tuple[str, float]]] = {}
        for one in self.words:
            found.setdefault(one.word.stem[:1], []).append((one.word.stem, one.near))
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """The sentence or claim that holds some figures: its text, its place in the document, and what stands before it.

    The figures themselves are blanked out in `words`, at the same places, so that "million euros" is no likeness.
    `own` is the part that belongs to a lone figure: the claim within its sentence, or all of it; `quantities` are the places of those that say how much.
    """

    text: str
    offset: int
    language: str
    words: str
    lead: str = ""
    own: tuple[int, int] | None = None
    quantities: tuple[tuple[int, int], ...] = ()


def read_stretch(
    aside: Iterable[Span | Figure],
    text: str,
    offset: int,
    language: str,
    *,
    lead: str = "",
    own: tuple[int, int] | None = None,
) -> Stretch:
    """Prepare a stretch of text, once for all figures in it.

    `aside` are the places that say nothing of what is measured: the figures themselves, who says so, and the cue; `own` is
    given where one figure has the stretch, or a part of it, to itself.
    """
    blanked = text
    quantities = []
    for one in aside:
        start, end = max(0, one.start - offset), min(len(text), one.end - offset)
        if start < end and not (isinstance(one, Figure) and one.kind == "ordinal"):
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
            if isinstance(one, Figure) and _says_how_much(one):
                quantities.append((start, end))
    return Stretch(text, offset, language, blanked, lead, own, tuple(quantities))


def read_subject(figure: Figure, stretch: Stretch, rests_on: str = "") -> Subject:
    """Read what `figure` measures from the stretch that holds it.

    `rests_on` are the words of the earlier figure that it is a share of ("12 % of those"), which are half its own.
    """
    text, language = stretch.text, stretch.language
    start, end = figure.start - stretch.offset, figure.end - stretch.offset
    own = " ".join(part.text for part in (figure.counted, figure.base) if part)
    left, right = stretch.own or _clause(stretch.words, start, end, language, enough=bool(read_words(own, language)))
    found: dict[frozenset[str], Weighed] = {}
    layers = (
        (own, OWN),
        (stretch.words[left:right], CLOSE),
        (rests_on, _BASE),
        (stretch.words, _WIDE),
        (stretch.lead, _LEAD),
    )
    for layer, near in layers:
        for word in read_words(layer, language):
            found.setdefault(word.keys, Weighed(word, near, near * theme_weight(word)))
    years = frozenset(YEAR.findall(text))
    asides = asides_of(text, language)
    kept = _blanked(text, (place for place in asides if not place[0] <= start < place[1]))
    period = figure.period if figure.period and not _is_blank(kept, figure.period, stretch.offset) else None
    told = years_of(period.text, years, language) if period else None
    led = years_before(text, language)
    part = own_part(stretch.words, stretch.quantities, start)
    base = _without_aged(figure.base, stretch) if figure.base else ""
    return Subject(
        words=tuple(sorted(found.values(), key=lambda one: -one.weight)),
        years=years | (told or frozenset()) | led,
        own_years=frozenset(YEAR.findall(kept[left:right])) if told is None else told,
        places=frozenset(name for name in names(figure.place.text) if ":" in name) if figure.place else frozenset(),
        language=language.partition("-")[0],
        base=read_words(base, language),
        base_told=base,
        counted_told=figure.counted.text if figure.counted else "",
        told_years=told or frozenset(),
        led_years=led,
        clause=stretch.words[left:right],
        around=stretch.words,
        near=stretch.words[max(left, start - _BESIDE) : min(right, end + _BESIDE)],
        by_the_way=any(low <= start < high for low, high in asides),
        stated=_says_how_much(figure),
        place=figure.place.text if figure.place else "",
        who=figure.subject.text if figure.subject else "",
        part=stretch.words[slice(*part)],
        told=text[slice(*(part if part[1] else (left, right)))],
        sentence=text,
        rate=figure.per,
    )


def _without_aged(base: Span, stretch: Stretch) -> str:
    """The words of a base, but for one at its end that only leads to the age behind it: "personnes âgées de 65 ans" are people."""
    behind = stretch.text[max(0, base.end - stretch.offset) :]
    aged = _aged().search(base.text) if _leads_to_age().match(behind) else None
    return base.text[: aged.start()] if aged else base.text


@cache
def _aged() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(lexicon('aged')['aged'])})$", re.IGNORECASE)


@cache
def _leads_to_age() -> re.Pattern[str]:
    return re.compile(rf"\s(?:(?:{'|'.join(lexicon('aged')['leads'])})\s*)+\d", re.IGNORECASE)


def _says_how_much(figure: Figure) -> bool:
    """Whether a figure says how much or how many, and not when, how long or how old."""
    return figure.is_quantity and figure.kind not in {"duration", "age"}


def read_sense(text: str, language: str) -> Subject:
    """Read what a whole text is about, as `read_subject` does for a figure: all its words are near. What was read of short texts is kept for some thousand."""
    return _read_sense(text, language) if len(text) > _LONG else _read_short_sense(text, language)


@lru_cache(maxsize=_KEPT)
def _read_short_sense(text: str, language: str) -> Subject:
    return _read_sense(text, language)


def _read_sense(text: str, language: str) -> Subject:
    found = {word.keys: Weighed(word, CLOSE, theme_weight(word)) for word in read_words(text, language)}
    return Subject(tuple(found.values()), frozenset(), frozenset(), frozenset(), language.partition("-")[0])


@lru_cache(maxsize=64)
def asides_of(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence tells by the way of another event: ", opened in 1961,"; asked for each of its figures."""
    found = (match.span("aside") for match in _ASIDE.finditer(text))
    return tuple((low, high) for low, high in found if YEAR.search(text, low, high) and acts(text[low:high], language))


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    for low, high in places:
        text = text[:low] + " " * (high - low) + text[high:]
    return text


def _is_blank(text: str, span: Span, offset: int) -> bool:
    start, end = max(0, span.start - offset), span.end - offset
    return start < end <= len(text) and not text[start:end].strip()


def _clause(text: str, start: int, end: int, language: str, *, enough: bool) -> tuple[int, int]:
    """The clause around `text[start:end]`; where that is not `enough`, widened to the left, then to the right, for words."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    left = max((cut for cut in cuts if cut <= start), default=0)
    right = min((cut for cut in cuts if cut >= end), default=len(text))
    if left > 0 and not text[left + 1 : start].strip():  # "X (54%)": the words are before the bracket
        left = max((cut for cut in cuts if cut < left), default=0)
    while not enough and left > 0 and _few(text[left:right], language):
        left = max((cut for cut in cuts if cut < left), default=0)
    if not enough and _few(text[left:right], language):
        right = min((cut for cut in cuts if cut > right), default=len(text))
    return left, right


def _few(text: str, language: str) -> bool:
    return sum(theme_weight(word) for word in read_words(text, language)) < _ENOUGH
