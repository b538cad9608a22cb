"""German speech behind a colon where no verb of saying leads it in: "Parteichef Orlik winkte ab: „...“".

A clause in the subjunctive of reported speech is speech, too: "Der Verband hält die Zahl für zu niedrig: Es seien 40".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .phrases import nominative, phrase
from .subjects import before_insertion, behind, main_subject
from .subjunctive import subjunctive

#: Words that such a cue has at most.
_LONGEST: Final = 10
_SPEAKERS: Final = frozenset(("person", "organisation", "group"))


def colon_hits(row: Sequence[Token], parts: Sequence[Clause], lex: Words) -> Iterator[Hit]:
    """A clause about somebody, right before a colon and a quotation."""
    for number, clause in enumerate(parts[:-1]):
        following = parts[number + 1]
        if following.mark != ":" or row[following.start].kind != "quote" or clause.kind != "main":
            continue
        source = _subject(row, parts, number, lex)
        if source is None or not _speaks(row, source, lex):
            continue
        start = source[1] if source[0] < clause.end and source[1] > clause.start else clause.start
        start = (
            max(start, clause.start)
            if source[0] <= lead(row, clause.start, clause.end) or source[1] <= clause.start
            else clause.start
        )
        end = source[0] if start <= source[0] and source[1] == clause.end else clause.end
        if 0 < end - start <= _LONGEST:
            rule = "is told of right before a colon and a quotation"
            yield Hit((start, end), source, "after", "say", rule, content=((following.start, parts[-1].end),))


def with_told(row: Sequence[Token], parts: Sequence[Clause], hit: Hit, lex: Words) -> Hit:
    """A hit whose object is judged, with the clause behind a colon that tells more of it in the subjunctive."""
    if hit.frame != "object" or not hit.content:
        return hit
    told = next((clause for clause in parts if clause.start == hit.content[-1][1] + 1), None)
    if told is None or not _is_reported(row, told, lex) or any(_tells_itself(row, one, lex) for one in parts):
        return hit
    return replace(hit, content=(*hit.content, (told.start, parts[-1].end)))


def _tells_itself(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a clause lays what stands before it to somebody: ", erklärte sie"."""
    told = any(form.tense == "past" and form.frame == "say" for form in lex.forms.get(row[clause.start].low, ()))
    return (
        clause.mark == "," and clause.kind == "main" and told and not lex.has("reported.forms", row[clause.start].low)
    )


def behind_colon(
    row: Sequence[Token], parts: Sequence[Clause], number: int, left: Range | None, lex: Words
) -> Range | None:
    """What stands before a cue, from its colon on where only that is reported: "Sie bezweifelte das: Es sei leer gewesen, sagte sie"."""
    if left is None:
        return None
    for at, clause in enumerate(parts[:number]):
        before = [one for one in parts[:at] if one.start >= left[0]]
        if before and _is_reported(row, clause, lex) and not any(subjunctive(row, one, lex) for one in before):
            return (clause.start, left[1])
    return left


def told_behind_colon(row: Sequence[Token], parts: Sequence[Clause], known: Sequence[Hit], lex: Words) -> Iterator[Hit]:
    """A clause about somebody, before a colon and a clause in the subjunctive that nobody else is known to say: a suggestion."""
    for number, clause in enumerate(parts[:-1]):
        told = parts[number + 1]
        if clause.kind != "main" or not _is_reported(row, told, lex) or any(_tells(hit, clause, told) for hit in known):
            continue
        source = _subject(row, parts, number, lex)
        if source is None:
            continue
        closing = clause.start < source[0] and source[1] == clause.end
        start, end = (clause.start, source[0]) if closing else (max(source[1], clause.start), clause.end)
        if _speaks(row, source, lex) and 0 < end - start <= _LONGEST:
            rule = "is told of right before a colon and the subjunctive of reported speech"
            content = ((told.start, parts[-1].end),)
            sure = _speaks_up(row, start, end, lex)
            yield Hit((start, end), source, "after", "say", rule, content=content, suggested=not sure)


def _speaks_up(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether words tell that somebody speaks, or how he sees it: "Ähnlich äußerte sich", "sieht das anders"."""
    return any(
        lex.has("words.speaking_up", " ".join(token.low for token in row[at : at + size]))
        for at in range(start, end)
        for size in (1, 2)
    )


def _is_reported(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    return clause.mark == ":" and row[clause.start].kind != "quote" and subjunctive(row, clause, lex)


def _tells(hit: Hit, clause: Clause, told: Clause) -> bool:
    """Whether a hit has its cue in a clause, or what is told behind that in its content."""
    here = clause.start <= hit.cue[0] < clause.end
    return here or any(start <= told.start < end for start, end in hit.content or ())


def _subject(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> Range | None:
    clause = parts[number]
    first = row[clause.start]
    verbal = (
        first.kind == "word"
        and not first.capital
        and (lex.has("words.helper", first.low) or first.low.endswith(("t", "te", "en")))
    )
    if number and verbal:
        return before_insertion(row, parts, number, lex) or behind(row, clause.start + 1, clause.end, lex)
    found = main_subject(row, clause, lex)
    return found if found is not None and _speaks(row, found, lex) else _closing(row, clause, lex) or found


def _closing(row: Sequence[Token], clause: Clause, lex: Words) -> Range | None:
    """A subject that ends its clause: "Weniger zufrieden zeigte sich Kapitänin Lea Bohl: „...“"."""
    for at in range(clause.start + 1, clause.end):
        before = row[at - 1]
        if before.capital or lex.has("words.inside", before.low) or lex.has("words.determiner", before.low):
            continue
        if (
            row[at].kind == "word"
            and phrase(row, at, clause.end, lex) == clause.end
            and nominative(row, (at, clause.end), lex)
        ):
            return at, clause.end
    return None


def _speaks(row: Sequence[Token], source: Range, lex: Words) -> bool:
    words = row[source[0] : source[1]]
    if lex.has("words.person_pronoun", words[0].low) and len(words) == 1:
        return True
    return nature(words, lex).kind in _SPEAKERS
