"""What changed between a passage and the claim: one module a family of kinds, each drift with both spans and a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model import Drift
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .ages import age_drifts
from .all_of import all_of_drifts
from .alone import alone_drifts
from .asked import asked_drifts
from .causes import cause_drifts
from .caveats import caveat_drifts
from .classes import class_drifts
from .concepts import concept_drifts, find_confusion
from .conditions import condition_drifts
from .counted import counted_drifts
from .counterpart import counterpart
from .crossed import crossed_drifts
from .degrees import degree_drifts
from .limits import find_limit, limit_drifts
from .measured import figure_drifts
from .modifiers import modifier_drifts
from .narrowed import narrowing_drifts
from .per import per_drifts
from .periods import earlier_drifts, period_drifts
from .proofs import proof_drifts
from .quotes import quote_drifts
from .restricts import restricting_drifts
from .said import source_drifts
from .standing import standing_drifts
from .units import exchange_drifts, point_drifts, unit_drifts

__all__ = ["counterpart", "find_confusion", "find_drifts", "find_figure_drifts", "find_limit"]


def find_drifts(matter: Matter, pairs: Sequence[Pair], *, agreed: bool) -> tuple[Drift, ...]:
    """All that changed between the passage and the claim, of each kind at most one, in the order of the families.

    Where it is not `agreed` that the passage says what the claim says, a quotation that stands there, changed, shows it.
    """
    quotes = list(quote_drifts(matter))
    found: dict[str, Drift] = {}
    for drift in _all(matter, pairs, quotes) if agreed or quotes else _unasked(matter):
        found.setdefault(drift.kind, drift)
    return tuple(found.values())


def find_figure_drifts(matter: Matter, pairs: Sequence[Pair]) -> tuple[Drift, ...]:
    """What changed in the figures themselves, their bounds and units, of each kind at most one."""
    found: dict[str, Drift] = {}
    for drift in (*figure_drifts(matter, pairs), *unit_drifts(matter, pairs)):
        found.setdefault(drift.kind, drift)
    return tuple(found.values())


def _all(matter: Matter, pairs: Sequence[Pair], quotes: Sequence[Drift]) -> Iterator[Drift]:
    theirs = counterpart(matter, pairs)
    yield from figure_drifts(matter, pairs)
    yield from unit_drifts(matter, pairs)
    yield from per_drifts(matter, pairs)
    yield from _unasked(matter)
    yield from period_drifts(matter, pairs, theirs)
    yield from concept_drifts(matter, pairs)
    yield from cause_drifts(matter, theirs)
    yield from counted_drifts(matter, pairs)
    yield from class_drifts(matter, pairs)
    yield from alone_drifts(matter, pairs)
    yield from narrowing_drifts(matter, pairs)
    yield from restricting_drifts(matter, pairs)
    yield from modifier_drifts(matter, pairs)
    yield from age_drifts(matter, pairs)
    yield from asked_drifts(matter, pairs)
    yield from all_of_drifts(matter, pairs)
    yield from (drift for drift in limit_drifts(matter, pairs, theirs) if not _is_told(drift, quotes))
    yield from (drift for drift in condition_drifts(matter, theirs) if not _is_told(drift, quotes))
    yield from degree_drifts(matter, theirs)
    yield from standing_drifts(matter, pairs, theirs)
    yield from proof_drifts(matter, theirs)
    yield from source_drifts(matter, theirs)
    yield from quotes
    yield from caveat_drifts(matter)


def _unasked(matter: Matter) -> Iterator[Drift]:
    """What shows although the figures of claim and passage do not agree."""
    yield from point_drifts(matter)
    yield from exchange_drifts(matter)
    yield from earlier_drifts(matter)
    yield from crossed_drifts(matter)


def _is_told(drift: Drift, quotes: Sequence[Drift]) -> bool:
    """Whether a limit that was left out is what a quotation lost."""
    at = drift.source_span
    return any(
        one.kind != "unquoted_reuse" and one.source_span.start <= at.start and at.end <= one.source_span.end
        for one in quotes
    )
