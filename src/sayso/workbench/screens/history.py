"""The History screen: the audit trail in words, the readings, acts that lost their place; reading anew, and deleting."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.model import Reread, UsageError
from sayso.workbench.bench import bench_of, opened, person_of
from sayso.workbench.forms import form_of
from sayso.workbench.jobs import Wanted
from sayso.workbench.keeping import check_sources
from sayso.workbench.pages import page
from sayso.workbench.shelf import Opened, now
from sayso.workbench.told import told
from sayso.workbench.uploads import article_in, sources_in, upload_folder

_PAGE: Final = 200
_DIGITS: Final = 6


def history(request: Request) -> Response:
    """Every event, the last first, of all or (`?who=`) of one person; what was read when; what found no place."""
    held, bench = opened(request), bench_of(request)
    who = request.query_params.get("who", "")
    rows = [row for row in told(held.review.events, bench.shelf.house()) if who in {"", row.event.who}]
    last = max(1, -(-len(rows) // _PAGE))
    at = min(_number(request.query_params.get("page", "1")), last)
    here = f"/d/{held.key}/history"
    return page(
        request,
        "history.html.j2",
        held,
        rows=rows[(at - 1) * _PAGE : at * _PAGE],
        total=len(rows),
        people=sorted({event.who for event in held.review.events}),
        who=who,
        at=at,
        last=last,
        here=here,
        read_anew=sum(isinstance(event.act, Reread) for event in held.review.events) > 1,
        readings=bench.shelf.desk.readings(held.key),
        address=lambda number: f"{here}?{urlencode({'who': who, 'page': number})}",
    )


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1


async def reread(request: Request) -> Response:
    """Have the article read anew, as it is kept or in a newer version, against new source documents or the workbench's own."""
    if not person_of(request).reviews:
        raise HTTPException(403, "You may read here, not have it read anew.")
    held, settings = await run_in_threadpool(opened, request), bench_of(request).settings
    async with form_of(request, files=200, fields=20, largest=settings.max_upload) as form:
        with upload_folder() as folder:
            wanted = await _wanted(request, held, form, folder)
    job = bench_of(request).jobs.add(wanted)
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def _wanted(request: Request, held: Opened, form: Any, folder: Path) -> Wanted:
    settings = bench_of(request).settings
    article, doc = await article_in(form, folder), held.review.machine.document
    against = await sources_in(form, folder) or settings.against
    check_sources(held.kept, held.review.machine, against=bool(against))
    return Wanted(
        article=article.path if article else doc.uri,
        name=article.name if article else doc.uri,
        who=person_of(request).name,
        against=against,
        key=held.key,
        there=True,
        folder=str(folder),
        vectors=settings.vectors,
        allow_private=settings.allow_private,
        kept=None if article else doc,
    )


def ask(request: Request) -> Response:
    """Ask whether a document is really to be deleted."""
    _editor(request)
    return page(request, "forget.html.j2", opened(request))


async def forget(request: Request) -> Response:
    """Delete a document for good, where the form says that it is meant."""
    _editor(request)
    async with form_of(request, fields=5) as form:
        sure = form.get("sure") == "yes"
    held = await run_in_threadpool(opened, request)
    if not sure:
        raise UsageError("usage", "nothing was deleted", "tick the box to say that it is meant")
    bench = bench_of(request)
    done = await run_in_threadpool(lambda: bench.shelf.desk.forget(held.key, who=person_of(request).name, when=now()))
    bench.jobs.drop(held.key)
    if done.problem:
        raise UsageError(done.problem.code, f"The document is deleted, but {done.problem.message}", done.problem.hint)
    return RedirectResponse("/", 303)


def _editor(request: Request) -> None:
    if not person_of(request).signs:
        raise HTTPException(403, "Only an editor deletes a document.")


ROUTES = (
    Route("/d/{key}/history", history),
    Route("/d/{key}/reread", reread, methods=["POST"]),
    Route("/d/{key}/forget", ask),
    Route("/d/{key}/forget", forget, methods=["POST"]),
)
