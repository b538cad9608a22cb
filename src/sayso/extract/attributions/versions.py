"""Who says something of what was told before it: "P, a claim the firm denies", "P, extremo que la empresa desmiente", "P, une version que l’armée conteste"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.language.tokens import Token

from .frames import speaks
from .hits import Hit
from .nouns import Range, is_adverb, phrase_after
from .words import Words, words

RULE: Final = "says something of what was told before"
_ARTICLES: Final = frozenset(("a", "an", "un", "una", "une"))
_THAT: Final = frozenset(("that", "which", "que", "qu’"))
_NOT: Final = frozenset(("no", "ne", "n’", "not", "pas"))
#: Words of "did not confirm", at most.
_HELPERS: Final = 4


def versions(row: Sequence[Token], lex: Words) -> Iterator[Hit]:
    """The cues of such clauses with what they are said of: the noun or, of what is confirmed, the words before; each closes its sentence, in English, Spanish and French."""
    if lex.language == "de" or _telling(lex.language).isdisjoint([token.low for token in row]):
        return
    for comma, token in enumerate(row):
        hit = _version(row, comma, lex) if token.text == "," and comma else None
        if hit is not None:
            yield hit


@cache
def _telling(language: str) -> frozenset[str]:
    """The words that sum up what was told: "something", "lo", or a noun of saying, "accusation"."""
    sets = words(language).sets
    return sets.get("words.version", frozenset()) | sets.get("nouns.cue", frozenset())


def _version(row: Sequence[Token], comma: int, lex: Words) -> Hit | None:
    noun = comma + 1 + (comma + 1 < len(row) and row[comma + 1].low in _ARTICLES)
    if noun + 2 >= len(row) or row[noun].low not in _telling(lex.language):
        return None
    that = row[noun + 1].low in _THAT
    if not that and lex.language != "en":
        return None
    source = phrase_after(row, noun + 1 + that, lex)
    if source is None or source[0] != noun + 1 + that or not speaks(row, source, lex):
        return None
    cue = _verb(row, source[1], lex)
    if cue is None and source[1] - source[0] > 1:
        source, cue = (source[0], source[1] - 1), _verb(row, source[1] - 1, lex)
    if cue is None or (cue[1] < len(row) and row[cue[1]].kind != "mark"):
        return None
    lemmas = {form.lemma for token in row[slice(*cue)] for form in lex.forms.get(token.low, ())}
    start = next((at + 1 for at in range(comma - 1, -1, -1) if row[at].text == ";"), 0)
    same = any(lex.has("words.borne_out", lemma) for lemma in lemmas)
    told = (start, comma) if same else (comma + 1, noun + 1 + that)
    return Hit(cue, source, "before", "say", RULE, content=(told,))


def _verb(row: Sequence[Token], start: int, lex: Words) -> Range | None:
    """A verb that judges or confirms, with its helpers and a negation."""
    for at in range(start, min(len(row), start + _HELPERS)):
        low = row[at].low
        if any(form.frame == "object" for form in lex.forms.get(low, ())):
            end = at + 1 + (at + 1 < len(row) and row[at + 1].low in _NOT)
            return start, end
        if not (lex.has("words.auxiliary", low) or low in _NOT or is_adverb(row[at], lex)):
            return None
    return None
