"""Main clauses side by side: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sayso.language.tokens import Token

from .clauses import LEAST, Row, end_of_within, main_words, openings_within, opens_within
from .grammar import Grammar, grammar, is_mark

#: How far from its subject's beginning a verb may stand, and from a pronoun.
_FAR: Final = 18
_NEAR: Final = 5
#: Longest prefix of a German clause with its verb at the end: "er schlief".
_VERB_LAST: Final = 2
#: Joints that are looked at in one sentence.
MOST: Final = 24


def parts(row: Row, g: Grammar, *, said: bool) -> list[Row]:
    """The main clauses of a row, each with its own subject and finite verb; the row itself where there is but one.

    They are joined by "and" or "but", a semicolon, a colon, or a contrasting "while"; a bare comma parts clauses where
    such a joint follows. `said` is for what somebody says: "that X and that Y" are two as well. Cost: linear in the
    number of words times that of joints, of which there are at most MOST.
    """
    firsts = _firsts(g.language)
    joints = [at for at in range(1, len(row) - LEAST) if row[at].low in firsts and _joint(row, at, g)]
    if not joints:
        return [row]
    finite = g.finite(row)
    found: list[Row] = []
    start = 0
    for at in joints[:MOST]:
        if at < start + LEAST:
            continue
        after = at + _joint(row, at, g)
        if _stands(row, start, at, finite, g) and _follows(row, after, finite, g, said=said):
            found.extend(_trimmed(part) for part in _series(row, start, at, finite, g))
            start = after
    if not found:
        return [row]
    return [*found, _trimmed(row[start:])]


def _series(row: Row, start: int, end: int, finite: Sequence[bool], g: Grammar) -> list[Row]:
    """What stands before "and", parted at the bare commas between main clauses: "A fell, B rose and C stayed"."""
    found: list[Row] = []
    commas = [at for at in range(start + LEAST, end - LEAST) if row[at].text == ","]
    for at in commas[:MOST] if row[end].text not in {";", ":"} else []:
        if _stands(row, start, at, finite, g) and _follows(row[:end], at + 1, finite, g, said=False):
            found.append(row[start:at])
            start = at + 1
    return [*found, row[start:end]]


@cache
def _firsts(language: str) -> frozenset[str]:
    """The words and marks at which two clauses may be joined."""
    lists = grammar(language).lists.lists
    contrast = lists["contrast"] if language in {"es", "fr"} else ()
    return frozenset((";", ":", ",", *lists["joint"], *contrast))


def _joint(row: Sequence[Token], at: int, g: Grammar) -> int:
    """How many tokens join two clauses at a place; 0 for none."""
    if row[at].text in {";", ":"}:
        return int(row[at].end < row[at + 1].start or row[at].start > row[at - 1].end)
    comma = int(row[at].text == "," and at + 1 < len(row))
    size = g.lists.starts("joint", row, at + comma)
    if size and not comma and row[at].low in _PARTICLES:
        return 0
    if size:
        return comma + size
    size = g.lists.starts("contrast", row, at + comma) if comma or g.language in {"es", "fr"} else 0
    return comma + size if size else 0


#: German words that join clauses behind a comma only; elsewhere they are particles.
_PARTICLES: Final = frozenset(("aber", "doch", "jedoch", "sondern"))


def _stands(row: Row, start: int, end: int, finite: Sequence[bool], g: Grammar) -> bool:
    """Whether what stands before a joint is a main clause, and the joint no part of a clause within it."""
    part = row[start:end]
    if not (any(finite[start:end]) or _commands(row[start], start, g)):
        return (g.language == "en" and g.reads_finite(part)) or _contrasts(row, end, g)
    opened = openings_within(part, g)
    if not opened:
        return True
    if not any(finite[start + opened[-1] : end]):
        return False
    kept = main_words(part, g)
    places = {token.start for token in kept}
    if not any(finite[at] for at in range(start, end) if row[at].start in places):
        return False
    last = part[-1].start in places
    return last or row[end].text in {",", ";", ":"}


def _contrasts(row: Row, at: int, g: Grammar) -> bool:
    """Whether "mientras que" or the like joins at a place: what it joins are clauses, whatever their verbs."""
    return g.lists.starts("contrast", row, at + (row[at].text == ",")) > 1


def _commands(token: Token, start: int, g: Grammar) -> bool:
    return (
        g.language == "en"
        and start == 0
        and token.low in {"do", "take", "let", "look", "go", "stop", "make", "remember"}
    )


def _numbers(row: Row, after: int) -> bool:
    """Whether a joint stands between two numbers: "in 2015 and 2016"."""
    return row[after].kind == "number" and after > 1 and row[after - 2].kind == "number"


def _follows(row: Row, after: int, finite: Sequence[bool], g: Grammar, *, said: bool) -> bool:
    """Whether a main clause with its own subject begins behind a joint."""
    if after >= len(row) - 1 or _leads_to_quote(row, after, finite) or _numbers(row, after):
        return False
    first = row[after]
    contrast = row[after - 1].low not in g.lists.lists["joint"] and row[after - 1].text not in {",", ";", ":"}
    if (said or row[0].low in _THAT) and first.low in _THAT:
        return True
    if row[after - 1].low in g.lists.lists["joint"] and row[after - LEAST].text != "," and _coordinates(row, after, g):
        return False
    plain = g.language == "de" and g.has("determiner", first) and not _verb_last(row, after, finite)
    if first.low in _THAT or (opens_within(row, after, g) and not plain and not _questions(row, after, g)):
        return _opened(row, after, finite, g)
    if g.language == "de":
        return _german(row, after, finite, g, last=contrast)
    if _subject_and_verb(row, after, finite, g):
        return True
    parted = row[after - LEAST].text == ","
    return g.language == "en" and parted and g.has("determiner", first) and g.reads_finite(row[after:])


def _leads_to_quote(row: Row, after: int, finite: Sequence[bool]) -> bool:
    """Whether a colon stands between a verb and a quotation: who says it was not told apart."""
    return (
        row[after - 1].text == ":"
        and row[after].text in _OPENING
        and any(finite[max(0, after - LEAST - 1) : after - 1])
    )


_OPENING: Final = frozenset("“„«\"‘‹»'")


def _coordinates(row: Row, after: int, g: Grammar) -> bool:
    """Whether "and" without a comma joins words rather than clauses: "European and American", "to go and to stay", "bread and butter"."""
    first = row[after]
    if g.has("preposition", first) or (first.capital and row[after - LEAST].capital and g.language != "de"):
        return True
    if g.language != "en":
        return False
    told = first.capital or first.kind == "number"
    return not (told or any(g.has(name, first) for name in ("pronoun", "determiner", "adverb")))


_THAT: Final = frozenset(("that", "dass", "daß", "que", "qu’"))


def _questions(row: Row, at: int, g: Grammar) -> bool:
    return row[-1].text == "?" and g.has("loose", row[at])


def _opened(row: Row, after: int, finite: Sequence[bool], g: Grammar) -> bool:
    """As in "and if they find it, they make it": a clause within opens the next main clause."""
    if row[after].low in _THAT or g.has("relative", row[after]):
        return False
    end = end_of_within(row, after, finite, g)
    if end >= len(row) - 1 or row[end].text != ",":
        return False
    return any(finite[end + 1 : end + _FAR]) and (g.language == "de" or _subject_and_verb(row, end + 1, finite, g))


def _german(row: Row, after: int, finite: Sequence[bool], g: Grammar, *, last: bool) -> bool:
    """Whether a German clause follows: one constituent before its verb; at the end where "während" opens it."""
    end = _clause_end(row, after)
    verbs = [at for at in range(after, end) if finite[at]]
    if not verbs:
        return False
    if last:
        return verbs[-1] >= end - 1 and end - after > _VERB_LAST
    first = verbs[0]
    if first == after:
        return row[after - 1].text in {";", ":"} and row[-1].text == "?"
    alone = first - after == 1 and row[after].capital and not g.has("pronoun", row[after])
    if first == end - 1 and (first - after > _VERB_LAST or row[after].kind == "number" or alone):
        return False
    if first == end - LEAST and finite[end - 1] and first - after > _VERB_LAST:
        return False
    return _one_constituent(row, after, first, g)


def _verb_last(row: Row, after: int, finite: Sequence[bool]) -> bool:
    """Whether a clause ends with its verb, as relative clauses do."""
    end = _clause_end(row, after)
    return finite[end - 1] and not any(finite[after + 1 : min(end - 1, after + _NEAR)])


def _one_constituent(row: Row, start: int, end: int, g: Grammar) -> bool:
    """Whether what stands before a German verb may be one constituent: a pronoun, an adverb, a noun phrase with its like."""
    part = row[start:end]
    if (
        part[-1].low in g.lists.lists["joint"]
        or len(part) > _FAR
        or any(token.text in {",", ":"} and not _closes(row, start, end) for token in part)
    ):
        return False
    fresh = sum(g.has("pronoun", token) and not g.has("determiner", token) for token in part)
    if fresh:
        return len(part) == 1 or (len(part) == LEAST and g.has("adverb", part[1]))
    return any(
        token.capital or token.kind == "number" or g.has("adverb", token) or g.has("pronoun", token) for token in part
    )


def _closes(row: Row, start: int, end: int) -> bool:
    """Whether a comma right before the verb closes a clause within the first constituent: "und wer das weiß, schweigt"."""
    return row[end - 1].text == "," and end - start > LEAST


def _clause_end(row: Row, start: int) -> int:
    return next((at for at in range(start + 1, len(row)) if row[at].text in {",", ";", ".", "?", "!"}), len(row))


def _subject_and_verb(row: Row, start: int, finite: Sequence[bool], g: Grammar) -> bool:
    """Whether a subject and its verb follow, behind adverbs and phrases of place or time."""
    at = _behind_adverbs(row, start, g)
    if at >= len(row) - 1 or row[start].low in _BINDING:
        return False
    if _is_impersonal(row, at, g) or (row[-1].text == "?" and at == start and finite[at]):
        return True
    token = row[at]
    if g.language == "fr" and _asks(row, at):
        return True
    if g.has("pronoun", token) and not _hangs(row, at, finite, g):
        far = _FAR if g.has("determiner", token) or token.low in _HEADS else _NEAR
        return _verb_within(row, at + 1, far, finite, g)
    if g.has("determiner", token):
        return not _hangs(row, at, finite, g) and _verb_within(row, at + 1, _FAR, finite, g)
    if (token.kind == "number" and not g.has("preposition", row[at + 1])) or token.capital:
        return _verb_within(row, at + 1, _FAR, finite, g)
    if g.language == "en":
        return (
            not finite[at]
            and (at == start or row[at - 1].text == ",")
            and token.kind == "word"
            and not g.has("preposition", token)
            and _verb_within(row, at + 1, _NEAR, finite, g)
        )
    return g.language == "es" and _subject_behind(row, at, finite, g)


#: What binds to the noun before it: no clause begins so.
_BINDING: Final = frozenset(("to", "of", "de", "d’", "del", "du"))


def _is_impersonal(row: Row, at: int, g: Grammar) -> bool:
    """Whether a verb without a subject opens a clause: "hay que", not "había dicho"."""
    size = g.lists.starts("impersonal", row, at)
    return bool(size) and not (at + size < len(row) and row[at + size].low.endswith(("ado", "ido", "cho", "to", "so")))


_HEADS: Final = frozenset(("those", "these", "this", "that", "ceux", "celles", "celui", "celle", "quienes", "todos", "todas", "muchos", "muchas", "tous", "some", "many", "most", "few", "all", "others", "both", "one"))  # fmt: skip


def _asks(row: Row, at: int) -> bool:
    """As in "faut-il": a verb with its pronoun hung on."""
    return at + 2 < len(row) and row[at].kind == "word" and row[at + 1].text.startswith("-")


def _hangs(row: Row, at: int, finite: Sequence[bool], g: Grammar) -> bool:
    """Whether a word is the object that stands before a verb: "y la acusó", "et le dit"."""
    return g.has("hang", row[at]) and at + 1 < len(row) and finite[at + 1] and row[at].low not in {"nous", "vous"}


def _behind_adverbs(row: Row, start: int, g: Grammar) -> int:
    """Where the subject may begin: behind adverbs, and behind phrases with a preposition."""
    at = start
    for _ in range(3):
        before = at
        while at < len(row) and (row[at].text == "," or (g.has("adverb", row[at]) and not g.has("pronoun", row[at]))):
            at += 1
        while at < len(row) and g.has("preposition", row[at]):
            at = max(_behind_phrase(row, at, g), at + 1)
        if at == before:
            break
    return at


def _behind_phrase(row: Row, start: int, g: Grammar) -> int:
    """Where a phrase with a preposition ends: with its noun, before what may be a subject; or with a comma."""
    at = start + 1
    while at < len(row) and (g.has("determiner", row[at]) or row[at].kind == "number"):
        at += 1
    if at < len(row) and at > start + 1 and g.has("pronoun", row[at - 1]) and is_mark(row[at]):
        return at
    for end in range(at + 1, min(len(row), at + _FAR)):
        token = row[end]
        if token.text == ",":
            return end
        if g.has("preposition", token):
            return end
        if (g.has("pronoun", token) or g.has("determiner", token)) and not g.has("hang", token):
            return end
        if g.has("determiner", token):
            return end
        if g.lists.starts("hang", row, end) or g.lists.starts("impersonal", row, end):
            return end
    return at


def _verb_within(row: Row, start: int, far: int, finite: Sequence[bool], g: Grammar) -> bool:
    """Whether a verb of the clause itself follows soon: not one behind "who" or "that", and no other clause between."""
    owed = 0
    for at in range(start, min(len(row), start + far)):
        if (finite[at] and row[at - 1].low in g.lists.lists["joint"]) or (
            row[at].low == "que" and row[at - 1].low == "de"
        ):
            return False
        if g.has("relative", row[at]) and not (g.language == "en" and row[at].low == "that" and at == start):
            owed += 1
        elif finite[at] and not (at > start and finite[at - 1]):
            if not owed:
                return g.language != "es" or not row[at].low.endswith(_OF_ME) or row[start - 1].low in _ME
            owed -= 1
        elif row[at].text in _STOPS or opens_within(row, at, g) or (row[at].text == "," and _joint(row, at, g)):
            return False
    return False


#: Marks behind which no verb of the same clause is looked for.
_STOPS: Final = frozenset((*";:?!-–—", *"“”„«»\"'‘"))

#: Endings of Spanish verbs whose subject is "yo" or "nosotros", told or not: no noun is theirs.
_OF_ME: Final = ("é", "í", "mos")
_ME: Final = frozenset(("yo", "nosotros", "nosotras"))
#: Objects that stand before a Spanish verb once more where the subject stands behind it.
_OBJECTS: Final = frozenset(("lo", "la", "los", "las", "le", "les"))


def _subject_behind(row: Row, at: int, finite: Sequence[bool], g: Grammar) -> bool:
    """A Spanish subject behind its verb: "debe dirigirla alguien", "lo protege el consejero"."""
    end = at
    while end < len(row) and g.has("hang", row[end]):
        end += 1
    if end >= len(row) or not finite[end]:
        return False
    for place in range(end + 1, min(len(row), end + 3)):
        if g.has("pronoun", row[place]) and not g.has("determiner", row[place]):
            return True
        if g.has("determiner", row[place]) and row[at].low in _OBJECTS:
            return True
    return False


def _trimmed(row: Row) -> Row:
    """A clause without the marks at its edges."""
    start, end = 0, len(row)
    while start < end and row[start].text in {",", ";", ":", "—", "–"}:
        start += 1
    while end > start and row[end - 1].text in {",", ";", ":", "—", "–"}:
        end -= 1
    return row[start:end]
