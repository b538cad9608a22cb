"""Which passage is shown where rules are sure of none: the one that says most of the claim, by the reader of pairs.

The reader tells well whether a passage speaks of what a claim speaks of, badly whether "killed" is "injured": so it puts passages in order, and no
finding rests on it. Of a claim with figures the passages that rules put first are read; of one without, those that the search put first (`sayso.evidence.again`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from sayso.align.paired import Side, paired
from sayso.evidence import reread
from sayso.language.pairs import pairs_reader

from .figures import is_there

if TYPE_CHECKING:
    from .findings import Held
    from .matter import Asked

#: Passages that are read beside a claim, at most.
READ: Final = 5
#: Where no passage says more of the claim than this, the order stays as it is. Set on our own drift set.
_SAYS: Final = 0.5
#: What speaks for a document weighs this much here, where likelihoods are compared.
_FAVOUR: Final = 0.25


def by_reading(asked: Asked, held: Sequence[Held]) -> list[Held]:
    """The passages of a claim, those that say most of it first, if nothing is sure; else as they are.

    So they stay where the reader's weights are missing, and where a language is not served.
    """
    if any(one.is_found for one in held):
        return list(held)
    return _with_figures(asked, held) if asked.placed else _without_figures(asked, held)


def _without_figures(asked: Asked, held: Sequence[Held]) -> list[Held]:
    near = sorted((one for one in held if one.is_near), key=lambda one: -_score(one))
    read = reread(Side(asked.claim.text, asked.language, (), asked.claim.start), near, _score, _side)
    if read is None:
        return list(held)
    chosen = set(map(id, near))
    return [
        *(replace(one, worth=worth) for one, worth in read),
        *(one for one in held if id(one) not in chosen),
    ]


def _score(one: Held) -> float:
    """What the search gave, in which what speaks for a document counts already, and how far that moves for what the article's other sentences say."""
    return one.candidate.worth


def _with_figures(asked: Asked, held: Sequence[Held]) -> list[Held]:
    reader = pairs_reader()
    near = list(islice((one for one in held if one.is_near), READ))
    if reader is None or len(near) < 2:  # noqa: PLR2004  one has no order
        return list(held)
    if any(is_there(pair) for pair in held[0].pairs):
        return list(held)
    claim = Side(asked.claim.text, asked.language, asked.figures, asked.claim.start)
    pairs = [paired(claim, _side(one)) for one in near]
    if not all(map(reader.serves, pairs)):
        return list(held)
    unsaid = [odds.unsaid for odds in reader.read(pairs)]
    if min(unsaid) > _SAYS:
        return list(held)
    order = sorted(range(len(near)), key=lambda number: unsaid[number] - _FAVOUR * near[number].standing.favour)
    chosen = set(map(id, near))
    read = [replace(near[number], worth=-unsaid[number]) for number in order]
    return [*read, *(one for one in held if id(one) not in chosen)]


def _side(one: Held) -> Side:
    passage, figures = one.candidate.passage, one.matter.source.figures
    first = bisect_left(figures, passage.start, key=lambda figure: figure.start)
    here = takewhile(lambda figure: figure.start < passage.end, islice(figures, first, None))
    inside = [figure for figure in here if figure.end <= passage.end]
    return Side(passage.text, passage.language, inside, passage.start)
