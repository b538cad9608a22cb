"""Claims and marks: the cases of tests/cases/claims*.md, and laws that hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.attributions import find_attributions
from sayso.extract.claims import MADE, find_claims
from sayso.extract.flags import find_flags
from sayso.model import Claim, Document, Figure, Flag, Made, Sentence
from sayso.pipeline import analyse
from sayso.reading import read_text

from .markdown_cases import Case, cases, document, rewrite

FILES = ("claims*.md",)
_MARKED = re.compile("‹([^›]*)›")


def found(text: str, language: str) -> str:
    """What is found, one line a claim and one a mark."""
    bare, figures = _figures(text)
    _, _, claims, flags = _analysed(bare, language, figures)
    return "".join(f"{line}\n" for line in (*map(_claim, claims), *map(_flag, flags)))


def _figures(text: str) -> tuple[str, tuple[Figure, ...]]:
    """The text without the marks ‹ and ›, and a figure for each stretch between them."""
    bare, last = "", 0
    figures: list[Figure] = []
    for match in _MARKED.finditer(text):
        bare += text[last : match.start()]
        start, last = len(bare), match.end()
        bare += match[1]
        figures.append(_figure(len(figures) + 1, start, match[1]))
    return bare + text[last:], tuple(figures)


def _figure(number: int, start: int, text: str) -> Figure:
    made = Made(stage="hand", version="1")
    return Figure(
        id=f"f{number}", start=start, end=start + len(text), text=text, kind="count", low=1, high=1, made=made
    )


def _analysed(
    text: str, language: str, figures: tuple[Figure, ...] = ()
) -> tuple[Document, tuple[Sentence, ...], tuple[Claim, ...], tuple[Flag, ...]]:
    doc, sentences = document(text, language)
    attributions, _ = find_attributions(doc, sentences)
    flags = find_flags(doc, sentences)
    return doc, sentences, find_claims(doc, sentences, figures, attributions, flags), flags


def _claim(claim: Claim) -> str:
    certainty = claim.certainty.author + (f"/{claim.certainty.source}" if claim.certainty.source else "")
    laid = ",".join((*claim.attribution, *claim.figures)) or "-"
    return f"{claim.id} | {claim.sort} {claim.check_worthiness} | {certainty} | {laid} | {claim.text}"


def _flag(flag: Flag) -> str:
    return f"{flag.id} | {flag.category} | {flag.text}"


rewrite(FILES, found)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases(*FILES)])
def test_case(case: Case) -> None:
    """Each case finds exactly what it lists."""
    assert found(case.text, case.language) == case.expected


def test_reasons_add_up() -> None:
    """The weights that stand in the reasons are the score."""
    text = "The flood killed ‹two million› bees because the dam broke, the mayor of Leeds told Reuters."
    bare, figures = _figures(text)
    (claim,) = _analysed(bare, "en", figures)[2]
    parts = re.findall(r"\(\+?([\d.]+)\)", " ".join(claim.because))
    assert claim.check_worthiness == round(sum(map(float, parts)), 2)
    assert len(claim.because) == len(parts) >= 4


def test_figures_rank_above_opinions() -> None:
    """Every fact with a figure is worth more than any opinion, forecast, wish or question, however loud."""
    loud = (
        "I think the worst attack on millions of people in Europe was caused by the greatest fraud.",
        "The attack will kill millions of people in Paris because prices rose.",
        "All of Europe should stop the worst fraud of the biggest banks because millions died.",
    )
    bare, figures = _figures("It holds ‹12› fish.")
    quiet = _analysed(bare, "en", figures)[2][0]
    assert quiet.sort == "fact"
    for text in loud:
        assert all(claim.check_worthiness < quiet.check_worthiness for claim in _analysed(text, "en")[2]), text


NAMES = ("Danish", "Swedish", "Russian", "American", "Nigerian", "Catholic", "Muslim", "Jewish", "Labour", "Republican")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_moves_no_mark(name: str) -> None:
    """Marks and scores are the same whoever is named (people, parties, creeds)."""
    frame = (
        "Many say the {} leaders lied about 300 sheep. All {} voters may be right. The so-called {} plan is shameful."
    )
    marks, scores = zip(*map(_told, (frame.format(*[each] * 3) for each in (name, "Danish"))), strict=True)
    assert marks[0] == marks[1]
    assert scores[0] == scores[1]


def _told(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, float]]]:
    _, _, claims, flags = _analysed(text, "en")
    return [(flag.category, flag.text) for flag in flags], [(claim.sort, claim.check_worthiness) for claim in claims]


TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            ["He", "said", "that", "(54%)", ",", ";", "while", ".", "?", "“", "”", "The", "worst", "all", "may", "\n", "I",
             "saw", "by", "According to", "X", "should", "will", ":", ")", "(", "experts", "so-called", "\u00ad", "dass"]
        ),
        max_size=40,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["en", "de", "es", "fr", "und"]))
def test_any_text(text: str, language: str) -> None:
    """Law: no text raises; spans are exact, in order and within one sentence; scores are in range, ids known."""
    doc, sentences, claims, flags = _analysed(text, language)
    known = {flag.id for flag in flags}
    for claim in claims:
        assert doc.text[claim.start : claim.end] == claim.text
        assert claim.text.strip() == claim.text != ""
        assert any(sentence.start <= claim.start and claim.end <= sentence.end for sentence in sentences)
        assert 0 <= claim.check_worthiness <= 1
        assert claim.because
        assert claim.made == MADE
        assert set(claim.flags) <= known
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    for flag in flags:
        assert doc.text[flag.start : flag.end] == flag.text != ""
        assert flag.because


def test_what_somebody_expects_of_others_is_that_ones_forecast() -> None:
    """An infinitive with a subject of its own is laid to who expects it; what a body means to do itself is told of it."""
    text = "The bank expects prices to fall by 4%. The ministry expects to hire 300 people."
    expected, planned = analyse(read_text(text, uri="article.txt")).claims
    assert (expected.sort, len(expected.attribution), expected.certainty.source) == ("prediction", 1, "probable")
    assert not planned.attribution
