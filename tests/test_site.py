"""The documentation's site asks nothing of outside; `python3 run.py site` holds every page it builds to the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scripts import script

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<img alt='a' src='//cdn.example/x.png'>",
        '<link rel="stylesheet" type="text/css" href="https://cdn.example/x.css">',
        '<link href="https://fonts.example" rel="preconnect">',
        "@import 'https://cdn.example/x.css';",
        '@font-face { src: url( "https://cdn.example/x.woff2") }',
        '<iframe\n  src="http://cdn.example/"></iframe>',
    ],
)
def test_what_a_browser_would_fetch_is_seen(text: str) -> None:
    assert len(script("build_site").fetched(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org/">a link to follow</a>',
        '<script src="_static/x.js"></script><img src="docs/report.png">',
        '<link rel="canonical" href="https://example.org/x.html">',
        "<p>url https://example.org/ in words</p>",
        "background: url('data:image/svg+xml;utf8,x')",
    ],
)
def test_links_and_own_files_are_nothing_to_fetch(text: str) -> None:
    assert script("build_site").fetched(text) == []


def test_a_link_to_what_is_no_page_becomes_words_and_code_stays(tmp_path: Path) -> None:
    site = script("build_site")
    page = ROOT / "docs" / "page.md"
    text = "[cases](../tests/cases) [a [b] c](reading.md#x) [out](https://e.example)\n```\n[kept](../gone)\n```\n[data](../data/x.toml)\n"
    made = tmp_path / "page.md"
    made.write_text(text, encoding="utf-8")
    found = site.as_page(_At(made, page), {ROOT / "docs" / "reading.md"})
    assert found == "cases [a [b] c](reading.md#x) [out](https://e.example)\n```\n[kept](../gone)\n```\ndata\n"


class _At:
    """A file that stands in for another: the text of one, the place of the other."""

    def __init__(self, file: Path, place: Path) -> None:
        """Take both."""
        self.parent, self.read_text = place.parent, file.read_text


def test_every_page_has_one_place_in_the_navigation() -> None:
    site = script("build_site")
    told = site.navigation(site.reached()).splitlines()
    places = [line.partition("<")[2].rstrip(">") or line for line in told if line.startswith("/") or " </" in line]
    assert {f"/docs/{page.stem}" for page in (ROOT / "docs").glob("*.md")} <= set(places)
    assert len(places) == len(set(places))
