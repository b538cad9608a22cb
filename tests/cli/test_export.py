"""`sayso export`: from a ledger and from a desk, the last signed version by default, written whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.model import (
    Certainty,
    Claim,
    Document,
    House,
    Judge,
    Ledger,
    Made,
    Note,
    Rate,
    Rating,
    SetHouse,
    Sign,
    Undo,
    document_id,
    text_id,
)
from sayso.render import EXPORTS, choose, cut
from sayso.review import target_of
from sayso.store.desk import open_desk

Run = Callable[..., "CompletedProcess[str]"]
NOW = "2026-11-28T12:00:00Z"
TEXT = "The tunnel leaks. Nobody was asked."
HOUSE = House(name="The Desk", scale=(Rating(id="no", name="False", value=1), Rating(id="yes", name="True", value=2)))


def _ledger(uri: str = "tunnel.txt", title: str = "The tunnel at Hollin Bay") -> Ledger:
    claim = Claim(
        id="c1", start=0, end=16, text=TEXT[:16], sort="fact", check_worthiness=0.5, because=(),
        certainty=Certainty(author="certain"), made=Made(stage="by-hand", version="1"),
    )  # fmt: skip
    doc = Document(id=document_id(uri, None, TEXT), text_id=text_id(TEXT), uri=uri, text=TEXT, title=title)
    return Ledger(version="1", document=doc, claims=(claim,))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with two documents, of which one is signed, and changed since."""
    path = tmp_path / "desk.sayso"
    ledger = _ledger()
    target = target_of(TEXT, "claim", ledger.claims[0])
    with open_desk(path) as held:
        kept = held.put(ledger, who="ann", when=NOW)
        held.put(_ledger("bridge.txt", "The bridge at Hollin Bay"), who="ann", when=NOW)
        held.append("", [SetHouse(house=HOUSE)], who="ann", when=NOW, seen=0)
        rate = Rate(target=target, rating="no", reasons="It is dry.", name="Ann Lee")
        held.append(kept.key, [Judge(target=target, value="differs"), rate], who="ann", when=NOW, seen=1)
        held.append(kept.key, [Sign(name="Ann Lee", ledger=kept.ledger)], who="ann", when=NOW, seen=3)
        held.append(kept.key, [Note(target=None, text="wait for the engineer")], who="ben", when=NOW, seen=3)
    return path


def test_a_ledger_is_exported_as_a_draft(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text(_ledger().to_json(), encoding="utf-8")
    done = sayso("export", "ledger.json", "--form", "markdown")
    assert (done.returncode, done.stderr) == (0, "")
    assert "**Draft: nobody has signed it.**" in done.stdout


def test_the_last_signed_version_is_the_default(sayso: Run, desk: Path) -> None:
    done = sayso("export", desk, "tunnel", "--form", "json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)["review"]
    assert not record["draft"]
    assert record["notes"] == []
    assert record["house"]["name"] == "The Desk"
    assert record["claims"][0]["verdict"]["rating"]["name"] == "False"


def test_the_draft_is_what_stands_now(sayso: Run, desk: Path) -> None:
    record = json.loads(sayso("export", desk, "tunnel", "--form", "json", "--version", "draft").stdout)["review"]
    assert record["draft"]
    assert [note["text"] for note in record["notes"]] == ["wait for the engineer"]
    assert (
        json.loads(sayso("export", desk, "tunnel", "--form", "json", "--version", "1").stdout)["review"]["notes"] == []
    )


def test_what_nobody_signed_is_a_draft_and_said_to_be_one(sayso: Run, desk: Path) -> None:
    done = sayso("export", desk, "bridge", "--form", "markdown")
    assert done.returncode == 0
    assert done.stderr == "note: nobody has signed it: what is written is a draft\n"
    assert sayso("export", desk, "bridge", "--form", "markdown", "-q").stderr == ""


def test_an_exported_ledger_is_exported_again(sayso: Run, desk: Path, tmp_path: Path) -> None:
    """Every form is the same from the exported JSON as from the desk, as long as no name was withheld."""
    sayso("export", desk, "tunnel", "--form", "json", "-o", "one.json")
    for form in ("html", "markdown", "csv-claims", "prov", "claimreview", "json"):
        from_desk = sayso("export", desk, "tunnel", "--form", form)
        assert sayso("export", "one.json", "--form", form).stdout == from_desk.stdout, form
        assert from_desk.returncode == 0
    assert (tmp_path / "one.json").exists()


def test_a_document_of_the_usual_desk_needs_no_desk_named(sayso: Run, desk: Path, tmp_path: Path) -> None:
    """By the setting, else by where a person's own desk lies."""
    wanted = sayso("export", desk, "tunnel", "--form", "json").stdout
    assert sayso("export", "tunnel", "--form", "json", SAYSO_DESK=str(desk)).stdout == wanted
    own = tmp_path / "data" / "sayso" / "desk.sayso"
    own.parent.mkdir(parents=True)
    desk.rename(own)
    assert sayso("export", "tunnel", "--form", "json", XDG_DATA_HOME=str(tmp_path / "data")).stdout == wanted


def test_files_are_what_their_form_says(sayso: Run, desk: Path, tmp_path: Path) -> None:
    assert sayso("export", "tunnel", "--desk", desk, "--form", "sqlite", "-o", "review.db").returncode == 0
    db = sqlite3.connect(tmp_path / "review.db")
    assert db.execute("SELECT verdict FROM claims").fetchall() == [("False",)]
    db.close()
    assert sayso("export", desk, "tunnel", "--form", "packet", "-o", "packet.zip").returncode == 0
    assert (tmp_path / "packet.zip").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("args", "ending"),
    [
        (["none.json", "--form", "json"], (2, "there is no none.json")),
        (["{desk}", "--form", "json"], (2, "2 documents could be meant")),
        (["{desk}", "hollin", "--form", "json"], (2, "2 documents could be meant")),
        (["{desk}", "castle", "--form", "json"], (2, "'castle' names no document")),
        (["{desk}", "tunnel", "--form", "json", "--version", "7"], (2, "there is no version 7")),
        (["{desk}", "bridge", "--form", "json", "--version", "1"], (2, "there is no version 1")),
        (["{desk}", "tunnel", "--form", "json", "--version", "last"], (2, "--version takes no 'last'")),
        (["{desk}", "bridge", "--form", "claimreview"], (2, "no claim has a verdict with a name")),
        (["{desk}", "tunnel", "--form", "pdf"], (2, "--form takes no")),
        (["tunnel", "more", "--desk", "{desk}", "--form", "json"], (2, "one name more than needed")),
        (["tunnel", "--desk", "none.sayso", "--form", "json"], (2, "there is no desk none.sayso")),
        (["tunnel", "--form", "json"], (2, "there is no tunnel")),
        (["{ledger}", "tunnel", "--form", "json"], (2, "is one ledger")),
        (["{text}", "--form", "json"], (3, "not a ledger")),
        (["{wrong}", "--form", "html"], (3, "the ledger does not fit its text")),
        (["{folder}", "--form", "html"], (3, "cannot be opened")),
        (["{ledger}", "--form", "html", "-o", "nowhere/report.html"], (2, "cannot be written")),
    ],
)
def test_what_cannot_be_done_names_the_mend_and_writes_nothing(
    sayso: Run, desk: Path, tmp_path: Path, args: list[str], ending: tuple[int, str]
) -> None:
    code, told = ending
    files: dict[str, Any] = {
        "desk": desk,
        "ledger": tmp_path / "l.json",
        "text": tmp_path / "t.txt",
        "folder": tmp_path,
    }
    files["wrong"] = tmp_path / "w.json"
    files["ledger"].write_text(_ledger().to_json(), encoding="utf-8")
    files["wrong"].write_text(
        _ledger().to_json().replace('"end": 16', '"end": 15').replace('"seal"', '"unsealed"'), encoding="utf-8"
    )
    files["text"].write_text("no ledger", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = sayso("export", *(arg.format(**files) for arg in args), XDG_DATA_HOME=str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in sorted(tmp_path.iterdir()) if not path.name.startswith("desk.sayso-")] == before


def test_the_schema_of_a_review_is_printed(sayso: Run) -> None:
    assert json.loads(sayso("schema", "review").stdout)["title"] == "sayso.review/1"
    assert json.loads(sayso("schema").stdout)["title"] == "sayso.ledger/1"


@pytest.fixture
def reread(tmp_path: Path, desk: Path) -> Path:
    """The draft of a document that was read anew after it was signed, in a file."""
    later = _ledger()
    later = replace(later, document=replace(later.document, title="The tunnel at Hollin Bay, corrected"))
    with open_desk(desk) as held:
        held.put(later, who="ben", when=NOW)
    draft = tmp_path / "draft.json"
    with open_desk(desk) as held:
        kept = next(one for one in held.documents() if one.uri == "tunnel.txt")
        chosen = choose(held.events(kept.key), "draft")
        review = cut(held.ledger(chosen.ledger), held.events(kept.key), chosen)
    draft.write_text(str(EXPORTS["json"].render(review, HOUSE)), encoding="utf-8")
    return draft


@pytest.mark.parametrize("wanted", [(), ("--version", "1")])
def test_no_signature_stands_under_a_text_that_nobody_signed(sayso: Run, reread: Path, wanted: tuple[str, ...]) -> None:
    """A draft's file holds the later reading alone: the signed one is in the desk."""
    done = sayso("export", reread, "--form", "markdown", *wanted)
    assert (done.returncode, done.stdout) == (2, "")
    assert "this file holds a later reading than the one that was signed as version 1" in done.stderr
    assert "export version 1 from the desk" in done.stderr


def test_a_draft_of_a_later_reading_is_a_draft_and_says_so(sayso: Run, reread: Path, desk: Path) -> None:
    done = sayso("export", reread, "--form", "markdown", "--version", "draft")
    assert done.returncode == 0
    assert "Draft: changed since it was signed" in done.stdout
    assert "corrected" in done.stdout
    signed = sayso("export", desk, "tunnel.txt", "--form", "markdown").stdout
    assert "corrected" not in signed
    assert "Signed by Ann Lee" in signed


def test_a_signed_version_keeps_the_scale_that_it_was_signed_by(sayso: Run, desk: Path) -> None:
    """Names of ratings that were set later are the draft's alone; a setting that was undone counts nowhere."""

    def rating(*args: str) -> str:
        record = json.loads(sayso("export", desk, "tunnel", "--form", "json", *args).stdout)["review"]
        return str(record["claims"][0]["verdict"]["rating"]["name"])

    with open_desk(desk) as held:
        head = held.head
        renamed = replace(HOUSE, scale=(Rating(id="no", name="Made up", value=1),))
        held.append("", [SetHouse(house=renamed)], who="ann", when=NOW, seen=head)
    assert (rating(), rating("--version", "draft")) == ("False", "Made up")
    with open_desk(desk) as held:
        held.append("", [Undo(event=head + 1)], who="ann", when=NOW, seen=head + 1)
    assert (rating(), rating("--version", "draft")) == ("False", "False")


@pytest.mark.parametrize("form", ["claimreview", "html", "csl"])
def test_a_ledger_that_was_tampered_with_is_damaged_in_every_form(
    sayso: Run, desk: Path, tmp_path: Path, form: str
) -> None:
    whole = sayso("export", desk, "tunnel", "--form", "json").stdout
    (tmp_path / "bad.json").write_text(
        whole.replace('"end": 16', '"end": 15').replace('"seal"', '"unsealed"'), encoding="utf-8"
    )
    done = sayso("export", "bad.json", "--form", form)
    assert (done.returncode, done.stdout) == (3, "")
    assert "the ledger does not fit its text" in done.stderr
    assert "Traceback" not in done.stderr
