"""How people come in: by the token of the first address on their own machine, or by an account where several work."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from typing import Final, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL, Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.store.desk import Desk

from .people import Person
from .settings import Settings
from .shelf import now

#: What anyone may have: it says nothing of any document.
_OPEN: Final = ("/static/", "/sign-in")
_HOURS: Final = 12 * 3600


class Door(Protocol):
    """Who is let in, and what becomes of who is not."""

    def person(self, cookie: str) -> Person | None:
        """Whose cookie this is, or None; it may wait for the desk."""
        ...

    def welcome(self, request: Request) -> Response | None:
        """The answer to who brings what opens the door, or None."""
        ...

    def turned_away(self, request: Request) -> Response:
        """The answer to everybody else."""
        ...


class OwnDoor:
    """A workbench of one person: the first address opens it to one browser, for as long as it runs."""

    def __init__(self, settings: Settings) -> None:
        """Make a new secret for the cookie."""
        self._settings, self._secret = settings, token_urlsafe(32)

    def person(self, cookie: str) -> Person | None:
        """The person, where the cookie is the one that was given."""
        return Person(self._settings.person or "", "editor") if _same(cookie, self._secret) else None

    def welcome(self, request: Request) -> Response | None:
        """Give the cookie to who brings the token, and the same page without the token in its address."""
        token = request.query_params.get("token")
        if token is None or not _same(token, self._settings.token):
            return None
        answer = RedirectResponse(str(request.url.remove_query_params("token")), 303)
        give_cookie(answer, self._settings, self._secret)
        return answer

    def turned_away(self, _: Request) -> Response:
        """A page that says how to come in."""
        hint = "open it by the address that it printed when it started, or start it again with `sayso review`"
        return PlainTextResponse(f"This workbench is not open to this browser.\nhint: {hint}\n", 403)


class TeamDoor:
    """A workbench of several people: each has an account of the desk, and signs in."""

    def __init__(self, desk: Desk) -> None:
        """Ask the desk's accounts."""
        self._accounts = desk.accounts

    def person(self, cookie: str) -> Person | None:
        """Whose session this is."""
        account = self._accounts.session(cookie, now()) if cookie else None
        return Person(account.name, account.role) if account else None

    def welcome(self, _: Request) -> Response | None:
        """Nobody comes in by an address."""
        return None

    def turned_away(self, request: Request) -> Response:
        """To the sign-in page, and from there to where they wanted to go; a script is told."""
        if request.method != "GET" or "html" not in request.headers.get("accept", "html"):
            return PlainTextResponse("You are signed out.\nhint: sign in again; what you wrote is still here\n", 401)
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(path, safe='')}", 303)


class Doorkeeper:
    """Wraps the application: `scope["state"]["person"]` is who is asking, in everything behind it."""

    def __init__(self, app: ASGIApp, settings: Settings, door: Door) -> None:
        """Stand in front of an application."""
        self._app, self._settings, self._door = app, settings, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._door.welcome(request)
        if answer is None:
            cookie = cookie_of(Headers(scope=scope), self._settings)
            person = await run_in_threadpool(self._door.person, cookie)
            if person is not None:
                scope.setdefault("state", {})["person"] = person
                await self._app(scope, receive, send)
                return
            answer = self._door.turned_away(request)
        await answer(scope, receive, send)


def give_cookie(answer: Response, settings: Settings, value: str) -> None:
    """Give a browser its cookie: no script and no page of another site gets at it."""
    answer.set_cookie(_name(settings), value, max_age=_HOURS, httponly=True, samesite="strict", secure=settings.secure)


def take_cookie(answer: Response, settings: Settings) -> None:
    """Take the cookie back."""
    answer.delete_cookie(_name(settings), httponly=True, samesite="strict", secure=settings.secure)


def cookie_of(headers: Headers, settings: Settings) -> str:
    """The cookie that a browser sends, or an empty text."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(_name(settings))
    except CookieError:
        return ""
    return found.value if found else ""


def _name(settings: Settings) -> str:
    """The cookie's name. Cookies know no ports: two workbenches of one machine must not mix; over TLS it is the host's own."""
    return "__Host-sayso" if settings.secure else f"sayso-{URL(settings.origin).port or 80}"


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and hmac.compare_digest(one.encode(), other.encode())
