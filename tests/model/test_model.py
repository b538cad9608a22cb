"""The nouns: places are exact, JSON goes there and back, earlier ledgers still load."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import (
    CODES,
    Document,
    Figure,
    Ledger,
    Made,
    Problem,
    Span,
    UnreadableError,
    document_id,
    ledger_schema,
    span,
    text_id,
    was_before,
)

TEXT = "Experts say 30,000 came."
MADE = Made(stage="test", version="1")


def _ledger(text: str = TEXT) -> Ledger:
    doc = Document(id=document_id("a.txt", None, text), text_id=text_id(text), uri="a.txt", text=text)
    figure = Figure(id="f1", start=12, end=18, text="30,000", kind="count", low=30000, high=30000, made=MADE)
    return Ledger(document=doc, figures=(figure,), problems=(Problem(code="empty", message="nothing there"),))


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_span_is_exactly_its_stretch_or_refused(text: str, start: int, end: int) -> None:
    if start <= end <= len(text):
        assert span(text, start, end).text == text[start:end]
    else:
        with pytest.raises(ValueError, match="no span"):
            span(text, start, end)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_overlap_is_symmetric(a: int, b: int, c: int, d: int) -> None:
    first = Span(start=min(a, b), end=max(a, b), text="")
    second = Span(start=min(c, d), end=max(c, d), text="")
    assert first.overlaps(second) == second.overlaps(first)


@given(st.text())
def test_a_ledger_comes_back_from_json_as_it_was(text: str) -> None:
    ledger = _ledger(text) if text.isprintable() else _ledger()
    assert Ledger.from_json(ledger.to_json()) == ledger
    assert Ledger.from_json(ledger.to_json()).to_json() == ledger.to_json()


def test_a_ledger_is_valid_by_its_published_schema() -> None:
    jsonschema.validate(json.loads(_ledger().to_json()), ledger_schema())


def test_the_schema_refuses_what_is_no_ledger() -> None:
    broken = json.loads(_ledger().to_json())
    broken["figures"][0]["kind"] = "guess"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, ledger_schema())


def test_a_ledger_of_an_earlier_version_loads_with_defaults() -> None:
    """Fields that a version did not have yet take their defaults; fields of a later one are passed over."""
    early: dict[str, Any] = json.loads(_ledger().to_json())
    for name in ("wanted", "searched", "speakers", "version"):
        del early[name]
    del early["figures"][0]["because"]
    early["from_the_future"] = {"x": 1}
    del early["seal"]  # it had none
    loaded = Ledger.from_json(json.dumps(early))
    assert loaded.wanted == ()
    assert loaded.figures[0].text == "30,000"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema":"sayso.ledger/2"}', "nonsense", b"\xff\xfe"])
def test_what_is_no_ledger_is_refused_with_a_hint(text: str | bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        Ledger.from_json(text)
    assert caught.value.problem.hint


def test_entries_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        _ledger().figures[0].low = 1  # type: ignore[misc]


def test_the_same_text_has_the_same_name_and_another_appearance_another_id() -> None:
    assert text_id("a") == text_id("a") != text_id("b")
    assert document_id("x", None, "a") != document_id("y", None, "a")


def test_every_code_in_the_source_is_in_the_catalogue() -> None:
    """Codes stand as the first argument of our errors and as `code=`; a slip of the pen would be found by no other test."""
    used = set()
    for path in (Path(__file__).parents[2] / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"(?:UsageError|UnreadableError)\(\s*\"([a-z-]+)\"", text))
        used |= set(re.findall(r"\bcode=\"([a-z-]+)\"", text))
    assert len(used) > 15
    assert used <= set(CODES)
    assert all(code == code.lower() and words.endswith(".") for code, words in CODES.items())


def test_a_problem_of_another_version_is_read() -> None:
    text = _ledger().to_json().replace('"code": "empty"', '"code": "from-the-future"').replace('"seal"', '"none"')
    assert Ledger.from_json(text).problems[0].code == "from-the-future"


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2026-03-01", "2026-03-02", True),
        ("2026-03-02", "2026-03-01", False),
        ("2026-03-01", "2026-03-01T09:00:00Z", False),
        ("2026-03", "2026-03-02", False),
        ("2025", "2026-03-02", True),
        ("2026-03-01T09:00:00Z", "2026-03-01T11:00:00+01:00", True),
        ("2026-03-01T23:00:00-05:00", "2026-03-02T01:00:00Z", False),
        ("2026-03-01T09:00:00", "2026-03-01T10:00:00", False),
        ("April 2025", "March 2026", False),
        ("20260301", "20260302", False),
        (None, "2026", False),
        ("", "", False),
    ],
)
def test_a_date_is_before_another_as_exactly_as_both_say(one: str | None, other: str | None, before: bool) -> None:  # noqa: FBT001
    assert was_before(one, other) is before
