"""The drift of a share of those who were asked told as one of all: "62 per cent of respondents" as "62 per cent of tenants"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.model import Drift
from sayso.trace.matter import Asked, Matter
from sayso.trace.pair import Pair

from .phrases import whole_words

_SHARES: Final = frozenset(("percent", "proportion"))
#: How far behind the share those who were asked may stand, in characters: "62 per cent (2,480) of the respondents".
_NEAR: Final = 12


def asked_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A share of those who were asked, where nothing in the article says that anybody was."""
    given = _listed(matter.candidate.passage.language, "asked")
    sure = [one for one in pairs if one.agrees and one.same and one.given.figure.kind in _SHARES]
    doc = matter.source.document
    for pair in sure if given is not None else ():
        figure, claimed = pair.given.figure, pair.claimed.figure
        found = given.search(fold(doc.text[figure.start : figure.end + _NEAR * 3]).text) if given else None
        if found is not None and found.start() <= len(figure.text) + _NEAR and not _is_told(matter.asked):
            theirs = doc.span(figure.start, figure.end)
            yield Drift(
                kind="base_changed",
                claim_span=matter.asked.article.document.span(claimed.start, claimed.end),
                source_span=theirs,
                because=f"the source document says it {found.group()} alone; the article does not say that anybody was asked",
            )


def _is_told(asked: Asked) -> bool:
    """Whether an article says that people were asked, or the claim's sentence that it is what they say; or nobody knows its words for it."""
    told, says = (_listed(asked.language, name) for name in ("told", "says"))
    if told is None or says is None:
        return True
    return bool(says.search(fold(asked.sentence).text)) or _has(asked.article.document.text, told)


@lru_cache(maxsize=8)
def _has(text: str, listed: re.Pattern[str]) -> bool:
    """Whether a whole article has one of the words: read once, however many claims ask."""
    return listed.search(fold(text).text) is not None


@cache
def _listed(language: str, name: str) -> re.Pattern[str] | None:
    table: dict[str, dict[str, list[str]]] = lexicon("asked")
    listed = table.get(language.partition("-")[0])
    return whole_words(listed[name]) if listed else None
