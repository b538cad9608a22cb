"""Events and the progress of readings, told to pages as they come (server-sent events, HTML Living Standard 9.2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from sayso.model import Event, SaysoError, UsageError

from .answers import JobRow, Trouble
from .jobs import Job, Jobs
from .shelf import Shelf

#: How often the desk is asked for news, in seconds: other processes may write to the same desk.
_PAUSE: Final = 0.3
#: A line is sent after so many pauses without news, so that a connection that is gone is found out.
_QUIET: Final = 50
#: And after so many it is asked whether the person may still listen: an account may have been shut.
_ASKED: Final = 20


@dataclass(frozen=True, slots=True)
class Listener:
    """A page that listens: whether it is gone (awaited), and whether its person may still be told (asked now and then)."""

    gone: Callable[[], Any]
    allowed: Callable[[], bool]


def stream(shelf: Shelf, jobs: Jobs, key: str | None, after: int, listener: Listener) -> StreamingResponse:
    """News from event `after` on: of a document, or (None) of all and of the readings."""
    return StreamingResponse(
        _news(shelf, jobs, key, after, listener),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _news(shelf: Shelf, jobs: Jobs, key: str | None, after: int, listener: Listener) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    told: dict[str, Job] = {}
    quiet = rounds = 0
    while not await listener.gone():
        rounds += 1
        if rounds % _ASKED == 0 and not await run_in_threadpool(_allowed, listener):
            return
        lines = []
        try:
            events = await run_in_threadpool(_since, shelf, key, after)
        except UsageError:  # busy: the next look will do
            events = ()
        if events:
            after = events[-1].seq
            lines = [f"id: {event.seq}\nevent: act\ndata: {_line(_short(event))}\n\n" for event in events]
        for job in jobs.all():
            if told.get(job.id) != job:
                told[job.id] = job
                lines.append(f"event: job\ndata: {_line(job_row(job))}\n\n")
        quiet = 0 if lines else quiet + 1
        if quiet >= _QUIET:
            lines, quiet = [": still here\n\n"], 0
        for line in lines:
            yield line
        await asyncio.sleep(_PAUSE)


def _allowed(listener: Listener) -> bool:
    """Whether the person may still listen; where that cannot be told, the page comes to the door anew, and is told there."""
    try:
        return listener.allowed()
    except SaysoError:
        return False


def _since(shelf: Shelf, key: str | None, after: int) -> tuple[Event, ...]:
    """The events after a number; the desk's head is looked at first, which is cheap."""
    return shelf.desk.events(key, after=after) if shelf.desk.head > after else ()


def _short(event: Event) -> dict[str, Any]:
    """What a page needs to know of an act: it asks for the rest."""
    act = msgspec.to_builtins(event.act)
    return {"seq": event.seq, "document": event.document, "who": event.who, "when": event.when, "act": act["act"]}


def job_row(job: Job) -> JobRow:
    """A reading as pages show it."""
    problem = None if job.problem is None else Trouble(message=job.problem.message, hint=job.problem.hint)
    return JobRow(
        id=job.id,
        name=job.wanted.name,
        state=job.state,
        doing=job.doing,
        done=job.done,
        total=job.total,
        key=job.key,
        problem=problem,
    )


def _line(value: Any) -> str:
    return msgspec.json.encode(value).decode()
