"""Lists whose members have a figure each: "Amber (3 million), horses (2 million)"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Figure

#: Members that make a list.
_LIST: Final = 2
#: Words that a bracket has at most that holds a figure and hardly anything else.
_LONGEST_BRACKET: Final = 14
_STOPS: Final = frozenset(".,;:—–-…")
_JOINTS: Final = frozenset(("and", "or", "as", "well", "und", "sowie", "oder", "y", "e", "o", "et", "ou"))


def members(row: tuple[Token, ...], quantities: Sequence[Figure]) -> list[tuple[Token, ...]]:
    """The members of a list "X (54%), Y (48%)": each ends with its bracket. Empty where there is no such list."""
    shares = _shares(row, quantities)
    if shares:
        return shares
    ends = [at for at, token in enumerate(row) if token.text == ")" and _holds_figure(row, at, quantities)]
    if len(ends) < _LIST:
        return []
    first = _list_start(row, ends[0])
    found = [row[:first]] if first else []
    start = first
    for end in ends:
        part = _unjoined(row[start : end + 1])
        if part:
            found.append(part)
        start = end + 1
    return [part for part in (_unjoined(part) for part in found) if part]


def _shares(row: tuple[Token, ...], quantities: Sequence[Figure]) -> list[tuple[Token, ...]]:
    """The members of "54% said X, 48% Y and 10% Z": each begins with a share. Empty where there is no such list."""
    shares = {figure.start for figure in quantities if figure.kind in {"percent", "proportion"}}
    starts = [
        at
        for at, token in enumerate(row)
        if (token.start in shares or (at + 1 < len(row) and row[at + 1].start in shares and token.low in _ARTICLES))
        and (at == 0 or row[at - 1].text == "," or row[at - 1].low in _JOINTS)
    ]
    starts = [at for number, at in enumerate(starts) if not number or at - starts[number - 1] > _LIST]
    if len(starts) <= _LIST or any(token.text in {";", ":"} for token in row):
        return []
    edges = [0, *starts[1:], len(row)]
    return [_unjoined(row[start:end]) for start, end in pairwise(edges)]


_ARTICLES: Final = frozenset(
    ("the", "a", "another", "only", "die", "nur", "weitere", "un", "el", "otro", "solo", "les", "seuls")
)


def _list_start(row: Sequence[Token], end: int) -> int:
    """Where a list after a colon starts; 0 where the first member has the frame before it."""
    return next((at + 1 for at in range(end, 0, -1) if row[at].text == ":"), 0)


def _holds_figure(row: Sequence[Token], shut: int, quantities: Sequence[Figure]) -> bool:
    """Whether a bracket holds a figure and hardly anything else."""
    start = next((at for at in range(shut, max(-1, shut - _LONGEST_BRACKET), -1) if row[at].text == "("), None)
    if start is None:
        return False
    return any(row[start].start <= figure.start and figure.end <= row[shut].end for figure in quantities)


def _unjoined(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """A member without the comma, "and" or "as well as" before it."""
    while row and (row[0].text in _STOPS or row[0].low in _JOINTS):
        row = row[1:]
    while row and row[-1].text in ".,;:":
        row = row[:-1]
    return row
