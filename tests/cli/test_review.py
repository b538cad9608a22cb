"""`sayso review` opens on this machine alone, prints the address, and ends with Ctrl-C leaving everything kept."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.render.make_ledger import small_ledger

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
        (["--accounts"], "sayso store accounts add"),
    ],
)
def test_what_would_show_a_desk_to_others_is_refused(tmp_path: Path, options: list[str], words: str) -> None:
    command = [sys.executable, "-m", "sayso", "review", "--no-browser", "--desk", str(tmp_path / "d"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert words in done.stderr
