"""Chains: a source that cites another ("X reports, citing Y"; "a study cited by X"), and words told of within a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Final

from sayso.language.tokens import Token

from .german.phrases import phrase as german_phrase
from .nouns import Range, phrase_after
from .sayings import Place, Saying, sayings_of
from .units import Stretch
from .words import Words

#: A quotation with fewer words tells of nobody else's words.
_LEAST: Final = 6
#: More sayings than this one sentence does not hold.
_CROWD: Final = 12


def chained(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a block, with those whom a source cites beside or before it, each within the one that cites."""
    out: list[Saying] = []
    for _, group in groupby(found, key=lambda saying: saying.at):
        out.extend(_in_unit(list(group), lex))
    return out


def _in_unit(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of one unit; those beyond a number that no sentence has are left as they are."""
    if len(found) > _CROWD:
        return list(found)
    out: list[Saying] = []
    for saying in found:
        if any(_same_place(saying.cue, other.cue) for other in out):
            continue
        split = _cited_by(saying, lex) or _quoting(saying, found, lex)
        if split:
            out.extend(split)
            continue
        citing = _citing(saying, found, lex)
        if citing is None:
            out.append(saying)
            continue
        outer, inner = citing
        out = [one for one in out if one.cue != inner.cue]
        out.extend((outer, inner))
    return out


def _same_place(one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Whether a cue lies within another: "citing" was read as a verb of its own."""
    return bool(one) and all(any(a <= start and end <= b for a, b in other) for start, end in one)


def _citing(saying: Saying, found: Sequence[Saying], lex: Words) -> tuple[Saying, Saying] | None:
    """A saying and the one that it rests on, where "citing Y" follows its cue in the unit."""
    row = saying.unit.items
    if not saying.cue or saying.frame in {"object", "about", "to"}:
        return None
    from_cue = max(place[1] for place in (*saying.cue, *saying.source))
    for at, token in enumerate(row):
        marker = _phrase_end(row, at, lex) if token.start >= from_cue else None
        if marker is None:
            continue
        if any(
            other is not saying and other.cue and from_cue <= other.cue[0][0] < token.start
            for other in found
            if other.unit is saying.unit
        ):
            return None
        source = _source_at(row, marker, lex)
        return _pair(saying, (at, marker), source) if source else None
    return None


def _phrase_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    for words in lex.phrases.get("citing", {}).get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(words)]) == words:
            return at + len(words)
    return None


def _source_at(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    if lex.language == "de":
        end = german_phrase(row, at, len(row), lex, wide=True)
        return (at, end) if end is not None else None
    return phrase_after(row, at, lex, long=True)


def _pair(saying: Saying, cue: Range, source: Range) -> tuple[Saying, Saying] | None:
    row = saying.unit.items
    start, end = row[cue[0]].start, row[source[1] - 1].end
    content = tuple(part for place in saying.content for part in _without(row, place, start, end))
    if not content:
        return None
    words = tuple(row[source[0] : source[1]])
    outer = replace(saying, content=content)
    inner = replace(
        outer,
        source=((row[source[0]].start, end),),
        words=words,
        cue=((start, row[cue[1] - 1].end),),
        rule=f"follows “{' '.join(token.text for token in row[cue[0] : cue[1]])}”",
        antecedent=(),
        shared=False,
        dropped=False,
        inside=(saying.source, saying.cue),
        until=outer.end,
    )
    return outer, inner


def _without(row: Sequence[Token], place: Place, start: int, end: int) -> Iterator[Place]:
    """A stretch of content without the words between `start` and `end`, and the marks around them."""
    if end <= place[0] or place[1] <= start:
        yield place
        return
    before = [token for token in row if place[0] <= token.start and token.end <= min(start, place[1])]
    behind = [token for token in row if max(end, place[0]) <= token.start and token.end <= place[1]]
    while before and before[-1].text in {",", "—", "–", "(", "und", "and", "y", "et"}:
        before.pop()
    while behind and behind[0].text in {",", "—", "–", ")", ":"}:
        behind = behind[1:]
    for part in (before, behind):
        if part:
            yield part[0].start, part[-1].end


def _cited_by(saying: Saying, lex: Words) -> tuple[Saying, Saying] | None:
    """A saying whose source is "a study cited by X": two, that of X outside."""
    for at, token in enumerate(saying.words):
        if not at or not lex.has("phrases.cited", token.low) or at + 1 >= len(saying.words):
            continue
        if saying.words[at + 1].low not in _BY:
            continue
        start = saying.words[at + 2 :]
        if not start:
            return None
        outer = replace(
            saying,
            source=((start[0].start, start[-1].end),),
            words=tuple(start),
            cue=((token.start, saying.words[at + 1].end),),
            rule="cites the source",
            shared=False,
        )
        head = saying.words[:at]
        outer = replace(outer, since=head[0].start)
        inner = replace(
            saying,
            source=((head[0].start, head[-1].end),),
            words=tuple(head),
            inside=(outer.source, outer.cue),
            until=outer.end,
        )
        return outer, inner
    return None


def _quoting(saying: Saying, found: Sequence[Saying], lex: Words) -> tuple[Saying, ...]:
    """As in "It quotes a broker as saying that P": the broker's words within what is quoted."""
    row = saying.unit.items
    cue = [token.low for token in row if any(start <= token.start < end for start, end in saying.cue)]
    if saying.frame != "object" or not any(lex.has("phrases.cites", low) for low in cue):
        return ()
    start, end = saying.content[0]
    for at, token in enumerate(row):
        marker = _marker(row, at, lex) if start < token.start < end else None
        if marker is None or marker >= len(row):
            continue
        told = marker + (row[marker].text == ":")
        place = (row[told].start, max(end, row[told].end)) if told < len(row) else (0, 0)
        words = tuple(item for item in row if start <= item.start and item.end <= token.start)
        if not words or place[1] <= place[0]:
            return ()
        whole = replace(saying, content=((start, place[1]),))
        if any(other is not saying and other.content and other.content[0][0] == place[0] for other in found):
            return (whole,)
        cue_place = (row[marker - 1].start if lex.language == "en" else token.start, row[marker - 1].end)
        inner = replace(
            saying,
            source=((words[0].start, words[-1].end),),
            words=words,
            cue=(cue_place,),
            content=(place,),
            frame="say",
            rule="is quoted by another",
            antecedent=(),
            shared=False,
        )
        return whole, inner
    return ()


def _marker(row: Sequence[Token], at: int, lex: Words) -> int | None:
    for words in lex.phrases["as_saying"].get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(words)]) == words:
            return at + len(words)
    return None


_BY: Final = frozenset(("by", "von", "por", "par"))


def told_within(stretch: Stretch, known: Sequence[Saying], lex: Words) -> list[Saying]:
    """What others are said to say inside the quotations of a block that somebody is quoted with; the speaker's own "I" left out."""
    held = sorted(place for saying in known for place in saying.content)
    starts = [place[0] for place in held]
    reach = list(accumulate((place[1] for place in held), max))
    found: list[Saying] = []
    for inner in stretch.inner:
        at = bisect_right(starts, inner.block.start) - 1
        inside = at >= 0 and reach[at] >= inner.block.end
        if inside and sum(len(unit.items) for unit in inner.units) >= _LEAST:
            found.extend(saying for saying in sayings_of(inner, lex) if saying.source and not _own_voice(saying, lex))
    return found


def _own_voice(saying: Saying, lex: Words) -> bool:
    return len(saying.words) == 1 and (
        lex.has("words.author_pronoun", saying.words[0].low) or lex.has("words.generic", saying.words[0].low)
    )
