"""The drift of a narrower thing told as a wider one: "of the households with children" as "of the households"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import Word, read_words, theme_weight, themes_of
from sayso.language import fold, lexicon, served
from sayso.language.lexicon import SERVED
from sayso.model import Drift, DriftKind, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .alone import is_not_only
from .leftover import is_reworded
from .phrases import meets
from .vocabulary import Vocabulary, vocabulary
from .whole import whole_phrase

#: Shares are of a base; whatever else is narrowed is a scope.
_SHARES: Final = frozenset(("percent", "proportion"))
#: Words of these themes say of whom or where a figure is, so that leaving them out widens it.
_TELLING: Final = frozenset(("people", "places", "health", "education", "environment"))
#: Where the source document is at home: "in the county" is no less than what it speaks of.
FRAME: Final = frozenset(
    f"concept:{name}"
    for name in ("place", "city", "region", "neighbourhood", "local", "country", "state", "kingdom", "capital")
)
#: Numbers up to this one stand in any text.
_DOZEN: Final = 12
#: Shares that differ by no more points are told as one another.
_POINTS: Final = 3.0
#: Words behind a preposition that belong to it at most.
_REACH: Final = 3
#: What begins a noun of its own behind another.
_ARTICLES: Final = frozenset(("the", "der", "die", "das", "el", "la", "los", "las", "le", "les"))
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
_CUTS: Final = re.compile(r"[,;:()–—]")


def _is_time(figure: Figure) -> bool:
    """Whether a figure is a time or an age: of those nothing is told of less or more."""
    return figure.kind in {"duration", "age", "date"}


def narrowing_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A phrase beside the given figure that says of whom or where it is, and of which the article has no word.

    Only where the figures agree, and nothing else parts them; who says it there is no such phrase.
    """
    sure = [
        pair
        for pair in pairs
        if pair.agrees and pair.same and not (pair.likeness.conflict or pair.scope) and not _is_time(pair.given.figure)
        if (pair.claimed.figure.role == "change")
        == (pair.given.figure.role == "change")  # "62 per cent more" is no share of anybody
    ]
    if not sure:
        return
    known = known_of(matter)
    if _has_other_phrase(matter) or is_reworded(matter) or is_not_only(matter.asked.sentence, matter.asked.language):
        return
    for pair in sure:
        found = next(_phrases(matter, pair.given.figure, known), None)
        if found is not None:
            kind: DriftKind = "base_changed" if pair.given.figure.kind in _SHARES else "scope_dropped"
            claim = matter.asked.claim
            told = whole_phrase(matter, found, pair.given.figure)
            yield Drift(
                kind=kind,
                claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
                source_span=told,
                because=f"the source document says it of less (“{told.text}”); the article has no word of that",
            )
            return


def narrowed_pairs(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The figures that agree, nothing else parting them, shares first; none where not all of the claim agrees, or a language has no lists."""
    languages = {one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language)}
    if languages <= set(SERVED) and all_agree(matter, pairs):
        for pair in sorted(pairs, key=lambda pair: pair.given.figure.kind not in _SHARES):
            if pair.agrees and pair.same and not (pair.likeness.conflict or pair.scope or pair.is_dates):
                yield pair


def all_agree(matter: Matter, pairs: Sequence[Pair]) -> bool:
    """Whether each share and each number above a dozen of the claim has its like in the passage: else that may be about another of them."""
    agreed = [pair.claimed.figure for pair in pairs if pair.agrees]
    return all(
        any(one.figure.id == other.id or _is_like(one.figure, other) for other in agreed)
        for one in matter.asked.placed
        if one.figure.kind in _SHARES
        or (one.figure.is_quantity and not _is_time(one.figure) and (one.figure.low or 0) > _DOZEN)
    )


def _is_like(one: Figure, other: Figure) -> bool:
    """Whether a share is the other one in words: "nearly a quarter of the farms, 23 per cent"."""
    mine, given = _percent(one), _percent(other)
    return mine is not None and given is not None and abs(mine - given) <= _POINTS


def _percent(figure: Figure) -> float | None:
    if figure.kind not in _SHARES or figure.low is None:
        return None
    return figure.low * (100.0 if figure.kind == "proportion" else 1.0)


def _has_other_phrase(matter: Matter) -> bool:
    """Whether the claim has a phrase of its own of which the passage's paragraph has no word: it may say the same of whom or where in other words."""
    asked, passage, doc = matter.asked, matter.candidate.passage, matter.source.document
    low, high = laid(matter.source).paragraph(passage.start)
    given = read_words(doc.text[min(low, passage.start) : max(high, passage.end)], passage.language)
    for start, end in behind_prepositions(asked.claim.text, asked.language):
        if laid(asked.article).figures.meeting(asked.claim.start + start, asked.claim.start + end):
            continue
        words = read_words(asked.claim.text[start:end], asked.language)
        if any(theme_weight(word) >= 1.0 for word in words) and not any(meets(word, given) for word in words):
            return True
    return False


def known_of(matter: Matter) -> Vocabulary:
    """What the article speaks of in the claim's paragraph and its title, and by name anywhere."""
    doc, at = matter.asked.article.document, matter.asked.claim.start
    start, end = laid(matter.asked.article).paragraph(at)
    text = f"{doc.title or ''}. {doc.text[start:end]}"
    return vocabulary(text, doc.language, doc.text)


def _phrases(matter: Matter, figure: Figure, known: Vocabulary) -> Iterator[Span]:
    """The phrases of the figure's clause of which no word is known and one says of whom or where."""
    passage, doc = matter.candidate.passage, matter.source.document
    low, high = clause_of(passage.text, figure.start - passage.start, figure.end - passage.start)
    said = [part for _, part in laid(matter.source).mentions.meeting(passage.start, passage.end)]
    opening = low
    for start, end in behind_prepositions(passage.text[low:high], passage.language):
        place = Span(
            start=passage.start + low + start, end=passage.start + low + end, text=passage.text[low + start : low + end]
        )
        if any(part.start < place.end and place.start < part.end for part in said):
            continue
        opens = not passage.text[opening : low + start].strip() and place.end <= figure.start
        opening = low + end if opens else opening
        if (place.start < figure.end and figure.start < place.end) or not _belongs(figure, place, opens=opens):
            continue
        if figure.base is not None and place.start < figure.base.end and figure.base.start < place.end:
            continue  # "of the volunteers" is the base itself
        if any(one.kind == figure.kind for one in laid(matter.source).figures.meeting(place.start, place.end + 2)):
            continue  # "5,400 in Madrid and in Barcelona 3,100" is another number's place
        if _has_numbers(matter, place):
            continue
        words = read_words(place.text, doc.language)
        if (
            words
            and not any(is_met(word, known) for word in words)
            and any(_is_telling(word, doc.language) for word in words)
            and not all(word.keys & FRAME for word in words)
            and not all(word.keys & _home(doc.language) for word in words)
        ):
            yield place


def _has_numbers(matter: Matter, place: Span) -> bool:
    """Whether the article has a number of a phrase, in whatever words: "aged six to ten", "von sechs bis zehn Jahren"."""
    there = laid(matter.asked.article)
    inside = laid(matter.source).figures.meeting(place.start, place.end)
    return any((one.low, one.high) in there.values for one in inside if one.low is not None or one.high is not None)


@cache
def _home(language: str) -> frozenset[str]:
    """The countries at home in a language: of these its source documents speak where they name no place."""
    return frozenset(
        f"territory:{name}" for name in lexicon("limits").get(language.partition("-")[0], {}).get("home", ())
    )


def _belongs(figure: Figure, place: Span, *, opens: bool) -> bool:
    """Whether a phrase opens the figure's clause, stands right behind what is counted or shared out, or is the figure's place."""
    nouns = [part for part in (figure.counted, figure.base) if part]
    if opens or (figure.place is not None and place.start <= figure.place.start < place.end):
        return True
    return any(0 <= place.start - part.end <= 1 or (part.start < place.start < part.end) for part in nouns)


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a figure, from mark to mark, and what stands before it where it opens with a phrase of its own."""
    cuts = [match.start() for match in _CUTS.finditer(text) if not _within_number(text, match.start())]
    before = [cut + 1 for cut in cuts if cut < start]
    low = before[-1] if before else 0
    high = min((cut for cut in cuts if cut >= end), default=len(text))
    if before and len(_WORD.findall(text[low:start])) < _REACH:  # "In Chablis, 80 per cent ..."
        low = before[-2] if len(before) > 1 else 0
    return low, high


def _within_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def behind_prepositions(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Each preposition with up to three words behind it; the next preposition, a number, what a mark parts from it and what has an article of its own are not among them."""
    folded = fold(text)
    words = list(_WORD.finditer(folded.text))
    listed = _prepositions(served(language))
    for at, word in enumerate(words):
        if word.group().lower() not in listed:
            continue
        last = at
        while last + 1 < len(words) and last - at < _REACH and words[last + 1].group().lower() not in listed:
            following = words[last + 1]
            begun = last > at and following.group().lower() in _ARTICLES  # "de Zamora | el nivel"
            if begun or following.group().isdigit() or _CUTS.search(folded.text[words[last].end() : following.start()]):
                break
            last += 1
        if last > at:
            yield folded.place(word.start(), words[last].end())


@cache
def _prepositions(language: str) -> frozenset[str]:
    listed: list[str] = lexicon("limits")[language]["within"]
    return frozenset(listed)


def is_met(word: Word, known: Vocabulary) -> bool:
    """Whether an article has a word, in whatever language."""
    return known.has(word)


def _is_telling(word: Word, language: str) -> bool:
    """Whether a word says of whom or where: by its theme, or as a name; in German all nouns look like names."""
    if themes_of(word) & _TELLING or any(key.startswith("territory:") for key in word.keys):
        return True
    unknown = not any(key.startswith("concept:") for key in word.keys)
    return unknown and word.text[:1].isupper() and language.partition("-")[0] != "de"
