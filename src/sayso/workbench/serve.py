"""The server: on this machine alone, without a word about what is asked for."""

from __future__ import annotations

import socket
from typing import Final

import uvicorn
from starlette.applications import Starlette

from sayso.model import UsageError

LOOPBACK: Final = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A listening socket on this machine alone; port 0 takes a free one. Raises UsageError where it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        listening.close()
        raise UsageError("busy", f"port {port} cannot be used: {error.strerror}", "name another with --port") from error
    listening.listen(128)  # from now on a browser waits, in place of being refused, until the pages are there
    return listening


def serve(app: Starlette, listening: socket.socket) -> None:
    """Serve until Ctrl-C or a signal to end."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses of documents, and once the token, are nobody's business
        server_header=False,
        date_header=False,
        lifespan="on",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=200,
    )
    uvicorn.Server(config).run(sockets=[listening])
