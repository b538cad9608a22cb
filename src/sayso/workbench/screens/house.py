"""The House screen: the organisation, its scale of verdicts, and its policy for unnamed sources; each setting is an event."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.model import Event, House, SetHouse, UsageError
from sayso.render.policy import POLICIES
from sayso.review import live
from sayso.workbench.bench import bench_of, person_of
from sayso.workbench.forms import form_of
from sayso.workbench.pages import page
from sayso.workbench.scale import OFFERED, changes, house_from, scale_of

#: Empty rows for new ratings, so that a page without scripts has room for them.
_ROOM = 3


def house(request: Request) -> Response:
    """The settings as they are, and what they were; with `?scale=offered` a scale to begin with, in the form alone."""
    bench = bench_of(request)
    history = _history(bench.shelf.desk.events(""))
    held = bench.shelf.house()
    offered = request.query_params.get("scale") == "offered" and not held.scale
    return page(
        request,
        "house.html.j2",
        house=held,
        scale=OFFERED if offered else held.scale,
        offered=offered,
        room=_ROOM,
        seen=history[0][0].seq if history else 0,
        history=history,
        policies=POLICIES,
    )


def _history(events: tuple[Event, ...]) -> list[tuple[Event, list[str]]]:
    """Each setting with what it changed, the last first."""
    told, before = [], House()
    for event in live(events):
        if isinstance(event.act, SetHouse):
            told.append((event, changes(before, event.act.house)))
            before = event.act.house
    return told[::-1]


async def keep(request: Request) -> Response:
    """Keep the settings that the form gives; refused where somebody else has set them since the page was shown."""
    if not person_of(request).signs:
        raise HTTPException(403, "Only an editor sets the house's rules.")
    async with form_of(request, fields=200) as form:
        await run_in_threadpool(_keep, request, form)
    return RedirectResponse("/house", 303)


def _keep(request: Request, form: Any) -> None:
    bench, who = bench_of(request), person_of(request).name
    history = _history(bench.shelf.desk.events(""))
    last = history[0][0].seq if history else 0
    if str(form.get("seen")) != str(last):
        raise UsageError("usage", "somebody has set the house's rules since", "reload the page, and look at theirs")
    columns = [[str(value) for value in form.getlist(name)] for name in ("id", "rating", "place", "meaning")]
    if len({len(column) for column in columns}) != 1:
        raise UsageError("usage", "that is no scale", "reload the page")
    held = bench.shelf.house()
    scale = scale_of(zip(*columns, strict=True), (*held.scale, *OFFERED))
    name, url, unnamed, most = (str(form.get(each) or "") for each in ("name", "url", "unnamed", "most_unnamed"))
    wanted = house_from(name, url, unnamed, most, scale)
    if wanted != held:
        bench.shelf.act("", [SetHouse(house=wanted)], who=who, seen=last)


ROUTES = (
    Route("/house", house),
    Route("/house", keep, methods=["POST"]),
)
