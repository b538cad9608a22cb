"""The Figures screen: every figure with everything that it needs to be compared, and whether it was read right."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.render.words import GLYPHS
from sayso.workbench.bench import opened
from sayso.workbench.figures import JUDGED, Asked, figure_rows, narrowed
from sayso.workbench.pages import page


def figures(request: Request) -> Response:
    """The table, narrowed as the address says; judging comes back to the same place of it."""
    held = opened(request)
    asked = Asked.of(request.query_params)
    found = narrowed(figure_rows(held.view, held.review), asked)
    here = f"/d/{held.key}/figures"
    return page(
        request,
        "figures.html.j2",
        held,
        found=found,
        asked=asked,
        here=here,
        judged_words=JUDGED,
        known_findings=GLYPHS,
        address=lambda number: here + asked.query(page=number),
    )


ROUTES = (Route("/d/{key}/figures", figures),)
