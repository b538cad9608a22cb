"""The sentences and paragraphs that the readers of claims learn from."""

from __future__ import annotations

from types import ModuleType

import pytest
from tests.scripts import ROOT, script


@pytest.fixture(scope="module", name="script")
def claims_script() -> ModuleType:
    return script("claims_training")


def test_every_line_is_as_it_should_be(script: ModuleType) -> None:
    """Columns and labels are right, and no sentence stands twice."""
    assert list(script.faults()) == []


def test_the_readme_counts_what_is_there(script: ModuleType) -> None:
    readme = (ROOT / "data" / "claims-training" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(script.counts()) in readme


def test_nothing_of_the_set_for_measuring_is_learned_from(script: ModuleType) -> None:
    """No sentence or stretch of at least five words stands in data/claims-news."""
    measured = (ROOT / "data" / "claims-news" / "texts.jsonl").read_text(encoding="utf-8")
    learned = [
        row[-1]
        for language in script.LANGUAGES
        for kind in ("sentences", "paragraphs")
        for row in script.rows(kind, language)
    ]
    assert [text for text in learned if len(text.split()) >= 5 and text in measured] == []
