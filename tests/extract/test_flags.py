"""Marks on wording: what the lists may hold, and where a mark is set."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import itemgetter

import pytest

from sayso.extract.flags import Parts, find_flags, loadedness
from sayso.extract.flags.lists import ADDS
from sayso.language.declined import alternatives
from sayso.language.lexicon import SERVED, lexicon
from sayso.language.loaded import forms, parted
from sayso.model import Sentence

from .markdown_cases import document

#: Stems of peoples, parties and creeds: none may stand in a list of marks, whatever the language.
NAMED = (
    "islam", "muslim", "christ", "jew", "juden", "jüd", "cathol", "kathol", "catól", "hindu", "buddh", "german", "deutsch", "alem",
    "russ", "ruso", "franz", "franc", "french", "spani", "españ", "amerik", "améric", "americ", "brit", "chin", "türk", "turk",
    "arab", "israel", "palest", "afrik", "afric", "republican", "democrat", "labour", "tory", "socialis", "kommun", "commun",
    "liberal", "conservat", "konserv", "migrant", "refugee", "flüchtling", "refugiad", "réfugié",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The baker called it a “feast”.", "en"),
        ("Der Sender „Radio Nord“ schweigt.", "de"),
        ("Die Fans skandierten „Krause raus“.", "de"),
        ("La grada coreó «¡Lozano, vete!».", "es"),
        ("Un usuario llamado Luis mira el pozo.", "es"),
        ("Elle a accusé le maire de « brader les rivières ».", "fr"),
    ],
)
def test_spoken_or_named_is_not_distanced(text: str, language: str) -> None:
    """Words that somebody nearby is quoted with, and names, keep nobody away."""
    doc, sentences = document(text, language)
    assert not [flag for flag in find_flags(doc, sentences) if flag.category == "distancing_quote"]


@pytest.mark.parametrize("language", SERVED)
def test_lists_name_nobody(language: str) -> None:
    """No list of marks holds the name of a people, a party or a creed."""
    words = chain.from_iterable(lexicon("sayso.marks")[language].values())
    assert [word for word in words if any(part.startswith(NAMED) for part in word.split())] == []


@pytest.mark.parametrize("language", SERVED)
def test_loaded_lists_name_nobody(language: str) -> None:
    """Nor does any list of loaded words, in any of the words' forms."""
    tables = lexicon("sayso.loaded")[language]
    every = chain(
        parted(tables["spared"]), *(map(itemgetter(0), forms(tables[name], language)) for name in (*ADDS, "leaning"))
    )
    assert [word for word in every if any(part.lower().startswith(NAMED) for part in word.split())] == []


@pytest.mark.parametrize("language", SERVED)
def test_what_is_spared_would_be_marked(language: str) -> None:
    """Each phrase that spares a loaded word holds one."""
    tables = lexicon("sayso.loaded")[language]
    loaded = {form.lower() for name in ADDS for form, _ in forms(tables[name], language)}
    for phrase in parted(tables["spared"]):
        words = [one.split() for one in alternatives(phrase)]
        runs = {
            " ".join(row[start:end])
            for row in words
            for start in range(len(row))
            for end in range(start + 1, len(row) + 1)
        }
        assert runs & loaded or "’" in phrase, phrase


@pytest.mark.parametrize("language", SERVED)
def test_no_loaded_word_stands_in_two_classes(language: str) -> None:
    """A loaded word adds one thing, and what only leans is no loaded word."""
    tables = lexicon("sayso.loaded")[language]
    entries = chain.from_iterable(
        {entry for part, row in tables[name].items() if part != "tails" for entry in parted(row)}
        for name in (*ADDS, "leaning")
    )
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []


@pytest.mark.parametrize("language", SERVED)
def test_languages_have_the_same_lists(language: str) -> None:
    """Each language has every list that English has, so that no mark is missing for want of a table."""
    for name in ("sayso.marks", "sayso.loaded"):
        assert set(lexicon(name)[language]) == set(lexicon(name)["en"])


@pytest.mark.parametrize(
    ("text", "language", "category", "marked"),
    [
        ("The well may be dry.", "en", "hedge", "may"),
        ("It is believed that the well is dry.", "en", "weasel", "It is believed"),
        ("Experts have long been warning of frost.", "en", "weasel", "Experts have long been warning"),
        ("Everyone knows the path.", "en", "generalisation", "Everyone knows"),
        ("It was an outrageous walk.", "en", "loaded", "outrageous"),
        ("They were slamming the plan.", "en", "loaded", "slamming"),
        ("Two stooges and their cronies met.", "en", "loaded", "cronies"),
        ("They trust the news outlets that they own.", "en", "loaded", "news outlets that they own"),
        ("A flood of newcomers is said to come.", "en", "loaded", "flood of"),
        ("They speak of collateral damage.", "en", "loaded", "collateral damage"),
        ("The funds are unlimited.", "en", "generalisation", "unlimited"),
        ("Das ist eine schändliche Hetzjagd.", "de", "loaded", "Hetzjagd"),
        ("Die schändlichen Pläne liegen vor.", "de", "loaded", "schändlichen"),
        ("Die Klimahysterie wächst.", "de", "loaded", "Klimahysterie"),
        ("Man verteufelte den Plan.", "de", "loaded", "verteufelte"),
        ("Unas medidas vergonzosas llegan.", "es", "loaded", "vergonzosas"),
        ("Han demonizado el plan.", "es", "loaded", "demonizado"),
        ("Los medios que controlan callan.", "es", "loaded", "medios que controlan"),
        ("Des mesures honteuses arrivent.", "fr", "loaded", "honteuses"),
        ("Ils diabolisent le plan.", "fr", "loaded", "diabolisent"),
        ("Les médias qu’ils contrôlent se taisent.", "fr", "loaded", "médias qu’ils contrôlent"),
        ("It is the oldest oak.", "en", "superlative", "the oldest"),
        ("He took a sort of “rest” there.", "en", "distancing_quote", "“rest”"),
        ("The “experts” of the brewery drank.", "en", "distancing_quote", "“experts”"),
        ("Das „Wunder“ kostete drei Kronen.", "de", "distancing_quote", "„Wunder“"),
        ("Los «expertos» bebieron del pozo.", "es", "distancing_quote", "«expertos»"),
        ("Les « experts » ont bu au puits.", "fr", "distancing_quote", "« experts »"),
        ("Vielleicht ist der Brunnen leer.", "de", "hedge", "Vielleicht"),
        ("Kritiker warnen vor Frost.", "de", "weasel", "Kritiker warnen"),
        ("Quizás el pozo está seco.", "es", "hedge", "Quizás"),
        ("Se dice que el pozo está seco.", "es", "weasel", "Se dice"),
        ("Le puits est peut-être vide.", "fr", "hedge", "peut-être"),
        ("Selon certains, le puits est vide.", "fr", "weasel", "Selon certains"),
    ],
)
def test_marked(text: str, language: str, category: str, marked: str) -> None:
    """A word of a list is marked with its category and a reason that names it."""
    doc, sentences = document(text, language)
    flags = find_flags(doc, sentences)
    assert (category, marked) in [(flag.category, flag.text) for flag in flags]
    assert all(flag.because for flag in flags)


@pytest.mark.parametrize(
    "text",
    [
        "The pond froze in May.",
        "The pond froze on 14 May 2024.",
        "Theresa May opened the pond.",
        "After all, the pond froze.",
        "She wrote the words “keep out” on the gate.",
        "They read the magazine “Pond Life” aloud.",
        "He tested the latest forest map.",
        "Oxford researchers say the pond froze.",
    ],
)
def test_not_marked(text: str) -> None:
    """What only looks like a listed word, or is quoted or named, has no mark."""
    doc, sentences = document(text, "en")
    assert find_flags(doc, sentences) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The tax regime has toxic waste in it.", "en"),
        ("They read of Savage Garden and Wonder Woman.", "en"),
        ("Der Passagier fuhr bei Sturmflut, voll Neugier.", "de"),
        ("Der Packer packte aus.", "de"),
        ("El régimen fiscal y la serie dramática.", "es"),
        ("Le régime de retraite et un film d’horreur.", "fr"),
    ],
)
def test_not_loaded(text: str, language: str) -> None:
    """A word that is loaded in another sense only, or is part of a name, has no mark."""
    doc, sentences = document(text, language)
    assert [flag.text for flag in find_flags(doc, sentences) if flag.category == "loaded"] == []


def test_a_mark_within_another_of_its_category_is_left_out() -> None:
    """The longest phrase is marked as a whole."""
    doc, sentences = document("He owns the media sources that they control.", "en")
    assert [flag.text for flag in find_flags(doc, sentences)] == ["media sources that they control"]


def test_loadedness_adds_up_its_parts() -> None:
    """More marks, a higher score; the parts tell what it rests on; a plain sentence has none."""
    scores = []
    for text in (
        "The pond froze.",
        "The shameful pond froze.",
        "All know that the shameful, absurd pond is dangerous!",
    ):
        doc, sentences = document(text, "en")
        scores.append(loadedness(text, find_flags(doc, sentences)))
    assert [each.is_loaded for each in scores] == [False, True, True]
    assert scores[0].score == 0 < scores[1].score < scores[2].score < 1
    assert scores[2].parts == Parts(
        loaded=2, generalisation=1, superlative=0, weasel=0, distancing_quote=0, leaning=1, address=1
    )


def test_titles_have_no_marks() -> None:
    """Titles are left alone: a mark says something of what a text asserts."""
    doc, sentences = document("# The worst pond ever\nThe pond froze.", "en")
    assert find_flags(doc, sentences) == ()
    assert sentences[0] == Sentence(start=2, end=21)
