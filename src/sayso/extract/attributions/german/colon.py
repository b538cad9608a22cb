"""German speech behind a colon where no verb of saying leads it in: "Parteichef Orlik winkte ab: „...“"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .phrases import nominative, phrase
from .subjects import before_insertion, behind, main_subject

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
    return main_subject(row, clause, lex) or _closing(row, clause, lex)


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
