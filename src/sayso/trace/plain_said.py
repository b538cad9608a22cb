"""Plain say-so in languages whose attributions no stage reads: "secondo il sindaco, ...", "..., disse a polícia", "O governo diz que ...".

It serves drifts of say-so alone: who says something is read where the sentence leaves no doubt, and nobody else is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.language.words import names
from sayso.model import Analysis, Attribution, Made

from .laid import laid

#: Why an attribution stands for nobody at all.
HEARSAY: Final = "it is said, and nobody says it"
_MADE: Final = Made(stage="plain_said", version="1")
#: Where a sentence falls into clauses that are told each for itself.
_CLAUSES: Final = re.compile(r"[^;]+")
#: A mention of more words is likely none.
_MOST_WORDS: Final = 10
#: Sentences of a document that are read.
_MOST: Final = 400


def plain_said(analysis: Analysis) -> tuple[Attribution, ...]:
    """The plain say-so of a document, in order; none in a language whose attributions are read, or that has no list. `content` is the whole clause."""
    language = analysis.document.language.partition("-")[0]
    if analysis.attributions or language not in lexicon("plain_said"):
        return ()
    return laid(analysis).once("plain_said", lambda: tuple(_read(analysis, language)))


def hearsay_in(analysis: Analysis, start: int, end: int) -> Attribution | None:
    """What tells in a stretch of text that something is said, with nobody who says it: at its beginning, or set off by commas; else None."""
    doc = analysis.document
    text = fold(doc.text[start:end]).text
    found = _hearsay(listed_in("nobody", doc.language)).search(text) if len(text) == end - start else None
    if found is None:
        return None
    place = doc.span(start + found.start("told"), start + found.end("told"))
    return Attribution(
        id=f"plain:{place.start}",
        source=(place,),
        cue=(place,),
        content=(doc.span(start, end),),
        speech="indirect",
        source_kind="unknown",
        named=False,
        because=HEARSAY,
        made=_MADE,
    )


def _read(analysis: Analysis, language: str) -> Iterator[Attribution]:
    doc = analysis.document
    for sentence in analysis.sentences[:_MOST]:
        text = doc.text[sentence.start : sentence.end]
        if len(fold(text).text) != len(text):
            continue
        for clause in _CLAUSES.finditer(fold(text).text):
            told = dict.fromkeys(filter(None, (_mention(frame, clause[0], language) for frame in _frames(language))))
            if len(told) != 1:  # nobody, or two of whom each says a part
                continue
            (found,) = told
            at = sentence.start + clause.start()
            (low, high), cue = found
            yield Attribution(
                id=f"plain:{at}",
                source=(doc.span(at + low, at + high),),
                cue=(doc.span(at + cue[0], at + cue[1]),),
                content=(doc.span(at, at + len(clause[0])),),
                speech="indirect",
                source_kind="unknown",
                named=any(
                    ":" not in key for key in names(_lowered(text[clause.start() + low : clause.start() + high]))
                ),
                because="plain say-so",
                made=_MADE,
            )


def _mention(frame: re.Pattern[str], clause: str, language: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where who says a clause stands in it, and the cue; None where the frame does not fit, or too much stands in it."""
    found = frame.search(clause)
    if found is None:
        return None
    low, high = found.span("who")
    ends = _ends(language).search(clause, low + 1, high)
    high = low + len(clause[low : ends.start() if ends else high].rstrip())
    if not low < high or len(clause[low:high].split()) > _MOST_WORDS:
        return None
    return (low, high), found.span("cue")


def _lowered(text: str) -> str:
    """A mention without the capital that it may owe to the beginning of a sentence."""
    return text[:1].lower() + text[1:]


@cache
def _frames(language: str) -> tuple[re.Pattern[str], ...]:
    """Who says a clause behind it by a verb, behind it, and before it; as the subject, before the verb and behind it."""
    table: dict[str, list[str]] = lexicon("plain_said")[language]
    lead, cue, that, article, but = (
        f"(?:{'|'.join(table[name])})" for name in ("lead", "cue", "that", "article", "but")
    )
    who = rf"(?P<who>(?:(?i:{article}\b|l’|l')|[^\W\d_a-zà-ÿ])[^,:()«»“”\"]*?)"
    return (
        re.compile(rf", (?P<cue>(?i:{cue})) {who}(?=[,.]|$)"),
        re.compile(rf", (?P<cue>(?i:{lead})) {who}(?=[,.]|$)"),
        re.compile(rf"^\s*(?P<cue>(?i:{lead})) {who},"),
        re.compile(rf"^\s*(?:(?i:{but}) )?{who} (?P<cue>(?i:{cue}))(?:,| (?:{that})\b)"),
        re.compile(rf"^\s*(?P<cue>(?i:{cue})) {who}(?:,| (?:{that})\b)"),
    )


@cache
def _hearsay(language: str) -> re.Pattern[str]:
    told = "|".join(lexicon("nobody")[language]["hearsay"])
    return re.compile(rf"(?:^\s*|[,;] )(?P<told>{told})(?!\w)", re.IGNORECASE)


@cache
def _ends(language: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(lexicon('plain_said')[language]['ends'])})(?!\w)")
