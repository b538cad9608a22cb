"""Asking a model server: one of our own on this machine, that answers well, badly, slowly and without end."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from tests.chat_stub import Handler, Stub, chat, fails, says, stub_server, tells

from sayso.model import UnreadableError, UsageError
from sayso.net import ChatAnswer, chat_server, is_own, send_chat

KEY = "sk-test-0123456789abcdef"
PAYLOAD = json.dumps({"model": "m", "messages": []}).encode()
MIB = 1024 * 1024


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server of our own."""
    with stub_server() as server:
        yield server


def refusal(stub: Stub, *, key: str | None = KEY, seconds: float = 10) -> UnreadableError:
    """The error with which a question ends: without the key, wherever one looks."""
    with pytest.raises(UnreadableError) as caught:
        send_chat(replace(chat_server(stub.url, key), seconds=seconds), PAYLOAD)
    assert caught.value.problem.hint
    assert KEY not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.problem)
    return caught.value


def test_what_is_sent_and_what_comes_back(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """The payload byte for byte, the key in its header alone, no proxy of the environment, one request."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stub.replies = [tells("Hallo.", model="stub-1b-q4")]
    assert send_chat(chat_server(stub.url + "/", KEY), PAYLOAD) == ChatAnswer("Hallo.", "stub-1b-q4", ended=True)
    assert stub.bodies == [PAYLOAD]
    assert stub.paths == ["/v1/chat/completions"]
    (headers,) = stub.headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["content-type"] == "application/json"
    assert headers["host"] == stub.host
    assert "cookie" not in headers


def test_without_a_key_none_is_sent(stub: Stub) -> None:
    send_chat(chat_server(stub.url), PAYLOAD)
    assert "authorization" not in stub.headers[0]


def test_the_whole_address_may_be_given(stub: Stub) -> None:
    send_chat(chat_server(stub.url + "/chat/completions"), PAYLOAD)
    assert stub.paths == ["/v1/chat/completions"]


def test_an_answer_that_was_cut_off_is_said_to_be(stub: Stub) -> None:
    stub.replies = [tells("Hal", finish="length")]
    assert not send_chat(chat_server(stub.url), PAYLOAD).ended


def test_an_answer_without_text_is_empty(stub: Stub) -> None:
    stub.replies = [tells(None)]
    assert send_chat(chat_server(stub.url), PAYLOAD).text == ""


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, {"error": {"message": f"Incorrect key: {KEY}", "code": "invalid"}}, "Incorrect key: [key]"),
        (404, {"error": "model 'm' not found"}, "model 'm' not found"),
        (400, {"error": {"message": f"{'x' * 195} {KEY}"}}, "xxx [key"),
        (500, {"error": 7}, "500"),
    ],
)
def test_errors_of_the_server_are_told_without_the_key(stub: Stub, status: int, body: object, said: str) -> None:
    """Its own words, cut; the key goes before they are cut, so that no half of it stays."""
    stub.replies = [fails(status, json.dumps(body).encode())]
    problem = refusal(stub).problem
    assert problem.code == "http-status"
    assert str(status) in problem.message
    assert said in problem.message
    assert KEY[:6] not in problem.message
    assert len(stub.bodies) == 1


def test_a_page_of_html_is_no_answer(stub: Stub) -> None:
    """Neither where it comes with an error, nor where it says that all is well."""
    page = b"<html><body><h1>Gateway</h1></body></html>"
    stub.replies = [fails(502, page, Content_Type="text/html"), fails(200, page, Content_Type="text/html")]
    assert "<" not in refusal(stub).problem.message
    assert refusal(stub).problem.code == "damaged"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"choices": []}', b'{"choices": [{}]}', b"\xff\xfe", b'{"a":' * 40_000,
     b'{"choices": [{"message": {"content": "\\ud800"}}]}', b'{"choices": [{"message": {"content": 7}}]}'],
)  # fmt: skip
def test_what_is_no_answer_of_a_chat(stub: Stub, body: bytes) -> None:
    stub.replies = [fails(200, body)]
    assert refusal(stub).problem.code in {"damaged", "too-large"}


def test_a_key_in_the_answer_is_taken_out(stub: Stub) -> None:
    stub.replies = [tells(f"Your key is {KEY}.", model=KEY)]
    answer = send_chat(chat_server(stub.url, KEY), PAYLOAD)
    assert answer == ChatAnswer("Your key is [key].", "[key]", ended=True)


def test_a_busy_server_is_asked_again(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """After as long as it says, or a little; at most three times in all."""
    waited: list[float] = []
    monkeypatch.setattr(sys.modules["sayso.net.chat"].time, "sleep", waited.append)
    stub.replies = [fails(429, Retry_After="7"), fails(503), tells("At last.")]
    assert send_chat(chat_server(stub.url), PAYLOAD).text == "At last."
    assert waited == [7.0, 8.0]
    stub.replies = [fails(429)]
    assert "429" in refusal(stub).problem.message
    assert len(stub.bodies) == 6


def test_a_server_that_wants_a_long_pause_is_left_alone(stub: Stub) -> None:
    stub.replies = [fails(429, Retry_After="3600")]
    assert "429" in refusal(stub).problem.message
    assert len(stub.bodies) == 1


def test_a_slow_server_is_left(stub: Stub) -> None:
    """One that says nothing, and one that sends a byte now and then: the limit is on all of it."""

    def silent(handler: Handler) -> None:
        time.sleep(3)
        handler.send(chat("late"))

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    for reply in (silent, drip):
        stub.replies = [reply]
        start = time.monotonic()
        assert refusal(stub, seconds=0.5).problem.code == "timeout"
        assert time.monotonic() - start < 2


def test_an_endless_answer_is_cut(stub: Stub) -> None:
    sent: list[int] = []

    def pour(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for number in range(200):
            handler.wfile.write(b" " * MIB)
            sent.append(number)

    stub.replies = [pour]
    assert refusal(stub).problem.code == "too-large"
    assert len(sent) < 50


def test_a_packed_answer_is_not_unpacked(stub: Stub) -> None:
    stub.replies = [fails(200, chat("x"), Content_Encoding="gzip")]
    assert refusal(stub).problem.code == "damaged"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(stub: Stub, status: int) -> None:
    """Not to another server, which would get the payload and the key."""
    with stub_server() as other:
        stub.replies = [fails(status, Location=f"{other.url}/chat/completions")]
        assert refusal(stub).problem.code == "url-unsupported"
        assert (other.paths, other.bodies) == ([], [])


def test_nobody_there() -> None:
    with pytest.raises(UnreadableError) as caught:
        send_chat(chat_server("http://127.0.0.1:9/v1", KEY), PAYLOAD)
    assert caught.value.problem.code == "unreachable"


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/v1", "127.0.0.1:80", "", "http://", "http://a:b@127.0.0.1/v1", "http://127.0.0.1/v1?key=x",
     "http://127.0.0.1/v1#x", "http://8.8.8.8/v1", "http://[2001:4860:4860::8888]/v1", "http://[::ffff:8.8.8.8]/v1",
     "http://127.0.0.1:99999/v1"],
)  # fmt: skip
def test_addresses_that_are_not_taken(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        chat_server(url, KEY)
    assert caught.value.problem.hint


def test_a_public_server_is_asked_over_http_only_by_leave(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where only its name's address shows that it is public; then nothing is sent."""
    module = sys.modules["sayso.net.chat"]
    monkeypatch.setattr(module, "resolve", lambda *_, **__: ("127.0.0.1", "8.8.8.8"))
    named = stub.url.replace("127.0.0.1", "models.example")
    with pytest.raises(UnreadableError) as caught:
        send_chat(chat_server(named), PAYLOAD)
    assert caught.value.problem.code == "url-unsupported"
    assert stub.bodies == []
    send_chat(chat_server(named, plain=True), PAYLOAD)
    assert stub.bodies == [PAYLOAD]
    assert chat_server("http://8.8.8.8/v1", plain=True).host == "8.8.8.8"


@pytest.mark.parametrize("key", ["a\nb", "two words", "schlüssel", "", "a\x7f"])
def test_a_key_that_no_header_holds_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(UsageError) as caught:
        chat_server("http://127.0.0.1/v1", key)
    assert not key or key not in repr(caught.value.problem)


def test_the_key_is_not_shown_with_the_server() -> None:
    assert KEY not in repr(chat_server("https://models.example/v1", KEY))


@pytest.mark.parametrize(
    ("address", "own"),
    [("127.0.0.1", True), ("::1", True), ("10.1.2.3", True), ("192.168.1.9", True), ("172.16.0.1", True),
     ("169.254.1.1", True), ("fd00::1", True), ("fe80::1%eth0", True), ("100.64.0.7", True), ("0.0.0.0", True),  # noqa: S104
     ("::ffff:10.0.0.1", True), ("8.8.8.8", False), ("::ffff:8.8.8.8", False), ("64:ff9b::808:808", False),
     ("2002:808:808::1", False), ("2001:4860:4860::8888", False), ("224.0.0.1", False), ("240.0.0.1", False),
     ("example.org", False), ("", False)],
)  # fmt: skip
def test_addresses_of_ones_own(address: str, own: bool) -> None:  # noqa: FBT001
    assert is_own(address) is own


def test_nothing_is_left_behind(stub: Stub) -> None:
    """A server that goes away in the middle of its answer is no whole answer."""

    def half(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        with suppress(OSError):
            handler.wfile.write(chat("x")[:20])

    stub.replies = [half, says(finding="matches", because="x", quote="x")]
    assert refusal(stub).problem.code == "unreachable"
    assert send_chat(chat_server(stub.url), PAYLOAD).ended
