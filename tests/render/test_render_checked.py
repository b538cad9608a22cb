"""Earlier checks stand beside the claim in every view, as their publishers put them; hostile ones stay text."""

from __future__ import annotations

import json
from typing import Any

from markdown_it import MarkdownIt
from msgspec.structs import replace

from sayso.model import CheckCollection, CheckedFigure, CheckedMatch, CheckScale, EarlierCheck, Ledger, Made
from sayso.render import EXPORTS, plain_summary, render_html, render_jsonl, summarise
from sayso.review import review_of

from .make_ledger import small_ledger
from .make_review import HOUSE, withheld_review

MADE = Made(stage="test", version="1")


def _check(**told: Any) -> EarlierCheck:
    usual: dict[str, Any] = {
        "id": "e:1", "text": "25,000 boats lie there", "verdict": "Lacks context", "by": "Plain Figures", "when": "2024-03-02",
        "url": "https://checks.example/1", "language": "en", "claimed_by": "J. Doe", "uri": "feed.json#1", "form": "claimreview",
        "scale": CheckScale(value="3", best="5", worst="1"), "made": MADE,
    }  # fmt: skip
    return EarlierCheck(**(usual | told))


def _ledger(check: EarlierCheck) -> Ledger:
    ledger = small_ledger()
    claim = next(claim for claim in ledger.claims if claim.figures)
    figure = CheckedFigure(claim_figure=claim.figures[0], said="25,000", agrees=False)
    match = CheckedMatch(
        id="m:1", claim=claim.id, check=check.id, rank=1, fits="other_figure", score=0.9, figures=(figure,), because="b", made=MADE
    )  # fmt: skip
    held = CheckCollection(checks=64, files=2, vectors=True)
    return replace(ledger, checked=(match,), earlier_checks=(check,), collection=held)


def _printed(ledger: Ledger) -> str:
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    Console(file=out, width=200).print(summarise(ledger))
    return out.getvalue()


def _views(ledger: Ledger) -> dict[str, str]:
    review = review_of(ledger, ())
    return {
        "plain": " ".join(plain_summary(ledger).split()),
        "terminal": " ".join(_printed(ledger).split()),
        "markdown": str(EXPORTS["markdown"].render(review, HOUSE)),
        "html": render_html(ledger),
    }


def test_every_view_says_who_checked_it_when_and_how_it_was_put() -> None:
    for name, view in _views(_ledger(_check())).items():
        for words in (
            "Plain Figures",
            "2024-03-02",
            "Lacks context",
            "25,000 boats lie there",
            "another figure",
            "J. Doe",
        ):
            assert words in view, (name, words)
        assert "3 on a scale from 1, worst, to 5, best" in view, name
        assert "64 earlier checks of 2 files" in view, name
        assert "not signed" in view, name


def test_where_none_fits_that_is_told() -> None:
    held = CheckCollection(checks=64, files=2, vectors=False)
    ledger = replace(small_ledger(), collection=held)
    told = "held against 64 earlier checks of 2 files, by words alone: none is about a claim here"
    assert told in " ".join(plain_summary(ledger).split())
    assert "earlier check" not in plain_summary(small_ledger())
    assert "Checked before" not in render_html(small_ledger())


def test_a_hostile_check_stays_text() -> None:
    """No markup acts, no address that would run is a link, nothing turns the reading order."""
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) \u202eturned \x1b[31m"
    check = _check(text=bad, verdict=bad, by=bad, url="javascript:alert(1)", uri=bad, status=bad, claimed_by=bad)
    views = _views(_ledger(check))
    assert "<script>alert(1)" not in views["html"].split("<script>", 1)[0]
    assert 'href="javascript' not in views["html"]
    for name, view in views.items():
        assert "\u202e" not in view, name
        assert "\x1b[31m" not in view, name
    drawn = MarkdownIt().render(views["markdown"])
    assert "<script>" not in drawn
    assert "href=" not in drawn.partition("Claim 1")[2].partition("How it was made")[0].replace(
        "https://checks.example", ""
    )


def test_data_forms_hold_the_match_and_the_check() -> None:
    ledger = _ledger(_check())
    assert Ledger.from_json(ledger.to_json()) == ledger
    kinds = [json.loads(row)["entry"] for row in render_jsonl(ledger).splitlines()]
    assert {"checked", "earlier_check", "collection"} <= set(kinds)
    assert not {"checked", "earlier_check", "collection"} & {json.loads(row)["entry"] for row in render_jsonl(small_ledger()).splitlines()}  # fmt: skip


def test_a_withheld_name_is_hidden_in_checks_too() -> None:
    review = withheld_review()
    told = _ledger(_check(text="Ines Marrow lied", claimed_by="Ines Marrow", explanation="Marrow, Ines Marrow"))
    entries = {name: getattr(told, name) for name in ("checked", "earlier_checks", "collection")}
    from dataclasses import replace as replaced

    review = replaced(review, ledger=replace(review.ledger, **entries))
    written = str(EXPORTS["json"].render(review, HOUSE))
    assert "Ines Marrow" not in written
    read = json.loads(written)
    assert read["checked"][0]["check"] == read["earlier_checks"][0]["id"] == "e:1"
