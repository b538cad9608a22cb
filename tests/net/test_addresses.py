"""Which addresses may be fetched from."""

from __future__ import annotations

import socket
import sys
import time
from typing import Any

import pytest

from sayso.model import UnreadableError
from sayso.net import Limits, chat_server, fetch, is_public, send_chat

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "224.0.1.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12:3456::1", "fec0::1", "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1", "", "example.org", "1.2.3",
    "192.0.0.192", "168.63.129.16", "192.88.99.1", "100.100.100.200", "169.254.170.2", "fd00:ec2::254", "fd20:ce::254", "3fff::1", "5f00::1",
    "2a00:1450::200:5efe:7f00:1", "2a00:1450::5efe:10.0.0.1", "64:ff9b::168.63.129.16", "::ffff:168.63.129.16",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "1.1.1.1",
    "2606:4700:4700::1111",
    "2001:4860:4860::8888",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "169.254.169.254",
        "0",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[fd00:ec2::254]",
        "[::1%25lo]",
        "[fe80::1%25lo]",
        "localhost.",
        "0x7f.1",
        "0x7f.0.0.0x1",
        "017700000001",
        "2852039166",
        "0xa9fea9fe",
        "127。0。0。1",
        "127．0．0．1",
        "１２７.0.0.1",
        "①②⑦.⓪.⓪.①",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "168.63.129.16",
        "192.0.0.192",
    ],
)
def test_urls_to_private_hosts_are_refused(host: str) -> None:
    """However the host is written, it counts what the resolver makes of it; none is connected to."""
    with pytest.raises(UnreadableError) as caught:
        fetch(f"http://{host}:9/latest/meta-data/")
    assert caught.value.problem.code in {"private-address", "unreachable"}
    if not host.startswith("0") and "%" not in host and not host.endswith("."):  # resolvers differ on these
        assert caught.value.problem.code == "private-address"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a", "file:///etc/passwd", "gopher://example.org/", "http://", "http:///path", "//example.org/", "example.org",
        "http://user:secret@example.org/", "http://user@example.org/", "http://[::1/", "http://example.org:99999/",
        "http://exa\u0000mple.org/", "data:text/html,x", "javascript:alert(1)", "",
        "http://example.org\\@127.0.0.1/", "http://:@127.0.0.1/", "http://%31%32%37.0.0.1/", "http://exam ple.org/", "http://a\x0bb/", "http://example.org:0/",
        "http:/127.0.0.1/", "http:127.0.0.1/", "http://a..b/", "http://example.org:80:80/", "http://example.org:-1/", "http://[example.org]/", "http://١٢٧.０.0.1:x/",
    ],
)  # fmt: skip
def test_other_addresses_are_not_fetched(url: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        fetch(url)
    assert caught.value.problem.code in {"url-unsupported", "unreachable"}
    assert caught.value.problem.hint


def answer(*addresses: str) -> Any:
    """A resolver that gives these addresses."""

    def getaddrinfo(_host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return getaddrinfo


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answer("93.184.216.34", "10.0.0.1"))
    with pytest.raises(UnreadableError) as caught:
        fetch("http://example.org/")
    assert caught.value.problem.code == "private-address"


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]
)
@pytest.mark.parametrize("host", ["metadata.google.internal", "metadata", "instance-data", "harmless.example"])
def test_where_clouds_tell_their_keys_is_never_asked(monkeypatch: pytest.MonkeyPatch, host: str, address: str) -> None:
    """By whatever name it is reached, and whatever is allowed; a model server is none either."""
    monkeypatch.setattr(socket, "getaddrinfo", answer(address))
    monkeypatch.setattr("urllib3.util.connection.create_connection", lambda *_, **__: pytest.fail("connected"))
    for limits in (Limits(), Limits(allow_private=True)):
        with pytest.raises(UnreadableError) as caught:
            fetch(f"http://{host}/latest/meta-data/", limits=limits)
        assert caught.value.problem.code == "private-address"
    with pytest.raises(UnreadableError) as caught:
        send_chat(chat_server(f"http://{host}/v1"), b"{}")
    assert caught.value.problem.code == "private-address"


@pytest.mark.parametrize(
    "private", [("10.0.0.1",), ("93.184.216.34", "::1"), ("2606:4700:4700::1111", "fd00::1"), ("8.8.8.8", "0.0.0.1")]
)
def test_a_redirect_to_a_host_that_leads_within_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, private: tuple[str, ...]
) -> None:
    """A public page sends to a name of its own, whose addresses are private, all or one of them."""
    module = sys.modules["sayso.net.fetch"]
    real = module._get
    monkeypatch.setattr(socket, "getaddrinfo", answer(*private))

    def get(target: Any, *rest: Any) -> Any:
        return "http://inner.example/" if target.host == "outer.example" else real(target, *rest)

    monkeypatch.setattr(module, "_get", get)
    with pytest.raises(UnreadableError) as caught:
        fetch("http://outer.example/")
    assert caught.value.problem.code == "private-address"
    assert caught.value.problem.uri == "http://inner.example/"


def test_the_address_that_was_checked_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that answers otherwise the second time cannot lead elsewhere: it is not asked a second time."""
    asked: list[str] = []
    connected: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        first: list[tuple[Any, ...]] = answer("93.184.216.34" if asked == ["example.org"] else "127.0.0.1")(host, port)
        return first

    def connect(address: tuple[str, int], *_: object, **__: object) -> None:
        connected.append(address[0])
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(UnreadableError) as caught:
        fetch("http://example.org/")
    assert caught.value.problem.code == "unreachable"
    assert (asked, connected) == (["example.org"], ["93.184.216.34"])


def test_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:

    def hang(*_: object, **__: object) -> list[tuple[Any, ...]]:
        time.sleep(3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        fetch("http://example.org/", limits=Limits(seconds=0.3))
    assert caught.value.problem.code == "timeout"
    assert time.monotonic() - start < 2
