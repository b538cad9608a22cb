"""The workbench's interface: described as it is, and held to that by requests that schemathesis makes of it; and requests that are none."""

from __future__ import annotations

import asyncio
import errno
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from sayso.store.desk import Desk
from sayso.workbench import make_app
from sayso.workbench.described import description, operations

from .asked import Asker, nothing_is_read
from .conftest import ORIGIN, SETTINGS

#: So many requests of each operation; scripts/strangers.py makes more.
_EXAMPLES = 10
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO")
MIB = 2**20


@pytest.fixture
def bench(desk: Desk) -> Iterator[TestClient]:
    """A browser that has come in to a workbench that reads nothing; an error of the server is a status as others are."""
    app = make_app(desk, SETTINGS)
    with (
        nothing_is_read(),
        TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False) as client,
    ):
        client.get("/?token=let-me-in")
        client.headers["Origin"] = ORIGIN
        yield client


def test_every_answer_is_as_it_is_described(bench: TestClient, key: str) -> None:
    """No error of the server, no status, media type, header or JSON that the description does not have."""
    asker = Asker(bench, {"key": [key, "x\0"], "id": ["c1", "c11"], "trace": ["t1"], "source": ["d1"]})
    asker.ask(_EXAMPLES)
    assert not asker.found, "\n\n".join(f"{words}\n{command}" for words, command in asker.found.items())
    told = Counter[int]()
    for (_, status), times in asker.asked.items():
        told[status] += times
    assert sum(told.values()) > 4 * len(list(operations()))
    assert told[200] > 40
    assert told[303] > 10


def test_other_methods_are_told_which_an_address_takes(bench: TestClient, key: str) -> None:
    taken: dict[str, set[str]] = {}
    for method, path, _ in operations():
        taken.setdefault(path, set()).update({method, "HEAD"} if method == "GET" else {method})
    for path, methods in taken.items():
        address = re.sub(r"\{\w+\}", "x", path.replace("{key}", key))
        for method in _METHODS:
            if method not in methods:
                answer = bench.request(method, address, headers={"Accept": "text/html"})
                assert answer.status_code == 405, (method, path)
                assert set(answer.headers["allow"].split(", ")) <= methods


@pytest.mark.parametrize(
    "kind", ["text/xml", "text/plain", "application/octet-stream", "application/jsonx", "a" * 5000, "image/svg+xml"]
)
def test_what_is_no_form_is_told(bench: TestClient, desk: Desk, key: str, kind: str) -> None:
    head = desk.head
    for path in ("/read", "/house", f"/d/{key}/acts", f"/d/{key}/reread", f"/d/{key}/forget"):
        answer = bench.post(path, content=b'{"do": "note"}', headers={"Content-Type": kind})
        assert answer.status_code == 415, path
        assert len(answer.text) < 200
    assert desk.head == head


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=" + "b" * 5000, b""),
        ("multipart/form-data; boundary=x", b"no boundary at all"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno disposition\r\n--x--"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\nX: ' + b"y" * MIB + b"\r\n\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n' + b"X: y\r\n" * 100_000 + b"\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x; charset=utf-99", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n \r\n--x--'),
        ("multipart/form-data; boundary=x; charset=zip", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n \r\n--x--'),
        ("application/x-www-form-urlencoded; charset=utf-16", b"text=%FF%FE%00"),
        ("application/x-www-form-urlencoded", b"%"),
        ("application/x-www-form-urlencoded", b"text=" + b"%00" * 99),
    ],
)  # fmt: skip
def test_a_form_that_is_broken_is_told(bench: TestClient, kind: str, body: bytes) -> None:
    """Neither an error of the server, nor a reading."""
    before = _folders()
    answer = bench.post("/read", content=body, headers={"Content-Type": kind})
    assert answer.status_code in {400, 303}
    assert (answer.status_code == 303) is (b"%00" in body)
    assert answer.status_code == 303 or _folders() == before


def _folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("sayso-*"))


@pytest.mark.parametrize(
    "part",
    [
        b'--x\r\nContent-Disposition: form-data; name="sources"; filename="%d"\r\n\r\nx\r\n',
        b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n',
    ],
)
def test_parts_without_end_are_refused_soon(bench: TestClient, part: bytes) -> None:
    body = b"".join(part % at for at in range(20_000)) + b"--x--\r\n"
    start, before = time.process_time(), _folders()
    answer = bench.post("/read", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400
    assert "Too many" in answer.text
    assert time.process_time() - start < 2
    assert _folders() == before


def test_fields_without_end_are_refused_soon(bench: TestClient, key: str) -> None:
    start = time.process_time()
    for path in ("/read", f"/d/{key}/acts", "/house", f"/d/{key}/forget"):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert bench.post(path, content=b"a&" * (MIB // 2 - 1), headers=form).status_code == 400, path
    assert time.process_time() - start < 6


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
def test_an_upload_that_finds_a_full_disk_is_told_with_the_mend_and_leaves_nothing(
    bench: TestClient, monkeypatch: pytest.MonkeyPatch, accept: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere/private")

    monkeypatch.setattr("sayso.workbench.uploads.shutil.copyfileobj", full)
    before = _folders()
    answer = bench.post("/read", files={"article": ("a.txt", b"Some words.")}, headers={"Accept": accept})
    assert answer.status_code == 503
    assert "No space left on device" in answer.text
    assert "see that the disk has room" in answer.text
    assert "private" not in answer.text
    assert _folders() == before


@pytest.mark.parametrize("fault", [OSError("odd"), FileNotFoundError(errno.ENOENT, "None there", "/x"), ConnectionResetError(errno.ECONNRESET, "Reset")])  # fmt: skip
def test_an_error_that_is_no_refusal_of_the_system_is_a_fault_of_the_server(
    bench: TestClient, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    """It is raised on, with its traceback, to whoever serves, who logs it."""

    def faulty(*_: object) -> None:
        raise fault

    monkeypatch.setattr("sayso.workbench.uploads.shutil.copyfileobj", faulty)
    files = {"article": ("a.txt", b"Some words.")}
    assert bench.post("/read", files=files).status_code == 500
    monkeypatch.setattr(bench._transport, "raise_server_exceptions", True)
    with pytest.raises(type(fault)) as raised:
        bench.post("/read", files=files)
    assert raised.value is fault


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "a\0b", "..", ".", "", "\u202etxt.exe", "x" * 5000, "a\nb", "%2e%2e%2fx", "con", "日" * 300],
)  # fmt: skip
def test_the_name_of_an_upload_leads_nowhere(bench: TestClient, name: str) -> None:
    """It is kept in a folder of its own, under a name without a folder in it, and shown as a name."""
    quoted = name.encode("utf-8", "surrogatepass").replace(b"\\", b"\\\\").replace(b"\n", b"%0A")
    head = b'--x\r\nContent-Disposition: form-data; name="article"; filename="' + quoted + b'"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = bench.post("/read", content=head + b"Some words.\r\n--x--\r\n", headers=kind)
    if answer.status_code == 400:  # no name, or a head that is too long
        return
    assert answer.status_code == 303
    (job,) = bench.app.state.bench.jobs.all()  # type: ignore[attr-defined]
    path, folder = Path(job.wanted.article), Path(job.wanted.folder)
    assert path.parent == folder / "article"
    assert path.resolve().is_relative_to(folder.resolve())
    assert path.read_bytes() == b"Some words."
    assert bench.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/static/x/../../etc/passwd", "/static/x/..%2f..%2fetc%2fpasswd", "/static/x/%252e%252e%252fetc%252fpasswd", "/static/x/..%5c..%5cwin.ini",
     "/static/x/workbench.css%00.png", "/static/%2e%2e/%2e%2e/", "/static/x/....//", "/static/x/templates", "/static//workbench.css/x",
     "/threads/../../etc/passwd", "/threads/%2e%2e%2f%2e%2e", "/threads/%00", "/help/..%2fkeys", "/help/%00", "/help/../help/x", "/d/..%2f..", "/d/%00",
     "/d/%ff%fe", "/d/x%0d%0aSet-Cookie:a=b", "/jobs/..", "//evil.example/", "/%2e%2e/%2e%2e/etc/passwd", "/d/KEY/export/..%2fjson",
     "/d/KEY/export/%00", "/d/KEY/source/..%2f..%2fx", "/d/KEY/source/%00", "/d/KEY/page/..%2fx.png", "/d/KEY/claims/%00", "/d/KEY/trace/..%5c"],
)  # fmt: skip
def test_an_address_that_would_lead_elsewhere_leads_nowhere(bench: TestClient, key: str, path: str) -> None:
    """As it comes over the wire: a client would have tidied it up."""
    status, headers, body = asyncio.run(_raw(bench, path.replace("KEY", key)))
    place = headers.get("location", "")
    assert status == 404 or (status == 307 and place.startswith(f"{ORIGIN}/")), (status, place)
    assert b"root:" not in body
    assert "set-cookie" not in headers


async def _raw(bench: TestClient, path: str) -> tuple[int, dict[str, str], bytes]:
    """What a path is answered that is sent as it is, in the way that the server takes it apart."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    cookie = "; ".join(f"{name}={value}" for name, value in bench.cookies.items())
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": unquote(path), "raw_path": path.encode(),
        "query_string": b"", "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())], "root_path": "",
        "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 9), "state": {},
    }  # fmt: skip
    await bench.app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], headers, b"".join(message.get("body", b"") for message in told[1:])


def test_every_answer_forbids_what_pages_must_not_do(bench: TestClient, key: str) -> None:
    """Frames, other origins, guessed media types, caches: on pages, JSON, files, refusals and errors alike."""
    paths = [
        "/",
        f"/d/{key}",
        f"/d/{key}/state",
        f"/d/{key}/export/json",
        f"/d/{key}/preview",
        "/none",
        "/d/none",
        "/static/x/x",
    ]
    for path in paths:
        headers = bench.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
        assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "127.0.0.1:8000.evil.example"}, {"Host": "127.0.0.1"}, {"Host": "localhost:8000"},
        {"Host": ""}, {"Host": "127.0.0.1:8000, evil.example"}, {"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1:8000"},
    ],
)  # fmt: skip
def test_other_hosts_are_not_answered(bench: TestClient, headers: dict[str, str]) -> None:
    answer = bench.get("/", headers=headers)
    assert answer.status_code == 421
    assert "Desk" not in answer.text


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://127.0.0.1", "https://127.0.0.1:8000", "http://127.0.0.1:8000.evil.example", "http://127.0.0.1:8000/", "http://localhost:8000"]
)  # fmt: skip
def test_other_origins_change_nothing(bench: TestClient, desk: Desk, key: str, origin: str) -> None:
    head = desk.head
    for method, path, _ in operations():
        if method == "POST":
            bench.headers["Origin"] = origin
            address = re.sub(r"\{\w+\}", "x", path.replace("{key}", key))
            assert bench.post(address, data={"do": "note", "text": "x", "seen": "9", "sure": "yes"}).status_code == 403
    assert desk.head == head


def test_the_description_is_one() -> None:
    told = description()
    assert told["openapi"].startswith("3.1")
    assert all(operation["summary"] for path in told["paths"].values() for operation in path.values())
