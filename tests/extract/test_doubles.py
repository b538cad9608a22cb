"""Doubles: cases in Markdown, and laws: a text that repeats itself is silent, one that gives another figure is not.

With SAYSO_REWRITE=1 the expectations in tests/cases/doubles.md are rewritten in place; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.doubles import find_doubles
from sayso.language import SERVED
from sayso.language.lexicon import lexicon
from sayso.model import Analysis, Flag
from sayso.pipeline import analyse
from sayso.reading import Reading

from .markdown_cases import document

PATH = Path(__file__).parents[1] / "cases" / "doubles.md"
_PART = re.compile(r"^## (?P<name>[^\n]+) \((?P<language>\w+)\)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CASE = re.compile(r"(?P<text>(?:^> .*\n)+)\n(?P<listed>(?:^- .*\n)+)", re.MULTILINE)


def analysis(text: str, language: str, *, tagger: bool = True) -> Analysis:
    doc, sentences = document(text, language)
    return analyse(Reading(document=doc, sentences=sentences), tagger=tagger)


def flags(text: str, language: str) -> list[Flag]:
    return [flag for flag in analysis(text, language).flags if flag.made.stage == "doubles"]


def _notation(quoted: str, language: str) -> str:
    text = "\n".join(line[2:] for line in quoted.splitlines())
    found = flags(text, language)
    return "".join(f"- {flag.text} <> {flag.other.text if flag.other else flag.category}\n" for flag in found) or (
        "- nothing\n"
    )


def _rewritten(part: re.Match[str]) -> str:
    fresh = _CASE.sub(lambda case: f"{case['text']}\n{_notation(case['text'], part['language'])}", part["body"])
    return f"## {part['name']} ({part['language']})\n{fresh}"


if os.environ.get("SAYSO_REWRITE") == "1":
    PATH.write_text(_PART.sub(_rewritten, PATH.read_text(encoding="utf-8")), encoding="utf-8")

PARTS = list(_PART.finditer(PATH.read_text(encoding="utf-8")))


@pytest.mark.parametrize("part", PARTS, ids=[part["name"] for part in PARTS])
def test_what_is_flagged(part: re.Match[str]) -> None:
    """Every flag of every case is as written."""
    cases = list(_CASE.finditer(part["body"]))
    wrong = {
        case["text"]: found for case in cases if (found := _notation(case["text"], part["language"])) != case["listed"]
    }
    assert not wrong
    assert len(cases) == ("\n" + part["body"]).count("\n\n> ")


@pytest.mark.parametrize("part", PARTS, ids=[part["name"] for part in PARTS])
def test_traps_are_silent_and_contradictions_are_told(part: re.Match[str]) -> None:
    silent = [case["listed"] == "- nothing\n" for case in _CASE.finditer(part["body"])]
    assert all(silent) if "contradictions" not in part["name"] else not any(silent)


def test_every_served_language_has_words_and_cases() -> None:
    assert set(SERVED) == set(lexicon("doubles")) == {part["language"] for part in PARTS}


def test_a_flag_quotes_both_places() -> None:
    text = "The fire killed 12 people.\nIn all, 14 people died in the fire."
    (flag,) = flags(text, "en")
    assert (flag.category, flag.text) == ("inconsistent", "14")
    assert flag.other
    assert text[flag.other.start : flag.other.end] == flag.other.text == "12"
    assert "“The fire killed 12 people.”" in flag.because
    assert "“In all, 14 people died in the fire.”" in flag.because


def test_a_title_is_told_why() -> None:
    found = flags(
        "# Rebels poisoned the wells of Tamra\nThe rebels poisoned the wells of Tamra, according to the army.", "en"
    )
    assert [flag.category for flag in found] == ["inconsistent"]
    assert "as a fact; the text lays it to “the army”" in found[0].because


def test_a_claim_names_the_flag_within_it() -> None:
    found = analysis("The fire killed 12 people.\nIn all, 14 people died in the fire.", "en")
    assert [claim.flags for claim in found.claims] == [(), ("w1",)]


def test_another_language_is_passed_over() -> None:
    doc, sentences = document("De brand doodde 12 mensen. De brand doodde 14 mensen.", "nl")
    assert find_doubles(doc, sentences, (), (), ()) == ()


_COSTS = {
    "en": "The bridge cost {0} million euros.",
    "de": "Die Brücke kostete {0} Millionen Euro.",
    "es": "El puente costó {0} millones de euros.",
    "fr": "Le pont a coûté {0} millions d'euros.",
}


@given(st.sampled_from(sorted(_COSTS)), st.integers(25, 99), st.integers(25, 99))
def test_the_same_sentence_with_another_figure_is_flagged(language: str, one: int, other: int) -> None:
    text = f"{_COSTS[language].format(one)}\n{_COSTS[language].format(other)}"
    found = [flag for flag in analysis(text, language, tagger=False).flags if flag.made.stage == "doubles"]
    alike = one == other or one % 10 == 0 or other % 10 == 0  # what ends in a nought may be rounded
    assert bool(found) == (one != other) or alike


def test_the_cost_is_linear() -> None:
    """Four times the text takes little more than four times as long, also where every figure is held against others."""

    def seconds(times: int) -> float:
        text = "# The mill has 90 workers\n" + "\n".join(
            f"The bridge cost {20 + at % 70} million euros. The mill has {at} workers." for at in range(times)
        )
        found = analysis(text, "en", tagger=False)
        doc, sentences = document(text, "en")
        return cpu_seconds(lambda: find_doubles(doc, sentences, found.figures, found.attributions, found.claims))

    assert_linear(seconds, 100, 400)
