"""Plain text: the text stays, and blocks, title, byline, outlet and date are laid over it."""

from __future__ import annotations

import pytest

from sayso.reading import Reading, read_text


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """The kinds of the blocks with what stands in them."""
    doc = reading.document
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


LONG = (
    "The harbour handled 54 percent of the goods, the ministry said on Monday, and the rest went by rail to the north. "
)


def test_one_paragraph_a_line_with_title_and_closing_note() -> None:
    """A title that asks, long lines, and a note that names author and outlet."""
    text = (
        f"Who Pays for the Harbour?\n\n{LONG * 2}\n{LONG}\n\n"
        "Nora Lind is an independent\u00a0researcher and analyst, exclusively for the online magazine “Quay Review”\n"
    )
    reading = read_text(text, uri="a.txt")
    assert [kind for kind, _ in kinds(reading)] == ["title", "paragraph", "paragraph", "caption"]
    assert reading.document.title == "Who Pays for the Harbour?"
    assert (reading.document.byline, reading.document.outlet) == ("Nora Lind", "Quay Review")
    assert reading.document.text == text
    assert reading.document.language == "en"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken at one width are joined by a block that spans their line breaks."""
    text = (
        "The harbour handled 54 percent of the goods last year, the ministry\n"
        "said on Monday. It had been planned for half of that, and the rest\n"
        "was to go by rail.\n"
        "A second paragraph begins here although no blank line parts the two,\n"
        "since the line before was short.\n\n"
        "Third one.\n"
    )
    found = kinds(read_text(text))
    assert len(found) == 3
    assert found[0][1].endswith("by rail.")
    assert found[1][1].startswith("A second")


def test_sentence_across_a_line_break_is_one() -> None:
    """A hard-wrapped sentence is not cut at the line's end."""
    reading = read_text("The harbour handled 54 percent of the goods last year, the minister\nsaid. It was much.\n")
    shown = [reading.document.text[s.start : s.end] for s in reading.sentences]
    assert shown[1:] == ["It was much."]
    assert "minister\nsaid." in shown[0]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "2) ", "(3) ", "a) "])
def test_list_items(mark: str) -> None:
    """Each bullet or number begins an item, which is read without it."""
    found = kinds(
        read_text(f"They want three things from the town:\n\n{mark}a new road\n{mark}a school\n  with a roof\n")
    )
    assert found[1:] == [("item", "a new road"), ("item", "a school\n  with a roof")]


def test_headings_between_paragraphs() -> None:
    """A short line by itself without a full stop is a heading; the last line of a text is none."""
    found = kinds(read_text(f"Title here\n\n{LONG}\n\nThe costs\n\n{LONG}\n\nMore follows\n"))
    assert [kind for kind, _ in found] == ["title", "paragraph", "heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Q. Public", "Jane Doe and John Q. Public"),
        ("Von Anna-Lena Weber und Karl von Ems", "Anna-Lena Weber und Karl von Ems"),
        ("Por María de la Cruz y José Gil", "María de la Cruz y José Gil"),
        ("Par Zoé D'Arc", "Zoé D'Arc"),
        ("By the end of the year", None),
        ("By Monday", None),
        ("by Jane Doe", None),
        ("By Jane Doe saw it coming.", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    """Only what is plainly a list of names after the word is a byline."""
    assert read_text(f"A title\n\n{line}\n\n{LONG}\n").document.byline == byline


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2016-12-05", "2016-12-05"),
        ("2016-12-05T10:00:00Z", "2016-12-05"),
        ("December 5, 2016", "2016-12-05"),
        ("Monday, 5 December 2016", "2016-12-05"),
        ("Published: 5th Dec 2016", "2016-12-05"),
        ("Veröffentlicht am 5. Dezember 2016", "2016-12-05"),
        ("5 de diciembre de 2016", "2016-12-05"),
        ("Publié le 1er août 2016", "2016-08-01"),
        ("By Jane Doe | 5 December 2016", "2016-12-05"),
        ("31 February 2016", None),
        ("05/12/2016", None),
        ("It happened on 5 December 2016", None),
    ],
)
def test_dates(line: str, day: str | None) -> None:
    """A date that stands alone is the day of publication; one that can be read in two ways is not taken."""
    assert read_text(f"A title\n\n{line}\n\n{LONG}\n").document.published == day


def test_note_in_spanish_and_german() -> None:
    """Closing notes are read in the languages served."""
    spanish = read_text(f"Título\n\n{LONG}\n\nAna Ruiz es periodista y escribe para la revista «Muelle»\n").document
    german = read_text(f"Titel\n\n{LONG}\n\nKarl Vogt ist freier Journalist, für das Online-Magazin „Kai“\n").document
    assert (spanish.byline, spanish.outlet) == ("Ana Ruiz", "Muelle")
    assert (german.byline, german.outlet) == ("Karl Vogt", "Kai")


def test_addresses_are_links() -> None:
    """An address in the text is a link without the full stop after it."""
    doc = read_text("See https://example.org/a_(b). Or (http://example.org/c), they said.").document
    assert [link.href for link in doc.links] == ["https://example.org/a_(b)", "http://example.org/c"]
    assert [doc.text[link.start : link.end] for link in doc.links] == [link.href for link in doc.links]


def test_odd_characters_stay() -> None:
    """No-break spaces, soft hyphens and zero-width marks are kept; only line ends are made one kind."""
    text = "54\u00a0percent of the har\u00adbour\u200b\r\nis closed.\rSo."
    assert read_text(text).document.text == "54\u00a0percent of the har\u00adbour\u200b\nis closed.\nSo."


def test_lone_surrogates_do_not_survive() -> None:
    """What is no character is replaced, so that the text can be written."""
    assert read_text("a \ud800 b").document.text == "a \ufffd b"


@pytest.mark.parametrize("name", ["Volksblatt am Sonntag", "Zeitung für Halden", "The Post on Sunday"])
def test_an_outlet_may_have_small_words(name: str) -> None:
    read = read_text(f"{name}, 14. September 2025\n\nIn der Rheinebene wurden 212 Betriebe kontrolliert.").document
    assert (read.outlet, read.published) == (name, "2025-09-14")


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("Diário do Tejo, 14 de março de 2026", "Diário do Tejo", "2026-03-14"),
        ("Corriere della Marca, martedì 3 maggio 2024", "Corriere della Marca", "2024-05-03"),
        ("Haldener Rundschau | 4. Mai 2023", "Haldener Rundschau", "2023-05-04"),
        ("Haldener Rundschau, 4.5.2023", "Haldener Rundschau", "2023-05-04"),
        ("segunda-feira, 1º de junho de 2026", None, "2026-06-01"),
        ("Pubblicato il 7 luglio 2025", None, "2025-07-07"),
        ("Lisboa, 14 de março de 2026", None, "2026-03-14"),
        ("Kelmouth Gazette, 05/12/2016", None, None),
        ("31.2.2024", None, None),
    ],
)
def test_outlets_and_dates_in_six_languages(line: str, outlet: str | None, day: str | None) -> None:
    read = read_text(
        f"Menos telemóveis nas escolas\n\n{line}\n\n381 escolas tinham aderido ao programa até ao início de março."
    ).document
    assert (read.outlet, read.published) == (outlet, day)


def test_bylines_in_italian_and_portuguese() -> None:
    read = read_text("La città compra altri tram\n\nDi Maria Rossi\n\nLa città compra dodici tram.").document
    assert (read.title, read.byline) == ("La città compra altri tram", "Maria Rossi")


@pytest.mark.parametrize("name", ["Frankfurt am Main", "Rede zum Haushalt", "Report on Fires in Leeds"])
def test_places_and_titles_are_no_outlets(name: str) -> None:
    assert (
        read_text(f"{name}, 14. September 2025\n\nIn der Rheinebene wurden 212 Betriebe kontrolliert.").document.outlet
        is None
    )


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("European Border Agency, Warsaw, May 5, 2016", "European Border Agency"),
        ("The Breakwater Review, New York, 18 June 2024", "The Breakwater Review"),
        ("Maria Rossi, Roma, 5 maggio 2025", None),
        ("He came late, Peter, 5 May 2016", None),
    ],
)
def test_a_town_between_outlet_and_day(line: str, outlet: str | None) -> None:
    """A name of more words than a person's, a town and a day name the outlet; the day is read whatever stands before it."""
    found = read_text(f"A title\n\n{line}\n\n{LONG}\n").document
    assert (found.outlet, found.published is not None) == (outlet, True)
