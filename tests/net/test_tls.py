"""Certificates are checked: who signed, for which name, for which time, and how it is spoken; by servers of our own on loopback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sayso.model import UnreadableError
from sayso.net import Limits, chat_server, fetch, send_chat

PAGE = b"<p>Forty boats sank.</p>"
OWN = Limits(allow_private=True, seconds=10)
_DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


class Authority:
    """Somebody who signs certificates, or signs but once: its own."""

    def __init__(self, folder: Path, called: str) -> None:
        """Make a key and a certificate for it."""
        self.folder, self.called = folder, called
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{called}.pem"
        self.file.write_bytes(self._signed(self.key, called, [], 0, 30, authority=True))

    def certify(self, *names: str, begins: int = -1, ends: int = 30) -> Path:
        """A certificate for names, good from one day to another, with its key in the same file."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternatives = [x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name) for name in names]
        path = self.folder / f"{'-'.join(names)}{begins}{ends}{self.called}.pem".replace("*", "star")
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(self._signed(key, names[0], alternatives, begins, ends) + key.private_bytes(*form))
        return path

    def _signed(
        self, key: Key, common: str, names: list[Any], begins: int, ends: int, *, authority: bool = False
    ) -> bytes:
        now = datetime.now(tz=UTC)
        made = x509.CertificateBuilder(_name(self.called), _name(common), key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now + begins * _DAY - _DAY / 24).not_valid_after(now + ends * _DAY)
        made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Speaker:
    """A server that speaks TLS, and answers what it is asked with one page; `heard` are the requests that came through."""

    def __init__(self, certificate: Path, shape: Callable[[ssl.SSLContext], None] = lambda _: None) -> None:
        """Listen on a free port of loopback."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        shape(self.context)
        self.heard: list[bytes] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
            except OSError:
                return
            plain.settimeout(10)
            try:
                with self.context.wrap_socket(plain, server_side=True) as one:
                    self.heard.append(one.recv(4096))
                    length = f"Content-Length: {len(PAGE)}\r\n".encode()
                    one.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + length + b"\r\n" + PAGE)
            except OSError:  # who does not trust us hangs up
                plain.close()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The only authority that this machine trusts."""
    authority = Authority(tmp_path, "trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return authority


@pytest.fixture(autouse=True)
def every_name_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is this machine's."""

    def getaddrinfo(_host: str, port: int, *_: object, **__: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("sayso.net.addresses.socket.getaddrinfo", getaddrinfo)


@pytest.fixture
def speak() -> Iterator[Callable[..., Speaker]]:
    """Makes servers, which end with the test."""
    made: list[Speaker] = []

    def speaker(*given: Any) -> Speaker:
        made.append(Speaker(*given))
        return made[-1]

    yield speaker
    for one in made:
        one.listening.close()


def is_refused(server: Speaker, host: str) -> str:
    """Why a page is not fetched, nor a model asked; nothing of either got through."""
    with pytest.raises(UnreadableError) as caught:
        fetch(f"https://{host}:{server.port}/", limits=OWN)
    assert caught.value.problem.code == "unreachable"
    with pytest.raises(UnreadableError):
        send_chat(chat_server(f"https://{host}:{server.port}/v1", "sk-0123456789abcdef"), b"{}")
    assert server.heard == []
    return caught.value.problem.message


@pytest.mark.parametrize(
    ("names", "host"),
    [(["good.example"], "good.example"), (["*.good.example"], "a.good.example"), (["127.0.0.1"], "127.0.0.1")],
)
def test_who_shows_a_good_certificate_is_read_from(
    trusted: Authority, speak: Callable[..., Speaker], names: list[str], host: str
) -> None:
    server = speak(trusted.certify(*names))
    assert fetch(f"https://{host}:{server.port}/", limits=OWN).data == PAGE
    assert server.heard[0].startswith(b"GET / HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("names", "days", "host"),
    [
        (["other.example"], (-1, 30), "good.example"),
        (["good.example"], (-1, 30), "deeper.good.example"),
        (["*.good.example"], (-1, 30), "a.b.good.example"),
        (["*.example"], (-1, 30), "good.example"),
        (["good.example.evil.example"], (-1, 30), "good.example"),
        (["good.example"], (-1, 30), "127.0.0.1"),
        (["good.example"], (-9, -1), "good.example"),
        (["good.example"], (2, 30), "good.example"),
    ],
)
def test_who_shows_a_wrong_name_or_a_wrong_time_is_not(
    trusted: Authority, speak: Callable[..., Speaker], names: list[str], days: tuple[int, int], host: str
) -> None:
    assert "certificate" in is_refused(speak(trusted.certify(*names, begins=days[0], ends=days[1])), host).lower()


@pytest.mark.usefixtures("trusted")
def test_who_signed_itself_or_is_signed_by_a_stranger_is_not(tmp_path: Path, speak: Callable[..., Speaker]) -> None:
    (tmp_path / "strange").mkdir()
    stranger = Authority(tmp_path / "strange", "trusted")  # of the same name
    assert "certificate verify failed" in is_refused(speak(stranger.certify("good.example")), "good.example")


def test_old_and_weak_ways_of_speaking_are_not_understood(trusted: Authority, speak: Callable[..., Speaker]) -> None:
    def old(context: ssl.SSLContext) -> None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1

    with pytest.warns(DeprecationWarning, match="TLSv1"):
        server = speak(trusted.certify("good.example"), old)
    is_refused(server, "good.example")
