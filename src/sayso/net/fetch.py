"""Fetching one page that a person asked for: within limits, from public addresses, with no trace left behind."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from sayso.model import UnreadableError
from sayso.version import __version__

from .addresses import resolve
from .connect import Target, connect, converse, parse, unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

MIB: Final = 1024 * 1024
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_OK: Final = 200
_PIECE: Final = 64 * 1024
#: A page packed in more parts than this is meant to take time.
_MOST_PARTS: Final = 10_000
_MENDS: Final = {
    401: "the page wants a password: save it from the browser, and give the file",
    403: "the server refuses programs or wants a password: save the page from the browser, and give the file",
    404: "check the address; if the page was taken down, an archive may have it",
    410: "the page was taken down; an archive may have it",
    429: "the server wants fewer requests: try again later, or give the page as a file",
    451: "the page is blocked for legal reasons; an archive may have it",
}


@dataclass(frozen=True)
class Limits:
    """What a fetch takes at most: bytes (as sent and unpacked), seconds in all, redirects.

    `allow_private` lets it go to local and private addresses too, for servers of one's own; nothing else does.
    """

    max_bytes: int = 20 * MIB
    seconds: float = 20.0
    redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True)
class Fetched:
    """What came: the bytes, unpacked; the address that they came from in the end; how they were served."""

    data: bytes
    url: str
    content_type: str | None
    status: int
    redirects: tuple[str, ...] = ()


def fetch(url: str, *, limits: Limits | None = None) -> Fetched:
    """Fetch `url` with GET: no cookies, no proxies from the environment, no secrets.

    A redirect is checked as the first address was, and none leads from https to http. Raises UnreadableError
    "url-unsupported", "private-address", "unreachable", "timeout", "too-large", "too-many-redirects", "http-status",
    "unknown-format" or "damaged" (a packing that cannot be undone), each with the address that it is about.
    """
    bounds = limits or Limits()
    deadline = time.monotonic() + bounds.seconds
    seen: list[str] = []
    current = url
    while True:
        try:
            answer = _get(parse(current), bounds, deadline)
        except UnreadableError as error:
            problem = error.problem
            raise UnreadableError(problem.code, problem.message, problem.hint, current) from error
        if isinstance(answer, Fetched):
            return Fetched(answer.data, answer.url, answer.content_type, answer.status, tuple(seen))
        seen.append(current)
        current = _next(current, answer, seen, bounds)


def _next(current: str, location: str, seen: list[str], bounds: Limits) -> str:
    if len(seen) > bounds.redirects:
        message = f"it redirects more than {bounds.redirects} times"
        raise UnreadableError("too-many-redirects", message, "open it in a browser, and give the last address", seen[0])
    try:
        target = urljoin(current, location)
        scheme = urlsplit(target).scheme.lower()
    except ValueError as error:
        raise unsupported(f"it redirects to no valid address: {error}") from error
    if urlsplit(current).scheme.lower() == "https" and scheme == "http":
        message = f"it redirects from https to http: {target}"
        raise UnreadableError("url-unsupported", message, "if you trust that address, give it yourself", current)
    return target


def _get(target: Target, bounds: Limits, deadline: float) -> Fetched | str:
    """One request: what came, or where it redirects to."""
    left = deadline - time.monotonic()
    addresses = resolve(target.host, target.port, max(left, 0.01), allow_private=bounds.allow_private)
    connection = connect(target, addresses, deadline)
    return converse(connection, deadline, partial(_exchange, connection, target, bounds), partial(_late, bounds))


def _late(bounds: Limits) -> UnreadableError:
    message = f"fetching took longer than {bounds.seconds:g} seconds"
    return UnreadableError("timeout", message, "try again later, or save the page, and give the file")


def _exchange(connection: HTTPConnection, target: Target, bounds: Limits) -> Fetched | str:
    headers = {
        "Host": target.named,
        "User-Agent": f"sayso/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", target.path, headers=headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != _OK:
        raise _refused(response)
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared) > bounds.max_bytes:
        raise _too_large(bounds)
    data = b"".join(_unpacked(response, bounds))
    return Fetched(data, target.url, response.headers.get("Content-Type"), response.status)


def _refused(response: BaseHTTPResponse) -> UnreadableError:
    mend = _MENDS.get(response.status, "try again later, or save the page from the browser, and give the file")
    reason = " ".join((response.reason or "").split())[:80]
    return UnreadableError("http-status", f"the server answered {response.status} {reason}".rstrip(), mend)


def _too_large(bounds: Limits) -> UnreadableError:
    message = f"the page is larger than {bounds.max_bytes / MIB:g} MiB"
    return UnreadableError("too-large", message, "save what matters of it, and give the file")


def _unpacked(response: BaseHTTPResponse, bounds: Limits) -> Iterator[bytes]:
    """The body as it comes, unpacked piece by piece; never more than the limit, packed or unpacked."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnreadableError(
            "unknown-format", f"the server packs the page with {coding}", "save it, and give the file"
        )
    unpacker = _Unpacker(bounds) if coding not in ("", "identity") else None
    taken = given = 0
    while piece := response.read1(_PIECE):
        taken += len(piece)
        for part in unpacker.unpacked(piece) if unpacker else (piece,):
            given += len(part)
            if max(taken, given) > bounds.max_bytes:
                raise _too_large(bounds)
            yield part
    if taken and unpacker and not unpacker.whole:
        raise _damaged("it breaks off")


def _damaged(why: object) -> UnreadableError:
    return UnreadableError("damaged", f"the page is packed wrongly: {why}", "try again later")


class _Unpacker:
    """Unpacks what comes piece by piece: gzip of one part or of several behind each other (RFC 1952), or zlib."""

    def __init__(self, bounds: Limits) -> None:
        self._most = bounds.max_bytes + 1
        self._parts = 1
        self._part = _part()

    @property
    def whole(self) -> bool:
        """Whether the last part has come to its end."""
        return self._part.eof

    def unpacked(self, piece: bytes) -> Iterator[bytes]:
        """What is in a piece; raises UnreadableError "damaged"."""
        left = piece
        while left:
            if self._part.eof:
                left = left.lstrip(b"\0")  # what a part may be filled up with
                if not left:
                    return
                self._begin()
            try:
                yield self._part.decompress(left, self._most)
            except zlib.error as error:
                raise _damaged(error) from error
            left = self._part.unconsumed_tail or self._part.unused_data

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise _damaged(f"in more than {_MOST_PARTS} parts")
        self._part = _part()


def _part() -> zlib._Decompress:
    return zlib.decompressobj(47)  # which reads the heads of gzip and of zlib
