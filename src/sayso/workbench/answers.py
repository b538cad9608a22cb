"""What the workbench answers to its script, as JSON: the types, of which its description is made, too."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from sayso.model import Event, Judgement, Problem, Sort

from .jobs import State


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what is answered: nothing is left out, so that a script need not know what goes without saying."""


class ClaimRow(Row, frozen=True, kw_only=True):
    """One claim in short: its place, what the machine found and what drifted, as they are shown, and what people did. `heads` are those who contradict each other."""

    id: str
    n: int
    start: int
    end: int
    sort: Sort
    worth: float
    found: str
    drifts: str
    unsure: bool
    known: str
    judged: Judgement | None
    by: str | None
    heads: tuple[tuple[str, Judgement | None], ...]
    conflict: bool
    accepted: bool
    rated: str | None
    notes: int
    edited: bool


class StateRow(Row, frozen=True, kw_only=True):
    """A document as its page's script knows it: the number of its last event, every claim, what is open, what can be undone."""

    head: int
    layout: str
    claims: tuple[ClaimRow, ...]
    to_review: int
    conflicts: int
    signed: int
    changed: bool
    undo: bool
    redo: bool


class EventsRow(Row, frozen=True, kw_only=True):
    """Events with their acts."""

    events: tuple[Event, ...]


class ActedRow(Row, frozen=True, kw_only=True):
    """What orders made, and the document after them."""

    events: tuple[Event, ...]
    state: StateRow


class Trouble(Row, frozen=True, kw_only=True):
    """Why a reading failed, and its mend."""

    message: str
    hint: str | None


class JobRow(Row, frozen=True, kw_only=True):
    """A reading as pages show it."""

    id: str
    name: str
    state: State
    doing: str
    done: int
    total: int
    key: str | None
    problem: Trouble | None


class Refusal(Row, frozen=True, kw_only=True):
    """What cannot be done, with its mend."""

    problem: Problem


def json_answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")
