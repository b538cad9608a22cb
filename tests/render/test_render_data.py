"""JSON, JSON Lines and CSV: stable, exact, safe to open."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from sayso.model import Certainty, Claim, Figure, Ledger
from sayso.render import render_csv, render_json, render_jsonl

from .make_ledger import MADE, Place, plain_ledger, small_ledger


def rows(ledger: Ledger, table: str) -> list[dict[str, str]]:
    text = render_csv(ledger, table)  # type: ignore[arg-type]
    return list(csv.DictReader(StringIO(text, newline="")))


def test_json_is_the_whole_ledger_and_can_be_read_again() -> None:
    ledger = small_ledger()
    assert Ledger.from_json(render_json(ledger)) == ledger


def test_jsonl_holds_every_entry_once_with_its_kind() -> None:
    ledger = small_ledger()
    lines = [json.loads(line) for line in render_jsonl(ledger).splitlines()]
    kinds = [line["entry"] for line in lines]
    assert {kind: kinds.count(kind) for kind in kinds} == snapshot(
        {
            "document": 1,
            "searched": 1,
            "source_document": 4,
            "sentence": 1,
            "figure": 10,
            "attribution": 8,
            "speaker": 7,
            "claim": 15,
            "flag": 6,
            "trace": 8,
            "wanted": 1,
            "problem": 2,
        }
    )
    assert lines[0]["schema"] == "sayso.ledger/1"
    assert lines[0]["text"] == ledger.document.text
    whole = json.loads(render_json(ledger))
    assert [line for line in lines if line["entry"] == "claim"] == [
        {"entry": "claim", **claim} for claim in whole["claims"]
    ]


def test_jsonl_breaks_lines_between_entries_only() -> None:
    """A text with line separators of every kind is still one line of JSON."""
    text = render_jsonl(plain_ledger("one\ntwo\r\nthree\u2028four\u0085five"))
    assert all(json.loads(line) for line in text.removesuffix("\n").split("\n"))


def test_csv_keeps_its_columns() -> None:
    ledger = small_ledger()
    assert list(rows(ledger, "claims")[0]) == snapshot(
        [
            "document", "number", "id", "start", "end", "text", "restated", "sort", "check_worthiness", "because",
            "author_certainty", "source_certainty", "sources", "known", "cues", "figures", "normalised", "flags",
            "finding", "abstained", "reason", "source_document", "source_uri", "passage", "passage_page",
            "passage_language", "reuse", "quoted", "drifts", "negated",
        ]
    )  # fmt: skip
    assert list(rows(ledger, "figures")[0]) == snapshot(
        [
            "document", "id", "start", "end", "text", "normalised", "kind", "low", "high", "low_inclusive",
            "high_inclusive", "approximate", "vague", "unit", "currency", "per", "role", "direction", "counted", "base",
            "base_figure", "period", "place", "claims", "finding", "relation", "reason", "source_document",
            "source_text", "source_normalised", "subject",
        ]
    )  # fmt: skip


def test_csv_has_a_row_for_each_claim_with_what_was_found() -> None:
    claims = rows(small_ledger(), "claims")
    assert len(claims) == 15
    told = {name: claims[4][name] for name in ("sources", "known", "cues", "finding", "flags")}
    assert told == snapshot(
        {
            "sources": "the German daily Der Hafenbote > engineers",
            "known": "named > unnamed",
            "cues": "notes > are convinced",
            "finding": "not_searched",
            "flags": "hedge: might open | distancing_quote: “golden gates”",
        }
    )
    assert claims[10]["drifts"] == snapshot(
        "base changed: a part has become the whole | hedge dropped: “might” is gone"
    )
    assert (claims[10]["passage_page"], claims[10]["source_uri"]) == ("3", "survey.pdf")


def test_csv_has_a_row_for_each_figure_with_its_twin() -> None:
    figures = rows(small_ledger(), "figures")
    assert len(figures) == 10
    names = ("text", "normalised", "low", "high", "low_inclusive", "counted", "claims", "finding", "source_normalised")
    assert {name: figures[2][name] for name in names} == snapshot(
        {
            "text": "more than a hundred",
            "normalised": "> 100 towns",
            "low": "100",
            "high": "",
            "low_inclusive": "false",
            "counted": "towns",
            "claims": "2",
            "finding": "matches",
            "source_normalised": "> 100 Orten",
        }
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋"])
def test_csv_runs_no_formula(start: str) -> None:
    """A cell that begins like a formula is text: an apostrophe stands in front of it."""
    text = f"{start}SUM(A1:A9)"
    claim = Claim(id="c1", start=0, end=len(text), text=text, sort="fact", check_worthiness=0.5, because=(text,),
                  certainty=Certainty(author="certain"), made=MADE)  # fmt: skip
    row = rows(plain_ledger(text, claims=(claim,), uri=text), "claims")[0]
    assert row["text"] == row["because"] == row["document"] == f"'{text}"


def test_csv_leaves_our_own_numbers_alone() -> None:
    """A negative value is a number, not a formula; what the text wrote is guarded."""
    figure = Figure(id="f1", start=0, end=4, text="-5.5", kind="measure", low=-5.5, high=-5.5, made=MADE)
    row = rows(plain_ledger("-5.5 degrees", figures=(figure,)), "figures")[0]
    assert (row["low"], row["text"]) == ("-5.5", "'-5.5")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_csv_gives_back_every_text(text: str) -> None:
    """Whatever stands in a text, its cell reads back as it was, save the guarding apostrophe."""
    claim = Claim(id="c1", start=0, end=len(text), text=text, sort="fact", check_worthiness=0.5, because=(),
                  certainty=Certainty(author="certain"), made=MADE)  # fmt: skip
    cell = rows(plain_ledger(text, claims=(claim,)), "claims")[0]["text"]
    assert re.sub("(?<=[;\t\r\n])'|^'", "", cell) == re.sub("(?<=[;\t\r\n])'|^'", "", text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("separator", [";", "\t", ",", ""])
@pytest.mark.parametrize(
    "text", ["Read more;=HYPERLINK(A1)", "a\t@SUM(A1)", "a; b;+1", 'a;"=1+1"', "a\n-2", "a;＝1", "a;\t=1"]
)
def test_csv_runs_no_formula_wherever_a_spreadsheet_parts_cells(text: str, separator: str) -> None:
    """A German or French spreadsheet parts cells by ";": no cell that it finds, nor a line, begins like a formula."""
    claim = Claim(id="c1", start=0, end=len(text), text=text, sort="fact", check_worthiness=0.5, because=(text,),
                  certainty=Certainty(author="certain"), made=MADE)  # fmt: skip
    written = render_csv(plain_ledger(text, claims=(claim,)), "claims")
    lines = re.split(r"\r\n|\n|\r", written)
    cells = [cell.lstrip('"') for line in lines for cell in (line.split(separator) if separator else [line])]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "＝")) or re.match(r"-\D|-2", cell)]


def test_csv_knows_its_tables() -> None:
    with pytest.raises(ValueError, match="no table 'sums'"):
        render_csv(small_ledger(), "sums")  # type: ignore[arg-type]


def test_place_finds_the_nth_phrase() -> None:
    """The tests' own look-up counts from one."""
    assert Place("a b a").at("a", 2) == (4, 5)
