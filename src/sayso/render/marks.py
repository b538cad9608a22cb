"""The text cut at the edges of its marks: stretches that nothing begins or ends in, each with all that lies over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from sayso.model import Ledger

from .figure_words import figure_words
from .safe import link
from .view import View, known
from .words import FLAGS

Layer = Literal["link", "claim", "figure", "source", "cue", "flag"]

_DOTTED: Final = ("hedge", "weasel")


@dataclass(frozen=True)
class Mark:
    """A mark over `text[start:end]`. `kind` is its class; `number` a claim's number; `note` what it says when asked."""

    start: int
    end: int
    layer: Layer
    kind: str
    number: int = 0
    note: str = ""


@dataclass(frozen=True)
class Stretch:
    """A piece of text over which the marks do not change; `marks` are those over it, the shortest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    def of(self, *layers: Layer) -> tuple[Mark, ...]:
        """The marks of these layers, the shortest first."""
        return tuple(mark for mark in self.marks if mark.layer in layers)


def marks_of(view: View) -> tuple[Mark, ...]:
    """Every mark of a ledger, in the order of the text, longer ones first where they start together."""
    marks = (*_claims(view), *_said(view.ledger), *_rest(view.ledger))
    return tuple(sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end, m.layer, m.number)))


def _claims(view: View) -> Iterator[Mark]:
    for each in view.claims:
        yield Mark(each.claim.start, each.claim.end, "claim", each.claim.sort, each.number)


def _said(ledger: Ledger) -> Iterator[Mark]:
    for said in ledger.attributions:
        state = known(said)
        yield from (Mark(span.start, span.end, "source", state, note=f"source: {state}") for span in said.source)
        yield from (Mark(span.start, span.end, "cue", "cue") for span in said.cue)


def _rest(ledger: Ledger) -> Iterator[Mark]:
    for figure in ledger.figures:
        yield Mark(figure.start, figure.end, "figure", "fig", note=figure_words(figure))
    for flag in ledger.flags:
        kind = "dots" if flag.category in _DOTTED else "waves"
        yield Mark(flag.start, flag.end, "flag", kind, note=FLAGS[flag.category])
    for each in ledger.document.links:
        if link(each.href):
            yield Mark(each.start, each.end, "link", "link", note=each.href)


def cut(marks: Iterable[Mark], start: int, end: int) -> Iterator[Stretch]:
    """The stretches from `start` to `end`, in order and without a gap; `marks` are those that reach into them.

    Cost: (edges) times (marks over one place).
    """
    held = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(min(max(at, start), end) for mark in held for at in (mark.start, mark.end))})
    waiting = iter([*sorted(held, key=lambda mark: mark.start)])
    following = next(waiting, None)
    active: list[Mark] = []
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left]
        while following is not None and following.start <= left:
            active.append(following)
            following = next(waiting, None)
        yield Stretch(left, right, tuple(sorted(active, key=_shortest)))


def _shortest(mark: Mark) -> tuple[int, int, int]:
    return mark.end - mark.start, mark.start, mark.number
