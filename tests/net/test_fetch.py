"""Fetching from a server of our own: limits, redirects, errors, and what is sent."""

from __future__ import annotations

import gzip
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from sayso.model import UnreadableError
from sayso.net import Fetched, Limits, fetch
from sayso.reading import read_any, read_url
from sayso.version import __version__

MIB = 1024 * 1024
PAGE = b"<html><body><p>The share rose to 54 percent, the ministry said.</p></body></html>"
OWN = Limits(allow_private=True, seconds=10)


class Handler(BaseHTTPRequestHandler):
    """A small server with odd pages."""

    seen: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        """Answer."""
        self.seen.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        name = self.path.strip("/").split("?")[0].split("/")[0] or "page"
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"give_{name}", self.give_missing)()

    def send(self, body: bytes, *, status: int = 200, length: bool = True, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", headers.pop("type", "text/html; charset=utf-8"))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        """A page."""
        self.send(PAGE, Set_Cookie="a=b")

    def give_text(self) -> None:
        """A text in an encoding that the header names."""
        self.send("Es kamen fünf Männer nach Köln, sagte er.".encode("cp1252"), type="text/plain; charset=iso-8859-1")

    def give_packed(self) -> None:
        """A page packed with gzip."""
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def give_deflated(self) -> None:
        """A page packed with zlib."""
        self.send(zlib.compress(PAGE), Content_Encoding="deflate")

    def give_bomb(self) -> None:
        """A page of 50 MiB in 50 KiB."""
        self.send(gzip.compress(b"\0" * (50 * MIB)), Content_Encoding="gzip")

    def give_rubbish(self) -> None:
        """A page that is not packed as it says."""
        self.send(b"no gzip", Content_Encoding="gzip")

    def give_members(self) -> None:
        """A page packed in three parts behind each other, filled up with zeros."""
        parts = [gzip.compress(PAGE[:20]), gzip.compress(PAGE[20:30]), gzip.compress(PAGE[30:])]
        self.send(b"".join(parts) + b"\0" * 100, Content_Encoding="gzip")

    def give_nothing(self) -> None:
        """An empty page that says that it is packed."""
        self.send(b"", Content_Encoding="gzip")

    def give_cut(self) -> None:
        """A packed page that breaks off in the middle, by a server that does not say how long it is."""
        packed = gzip.compress(bytes(range(256)) * 4)
        self.send(packed[: len(packed) // 2], length=False, Content_Encoding="gzip")

    def give_crumbs(self) -> None:
        """A page of many thousand empty parts."""
        self.send(gzip.compress(b"") * 10_001, Content_Encoding="gzip")

    def give_brotli(self) -> None:
        """A page packed in a way that was not asked for."""
        self.send(b"x", Content_Encoding="br")

    def give_large(self) -> None:
        """A page that owns up to 50 MiB, and would send them."""
        self.send_response(200)
        self.send_header("Content-Length", str(50 * MIB))
        self.end_headers()
        self.pour()

    def give_endless(self) -> None:
        """A page that does not say how large it is."""
        self.send_response(200)
        self.end_headers()
        self.pour()

    def pour(self) -> None:
        """50 MiB."""
        for _ in range(50):
            self.wfile.write(b"a" * MIB)

    def give_drip(self) -> None:
        """A byte now and then."""
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)

    def give_slowhead(self) -> None:
        """A header that never ends."""
        for _ in range(100):
            self.wfile.write(b"HTTP/1.0 200 OK\r\n" if _ == 0 else b"X: y\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def give_loop(self) -> None:
        """A redirect to itself."""
        self.send(b"", status=302, Location="/loop")

    def give_moved(self) -> None:
        """Five redirects, then a page."""
        left = int(self.path.rsplit("/", 1)[-1])
        self.send(b"", status=301, Location=f"/moved/{left - 1}" if left else "/page")

    def give_away(self) -> None:
        """A redirect to a file of this machine."""
        self.send(b"", status=302, Location="file:///etc/passwd")

    def give_forbidden(self) -> None:
        """No entry."""
        self.send(b"no", status=403)

    def give_broken(self) -> None:
        """Less than was promised."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"short")

    def say(self, *lines: bytes, again: bytes = b"", times: int = 0) -> None:
        """Bytes as they are, the last ones again and again for as long as somebody listens."""
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(lines))
            for _ in range(times):
                self.wfile.write(again)

    def give_headers(self) -> None:
        """Headers without end."""
        self.say(again=b"X: y\r\n" * 1000, times=2000)

    def give_header(self) -> None:
        """One header without end."""
        self.say(b"X: ", again=b"y" * MIB, times=200)

    def give_status(self) -> None:
        """A first line without end."""
        with suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"HTTP/1.1 " + b"2" * MIB)

    def give_continue(self) -> None:
        """It only ever says that more will come."""
        with suppress(OSError):
            for _ in range(10**6):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    def give_chunks(self) -> None:
        """Pieces without end."""
        self.say(b"Transfer-Encoding: chunked\r\n\r\n", again=b"100000\r\n" + b"a" * MIB + b"\r\n", times=500)

    def give_chunk(self) -> None:
        """A piece whose length is none."""
        self.say(b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE)

    def give_length(self) -> None:
        """A piece that says it is larger than anything."""
        self.say(b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 5000 + b"\r\n" + PAGE)

    def give_trailer(self) -> None:
        """What comes after the last piece comes without end."""
        self.say(b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", again=b"X: y\r\n" * 10_000, times=2000)

    def give_lengths(self) -> None:
        """Two lengths, of which at most one is so."""
        self.say(b"Content-Length: 5\r\nContent-Length: 900\r\n\r\n" + PAGE)

    def give_cookie(self) -> None:
        """A redirect that sets a cookie."""
        self.send(b"", status=302, Location="/page", Set_Cookie="a=b; Path=/")

    def give_missing(self) -> None:
        """Not found."""
        self.send(b"<html>not here</html>", status=404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    own = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=own.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{own.server_address[1]}"
    own.shutdown()
    own.server_close()


def refusal(url: str, limits: Limits = OWN) -> UnreadableError:
    """The error with which a fetch ends."""
    with pytest.raises(UnreadableError) as caught:
        fetch(url, limits=limits)
    assert caught.value.problem.hint
    assert caught.value.problem.uri
    return caught.value


def test_page(server: str) -> None:
    assert fetch(f"{server}/page", limits=OWN) == Fetched(PAGE, f"{server}/page", "text/html; charset=utf-8", 200)


@pytest.mark.parametrize("name", ["packed", "deflated", "members"])
def test_packed_pages_are_unpacked(server: str, name: str) -> None:
    assert fetch(f"{server}/{name}", limits=OWN).data == PAGE


def test_an_empty_page_that_says_that_it_is_packed_is_empty(server: str) -> None:
    assert fetch(f"{server}/nothing", limits=OWN).data == b""


@pytest.mark.parametrize("url", ["http://example.com/\udcff", "http://example.com/?q=\udcff", "http://\udcff.example/"])
def test_an_address_that_is_no_text_is_refused(url: str) -> None:
    """A command line's bytes may be no UTF-8."""
    assert refusal(url).problem.code == "url-unsupported"


def test_what_is_sent(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain name, no cookies even after one was set, no proxy from the environment; other letters are escaped."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    Handler.seen.clear()
    for path in ("/page", "/page/ü?q=ö&b=%20#part"):
        fetch(server + path, limits=OWN)
    assert [seen["path"] for seen in Handler.seen] == ["/page", "/page/%C3%BC?q=%C3%B6&b=%20"]
    assert all(seen["user-agent"] == f"sayso/{__version__}" for seen in Handler.seen)
    assert all(seen["host"] == server.removeprefix("http://") for seen in Handler.seen)
    assert not any("cookie" in seen or "referer" in seen or "authorization" in seen for seen in Handler.seen)


@pytest.mark.parametrize(("name", "code"), [("missing", "404"), ("forbidden", "403")])
def test_errors_of_the_server(server: str, name: str, code: str) -> None:
    error = refusal(f"{server}/{name}")
    assert error.problem.code == "http-status"
    assert code in error.problem.message


@pytest.mark.parametrize("name", ["large", "endless", "bomb"])
def test_pages_that_are_too_large(server: str, name: str) -> None:
    """By what they declare, while they come, and while they are unpacked."""
    start = time.monotonic()
    assert refusal(f"{server}/{name}").problem.code == "too-large"
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("name", ["drip", "slowhead"])
def test_pages_that_take_too_long(server: str, name: str) -> None:
    """The limit is on all of it, not on each wait."""
    start = time.monotonic()
    assert refusal(f"{server}/{name}", Limits(allow_private=True, seconds=1)).problem.code == "timeout"
    assert time.monotonic() - start < 3


def test_redirects_are_followed(server: str) -> None:
    fetched = fetch(f"{server}/moved/4", limits=OWN)
    assert (fetched.url, fetched.data) == (f"{server}/page", PAGE)
    assert fetched.redirects == tuple(f"{server}/moved/{left}" for left in (4, 3, 2, 1, 0))


@pytest.mark.parametrize(
    ("path", "code"), [("loop", "too-many-redirects"), ("moved/5", "too-many-redirects"), ("away", "url-unsupported")]
)
def test_redirects_that_are_not_followed(server: str, path: str, code: str) -> None:
    assert refusal(f"{server}/{path}").problem.code == code


def test_redirect_is_checked_as_the_first_address_was(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that leads to a private address is not followed there."""
    module = sys.modules["sayso.net.fetch"]
    real = module._get

    def get(target: Any, *rest: Any) -> Any:
        return f"{server}/page" if target.host == "example.org" else real(target, *rest)

    monkeypatch.setattr(module, "_get", get)
    assert refusal("http://example.org/", Limits()).problem.code == "private-address"


def test_redirect_from_https_to_http_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["sayso.net.fetch"], "_get", lambda *_: "http://example.org/")
    assert refusal("https://example.org/").problem.code == "url-unsupported"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("rubbish", "damaged"),
        ("cut", "damaged"),
        ("crumbs", "damaged"),
        ("brotli", "unknown-format"),
        ("broken", "unreachable"),
        ("headers", "unreachable"),
        ("header", "unreachable"),
        ("status", "unreachable"),
        ("continue", "timeout"),
        ("chunks", "too-large"),
        ("chunk", "unreachable"),
        ("length", "unreachable"),
        ("trailer", "timeout"),
        ("lengths", "unreachable"),
    ],
)
def test_broken_answers(server: str, name: str, code: str) -> None:
    """Told soon, and without holding what comes without end."""
    start = time.monotonic()
    tracemalloc.start()
    assert refusal(f"{server}/{name}", replace(OWN, seconds=1 if code == "timeout" else 10)).problem.code == code
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 64 * MIB
    assert time.monotonic() - start < 10


def test_a_cookie_is_not_taken_along(server: str) -> None:
    Handler.seen.clear()
    fetch(f"{server}/cookie", limits=OWN)
    fetch(f"{server}/page", limits=OWN)
    assert [seen["path"] for seen in Handler.seen] == ["/cookie", "/page", "/page"]
    assert not any("cookie" in seen for seen in Handler.seen)


def test_nobody_there() -> None:
    assert refusal("http://127.0.0.1:9/").problem.code == "unreachable"


def test_local_servers_are_not_fetched_from_without_leave(server: str) -> None:
    assert refusal(f"{server}/page", Limits()).problem.code == "private-address"


def test_url_is_read(server: str) -> None:
    """From the socket to the document: format by header, encoding by header, the address as uri."""
    page = read_url(f"{server}/moved/1", limits=OWN).document
    assert (page.uri, page.media_type) == (f"{server}/page", "text/html")
    assert "54 percent" in page.text
    text = read_any(f"{server}/text", limits=OWN)
    assert "fünf Männer" in text.document.text
    assert text.problems == ()


def test_certificate_is_checked(server: str) -> None:
    """A server that speaks no TLS, as one with a wrong certificate, is not read from."""
    assert refusal(server.replace("http:", "https:") + "/page").problem.code == "unreachable"
