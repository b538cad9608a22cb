"""Marks on wording: what the lists may hold, and where a mark is set."""

from __future__ import annotations

from itertools import chain

import pytest

from sayso.extract.flags import find_flags
from sayso.language.lexicon import SERVED, lexicon
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
def test_languages_have_the_same_lists(language: str) -> None:
    """Each language has every list that English has, so that no mark is missing for want of a table."""
    assert set(lexicon("sayso.marks")[language]) == set(lexicon("sayso.marks")["en"])


@pytest.mark.parametrize(
    ("text", "language", "category", "marked"),
    [
        ("The well may be dry.", "en", "hedge", "may"),
        ("It is believed that the well is dry.", "en", "weasel", "It is believed"),
        ("Experts have long been warning of frost.", "en", "weasel", "Experts have long been warning"),
        ("Everyone knows the path.", "en", "generalisation", "Everyone knows"),
        ("It was an outrageous walk.", "en", "loaded", "outrageous"),
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


def test_titles_have_no_marks() -> None:
    """Titles are left alone: a mark says something of what a text asserts."""
    doc, sentences = document("# The worst pond ever\nThe pond froze.", "en")
    assert find_flags(doc, sentences) == ()
    assert sentences[0] == Sentence(start=2, end=21)
