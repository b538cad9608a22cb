"""What sets two claims apart however alike they sound: another year, another place or name, another count, a denial, opposite words.

Nothing here looks at values: a figure may change, what it is a figure of may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sayso.align import Word, cognates, dimension, themes_of

from .claim_rows import NOUNS, ClaimRow

#: How much of both claims' words must meet before a word that does not is taken for a substitute and not for another way to put it.
SUBSTITUTE: Final = 0.5
#: From here on a word that is written like a name is one, though it is known as another word: "the Nationals", "Monday".
NEARLY: Final = 0.7
#: Themes in which one word for another is another thing that is counted.
_TELLING: Final = frozenset(("people", "places", "things", "environment", "transport", "health", "education", "technology", "work", "economy"))  # fmt: skip


def set_apart(one: ClaimRow, other: ClaimRow, least: float) -> str | None:
    """Why two claims are not about the same, for a reader; None where nothing says so. `least` is the lesser share of words that meet."""
    for check in _CHECKS:
        found = check(one, other)
        if found:
            return found
    return _substituted(one, other, least) if one.language == other.language and least >= SUBSTITUTE else None


def other_years(one: ClaimRow, other: ClaimRow) -> str | None:
    """Years that both name, and none of them the same."""
    if one.years and other.years and not one.years & other.years:
        return f"another year: {_listed(one.years)}, {_listed(other.years)}"
    return None


def other_places(one: ClaimRow, other: ClaimRow) -> str | None:
    """Countries, each of which the other claim does not name."""
    mine, theirs = (frozenset(name for name in row.names if name.startswith("territory:")) for row in (one, other))
    if mine - theirs and theirs - mine:
        return f"another place: {_listed(mine - theirs)}, {_listed(theirs - mine)}"
    return None


def other_names(one: ClaimRow, other: ClaimRow) -> str | None:
    """In two languages, names on both sides and none of them the same: names are written much alike, but for a few ("Wien", "Vienna").

    Within one language it is said by `_substituted`, which asks more: there "Moscow" and "the Kremlin" are two ways to put it.
    """
    if one.language == other.language or one.names & other.names:
        return None
    mine, theirs = _alone(one, other), _alone(other, one)
    return f"another name: “{mine[0].text}”, “{theirs[0].text}”" if mine and theirs else None


def _alone(one: ClaimRow, other: ClaimRow) -> list[Word]:
    """The names of a claim if the other has none of them; of unknown German nouns, which may be names, those that it has not."""
    found = list(_unmet(one.called, other.words))
    return found if one.language == NOUNS or len(found) == len(one.called) else []


def one_denies(one: ClaimRow, other: ClaimRow) -> str | None:
    """A denial in one of two claims of one language."""
    if one.language == other.language and bool(one.denied) != bool(other.denied):
        return f"“{one.denied or other.denied}” in one of them alone"
    return None


def opposite(one: ClaimRow, other: ClaimRow) -> str | None:
    """Words that cannot both be said of one thing: "rose" and "fell"."""
    for pair, side in one.sides:
        if (pair, 1 - side) in other.sides and (pair, 1 - side) not in one.sides and (pair, side) not in other.sides:
            return "opposite words"
    return None


def other_way(one: ClaimRow, other: ClaimRow) -> str | None:
    """Figures of one kind that go up in one claim and down in the other, and nothing that goes the same way."""
    mine, theirs = (
        {(dimension(figure), figure.direction) for figure in row.at.figures if figure.direction} for row in (one, other)
    )
    if mine & theirs:
        return None
    for kind, way in sorted(mine):
        if any(kind == rival and way != turn for rival, turn in theirs):
            return "one goes up, the other down"
    return None


_CHECKS: Final[tuple[Callable[[ClaimRow, ClaimRow], str | None], ...]] = (
    other_years,
    other_places,
    other_names,
    one_denies,
    opposite,
    other_way,
)


def _substituted(one: ClaimRow, other: ClaimRow, least: float) -> str | None:
    """In claims of much the same words, a name or a counted thing that stands for another."""
    mine, theirs = list(_unmet(one.words, other.words)), list(_unmet(other.words, one.words))
    for a in mine:
        for b in theirs:
            names = (is_name(a) or _is_written_so(a, one, least)) and (is_name(b) or _is_written_so(b, other, least))
            if names or (themes_of(a) & _TELLING and themes_of(b) & _TELLING):
                return f"“{a.text}” in one, “{b.text}” in the other"
    return None


def _is_written_so(word: Word, row: ClaimRow, least: float) -> bool:
    """Whether a word of claims that are nearly the same is written like a name, where that tells: within a claim that is not German."""
    within = not row.bare.lstrip(" \"'“„«").startswith(word.text)
    return least >= NEARLY and row.language != NOUNS and word.text[:1].isupper() and within


def _unmet(words: Sequence[Word], others: Sequence[Word]) -> Iterator[Word]:
    keys = frozenset().union(*(word.keys for word in others))
    return (word for word in words if not word.keys & keys and not cognates(word, others))


def is_name(word: Word) -> bool:
    """Whether a word is written like a name, and has no concept."""
    return word.text[:1].isupper() and not any(key.startswith("concept:") for key in word.keys)


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(value.rpartition(":")[2] for value in values))
