"""`sayso diff`: its forms, its exit codes, and everything that may be wrong with what it is given."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sayso.model import Document, Ledger, Sentence, text_id
from sayso.review import changes_schema

from .conftest import Run


def _written(path: Path, text: str, uri: str = "a.txt") -> Path:
    doc = Document(id="d", text_id=text_id(text), uri=uri, language="en", text=text)
    path.write_text(Ledger(document=doc, sentences=(Sentence(start=0, end=len(text)),)).to_json(), encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return (_written(tmp_path / "a.json", "The tunnel cost 40 million euros."),
            _written(tmp_path / "b.json", "The tunnel cost 50 million euros."))  # fmt: skip


def test_the_exit_code_says_whether_anything_differs(sayso: Run, pair: tuple[Path, Path]) -> None:
    done = sayso("diff", *pair)
    assert (done.returncode, done.stderr) == (1, "")
    assert "“40” became “50”" in done.stdout
    same = sayso("diff", pair[0], pair[0])
    assert (same.returncode, same.stderr) == (0, "")
    assert "Nothing differs" in same.stdout


def test_every_form_is_written(sayso: Run, pair: tuple[Path, Path], tmp_path: Path) -> None:
    files = [tmp_path / f"out.{ending}" for ending in ("json", "html", "txt")]
    done = sayso("diff", *pair, *(part for file in files for part in ("-o", file)))
    assert (done.returncode, done.stdout) == (1, "")
    changes = json.loads(files[0].read_text(encoding="utf-8"))
    jsonschema.validate(changes, changes_schema())
    assert changes["text"][0]["edits"][0]["new"] == {"start": 16, "end": 18, "text": "50"}
    assert sayso("diff", *pair, "--json").stdout == files[0].read_text(encoding="utf-8")
    assert sayso("diff", *pair, "--html").stdout == files[1].read_text(encoding="utf-8")
    assert sayso("diff", *pair).stdout == files[2].read_text(encoding="utf-8")


def test_two_articles_are_warned_of(sayso: Run, pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = _written(tmp_path / "c.json", "Lessons begin in June, and the children sing.", uri="c.txt")
    assert "two articles" in sayso("diff", pair[0], other).stderr
    assert sayso("diff", pair[0], other, "-q").stderr == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (None, "there is no file"),
        (b"{", "not a ledger"),
        (b"\xff\xfe\x00", "not a ledger"),
        (b'{"document": 7}', "not a ledger"),
        (b"[" * 100_000, "not a ledger"),
    ],
)
def test_what_is_no_ledger_is_said(sayso: Run, pair: tuple[Path, Path], body: bytes | None, says: str) -> None:
    path = pair[0].with_name("x.json")
    if body is not None:
        path.write_bytes(body)
    done = sayso("diff", pair[0], path)
    assert done.returncode == (2 if body is None else 3)
    assert says in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_ledger_that_does_not_agree_with_its_text_is_not_shown(sayso: Run, pair: tuple[Path, Path]) -> None:
    body = json.loads(pair[1].read_text(encoding="utf-8"))
    made = {"stage": "x", "version": "1"}
    body["flags"] = [
        {"id": "f", "start": 0, "end": 3, "text": "Not", "category": "loaded", "because": "", "made": made}
    ]
    del body["seal"]  # it was changed on purpose
    pair[1].write_text(json.dumps(body), encoding="utf-8")
    done = sayso("diff", *pair)
    assert (done.returncode, done.stdout) == (3, "")
    assert "does not agree with itself" in done.stderr


def test_a_folder_and_an_unknown_ending_and_an_input_are_refused(
    sayso: Run, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    assert sayso("diff", pair[0], tmp_path).returncode == 2
    assert "says no form" in sayso("diff", *pair, "-o", tmp_path / "x.pdf").stderr
    assert sayso("diff", *pair, "-o", pair[0]).returncode == 2
    assert Ledger.from_json(pair[0].read_bytes()).document.text.endswith("euros.")
