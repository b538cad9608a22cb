"""The desk: what can be read, what is being read, what still waits for people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sayso.model import UsageError
from sayso.workbench.bench import bench_of, person_of
from sayso.workbench.jobs import Wanted, folder_for
from sayso.workbench.live import job_row
from sayso.workbench.pages import page
from sayso.workbench.rows import Asked, filtered

#: A pasted text is called after its first words.
_NAME = 60
#: A file name is cut to this: file systems know limits.
_LONGEST = 120


def desk(request: Request) -> Response:
    """The list of documents, narrowed as the address says, and what is being read."""
    bench = bench_of(request)
    rows = bench.shelf.rows()
    asked = Asked.of(request.query_params)
    found = filtered(rows, asked)
    jobs = [job_row(job) for job in reversed(bench.jobs.all())]
    return page(
        request, "desk.html.j2", rows=found.rows, found=found, asked=asked, jobs=jobs, house=bench.shelf.house()
    )


async def read(request: Request) -> Response:
    """Have a document read: an upload, a pasted text or a URL, against sources of the same form or the workbench's own."""
    bench, person = bench_of(request), person_of(request)
    if not person.reviews:
        raise HTTPException(403, "You may read here, not add.")
    async with request.form(max_files=200, max_fields=20, max_part_size=bench.settings.max_upload) as form:
        wanted = await _wanted(form, request)
    job = bench.jobs.add(wanted)
    if "json" in request.headers.get("accept", ""):
        return JSONResponse(job_row(job), 202)
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def _wanted(form: Any, request: Request) -> Wanted:
    settings, who = bench_of(request).settings, person_of(request).name
    url, text = str(form.get("url") or "").strip(), str(form.get("text") or "")
    article = form.get("article")
    folder = folder_for()
    sources = [part for part in form.getlist("sources") if isinstance(part, UploadFile) and part.filename]
    against = [await _saved(part, folder / "sources") for part in sources]
    if isinstance(article, UploadFile) and article.filename:
        path, name = await _saved(article, folder / "article"), article.filename
    elif url:
        path, name = url, url
    elif text.strip():
        kept = folder / "article.txt"
        kept.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        path, name = str(kept), "pasted: " + " ".join(text.split())[:_NAME]
    else:
        raise UsageError("usage", "there is nothing to read", "give a file, a text or an address")
    if url and path == url and not url.lower().startswith(("http://", "https://")):
        raise UsageError("url-unsupported", f"{url!r} is no web address", "begin it with https://")
    return Wanted(
        article=path,
        name=name,
        who=who,
        against=tuple(against) or settings.against,
        folder=str(folder),
        vectors=settings.vectors,
        allow_private=settings.allow_private,
    )


async def _saved(part: UploadFile, folder: Path) -> str:
    """An upload in a file of its own name, as far as that is harmless."""
    return await run_in_threadpool(_save, part.file, part.filename or "", folder)


def _save(content: BinaryIO, called: str, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    name = Path(called.replace("\\", "/")).name.replace("\0", "")[-_LONGEST:].lstrip(".") or "unnamed"
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{number}-{name}"
    with path.open("xb") as file:
        shutil.copyfileobj(content, file)
    return str(path)


def job(request: Request) -> Response:
    """How a reading stands; on to the document when it is there."""
    found = bench_of(request).jobs.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "That reading is over and forgotten; look in the list of documents.")
    if found.state == "done" and found.key:
        return RedirectResponse(f"/d/{found.key}", 303)
    return page(request, "job.html.j2", job=job_row(found))


def stop(request: Request) -> Response:
    """Stop a reading."""
    if not person_of(request).reviews:
        raise HTTPException(403, "You may read here, not stop readings.")
    bench_of(request).jobs.stop(request.path_params["id"])
    return RedirectResponse("/", 303)


ROUTES = (
    Route("/", desk),
    Route("/read", read, methods=["POST"]),
    Route("/jobs/{id}", job),
    Route("/jobs/{id}/stop", stop, methods=["POST"]),
)
