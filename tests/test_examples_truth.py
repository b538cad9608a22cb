"""The known truth of the example and of the travellers' texts names words that really stand in them."""

from __future__ import annotations

import importlib.util
import tomllib
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import docx
import lxml.html
import pypdfium2
import pytest

from sayso.model import DriftKind, Finding

if TYPE_CHECKING:
    from types import ModuleType

_ROOT = Path(__file__).parents[1]
_EXAMPLE = _ROOT / "examples"
_TRAVELLERS = _ROOT / "tests" / "data" / "travellers"

#: Article, truth and folder of source documents of each set.
_SETS = {
    "example": (_EXAMPLE / "article.txt", _EXAMPLE / "drift.toml", _EXAMPLE / "sources"),
    "travellers": (_TRAVELLERS / "article.txt", _TRAVELLERS / "truth.toml", _TRAVELLERS),
}


def _pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _text(path: Path) -> str:
    """The words of a file, by the plainest means, so that a fault of `sayso.reading` cannot hide one here."""
    match path.suffix:
        case ".pdf":
            return _pdf_text(path)
        case ".docx":
            return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        case ".html":
            return "".join(str(piece) for piece in lxml.html.fromstring(path.read_bytes()).itertext())
        case _:
            return path.read_text(encoding="utf-8")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _truths(name: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads(_SETS[name][1].read_text(encoding="utf-8"))["truth"]
    return listed


_ALL = [pytest.param(name, truth, id=f"{name}-{at}") for name in _SETS for at, truth in enumerate(_truths(name))]


@pytest.mark.parametrize(("name", "truth"), _ALL)
def test_claims_are_words_of_the_article_and_hold_their_figure(name: str, truth: dict[str, Any]) -> None:
    """A claim stands once in the article, and its figure once in the claim."""
    article = _SETS[name][0].read_text(encoding="utf-8")
    assert article.count(truth["claim"]) == 1
    if truth["figure"]:
        assert truth["claim"].count(truth["figure"]) == 1


@pytest.mark.parametrize(("name", "truth"), _ALL)
def test_passages_are_words_of_their_source_document(name: str, truth: dict[str, Any]) -> None:
    """A passage stands in its file; where nothing was found there is neither."""
    if truth["finding"] == "not_found":
        assert not truth["source"]
        assert not truth["passage"]
    else:
        assert _flat(truth["passage"]) in _flat(_text(_SETS[name][2] / truth["source"]))


@pytest.mark.parametrize(("name", "truth"), _ALL)
def test_findings_and_drifts_are_the_models(name: str, truth: dict[str, Any]) -> None:
    """Findings and kinds of drift are those of the model, and each truth says why."""
    assert truth["finding"] in get_args(Finding), name
    assert set(truth["drift"]) <= set(get_args(DriftKind))
    assert truth["why"].endswith(".")


@pytest.mark.parametrize("name", sorted(_SETS))
def test_a_figure_has_one_truth(name: str) -> None:
    """No claim's figure is judged twice."""
    pairs = [(truth["claim"], truth["figure"]) for truth in _truths(name)]
    assert len(pairs) == len(set(pairs))


def test_the_example_knows_every_finding_and_most_kinds_of_drift() -> None:
    """What the example is for: each finding occurs, and ten kinds of drift or more."""
    truths = _truths("example")
    assert {truth["finding"] for truth in truths} == set(get_args(Finding))
    assert len({kind for truth in truths for kind in truth["drift"]}) >= 10


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sources", _EXAMPLE / "make_sources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_made_source_documents_are_those_committed(tmp_path: Path) -> None:
    """The script gives the same bytes twice, and the words of the files that are committed."""
    maker = _maker()
    made = {"ero_report_2024.pdf": maker.report_pdf, "hollin_bay_note_2024-03-12.docx": maker.note_docx}

    def same(name: str, make: Any) -> bool:
        (tmp_path / name).write_bytes(make())
        return make() == make() and _text(tmp_path / name) == _text(_EXAMPLE / "sources" / name)

    assert all(starmap(same, made.items()))
