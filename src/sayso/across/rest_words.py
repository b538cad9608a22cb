"""Words by which it is seen on whom a text rests; what they are stands with them in `language/data/rests.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon

_KINDS: Final = ("any", "pronouns", "credit")
#: Here a capital letter begins every noun, and tells nothing of names.
_NOUNS_ARE_CAPITAL: Final = "de"


@dataclass(frozen=True, slots=True)
class RestWords:
    """The lists of all languages.

    `bodies` are concepts of bodies that are known without a name; `definite` articles before them, `any` what is anybody's even so, `nobody` people of a kind; `pronouns`
    stand for who was named, `own` for whose somebody is ("its president") and `of` leads to whose ("the president of the"), by language; `credit` begins a line of credit.
    """

    bodies: frozenset[str]
    definite: Mapping[str, re.Pattern[str]]
    any: frozenset[str]
    nobody: frozenset[str]
    pronouns: frozenset[str]
    own: Mapping[str, re.Pattern[str]]
    of: Mapping[str, re.Pattern[str]]
    credit: re.Pattern[str]

    def bare(self, words: str, language: str) -> tuple[str, bool]:
        """Words in lower case without the definite article of their language, and whether there was one."""
        article = self.definite.get(language)
        found = article.match(words) if article else None
        return words[found.end() if found else 0 :].casefold(), found is not None

    def is_owned(self, words: str, language: str) -> bool:
        """Whether somebody is said to be of whom the sentence names: "its president"; "Su Tseng-chang" is a name."""
        pattern = self.own.get(language)
        found = pattern.match(words) if pattern else None
        return found is not None and _is_noun(words[found.end() : found.end() + 1], language)

    def owners(self, words: str, language: str) -> list[str]:
        """The words for whose somebody is: "trust" in "the trust's warden"; none in "Guillermo del Toro", "Leonardo da Vinci"."""
        pattern = self.of.get(language)
        found = pattern.finditer(words) if pattern else ()
        return [one[1] for one in found if _is_noun(one[1], language)]


@cache
def rest_words() -> RestWords:
    """The lists, read once."""
    table = lexicon("rests")
    words = {
        kind: [word for lists in table.values() if isinstance(lists, dict) for word in lists[kind]] for kind in _KINDS
    }
    return RestWords(
        bodies=frozenset(f"concept:{name}" for name in table["bodies"]),
        definite=_by_language("definite", "(?:{})"),
        any=frozenset(words["any"]),
        nobody=frozenset(word for lists in lexicon("nobody").values() for word in lists["plural"]),
        pronouns=frozenset(words["pronouns"]),
        own=_by_language("own", r"(?:{})\s+"),
        of=_by_language("of", r"(?<!\w)(?:{})([^\W\d_]{{3,}})"),
        credit=re.compile(rf"\W*(?:{_one_of(words['credit'])})\b", re.IGNORECASE),
    )


def _by_language(kind: str, pattern: str) -> dict[str, re.Pattern[str]]:
    """A pattern of a list's words for each language."""
    tables = ((language, lists) for language, lists in lexicon("rests").items() if isinstance(lists, dict))
    return {language: re.compile(pattern.format(_one_of(lists[kind])), re.IGNORECASE) for language, lists in tables}


def _is_noun(word: str, language: str) -> bool:
    """Whether a word may be what somebody is or is part of, and not a name."""
    return language == _NOUNS_ARE_CAPITAL or not word[:1].isupper()


def _one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words; where one blank stands between two, more may."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda one: (-len(one), one))
    )
