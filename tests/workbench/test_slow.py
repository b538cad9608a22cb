"""Clients that send or fetch slowly: each is cut in the end, and meanwhile the workbench answers the others."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
from starlette.testclient import TestClient

from sayso.store.desk import Desk
from sayso.workbench import Settings, make_app
from sayso.workbench.patience import Patience
from sayso.workbench.serve import listen, server_of

#: How long the tests wait for what must come, on a machine that others use, too.
_LONG = 30
FEW = Patience(head=1.0, pause=0.5, least=1024, fetched=1.0, waiting=10)


@contextmanager
def served(desk: Desk, patience: Patience) -> Iterator[int]:
    """The port of a workbench that answers on loopback, with its real server."""
    listening = listen(0)
    port = listening.getsockname()[1]
    name = f"127.0.0.1:{port}"
    settings = Settings(origin=f"http://{name}", hosts=frozenset((name,)), person="Ann", token="let-me-in")  # noqa: S106
    server = server_of(make_app(desk, settings), patience=patience)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(_LONG)
        listening.close()


@pytest.fixture
def port(desk: Desk) -> Iterator[int]:
    """A workbench with little patience."""
    with served(desk, FEW) as port:
        yield port


def dialled(port: int, first: bytes) -> socket.socket:
    """A connection on which this was said."""
    one = socket.create_connection(("127.0.0.1", port), timeout=_LONG)
    one.sendall(first)
    return one


def is_answered(port: int) -> bool:
    """Whether who asks properly is answered; the door is shut to them, but it is the workbench that says so."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_LONG)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status == 403


def ends(one: socket.socket, drip: Callable[[socket.socket], object] = lambda _: None) -> float:
    """How long it takes until the other side has ended a connection on which this is sent again and again."""
    start = time.monotonic()
    one.settimeout(0.1)
    while time.monotonic() - start < _LONG:
        try:
            drip(one)
            if not one.recv(65536):
                return time.monotonic() - start
        except TimeoutError:
            continue
        except OSError:
            return time.monotonic() - start
    pytest.fail("the connection was never ended")


def _begun(port: int) -> bytes:
    return f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()


def _posted(port: int, path: str = "/sign-in") -> bytes:
    name = f"127.0.0.1:{port}"
    head = f"POST {path} HTTP/1.1\r\nHost: {name}\r\nOrigin: http://{name}\r\nContent-Length: 1000000\r\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nname=".encode()


@pytest.mark.parametrize("first", [b"", b"GET / HT", b"head", b"body"])
def test_who_does_not_come_to_the_point_is_cut(port: int, first: bytes) -> None:
    """Who says nothing, breaks off in a line, sends a header now and then, or a byte of a body now and then."""
    said = {b"head": _begun(port), b"body": _posted(port)}.get(first, first)
    drip = {b"head": b"X: y\r\n", b"body": b"a"}.get(first, b"")
    with closing(dialled(port, said)) as one:
        took = ends(one, lambda one: one.sendall(drip))
    assert took > 0.3
    assert is_answered(port)


def test_a_second_request_must_come_to_the_point_too(port: int) -> None:
    with closing(dialled(port, _begun(port) + b"\r\n")) as one:
        assert one.recv(65536).startswith(b"HTTP/1.1 403")
        one.sendall(b"GET / HT")
        assert ends(one) > 0.3


def test_however_many_keep_it_waiting_others_are_answered(port: int) -> None:
    """Many more than it has places for: the oldest go, at once, and who asks properly never waits for them."""
    with ExitStack() as stack:
        for at in range(60):
            stack.enter_context(closing(dialled(port, _begun(port) if at % 2 else _posted(port))))
            if at % 20 == 19:
                assert is_answered(port)


def test_who_does_not_fetch_the_answer_is_cut(port: int) -> None:
    """Requests without end on one connection, whose answers nobody reads."""
    with closing(socket.socket()) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.settimeout(_LONG)
        one.connect(("127.0.0.1", port))
        asked = f"GET /static/x/workbench.css HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            _ask_on_and_on(one, asked * 5)
    assert is_answered(port)


def _ask_on_and_on(one: socket.socket, asked: bytes) -> None:
    for _ in range(400):
        one.sendall(asked)
        time.sleep(0.05)


def test_a_slow_upload_that_keeps_its_pace_is_taken(port: int) -> None:
    """As over a bad line: twice the least pace, for longer than any limit of time."""
    name = f"127.0.0.1:{port}"
    body = b"text=" + b"x" * 12_000
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_LONG)) as connection:
        connection.request("GET", "/?token=let-me-in")
        answer = connection.getresponse()
        cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        answer.read()
        connection.putrequest("POST", "/read")
        headers = {
            "Origin": f"http://{name}",
            "Cookie": cookie,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        for header, value in {**headers, "Content-Type": "application/x-www-form-urlencoded"}.items():
            connection.putheader(header, value)
        connection.endheaders()
        for at in range(0, len(body), 1200):
            connection.send(body[at : at + 1200])
            time.sleep(0.2)
        assert connection.getresponse().status == 303


def test_what_is_longer_than_people_write_is_refused_whatever_it_had_promised(client: TestClient, key: str) -> None:
    """Told beforehand, and in pieces without a length; documents may be longer."""
    large = b"text=" + b"x" * 2**20
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in (f"/d/{key}/acts", "/house", f"/d/{key}/forget"):
        for content in (large, iter([large[: 2**19], large[2**19 :]])):
            answer = client.post(path, content=content, headers=form)
            assert answer.status_code == 413, path
            assert "larger than 1 MB" in answer.text
    assert client.post("/read", content=large, headers=form).status_code == 303


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "0x10", "१", "1, 2"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    headers = [(b"content-length", length.encode()), (b"origin", b"http://127.0.0.1:8000")]
    assert client.post("/read", headers=headers).status_code == 413
