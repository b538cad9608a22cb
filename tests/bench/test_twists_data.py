"""The set of twisted and faithful pairs is as its README says."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.scripts import ROOT

DATA = ROOT / "data" / "twists"
HALVES = ("learn", "aside")
KINDS = frozenset(["reality", "denial", "time", "place", "agent", "thing", "act", "base", "rejected", "rate"])
LANGUAGES = frozenset(("en", "de", "es", "fr", "it", "pt"))
FIELDS = frozenset(("id", "kind", "want", "article_language", "language", "article", "source", "figure"))


def _rows(half: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("half", HALVES)
def test_every_pair_is_well_formed(half: str) -> None:
    """All fields are there, a twisted pair says why, and the figure stands once in the article."""
    for row in _rows(half):
        assert set(row) == FIELDS | ({"why"} if row["want"] == "twisted" else set()), row["id"]
        assert all(text.strip() == text != "" for text in row.values()), row["id"]
        assert {row["article_language"], row["language"]} <= LANGUAGES, row["id"]
        assert row["article"].count(row["figure"]) == 1, row["id"]
        assert not set("[]<>|=") & set(row["article"] + row["source"]), row["id"]


@pytest.mark.parametrize("half", HALVES)
def test_every_twist_has_a_faithful_twin(half: str) -> None:
    """Ten twists of each kind; its twin is about the same passage, in the same language, and says something else of it."""
    rows = _rows(half)
    twins = {row["id"]: row for row in rows}
    assert len(twins) == len(rows) == 200
    twisted = [row for row in rows if row["want"] == "twisted"]
    assert Counter(row["kind"] for row in twisted) == dict.fromkeys(KINDS, 10)
    for row in twisted:
        twin = twins[f"{row['id'].removesuffix('-t')}-f"]
        assert twin["want"] == "faithful"
        assert [twin[name] for name in ("source", "article_language")] == [row["source"], row["article_language"]]
        assert twin["article"] != row["article"]


def test_no_text_stands_twice() -> None:
    """Halves share no id, no passage and no sentence."""
    rows = [row for half in HALVES for row in _rows(half)]
    assert max(Counter(row["id"] for row in rows).values()) == 1
    assert max(Counter(row["article"] for row in rows).values()) == 1
    assert max(Counter(row["source"] for row in rows).values()) == 2
