"""Where what is said ends: at another cue that takes over, or where its clause does."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .adjuncts import opens_content
from .hits import Hit
from .nouns import cites_at
from .reach import comments
from .versions import RULE as VERSION
from .words import Words

_ENDS = frozenset((".", ";", "?", "!", "…"))
#: What is judged, demanded or spoken of: it takes in nobody who says so behind a comma.
_OBJECTS = frozenset(("object", "about", "to"))
#: Words of "in its report on the third quarter", at most.
_ASIDE = 8
_THOUGH = frozenset(
    ("aunque", "quoique", "même", "sin", "sans", "pese", "malgré", "mientras", "tandis", "alors", "sino")
)
#: What leads in a clause in the author's voice, behind a comma.
_AGAINST = frozenset(
    ("même si", "bien que", "alors que", "tandis que", "pese a que", "a pesar de que", "mientras que", "si bien", "even though", "even as")
)  # fmt: skip
#: Words of these, at most.
_MOST = 4
#: How finite verbs end that are no other word.
_FINITE = {
    "es": ("ó", "aron", "ieron", "aba", "aban", "ía", "ían", "ará", "arán", "erá", "erán", "irá", "irán", "ase", "iese"),
    "fr": ("ait", "aient", "era", "eront", "ira", "iront", "èrent", "irent", "urent"),
}  # fmt: skip
#: What joins another's clause, and what leads in a sentence's first clause.
_JOINTS = frozenset(("and", "but", "y", "e", "pero", "et", "mais"))
_LEADING = frozenset(
    ("although", "though", "while", "when", "whereas", "because", "since", "after", "before", "if", "unless", "once", "aunque", "mientras", "cuando", "si", "porque", "después", "antes", "tras", "pese", "bien", "quand", "lorsque", "alors", "tandis", "parce", "puisque", "après", "avant", "même")
)  # fmt: skip
#: What leads in a clause that tells when, if or why.
_OPENING = frozenset(
    ("if", "when", "while", "as", "although", "since", "because", "after", "before", "once", "unless", "si", "cuando", "aunque", "mientras", "tras", "durante", "antes", "después", "como", "al", "quand", "lorsque", "alors", "tandis", "avant", "après", "pendant", "comme", "bien")
)  # fmt: skip
#: What leads in what is said right behind a Spanish or French cue, where it is no relative pronoun: "anunció que".
_THAT = frozenset(("que", "qu’"))
#: What stands before a source that is put in right behind "que": "que, según un instituto, P".
_THAT_COMMA = ("que", ",")


def stops_at(row: Sequence[Token], at: int, hit: Hit, later: Hit, lex: Words) -> int | None:
    """Where what is said ends because another cue follows; None where that cue belongs to what is said."""
    start = later.start
    if later.rule == VERSION:
        return next((place for place in range(start - 1, at, -1) if row[place].text == ","), None)
    before = row[start - 1]
    romance = lex.language in {"es", "fr"}
    if later.frame == "according" and later.mode in {"after", "whole"}:
        set_off = start - 2 > at and before.low in _JOINTS and row[start - 2].text == ","
        return start - 2 if set_off else _before_source(row, at, later)
    narrow = hit.frame in {"object", "about", "to"} or (hit.frame == "think" and not opens_content(row, at))
    if romance and narrow and later.source is not None and before.low in {"y", "e", "et"} and start == later.source[0]:
        return start - 1
    if later.shared or (later.dropped and lex.has("words.joint", before.low)):
        return start - 1 if lex.has("words.joint", before.low) else start
    joined = _joined_clause(row, at, hit, start, lex)
    if joined is not None:
        return joined
    if (
        lex.has("words.joint", before.low)
        and start - 1 > at
        and (row[start - 2].text in {",", ";", "—"} or row[start - 2].kind == "quote")
    ):
        return start - 1
    against = _against(row, start)
    if against is not None and against > at:
        return against
    ends = later.end >= len(row) or row[later.end].text in _ENDS
    after = later.end + (not ends and row[later.end].text == "," and later.mode == "before")
    led = romance and after == later.cue[1] < len(row) and row[after].low in _THAT
    that = next((place for place in (at, at + 1) if row[place].low in _THAT), start)
    led = led and opens_only(row[that + 1 : start - 1], lex)
    cites = before.text == "," and not ends and not led and cites_at(row, after, lex)
    turned = romance and before.text == "," and later.mode in {"before", "around"} and _turned(later)
    ends = ends or _aside_ends(row, later, lex)
    if (
        cites
        or turned
        or (parenthetical(row, later) and ends)
        or (ends and before.text == "," and hit.frame in _OBJECTS)
    ):
        return start
    return start - 1 if before.text == ";" else None


def _joined_clause(row: Sequence[Token], at: int, hit: Hit, start: int, lex: Words) -> int | None:
    """Where the comma stands before "and" and the clause in which another speaks, with when and where between at most: "called P a mistake, and on Monday, Hale said"."""
    joint = next(
        (i for i in range(start - 1, at + 1, -1) if row[i].low in _JOINTS and row[i - 1].text in {",", ";"}), None
    )
    if joint is None or row[joint + 1].low in {"that", *_THAT}:
        return None
    if hit.frame not in _OBJECTS and not opens_only(row[joint + 1 : start], lex):
        return None
    return joint - 1


def opening_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where the clause ends that leads in a sentence and in which somebody speaks: "Although critics warned that P, the plan passed"; None elsewhere."""
    if lex.language == "de" or row[0].low not in _LEADING or any(token.text == "," for token in row[:at]):
        return None
    return next((index for index in range(at, len(row)) if row[index].text == ","), None)


def opens_only(clause: Sequence[Token], lex: Words) -> bool:
    """Whether some words are no clause by themselves: where or when ("on Saturday"), or a clause that leads one in ("if P")."""
    if not clause:
        return True
    first = clause[0].low
    if any(lex.has(f"words.{name}", first) for name in ("inside", "time", "connective")) or first in _OPENING:
        return True
    return (lex.language == "en" and first.endswith("ing")) or not any(_verbal(token, lex) for token in clause)


def _verbal(token: Token, lex: Words) -> bool:
    """Whether a word may be a finite verb, by the lists or, in Spanish and French, by its ending."""
    low = token.low
    if lex.has("words.auxiliary", low) or lex.has("words.have", low) or low in lex.forms:
        return True
    return token.kind == "word" and not token.capital and low.endswith(_FINITE.get(lex.language, ()))


def _against(row: Sequence[Token], start: int) -> int | None:
    """Where the comma stands before "even though", "pese a que" that end at a place; None where they do not."""
    for size in range(2, min(_MOST, start - 1) + 1):
        if row[start - size - 1].text == "," and " ".join(token.low for token in row[start - size : start]) in _AGAINST:
            return start - size - 1
    return None


def _aside_ends(row: Sequence[Token], later: Hit, lex: Words) -> bool:
    """Whether nothing but where and when it was said follows, in English: "..., the institute says in its report."."""
    if lex.language != "en" or not lex.has("words.aside", row[later.end].low):
        return False
    stop = next((at for at in range(later.end, len(row)) if row[at].kind != "word" or row[at].low == "that"), len(row))
    return stop - later.end <= _ASIDE and (stop >= len(row) or row[stop].text in _ENDS)


def _before_source(row: Sequence[Token], at: int, later: Hit) -> int | None:
    """Where what is said ends because somebody else is given as its source; not where he is put in right behind "que"."""
    if later.mode == "after" or 1 <= later.start - at <= len(_THAT_COMMA):
        return None
    ends = row[later.start - 1].text == "," or later.end >= len(row) or row[later.end].text in _ENDS
    return later.start if ends else None


def _turned(hit: Hit) -> bool:
    """Whether a source stands behind its cue: ", a appris La Chronique auprès de"."""
    return hit.source is not None and not hit.shared and hit.source[0] >= hit.cue[1] and hit.listener is None


def clause_stop(row: Sequence[Token], at: int, end: int, lex: Words) -> int:
    """Where an object ends: at a comma after which a new clause begins."""
    for index in range(at + 1, end):
        also = lex.language in {"es", "fr"} and row[index].low in {"y", "et"} and index + 1 < end
        if also and row[index + 1].low in {"que", "qu’"}:
            return index
        adds = index + 1 < end and row[index + 1].low in {"pas", "no", "not", "non", "plus"}
        if row[index].text in {";", "—", "–"} or (row[index].low in {"but", "pero", "mais"} and not adds):
            return index
        if row[index].text == "," and index + 1 < end:
            following = row[index + 1]
            if lex.has("words.relative", following.low) or following.low in {"while", "although", "though", "whereas"}:
                return index
            if lex.language in {"es", "fr"} and (_past(row, index + 1, lex) or following.low in {"qu’", "dont"}):
                return index
            if comments(row, index + 1, lex) or (lex.language in {"es", "fr"} and following.low in _THOUGH):
                return index
    return end


def _past(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a participle tells more behind a comma: ", soupçonné d’avoir détourné", ", publicado en abril"."""
    low = row[at].low
    made = low.endswith(_PARTICIPLES[lex.language]) and row[at].kind == "word" and not row[at].capital
    return (
        made and at + 1 < len(row) and lex.has("words.inside", row[at + 1].low) and low not in lex.sets["words.inside"]
    )


_PARTICIPLES = {
    "es": ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
    "fr": ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues"),
}


def parenthetical(row: Sequence[Token], hit: Hit) -> bool:
    """Whether a cue with its source stands between commas or after a quotation, so that what it says lies before it."""
    before = hit.start > 0 and (row[hit.start - 1].text in {",", "—", "–"} or row[hit.start - 1].kind == "quote")
    after = hit.end >= len(row) or row[hit.end].text in {",", ".", ";", "—", "–"}
    return before and after


def lists_behind(row: Sequence[Token], hits: Sequence[Hit], index: int, colon: int) -> bool:
    """Whether a view that closes a sentence is of what stands behind a colon alone: "Experts blame the drought: a third are dying, according to a study"."""
    said = any(earlier.end < colon and earlier.frame != "according" for earlier in hits[:index])
    if any(token.kind not in {"mark", "quote"} for token in row[hits[index].end :]):
        return False
    return hits[index].frame == "according" and said and row[colon + 1].kind not in {"mark", "quote"}
