"""The drift of what was planned, promised, hoped for, foretold or supposed, told as what has come about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.align import read_words
from sayso.language.standing import Mark, stands
from sayso.model import Drift, Figure, Span
from sayso.trace.matter import Asked, Matter
from sayso.trace.pair import Pair

from .conditions import has_condition
from .counterpart import Counterpart
from .limits import is_sure
from .narrowed import clause_of
from .phrases import meets

_WORD: Final = re.compile(r"[^\W\d_]+")
#: So many words behind a mark say what is to come.
_REACH: Final = 3
_UNSAID: Final[tuple[Mark, ...]] = ("to_come", "open")


def standing_drifts(matter: Matter, pairs: Sequence[Pair], theirs: Counterpart) -> Iterator[Drift]:
    """What the source document tells of as still to come, where the article tells that very thing as a fact and leaves nothing open."""
    asked = matter.asked
    if not _tells_a_fact(asked):
        return
    for pair in pairs:
        if pair.agrees and pair.same and not pair.is_dates and not pair.opposed:
            found = _to_come(matter, pair, theirs)
            if found:
                yield _drift(matter, found)
            return


def _tells_a_fact(asked: Asked) -> bool:
    """Whether an article's sentence tells a fact, in a form of what has come about, and has no condition or word of plan in it."""
    text, language = asked.sentence, asked.language
    if not is_sure(asked) or has_condition(text, language) or not stands(text, language, "done"):
        return False
    return not any(stands(text, language, mark) for mark in _UNSAID)


def _to_come(matter: Matter, pair: Pair, theirs: Counterpart) -> Span | None:
    """The words of the figure's own clause that say so: plain ones, or in what is read as a prediction ones that are less plain."""
    passage, figure = matter.candidate.passage, pair.given.figure
    low, high = clause_of(passage.text, figure.start - passage.start, figure.end - passage.start)
    clause = passage.text[low:high]
    foretold = theirs.claim is not None and theirs.claim.sort == "prediction"
    for mark in _UNSAID[: 2 if foretold else 1]:
        found = stands(clause, passage.language, mark)
        if found and _is_told_as_done(matter, figure, clause, found):
            return matter.source.document.span(*(passage.start + low + at for at in found))
    return None


def _is_told_as_done(matter: Matter, figure: Figure, clause: str, at: tuple[int, int]) -> bool:
    """Whether the article has a word of what is to come: a verb that ends as one to come does, one of those right behind the mark, or, in German, the clause's last.

    What the figure counts is no such word: homes that "will be built" have been approved.
    """
    language = matter.candidate.passage.language
    behind = " ".join(_WORD.findall(clause[at[1] :])[:_REACH])
    last = " ".join(_WORD.findall(clause)[-1:]) if language.startswith("de") else ""
    counted = [word.keys for word in read_words(figure.counted.text, language)] if figure.counted else []
    mine = read_words(matter.asked.sentence, matter.asked.language)
    told = read_words(f"{clause[slice(*at)]} {behind} {last}", language)
    return any(meets(word, mine) for word in told if word.keys not in counted)


def _drift(matter: Matter, source: Span) -> Drift:
    claim = matter.asked.claim
    return Drift(
        kind="certainty_raised",
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=source,
        because=f"in the source document it is still to come (“{source.text}”), the article tells it as done",
    )
