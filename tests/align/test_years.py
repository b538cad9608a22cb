"""The years of a figure: named, the one before another's, or not known."""

from __future__ import annotations

import pytest

from sayso.align.years import years_before, years_of


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
        ("six years earlier", ("2025",), "en", {"2019"}),
        ("sechs Jahre zuvor", ("2025",), "de", {"2019"}),
        ("seis años antes", ("2025",), "es", {"2019"}),
        ("six ans plus tôt", ("2025",), "fr", {"2019"}),
        ("six years earlier", (), "en", set()),
        ("in May", ("2022",), "en", None),
        ("im Sommer", ("2022",), "und", None),
    ],
)
def test_years_of_a_period(period: str, beside: tuple[str, ...], language: str, years: set[str] | None) -> None:
    assert years_of(period, beside, language) == years


@pytest.mark.parametrize(
    ("text", "language", "years"),
    [
        ("En 2025 hubo casi el doble que seis años antes.", "es", {"2019"}),
        ("2025 waren es doppelt so viele wie 6 Jahre zuvor.", "de", {"2019"}),
        ("In 2025 it was double that of six years earlier and ten times that of a decade before.", "en", {"2019"}),
        ("En 2025, le double de six ans plus tôt.", "fr", {"2019"}),
        ("Double the number of six years earlier.", "en", set()),
        ("In 2025, within six years, it doubled.", "en", set()),
    ],
)
def test_years_that_a_text_leads_back_to(text: str, language: str, years: set[str]) -> None:
    assert years_before(text, language) == years
