"""German phrases that name whoever or whatever may speak later, and what they are in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from sayso.extract.attributions.german_refs import is_woman
from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .phrases import is_adjective, is_noun, nominative, phrase
from .small import closed

Part = Literal["subject", "object", "nested", "owner"]
#: Words of a name that stands behind a comma, at least.
_NAME: Final = 2
_KINDS: Final = frozenset(("person", "organisation", "media", "document", "group"))
#: Articles that are no nominative.
_OBJECT: Final = frozenset(
    ("den", "dem", "einen", "einem", "diesen", "diesem", "seinen", "seinem", "ihren", "ihrem", "unseren", "unserem")
)
#: What ties a phrase with an article of its own to another thing of the sentence: "wusste der Minister von den Zahlungen".
_TIES: Final = frozenset(("von", "für", "aus"))
_OWNER: Final = frozenset(("des", "eines", "dieses", "seines", "ihres"))


def spoken_of(row: Sequence[Token], lex: Words) -> Iterator[tuple[Range, Part]]:
    """Each phrase whose noun may speak later, with its part in the sentence: "subject", "object", "nested" or "owner"."""
    at = 0
    if (
        len(row) > _NAME
        and row[0].capital
        and row[0].kind == "word"
        and not row[1].capital
        and kind_of(row[0], lex) is None
        and not closed(row[0], lex)
    ):
        yield (0, 1), "subject"
    while at < len(row):
        found = _phrase_at(row, at, lex)
        if found is None:
            at += 1
            continue
        head, end = found
        part = _part(row, at, end, lex)
        yield (at, end if part == "owner" else _with_name(row, end)), part
        at = head + 1


def _phrase_at(row: Sequence[Token], at: int, lex: Words) -> tuple[int, int] | None:
    """A phrase that begins here: its head's place and its end; None where none does, or its noun cannot speak."""
    opens = row[at].low in lex.sets["words.determiner"] or row[at].low in lex.sets["words.quantity"]
    bare = not opens and row[at].kind == "word" and is_noun(row, at, lex) and not _within(row, at, lex)
    if not opens and not bare:
        return None
    head = at
    while head < len(row) and not (row[head].capital and row[head].kind == "word" and (head > at or bare)):
        if head > at and not is_adjective(row, head, lex, behind=True) and row[head].kind != "number":
            return None
        head += 1
    if at > 1 and row[at - 1].text == "," and row[at - 2].capital and kind_of(row[at - 2], lex) is None:
        return None
    if at and row[at - 1].low == "auf" and head < len(row) and row[head].low == "land":
        return None
    if head >= len(row):
        return None
    woman = opens and kind_of(row[head], lex) is None and is_woman(row[at].low, row[head].low)
    if not woman and kind_of(row[head], lex) not in _KINDS:
        return None
    named = head + 1 < len(row) and row[head + 1].capital and row[head + 1].kind == "word"
    if bare and not named and kind_of(row[head], lex) not in {"group", "person"}:
        return None
    end = phrase(row, at, len(row), lex)
    if end is None or end <= head:
        return None
    loose = (
        index
        for index in range(head + 1, end - 1)
        if row[index].low in _TIES and lex.has("words.determiner", row[index + 1].low)
    )
    return head, next(loose, end)


def _within(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a noun stands behind what its phrase begins with."""
    before = row[at - 1] if at else None
    return before is not None and (
        (before.capital and before.kind == "word" and at > 1)
        or lex.has("words.determiner", before.low)
        or is_adjective(row, at - 1, lex, behind=True)
    )


def _with_name(row: Sequence[Token], end: int) -> int:
    """The end of a phrase with the name that stands beside it: "die Leiterin, Ines Pauli"."""
    if end >= len(row) or row[end].text != ",":
        return end
    stop = end + 1
    while stop < len(row) and row[stop].capital and row[stop].kind == "word":
        stop += 1
    return stop if stop - end > _NAME and (stop == len(row) or row[stop].kind == "mark") else end


def _part(row: Sequence[Token], start: int, end: int, lex: Words) -> Part:
    low = row[start].low
    before = row[start - 1] if start else None
    if before is not None and lex.has("words.inside", before.low) and not before.capital:
        return "nested"
    if low in _OWNER or (before is not None and before.capital and lex.has("words.genitive", low) and start > 1):
        return "owner"
    if low in _OBJECT or not nominative(row, (start, end), lex):
        return "object"
    opens = before is None or before.kind in {"mark", "quote"} or lex.has("words.joint", before.low)
    return "subject" if opens or low in {"der", "er"} else "object"
