"""One connection to one server: its address read, the server reached, and every wait with an end."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit, urlunsplit

from sayso.model import SaysoError, UnreadableError

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

T = TypeVar("T")
_PORTS: Final = {"http": 80, "https": 443}
#: The letters of a name, or of an IPv6 address with its zone; a resolver may take others for what they are not.
_HOST: Final = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9._%-]+)?")
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"


class Target(NamedTuple):
    """An address in its parts; `url` is how it is shown."""

    scheme: str
    host: str
    port: int
    path: str
    url: str

    @property
    def named(self) -> str:
        """The host as the header of that name has it, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Target:
    """The parts of an address; raises UnreadableError "url-unsupported"."""
    from urllib.parse import quote

    try:
        parts = urlsplit(url.strip())
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
        port = parts.port
        path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    except ValueError as error:  # also what is no text: bytes of a command line that are no UTF-8
        raise unsupported(f"it is no valid address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        raise unsupported("only http and https addresses are fetched")
    if not _HOST.fullmatch(host) or port == 0:
        raise unsupported("its host or its port is none")
    if parts.username is not None or parts.password is not None:
        raise unsupported("addresses with a name or password in them are not fetched")
    shown = urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))
    return Target(scheme, host, port or _PORTS[scheme], path, shown)


def unsupported(message: str) -> UnreadableError:
    """The error for an address that is not fetched."""
    return UnreadableError(
        "url-unsupported", message, "give an address that begins with https:// or http://, or a file"
    )


def converse(
    connection: HTTPConnection, deadline: float, exchange: Callable[[], T], late: Callable[[], SaysoError]
) -> T:
    """Do `exchange` over a connection, and close it; whatever breaks it is an UnreadableError.

    Raises `late()` when the deadline has passed, "unreachable" where the connection breaks, and what `exchange` raises.
    """
    passed = threading.Event()
    # Every wait has its own limit; only this one ends a server that sends a byte now and then.
    watch = threading.Timer(max(deadline - time.monotonic(), 0.01), _cut, (connection.sock, passed))
    watch.daemon = True
    watch.start()
    try:
        answer = exchange()
    except Exception as error:
        if passed.is_set() or isinstance(error, TimeoutError) or "timed out" in str(error).lower():
            raise late() from error
        if isinstance(error, SaysoError):
            raise
        raise UnreadableError("unreachable", f"the connection broke: {_reason(error)}", "try again later") from error
    finally:
        watch.cancel()
        connection.close()
    if passed.is_set():
        # What was cut off looks like a page that ends.
        raise late()
    return answer


def _cut(sock: socket.socket | None, late: threading.Event) -> None:
    late.set()
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def connect(target: Target, addresses: tuple[str, ...], deadline: float) -> HTTPConnection:
    """A connection to one of the very addresses that were checked, so that no second look-up can lead elsewhere.

    Raises UnreadableError "timeout" or "unreachable".
    """
    from urllib3.exceptions import HTTPError

    problem: Exception | None = None
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise UnreadableError("timeout", f"{target.host} did not answer in time", "try again later")
        connection = _connection(target, address, left)
        try:
            connection.connect()
        except (HTTPError, OSError, ssl.SSLError) as error:
            connection.close()
            problem = error
            continue
        return connection
    if problem is not None and ("timed out" in str(problem).lower() or isinstance(problem, TimeoutError)):
        raise UnreadableError("timeout", f"{target.host} did not answer in time", "try again later") from problem
    message = f"{target.host} could not be reached: {_reason(problem)}"
    raise UnreadableError("unreachable", message, "check the address, and the connection") from problem


def _connection(target: Target, address: str, seconds: float) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=seconds,
        server_hostname=target.host,  # which OpenSSL holds the certificate against, as it is told no other name
        cert_reqs="CERT_REQUIRED",
        ssl_context=_context(),
    )


def _context() -> ssl.SSLContext:
    """The system's own trusted certificates; where a Python has none, those that certifi ships."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        with contextlib.suppress(ImportError):
            import certifi

            context.load_verify_locations(certifi.where())
    return context


def _reason(error: Exception | None) -> str:
    return (str(error).split("\n")[0][:200] or type(error).__name__) if error else "no address"
