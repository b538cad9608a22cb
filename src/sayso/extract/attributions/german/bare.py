"""German clauses that look like others: infinitives without a comma ("bat die Gäste zu gehen"), main clauses like relative ones ("sagte, das Werk bleibt")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.attributions.words import Form, Words
from sayso.language.tokens import Token

from .phrases import phrase

#: Words of "zu gehen".
_BARE: Final = 2
#: Words between a verb and its infinitive, at most: "forderte die Mieter der drei Häuser auf zu gehen".
_FAR: Final = 8
#: Verbs of saying that ask for an infinitive as well.
_PROMISING: Final = frozenset(("versprechen", "zu|sagen", "zu|sichern", "geloben", "schwören", "behaupten"))


def bare_infinitive(row: Sequence[Token], start: int, end: int, lex: Words) -> int | None:
    """Where in a clause an infinitive begins that ends it, if a verb that asks for one stands before; None where none does."""
    at = end - _BARE
    if at <= start or row[at].low != "zu" or row[at + 1].capital or not row[at + 1].low.endswith("n"):
        return None
    for verb in range(at - 1, max(start, at - _FAR) - 1, -1):
        if any(_asks(row, verb, at, form, lex) for form in _asking(row[verb], lex)):
            return at
    return None


def _asking(token: Token, lex: Words) -> Iterator[Form]:
    """The forms of a verb that asks for an infinitive."""
    plain = token.kind == "word" and not (token.capital or lex.has("words.determiner", token.low))
    forms = lex.forms.get(token.low, ()) if plain else ()
    return (form for form in forms if form.frame == "to" or form.lemma in _PROMISING)


def _asks(row: Sequence[Token], verb: int, at: int, form: Form, lex: Words) -> bool:
    """Whether a verb stands right before the infinitive, but for whom it asks and the particle that parts from it."""
    if form.tense == "participle":
        return verb == at - 1
    if form.tense != "past" or form.lemma in _OF_THINGS:
        return False
    size = len(form.particles)
    if size and tuple(token.low for token in row[at - size : at]) != form.particles:
        return False
    start, stop = verb + 1, at - size
    while start < stop and (row[start].low in _SMALL or lex.has("words.adverb", row[start].low)):
        start += 1
    return start == stop or phrase(row, start, stop, lex) == stop


#: Of these, and of such as threaten, things are the subject as often: "drohte zu kippen".
_OF_THINGS: Final = frozenset(("drohen", "versprechen"))
#: Small words between such a verb and its infinitive: "weigerte sich zu gehen", "bat ihn nicht zu gehen".
_SMALL: Final = frozenset(
    ("sich", "nicht", "ihn", "ihm", "ihr", "sie", "ihnen", "uns", "mich", "mir", "euch", "dich", "dir")
)


def no_relative(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether what reads like a relative clause right behind a verb of saying is what is said: "hat gesagt, das Werk bleibt"."""
    plain = row[start].low in _ARTICLES and start + 1 < end and row[start + 1].capital
    return plain and phrase(row, start, end, lex) == end - 1


_ARTICLES: Final = frozenset(("der", "die", "das"))


def quoted_infinitive(quoted: str) -> bool:
    """Whether a quotation is an infinitive: "„zur Vernunft zurückzukehren“"."""
    words = quoted.strip('„“”»«"‚‘ ').rstrip(".!?").split()
    last = words[-1] if words else ""
    return last.endswith("n") and ((len(words) > 1 and words[-2] == "zu") or "zu" in last[2:])
