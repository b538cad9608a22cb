"""The files of folders: which, in what order, under what names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.model import UsageError
from sayso.reading import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with texts, odd files, links and a pipe."""
    root = tmp_path / "sources"
    for name in (
        "b.txt",
        "a.TXT",
        "sub/c.html",
        "sub/deep/d.pdf",
        "Z.md",
        ".hidden.txt",
        ".git/x.txt",
        "picture.png",
        "run.py",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    (root / "link_out.txt").symlink_to(tmp_path / "outside.txt")
    (root / "link_in.txt").symlink_to(root / "b.txt")
    (root / "link_gone.txt").symlink_to(root / "none.txt")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    return root


def test_files_below_a_folder(folder: Path) -> None:
    """In one order, by the path from the folder; each file once."""
    files, _ = find_files([folder])
    assert [uri for _, uri in files] == [
        f"{folder.name}/{uri}" for uri in ("Z.md", "a.TXT", "b.txt", "sub/c.html", "sub/deep/d.pdf")
    ]
    assert all(path.is_file() for path, _ in files)


def test_what_is_left_out_is_told_but_for_hidden_files(folder: Path) -> None:
    _, problems = find_files([folder])
    assert {problem.code for problem in problems} == {"skipped"}
    names = ("link_gone.txt", "link_out.txt", "loop", "picture.png", "pipe.txt", "run.py")
    assert [problem.uri for problem in problems] == [f"{folder.name}/{name}" for name in names]
    assert all(problem.hint for problem in problems)


def test_files_given_by_name_are_taken_whatever_they_are_called(folder: Path) -> None:
    files, problems = find_files([folder / "run.py", folder / "b.txt", folder / "b.txt"])
    assert files == [
        (folder / "run.py", (folder / "run.py").as_posix()),
        (folder / "b.txt", (folder / "b.txt").as_posix()),
    ]
    assert problems == []


def test_two_folders_with_the_same_names_stay_apart(tmp_path: Path) -> None:
    for name in ("x/in/a.txt", "y/in/a.txt", "y/in/b.txt", "two/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    files, _ = find_files([tmp_path / "x/in", tmp_path / "y/in", tmp_path / "two"])
    first, second = (tmp_path / "x/in/a.txt").as_posix(), (tmp_path / "y/in/a.txt").as_posix()
    assert [uri for _, uri in files] == [first, second, "in/b.txt", "two/a.txt"]


@pytest.mark.parametrize(("name", "code"), [("none", "missing"), ("empty", "no-sources"), ("pictures", "no-sources")])
def test_nothing_to_read(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"x")
    with pytest.raises(UsageError) as caught:
        find_files([tmp_path / name])
    assert caught.value.problem.code == code
    assert caught.value.problem.hint


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    """A name in another encoding gives a uri that can be written."""
    raw = os.fsencode(tmp_path) + b"/f\xfcnf.txt"
    Path(os.fsdecode(raw)).write_text("x", encoding="utf-8")
    files, _ = find_files([tmp_path])
    assert files[0][1].encode("utf-8").decode() == f"{tmp_path.name}/f\ufffdnf.txt"
