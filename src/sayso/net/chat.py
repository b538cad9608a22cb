"""One question to a model server that a person configured: sent as it is given, the answer taken within limits.

Any server that answers POST {base}/chat/completions as OpenAI's does, a local one too. Nothing is sent anywhere else: no
redirect is followed, no proxy is taken from the environment, and the key is in no error and no answer.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec

from sayso.model import UnreadableError, UsageError
from sayso.version import __version__

from .addresses import is_own, is_public, resolve
from .connect import Target, connect, converse, parse

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

KIB: Final = 1024
_END: Final = "/chat/completions"
_OK, _REDIRECT, _FAILED = 200, range(300, 400), range(400, 600)
_BUSY: Final = frozenset((429, 503))
_PIECE: Final = 16 * KIB
#: How long a server that is busy is waited for, where it does not say, and at most.
_PAUSES: Final = (2.0, 8.0)
_LONGEST_PAUSE: Final = 30.0
#: How much of a server's own words about an error is read, and shown.
_COMPLAINT, _SHOWN = 8 * KIB, 200
#: A key is sent as a header: printable ASCII without spaces. Shorter ones ("ollama", "none") are words, no secrets.
_KEY: Final = re.compile(r"[!-~]+\Z")
_SECRET: Final = 12
_MENDS: Final = {
    400: "if the server does not know one of the request's fields, name it in adjudicate_omit",
    401: "the server wants another key: name the variable that holds it in adjudicate_key_env",
    403: "the server wants another key: name the variable that holds it in adjudicate_key_env",
    404: "check the address (it often ends in /v1) and the model's name",
    413: "the server takes no request of this size: try another one",
    422: "if the server does not know one of the request's fields, name it in adjudicate_omit",
    429: "the server wants fewer requests: try again later, or ask fewer with --adjudicate-most",
}


@dataclass(frozen=True)
class ChatServer:
    """Where questions are sent. `host` is its name as it is shown and kept; `plain` lets it be public and without TLS.

    `seconds` are for one answer, `max_bytes` is what an answer may have.
    """

    target: Target
    key: str | None = field(default=None, repr=False)
    plain: bool = False
    seconds: float = 180.0
    max_bytes: int = 256 * KIB

    @property
    def host(self) -> str:
        """The server's name, with the port where it is not the usual one."""
        return self.target.named


@dataclass(frozen=True)
class ChatAnswer:
    """What a server answered: the text, the model that it says it used, and whether the text ended by itself."""

    text: str
    model: str | None
    ended: bool


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Chat(msgspec.Struct):
    choices: list[_Choice]
    model: str | None = None


class _Fault(msgspec.Struct):
    message: str = ""


class _Complaint(msgspec.Struct):
    error: _Fault | str = ""


class _BusyError(UnreadableError):
    """The server has too much to do; `pause` is for how long."""

    def __init__(self, error: UnreadableError, pause: float | None) -> None:
        problem = error.problem
        super().__init__(problem.code, problem.message, problem.hint)
        self.pause = pause


def chat_server(url: str, key: str | None = None, *, plain: bool = False) -> ChatServer:
    """The server at a base address ("http://localhost:11434/v1"), without asking it anything.

    Raises UsageError for what is no such address, has a name, password or query in it, is public and without TLS (unless
    `plain`), or for a key that no header can hold.
    """
    if key is not None and not _KEY.match(key):
        raise UsageError("usage", "the model server's key is no plain word", "look for line breaks and spaces in it")
    if "?" in url or "#" in url:
        raise _no_server("a query is in it")
    try:
        target = parse(url.strip().rstrip("/").removesuffix(_END) + _END)
    except UnreadableError as error:
        raise _no_server(error.problem.message) from error
    if target.scheme == "http" and not plain and is_public(target.host):
        raise UsageError("usage", *_unsafe(target.host))
    return ChatServer(target, key, plain)


def _no_server(message: str) -> UsageError:
    hint = "give the address before /chat/completions, as http://localhost:11434/v1"
    return UsageError("usage", f"no address of a model server: {message}", hint)


def _unsafe(host: str) -> tuple[str, str]:
    return f"{host} is a public server, and http is read by all on the way", "use https, or allow it: --adjudicate-http"


def send_chat(server: ChatServer, payload: bytes) -> ChatAnswer:
    """Send one payload, JSON as it is, and wait for the answer; a server that is busy is asked up to three times.

    Raises UnreadableError "unreachable", "timeout", "http-status", "too-large", "damaged" (no answer of a chat) or
    "url-unsupported" (a redirect, or a public server without TLS), never with the key in it.
    """
    try:
        return _patiently(server, payload)
    except UnreadableError as error:
        problem = error.problem
        # The cause is left out with what it may hold: the request.
        raise UnreadableError(problem.code, _hidden(server, problem.message), problem.hint) from None


def _patiently(server: ChatServer, payload: bytes) -> ChatAnswer:
    for pause in _PAUSES:
        try:
            return _once(server, payload)
        except _BusyError as busy:
            wanted = pause if busy.pause is None else busy.pause
            if wanted > _LONGEST_PAUSE:
                raise
            time.sleep(wanted)
    return _once(server, payload)


def _once(server: ChatServer, payload: bytes) -> ChatAnswer:
    deadline = time.monotonic() + server.seconds
    target = server.target
    addresses = resolve(target.host, target.port, server.seconds, allow_private=True)
    if target.scheme == "http" and not server.plain and not all(map(is_own, addresses)):
        raise UnreadableError("url-unsupported", *_unsafe(target.host))
    connection = connect(target, addresses, deadline)
    body = converse(connection, deadline, partial(_exchange, connection, server, payload), partial(_late, server))
    return _read(server, body)


def _late(server: ChatServer) -> UnreadableError:
    message = f"no whole answer came in {server.seconds:g} seconds"
    return UnreadableError("timeout", message, "try a smaller model, or again when it is loaded")


def _exchange(connection: HTTPConnection, server: ChatServer, payload: bytes) -> bytes:
    headers = {
        "Host": server.target.named,
        "User-Agent": f"sayso/{__version__}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    connection.request("POST", server.target.path, payload, headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    if response.status != _OK:
        raise _refused(server, response)
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise UnreadableError("damaged", "its answer is packed, which was not asked for", "try another server")
    body = _taken(response, server.max_bytes + 1)
    if len(body) > server.max_bytes:
        message = f"its answer is larger than {server.max_bytes // KIB} KiB"
        raise UnreadableError("too-large", message, "try another model")
    return body


def _taken(response: BaseHTTPResponse, most: int) -> bytes:
    """The body, up to so many bytes."""
    taken = b""
    while len(taken) < most and (piece := response.read1(_PIECE)):
        taken += piece
    return taken[:most]


def _refused(server: ChatServer, response: BaseHTTPResponse) -> UnreadableError:
    status = response.status
    if status in _REDIRECT:
        message = f"it sends elsewhere ({status}), which is not followed"
        return UnreadableError("url-unsupported", message, "if you trust the other address, give it yourself")
    reason = _line(server, response.reason or "", 80)
    said = _line(server, _complaint(response), _SHOWN) if status in _FAILED else ""
    message = f"it answered {status} {reason}".rstrip() + (f": {said}" if said else "")
    error = UnreadableError("http-status", message, _MENDS.get(status, "see what the server's own log says"))
    return _BusyError(error, _pause(response)) if status in _BUSY else error


def _complaint(response: BaseHTTPResponse) -> str:
    """What the server says is wrong, where it says so as such servers do; never a page of HTML."""
    try:
        said = msgspec.json.decode(_taken(response, _COMPLAINT), type=_Complaint).error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return said if isinstance(said, str) else said.message


def _pause(response: BaseHTTPResponse) -> float | None:
    """For how long the server wants to be left alone, where it says so in seconds."""
    told = response.headers.get("Retry-After", "").strip()
    return float(told) if told.isdecimal() and told.isascii() else None


def _read(server: ChatServer, body: bytes) -> ChatAnswer:
    try:
        chat = msgspec.json.decode(body, type=_Chat)
        choice = chat.choices[0]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, IndexError) as error:
        start = _line(server, body.decode("utf-8", "replace"), 60)
        message = f"its answer is none of a chat: it begins “{start}”" if start else "its answer is empty"
        hint = "check that the address is that of an OpenAI-compatible server; it often ends in /v1"
        raise UnreadableError("damaged", message, hint) from error
    model = None if chat.model is None else _hidden(server, chat.model)
    return ChatAnswer(_hidden(server, choice.message.content or ""), model, choice.finish_reason in {None, "stop"})


def _line(server: ChatServer, text: str, most: int) -> str:
    """The text on one line and cut, without the key: that goes before the cut, so that no half of it stays."""
    return " ".join(_hidden(server, text).split())[:most]


def _hidden(server: ChatServer, text: str) -> str:
    """The text without the key: a server may say back what it was sent."""
    key = server.key
    return text.replace(key, "[key]") if key and len(key) >= _SECRET else text
