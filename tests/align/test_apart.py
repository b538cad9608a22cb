"""What sets figures of two sentences apart beyond their words: two figures of one sentence taken crosswise, stretches of time, what is no more so."""

from __future__ import annotations

import re
import time

import pytest

from sayso.align import align_subjects, find_opposed
from sayso.align.parts import own_part

from .test_opposed import subject


@pytest.mark.parametrize(
    ("claimed", "given", "language", "value", "crossed"),
    [
        ("In Hamburg 340 people were arrested.", "In Bremen wurden 340 Menschen festgenommen, in Hamburg 210.", "de", 340, True),
        ("In Bremen 340 people were arrested.", "In Bremen wurden 340 Menschen festgenommen, in Hamburg 210.", "de", 340, False),
        ("In Hamburg 210 people were arrested.", "In Bremen wurden 340 Menschen festgenommen, in Hamburg 210.", "de", 210, False),
        ("In Bremen 210 people were arrested.", "In Bremen wurden 340 Menschen festgenommen, in Hamburg 210.", "de", 210, True),
        ("In Lyon 45 schools closed.", "À Marseille, 45 écoles ont fermé, contre 30 à Lyon.", "fr", 45, True),
        ("Spain exported 430,000 tonnes of rice.", "L'Italia ha esportato 430.000 tonnellate di riso, la Spagna 210.000.", "it", 430_000, True),
        ("The council found 300 children on the streets.", "The charity had spoken of 300 children on the streets; the council found 74.", "en", 300, True),
        ("The charity spoke of 300 children on the streets.", "The charity had spoken of 300 children on the streets; the council found 74.", "en", 300, False),
        ("Siemens employs 210 people in Munich.", "Siemens employs 340 people in Erlangen and 210 in Munich, Bavaria's capital.", "en", 210, False),
        # what is said before the first figure is said of the second, too
        ("The town granted 310 applications.", "The town received 870 applications and granted 310.", "en", 310, False),
    ],
)  # fmt: skip
def test_two_figures_taken_crosswise(claimed: str, given: str, language: str, value: float, *, crossed: bool) -> None:
    found = find_opposed(subject(claimed, "en"), subject(given, language, value))
    assert (found is not None and found.sort == "crossed") == crossed
    assert found is None or "goes with another figure" in found.because


@pytest.mark.parametrize(
    ("claimed", "given", "language", "parted"),
    [
        ("Last week 56 people were arrested.", "Im vergangenen Jahr wurden 56 Menschen festgenommen.", "de", True),
        ("Last year 56 people were arrested.", "Im Vorjahr wurden 56 Menschen festgenommen.", "de", False),
        ("In 2023 police searched 320 boats.", "En el primer semestre de 2023 la policía registró 320 barcos.", "es", True),
        ("In the first half of 2023 police searched 320 boats.", "No primeiro semestre de 2023 a polícia revistou 320 barcos.", "pt", False),
        ("In the first half of 2023 police searched 320 boats.", "Da gennaio a giugno 2023 la polizia ha perquisito 320 barche.", "it", False),
        ("In the third quarter of 2023 the bank earned 34 million euros.", "Im 3. Quartal 2023 verdiente die Bank 34 Millionen Euro.", "de", False),
        ("In the first half of 2023 the firm sold 340 cars.", "Au 1er semestre 2023, la firme a vendu 340 voitures.", "fr", False),
        ("In 2023, 320 people were sentenced to prison.", "In 2023, 320 people were sentenced to six months in prison.", "en", False),
        ("Police searched 320 boats last year.", "Police searched 320 boats in 2023, the ministry said last week.", "en", False),
        ("Since 2015 the fund has paid 12 million euros.", "Seit Anfang 2015 hat der Fonds 12 Millionen Euro gezahlt.", "de", False),
        ("Since 2015 the fund has paid 12 million euros.", "A partir de 2015, el fondo pagó 12 millones de euros.", "es", False),
        ("In 2015 the fund paid 12 million euros.", "Desde 2015 el fondo pagó 12 millones de euros.", "es", True),
        ("Since 2015 the fund paid 12 million euros.", "Depuis 2015, le fonds a versé 12 millions d'euros.", "fr", False),
    ],
)  # fmt: skip
def test_other_stretches_of_time_are_other_periods(claimed: str, given: str, language: str, *, parted: bool) -> None:
    conflict = align_subjects(subject(claimed, "en"), subject(given, language)).conflict
    assert (conflict or "").startswith("the period") == parted


@pytest.mark.parametrize(
    ("claimed", "given", "language", "apart"),
    [
        ("Every day 1,200 people cross the bridge.", "Jede Woche überqueren 1.200 Menschen die Brücke.", "de", False),  # their units say it
        ("Monthly traffic over the bridge is 1,200 lorries.", "Wöchentlich rollen über die Brücke 1.200 Lastwagen.", "de", True),
        ("Every week 1,200 people cross the bridge.", "Ogni settimana 1.200 persone attraversano il ponte.", "it", False),
        ("The prison now holds 640 inmates.", "Das Gefängnis hatte früher 640 Insassen, heute sind es 410.", "de", True),
        ("The prison holds 640 inmates.", "Le pénitencier comptait autrefois 640 détenus.", "fr", True),
        ("The prison formerly held 640 inmates.", "Le pénitencier comptait autrefois 640 détenus.", "fr", False),
        ("In the past week 640 people fell ill.", "In der vergangenen Woche erkrankten 640 Menschen.", "de", False),
        ("Some 640 people saw the match.", "Quelque 640 personnes étaient là avant le match.", "fr", False),
        ("In 1990 the prison held 640 inmates.", "A prisão tinha outrora 640 reclusos.", "pt", False),
    ],
)  # fmt: skip
def test_other_rates_and_what_is_no_more_so(claimed: str, given: str, language: str, *, apart: bool) -> None:
    found = find_opposed(subject(claimed, "en"), subject(given, language, 640 if "640" in given else 1200))
    assert (found is not None and found.sort == "time") == apart


def test_a_word_that_only_one_side_has_is_told_of_that_side_alone() -> None:
    found = find_opposed(
        subject("The prison holds 640 inmates.", "en"), subject("Le pénitencier comptait autrefois 640 détenus.", "fr")
    )
    assert found is not None
    assert found.because == "“autrefois” in the source document alone"


def test_the_parts_of_a_long_row_of_figures_are_read_in_time() -> None:
    words = "    ".join("and" for _ in range(4000))
    figures = tuple((match.start() + 3, match.start() + 6) for match in re.finditer("and", words))
    started = time.process_time()
    for start, _ in figures:
        own_part(words, figures, start)
    assert time.process_time() - started < 2
