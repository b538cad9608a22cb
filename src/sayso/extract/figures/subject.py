"""Whom or what a sentence says a figure of, by the light parse: the noun phrase before the finite verb that governs it."""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .syntax import (
    EDGES,
    LONGEST,
    before_date,
    ends_sentence,
    first_of_figure,
    phrase_ending,
    whole_phrase,
)
from .tags import NOUNS

_FINITE: Final = frozenset({"V", "M"})
_SKIPPED: Final = frozenset({"R", "RP"})
_WITHIN: Final = NOUNS | {"P", "D", "J", "R", "CD", "PS", "TO"}
#: So many words at most are walked back to a verb, so that the cost stays linear.
_REACH: Final = 40
#: Figures that are walked over before a verb: "between 2014 and 2017".
_FIGURES: Final = 2
#: A pronoun or a joined verb is followed back so often.
_FOLLOWED: Final = 3
#: From a base form to the figure that it governs, and from the verb before it to that form, stand so many words at most.
_NEAR: Final = 6
#: A bracket between a subject and its verb is no longer than this: "automakers (.SXAP) slid".
_BRACKET: Final = 8


def subject_of(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """The subject of the clause that `place` stands in, before its finite verb; None where it is a pronoun or not plain."""
    if (doer := _of_bare_verb(line, place, tags, g)) is not None:
        return doer
    verb = _verb_before(line, place, tags, g)
    for _ in range(_FOLLOWED):
        if verb is None:
            return _of_infinitive(line, place, tags, g)
        at = _before_verb(line, verb, tags, g)
        before = tags[at - 1] if at > 0 else ""
        if before == "W":  # "Facebook, which has": what the pronoun stands for
            at -= 1
            at -= at > 0 and line.key(at - 1) == ","
            if at - 1 not in line.taken:
                return whole_phrase(line, at, tags, g, joints="counted.of")
            verb = _verb_before(line, first_of_figure(line, at - 1), tags, g)  # "pay was $11.4m, which includes"
        elif before == "PR" and line.key(at - 1) not in g.words("counted.speakers"):
            verb = _verb_before(line, at - 1, tags, g)
        elif before == "CC" or line.key(at - 1) == ",":
            if line.key(at - 1) == "," and (found := _over_aside(line, at - 1, tags, g)):
                return found
            verb = _verb_before(line, at - 1, tags, g, finite=True)
        else:
            # "with Harrow Lane placing a bid" is no more than the name
            joints = "counted.joints" if tags[verb] in _FINITE else "counted.joints_before_participles"
            found = whole_phrase(line, at, tags, g, joints=joints) or _someone_old(line, at)
            return _antecedent(line, found or (at, at), tags, g) or found
    return None


def _antecedent(line: Line, found: tuple[int, int], tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in "women who ate two servings a day had": what the relative clause is about, whose last words stand before the verb."""
    at = found[0] - 1
    least = at - _REACH
    while at > max(0, least) and tags[at] in _WITHIN:
        at -= 1
    if at < 1 or tags[at] not in {"V", "VN"} or line.key(at) in g.words("counted.says"):
        return None
    while at > max(0, least) and (tags[at] in _FINITE or tags[at] in _SKIPPED or tags[at] == "VN"):
        at -= 1
    return whole_phrase(line, at, tags, g, joints="counted.of") if tags[at] == "W" else None


def _of_bare_verb(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in "helped fraudsters launder $1 million", "let users store 5 GB": whoever stands right before a base form."""
    for at in range(place - 1, max(0, place - _NEAR), -1):
        if tags[at] != "VB":
            if tags[at] in _FINITE | {"TO", "P", "CC", "W"} or not line.word(at):
                return None
            continue
        helped = tags[at - 1] in NOUNS and any(tag in _FINITE for tag in tags[max(0, at - _NEAR) : at - 1])
        return phrase_ending(line, at, tags, g) if helped else None
    return None


def _before_verb(line: Line, verb: int, tags: list[str], g: Grammar) -> int:
    """Where the subject of a verb may end: before helping verbs, adverbs, dates, and phrases with a pronoun ("across it")."""
    at = verb
    least = max(0, verb - _REACH)
    while at > least and (tags[at - 1] in _SKIPPED or tags[at - 1] in _FINITE) and at - 1 not in line.taken:
        at -= 1
    at -= at > 1 and line.key(at - 1) == "there"
    at = before_date(line, at, tags, g)
    if line.key(at - 1) == ")":
        at = next((place for place in range(at - 2, max(0, at - _BRACKET), -1) if line.key(place) == "("), at)
    if at > 1 and tags[at - 1] == "PR" and tags[at - 2] == "P" and line.key(at - 2) not in g.words("clauses.joining"):
        at -= 2
    for _ in range(_FIGURES):  # "drilling between 2009 and 2012"
        first = first_of_figure(line, at - 1)
        while max(0, at - _REACH) < first < at and tags[first - 1] in {"D", "J"}:  # "over the past two years"
            first -= 1
        if first < 1 or first == at or line.key(at - 1) == "old" or tags[first - 1] not in {"P", "CC", "VG"}:
            break  # but "families earning $50,000 would get"
        at = first - 1
    return at


def _someone_old(line: Line, end: int) -> tuple[int, int] | None:
    """As in "a 48 year-old would": an age that stands for who has it."""
    if line.key(end - 1) != "old" or end - 1 not in line.taken:
        return None
    return first_of_figure(line, end - 1), end


def _over_aside(line: Line, comma: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in "Barratt, the biggest housebuilder, is": the noun phrase before what stands between two commas."""
    for at in range(comma - 1, max(0, comma - _REACH), -1):
        if tags[at] in _FINITE or line.key(at) in EDGES:
            return None
        if line.key(at) == ",":
            return whole_phrase(line, at, tags, g)
    return None


def _of_infinitive(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in headlines: "Company to spend $13 million"; "in order to spend" has no subject of its own."""
    for at in range(place - 1, max(0, place - LONGEST), -1):
        if line.key(at) in EDGES:
            return None
        if tags[at] == "VB" and tags[at - 1] == "TO":
            hollow = line.key(at - 2) in g.words("counted.hollow")
            return None if hollow else whole_phrase(line, at - 1, tags, g)
    return None


def _verb_before(line: Line, place: int, tags: list[str], g: Grammar, *, finite: bool = False) -> int | None:
    """The nearest verb to the left in the same sentence part that has a subject; only a `finite` one where asked."""
    purpose = False
    for at in range(place - 1, max(-1, place - _REACH), -1):
        if line.key(at) in EDGES or ends_sentence(line, at, g):
            return None
        if tags[at] in _FINITE:
            return at
        to_do = tags[at + 1 : at + 2] == ["TO"] or (
            purpose and line.key(at + 1) == "by"
        )  # "rebuilt by the yard to carry"
        reduced = tags[at] == "VG" or (tags[at] == "VN" and to_do)
        if not finite and reduced and _has_subject(line, at, tags, g):
            return at
        purpose = purpose or (tags[at] == "TO" and tags[at + 1 : at + 2] == ["VB"])
    return None


def _has_subject(line: Line, at: int, tags: list[str], g: Grammar) -> bool:
    """Whether a participle has a subject of its own: "savings ranging from", but "last year having risen"."""
    return at > 0 and tags[at - 1] in NOUNS and g.units.names.at(line.keys, at - 1) is None
