"""Whether what two figures are of is of unlike sorts: homes and people."""

from __future__ import annotations

from .sorts import are_apart, is_of_a_sort, is_whole, sorts_of
from .subject import Subject
from .words import read_words


def are_of_other_sorts(mine: str, theirs: str, claimed: Subject, given: Subject) -> bool:
    """Whether two nouns, one of each figure's sentence, are of unlike sorts, and neither sentence has a word of the other's noun."""
    sorts, others = sorts_of(mine, claimed.language), sorts_of(theirs, given.language)
    apart = are_apart(sorts, others) and not (is_whole(mine, claimed.language) or is_whole(theirs, given.language))
    return apart and not (_tells_of(given, mine, claimed.language) or _tells_of(claimed, theirs, given.language))


def _tells_of(subject: Subject, noun: str, language: str) -> bool:
    """Whether one of a subject's words is one of the things of some sort that a noun with its adjectives names."""
    keys = {key for word in read_words(noun, language) for key in word.keys if is_of_a_sort(key)}
    return any(keys & one.word.keys for one in subject.words)
