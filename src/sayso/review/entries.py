"""Figures, attributions and flags found again at a place."""

from __future__ import annotations

from sayso.model import EntryKind, Ledger

from .anchors import stands_at


def entry_at(ledger: Ledger, kind: EntryKind, ident: str, place: tuple[int, int]) -> str | None:
    """The id of the figure, flag or attribution that stands at a place; of several, the one with the same id.

    An attribution stands where its cue does, else its source, else its content.
    """
    if kind == "attribution":
        spans = [(said.id, stands_at(said)) for said in ledger.attributions]
        found = [each for each, span in spans if span and (span.start, span.end) == place]
    else:
        entries = ledger.figures if kind == "figure" else ledger.flags
        found = [each.id for each in entries if (each.start, each.end) == place]
    return ident if ident in found else found[0] if found else None
