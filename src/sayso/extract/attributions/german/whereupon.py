"""German clauses that tell what a document says: "ein Gutachten, wonach P", "eine Umfrage, der zufolge P", "ein Papier, laut dem P"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause
from .phrases import phrase, phrase_ending

_WHICH: Final = frozenset(("dem", "der", "denen"))
_RULE: Final = "points to a document"


def whereupon(row: Sequence[Token], parts: Sequence[Clause], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits of a unit, with those of such clauses; who points to the document has it and its clause as what he says."""
    out = _shown(row, parts, found, lex)
    for number, clause in enumerate(parts):
        told = _told(row, clause)
        if told is None or not number or clause.mark != ",":
            continue
        cue, source, start = told
        noun = _document(row, clause.start - 1, lex)
        if noun is None or any(_owns(hit, noun, clause) for hit in out):
            continue
        end = _end(parts, number)
        inner = Hit(cue, source, "after", "say", _RULE, content=((start, end),), dropped=source is None)
        out = [_pointing(row, hit, noun, clause.start, end) for hit in out if not _same(hit, cue)]
        out.append(inner)
    return sorted(out, key=lambda hit: hit.cue[0])


def _shown(row: Sequence[Token], parts: Sequence[Clause], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits of a unit; who points to a document of which a clause tells what it shows has all of that as what he says."""
    out = list(found)
    for number, clause in enumerate(parts):
        inner = next((hit for hit in found if _in_clause(hit, clause)), None) if clause.kind == "relative" else None
        noun = _phrase(row, clause.start - 1, lex) if inner is not None else None
        if inner is None or noun is None or not inner.content:
            continue
        head = next((token for token in row[slice(*noun)] if token.capital), None)
        known = head is not None and _is_document(head, lex)
        end = max(inner.content[-1][1], _end(parts, number))
        out = [
            _pointing(row, hit, noun, _start(hit, clause, inner.content[0][0]), end)
            if hit is not inner and hit.cue[0] < noun[0] and (known or _shares(hit, inner))
            else hit
            for hit in out
        ]
    return out


def _start(hit: Hit, clause: Clause, told: int) -> int:
    """Where what is said begins, by another's hit: with the relative clause, or behind its cue."""
    return clause.start if hit.content and hit.content[0][0] == clause.start else told


def _shares(hit: Hit, inner: Hit) -> bool:
    """Whether two have the same as what is said: what the clause tells was taken for what the other says, too."""
    return bool(hit.content and inner.content) and (hit.content or ())[0][0] == (inner.content or ())[0][0]


def _in_clause(hit: Hit, clause: Clause) -> bool:
    """Whether a relative clause tells what a document or those in it say: "die zeigt, dass P", "in der 60 Prozent angaben, P"."""
    within = hit.source is not None and clause.start <= hit.source[0] < clause.end
    return within and clause.start <= hit.cue[0] < clause.end and bool(hit.content) and not hit.suggested


def _told(row: Sequence[Token], clause: Clause) -> tuple[Range, Range | None, int] | None:
    """The cue of such a clause, its pronoun, and where what is said begins."""
    at = clause.start
    if row[at].low in {"wonach", "demzufolge"}:
        return (at, at + 1), None, at + 1
    if at + 3 >= clause.end:
        return None
    if row[at].low in {"laut", "nach"} and row[at + 1].low in _WHICH:
        return (at, at + 1), (at + 1, at + 2), at + 2
    if row[at].low in _WHICH and row[at + 1].low == "zufolge":
        return (at + 1, at + 2), (at, at + 1), at + 2
    return None


def _document(row: Sequence[Token], comma: int, lex: Words) -> Range | None:
    """The document that ends before a comma."""
    found = _phrase(row, comma, lex)
    head = next((token for token in row[slice(*found)] if token.capital), None) if found is not None else None
    return found if head is not None and _is_document(head, lex) else None


def _phrase(row: Sequence[Token], comma: int, lex: Words) -> Range | None:
    """The noun phrase that ends before a comma."""
    for start in range(max(0, comma - _LONGEST), comma):
        opens = lex.has("words.determiner", row[start].low) or lex.has(
            "words.inside", row[start - 1].low if start else ""
        )
        if opens and phrase(row, start, comma, lex, wide=True) == comma:
            return start, comma
    return phrase_ending(row, comma, lex)


def _is_document(head: Token, lex: Words) -> bool:
    return kind_of(head, lex) == "document" or lex.has("nouns.cue", head.low)


#: Words of a document's phrase, at most.
_LONGEST: Final = 10


def _owns(hit: Hit, noun: Range, clause: Clause) -> bool:
    """Whether the noun before is itself a cue with that clause: "der Vorwurf der Opposition, wonach P"."""
    return (
        hit.cue[0] in range(*noun)
        and bool(hit.content)
        and hit.content is not None
        and hit.content[0][0] == clause.start
    )


def _same(hit: Hit, cue: Range) -> bool:
    return hit.cue[0] < cue[1] and cue[0] < hit.cue[1]


def _pointing(row: Sequence[Token], hit: Hit, noun: Range, start: int, end: int) -> Hit:
    """A hit that points to the document: what it says is the document with its clause."""
    at = hit.content[0][0] if hit.content else -1
    points = at == start or at in range(noun[0] - 1, noun[1])
    if not points or hit.cue[0] >= noun[0] or hit.frame == "according":
        return hit
    tied = noun[0] - 1 if row[noun[0] - 1].low in {"auf", "aus"} and hit.particle is None else None
    particle = (tied, tied + 1) if tied is not None and tied >= hit.cue[1] else hit.particle
    return replace(hit, frame="object", mode="after", content=((noun[0], end),), particle=particle)


def _end(parts: Sequence[Clause], number: int) -> int:
    """Where the clause ends, with those that hang on it."""
    end = parts[number].end
    for clause in parts[number + 1 :]:
        if clause.mark != "," or clause.kind not in {"sub", "relative", "infinitive", "nominal"}:
            break
        end = clause.end
    return end
