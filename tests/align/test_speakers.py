"""Kinds of speakers, in six languages: who can be whom."""

from __future__ import annotations

import pytest

from sayso.align.speakers import are_other_speakers, speaker_kinds


@pytest.mark.parametrize(
    ("mention", "language", "kinds"),
    [
        ("the water ministry", "en", {"government"}),
        ("das Verkehrsministerium", "de", {"government"}),
        ("el sindicato", "es", {"union"}),
        ("le syndicat", "fr", {"union"}),
        ("il sindaco", "it", {"town"}),
        ("il sindacato", "it", {"union"}),
        ("o Ministério Público", "pt", {"prosecutor"}),
        ("os vizinhos", "pt", {"residents"}),
        ("Ann Bell", "en", set()),
        ("borgmesteren", "da", set()),
    ],
)
def test_kinds_are_read(mention: str, language: str, kinds: set[str]) -> None:
    """The longest word holds, and a language without a list tells nothing."""
    assert speaker_kinds(mention, language) == kinds


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"union"}, {"government"}, True),
        ({"union"}, {"union"}, False),
        ({"agency"}, {"government"}, False),
        ({"government"}, {"agency"}, False),
        ({"union", "health"}, {"health"}, False),
        (set(), {"union"}, False),
    ],
)
def test_who_can_be_whom(one: set[str], other: set[str], *, apart: bool) -> None:
    """Others are they only where both are known, and nothing of one can be of the other."""
    assert are_other_speakers(frozenset(one), frozenset(other)) is apart
