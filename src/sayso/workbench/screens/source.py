"""A source document's whole text, with a passage marked at its place."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.model import Document, Trace
from sayso.render.view import ClaimView
from sayso.workbench.bench import bench_of, opened
from sayso.workbench.pages import page
from sayso.workbench.placed import placed_html
from sayso.workbench.shelf import Opened

_LONGEST = 12


@dataclass(frozen=True)
class Passage:
    """A passage of the source document: the claim that it was found for, and its trace."""

    each: ClaimView
    trace: Trace


def source(request: Request) -> Response:
    """The text with the passage of `?at=START-END` marked; where the desk does not keep it, the passages that it has."""
    held = opened(request)
    ident = request.path_params["source"]
    record = held.view.sources.get(ident)
    passages = _passages(held, ident)
    text = bench_of(request).shelf.desk.source(ident) if record or passages or _accepted(held, ident) else None
    if record is None and text is None:
        raise HTTPException(404, "There is no such source document.")
    start, end = _place(request.query_params.get("at", ""), text)
    here = next((one for one in passages if _stands(one.trace, start, end)), None)
    return page(
        request,
        "source.html.j2",
        held,
        record=record,
        source=text,
        html=placed_html(text, start, end) if text else None,
        marked=start < end,
        passages=passages,
        here=here,
        drawn=here is not None and bench_of(request).printed.has(here.trace),
    )


def _passages(held: Opened, ident: str) -> list[Passage]:
    """The passages that claims were traced to, in the order of the source document; each place once for a claim."""
    found = [
        Passage(each, one) for each in held.view.claims for one in each.traces if one.document == ident and one.passage
    ]
    return sorted(found, key=lambda one: (one.trace.passage.start if one.trace.passage else 0, one.each.number))


def _accepted(held: Opened, ident: str) -> bool:
    """Whether a person took a passage of it, in this reading or an earlier one."""
    states = held.review.claims.values()
    return any(state.accepted.value is not None and state.accepted.value.document == ident for state in states)


def _place(asked: str, text: Document | None) -> tuple[int, int]:
    """The stretch that an address names, within the text; (0, 0) where it names none."""
    first, _, last = asked.partition("-")
    if text is None or not all(part.isascii() and part.isdigit() and len(part) <= _LONGEST for part in (first, last)):
        return 0, 0
    start, end = int(first), min(int(last), len(text.text))
    return (start, end) if start < end else (0, 0)


def _stands(trace: Trace, start: int, end: int) -> bool:
    return trace.passage is not None and (trace.passage.start, trace.passage.end) == (start, end)


ROUTES = (Route("/d/{key}/source/{source}", source),)
