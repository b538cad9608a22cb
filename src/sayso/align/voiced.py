"""One plain sentence in two voices: "The council closed the old bridge" and "The old bridge was closed by the council".

Within one language, word for word: who does it, what it is done to and all that stands beside them must be the same words, so
that nothing that denies, supposes or counts can stand on one side alone. The words are those of `language/data/roles.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sayso.language import fold, lexicon
from sayso.language.standing import stands

from .words import read_words

_Row = tuple[str, ...]
#: Sentences of more words have more in them than who does what.
_LONGEST: Final = 16
_WORD: Final = re.compile(r"\w+['’]|\w+")
#: Marks between clauses, of what is asked, and of quotations.
_PARTED: Final = re.compile(r"[,;:?!()“”„«»\"–—]|\.(?=\s*\S)")
#: Endings of German words that are no nouns, and of nouns of several in the dative.
_ENDINGS: Final = ("en", "em", "er", "es", "e")


@dataclass(frozen=True, slots=True)
class _Passive:
    """A passive sentence: what it is done to, the participle, what stands before and behind who does it, and his part."""

    patient: _Row
    verb: str
    between: _Row
    agent: _Row


def told_in_other_voice(one: str, other: str, language: str) -> bool:
    """Whether two sentences of a language say the same, one in the active and one in the passive voice, of what was done."""
    primary = language.partition("-")[0]
    if primary not in lexicon("roles") or _PARTED.search(one) or _PARTED.search(other):
        return False
    mine, theirs = _row(one), _row(other)
    if max(len(mine), len(theirs)) > _LONGEST:
        return False
    return _is_turned(mine, theirs, primary) or _is_turned(theirs, mine, primary)


def _row(text: str) -> _Row:
    """The words of a sentence, the first without its capital, since it may stand inside the other."""
    return tuple(word.replace("’", "'") for word in _WORD.findall(fold(text).text))


def _is_turned(active: _Row, passive: _Row, language: str) -> bool:
    return any(
        _is_same(before, behind, read, language)
        for read in _passives(passive, language)
        for before, behind in _actives(active, read.verb, language)
    )


def _passives(row: _Row, language: str) -> Iterator[_Passive]:
    """The ways to read a sentence as a passive one with somebody who does it."""
    table = _table(language)
    for helper in table["done_to"]:
        words = tuple(helper.split())
        for at in range(1, len(row) - len(words)):
            if _lowered(row[at : at + len(words)]) == words:
                yield from _of_helper(row, at, at + len(words), table["agent"], language)


def _of_helper(row: _Row, at: int, end: int, agents: Mapping[str, str], language: str) -> Iterator[_Passive]:
    verb, inside = (row[-1], row[end:-1]) if language == "de" else (row[end], row[end + 1 :])
    for phrase in sorted(agents, key=len, reverse=True):
        words = tuple(phrase.split())
        for place in range(len(inside) - len(words)):
            if _lowered(inside[place : place + len(words)]) == words:
                own = (*agents[phrase].split(), *inside[place + len(words) :])
                yield _Passive(row[:at], verb, inside[:place], own)
                return


def _actives(row: _Row, participle: str, language: str) -> Iterator[tuple[_Row, _Row]]:
    """What stands before and behind the verb, or its helping verb, where the sentence tells in the active voice that the act was done."""
    helpers = _table(language)["done"]
    for at, word in enumerate(row[:-1]):
        if word.lower() in helpers and language == "de" and _are_one_verb(row[-1], participle, language):
            yield row[:at], row[at + 1 : -1]
        if not at or not _are_one_verb(word, participle, language):
            continue
        if row[at - 1].lower() in helpers:
            yield row[: at - 1], row[at + 1 :]
        elif _is_past(word, participle, language):
            yield row[:at], row[at + 1 :]


def _are_one_verb(one: str, other: str, language: str) -> bool:
    if one.lower() == other.lower():
        return True
    keys = [frozenset().union(*(word.keys for word in read_words(form.lower(), language))) for form in (one, other)]
    return bool(keys[0] & keys[1])


def _is_past(word: str, participle: str, language: str) -> bool:
    """Whether a form without a helping verb is one of what was done; in English that is often the participle's own."""
    if language == "en" and word.lower() == participle.lower():
        return True
    return stands(word.lower(), language, "done") is not None and stands(word.lower(), language, "to_come") is None


def _is_same(before: _Row, behind: _Row, passive: _Passive, language: str) -> bool:
    """Whether who does it and what it is done to are the same words in both, and what is left of the one is left of the other, in the same order.

    "Only" and the like are of what they stand beside, which is another thing in the other voice.
    """
    ends = _ends_with(before, passive.agent, language)
    begins = _begins_with(_of_object(behind, language), passive.patient, language)
    if not ends or not begins:
        return False
    rest = (*passive.patient[: len(passive.patient) - begins], *passive.between, *passive.agent[ends:])
    left = (*before[: len(before) - ends], *_of_object(behind, language)[begins:])
    return _lowered(rest) == _lowered(left) and set(_lowered(rest)).isdisjoint(_table(language)["focus"])


def _ends_with(before: _Row, agent: _Row, language: str) -> int:
    """How many words of the agent's part, from its first on, are the last before the verb; none where these are no more than an article."""
    sizes = range(min(len(before), len(agent)), 0, -1)
    return next((size for size in sizes if _are_same(before[-size:], agent[:size], language, agent=True)), 0)


def _begins_with(behind: _Row, patient: _Row, language: str) -> int:
    sizes = range(min(len(behind), len(patient)), 0, -1)
    return next((size for size in sizes if _are_same(behind[:size], patient[-size:], language)), 0)


def _of_object(behind: _Row, language: str) -> _Row:
    """What is behind a verb, its first word as it is where that is the subject: "al conductor" as "el conductor"."""
    forms: Mapping[str, str] = _table(language)["object"]
    first = behind[0].lower() if behind else ""
    return (*forms[first].split(), *behind[1:]) if first in forms else behind


def _are_same(one: Sequence[str], other: Sequence[str], language: str, *, agent: bool = False) -> bool:
    telling = any(read_words(word, language) for word in one)
    return telling and all(_is_same_word(a, b, language, agent=agent) for a, b in zip(one, other, strict=True))


def _is_same_word(one: str, other: str, language: str, *, agent: bool) -> bool:
    if one.lower() == other.lower():
        return True
    if language != "de":
        return False
    if one[0].islower() and other[0].islower():
        return _bare(one) == _bare(other) and len(_bare(one)) > 2  # noqa: PLR2004  "der", "den" are told apart
    return agent and f"{one}n" == other


def _bare(word: str) -> str:
    return next((word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)), word)


def _lowered(row: Sequence[str]) -> _Row:
    return tuple(word.lower() for word in row)


@cache
def _table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicon("roles")[language]
    return table
