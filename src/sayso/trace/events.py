"""Whether two dates are of one event: a bridge is built in one year, opened in another, and torn down in a third."""

from __future__ import annotations

from typing import Literal

from sayso.align import Subject
from sayso.language.acts import acts

#: "half": the list has an act of one clause alone.
Acts = Literal["same", "other", "half", "unknown"]


def same_act(one: Subject, other: Subject) -> Acts:
    """Whether the clauses of two figures tell of one act, as far as the list has their words."""
    mine, theirs = acts(one.clause, one.language), acts(other.clause, other.language)
    if mine and theirs:
        return "same" if mine & theirs else "other"
    return "half" if mine or theirs else "unknown"
