"""Figures in words, and what is made safe before it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Base, Figure, FigureKind, Span
from sayso.render import figure_words
from sayso.render.safe import language_tag, line, link, quoted, shown
from sayso.render.words import count, language_name, share, worth

from .make_ledger import MADE


def figure(kind: FigureKind = "count", text: str = "x", **rest: Any) -> Figure:
    return Figure(id="f", start=0, end=len(text), text=text, kind=kind, made=MADE, **rest)


def base(text: str) -> Base:
    return Base(start=0, end=len(text), text=text)


def counted(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (figure(low=30_000), "≥ 30,000"),
        (figure(low=100, low_inclusive=False, counted=counted("states")), "> 100 states"),
        (figure(high=50), "up to 50"),
        (figure(high=50, high_inclusive=False), "< 50"),
        (figure(low=0, high=0), "0"),
        (figure(low=28_400, high=28_400), "28,400"),
        (figure(low=1_500_000, high=1_500_000), "1.5 million"),
        (figure(low=1_234_567, high=1_234_567), "1,234,567"),
        (figure(low=100, high=999, vague=True), "100–999, vague"),
        (figure(low=200, vague=True), "≥ 200, vague"),
        (figure(low=5_000, high=5_000, approximate=True), "about 5,000"),
        (figure(low=-5, high=-3), "−5 to −3"),
        (figure(), "no number"),
        (figure("money", low=13_000_000, high=18_000_000, currency="EUR"), "€13–18 million"),
        (figure("money", high=88_000_000, currency="EUR"), "up to €88 million"),
        (figure("money", low=500, high=2_000_000, currency="USD"), "$500 to $2 million"),
        (figure("money", low=500_000, high=2_000_000, currency="USD"), "$0.5–2 million"),
        (figure("money", low=2_500_000_000, high=2_500_000_000, currency="CHF"), "CHF 2.5 billion"),
        (figure("money", low=-5, high=-5, currency="GBP"), "−£5"),
        (figure("money", low=4, high=4, currency="EUR", per="hour", role="to"), "to €4 per hour"),
        (figure("percent", low=12, high=12, base=base("those")), "12 % of those"),
        (figure("percent", low=12, high=12, base=base("of those")), "12 % of those"),
        (figure("percent", low=12.5, high=12.5, role="change", direction="down"), "down by 12.5 %"),
        (figure("percent", low=70, high=90), "70–90 %"),
        (figure("percentage_point", low=1, high=1), "1 percentage point"),
        (figure("percentage_point", low=3, high=3, role="change"), "a change of 3 percentage points"),
        (figure("proportion", low=0.05, high=0.05), "1 in 20 (5 %)"),
        (figure("proportion", low=1 / 3, high=1 / 3), "1 in 3 (33.3 %)"),
        (figure("proportion", low=2 / 3, low_inclusive=False), "> 2 in 3 (66.7 %)"),
        (figure("proportion", low=0.1, high=0.2), "1 in 10 (10 %) to 1 in 5 (20 %)"),
        (figure("proportion", low=0.54321, high=0.54321), "54.3 %"),
        (figure("multiple", low=2, high=2), "2 times"),
        (figure("multiple", low=2, high=2, role="change", direction="up"), "2 times as much"),
        (figure("multiple", low=3, role="change", direction="up", low_inclusive=False), "> 3 times as much"),
        (figure("measure", low=5, high=5, unit="kilometre per hour"), "5 kilometres per hour"),
        (figure("measure", low=1, high=1, unit="kilometre"), "1 kilometre"),
        (figure("measure", low=3, high=3, unit="degree Celsius"), "3 degrees Celsius"),
        (figure("measure", low=6, high=6, unit="square foot"), "6 square feet"),
        (figure("duration", low=3, high=4, unit="week"), "3–4 weeks"),
        (figure("age", low=42, high=42), "42 years old"),
        (figure("age", low=42, high=42, unit="year"), "42 years old"),
        (figure("date", text="in  2015", low=2015, high=2015), "in 2015"),
        (figure("ordinal", text="No. 5", low=5, high=5), "No. 5"),
        (figure(low=10, high=20, low_inclusive=False), "over 10 to 20"),
    ],
)
def test_figures_in_words(given: Figure, words: str) -> None:
    """The normalised form is what a reader would say; the bound, the scale and the base are kept."""
    assert figure_words(given) == words


@given(
    st.sampled_from(["count", "money", "percent", "proportion", "measure", "multiple", "age"]),
    st.one_of(st.none(), st.integers(-(10**18), 10**18), st.floats()),
    st.one_of(st.none(), st.integers(-(10**18), 10**18), st.floats()),
)
def test_any_value_has_words(kind: Any, low: Any, high: Any) -> None:
    """No value breaks it, the infinite and the absent included, and it never writes an exponent."""
    words = figure_words(figure(kind, low=low, high=high, currency="EUR", unit="metre"))
    assert words
    assert "e+" not in words
    assert "e-" not in words


@given(st.text())
def test_what_is_shown_is_as_long_and_acts_on_nothing(text: str) -> None:
    """Offsets stay, and no control character, override or isolate is left; what is harmless is not touched."""
    safe = shown(text)
    assert len(safe) == len(text)
    assert not set(safe) & {
        chr(code) for code in (*range(9), 0x1B, 0x7F, 0x9B, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    }
    assert shown(safe) == safe


def test_a_line_is_cut_at_a_word() -> None:
    assert line("one two\n three", 9) == "one two…"
    assert line("unbreakable" * 3, 9) == "unbreaka…"
    assert line("short", 9) == "short"


def test_quotation_marks_are_not_doubled() -> None:
    assert quoted("so") == "“so”"
    assert quoted("„so“") == "„so“"


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("https://example.org/\u202egpj.exe", False),
        ("https://example.org/\u2066a\u2069", False),
        ("https://example.org/\x9b", False),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org/\x00", False),
        ('https://example.org/"onclick=', False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_are_links(href: str, *, leads: bool) -> None:
    assert (link(href) is not None) is leads


def test_language_tags() -> None:
    """Only what is a BCP 47 tag of a known language goes into `lang`."""
    assert [language_tag(tag) for tag in ("de", "pt-BR", "und", '"><script>', "")] == ["de", "pt-BR", None, None, None]
    assert [language_name(tag) for tag in ("de", "pt-BR", "und", "qqq")] == [
        "German", "Brazilian Portuguese", "language unknown", "qqq",
    ]  # fmt: skip


def test_counts_shares_and_worth() -> None:
    assert [count(1, "claim"), count(2_000, "claim"), count(0, "pass", "passes")] == [
        "1 claim",
        "2,000 claims",
        "0 passes",
    ]
    assert [share(1, 4), share(0, 0)] == ["25 %", "0 %"]
    assert [worth(0.9), worth(0.5), worth(0.0)] == ["high", "middling", "low"]
