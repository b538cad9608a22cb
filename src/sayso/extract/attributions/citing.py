"""Whom a source rests on: "X reports, citing Y", "X, quoting Y, writes", "a survey that X cites", "Y, quoted by X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .appositions import name_beside
from .german.cited import cited_in_clause, relies_on
from .german.phrases import phrase as german_phrase
from .kinds import kind_of
from .learnt import learnt, without_aside
from .nouns import Range, citing_end, phrase_after
from .rests import RELATIVES
from .sayings import Place, Saying, lies_in
from .sources import nature
from .words import Words

#: Words of the clause of "a survey that the daily Lorne Post quotes", at most.
_CLAUSE: Final = 10
#: Letters of ", from " and its like, before "which".
_TIED: Final = 7
_BY: Final = frozenset(("by", "von", "por", "par"))
_IN: Final = frozenset(("by", "in", "on"))
_JOINTS: Final = frozenset((",", "—", "–", "(", "und", "and", "y", "et"))
#: Frames of cues with which somebody reports what another is cited for.
_REPORTING: Final = frozenset(("say", "think", "show", "according", "ask", "tell", "hearsay"))
#: Frames of cues with which somebody asks for something or judges it, on the strength of what another says.
_ASKING: Final = frozenset(("object", "about", "to"))
Pair = tuple[Saying, Saying]


def citing(saying: Saying, found: Sequence[Saying], lex: Words) -> Pair | None:
    """A saying and the one that it rests on: "citing Y" behind its cue, between its source and its cue, or before both."""
    reports = saying.frame in _REPORTING | _ASKING or (saying.words and nature(saying.words, lex).kind == "media")
    if not saying.cue or not reports:
        return None
    relying = (_relying(saying, lex) or learnt(saying, lex)) if lex.language == "de" else None
    return relying or _behind(saying, found, lex) or _between(saying, lex) or _before(saying, lex)


def _relying(saying: Saying, lex: Words) -> Pair | None:
    """German: "nach einem Bericht der Zeitung, die sich auf Kreise beruft, P": the verb stands at the end of its clause."""
    row = saying.unit.items
    found = relies_on(row, saying.source[0][0], lex) if saying.source else None
    if found is None:
        return None
    comma, source, verb = found
    if not any(place[1] in {row[comma - 1].end, row[verb].end} for place in (*saying.source, *saying.cue)):
        return None
    pair = _pair(without_aside(saying, row[comma].start), (comma + 2, source[0]), source, lex, begin=comma + 1)
    if pair is None:
        return None
    outer, inner = pair
    content = tuple(part for place in outer.content for part in without(row, place, row[comma].start, row[verb].end))
    if not content:  # nothing is said but who rests on whom
        return None
    cue = (*inner.cue, (row[verb].start, row[verb].end))
    return replace(outer, content=content), replace(inner, content=content, cue=cue)


def cited(saying: Saying, lex: Words) -> Pair | None:
    """A saying whose source is "a study cited by X", "a study that X cites", "Y, quoted by X": two, that of X outside."""
    if lex.language == "de" and (found := _in_clause(saying, lex)) is not None:
        return found
    return _cited_by(saying, lex) or _relative(saying, lex) or _quoted_beside(saying, lex) or _quoted_as(saying, lex)


def _in_clause(saying: Saying, lex: Words) -> Pair | None:
    """As in "eine Umfrage, aus der die Post zitiert": whoever cites stands outside."""
    row = saying.unit.items
    if not saying.words or not saying.cue:
        return None
    start = next((at for at, token in enumerate(row) if token.start == saying.words[0].start), len(row))
    end = next((at for at in range(start, len(row)) if row[at].text == ","), len(row))
    beside = end < len(row) and any(place[1] == row[end - 1].end for place in (*saying.source, *saying.cue))
    within = end > 1 and row[end - 1].capital and kind_of(row[end - 1], lex) == "document"
    told = cited_in_clause(row, end, lex) if beside or within or end <= start + len(saying.words) else None
    if told is None:
        return None
    (first, last), cue = told
    place = (row[first].start, row[cue[1] - 1].end)
    head = tuple(token for token in saying.words if token.end <= row[end].start)
    content = tuple(part for one in saying.content for part in without(row, one, row[end].start, place[1]))
    outer = replace(
        saying,
        source=((row[first].start, row[last - 1].end),),
        words=tuple(row[first:last]),
        cue=((row[cue[0]].start, row[cue[1] - 1].end),),
        content=content or saying.content,
        frame="say",
        rule="cites the source",
        shared=False,
        antecedent=(),
        since=min(head[0].start, saying.start),
    )
    inner = replace(
        saying,
        source=((head[0].start, head[-1].end),),
        words=head,
        content=outer.content,
        inside=(outer.source, outer.cue),
        until=max(outer.end, saying.end),
    )
    return outer, inner


def _behind(saying: Saying, found: Sequence[Saying], lex: Words) -> Pair | None:
    row = saying.unit.items
    from_cue = max(place[1] for place in (*saying.cue, *saying.source))
    for at, token in enumerate(row):
        marker = citing_end(row, at, lex) if token.start >= from_cue else None
        told = marker is None and token.start >= from_cue and at > 0 and row[at - 1].text == ","
        if told:
            marker = _who_cites(row, at, lex)
        if marker is None or _sends(row, at, lex) or _another_verb(token, saying, lex):
            continue
        if any(
            other is not saying and other.cue and from_cue <= other.cue[0][0] < token.start
            for other in found
            if other.unit is saying.unit
        ):
            return None
        source = _source_at(row, marker, lex)
        lead = told or token.low in RELATIVES
        return _pair(saying, (at + lead, marker), source, lex, begin=at) if source else None
    return None


def _another_verb(token: Token, saying: Saying, lex: Words) -> bool:
    """Whether a German demand or judgement goes on with a verb that points to somebody: "kritisiert den Plan und beruft sich auf X"."""
    return lex.language == "de" and saying.frame in _ASKING and token.low not in {"unter", "mit", "gestützt"}


def _sends(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a Spanish or French clause tells to whom a document was sent: "en una carta que remitió a los periódicos"."""
    that = at if row[at].low in {"que", "qu’"} else at - 1
    if that < 1 or that + 1 >= len(row) or row[that].low not in {"que", "qu’"}:
        return False
    return kind_of(row[that - 1], lex) == "document" and lex.has("words.making", row[that + 1].low)


def _between(saying: Saying, lex: Words) -> Pair | None:
    """As in "The weekly, quoting two guards, writes", "the paper, which cited court files, said"."""
    row = saying.unit.items
    last = saying.cue[-1][0] if lex.language == "de" else saying.cue[0][0]
    if not saying.source or saying.source[0][0] > last:
        return None
    for at in range(1, len(row)):
        if row[at].start < saying.source[0][0] or (lex.language != "de" and row[at - 1].text not in {",", "("}):
            continue
        if row[at].start >= last:
            return None
        if any(start <= row[at].start < end for start, end in saying.cue):
            continue
        if _another_verb(row[at], saying, lex):
            continue
        marker = citing_end(row, at, lex) or _who_cites(row, at, lex)
        source = _source_at(row, marker, lex) if marker is not None else None
        if marker is not None and source is not None:
            begin = at + (citing_end(row, at, lex) is None or row[at].low in RELATIVES)
            return _pair(
                without_aside(saying, row[at].start if lex.language == "de" else row[at - 1].start),
                (begin, marker),
                source,
                lex,
            )
    return None


def _who_cites(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where whom it rests on begins behind "which cited"."""
    relative = lex.has("words.relative", row[at].low)
    return at + 2 if relative and at + 2 < len(row) and lex.has("phrases.cites", row[at + 1].low) else None


def _before(saying: Saying, lex: Words) -> Pair | None:
    """As in "Citing a leaked memo, the magazine says"."""
    row = saying.unit.items
    marker = citing_end(row, 0, lex)
    source = _source_at(row, marker, lex) if marker is not None else None
    if marker is None or source is None or source[1] + 1 >= len(row):
        return None
    if lex.language == "de":
        return _pair(saying, (0, marker), source, lex) if saying.cue[0][0] == row[source[1]].start else None
    if row[source[1]].text != ",":
        return None
    follows = saying.source and saying.source[0][0] == row[source[1] + 1].start
    return _pair(saying, (0, marker), source, lex) if follows else None


def _source_at(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    if lex.language == "de":
        end = german_phrase(row, at, len(row), lex, wide=True)
        return (at, end) if end is not None else None
    found = phrase_after(row, at, lex, long=True)
    if found is not None and lex.language in {"es", "fr"}:
        return found[0], name_beside(row, found[1], lex)
    if found is None or lex.language != "en" or found[1] >= len(row) or row[found[1]].low != "who":
        return found
    end = next((index for index in range(found[1], len(row)) if row[index].kind in {"mark", "quote"}), len(row))
    return found[0], end


def _pair(saying: Saying, cue: Range, source: Range, lex: Words, *, begin: int | None = None) -> Pair | None:
    """The two sayings; what stands from the cue, or from `begin`, to the end of the source is no content of either."""
    row = saying.unit.items
    start, end = row[cue[0]].start, row[source[1] - 1].end
    if begin is not None and row[begin].low in RELATIVES:
        end = row[_clause_end(row, source[1]) - 1].end
    content = tuple(part for place in saying.content for part in without(row, place, row[begin or cue[0]].start, end))
    if not content:
        return None
    end = row[source[1] - 1].end
    words = tuple(row[source[0] : source[1]])
    talks = row[cue[1] - 1].low in {"con", "avec"} and lex.language in {"es", "fr"}
    if talks and (not saying.words or nature(saying.words, lex).kind in {"person", "group"}):
        return None
    capital = lex.language != "de" and any(token.capital or token.text == "@" for token in words)
    speaks = capital or nature(words, lex).kind != "unknown"
    guarded = lex.language == "en" or saying.frame in _ASKING
    if not speaks and guarded and nature(saying.words, lex).kind != "media":
        return None
    outer = replace(saying, content=content, since=min(start, saying.start))
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


def _clause_end(row: Sequence[Token], at: int) -> int:
    """Where a clause that has begun before a place ends: at the next mark."""
    return next((end for end in range(at, len(row)) if row[end].kind in {"mark", "quote"}), len(row))


def without(row: Sequence[Token], place: Place, start: int, end: int) -> Iterator[Place]:
    """A stretch of content without the words between `start` and `end`, and the marks around them."""
    if end <= place[0] or place[1] <= start:
        yield place
        return
    before = [token for token in row if place[0] <= token.start and token.end <= min(start, place[1])]
    behind = [token for token in row if max(end, place[0]) <= token.start and token.end <= place[1]]
    while before and before[-1].text in _JOINTS:
        before.pop()
    while behind and behind[0].text in {",", "—", "–", ")", ":"}:
        behind = behind[1:]
    for part in (before, behind):
        if part:
            yield part[0].start, part[-1].end


def _cited_by(saying: Saying, lex: Words) -> Pair | None:
    """A saying whose source is "a study cited by X"."""
    preposition = _IN if lex.language == "en" else _BY
    cited_by = lex.sets.get("phrases.cited", frozenset())
    if cited_by.isdisjoint([token.low for token in (*saying.unit.items, *saying.words)]):
        return None
    words = _source_words(saying)
    for at, token in enumerate(words):
        if not at or token.low not in cited_by or at + 1 >= len(words):
            continue
        if words[at + 1].low not in preposition:
            continue
        head = words[: at - (words[at - 1].low in {",", "and", "y", "e", "et"})]
        owner = words[at + 2 :]
        return two(saying, head, owner, (token.start, words[at + 1].end)) if owner and head else None
    return None


def _source_words(saying: Saying) -> tuple[Token, ...]:
    """The words of a source as it stands in the text; those of `words` may be fewer."""
    inside = [token for token in saying.unit.items if lies_in(token, saying.source)]
    return tuple(inside) or saying.words


def two(
    saying: Saying, head: Sequence[Token], owner: Sequence[Token], cue: Place, rule: str = "cites the source"
) -> Pair:
    """A saying of `head`, within what `owner` says by citing it."""
    outer = replace(
        saying,
        source=((owner[0].start, owner[-1].end),),
        words=tuple(owner),
        cue=(cue,),
        rule=rule,
        shared=False,
        antecedent=(),
        since=min(head[0].start, saying.start),
    )
    inner = replace(
        saying,
        source=((head[0].start, head[-1].end),),
        words=tuple(head),
        inside=(outer.source, outer.cue),
        until=outer.end,
    )
    return outer, inner


def _relative(saying: Saying, lex: Words) -> Pair | None:
    """A saying whose source is "a survey that the daily Lorne Post quotes"."""
    if lex.language != "en" or not saying.words or saying.antecedent:
        return None
    row = saying.unit.items
    first = saying.words[0].start
    stop = max(token.end for token in saying.words)
    at = next(
        (
            index
            for index, token in enumerate(row)
            if token.start > first and token.low in {"that", "which"} and token.start <= stop + _TIED
        ),
        None,
    )
    if at is None:
        return None
    for verb in range(at + 2, min(len(row), at + _CLAUSE)):
        if row[verb].kind != "word":
            return None
        if lex.has("phrases.cites", row[verb].low):
            begin = verb - 1 if lex.has("words.have", row[verb - 1].low) else verb
            head = _unbound([token for token in _source_words(saying) if token.end <= row[at].start])
            whole = tuple(
                part for place in saying.content for part in without(row, place, row[at].start, row[verb].end)
            )
            if not head or not whole or begin <= at + 1:
                return None
            return two(replace(saying, content=whole), head, row[at + 1 : begin], (row[begin].start, row[verb].end))
    return None


def _unbound(words: list[Token]) -> list[Token]:
    """A source's words without the comma and preposition before "which"."""
    while words and words[-1].low in {",", "from", "of", "in"}:
        words = words[:-1]
    return words


def _quoted_beside(saying: Saying, lex: Words) -> Pair | None:
    """As in "Ruiz, quoted by the daily Sund, said", "said Max Roth, quoted by the agency"."""
    if lex.language != "en" or not saying.words:
        return None
    row = saying.unit.items
    for at in range(1, len(row) - 2):
        near = saying.source[0][0] < row[at].start <= saying.source[-1][1] + 2
        if not near or row[at - 1].text != ",":
            continue
        start = at + (row[at].low == "as")
        if start + 1 >= len(row) or not lex.has("phrases.cited", row[start].low) or row[start + 1].low not in _IN:
            continue
        owner = phrase_after(row, start + 2, lex)
        head = [token for token in saying.words if token.end <= row[at - 1].start]
        if owner is None or not head:
            return None
        end = row[owner[1] - 1].end
        whole = tuple(part for place in saying.content for part in without(row, place, row[at].start, end))
        if not whole:
            return None
        cue = row[at].start, row[start + 1].end
        return two(replace(saying, content=whole), head, row[owner[0] : owner[1]], cue)
    return None


def _quoted_as(saying: Saying, lex: Words) -> Pair | None:
    """As in "Y was quoted by X as saying", "Y was quoted as saying by X": the cue of Y holds X, or X follows it."""
    row = [token for token in saying.unit.items if token.start >= saying.cue[0][0]] if saying.cue else []
    lows = [token.low for token in row]
    if lex.language != "en" or not saying.words or not any(lex.has("phrases.cited", low) for low in lows[:4]):
        return None
    end = max(place[1] for place in saying.cue)
    inside = [at for at, token in enumerate(row) if token.low == "by" and token.start < end]
    behind = [at for at, token in enumerate(row) if token.low in _IN and 0 <= token.start - end <= 1]
    at = next(iter((*inside, *behind)), None)
    owner = phrase_after(row, at + 1, lex) if at is not None else None
    if at is None or owner is None:
        return None
    content = tuple(
        part
        for place in saying.content
        for part in without(saying.unit.items, place, row[at].start, row[owner[1] - 1].end)
    )
    cue = (saying.cue[0][0], row[at - 1].end) if inside else (row[at].start, row[at].end)
    if not content:
        return None
    outer, inner = two(replace(saying, content=content), saying.words, row[owner[0] : owner[1]], cue)
    rest = (row[owner[1]].start, end) if inside and owner[1] < len(row) and row[owner[1]].start < end else None
    return outer, replace(inner, cue=(rest,) if rest else inner.cue)
