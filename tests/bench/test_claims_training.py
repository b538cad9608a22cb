"""The sentences and paragraphs that the readers of claims learn from."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("claims_training", ROOT / "scripts" / "claims_training.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
