"""The help pages."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.workbench.manual import PAGES, help_page, help_pages
from sayso.workbench.pages import page


def help_screen(request: Request) -> Response:
    """One page, the first where none is named, with the list of all."""
    try:
        shown = help_page(request.path_params.get("page", PAGES[0]))
    except KeyError as error:
        raise HTTPException(404, "There is no such help page.") from error
    return page(request, "help.html.j2", shown=shown, pages=help_pages())


ROUTES = (
    Route("/help", help_screen),
    Route("/help/{page}", help_screen),
)
