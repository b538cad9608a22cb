"""`sayso review` opens on this machine alone, prints the address, and ends with Ctrl-C leaving everything kept."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.render.make_ledger import small_ledger

from sayso.cli import browser
from sayso.cli.review import _origin
from sayso.store.desk import open_desk


@contextmanager
def _review(*options: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running workbench, and the address that it printed."""
    command = [sys.executable, "-m", "sayso", "review", "--no-browser", *map(str, options)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield process, found.group()
    finally:
        process.kill()
        process.wait()


def _get(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


def test_a_ledger_is_put_on_the_desk_and_opened_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    ledger, desk = tmp_path / "ledger.json", tmp_path / "desk.sayso"
    ledger.write_text(small_ledger().to_json(), encoding="utf-8")
    with _review(ledger, "--desk", desk, "--as", "Ann") as (process, address):
        path = "/" + address.split("/", 3)[3]
        status, headers, _ = _get(address, path)
        assert status == 303
        cookie = headers["set-cookie"].partition(";")[0]
        status, _, page = _get(address, path.partition("?")[0], Cookie=cookie)
        assert status == 200
        assert "Norhaven" in page
        assert _get(address, path.partition("?")[0])[0] == 403
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) in {0, 130}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    with open_desk(desk) as kept:
        assert len(kept.documents()) == 1
        assert kept.verify() == []


def test_it_listens_on_loopback_alone(tmp_path: Path) -> None:
    with _review("--desk", tmp_path / "desk.sayso") as (_, address):
        port = int(address.split(":")[2].split("/")[0])
        listening = Path("/proc/net/tcp")
        if not listening.exists():
            pytest.skip("no /proc here to look at")
        rows = [row.split()[1:4:2] for row in (*listening.read_text().splitlines()[1:], *_six())]
        mine = {place for place, state in rows if state == "0A" and int(place.rpartition(":")[2], 16) == port}
        assert mine == {f"0100007F:{port:04X}"}


def _six() -> list[str]:
    six = Path("/proc/net/tcp6")
    return six.read_text().splitlines()[1:] if six.exists() else []


def test_what_is_no_ledger_is_refused_before_anything_opens(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    command = [sys.executable, "-m", "sayso", "review", "--no-browser", str(path), "--desk", str(tmp_path / "d")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=60)
    assert done.returncode == 3
    assert "hint:" in done.stderr
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "--accounts"),  # noqa: S104
        (["--host", "0.0.0.0", "--accounts"], "TLS"),  # noqa: S104
        (["--origin", "https://x.example"], "--accounts"),
        (["--tls-cert", "x.pem"], "--tls-key"),
        (["--host", "here"], "0.0.0.0"),  # noqa: S104
        (["--host", "0.0.0.0", "--accounts", "--tls-cert", "x.pem", "--tls-key", "y.pem"], "--origin"),  # noqa: S104
        (["--host", "::", "--accounts", "--tls-cert", "x.pem", "--tls-key", "y.pem"], "--origin"),
        (["--accounts", "--origin", "sayso.example"], "https://sayso.example"),
        (["--accounts", "--origin", "https://sayso.example/desk"], "no origin"),
        (["--accounts", "--origin", "https://sayso.example:port"], "no origin"),
        (["--accounts"], "sayso store accounts add"),
    ],
)
def test_what_would_show_a_desk_to_others_is_refused(tmp_path: Path, options: list[str], words: str) -> None:
    command = [sys.executable, "-m", "sayso", "review", "--no-browser", "--desk", str(tmp_path / "d"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://Sayso.Example", "https://sayso.example"),
        ("https://sayso.example:443/", "https://sayso.example"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("https://sayso.example:80", "https://sayso.example:80"),
        ("https://zeitung-münchen.example:8443", "https://xn--zeitung-mnchen-osb.example:8443"),
        ("https://[2001:DB8::1]:443", "https://[2001:db8::1]"),
    ],
)
def test_an_origin_is_as_browsers_send_it(given: str, sent: str) -> None:
    assert _origin(given) == sent


@pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="others are not told what a program is called with there"
)
def test_the_token_is_in_no_command_line_and_in_a_file_for_the_person_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(browser, "_PATIENCE", 0.2)
    browser.show("http://127.0.0.1:8000/d/x?c=1&token=secret")
    files = list(tmp_path.iterdir())
    assert opened == [files[0].as_uri()]
    assert "secret" not in opened[0]
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert 'url=http://127.0.0.1:8000/d/x?c=1&amp;token=secret"' in files[0].read_text(encoding="utf-8")
    until = time.monotonic() + 30
    while files[0].exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not files[0].exists()


def test_an_older_ledger_is_shown_in_its_newer_reading(tmp_path: Path) -> None:
    old, new, desk = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "desk.sayso"
    old.write_text(small_ledger().to_json(), encoding="utf-8")
    new.write_text(replace(small_ledger(), version="9").to_json(), encoding="utf-8")
    for ledger in (old, new, old):
        with _review(ledger, "--desk", desk):
            pass
    with open_desk(desk) as kept:
        (document,) = kept.documents()
        assert kept.ledger(document.ledger).version == "9"
        assert len(kept.events(document.key)) == 2
