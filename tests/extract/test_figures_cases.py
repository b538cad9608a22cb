"""Figures in sentences of our own, as Markdown cases: a quoted text, and the entries expected in it.

Each case is a block quote (a line is a sentence) with a list after it, one entry a line:
`text | kind | value | more`. Values: `5` is exact, `[13, 18]` a range, `[30000, )` at least, `(100, )` more than,
`( , 88]` up to, `-` none. More: a currency or unit, `per`, `~` for approximate, `vague`, the role with its direction,
`counted`, `subject`, `base` (with the text of the figure that it rests on), `period`, `place`. `nothing` is no entry at all.

A line that begins with "| " is the row of a table, with "^ " a caption, with "¶ " a list's item; other lines that follow
one another are a paragraph.

With SAYSO_REWRITE=1 the expectations are rewritten in place; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.extract.figures import find_figures
from sayso.model import Block, BlockKind, Document, Figure, Sentence, text_id

CASES = sorted((Path(__file__).parent.parent / "cases").glob("figures.*.md"))
REWRITE = os.environ.get("SAYSO_REWRITE") == "1"
MARKS: dict[str, BlockKind] = {"| ": "row", "^ ": "caption", "¶ ": "item"}
_CASE = re.compile(r"((?:^> .*\n)+)\n?((?:^- .*\n)*)", re.MULTILINE)


def _document(text: str, language: str) -> tuple[Document, list[Sentence]]:
    """Each line as a sentence; lines in a row without a mark are one paragraph."""
    shown, sentences, blocks = "", [], list[Block]()
    for line in text.split("\n"):
        kind, words = next(
            ((kind, line[len(mark) :]) for mark, kind in MARKS.items() if line.startswith(mark)), (None, line)
        )
        start = len(shown)
        shown += words + "\n"
        sentences.append(Sentence(start=start, end=start + len(words)))
        if kind is None and blocks and blocks[-1].kind == "paragraph":
            start = blocks.pop().start
        blocks.append(Block(start=start, end=len(shown) - 1, kind=kind or "paragraph"))
    doc = Document(
        id="d:case", text_id=text_id(shown), uri="case.txt", text=shown, language=language, blocks=tuple(blocks)
    )
    return doc, sentences


def _value(figure: Figure) -> str:
    if figure.low is None and figure.high is None:
        return "-"
    if figure.low == figure.high:
        return f"{figure.low:.6g}" if isinstance(figure.low, float) else str(figure.low)
    opening = "[" if figure.low is not None and figure.low_inclusive else "("
    closing = "]" if figure.high is not None and figure.high_inclusive else ")"
    ends = [
        "" if end is None else f"{end:.6g}" if isinstance(end, float) else str(end) for end in (figure.low, figure.high)
    ]
    return f"{opening}{ends[0]}, {ends[1]}{closing}"


def _more(figure: Figure, by_id: dict[str, Figure]) -> list[str]:
    more = [figure.currency or figure.unit or "", f"per {figure.per}" if figure.per else ""]
    more += ["~" if figure.approximate else "", "vague" if figure.vague else ""]
    more += [f"{figure.role} {figure.direction or ''}".strip() if figure.role != "level" or figure.direction else ""]
    base = figure.base
    rests = f" (of {by_id[base.figure].text})" if base and base.figure else ""
    spans = (
        ("counted", figure.counted),
        ("subject", figure.subject),
        ("period", figure.period),
        ("place", figure.place),
    )
    more += [f"base: {base.text}{rests}"] if base else []
    more += [f"{name}: {span.text}" for name, span in spans if span]
    return [part for part in more if part]


def _notation(text: str, language: str) -> list[str]:
    doc, sentences = _document(text, language)
    figures = find_figures(doc, sentences)
    by_id = {figure.id: figure for figure in figures}
    for figure in figures:
        assert doc.text[figure.start : figure.end] == figure.text
    lines = [" | ".join([f.text, f.kind, _value(f), *_more(f, by_id)]) for f in figures]
    return lines or ["nothing"]


def _cases(path: Path) -> list[tuple[str, list[str]]]:
    found = []
    for quoted, listed in _CASE.findall(path.read_text(encoding="utf-8")):
        text = "\n".join(line.removeprefix("> ") for line in quoted.splitlines())
        found.append((text, [line.removeprefix("- ") for line in listed.splitlines()]))
    return found


def _rewritten(path: Path, language: str) -> str:
    def fresh(match: re.Match[str]) -> str:
        text = "\n".join(line.removeprefix("> ") for line in match[1].splitlines())
        listed = "".join(f"- {line}\n" for line in _notation(text, language))
        return f"{match[1]}\n{listed}" + ("" if match[2] else "\n")

    return _CASE.sub(fresh, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_figures_are_read_as_the_case_says(path: Path) -> None:
    """Every entry of every case is found as written, and no other one."""
    language = path.stem.rpartition(".")[2]
    if REWRITE:
        path.write_text(_rewritten(path, language), encoding="utf-8")
    wrong = {text: found for text, expected in _cases(path) if (found := _notation(text, language)) != expected}
    assert not wrong


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_there_are_enough_cases_and_many_without_a_quantity(path: Path) -> None:
    """Each language has at least forty sentences, a quarter of them holding no quantity."""
    cases = [(text, entries) for text, entries in _cases(path)]
    sentences = sum(len(text.splitlines()) for text, _ in cases)
    kinds = ("nothing", "| date |", "| ordinal |", "| identifier |", "| time |", "| score |")
    empty = [text for text, entries in cases if all(any(kind in entry for kind in kinds) for entry in entries)]
    assert sentences >= 40
    assert len(empty) >= 10
