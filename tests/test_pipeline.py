"""The order of the stages: what is collected, what is kept, and what a fault may not lose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso import pipeline
from sayso.cli.pictures import passage_pictures
from sayso.extract import beginning
from sayso.extract.figures import find_figures
from sayso.model import Analysis, Document, Figure, Problem, Sentence, UsageError, part_of
from sayso.pipeline import add_files, analyse, check, copy_index, new_index, open_sources
from sayso.reading import Reading, read_text
from sayso.render.view import View
from sayso.workbench.originals import originals

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


def test_what_a_claim_is_held_against_without_meeting_it_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who says what is asked where it counts alone; the ledger is the same as with all of it read."""
    report = "The ferries carried 412 lorries in May, according to a report by the National Audit Office.\n"
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The bakery sells rye bread on Sundays, its owner said.\n", encoding="utf-8")
    article = read_text("In May the ferries carried 412 lorries, analysts say.", uri="article.txt")
    read: list[str] = []

    def noting(begun: Analysis) -> Analysis:
        read.append(Path(begun.document.uri).name)
        return pipeline._read_on(begun)

    with new_index(tmp_path / "whole", vectors=False) as index:
        add_files(index, [tmp_path / "a.txt", tmp_path / "b.txt"])
        whole = check(article, index)
    monkeypatch.setattr(pipeline, "_read_on_if_sound", noting)
    with new_index(vectors=False) as index:
        add_files(index, [tmp_path / "a.txt", tmp_path / "b.txt"])
        assert read == []
        begun = check(article, index)
    assert read == ["a.txt"]
    assert begun == whole
    assert begun.traces[0].finding == "matches"
    assert "source_blurred" in {drift.kind for drift in begun.traces[0].drifts}


def test_a_fault_in_what_is_read_later_is_told_and_the_ledger_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(
        "The ferries carried 412 lorries in May, the harbour office said.\n", encoding="utf-8"
    )
    article = read_text("The ferries carried 412 lorries in May.", uri="article.txt")

    def faulty(doc: Document, *_rest: object) -> tuple[tuple[()], tuple[()]]:
        if doc.uri.endswith("a.txt"):
            message = "no such thing"
            raise KeyError(message)
        return (), ()

    monkeypatch.setattr(pipeline, "find_attributions", faulty)
    with new_index(vectors=False) as index:
        assert add_files(index, [tmp_path / "a.txt"]).read == 1
        ledger = check(article, index)
    assert [told.code for told in ledger.problems] == ["internal"]
    assert ledger.traces[0].finding == "matches"


def test_nobody_asks_of_a_source_document_what_it_says_against_itself(tmp_path: Path) -> None:
    """An article tells it; of what is only searched it is not looked for, and all else is the same."""
    text = "The fire in Leeds on Monday killed 12 people.\n\nThe mayor spoke. The fire in Leeds on Monday killed 14 people.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    article = analyse(read_text(text, uri="a.txt"), tagger=False)
    with new_index() as index:
        add_files(index, [tmp_path])
        (uri,) = index.uris()
        source = index.analysis(uri)
    assert any(flag.category == "inconsistent" for flag in article.flags)
    assert not any(flag.category == "inconsistent" for flag in source.flags)
    assert [one.text for one in source.claims] == [one.text for one in article.claims]
    assert source.figures == article.figures


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


@pytest.fixture
def minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is larger than what is analysed at once, in six parts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(beginning, "MOST_CHARS", 400)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 90)
    path = Path("minutes.txt")
    path.write_text("".join(f"In {1900 + number} the port counted {number},711 boats.\n\n" for number in range(1, 13)))
    return path


def test_a_source_document_larger_than_a_book_is_known_whole(minutes: Path) -> None:
    """It is kept in parts, each found by itself; what is shown of one tells which it is."""
    with new_index(vectors=False) as index:
        assert add_files(index, [minutes]).problems == ()
        assert len(index.uris()) == 6
        ledger = check(read_text("In 1912 the port counted 12,711 boats."), index)
        assert add_files(index, [minutes]).kept == 1
    trace, view = ledger.traces[0], View(ledger)
    assert (trace.finding, view.sources[trace.document or ""].uri) == ("matches", "minutes.txt#part6")
    assert view.document_name(trace.document) == "minutes.txt, part 6"
    assert not {"text-cut", "cut-short"} & {one.code for one in ledger.problems}


def test_what_speaks_for_a_document_speaks_for_all_its_parts(minutes: Path) -> None:
    """A name that fits one document alone fits it in six parts, too, and the lines at its beginning are those of all."""
    minutes.write_text(f"Kelmouth Harbour Registry\n\n{minutes.read_text()}")
    Path("a.txt").write_text("In 1907 the port counted 7,711 boats.\n")
    with new_index(vectors=False) as index:
        add_files(index, [Path("a.txt"), minutes])
        ledger = check(read_text("In 1907 the port counted 7,711 boats, according to the registry."), index)
    trace = ledger.traces[0]
    assert "fits it alone" in trace.because
    assert View(ledger).document_name(trace.document) == "Kelmouth Harbour Registry, part 4"


def test_a_passage_in_a_part_of_a_pdf_is_shown_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_CHARS", 2_800)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 900)
    pdf = Path(__file__).parents[1] / "examples/sources/ero_report_2024.pdf"
    index, _ = open_sources([pdf], vectors=False)
    with index:
        assert len(index.uris()) > 2
        ledger = check(read_text("Eight percent of the containers opened were returned to the port."), index)
        documents, files = originals(ledger, index, [pdf])
    trace = ledger.traces[0]
    assert trace.passage is not None
    assert trace.passage.page == 1
    assert part_of(View(ledger).sources[trace.document or ""].uri)[1] > 1
    assert {doc.id for doc in documents} == set(files) >= {trace.document}
    assert trace.id in passage_pictures(ledger, [pdf])


@pytest.mark.usefixtures("folder")
def test_the_parts_of_a_document_come_and_go_together(minutes: Path) -> None:
    with new_index(Path("idx"), vectors=False) as index:
        add_files(index, [minutes, Path("a.txt")])
        add_files(index, [minutes], only=True)
        assert len(index.uris()) == 6
        minutes.write_text(minutes.read_text()[:405])
        add_files(index, [minutes])
        assert len(index.uris()) == 5
        add_files(index, [Path("a.txt")])
        assert index.remove("minutes.txt")
        assert index.uris() == ("a.txt",)
        assert not index.remove("minutes.txt")


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError("a fault of ours")])
def test_the_parts_of_a_document_are_of_one_reading(
    minutes: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """A fault in a part, or a reading that is broken off, leaves those of the reading before; it is done again, and the problems of all parts are told."""
    read = pipeline._begin

    def broken(reading: Reading) -> Analysis:
        if reading.document.uri.endswith("part3"):
            raise fault
        return read(reading)

    def odd(reading: Reading) -> Analysis:
        uri = reading.document.uri
        told = (Problem(code="cut-short", message=said, uri=uri) for said in ("all", "late" * uri.endswith("part4")))
        return replace(read(reading), problems=tuple(one for one in told if one.message))

    with new_index(vectors=False) as index:
        add_files(index, [minutes])
        before = {uri: index.record(uri) for uri in index.uris()}
        minutes.write_text(minutes.read_text().replace("boats", "ships")[:405])
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "_begin", broken)
            if isinstance(fault, KeyboardInterrupt):
                with pytest.raises(KeyboardInterrupt):
                    add_files(index, [minutes])
            else:
                assert [problem.code for problem in add_files(index, [minutes]).problems] == ["internal"]
        assert {uri: index.record(uri) for uri in index.uris()} == before
        monkeypatch.setattr(pipeline, "_begin", odd)
        added = add_files(index, [minutes])
        assert added.read == 1
        assert [(one.message, one.uri) for one in added.problems] == [
            ("all", "minutes.txt"),
            ("late", "minutes.txt#part4"),
        ]
        assert {index.analysis(uri).document.text.count("boats") for uri in index.uris()} == {0}


def test_a_file_that_is_called_as_a_part_of_another_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be forgotten when the other one is read anew, or take the place of a part."""
    monkeypatch.chdir(folder)
    Path("a.txt#part2").write_text("Another document.\n")
    with new_index() as index:
        added = add_files(index, [Path("a.txt#part2"), Path("a.txt")])
        assert (added.read, added.failed, index.uris()) == (1, 1, ("a.txt",))
    (problem,) = added.problems
    assert (problem.code, problem.uri) == ("usage", "a.txt#part2")
    assert "another name" in problem.hint


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
