"""Signing in and out, where several people work at one desk."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.model import Problem
from sayso.workbench.bench import bench_of
from sayso.workbench.door import cookie_of, give_cookie, take_cookie
from sayso.workbench.forms import form_of
from sayso.workbench.pages import bare
from sayso.workbench.shelf import now


def sign_in(request: Request) -> Response:
    """The form."""
    _only_for_a_team(request)
    return bare(request, "sign_in.html.j2", after=_after(request.query_params.get("next", "")), problem=None)


async def signed_in(request: Request) -> Response:
    """Open a session for a name and its password, or say why not."""
    _only_for_a_team(request)
    async with form_of(request, fields=5) as form:
        name, password, after = (str(form.get(field) or "") for field in ("name", "password", "next"))
    return await run_in_threadpool(_signed_in, request, name, password, _after(after))


def _signed_in(request: Request, name: str, password: str, after: str) -> Response:
    bench = bench_of(request)
    accounts = bench.shelf.desk.accounts
    found = accounts.check(name, password, now())
    if isinstance(found, Problem):
        status = 429 if found.code == "locked" else 401
        return bare(request, "sign_in.html.j2", status, after=after, problem=found)
    accounts.close_session(
        cookie_of(request.headers, bench.settings)
    )  # whose it was, this browser's next one is another
    answer = RedirectResponse(after, 303)
    give_cookie(answer, bench.settings, accounts.open_session(found.name, now()))
    return answer


def sign_out(request: Request) -> Response:
    """End the session."""
    bench = bench_of(request)
    if bench.settings.person is None:
        bench.shelf.desk.accounts.close_session(cookie_of(request.headers, bench.settings))
    answer = RedirectResponse("/sign-in" if bench.settings.person is None else "/", 303)
    take_cookie(answer, bench.settings)
    return answer


def _only_for_a_team(request: Request) -> None:
    if bench_of(request).settings.person is not None:
        raise HTTPException(404, "Nobody signs in here: it is the workbench of one person.")


def _after(path: str) -> str:
    """Where to go then: a page of ours, never another's."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


ROUTES = (
    Route("/sign-in", sign_in),
    Route("/sign-in", signed_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
)
