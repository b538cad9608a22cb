"""Speech with the cue set inside: « A, dit-il, B » between one pair of marks, and dialogues behind a dash (—A —dijo X—. B)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language.quotes import Quotation
from sayso.language.tokens import Token

from .words import Words, words

_DASHES: Final = frozenset(("—", "–"))
_STOPS: Final = frozenset((",", ".", "!", "?", ";", ":", "…"))
#: Tokens that a cue set inside speech has at most.
_LONGEST: Final = 14
Piece = tuple[int, int]


def pieces(row: Sequence[Token], quotes: Sequence[Quotation], language: str) -> list[Piece]:
    """What is spoken in a block, as places: its quotations, parted where a cue stands inside, and what dashes open."""
    if language not in {"es", "fr"} or not row:
        return [(quote.start, quote.end) for quote in quotes]
    lex = words(language)
    if not quotes and row[0].text in _DASHES:
        return list(_dialogue(row, lex))
    found: list[Piece] = []
    at = 0
    for quote in quotes:
        while at < len(row) and row[at].start < quote.start:
            at += 1
        end = at
        while end < len(row) and row[end].start < quote.end:
            end += 1
        found.extend(_parted(row, at, end, (quote.start, quote.end), lex))
        at = end
    return found


def _parted(row: Sequence[Token], start: int, end: int, place: Piece, lex: Words) -> Iterator[Piece]:
    """A quotation without the cues inside it: « A, a-t-il dit, B », « A, explique Ida Roux. B »."""
    begin = place[0]
    at = start + 1
    while at < end - 1:
        shut = _inserted(row, at, end, lex) if row[at].text == "," else _dashed(row, at, end, lex)
        if shut is None:
            at += 1
            continue
        yield begin, row[at - 1].end
        begin = row[shut].end
        at = shut + 1
    rest = [
        token for token in row[start:end] if token.start >= begin and (begin == place[0] or token.text not in _STOPS)
    ]
    if begin == place[0] or any(token.kind == "word" for token in rest):
        yield (begin if begin == place[0] else rest[0].start, place[1])


def _inserted(row: Sequence[Token], comma: int, end: int, lex: Words) -> int | None:
    """The mark that ends a cue set behind the comma: ", a-t-il dit," or ", explique Ida Roux."; None where none stands."""
    if not _cue_at(row, comma + 1, lex):
        return None
    return next((at for at in range(comma + 2, min(end, comma + _LONGEST)) if row[at].text in _STOPS), None)


def _dashed(row: Sequence[Token], at: int, end: int, lex: Words) -> int | None:
    """The dash that ends a Spanish cue between dashes: "—dijo—"; None where none begins at `at`."""
    if row[at].text not in _DASHES or lex.language != "es" or at + 1 >= end or not _says(row[at + 1], lex, "past"):
        return None
    return next((index for index in range(at + 2, min(end, at + _LONGEST)) if row[index].text in _DASHES), None)


def _cue_at(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a cue verb with its subject behind it begins at `at`."""
    if at + 1 >= len(row) or row[at].capital:
        return False
    if row[at].low in {"s’", "m’", "l’"}:
        at += 1
    token, following = row[at], row[at + 1] if at + 1 < len(row) else None
    if following is None:
        return False
    hung = following.kind == "clitic" and following.low in {"-", "-t-"}
    if lex.has("words.have", token.low) or (hung and token.low in {"est", "sont"}):
        verb = at + 3 if hung else at + 1
        if verb >= len(row) or not _says(row[verb], lex, "participle"):
            return False
        return hung or (verb + 1 < len(row) and _names(row[verb + 1], lex))
    return _says(token, lex, "past") and (hung or _names(following, lex))


def _says(token: Token, lex: Words, tense: str) -> bool:
    return any(form.tense == tense and form.frame == "say" for form in lex.forms.get(token.low, ()))


def _names(token: Token, lex: Words) -> bool:
    """Whether a word begins a subject: a name, or an article."""
    return token.kind in {"word", "clitic"} and (token.capital or lex.has("words.determiner", token.low))


def _dialogue(row: Sequence[Token], lex: Words) -> Iterator[Piece]:
    """A block that opens with a dash: speech, with a cue between dashes (Spanish) or behind a comma (French)."""
    for at in range(1, len(row) - 1):
        dashed = row[at].text in _DASHES and row[at].start > row[at - 1].end
        told = lex.language == "es" and dashed and _says(row[at + 1], lex, "past")
        if not told and not (row[at].text == "," and _cue_at(row, at + 1, lex)):
            continue
        yield row[0].start, row[at - 1].end
        shut = _shut(row, at, dashed=told)
        rest = [token for token in row[shut:] if token.kind == "word"]
        if rest:
            yield next(token.start for token in row[shut:] if token.text not in _STOPS), row[-1].end
        return


def _shut(row: Sequence[Token], at: int, *, dashed: bool) -> int:
    """Where the cue's words end: at the second dash, else at a stop or a comma."""
    for index in range(at + 2, len(row)):
        if row[index].text in _DASHES:
            return index + 1
        if row[index].text in {".", "!", "?"} or (row[index].text == "," and not dashed):
            return index + 1
    return len(row)
