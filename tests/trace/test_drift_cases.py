"""What changed on the way, by Markdown cases in four languages: kinds of drift with the source document's words, and faithful twins that stay silent.

`SAYSO_REWRITE=1` writes what is found into tests/cases/drifts.md; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text

PATH = Path(__file__).parents[1] / "cases" / "drifts.md"
_CASE = re.compile(
    r"## (?P<title>[^\n]+)\n\n```article (?P<language>\w+)(?: (?P<date>[\d-]+))?\n(?P<article>.*?)\n```\n\n"
    r"```source (?P<given>\w+)(?: (?P<published>[\d-]+))?\n(?P<source>.*?)\n```\n\n```expected\n(?P<expected>.*?)```",
    re.DOTALL,
)


def _read(text: str, uri: str, language: str, date: str | None) -> Reading:
    reading = read_text(text, uri=uri)
    document = msgspec.structs.replace(reading.document, language=language, published=date)
    return Reading(document, reading.sentences, reading.problems)


def _found(case: re.Match[str]) -> str:
    """The drifts of all claims, a line each, in the order of the claims."""
    with new_index() as index:
        source = _read(case["source"], "source.txt", case["given"], case["published"])
        index.add(analyse(source), source_hash="0", version="1")
        index.commit()
        index.make_vectors()
        ledger = check(_read(case["article"], "article.txt", case["language"], case["date"]), index)
    lines = [f"{one.kind} | {one.source_span.text}" for trace in ledger.traces for one in trace.drifts]
    return "".join(f"{line}\n" for line in lines) or "none\n"


CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))
if os.environ.get("SAYSO_REWRITE"):

    def _rewritten(case: re.Match[str]) -> str:
        return case[0][: case.start("expected") - case.start()] + _found(case) + "```"

    PATH.write_text(_CASE.sub(_rewritten, PATH.read_text(encoding="utf-8")), encoding="utf-8")
    CASES = list(_CASE.finditer(PATH.read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_changed(case: re.Match[str]) -> None:
    assert _found(case) == case["expected"]


def test_all_cases_are_read() -> None:
    """A case that the pattern does not match would be passed over in silence."""
    assert len(CASES) == PATH.read_text(encoding="utf-8").count("\n## ")
