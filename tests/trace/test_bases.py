"""A share of some told as one of all of them is a drift of the base, whatever narrows it; one that the article narrows too is none."""

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
        # an age, behind the base or as its name
        ("52 percent of the residents want to leave.", "El 52 % de los menores de 30 años quiere marcharse.", {"base_changed"}),
        ("64 percent of drivers support the charge.", "El 64 % de los conductores mayores de 65 años apoya la tasa.", {"base_changed"}),
        ("Le 45 % des locataires paie trop cher.", "45 % of tenants under 30 pay too much.", {"base_changed"}),
        ("71 percent of voters back the bridge.", "71 % des électeurs de moins de 40 ans soutiennent le pont.", {"base_changed"}),
        ("58 percent of workers want a shorter week.", "58 Prozent der Beschäftigten unter 35 wollen eine kürzere Woche.", {"base_changed"}),
        ("Der Impfstoff schützt 85 Prozent der Kinder.", "The vaccine protects 85 percent of children under five.", {"base_changed"}),
        ("80 Prozent der Autos fielen durch.", "80 % des voitures de plus de 15 ans ont échoué.", {"base_changed"}),
        ("45 % of tenants under 30 pay too much.", "45 % des locataires de moins de 30 ans paient trop cher.", set()),
        ("64 percent of over-65s support the charge.", "El 64 % de los mayores de 65 años apoya la tasa.", set()),
        ("Half of young people distrust parliament.", "La moitié des jeunes de moins de 25 ans se méfient du parlement.", set()),
        ("52 percent of young people want to leave.", "El 52 % de los menores de 30 años quiere marcharse.", set()),
        ("52 percent of old people want to leave.", "El 52 % de los menores de 30 años quiere marcharse.", {"base_changed"}),
        ("52 percent of young people want to leave.", "El 52 % de los mayores de 65 años quiere marcharse.", {"base_changed"}),
        ("52 percent of pensioners live alone.", "El 52 % de los mayores de 65 años vive solo.", set()),
        ("15 percent of the workers are under 25.", "El 15 % de los trabajadores tiene menos de 25 años.", set()),
        ("28 % der Bevölkerung sind älter als 65.", "28 percent of the population is older than 65.", set()),
        # a clause, which no comma parts from what is told of them
        ("27 Prozent der Jugendlichen lesen täglich.", "27 % des jeunes qui fréquentent une bibliothèque lisent chaque jour.", {"base_changed"}),
        ("Two thirds of the patients waited longer than a month.", "Dos tercios de los pacientes que fueron derivados a un especialista esperaron más de un mes.", {"base_changed"}),
        ("A third of the nurses have second jobs.", "Un tercio de las enfermeras que trabajan de noche tiene un segundo empleo.", {"base_changed"}),
        ("90 % der Schüler haben ein Handy.", "90 percent of pupils who take the bus have a phone.", {"base_changed"}),
        ("75 percent of patients recovered with the drug.", "75 % des patients qui ont pris le médicament se sont rétablis.", set()),
        ("60 percent of the people who live on the island fish.", "60 % der Menschen, die auf der Insel leben, fischen.", set()),
        ("65 percent of tenants who live alone feel insecure.", "El 65 % de los inquilinos que viven solos se siente inseguro.", set()),
        ("40 percent of the flats in the old town stand empty.", "El 40 % de las viviendas que hay en el casco antiguo están vacías.", set()),
        ("61 percent of people aged 65 and over own a smartphone.", "61 % des personnes âgées de 65 ans et plus possèdent un smartphone.", set()),
        ("57 % des personnes de 70 ans et plus conduisent encore.", "57 percent of people aged 70 and older still drive.", set()),
        ("57 percent of people still drive.", "57 percent of people aged 70 and older still drive.", {"base_changed"}),
        ("12 Prozent der Kinder von sechs bis zehn Jahren schwimmen nicht.", "12 percent of children aged six to ten cannot swim.", set()),
        ("Of the people aged 65 and older, 12 percent smoke.", "Von den über 65-Jährigen rauchen 12 Prozent.", set()),
        # families and those who bring up children
        ("34 percent of lone parents rent their home.", "El 34 % de las familias monoparentales vive de alquiler.", set()),
        ("El 34 % de las familias monoparentales alquila.", "34 % des parents qui élèvent seuls leurs enfants sont locataires.", set()),
        ("El 34 % de los padres vive de alquiler.", "El 34 % de las familias monoparentales vive de alquiler.", {"base_changed"}),
        # what a phrase says on one side, a word says on the other
        ("Of under-fives, 23 percent are overweight.", "Of children under five, 23 percent are overweight.", set()),
        ("Some 23 percent of under-fives are overweight.", "23 % des enfants de moins de cinq ans sont en surpoids.", set()),
        ("Some 41 percent of single parents are poor.", "41 % des parents qui élèvent seuls leurs enfants sont pauvres.", set()),
        ("Some 41 percent of single parents are poor.", "41 Prozent der Eltern, die ihre Kinder allein großziehen, sind arm.", set()),
        ("Some 41 percent of parents are poor.", "41 Prozent der Eltern, die ihre Kinder allein großziehen, sind arm.", {"base_changed"}),
        ("Among children, 23 percent are overweight.", "Among children under five, 23 percent are overweight.", {"base_changed"}),
        # those who think or say it are the base
        ("38 Prozent der Lehrer wollen gehen.", "38 per cent of teachers in inner-city schools are thinking of leaving.", {"base_changed"}),
        # who lives somewhere, by another word
        ("52 percent of the residents want to leave.", "El 52 % de los vecinos quiere marcharse.", set()),
    ],
)  # fmt: skip
def test_a_narrower_base(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} == told


@pytest.mark.parametrize(
    ("article", "source", "finding"),
    [
        ("Von den Senioren leben 34 Prozent allein.", "Von den Menschen über 65 leben 34 Prozent allein.", "not_found"),
        ("A third of pensioners live alone.", "A third of people over 65 live alone.", "not_found"),
        ("A third of people over 65 live alone.", "A third of pensioners live alone.", "not_found"),
        ("El 27 % de los jóvenes no tiene trabajo.", "Of people under 25, 27 percent have no job.", "not_found"),
        ("Parmi les retraités, 34 % vivent seuls.", "Von den über 65-Jährigen leben 34 Prozent allein.", "not_found"),
        ("Il 12 % degli anziani vive solo.", "Vivem sozinhos 12 % dos maiores de 65 anos.", "not_found"),
        # what a word means by the law, and what it cannot mean
        ("Some 34 percent of the adults in the town smoke.", "In the town 34 percent of people over 18 smoke.", "matches"),
        ("Some 37 percent of minors have a phone.", "El 37 % de los menores de 18 años tiene teléfono.", "matches"),
        ("Some 34 percent of the adults in the town smoke.", "In the town 34 percent of people over 65 smoke.", "other_scope"),
    ],
)  # fmt: skip
def test_a_word_for_an_age_is_left_to_a_person(article: str, source: str, finding: str) -> None:
    """Whether pensioners are those over 65 is not in the texts: neither a match nor another scope."""
    (held,) = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert held.finding == finding
    assert finding != "not_found" or not [drift for drift in held.drifts if drift.kind == "base_changed"]
