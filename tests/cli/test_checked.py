"""`sayso checked` reads and keeps earlier checks; `sayso check --checked` shows them beside the claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.scripts import ROOT

from .conftest import Run

SET = ROOT / "data" / "checked-news" / "dev.checks.json"
TEXT = "Seven in ten young Spaniards still live with their parents. Norway will do away with cash next year.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


def test_checks_are_kept_and_claims_matched_against_them(sayso: Run, article: Path) -> None:
    done = sayso("checked", SET, "--out", "kept")
    assert (done.returncode, done.stdout) == (0, "")
    assert "32 earlier checks of 1 files, kept in kept" in done.stderr
    ledger = json.loads(sayso("check", article, "--checked", "kept", "--json").stdout)
    assert [one["text"] for one in ledger["earlier_checks"]] == [
        "El 70 % de los jóvenes españoles vive todavía con sus padres"
    ]
    assert ledger["collection"] == {"checks": 32, "files": 1, "vectors": True}
    told = sayso("check", article, "--checked", "kept")
    assert told.returncode == 0
    assert "Checked before: by" in told.stdout
    assert sayso("check", article, "--checked", SET).stdout == told.stdout


def test_checks_are_printed_a_line_each(sayso: Run) -> None:
    rows = [json.loads(row) for row in sayso("checked", SET, "--json", "-q").stdout.splitlines()]
    assert len(rows) == 32
    assert all(row["text"] and row["verdict"] and row["by"] for row in rows)


def test_what_is_not_read_is_told(sayso: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    done = sayso("checked", "bad.json", SET)
    assert done.returncode == 4
    assert "bad.json" in done.stderr
    assert "hint:" in done.stderr
    assert sayso("checked", "bad.json", "--out", "kept").returncode == 2
    done = sayso("check", article, "--checked", "bad.json", "--json", "--no-vectors")
    assert done.returncode == 4
    ledger = json.loads(done.stdout)
    assert [one["code"] for one in ledger["problems"]] == ["damaged"]
    assert sayso("checked", "bad.json", SET, "--out", "kept", "--no-vectors", "-q").returncode == 4
    done = sayso("check", article, "--checked", "kept", "--json")
    assert done.returncode == 4
    assert [one["code"] for one in json.loads(done.stdout)["problems"]] == ["check-unread"]
    assert sayso("check", article, "--checked", "none.json").returncode == 2
    assert sayso("check", article, "--checked", "bad.json", "-o", "bad.json").returncode == 2
