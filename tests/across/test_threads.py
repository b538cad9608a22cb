"""The same claim in other words and languages: what is one thread and what is not, by hand-built documents."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from tests.across.claimed import claimed

from sayso.across import find_threads
from sayso.across.claim_rows import claim_rows
from sayso.across.same_claim import same_claim
from sayso.language.meaning import meaning_reader
from sayso.model import Analysis, Thread

ENGLISH = "Unemployment in Germany was at 5.4 percent in 2018."
GERMAN = "Die Arbeitslosigkeit in Deutschland lag 2018 bei 5,4 Prozent."
SPANISH = "El desempleo en Alemania fue del 5,4 por ciento en 2018."


def _threads(*texts: str | tuple[str, str], encoder: bool = False) -> tuple[Thread, ...]:
    documents = [claimed(f"d{at}", *((text, "en") if isinstance(text, str) else text)) for at, text in enumerate(texts)]
    return find_threads(documents, encoder=meaning_reader() if encoder else None)


def _documents(threads: Sequence[Thread]) -> list[list[str]]:
    return [[one.document for one in thread.appearances] for thread in threads]


def test_a_claim_in_three_languages_is_one_thread() -> None:
    """What has nothing to do with it is in none."""
    other = "The orchestra of Leipzig played in front of 2,000 listeners on Sunday."
    (thread,) = _threads(ENGLISH, (GERMAN, "de"), (SPANISH, "es"), other, encoder=True)
    assert sorted(one.document for one in thread.appearances) == ["d0", "d1", "d2"]
    assert "each was held against" in thread.because
    assert thread.first == thread.appearances[0].id


@pytest.mark.parametrize("count", [12, 30, 60])
def test_what_many_say_is_one_thread_however_many_they_are(count: int) -> None:
    """The number goes up from text to text, all else is said again: a history, and the cost is bounded all the same."""
    places = ("Lyon", "Porto", "Leeds")
    texts = [f"In {place}, {1000 + at} people lost their homes." for place in places for at in range(count)]
    found = _documents(_threads(*texts))
    assert sorted(len(one) for one in found) == [count, count, count]


def test_without_an_encoder_words_names_and_figures_do() -> None:
    """Where a list of concepts has the words of both languages."""
    (thread,) = _threads(ENGLISH, (GERMAN, "de"))
    assert sorted(one.document for one in thread.appearances) == ["d0", "d1"]


@pytest.mark.parametrize("encoder", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "Unemployment in Germany was at 5.6 percent in 2018.",
        "Unemployment in Germany was at 54 percent in 2018.",
        "In 2018 unemployment in Germany was at more than 5 percent.",
    ],
)
def test_another_value_of_the_same_figure_is_in_the_thread(text: str, encoder: bool) -> None:  # noqa: FBT001
    """A history is made of values that differ."""
    assert _documents(_threads(ENGLISH, text, encoder=encoder)) in ([["d0", "d1"]], [["d1", "d0"]])


@pytest.mark.parametrize("encoder", [False, True])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ENGLISH, "Unemployment in France was at 5.4 percent in 2018."),
        (ENGLISH, "Unemployment in Germany was at 5.4 percent in 2012."),
        (ENGLISH, "Unemployment in Germany was not at 5.4 percent in 2018."),
        (ENGLISH, "Inflation in Germany was at 5.4 percent in 2018."),
        (ENGLISH, ("El desempleo en Francia fue del 5,4 por ciento en 2018.", "es")),
        (ENGLISH, ("El desempleo en Alemania fue del 5,4 por ciento en 2012.", "es")),
        ("Exports of cars rose by 12 percent.", "Exports of cars fell by 12 percent."),
        ("Some 30 percent of women voted for the party.", "Some 30 percent of men voted for the party."),
        ("Delgor cut 6,650 roles in Munich.", "Intrax cut 6,650 roles in Munich."),
        (("Delgor strich in München 6.650 Stellen.", "de"), ("Intrax strich in München 6.650 Stellen.", "de")),
        ("The storm killed 14 people in Valdrin.", "The storm injured 14 people in Valdrin."),
    ],
)
def test_the_same_figure_of_something_else_is_no_thread(
    one: str | tuple[str, str],
    other: str | tuple[str, str],
    encoder: bool,  # noqa: FBT001
) -> None:
    """Another country, year, thing, name, a denial, opposite words."""
    assert _threads(one, other, encoder=encoder) == ()


def test_a_figure_and_a_name_are_no_thread_across_two_languages() -> None:
    """They are the same by chance where hardly any other word meets; with what is said of them they are one."""
    german = ("In Quarnholm stimmten 71 Prozent gegen das neue Stadion.", "de")
    assert _threads("The mayor of Quarnholm spent 71 percent of her budget on trams.", german) == ()
    assert len(_threads("In Quarnholm, 71 percent voted against the new stadium.", german)) == 1


def test_other_words_are_found_by_what_they_mean() -> None:
    """Without a word in common but the place."""
    one = "Fewer tourists are coming to Valdrin since the airport shut down."
    other = ("Seit der Flughafen geschlossen wurde, kommen weniger Touristen nach Valdrin.", "de")
    assert len(_threads(one, other, encoder=True)) == 1


def test_any_order_of_documents_gives_the_same() -> None:
    """Entries and their ids."""
    texts = [ENGLISH, GERMAN, SPANISH, *(f"The town of Vald{at} has {at}400 inhabitants." for at in range(9))]
    languages = ["en", "de", "es", *["en"] * 9]
    documents = [
        claimed(f"d{at}{again}", text, language, published="2026-01-02" if at % 2 else None)
        for again in "ab"
        for at, (text, language) in enumerate(zip(texts, languages, strict=True))
    ]
    known = find_threads(documents)
    assert len(known) >= 9
    for seed in range(4):
        random.Random(seed).shuffle(documents)  # noqa: S311
        assert find_threads(documents) == known


def test_an_appearance_tells_where_it_is_and_who_says_so() -> None:
    """The span is exact, figures and dates go with it, the earliest is the first."""
    early = claimed("early", ENGLISH, outlet="The Courier", published="2019-01-02", says="the Labour Office")
    late = claimed("late", f"More was said. {ENGLISH}", published="2019-03-02")
    (thread,) = find_threads([late, early])
    first, second = thread.appearances
    assert (first.document, first.outlet, first.speakers) == ("early", "The Courier", ("the Labour Office",))
    assert thread.first == first.id
    assert second.span.text == ENGLISH
    assert late.document.text[second.span.start : second.span.end] == ENGLISH
    assert [figure.text for figure in first.figures if figure.is_quantity] == ["5.4 percent"]


def test_what_one_document_repeats_is_no_thread() -> None:
    """A thread goes across documents."""
    assert find_threads([claimed("d", f"{ENGLISH} {ENGLISH}")]) == ()


def test_nothing_and_odd_things_are_taken() -> None:
    """No ledgers, no claims, halves of surrogate pairs, a claim without an end, figures and sources that are not there."""
    odd = "\ud800 \u202e 5.4 percent \x00 of" + " words" * 5_000
    documents: list[Analysis] = [claimed("a", odd), claimed("b", odd), claimed("c", "")]
    assert find_threads([]) == ()
    assert find_threads(documents[2:]) == ()
    assert _documents(find_threads(documents)) == [["a", "b"]]


def test_it_does_not_matter_which_claim_comes_first() -> None:
    """Same score and same words, or nothing, both ways."""
    texts = [ENGLISH, GERMAN, SPANISH, "Unemployment in Germany was at 5.6 percent.", "Inflation was at 5.4 percent."]
    rows = [
        row
        for at, text in enumerate(texts)
        for row in claim_rows(claimed(f"d{at}", text, "de" if text == GERMAN else "es" if text == SPANISH else "en"))
    ]
    for one in rows:
        for other in rows:
            assert same_claim(one, other) == same_claim(other, one)
