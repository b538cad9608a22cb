"""Indirect speech that holds another's: a clause with "that" goes on over whoever speaks in it, up to the end of what that one says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .nouns import is_adverb, phrase_after
from .sayings import Place, Saying
from .stops import opening_end, opens_only
from .words import Words

#: What leads in a clause that is said.
_THAT: Final = {"en": frozenset(("that",)), "es": frozenset(("que",)), "fr": frozenset(("que", "qu’"))}
_AND: Final = frozenset(("and", "y", "e", "et"))
_WHO: Final = frozenset(("who", "which", "whose", "que", "quien", "quienes", "cuyo", "cuya", "qui", "dont"))
_RELATIVES: Final = frozenset(("who", "which", "que", "quien", "quienes", "qui"))
_GERUNDS: Final = {"en": ("ing",), "es": ("ndo",), "fr": ("ant",)}
#: Sayings of one sentence that are looked at; no sentence has more.
_CROWD: Final = 12
#: Tokens of "Gil, who runs it and", at least.
_LEAST: Final = 5


def whole_clauses(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a block, each clause that is said with all that another says in it.

    Two things are mended. A hole in what is said, where the source or cue of another stands who speaks behind it, is filled: "that + has said he will go". And a clause
    that would end before it has a verb goes on to the end of what is said there: "that on Saturday, | Hale announced P".
    """
    if lex.language not in _THAT:
        return list(found)
    by_unit: dict[tuple[int, int], list[Saying]] = defaultdict(list)
    for saying in found:
        by_unit[saying.at].append(saying)
    own = [_of_clause(_apart(_of_relative(one, lex), by_unit[one.at]), by_unit[one.at], lex) for one in found]
    by_unit.clear()
    for saying in own:
        by_unit[saying.at].append(saying)
    return [_whole(saying, by_unit[saying.at], lex) for saying in own]


def _of_relative(saying: Saying, lex: Words) -> Saying:
    """A saying that a relative clause goes on to with "and" has its pronoun as its source: "Ana Gil, who runs a bakery and claims P"."""
    row = saying.unit.items
    cue = next((at for at, token in enumerate(row) if saying.cue and token.start == saying.cue[0][0]), 0)
    if cue < _LEAST or not saying.source or row[cue - 1].low not in _AND or saying.source[0][0] > row[cue].start:
        return saying
    start = saying.source[0][0]
    who = next((at for at in range(cue - 2, 0, -1) if row[at].text == "," or row[at].kind == "quote"), 0) + 1
    plain = row[who].low in _RELATIVES and row[who - 1].text == "," and start < row[who - 1].start
    if not plain or any(token.low in _RELATIVES or token.low in lex.forms for token in row[who + 1 : cue - 1]):
        return saying
    antecedent = tuple(token for token in row if start <= token.start < row[who - 1].start)
    place = (row[who].start, row[who].end)
    return replace(saying, source=(place,), words=(row[who],), antecedent=antecedent, shared=False)


def _apart(saying: Saying, beside: Sequence[Saying]) -> Saying:
    """A saying whose source does not run on into that of another, where one of them is told of with "according to X,": "Según un informe, Ana Gil, jueza, cree que P"."""
    for other in beside:
        if other is saying or len(saying.source) != 1 or len(other.source) != 1 or saying.source == other.source:
            continue
        (start, end), (first, last) = saying.source[0], other.source[0]
        if saying.frame == "according" and start < first < end < last and saying.cue[0][0] < start:
            words = tuple(token for token in saying.words if token.end <= first and token.text != ",")
            content = ((first, saying.content[-1][1]),) if saying.content and saying.content[-1][0] >= end else ()
            if words and content:
                return replace(saying, source=((start, words[-1].end),), words=words, content=content)
        if other.frame == "according" and start == first and last < end and other.cue[0][0] < first:
            words = tuple(token for token in saying.words if token.start > last)
            words = words[1:] if words and words[0].text == "," else ()
            if words:
                return replace(saying, source=((words[0].start, end),), words=words)
    return saying


def _of_clause(saying: Saying, beside: Sequence[Saying], lex: Words) -> Saying:
    """A saying whose cue stands in a clause that its source says has the subject of that clause: "said that a guard was heard telling"."""
    if not 1 < len(beside) <= _CROWD or not saying.source or saying.inside is not None:
        return saying
    outer = next((one for one in beside if one is not saying and one.source == saying.source and one.content), None)
    row = saying.unit.items
    that = _before_clause(row, outer, lex) if outer is not None else None
    cue = next((at for at, token in enumerate(row) if saying.cue and token.start == saying.cue[0][0]), 0)
    if that is None or cue <= that + 1 or _goes_on(row, cue, lex):
        return saying
    if any(row[that].start < one.cue[0][0] < row[cue].start for one in beside if one.cue):
        return saying
    subject = phrase_after(row, that + 1, lex)
    if subject is None or subject[0] != that + 1 or subject[1] > cue:
        return saying
    end = _over_apposition(row, subject[1], cue)
    if any(not _may_stand_before(token, lex) for token in row[end : cue - 1]) and row[cue - 1].low not in _RELATIVES:
        return saying
    words = tuple(row[that + 1 : end])
    place = (words[0].start, words[-1].end)
    return replace(
        saying, source=(place,), words=words, antecedent=(), shared=False, rule="is the subject of what another says"
    )


def _may_stand_before(token: Token, lex: Words) -> bool:
    """Whether a word may stand between a subject and its verb: a mark, an auxiliary, an adverb."""
    return token.text == "," or lex.has("words.auxiliary", token.low) or is_adverb(token, lex)


def _before_clause(row: Sequence[Token], saying: Saying, lex: Words) -> int | None:
    """What stands right before a clause that is said: "that", or the comma of "according to X,"."""
    that = _that_at(row, saying, lex)
    if that is not None or saying.frame != "according" or saying.cue[0][0] != row[0].start:
        return that
    return next((at for at, token in enumerate(row) if token.text == "," and token.start >= saying.source[-1][1]), None)


def _that_at(row: Sequence[Token], saying: Saying, lex: Words) -> int | None:
    """Where "that" leads in the last part of what is said, behind its cue; None where it does not."""
    start = saying.content[-1][0]
    first = next((at for at, token in enumerate(row) if token.start == start), None)
    led = first is not None and row[first].low in _THAT[lex.language]
    return first if led and saying.cue and saying.cue[-1][1] <= start else None


def _goes_on(row: Sequence[Token], cue: int, lex: Words) -> bool:
    """Whether a cue may as well go on with what the first speaker does: "and added", ", saying"."""
    before = row[cue - 1]
    if lex.has("words.joint", before.low) or before.low in _AND:
        return True
    return before.text == "," and row[cue].low.endswith(_GERUNDS[lex.language])


def _over_apposition(row: Sequence[Token], end: int, cue: int) -> int:
    """Where a subject ends with what stands between commas up to its verb, if that only tells who it is."""
    if end + 1 < cue and row[end].text == "," and row[cue - 1].text == "," and row[end + 1].low not in _WHO:
        return cue - 1
    return end


def _whole(saying: Saying, beside: Sequence[Saying], lex: Words) -> Saying:
    if saying.inside is not None or saying.suggested or not saying.content or not 1 < len(beside) <= _CROWD:
        return saying
    others = [one for one in beside if one is not saying and _speaks_first(one) and one.source != saying.source]
    saying = _filled(saying, others)
    for other in sorted(others, key=lambda one: one.cue):
        if _cut_at(saying, other, lex) or _second_within(saying, other, others, lex):
            start = saying.content[-1][0]
            saying = replace(saying, content=(*saying.content[:-1], (start, max(other.end, saying.content[-1][1]))))
    return saying


def _second_within(saying: Saying, other: Saying, others: Sequence[Saying], lex: Words) -> bool:
    """Whether whoever speaks in a clause that is said goes on right behind it: "Selon X, Y a dit P, ajoutant que Q"."""
    row = saying.unit.items
    if _before_clause(row, saying, lex) is None:
        return False
    start, end = saying.content[-1]
    held = any(
        one is not other and one.source == other.source and start <= one.source[0][0] and one.cue[-1][1] <= end
        for one in others
    )
    between = [token for token in row if end <= token.start < other.cue[0][0]]
    joins = all(token.text == "," or token.low in _AND or is_adverb(token, lex) for token in between)
    return held and joins and end <= other.cue[0][0]


def _speaks_first(saying: Saying) -> bool:
    """Whether a source stands before its cue, and this one before what is said: "Hale announced that P"."""
    if not (saying.source and saying.cue and saying.content) or saying.inside is not None:
        return False
    return saying.source[-1][1] <= saying.cue[0][0] and saying.cue[-1][1] <= saying.content[0][0]


def _filled(saying: Saying, others: Sequence[Saying]) -> Saying:
    """A saying without the holes in its content that are no more than who else speaks there."""
    content = [saying.content[0]]
    for before, after in pairwise(saying.content):
        hole = (before[1], after[0])
        own = any(hole[0] < end and start < hole[1] for start, end in (*saying.source, *saying.cue))
        if not own and any(_lies_over(one, hole, after) for one in others):
            content[-1] = (content[-1][0], after[1])
        else:
            content.append(after)
    return replace(saying, content=tuple(content)) if len(content) < len(saying.content) else saying


def _lies_over(one: Saying, hole: Place, after: Place) -> bool:
    """Whether a saying has its source in a hole, and what it says in the part behind."""
    inside = any(hole[0] < end and start < hole[1] for start, end in (*one.source, *one.cue))
    return inside and after[0] <= one.content[0][0] < after[1]


def _cut_at(saying: Saying, other: Saying, lex: Words) -> bool:
    """Whether a clause with "that" ends right before another speaks, although it has no verb yet."""
    row = saying.unit.items
    end = saying.content[-1][1]
    first = _before_clause(row, saying, lex)
    begins = other.source[0][0]
    if first is None or not end <= begins:
        behind = row[first + 1].start if first is not None and first + 1 < len(row) else None
        return begins == behind and end <= other.cue[0][0]
    between = [token.text for token in row if end <= token.start < begins]
    if between not in ([], [","]):
        return False
    if opening_end(row, first, lex) is not None:
        return False
    clause = [token for token in row[first + 1 :] if token.end <= end and token.text != ","]
    return not between or opens_only(clause, lex)
