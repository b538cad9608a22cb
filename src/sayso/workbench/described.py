"""The workbench's interface as an OpenAPI document, made of its routes and of the types of what comes and goes.

What a route takes in its address and as a form is told here, once for each; a route that is not told of is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, get_args

import msgspec
from starlette.routing import Route

from sayso.render import EXPORTS

from .answers import ActedRow, EventsRow, JobRow, Refusal, StateRow
from .app import ROUTES
from .manual import PAGES
from .orders import AnyOrder, Orders

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_FILE: Final[Schema] = {"type": "string", "format": "binary"}
_FORM, _PARTS, _JSON = "application/x-www-form-urlencoded", "multipart/form-data", "application/json"
_REF: Final = "#/components/schemas/{name}"
_TYPES: Final = (Orders, StateRow, EventsRow, ActedRow, JobRow, Refusal)
_SOURCES: Final[dict[str, Schema]] = {
    "article": _FILE,
    "url": _TEXT,
    "text": _TEXT,
    "sources": {"type": "array", "items": _FILE},
}
_LIST: Final = {"page": "the page of the list"}
_PARAMETERS: Final[dict[str, tuple[str, Schema]]] = {
    "key": ("a document's key", _TEXT),
    "id": ("the id of a claim, a reading or a thread", _TEXT),
    "source": ("the id of a source document", _TEXT),
    "trace": ("the id of a trace", _TEXT),
    "form": ("a form of export", {"type": "string", "enum": sorted(EXPORTS)}),
    "page": ("the name of a help page", {"type": "string", "enum": sorted(PAGES)}),
    "mark": ("a mark of the file's contents", _TEXT),
    "name": ("the file", _TEXT),
}


class Told(NamedTuple):
    """A route: what its address asks for, the bodies that it takes, and what it answers where all is well, by status and media type."""

    answers: Mapping[int, Mapping[str, Schema]]
    query: Mapping[str, str] = {}
    bodies: Mapping[str, Schema] = {}
    open: bool = False


def _of(kind: type) -> Schema:
    return {"$ref": _REF.format(name=kind.__name__)}


def _fields(*names: str, **more: Schema) -> Schema:
    return {"type": "object", "properties": dict.fromkeys(names, _TEXT) | more}


def _order_fields() -> Schema:
    """An order as a form has it: the fields of all orders, as texts; `ids` are parted by commas."""
    orders = get_args(AnyOrder)
    names = dict.fromkeys(name for order in orders for name in order.__struct_fields__)
    doing = {"type": "string", "enum": [str(order.__struct_config__.tag) for order in orders]}
    whole = {"type": "string", "pattern": "^-?[0-9]{1,18}$"}
    return {**_fields(*names, "back", do=doing, seen=whole), "required": ["do", "seen"]}


_PAGE: Final = {200: {"text/html": _TEXT}}
_ON: Final[dict[int, dict[str, Schema]]] = {303: {}}
_TOLD: Final[dict[tuple[str, str], Told]] = {
    ("GET", "/"): Told(_PAGE, {"q": "words", "outlet": "", "language": "", "state": "", "order": "", **_LIST}),
    ("POST", "/example"): Told(_ON),
    ("POST", "/tour"): Told(_ON, {"back": "where to go on to"}),
    ("POST", "/read"): Told(
        {**_ON, 202: {_JSON: _of(JobRow)}},
        bodies={_PARTS: _fields(**_SOURCES), _FORM: _fields("url", "text")},
    ),
    ("GET", "/jobs/{id}"): Told({**_PAGE, **_ON}),
    ("POST", "/jobs/{id}/stop"): Told(_ON),
    ("GET", "/d/{key}"): Told(_PAGE, {"c": "the claim that is open"}),
    ("GET", "/d/{key}/text"): Told(_PAGE),
    ("GET", "/d/{key}/state"): Told({200: {_JSON: _of(StateRow)}}),
    ("GET", "/d/{key}/claims"): Told(_PAGE),
    ("GET", "/d/{key}/claims/{id}"): Told(_PAGE),
    ("GET", "/d/{key}/trace/{id}"): Told(_PAGE),
    ("GET", "/d/{key}/page/{trace}.png"): Told({200: {"image/png": _FILE}}),
    ("GET", "/d/{key}/source/{source}"): Told(_PAGE, {"at": "a stretch to mark: START-END"}),
    ("GET", "/d/{key}/figures"): Told(_PAGE, {"kind": "", "finding": "", "judged": "", **_LIST}),
    ("GET", "/d/{key}/sayso"): Told(_PAGE),
    ("GET", "/d/{key}/report"): Told(_PAGE, {"version": 'a signed version, or "draft"'}),
    ("GET", "/d/{key}/preview"): Told(_PAGE, {"version": 'a signed version, or "draft"'}),
    ("GET", "/d/{key}/export/{form}"): Told(
        {
            200: {
                kind: {} if "json" in kind else _FILE for kind in sorted({form.media_type for form in EXPORTS.values()})
            }
        },
        {"version": 'a signed version, or "draft"'},
    ),
    ("GET", "/house"): Told(_PAGE, {"scale": '"offered" for a scale to begin with'}),
    ("POST", "/house"): Told(
        _ON,
        bodies={
            _FORM: _fields(*("seen", "name", "url", "unnamed", "most_unnamed", "id", "rating", "place", "meaning"))
        },
    ),
    ("GET", "/d/{key}/history"): Told(_PAGE, {"who": "one person's events", **_LIST}),
    ("GET", "/d/{key}/history/moved"): Told(_PAGE),
    ("POST", "/d/{key}/reread"): Told(_ON, bodies={_PARTS: _fields(**_SOURCES), _FORM: _fields("url", "text")}),
    ("GET", "/d/{key}/forget"): Told(_PAGE),
    ("POST", "/d/{key}/forget"): Told(_ON, bodies={_FORM: _fields(sure={"type": "string", "enum": ["yes", "no"]})}),
    ("GET", "/threads"): Told(_PAGE, {"claim": "words", "figure": "a number", "since": "a day", **_LIST}),
    ("GET", "/threads/{id}"): Told(_PAGE),
    ("GET", "/help"): Told(_PAGE),
    ("GET", "/help/{page}"): Told(_PAGE),
    ("POST", "/d/{key}/acts"): Told(
        {**_ON, 200: {_JSON: _of(ActedRow)}}, bodies={_JSON: _of(Orders), _FORM: _order_fields()}
    ),
    ("GET", "/d/{key}/events"): Told({200: {_JSON: _of(EventsRow)}}, {"after": "the last event that is known"}),
    ("GET", "/live"): Told(
        {200: {"text/event-stream": _TEXT}}, {"d": "one document's key", "after": "the last event that is known"}
    ),
    ("GET", "/sign-in"): Told(_PAGE, {"next": "where to go on to"}, open=True),
    ("POST", "/sign-in"): Told(
        {**_ON, 401: {"text/html": _TEXT}, 429: {"text/html": _TEXT}},
        bodies={_FORM: _fields("name", "password", "next")},
        open=True,
    ),
    ("POST", "/sign-out"): Told(_ON),
    ("GET", "/static/{mark}/{name}"): Told(
        {200: {"text/css": _TEXT, "text/javascript": _TEXT, "image/svg+xml": _TEXT}}, open=True
    ),
}


def operations() -> Iterator[tuple[str, str, Route]]:
    """Every method and address that is answered, as the description names them; HEAD is answered where GET is."""
    for route in ROUTES:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield method, re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path), route


def description() -> Schema:
    """The OpenAPI document (3.1); raises KeyError for a route of which nothing is told."""
    paths: dict[str, Schema] = {}
    for method, path, route in operations():
        paths.setdefault(path, {})[method.lower()] = _operation(route, path, _TOLD[method, path])
    _, types = msgspec.json.schema_components(_TYPES, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The Sayso workbench",
            "version": "1",
            "description": (
                "What the workbench's own pages ask of it. Made of its routes; it may change with any version. What is not GET "
                "needs the Origin header of the workbench's own pages. GET pages are answered to HEAD, too."
            ),
        },
        "security": [{"cookie": []}],
        "paths": paths,
        "components": {
            "schemas": types,
            "responses": {"Refused": _refused()},
            "securitySchemes": {"cookie": {"type": "apiKey", "in": "cookie", "name": "sayso-PORT"}},
        },
    }


def _operation(route: Route, path: str, told: Told) -> Schema:
    answers = dict(told.answers)
    if "GET" in (route.methods or ()) and not told.open:
        answers.setdefault(303, {})  # who has not come in, to the door
    words = " ".join((route.endpoint.__doc__ or "").split())
    given: Schema = {
        "summary": words.partition(". ")[0].rstrip("."),
        "responses": {str(status): _answer(status, kinds) for status, kinds in sorted(answers.items())}
        | {"4XX": {"$ref": "#/components/responses/Refused"}, "503": {"$ref": "#/components/responses/Refused"}},
    }
    parameters = [_in_path(name) for name in re.findall(r"\{(\w+)\}", path)] + [
        {"name": name, "in": "query", "schema": _TEXT} | ({"description": said} if said else {})
        for name, said in told.query.items()
    ]
    if parameters:
        given["parameters"] = parameters
    if told.bodies:
        given["requestBody"] = {"content": {kind: {"schema": schema} for kind, schema in told.bodies.items()}}
    if told.open:
        given["security"] = []
    return given


def _in_path(name: str) -> Schema:
    said, schema = _PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "description": said, "schema": schema}


def _answer(status: int, kinds: Mapping[str, Schema]) -> Schema:
    words = {
        200: "What was asked for",
        202: "It waits for its turn",
        303: "On to a page of the workbench, or to its door",
    }
    answer: Schema = {"description": words.get(status, "Not so")}
    if kinds:
        answer["content"] = {kind: {"schema": schema} for kind, schema in kinds.items()}
    if status == 303:  # noqa: PLR2004  the only status that leads on
        answer["headers"] = {"Location": {"required": True, "schema": _TEXT}}
    return answer


def _refused() -> Schema:
    kinds = {"text/html": _TEXT, "text/plain": _TEXT, _JSON: _of(Refusal)}
    content = {kind: {"schema": schema} for kind, schema in kinds.items()}
    return {"description": "It cannot be done, with the reason and its mend", "content": content}
