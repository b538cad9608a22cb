"""The drift of what is so seldom, hardly or almost only, told as so: "seldom punctual" as "punctual", "quasi tutti" as "all"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.align import Word, read_words
from sayso.language import fold, lexicon
from sayso.language.concepts import BRIDGED
from sayso.language.quotes import quotations
from sayso.model import Analysis, Drift, DriftKind, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .inserted import is_aside
from .leftover import is_one_sided
from .limits import limits_claim
from .phrases import meets

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CUTS: Final = re.compile(r"[,;:()–—.!?“”„»«]")
#: Words behind such a word, and right before it, of which one is what it is said of.
_AHEAD: Final = 3
_BACK: Final = 1
#: A number within so many characters is bounded by it.
_FIGURE: Final = 16


def degree_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A word of degree in what answers to the claim, which has what that word is said of and no word of the kind, no denial and no limit in its sentence.

    Of a quotation told in another language it is its words that were altered; of one in the same language that shows by itself.
    """
    asked, passage = matter.asked, matter.candidate.passage
    mine, given = (one.partition("-")[0] for one in (asked.language, passage.language))
    if not {mine, given} <= set(BRIDGED) or limits_claim(asked.sentence, asked.language):
        return
    if any(_pattern(mine, part).search(fold(asked.sentence).text) for part in ("few", "almost", "told")):
        return
    claimed = read_words(asked.claim.text, asked.language)
    for start, end in _degrees(theirs.place.text, given):
        place = Span(start=theirs.place.start + start, end=theirs.place.start + end, text=theirs.place.text[start:end])
        if laid(matter.source).figures.meeting(place.end, place.end + _FIGURE):
            continue
        if is_aside(theirs.place.text, start):
            continue
        said_of = [word for word in _beside(theirs.place.text, start, end, given) if meets(word, claimed)]
        if said_of and is_one_sided(matter, (*said_of, *read_words(place.text, given))):
            yield _drift(matter, place)
            return


def _degrees(text: str, language: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for part in ("few", "almost"):
        for found in _pattern(language, part).finditer(folded.text):
            yield folded.place(*found.span())


def _beside(text: str, start: int, end: int, language: str) -> Iterator[Word]:
    """The words that a word of degree may be said of, within its clause."""
    ahead = _CUTS.split(text[end:], maxsplit=1)[0]
    back = _CUTS.split(text[:start])[-1]
    words = read_words(" ".join(_WORD.findall(ahead)[:_AHEAD]), language)
    if not _WORD.search(ahead):
        words = read_words(" ".join(_WORD.findall(back)[-_BACK:]), language)
    reach = 2 if words and words[0].keys & {"concept:all", "concept:each"} else 1
    yield from (word for word in words[:reach] if word.bridged)


def _is_quoted(analysis: Analysis, at: int) -> bool:
    start, end = laid(analysis).paragraph(at)
    found = quotations(fold(analysis.document.text[start : max(end, at)]), start)
    return any(one.start <= at < one.end for one in found)


def _drift(matter: Matter, source: Span) -> Drift:
    claim, asked = matter.asked.claim, matter.asked
    foreign = asked.language.partition("-")[0] != matter.candidate.passage.language.partition("-")[0]
    quoted = foreign and _is_quoted(asked.article, claim.start) and _is_quoted(matter.source, source.start)
    kind: DriftKind = "quote_altered" if quoted else "scope_dropped"
    return Drift(
        kind=kind,
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=source,
        because=f"the source document has “{source.text}”, the article has no such word",
    )


@cache
def _pattern(language: str, part: str) -> re.Pattern[str]:
    words: list[str] = lexicon("degrees")[language][part]
    either = "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace("’", "['’]") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
