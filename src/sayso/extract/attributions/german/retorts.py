"""What the author sets against somebody's words: "P, ein Vorwurf, den das Amt zurückweist", "P, während Y vor Q warnt"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.versions import RULE
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause
from .forms import speaks
from .subjects import behind
from .subjunctive import subjunctive
from .verbs import Cue

_ARTICLES: Final = frozenset(("ein", "eine"))
_PRONOUNS: Final = frozenset(("den", "die", "das"))
#: Words of "ein schwerer Vorwurf", at most.
_LONGEST: Final = 4


def with_retorts(row: Sequence[Token], parts: Sequence[Clause], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits with those of such clauses, before which what was told ends."""
    retorts = [hit for number in range(1, len(parts) - 1) if (hit := _retort(row, parts, number, lex)) is not None]
    if not retorts:
        return list(found)
    cut = [replace(hit, content=_before(hit.content, retorts)) for hit in found if not _beside(hit, retorts)]
    return sorted((*cut, *retorts), key=lambda hit: hit.cue[0])


def _retort(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> Hit | None:
    noun, clause = parts[number], parts[number + 1]
    sums_up = noun.kind == "nominal" and noun.mark == "," and row[noun.start].low in _ARTICLES
    if not sums_up or noun.end - noun.start > _LONGEST or not lex.has("nouns.cue", row[noun.end - 1].low):
        return None
    if clause.kind != "relative" or row[clause.start].low not in _PRONOUNS:
        return None
    verb = next((at for at in range(clause.start + 1, clause.end) if _judges(row[at], lex)), None)
    source = behind(row, clause.start + 1, verb, lex) if verb is not None else None
    if verb is None or source is None or source[0] != clause.start + 1 or not speaks(row, source, lex):
        return None
    return Hit((verb, clause.end), source, "before", "say", RULE, content=((noun.start, clause.start + 1),))


def _judges(token: Token, lex: Words) -> bool:
    """Whether a verb at the end of its clause judges what it has as its object."""
    return not token.capital and any(form.frame == "object" for form in lex.forms.get(token.low, ()))


def _before(content: Sequence[Range] | None, retorts: Sequence[Hit]) -> tuple[Range, ...] | None:
    """What is said, up to the noun that sums it up."""
    if content is None:
        return None
    starts = [hit.content[0][0] for hit in retorts if hit.content]
    return tuple((start, min([end, *(at for at in starts if start < at < end)])) for start, end in content)


def _beside(hit: Hit, retorts: Sequence[Hit]) -> bool:
    """Whether the clause was read in another way."""
    return any(one.content and one.content[0][0] <= hit.cue[0] < one.cue[1] for one in retorts)


def before_contrast(row: Sequence[Token], parts: Sequence[Clause], found: list[Hit], lex: Words) -> list[Hit]:
    """The hits, where what is said ends before the author sets another's words against it: "X sagt, P, während Y vor Q warnt"."""
    against = [
        clause.start
        for clause in parts[1:]
        if row[clause.start].low in _AGAINST
        and not subjunctive(row, clause, lex)
        and any(clause.start < hit.cue[0] < clause.end and hit.source is not None for hit in found)
    ]
    return [replace(hit, content=_up_to(hit, against)) if hit.content else hit for hit in found] if against else found


def _up_to(hit: Hit, against: Sequence[int]) -> tuple[Range, ...]:
    """What is said behind a cue, up to the first of some places."""
    stop = min((at for at in against if at > hit.cue[0]), default=None)
    if stop is None:
        return hit.content or ()
    return tuple((start, min(end, stop)) for start, end in hit.content or () if start < stop)


#: What leads in a clause in which the author has another speak.
_AGAINST: Final = frozenset(("während", "wohingegen", "obwohl", "obgleich", "wobei", "wogegen"))


def denied_by(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, found: Range, lex: Words) -> Range:
    """Whoever denies what stands before with a clause of its own: "Berichte, wonach P, dementierte der Verein"; else the subject as found."""
    before = parts[cue.clause - 1] if cue.clause else None
    if before is None or cue.order != "first" or found[0] > cue.finite or row[before.start].low not in _WHEREUPON:
        return found
    other = behind(row, cue.finite + 1, cue.inner[1], lex)
    return other if other is not None and speaks(row, other, lex) else found


#: With what a clause begins that tells what reports say.
_WHEREUPON: Final = frozenset(("wonach", "dass", "ob"))
