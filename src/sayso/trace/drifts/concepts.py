"""The drift of a word that is often put for another: turnover told as profit, the injured as the dead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold, lexicon, served
from sayso.model import Drift, Passage, Span
from sayso.trace.figures import Pair
from sayso.trace.matter import Asked, Matter

_Place = tuple[int, int]
_STEM: Final = r"\w*"
#: What stands between a verb and its particle: "setzte 14 Millionen Euro um".
_GAP: Final = r" (?:[^\s.;]+ ){0,8}?"


def find_confusion(asked: Asked, passage: Passage) -> tuple[Span, Span] | None:
    """The claim's word and the passage's where each has another thing of one set, and nothing of it in common; else None."""
    claim = asked.claim
    mine, given = _found(claim.text, asked.language), _found(passage.text, passage.language)
    around = _found(asked.sentence, asked.language)
    for name in sorted(mine.keys() & given.keys()):
        if not around[name].keys() & given[name].keys():
            (low, high), (start, end) = (next(iter(found[name].values())) for found in (mine, given))
            return (
                Span(start=claim.start + low, end=claim.start + high, text=claim.text[low:high]),
                Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end]),
            )
    return None


def concept_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """Where figures agree and the claim has one thing of a set, the passage only another one of it."""
    if not any(pair.agrees for pair in pairs):
        return
    for one, other in filter(None, [find_confusion(matter.asked, matter.candidate.passage)]):
        because = (
            f"the number is the same, but the source document has “{other.text}” where the article has “{one.text}”"
        )
        yield Drift(kind="concept_changed", claim_span=one, source_span=other, because=because)


@lru_cache(maxsize=1024)
def _found(text: str, language: str) -> Mapping[str, Mapping[str, _Place]]:
    """The sets of which a text has a word, each with its members and where their first word stands; kept for the next passage."""
    folded = fold(text)
    found: dict[str, dict[str, _Place]] = {}
    for match in _pattern(served(language)).finditer(folded.text):
        name, member = _names()[int((match.lastgroup or "g0")[1:])]
        found.setdefault(name, {}).setdefault(member, folded.place(*match.span()))
    return found


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((name, member) for name, members in lexicon("confused").items() for member in members)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """One group a member of a set; words that two sets have are found as the first one's."""
    table = lexicon("confused")
    groups = (
        f"(?P<g{number}>{'|'.join(_word(word) for word in sorted(table[name][member][language], key=len, reverse=True))})"
        for number, (name, member) in enumerate(_names())
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", _STEM).replace(r"\ …\ ", _GAP)
