"""The drift of a share of some told as one of all: "52 % of those under thirty" as "52 % of all inhabitants"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import fold, lexicon
from sayso.model import Drift, Figure, Span
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .phrases import meets, whole_words
from .whole import with_what_follows

_SHARES: Final = frozenset(("percent", "proportion"))
#: So many characters behind the beginning of what a share is of may say which ones.
_NEAR: Final = 70


def all_of_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A share that the article says to be of all, where the source document does not, and says which ones or has no word of the article's."""
    asked, passage = matter.asked, matter.candidate.passage
    if not _has(asked.sentence, asked.language, "all") or _has(passage.text, passage.language, "all"):
        return
    for pair in pairs:
        theirs = pair.given.figure
        if pair.agrees and pair.same and theirs.kind in _SHARES and theirs.base and _is_narrower(matter, pair, theirs):
            yield _drift(matter, pair.claimed.figure, with_what_follows(matter, theirs.base))
            return


def _is_narrower(matter: Matter, pair: Pair, theirs: Figure) -> bool:
    passage, mine = matter.candidate.passage, pair.claimed.figure.base
    start = theirs.base.start - passage.start if theirs.base else 0
    if _has(passage.text[start : start + _NEAR], passage.language, "which"):
        return True
    given = read_words(passage.text, passage.language)
    named = [word for word in read_words(mine.text, matter.asked.language) if word.bridged] if mine else []
    return bool(named) and not any(meets(word, given) for word in named)


def _has(text: str, language: str, name: str) -> bool:
    listed = _listed(language.partition("-")[0], name)
    return listed is not None and listed.search(fold(text).text) is not None


@cache
def _listed(language: str, name: str) -> re.Pattern[str] | None:
    table: dict[str, dict[str, list[str]]] = lexicon("all_of")
    return whole_words(table[language][name]) if language in table else None


def _drift(matter: Matter, claimed: Figure, base: Span) -> Drift:
    return Drift(
        kind="base_changed",
        claim_span=matter.asked.article.document.span(claimed.start, claimed.end),
        source_span=Span(start=base.start, end=base.end, text=base.text),
        because=f"the source document says it of “{base.text}”, the article of all",
    )
