"""Spanish and French: what somebody saw or heard ("oyó decir a X que P"), and how high somebody puts a figure ("eleva el balance a treinta")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import adjuncts_end, infinitive_at
from .frames import speaks
from .hits import Hit
from .nouns import Range, is_adverb, phrase_after
from .sources import nature
from .subjects import clause_subject, subject_before
from .words import Words

#: Words of "el balance provisional de muertos a", at most.
_FAR: Final = 9
_TO: Final = frozenset(("a", "en", "à", "au"))
_AT: Final = frozenset(("a", "al", "à", "au"))
_WHOM: Final = frozenset(("lo", "la", "los", "las", "le", "les", "l’"))
#: How infinitives end behind a noun, where adjectives may stand as well.
_INFINITIVES: Final = {
    "es": ("ar", "er", "ir"),
    "fr": ("er", "ir", "endre", "ondre", "ttre", "rdre", "aître", "uire", "ivre", "indre", "ompre"),
}
_STANDS: Final = "stands before the cue"
#: How a source was found whom somebody heard.
HEARD: Final = "is heard to say it"


def witnessed(row: Sequence[Token], at: int, lex: Words) -> Iterator[Hit]:
    """The hits of a verb at a place: a figure that somebody puts, what he saw, and the words that he heard another say."""
    if row[at].kind != "word" or (row[at].capital and at):
        return
    names = {form[1] for form in lex.phrases["witness"].get(row[at].low, ())}
    if "puts" in names:
        yield from _put(row, at, lex)
    if "hears" in names:
        yield from _heard(row, at, lex)
    if "sees" in names:
        yield from _seen(row, at, lex)


def _put(row: Sequence[Token], at: int, lex: Words) -> Iterator[Hit]:
    """As in "La radio eleva la cifra a treinta", "Le journal porte le bilan à douze"."""
    near = row[at + 1 : at + 1 + _FAR]
    if any(form.particles == tuple(token.low for token in near[:1]) for form in lex.forms.get(row[at].low, ())):
        return
    stop = next((index for index, token in enumerate(near) if token.kind == "mark"), len(near))
    counted = any(lex.has("witness.counts", token.low) for token in near[:stop])
    to = any(one.low in _TO and _counts(two, lex) for one, two in pairwise(near[:stop]))
    group = _group(row, at, lex)
    if not (counted and to) or group is None:
        return
    source = subject_before(row, group[0], lex) or clause_subject(row, group[0], lex)
    if source is not None and speaks(row, source, lex):
        yield Hit(group, source, "after", "object", _STANDS)


def _counts(token: Token, lex: Words) -> bool:
    return token.kind == "number" or lex.has("witness.numbers", token.low)


def _group(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """A finite verb with its helpers; None where it is a participle or an infinitive without one."""
    finite = any(form[2] == "past" for form in lex.phrases["witness"].get(row[at].low, ()))
    start = at
    while start and (
        lex.has("words.have", row[start - 1].low) or row[start - 1].low in _WHOM or is_adverb(row[start - 1], lex)
    ):
        start -= 1
    have = any(lex.has("words.have", token.low) for token in row[start:at])
    return (start, at + 1) if finite or have else None


def _seen(row: Sequence[Token], at: int, lex: Words) -> Iterator[Hit]:
    """As in "Varios testigos vieron despegar los drones", "Des riverains ont vu l’avion tomber"."""
    group = _group(row, at, lex)
    if group is None or not _infinitive_near(row, at + 1, lex):
        return
    source = _witness(row, group[0], lex)
    if source is not None:
        yield Hit(group, source, "after", "object", _STANDS)


def _infinitive_near(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether an infinitive follows, at once or behind whoever does it: "vio salir", "vio a dos hombres salir"."""
    if infinitive_at(row, at, lex):
        return True
    start = at + (at < len(row) and row[at].low in _AT)
    found = phrase_after(row, start, lex) if start < len(row) else None
    if found is None or found[0] != start:
        return False
    noun = start + lex.has("words.determiner", row[start].low)
    return any(
        infinitive_at(row, index, lex) and row[index].low.endswith(_INFINITIVES[lex.language])
        for index in range(noun + 1, found[1] + 1)
    )


def _witness(row: Sequence[Token], start: int, lex: Words) -> Range | None:
    """The person or the people before a verb, who can see and hear."""
    source = subject_before(row, start, lex) or clause_subject(row, start, lex)
    if source is None:
        return None
    kind = nature(row[source[0] : source[1]], lex).kind
    some = kind == "unknown" and lex.has("words.introduces", row[source[0]].low)
    return source if some or kind in {"person", "group"} else None


def _heard(row: Sequence[Token], at: int, lex: Words) -> Iterator[Hit]:
    """As in "oyó decir a Pinar que P", "oí a un soldado gritar que P", "a entendu le maire dire que P": who heard, and who said it."""
    group = _group(row, at, lex)
    told = _told(row, at + 1, lex)
    if group is not None:
        source = _witness(row, group[0], lex)
        if source is not None and (told is not None or infinitive_at(row, at + 1, lex)):
            yield Hit(group, source, "after", "object", _STANDS)
    if told is not None:
        speaker, verb = told
        listener = (verb + 1, speaker[1]) if speaker[0] > verb else None
        yield Hit((verb, verb + 1), speaker, "after", "say", HEARD, listener=listener)


def _told(row: Sequence[Token], at: int, lex: Words) -> tuple[Range, int] | None:
    """Whoever is heard, and the verb of saying in the infinitive that a clause follows."""
    start = at
    if start < len(row) and row[start].low in lex.infinitives:
        behind = start + 1 + (start + 1 < len(row) and row[start + 1].low in _AT)
        found = phrase_after(row, behind, lex) if start + 1 < behind < len(row) else None
        return (found, start) if found is not None and _clause(row, found[1], lex) else None
    start += start < len(row) and row[start].low in _AT
    found = phrase_after(row, start, lex) if start < len(row) else None
    if found is None or found[0] != start:
        return None
    verb = next(
        (index for index in range(start + 1, min(len(row), found[1] + 1)) if row[index].low in lex.infinitives), None
    )
    return ((start, verb), verb) if verb is not None and _clause(row, adjuncts_end(row, verb + 1, lex), lex) else None


def _clause(row: Sequence[Token], at: int, lex: Words) -> bool:
    at = adjuncts_end(row, at, lex)
    return at < len(row) and (row[at].low in {"que", "qu’"} or row[at].text == ":" or row[at].kind == "quote")
