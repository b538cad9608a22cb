"""The stories of what changed between sources and claims."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import ROOT, script

from sayso.bench.changes_read import read


@pytest.fixture(scope="module", name="script")
def changes_script() -> ModuleType:
    return script("changes_news")


def test_every_line_is_as_it_should_be(script: ModuleType) -> None:
    """Each line has a language and a label, marks are where they belong, and no source stands twice."""
    assert list(script.faults()) == []


def test_the_readme_counts_what_is_there(script: ModuleType) -> None:
    readme = (ROOT / "data" / "changes-news" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(script.counts()) in readme


def test_a_line_that_is_wrong_is_told(tmp_path: Path) -> None:
    """Words that the source does not have, an unknown label, marks of a faithful claim, a story without claims."""
    folder = tmp_path / "town"
    folder.mkdir()
    path = folder / "01.txt"
    lines = [
        "@ en | tram",
        "S The tram carried 400 riders on weekdays.",
        "en F {400} rode.",
        "en base_changed 400 rode. <= on Sundays",
        "xx F 400 rode.",
        "en F 400 people took the tram on working days.",
        "@ en | bus",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    told = read(path).faults
    assert [one.split(": ")[0] for one in told] == [
        "town/01.txt:3", "town/01.txt:4", "town/01.txt:5", "town/01.txt:1", "town/01.txt:7",
    ]  # fmt: skip


def test_it_has_nothing_of_the_other_sets(script: ModuleType) -> None:
    """No source stands in data/drift-news, data/twists or the further sets of pairs of article and source document."""
    news, further = ROOT / "data" / "drift-news", ROOT / "tests" / "data"
    pairs = [path for name in ("drift-more", "drift-scope") for path in sorted((further / name).glob("*.txt"))]
    twists = sorted((ROOT / "data" / "twists").glob("*.jsonl"))
    measured = "".join(
        path.read_text(encoding="utf-8") for path in (news / "documents.jsonl", news / "items.jsonl", *twists, *pairs)
    )
    told = [text for story in script.stories() for text in (story.source, *(one.text for one in story.claims))]
    assert [text for text in told if text in measured] == []
