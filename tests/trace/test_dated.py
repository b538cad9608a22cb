"""What differs is of one time: years and months that contradict one another leave nothing to be told apart, wherever they stand."""

from __future__ import annotations

import pytest
from msgspec import structs

from sayso.model import Analysis
from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str, published: str | None = None) -> Analysis:
    found = read_text(f"{text}\n", uri=uri)
    dated = structs.replace(found.document, published=published)
    return analyse(Reading(dated, found.sentences, found.problems))


def _findings(article: Analysis, source: Analysis, text: str) -> list[str]:
    """What is found of the figure with these words."""
    (figure,) = (one for one in article.figures if one.text == text)
    held = hold_beside(article, source)
    return [match.finding for one in held for match in one.figures if match.claim_figure == figure.id]


@pytest.mark.parametrize(
    ("article", "source", "figure", "finding"),
    [
        # behind an inserted clause, with the year in front
        ("At least 30,000 containers, loaded in more than a hundred ports, were opened in 2023.", "In 2020, the first year of the survey, 9,400 containers were opened.", "At least 30,000", "other_scope"),
        ("At least 30,000 containers, loaded in more than a hundred ports, were opened in 2023.", "In 2023, the first year of the survey, 9,400 containers were opened.", "At least 30,000", "differs"),
        ("At least 30,000 containers, loaded in more than a hundred ports, were opened.", "In 2020, the first year of the survey, 9,400 containers were opened.", "At least 30,000", "differs"),
        ("Die Werft lieferte, obwohl das Dock geschlossen war, 14 Fähren im Jahr 2022 aus.", "Im Jahr 2016 lieferte die Werft, die damals neu war, 23 Fähren aus.", "14", "other_scope"),
        ("Los bomberos rescataron a 310 excursionistas, la mitad de ellos sin cobertura, en 2021.", "En 2017, con menos personal, los bomberos rescataron a 188 excursionistas.", "310", "other_scope"),
        # told by the way is another thing's year
        ("In 2023 the ferry company, founded in 1954, carried 2.4 million passengers.", "The ferry company carried 3.1 million passengers in 2023.", "2.4 million", "differs"),
        ("Nel 2023, secondo la regione, sono stati riparati 740 chilometri di strade provinciali.", "Sono stati riparati 260 chilometri di strade provinciali, secondo il piano approvato nel 2019, nel 2023.", "740 chilometri", "differs"),
        # months
        ("In March 30,000 containers were opened in the port.", "In May 9,400 containers were opened in the port.", "30,000", "not_found"),
        ("En marzo, según el puerto, se abrieron 30.000 contenedores.", "En mayo, primer mes de la encuesta, se abrieron 9.400 contenedores.", "30.000", "not_found"),
        ("In March 30,000 containers were opened in the port.", "In March 2023 9,400 containers were opened in the port.", "30,000", "differs"),
    ],
)  # fmt: skip
def test_what_differs_is_of_one_time(article: str, source: str, figure: str, finding: str) -> None:
    assert _findings(_read(article, "article.txt"), _read(source, "source.txt"), figure) == [finding]


@pytest.mark.parametrize(
    ("article", "source", "published", "finding"),
    [
        ("Last year 30,000 containers were opened in the port.", "In 2020 9,400 containers were opened in the port.", "2024-05-02", "not_found"),
        ("Last year 30,000 containers were opened in the port.", "In 2023 9,400 containers were opened in the port.", "2024-05-02", "differs"),
        ("Last year 30,000 containers were opened in the port.", "In 2020 9,400 containers were opened in the port.", None, "differs"),
    ],
)  # fmt: skip
def test_last_year_is_reckoned_from_the_day_of_writing(
    article: str, source: str, published: str | None, finding: str
) -> None:
    """Where that day is not known the year is not either, and nothing contradicts."""
    assert _findings(_read(article, "article.txt", published), _read(source, "source.txt"), "30,000") == [finding]


def test_another_month_is_no_difference_of_dates_where_the_quantity_is_another() -> None:
    """The dates are only when each was so."""
    article = _read("En mars 2023, le port a ouvert 30 000 conteneurs.", "article.txt")
    source = _read("En mai 2023, le port a ouvert 9 400 conteneurs.", "source.txt")
    assert _findings(article, source, "mars 2023") == _findings(article, source, "30 000") == ["not_found"]


@pytest.mark.parametrize(
    ("before", "finding"),
    [
        ("En 2019 les quais du vieux bassin sont restés fermés pour travaux.", "not_found"),
        ("En 2023 les quais du vieux bassin sont restés fermés pour travaux.", "differs"),
        ("La vieille loi de 2019 a tout changé pour les quais du vieux bassin.", "differs"),
    ],
)
def test_the_year_of_the_sentence_before_holds(before: str, finding: str) -> None:
    """Where that one says when something was, and names no year by the way."""
    article = read_text("Le port a ouvert 30 000 conteneurs en 2023.\n", uri="article.txt")
    with new_index() as index:
        source = read_text(f"{before} Le port a ouvert 9 400 conteneurs.\n", uri="source.txt")
        index.add(analyse(source), source_hash="0", version="1")
        index.commit()
        first = check(article, index).traces[0]
    assert first.finding == finding
