"""What sets two figures apart though their words are alike."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from sayso.align import align_subjects, find_opposed, read_stretch, read_subject
from sayso.align.subject import Subject
from sayso.extract.figures import find_figures
from sayso.language.concepts import plain
from sayso.model import Block, Document, text_id
from sayso.reading import split_sentences


def subject(text: str, language: str, value: float | None = None) -> Subject:
    """What the first quantity of a sentence measures, or the one of a value."""
    block = Block(start=0, end=len(text), kind="paragraph")
    doc = Document(id="d", text_id=text_id(text), uri="t", text=text, language=language, blocks=(block,))
    figures = find_figures(doc, split_sentences(text, doc.blocks, language))
    stretch = read_stretch(figures, text, 0, language)
    found = [one for one in figures if one.is_quantity and value in {None, one.low}]
    return read_subject(found[0], stretch)


@pytest.mark.parametrize(
    ("claimed", "given", "language", "sort"),
    [
        ("The firm won 12,400 customers.", "The firm lost 12,400 customers.", "en", "act"),
        ("The blast killed 31 people.", "Bei der Explosion wurden 31 Menschen verletzt.", "de", "act"),
        ("The bank bought 40 houses.", "Le groupe a vendu 40 maisons.", "fr", "act"),
        ("Some 40 percent of women agreed.", "El 40 por ciento de los hombres estuvo de acuerdo.", "es", "population"),
        ("The drug was effective in 40 percent of cases.", "The drug was not effective in 40 percent of cases.", "en", "negation"),
        ("The drug was effective in 40 percent of cases.", "Il farmaco non era efficace nel 40 per cento dei casi.", "it", "negation"),
        ("Police in Hamburg arrested 340 people.", "Police in Munich arrested 340 people.", "en", "place"),
        ("Arsenal won 12 matches.", "Chelsea won 12 matches.", "en", "who"),
        ("The office received 870 applications.", "L'ufficio ha approvato 870 domande.", "it", "act"),
        ("The town asked for 3 million euros.", "Die Stadt erhielt 3 Millionen Euro.", "de", "act"),
        ("Donors paid 40 million dollars.", "Les donateurs ont promis 40 millions de dollars.", "fr", "act"),
        ("The mayor received 7.4 million euros.", "El Gobierno ha prometido al municipio 7,4 millones de euros.", "es", "act"),
        ("Police arrested 31 people.", "31 personas fueron condenadas.", "es", "act"),
        ("The flood killed 31 people.", "A cheia fez 31 desaparecidos.", "pt", "act"),
        ("Some 40 percent of the unvaccinated agreed.", "40 Prozent der Geimpften stimmten zu.", "de", "population"),
        ("The storm damaged 340 houses.", "L'orage a blessé 340 soldats.", "fr", "counted"),
    ],
)  # fmt: skip
def test_what_is_opposed(claimed: str, given: str, language: str, sort: str) -> None:
    found = find_opposed(subject(claimed, "en"), subject(given, language))
    assert found is not None
    assert found.sort == sort
    assert "“" in found.because


@pytest.mark.parametrize(
    ("claimed", "given", "language"),
    [
        ("The firm won 12,400 customers.", "Das Unternehmen gewann 12.400 Kunden.", "de"),
        ("Not only 40 percent of pupils came.", "Some 40 percent of pupils came.", "en"),
        ("A third have not yet left the zone.", "Un tercio sigue en la zona.", "es"),
        ("Police in Hamburg arrested 340 people.", "Die Polizei in Hamburg nahm 340 Menschen fest.", "de"),
        ("Police in Brussels arrested 340 people.", "La police de Bruxelles a arrêté 340 personnes à Bruxelles.", "fr"),
        ("Arsenal won 12 matches.", "The club Arsenal of London won 12 matches.", "en"),
        ("The town received 3 million euros.", "Der Fonds bewilligte der Stadt 3 Millionen Euro.", "de"),
        ("Some 66 percent of the registered voters came.", "66% dos eleitores registados compareceram.", "pt"),
        ("The storm damaged 340 houses.", "L'orage a endommagé 340 bâtiments.", "fr"),
        ("The storm damaged 340 houses.", "In 340 houses lived 900 people.", "en"),
        ("Some 3,000 customers were without power.", "3.000 hogares estuvieron sin luz.", "es"),
        ("The virus killed 31 people.", "Le virus a tué 31 malades.", "fr"),
        ("The disease killed 31 people.", "La enfermedad mató a 31 personas.", "es"),
        ("Some 340 guests attended the wedding.", "O casamento teve 340 convidados.", "pt"),
        ("Police said 31 people were charged.", "Los 31 detenidos fueron imputados.", "es"),
    ],
)
def test_what_is_not_opposed(claimed: str, given: str, language: str) -> None:
    assert find_opposed(subject(claimed, "en"), subject(given, language)) is None


@pytest.mark.parametrize(
    ("claimed", "given", "language", "value", "apart"),
    [
        ("In 2024 some 870 applications were approved.", "Nel 2024 il comune ha ricevuto 870 domande, la maggior parte online, e ne ha accolte 310.", "it", 870, True),
        ("In 2024 some 310 applications were approved.", "Nel 2024 il comune ha ricevuto 870 domande, la maggior parte online, e ne ha accolte 310.", "it", 310, False),
        ("The firm lost 300 customers.", "The firm won 300 customers and lost 12,400.", "en", 300, True),
        ("The firm lost 12,400 customers.", "The firm won 300 customers and lost 12,400.", "en", 12400, False),
        ("The blast injured 12 people.", "Bei der Explosion starben 12 Menschen, 30 wurden verletzt.", "de", 12, True),
        ("The blast injured 30 people.", "Bei der Explosion starben 12 Menschen, 30 wurden verletzt.", "de", 30, False),
        ("Police arrested 800 men.", "Fueron detenidos 1.200 hombres y 800 mujeres.", "es", 800, True),
        ("Donors paid 40 million euros.", "Les donateurs ont promis 40 millions d'euros et en ont versé 18.", "fr", 40_000_000, True),
        # two figures share a part, or one is the whole of which the other is told: neither has the verb to itself
        ("Most of the 870 applications were approved.", "870 Anträge gingen ein und 310 wurden bewilligt.", "de", 870, False),
        ("Of the 870 applications 310 were approved.", "870 Anträge gingen ein und 310 wurden bewilligt.", "de", 870, False),
        # what no figure parts belongs together
        ("The blast injured 12 people.", "Bei der Explosion wurden 12 Menschen getötet und verletzt.", "de", 12, False),
    ],
)  # fmt: skip
def test_a_figure_goes_with_the_words_of_its_own_part(
    claimed: str, given: str, language: str, value: float, *, apart: bool
) -> None:
    found = find_opposed(subject(claimed, "en"), subject(given, language, value))
    assert (found is not None) == apart


def test_words_of_the_list_are_plain_and_stand_on_one_side() -> None:
    """A word on both sides of a pair would be its own opposite; one with accents would never be met."""
    pairs = tomllib.loads(files("sayso.language").joinpath("data", "opposites.toml").read_text(encoding="utf-8"))[
        "pair"
    ]
    for pair in pairs:
        assert set(pair["one"]) == set(pair["other"]) == {"en", "de", "es", "fr", "it", "pt"}
        for language, words in pair["one"].items():
            assert not set(words) & set(pair["other"][language])
            beside = pair.get("beside", {}).get(language, [])
            assert all(word == plain(word) for word in (*words, *pair["other"][language], *beside))


@pytest.mark.parametrize(
    ("claimed", "given", "language", "parted"),
    [
        ("Some 40 percent of the apartments were checked.", "40 Prozent der Lehrer wurden geprüft.", "de", True),
        ("Some 40 percent of nurses planning to leave agreed.", "Il 40% degli ospedali è d'accordo.", "it", True),
        ("Half of the apartments are paid.", "La mitad de los productos está pagada.", "es", True),
        ("Some 40 percent of the respondents agreed.", "40 % de nos citoyens sont d'accord.", "fr", False),
        ("Some 40 percent of the farmers agreed.", "40% das escolas dos agricultores concordaram.", "pt", False),
        ("Some 40 percent of students agreed.", "40 Prozent der Schüler stimmten zu.", "de", False),
        ("A third of the country lives in poverty.", "Un tercio de la población vive en la pobreza.", "es", False),
        ("A third of workers live in poverty.", "Ein Drittel des Landes lebt in Armut.", "de", False),
        (
            "Some 40 percent of respondents plan to cut jobs.",
            "40 Prozent der Unternehmen wollen Stellen streichen.",
            "de",
            False,
        ),
        ("Some 40 percent of drivers were speeding.", "El 40 % de los coches iba demasiado rápido.", "es", False),
    ],
)
def test_shares_of_things_of_unlike_sorts_are_of_other_bases(
    claimed: str, given: str, language: str, *, parted: bool
) -> None:
    conflict = align_subjects(subject(claimed, "en"), subject(given, language)).conflict
    assert (conflict or "").startswith("the base") == parted
