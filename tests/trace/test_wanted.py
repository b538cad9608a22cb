"""What is still to be obtained: named sources that are not among the documents, and documents without a name."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sayso.evidence.named import Names
from sayso.model import SourceDocument
from sayso.pipeline import analyse
from sayso.reading import Reading, read_text
from sayso.trace import find_wanted, is_source_of

ARTICLE = (
    "According to recent studies, the dunes move 12 metres a year. As the German Hafenkurier notes, a hut is gone. "
    "A report by the Western Dunes Observatory confirms that it was empty. The customs service says that it is gone. "
    "It says that boats are late. Experts say that nobody knows. Ida Holm said that she knows. "
    "According to recent studies, it will move again, El Pregón del Monte reports. A newspaper says that it will not."
)


def _wanted(*sources: SourceDocument) -> list[tuple[str, str | None]]:
    reading = read_text(ARTICLE, uri="article.txt")
    document = msgspec.structs.replace(reading.document, language="en")
    reading = Reading(document, reading.sentences, reading.problems)
    return [(each.name, each.language) for each in find_wanted(analyse(reading), sources)]


def _source(**names: str) -> SourceDocument:
    uri = names.pop("uri", "a.txt")
    return SourceDocument(
        id="d:a", text_id="t", uri=uri, language="de", title=names.get("title"), outlet=names.get("outlet")
    )


def test_named_first_then_documents_without_a_name_once() -> None:
    """No persons, groups, pronouns or offices that no one could ask for; "recent studies" once, in the article's words."""
    assert _wanted() == [
        ("Hafenkurier", "de"),
        ("Western Dunes Observatory report", None),
        ("El Pregón del Monte", None),
        ("recent studies", None),
    ]


@pytest.mark.parametrize(
    "source",
    [_source(outlet="Hafenkurier"), _source(title="Hafenkurier: Die Hütte"), _source(uri="hafenkurier_2024.html")],
)
def test_a_source_by_outlet_title_or_file_name(source: SourceDocument) -> None:
    """What is among the source documents is not wanted."""
    assert ("Hafenkurier", "de") not in _wanted(source)


@pytest.mark.parametrize(
    ("name", "source", "known"),
    [
        ("operator Nordfähre", _source(title="Nordfähre: Neuer Fahrplan"), True),
        ("the ferry operator Nordfähre", _source(title="Nordfähre: Neuer Fahrplan"), True),
        ("operator Nordfähre", _source(outlet="Nordfähre"), True),
        ("operator Nordfähre", _source(title="Nordfähre will mehr: Neuer Fahrplan"), False),
        ("operator Nordfähre", _source(title="Mehr Geld für Nordfähre"), False),
        ("operator Nordfähre", _source(title="Nordfähre: Neuer Fahrplan", outlet="Le Monde"), False),
        ("university of Leeds", _source(title="Leeds: Fire in a school"), False),
        ("council of Leeds", _source(outlet="Leeds"), False),
    ],
)
def test_a_name_behind_what_it_is(name: str, source: SourceDocument, *, known: bool) -> None:
    """An operator Nordfähre is whoever is called Nordfähre before a title's colon; a place that something is of is not its name."""
    assert is_source_of(name, source) is known
    assert bool(Names([source]).of(name)) is known


def test_initials() -> None:
    """A name of three words is known by its initials; one of two is not."""
    assert is_source_of("Western Dunes Observatory report", _source(uri="wdo_report_2024.pdf"))
    assert not is_source_of("Dunes Observatory report", _source(uri="do_report_2024.pdf"))


def test_a_body_on_which_nothing_rests_is_not_wanted() -> None:
    """What a body plans or promises needs no document of its own; a report that only blames somebody is wanted, with the claim that tells of it."""
    text = "Berlin plans to send observers. The Harbour Trust report blames the mayor. The Tide Board said that 40 boats sank."
    analysis = analyse(read_text(text, uri="article.txt"))
    wanted = {
        each.name: [one.text for one in analysis.claims if one.id in each.claims] for each in find_wanted(analysis, ())
    }
    assert wanted == {
        "Harbour Trust report": ["The Harbour Trust report blames the mayor."],
        "Tide Board": ["40 boats sank"],
    }


def test_reasons_name_the_source() -> None:
    """Each reason holds the name that is shown."""
    reading = read_text(ARTICLE, uri=str(Path("article.txt")))
    assert all(each.name in each.because for each in find_wanted(analyse(reading), ()))


def test_a_word_of_a_title_is_no_outlet() -> None:
    """One telling word must stand in the outlet or the file's name; initials too."""
    bakers = SourceDocument(id="d:1", text_id="b2:1", uri="bakers.txt", title="Hard times ahead: who pays?")
    assert not is_source_of("The Times", bakers)
    assert not is_source_of("World Health Organization", bakers)
    times = SourceDocument(id="d:2", text_id="b2:2", uri="x.txt", outlet="The Times")
    assert is_source_of("The Times", times)
    assert is_source_of("World Health Organization", SourceDocument(id="d:3", text_id="b2:3", uri="who_2024.pdf"))
