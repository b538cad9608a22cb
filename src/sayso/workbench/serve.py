"""The server: on this machine alone unless it is told otherwise, without a word about what is asked for."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette

from sayso.model import UsageError

from .patience import Line, Patience

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Tls:
    """The certificate, with its chain, and its key: files in PEM."""

    certificate: str
    key: str


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """A listening socket, on this machine alone where no other address is named; port 0 takes a free one.

    Raises UsageError where the address cannot be used.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        what = getattr(error, "strerror", None) or str(error)
        raise UsageError("busy", f"{host}, port {port} cannot be used: {what}", "name another with --port") from error
    listening.listen(128)  # from now on a browser waits, in place of being refused, until the pages are there
    return listening


def serve(app: Starlette, listening: socket.socket, tls: Tls | None = None) -> None:
    """Serve until Ctrl-C or a signal to end; raises UsageError for a certificate that cannot be used."""
    server_of(app, tls).run(sockets=[listening])


def server_of(app: Starlette, tls: Tls | None = None, patience: Patience | None = None) -> uvicorn.Server:
    """The server, not started yet; raises UsageError for a certificate that cannot be used."""
    line: Any = Line(patience or Patience())  # it is called as a class of protocols is
    config = uvicorn.Config(
        app,
        http=line,
        ws="none",
        log_level="warning",
        access_log=False,  # addresses of documents, and once the token, are nobody's business
        server_header=False,
        date_header=False,
        lifespan="on",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=300,  # of which the patience of the server leaves a hundred to those who keep it waiting
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        hint = "give the certificate with its chain, and its key, as PEM files"
        raise UsageError("unreadable", f"the certificate cannot be used: {error}", hint) from error
    return uvicorn.Server(config)
