"""A document is cut into passages that can be read beside a claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evidence import passages_of
from sayso.evidence.passages import MOST_CHARS, MOST_CUE_WORDS, MOST_WORDS
from sayso.model import (
    Analysis,
    Attribution,
    Block,
    BlockKind,
    Document,
    Figure,
    Made,
    Page,
    Sentence,
    document_id,
    text_id,
)

_MADE = Made(stage="test", version="1")


def laid_out(
    *blocks: tuple[BlockKind, Sequence[str]], figures: Sequence[str] = (), title: str | None = None
) -> Analysis:
    """An analysis of blocks of sentences; each of `figures` is marked wherever it stands."""
    text, sentences, places = "", [], []
    for kind, parts in blocks:
        begin = len(text)
        for part in parts:
            text += " " if len(text) > begin else ""
            sentences.append(Sentence(start=len(text), end=len(text) + len(part)))
            text += part
        places.append(Block(start=begin, end=len(text), kind=kind))
        text += "\n\n"
    found = [
        Figure(id=f"f{number}", start=at, end=at + len(mark), text=mark, kind="count", low=1, high=1, made=_MADE)
        for number, mark in enumerate(figures, 1)
        if (at := text.find(mark)) >= 0
    ]
    doc = Document(
        id=document_id("u", None, text),
        text_id=text_id(text),
        uri="u",
        text=text,
        title=title,
        language="en",
        blocks=tuple(places),
    )
    return Analysis(document=doc, sentences=tuple(sentences), figures=tuple(found))


def texts(analysis: Analysis) -> list[str]:
    return [one.passage.text for one in passages_of(analysis)]


def test_a_sentence_is_a_passage_with_its_context() -> None:
    """The title, the heading above and the sentence before are context; a heading begins anew."""
    found = passages_of(
        laid_out(
            ("heading", ["At sea now"]),
            ("paragraph", ["Many boats were counted.", "Some of them sank soon."]),
            ("heading", ["On land later"]),
            ("paragraph", ["Nobody counted the cars there."]),
            title="A report",
        )
    )
    assert [one.number for one in found] == [0, 1, 2, 3, 4]
    assert found[1].context == ("A report", "At sea now")
    assert found[2].context == ("A report", "At sea now", "Many boats were counted.")
    assert found[4].context == ("A report", "On land later")
    assert {one.passage.language for one in found} == {"en"}


def test_a_short_sentence_is_joined_to_the_next_of_its_block() -> None:
    analysis = laid_out(
        ("paragraph", ["How many?", "About 54 percent, they say.", "Why?", "No one knows."]),
        ("item", ["Three small words"]),
    )
    assert texts(analysis) == ["How many? About 54 percent, they say.", "Why? No one knows.", "Three small words"]


def test_a_row_is_one_passage_without_its_neighbours() -> None:
    found = passages_of(laid_out(("row", ["Year: 2015.", "Boats: 30,000"]), ("row", ["Year: 2016. Boats: 20,000"])))
    assert [one.passage.text for one in found] == ["Year: 2015. Boats: 30,000", "Year: 2016. Boats: 20,000"]
    assert found[1].context == ()


def test_cues_are_joined_until_a_sentence_ends() -> None:
    analysis = laid_out(
        ("cue", ["We have counted"]), ("cue", ["30,000 boats."]), ("cue", ["“And more.”"]), ("cue", ["they said"])
    )
    assert texts(analysis) == ["We have counted\n\n30,000 boats.", "“And more.”", "they said"]


def test_cues_that_never_end_a_sentence_are_cut() -> None:
    cue: tuple[BlockKind, Sequence[str]] = ("cue", ["and then they went on"])
    found = texts(laid_out(*[cue] * 40))
    assert len(found) > 1
    assert all(len(text.split()) <= MOST_CUE_WORDS + 5 for text in found)


def test_a_long_sentence_is_cut_at_a_space_but_not_within_a_figure() -> None:
    words = [f"w{number}" for number in range(300)]
    words[MOST_WORDS - 1 : MOST_WORDS + 1] = ["thirty", "thousand"]
    found = passages_of(laid_out(("paragraph", [" ".join(words)]), figures=["thirty thousand"]))
    assert [len(one.passage.text.split()) for one in found] == [MOST_WORDS - 1, MOST_WORDS, 300 - 2 * MOST_WORDS + 1]
    assert found[1].passage.text.startswith("thirty thousand ")
    assert [one.figures for one in found] == [(), ("f1",), ()]


def test_what_holds_no_letter_or_digit_is_no_passage() -> None:
    assert texts(laid_out(("paragraph", ["* * *"]), ("paragraph", ["One more word here."]))) == ["One more word here."]
    assert texts(laid_out()) == []


def test_a_text_without_sentences_or_blocks_is_still_found() -> None:
    doc = Document(id="d", text_id="t", uri="u", text="  Loose words without any structure \n")
    assert texts(Analysis(document=doc)) == ["Loose words without any structure"]


def test_sentences_between_blocks_are_kept_in_their_place() -> None:
    analysis = laid_out(("paragraph", ["First of all sentences."]), ("paragraph", ["Last of all sentences."]))
    between = Analysis(
        document=Document(
            id="d",
            text_id="t",
            uri="u",
            text=analysis.document.text,
            blocks=(analysis.document.blocks[1],),
        ),
        sentences=analysis.sentences,
    )
    assert texts(between) == ["First of all sentences.", "Last of all sentences."]


def test_figures_and_attributions_are_named_where_they_stand() -> None:
    """A quotation over two sentences belongs to both."""
    analysis = laid_out(
        ("paragraph", ["The minister said: “We saw 40 boats.", "We lost 3 of them.”", "It was a hard day."]),
        figures=["40", "3"],
    )
    doc = analysis.document
    said = Attribution(
        id="a1",
        source=(doc.span(0, 12),),
        cue=(doc.span(13, 17),),
        content=(doc.span(19, 57),),
        speech="direct",
        source_kind="person",
        named=False,
        because="said",
        made=_MADE,
    )
    found = passages_of(
        Analysis(document=doc, sentences=analysis.sentences, figures=analysis.figures, attributions=(said,))
    )
    assert [(one.figures, one.attributions) for one in found] == [(("f1",), ("a1",)), (("f2",), ("a1",)), ((), ())]


def test_a_passage_has_the_page_on_which_it_begins() -> None:
    analysis = laid_out(
        ("paragraph", ["This is on page one.", "This is on page two."]), ("paragraph", ["This is on none."])
    )
    doc = analysis.document
    middle = doc.text.index("This is on page two")
    paged = Analysis(
        document=Document(
            id="d",
            text_id="t",
            uri="u",
            text=doc.text,
            blocks=doc.blocks,
            pages=(
                Page(number=1, start=0, end=middle),
                Page(number=2, start=middle, end=doc.text.index("This is on none")),
            ),
        ),
        sentences=analysis.sentences,
    )
    assert [one.passage.page for one in passages_of(paged)] == [1, 2, None]
    assert all(one.passage.page == paged.document.page_at(one.passage.start) for one in passages_of(paged))


KINDS = st.sampled_from(["title", "heading", "paragraph", "item", "row", "caption", "cue", "quote"])
SENTENCES = st.lists(st.text("ab 1.?!“”", min_size=1, max_size=30).map(str.strip).filter(bool), min_size=1, max_size=6)


@given(st.lists(st.tuples(KINDS, SENTENCES), max_size=8))
def test_passages_are_exact_in_order_and_leave_nothing_out(blocks: list[tuple[BlockKind, list[str]]]) -> None:
    """Every passage is the text at its place; none overlap; every letter and digit is in one."""
    analysis = laid_out(*blocks)
    text = analysis.document.text
    found = [one.passage for one in passages_of(analysis)]
    assert all(text[one.start : one.end] == one.text and one.text == one.text.strip() for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {at for one in found for at in range(one.start, one.end)}
    assert all(at in covered for at, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize("words", [MOST_WORDS, MOST_WORDS + 1, 10_000])
def test_no_passage_is_longer_than_the_most(words: int) -> None:
    found = texts(laid_out(("paragraph", [" ".join(["ab"] * words)])))
    assert sum(len(text.split()) for text in found) == words
    assert max(len(text.split()) for text in found) <= MOST_WORDS


@pytest.mark.parametrize("word", ["Theagencysaidthat25,000peopleleft.", "x" * 30_000, ("y" * 3_000 + " ") * 9])
def test_text_without_spaces_has_no_passage_without_end(word: str) -> None:
    """Sentences of one word are joined until they are long enough, a word that nobody writes is cut, and nothing is left out."""
    parts = [word.strip()] * (300 if len(word) < 100 else 1)
    found = [one.passage for one in passages_of(laid_out(("paragraph", parts)))]
    assert max(len(one.text) for one in found) <= MOST_CHARS
    assert len(found) > 5
    assert "".join("".join(one.text for one in found).split()) == "".join("".join(parts).split())
