"""What keeps strangers out: the Host header, the origin of what changes things, sizes, and headers on every answer.

A page of another site cannot read anything here (the cookie is SameSite=Strict, answers are same-origin resources), nor
change anything (its Origin is another), also not under a host name that it points at this machine (DNS rebinding: the
Host header is another). A path or query is never written to a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings

#: What brings files may be as large as the settings say; all else is what people write.
_UPLOADS: Final = re.compile(r"/read|/d/[^/]+/reread")
_WRITTEN: Final = 1024 * 1024
_SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
#: A length of more digits is none, and costs to read.
_DIGITS: Final = 18
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a browser sends our own forms with the origin "null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Wraps the application: refuses what does not come from its own pages, and marks every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Keep what is answered."""
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._settings.max_upload if _UPLOADS.fullmatch(scope["path"]) else _WRITTEN
        refused = self._refused(scope["method"], Headers(scope=scope), most)
        if refused is not None:
            await refused(scope, receive, _marked(send))
            return
        await self._app(scope, _measured(receive, most), _marked(send))

    def _refused(self, method: str, headers: Headers, most: int) -> PlainTextResponse | None:
        if not _one_of(headers.getlist("host"), self._settings.hosts):
            hint = "open it by the address that it printed when it started"
            return PlainTextResponse(f"This workbench does not answer to that name.\nhint: {hint}\n", 421)
        if method not in _SAFE and not _one_of(headers.getlist("origin"), {self._settings.origin}):
            return PlainTextResponse("Only the workbench's own pages may change something.\n", 403)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and method not in _SAFE:
            return PlainTextResponse("Only the workbench's own pages may change something.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > _DIGITS or int(length) > most:
            return PlainTextResponse(_too_large(most), 413)
        return None


def _too_large(most: int) -> str:
    return f"That is larger than {most // 2**20} MB.\nhint: give fewer files at once, or write less\n"


def _one_of(values: Iterable[str], allowed: Iterable[str]) -> bool:
    """Whether there is exactly one value, and it is allowed."""
    held = list(values)
    return len(held) == 1 and held[0].lower() in allowed


def _measured(receive: Receive, most: int) -> Receive:
    """What comes in; raises HTTPException where it is more than the limit, whatever its header had promised, or not promised."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, _too_large(most).rstrip())
        return message

    return take


def _marked(send: Send) -> Send:
    """Answers with our headers on them; nothing but static files may be kept by a cache."""

    async def mark(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return mark
