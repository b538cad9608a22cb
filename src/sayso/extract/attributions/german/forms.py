"""German cues of a form of their own: "wie X sagt", "aus X geht hervor", the passive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.shares import is_share
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .content import before_cue, behind_cue
from .phrases import phrase
from .subjects import anaphoric, behind, subject
from .subjunctive import subjunctive
from .verbs import Cue


def as_said(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Hit | None:
    """As in "Wie X berichtet, P", "P, wie X sagte", "P, wie aus Kreisen verlautete, Q"."""
    clause = parts[cue.clause]
    start = lead(row, clause.start, clause.end)
    source = behind(row, start + 1, cue.finite, lex) or _from_where(row, clause, cue, lex)
    if source is None or not cue.frames & {"say", "show"} or _perceived(row, parts, cue):
        return None
    content = _on_both_sides(parts, cue.clause)
    if len(content) > 1 and _resumed(row, parts, cue.clause, lex):
        content = content[:1]
    return Hit(cue.parts[0], source, "whole", "according", "stands in a clause with “wie”", content=content)


def _perceived(row: Sequence[Token], parts: Sequence[Clause], cue: Cue) -> bool:
    """Whether a clause with "wie" is what somebody heard, saw or tells of: "will gehört haben, wie der Mann drohte"."""
    told = not cue.clause or parts[cue.clause].mark != "," or cue.lemmas & _REPORTING
    before = None if told else parts[cue.clause - 1]
    return before is not None and any(token.low in _PERCEIVING for token in row[before.start : before.end][-2:])


#: Verbs with which somebody tells of what another heard: "will P gehört haben, wie der Bote berichtet".
_REPORTING: Final = frozenset(
    ("berichten", "melden", "mit|teilen", "schreiben", "sagen", "erklären", "erzählen", "an|geben", "schildern", "bestätigen", "betonen")
)  # fmt: skip
_PERCEIVING: Final = frozenset(
    ("gehört", "hörte", "hörten", "gesehen", "sah", "sahen", "beobachtet", "beobachtete", "beobachteten", "erlebt", "erlebte", "miterlebt", "mitangehört", "gefilmt", "filmte", "geschildert", "schilderte", "schildert", "beschrieben", "beschrieb", "beschreibt", "erzählte", "erzählt", "zeigt", "zeigte")
)  # fmt: skip


def so_told(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Die Ministerin, so berichten es Teilnehmer, habe P", "P, so sagte es ein Zeuge"."""
    clause = parts[number]
    verb = at + 1
    if row[at].low != "so" or at != clause.start or clause.mark not in {",", "–", "—"} or verb + 1 >= clause.end:
        return None
    says = any(
        form.tense == "past" and form.frame == "say" and not form.particles for form in lex.forms.get(row[verb].low, ())
    )
    start = verb + 1 + (row[verb + 1].low in {"es", "das"})
    source = behind(row, start, clause.end, lex) if says else None
    content = _on_both_sides(parts, number) if source is not None and source[1] == clause.end else ()
    return (
        Hit((at, start), source, "whole", "according", "stands in a clause with “so”", content=content)
        if content
        else None
    )


def _resumed(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> bool:
    """Whether a verb behind the clause with "wie" judges what stands before it: "Dass P, wie X sagt, hält er für falsch"."""
    before, behind = parts[number - 1], parts[number + 1]
    return before.kind == "sub" and lex.has("words.that", row[before.start].low) and row[behind.start].low in lex.forms


def _on_both_sides(parts: Sequence[Clause], number: int) -> tuple[Range, ...]:
    """What stands before a clause with "wie" and behind it, without the relative clause that tells of its source."""
    following = number + 1
    if following < len(parts) and parts[following].kind == "relative" and (number or following + 1 < len(parts)):
        following += 1
    right = (parts[following].start, parts[-1].end) if following < len(parts) else None
    return tuple(place for place in (before_cue(parts, number, 0), right) if place is not None)


def _from_where(row: Sequence[Token], clause: Clause, cue: Cue, lex: Words) -> Range | None:
    """As in "wie aus Polizeikreisen verlautete", "wie in dem Bericht steht"."""
    for at in range(clause.start + 1, cue.finite):
        if row[at].low in {"aus", "von", "vom", "seitens"}:
            end = phrase(row, at + 1, cue.finite, lex)
            return (at + 1, end) if end else None
    return None


def follows_from(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Hit | None:
    """As in "Aus einer Studie geht hervor, dass P", "wie aus dem Bericht hervorgeht"."""
    clause = parts[cue.clause]
    if clause.kind == "relative":
        return _from_which(row, parts, cue, lex)
    source = next(
        (
            found
            for at in range(clause.start, clause.end)
            if row[at].low == "aus" and (found := _phrase_at(row, at + 1, clause.end, lex))
        ),
        None,
    )
    if source is None:
        return None
    if cue.order == "last":
        content = _on_both_sides(parts, cue.clause)
    else:
        told = behind_cue(row, parts, cue.clause, cue, lex, framed=False)
        content = (told,) if told else ()
        if told is None and anaphoric(row, parts, cue):
            return Hit(
                cue.parts[0],
                source,
                "before",
                "say",
                "stands behind “aus”",
                content=(),
                particle=second(cue),
                anaphor=True,
            )
    return (
        Hit(cue.parts[0], source, "whole", "say", "stands behind “aus”", content=content, particle=second(cue))
        if content
        else None
    )


def _from_which(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Hit | None:
    """As in "Daten, aus denen hervorgeht, dass P": the pronoun is the source."""
    start = parts[cue.clause].start
    told = behind_cue(row, parts, cue.clause, cue, lex, framed=False)
    if told is None or row[start].low != "aus" or row[start + 1].low not in {"dem", "der", "denen"}:
        return None
    source = (start + 1, start + 2)
    return Hit(cue.parts[0], source, "after", "say", "stands behind “aus”", content=(told,), particle=second(cue))


def _phrase_at(row: Sequence[Token], at: int, limit: int, lex: Words) -> Range | None:
    end = phrase(row, at, limit, lex)
    return (at, end) if end else None


def passive(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Hit | None:
    """As in "Es wird befürchtet, dass P", "Von der Polizei wurde bestätigt, dass P", "X wird vorgeworfen, zu P"."""
    content = behind_cue(row, parts, cue.clause, cue, lex, framed=False)
    if content is None and cue.clause and cue.order == "first" and "say" in cue.frames:
        left = before_cue(parts, cue.clause, 0)
        rule = "the cue stands in the passive and names nobody"
        return Hit(cue.parts[0], None, "before", "say", rule, content=(left,), particle=second(cue)) if left else None
    if content is None or not _reported(row, parts, content, lex) or not cue.frames & {"say", "think", "to"}:
        return None
    source = _agent(row, parts[cue.clause], lex)
    if lex.has("phrases.quoted", row[cue.parts[-1][1] - 1].low):
        source = subject(row, parts, replace(cue, passive=False), lex)
    rule = "stands at a passive with “von”" if source else "the cue stands in the passive and names nobody"
    return Hit(cue.parts[0], source, "after", "say", rule, content=(content,), particle=second(cue))


def _reported(row: Sequence[Token], parts: Sequence[Clause], content: Range, lex: Words) -> bool:
    """Whether what follows a passive is a clause that is said: with "dass", an infinitive, quoted or in the subjunctive."""
    clause = next(clause for clause in parts if clause.start == content[0])
    first = row[clause.start]
    said = first.kind == "quote" or clause.kind == "infinitive" or first.low in {"dass", "daß", "ob"}
    parted = clause.kind == "nominal" and any(part.kind == "infinitive" for part in parts)
    return said or parted or subjunctive(row, clause, lex)


def _agent(row: Sequence[Token], clause: Clause, lex: Words) -> Range | None:
    for at in range(clause.start, clause.end):
        if row[at].low in {"von", "vom", "durch", "seitens"}:
            end = phrase(row, at + 1, clause.end, lex)
            if end is not None and speaks(row, (at + 1, end), lex):
                return at + 1, end
    return None


def speaks(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a phrase can say something, as far as its words tell."""
    words = row[source[0] : source[1]]
    if is_share(words, lex):
        return True
    if words[0].kind == "number" or any(lex.has("words.time", token.low) for token in words[:1]):
        return False
    found = nature(words, lex)
    return is_part(words, lex) or found.kind != "unknown" or found.named or lex.has("words.pronoun", words[0].low)


def worded(row: Sequence[Token], place: Range, lex: Words) -> bool:
    """Whether a stretch ends with "mit den Worten", "mit dem Satz", behind which somebody's words follow."""
    return any(
        tuple(token.low for token in row[place[1] - len(words) : place[1]]) == words
        for group in lex.phrases["as_saying"].values()
        for words in group
        if place[1] - len(words) > place[0]
    )


def second(cue: Cue) -> Range | None:
    """The second part of a cue that is parted, or None."""
    return cue.parts[1] if len(cue.parts) > 1 else None


def is_part(words: Sequence[Token], lex: Words) -> bool:
    """Whether a phrase means one or some of several: "keiner der beiden", "einige von ihnen", "beide"."""
    if lex.has("words.collective", " ".join(token.low for token in words)):
        return True
    first = words[0].low
    tied = len(words) > 1 and words[1].low in {"von", "der", "aus"}
    return tied and (lex.has("words.one_of", first) or lex.has("words.some", first))
