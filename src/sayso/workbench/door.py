"""How people come in: by the token of the first address on their own machine, or by their account."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from typing import Final

from starlette.datastructures import URL, Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .people import Person
from .settings import Settings

_COOKIE: Final = "sayso"
#: What anyone may have: it says nothing of any document.
_OPEN: Final = ("/static/",)
_HOUR: Final = 3600


class Door:
    """Wraps the application: lets in who has the cookie, gives it to who brings the token, turns others away.

    `scope["state"]["person"]` is who it is.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Make a new secret for the cookie: it lasts as long as the workbench runs."""
        self._app, self._settings = app, settings
        self._secret = token_urlsafe(32)
        port = URL(settings.origin).port or 0
        self._cookie = f"{_COOKIE}-{port}"  # cookies know no ports: two workbenches of one machine must not mix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        token = request.query_params.get("token")
        if token is not None and _same(token, self._settings.token):
            await self._welcome(request)(scope, receive, send)
            return
        if not _same(_cookie(Headers(scope=scope), self._cookie), self._secret):
            await _turned_away()(scope, receive, send)
            return
        scope.setdefault("state", {})["person"] = Person(self._settings.person or "", "editor")
        await self._app(scope, receive, send)

    def _welcome(self, request: Request) -> Response:
        """Give the cookie, and the same page without the token in its address."""
        answer = RedirectResponse(str(request.url.remove_query_params("token")), 303)
        answer.set_cookie(
            self._cookie,
            self._secret,
            max_age=12 * _HOUR,
            httponly=True,
            samesite="strict",
            secure=self._settings.secure,
        )
        return answer


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and hmac.compare_digest(one.encode(), other.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _turned_away() -> Response:
    hint = "open it by the address that it printed when it started, or start it again with `sayso review`"
    return PlainTextResponse(f"This workbench is not open to this browser.\nhint: {hint}\n", 403)
