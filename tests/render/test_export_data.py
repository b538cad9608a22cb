"""JSON, JSON Lines, CSV and Markdown with a review: by their schemas, read back, safe."""

from __future__ import annotations

import csv
import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from sayso.model import Ledger, UnreadableError, ledger_schema
from sayso.render import EXPORTS, read_reviewed, render_csv, review_schema
from sayso.review import review_of

from .make_ledger import small_ledger
from .make_review import HOSTILE, HOUSE, hostile_review, signed_review, unsigned_review, withheld_review

ROOT = Path(__file__).parents[2]


def rows(name: str, review: Any, house: Any = HOUSE) -> list[dict[str, str]]:
    text = EXPORTS[name].render(review, house)
    assert isinstance(text, str)
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_published_schema_of_a_review_is_current() -> None:
    path, wanted = ROOT / "docs" / "review.schema.json", json.dumps(review_schema(), indent=2) + "\n"
    if os.environ.get("SAYSO_REWRITE"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("review", [signed_review(), unsigned_review(), withheld_review(), hostile_review()[0]])
def test_json_keeps_both_schemas(review: Any) -> None:
    whole = json.loads(EXPORTS["json"].render(review, HOUSE))
    Draft202012Validator(ledger_schema()).validate(whole)
    Draft202012Validator(review_schema()).validate(whole["review"])
    with pytest.raises(Exception, match="is not"):
        Draft202012Validator(review_schema()).validate(whole["review"] | {"versions": [{"version": "one"}]})


def test_json_gives_the_whole_review_back() -> None:
    review = signed_review()
    text = EXPORTS["json"].render(review, HOUSE)
    ledger, events, house = read_reviewed(text)
    assert (ledger, events, house) == (review.machine, review.events, HOUSE)
    assert review_of(ledger, events) == review
    assert EXPORTS["json"].render(review_of(ledger, events), house) == text


def test_json_with_withheld_names_is_read_back_with_what_was_decided() -> None:
    text = EXPORTS["json"].render(withheld_review(), HOUSE)
    ledger, events, house = read_reviewed(text)
    again = review_of(ledger, events)
    assert {ident: state.judgement.value for ident, state in again.claims.items()} == {
        ident: state.judgement.value for ident, state in withheld_review().claims.items()
    }
    assert EXPORTS["json"].render(again, house) == text


def test_json_is_a_ledger_as_people_left_it() -> None:
    review = signed_review()
    assert Ledger.from_json(EXPORTS["json"].render(review, HOUSE)) == review.ledger


def test_a_plain_ledger_is_read_without_events_and_anything_else_is_refused() -> None:
    ledger, events, _ = read_reviewed(small_ledger().to_json())
    assert (ledger, events) == (small_ledger(), ())
    for text in ("{}", "[1]", '{"document": 1}', b"\xff", "[" * 100_000):
        with pytest.raises(UnreadableError):
            read_reviewed(text)


def test_json_tells_what_stands_of_each_claim() -> None:
    record = json.loads(EXPORTS["json"].render(signed_review(), HOUSE))["review"]
    held = {each["claim"]: each for each in record["claims"]}
    assert held["c2"]["found"] == "differs"
    assert held["c2"]["judgement"] == {
        "who": "ann",
        "when": "2026-11-28T12:02:00Z",
        "event": 2,
        "value": "matches",
        "conflict": False,
    }
    assert (held["c2"]["verdict"]["rating"]["name"], held["c2"]["verdict"]["name"]) == ("Partly true", "Ann Lee")
    assert held["c7"]["conflict"]
    assert held["c11"]["hands"] == [13]
    assert held["e14"]["found"] is None
    assert record["unplaced"] == [15]
    assert [(each["version"], each["correction"]) for each in record["versions"]] == [
        (1, ""),
        (2, "the verdict on claim 2"),
    ]
    assert record["entries"] == [
        {
            "kind": "figure",
            "entry": "f2",
            "judgement": {
                "who": "ann",
                "when": "2026-11-28T12:08:00Z",
                "event": 8,
                "value": "wrong",
                "conflict": False,
            },
        }
    ]


def test_jsonl_adds_the_review_to_the_entries() -> None:
    text = EXPORTS["jsonl"].render(signed_review(), HOUSE)
    assert isinstance(text, str)
    lines = [json.loads(one) for one in text.removesuffix("\n").split("\n")]
    kinds = [one["entry"] for one in lines]
    assert kinds[0] == "document"
    assert {kind: kinds.count(kind) for kind in ("claim", "review", "claim_review", "entry_review", "event")} == {
        "claim": 16, "review": 1, "claim_review": 7, "entry_review": 1, "event": 21,
    }  # fmt: skip
    assert [one["seq"] for one in lines if one["entry"] == "event"] == list(range(1, 22))


def test_csv_has_the_columns_of_before_and_those_of_the_review() -> None:
    plain = render_csv(signed_review().ledger, "claims").splitlines()[0].split(",")
    found = list(rows("csv-claims", signed_review())[0])
    assert found[: len(plain)] == plain
    assert found[len(plain) :] == [
        "state", "machine_finding", "judgement", "judged_by", "judged_at", "judgement_conflict", "verdict", "verdict_value",
        "verdict_reasons", "verdict_name", "verdict_by", "verdict_at", "verdict_conflict", "accepted_document",
        "accepted_passage", "accepted_by", "accepted_at", "notes", "replies", "edited",
        "accepted_conflict",
    ]  # fmt: skip


def test_csv_tells_judgement_and_verdict_apart() -> None:
    held = {row["id"]: row for row in rows("csv-claims", signed_review())}
    one = held["c2"]
    assert (one["machine_finding"], one["judgement"], one["judged_by"]) == ("differs", "matches", "ann")
    assert (one["verdict"], one["verdict_value"], one["verdict_name"]) == ("Partly true", "3", "Ann Lee")
    assert one["notes"] == "ann, 2026-11-28: Ask Ines Marrow, who was there"
    assert held["c1"]["accepted_passage"].startswith("El informe")
    assert held["c7"]["judgement_conflict"] == "true"
    assert held["e14"]["edited"] == "added by cal on 2026-11-28"
    assert held["c12"]["replies"] == "Ines Marrow, 2026-11-27: I never said so"
    figure = next(row for row in rows("csv-figures", signed_review()) if row["id"] == "f2")
    assert (figure["judgement"], figure["judged_by"], figure["state"][:18]) == ("wrong", "ann", "Signed by Ben Okri")


def test_no_cell_of_hostile_csv_is_a_formula_and_every_row_is_whole() -> None:
    review, house = hostile_review()
    held = rows("csv-claims", review, house)
    assert len(held) == len(HOSTILE)
    assert not [cell for row in held for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert held[0]["verdict_name"].startswith("'=HYPERLINK")


def test_csv_opens_in_pandas() -> None:
    import pandas as pd

    text = EXPORTS["csv-claims"].render(signed_review(), HOUSE)
    assert isinstance(text, str)
    frame = pd.read_csv(StringIO(text))
    assert frame.shape == (16, 51)
    assert frame.set_index("id").loc["c2", "verdict"] == "Partly true"


def _markdown(review: Any, house: Any = HOUSE) -> tuple[str, str]:
    text = EXPORTS["markdown"].render(review, house)
    assert isinstance(text, str)
    return text, MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


def test_markdown_tells_finding_judgement_and_verdict() -> None:
    text, html = _markdown(signed_review())
    assert "**Signed by Ben Okri on 2026-11-28, version 2; correction: the verdict on claim 2**" in text
    assert "<li>Found by the machine: ≠ differs</li>" in html
    assert "<li>Judgement: ✓ matches, ann, 2026-11-28</li>" in html
    assert "<strong>Verdict: Partly true, Ann Lee, 2026-11-28: It counts towns rightly.</strong>" in html
    assert "in conflict: ⊂ other scope, cal, 2026-11-28; ≠ differs, ben, 2026-11-28" in html
    assert "<li>Claim: edges set anew by ben on 2026-11-28</li>" in html
    assert "rest on sources without a name: more than 10 %." in html


def test_markdown_of_hostile_texts_holds_no_markup_but_ours() -> None:
    from html.parser import HTMLParser

    text, html = _markdown(*hostile_review())
    found: list[tuple[str, list[tuple[str, str | None]]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, attrs))  # type: ignore[method-assign]
    parser.feed(html)
    assert {tag for tag, _ in found} <= {"h1", "h2", "p", "ul", "li", "blockquote", "strong"}
    assert not [attrs for _, attrs in found if attrs]
    assert "[click](javascript:alert(1))" in html
    assert "```" in html
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "words", [*HOSTILE, "1. one", "- two", "+ three", "=====", "# four", "~~~", "a_b_ *c*", "&lt;", "\\", "    code"]
)
def test_a_text_in_markdown_comes_out_as_it_went_in(words: str) -> None:
    """Whatever it is, what a renderer of Markdown shows of it is the text itself."""
    from html import unescape

    from sayso.render.markdown import plain_text
    from sayso.render.safe import line

    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"> {plain_text(words)}")
    assert unescape(html) == f"<blockquote>\n<p>{line(words)}</p>\n</blockquote>\n"
