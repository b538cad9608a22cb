"""What breaks a German clause between commas, taken out so that the clause is read as a whole: "Ein Papier, das X vorliegt, nennt ..."."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import JOINTS, Clause, clauses, lead
from .phrases import is_phrase
from .subjects import tells_who

#: Prepositions that end a clause as the rest of its verb: "gab an", "sprach sich aus".
_PARTICLES: Final = frozenset(("an", "aus", "auf", "ab", "bei", "mit", "vor", "zu", "ein", "nach"))
Read = Callable[[Sequence[Token], Sequence[Clause]], list[Hit]]


def over_insertions(row: Sequence[Token], parts: Sequence[Clause], lex: Words, read: Read) -> list[Hit]:
    """The hits of a unit read without what breaks its clauses; their ranges are those of the whole unit. None where nothing does."""
    out = [number for number in range(1, len(parts) - 1) if _breaks(row, parts, number, lex)]
    if not out:
        return []
    gaps = [(parts[number].start - 1, parts[number + 1].start - _apposed(row, parts, number)) for number in out]
    kept = [at for at in range(len(row)) if not any(start <= at < end for start, end in gaps)]
    short = [row[at] for at in kept]
    return [mapped for hit in read(short, clauses(short, lex)) if (mapped := _mapped(hit, kept, row, gaps, lex))]


def _apposed(row: Sequence[Token], parts: Sequence[Clause], number: int) -> bool:
    """Whether an apposition stands before what is taken out, so that its comma stays; not the subject of a second clause, "und die Polizei"."""
    before = parts[number - 1]
    return before.kind == "nominal" and before.mark == "," and row[before.start].low not in JOINTS


def _breaks(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> bool:
    """Whether a clause stands in the midst of another: a relative clause, or one with "wie", before the verb or behind it."""
    clause, before, behind = parts[number], parts[number - 1], parts[number + 1]
    if clause.mark != "," or behind.mark != "," or row[clause.start].kind == "quote":
        return False
    compared = clause.kind == "sub" and lex.has("phrases.as_cue", row[clause.start].low)
    told = row[clause.start].low == "so" and clause.end > clause.start + 1
    if _apposes(row, parts, number, lex):
        return True
    if clause.kind != "relative" and not (compared or told):
        return False
    resumes = behind.kind == "main" and _verb_first(row, behind, lex)
    opened = before.kind == "main" and lex.has("words.helper", row[before.end - 1].low)
    return (resumes and not _has_verb(row, before, lex)) or (compared and opened)


def _apposes(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> bool:
    """Whether a noun phrase or a relative clause only tells who the subject before it is: "gab Pohl, ein Bäcker aus Kelm, an, dass"."""
    clause, before, behind = parts[number], parts[number - 1], parts[number + 1]
    if clause.kind not in {"nominal", "relative"} or not row[before.end - 1].capital:
        return False
    second = number > 1 and row[before.start].low in JOINTS and _has_verb(row, parts[number - 2], lex)
    if before.kind == "nominal" and not second:
        return False
    if any(token.kind == "quote" or token.low in JOINTS for token in row[clause.start : clause.end]):
        return False
    first = row[behind.start]
    names = ("subordinating", "determiner", "pronoun", "relative", "that", "inside")
    goes_on = first.kind == "word" and not first.capital and first.low not in JOINTS
    return goes_on and not any(lex.has(f"words.{name}", first.low) for name in names if first.low not in _PARTICLES)


def _verb_first(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    first = row[clause.start]
    return (
        first.kind == "word"
        and not first.capital
        and (lex.has("words.helper", first.low) or first.low in lex.forms or lex.has("phrases.it_says", first.low))
    )


def _has_verb(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    start = lead(row, clause.start, clause.end)
    return any(
        not token.capital
        and (lex.has("words.helper", token.low) or any(form.tense == "past" for form in lex.forms.get(token.low, ())))
        for token in row[start + 1 : clause.end]
    )


def _mapped(hit: Hit, kept: Sequence[int], row: Sequence[Token], gaps: Sequence[Range], lex: Words) -> Hit | None:
    def back(place: Range) -> Range:
        return kept[place[0]], kept[place[1] - 1] + 1

    content = tuple(back(place) for place in hit.content or ())
    source = _source(back(hit.source), row, gaps, lex) if hit.source is not None else None
    particle = back(hit.particle) if hit.particle is not None else None
    cue = back(hit.cue)
    inner = next((gap for gap in gaps if cue[0] < gap[0] and gap[1] < cue[1]), None)
    if inner is not None and particle is None:
        cue, particle = (cue[0], inner[0]), (inner[1], cue[1])
    return replace(hit, cue=cue, source=source, particle=particle, content=content)


def _source(place: Range, row: Sequence[Token], gaps: Sequence[Range], lex: Words) -> Range:
    """A source with the relative clause behind it, where that tells who it is: behind "ein" or no article."""
    inner = next((start for start, end in gaps if place[0] < start and end < place[1]), None)
    if inner is not None:
        return place[0], inner
    behind = next((gap for gap in gaps if gap[0] == place[1]), None)
    if behind is None or row[behind[0] + 1].low == "so":
        return place
    apposed = is_phrase(row, behind[0] + 1, behind[1] - 1, lex)
    if not apposed and not tells_who(row, place, lex):
        return place
    return place[0], behind[1] - 1
