"""`sayso doctor` names each thing that can be wrong on a person's machine, with its mend."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackagePath
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.cli.test_store import furnish

from sayso.cli.doctor import findings, installed, machine, own
from sayso.cli.doctor.check import Finding, Seen, tried
from sayso.cli.doctor.trials import TRIALS
from sayso.cli.doctor.weights import weights
from sayso.language import weights as shipped
from sayso.pipeline import add_files, new_index

from .conftest import Run

SOURCE = "The harbour handled 4.2 million tonnes in 2022.\n"


def states(found: Iterable[Seen | Finding]) -> list[str]:
    return [one.state for one in found]


def only(found: Iterable[Seen]) -> Seen:
    (one,) = found
    return one


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings, and a home without a desk."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_it_finds_all_well_and_says_so(sayso: Run, tmp_path: Path) -> None:
    done = sayso("doctor", XDG_DATA_HOME=str(tmp_path / "data"))
    assert done.returncode == 0, done.stdout
    assert "broken" not in done.stdout
    assert "Everything works" in done.stdout


def test_wrong_settings_stop_no_doctor(sayso: Run, tmp_path: Path) -> None:
    """What is wrong with settings is the doctor's to name; what needs none of them runs all the same."""
    (tmp_path / "sayso.toml").write_text("foo = 1")
    done = sayso("doctor")
    assert done.returncode == 1
    assert "broken   settings" in done.stdout or "settings: " in done.stdout
    assert "foo" in done.stdout
    assert sayso("schema", "ledger").returncode == 0
    assert sayso("completion", "bash").returncode == 0


def test_what_is_broken_ends_with_1_and_is_told_as_json(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('dekst = "x"\n')
    done = sayso("doctor", "--json", XDG_DATA_HOME=str(tmp_path / "data"), SAYSO_DEKS="x")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    broken = [one for one in told["checks"] if one["state"] == "broken"]
    assert [one["name"] for one in broken] == ["settings"]
    assert "'dekst'" in broken[0]["told"]
    assert any("SAYSO_DEKS" in one["told"] and "SAYSO_DESK" in one["hint"] for one in told["checks"])


def test_nothing_is_told_without_its_mend(folder: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.cli.doctor.TRIALS", {})
    (folder / "sayso.toml").write_text('desk = "far/off.sayso"\nagainst = ["gone"]\n')
    found = list(findings(folder, {**home, "SAYSO_QUITE": "1", "TMPDIR": str(folder / "none")}))
    assert len([one for one in found if one.state in {"broken", "warning"}]) >= 4
    assert all(one.hint for one in found if one.state != "works")


# the installation


def test_a_python_that_is_too_old() -> None:
    seen = only(installed.python((3, 10, 13)))
    assert (seen.state, "3.10.13" in seen.told, "3.11" in seen.hint) == ("broken", True, True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nowhere-to-be-found>=1", "nowhere-to-be-found is missing"),
        ("msgspec>=99.1", "is too old: 99.1 or newer is needed"),
    ],
)
def test_a_library_that_is_missing_or_too_old(monkeypatch: pytest.MonkeyPatch, line: str, told: str) -> None:
    monkeypatch.setattr(installed, "requires", lambda _name: [line])
    seen = only(installed.libraries())
    assert seen.state == "broken"
    assert told in seen.told
    assert "pip install" in seen.hint


def test_a_library_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_name: str) -> None:
        raise ImportError("libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr(installed, "requires", lambda _name: ["msgspec>=0.20"])
    monkeypatch.setattr(installed, "import_module", failing)
    seen = only(installed.libraries())
    assert (seen.state, "libgomp.so.1" in seen.told) == ("broken", True)


def test_a_library_that_lies_over_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "requires", lambda _name: ["msgspec>=0.20"])
    monkeypatch.setattr(sys.modules["msgspec"], "__version__", "0.1.0")
    seen = next(iter(installed.libraries()))
    assert (seen.state, "two versions" in seen.hint) == ("warning", True)


def test_extras_are_whole_absent_or_half_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        'nowhere-to-be-found>=1; extra == "team"',
        'msgspec>=99; extra == "follow"',
        'msgspec>=0.1; extra == "spark"',
    ]
    monkeypatch.setattr(installed, "requires", lambda _name: lines)
    found = {one.told.partition(":")[0]: one for one in installed.extras()}
    assert found["team"].state == "absent"
    assert "sayso[team]" in found["team"].hint
    assert [one.state for one in found.values()] == ["absent", "broken", "works"]


@pytest.mark.parametrize(
    ("says", "state"), [('openjdk version "17.0.9"', "works"), ('java version "1.8.0"', "broken"), ("", "broken")]
)
def test_the_java_that_spark_runs_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, state: str) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    (tmp_path / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr(installed, "_there", lambda _name: "4.0.1")
    assert only(installed.java()).state == state
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "none"))
    assert "JAVA_HOME names no Java" in only(installed.java()).told
    monkeypatch.setattr(installed, "_there", lambda _name: None)
    assert list(installed.java()) == []


def test_a_file_of_the_package_that_is_not_as_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Package(NamedTuple):
        files: list[PackagePath]

    path = PackagePath("sayso/words.toml")
    path.hash = __import__("importlib.metadata").metadata.FileHash("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
    monkeypatch.setattr(PackagePath, "read_binary", lambda one: (tmp_path / one.name).read_bytes())
    monkeypatch.setattr(installed, "distribution", lambda _name: Package([path]))
    (tmp_path / "words.toml").write_bytes(b"")
    assert only(installed.files()).state == "works"
    (tmp_path / "words.toml").write_bytes(b"x")
    assert "not as it came" in only(installed.files()).told
    (tmp_path / "words.toml").unlink()
    assert "missing" in only(installed.files()).told


def test_weights_that_are_missing_or_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest model stands for all: one bit, a file, its facts."""
    there = Path(shipped.__file__).parent / "models" / "caveats"
    shutil.copytree(there, tmp_path / "caveats")
    monkeypatch.setattr(shipped, "MODELS", ("caveats",))
    monkeypatch.setattr(shipped, "_folder", lambda name: tmp_path / name)
    assert states(weights()) == ["works"]
    file = tmp_path / "caveats" / "weights.json"
    whole = file.read_bytes()
    file.write_bytes(bytes((whole[0] ^ 1,)) + whole[1:])
    assert "damaged: its hash" in only(weights()).told
    file.unlink()
    assert "weights.json of the weights caveats is missing" in only(weights()).told
    (tmp_path / "caveats" / "facts.json").write_text("{")
    assert "facts.json" in only(weights()).told
    shutil.rmtree(tmp_path / "caveats")
    assert "the weights caveats are missing" in only(weights()).told


def test_every_model_that_lies_in_the_package_is_looked_at() -> None:
    folders = (Path(shipped.__file__).parent / "models").iterdir()
    assert tuple(sorted(one.name for one in folders if (one / "facts.json").exists())) == shipped.MODELS


# the machine


def test_an_encoding_that_is_not_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    assert only(machine.encoding()).state == "works"
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "latin-1"))
    seen = only(machine.encoding())
    assert (seen.state, "latin-1" in seen.told, "LANG=C.UTF-8" in seen.hint) == ("warning", True, True)


def test_a_temporary_folder_that_is_not_there_or_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert only(machine.temporary({})).state == "works"
    assert "cannot be used" in only(machine.temporary({"TMPDIR": str(tmp_path / "none")})).told
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    assert only(machine.temporary({})).state == "broken"
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", _nearly_full)
    assert "1 MiB left" in only(machine.temporary({})).told


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def _nearly_full(_path: Any) -> _Usage:
    return _Usage(1 << 30, (1 << 30) - (1 << 20), 1 << 20)


def test_little_memory_and_little_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert states(machine.disk(folder)) == ["works", "works"]
    monkeypatch.setattr(shutil, "disk_usage", _nearly_full)
    assert states(machine.disk(folder)) == ["warning", "warning"]
    monkeypatch.setattr(machine, "_of_system", lambda: 200 << 20)
    seen = only(machine.memory())
    assert (seen.state, "200 MiB are free" in seen.told) == ("warning", True)


@pytest.mark.parametrize(("year", "state"), [(1970, "warning"), (2027, "works"), (2099, "warning")])
def test_a_clock_that_cannot_be_right(year: int, state: str) -> None:
    assert only(machine.clock(datetime(year, 1, 1, tzinfo=UTC))).state == state


# what is a person's own


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('desk = "x', "sayso.toml"),
        ('dekst = "x"', "no setting is called 'dekst'"),
        ("quiet = 1", "quiet must be"),
        ("\udcff", "sayso.toml"),
    ],
)
def test_settings_that_are_broken(folder: Path, home: dict[str, str], text: str, told: str) -> None:
    (folder / "sayso.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    (one,) = tried("settings", lambda: own.settings(folder, home))
    assert one.state == "broken"
    assert told in one.told
    assert one.hint


def test_a_variable_that_is_spelled_wrongly() -> None:
    (seen,) = own.variables({"SAYSO_AGAINTS": "x", "SAYSO_QUIET": "1", "HOME": "/"})
    assert (seen.state, "SAYSO_AGAINST" in seen.hint) == ("warning", True)


def set_desk(where: Path) -> dict[str, str]:
    return {"SAYSO_DESK": str(where)}


def looked(folder: Path, environment: Mapping[str, str]) -> list[Finding]:
    return list(tried("desk", lambda: own.desk(folder, environment)))


def test_a_desk_that_is_whole_and_its_owners_alone(folder: Path, home: dict[str, str]) -> None:
    path = folder / "desk.sayso"
    furnish(path)
    assert states(looked(folder, home | set_desk(path))) == ["works"]
    path.chmod(0o644)
    found = looked(folder, home | set_desk(path))
    assert states(found) == ["warning", "works"]
    assert found[0].hint == f"chmod 600 {path}"


def test_a_desk_that_is_damaged(folder: Path, home: dict[str, str]) -> None:
    path = folder / "desk.sayso"
    furnish(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE event SET who = 'eve' WHERE seq = 2")
    (one,) = looked(folder, home | set_desk(path))
    assert (one.state, "event 2" in one.told, "backup" in one.hint) == ("broken", True, True)
    path.write_bytes(path.read_bytes()[:5000])
    (one,) = looked(folder, home | set_desk(path))
    assert one.state == "broken"
    path.write_text("no desk at all, but long enough to be read as a file of some kind")
    (one,) = looked(folder, home | set_desk(path))
    assert one.state == "broken"
    assert one.hint


def test_a_desk_that_cannot_be_made(folder: Path, home: dict[str, str]) -> None:
    (one,) = looked(folder, home | set_desk(folder / "none" / "desk.sayso"))
    assert (one.state, "mkdir -p" in one.hint) == ("broken", True)
    (folder / "file").touch()
    (one,) = looked(folder, home | set_desk(folder / "file" / "desk.sayso"))
    assert one.state == "broken"
    assert states(looked(folder, home)) == ["works"]


def test_a_database_is_not_asked(folder: Path, home: dict[str, str]) -> None:
    (one,) = looked(folder, home | {"SAYSO_DESK": "postgresql://eve:secret@desk.example/sayso"})
    assert one.state == "works"
    assert "secret" not in one.told


def test_sources_that_are_gone_and_an_index_that_is_damaged(folder: Path, home: dict[str, str]) -> None:
    (folder / "a.txt").write_text(SOURCE)
    with new_index(folder / "index", vectors=False) as index:
        add_files(index, [folder / "a.txt"])
    against = {**home, "SAYSO_AGAINST": f"{folder / 'index'}:{folder / 'a.txt'}:{folder / 'gone'}"}
    found = list(tried("sources", lambda: own.indexes(folder, against)))
    assert states(found) == ["works", "works", "broken"]
    against = {**home, "SAYSO_AGAINST": str(folder / "index")}
    with closing(sqlite3.connect(folder / "index" / "sayso.sqlite")) as db, db:
        db.execute("UPDATE record SET body = x'00'")
    (one,) = tried("sources", lambda: own.indexes(folder, against))
    assert (one.state, "a.txt" in one.told) == ("broken", True)
    with closing(sqlite3.connect(folder / "index" / "sayso.sqlite")) as db, db:
        db.execute("PRAGMA user_version = 99")
    (one,) = tried("sources", lambda: own.indexes(folder, against))
    assert (one.state, "newer Sayso" in one.told) == ("broken", True)


def test_words_of_another_version_are_made_again_and_told(folder: Path, home: dict[str, str]) -> None:
    (folder / "a.txt").write_text(SOURCE)
    with new_index(folder / "index", vectors=False) as index:
        add_files(index, [folder / "a.txt"])
    shutil.rmtree(folder / "index" / "words")
    against = {**home, "SAYSO_AGAINST": str(folder / "index")}
    found = list(tried("sources", lambda: own.indexes(folder, against)))
    assert states(found) == ["warning", "works"]
    assert "made again" in found[0].told


def test_a_model_server_without_a_model_or_a_key(folder: Path, home: dict[str, str]) -> None:
    server = {**home, "SAYSO_ADJUDICATE": "http://localhost:1/v1"}
    assert only(own.adjudicator(folder, server)).state == "broken"
    server |= {"SAYSO_ADJUDICATE_MODEL": "m", "SAYSO_ADJUDICATE_KEY_ENV": "NO_KEY"}
    assert "NO_KEY" in only(own.adjudicator(folder, server)).told
    assert only(own.adjudicator(folder, server | {"NO_KEY": "k"})).state == "works"
    assert list(own.adjudicator(folder, home)) == []


def test_samples_that_do_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of concepts that are damaged, and an index that finds nothing."""
    monkeypatch.setattr("sayso.language.concepts.concepts", lambda words, _language: frozenset(words))
    (one,) = tried("languages", TRIALS["languages"])
    assert one.state == "broken"
    monkeypatch.setattr("sayso.evidence.index.Index.search", lambda *_args, **_more: [])
    (one,) = tried("store and index", TRIALS["store and index"])
    assert (one.state, "not found" in one.told) == ("broken", True)
