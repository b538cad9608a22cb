"""What a model suggests is shown beside the finding, never as one; what it writes is shown and does nothing."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from rich.console import Console

from sayso.model import House, Ledger, Made, Span, Suggestion, ledger_schema
from sayso.render import (
    EXPORTS,
    plain_summary,
    render_csv,
    render_html,
    render_json,
    render_jsonl,
    render_notebook,
    render_packet,
    summarise,
)
from sayso.review import review_of

from .make_ledger import small_ledger

HOST = "127.0.0.1:8080"
EVIL = "<script>alert(1)</script></pre></details>\x1b[2J\u202e{{ 7*7 }}"


def suggested(**fields: Any) -> Ledger:
    """The small ledger with one suggestion, about the claim of the survey, which the machine left to a person."""
    ledger = small_ledger()
    traces = tuple(
        replace(trace, finding="not_found", abstained=True, figures=(), drifts=()) if trace.id == "t6" else trace
        for trace in ledger.traces
    )
    passage = next(trace.passage for trace in traces if trace.id == "t6")
    assert passage is not None
    at = passage.text.index("commuters")
    quote = Span(start=passage.start + at, end=passage.start + at + 9, text="commuters")
    given: dict[str, Any] = {
        "id": "m-t6", "trace": "t6", "finding": "other_scope", "because": "Commuters, not all islanders.", "quote": quote,
        "text": '{"finding": "other_scope"}', "host": HOST, "model": "stub", "model_reported": "stub-1b",
        "payload": "b2:" + 32 * "0", "made": Made(stage="adjudicate", version="1"),
    }  # fmt: skip
    return replace(ledger, traces=traces, suggestions=(Suggestion(**(given | fields)),))


def rejected(text: str = "I would say so.") -> Ledger:
    return suggested(finding=None, because="", quote=None, rejected="it is no JSON object", text=text)


def spoken(ledger: Ledger) -> str:
    out = io.StringIO()
    Console(file=out, width=80, color_system=None).print(summarise(ledger))
    return " ".join(out.getvalue().split())


def test_every_form_of_the_data_holds_it() -> None:
    ledger = suggested()
    jsonschema.validate(json.loads(render_json(ledger)), ledger_schema())
    assert Ledger.from_json(render_json(ledger)) == ledger
    rows = [json.loads(row) for row in render_jsonl(ledger).splitlines()]
    (row,) = [row for row in rows if row["entry"] == "suggestion"]
    assert (row["trace"], row["finding"], row["host"], row["quote"]["text"]) == ("t6", "other_scope", HOST, "commuters")


def test_the_report_shows_it_in_a_card_of_its_own() -> None:
    """Behind the finding's card, with its own words; nothing that counts findings counts it."""
    page, plain = render_html(suggested()), render_html(replace(suggested(), suggestions=()))
    (card,) = re.findall(r'<div class="hint" role="note">.*?</div>', page, re.DOTALL)
    assert f"suggested by a model at {HOST}" in card
    assert "Commuters, not all islanders." in card
    assert "“commuters”" in card
    assert "{&#34;finding&#34;: &#34;other_scope&#34;}" in card
    assert "stub-1b" in card
    assert 'class="found' not in card
    assert page.replace(card, "").count('class="found') == plain.count('class="found')
    assert "adjudicate 1" in page
    assert 'class="hint"' not in plain
    assert 'class="hint"' in render_notebook(suggested())


def test_an_answer_that_was_not_taken_is_said_to_be() -> None:
    page = render_html(rejected())
    assert f"answered by a model at {HOST}</strong>, not taken" in page
    assert "I would say so." in page
    assert f"Not taken: answered by a model at {HOST}: it is no JSON object" in " ".join(
        plain_summary(rejected()).split()
    )


@pytest.mark.parametrize("render", [plain_summary, spoken])
def test_the_summary_says_it_behind_the_finding(render: Any) -> None:
    text = " ".join(render(suggested()).split())
    finding = text.index("? not found (unsure) in 4 source documents")
    words = f"by a model at {HOST}: other scope: Commuters, not all islanders. (“commuters”)"
    assert words in text
    assert finding < text.index(words)


def test_counts_of_findings_and_tables_do_not_know_it() -> None:
    plain = replace(suggested(), suggestions=())
    assert render_csv(suggested(), "claims") == render_csv(plain, "claims")
    assert plain_summary(suggested()).splitlines()[:5] == plain_summary(plain).splitlines()[:5]


def test_what_a_model_or_server_writes_does_nothing() -> None:
    ledger = suggested(because=EVIL, text=EVIL, host=EVIL, model=EVIL, model_reported=EVIL, rejected=None)
    for shown in (render_html(ledger), render_notebook(ledger), render_html(rejected(EVIL))):
        assert "<script>alert" not in shown
        assert "</pre></details>\x1b" not in shown
        assert not set(shown) & {"\x1b", "\u202e"}
        assert "{{ 7*7 }}" in shown
    assert not set(plain_summary(ledger) + spoken(ledger)) & {"\x1b", "\u202e"}


@pytest.mark.parametrize(
    "fields",
    [{"quote": Span(start=400, end=409, text="commuters")}, {"quote": Span(start=0, end=9, text="commuters")},
     {"trace": "t99"}, {"trace": "t8"}],
)  # fmt: skip
def test_a_quote_that_does_not_stand_in_the_passage_is_not_shown(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="suggestion m-t6"):
        render_html(suggested(**fields))


@pytest.mark.parametrize(
    ("made_with", "told", "untold"),
    [
        ({"sayso": "1"}, "what it was done: the version of the program\n", "weights"),
        ({"sayso": "1", "numpy": "2"}, "what it was done: versions of the program and its libraries\n", "weights"),
        ({"sayso": "1", "numpy": "2", "weights/x": "b2:0"}, "its libraries, hashes of its weights\n", "the version of"),
    ],
)
def test_the_packet_promises_only_what_is_in_it(made_with: dict[str, str], told: str, untold: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render_packet(small_ledger(), made_with))) as packet:
        readme = packet.read("README.txt").decode()
    assert told in readme
    assert untold not in readme


def test_the_packet_tells_who_was_asked_and_is_as_before_where_nobody_was() -> None:
    def opened(ledger: Ledger) -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(render_packet(ledger, {}))) as packet:
            return {name: packet.read(name).decode() for name in packet.namelist()}

    held = opened(suggested())
    assert json.loads(held["searched.json"])["adjudicators"] == [
        {"host": HOST, "model": "stub", "model_reported": "stub-1b", "answers": 1, "taken": 1,
         "payloads": ["b2:" + 32 * "0"]}
    ]  # fmt: skip
    assert "A model server was asked" in held["README.txt"]
    assert json.loads(held["ledger.json"])["suggestions"][0]["text"] == '{"finding": "other_scope"}'
    with zipfile.ZipFile(io.BytesIO(EXPORTS["packet"].render(review_of(suggested(), ()), House()))) as packet:  # type: ignore[arg-type]
        readme = packet.read("README.txt").decode()
    assert "A model server was asked" in readme
    assert "events.jsonl" in readme
    plain = opened(small_ledger())
    assert "model server" not in plain["README.txt"]
    assert "adjudicators" not in json.loads(plain["searched.json"])
