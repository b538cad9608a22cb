"""The SQLite file: whole, keyed, and opened by Datasette itself."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.render import EXPORTS
from sayso.review import review_of

from .make_ledger import Place, plain_ledger
from .make_review import HOSTILE, HOUSE, hostile_review, signed_review, withheld_review


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return _written(tmp_path / "review.db", signed_review())


def _written(path: Path, review: Any, house: Any = HOUSE) -> Path:
    content = EXPORTS["sqlite"].render(review, house)
    assert isinstance(content, bytes)
    path.write_bytes(content)
    return path


def _rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_the_file_is_sound_and_every_key_leads_somewhere(file: Path) -> None:
    assert _rows(file, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(file, "PRAGMA foreign_key_check") == []
    tables = dict(
        _rows(
            file,
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'claims_fts_%'",
        )
    )
    assert set(tables) == {
        "about", "documents", "claims", "figures", "claim_figures", "attributions", "claim_attributions", "speakers", "traces",
        "drifts", "events", "claims_fts", "claims_beside_passages", "claims_on_unnamed_sources", "say_so",
    }  # fmt: skip


def test_it_holds_every_entry_and_every_event(file: Path) -> None:
    review = signed_review()
    for table, entries in (
        ("claims", review.ledger.claims), ("figures", review.ledger.figures), ("attributions", review.ledger.attributions),
        ("speakers", review.ledger.speakers), ("traces", review.ledger.traces), ("events", review.events),
    ):  # fmt: skip
        assert _rows(file, f"SELECT count(*) FROM {table}") == [(len(entries),)], table  # noqa: S608
    assert _rows(file, "SELECT count(*) FROM drifts") == [(sum(len(trace.drifts) for trace in review.ledger.traces),)]
    assert dict(_rows(file, "SELECT name, value FROM about"))["state"].startswith("Signed by Ben Okri")
    assert _rows(file, "SELECT act, count(*) FROM events GROUP BY act ORDER BY act")[0] == ("accept", 2)


def test_finding_judgement_and_verdict_are_columns_of_their_own(file: Path) -> None:
    sql = "SELECT machine_finding, judgement, judged_by, verdict, verdict_value, verdict_name, conflict FROM claims WHERE id = 'c2'"
    assert _rows(file, sql) == [("differs", "matches", "ann", "Partly true", 3, "Ann Lee", 0)]
    assert _rows(file, "SELECT number FROM claims_on_unnamed_sources") == [(3,), (5,)]
    assert _rows(file, "SELECT claims FROM say_so WHERE name = 'engineers'") == [(1,)]
    assert _rows(file, "SELECT judgement, judged_by FROM figures WHERE id = 'f2'") == [("wrong", "ann")]


def test_claims_are_found_by_their_words(file: Path) -> None:
    sql = "SELECT claims.number FROM claims_fts JOIN claims ON claims.rowid = claims_fts.rowid WHERE claims_fts MATCH 'harbour café'"
    assert _rows(file, sql) == [(13,)]
    db = sqlite3.connect(file)
    db.execute(
        "INSERT INTO claims_fts (claims_fts) VALUES ('integrity-check')"
    )  # raises where the index is not the table's
    db.close()


def test_hostile_texts_are_held_as_they_are(tmp_path: Path) -> None:
    path = _written(tmp_path / "bad.db", *hostile_review())
    texts = [text for (text,) in _rows(path, "SELECT text FROM claims ORDER BY number")]
    assert texts == [words.replace("\ud800", "\ufffd") for words in HOSTILE]


def test_numbers_beyond_64_bits_and_open_ends_are_kept_as_well_as_can_be(tmp_path: Path) -> None:
    place = Place("1e400 of 99999999999999999999 and at least 3")
    figures = (
        place.figure("f1", "1e400", kind="count", low=10**400, high=10**400),
        place.figure("f2", "99999999999999999999", kind="count", low=99999999999999999999, high=None),
        place.figure("f3", "at least 3", kind="count", low=3, high=None),
    )
    path = _written(tmp_path / "big.db", review_of(plain_ledger(place.text, figures=figures), ()))
    assert _rows(path, "SELECT low, high FROM figures") == [(str(10**400),) * 2, (1e20, None), (3, None)]


def test_two_entries_of_one_id_are_refused_not_dropped() -> None:
    ledger = signed_review().machine
    twice = replace(ledger, figures=(*ledger.figures, ledger.figures[0]))
    with pytest.raises(ValueError, match=r"same id.*figures\.id"):
        EXPORTS["sqlite"].render(review_of(twice, ()), HOUSE)


def _asked(path: Path, *addresses: str) -> list[Any]:
    """What Datasette answers, asked within this process."""
    from datasette.app import Datasette

    async def ask() -> list[Any]:
        datasette = Datasette([str(path)])
        await datasette.invoke_startup()
        answers = []
        for address in addresses:
            answer = await datasette.client.get(address)
            assert answer.status_code == 200, (address, answer.text[:300])
            answers.append(answer.json() if ".json" in address else answer.text)
        return answers

    return asyncio.run(ask())


def test_datasette_opens_it_and_answers(file: Path) -> None:
    home, found, labelled, faceted, view = _asked(
        file,
        "/review",
        "/review/claims.json?_search=ferry&_sort=number&_shape=array",
        "/review/traces.json?_labels=on&_sort=rank&_shape=array&claim=c2",
        "/review/claims.json?_facet=judgement&_shape=object&_pk=id",
        "/review/claims_beside_passages.json?_shape=array",
    )
    assert "claims_beside_passages" in home
    assert [row["number"] for row in found] == [1, 11, 16]
    assert labelled[0]["document"] == {"value": "d:faro.txt", "label": "El coste del transbordador"}
    assert faceted["c2"]["verdict"] == "Partly true"
    assert view[0]["source"] == "El coste del transbordador"


def test_datasette_shows_hostile_texts_as_text(tmp_path: Path) -> None:
    path = _written(tmp_path / "bad.db", *hostile_review())
    (page,) = _asked(path, "/bad/claims")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_datasette_finds_no_withheld_name(tmp_path: Path) -> None:
    path = _written(tmp_path / "held.db", withheld_review())
    claims, events = _asked(path, "/held/claims.json?_search=Marrow&_shape=array", "/held/events")
    assert claims == []
    assert "Ines" not in events
