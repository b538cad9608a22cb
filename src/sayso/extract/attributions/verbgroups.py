"""Spanish and French verbs with what helps them: auxiliaries, pronouns, negation, and verbs as in "se limitó a decir"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token

from .mending import OBJECTS
from .nouns import Range, is_adverb
from .words import Form, Words

NOT: Final = frozenset(("no", "ne", "n’", "ni", "jamás", "nunca", "tampoco"))
JOINED: Final = frozenset(("ni", "y", "o", "ou", "et"))
_PREPOSITIONS: Final = frozenset(("a", "à", "de", "d’", "en", "por", "par", "con"))
FAR: Final = 6
_MANY: Final = frozenset(
    ("meses", "semanas", "varios", "varias", "muchos", "muchas", "dos", "tres", "tiempo", "décadas", "horas")
)
_INSERTED: Final = 4
NONE: Final = frozenset(("nada", "ningún", "ninguna", "aucun", "aucune", "rien"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite cue verb with its helpers, `row[start:end]`, the verb itself at `head`, and the pronouns before it."""

    start: int
    head: int
    end: int
    forms: tuple[Form, ...]
    pronouns: frozenset[str]
    negated: bool


def verb_at(row: Sequence[Token], at: int, lex: Words) -> Verb | None:
    """The cue verb whose head stands at `at`; None where none does."""
    token = row[at]
    forms = lex.forms.get(token.low, ()) if token.kind == "word" and not (token.capital and at) else ()
    if not forms:
        return helped(row, at, lex)
    start = _helpers_start(row, at, lex)
    helpers = [item.low for item in row[start:at]]
    have = any(lex.has("words.have", low) for low in helpers)
    be = any(lex.has("words.be", low) for low in helpers)
    reflexive = any(low in {"se", "s’"} for low in helpers)
    joined = (
        start == at > 1 and row[at - 1].low in {"et", "y"} and any(lex.has("words.have", item.low) for item in row[:at])
    )
    fitting = tuple(form for form in forms if _fits(form, have=have or joined, be=be, reflexive=reflexive))
    if fitting:
        return _made(row, start, (at, at + 1), fitting, lex)
    return helped(row, at, lex)


def _fits(form: Form, *, have: bool, be: bool, reflexive: bool) -> bool:
    if form.tense == "participle":
        return (have and not be) or (be and reflexive)
    return form.tense == "past" and not have and not be


def _made(row: Sequence[Token], start: int, place: Range, forms: tuple[Form, ...], lex: Words) -> Verb:
    at, end = place
    while start < at and is_adverb(row[start], lex) and row[start].low not in NOT:
        start += 1
    if row[start].low == "lui" and start == 0 < at:
        start += 1
    lows = frozenset(item.low for item in row[start:at])
    return Verb(start, at, end, forms, lows - NOT, bool(lows & NOT))


def _helpers_start(row: Sequence[Token], at: int, lex: Words) -> int:
    start = _over_insertion(row, at, lex)
    if start < at:
        return start
    while start and at - start < FAR:
        if row[start - 1].low == "ni" and start > 2 and row[start - 3].low in NOT and row[start - 2].low in lex.forms:  # noqa: PLR2004  "ni confirma ni"
            start -= 3
            continue
        size = next((size for size in (3, 2) if size < start and _connects(row[start - size : start], lex)), 0)
        if size and lex.has("words.have", row[start - size - 1].low):
            start -= size
            continue
        token = row[start - 1]
        if token.kind not in {"word", "clitic"} or (token.capital and start > 1):
            break
        own = (
            lex.has("words.auxiliary", token.low)
            or (lex.language == "fr" and start == at and token.low in {"en", "y"})
            or token.low in OBJECTS[lex.language]
            or token.low in NOT
        )
        if not (own or token.low in NONE or is_adverb(token, lex)):
            break
        start -= 1
    return start


def _connects(words: Sequence[Token], lex: Words) -> bool:
    """Whether words within a verb are a connective: "a en revanche concédé"."""
    return lex.has("words.connective", " ".join([token.low for token in words]))


def _over_insertion(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where the helper of a participle stands, with words between commas behind it: "avait, elle aussi, assuré"."""
    if at < _INSERTED or row[at - 1].text != ",":
        return at
    comma = next((place for place in range(at - 2, max(0, at - FAR), -1) if row[place].text == ","), None)
    return comma - 1 if comma and lex.has("words.have", row[comma - 1].low) else at


def helped(row: Sequence[Token], at: int, lex: Words) -> Verb | None:
    """A verb of saying in the infinitive or gerund behind one that helps: "no quiso confirmar", "vient d’annoncer"."""
    low = row[at].low
    lemma = low if lex.has("verbs.lemmas", low) else ""
    gerunds = [form for form in lex.forms[low] if form.tense == "ing"] if low in lex.forms else ()
    if not lemma and not gerunds:
        return None
    back = at - 1
    while back > 0 and (is_adverb(row[back], lex) or row[back].low in JOINED):
        back -= 1
    preposition = ""
    if back > 0 and row[back].low in _PREPOSITIONS:
        preposition = {"d’": "de"}.get(row[back].low, row[back].low)
        back -= 1
        back -= 3 if back > 2 and _connects(row[back - 2 : back + 1], lex) else 0  # noqa: PLR2004  "pour sa part"
    if back < 0 or row[back].kind != "word":
        return None
    kind = "ing" if gerunds and not lemma else preposition
    if kind == "ing":
        while back > 0 and (
            lex.has("words.time", row[back].low) or row[back].kind == "number" or row[back].low in _MANY
        ):
            back -= 1
    if not lex.has("verbs.helping", f"{row[back].low} {kind}".strip()):
        return None
    start = _helpers_start(row, back, lex)
    negated = any(item.low in NOT for item in row[start:at])
    if lex.has("verbs.denied", f"{row[back].low} {kind}".strip()) and not negated:
        return None
    forms = tuple(gerunds) if kind == "ing" else _forms_of(lemma, lex)
    end = at + 1
    while end + 1 < len(row) and row[end].low in JOINED and lex.has("verbs.lemmas", row[end + 1].low):
        end += 2
    made = _made(row, start, (at, end), forms, lex)
    return made if forms else None


def _forms_of(lemma: str, lex: Words) -> tuple[Form, ...]:
    """A form for each frame that a verb has."""
    return lex.infinitives.get(lemma, ())
