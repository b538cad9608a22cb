"""Claims whose only source is another part of the same text: "as mentioned above", "as this article has shown"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.model import Attribution, Document, Sentence

from .conflict import Conflict
from .sides import keys_of, meets, telling
from .words import Words

#: Where something is said, where that ends, and where its source stands.
_Told = tuple[int, int, int]
#: So many say-sos further up are held against a sentence.
_REACH: Final = 200
_BECAUSE: Final = "the only source named for this is another part of the same text"


def check_own(
    doc: Document, sentences: Sequence[Sentence], attributions: Sequence[Attribution], words: Words
) -> Iterator[Conflict]:
    """Find where a text calls itself as its only witness.

    Silent where the sentence has a link or is laid to another source, and where what it says was laid to a source further up.
    """
    links = sorted(link.start for link in doc.links)
    told = sorted(
        (span.start, span.end, saying.source[0].start)
        for saying in attributions
        if saying.source
        for span in saying.content
    )
    for match in words.own.finditer(doc.text):
        at = bisect_right(sentences, match.start(), key=lambda one: one.start) - 1
        if at < 0 or match.end() > sentences[at].end:
            continue
        sentence, own = sentences[at], match.span()
        if bisect_left(links, sentence.start) != bisect_left(links, sentence.end):
            continue
        if not _is_laid(told, sentence, own) and not _was_laid(doc, told, sentence, own, words):
            yield Conflict(own, None, f"{_BECAUSE}: “{match.group()}”", "weasel")


def _is_laid(told: Sequence[_Told], sentence: Sentence, own: tuple[int, int]) -> bool:
    """Whether another source is said to say most of a sentence, beside the words in which the text names itself."""
    rest = sentence.end - sentence.start - (own[1] - own[0])
    inside = told[bisect_left(told, (sentence.start, 0, 0)) : bisect_left(told, (sentence.end, 0, 0))]
    return any(2 * (end - start) > rest for start, end, source in inside if not own[0] <= source < own[1])


def _was_laid(doc: Document, told: Sequence[_Told], sentence: Sentence, own: tuple[int, int], words: Words) -> bool:
    """Whether a source further up is said to say what the sentence says, for all that its words tell."""
    language = doc.language.partition("-")[0]
    mine = telling(doc.text[sentence.start : sentence.end], sentence.start, [own], language, words)
    before = bisect_left(told, (sentence.start, 0, 0))
    for start, end, _ in told[max(0, before - _REACH) : before]:
        keys = keys_of(telling(doc.text[start:end], start, (), language, words))
        if 2 * sum(meets(word, keys) for word in mine) >= len(mine):
            return True
    return False
