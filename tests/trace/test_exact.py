"""A number that is said to be about so much is a drift where it looks exact in the article; a rounded one is not."""

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
        ("Die Fähre beförderte 543.000 Radler.", "Die Fähre beförderte rund 543.000 Radler.", {"bound_dropped"}),
        ("The city planted 317 trees.", "La ville a planté environ 317 arbres.", {"bound_dropped"}),
        ("Exactly 40 barges lay in the harbour.", "About 40 barges lay in the harbour.", {"bound_dropped"}),
        ("Die Fähre beförderte rund 543.000 Radler.", "Die Fähre beförderte etwa 543.000 Radler.", set()),
        ("40 barges lay in the harbour.", "About 40 barges lay in the harbour.", set()),
        ("The city planted 320 trees.", "La ville a planté environ 320 arbres.", set()),
        ("A third of the barges lay in the harbour.", "Rund ein Drittel der Kähne lag im Hafen.", set()),
        ("Eines von fünf Kindern, manche gerade 11 Jahre alt, raucht.", "One in five children, some as young as 11, smoke.", set()),
    ],
)  # fmt: skip
def test_a_number_made_exact(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} - {"unquoted_reuse"} == told
