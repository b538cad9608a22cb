"""German: from whom somebody has what he tells: "Das erfuhr die Agentur aus Koalitionskreisen"."""

from __future__ import annotations

from dataclasses import replace

from .german.phrases import phrase as german_phrase
from .sayings import Saying, lies_in
from .sources import nature
from .words import Words

Pair = tuple[Saying, Saying]


def learnt(saying: Saying, lex: Words) -> Pair | None:
    """German: "Das erfuhr die Agentur aus Koalitionskreisen", "wie der Bote von zwei Beamten erfuhr"."""
    if not saying.source:
        return None
    row = saying.unit.items
    lemmas = {form.lemma for token in row if lies_in(token, saying.cue) for form in lex.forms.get(token.low, ())}
    if "erfahren" not in lemmas:
        return None
    for at, token in enumerate(row):
        if token.low not in {"aus", "von"} or token.start <= saying.source[0][0]:
            continue
        end = german_phrase(row, at + 1, len(row), lex)
        words = tuple(row[at + 1 : end]) if end is not None else ()
        if not words or nature(words, lex).kind not in {"group", "organisation", "person"}:
            return None
        inner = replace(
            saying,
            source=((words[0].start, words[-1].end),),
            words=words,
            cue=((token.start, token.end),),
            rule=f"follows “{token.text}”",
            antecedent=(),
            shared=False,
            until=saying.end,
        )
        outer = without_aside(saying, token.start) if token.start < saying.source[-1][1] else saying
        return outer, replace(inner, inside=(outer.source, outer.cue))
    return None


def without_aside(saying: Saying, end: int) -> Saying:
    """A saying whose source ends before what stands behind it at an offset."""
    words = tuple(token for token in saying.words if token.end <= end)
    return replace(saying, words=words, source=((words[0].start, words[-1].end),)) if words else saying
