"""The desk: what can be read, what is being read, what still waits for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.model import UsageError
from sayso.workbench.answers import json_answer
from sayso.workbench.bench import bench_of, person_of
from sayso.workbench.example import EXAMPLE, TOUR, copied
from sayso.workbench.forms import form_of
from sayso.workbench.jobs import Wanted
from sayso.workbench.keeping import check_sources
from sayso.workbench.live import job_row
from sayso.workbench.pages import page
from sayso.workbench.rows import Asked, filtered
from sayso.workbench.uploads import Article, article_in, sources_in, upload_folder

_YEAR: Final = 365 * 24 * 3600


def desk(request: Request) -> Response:
    """The list of documents, narrowed as the address says, and what is being read."""
    bench = bench_of(request)
    head = bench.shelf.desk.head  # before the rows are made: what comes in between is told twice, and never not at all
    rows = bench.shelf.rows()
    asked = Asked.of(request.query_params)
    found = filtered(rows, asked)
    jobs = [job_row(job) for job in reversed(bench.jobs.all())]
    house = bench.shelf.house()
    return page(request, "desk.html.j2", rows=found.rows, found=found, asked=asked, jobs=jobs, house=house, head=head)


async def read(request: Request) -> Response:
    """Have a document read: an upload, a pasted text or a URL, against sources of the same form or the workbench's own."""
    bench, person = bench_of(request), person_of(request)
    if not person.reviews:
        raise HTTPException(403, "You may read here, not add.")
    async with form_of(request, files=200, fields=20, largest=bench.settings.max_upload) as form:
        with upload_folder() as folder:
            wanted = await _wanted(form, request, folder)
    job = bench.jobs.add(wanted)
    if "json" in request.headers.get("accept", ""):
        return json_answer(job_row(job), 202)
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def _wanted(form: Any, request: Request, folder: Path) -> Wanted:
    settings, who = bench_of(request).settings, person_of(request).name
    against = await sources_in(form, folder)
    article = await article_in(form, folder)
    if article is None:
        raise UsageError("usage", "there is nothing to read", "give a file, a text or an address")
    against = against or settings.against
    await run_in_threadpool(_check, request, article, bool(against))
    return Wanted(
        article=article.path,
        name=article.name,
        who=who,
        against=against,
        key=article.key or None,
        fresh=bool(article.key),
        folder=str(folder),
        vectors=settings.vectors,
        allow_private=settings.allow_private,
    )


def _check(request: Request, article: Article, against: bool) -> None:  # noqa: FBT001  what is known, no switch
    """Raises UsageError where it is known before anything is read that passages would be lost."""
    store = bench_of(request).shelf.desk
    file = store.document(article.key) if article.key else None
    for there in store.of(article.name) if not article.key else (file,) if file else ():
        check_sources(there, store.ledger(there.ledger), against=against)


def job(request: Request) -> Response:
    """How a reading stands; on to the document when it is there."""
    bench = bench_of(request)
    head = bench.shelf.desk.head
    found = bench.jobs.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "That reading is over and forgotten; look in the list of documents.")
    if found.state == "done" and found.key:
        return RedirectResponse(f"/d/{found.key}", 303)
    return page(request, "job.html.j2", job=job_row(found), head=head)


def stop(request: Request) -> Response:
    """Stop a reading."""
    if not person_of(request).reviews:
        raise HTTPException(403, "You may read here, not stop readings.")
    bench_of(request).jobs.stop(request.path_params["id"])
    return RedirectResponse("/", 303)


async def example(request: Request) -> Response:
    """Have the example read that comes with Sayso, against its own source documents."""
    bench, person = bench_of(request), person_of(request)
    if not person.reviews:
        raise HTTPException(403, "You may read here, not add.")
    with upload_folder() as folder:
        article, sources = await run_in_threadpool(copied, folder)
    settings = bench.settings
    wanted = Wanted(article, EXAMPLE, person.name, (sources,), folder=str(folder), vectors=settings.vectors)
    return RedirectResponse(f"/jobs/{bench.jobs.add(wanted).id}", 303)


def put_away(request: Request) -> Response:
    """Put the tour of the example away, in this browser; back to the page that it was on."""
    answer = RedirectResponse(_back(request.query_params.get("back", "/")), 303)
    answer.set_cookie(
        TOUR, "off", max_age=_YEAR, httponly=True, samesite="strict", secure=bench_of(request).settings.secure
    )
    return answer


def _back(asked: str) -> str:
    """The path that is asked for, where it is one of ours."""
    return asked if asked.startswith("/d/") else "/"


ROUTES = (
    Route("/", desk),
    Route("/example", example, methods=["POST"]),
    Route("/tour", put_away, methods=["POST"]),
    Route("/read", read, methods=["POST"]),
    Route("/jobs/{id}", job),
    Route("/jobs/{id}/stop", stop, methods=["POST"]),
)
