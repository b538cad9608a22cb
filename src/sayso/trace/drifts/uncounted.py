"""Sentences that say of whom or what it was not counted, asked or measured, in whatever words: "Bars were not weighed", "Le corse scolastiche non risultano"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sayso.language import fold, lexicon

#: A sentence of more words tells something of its own.
_LONGEST: Final = 20
_WORD: Final = re.compile(r"\w+")
#: Words between what says that none were and what was not done with them, and behind it, at most; no mark may part them.
_BETWEEN: Final = r"(?:[\s’']+[^\s,;:.()–—]+){0,4}?[\s’']+"
_BEHIND: Final = r"(?:\s+[^\s,;:.()–—]+){0,2}?\s+"


def leaves_out(text: str, language: str) -> bool:
    """Whether a short sentence says that somebody or something was not counted, asked or measured; never in a language without lists."""
    found = _listed(language.partition("-")[0])
    return found is not None and len(_WORD.findall(text)) <= _LONGEST and found[0].search(fold(text).text) is not None


def may_leave_out(text: str, language: str) -> bool:
    """Whether a sentence of an article may say the same in words of its own: it takes out, denies or narrows anything; of a language without lists it may."""
    found = _listed(language.partition("-")[0])
    return found is None or found[1].search(fold(text).text) is not None


@cache
def _listed(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    lists: dict[str, list[str]] | None = lexicon("uncounted").get(language)
    if lists is None:
        return None
    none, counted, alone, told = (
        "|".join(_ending(word) for word in lists[name]) for name in ("none", "counted", "alone", "told")
    )
    said = rf"(?:{none}){_BETWEEN}(?:{counted})|(?:{counted}){_BEHIND}(?:{none})|{alone}"
    return _whole(said), _whole(told)


def _ending(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*")


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
