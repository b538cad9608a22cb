"""The sentences that the reader of caveats learns from."""

from __future__ import annotations

from types import ModuleType

import pytest
from tests.scripts import ROOT, script


@pytest.fixture(scope="module", name="script")
def caveats_script() -> ModuleType:
    return script("caveats_training")


def test_every_line_is_as_it_should_be(script: ModuleType) -> None:
    """Each line has a mark, no sentence stands twice in a language, and no topic is both learned from and held aside."""
    assert list(script.faults()) == []


def test_the_readme_counts_what_is_there(script: ModuleType) -> None:
    readme = (ROOT / "data" / "caveats-training" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(script.counts()) in readme


def test_nothing_of_the_sets_for_measuring_is_learned_from(script: ModuleType) -> None:
    """No sentence of at least five words stands in data/drift-news or in the further sets of pairs of article and source document."""
    news, further = ROOT / "data" / "drift-news", ROOT / "tests" / "data"
    pairs = [path for name in ("drift-more", "drift-scope") for path in sorted((further / name).glob("*.txt"))]
    files = [news / "documents.jsonl", news / "items.jsonl", *pairs]
    measured = "".join(path.read_text(encoding="utf-8") for path in files)
    learned = [row.text for part in script.PARTS for row in script.rows(part)]
    assert [text for text in learned if len(text.split()) >= 5 and text in measured] == []
