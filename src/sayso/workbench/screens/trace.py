"""The Trace screen: a claim beside its passages, ranked; and the source document's page as it is printed. Looking accepts nothing."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.model import PassageRef, Trace
from sayso.render.view import ClaimView
from sayso.workbench.bench import bench_of, opened
from sayso.workbench.pages import page
from sayso.workbench.shelf import Opened


def trace(request: Request) -> Response:
    """One claim with every passage that was found for it, and which of them people took as the one that it rests on."""
    held = opened(request)
    ident = request.path_params["id"]
    at = next((at for at, each in enumerate(held.view.claims) if each.claim.id == ident), None)
    if at is None:
        raise HTTPException(404, "There is no such claim any more.")
    claims, printed = held.view.claims, bench_of(request).printed
    accepted = held.review.claims[ident].accepted
    return page(
        request,
        "trace.html.j2",
        held,
        each=claims[at],
        state=held.review.claims[ident],
        before=claims[at - 1] if at else None,
        after=claims[at + 1] if at + 1 < len(claims) else None,
        drawn={found.id for found in claims[at].traces if printed.has(found)},
        accepted=accepted,
        elsewhere=_elsewhere(claims[at], accepted.value),
        here=f"/d/{held.key}/trace/{ident}",
    )


def _elsewhere(each: ClaimView, accepted: PassageRef | None) -> PassageRef | None:
    """The accepted passage where it is not among those that were found: another reading had found it."""
    if accepted is None or any(_is(found, accepted) for found in each.traces):
        return None
    return accepted


def _is(found: Trace, accepted: PassageRef) -> bool:
    place = found.passage
    return place is not None and (found.document, place.start, place.end) == (
        accepted.document,
        accepted.start,
        accepted.end,
    )


def picture(request: Request) -> Response:
    """The page around a passage as it is printed, with the passage outlined, as a PNG."""
    found = _trace(opened(request), request.path_params["trace"])
    drawn = bench_of(request).printed.draw(found) if found else None
    if drawn is None:
        raise HTTPException(404, "There is no picture of that passage.")
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def _trace(held: Opened, ident: str) -> Trace | None:
    return next((found for found in held.review.ledger.traces if found.id == ident), None)


ROUTES = (
    Route("/d/{key}/trace/{id}", trace),
    Route("/d/{key}/page/{trace}.png", picture),
)
