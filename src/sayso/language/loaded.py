"""The entries of the lists of loaded words (`data/sayso.loaded.toml`), in all their forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from .declined import adjective_forms, alternatives, noun_forms, verb_forms
from .lexicon import lexicon


def parted(entries: str) -> list[str]:
    """The entries of a list that commas part."""
    return [entry for part in entries.split(",") if (entry := " ".join(part.split()))]


def forms(table: Mapping[str, str], language: str) -> Iterator[tuple[str, bool]]:
    """Every form of a class of words, and whether it is a noun's."""
    for part, inflect in (("adjectives", adjective_forms), ("nouns", noun_forms), ("verbs", verb_forms)):
        for entry in parted(table.get(part, "")):
            yield from ((form, part == "nouns") for form in inflect(entry, language))
    yield from ((word, False) for word in parted(table.get("words", "")))
    for phrase in parted(table.get("phrases", "")):
        yield from ((form, False) for form in alternatives(phrase))


@cache
def stirring(language: str) -> frozenset[str]:
    """Words that stir without judging by themselves: a fact may be told with them ("a devastating flood")."""
    return frozenset(form.lower() for form, _ in forms(lexicon("sayso.loaded")[language]["alarm"], language))
