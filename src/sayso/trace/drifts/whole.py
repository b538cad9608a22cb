"""A phrase of a source document as a reader is shown it: with the noun that it goes with, and without what the sentence says of that.

"Wald in Norddeutschland" and not "in Norddeutschland ist durch"; "Fahrgäste im Sitzwagen" and not "Fahrgäste".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import lexicon
from sayso.language.lexicon import SERVED, served
from sayso.model import Figure, Span
from sayso.trace.matter import Matter

from .nouns import Token, joins, modifiers, prepositions, tokens_of
from .phrases import meets

_WORD: Final = re.compile(r"\w+")
_CUT: Final = re.compile(r"[;:()–—.!?“”„»«]")
#: Small words between a noun and what goes with it: "patients de plus de 65 ans".
_BETWEEN: Final = 1
#: A preposition and its noun are kept.
_LEAST: Final = 2
#: What only a verb ends in, or, at the end of a phrase, tells what those who are meant do.
_VERBS: Final = {
    "en": re.compile(r"\w{2,}(?:ed|ing)"),
    "es": re.compile(r"\w+(?:aron|ieron|aban|ían)"),
    "fr": re.compile(r"\w+(?:aient|èrent|ait|ont)"),
}


def whole_phrase(matter: Matter, found: Span, figure: Figure, *, clause: bool = False) -> Span:
    """A phrase that says of which ones a figure of the passage is, with their noun before or behind it; a `clause` ends where it ends."""
    passage = matter.candidate.passage
    if passage.language.partition("-")[0] not in SERVED:
        return found
    end = _noun_behind(matter, found) or (found.end if clause else _trimmed(matter, found))
    start = found.start
    text = matter.source.document.text
    for part in (figure.base, figure.counted, figure.subject):
        if part is None or not passage.start <= part.start < part.end <= passage.end:
            continue
        if part.start <= start and (start < part.end or _is_near(text[part.end : start])):
            return _span(matter, part.start, max(end, part.end if start < part.end else end))
        if start < part.start and not text[end : part.start].strip():
            return _span(matter, start, part.end)
    return _span(matter, _noun_before(matter, start), end)


def with_what_follows(matter: Matter, base: Span) -> Span:
    """A base with what stands behind its noun and says which ones."""
    passage = matter.candidate.passage
    language = passage.language.partition("-")[0]
    tokens = tokens_of(passage.text, language) if language in SERVED else ()
    head = next((at for at, one in enumerate(tokens) if one.end + passage.start == base.end), None)
    if head is None:
        return base
    end = base.end
    for each in modifiers(passage.text, tokens, head, language):
        span = _span(matter, passage.start + each.start, passage.start + each.end)
        if span.start < base.end:
            continue
        end = span.end if each.sort == "clause" else _trimmed(matter, span)
        if end < span.end:
            break  # what follows is said of them
    return _span(matter, base.start, end)


def _is_near(gap: str) -> bool:
    return len(_WORD.findall(gap)) <= _BETWEEN and _CUT.search(gap) is None


def _noun_behind(matter: Matter, found: Span) -> int:
    """Where the noun ends before which a single English or German word stands, with which it goes; 0 where there is none."""
    passage, language = matter.candidate.passage, matter.candidate.passage.language.partition("-")[0]
    tokens = tokens_of(passage.text, language) if language in {"en", "de"} else ()
    at = next((at for at, one in enumerate(tokens[:-1]) if one.end + passage.start == found.end), None)
    if at is None or tokens[at].start + passage.start != found.start or not joins(passage.text, *tokens[at : at + 2]):
        return 0
    noun = tokens[at + 1]
    quality = language == "en" or found.text[:1].islower()
    return passage.start + noun.end if quality and noun.tells and not _is_no_noun(noun, language) else 0


def _noun_before(matter: Matter, start: int) -> int:
    """Where the noun right before a phrase begins that the claim has, too; where the phrase does, if there is none."""
    passage, language = matter.candidate.passage, matter.candidate.passage.language.partition("-")[0]
    tokens = tokens_of(passage.text, language)
    at = next((at for at, one in enumerate(tokens) if one.start + passage.start == start), 0)
    if not at or not joins(passage.text, tokens[at - 1], tokens[at]):
        return start
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    noun = tokens[at - 1]
    known = noun.tells and any(meets(word, mine) for word in noun.words) and not _is_no_noun(noun, language)
    return passage.start + noun.start if known else start


def _trimmed(matter: Matter, found: Span) -> int:
    """Where a phrase ends without words behind its noun that are no part of it: verbs, prepositions, what the claim says too."""
    passage, language = matter.candidate.passage, matter.candidate.passage.language.partition("-")[0]
    low, high = found.start - passage.start, found.end - passage.start
    inside = [one for one in tokens_of(passage.text, language) if low <= one.start and one.end <= high]
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    while len(inside) > _LEAST and (
        _is_no_noun(inside[-1], language)
        or any(meets(word, mine) for word in inside[-1].words)
        or _is_behind_a_noun(inside, language)
    ):
        inside.pop()
    return passage.start + inside[-1].end if inside else found.end


def _is_no_noun(token: Token, language: str) -> bool:
    low = token.text.lower()
    verb = language in _VERBS and _VERBS[language].fullmatch(low) is not None and not token.text[0].isupper()
    small = not token.words and token.text[0].isalpha()
    return verb or small or low in prepositions(language) or low in _finite(language)


def _is_behind_a_noun(tokens: Sequence[Token], language: str) -> bool:
    """Whether the last word is a German one in lower case behind a noun."""
    return language == "de" and tokens[-1].text[0].islower() and any(one.text[0].isupper() for one in tokens[1:-1])


@cache
def _finite(language: str) -> frozenset[str]:
    return frozenset(lexicon("sayso.clauses")[served(language)]["finite"])


def _span(matter: Matter, start: int, end: int) -> Span:
    return matter.source.document.span(start, end)
