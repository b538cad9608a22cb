"""The order of the stages: what is collected, what is kept, and what a fault may not lose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.extract.figures import find_figures
from sayso.model import Document, Figure, Sentence, UsageError
from sayso.pipeline import add_files, analyse, check, copy_index, new_index, open_sources
from sayso.reading import read_text

TEXT = "In 2015 the port counted 3,000 containers, said the authority.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"{name}: {TEXT}", encoding="utf-8")
    return tmp_path


def test_progress_is_told_from_none_to_all(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with new_index() as index:
        add_files(index, [folder], lambda *step: told.append(step))
    assert [done for _, done, _ in told] == [0, 1, 2, 3]
    assert {total for _, _, total in told} == {3}


def test_a_fault_in_one_file_does_not_lose_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that raises is our own fault; the file is told with it, and the rest is done."""

    def faulty(doc: Document, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
        if doc.uri.endswith("b.txt"):
            message = "no such thing"
            raise KeyError(message)
        return find_figures(doc, sentences)

    monkeypatch.setattr(pipeline, "find_figures", faulty)
    with new_index() as index:
        added = add_files(index, [folder])
    assert (added.read, added.failed) == (2, 1)
    assert [problem.code for problem in added.problems] == ["internal"]


def test_files_that_are_there_are_kept(folder: Path) -> None:
    with new_index() as index:
        assert add_files(index, [folder]).read == 3
        again = add_files(index, [folder])
        assert (again.read, again.kept) == (0, 3)


def test_an_index_beside_files_is_taken_over_and_stays_as_it_is(folder: Path, tmp_path: Path) -> None:
    with new_index(tmp_path / "idx") as index:
        add_files(index, [folder / "a.txt"])
    both, added = open_sources([tmp_path / "idx", folder / "b.txt"])
    with both:
        assert len(both.uris()) == 2
        assert added.read == 1
    alone, _ = open_sources([tmp_path / "idx"])
    with alone:
        assert len(alone.uris()) == 1
    with new_index() as copy:
        copy_index(tmp_path / "idx", copy)
        assert len(copy.uris()) == 1


def test_a_missing_path_is_told_before_any_work(folder: Path) -> None:
    with new_index() as index, pytest.raises(UsageError):
        add_files(index, [folder, folder / "nowhere"])


def test_a_language_that_is_not_served_is_told() -> None:
    text = (
        "Nel 2015 il porto ha contato tremila container, secondo l'autorità portuale della città e il ministero.\n" * 3
    )
    assert "language-unserved" in {problem.code for problem in analyse(read_text(text, uri="it.txt")).problems}


def test_portuguese_figures_are_read_through_the_pipeline() -> None:
    """The language is found, its number words are read, and only say-so is told as not served."""
    text = (
        "A produção de café recuou 12,5% em 2023, para três milhões e meio de sacas, disse o Sr. Lopes da cooperativa.\n\n"
        "Um em cada cinco agricultores pediu um crédito de R$ 1,2 bilhão, com juros de 4% ao ano, segundo o governo.\n"
    )
    found = analyse(read_text(text, uri="cafe.txt"))
    assert found.document.language == "pt"
    assert [(figure.low, figure.unit or figure.currency) for figure in found.figures if figure.is_quantity] == [
        (12.5, None),
        (3_500_000, None),
        (0.2, None),
        (1_200_000_000, "BRL"),
        (4, None),
    ]
    (problem,) = found.problems
    assert problem.code == "language-unserved"
    assert "figures" not in problem.message


def test_what_is_wanted_is_what_the_article_rests_on_and_was_not_given() -> None:
    article = read_text(
        "The dam will fail, notes El Diario del Agua. As the German Rhein-Kurier reports, it is old.\n", uri="a"
    )
    with new_index() as index:
        index.add(analyse(read_text("Rhein-Kurier, 3 May 2015\n\nDer Damm ist alt.\n", uri="kurier.txt")), "x", "1")
        index.commit()
        wanted = check(article, index).wanted
    assert [one.name for one in wanted] == ["El Diario del Agua"]
    assert all(one.claims for one in wanted)


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    def run() -> str:
        index, added = open_sources([folder])
        with index:
            return check(read_text(TEXT, uri="x"), index, added.problems).to_json()

    assert run() == run()
