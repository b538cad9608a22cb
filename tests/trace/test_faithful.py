"""Faithful sentences that were told as changed, each beside one that is."""

from __future__ import annotations

import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import read_text


def _drifts(article: str, source: str) -> set[str]:
    with new_index() as index:
        index.add(analyse(read_text(f"{source}\n", uri="source.txt")), source_hash="0", version="1")
        index.commit()
        traces = check(read_text(f"{article}\n", uri="article.txt"), index).traces
    return {drift.kind for one in traces if one.rank == 1 for drift in one.drifts}


@pytest.mark.parametrize(
    ("article", "source", "changed"),
    [
        # somebody whom the article introduces with the body that says it there
        ("Maria Vogt leads the Nordic Institute. She expects the fighting to spread.", "Maria Vogt presented the report on Monday. The Nordic Institute expects the fighting to spread.", False),
        ("Maria Vogt leitet das Nordische Institut. Sie erwartet, dass sich die Kämpfe ausweiten.", "Maria Vogt stellte den Bericht am Montag in Oslo vor. Das Nordische Institut erwartet, dass sich die Kämpfe ausweiten.", False),
        ("María Vogt dirige el Instituto Nórdico. Ella espera que los combates se extiendan al sur.", "María Vogt presentó el informe el lunes en Oslo. El Instituto Nórdico espera que los combates se extiendan al sur.", False),
        ("Maria Vogt leads the Nordic Institute. She says the dam is not safe.", "Maria Vogt, who leads the Nordic Institute, visited the valley on Monday. She thanked the crews, Vogt said. The dam is not safe, the water ministry said.", True),
    ],
)  # fmt: skip
def test_whose_people_say_it(article: str, source: str, *, changed: bool) -> None:
    assert ("source_changed" in _drifts(article, source)) is changed


@pytest.mark.parametrize(
    ("article", "source", "raised"),
    [
        # who puts it at so much says nothing of when
        ("Officials put the cost of the bridge at 3 million euros.", "Officials estimate that the bridge will cost 3 million euros.", False),
        ("Officials said the bridge cost 3 million euros.", "The bridge could cost 3 million euros, officials said.", True),
        # able to, and did
        ("Police identified the man by his fingerprints.", "The man could be identified by his fingerprints, police said.", False),
        ("All 40 residents were evacuated.", "All 40 residents could be evacuated in time.", False),
        ("El hombre fue identificado por sus huellas.", "El hombre pudo ser identificado por sus huellas.", False),
        ("Los bomberos sofocaron el incendio.", "Los bomberos pudieron sofocar el incendio.", False),
        ("El incendio fue provocado.", "El incendio pudo ser provocado.", True),
        ("The disease is transmitted by ticks.", "The disease could be transmitted by ticks.", True),
        ("The man was identified and is the thief.", "The man could be identified by his ring, and may be the thief.", True),
    ],
)  # fmt: skip
def test_what_somebody_was_able_to_do_is_no_doubt(article: str, source: str, *, raised: bool) -> None:
    assert ("certainty_raised" in _drifts(article, source)) is raised


@pytest.mark.parametrize(
    ("article", "source", "dropped"),
    [
        ("The bridge is closed to lorries from Monday.", "The bridge, used by some commuters on certain days, is closed to lorries from Monday.", False),
        ("Die Brücke ist ab Montag für Lastwagen gesperrt.", "Die Brücke, von manchen Pendlern an bestimmten Tagen genutzt, ist ab Montag für Lastwagen gesperrt.", False),
        ("El puente está cerrado a los camiones desde el lunes.", "El puente, utilizado por algunos viajeros en ciertos días, está cerrado a los camiones desde el lunes.", False),
        ("Le pont est fermé aux camions depuis lundi.", "Le pont, emprunté par certains usagers certains jours, est fermé aux camions depuis lundi.", False),
        ("Il ponte è chiuso ai camion da lunedì.", "Il ponte, usato da alcuni pendolari in certi giorni, è chiuso ai camion da lunedì.", False),
        ("A ponte está fechada a camiões desde segunda-feira.", "A ponte, usada por alguns passageiros em certos dias, está fechada a camiões desde segunda-feira.", False),
        ("The bridge is closed to lorries.", "The bridge, on certain days, is closed to lorries.", True),
        ("The curfew begins at nine.", "The curfew, imposed in some areas, begins at nine in some districts.", True),
        ("Die Brücke ist für Lastwagen gesperrt.", "Die Brücke ist, an bestimmten Tagen, für Lastwagen gesperrt.", True),
    ],
)  # fmt: skip
def test_what_people_do_with_it_limits_nothing(article: str, source: str, *, dropped: bool) -> None:
    assert ("scope_dropped" in _drifts(article, source)) is dropped


@pytest.mark.parametrize(
    ("article", "source", "dropped"),
    [
        ("Kaum 50 Menschen kamen zur Versammlung.", "Weniger als 50 Menschen kamen zur Versammlung.", False),
        ("Fewer than 50 people came to the meeting.", "Barely 50 people came to the meeting.", False),
        ("Apenas 50 personas acudieron a la reunión.", "Menos de 50 personas acudieron a la reunión.", False),
        ("Appena 50 persone sono venute alla riunione.", "Meno di 50 persone sono venute alla riunione.", False),
        ("Mal 50 pessoas vieram à reunião.", "Menos de 50 pessoas vieram à reunião.", False),
        ("50 Menschen kamen zur Versammlung.", "Weniger als 50 Menschen kamen zur Versammlung.", True),
        ("More than 50 people came to the meeting.", "Barely 50 people came to the meeting.", True),
    ],
)  # fmt: skip
def test_hardly_so_much_is_less(article: str, source: str, *, dropped: bool) -> None:
    assert ("bound_dropped" in _drifts(article, source)) is dropped
