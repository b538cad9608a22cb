"""What stands in a Spanish document, told with "se" in a clause that is tied to it: "un informe en el que se advierte de P"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .far import Found
from .hits import Hit
from .nouns import Range, phrase_before
from .rests import behind_verb
from .sources import nature
from .verbgroups import Verb
from .words import Words

#: How a source was found that is the pronoun of such a clause.
HELD: Final = "is the document in which it stands"
_ARTICLES: Final = frozenset(("el", "la", "los", "las"))
_WHICH: Final = frozenset(("que", "cual", "cuales"))
_NOT: Final = frozenset(("no", "ya", "también", "además", "solo", "incluso"))


def impersonal_there(row: Sequence[Token], verb: Verb, lex: Words) -> Range | None:
    """The pronoun of a clause such as "en el que se advierte", "donde se pide", in which nobody is the subject; None elsewhere."""
    if lex.language != "es" or "se" not in verb.pronouns:
        return None
    return leading_pronoun(row, verb.start)


def leading_pronoun(row: Sequence[Token], start: int) -> Range | None:
    """The pronoun of "en el que", "donde" right before a place, over "no", "también"; None where none stands there."""
    while start and row[start - 1].low in _NOT:
        start -= 1
    if start and row[start - 1].low == "donde":
        return start - 1, start
    lows = [token.low for token in row[max(0, start - 3) : start]]
    which = len(lows) == 3 and lows[0] == "en" and lows[1] in _ARTICLES and lows[2] in _WHICH  # noqa: PLR2004  "en el que"
    return (start - 2, start) if which else None


def of_itself(row: Sequence[Token], verb: Verb, lex: Words) -> bool:
    """Whether somebody says it of himself: "en el que se declara inocente", but not "en la que se reconoce el error"."""
    following = row[verb.end] if verb.end < len(row) else None
    told = following is not None and (following.low == "que" or lex.has("words.determiner", following.low))
    own = ("words.self_called", "ambiguous.reflexive")
    return not told and any(lex.has(name, form.lemma) for name in own for form in verb.forms)


def held_there(row: Sequence[Token], pronoun: Range, lex: Words) -> Found | None:
    """The pronoun as the source, where a document stands before its clause; None where something else does: "la reunión en la que"."""
    end = pronoun[0] - (row[pronoun[0] - 1].low == "en")
    end -= end > 0 and row[end - 1].text == ","
    found = phrase_before(row, end, lex) if end > 0 else None
    if found is None:
        return None
    start = next((at for at in range(found[1] - 1, found[0], -1) if lex.has("words.determiner", row[at].low)), found[0])
    whole = (behind_verb(row, found, lex), (start, found[1]))
    if all(nature(row[slice(*one)], lex).kind != "document" for one in whole):
        return None
    return Found(pronoun, HELD, plain=True, document=True)


def without_se(verb: Verb) -> Verb:
    """A verb whose "se" makes it a passive: what follows is what is said."""
    return replace(verb, pronouns=verb.pronouns - {"se"})


def with_pronoun(row: Sequence[Token], hit: Hit, lex: Words) -> Hit:
    """A hit of "se concluye que" without a source; with the pronoun as its source where a document stands before its clause."""
    if hit.source is not None or lex.language != "es" or row[hit.cue[0]].low != "se":
        return hit
    pronoun = leading_pronoun(row, hit.cue[0])
    held = held_there(row, pronoun, lex) if pronoun is not None else None
    return hit if held is None else replace(hit, source=held.source, rule=HELD)
