"""No socket is opened but where it is asked for: the ban of the whole suite bites, and the main job runs where there is no network."""

from __future__ import annotations

import gc
import json
import os
import shutil
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.ban import no_sockets
from tests.conftest import SOCKETS, sockets_of

ROOT = Path(__file__).parents[1]
CHECK = ["-m", "sayso", "check", "examples/article.txt", "--no-vectors", "--json", "--against"]
Try = Callable[[socket.socket], object]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of refusals of its own, so that the ones that are wanted here fail nothing."""
    path = tmp_path / "told"
    monkeypatch.setenv(no_sockets.TOLD, str(path))
    yield path
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("kind", "do"),
    [
        (socket.SOCK_STREAM, lambda one: one.connect(("127.0.0.1", 9))),
        (socket.SOCK_STREAM, lambda one: one.connect_ex(("93.184.216.34", 80))),
        (socket.SOCK_STREAM, lambda one: one.bind(("127.0.0.1", 0))),
        (socket.SOCK_STREAM, lambda one: one.bind(("", 0))),
        (socket.SOCK_DGRAM, lambda one: one.sendto(b"x", ("127.0.0.1", 9))),
        (socket.SOCK_DGRAM, lambda one: one.sendmsg([b"x"], [], 0, ("127.0.0.1", 9))),
        (socket.SOCK_STREAM, lambda _: socket.getaddrinfo("localhost", 80)),
        (socket.SOCK_STREAM, lambda _: socket.gethostbyname("example.org")),
        (socket.SOCK_STREAM, lambda _: socket.gethostbyaddr("127.0.0.1")),
        (socket.SOCK_STREAM, lambda _: socket.getnameinfo(("127.0.0.1", 80), 0)),
    ],
)
def test_a_socket_is_refused_and_told(told: Path, kind: socket.SocketKind, do: Try) -> None:
    with closing(socket.socket(socket.AF_INET, kind)) as one, pytest.raises(no_sockets.SocketsAreBannedError):
        do(one)
    assert len(told.read_text().splitlines()) == 1


def test_what_py4j_lets_go_of_in_a_later_test_is_refused_and_not_told(told: Path) -> None:
    """Its objects connect to Java when Python collects them: in whatever test that happens."""
    py4j = pytest.importorskip("py4j.java_gateway")
    client = py4j.JavaGateway(eager_load=False)._gateway_client
    one = py4j.JavaObject("o1", client)
    del one
    gc.collect()
    assert not told.exists()
    with pytest.raises(no_sockets.SocketsAreBannedError):
        client.send_command("x")
    assert len(told.read_text().splitlines()) == 1


def test_what_py4j_lets_go_of_in_its_own_thread_is_not_told(told: Path) -> None:
    """As Spark runs it, a thread of its own lets go, up to a second later: when another test runs already."""
    py4j = pytest.importorskip("py4j.clientserver")
    waiting: deque[object] = deque()
    java = pytest.importorskip("py4j.java_gateway")
    kept = java.GatewayProperty(auto_field=False, pool=java.PythonProxyPool())
    client = py4j.JavaClient(py4j.JavaParameters(), py4j.PythonParameters(), kept, waiting)
    worker = py4j.FinalizerWorker(waiting)
    worker.start()
    client.garbage_collect_object("o1")
    waiting.appendleft(py4j.SHUTDOWN_FINALIZER_WORKER)
    worker.join(30)
    assert not worker.is_alive()
    assert not told.exists()
    with pytest.raises(no_sockets.SocketsAreBannedError):
        client.send_command("x")
    assert len(told.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "from urllib.request import urlopen; urlopen('http://93.184.216.34/')",
        "import multiprocessing as m, socket\nif __name__ == '__main__':\n m.get_context('spawn').Process(target=socket.getaddrinfo, args=('localhost', 80)).start()",
        # swallowed, as code does that takes it for a weak network: it is told all the same
        "import socket\ntry: socket.create_server(('127.0.0.1', 0))\nexcept Exception: pass",
    ],
)
def test_a_process_of_a_test_is_under_the_ban_too(told: Path, code: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(code)
    subprocess.run([sys.executable, str(script)], check=False, capture_output=True, timeout=60)
    assert len(told.read_text().splitlines()) == 1


def test_the_command_is_under_the_ban_too(told: Path) -> None:
    """An address to fetch is refused before it is looked up: the ban reaches the command line itself."""
    command = [sys.executable, "-m", "sayso", "check", "http://example.org/"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode
    assert "socket.getaddrinfo to 'example.org'" in told.read_text()


@pytest.mark.parametrize(
    ("host", "free"),
    [("127.0.0.1", True), ("127.8.9.1", True), ("", False), ("0.0.0.0", False), ("192.0.2.1", False)],  # noqa: S104
)
def test_who_may_open_sockets_may_do_so_on_loopback_alone(
    told: Path, monkeypatch: pytest.MonkeyPatch, host: str, *, free: bool
) -> None:
    monkeypatch.setenv(no_sockets.MODE, "loopback")
    with closing(socket.socket()) as one:
        if free:
            one.bind((host, 0))
            assert not told.exists()
        else:
            with pytest.raises(no_sockets.SocketsAreBannedError):
                one.bind((host, 0))


def test_what_has_no_address_is_free(tmp_path: Path) -> None:
    one, other = socket.socketpair()
    with closing(one), closing(other), closing(socket.socket(socket.AF_UNIX)) as third:
        one.send(b"x")
        third.bind(str(tmp_path / "s"))


def test_the_list_of_who_may_names_what_is_there() -> None:
    assert sockets_of(Path(__file__)) == "none"
    for name in SOCKETS:
        assert (ROOT / name).exists(), name
        assert sockets_of(ROOT / name / "test_x.py" if name.endswith("/") else ROOT / name) == "loopback"


def test_the_main_job_runs_without_any_network(tmp_path: Path) -> None:
    """In a network namespace that has nothing, not even loopback, where the system lets one be made; else under the ban."""
    apart = ["unshare", "-rn"] if _can_be_apart() else []
    if apart:
        lonely = [*apart, sys.executable, "-S", "-c", "import socket; socket.create_connection(('127.0.0.1', 9), 1)"]
        assert b"unreachable" in subprocess.run(lonely, check=False, capture_output=True, timeout=60).stderr
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [*apart, sys.executable, *CHECK, "examples/sources/ero_report_2024.pdf"]
    done = subprocess.run(command, cwd=ROOT, env=home, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode in {0, 1}, done.stderr
    ledger = json.loads(done.stdout)
    assert ledger["claims"]
    assert any(trace.get("passage") for trace in ledger["traces"])


def _can_be_apart() -> bool:
    if not shutil.which("unshare"):
        return False
    return not subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode
