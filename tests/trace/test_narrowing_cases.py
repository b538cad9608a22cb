"""Which document comes first, and why: say-so, links and dates, by Markdown cases, the whole way from text to trace.

`SAYSO_REWRITE=1` writes what is found into tests/cases/narrowing.md; a reviewer reads the difference.
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

PATH = Path(__file__).parents[1] / "cases" / "narrowing.md"
_CASE = re.compile(
    r"## (?P<title>[^\n]+)\n\n(?P<given>```article[^\n]*\n.*?\n```\n\n(?:```source[^\n]*\n.*?\n```\n\n)+)```expected\n(?P<expected>.*?)```",
    re.DOTALL,
)
_PART = re.compile(r"```(?:article|source) (\w+)([^\n]*)\n(.*?)\n```", re.DOTALL)
_FIELD = re.compile(r'(\w+)="([^"]*)"')
_ASIDE = re.compile(r"; ((?:put first|published after|at second hand|“).*)\Z", re.DOTALL)


def _read(text: str, number: int, language: str, fields: dict[str, str]) -> Reading:
    """A text with what is known of it; a short one is too little to tell its language by."""
    reading = read_text(text, uri=fields.pop("uri", f"{number}.txt"))
    document = msgspec.structs.replace(reading.document, language=language, **fields)
    return Reading(document, reading.sentences, reading.problems)


def trace(given: str) -> Ledger:
    """The ledger of a case's article held against its sources, with vectors."""
    article, *sources = [
        _read(text, number, language, dict(_FIELD.findall(fields)))
        for number, (language, fields, text) in enumerate(_PART.findall(given))
    ]
    with new_index() as index:
        for source in sources:
            index.add(analyse(source, tagger=False), source_hash=source.document.uri, version="1")
        index.commit()
        index.make_vectors()
        return check(article, index)


def show(ledger: Ledger) -> str:
    """Each passage's document and finding, and what is said beside the finding, a line each; then what is wanted."""
    called = {doc.id: doc.outlet or doc.uri for doc in ledger.source_documents}
    lines = []
    for one in ledger.traces:
        lines.append(f"{one.rank} | {called.get(one.document or '', '-')} | {one.finding}")
        aside = _ASIDE.search(one.because)
        lines += [f"  {part}" for part in aside[1].split("; ")] if aside else []
    lines += [f"wanted | {each.name} | {each.because}" for each in ledger.wanted]
    return "".join(f"{line}\n" for line in lines)


CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))
if os.environ.get("SAYSO_REWRITE"):

    def _rewritten(case: re.Match[str]) -> str:
        return f"## {case['title']}\n\n{case['given']}```expected\n{show(trace(case['given']))}```"

    PATH.write_text(_CASE.sub(_rewritten, PATH.read_text(encoding="utf-8")), encoding="utf-8")
    CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_comes_first(case: re.Match[str]) -> None:
    assert show(trace(case["given"])) == case["expected"]


def test_all_cases_are_read() -> None:
    """A case that the pattern does not match would be passed over in silence."""
    assert len(CASES) == PATH.read_text(encoding="utf-8").count("\n## ")
