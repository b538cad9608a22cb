"""What can stand in no noun phrase: marks, conjunctions, auxiliaries, verbs that are never nouns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .words import Words

#: A name in quotation marks has fewer words than this.
_NAME_WORDS: Final = 5
#: Small words of names in other languages that are no English words between two names; "do" is one behind no question word.
# fmt: off
_FOREIGN: Final = frozenset((
    "am", "im", "zu", "zum", "zur", "der", "den", "für", "und", "van", "het", "sur", "et", "y", "di", "della", "dei", "aan", "og",
    "do", "dos", "das",
))
# fmt: on
_NOT_NAMES: Final = frozenset(
    ("i", "why", "what", "where", "when", "how", "who", "whom", "which", "so", "nor", "neither", "only", "never")
)
#: Ends of verbs that hardly any noun has.
_FINITE: Final[dict[str, tuple[str, ...]]] = {
    "es": ("ó", "aron", "ieron", "aban", "ían"),
    "fr": ("èrent", "aient", "irent", "urent"),
}


def closes(token: Token, lex: Words) -> bool:
    """Whether a token can stand in no noun phrase: a mark, a conjunction, an auxiliary, a cue verb without doubt."""
    if token.kind == "quote":
        return not _named_in_quotes(token)
    if token.kind == "mark":
        return token.text not in "&%@#"
    if token.kind in {"number", "aside"} or token.low == "’s":
        return False
    low, sets = token.low, lex.sets
    if low in sets["words.boundary"] or (low in sets["words.relative"] and not token.text.isupper()):
        return True
    if token.capital:
        return False
    if low.endswith(_FINITE.get(lex.language, ())) and token.kind == "word":
        return True
    auxiliary = low in sets["words.auxiliary"] and low not in sets["words.determiner"]
    return auxiliary or plain_verb(low, lex)


def _named_in_quotes(token: Token) -> bool:
    """Whether a quotation is a name and may stand in a noun phrase: the newspaper “Evening Star”."""
    inner = token.text[1:-1].split()
    return (
        0 < len(inner) < _NAME_WORDS and all(not word[:1].islower() for word in inner) and token.text[-2:-1].isalnum()
    )


def plain_verb(low: str, lex: Words) -> bool:
    """Whether a word is a cue verb that is never a noun."""
    forms = lex.forms.get(low)
    if not forms or lex.has("ambiguous.forms", low):
        return False
    return any(form.tense in {"past", "s"} and form.frame in {"say", "think", "tell", "ask"} for form in forms)


def ties_name(row: Sequence[Token], at: int) -> bool:
    """Whether a small word of another language joins two capitalised ones, of which "am" would be a verb: "Volksblatt am Sonntag"."""
    if row[at].low not in _FOREIGN or row[at].capital or not 0 < at < len(row) - 1:
        return False
    before = row[at - 1]
    return before.capital and before.low not in _NOT_NAMES and row[at + 1].capital and before.kind == "word"
