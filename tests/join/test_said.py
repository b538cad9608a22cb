"""What a corpus says of a claim or a figure: by date, with who says it and what is taken from whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.cli.follow_show import lines_of
from sayso.follow import read_corpus
from sayso.join import Said, Wanted, find_said, join_reuse
from sayso.join.said import has_value
from sayso.model import Figure, Made, UsageError

SAID = (
    "The harbour office counted 30,000 containers between Monday and Thursday, twice as many as in the week before the strike began, "
    "and expects that half of them will be gone by the end of the month, the harbour master Ingrid Solberg said."
)
ROWS = (
    {"text": f"Strike ends.\n\n{SAID} Dockers went home.", "url": "http://a.example/1", "outlet": "Northfield Courier", "date": "2026-03-02"},
    {"text": f"Ships wait outside.\n\nAs the Northfield Courier reported, the port is full. {SAID}", "url": "http://b.example/1",
     "outlet": "The Dales Post", "date": "2026-03-04"},
    {"text": "Some 1,200 cafés closed, the bakers' guild said.", "url": "http://c.example/1", "outlet": "Third Paper"},
)  # fmt: skip


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that was read by all rules, then joined."""
    path = tmp_path_factory.mktemp("said")
    (path / "a.jsonl").write_text("\n".join(map(json.dumps, reversed(ROWS))))
    read_corpus([str(path / "a.jsonl")], path / "ledgers", depth="rules")
    join_reuse(path / "ledgers", path / "joined")
    return path


def test_a_claim_is_shown_by_date_with_who_says_it_and_who_took_it(folder: Path) -> None:
    one, other = find_said(folder / "joined", Wanted(claim="harbour OFFICE counted container"))
    assert [said.outlet for said in (one, other)] == ["Northfield Courier", "The Dales Post"]
    assert one.speakers == other.speakers == ("Ingrid Solberg",)
    assert "30,000 containers" in one.span.text
    assert [text[:6] for text in one.figures] == ["30,000", "twice", "half"]
    (given,), (taken,) = one.shared, other.shared
    assert (given.how, given.document, given.outlet) == ("gives", other.document, "The Dales Post")
    assert (taken.how, taken.document, taken.published) == ("takes", one.document, "2026-03-02")
    assert taken.credited


@pytest.mark.parametrize(
    ("wanted", "outlets"),
    [
        (Wanted(figure=30000), ["Northfield Courier", "The Dales Post"]),
        (Wanted(figure=1200), ["Third Paper"]),
        (Wanted(figure=1201), []),
        (Wanted(figure=30000, since="2026-03-03"), ["The Dales Post"]),
        (Wanted(claim="cafes"), ["Third Paper"]),
        (Wanted(claim="cafes", since="2026-01-01"), []),
        (Wanted(claim="cafes containers"), []),
    ],
)
def test_what_is_asked_for_is_found_and_nothing_else(folder: Path, wanted: Wanted, outlets: list[str]) -> None:
    assert [one.outlet for one in find_said(folder / "joined", wanted)] == outlets


def test_ledgers_alone_tell_what_is_said_without_what_is_shared(folder: Path) -> None:
    joined, alone = (find_said(folder / name, Wanted(figure=30000)) for name in ("joined", "ledgers"))
    assert [one.span for one in joined] == [one.span for one in alone]
    assert not any(one.shared for one in alone)


def test_where_no_claims_were_read_sentences_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    read_corpus([str(tmp_path / "a.jsonl")], tmp_path / "ledgers", depth="figures")
    one, other = find_said(tmp_path / "ledgers", Wanted(figure=30000))
    assert one.span.text == other.span.text == SAID
    assert not one.speakers


@pytest.mark.parametrize(
    ("low", "high", "value", "has"),
    [(5, 5, 5, True), (5, None, 5, True), (5, None, 6, False), (4, 6, 5, True), (None, None, 5, False)],
)
def test_a_figure_has_its_bounds_and_what_lies_between(
    low: int | None,
    high: int | None,
    value: float,
    has: bool,  # noqa: FBT001
) -> None:
    made = Made(stage="test", version="0")
    figure = Figure(id="f1", start=0, end=1, text="5", kind="count", low=low, high=high, made=made)
    assert has_value(figure, value) is has


def test_what_cannot_be_asked_is_refused(folder: Path, tmp_path: Path) -> None:
    for wanted in (Wanted(since="March"), Wanted(claim=" ... ")):
        with pytest.raises(UsageError):
            find_said(folder / "joined", wanted)
    with pytest.raises(UsageError, match="no finished reading"):
        find_said(tmp_path, Wanted(figure=1))


def test_the_command_shows_text_or_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["follow", "show", str(folder / "joined"), "--figure", "30000"]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].startswith("2026-03-02  Northfield Courier: ")
    assert "said by: Ingrid Solberg" in shown.out
    assert "taken from Northfield Courier, 2026-03-02 (credited)" in shown.out
    assert "2 found in 2 documents of 2 outlets" in shown.err
    assert main(["follow", "show", str(folder / "joined"), "--figure", "30000", "--json", "--quiet"]) == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["outlet"] for line in shown.out.splitlines()] == ["Northfield Courier", "The Dales Post"]
    assert not shown.err


def test_the_command_refuses_what_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["follow", "show", "x", "--figure", "many"])
    assert "is no number" in capsys.readouterr().err


def test_hostile_words_do_not_reach_the_terminal(folder: Path) -> None:
    said = find_said(folder / "joined", Wanted(figure=1200))[0]
    assert isinstance(said, Said)
    assert all("\n" not in line for line in lines_of(said))
