"""How long the server waits for who sends slowly: a head in seconds, a body at a least pace, and never for all at once.

A connection that waits for its client costs nothing but its place, and places are few: who opens many, and sends a byte now
and then, would keep everybody else out (slowloris). Each has an end here, and where too many wait, the oldest goes.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: What a client still owes: the head of a request, or the rest of its body.
_OWED: Final = {h11.IDLE: "head", h11.SEND_BODY: "body"}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a head; the fewest bytes of a body in each so many seconds; seconds until an answer is fetched; and how many may wait."""

    head: float = 10.0
    pause: float = 10.0
    least: int = 8 * 1024
    fetched: float = 60.0
    waiting: int = 100


@dataclass
class Line:
    """Who waits for their client at one server, the oldest first."""

    patience: Patience = field(default_factory=Patience)
    waiting: dict[PatientProtocol, None] = field(default_factory=dict)

    def __call__(self, *args: Any, **more: Any) -> PatientProtocol:
        """A protocol for one connection, as the server asks for it."""
        return PatientProtocol(self, *args, **more)

    def enter(self, one: PatientProtocol) -> None:
        """Wait at the end of the line; where it is too long, the oldest is cut."""
        self.waiting[one] = None
        if len(self.waiting) > self.patience.waiting:
            next(iter(self.waiting)).cut()

    def leave(self, one: PatientProtocol) -> None:
        """Wait no more."""
        self.waiting.pop(one, None)


class PatientProtocol(H11Protocol):
    """A connection whose client must come to the point."""

    def __init__(self, line: Line, *args: Any, **more: Any) -> None:
        """Belong to a line."""
        super().__init__(*args, **more)
        self._line = line
        self._owed = ""
        self._came = 0
        self._watch: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of everything."""
        self._owe("")
        self._unstick()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether it was enough."""
        self._came += len(data)
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next head."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """The client fetches nothing of its answer."""
        super().pause_writing()
        self._unstick()
        self._stuck = self.loop.call_later(self._line.patience.fetched, self.cut)

    def resume_writing(self) -> None:
        """It goes on fetching."""
        self._unstick()
        super().resume_writing()

    def cut(self) -> None:
        """End the connection."""
        self._owe("")
        self._unstick()
        self.transport.abort()

    def _look(self) -> None:
        owed = "" if self.transport.is_closing() else _OWED.get(self.conn.their_state, "")
        if owed != self._owed:
            self._owe(owed)

    def _owe(self, owed: str) -> None:
        """From now on the client owes this; waiting for the same goes on where it began."""
        self._owed = owed
        self._line.leave(self)
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if owed == "head":
            self._watch = self.loop.call_later(self._line.patience.head, self.cut)
        elif owed == "body":
            self._measure_later()
        if owed:
            self._line.enter(self)

    def _measure_later(self) -> None:
        self._came = 0
        self._watch = self.loop.call_later(self._line.patience.pause, self._measure)

    def _measure(self) -> None:
        """Cut a body that comes too slowly; not one that we are slow to take."""
        if self.flow.read_paused or self._came >= self._line.patience.least:
            self._measure_later()
        else:
            self.cut()

    def _unstick(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
