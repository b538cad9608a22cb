"""The drift of a caveat that stands beside the passage in the source document, and nowhere in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.language import fold, lexicon, served
from sayso.model import Document, Drift, Sentence, Span
from sayso.trace.matter import Matter

#: From this likeness on, a caveat of the article is the source document's.
_ALIKE: Final = 0.3
#: How many sentences behind the passage are read.
_FURTHEST: Final = 3


def caveat_drifts(matter: Matter) -> Iterator[Drift]:
    """What is said behind the passage of what its figures do not show, where the article has no such words.

    Only of claims with figures. A caveat that stands further behind must be one whatever its sentence speaks of.
    """
    asked, doc = matter.asked, matter.source.document
    found = _caveats(matter) if asked.figures else []
    if not found:
        return
    text = doc.text[found[0].start : found[-1].end]
    yield Drift(
        kind="caveat_omitted",
        claim_span=Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text),
        source_span=Span(start=found[0].start, end=found[-1].end, text=text),
        because=f"beside the passage stands “{text}”; the article does not say so",
    )


def _caveats(matter: Matter) -> list[Sentence]:
    """The caveats behind the passage that the article lacks, up to the first sentence that is none."""
    passage, text = matter.candidate.passage, matter.source.document.text

    def is_one(at: int, sentence: Sentence) -> bool:
        said = text[sentence.start : sentence.end]
        return _has_caveat(said, passage.language, beside=at == 0) and not _is_told(matter, said)

    behind = enumerate(_behind(matter))
    first = dropwhile(lambda each: not is_one(*each), behind)
    return [sentence for _, sentence in takewhile(lambda each: is_one(*each), first)]


def _is_told(matter: Matter, caveat: str) -> bool:
    """Whether the article has the words of a caveat beside the claim, or anywhere of the same matter."""
    asked = matter.asked
    doc = asked.article.document
    told = _patterns(served(asked.language)).told
    if _says_limits(_paragraph(doc, asked.claim.start), asked.language) or told.search(fold(asked.sentence).text):
        return True
    theirs = read_sense(caveat, matter.candidate.passage.language)
    said = (doc.text[one.start : one.end] for one in asked.article.sentences)
    limited = (text for text in said if _says_limits(text, asked.language))
    return any(align_subjects(read_sense(text, asked.language), theirs).score >= _ALIKE for text in limited)


def _behind(matter: Matter) -> Sequence[Sentence]:
    """The sentences behind the passage in its paragraph, or the one that opens the next where the passage closes its own."""
    passage, source = matter.candidate.passage, matter.source
    blocks = source.document.blocks
    here = next((at for at, one in enumerate(blocks) if one.start <= passage.start < one.end), None)
    high = blocks[here].end if here is not None else len(source.document.text)
    at = bisect_left(source.sentences, passage.end, key=lambda sentence: sentence.start)
    found = list(takewhile(lambda one: one.start < high, source.sentences[at : at + _FURTHEST]))
    is_text = here is not None and blocks[here].kind == "paragraph"
    return found or (source.sentences[at : at + 1] if is_text else ())


def _paragraph(doc: Document, at: int) -> str:
    block = next((block for block in doc.blocks if block.start <= at < block.end), None)
    return doc.text[block.start : block.end] if block else doc.text


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What says that something is not shown, what does so alone, and what such a sentence speaks of or begins with.

    `told` is what an article says instead, `other` how a sentence begins that is of another number.
    """

    limits: re.Pattern[str]
    alone: re.Pattern[str]
    speaks: re.Pattern[str]
    told: re.Pattern[str]
    other: re.Pattern[str]


def _says_limits(text: str, language: str) -> bool:
    """Whether a text has any of the words of a caveat."""
    patterns, folded = _patterns(served(language)), fold(text).text
    return any(one.search(folded) is not None for one in (patterns.limits, patterns.alone))


def _has_caveat(text: str, language: str, *, beside: bool) -> bool:
    """Whether a sentence says what figures do not show: it has such words, and speaks of figures or takes something back, or needs neither."""
    patterns, folded = _patterns(served(language)), fold(text).text
    if patterns.other.match(folded):
        return False
    if patterns.alone.search(folded) is not None:
        return True
    return beside and patterns.limits.search(folded) is not None and patterns.speaks.search(folded) is not None


@cache
def _patterns(language: str) -> _Patterns:
    listed: dict[str, list[str]] = lexicon("caveats")[language]
    limits, alone, told = (
        "|".join(re.escape(phrase).replace(r"\*", r"(?:[^\s.;]+ ){0,4}?") for phrase in listed[name])
        for name in ("limits", "alone", "told")
    )
    about = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed["about"])
    begins, other = ("|".join(re.escape(word) for word in listed[name]) for name in ("begins", "other"))
    return _Patterns(
        limits=_whole(limits),
        alone=_whole(alone),
        speaks=re.compile(rf"(?<!\w)(?:{about})(?!\w)|^\W*(?:{begins})(?!\w)", re.IGNORECASE),
        told=_whole(told),
        other=re.compile(rf"\W*(?:{other})(?!\w)", re.IGNORECASE),
    )


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
