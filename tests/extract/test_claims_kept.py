"""No figure is lost between claims: those in who says something and when, and what a reader of say-so took too short."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Analysis, Block, Document, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading, split_sentences


def read(text: str, language: str) -> Analysis:
    """A paragraph as the pipeline reads it by rules alone."""
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d:0", text_id=text_id(text), uri="case", text=text, language=language, blocks=blocks)
    return analyse(Reading(document=doc, sentences=split_sentences(text, blocks, language)), tagger=False)


def claims(text: str, language: str) -> list[str]:
    """The words of each claim, without the marks at its edges."""
    return [claim.text.strip('.,“”„«»" \u00a0') for claim in read(text, language).claims]


#: What stands in no clause of its own or in the say-so, with the claim that has its figure.
KEPT: Final = (
    # an age, a count, a duration of who says it
    ("en", "“It was dark,” said Ada Finch, 79, in Leeds.", "said Ada Finch, 79, in Leeds"),
    ("en", "Michael Vann, 72, said that the bridge had been unsafe for many years.", "Michael Vann, 72, said"),
    ("en", "Jo Berg, who has worked there for 24 years, said that members were more worried than ever before.", "Jo Berg, who has worked there for 24 years, said"),
    ("en", "More than three months after the summit, the envoy said that nothing at all had changed between them.", "More than three months after the summit, the envoy said"),
    ("de", "Der 24-Jährige sagte, dass er von der Brücke aus nichts gesehen habe.", "Der 24-Jährige sagte"),
    ("de", "„Es hat laut geknallt“, sagte ein 24-jähriger Student.", "sagte ein 24-jähriger Student"),
    ("es", "Michael Vann, de 72 años, dijo que el puente viejo era peligroso para todos.", "Michael Vann, de 72 años, dijo"),
    ("fr", "« Les vitres tremblaient », raconte Josiane Petit, qui habite à 300 mètres.", "raconte Josiane Petit, qui habite à 300 mètres"),
    # those who were asked: with what they say
    ("en", "Twenty per cent of pupils said they have two accounts.", "Twenty per cent of pupils said they have two accounts"),
    ("en", "Some 300 workers say they have not been paid.", "Some 300 workers say they have not been paid"),
    ("de", "60 Prozent der Befragten gaben an, dass sie mehr zahlen.", "60 Prozent der Befragten gaben an, dass sie mehr zahlen"),
    ("es", "Un 20 % de los alumnos afirmó que tenían dos cuentas.", "Un 20 % de los alumnos afirmó que tenían dos cuentas"),
    ("fr", "70 % des participants ont déclaré qu’ils voteraient oui.", "70 % des participants ont déclaré qu’ils voteraient oui"),
    # what the author tells before the cue, and when something else happened
    ("en", "The minister held three meetings in May and added: “We are done with it.”", "The minister held three meetings in May"),
    ("en", "After a farmer was eaten by his pigs in 2012, one breeder said that pigs are calm as long as they are fed.", "After a farmer was eaten by his pigs in 2012, one breeder said"),
    # a few words behind a longer say-so
    ("en", "Jo Berg, who has worked there for 24 years, said that members were worried.", "Jo Berg, who has worked there for 24 years, said that members were worried"),
    # a sentence of hardly more than a figure
    ("en", "They shut the bridge. Eleven minutes!", "Eleven minutes!"),
    ("de", "Er rief an. Zweimal.", "Zweimal"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), KEPT)
def test_what_holds_a_figure_is_a_claim(language: str, text: str, expected: str) -> None:
    """The figure stands in a claim of these words, and in no other."""
    analysis = read(text, language)
    holding = [claim.text.strip('.,“”„«»" \u00a0') for claim in analysis.claims if claim.figures]
    assert holding == [expected]


def test_shares_of_those_asked_are_no_source() -> None:
    """Who tells how many said it is the source of the claim, not those who were asked."""
    (alone,) = read("Twenty per cent of pupils said they have two accounts.", "en").claims
    assert alone.attribution == ()
    (held,) = read(
        "Twenty per cent of pupils said they have two accounts, a survey by the school board found.", "en"
    ).claims
    assert [held.text.startswith("Twenty per cent"), len(held.attribution)] == [True, 1]


#: Say-so that asserts nothing beside: the claim is what is said, and nothing else.
SILENT: Final = (
    ("en", "She said on 11 June that 300 trees had been felled.", "300 trees had been felled"),
    ("en", "In 2019 the agency said that fares had risen by 5 per cent.", "fares had risen by 5 per cent"),
    ("en", "Two ministers said that 300 trees had been felled.", "300 trees had been felled"),
    ("de", "Zwei Minister sagten, dass 300 Bäume gefällt wurden.", "300 Bäume gefällt wurden"),
    ("fr", "Le maire a dit en mai 2019 que 300 arbres avaient été abattus.", "300 arbres avaient été abattus"),
)


@pytest.mark.parametrize(("language", "text", "expected"), SILENT)
def test_when_and_how_few_said_it_is_no_claim(language: str, text: str, expected: str) -> None:
    """A date of the say-so, and two who say it, make no claim."""
    assert claims(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hundreds killed by Indonesian quake, tsunami"),
        ("en", "By 30 May half of all cars electric"),
        ("de", "Hunderte von Häusern zerstört"),
        ("de", "Von 300 Häusern sind 40 leer"),
    ],
)
def test_a_headline_with_a_figure_is_no_byline(language: str, text: str) -> None:
    """What counts something asserts it, be it as short as a byline."""
    assert claims(text, language) == [text]


@pytest.mark.parametrize("text", ["By Anna Berg", "Photo: Anna Berg, 12 May", "Words by Anna Berg"])
def test_a_byline_is_no_claim(text: str) -> None:
    """Whoever wrote it or took its picture asserts nothing."""
    assert claims(text, "en") == []


PARTS: Final = st.sampled_from(
    ["20 percent of them", "the mayor", "Ann Lee, 71,", "said", "that", "it rose to 3 million", ",", ";", "and", "but", "in 2019",
     "“We lost 40 days”", "according to", "a survey", "who owns two ships,", "for 24 years", "300 trees fell", ":", "which has 12 rooms"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, min_size=2, max_size=12).map(" ".join))
def test_quantities_are_kept_and_claims_stay_apart(text: str) -> None:
    """Law: however say-so and figures are mixed, claims lie in order, none over another, and each quantity but how few said it is in one."""
    analysis = read(f"{text}.", "en")
    held = {name for claim in analysis.claims for name in claim.figures}
    lost = [one for one in analysis.figures if one.is_quantity and one.id not in held]
    assert not [one.text for one in lost if not (one.kind == "count" and one.low is not None and one.low < 10)]
    for before, after in pairwise(analysis.claims):
        assert before.end <= after.start


def test_a_number_alone_is_no_claim() -> None:
    claims = read("The bridge was closed. 17. Nobody was hurt.", "en").claims
    assert [claim.text for claim in claims] == ["The bridge was closed.", "Nobody was hurt."]
