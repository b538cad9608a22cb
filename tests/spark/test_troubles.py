"""What is wrong with a cluster is told with the mend, and soon."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

from sayso.bench.local_cluster import LocalCluster
from sayso.cli import main
from sayso.engine import Settings, Shard, run
from sayso.model import UsageError

ONE = [Shard("one", json.dumps({"begin": 0, "end": 8}).encode(), 8)]


def _run(out: Path, master: str) -> None:
    run(ONE, "made_work:numbers", "1", out, settings=Settings(spark=master))


def test_a_python_without_sayso_is_told(tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "bare", symlinks=True)
    monkeypatch.setenv("PYSPARK_PYTHON", str(tmp_path / "bare" / "bin" / "python"))
    monkeypatch.delenv("PYTHONPATH")
    with pytest.raises(UsageError, match=r"Sayso cannot be loaded by .*bare.*No module named") as raised:
        _run(tmp_path / "out", cluster.address)
    assert "PYSPARK_PYTHON" in raised.value.problem.hint


def test_a_cluster_whose_workers_do_nothing_is_told(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.engine import spark

    monkeypatch.setattr(spark, "_START", 2.0)
    for number in (0, 1):
        cluster.kill(number)
    try:
        with pytest.raises(UsageError, match=r"no worker of spark://.* has done anything") as raised:
            _run(tmp_path, cluster.address)
    finally:
        for number in (0, 1):
            cluster.start(number)
    assert "alive" in raised.value.problem.hint


def test_what_is_not_installed_is_told_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="needs Java") as raised:
        _run(tmp_path / "out", "spark://127.0.0.1:1")
    assert "openjdk-17-jre-headless" in raised.value.problem.hint
    monkeypatch.setitem(sys.modules, "sayso.engine.spark", None)
    with pytest.raises(UsageError, match="not installed") as raised:
        _run(tmp_path / "out", "spark://127.0.0.1:1")
    assert "sayso[spark]" in raised.value.problem.hint


def test_a_master_that_does_not_answer_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if subprocess.run(["java", "-version"], check=False, capture_output=True).returncode:
        pytest.skip("no Java")
    begun = time.monotonic()
    corpus = tmp_path / "a.txt"
    corpus.write_text("In Lyon, 30 people lost their homes.")
    command = ["follow", "read", str(corpus), "--out", str(tmp_path / "out"), "--spark", "spark://127.0.0.1:1"]
    assert main(command) == 2
    assert time.monotonic() - begun < 20
    told = capsys.readouterr().err
    assert "spark://127.0.0.1:1 does not answer" in told
    assert "hint: name the master" in told


def test_processes_or_a_cluster_but_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["follow", "join", "x", "--out", "y", "--workers", "2", "--spark", "spark://h:1"])
    assert "not allowed with" in capsys.readouterr().err
