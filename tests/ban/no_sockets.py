"""The ban on sockets, for the tests and for every Python process that they start.

Python tells an audit hook of each look-up, connection, bound address and datagram before it happens (PEP 578); no code can
take the hook away again. What is not allowed is refused, and told in a file, so that a refusal that the code under test
swallows is found, too. Sockets within the machine that have no address (pairs, pipes, those of the file system) are free.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any, Final

#: What is allowed stands here: "none", or "loopback"; and here is the file in which refusals are told.
MODE: Final = "TESTS_SOCKETS"
TOLD: Final = "TESTS_SOCKETS_TOLD"
_INSTALLED: Final[list[bool]] = []
#: Events with an address beside the socket, and events that begin with a host.
_ADDRESSED: Final = frozenset(("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"))
_LOOKED_UP: Final = frozenset(
    ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
)
_LETTING_GO: Final = frozenset(("_garbage_collect_object", "garbage_collect_object"))
_OWN_NAMES: Final = frozenset(("localhost", "localhost."))


class SocketsAreBannedError(RuntimeError):
    """A test, or a process of it, wanted a socket and may not have one. No OSError, which code takes for a weak network."""


def install() -> None:
    """Set the ban up in this process, for good, once."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        sys.addaudithook(_hook)


def told() -> list[str]:
    """All refusals so far, of this process and of those that it started."""
    path = os.environ.get(TOLD, "")
    return Path(path).read_text(encoding="utf-8").splitlines() if path and Path(path).exists() else []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _ADDRESSED:
        host = _host(args[1])
    elif event in _LOOKED_UP:
        host = _host(args[0] if isinstance(args[0], tuple) else (args[0],))
    else:
        return
    if host is None or (host == "::1" and _is_asked_by_urllib3()):
        return
    free = host.lower() in _OWN_NAMES or (_is_number(host) if event in _LOOKED_UP else _is_loopback(host))
    if not (free and os.environ.get(MODE) == "loopback"):
        _refuse(event, host, is_told=not _is_asked_by_py4j())


def _is_asked_by_urllib3() -> bool:
    """Whether urllib3 looks, when it is imported, if the machine knows IPv6: it binds a port of loopback, and closes it."""
    code = sys._getframe(2).f_code
    return code.co_name == "_has_ipv6" and "urllib3" in code.co_filename


def _is_asked_by_py4j() -> bool:
    """Whether py4j lets go of an object in Java: at whatever moment Python collects the one that stood for it, in any later test.

    It does so at once, or in a thread of its own that looks once a second for what is to be let go (`FinalizerWorker`).
    """
    frame = sys._getframe(2)
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_name in _LETTING_GO and "py4j" in frame.f_code.co_filename:
            return True
    return False


def _host(address: Any) -> str | None:
    """The host of an address; None where it has none, as a path of the file system has none."""
    if not isinstance(address, tuple) or not address:
        return None
    host = address[0]
    return host.decode("ascii", "replace") if isinstance(host, bytes) else "" if host is None else str(host)


def _is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_number(host: str) -> bool:
    """Whether a host is a number, in whatever way it is written: it is looked up without asking anybody."""
    try:
        socket.inet_aton(host)
    except OSError:
        return ":" in host
    return True


def _refuse(event: str, host: str, *, is_told: bool) -> None:
    words = f"{event} to {host!r} in process {os.getpid()}: {' '.join(sys.argv[:3])}".replace("\n", " ")
    if is_told and os.environ.get(TOLD):
        with Path(os.environ[TOLD]).open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{words}\n")
    raise SocketsAreBannedError(f"{words} (allowed: {os.environ.get(MODE) or 'none'})")
