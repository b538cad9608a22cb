"""The paragraphs that the tagger of say-so learns from are as their README says."""

from __future__ import annotations

import re

import pytest
from tests.scripts import ROOT

FOLDER = ROOT / "data" / "sayso-training"
LANGUAGES = ("es", "fr", "de", "it", "pt")
_MARK = re.compile(r"([sct]\d*\{|\})")

Places = dict[tuple[str, str], list[tuple[int, int]]]


def _unmarked(line: str) -> tuple[str, Places]:
    """A line's text, and where the parts of its attributions stand, by number and role; raises ValueError where a mark is not closed."""
    text, open_, found = "", list[tuple[str, str, int]](), Places()
    for piece in _MARK.split(line):
        if piece == "}" and not open_:
            raise ValueError(line)
        if piece == "}":
            role, numbers, start = open_.pop()
            for number in numbers:
                found.setdefault((number, role), []).append((start, len(text)))
        elif _MARK.fullmatch(piece):
            open_.append((piece[0], piece[1:-1] or "1", len(text)))
        else:
            text += piece
    if open_ or set(text) & set("{}"):
        raise ValueError(line)
    return text, found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_marked_whole(language: str) -> None:
    """Marks are closed and hold words to their edges; each attribution has a cue and what is said; no text stands twice."""
    texts = []
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        text, found = _unmarked(line)
        texts.append(text)
        assert all(text[a:b] and text[a:b] == text[a:b].strip() for places in found.values() for a, b in places), line
        for number in {number for number, _ in found}:
            assert {(number, "c"), (number, "t")} <= set(found), line
    assert len(set(texts)) == len(texts)


def test_the_readme_counts_what_is_there() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    lines = {one: (FOLDER / f"{one}.txt").read_text(encoding="utf-8").splitlines() for one in LANGUAGES}
    known = {one: [_unmarked(line)[1] for line in rows] for one, rows in lines.items()}
    assert f"| paragraphs | {' | '.join(str(len(lines[one])) for one in LANGUAGES)} |" in readme
    attributions = [sum(len({number for number, _ in found}) for found in known[one]) for one in LANGUAGES]
    assert f"| attributions | {' | '.join(map(str, attributions))} |" in readme
    without = [sum(not found for found in known[one]) for one in LANGUAGES]
    assert f"| paragraphs without any | {' | '.join(map(str, without))} |" in readme
