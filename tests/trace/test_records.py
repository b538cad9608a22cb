"""What an article calls more than ever before is no match where the source document has more of an earlier year."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "matches"),
    [
        ("In 2024 the town built 340 homes, more than ever before.", "In 2024 the town built 340 homes, after 410 in 2019.", False),
        ("Im Jahr 2024 baute die Stadt 340 Wohnungen, so viele wie nie zuvor.", "In 2024 the town built 340 homes; in 2019 it had built 410.", False),
        ("Unemployment in the town reached a record high of 14 percent.", "El paro en la ciudad llegó al 14 %; en 2013 había sido del 17 %.", False),
        ("En 2024, 340 logements ont été construits, un record.", "En 2024, 340 logements ont été construits, contre 410 en 2019.", False),
        ("Nel 2024 sono state vendute 340 case, un minimo storico.", "In 2024, 340 houses were sold; in 2012 it had been 280.", False),
        ("O desemprego na cidade atingiu o máximo histórico de 14 %.", "O desemprego na cidade atingiu 14 %, menos do que em 2013.", False),
        ("The club sold 340 tickets for the match, more than ever before.", "The club sold 340 tickets for the match, fewer than in 2019.", False),
        # less before, a record there too, and more of something else
        ("In 2024 the town built 340 homes, more than ever before.", "In 2024 the town built 340 homes, after 310 in 2019.", True),
        ("In 2024 the town built 340 homes, more than ever before.", "In 2024 the town built 340 homes, a record, after 410 in 1921 in a larger area.", True),
        ("In 2024 the town built 340 homes, more than ever before.", "In 2024 the town built 340 homes and planted 410 trees in 2019.", True),
        ("In 2024 the town built 340 homes.", "In 2024 the town built 340 homes, after 410 in 2019.", True),
    ],
)  # fmt: skip
def test_a_record_is_none_where_there_was_more(article: str, source: str, *, matches: bool) -> None:
    (held,) = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert (held.finding == "matches") is matches
