"""Distancing quotation marks: words in quotation marks that nobody is said to have said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from typing import Final

from sayso.language.fold import fold
from sayso.language.quotes import Quotation, quotations
from sayso.language.tokens import Token, tokens
from sayso.model import Document

from .lists import Lists
from .marks import Mark

#: Words in quotation marks up to which they may only mark a wording.
_SHORT: Final = 4
#: Words before a quotation among which "so-called" or "a sort of" decides, and those among which a verb of saying does.
_CLOSE: Final = 5
_NEAR: Final = 40
#: Of a single word in quotation marks (three tokens with its marks) only a verb as near as this tells who said it.
_ALONE: Final = 3
_CLOSER: Final = 12
_ENDS: Final = frozenset(".!?")
#: Words that lead a quotation in, yet say nothing of speech by themselves.
_WEAK: Final = frozenset(
    (
        "is",
        "was",
        "that",
        "are",
        "were",
        "be",
        "been",
        "ist",
        "war",
        "sei",
        "es",
        "era",
        "fue",
        "que",
        "est",
        "était",
        "as",
        "show",
        "series",
        "play",
        "als",
        "como",
        "comme",
    )
)


def distancing_quotes(doc: Document, lists: Lists) -> Iterator[Mark]:
    """Short quotations that nobody is said to have said: "a sort of “vacation”". Blocks that assert nothing are passed over."""
    for block in (each for each in doc.stretches() if each.asserts):
        folded = fold(doc.text[block.start : block.end])
        quotes = quotations(folded, block.start)
        if quotes:
            row = tokens(folded, block.start, lists.language)
            starts = [token.start for token in row]
            yield from (mark for quote in quotes if (mark := _distancing(row, starts, quote, lists)))


def _distancing(row: Sequence[Token], starts: Sequence[int], quote: Quotation, lists: Lists) -> Mark | None:
    first, end = bisect_right(starts, quote.start - 1), bisect_right(starts, quote.end - 1)
    inner = [token for token in row[first:end] if token.kind in {"word", "number", "clitic"}]
    if not quote.closed or quote.depth or not 0 < len(inner) <= _SHORT or first == 0:
        return None
    before = row[first - 1]
    if before.kind == "mark" or _introduces(before, lists):
        return None
    near = any(token.low in lists.words["distancing_near"] for token in row[max(0, first - _CLOSE) : first])
    if not near and (
        _is_title(inner, before, lists) or _ends_in(row[end - 2 : end], "!?") or _spoken(row, first, end, lists)
    ):
        return None
    because = f"the quotation marks around “{' '.join(token.text for token in inner)}” quote nobody; they set the author apart from the word"
    return Mark(quote.start, quote.end, "distancing_quote", because)


def _introduces(token: Token, lists: Lists) -> bool:
    """Whether a word leads a quotation in: "said", "called"."""
    return token.low in lists.words["quoting"] and token.low not in lists.words["distancing_before"]


def _ends_in(last: Sequence[Token], marks: str) -> bool:
    """Whether a quotation ends with one of the marks: an outcry or a question is speech."""
    return any(token.text in marks for token in last)


def _is_title(inner: Sequence[Token], before: Token, lists: Lists) -> bool:
    """Whether a quotation looks like the title of a work or a name: its first and last word have a capital.

    A German noun always has one: alone behind a small word, it tells nothing.
    """
    small = not before.capital or before.low in lists.words["distancing_before"]
    if lists.language == "de" and len(inner) == 1 and small:
        return False
    return inner[0].capital and inner[-1].capital


def _spoken(row: Sequence[Token], first: int, end: int, lists: Lists) -> bool:
    """Whether a verb of saying or naming stands in the same sentence, so that somebody may be quoted."""
    alone = end - first <= _ALONE
    before = takewhile(
        lambda token: token.text not in _ENDS, reversed(row[max(0, first - (_CLOSER if alone else _NEAR)) : first])
    )
    behind = takewhile(lambda token: token.text not in _ENDS, row[end : end + (_CLOSE if alone else _NEAR)])
    return any(token.low in lists.strong and token.low not in _WEAK for token in chain(before, behind))
