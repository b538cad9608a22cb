"""German passives that tell who judges or announces something: "Der Plan wurde von X als Rückschritt bezeichnet"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .content import leaves
from .forms import second, speaks
from .phrases import past_preposition, phrase
from .verbs import Cue

_BY: Final = frozenset(("von", "vom", "seitens"))
#: What leads in how something is seen: "als Rückschritt", "mit 60", "für falsch".
_AS: Final = frozenset(("als", "mit", "auf", "für"))
_BEING: Final = frozenset(("wird", "werden", "wurde", "wurden", "werde", "würde", "würden"))


def judged(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Hit | None:
    """The hit of a passive with "von" whose subject is what is judged or announced; None for other clauses."""
    clause = parts[cue.clause]
    told = clause.kind == "main" and cue.order == "second" and "object" in cue.frames and not cue.modal
    being = row[cue.finite].low in _BEING or row[clause.end - 1].low == "worden"
    if not told or not being or any(lex.has("ambiguous.no_passive", lemma) for lemma in cue.lemmas):
        return None
    found = _agent(row, clause, lex)
    if found is None or sum(token.low in _BY for token in row[clause.start : clause.end]) > 1:
        return None
    by, source = found
    content = tuple(_things(row, (lead(row, clause.start, clause.end), clause.end), (by, source[1]), cue, lex))
    if not content:
        return None
    rule = "stands at a passive with “von”"
    return Hit(cue.parts[0], source, "around", "object", rule, content=content, particle=second(cue))


def _agent(row: Sequence[Token], clause: Clause, lex: Words) -> tuple[int, Range] | None:
    """Where "von" stands, and whoever does it: somebody who can speak."""
    for at in range(clause.start, clause.end - 1):
        end = phrase(row, at + 1, clause.end, lex) if row[at].low in _BY else None
        if end is not None and speaks(row, (at + 1, end), lex) and not lex.has("words.time", row[end - 1].low):
            return at, (at + 1, end)
    return None


def _things(row: Sequence[Token], clause: Range, agent: Range, cue: Cue, lex: Words) -> Iterator[Range]:
    """The parts of a clause that tell what is judged, and as what: neither verb nor agent, nor when it was."""
    taken = sorted((*cue.parts, (cue.finite, cue.finite + 1), agent))
    at = clause[0]
    for start, end in (*taken, (clause[1], clause[1])):
        part = _bare(row, at, min(start, clause[1]), lex)
        if part is not None:
            yield part
        at = max(at, end)


def _bare(row: Sequence[Token], start: int, end: int, lex: Words) -> Range | None:
    """A part without small words and phrases of time and place at its head; None where nothing is left."""
    while start < end:
        over = None if row[start].low in _AS else past_preposition(row, start, end, lex)
        if over is not None:
            start = over
        elif leaves(row[start], lex) or row[start].kind == "mark":
            start += 1
        else:
            break
    things = any(token.capital or token.kind in {"quote", "number"} for token in row[start:end])
    pronoun = end - start == 1 and lex.has("words.pronoun", row[start].low)
    return (start, end) if start < end and (things or pronoun or row[start].low in _AS) else None
