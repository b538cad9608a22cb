"""Clauses, certainty, negation and restatements of claims: the cases of tests/cases/clauses-*.md and restated.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.claims import find_claims
from sayso.model import Block, Claim, Document, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading, split_sentences

CASES = Path(__file__).parent.parent / "cases"
LANGUAGES = ("en", "de", "es", "fr")
_EDGES = ' .,“”„"«»\u00a0\u202f'


def claims_of(text: str, language: str) -> tuple[Claim, ...]:
    """The claims that the whole pipeline finds in a paragraph, by rules alone."""
    starts = [0, *(at + 2 for at, pair in enumerate(pairwise(text)) if pair == ("\n", "\n"))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    blocks = tuple(Block(start=start, end=end, kind="paragraph") for start, end in zip(starts, ends, strict=True))
    doc = Document(id="d:0", text_id=text_id(text), uri="case", text=text, language=language, blocks=blocks)
    return analyse(Reading(document=doc, sentences=split_sentences(text, blocks, language)), tagger=False).claims


def told(claim: Claim) -> str:
    """A claim as the cases write it."""
    levels = claim.certainty.author + (f"/{claim.certainty.source}" if claim.certainty.source else "")
    return f"{levels}{' not' if claim.negated else ''}: {claim.text.strip(_EDGES)}"


def cases(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each case of a file: its text and what is expected of it."""
    text = ""
    expected: list[str] = []
    for line in [*(CASES / name).read_text(encoding="utf-8").splitlines(), "- "]:
        if line.startswith("- "):
            if text:
                yield text, tuple(expected)
            text, expected = line[2:], []
        elif line.startswith("  - "):
            expected.append(line[4:])


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(each, *case) for each in LANGUAGES for case in cases(f"clauses-{each}.md")]
)
def test_case(language: str, text: str, expected: tuple[str, ...]) -> None:
    """Each sentence has exactly the claims that are listed."""
    assert tuple(map(told, claims_of(text, language))) == tuple(line.rstrip(_EDGES) for line in expected)


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(each, *case) for each in LANGUAGES for case in cases(f"restated-{each}.md")]
)
def test_restated(language: str, text: str, expected: tuple[str, ...]) -> None:
    """Exactly the claims that are listed have a restatement, and these."""
    assert tuple(claim.restated.rstrip(".") for claim in claims_of(text, language) if claim.restated) == expected


INTERVIEWS = {
    "en": "Q: What do you sell?\n\nA: We sell bread. Perhaps we will sell cake.\n\nQ: Since when?\n\nA: We opened in May.",
    "de": "Frage: Was verkaufen Sie?\n\nAntwort: Wir verkaufen Brot. Vielleicht verkaufen wir Kuchen.\n\nFrage: Seit wann?\n\n"
    "Antwort: Wir haben im Mai eröffnet.",
    "es": "P. ¿Qué vende usted?\n\nR. Vendemos pan negro. Quizá vendamos tartas.\n\nP. ¿Desde cuándo?\n\nR. Abrimos en mayo.",
    "fr": "Que vendez-vous ?\n\nNous vendons du pain. Peut-être vendrons-nous des gâteaux.\n\nDepuis quand tenez-vous ce four ?\n\n"
    "Nous avons ouvert en mai.",
}


@pytest.mark.parametrize(("language", "text"), INTERVIEWS.items())
def test_answers_of_an_interview_are_a_source_s(language: str, text: str) -> None:
    """Whether a label or only the questions tell; the label is no part of the claim."""
    claims = claims_of(text, language)
    answered = [claim for claim in claims if claim.sort != "question"]
    assert {claim.certainty.author for claim in answered} == {"unknown"}
    assert [claim.certainty.source for claim in answered][1] == "possible"
    assert not any(
        claim.text.startswith(("Q:", "A:", "Frage", "Antwort", "P.", "R.")) for claim in claims if language != "fr"
    )


def test_two_questions_make_no_interview() -> None:
    """A text that asks twice, of nobody, is its author's."""
    text = "What is a park for?\n\nIt is for rest. It costs nothing.\n\nAnd who pays?\n\nThe town pays for it."
    assert all(claim.certainty.source is None for claim in claims_of(text, "en"))


def test_cost_is_linear() -> None:
    """Also of sentences full of joints."""
    for part in ("He came and she left, but it rained; ", "the end of the day of the year of the war and "):
        sentence = part * 20 + ". "
        assert_linear(lambda many, sentence=sentence: _seconds(sentence * many), 20, 160)  # type: ignore[misc]


def _seconds(text: str) -> float:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d:0", text_id=text_id(text), uri="case", text=text, language="en", blocks=blocks)
    sentences = split_sentences(text, blocks, "en")
    find_claims(doc, sentences, (), (), ())
    return cpu_seconds(lambda: find_claims(doc, sentences, (), (), ()))
