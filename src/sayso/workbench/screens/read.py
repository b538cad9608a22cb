"""The Read screen: the text with its marks, the list of claims, and one claim's panel; and the pieces its script asks for."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sayso.render.view import ClaimView
from sayso.workbench.bench import bench_of, opened, person_of
from sayso.workbench.pages import page, piece
from sayso.workbench.shelf import Opened
from sayso.workbench.states import state_of

#: From this many characters or claims on, what is off the screen is laid out only when it is scrolled to.
_LARGE_TEXT, _LARGE_LEDGER = 60_000, 300


def read(request: Request) -> Response:
    """The whole screen, with the claim of `?c=` (its id) open."""
    held = opened(request)
    doc, claims = held.review.ledger.document, held.view.claims
    return page(
        request,
        "read.html.j2",
        held,
        text=held.text,
        large=len(doc.text) > _LARGE_TEXT or len(claims) > _LARGE_LEDGER,
        each=_claim(held, request.query_params.get("c", "")),
        house=bench_of(request).shelf.house(),
    )


def text(request: Request) -> Response:
    """The marked text alone, for when its marks have changed."""
    return HTMLResponse(str(opened(request).text.rest))


def claim(request: Request) -> Response:
    """One claim's panel."""
    held = opened(request)
    each = _claim(held, request.path_params["id"])
    if each is None:
        raise HTTPException(404, "There is no such claim any more.")
    return piece(request, "panel.html.j2", held, each=each, house=bench_of(request).shelf.house())


def claims(request: Request) -> Response:
    """The list of claims alone."""
    return piece(request, "claims.html.j2", opened(request))


def state(request: Request) -> Response:
    """Every claim in short, as JSON."""
    return JSONResponse(state_of(opened(request), person_of(request).name))


def _claim(held: Opened, ident: str) -> ClaimView | None:
    if ident not in held.review.claims:
        return None
    return next(each for each in held.view.claims if each.claim.id == ident)


ROUTES = (
    Route("/d/{key}", read),
    Route("/d/{key}/text", text),
    Route("/d/{key}/state", state),
    Route("/d/{key}/claims", claims),
    Route("/d/{key}/claims/{id}", claim),
)
