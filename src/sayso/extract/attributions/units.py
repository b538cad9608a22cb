"""A document cut into units: stretches between full stops that lie outside quotations, each a row of tokens."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.language.fold import fold
from sayso.language.quotes import Quotation, quotations
from sayso.language.tokens import Token, tokens
from sayso.model import Block, Document, Sentence

from .dialogue import Piece, pieces

_OPENING: Final = tuple("“„«\"»‟‘'")
_BRACKETS: Final = frozenset("([")
_CLOSING: Final = frozenset("”“»«\"'’‘›‟")
_LONGEST_ASIDE: Final = 60
#: Letters from which on a quotation may tell of somebody else's words.
_SPEECH: Final = 30
#: Tokens after which a unit ends though no sentence does, so that cost stays linear on a text without full stops.
_LONGEST_UNIT: Final = 400
#: Where and when an agency's report was filed, before its first sentence: "SAINT-OMER, 6 mars (AIP) — ".
_DATELINE: Final = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ]{2}[^()\n—–]{0,60}?(?: ?\([^()\n]{1,40}\))?|[A-ZÀ-ÖØ-Þ][^()\n—–.]{0,60} ?\([^()\n]{1,40}\))"
    r"[.:]? ?(?:[—–]|(?<=[ .)])-{1,2}(?= )) ?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as a reader takes it: what is quoted in it counts as one token, however many sentences that holds."""

    items: tuple[Token, ...]
    block: int

    @property
    def start(self) -> int:
        """Where its first token starts in the document."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.items[-1].end


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block with its units and the quotations that lie in no other; `inner` is what stands within each of these."""

    block: Block
    units: tuple[Unit, ...]
    quotes: tuple[Quotation, ...]
    inner: tuple[Stretch, ...] = ()


def stretches(doc: Document, sentences: Sequence[Sentence], language: str) -> Iterator[Stretch]:
    """Each block that may report, read into units."""
    starts = [sentence.start for sentence in sentences]
    every = doc.stretches()
    for number, block in enumerate(every):
        if block.asserts:
            following = every[number + 1].start if number + 1 < len(every) else len(doc.text)
            goes_on = doc.text[following : following + 1] in _OPENING
            yield _stretch(doc, number, block, starts, language, goes_on=goes_on)


def _stretch(doc: Document, number: int, block: Block, starts: list[int], language: str, *, goes_on: bool) -> Stretch:
    """A block read into units. A quotation left open is one only where the next block repeats the mark (`goes_on`)."""
    folded = fold(doc.text[block.start : block.end])
    quotes = tuple(quote for quote in quotations(folded, block.start) if quote.depth == 0 and (quote.closed or goes_on))
    plain = tokens(folded, block.start, language)
    spoken = pieces(plain, quotes, language)
    row = _asides(_collapsed(plain, spoken, doc.text))
    units = tuple(Unit(tuple(items), number) for items in _cut(row, _past_dateline(doc.text, block, starts)))
    inner = tuple(_inside(doc.text, number, place, language) for place in spoken if place[1] - place[0] >= _SPEECH)
    return Stretch(block, units, quotes, inner)


def _past_dateline(text: str, block: Block, starts: list[int]) -> list[int]:
    """Where sentences start, with the first one of a block behind its dateline, if it has one."""
    dateline = _DATELINE.match(text, block.start, block.end)
    if dateline is None:
        return starts
    every = list(starts)
    insort(every, dateline.end())
    return every


def _inside(text: str, number: int, place: Piece, language: str) -> Stretch:
    """What stands within a quotation, cut at each full stop."""
    start = place[0] + (text[place[0]] in _OPENING)
    end = place[1] - (text[place[1] - 1] in _CLOSING)
    folded = fold(text[start:end])
    quotes = tuple(quote for quote in quotations(folded, start) if quote.depth == 0 and quote.closed)
    row = _asides(_collapsed(tokens(folded, start, language), [(quote.start, quote.end) for quote in quotes], text))
    starts = [token.start for before, token in pairwise(row) if before.text in {".", "!", "?"}]
    units = tuple(Unit(tuple(items), number) for items in _cut(row, [start, *starts]))
    return Stretch(Block(start=start, end=end, kind="paragraph"), units, quotes)


def _collapsed(row: Sequence[Token], spoken: Sequence[Piece], text: str) -> list[Token]:
    """The tokens, with each quotation taken as one."""
    found: list[Token] = []
    at = 0
    for start, end in spoken:
        while at < len(row) and row[at].start < start:
            found.append(row[at])
            at += 1
        while at < len(row) and row[at].start < end:
            at += 1
        found.append(Token(text[start:end], "“”", start, end, "quote"))
    return found + list(row[at:])


def _asides(row: list[Token]) -> list[Token]:
    """The tokens, with each short bracket taken as one: "(D-Ohio)"."""
    if _BRACKETS.isdisjoint([token.text for token in row]):
        return row
    found: list[Token] = []
    at = 0
    while at < len(row):
        shut = _bracket_end(row, at) if row[at].text in "([" else None
        if shut is None:
            found.append(row[at])
            at += 1
            continue
        found.append(Token("()", "()", row[at].start, row[shut].end, "aside"))
        at = shut + 1
    return found


def _bracket_end(row: list[Token], at: int) -> int | None:
    shut = ")" if row[at].text == "(" else "]"
    last = min(len(row), at + _LONGEST_ASIDE)
    return next((index for index in range(at + 1, last) if row[index].text == shut), None)


def _cut(row: list[Token], starts: list[int]) -> Iterator[list[Token]]:
    unit: list[Token] = []
    for token in row:
        if unit and (len(unit) >= _LONGEST_UNIT or _apart(unit[-1], token, starts)):
            yield unit
            unit = []
        unit.append(token)
    if unit:
        yield unit


def _apart(last: Token, token: Token, starts: list[int]) -> bool:
    """Whether a sentence ends between the two; one that ends in a quotation on a comma goes on."""
    if token.kind == "quote" and last.text in {".", "!", "?"}:
        return True
    before = bisect_right(starts, token.start)
    if not before or starts[before - 1] < last.end:
        return False
    if token.kind == "mark" and token.text not in "-–—•*#@":
        return False
    return not (last.kind == "quote" and last.text[-2:-1] in ",;")
