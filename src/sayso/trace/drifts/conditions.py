"""The drift of a condition that is left out: "if it does not rain, water may be cut off" told as "water will be cut off"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Drift, Span
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .leftover import is_reworded
from .limits import limits_claim
from .phrases import is_told_of, whole_words

#: A condition ends where its clause does.
_ENDS: Final = re.compile(r"[,;:()–—]|[.!?](?:\s|$)")
#: Words of who asks or does not know, so that "if" says "whether"; looked for in the few words before.
_ASKS: Final = re.compile(
    r"\b(?:ask|wonder|know|knew|see|check|clear|determin|doubt|test|decid|examin|question|frag|prüf|weiß|wissen|unklar|offen"
    r"|pregunt|pergunt|chied|domand|sap|verific|sab|compr[uo]eb|aclar|averigu|duda|estudi|demand|sav|sait|vérifi|ignor|déterminer|doute|examine)\w*(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
#: A verb before its subject opens a condition: "Should it rain, ...", "Bleibt es trocken, ...".
_INVERTED: Final = {
    "en": re.compile(r"(?:^|[,;–—] )(?:should|were|had) (?!be |have |not )\w+", re.IGNORECASE),
    "de": re.compile(
        r"(?:^|[.;:,–—] )(?:[Bb]leib(?:t|e|en)|[Ww]erden?|[Ww]ird|[Ww]ürden?|[Ss]ollten?|[Ii]st|[Ss]eien?|[Ww]ären?|[Hh]ätten?|[Kk]omm(?:t|e|en)|[Gg]ibt|[Gg]ebe|[Gg]äbe"
        r"|[Ff](?:ä|a)ll(?:t|e|en)|[Ss]teig(?:t|e|en)|[Ss]ink(?:t|e|en)|[Ss]timm(?:t|e|en)|(?:[Bb]e)?[Zz]ahl(?:t|e|en)|[Gg]eh(?:t|e|en)|[Mm]ach(?:t|e|en)|[Ff]ind(?:et|e|en)"
        r"|[Hh](?:ä|a)lt(?:e|en)?|[Gg]eling(?:t|e|en)|[Hh]ilf(?:t|e)|[Hh]elfen|[Ff]ehl(?:t|e|en)|[Rr]eich(?:t|e|en))\b[^.;:?]*, "
        r"(?:so |dann )?(?:\w+t|\w+en?|kann|will|soll|muss|darf)\b"
    ),
}
_QUOTED: Final = re.compile(r"\W*?[“„«\"‹»]")
#: French "si" is "so" too; before these words it opens a condition.
_FRENCH: Final = re.compile(
    r"\s+(?:l’on|on|ils?|elles?|ce|cela|ça|l[ea]s?|l’|une?|des|aucun|tout|rien|leurs?|s[ae]s?|son|nous|vous|ne|n’|les|d’|de|plus|jamais|personne)\b",
    re.IGNORECASE,
)


def condition_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A condition under which the source document says it, where the claim's sentence has neither one nor a limit, nor a word of it."""
    asked, language = matter.asked, matter.candidate.passage.language
    if _QUOTED.match(asked.claim.text):  # what a quotation lost is another drift
        return
    if limits_claim(asked.sentence, asked.language) or has_condition(asked.sentence, asked.language):
        return
    place = _condition(theirs.place.text, listed_in("limits", language))
    if place is None:
        return
    start, end = place
    source = Span(start=theirs.place.start + start, end=theirs.place.start + end, text=theirs.place.text[start:end])
    if is_told_of(matter, source) or is_reworded(matter):
        return
    claim = asked.claim
    yield Drift(
        kind="scope_dropped",
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=source,
        because=f"the source document says it on a condition (“{source.text}”), the article does not",
    )


def has_condition(text: str, language: str) -> bool:
    """Whether a sentence of an article has a condition in whatever form: "without", "once", "Bleibt es trocken, ..."."""
    folded = fold(text).text
    inverted = _INVERTED.get(listed_in("limits", language))
    return _patterns(listed_in("limits", language)).told.search(folded) is not None or (
        inverted is not None and inverted.search(folded) is not None
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What opens a condition, what only looks like it, and what an article has instead."""

    opens: re.Pattern[str]
    spared: re.Pattern[str]
    told: re.Pattern[str]


def _condition(text: str, language: str) -> tuple[int, int] | None:
    """Where the first condition of a text stands."""
    folded, patterns = fold(text), _patterns(language)
    spared = [match.span() for match in patterns.spared.finditer(folded.text)]
    for match in patterns.opens.finditer(folded.text):
        low, high = match.span()
        if any(start <= low < end for start, end in spared) or _ASKS.search(folded.text[:low]):
            continue
        if folded.text[low - 1 : low] == "-":  # "reuniu-se a câmara"
            continue
        if language == "fr" and match.group().lower() == "si" and not _FRENCH.match(folded.text[high:]):
            continue
        ends = _ENDS.search(folded.text, high)
        return folded.place(low, ends.start() if ends else len(folded.text))
    return None


@cache
def _patterns(language: str) -> _Patterns:
    table: dict[str, list[str]] = lexicon("limits")[language]
    return _Patterns(*(whole_words(table[name]) for name in ("condition", "condition_not", "condition_told")))
