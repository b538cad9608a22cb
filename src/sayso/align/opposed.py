"""What sets two figures apart though their words are alike: opposite words, a negation, another place, somebody else, a thing of another sort.

Nothing here looks at values. What is found is a reason to be careful with figures that agree, and no proof that they differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Any, Final

from sayso.language import fold
from sayso.language.concepts import plain
from sayso.language.lexicon import SERVED, lexicon

from .apart import Opposed, Sort
from .crosswise import crossed
from .moved import moved
from .named import met, named
from .rated import other_rate
from .spans import other_rate_or_past
from .subject import Subject
from .turned import turned_round
from .unlike import are_of_other_sorts

#: The list of words that set figures apart; "contraries" has more, which set whole claims apart.
OPPOSITES: Final = "opposites"
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST_PHRASE: Final = 3
_SHORTEST_STEM: Final = 3
#: What denies a word that stands one or two words behind it: "not vaccinated", "ne sont pas occupés".
_DENIES: Final = {
    "en": frozenset(("not", "never")),
    "de": frozenset(("nicht", "nie", "kein", "keine", "keinen", "keiner")),
    "es": frozenset(("no", "nunca")),
    "fr": frozenset(("pas", "jamais")),
    "it": frozenset(("non",)),
    "pt": frozenset(("nao", "nunca")),
}
_DENIED_NEAR: Final = 2
#: Negations of languages whose clauses are not read otherwise.
_NEGATIONS: Final = {
    "it": ("non", "mai", "nessuno", "nessuna", "nessun", "niente", "nulla", "né"),
    "pt": ("não", "nunca", "jamais", "nenhum", "nenhuma", "ninguém", "nada", "nem"),
}
#: What denies nothing beside a figure, or says no more than "still" or "soon".
_SPARED: Final = {
    "en": ("not yet", "not long", "not surprising", "no surprise", "not everyone", "not all", "not always", "not far"),
    "de": ("noch nicht", "nicht lange", "nicht überraschend", "nicht alle", "nicht immer", "nicht weit"),
    "es": ("todavía no", "aún no", "no mucho", "no todos", "no todas", "no siempre"),
    "fr": ("pas encore", "pas longtemps", "pas tous", "pas toutes", "pas toujours", "pas étonnant"),
    "it": (
        "non ancora",
        "ancora non",
        "non molto",
        "non tutti",
        "non sempre",
        "non solo",
        "non soltanto",
        "non meno di",
        "non più di",
    ),
    "pt": (
        "ainda não",
        "não muito",
        "nem todos",
        "nem todas",
        "nem sempre",
        "não só",
        "não apenas",
        "não menos de",
        "nada menos",
        "não mais de",
    ),
}
#: "Ne" alone, as in "ne ... que", denies nothing; what goes with it does.
_NO_NEGATIONS: Final = frozenset({"ne", "n", "ni", "plus", "sans"})


def find_opposed(claimed: Subject, given: Subject) -> Opposed | None:
    """The first thing that sets two figures apart, or None.

    A word of one figure's clause counts where its opposite stands in the other's clause, and neither sentence has both; where a sentence has both,
    those of the part that is the figure's own.
    """
    return (
        find_parted(claimed, given)
        or _who(claimed, given)
        or _counted(claimed, given)
        or other_rate_or_past(claimed, given)
        or moved(claimed, given)
        or other_rate(claimed, given)
        or crossed(claimed, given)
        or turned_round(claimed, given)
    )


def find_parted(claimed: Subject, given: Subject) -> Opposed | None:
    """The first of opposite words, a negation or another place, which are looked for before all else and cost little."""
    return (
        _opposites(claimed, given)
        or _opposite_parts(claimed, given)
        or _negated(claimed, given)
        or _places(claimed, given)
    )


def _opposites(claimed: Subject, given: Subject) -> Opposed | None:
    mine, theirs = sides(claimed.clause, claimed.language), sides(given.clause, given.language)
    all_mine, all_theirs = sides(claimed.around, claimed.language), sides(given.around, given.language)
    for (pair, side), word in mine.items():
        other = (pair, 1 - side)
        if other in theirs and other not in all_mine and (pair, side) not in all_theirs:
            return Opposed(_pairs()[pair]["sort"], word, theirs[other])
    return None


def _opposite_parts(claimed: Subject, given: Subject) -> Opposed | None:
    """Opposites in the parts that are the two figures' own, whatever stands in the rest: "870 came in" and "870 were granted" of "870 came in and 310 were granted"."""
    mine, theirs = sides(claimed.part, claimed.language), sides(given.part, given.language)
    for (pair, side), word in mine.items():
        other = (pair, 1 - side)
        parted = other in theirs and other not in mine and (pair, side) not in theirs
        if parted and _pairs()[pair]["sort"] != "order":  # "segundo" is "according to", too
            return Opposed(_pairs()[pair]["sort"], word, theirs[other])
    return None


@lru_cache(maxsize=4096)
def sides(text: str, language: str, listed: str = OPPOSITES) -> dict[tuple[int, int], str]:
    """The words of a text that have an opposite in a list: by the pair's place in it and the side on which they stand; none that is denied right before it."""
    exact, stems = _sides(language.partition("-")[0], listed)
    words = _WORD.findall(text)
    lowered = [plain(word) for word in words]
    found: dict[tuple[int, int], str] = {}
    denies = _DENIES.get(language.partition("-")[0], frozenset())
    for at in range(len(words)):
        if not denies.isdisjoint(lowered[max(0, at - _DENIED_NEAR) : at]):
            continue
        for size in range(1, min(_LONGEST_PHRASE, len(words) - at) + 1):
            for key in exact.get(" ".join(lowered[at : at + size]), ()):
                found.setdefault(key, " ".join(words[at : at + size]))
        for size in range(_SHORTEST_STEM, len(lowered[at]) + 1):
            for key in stems.get(lowered[at][:size], ()):
                found.setdefault(key, words[at])
    return {key: word for key, word in found.items() if _stands_beside(key[0], lowered, language, listed)}


def _stands_beside(pair: int, words: list[str], language: str, listed: str) -> bool:
    """Whether a text has one of the words that a pair needs beside it: an application is received, and money is, too."""
    primary = language.partition("-")[0]
    needed: list[str] = _pairs(listed)[pair].get("beside", {}).get(primary, [])
    ends = tuple(one.rstrip("*") for one in needed if one.endswith("*"))
    return not needed or any(word in needed or (ends and word.startswith(ends)) for word in words)


@cache
def _pairs(listed: str = OPPOSITES) -> list[dict[str, Any]]:
    pairs: list[dict[str, Any]] = lexicon(listed)["pair"]
    return pairs


@cache
def _sides(language: str, listed: str) -> tuple[dict[str, list[tuple[int, int]]], dict[str, list[tuple[int, int]]]]:
    exact: dict[str, list[tuple[int, int]]] = defaultdict(list)
    stems: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, pair in enumerate(_pairs(listed)):
        for side, name in enumerate(("one", "other")):
            for word in pair[name].get(language, ()):
                (stems if word.endswith("*") else exact)[plain(word.rstrip("*"))].append((at, side))
    return exact, stems


def _negated(claimed: Subject, given: Subject) -> Opposed | None:
    if not (claimed.stated and given.stated):
        return None
    mine, theirs = _denied(claimed), _denied(given)
    if bool(mine) == bool(theirs):
        return None
    if mine and negation(given.around, given.language):
        return None
    if theirs and negation(claimed.around, claimed.language):
        return None
    return Opposed("negation", mine, theirs)


def _denied(subject: Subject) -> str:
    """The word beside a figure that denies something: not the "never" of what was never so much, or so little."""
    found = negation(_said_outright(subject.near, subject.language), subject.language)
    record = _never(subject.language.partition("-")[0]) if found else None
    most = record.search(fold(subject.around).text) if record else None
    return "" if most and found.lower() in most.group().lower() else found


@cache
def _never(language: str) -> re.Pattern[str] | None:
    words: list[str] = lexicon("records").get(language, {}).get("never", [])
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None


@lru_cache(maxsize=4096)
def _said_outright(text: str, language: str) -> str:
    """A text without its conditions that deny something, up to the next comma: "si no se toman medidas" denies nothing of what is said on it."""
    conditions = _conditions(language.partition("-")[0])
    return conditions.sub(" ", text) if conditions else text


@cache
def _conditions(language: str) -> re.Pattern[str] | None:
    words: list[str] = lexicon("limits").get(language, {}).get("condition_denied", [])
    either = _any(words).replace("’", "['’]")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)[^,;:.!?]*", re.IGNORECASE) if words else None


@lru_cache(maxsize=4096)
def negation(text: str, language: str) -> str:
    """The first word of a text that denies something; empty where there is none."""
    denies, spared = _denials(language.partition("-")[0])
    found = denies.search(spared.sub(" ", text)) if denies else None
    return found.group() if found else ""


@cache
def _denials(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    table: dict[str, list[str]] = lexicon("sayso.clauses")[language] if language in SERVED else {}
    words = [word for word in (*table.get("negation", ()), *_NEGATIONS.get(language, ())) if word not in _NO_NEGATIONS]
    spared = [*table.get("negation_not", ()), *_SPARED.get(language, ())]
    more = "|n['’]t" if language == "en" else ""
    denies = re.compile(rf"(?:(?<!\w)(?:{_any(words)}){more})(?!\w)", re.IGNORECASE) if words else None
    return denies, re.compile(rf"(?<!\w)(?:{_any(spared) or '(?!)'})(?!\w)", re.IGNORECASE)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word.strip()) for word in sorted(words, key=len, reverse=True))


def _places(claimed: Subject, given: Subject) -> Opposed | None:
    return _named_apart("place", claimed.place, given.place, claimed, given)


def _who(claimed: Subject, given: Subject) -> Opposed | None:
    return _named_apart("who", claimed.who, given.who, claimed, given)


def _counted(claimed: Subject, given: Subject) -> Opposed | None:
    """What is counted is of one sort here, of another there: "340 houses", "340 soldiers"."""
    mine, theirs = claimed.counted_told, given.counted_told
    return Opposed("counted", mine, theirs) if are_of_other_sorts(mine, theirs, claimed, given) else None


def _named_apart(sort: Sort, mine: str, theirs: str, claimed: Subject, given: Subject) -> Opposed | None:
    """Two names in the same role, of which neither stands in the other's sentence in any spelling."""
    if not (mine and theirs):
        return None
    one, other = named(mine, claimed.language), named(theirs, given.language)
    if not one or not other or met(one, given.around, given.language) or met(other, claimed.around, claimed.language):
        return None
    return Opposed(sort, mine, theirs)
