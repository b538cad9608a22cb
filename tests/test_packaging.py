"""What is shipped: a wheel that is small enough, sources that are whole, and a container without rights."""

from __future__ import annotations

import re
import tomllib
import zlib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from tests.scripts import script

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MOST_WHEEL = 100_000_000


def test_the_wheel_is_under_100_mb() -> None:
    """Packed as quickly as zlib can, which is never smaller than what a wheel does."""
    files = [path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    packed = sum(len(zlib.compress(path.read_bytes(), 1)) for path in files)
    assert 50_000_000 < packed < MOST_WHEEL


def test_what_the_sdist_names_is_there() -> None:
    wanted = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert [name for name in wanted if not (ROOT / name).exists()] == []


def test_the_container_has_a_user_without_rights_and_a_volume() -> None:
    found = script("containerfile").read_steps((ROOT / "Containerfile").read_text(encoding="utf-8"))
    words = [step.word for step in found.steps]
    assert found.user == "sayso"
    assert words.index("USER") > max(at for at, word in enumerate(words) if word == "RUN")
    assert [step.rest for step in found.steps if step.word == "VOLUME"] == ["/desk"]
    assert found.env["SAYSO_DESK"].startswith("/desk/")


def test_the_container_is_made_of_what_is_named_and_pinned() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    found = script("containerfile").read_steps(text)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for step in found.steps:
        if step.word == "COPY" and "--from=" not in step.rest:
            for name in step.rest.split()[:-1]:
                assert (ROOT / name).exists(), name
                assert any(fnmatch(name, one[1:]) for one in ignored if one.startswith("!")), name
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert all(re.fullmatch(r".*/python:3\.\d+-slim-\w+", image) for image in images)
    assert script_version() in text


@pytest.mark.parametrize(
    "name",
    [
        "sayso/__pycache__/a.cpython-311.pyc",
        ".venv-tools/bin/uv",
        "src/.git/config",
        "tests/.pytest_cache/x",
        "out/report.html",
        "front/node_modules/x.js",
        "a.orig",
        ".env",
    ],
)
def test_a_release_holds_nothing_stray(name: str) -> None:
    assert script("release").stray([name, "sayso/cli/check.py", "docs/outlets.md"]) == [f"{name} should not be there"]


def test_a_release_needs_a_heading_in_the_changelog_and_one_version() -> None:
    release = script("release")
    whole = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-15\n\n## [0.1.0] - 2026-11-30\n"
    assert release.changelog_fault(whole, "0.2.0") == ""
    assert "0.3.0" in release.changelog_fault(whole, "0.3.0")
    assert release.changelog_fault(whole.replace(" - 2027-01-15", ""), "0.2.0")
    assert release.version(ROOT) == PROJECT["project"]["version"]


def test_what_a_wheel_must_hold_is_there() -> None:
    packed = {"sayso/workbench/example/article.txt", "sayso/workbench/example/sources/ero_report_2024.pdf"}
    assert [
        name for name in script("release").WANTED if name not in packed and not (ROOT / "src" / name).exists()
    ] == []


def script_version() -> str:
    """The uv that run.py pins."""
    (found,) = re.findall(r'UV_VERSION = "(.+)"', (ROOT / "run.py").read_text(encoding="utf-8"))
    return str(found)
