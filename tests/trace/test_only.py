"""What is told of one thing, some things or one town alone: a drift where it was of more or fewer, none where only the words or the spelling differ."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "told"),
    [
        # the second of two things, too, and in any of the languages
        ("Das Rathaus gab allein für Spielplätze 3,4 Millionen Euro aus.", "Das Rathaus gab für Schließfächer und für Spielplätze 3,4 Millionen Euro aus.", {"scope_dropped"}),
        ("A Bari soltanto sono state chiuse 31 farmacie.", "A Bari e a Lecce sono state chiuse 31 farmacie.", {"scope_dropped"}),
        ("Nur in Celle und Uelzen streikten 340 Bäcker.", "In Celle und Uelzen streikten 340 Bäcker.", set()),
        # some of them, wherever they are
        ("On the islands 43 percent of the wells are dry.", "On some islands 43 percent of the wells are dry.", {"scope_dropped"}),
        ("In certain valleys, 38 percent of the chestnuts are diseased.", "In alcune valli il 38 per cento dei castagni è malato.", set()),
        # one and no more is no lone parent
        ("Ein einziger Blitz tötete 74 Rinder.", "A single bolt of lightning killed 74 cattle.", set()),
        # one town by its names in two languages
        ("In Padua, 212 students fell ill.", "A Padova si sono ammalati 212 studenti.", set()),
        ("In Saragossa wurden 1.870 Platanen gefällt.", "En Zaragoza se talaron 1.870 plátanos.", set()),
    ],
)  # fmt: skip
def test_one_thing_some_and_one_town(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} - {"unquoted_reuse"} == told


def test_another_town_is_no_spelling() -> None:
    article = _read("In Padua, 212 students fell ill.", "article.txt")
    findings = [
        hold_beside(article, _read(f"A {town} si sono ammalati 212 studenti.", "source.txt"))[0].finding
        for town in ("Padova", "Vicenza")
    ]
    assert findings == ["matches", "not_found"]
