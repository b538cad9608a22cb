"""Tracing, by Markdown cases: the whole way from text to finding, with no file and no network.

`SAYSO_REWRITE=1` writes what is found into tests/cases/tracing.md; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
import pytest

from sayso.model import Ledger
from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text

PATH = Path(__file__).parents[1] / "cases" / "tracing.md"
_CASE = re.compile(
    r"## (?P<title>[^\n]+)\n\n```article\n(?P<article>.*?)\n```\n\n(?P<sources>(?:```source \w+\n.*?\n```\n\n)+)```expected\n(?P<expected>.*?)```",
    re.DOTALL,
)
_SOURCE = re.compile(r"```source (\w+)\n(.*?)\n```", re.DOTALL)


def _read(text: str, uri: str, language: str) -> Reading:
    """A text in a language that is known: one sentence is too little to tell it by."""
    reading = read_text(text, uri=uri)
    return Reading(msgspec.structs.replace(reading.document, language=language), reading.sentences, reading.problems)


def trace(article: str, sources: list[tuple[str, str]]) -> Ledger:
    """The ledger of an article held against source texts."""
    with new_index() as index:
        for number, (language, text) in enumerate(sources):
            index.add(analyse(_read(text, f"{number}.txt", language)), source_hash=str(number), version="1")
        index.commit()
        return check(_read(article, "article.txt", "en"), index)


def show(ledger: Ledger) -> str:
    """What was found, a line each."""
    figures = {figure.id: figure for figure in ledger.figures}
    lines = []
    for one in ledger.traces:
        for match in one.figures:
            given = match.source_figure.text if match.source_figure else "-"
            lines.append(f"{figures[match.claim_figure].text} | {match.finding} | {given}")
        if not one.figures:
            lines.append(f"- | {one.finding} | {one.reuse}")
        lines += [f"drift | {drift.kind}" for drift in one.drifts]
        if one.figures:
            lines.append(f"= {one.finding}")
    return "".join(f"{line}\n" for line in lines)


def _found(case: re.Match[str]) -> str:
    return show(trace(case["article"], _SOURCE.findall(case["sources"])))


CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))
if os.environ.get("SAYSO_REWRITE"):

    def _rewritten(case: re.Match[str]) -> str:
        return f"## {case['title']}\n\n```article\n{case['article']}\n```\n\n{case['sources']}```expected\n{_found(case)}```"

    PATH.write_text(_CASE.sub(_rewritten, PATH.read_text(encoding="utf-8")), encoding="utf-8")
    CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_is_found(case: re.Match[str]) -> None:
    assert _found(case) == case["expected"]


def test_all_cases_are_read() -> None:
    """A case that the pattern does not match would be passed over in silence."""
    assert len(CASES) == PATH.read_text(encoding="utf-8").count("\n## ")
