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
        ("The town built 340 homes in 2024, a record.", "The town built 340 homes in 2024, after 410 in 2019.", False),
        # a record of the least
        ("Record negativo: i nati sono scesi a 14.200.", "I nati sono scesi a 14.200, meno che nel 2019.", True),
        ("Recorde negativo: houve 14.200 nascimentos.", "Apenas 14.200 nascimentos, menos do que em 1946.", True),
        ("Record à la baisse : seulement 14 200 naissances.", "Births fell to 14,200, lower than in 1946.", True),
        # "never so many" denies nothing, however many words stand between; "never as many as" does
        ("So wenige Störche wie nie brüteten 2023 im Kreis: nur 61 Paare.", "Just 61 pairs of storks bred in the district in 2023, fewer than ever.", True),
        ("Nunca se habían vendido tantos melones: 18.400 toneladas en 2021.", "18,400 tonnes of melons were sold in 2021, more than ever before.", True),
        ("Never before have so many people, 4,200 of them, run the race.", "Noch nie sind so viele Menschen das Rennen gelaufen: 4200.", True),
        ("The mill had 340 workers.", "The mill never had as many as 340 workers.", False),
        ("Noch nie wurden im Hafen so viele Container umgeschlagen: 912.000 im Jahr 2022.", "In 2022 the port handled 912,000 containers, after 1,040,000 in 2017.", False),
        ("More people than ever own a telescope: 58,000 in 2023.", "In 2023, 58,000 people owned a telescope, down from 71,000 in 2012.", False),
        ("So wenige Störche wie nie brüteten 2023 im Kreis: 61 Paare.", "In the district 61 pairs of storks bred in 2023; in 1998 there were only 44.", False),
        # what it fell from is a record no more
        ("The vacancy rate fell from a record 4 percent to 3.5 percent.", "The vacancy rate fell from 4 percent to 3.5 percent, lower than in 2019.", True),
        # another figure's, year's or time's
        ("After a record summer, 66,000 guests came in the autumn.", "In the autumn 66,000 guests came, fewer than in 2023.", True),
        ("Inflation, at a record high in 2022, fell to 2.1 percent.", "Die Inflation, 2022 auf dem höchsten Wert seit 70 Jahren, sank auf 2,1 Prozent, weniger als im Frühjahr.", True),
        ("Germany won 33 medals, more than ever before, 10 of them gold.", "Deutschland gewann 33 Medaillen, das beste Ergebnis seiner Geschichte, 10 davon in Gold, weniger als in Sotschi.", True),
        # what is kept, and who holds it
        ("The office keeps a record of 5,400 complaints.", "Das Amt führt ein Verzeichnis mit 5.400 Beschwerden, weniger als im Jahr davor.", True),
        ("Le record officiel du tribunal compte 212 plaintes.", "The court has 212 complaints, fewer than in 2022.", True),
        # the most here and the least there
        ("La ville compte 320 médecins, plus que jamais.", "La ville compte 320 médecins, moins que jamais.", False),
        ("The city has 320 doctors, more than ever.", "La ville compte 320 médecins, moins que jamais.", False),
        ("La città ha 320 medici, più che mai.", "La città ha 320 medici, meno che mai.", False),
        ("The city has 320 doctors, more than ever.", "The city has 320 doctors, more than ever, and 40 nurses, fewer than ever.", True),
        ("Die Stadt hat 320 Ärzte, so wenige wie nie.", "Noch nie hatte die Stadt so wenige Ärzte: 320.", True),
    ],
)  # fmt: skip
def test_a_record_is_none_where_there_was_more(article: str, source: str, *, matches: bool) -> None:
    (held,) = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert (held.finding == "matches") is matches
