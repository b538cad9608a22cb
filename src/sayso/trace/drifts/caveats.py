"""The drift of a caveat that stands beside the passage in the source document, and nowhere in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.language import fold, lexicon, served
from sayso.model import Document, Drift, Sentence, Span
from sayso.trace.matter import Matter

#: Sentences after the passage that may hold its caveat.
_AFTER: Final = 2
#: From this likeness on, a caveat of the article is the source document's.
_ALIKE: Final = 0.3


def caveat_drifts(matter: Matter) -> Iterator[Drift]:
    """A sentence behind the passage that says what its figures do not show, where the article has no such words.

    Only of claims with figures, and of the sentences of the passage's own paragraph.
    """
    asked, passage = matter.asked, matter.candidate.passage
    if not asked.figures:
        return
    for number, sentence in enumerate(_beside(matter)):
        text = matter.source.document.text[sentence.start : sentence.end]
        if not _has_caveat(text, passage.language, near=not number):
            continue
        if _is_told(matter, text):
            return
        yield Drift(
            kind="caveat_omitted",
            claim_span=Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text),
            source_span=Span(start=sentence.start, end=sentence.end, text=text),
            because=f"beside the passage stands “{text}”; the article does not say so",
        )
        return


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


def _beside(matter: Matter) -> Iterator[Sentence]:
    """The sentences behind the passage in its paragraph, and the one that opens the next."""
    passage, source = matter.candidate.passage, matter.source
    blocks = source.document.blocks
    at = next((at for at, one in enumerate(blocks) if one.start <= passage.start < one.end), None)
    high = len(source.document.text) if at is None else blocks[at].end
    behind = (one for one in source.sentences if passage.end <= one.start)
    yield from islice((one for one in behind if one.start < high), _AFTER)
    if at is not None and at + 1 < len(blocks) and blocks[at + 1].kind == "paragraph":
        yield from islice((one for one in source.sentences if one.start >= blocks[at + 1].start), 1)


def _paragraph(doc: Document, at: int) -> str:
    block = next((block for block in doc.blocks if block.start <= at < block.end), None)
    return doc.text[block.start : block.end] if block else doc.text


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What says by itself that something is not shown, what may say it, what such a sentence speaks of, and what points back."""

    plain: re.Pattern[str]
    unsure: re.Pattern[str]
    speaks: re.Pattern[str]
    points: re.Pattern[str]


def _says_limits(text: str, language: str) -> bool:
    """Whether a text has any of the words of a caveat."""
    patterns, folded = _patterns(served(language)), fold(text).text
    return any(pattern.search(folded) for pattern in (patterns.plain, patterns.unsure))


def _has_caveat(text: str, language: str, *, near: bool) -> bool:
    """Whether a sentence says what figures do not show.

    Where others stand between it and the passage, it must speak of figures, and not point to the sentence right before it.
    """
    patterns, folded = _patterns(served(language)), fold(text).text
    speaks, plain = (pattern.search(folded) is not None for pattern in (patterns.speaks, patterns.plain))
    if not near:
        return speaks and not patterns.points.search(folded) and (plain or patterns.unsure.search(folded) is not None)
    return plain or (speaks and patterns.unsure.search(folded) is not None)


@cache
def _patterns(language: str) -> _Patterns:
    listed: dict[str, list[str]] = lexicon("caveats")[language]
    about = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed["about"])
    begins = "|".join(re.escape(word) for word in listed["begins"])
    return _Patterns(
        _phrases(listed["plain"]),
        _phrases(listed["unsure"]),
        re.compile(rf"(?<!\w)(?:{about})(?!\w)|^\W*(?:{begins})(?!\w)", re.IGNORECASE),
        re.compile(rf"^\W*(?:{'|'.join(listed['points'])})(?!\w)", re.IGNORECASE),
    )


def _phrases(listed: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(phrase).replace(r"\*", r"(?:[^\s.;]+ ){0,4}?") for phrase in listed)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
