"""On whom or what a source rests, told by a verb: "que lo atribuye a Y", "qui tient l’information de Y", "apoyándose en Y", "relies on Y"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .words import Words

#: The words with which a clause that tells so begins.
RELATIVES: Final = frozenset(("que", "quien", "quienes", "qui", "lequel", "laquelle"))
#: What may stand before the verb of such a clause, and before a French gerund.
_BEFORE: Final = frozenset(("se", "s’", "lo", "la", "los", "las", "le", "l’", "les", "en"))
#: Of these, what stands for the words that are laid to somebody.
_OBJECTS: Final = frozenset(("lo", "la", "los", "las", "le", "l’", "les"))
#: Words of "lo ha también", before the verb, at most.
_HELPERS: Final = 4
#: Words of a verb with its preposition, and small words that help it.
_VERB: Final = 5
#: Words between such a verb and the last noun of what it leads to, at most.
_FAR: Final = 6
_HELPING: Final = frozenset(
    ("se", "s’", "est", "sont", "ha", "han", "a", "ont", "has", "have", "had", "is", "are", "was", "were")
)
#: Words of "esta última información confidencial", at most.
_OBJECT: Final = 5
#: Ends of gerunds with a pronoun written to them, and without.
_HUNG: Final = tuple(
    (f"{accented}ndo{pronoun}", f"{bare}ndo")
    for accented, bare in (("á", "a"), ("ié", "ie"), ("yé", "ye"))
    for pronoun in ("se", "lo", "la", "los", "las")
)
_GERUNDS: Final[dict[str, tuple[str, ...]]] = {"es": ("ando", "endo", *(end for end, _ in _HUNG)), "fr": ("ant",)}


def rests_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where whom a source rests on begins, if a clause or a gerund that tells so starts at a place; None where none does."""
    ends = _GERUNDS.get(lex.language)
    low = row[at].low
    relative = low in RELATIVES
    if ends is None or not (relative or low.endswith(ends) or (lex.language == "fr" and low in {"en", "s’", "se"})):
        return None
    verb = _verb_at(row, at + relative, lex)
    if verb >= len(row) or not (relative or row[verb].low.endswith(ends)):
        return None
    form = row[verb].low
    hung = next(((end, bare) for end, bare in _HUNG if form.endswith(end)), ("", ""))
    form = form.removesuffix(hung[0]) + hung[1]
    if form.startswith("réclam") and row[verb - 1].low not in {"se", "s’"}:  # "qui réclame des contrôles" asks for them
        return None
    for words in lex.phrases["rests"].get(form, ()):
        if tuple(token.low for token in row[verb + 1 : verb + len(words)]) == words[1:]:
            return verb + len(words)
    known = hung[0].endswith(("lo", "la", "los", "las")) or (verb > at and row[verb - 1].low in _OBJECTS)
    return _laid_end(row, verb, lex.phrases["lays"].get(form, ()), lex, known=known)


def _verb_at(row: Sequence[Token], at: int, lex: Words) -> int:
    """The verb behind its pronouns, helpers and adverbs: "lo ha atribuido"."""
    verb = at
    while verb < min(len(row), at + _HELPERS) and (
        row[verb].low in _BEFORE or lex.has("words.have", row[verb].low) or lex.has("words.adverb", row[verb].low)
    ):
        verb += 1
    return verb


def _laid_end(
    row: Sequence[Token], verb: int, forms: Sequence[tuple[str, ...]], lex: Words, *, known: bool
) -> int | None:
    """Where the source of "atribuye la información a", "tient la nouvelle de" begins; `known` where a pronoun stands for what is told."""
    ties = {words[1] for words in forms}
    for at in range(verb + 1, min(len(row), verb + 1 + _OBJECT) if ties else 0):
        if row[at].low in ties and known:
            return at + 1
        if row[at].kind == "mark":
            return None
        known = known or lex.has("resting.told", row[at].low)
    return None


def points_before(row: Sequence[Token], end: int, lex: Words) -> tuple[int, int] | None:
    """Where a verb of pointing to something stands that ends right before a place, with what helps it: "s’est appuyé sur"."""
    known = lex.phrases.get("points", {})
    starts = (
        at
        for at in range(end - 1, max(-1, end - _VERB), -1)
        if tuple(token.low for token in row[at:end]) in known.get(row[at].low, ())
    )
    start = next(starts, None)
    while start and row[start - 1].low in _HELPING:
        start -= 1
    return None if start is None else (start, end)


def behind_verb(row: Sequence[Token], phrase: tuple[int, int], lex: Words) -> tuple[int, int]:
    """The noun phrase that begins right behind a verb of pointing, where one stands in a phrase or closely before it.

    So neither is the verb read as a part of it ("The union relies on a study"), nor its head as a verb ("s’appuie sur des analyses du laboratoire").
    """
    first = phrase[0]
    while first > max(0, phrase[0] - _FAR) and row[first - 1].kind in {"word", "clitic", "number"}:
        first -= 1
    cuts = (at for at in range(phrase[1] - 1, first, -1) if points_before(row, at, lex) is not None)
    return next(cuts, phrase[0]), phrase[1]
