"""Spanish and French passives that tell by whom: "a été annoncée lundi par X", "fue calificada de éxito por X", "est décrit par X comme P"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .appositions import named_beside
from .closing import closes
from .frames import speaks
from .groups import Group
from .hits import Hit
from .nouns import Range, is_adverb, phrase_after
from .subjects import subject_before
from .words import Words

#: Words between the participle and "par", at most, and of what somebody is held for.
_BETWEEN: Final = 7
_BY: Final = frozenset(("par", "por"))
_THAT: Final = frozenset(("que", "qu’"))
_STOPS: Final = _THAT | {"qui", "et", "y", "e", "ou", "o", "mais", "pero"}
#: Words of "ce chiffre".
_SHORT: Final = 2
RULE: Final = "the cue stands in the passive, with “by”"
#: What leads in how something is seen: "décrit par X comme P".
_AS: Final = frozenset(("comme", "como"))
#: Words behind "par" that make an adverb of it: "par ailleurs", "por ejemplo".
_NO_MAKER: Final = frozenset(
    ("ailleurs", "exemple", "conséquent", "ejemplo", "tanto", "eso", "ello", "lo", "cela", "fin")
)


def passive_by(row: Sequence[Token], group: Group, lex: Words) -> Hit | None:
    """The hit of a passive with a complement or an adjunct before whoever does it, or with how it is seen behind; else None."""
    lemma = group.form.lemma
    if lex.has("ambiguous.no_passive", lemma) or not _judges(row[group.head].low, lemma, lex):
        return None
    by = _by_at(row, group.end, lex)
    source = phrase_after(row, by + 1, lex) if by is not None else None
    if by is None or source is None or source[0] != by + 1 or not speaks(row, source, lex):
        return None
    if source[1] < len(row) and row[source[1]].low in _THAT:
        return Hit((group.start, by + 1), source, "after", "say", RULE)
    source = source[0], named_beside(row, source[1], lex)
    known = subject_before(row, group.start, lex)
    subject = known or _opening(row, group.start, lex)
    seen = _seen_as(row, source[1])
    held = (group.end, by) if _is_complement(row, group.end, by, lex) else None
    parts = tuple(part for part in (subject, held, seen) if part is not None)
    cue = (group.start, by + 1) if by == group.end else (group.start, group.end)
    relative = subject is None or lex.has("words.relative", row[subject[0]].low)
    content = None if relative or parts == (known,) else parts
    return Hit(cue, source, "before", "passive", RULE, content=content)


def _judges(low: str, lemma: str, lex: Words) -> bool:
    """Whether a verb tells what is judged or announced, or one of a few others: not "a été lancé par", "fue publicado por"."""
    judged = any(form.frame == "object" and form.lemma == lemma for form in lex.forms.get(low, ()))
    return judged or lex.has("ambiguous.told_by", lemma)


def _by_at(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where "par" stands that leads in whoever does it."""
    for place in range(at, min(len(row) - 1, at + _BETWEEN)):
        token = row[place]
        if token.low in _BY:
            return (
                place if row[place + 1].low not in _NO_MAKER and not lex.has("words.time", row[place + 1].low) else None
            )
        if token.kind == "mark" or token.low in _STOPS:
            return None
    return None


def _is_complement(row: Sequence[Token], start: int, by: int, lex: Words) -> bool:
    """Whether what stands before "par" tells what something is held for: "de succès", "trop timide"; not when or to whom."""
    first = next((token for token in row[start:by] if not is_adverb(token, lex)), None)
    if first is None or lex.has("words.time", first.low):
        return False
    if first.low in {"de", "d’", *_AS} or first.kind == "quote":
        return not any(lex.has("words.time", token.low) for token in row[start:by])
    return not (
        first.capital
        or closes(first, lex)
        or lex.has("words.inside", first.low)
        or lex.has("words.determiner", first.low)
    )


def _opening(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """A subject that opens its sentence and may be a verb as well: "Ce chiffre est contesté"."""
    if end == _SHORT and lex.has("words.determiner", row[0].low):
        return 0, end
    found = phrase_after(row, 0, lex) if end else None
    return found if found == (0, end) else None


def _seen_as(row: Sequence[Token], at: int) -> Range | None:
    """How something is seen, told behind whoever sees it so: "comme un gouffre"."""
    if at >= len(row) or row[at].low not in _AS:
        return None
    end = next((stop for stop in range(at, len(row)) if row[stop].kind == "mark"), len(row))
    return at, end
