"""A German unit as clauses: what stands between its marks, and what kind each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .bare import bare_infinitive
from .phrases import is_adjective, is_noun, is_phrase, past_preposition, phrase

Kind = Literal["main", "sub", "relative", "infinitive", "nominal"]
_MARKS: Final = frozenset((",", ";", ":", "–", "—"))
#: Words that join a second predicate to a first.
JOINTS: Final = frozenset(("und", "aber", "sowie"))
_ENDS: Final = frozenset((".", "!", "?", "…"))
_ARTICLES: Final = frozenset(("der", "die", "das", "den", "dem", "dessen", "deren", "denen"))


@dataclass(frozen=True, slots=True)
class Clause:
    """`row[start:end]` without the marks around it; `mark` is the one before it, "" for the unit's first."""

    start: int
    end: int
    kind: Kind
    mark: str


def clauses(row: Sequence[Token], lex: Words) -> tuple[Clause, ...]:
    """The clauses of a unit, in order."""
    found: list[Clause] = []
    start, mark = 0, ""
    for at in range(len(row) + 1):
        if at < len(row) and not (_parts(row, at) or _joins_verb(row, at, start, lex)):
            continue
        if at > start:
            found.extend(_whole_or_parted(row, Clause(start, at, _kind(row, start, at, mark, lex), mark), lex))
            mark = ""
        if at < len(row):
            mark = row[at].text if not mark or row[at].text in ":;" else mark
        start = at + 1
    return tuple(_mended(row, found, lex))


def _whole_or_parted(row: Sequence[Token], clause: Clause, lex: Words) -> tuple[Clause, ...]:
    """A clause; one that ends in an infinitive without a comma as two: "bat die Gäste zu gehen"."""
    cut = bare_infinitive(row, clause.start, clause.end, lex)
    if cut is None:
        return (clause,)
    kind = clause.kind if clause.kind in {"sub", "relative"} else "main"
    return Clause(clause.start, cut, kind, clause.mark), Clause(cut, clause.end, "infinitive", ",")


def _mended(row: Sequence[Token], found: list[Clause], lex: Words) -> list[Clause]:
    """The clauses, with those made one that an apposition parts: "Wie der Leiter, Jan Kruse, mitteilte"."""
    out: list[Clause] = []
    for clause in found:
        if len(out) > 1 and clause.mark == "," and _ends_open(row, out, clause, lex):
            out.pop()
            opened = out.pop()
            out.append(Clause(opened.start, clause.end, "sub", opened.mark))
            continue
        out.append(clause)
    return out


def _ends_open(row: Sequence[Token], out: Sequence[Clause], clause: Clause, lex: Words) -> bool:
    opened, between = out[-2], out[-1]
    if opened.kind != "sub" or between.kind != "nominal" or clause.kind not in {"main", "sub"}:
        return False
    ends_verbal = row[opened.end - 1].low in lex.forms and not row[opened.end - 1].capital
    last = row[clause.end - 1]
    return (
        not ends_verbal
        and not last.capital
        and last.low in lex.forms
        and not lex.has("words.subordinating", row[clause.start].low)
    )


def _parts(row: Sequence[Token], at: int) -> bool:
    token = row[at]
    if token.kind != "mark":
        return False
    if token.text == ":" and 0 < at < len(row) - 1 and row[at - 1].kind == row[at + 1].kind == "number":
        return False
    if token.text in _MARKS or token.text in _ENDS:
        return True
    return token.text == "-" and (at == 0 or row[at - 1].end < token.start)


def _joins_verb(row: Sequence[Token], at: int, start: int, lex: Words) -> bool:
    """Whether "und" joins a second predicate: "sprach von Glück und dankte allen"."""
    if row[at].low not in JOINTS or at < start + 2 or at + 1 >= len(row) or lex.has("words.helper", row[at - 1].low):
        return False
    following = row[at + 1]
    if following.capital or following.kind != "word":
        return False
    if lex.has("words.auxiliary", following.low):
        return not lex.has("words.adverb", following.low) and following.low not in {"nicht", "nie"}
    finite = any(form.tense == "past" for form in lex.forms.get(following.low, ()))
    if finite and not any(form.tense == "participle" for form in lex.forms[following.low]):
        return True
    last = row[at - 1]
    negated = last.low == "nicht" or lex.has("words.adverb", last.low)
    verbal = last.capital or last.kind != "word" or not last.low.endswith("t") or negated
    return finite and verbal


def lead(row: Sequence[Token], start: int, end: int) -> int:
    """Past "und", "aber" and the like at the head of a clause."""
    while start + 1 < end and row[start].low in {
        "und",
        "aber",
        "oder",
        "doch",
        "sowie",
        "sondern",
        "denn",
        "sowohl",
        "weder",
        "noch",
    }:
        start += 1
    return start


def _kind(row: Sequence[Token], start: int, end: int, mark: str, lex: Words) -> Kind:
    first = lead(row, start, end)
    low = row[first].low
    if lex.has("words.subordinating", low) or _two(row, first) in {"so dass", "als ob", "auch wenn", "selbst wenn"}:
        return "sub"
    habit = any(lex.has("words.habit", token.low) for token in row[first:end])
    infinitive = not habit and is_infinitive(row, first, end, lex) and not _is_to_be(row, first, end)
    plain = lex.has("words.relative", low) or low in {"dessen", "deren", "denen"}
    joined = first > start and not plain
    if mark in {",", "–", "—", "-"} and (plain or not infinitive) and not joined and _relative(row, first, end, lex):
        return "relative"
    if infinitive:
        return "infinitive"
    pointing = end - first > _TWO and points(row, first, lex)
    if (is_phrase(row, first, end, lex) and not pointing) or (mark == "," and _describes(row, first, end, lex)):
        return "nominal"
    if mark in {",", "–", "—"} and _includes(row, first, end, lex):
        return "nominal"
    return "main"


def points(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether "das" before a verb that says and whoever says it is no article: "Das bestätigte Trainer Pohl"."""
    says = any(form.tense == "past" for form in lex.forms.get(row[at + 1].low, ()))
    return row[at].low in {"das", "dies"} and says and kind_of(row[at + 2], lex) in {"person", "group"}


def _is_to_be(row: Sequence[Token], start: int, end: int) -> bool:
    """Whether a clause has a verb of being, so that "zu" tells what can or must be done: "Die Firma sei nicht zu retten"."""
    return any(token.low in _BEING and not token.capital for token in row[start + 1 : end - 2])


_BEING: Final = frozenset(("ist", "sind", "war", "waren", "sei", "seien", "wäre", "wären"))


def _describes(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a stretch between commas describes without a verb: "zweimal Weltmeisterin", "veröffentlicht vom Portal Dornblick"."""
    first = row[start]
    if first.capital or first.kind != "word" or end - start < _TWO:
        return False
    if lex.has("words.adverb", first.low) or first.low.endswith("mal"):
        return is_phrase(row, start + 1, end, lex) and row[start + 1].low not in {
            "ich",
            "er",
            "sie",
            "es",
            "wir",
            "man",
        }
    return lex.has("words.participle", first.low) and past_preposition(row, start + 1, end, lex) == end


def _includes(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a stretch between commas tells who is among several: "darunter die Wirtin", "allen voran die Kammer"."""
    size = next(
        (len(words) for words in _AMONG if tuple(token.low for token in row[start : start + len(words)]) == words), 0
    )
    return bool(size) and start + size < end and is_phrase(row, start + size, end, lex)


_AMONG: Final = (
    ("darunter",),
    ("darunter", "auch"),
    ("einschließlich",),
    ("inklusive",),
    ("allen", "voran"),
    ("vor", "allem"),
    ("unter", "anderem"),
)
_TWO: Final = 2


def _two(row: Sequence[Token], at: int) -> str:
    return " ".join(token.low for token in row[at : at + 2])


def _relative(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether a clause begins with a relative pronoun, alone or behind a preposition, and has its verb at the end."""
    prepositional = lex.has("words.inside", row[at].low) and at + 1 < end
    at += prepositional
    low = row[at].low
    if lex.has("words.relative", low):
        return True
    if low not in _ARTICLES or at + 1 >= end:
        return False
    if low in {"dessen", "deren", "denen"}:
        return True
    if lex.has("words.helper", row[at + 1].low) and at + 2 < end and not prepositional:
        return False
    whole = phrase(row, at, end, lex)
    named = whole is not None and whole > at + 1 and not lex.has("words.determiner", row[at + 1].low)
    if named and not prepositional and ends_saying(row, at - 1, lex):
        return False
    last = row[end - 1]
    pointing = lex.has("words.inside", row[at + 1].low) or lex.has("words.oblique_pronoun", row[at + 1].low)
    if pointing and last.kind == "word" and not last.capital:
        return True
    verbal = (
        last.kind == "word" and not last.capital and (lex.has("words.auxiliary", last.low) or _verb_like(last, lex))
    )
    if not verbal:
        return False
    double = lex.has("words.auxiliary", last.low) and lex.has("words.auxiliary", row[end - 2].low)
    earlier = any(
        (lex.has("words.auxiliary", token.low) or lex.has("reported.forms", token.low)) and not token.capital
        for token in row[at + 1 : end - 1 - double]
    )
    named = is_noun(row, at + 1, lex) or is_adjective(row, at + 1, lex, behind=True)
    return not (earlier and named) if named else True


def ends_saying(row: Sequence[Token], comma: int, lex: Words) -> bool:
    """Whether a verb that says stands right before a comma, so that what is said follows and no relative clause: "X meldete, der Sprecher sagte, P"."""
    if comma < 1 or row[comma].text != "," or row[comma - 1].capital:
        return False
    return any(form.frame == "say" and form.tense == "past" for form in lex.forms.get(row[comma - 1].low, ()))


def _verb_like(token: Token, lex: Words) -> bool:
    """Whether a clause's last word has the ending of a finite verb, and is no particle."""
    return token.low.endswith(("t", "te", "ten", "en", "ß")) or token.low in lex.forms


def is_infinitive(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a clause is one with "zu": "Geld zu sparen", "mitzuteilen"; "zu" stands near its end, and no finite verb does."""
    if end - start == 0:
        return False
    for at in range(end - 1, max(start - 1, end - 4), -1):
        token = row[at]
        if token.low == "zu" and at + 1 < end and row[at + 1].low.endswith("n") and not row[at + 1].capital:
            given = at + 2 < end and row[at + 2].low in {"gegeben", "gab", "gibt"}
            return not lex.has("words.determiner", row[at + 1].low) and not given
        if not token.capital and token.kind == "word" and _joined_zu(token.low):
            return not lex.has("words.auxiliary", row[end - 1].low) or at == end - 1
    return False


def _joined_zu(low: str) -> bool:
    """Whether a word is an infinitive with "zu" inside: "mitzuteilen"."""
    at = low.find("zu", 2)
    return at > 0 and low.endswith("en") and low[:at] in PARTICLES


#: Words that part from German verbs.
PARTICLES: Final = frozenset(
    (
        "ab", "an", "auf", "aus", "bei", "da", "dar", "ein", "empor", "entgegen", "fern", "fest", "fort", "frei", "her", "heraus", "herbei", "hervor",
        "hin", "hinzu", "los", "mit", "nach", "nieder", "preis", "statt", "teil", "über", "um", "unter", "vor", "voran", "voraus", "vorbei", "weg", "weiter",
        "wieder", "zu", "zurecht", "zurück", "zusammen", "bekannt", "nahe", "offen", "klar", "durch", "herab", "hinaus", "hinein", "vorher", "sicher",
    )
)  # fmt: skip
