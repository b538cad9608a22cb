"""`sayso index`: build, add, remove, verify; and an index that survives Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Run

TEXT = "Number {n}\n\nIn 2015 the port of town {n} counted {n}000 containers, said the authority. More came in 2016.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(1, 6):
        (folder / f"{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    return folder


def test_an_index_is_built_listed_checked_and_searched(sayso: Run, sources: Path, tmp_path: Path) -> None:
    assert sayso("index", "build", "idx", sources).returncode == 0
    assert len(sayso("index", "list", "idx").stdout.splitlines()) == 5
    assert sayso("index", "verify", "idx").returncode == 0
    (tmp_path / "a.txt").write_text("Town 3 counted 3000 containers at the port in 2015, said the authority.")
    against = json.loads(sayso("check", "a.txt", "--against", "idx", "--json").stdout)
    assert against["searched"]["documents"] == 5
    assert against["traces"][0]["finding"] == "matches"


def test_what_is_already_there_is_not_read_again(sayso: Run, sources: Path) -> None:
    sayso("index", "build", "idx", sources)
    (sources / "6.txt").write_text(TEXT.format(n=6))
    assert "(1 read, 5 already there" in sayso("index", "add", "idx", sources).stderr


def test_a_document_is_removed_and_an_unknown_one_refused(sayso: Run, sources: Path) -> None:
    sayso("index", "build", "idx", sources)
    uri = sayso("index", "list", "idx").stdout.split("\t")[0]
    assert sayso("index", "remove", "idx", uri).returncode == 0
    assert len(sayso("index", "list", "idx").stdout.splitlines()) == 4
    assert sayso("index", "remove", "idx", uri).returncode == 2
    assert sayso("index", "rebuild", "idx").returncode == 0
    assert len(sayso("index", "list", "idx").stdout.splitlines()) == 4


def test_a_folder_that_is_no_index_is_refused(sayso: Run, sources: Path) -> None:
    for action in ("verify", "list", "rebuild"):
        done = sayso("index", action, sources)
        assert done.returncode == 2
        assert "hint:" in done.stderr


def test_a_missing_source_makes_no_index(sayso: Run, tmp_path: Path) -> None:
    assert sayso("index", "build", "idx", "nowhere").returncode == 2
    assert not (tmp_path / "idx").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
def test_ctrl_c_leaves_an_index_that_opens_verifies_and_goes_on(sayso: Run, sources: Path, tmp_path: Path) -> None:
    for number in range(6, 400):
        (sources / f"{number}.txt").write_text(TEXT.format(n=number) * 5)
    command = [sys.executable, "-m", "sayso", "index", "build", "idx", str(sources)]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "idx").exists() and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert sayso("index", "verify", "idx").returncode == 0
    kept = len(sayso("index", "list", "idx").stdout.splitlines())
    assert kept < 399
    again = sayso("index", "build", "idx", sources)
    assert again.returncode == 0
    assert f"{kept} already there" in again.stderr
    assert len(sayso("index", "list", "idx").stdout.splitlines()) == 399
