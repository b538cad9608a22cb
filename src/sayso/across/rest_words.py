"""Words by which it is seen on whom a text rests; what they are stands with them in `language/data/rests.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon

_KINDS: Final = ("any", "pronouns", "own", "of", "credit")


@dataclass(frozen=True, slots=True)
class RestWords:
    """The lists of all languages.

    `bodies` are concepts of bodies that are known without a name; `definite` articles before them, `any` what is anybody's even so, `nobody` people of a kind; `pronouns`
    stand for who was named, `own` for whose somebody is ("its president") and `of` leads to whose ("the president of the"); `credit` begins a line of credit.
    """

    bodies: frozenset[str]
    definite: Mapping[str, re.Pattern[str]]
    any: frozenset[str]
    nobody: frozenset[str]
    pronouns: frozenset[str]
    own: re.Pattern[str]
    of: re.Pattern[str]
    credit: re.Pattern[str]

    def bare(self, words: str, language: str) -> tuple[str, bool]:
        """Words in lower case without the definite article of their language, and whether there was one."""
        article = self.definite.get(language)
        found = article.match(words) if article else None
        return words[found.end() if found else 0 :].casefold(), found is not None


@cache
def rest_words() -> RestWords:
    """The lists, read once."""
    table = lexicon("rests")
    words = {
        kind: [word for lists in table.values() if isinstance(lists, dict) for word in lists[kind]] for kind in _KINDS
    }
    return RestWords(
        bodies=frozenset(f"concept:{name}" for name in table["bodies"]),
        definite={
            language: re.compile(rf"(?:{_one_of(lists['definite'])})", re.IGNORECASE)
            for language, lists in table.items()
            if isinstance(lists, dict)
        },
        any=frozenset(words["any"]),
        nobody=frozenset(word for lists in lexicon("nobody").values() for word in lists["plural"]),
        pronouns=frozenset(words["pronouns"]),
        own=re.compile(rf"(?:{_one_of(words['own'])})\s", re.IGNORECASE),
        of=re.compile(rf"(?<!\w)(?:{_one_of(words['of'])})([^\W\d_]{{3,}})", re.IGNORECASE),
        credit=re.compile(rf"\W*(?:{_one_of(words['credit'])})\b", re.IGNORECASE),
    )


def _one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words; where one blank stands between two, more may."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda one: (-len(one), one))
    )
