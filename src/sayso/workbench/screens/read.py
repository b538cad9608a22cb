"""The Read screen: the text with its marks, the list of claims, and one claim's panel; and the pieces its script asks for."""

from __future__ import annotations

from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.render.page import layers_of
from sayso.render.safe import line, quoted
from sayso.render.view import ClaimView, View
from sayso.render.words import GLYPHS, OUTCOMES
from sayso.workbench.answers import json_answer
from sayso.workbench.bench import bench_of, opened, person_of
from sayso.workbench.pages import JUDGING, piece, streamed
from sayso.workbench.shelf import Opened
from sayso.workbench.states import state_of

#: From this many characters or claims on, what is off the screen is laid out only when it is scrolled to.
_LARGE_TEXT, _LARGE_LEDGER = 60_000, 300
_KNOWN: Final = {"named": "named", "inherited": "named elsewhere", "unnamed": "unnamed", "own": "its own voice"}


def read(request: Request) -> Response:
    """The whole screen, with the claim of `?c=` (its id) open."""
    held = opened(request)
    doc, claims = held.review.ledger.document, held.view.claims
    return streamed(
        request,
        "read.html.j2",
        held,
        text=held.text,
        large=len(doc.text) > _LARGE_TEXT or len(claims) > _LARGE_LEDGER,
        layers=layers_of(held.view),
        narrowing=narrowing(held.view),
        **_panel(request, held, _claim(held, request.query_params.get("c", ""))),
    )


def text(request: Request) -> Response:
    """The marked text alone, for when its marks have changed."""
    held = opened(request)
    return piece(request, "text.html.j2", held, text=held.text)


def claim(request: Request) -> Response:
    """One claim's panel."""
    held = opened(request)
    each = _claim(held, request.path_params["id"])
    if each is None:
        raise HTTPException(404, "There is no such claim any more.")
    return piece(request, "panel.html.j2", held, **_panel(request, held, each))


def claims(request: Request) -> Response:
    """The list of claims alone."""
    return piece(request, "claims.html.j2", opened(request))


def state(request: Request) -> Response:
    """Every claim in short, as JSON."""
    return json_answer(state_of(opened(request), person_of(request).name))


def _panel(request: Request, held: Opened, each: ClaimView | None) -> dict[str, Any]:
    """What the panel shows beside the claim itself: the house's scale, and the claim as it is cited."""
    house = bench_of(request).shelf.house()
    return {
        "each": each,
        "house": house,
        "ratings": {step.id: step.name for step in house.scale},
        "citation": cited(held, each) if each else "",
    }


def cited(held: Opened, each: ClaimView) -> str:
    """A claim as it is cited: its words, the article's title, outlet, author, date and address, and its place."""
    doc = held.review.ledger.document
    known = [line(part) for part in (doc.byline, doc.title, doc.outlet, doc.published, doc.uri) if part]
    return (
        f"{quoted(each.claim.text)} ({', '.join(dict.fromkeys(known))}, characters {each.claim.start}–{each.claim.end})"
    )


def narrowing(view: View) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the list of claims can be narrowed by: the name in the address, the label, and the values that can occur."""
    outcomes = {each.shown for each in view.claims}
    sorts = dict.fromkeys(each.claim.sort for each in view.claims)
    judged = [("no", "nobody yet"), ("yes", "somebody"), *((value, words) for value, (_, words) in JUDGING.items())]
    return [
        ("found", "Finding", [(kind, f"{GLYPHS[kind]} {OUTCOMES[kind]}") for kind in OUTCOMES if kind in outcomes]),
        ("sort", "Sort", [(sort, sort) for sort in sorts]),
        ("judged", "Judged by", judged),
        ("known", "Source", list(_KNOWN.items())),
        ("unsure", "Machine", [("1", "unsure"), ("0", "sure")]),
        ("conflict", "People", [("1", "in conflict"), ("0", "not in conflict")]),
    ]


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
