"""Pages made of templates: the report's own pieces, and the workbench's around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse

from sayso.model import Document, Ledger
from sayso.render.page import environment, shared
from sayso.render.safe import line
from sayso.render.thread_page import THREAD_FILTERS
from sayso.render.view import View

from .bench import bench_of, person_of
from .example import EXAMPLE, TOUR
from .rows import ORDERS, STATES
from .shelf import Opened
from .static import address


def page(
    request: Request, template: str, opened: Opened | None = None, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page for who is asking; with a document's review, look-ups and head where there is one."""
    head = shared(opened.view) if opened else {}
    return piece(request, template, opened, status, **head, **values)


def piece(
    request: Request, template: str, opened: Opened | None = None, status: int = 200, **values: Any
) -> HTMLResponse:
    """A piece of a page, without what its head shows."""
    view = opened.view if opened else _NO_VIEW
    rendered = _surroundings(view).get_template(template).render(**_held(request, opened, values))
    return HTMLResponse(rendered, status)


def streamed(request: Request, template: str, opened: Opened, **values: Any) -> StreamingResponse:
    """A page of a document that is sent as it is made: its text can be read while its list of claims is still written."""
    held = _held(request, opened, shared(opened.view) | values)
    parts = _surroundings(opened.view).get_template(template).generate(**held)
    return StreamingResponse(_in_pieces(parts), media_type="text/html")


def _in_pieces(parts: Iterator[str]) -> Iterator[str]:
    """The same text in pieces that are worth sending."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size > _WORTH_SENDING:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def _held(request: Request, opened: Opened | None, values: dict[str, Any]) -> dict[str, Any]:
    """What every template is given, and what this one is."""
    return {
        "person": person_of(request),
        "settings": bench_of(request).settings,
        "path": request.url.path,
        "opened": opened,
        "view": opened.view if opened else _NO_VIEW,
        "review": opened.review if opened else None,
        "tour": opened is not None and opened.kept.uri == EXAMPLE and request.cookies.get(TOUR) != "off",
        **values,
    }


def bare(_: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for who has not come in yet: it knows nothing of anybody."""
    return HTMLResponse(_surroundings(_NO_VIEW).get_template(template).render(**values), status)


def _surroundings(view: View) -> Environment:
    surroundings = environment(view)
    surroundings.loader = ChoiceLoader([PackageLoader("sayso.workbench"), PackageLoader("sayso.render")])
    surroundings.filters |= THREAD_FILTERS
    surroundings.filters["shortened"] = lambda text: line(text, _SHORT)
    surroundings.globals |= {
        "static": address,
        "judging": JUDGING,
        "judgements": {value: words for value, (_, words) in JUDGING.items()} | {None: "nothing"},
        "states": STATES,
        "orders": ORDERS,
    }
    return surroundings


#: What a person says of a claim: its key and its words.
JUDGING: Final = {
    "matches": ("1", "matches"),
    "differs": ("2", "differs"),
    "other_scope": ("3", "other scope"),
    "not_found": ("4", "not found"),
    "not_a_claim": ("5", "not a claim"),
}
#: From so many characters on a piece of a page is sent.
_WORTH_SENDING: Final = 16_384
#: So many characters name a passage or a claim in a list.
_SHORT: Final = 140
_NO_VIEW = View(Ledger(document=Document(id="", text_id="", uri="", text="")))
