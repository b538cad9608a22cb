"""A model server of our own, on this machine: it answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Keeps a request, then answers with the stub's next reply, or its last one again."""

    server: Stub

    def setup(self) -> None:
        """A connection came: nothing of it is read yet."""
        self.server.connected()
        super().setup()

    def do_POST(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        stub = self.server
        stub.paths.append(self.path)
        stub.headers.append({name.lower(): value for name, value in self.headers.items()})
        stub.bodies.append(body)
        reply = stub.replies.pop(0) if len(stub.replies) > 1 else stub.replies[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            reply(self)

    def do_GET(self) -> None:
        """Nobody asks so; if somebody does, it is seen."""
        self.server.paths.append(f"GET {self.path}")
        self.send(b"", status=404)

    def send(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Say nothing."""


Reply = Callable[[Handler], None]


class Stub(ThreadingHTTPServer):
    """The server; `replies` are what it answers, `bodies`, `headers` and `paths` what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = [says(finding="not_found", because="It says nothing of it.", quote="")]
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.connected: Callable[[], None] = lambda: None

    @property
    def host(self) -> str:
        """Name and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """What a person names."""
        return f"http://{self.host}/v1"


@contextmanager
def stub_server() -> Iterator[Stub]:
    """A server in a thread, closed in the end."""
    with Stub() as stub:
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            stub.shutdown()


def chat(text: str | None, *, finish: str = "stop", model: str = "stub-1b") -> bytes:
    """The body of an answer, as such servers give it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return json.dumps({"id": "x", "object": "chat.completion", "model": model, "choices": [choice]}).encode()


def tells(text: str | None, **rest: Any) -> Reply:
    """A reply with this text."""
    return lambda handler: handler.send(chat(text, **rest))


def says(**fields: Any) -> Reply:
    """A reply in the form that is asked for."""
    return tells(json.dumps(fields, ensure_ascii=False))


def fails(status: int, body: bytes = b"", **headers: str) -> Reply:
    """An error."""
    return lambda handler: handler.send(body, status=status, **headers)
