"""The drift of another thing that is counted: requests told as deliveries, licences as flats, by what stands right beside the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language.lexicon import SERVED
from sayso.language.listing import Listing, read_lines
from sayso.model import Drift, DriftKind, Figure, Span
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

_SHARES: Final = frozenset(("percent", "proportion"))
#: What is asked for, sent in or promised: whatever else is counted without a word of it is another thing.
_PAPERS: Final = "papers"

#: Themes with their things, and whether a thing is named or only told of.
_Things = Mapping[str, frozenset[str]]


def counted_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """Where figures agree, and what the passage's counts is another thing than what the claim's counts, of which the claim's sentence has no word."""
    spoken, written = (one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language))
    if not {spoken, written} <= set(SERVED):
        return
    for pair in pairs:
        if not (pair.agrees and pair.same) or pair.is_dates:
            continue
        mine, given = thing_of(pair.claimed.figure), thing_of(pair.given.figure)
        if mine is not None and given is not None and _is_other(matter, mine, given, spoken, written):
            yield drift_of_things(pair, mine, given)


def thing_of(figure: Figure) -> Span | None:
    """What a figure counts, or what it is a share of."""
    part = figure.base if figure.kind in _SHARES and figure.base else figure.counted
    return Span(start=part.start, end=part.end, text=part.text) if part else None


def _is_other(matter: Matter, mine: Span, given: Span, spoken: str, written: str) -> bool:
    """Whether two things of one list are counted; of papers, whether the article's sentence has no word of them.

    Across languages a paper is another thing only than one that is listed too: its name may be translated in more ways than are listed.
    """
    named, told = _named(mine.text, spoken), _told(_around(matter), spoken)
    for theme, things in _named(given.text, written).items():
        if things & (named.get(theme, frozenset()) | told.get(theme, frozenset())):
            continue
        if (theme == _PAPERS and (named or spoken == written)) or (
            theme in named and not named[theme] & _told(matter.candidate.passage.text, written).get(theme, frozenset())
        ):
            return True
    return False


def _around(matter: Matter) -> str:
    """The claim's sentence with the title of its article."""
    return f"{matter.asked.article.document.title or ''}. {matter.asked.sentence}"


@lru_cache(maxsize=1024)
def _named(text: str, language: str) -> _Things:
    return _by_theme(text, _listing(language, told=False))


@lru_cache(maxsize=1024)
def _told(text: str, language: str) -> _Things:
    return _by_theme(text, _listing(language, told=True))


def _by_theme(text: str, listing: Listing) -> _Things:
    found: dict[str, set[str]] = {}
    for one in listing.find(text):
        theme, _, thing = one.label.partition(".")
        found.setdefault(theme, set()).add(thing)
    return {theme: frozenset(things) for theme, things in found.items()}


@cache
def _listing(language: str, *, told: bool) -> Listing:
    return Listing.of(
        (word, f"{line.theme}.{line.name}")
        for line in read_lines("alike", language)
        for word in (*line.words, *(line.told if told else ()))
    )


def drift_of_things(pair: Pair, mine: Span, given: Span) -> Drift:
    """The drift of a number that is of one thing in the article and of another in the source document."""
    share = pair.given.figure.kind in _SHARES and pair.given.figure.base is not None
    kind: DriftKind = "base_changed" if share else "concept_changed"
    return Drift(
        kind=kind,
        claim_span=mine,
        source_span=given,
        because=f"the number is the same, but the source document has it of “{given.text}”, the article of “{mine.text}”",
    )
