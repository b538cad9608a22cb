"""The Threads screens: the claims of a followed corpus, and each of them with its origins, its figures and its wording."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.render.thread_page import THREAD_WORDS
from sayso.workbench.bench import bench_of
from sayso.workbench.followed import Asked, Followed, found_in
from sayso.workbench.pages import page


def threads(request: Request) -> Response:
    """The list, narrowed as the address says."""
    followed, asked = _followed(request), Asked.of(request.query_params)
    found = found_in(followed.threads(), asked)
    return page(
        request, "followed.html.j2", found=found, asked=asked, pages_at=lambda number: asked.address(page=number)
    )


def thread(request: Request) -> Response:
    """One thread."""
    view = _followed(request).open(request.path_params["id"])
    if view is None:
        raise HTTPException(404, "There is no such thread; they may have been found anew since you looked.")
    return page(request, "followed-thread.html.j2", thread=view, leads_out=False, **THREAD_WORDS)


def _followed(request: Request) -> Followed:
    found = bench_of(request).followed
    if found is None:
        raise HTTPException(404, "No followed corpus was given: start it with `sayso review --followed FOLDER`.")
    return found


ROUTES = (
    Route("/threads", threads),
    Route("/threads/{id:path}", thread),
)
