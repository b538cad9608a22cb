"""What cannot be done, told: as JSON for a script, as a page for a browser, else as text; always with its mend."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sayso.model import Problem, SaysoError, is_of_the_system, of_the_system

from .answers import Refusal, json_answer
from .pages import page

_BUSY: Final = 503
_STATUS: Final = {"missing": 404, "changed-since": 409, "too-large": 413, "busy": _BUSY}


def refused(request: Request, error: Exception) -> Response:
    """What was asked cannot be done."""
    assert isinstance(error, SaysoError)  # noqa: S101  registered for these alone
    return _answered(request, error.problem, _STATUS.get(error.problem.code, 400))


def unable(request: Request, error: Exception) -> Response:
    """The system refuses what nobody expects it to: an upload finds a full disk, or no file may be opened any more. Raises what is a fault of ours."""
    assert isinstance(error, OSError)  # noqa: S101  registered for these alone
    if not is_of_the_system(error):
        raise error
    return _answered(request, of_the_system(error, where=False), _BUSY)


def _answered(request: Request, problem: Problem, status: int) -> Response:
    if "json" in request.headers.get("accept", ""):
        return json_answer(Refusal(problem=problem), status)
    return _told(request, problem, status) or PlainTextResponse(f"{problem.message}\nhint: {problem.hint}\n", status)


def missing(request: Request, error: Exception) -> Response:
    """What is not there, or is not for this person."""
    assert isinstance(error, HTTPException)  # noqa: S101  registered for these alone
    told = _told(request, Problem(code="missing", message=error.detail), error.status_code)
    told = told or PlainTextResponse(f"{error.detail}\n", error.status_code)
    told.headers.update(error.headers or {})  # which methods an address takes
    return told


def _told(request: Request, problem: Problem, status: int) -> Response | None:
    """A page that leads back, for a browser with someone at it."""
    if "text/html" not in request.headers.get("accept", "") or not hasattr(request.state, "person"):
        return None
    key = request.path_params.get("key")
    back = f"/d/{key}" if key is not None and not request.url.path.endswith(f"/d/{key}") else "/"
    return page(request, "refused.html.j2", status=status, problem=problem, back=back)
