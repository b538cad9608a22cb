"""A doubt in a passage that is of something else than the figure raises no certainty; one that is of the figure does."""

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
        # what could be seen or heard was there
        ("Dans la baie se trouvaient 40 navires.", "40 ships could be seen in the bay.", set()),
        ("Am Montag fielen 12 Schüsse.", "Twelve shots could be heard on Monday.", set()),
        ("40 ships sank in the bay.", "40 ships could sink in the bay.", {"certainty_raised"}),
        # what they who are counted may do, which says not of which ones it is told
        ("The hospital interviewed 60 nurses.", "L'hôpital a interrogé 60 infirmières qui seraient prêtes à travailler la nuit.", set()),
        ("The union signed up 2,000 members.", "El sindicato afilió a 2.000 miembros que podrían ir a la huelga.", set()),
        ("The village counted 85 volunteers.", "Das Dorf zählte 85 Freiwillige, die bei Hochwasser helfen könnten.", set()),
        ("Rescuers saved 19 hikers.", "Los bomberos rescataron a 19 excursionistas, que podrían haber muerto de frío.", set()),
        ("The army lost 14 vehicles in the fighting.", "El ejército perdió 14 vehículos en los combates, que podrían intensificarse.", set()),
        ("85 volunteers helped during the flood.", "Das Dorf zählte 85 Freiwillige, die bei Hochwasser helfen könnten.", {"certainty_raised"}),
        ("The council bought 12 buses.", "The council has named 12 buses that it could buy.", {"certainty_raised"}),
        ("60 nurses left the hospital.", "60 nurses told the survey that they could leave the hospital.", {"certainty_raised"}),
        # what stands behind a clause that has the figure
        ("The party lost 34 seats.", "Die Partei, die 34 Sitze verlor, befürchtet Austritte.", set()),
        ("The firm sacked 400 workers.", "El grupo, que dirige a 4.000 personas, podría despedir a 400 trabajadores.", {"certainty_raised"}),
        # further things
        ("The party lost 34 seats.", "34 Sitze hat die Partei verloren, die weitere Verluste befürchtet.", set()),
        ("The party lost 34 seats.", "Die Partei, die weitere Verluste befürchtet, hat 34 Sitze verloren.", set()),
        ("The party lost 34 seats.", "Die Partei, die in Kelm antrat, dürfte 34 weitere Sitze verlieren.", {"certainty_raised"}),
        ("The company sold 40 planes.", "The company sold 40 planes and is considering further sales.", set()),
        ("The fire killed 12 people.", "Das Feuer könnte 12 weitere Menschen getötet haben.", {"certainty_raised"}),
        # in words of the article for it
        ("38 Prozent der Lehrer denken ans Aufhören.", "38 per cent of teachers are thinking of leaving.", set()),
    ],
)  # fmt: skip
def test_a_doubt_is_of_what_it_is_of(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} == told
