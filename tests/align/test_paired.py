"""A claim beside a passage: how each of its figures relates to each of the passage's."""

from __future__ import annotations

import pytest

from sayso.align.paired import Side, paired
from sayso.bench.written import figures_of
from sayso.language.pairs import RELATIONS

CASES = [
    ("It grew by 25 %.", "en", "It grew by one in four.", "en", "equal"),
    ("There were 30,000 guests.", "en", "Es kamen 29.600 Gäste.", "de", "rounds_to"),
    ("More than 80 people came.", "en", "Vinieron 95 personas.", "es", "holds"),
    ("More than 80 people came.", "en", "Some 4,000 people came.", "en", "far"),
    ("More than 80 people came.", "en", "There were 80 people.", "en", "bound_added"),
    ("There were 80 people.", "en", "More than 80 people came.", "en", "bound_left"),
    ("At least 80 people came.", "en", "More than 70 people came.", "en", "overlaps"),
    ("Less than 80 people came.", "en", "Il y avait 95 personnes.", "fr", "below"),
    ("More than 80 people came.", "en", "There were 65 people.", "en", "above"),
    ("It cost 5 euros.", "en", "It cost 5 dollars.", "en", "other_unit"),
    ("It cost 5 euros.", "en", "It weighed 7 kilograms.", "en", "incomparable"),
    ("He left on 8 April 2020.", "en", "Er ging am 8. April 2020.", "de", "equal"),
    ("He left on April 8, 2020.", "en", "He left on 9 April.", "en", "below"),
    ("He left in May 2020.", "en", "He left on 9 April 2020.", "en", "above"),
    ("He left in April 2020.", "en", "Se fue el 9 de abril de 2020.", "es", "overlaps"),
    ("He left on 8 April 2019.", "en", "He left on 9 March 2020.", "en", "below"),
]


@pytest.mark.parametrize(("claim", "mine", "passage", "theirs", "relation"), CASES)
def test_relations(claim: str, mine: str, passage: str, theirs: str, relation: str) -> None:
    """The one figure of the claim relates to the one of the passage as told."""
    pair = paired(Side(claim, mine, figures_of(claim, mine)), Side(passage, theirs, figures_of(passage, theirs)))
    assert [[RELATIONS[number] for number in row] for row in pair.relations] == [[relation]]


def test_places_count_from_the_text() -> None:
    """Figures of a document are placed in the stretch that stands for a side."""
    text = "Before. There were 80 people, and 7 dogs."
    figures = figures_of(text, "en")
    pair = paired(Side(text[8:], "en", figures, 8), Side("Nobody came.", "en", ()))
    assert [pair.claim[start:end] for start, end in pair.claimed] == ["80", "7"]
    assert pair.relations == ((), ())
