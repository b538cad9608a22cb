"""Where acts come in, as JSON from the script or as a form without it, and where events are told."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.model import Event
from sayso.workbench.answers import ActedRow, EventsRow, json_answer
from sayso.workbench.bench import bench_of, opened, person_of
from sayso.workbench.carried import carry_out
from sayso.workbench.forms import form_of
from sayso.workbench.orders import Orders, read_form, read_orders
from sayso.workbench.states import state_of


async def act(request: Request) -> Response:
    """Carry orders out, all or none: JSON gives the state after them, a form leads back to where it was sent from."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
        return await run_in_threadpool(_told, request, read_orders(await request.body()))
    async with form_of(request, fields=20) as form:
        fields = {name: str(value) for name, value in form.items()}
    await run_in_threadpool(_carried_out, request, read_form(fields))  # what came of it is told by the page it leads to
    back = fields.get("back", "")
    home = f"/d/{request.path_params['key']}"
    return RedirectResponse(back if back.startswith(home) else home, 303)


def _carried_out(request: Request, orders: Orders) -> tuple[Event, ...]:
    return carry_out(bench_of(request).shelf, request.path_params["key"], person_of(request), orders)


def _told(request: Request, orders: Orders) -> Response:
    events = _carried_out(request, orders)
    return json_answer(ActedRow(events=events, state=state_of(opened(request), person_of(request).name)))


def events(request: Request) -> Response:
    """The events of a document after a number: the audit trail."""
    held = opened(request)
    after = request.query_params.get("after", "0")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0  # noqa: PLR2004
    return json_answer(EventsRow(events=tuple(each for each in held.review.events if each.seq > number)))


ROUTES = (
    Route("/d/{key}/acts", act, methods=["POST"]),
    Route("/d/{key}/events", events),
)
