"""What speakers say of themselves, and where one cannot be told of: in words in which others do something to him."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .german.fitting import OWN
from .memory import Resolved
from .pronouns import is_pronoun
from .sayings import Place, Saying
from .words import Words


def said_before(saying: Saying) -> tuple[Place, ...]:
    """What somebody says in a sentence that tells behind it who does, and of whom others tell in it: "Der Trainer habe ihr gedroht, sagte sie"."""
    start = saying.source[0][0]
    asked = _ONESELF.get(saying.words[0].low) if len(saying.words) == 1 else None
    told = asked is not None and any(
        token.low in asked and not (behind.capital and behind.kind == "word")
        for token, behind in pairwise(saying.unit.items)
        if token.end <= start
    )
    return tuple(place for place in saying.content if told and saying.unit.start <= place[0] and place[1] <= start)


#: A speaker, and how others in his words call him to whom they do something.
_ONESELF: Final = {"er": frozenset(("ihm", "ihn")), "sie": frozenset(("ihr",)), "he": frozenset(("him",))}


def of_owner(speaker: Sequence[Token], told: Sequence[Token]) -> bool:
    """Whether a pronoun is whoever the speaker belongs to: "Her lawyer said she denied it", "Sein Anwalt sagte, er bestreite das"."""
    if len(told) != 1 or len(speaker) < 2:  # noqa: PLR2004  whose, and what
        return False
    return told[0].low in _OWNERS.get(speaker[0].low, ())


#: Whom a possessive may mean, by the possessive.
_OWNERS: Final = {
    "her": frozenset(("she",)),
    "his": frozenset(("he",)),
    **dict.fromkeys(("sein", "seine"), frozenset(("er",))),
    **dict.fromkeys(("ihr", "ihre"), frozenset(("sie",))),
    **dict.fromkeys(("son", "sa"), frozenset(("il", "elle"))),
    "su": frozenset(("él", "ella")),
}


def without_own(
    found: Sequence[Saying], resolved: Sequence[Resolved | None], outer: Sequence[int | None], lex: Words
) -> tuple[list[Saying], list[Resolved | None]]:
    """Without what a speaker says of himself within his own words: "she said she would welcome it" is one saying.

    `outer` is the number of the saying in which each stands. A German pronoun in the subjunctive counts only where it goes back to somebody else.
    """
    speakers = [told.speaker if told is not None else None for told in resolved]

    def another(number: int) -> bool:
        own, holder = speakers[number], outer[number]
        if own is None:
            return found[number].rule != OWN
        return holder is None or speakers[holder] != own or not is_pronoun(found[number].words, lex)

    kept = [number for number in range(len(found)) if another(number)]
    return [found[number] for number in kept], [resolved[number] for number in kept]
