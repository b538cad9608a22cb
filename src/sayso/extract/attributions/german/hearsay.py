"""German hearsay: "angeblich", "soll ... genommen haben", "Ein Gutachten soll Mängel belegen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause
from .content import before_cue, hanging
from .phrases import nominative, phrase
from .subjects import behind
from .subjunctive import subjunctive

SHOULD: Final = frozenset(("soll", "sollen", "solle"))
#: What a document is said to do that nobody has seen.
_SHOWING: Final = frozenset(
    ("kommen", "zeigen", "belegen", "ergeben", "nahelegen", "enthalten", "beweisen", "bestätigen", "besagen", "ausweisen", "nennen", "beschreiben")
)  # fmt: skip


def filled(*places: Range) -> tuple[Range, ...]:
    """Those of some ranges that hold anything."""
    return tuple(place for place in places if place[1] > place[0])


def hearsay(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Angeblich ist der Hof verkauft"."""
    end = _phrase_end(row, at, lex)
    if end is None or lex.has("words.determiner", row[at - 1].low if at else ""):
        return None
    if end < len(row) and row[end].low in SHOULD:  # "Angeblich soll er gesagt haben" is told once
        return None
    clause = parts[number]
    stop = hanging(row, parts, number, clause.end, lex)
    following = next((part for part in parts[number + 1 :] if part.start > stop), None)
    if stop == clause.end and following is not None and following.mark == "," and subjunctive(row, following, lex):
        stop = following.end
    content = filled((clause.start, at), (end, stop))
    shown = " ".join(token.text for token in row[at:end])
    return Hit((at, end), None, "whole", "hearsay", f"“{shown}” names nobody", content=content)


def to_be_heard(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "P, war am Rande zu hören", "P, ist aus der Partei zu erfahren"; who is meant stands behind "aus"."""
    clause = parts[number]
    last = clause.end - 1
    heard = row[last].low in _HEARD and row[last - 1].low == "zu"
    opens = at == clause.start and row[at].low in IS and number > 0 and clause.mark in {",", "–", "—"}
    if not heard or not opens or last - 1 <= at:
        return None
    left = before_cue(parts, number, 0)
    if left is None:
        return None
    tie = next((index for index in range(at + 1, last - 1) if row[index].low in {"aus", "von", "vom"}), None)
    end = phrase(row, tie + 1, last - 1, lex) if tie is not None else None
    source = (tie + 1, end) if tie is not None and end is not None else None
    rule = "stands behind “aus”" if source else "“zu hören” names nobody"
    start = max(
        (part.start for part in parts[:number] if part.mark in {"–", "—", ";"} and part.start > left[0]),
        default=left[0],
    )
    return Hit((at, at + 1), source, "before", "say", rule, content=((start, left[1]),), particle=(last - 1, last + 1))


_HEARD: Final = frozenset(("hören", "erfahren", "vernehmen", "lesen"))
IS: Final = frozenset(("war", "ist", "sei"))


def _phrase_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where "angeblich", "dem Vernehmen nach" ends; None where it does not stand there."""
    for words in lex.phrases["hearsay"].get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(words)]) == words:
            return at + len(words)
    return None


def should(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Er soll Geld genommen haben": hearsay by its form; "Er soll kommen" is none."""
    clause = parts[number]
    if row[at].low not in SHOULD or clause.kind not in {"main", "sub", "relative"}:
        return None
    last = at - 1 if clause.kind != "main" else clause.end - 1
    if last <= clause.start + 1:
        return None
    shown = at > clause.start and row[last].low in _SHOWING
    if shown and nature(row[clause.start : at], lex).kind == "document":
        return _heard(parts, number, at, row, lex)
    if row[last].low not in {"haben", "sein"}:
        return None
    before = row[last - 1].low
    past = before.endswith(("t", "en")) if row[last].low == "haben" else lex.has("reported.moved", before)
    if not past or row[last - 1].capital or lex.has("words.determiner", before):
        return None
    return _heard(parts, number, at, row, lex)


def _is_subject(row: Sequence[Token], place: Range, lex: Words) -> bool:
    """Whether what stands before the verb is who does it: not "Laut Anklage", "Nach Ansicht der Ermittler", "Im Mai"."""
    first = row[place[0]].low
    laid = first in lex.phrases["according"] or lex.has("phrases.after_source", row[place[1] - 1].low)
    return not (lex.has("words.inside", first) or laid) and nominative(row, place, lex)


def told_so(row: Sequence[Token], parts: Sequence[Clause], hit: Hit, lex: Words) -> Hit | None:
    """What somebody who "soll" have said it says: "Der Kapitän soll geschrieben haben, P", within the hearsay."""
    at = hit.cue[0]
    number = next((index for index, clause in enumerate(parts) if clause.start <= at < clause.end), 0)
    clause = parts[number]
    past = row[at].low in SHOULD and clause.kind == "main" and row[clause.end - 1].low == "haben"
    if not past or at <= clause.start:
        return None
    verb = clause.end - 2
    content = _clause_told(row, parts, number, verb, lex) or _thing_told(row, at + 1, verb, lex)
    if content is None:
        return None
    source = (clause.start, at)
    if _phrase_end(row, clause.start, lex) == at or not _is_subject(row, source, lex):
        told = behind(row, at + 1, verb, lex)
        if told is None:
            return None
        source = told
    cue, rule = (verb, clause.end), "is said to do so"
    if content[0] < verb:
        return Hit(cue, source, "before", "object", rule, content=(content,))
    return Hit(cue, source, "after", "say", rule, content=(content,))


def _clause_told(row: Sequence[Token], parts: Sequence[Clause], number: int, verb: int, lex: Words) -> Range | None:
    """The clause that tells what is said behind a participle and "haben"."""
    forms = [
        form
        for form in lex.forms.get(row[verb].low, ())
        if form.tense == "participle" and form.frame in {"say", "to", "think"}
    ]
    if not forms or number + 1 >= len(parts):
        return None
    following = parts[number + 1]
    told = (
        row[following.start].low in {"dass", "daß", "ob"}
        or following.kind == "infinitive"
        or row[following.start].kind == "quote"
        or subjunctive(row, following, lex)
    )
    return (following.start, parts[-1].end) if told and following.mark in {",", ":"} else None


def _thing_told(row: Sequence[Token], start: int, verb: int, lex: Words) -> Range | None:
    """What is judged, promised or denied between "soll" and its participle: "soll dies zugesagt haben", "soll den Plan kritisiert haben"."""
    forms = [form for form in lex.forms.get(row[verb].low, ()) if form.tense == "participle" and not form.lead]
    if not any(form.frame == "object" and lex.has("ambiguous.sure", form.lemma) for form in forms):
        return None
    if start < verb and row[start].low in _THIS:
        return start, start + 1
    return (start, verb) if start < verb and phrase(row, start, verb, lex) == verb else None


#: Pronouns for what is said.
_THIS: Final = frozenset(("dies", "das", "es", "dieses"))


def _heard(parts: Sequence[Clause], number: int, at: int, row: Sequence[Token], lex: Words) -> Hit:
    clause = parts[number]
    start = _phrase_end(row, clause.start, lex)
    start = start if start == at else clause.start
    content = filled((start, at), (at + 1, clause.end))
    rule = "“sollen” with what has been done reports hearsay and names nobody"
    hit = Hit((at, at + 1), None, "whole", "hearsay", rule, content=content)
    if told_so(row, parts, hit, lex) is None:
        return hit
    return replace(hit, content=filled((start, at), (at + 1, parts[-1].end)))
