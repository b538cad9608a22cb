"""Whether a doubt in a passage is of something else than the figure: "60 nurses who might leave", "lost 34 seats and fears further losses"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.align import Word, read_words, theme_weight
from sayso.model import Figure, Span
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .phrases import meets

_Place = tuple[int, int]
#: What opens a clause that hangs on a noun, wherever it stands, and what does so right behind that noun alone ("feared that ...").
_OPENS: Final = re.compile(
    r"\b(?:who|which|whose|quien(?:es)?|cuy[oa]s?|qui|dont)\b|,\s(?:die|der|das|denen|deren|dessen|que|che)\b",
    re.IGNORECASE,
)
_OPENS_BEHIND: Final = re.compile(r",?\s(?:that|que|che)\b", re.IGNORECASE)
#: ... and what does between commas.
_INSERTED: Final = re.compile(r",\s(?:which|who|die|der|das|que|quien(?:es)?|qui)\b", re.IGNORECASE)
_COMMA: Final = re.compile(r",(?!\d)")
#: What ends a clause.
_ENDS: Final = re.compile(r"[;:()–—.!?]")
_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")
_ANOTHER: Final = "concept:another"
#: "Further" stands within so many words of the doubt.
_REACH: Final = 3
#: What parts clauses.
_CLAUSE: Final = re.compile(r"[;:()–—]|,(?!\d)")
#: So many telling words of its own make a clause; so many that the claim has, too, make the rest what the claim tells.
_OWN: Final = 2
_SHARED: Final = 2
#: What both tell outside such a clause weighs so much at least.
_TELLING: Final = 0.6


def is_of_another(matter: Matter, pairs: Sequence[Pair], place: Span, limit: _Place) -> bool:
    """Whether a limit, at a place of a part of the passage, is of what hangs on the figure's noun, stands behind such a clause that holds the figure, or is of further things.

    Only behind a figure that agrees, or of further things in a clause that is closed before it, and where the claim has no word of what it is of.
    """
    sure = [pair.given.figure for pair in pairs if pair.agrees and pair.same and not pair.is_dates]
    return any(_is_of_another(matter, place, figure, limit) for figure in sure if place.start <= figure.start)


def is_of_other_clause(matter: Matter, pairs: Sequence[Pair], place: Span, limit: _Place) -> bool:
    """Whether a limit stands in a clause of which the claim has no word at all, while it has words of what the rest of the passage's part tells.

    There must be two telling words in that clause that lead into the article's language, and few that do not; one is enough behind
    a word that limits what follows up to a comma: ", probably until June;". A clause with a figure that agrees is the claim's.
    """
    text, language = place.text, matter.candidate.passage.language
    low = max((one.end() for one in _CLAUSE.finditer(text, 0, limit[0])), default=0)
    closed = _CLAUSE.search(text, limit[1])
    high = closed.start() if closed else len(text)
    figures = [pair.given.figure.start - place.start for pair in pairs if pair.agrees]
    if any(low <= at < high for at in figures):
        return False
    mine = read_words(matter.asked.sentence, matter.asked.language)
    opens = low > 0 and not _WORD.search(text, low, limit[0])
    least, weight = (1, 0.0) if opens else (_OWN, _TELLING)
    clause = _telling(text[low : limit[0]], language, weight) + _telling(text[limit[1] : high], language, weight)
    foreign = language.partition("-")[0] != matter.asked.language.partition("-")[0]
    known = [word for word in clause if word.bridged or not foreign]
    if len(known) < max(least, 2 * (len(clause) - len(known))) or any(meets(word, mine) for word in clause):
        return False
    rest = _telling(text[:low], language) + _telling(text[high:], language)
    return len(figures) + sum(meets(word, mine) for word in rest) >= _SHARED


def _telling(text: str, language: str, least: float = _TELLING) -> list[Word]:
    return [word for word in read_words(text, language) if theme_weight(word) >= least] if text.strip() else []


def _is_of_another(matter: Matter, place: Span, figure: Figure, limit: _Place) -> bool:
    if figure.end > place.start + limit[0]:
        opens = max((one.start() for one in _INSERTED.finditer(place.text, 0, limit[0])), default=None)
        closed = _COMMA.search(place.text, limit[1], max(limit[1], figure.start - place.start))
        return opens is not None and closed is not None and _is_of_more(matter, place, opens, limit)
    return (
        _hangs_on(matter, place, figure, limit)
        or _is_behind(matter, place, figure, limit)
        or _is_of_more(matter, place, figure.end - place.start, limit)
    )


def _hangs_on(matter: Matter, place: Span, figure: Figure, limit: _Place) -> bool:
    """Whether the limit stands in a clause that hangs on what the figure counts; what both tell besides must be more than that noun."""
    text, at = place.text, figure.end - place.start
    opens = _OPENS.search(text, at, limit[0])
    if opens is None and figure.counted and figure.counted.end > figure.start:
        opens = _OPENS_BEHIND.match(text, figure.counted.end - place.start, limit[0])
    if opens is None or _ENDS.search(text, at, limit[0]):
        return False
    language = matter.candidate.passage.language
    clause, mine = read_words(text[opens.end() :], language), _claimed(matter)
    counted = read_words(figure.counted.text, language) if figure.counted else ()
    rest = [word for word in read_words(text[: opens.start()], language) if not meets(word, counted)]
    told = any(theme_weight(word) >= _TELLING and meets(word, mine) for word in rest)
    return told and not any(meets(word, mine) for word in clause)


def _is_behind(matter: Matter, place: Span, figure: Figure, limit: _Place) -> bool:
    """Whether the figure stands in a clause between commas that hangs on a noun, and the limit behind it: "The party, which lost 34 seats, fears"."""
    text, at = place.text, figure.start - place.start
    opens = max((one.start() for one in _INSERTED.finditer(text, 0, at)), default=None)
    if opens is None or _COMMA.search(text, opens + 1, at):
        return False
    ends = _COMMA.search(text, figure.end - place.start, limit[0])
    behind = read_words(text[ends.end() :], matter.candidate.passage.language) if ends else ()
    return ends is not None and not any(meets(word, _claimed(matter)) for word in behind)


def _is_of_more(matter: Matter, place: Span, since: int, limit: _Place) -> bool:
    """Whether a limit is of further things, told behind some place, and the claim of none: "fears further losses", "die weitere Verluste befürchtet"."""
    language = matter.candidate.passage.language
    near = _first(_COMMA.split(place.text[limit[1] :], maxsplit=1)[0])
    if language.partition("-")[0] == "de":
        clause = place.text[since : limit[0]].rpartition(",")
        near += " " + clause[2] if clause[1] else ""
    more = any(_ANOTHER in word.keys for word in read_words(near, language)) and not _DIGIT.search(near)
    return more and not any(_ANOTHER in word.keys for word in _claimed(matter))


def _first(text: str) -> str:
    """The first words of a text."""
    words = list(_WORD.finditer(text))[:_REACH]
    return text[: words[-1].end()] if words else ""


def _claimed(matter: Matter) -> tuple[Word, ...]:
    return read_words(matter.asked.claim.text, matter.asked.language)
