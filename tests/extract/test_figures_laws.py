"""Laws of figures: exact places, no exception, ids, rows and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.figures import STAGE, find_figures
from sayso.model import Block, BlockKind, Document, Figure, Sentence, text_id

LANGUAGES = ("en", "de", "es", "fr", "it", "pt")

#: Words that make figures, so that random texts are full of near misses.
WORDS = st.sampled_from(
    [
        "at",
        "least",
        "between",
        "and",
        "from",
        "to",
        "5",
        "30,000",
        "1.5",
        "2015",
        "one",
        "a",
        "half",
        "million",
        "%",
        "euros",
        "$",
        "of",
        "those",
        "another",
        "third",
        "(",
        ")",
        "-",
        "–",
        "’",
        "in",
        "twenty",
        "May",
        "3.",
        "Prozent",
        "zwei",
        "und",
        "dreißig",
        "cien",
        "mil",
        "y",
        "medio",
        "e",
        "em",
        "cada",
        "mais",
        "un",
        "sur",
        "dix",
        "quatre",
        "vingt",
        "ventuno",
        "cent",
        "mila",
        "fino",
        "½",
        "\xad",
        ".",
        ":",
        ";",
        ",",
        "#",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=20).map("".join))


def _document(text: str, language: str = "en", kind: BlockKind = "paragraph") -> Document:
    block = Block(start=0, end=len(text), kind=kind)
    return Document(id="d:x", text_id=text_id(text), uri="x", text=text, language=language, blocks=(block,))


def _find(text: str, language: str = "en", kind: BlockKind = "paragraph") -> tuple[Figure, ...]:
    return find_figures(_document(text, language, kind), [Sentence(start=0, end=len(text))])


@pytest.mark.parametrize("language", [*LANGUAGES, "nl", "und"])
@given(text=TEXTS)
def test_any_text_is_read_and_places_are_exact(language: str, text: str) -> None:
    """No text raises; figures are in order, apart, and are the text at their offsets, as are all their spans."""
    end = 0
    for number, figure in enumerate(_find(text, language), start=1):
        assert figure.id == f"f{number}"
        assert figure.made == STAGE
        assert figure.because
        assert end <= figure.start < figure.end
        end = figure.end
        for span in (figure, figure.counted, figure.base, figure.period, figure.place):
            assert span is None or text[span.start : span.end] == span.text
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        if figure.is_quantity:
            assert figure.low is not None or figure.high is not None


def test_what_is_invisible_does_no_harm() -> None:
    """Soft hyphens, thin spaces and odd hyphens are read through; the text shown is the document's own."""
    (figure,) = _find("Some 30\u202f000 re\u00adfugees came.")
    assert (figure.text, figure.low) == ("Some 30\u202f000", 30_000)
    assert figure.counted is not None
    assert figure.counted.text == "re\u00adfugees"
    (figure,) = _find("It cost 13\u201118 mil\u00adlion euros.")
    assert (figure.text, figure.low, figure.high) == ("13\u201118 mil\u00adlion euros", 13_000_000, 18_000_000)


def test_a_row_of_a_table_counts_its_heading() -> None:
    """In a row the heading before the colon is what is counted."""
    country, arrivals, share = (
        "Country: Norway; Year: 2015; Arrivals: 890,000; Share: 12%",
        "Arrivals",
        "Share",
    )
    found = [figure for figure in _find(country, kind="row") if figure.is_quantity]
    assert [figure.low for figure in found] == [890_000, 12]
    assert [figure.counted.text for figure in found if figure.counted] == [arrivals, share]


def test_the_unit_of_a_row_is_laid_on_bare_numbers_alone() -> None:
    """A heading's unit holds for cells that are a number and nothing else; what the cell says itself stays."""
    text = "Port: Ghent; Waste (tonnes): 12,000; Later (tonnes): 3 ships; Fee (tonnes): €40"
    waste, ships, fee = _find(text, kind="row")
    assert (waste.text, waste.low, waste.unit) == ("12,000", 12_000, "tonne")
    assert (ships.kind, ships.unit) == ("count", None)
    assert (fee.kind, fee.currency, fee.unit) == ("money", "EUR", None)


def test_percent_of_a_caption_is_not_laid_on_more_than_a_hundred() -> None:
    """A table in percent often tells how many were asked, too; only the caption right before the rows holds."""
    text = "Who pays (in per cent)\nAsked: 1290; Yes: 46\nNo more.\nYes: 46"
    ends = [0, 23, 44, 53, len(text) + 1]
    kinds: list[BlockKind] = ["caption", "row", "paragraph", "row"]
    places = list(zip(ends, ends[1:], kinds, strict=False))
    doc = Document(
        id="d:x",
        text_id=text_id(text),
        uri="x",
        text=text,
        language="en",
        blocks=tuple(Block(start=start, end=end - 1, kind=kind) for start, end, kind in places),
    )
    found = find_figures(doc, [Sentence(start=start, end=end - 1) for start, end, _ in places])
    assert [(one.kind, one.low) for one in found] == [("count", 1290), ("percent", 46), ("count", 46)]


@given(text=TEXTS)
def test_any_row_is_read_and_places_are_exact(text: str) -> None:
    """No row raises; its figures and their spans are the text at their offsets."""
    whole = f"Year: 2019; A (%): {text}; {text}: 5; 2021: 7"
    for figure in _find(whole, kind="row"):
        for span in (figure, figure.counted, figure.period, figure.place):
            assert span is None or whole[span.start : span.end] == span.text


def test_another_third_rests_on_the_third_before_it() -> None:
    """The base of "another third" is that of the earlier share, with the earlier figure's id; "those" rest on it."""
    text = "One third of all growers have left, another third will. Only 12% of those were paid."
    sentences = [Sentence(start=0, end=55), Sentence(start=56, end=len(text))]
    first, second, third = find_figures(_document(text), sentences)
    assert first.base is not None
    assert (first.base.text, first.base.figure) == ("all growers", None)
    assert second.base is not None
    assert (second.base.text, second.base.figure) == ("all growers", first.id)
    assert third.base is not None
    assert (third.base.text, third.base.figure) == ("those", second.id)


def test_period_and_place_are_taken_where_plain() -> None:
    """A year of the same sentence is the period, a country after "in" the place."""
    (figure,) = (one for one in _find("In 2015, some 4,000 nurses worked in Norway.") if one.is_quantity)
    assert figure.period is not None
    assert figure.period.text == "2015"
    assert figure.place is not None
    assert figure.place.text == "Norway"


def test_a_language_without_word_lists_is_read_by_signs_and_digits() -> None:
    """Dutch has no word list yet: digits, percent, currencies and its separators are read, words are not."""
    found = _find("Meer dan 30.000 mensen, 12% en € 1,5 in 2015, tien keer", "nl")
    assert [(one.text, one.kind, one.low) for one in found] == [
        ("30.000", "count", 30_000),
        ("12%", "percent", 12),
        ("€ 1,5", "money", 1.5),
        ("2015", "date", 2015),
    ]


def test_a_price_takes_no_other_figure_for_a_thing() -> None:
    """As the fuzzer found: "a million" is no thing that six dollars are the price of."""
    assert [one.text for one in _find("It is $6 A million, or $64A million.")][:2] == ["$6", "A million"]
    assert [one.text for one in _find("It costs 12.5p a sh2eet, or 5p a category 4 storm.")][::2] == ["12.5p", "5p"]


def test_values_are_exact() -> None:
    """Whole values are ints also after scales and decimals; shares are floats."""
    million, share, cents = _find("It took 1.1 million of them, one in three, and 0.1 euros.")
    assert million.low == 1_100_000
    assert isinstance(million.low, int)
    assert share.low == pytest.approx(1 / 3)
    assert cents.low == 0.1


def test_the_same_text_gives_the_same_figures() -> None:
    """Reading twice gives equal entries."""
    text = "At least 30,000 of 40 million, 12% of those, from 3 to 5 euros in May 2015."
    assert _find(text) == _find(text)
