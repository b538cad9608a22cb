"""Word orders that English lacks: "según explicó X", "comme l’a souligné X", "a-t-il dit"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.language.tokens import Token

from .hits import Hit
from .nouns import apposition, closes, phrase_after
from .words import Words


def order_hits(row: Sequence[Token], lex: Words) -> Iterator[Hit]:
    """The cues of a unit that the general rules do not reach; none in English."""
    if lex.language == "en":
        return
    for at in range(len(row)):
        hit = _find(row, at, lex)
        if hit is not None:
            yield hit


def _find(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    if row[at].kind == "quote" or row[at].kind == "mark":
        return None
    return _as_said(row, at, lex) or (_pronoun_behind(row, at, lex) if lex.language == "fr" else None)


def _as_said(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "según explicó la empresa", "comme l’a souligné Le Monde"."""
    if not lex.has("phrases.as_cue", row[at].low):
        return None
    verb = at + 1
    while verb < len(row) and verb < at + 5 and _helps(row[verb], lex):
        verb += 1
    forms = lex.forms.get(row[verb].low, ()) if verb < len(row) else ()
    if not any(form.frame in {"say", "show"} for form in forms):
        return None
    source = phrase_after(row, verb + 1, lex)
    if source is None or source[0] != verb + 1:
        return None
    end = apposition(row, source[1], lex)
    return Hit((at, verb + 1), (source[0], end), "whole", "according", f"follows “{row[at].text} ... {row[verb].text}”")


def _helps(token: Token, lex: Words) -> bool:
    return lex.has("words.auxiliary", token.low) or token.low in {
        "que",
        "lo",
        "le",
        "l’",
        "la",
        "ya",
        "también",
        "bien",
    }


def _pronoun_behind(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """French "dit-il", "a-t-elle expliqué": the pronoun hangs on the verb."""
    if row[at].low not in {"-", "-t-"} or row[at].kind != "clitic" or at == 0 or at + 1 >= len(row):
        return None
    first, pronoun = row[at - 1], row[at + 1]
    before = row[at - 2] if at > 1 else None
    if before is None or not (before.kind == "quote" or before.text in {",", "—", "–"}) or closes(before, lex) is False:
        return None
    cue = (at - 1, at)
    end = at + 2
    if lex.has("words.have", first.low):
        if end >= len(row) or not any(form.tense == "participle" for form in lex.forms.get(row[end].low, ())):
            return None
        return Hit(
            cue, (at + 1, at + 2), "around", "say", "hangs on the cue", particle=(end, end + 1), listener=(end, end + 1)
        )
    if not any(form.tense == "past" for form in lex.forms.get(first.low, ())) or not pronoun.low:
        return None
    return Hit(cue, (at + 1, at + 2), "around", "say", "hangs on the cue")
