"""The drift of a caveat that stands beside the passage in the source document, and nowhere in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from sayso.language import fold, lexicon, served
from sayso.model import Document, Drift, Sentence, Span
from sayso.trace.matter import Matter

#: Sentences after the passage that may hold its caveat.
_AFTER: Final = 2


def caveat_drifts(matter: Matter) -> Iterator[Drift]:
    """A sentence behind the passage that says what its figures do not show, where the article has no such words.

    Only of claims with figures, and of the sentences of the passage's own paragraph.
    """
    asked, passage = matter.asked, matter.candidate.passage
    if not asked.figures or _says_limits(_paragraph(asked.article.document, asked.claim.start), asked.language):
        return
    for sentence in _beside(matter):
        text = matter.source.document.text[sentence.start : sentence.end]
        if _has_caveat(text, passage.language):
            yield Drift(
                kind="caveat_omitted",
                claim_span=Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text),
                source_span=Span(start=sentence.start, end=sentence.end, text=text),
                because=f"beside the passage stands “{text}”; the article does not say so",
            )
            return


def _beside(matter: Matter) -> Iterator[Sentence]:
    """The sentences behind the passage, in its paragraph."""
    passage, source = matter.candidate.passage, matter.source
    block = next((one for one in source.document.blocks if one.start <= passage.start < one.end), None)
    low, high = (block.start, block.end) if block else (0, len(source.document.text))
    behind = (one for one in source.sentences if max(low, passage.end) <= one.start < high)
    yield from islice(behind, _AFTER)


def _paragraph(doc: Document, at: int) -> str:
    block = next((block for block in doc.blocks if block.start <= at < block.end), None)
    return doc.text[block.start : block.end] if block else doc.text


def _says_limits(text: str, language: str) -> bool:
    return _patterns(served(language))[0].search(fold(text).text) is not None


def _has_caveat(text: str, language: str) -> bool:
    """Whether a text says what figures do not show: by its words, and because it speaks of figures or takes something back."""
    limits, speaks = _patterns(served(language))
    folded = fold(text).text
    return limits.search(folded) is not None and speaks.search(folded) is not None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed: dict[str, list[str]] = lexicon("caveats")[language]
    limits = "|".join(re.escape(phrase).replace(r"\*", r"(?:[^\s.;]+ ){0,4}?") for phrase in listed["limits"])
    about = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed["about"])
    begins = "|".join(re.escape(word) for word in listed["begins"])
    return (
        re.compile(rf"(?<!\w)(?:{limits})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{about})(?!\w)|^\W*(?:{begins})(?!\w)", re.IGNORECASE),
    )
