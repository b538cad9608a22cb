"""What all tests share: a ban on sockets, no limit of time for one example, a real PostgreSQL server, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import settings
from tests.ban import no_sockets

#: A machine that others use, too, is slow now and then, which is no fault of what is tested.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

#: The tests that may open sockets, on loopback alone, and what they talk to; all others may open none.
SOCKETS = {
    "tests/net/": "servers of their own: pages, certificates, a model server",
    "tests/cli/test_adjudicate.py": "a model server of its own",
    "tests/cli/test_check.py": "a server of its own with pages",
    "tests/cli/test_review.py": "the workbench as it is started",
    "tests/cli/test_store.py": "PostgreSQL",
    "tests/store/": "PostgreSQL",
    "tests/spark/": "Spark, through its own gateway",
    "tests/workbench/test_slow.py": "the workbench's server, with slow clients",
}

PASSWORD = "geheim/@#:%"  # noqa: S105  of a server that lives for a test
_WAIT = 60


_FOLDER = Path(__file__).parent
_BAN = str(_FOLDER / "ban")


def pytest_configure() -> None:
    """Ban sockets in this process, and in those that it starts: through their path, wherever they take it from."""
    descriptor, path = tempfile.mkstemp(prefix="sayso-sockets-")
    os.close(descriptor)
    os.environ |= {no_sockets.TOLD: path, no_sockets.MODE: "none"}
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_BAN, os.environ.get("PYTHONPATH"))))
    sys.path.insert(0, _BAN)
    no_sockets.install()


def pytest_unconfigure() -> None:
    """Take the file of refusals away."""
    Path(os.environ[no_sockets.TOLD]).unlink(missing_ok=True)


#: What takes long by itself, or starts a cluster: begun first, so that no worker of the tests is left alone with it at the end.
LONG = ("tests/gate/", "tests/spark/", "tests/test_tutorial.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long tests first; all others stay in their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Allow what the test's module may do, fixtures of its module and of the session included."""
    os.environ[no_sockets.MODE] = sockets_of(item.path)
    item.stash[_TOLD] = len(no_sockets.told())
    return (yield)


_TOLD = pytest.StashKey[int]()


def sockets_of(path: Path) -> str:
    """What a test's module may open: "loopback" or "none"."""
    name = path.relative_to(_FOLDER.parent).as_posix() if path.is_relative_to(_FOLDER) else ""
    return "loopback" if name.startswith(tuple(SOCKETS)) else "none"


@pytest.fixture(autouse=True)
def no_socket_is_opened(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that wanted a socket and may have none, also where the code that it tests took the refusal for a weak network."""
    yield
    refused = no_sockets.told()[request.node.stash[_TOLD] :]
    if refused:
        pytest.fail("sockets are banned here (tests/conftest.py, SOCKETS):\n" + "\n".join(refused))


@dataclass
class Server:
    """A server that runs: where it listens, its certificate, and its process."""

    folder: Path
    port: int
    binaries: Path
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def certificate(self) -> Path:
        """The certificate, which signed itself, of "localhost"."""
        return self.folder / "server.crt"

    def address(self, *, schema: str | None = None, host: str = "localhost", **asked: str) -> str:
        """An address with the password in it; a schema of its own unless one is named."""
        schema = schema or f"desk_{next(self._numbers)}"
        query = "&".join(f"{name}={value}" for name, value in {"schema": schema, **asked}.items())
        return f"postgresql://sayso:{quote(PASSWORD, safe='')}@{host}:{self.port}/postgres?{query}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "ssl": "on",
            "ssl_cert_file": self.certificate,
            "ssl_key_file": self.folder / "server.key",
            "max_connections": 60,
            "autovacuum": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=_unprivileged())
        ready = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)]
        until = time.monotonic() + _WAIT
        while subprocess.run(ready, check=False).returncode:
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends what runs and shuts down, SIGQUIT is like a power cut."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_WAIT)


def _unprivileged() -> str | None:
    """Who runs the server: somebody else than root, which it refuses."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _binaries() -> Path | None:
    """The folder of the server's programs: the newest of Debian's, else of what is on the path."""
    on_path = [Path(found).resolve().parent for name in ("postgres", "initdb") if (found := shutil.which(name))]
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *on_path]
    needed = ("initdb", "postgres", "pg_isready")
    return next((place for place in places if all((place / name).exists() for name in needed)), None)


def _certify(folder: Path) -> None:
    """Write a key and a certificate for "localhost"."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(tz=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (folder / "server.crt").write_bytes(pem)
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    (folder / "server.key").write_bytes(key.private_bytes(*form, plain))
    (folder / "server.key").chmod(0o600)


def made_server(folder: Path, binaries: Path) -> Server:
    """A server whose data lie in a folder, not started yet."""
    (folder / "password").write_text(PASSWORD)
    _certify(folder)
    folder.chmod(0o755)
    if user := _unprivileged():
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user)
    asked = [
        "--auth=scram-sha-256",
        f"--pwfile={folder / 'password'}",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
    ]
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "sayso", "--no-sync", *asked]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, user=_unprivileged())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Server(folder, port, binaries)


def _in_memory() -> str | None:
    """A folder whose files lie in memory, where there is room: each test has a schema of its own, and each schema many files."""
    memory = Path("/dev/shm")  # noqa: S108  the folder within it has a name of its own
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30 else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; skipped where none is installed, which is a failure where everything must run."""
    binaries = _binaries()
    if binaries is None:
        told = "no PostgreSQL server is installed\nhint: apt-get install postgresql"
        if os.environ.get("SAYSO_CI"):
            pytest.fail(told)
        pytest.skip(told)
    with tempfile.TemporaryDirectory(prefix="sayso-postgres-", dir=_in_memory(), ignore_cleanup_errors=True) as folder:
        server = made_server(Path(folder), binaries)
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)  # nothing of it is to be kept
