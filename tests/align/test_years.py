"""The years of a figure: named, the one before another's, or not known."""

from __future__ import annotations

import pytest

from sayso.align.years import years_of


@pytest.mark.parametrize(
    ("period", "beside", "language", "years"),
    [
        ("2023", ("2024",), "en", {"2023"}),
        ("between 2019 and 2021", (), "en", {"2019", "2021"}),
        ("the year before", ("2024",), "en", {"2023"}),
        ("a year earlier", ("2024", "2024"), "en", {"2023"}),
        ("the previous year", ("2024",), "en", {"2023"}),
        ("im Vorjahr", ("2024",), "de", {"2023"}),
        ("el año anterior", ("2020",), "es", {"2019"}),
        ("l'année précédente", ("2020",), "fr", {"2019"}),
        ("the year before", (), "en", set()),
        ("the year before", ("2022", "2024"), "en", set()),
        ("last year", ("2022",), "en", set()),
        ("in diesem Jahr", ("2022",), "de", set()),
        ("in May", ("2022",), "en", None),
        ("im Sommer", ("2022",), "und", None),
    ],
)
def test_years_of_a_period(period: str, beside: tuple[str, ...], language: str, years: set[str] | None) -> None:
    assert years_of(period, beside, language) == years
