"""The drift of a caveat that stands beside the passage in the source document, and nowhere in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.language import fold, lexicon, served
from sayso.model import Document, Drift, Sentence, Span
from sayso.trace.matter import Matter

#: From this likeness on, a caveat of the article is the source document's.
_ALIKE: Final = 0.3


def caveat_drifts(matter: Matter) -> Iterator[Drift]:
    """A sentence behind the passage that says what its figures do not show, where the article has no such words.

    Only of claims with figures, and of the sentence right behind the passage in its paragraph.
    """
    asked, passage = matter.asked, matter.candidate.passage
    sentence = _behind(matter) if asked.figures else None
    if sentence is None:
        return
    text = matter.source.document.text[sentence.start : sentence.end]
    if _has_caveat(text, passage.language) and not _is_told(matter, text):
        yield Drift(
            kind="caveat_omitted",
            claim_span=Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text),
            source_span=Span(start=sentence.start, end=sentence.end, text=text),
            because=f"beside the passage stands “{text}”; the article does not say so",
        )


def _is_told(matter: Matter, caveat: str) -> bool:
    """Whether the article has the words of a caveat beside the claim, or anywhere of the same matter."""
    asked = matter.asked
    doc = asked.article.document
    if _says_limits(_paragraph(doc, asked.claim.start), asked.language):
        return True
    theirs = read_sense(caveat, matter.candidate.passage.language)
    said = (doc.text[one.start : one.end] for one in asked.article.sentences)
    limited = (text for text in said if _says_limits(text, asked.language))
    return any(align_subjects(read_sense(text, asked.language), theirs).score >= _ALIKE for text in limited)


def _behind(matter: Matter) -> Sentence | None:
    """The sentence right behind the passage, in its paragraph."""
    passage, source = matter.candidate.passage, matter.source
    block = next((one for one in source.document.blocks if one.start <= passage.start < one.end), None)
    high = block.end if block else len(source.document.text)
    at = bisect_left(source.sentences, passage.end, key=lambda sentence: sentence.start)
    return next((one for one in source.sentences[at : at + 1] if one.start < high), None)


def _paragraph(doc: Document, at: int) -> str:
    block = next((block for block in doc.blocks if block.start <= at < block.end), None)
    return doc.text[block.start : block.end] if block else doc.text


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What says that something is not shown, and what such a sentence speaks of or begins with."""

    limits: re.Pattern[str]
    speaks: re.Pattern[str]


def _says_limits(text: str, language: str) -> bool:
    """Whether a text has any of the words of a caveat."""
    return _patterns(served(language)).limits.search(fold(text).text) is not None


def _has_caveat(text: str, language: str) -> bool:
    """Whether a sentence says what figures do not show: it has such words, and speaks of figures or takes something back."""
    patterns, folded = _patterns(served(language)), fold(text).text
    return patterns.limits.search(folded) is not None and patterns.speaks.search(folded) is not None


@cache
def _patterns(language: str) -> _Patterns:
    listed: dict[str, list[str]] = lexicon("caveats")[language]
    limits = "|".join(re.escape(phrase).replace(r"\*", r"(?:[^\s.;]+ ){0,4}?") for phrase in listed["limits"])
    about = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed["about"])
    begins = "|".join(re.escape(word) for word in listed["begins"])
    return _Patterns(
        re.compile(rf"(?<!\w)(?:{limits})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{about})(?!\w)|^\W*(?:{begins})(?!\w)", re.IGNORECASE),
    )
