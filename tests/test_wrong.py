"""docs/wrong.md tells on which sentences Sayso errs: each is read, and the last column is what is said of it.

`SAYSO_REWRITE=1` writes the last columns anew; a row whose fault is mended is to be taken off the page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.model import Analysis, Attribution
from sayso.pipeline import analyse, check, make_vectors, new_index
from sayso.reading import read_text
from sayso.version import __version__

PAGE = Path(__file__).parents[1] / "docs" / "wrong.md"
_TABLE = re.compile(r"<!-- says: ([\w-]+) -->\n((?:\|.*\n)+)")


def _read(text: str, uri: str = "article.txt") -> Analysis:
    return analyse(read_text(text + "\n", uri=uri))


def _figures(sentence: str) -> str:
    found = [f"“{one.text}” ({one.kind})" for one in _read(sentence).figures]
    return ", ".join(found) or "no figure"


def _sayso(sentence: str) -> str:
    return "; ".join(_told(one) for one in _read(sentence).attributions) or "nobody says anything"


def _told(one: Attribution) -> str:
    who, what = (" … ".join(span.text for span in spans) for spans in (one.source, one.content))
    return f"{who or 'somebody'}: “{what}”"


def _sorts(sentence: str) -> str:
    return ", ".join(one.sort for one in _read(sentence).claims) or "no claim"


def _findings(article: str, source: str) -> str:
    with new_index() as index:
        index.add(_read(source, "source.txt"), source_hash="source", version=__version__)
        make_vectors(index)
        traces = check(read_text(article + "\n", uri="article.txt"), index).traces
    first = next((trace for trace in traces if trace.rank == 1), None)
    if first is None:
        return "nothing"
    drifts = "".join(f", {drift.kind}" for drift in first.drifts)
    return f"{first.finding}{', left to a person' if first.abstained else ''}{drifts}"


READERS: dict[str, Callable[..., str]] = {
    "figures": _figures,
    "say-so": _sayso,
    "sorts": _sorts,
    "findings": _findings,
}


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def _rewritten(kind: str, table: str) -> str:
    head = table.splitlines()[:2]
    rows = [[*cells[:-1], READERS[kind](*cells[: 2 if kind == "findings" else 1])] for cells in _rows(table)]
    return "\n".join((*head, *(f"| {' | '.join(cells)} |" for cells in rows))) + "\n"


def test_all_kinds_of_faults_are_shown() -> None:
    assert [kind for kind, _ in _TABLE.findall(PAGE.read_text(encoding="utf-8"))] == list(READERS)


@pytest.mark.parametrize("kind", READERS)
def test_what_is_said_to_be_wrong_is_wrong_in_this_way(kind: str) -> None:
    """Every last column is what this version says."""
    page = PAGE.read_text(encoding="utf-8")
    (table,) = (table for found, table in _TABLE.findall(page) if found == kind)
    wanted = _rewritten(kind, table)
    if os.environ.get("SAYSO_REWRITE"):
        PAGE.write_text(page.replace(table, wanted), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").count(wanted) == 1, f"stale: SAYSO_REWRITE=1 pytest {__file__}"
