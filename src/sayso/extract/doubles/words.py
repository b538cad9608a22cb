"""The words by which what is said twice is held together, one set a language; see `language/data/doubles.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sayso.language.lexicon import lexicon

_NAME: Final = "doubles"
_LISTS: Final = (
    "people",
    "times",
    "scope",
    "definite",
    "idle",
    "unsure",
    "doubt",
    "asserts",
    "any",
    "offices",
    "wrongs",
)


@dataclass(frozen=True, slots=True)
class Words:
    """A language's lists, and a pattern of what stands for the text itself as a source."""

    people: frozenset[str]
    times: frozenset[str]
    scope: frozenset[str]
    definite: frozenset[str]
    idle: frozenset[str]
    unsure: frozenset[str]
    doubt: frozenset[str]
    asserts: frozenset[str]
    any: frozenset[str]
    offices: frozenset[str]
    wrongs: frozenset[str]
    cut: re.Pattern[str]
    own: re.Pattern[str]


@cache
def words_of(language: str) -> Words | None:
    """The words of a language by its BCP 47 tag; None where there are none."""
    table: dict[str, Any] | None = lexicon(_NAME).get(language.partition("-")[0].lower())
    if table is None:
        return None
    return Words(
        **{name: frozenset(table[name]) for name in _LISTS},
        cut=re.compile(rf",\s|\s(?:{'|'.join(table['and'])})\s"),
        own=_pattern([*table["own"], *table["own_noun"]], table["as"]),
    )


def _pattern(phrases: list[str], lead: str) -> re.Pattern[str]:
    """One pattern of all phrases, the longest first; an apostrophe may be of either kind."""
    spelt = [
        re.escape(phrase).replace("’", "['’]").replace(r"['’]\ ", r"['’]\s*").replace(r"\ ", r"\s+")
        for phrase in sorted(phrases, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{lead}\s+)?(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)
