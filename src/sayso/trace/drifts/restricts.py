"""The drift of a word that says of which of them something holds: "registered voters" told as "voters", "riders under 25" as "riders"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.align import are_alike, read_words
from sayso.language.listing import Listing, read_lines
from sayso.model import Drift, DriftKind, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .leftover import is_reworded
from .narrowed import FRAME, clause_of, is_met, known_of, narrowed_pairs
from .phrases import meets
from .whole import whole_phrase

#: The theme of words that stand by a noun; others say when.
_SENSES: Final = "senses"
_SIZES: Final = "sizes"
_SHARES: Final = frozenset(("percent", "proportion"))
#: A word that narrows stands within so many words of what is counted or shared out, of the start of its clause, or of the figure.
_NEAR: Final = 2
_OPENS: Final = 5
_BEHIND_FIGURE: Final = 3
_WORD: Final = re.compile(r"\w+")
_CUT: Final = re.compile(r"[,;:.()]")
_BEHIND: Final = re.compile(r"[\s-]+[^\W\d_]+")
_BEFORE: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]+\s+(?:(?:de|à|en|del|por)\s+)?$")
#: English words that narrow a noun and may be its clause's verb as well ("the agency confirmed cases"), ...
_PARTICIPLE: Final = re.compile(r"(?!un|self-)\w+ed|paid", re.IGNORECASE)
#: What is one and no more narrows nothing, either: "a single bolt of lightning".
_LONE: Final = re.compile(r"\b(?:an?|one|each|every|per|not|the) (?:single|lone)$", re.IGNORECASE)
#: ... and what stands before one that does narrow: a determiner, a preposition, a number that is no year, or nothing; an adverb may stand between.
_OPENS_A_NOUN: Final = re.compile(
    r"(?:^|[,;:.()“\"]"
    r"|\b(?:an?|the|th[eo]se|all|any|both|each|every|few|fewer|less|many|more|most|no|other|several|some|its|their|his|her|our|my|your"
    r"|about|above|after|against|among|as|at|before|below|between|by|during|for|from|in|into|like|of|on|over|per|than|through|to|under|with|within|without"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?)"
    r"|(?<![\d.,])(?!(?:19|20)\d\d\s)\d[\d.,]*)(?:\s*\b\w+ly)?\s*$",
    re.IGNORECASE,
)


def restricting_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A listed word beside the given figure that narrows what it is of, where the article has no word of that sense.

    Only where the figures agree and nothing else parts them.
    """
    spoken, written = (one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language))
    for pair in narrowed_pairs(matter, pairs):
        found = next(_dropped(matter, pair.given.figure, spoken, written), None)
        if found is not None and not (spoken == written and is_reworded(matter)):  # else words may be only not known
            place, when = found
            told = place if when else whole_phrase(matter, place, pair.given.figure)
            yield _drift(matter, pair, told, when=when)
            return


def _dropped(matter: Matter, figure: Figure, spoken: str, written: str) -> Iterator[tuple[Span, bool]]:
    passage = matter.candidate.passage
    low, high = clause_of(passage.text, figure.start - passage.start, figure.end - passage.start)
    clause = passage.text[low:high]
    told = senses_told(_around(matter), spoken)
    known = known_of(matter)
    for start, end, label in _listing(written, told=False).find(clause):
        place = Span(start=passage.start + low + start, end=passage.start + low + end, text=clause[start:end])
        theme, _, sense = label.partition(".")
        if sense in told or not _is_beside(matter, figure, place, passage.start + low):
            continue
        if theme == _SENSES and not _is_by_a_noun(matter, clause, start, end):
            continue
        if written == "en" and _LONE.search(clause[:end]):
            continue
        if written == "en" and _PARTICIPLE.fullmatch(place.text) and not _OPENS_A_NOUN.search(clause[:start]):
            continue
        if any(is_met(word, known) for word in read_words(place.text, written)):
            continue
        yield place, theme != _SENSES


def _is_beside(matter: Matter, figure: Figure, place: Span, opens: int) -> bool:
    """Whether a word stands by what is counted or shared out, by whom it is said of, or opens the clause."""
    text = matter.source.document.text
    parts = [part for part in (figure.counted, figure.base, figure.subject) if part]
    for part in parts:
        if place.start < part.end and part.start < place.end:
            return True
        gap = text[min(part.end, place.end) : max(part.start, place.start)]
        if len(_WORD.findall(gap)) < _NEAR and not _CUT.search(gap):
            return True
    gap = text[place.end : figure.start]
    if place.end <= figure.start and len(_WORD.findall(gap)) < _NEAR and not _CUT.search(gap):
        return True
    gap = text[figure.end : place.start]
    if figure.end <= place.start and len(_WORD.findall(gap)) <= _BEHIND_FIGURE and not _CUT.search(gap):
        return True
    return len(_WORD.findall(text[opens : place.start])) < _OPENS and place.end <= figure.start


def _is_by_a_noun(matter: Matter, clause: str, start: int, end: int) -> bool:
    """Whether the noun that a word narrows, behind it in English and German, before it in Spanish and French, is the claim's too.

    A noun of another language that has no concept may be; of a place ("rural departments"), none needs to be.
    """
    asked, written = matter.asked, matter.candidate.passage.language.partition("-")[0]
    near = _BEHIND.match(clause[end:]) if written in {"en", "de"} else _BEFORE.search(clause[:start])
    words = read_words(near.group(), written) if near else ()
    foreign = asked.language.partition("-")[0] != written
    if not words or any(word.keys & FRAME for word in words) or (foreign and not any(word.bridged for word in words)):
        return bool(words)
    mine = read_words(asked.claim.text, asked.language)
    return any(meets(word, mine) or any(are_alike(word, other) for other in mine) for word in words)


def _around(matter: Matter) -> str:
    """The claim's paragraph and the article's title."""
    doc, at = matter.asked.article.document, matter.asked.claim.start
    start, end = laid(matter.asked.article).paragraph(at)
    return f"{doc.title or ''}. {doc.text[start:end]}"


@lru_cache(maxsize=64)
def senses_told(text: str, language: str, *, told: bool = True) -> frozenset[str]:
    """The senses of which a text has a word, by their names in the list; with `told` any that tells it, else one that narrows."""
    return frozenset(one.label.partition(".")[2] for one in _listing(language, told=told).find(text))


@cache
def _listing(language: str, *, told: bool) -> Listing:
    return Listing.of(
        (word, f"{line.theme}.{line.name}")
        for line in read_lines("restricts", language)
        if line.theme != _SIZES
        for word in (*line.words, *(line.told if told else ()))
    )


def _drift(matter: Matter, pair: Pair, found: Span, *, when: bool) -> Drift:
    share = pair.given.figure.kind in _SHARES and pair.given.figure.role != "change"
    kind: DriftKind = "base_changed" if share and not when else "scope_dropped"
    claim = matter.asked.claim
    return Drift(
        kind=kind,
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=found,
        because=f"the source document says it of less (“{found.text}”); the article has no word of that",
    )
