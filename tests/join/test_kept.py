"""Threads as they were kept: read back, looked through, written as a page."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from tests.across.appearing import appears
from tests.render.make_threads import evil, many, quays, thread_of

from sayso.cli import main
from sayso.join import KeptThreads, Wanted, named_beside, read_threads
from sayso.model import Thread, UnreadableError, UsageError


def keep(folder: Path, *threads: Thread) -> Path:
    """A folder with threads."""
    (folder / "threads.jsonl").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in threads))
    return folder


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Three threads, those of most appearances first."""
    cafe = thread_of([appears("x", "Das Café schließt", "2026-05-01"), appears("y", "Das Café schliesst")], ident="t:3")
    return keep(tmp_path, msgspec.structs.replace(many(8), id="t:1"), quays(), cafe)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["t:1", "t:made", "t:3"]),
        (Wanted(claim="container quays NORTHFIELD"), ["t:1", "t:made"]),
        (Wanted(claim="cafe"), ["t:3"]),
        (Wanted(claim="cafe containers"), []),
        (Wanted(figure=3_000), ["t:made"]),
        (Wanted(figure=30_500), ["t:made"]),
        (Wanted(since="2026-04-30"), ["t:1", "t:3"]),
        (Wanted(since="2026-03-03", figure=29_500), []),
        (Wanted(since="2026-03-02", figure=29_500, claim="containers"), ["t:made"]),
    ],
)
def test_a_thread_fits_where_one_appearance_has_all_that_is_asked(
    folder: Path, wanted: Wanted, found: list[str]
) -> None:
    assert [one.id for one in read_threads(folder, wanted)] == found
    assert [one.id for one in KeptThreads(folder).find(wanted)] == found


def test_each_thread_is_found_by_its_id_and_a_new_file_is_noticed(folder: Path) -> None:
    kept = KeptThreads(folder)
    assert len(kept) == 3
    assert kept.thread("t:made") == quays()
    assert kept.thread("t:none") is None
    (heading,) = kept.find(Wanted(figure=3_000))
    assert (heading.appearances, heading.languages, heading.origins, heading.figures) == (4, 2, 2, 1)
    assert (heading.since, heading.until) == ("2026-03-02", "2026-03-05")
    assert kept.is_current
    keep(folder, quays())
    assert not kept.is_current


@pytest.mark.parametrize(("wanted", "told"), [(Wanted(claim="?!"), "no word"), (Wanted(since="May"), "no day")])
def test_what_cannot_be_looked_for_is_told(folder: Path, wanted: Wanted, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        list(read_threads(folder, wanted))
    with pytest.raises(UsageError, match=told):
        KeptThreads(folder).find(wanted)


@pytest.mark.parametrize(
    "line", [b"{}", b"\xff", b"[" * 5_000, msgspec.json.encode(msgspec.structs.replace(quays(), appearances=()))]
)
def test_a_damaged_file_is_told(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "threads.jsonl").write_bytes(line + b"\n")
    with pytest.raises(UnreadableError, match=r"no thread|without appearances"):
        list(read_threads(tmp_path))
    with pytest.raises(UnreadableError):
        KeptThreads(tmp_path)
    with pytest.raises(UsageError, match="holds no threads"):
        list(read_threads(tmp_path / "elsewhere"))


def test_documents_beside_have_no_name_where_the_join_is_gone(folder: Path) -> None:
    assert named_beside(folder, [quays(), evil()]) == {}


def test_the_command_writes_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "threads.html"
    assert main(["follow", "report", str(folder), "-o", str(out), "--most", "1", "--claim", "containers"]) == 0
    assert "1 of 2 threads" in capsys.readouterr().err
    page = out.read_text()
    assert "The 1 of most appearances, of 2 threads, with " in page
    assert "the words “containers”" in page
    assert main(["follow", "report", str(folder), "-o", str(out), "--figure", "7", "--since", "2026-01-01", "-q"]) == 0
    assert "No thread fits" in out.read_text()
    assert main(["follow", "report", str(folder / "none"), "-o", str(out)]) == 2
    assert "sayso follow threads" in capsys.readouterr().err


def test_documents_outside_of_a_thread_are_called_by_their_names(tmp_path: Path) -> None:
    """Of a text that only links to the one that has the claim, the join knows the outlet."""
    from sayso.follow import read_corpus
    from sayso.join import join_reuse, read_listed

    rows = [
        {
            "text": f"Cats sleep all day, {name} said on Monday.",
            "url": f"http://{name}.example/",
            "outlet": name,
            "date": "2026-03-02",
        }
        for name in ("Alpha", "Beta")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    read_corpus([str(tmp_path / "a.jsonl")], tmp_path / "ledgers", depth="figures")
    join_reuse(tmp_path / "ledgers", tmp_path / "joined")
    alpha = next(one for one in read_listed(tmp_path / "joined") if one.outlet == "Alpha")
    thread = thread_of([appears("a", "Cats sleep"), appears("b", "Cats sleep")], roots=[alpha.id, "s:cats"])
    assert named_beside(tmp_path / "joined", [thread]) == {alpha.id: alpha}
