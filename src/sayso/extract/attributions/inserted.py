"""English cues set between a subject and its verb: "The audit, the minister said, blames the builder", as the tagger reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .nouns import is_adverb, phrase_before
from .sayings import Saying
from .words import Words

#: Words of "the minister said in May", at most.
_LONGEST: Final = 9
#: Words that tell why somebody has no name.
_UNNAMED: Final = frozenset(("named", "identified", "anonymity", "anonymous", "anonymously", "quoted", "name", "names"))
#: Words of "a guard who", at least.
_WHO: Final = 2
_STOPS: Final = frozenset((".", "!", "?", "…"))


def over_insertion(saying: Saying, lex: Words) -> Saying:
    """A saying put right: what an inserted cue says goes on behind it, and who is told of there has the verb behind it as his own."""
    if lex.language != "en" or not saying.source or len(saying.source) > 1 or not saying.cue or not saying.content:
        return saying
    row = saying.unit.items
    first = next((at for at, token in enumerate(row) if token.start == saying.source[0][0]), None)
    if not first or row[first - 1].text != ",":
        return saying
    cue = next((at for at, token in enumerate(row) if token.start == saying.cue[0][0]), len(row))
    shut = next((at for at in range(first + 1, min(len(row), first + _LONGEST)) if row[at].text == ","), None)
    subject = phrase_before(row, first - 1, lex)
    if (
        shut is None
        or subject is None
        or subject[0] > 0
        or not _is_verb(row, shut + 1, lex)
        or not _tells(row, first, shut, lex)
    ):
        return saying
    if cue > shut:
        words = tuple(row[slice(*subject)])
        place = (words[0].start, words[-1].end)
        return replace(
            saying, source=(place,), words=words, antecedent=(), shared=False, rule="stands before an inserted cue"
        )
    left = (row[0].start, row[first - 2].end)
    end = len(row) - (row[-1].text in _STOPS)
    told = len(saying.content) == 1 and left[0] <= saying.content[0][0] and saying.content[0][1] <= row[first - 1].end
    if not told or end <= shut + 1:
        return saying
    return replace(saying, content=(left, (row[shut + 1].start, row[end - 1].end)))


def whole_source(saying: Saying, lex: Words) -> Saying:
    """A source that the tagger ends with "who": with the clause that tells why there is no name, or without the ", which" that only adds."""
    row = saying.unit.items
    source = [token for token in row if any(a <= token.start < b for a, b in saying.source)]
    source = _before_joint(source, lex)
    if lex.language != "en" or len(source) < _WHO or source[-1].low not in {"who", "which"} or not saying.cue:
        return saying
    at = next(index for index, token in enumerate(row) if token is source[-1])
    cue = next((index for index, token in enumerate(row) if token.start == saying.cue[0][0]), 0)
    comma = row[at - 1].text == ","
    stop = next((index for index in range(at, len(row)) if row[index].kind in {"mark", "quote"}), len(row))
    unnamed = source[-1].low == "who" and any(token.low in _UNNAMED for token in row[at:stop])
    end = at - comma
    if unnamed and comma:
        end = stop
    elif not comma and source[-1].low == "who" and at < cue <= stop:
        end = cue
        while end > at + 1 and (lex.has("words.auxiliary", row[end - 1].low) or is_adverb(row[end - 1], lex)):
            end -= 1
    words = tuple(token for token in source if token.end <= row[at - comma - 1].end)
    return replace(saying, source=((source[0].start, row[end - 1].end),), words=words, antecedent=())


def _before_joint(source: list[Token], lex: Words) -> list[Token]:
    """A source up to its "who", where it ends in the midst of that clause: "Gil, who runs a bakery and"."""
    who = next(
        (at for at, token in enumerate(source) if at and token.low == "who" and source[at - 1].text == ","), None
    )
    return source[: who + 1] if who is not None and lex.has("words.joint", source[-1].low) else source


def _tells(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether somebody says something between two places."""
    return any(
        form.frame == "say" and form.tense in {"past", "s", "base"}
        for token in row[start + 1 : end]
        for form in lex.forms.get(token.low, ())
    )


def _is_verb(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a finite verb stands at a place, behind its adverbs."""
    while at < len(row) and is_adverb(row[at], lex):
        at += 1
    if at >= len(row) or row[at].kind != "word" or row[at].capital:
        return False
    low = row[at].low
    return lex.has("words.auxiliary", low) or low in lex.forms or low.endswith(("ed", "s"))


def has_verb(saying: Saying, lex: Words) -> bool:
    """Whether a cue that the tagger sees is more than auxiliaries and adverbs: not "has also"."""
    cue = [token for token in saying.unit.items if any(a <= token.start < b for a, b in saying.cue)]
    helping = [token for token in cue if lex.has("words.auxiliary", token.low)]
    return not helping or not all(token in helping or is_adverb(token, lex) for token in cue)


def in_clause(rule: Saying, one: Saying, lex: Words) -> bool:
    """Whether the tagger takes whoever is told of in a relative clause for who speaks: "A memo, which the Post has seen, warns"."""
    if lex.language != "en" or not rule.source or not one.source or one.source[0][0] <= rule.source[-1][1]:
        return False
    before = [token for token in rule.unit.items if token.end <= one.source[0][0]]
    return len(before) > 1 and before[-1].low in {"which", "that", "whom"} and one.source[-1][1] <= one.cue[0][0]


def only_relative(one: Saying, lex: Words) -> bool:
    """Whether what is said is no more than ", which"."""
    return any(
        lex.has("words.relative", token.low) and (token.start, token.end) in one.content for token in one.unit.items
    )


def parted(found: Sequence[Saying]) -> list[Saying]:
    """The sayings of a unit, each without what another inserts: "The firm believes, Holt said, that P", "Experts, the paper notes, fear P"."""
    around = [one for one in found if len(one.content) == _SPLIT and one.source and one.inside is None]
    cut = [_without_inserted(one, around) for one in found]
    holders = {id(other) for _, other in cut if other is not None}
    return [
        replace(one, until=one.end + 1) if id(was) in holders else one for was, (one, _) in zip(found, cut, strict=True)
    ]


#: Parts of what is said around an inserted cue.
_SPLIT: Final = 2


def _without_inserted(one: Saying, around: Sequence[Saying]) -> tuple[Saying, Saying | None]:
    """A saying without another's inserted cue, and that other one, within whose words it begins."""
    for other in around:
        start, end = other.source[0][0], other.cue[-1][1]
        if other is one or one.inside is not None or not one.content or not one.source:
            continue
        before = other.content[0][0] <= one.cue[0][0] and one.cue[-1][1] <= other.content[0][1]
        if before and len(one.content) == 1 and one.content[0][0] in {start, other.cue[0][0]}:
            return replace(one, content=(other.content[1],)), other
        first, last = one.source[0]
        if len(one.source) == 1 and first < start and end <= last:
            words = tuple(token for token in one.words if token.end <= other.content[0][1])
            if words:
                return replace(one, source=((first, words[-1].end),), words=words), other
    return one, None
