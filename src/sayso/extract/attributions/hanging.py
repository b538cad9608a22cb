"""French pronouns that hang on the verb: "dit-il", "a-t-elle expliqué", "fait-il remarquer", "indique-t-on"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit
from .impersonal import body_at, read_where
from .nouns import is_adverb
from .words import Form, Words

#: French "lit-on dans", "apprend-on de": where it was read or heard.
_READ: Final = frozenset(("lit", "lisait", "apprend", "apprenait"))
_BEFORE: Final = frozenset((",", "—", "–", "-", ";"))


def saying_forms(token: Token, lex: Words, tense: str = "past") -> list[Form]:
    """The forms of a word with which something is said or shown, of a tense."""
    forms = lex.forms.get(token.low, ())
    return [form for form in forms if form.tense == tense and form.frame in {"say", "show"} and not form.particles]


def pronoun_behind(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """French "dit-il", "a-t-elle expliqué", "indique-t-on": the pronoun hangs on the verb."""
    if row[at].low not in {"-", "-t-"} or row[at].kind != "clitic" or at == 0 or at + 1 >= len(row):
        return None
    first, pronoun = row[at - 1], row[at + 1]
    clitic = at > 1 and row[at - 2].low in {"s’", "l’", "m’", "lui", "leur", "se", "nous"}
    place = at - 2 - clitic
    before = row[place] if place >= 0 else None
    if before is None or not (before.kind == "quote" or before.text in _BEFORE):
        return None
    cue, end = (place + 1, at), at + 2
    source = None if pronoun.low == "on" else (at + 1, at + 2)
    rule = "hangs on the cue" if source else "the cue has “on” and names nobody"
    body = body_at(row, end, lex) if source is None and saying_forms(first, lex) else None
    if source is None and first.low in _READ:
        body = read_where(row, end, lex)
        if body is None:
            return None
    if body is not None:
        return Hit((place + 1, end), body, "around", "say", "is where it is said", listener=(end, body[0]))
    if lex.has("words.have", first.low) or (clitic and first.low in {"est", "sont"}):
        while end < len(row) and is_adverb(row[end], lex):
            end += 1
        if end >= len(row) or not saying_forms(row[end], lex, "participle"):
            return None
        part = (end, end + 1) if source else None
        return Hit(cue if source else (place + 1, end + 1), source, "around", "say", rule, particle=part, listener=part)
    parts = _split_verb(row, at, end, lex)
    if not (parts or saying_forms(first, lex)):
        return None
    part = (end, end + parts) if parts and source else None
    return Hit(cue if source else (place + 1, end + parts), source, "around", "say", rule, particle=part)


def _split_verb(row: Sequence[Token], at: int, end: int, lex: Words) -> int:
    """How many words of a verb stand behind the pronoun that hangs on it: "fait-il remarquer", "laisse-t-elle entendre"."""
    for form in lex.forms.get(row[at - 1].low, ()):
        size = len(form.particles)
        fits = tuple(token.low for token in row[end : end + size]) == form.particles
        if size and fits and form.tense == "past" and form.frame == "say":
            return size
    return 0
