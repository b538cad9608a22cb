"""How people come in: by the token of the first address on their own machine, or by an account where several work."""

from __future__ import annotations

import hmac
from html import escape
from secrets import token_urlsafe
from typing import Final, NamedTuple, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.model import SaysoError
from sayso.store.desk import Desk
from sayso.store.desk.accounts import SESSION

from .people import Person
from .settings import Settings
from .shelf import now

#: What anyone may have: it says nothing of any document.
_OPEN: Final = ("/static/", "/sign-in")
#: What an open page asks for by itself: nobody has used a session by it.
_BY_ITSELF: Final = ("/live",)
#: The cookie of one's own workbench is good for as long as that runs: its secret ends with it. Browsers keep none longer.
_LONG: Final = 400 * 24 * 3600


class Came(NamedTuple):
    """Who has come, and whether the end of their session was moved on, so that the browser must hear of it."""

    person: Person
    moved: bool = False


class Door(Protocol):
    """Who is let in, and what becomes of who is not."""

    def person(self, cookie: str, *, used: bool = True) -> Came | None:
        """Whose cookie this is, or None; it may wait for the desk. Only what is `used` lasts longer for it."""
        ...

    def welcome(self, request: Request, *, known: bool) -> Response | None:
        """The answer to who brings what opens the door, or None; `known` is who has come in already."""
        ...

    def turned_away(self, request: Request) -> Response:
        """The answer to everybody else."""
        ...


class OwnDoor:
    """A workbench of one person: the first address opens it to one browser, once, for as long as it runs."""

    def __init__(self, settings: Settings) -> None:
        """Make a new secret for the cookie."""
        self._settings, self._secret = settings, token_urlsafe(32)
        self._spent = False

    def person(self, cookie: str, *, used: bool = True) -> Came | None:  # noqa: ARG002  nothing ends here
        """The person, where the cookie is the one that was given."""
        return Came(Person(self._settings.person or "", "editor")) if _same(cookie, self._secret) else None

    def welcome(self, request: Request, *, known: bool) -> Response | None:
        """Give the cookie to who first brings the token, and the same page without the token in its address."""
        if not self._brings_token(request) or (self._spent and not known):
            return None
        answer = _onwards(request, str(request.url.remove_query_params("token")))
        if not known:
            self._spent = True
            give_cookie(answer, self._settings, self._secret)
        return answer

    def _brings_token(self, request: Request) -> bool:
        return request.method == "GET" and _same(request.query_params.get("token", ""), self._settings.token)

    def turned_away(self, request: Request) -> Response:
        """A page that says how to come in."""
        if self._brings_token(request):
            message = "This address has let a browser in, and does so once."
            hint = (
                "go on in that browser; if it was not yours, or you want another, end `sayso review` and start it again"
            )
        else:
            message = "This workbench is not open to this browser."
            hint = "open it by the address that it printed when it started, or start it again with `sayso review`"
        return PlainTextResponse(f"{message}\nhint: {hint}\n", 403)


class TeamDoor:
    """A workbench of several people: each has an account of the desk, and signs in."""

    def __init__(self, desk: Desk) -> None:
        """Ask the desk's accounts."""
        self._accounts = desk.accounts

    def person(self, cookie: str, *, used: bool = True) -> Came | None:
        """Whose session this is."""
        came = self._accounts.come(cookie, now(), used=used) if cookie else None
        return Came(Person(came.account.name, came.account.role), came.moved) if came else None

    def welcome(self, _: Request, *, known: bool) -> Response | None:  # noqa: ARG002  as every door is asked
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
        request, cookie = Request(scope), cookie_of(Headers(scope=scope), self._settings)
        try:
            came = await run_in_threadpool(self._door.person, cookie, used=scope["path"] not in _BY_ITSELF)
        except SaysoError as error:  # nobody is known yet, for whom a page could be made
            told = f"{error.problem.message}\nhint: {error.problem.hint}\n"
            await PlainTextResponse(told, 503)(scope, receive, send)
            return
        answer = self._door.welcome(request, known=came is not None)
        if answer is None and came is not None:
            scope.setdefault("state", {})["person"] = came.person
            await self._app(scope, receive, self._reminded(send, cookie) if came.moved else send)
            return
        await (answer or self._door.turned_away(request))(scope, receive, send)

    def _reminded(self, send: Send, cookie: str) -> Send:
        """Answers that give the cookie again, as it lasts longer now; but for those that give, or take, it themselves."""
        again = Response()
        give_cookie(again, self._settings, cookie)

        async def remind(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not any(given.startswith(f"{_name(self._settings)}=") for given in headers.getlist("set-cookie")):
                    headers.append("set-cookie", again.headers["set-cookie"])
            await send(message)

        return remind


def _onwards(request: Request, place: str) -> Response:
    """On to a place of ours. From another site's page, or a file, only by a page of ours: else the cookie would not be sent."""
    if request.headers.get("sec-fetch-site", "none") == "none":
        return RedirectResponse(place, 303)
    where = escape(place)
    page = (
        f'<!doctype html><meta charset="utf-8"><title>Sayso</title><meta http-equiv="refresh" content="0;url={where}">'
    )
    body = f'{page}<p><a href="{where}">To the workbench</a></p>'
    return HTMLResponse(body, headers={"Referrer-Policy": "no-referrer"})


def give_cookie(answer: Response, settings: Settings, value: str) -> None:
    """Give a browser its cookie: no script and no page of another site gets at it."""
    age = SESSION if settings.person is None else _LONG
    answer.set_cookie(_name(settings), value, max_age=age, httponly=True, samesite="strict", secure=settings.secure)


def take_cookie(answer: Response, settings: Settings) -> None:
    """Take the cookie back."""
    answer.delete_cookie(_name(settings), httponly=True, samesite="strict", secure=settings.secure)


def cookie_of(headers: Headers, settings: Settings) -> str:
    """The cookie that a browser sends, or an empty text."""
    return cookie_parser(headers.get("cookie", "")).get(_name(settings), "")


def _name(settings: Settings) -> str:
    """The cookie's name. Cookies know no ports: two workbenches of one machine must not mix; over TLS it is the host's own."""
    return "__Host-sayso" if settings.secure else f"sayso-{URL(settings.origin).port or 80}"


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and hmac.compare_digest(one.encode(), other.encode())
