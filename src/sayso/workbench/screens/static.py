"""Style, script and icon, which a browser may keep for good."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.workbench.static import content

_TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def static(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    try:
        body = content(name)
    except KeyError as error:
        raise HTTPException(404, "There is no such file.") from error
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(body, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)


ROUTES = (Route("/static/{mark}/{name}", static),)
