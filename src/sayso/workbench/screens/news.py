"""Events as they come, to every page that is open."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.workbench.bench import bench_of
from sayso.workbench.door import cookie_of
from sayso.workbench.live import Listener, stream


async def news(request: Request) -> Response:
    """The news of one document (`?d=`) or of all, after the event that the page has seen (`?after=`, or Last-Event-ID)."""
    bench = bench_of(request)
    after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0  # noqa: PLR2004
    cookie, door = cookie_of(request.headers, bench.settings), request.app.state.door
    listener = Listener(request.is_disconnected, lambda: door.person(cookie, used=False) is not None)
    return stream(bench.shelf, bench.jobs, request.query_params.get("d") or None, number, listener)


ROUTES = (Route("/live", news),)
