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
from .limits import is_able, is_reckoned, is_sure
from .narrowed import clause_of
from .phrases import meets

_WORD: Final = re.compile(r"[^\W\d_]+")
_ANY_WORD: Final = re.compile(r"\w+")
#: So many words behind a mark say what is to come.
_REACH: Final = 3
#: So many words before one of what is in view belong to it.
_HELPERS: Final = 2
_UNSAID: Final[tuple[Mark, ...]] = ("to_come", "in_view", "open")
#: What stands in many a sentence of what has come about, too: the infinitive's own word, what can be done, and up to where.
_SPARED: Final = re.compile(
    r"\b(?:to|can|until|up to|um|zu|kann|können|bis zu|para|hasta|pour|peut|peuvent|jusqu|per|può|possono|fino a|pode|podem|até)\b",
    re.IGNORECASE,
)
#: What begins a clause about what stands before it, or of what is asked or said: "20 millions that will go to schools", "how long it would take".
_BY_THE_WAY: Final = re.compile(
    r"\b(?:that|which|who|whose|where|how|what|whether|der|die|das|dessen|deren|wie|que|qué|cuyo|donde|cómo|qui|dont|où|comment|che|cui|dove|come|onde|quem|cujo|como)\b",
    re.IGNORECASE,
)


def standing_drifts(matter: Matter, pairs: Sequence[Pair], theirs: Counterpart) -> Iterator[Drift]:
    """What the source document tells of as still to come, where the article tells it as a fact and leaves nothing open."""
    asked = matter.asked
    if not _tells_a_fact(asked) or is_reckoned(asked) or is_able(theirs.place.text, matter.candidate.passage.language):
        return
    for pair in pairs:
        if pair.aligned.relation == "equal" and pair.same and not pair.is_dates and not pair.opposed:
            found = _to_come(matter, pair, theirs)
            if found:
                yield _drift(matter, found)
            return


def _tells_a_fact(asked: Asked) -> bool:
    """Whether an article's sentence tells a fact, in a form of what has come about, and has no condition or word of plan, hope or fear in it."""
    text, language = asked.sentence, asked.language
    if not is_sure(asked) or has_condition(text, language) or not stands(text, language, "done"):
        return False
    spared = _SPARED.sub(" ", text)
    return not any(stands(spared if mark == "open" else text, language, mark) for mark in _UNSAID)


def _to_come(matter: Matter, pair: Pair, theirs: Counterpart) -> Span | None:
    """The words of the figure's own clause that say so; in what is read as a prediction less plain ones, too.

    Of what is not in view alone, feared or offered or being thought about, the article must have a word: "the ferry would carry 40 cars" may be told of the past.
    """
    passage, figure = matter.candidate.passage, pair.given.figure
    low, high = clause_of(passage.text, figure.start - passage.start, figure.end - passage.start)
    clause, at = passage.text[low:high], (figure.start - passage.start - low, figure.end - passage.start - low)
    for mark in _marks(matter.asked, theirs):
        found = stands(clause, passage.language, mark)
        if not found or _is_by_the_way(clause, at, found):
            continue
        if mark == "in_view":
            unlike = not _has_come_about(clause, found, passage.language)
        else:
            unlike = _is_told_as_done(matter, figure, clause, found)
        if unlike:
            return matter.source.document.span(*(passage.start + low + at for at in found))
    return None


def _marks(asked: Asked, theirs: Counterpart) -> tuple[Mark, ...]:
    """What is looked for: plain marks of what is to come only where no word at all may leave something open ("to help", "until May")."""
    if stands(asked.sentence, asked.language, "open"):
        return ("in_view",)
    return _UNSAID if theirs.claim is not None and theirs.claim.sort == "prediction" else _UNSAID[:-1]


def _is_by_the_way(clause: str, figure: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether what is to come is no more of the figure: told in a clause behind it that hangs on its noun, or parted from it by a comma before."""
    start, end = figure
    if found[0] >= end:
        return _BY_THE_WAY.search(clause, end, found[0]) is not None
    return "," in clause[found[1] : start]


def _has_come_about(clause: str, at: tuple[int, int], language: str) -> bool:
    """Whether a clause tells what has come about beside the words of what is in view: 400 children at risk "were helped".

    Up to two words before those words are theirs ("sont encore menacés"), and in German one behind ("in Gefahr waren").
    """
    before = [match.start() for match in _ANY_WORD.finditer(clause, 0, at[0])]
    low = before[-_HELPERS] if len(before) >= _HELPERS else 0
    behind = _WORD.search(clause, at[1]) if language.startswith("de") else None
    return any(stands(part, language, "done") for part in (clause[:low], clause[behind.end() if behind else at[1] :]))


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
