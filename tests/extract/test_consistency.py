"""Consistency: cases in Markdown, and laws: what agrees is never flagged, what plainly does not agree is.

With SAYSO_REWRITE=1 the expectations in tests/cases/consistency.md are rewritten in place; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.consistency import find_inconsistencies
from sayso.extract.figures import find_figures
from sayso.language import SERVED
from sayso.language.lexicon import lexicon
from sayso.model import Flag
from sayso.pipeline import analyse
from sayso.reading import read_path

from .markdown_cases import document

PATH = Path(__file__).parents[1] / "cases" / "consistency.md"
EXAMPLE = Path(__file__).parents[2] / "examples" / "article.txt"
_PART = re.compile(r"^## (?P<name>[^\n]+) \((?P<language>\w+)\)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CASE = re.compile(r"^> (?P<text>.*)\n\n(?P<listed>(?:^- .*\n)+)", re.MULTILINE)


def flags(text: str, language: str) -> tuple[Flag, ...]:
    doc, sentences = document(text, language)
    return find_inconsistencies(doc, sentences, find_figures(doc, sentences))


def _notation(text: str, language: str) -> str:
    found = flags(text, language)
    lines = [f"- {flag.text} <> {flag.other.text}\n" for flag in found if flag.other]
    return "".join(lines) or "- nothing\n"


def _rewritten(part: re.Match[str]) -> str:
    fresh = _CASE.sub(lambda case: f"> {case['text']}\n\n{_notation(case['text'], part['language'])}", part["body"])
    return f"## {part['name']} ({part['language']})\n{fresh}"


if os.environ.get("SAYSO_REWRITE") == "1":
    PATH.write_text(_PART.sub(_rewritten, PATH.read_text(encoding="utf-8")), encoding="utf-8")

PARTS = list(_PART.finditer(PATH.read_text(encoding="utf-8")))


@pytest.mark.parametrize("part", PARTS, ids=[part["name"] for part in PARTS])
def test_what_is_flagged(part: re.Match[str]) -> None:
    """Every flag of every case is as written, and each says why."""
    cases = list(_CASE.finditer(part["body"]))
    wrong = {
        case["text"]: found for case in cases if (found := _notation(case["text"], part["language"])) != case["listed"]
    }
    assert not wrong
    assert len(cases) == part["body"].count("\n> ")


@pytest.mark.parametrize("part", PARTS, ids=[part["name"] for part in PARTS])
def test_traps_are_silent_and_contradictions_are_told(part: re.Match[str]) -> None:
    silent = [case["listed"] == "- nothing\n" for case in _CASE.finditer(part["body"])]
    assert all(silent) if "contradictions" not in part["name"] else not any(silent)


def test_every_language_has_cases_and_words() -> None:
    assert {part["language"] for part in PARTS} == set(lexicon("consistency"))
    assert set(SERVED) <= set(lexicon("consistency"))


def test_a_flag_names_both_places() -> None:
    text = "Exports fell from 3.1 million tonnes to 5.2 million tonnes."
    (flag,) = flags(text, "en")
    assert (flag.category, flag.id) == ("inconsistent", "i1")
    assert text[flag.start : flag.end] == flag.text
    assert flag.other
    assert text[flag.other.start : flag.other.end] == flag.other.text
    assert "“3.1 million tonnes”" in flag.because


def test_another_language_is_passed_over() -> None:
    assert not flags("Exports fell from 3.1 million tonnes to 5.2 million tonnes.", "nl")


def test_the_example_article_is_consistent() -> None:
    analysis = analyse(read_path(EXAMPLE))
    assert not [flag for flag in analysis.flags if flag.category == "inconsistent"]


def test_flags_of_an_analysis_are_in_order_and_have_names_of_their_own() -> None:
    analysis = analyse(read_path(EXAMPLE))
    assert len({flag.id for flag in analysis.flags}) == len(analysis.flags)
    assert list(analysis.flags) == sorted(
        analysis.flags, key=lambda flag: (flag.start, -flag.end, flag.category, flag.id)
    )


#: "It rose by {2} per cent, from {0} to {1} million", a language each.
_RISES = {
    "en": "Sales rose by {2} per cent, from {0} million to {1} million euros.",
    "de": "Der Umsatz stieg um {2} Prozent von {0} auf {1} Millionen Euro.",
    "es": "Las ventas aumentaron un {2} %, de {0} a {1} millones de euros.",
    "fr": "Les ventes ont augmenté de {2} %, de {0} à {1} millions d'euros.",
    "it": "Le vendite sono aumentate del {2}%, da {0} a {1} milioni di euro.",
    "pt": "As vendas subiram {2}%, de {0} para {1} milhões de euros.",
}
_SHARES = {
    "en": "{0} of the {1} clinics ({2} per cent) had to close.",
    "de": "{0} von {1} Kliniken ({2} Prozent) mussten schließen.",
    "es": "{0} de las {1} clínicas ({2} %) tuvieron que cerrar.",
    "fr": "{0} des {1} cliniques ({2} %) ont dû fermer.",
    "it": "{0} delle {1} cliniche ({2}%) hanno dovuto chiudere.",
    "pt": "{0} das {1} clínicas ({2}%) tiveram de fechar.",
}
_PARTS = {
    "en": "Of the {0} people arrested, {1} were men and {2} were women.",
    "de": "Von den {0} Festgenommenen waren {1} Männer und {2} Frauen.",
    "es": "De los {0} detenidos, {1} eran hombres y {2} mujeres.",
    "fr": "Sur les {0} personnes arrêtées, {1} étaient des hommes et {2} des femmes.",
    "it": "Dei {0} arrestati, {1} erano uomini e {2} donne.",
    "pt": "Dos {0} detidos, {1} eram homens e {2} mulheres.",
}
_LANGUAGES = st.sampled_from(sorted(_RISES))


@given(_LANGUAGES, st.integers(100, 900), st.integers(1, 90))
def test_a_rise_that_is_right_is_never_flagged(language: str, start: int, rate: int) -> None:
    text = _RISES[language].format(start, round(start * (1 + rate / 100)), rate)
    assert not flags(text, language)


@given(_LANGUAGES, st.integers(100, 900), st.integers(10, 40))
def test_a_rise_by_twice_as_much_is_flagged(language: str, start: int, rate: int) -> None:
    text = _RISES[language].format(start, round(start * (1 + 2 * rate / 100)), rate)
    assert [flag.category for flag in flags(text, language)] == ["inconsistent"]


@given(_LANGUAGES, st.integers(2, 99), st.integers(2, 99))
def test_a_share_is_flagged_where_it_is_wrong_by_more_than_rounding(language: str, part: int, more: int) -> None:
    whole = part + more
    share = round(100 * part / whole)
    assert not flags(_SHARES[language].format(part, whole, share), language)
    assert flags(_SHARES[language].format(part, whole, share + 3), language)


@given(_LANGUAGES, st.integers(20, 99), st.integers(20, 99), st.integers(0, 40))
def test_parts_are_flagged_where_they_are_more_than_their_whole(language: str, men: int, women: int, rest: int) -> None:
    assert not flags(_PARTS[language].format(men + women + rest, men, women), language)
    assert bool(flags(_PARTS[language].format(men + women - rest, men, women), language)) == (rest > 0) or rest < 10


def test_the_cost_is_linear() -> None:
    """Four times the text takes little more than four times as long."""
    text = "Sales rose by 20 per cent, from 100 million to 130 million euros, and 12 of the 40 clinics (45 per cent) closed. "

    def seconds(times: int) -> float:
        doc, sentences = document(text * times, "en")
        figures = find_figures(doc, sentences)
        return cpu_seconds(lambda: find_inconsistencies(doc, sentences, figures))

    assert_linear(seconds, 200, 800)
