"""Multiples across languages, with vectors: what doubled is not what tripled, and of another thing nothing is said."""

from __future__ import annotations

import msgspec
import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text

_CLAIM = "Complaints have doubled in two years."


def _read(text: str, uri: str, language: str) -> Reading:
    reading = read_text(text, uri=uri)
    return Reading(msgspec.structs.replace(reading.document, language=language), reading.sentences, reading.problems)


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("Les plaintes ont triplé en deux ans.", "differs"),
        ("Les plaintes ont doublé en deux ans.", "matches"),
        ("Les loyers ont triplé en deux ans.", "not_found"),
        ("Les abonnements ont doublé en deux ans.", "not_found"),
    ],
)
def test_multiples_of_one_thing_are_compared_and_those_of_two_are_not(source: str, finding: str) -> None:
    """The two years agree in each, and decide nothing."""
    with new_index() as index:
        index.add(analyse(_read(source, "source.txt", "fr")), source_hash="0", version="1")
        index.commit()
        index.make_vectors()
        ledger = check(_read(_CLAIM, "article.txt", "en"), index)
    assert [trace.finding for trace in ledger.traces] == [finding]
