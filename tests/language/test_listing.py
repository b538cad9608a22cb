"""Words of a list in a text: how they end, phrases, compounds, gaps."""

from __future__ import annotations

import pytest

from sayso.language import SERVED
from sayso.language.listing import Listing, read_lines


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("permit", "a Permit and permits", ["Permit"]),
        ("permit*", "permitted, unpermitted permits", ["permitted", "permits"]),
        ("*antrag", "Der Bauantrag, die Antragsteller", ["Bauantrag"]),
        ("*antrag*", "Der Bauantrag, die Antragsteller", ["Bauantrag", "Antragsteller"]),
        ("net income", "its net\u00a0income, its network income", ["net\u00a0income"]),
        ("asylum seekers", "asylum-seekers; asylum. Seekers", ["asylum-seekers"]),
        ("bons d’aide", "les bons d'aide", ["bons d'aide"]),
        ("setzte* … um", "Sie setzte 14 Millionen Euro um. Es kam um.", ["setzte 14 Millionen Euro um"]),
        ("setzte* … um", "Sie setzte sich. Es kam um.", []),
        ("zulassung", "eine Zulas\u00adsung", ["Zulas\u00adsung"]),
    ],
)
def test_a_word_or_phrase_stands_where_it_stands(entry: str, text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in Listing.of([(entry, "it")]).find(text)] == found


def test_a_word_stands_for_all_that_it_is_listed_for() -> None:
    listing = Listing.of([("sold", "trade"), ("sold", "shops")])
    assert {one.label for one in listing.find("They sold it.")} == {"trade", "shops"}


def test_a_word_within_a_phrase_is_not_told_by_itself() -> None:
    listing = Listing.of([("sales", "turnover"), ("foreign sales", "exports")])
    assert [one.label for one in listing.find("Foreign sales rose, sales did not.")] == ["exports", "turnover"]


@pytest.mark.parametrize("name", ["alike", "restricts"])
@pytest.mark.parametrize("language", SERVED)
def test_every_line_has_words_in_every_language(name: str, language: str) -> None:
    lines = list(read_lines(name, language))
    assert lines
    assert all(line.words for line in lines)
    assert len({(line.theme, line.name) for line in lines}) == len(lines)
