"""`sayso check`: the main job, its forms, and everything that may be wrong with what it is given."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import threading
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import blake2b, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pypdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sayso.cli import made_with
from sayso.model import Ledger, ledger_schema

from .conftest import Run

ARTICLE = """Harbours under pressure

Experts have been warning for some time of at least 30,000 containers a year that nobody opens. According to the port \
authority, only 12% of them are scanned. In 2015, the smugglers made up to 88 million euros, notes El Diario.
"""
SOURCE = """El Diario

En 2015 los contrabandistas ganaron hasta 88 millones de euros con los contenedores, según la policía.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "diario.txt").write_text(SOURCE, encoding="utf-8")
    return folder


def test_json_is_a_ledger_by_the_published_schema_with_exact_places(sayso: Run, article: Path, sources: Path) -> None:
    done = sayso("check", article, "--against", sources, "--json")
    assert done.returncode == 0, done.stderr
    jsonschema.validate(json.loads(done.stdout), ledger_schema())
    ledger = Ledger.from_json(done.stdout)
    text = ledger.document.text
    said = [span for one in ledger.attributions for span in (*one.source, *one.cue, *one.content)]
    places = [(one.start, one.end, one.text) for one in ledger.figures]
    places += [(one.start, one.end, one.text) for one in ledger.claims]
    places += [(one.start, one.end, one.text) for one in said]
    assert len(places) >= 5
    assert all(text[start:end] == shown for start, end, shown in places)
    assert [trace.finding for trace in ledger.traces if trace.finding == "matches"]


def test_the_same_command_gives_the_same_bytes(anew: Run, article: Path, sources: Path) -> None:
    first, second = (anew("check", article, "--against", sources, "--json", PYTHONHASHSEED=seed) for seed in "12")
    assert first.stdout == second.stdout != ""


def test_without_a_form_there_is_a_summary_and_plain_when_piped(sayso: Run, article: Path) -> None:
    done = sayso("check", article)
    assert done.returncode == 0
    assert "30,000" in done.stdout
    assert "\x1b" not in done.stdout


def test_files_are_written_in_the_form_of_their_ending(
    sayso: Run, article: Path, sources: Path, tmp_path: Path
) -> None:
    out = ("a.json", "a.jsonl", "a.html", "a.csv", "a.txt")
    done = sayso("check", article, "--against", sources, *(part for name in out for part in ("-o", name)))
    assert (done.returncode, done.stdout) == (0, "")
    assert all((tmp_path / name).stat().st_size for name in out)
    assert "<!doctype html>" in (tmp_path / "a.html").read_text(encoding="utf-8").lower()


def test_csv_has_a_row_a_figure(sayso: Run, article: Path) -> None:
    done = sayso("check", article, "--csv", "--table", "figures")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"30000", "12", "88000000"} <= {row["low"] or row["high"] for row in rows} | {row["high"] for row in rows}


def test_standard_input_is_read(sayso: Run) -> None:
    done = sayso("check", "-", "--json", text=ARTICLE)
    assert done.returncode == 0
    assert json.loads(done.stdout)["figures"]


def test_fail_on_ends_with_one(sayso: Run, article: Path, sources: Path) -> None:
    assert sayso("check", article, "--against", sources, "--fail-on", "not_found", "-q").returncode == 1
    assert sayso("check", article, "--fail-on", "unnamed", "-q").returncode == 1
    assert sayso("check", article, "--fail-on", "nonsense").returncode == 2


def test_an_unknown_ending_is_a_usage_error_before_any_work(sayso: Run, article: Path) -> None:
    done = sayso("check", article, "-o", "a.docx")
    assert done.returncode == 2
    assert "hint:" in done.stderr


def test_a_missing_article_and_a_missing_folder_are_usage_errors(sayso: Run, article: Path) -> None:
    for command in (("check", "nowhere.txt"), ("check", article, "--against", "nowhere")):
        done = sayso(*command)
        assert done.returncode == 2
        assert "missing" in done.stderr
        assert "hint:" in done.stderr
        assert done.stdout == ""


def _scan(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(io.BytesIO(_png())), 50, 50, 200, 200)
    canvas.save()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    size = (2).to_bytes(4, "big")
    head = chunk(b"IHDR", size + size + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x00\xff" * 2)) + chunk(b"IEND", b"")


def _encrypted(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(50, 500, "secret")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("password", algorithm="AES-256")
    writer.write(path)


BAD = {
    "empty.txt": ("empty", lambda path: path.write_bytes(b"")),
    "blank.txt": ("empty", lambda path: path.write_text(" \n\t\n")),
    "zero.pdf": ("empty", lambda path: path.write_bytes(b"")),
    "scan.pdf": ("no-text-layer", _scan),
    "locked.pdf": ("encrypted", _encrypted),
    "cut.pdf": ("damaged", lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")),
    "binary.txt": ("binary", lambda path: path.write_bytes(bytes(range(256)) * 40)),
    "torn.docx": ("damaged", lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 60)),
}


@pytest.mark.parametrize("name", BAD)
def test_an_article_that_cannot_be_read_ends_with_three_and_the_mend(sayso: Run, tmp_path: Path, name: str) -> None:
    code, make = BAD[name]
    make(tmp_path / name)  # type: ignore[no-untyped-call]
    done = sayso("check", name, "--json")
    assert done.returncode == 3, done.stderr
    assert f"[{code}]" in done.stderr
    assert "hint:" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("name", BAD)
def test_one_broken_file_among_good_ones_leaves_the_rest_done(
    sayso: Run, article: Path, sources: Path, name: str
) -> None:
    code, make = BAD[name]
    make(sources / name)  # type: ignore[no-untyped-call]
    done = sayso("check", article, "--against", sources, "--json")
    assert done.returncode == 4, done.stderr
    ledger = Ledger.from_json(done.stdout)
    assert code in {problem.code for problem in ledger.problems}
    assert [trace.finding for trace in ledger.traces if trace.finding == "matches"]
    assert name in done.stderr


def test_an_interrupted_check_says_so(sayso: Run) -> None:
    done = sayso("check", "-", text="")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_settings_come_from_a_file_and_variables_over_it(
    sayso: Run, article: Path, sources: Path, tmp_path: Path
) -> None:
    (tmp_path / "sayso.toml").write_text(f'against = ["{sources.name}"]\nquiet = true\n')
    assert json.loads(sayso("check", article, "--json").stdout)["searched"]["documents"] == 1
    assert sayso("check", article, "--json", SAYSO_AGAINST="nowhere").returncode == 2
    (tmp_path / "sayso.toml").write_text("agianst = []\n")
    wrong = sayso("check", article)
    assert wrong.returncode == 2
    assert "agianst" in wrong.stderr


def test_hostile_names_do_not_drive_the_terminal(sayso: Run) -> None:
    done = sayso("check", "no\x1b[31mthing.txt")
    assert "\x1b" not in done.stderr


class _Pages(BaseHTTPRequestHandler):
    """A server with one article, one page of 50 MB and nothing else."""

    def do_GET(self) -> None:
        pages = {"/article": (b"text/plain", ARTICLE.encode()), "/huge": (b"text/html", b"<p>word</p>" * 4_800_000)}
        kind, body = pages.get(self.path, (b"text/plain", b"not here"))
        self.send_response(200 if self.path in pages else 404)
        self.send_header("Content-Type", kind.decode())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of the server on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


def test_a_url_is_read_when_it_is_given(sayso: Run, server: str) -> None:
    done = sayso("check", f"{server}/article", "--allow-private", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["document"]["uri"] == f"{server}/article"


@pytest.mark.parametrize(("path", "code"), [("/none", "http-status"), ("/huge", "too-large")])
def test_a_url_that_gives_no_article_ends_with_three_and_the_mend(
    sayso: Run, server: str, path: str, code: str
) -> None:
    done = sayso("check", server + path, "--allow-private", "--json")
    assert done.returncode == 3, done.stderr
    assert f"[{code}]" in done.stderr
    assert "hint:" in done.stderr
    assert done.stdout == ""


def test_a_private_address_is_not_fetched_unless_allowed(sayso: Run, server: str) -> None:
    done = sayso("check", f"{server}/article")
    assert done.returncode == 3
    assert "[private-address]" in done.stderr


def test_a_report_shows_pdf_passages_as_printed(sayso: Run, article: Path, tmp_path: Path) -> None:
    """Of the PDF that was named, in one file, and none of a text."""
    sources = tmp_path / "sources"
    sources.mkdir()
    page = Canvas(str(sources / "police.pdf"), invariant=1)
    page.drawString(80, 700, "In 2015 the smugglers made up to 88 million euros, the police say.")
    page.showPage()
    page.save()
    (sources / "diario.txt").write_text(SOURCE, encoding="utf-8")
    report = tmp_path / "report.html"
    sayso("check", str(article), "--against", str(sources), "-o", str(report))
    html = report.read_text(encoding="utf-8")
    assert "img-src data:;" in html
    assert html.count("data:image/png;base64,") == html.count("As printed, page 1") >= 1
    sayso("check", str(article), "--against", str(sources / "diario.txt"), "-o", str(report))
    assert "img-src" not in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", ["msgspec", "msgspec>=0.19", "msgspec<0.99,>=0.19", "msgspec[toml]!=0.1"])
def test_libraries_are_named_whatever_is_asked_of_them(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.setattr(made_with, "requires", lambda _name: [wanted, "pyarrow>=1; extra == 'follow'"])
    assert made_with.libraries() == {"msgspec": version("msgspec")}


def test_an_evidence_packet_repeats_and_adds_up(sayso: Run, article: Path, sources: Path, tmp_path: Path) -> None:
    """What was searched stands in it with its hashes; every file has its hash; the same check gives the same bytes."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for path in (first, second):
        sayso("check", article, "--against", sources, "-o", path)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packet:
        held = {name: packet.read(name) for name in packet.namelist()}
    sums = dict(line.split("  ")[::-1] for line in held.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(body).hexdigest() for name, body in held.items()}
    searched = json.loads(held["searched.json"])
    ledger = Ledger.from_json(held["ledger.json"])
    read = [path for path in sources.rglob("*") if path.is_file()] if sources.is_dir() else [sources]
    goal = {"b2:" + blake2b(path.read_bytes(), digest_size=16).hexdigest() for path in read}
    assert {source["source_hash"] for source in searched["source_documents"]} == goal
    assert {source.size for source in ledger.source_documents} == {path.stat().st_size for path in read}
    found = {trace.claim for trace in ledger.traces if trace.finding != "not_found"}
    assert searched["claims_found"] == len(found) > 0
    assert searched["made_with"]["sayso"] == ledger.version
    assert any(name.startswith("weights/said-en/") for name in searched["made_with"])
