"""The library's front door."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ARTICLE = "According to the port authority, 54 percent of the containers were empty in 2015.\n"
SOURCE = "Im Jahr 2015 waren nach Angaben der Hafenbehörde 54 Prozent der Container leer.\n"


@pytest.fixture
def ledger(tmp_path: Path) -> sayso.Ledger:
    (tmp_path / "quelle.txt").write_text(SOURCE, encoding="utf-8")
    return sayso.check(ARTICLE, against=[tmp_path])


def test_a_text_is_checked_against_a_folder(ledger: sayso.Ledger) -> None:
    assert [trace.finding for trace in ledger.traces] == ["matches"]
    assert ledger.searched.documents == 1


def test_a_path_is_read_and_without_sources_nothing_is_traced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert sayso.check(path).traces == ()


def test_the_ledger_goes_to_json_and_back_with_its_views(ledger: sayso.Ledger) -> None:
    back = sayso.Ledger.from_json(ledger.to_json())
    assert back == ledger
    assert isinstance(back, sayso.Ledger)


def test_data_frames_have_a_row_an_entry(ledger: sayso.Ledger) -> None:
    for table in ("claims", "figures", "attributions", "traces"):
        rows = len(getattr(ledger, table))
        assert ledger.to_pandas(table).shape[0] == rows
        assert ledger.to_polars(table).height == rows
    assert ledger.to_pandas("figures")["text"].tolist() == ["54 percent", "2015"]
    assert ledger.to_polars("claims")["figures"].to_list() == ["f1; f2"]


def test_a_missing_extra_names_its_command(ledger: sayso.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(sayso.UsageError) as caught:
        ledger.to_polars()
    assert "pip install" in caught.value.problem.hint


def test_a_notebook_shows_the_ledger(ledger: sayso.Ledger) -> None:
    shown = ledger._repr_html_()
    assert "54 percent" in shown
    assert "<script" not in shown
    assert "<!doctype html>" in ledger.to_html().lower()


def test_what_cannot_be_read_raises_with_the_mend(tmp_path: Path) -> None:
    empty = tmp_path / "e.txt"
    empty.write_bytes(b"")
    with pytest.raises(sayso.UnreadableError) as caught:
        sayso.check(empty)
    assert caught.value.problem.code == "empty"
    with pytest.raises(sayso.UsageError):
        sayso.check(ARTICLE, against=[tmp_path / "nowhere"])


def test_importing_costs_nothing() -> None:
    code = "import sys, sayso; print([m for m in ('msgspec', 'tantivy', 'lxml', 'numpy') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
