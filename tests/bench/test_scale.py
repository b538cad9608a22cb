"""The bench of scale, on an index that is small."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from sayso.bench import measure_scale, scale
from sayso.bench.scale import slope, told
from sayso.bench.scale_fts import search_fts
from sayso.bench.scale_meaning import MadeMeaning
from sayso.bench.scale_texts import LANGUAGES, SENTENCES, MadeTexts, claimed, most_memory, percentile
from sayso.cli import main
from sayso.extract.figures import find_figures
from sayso.model import UsageError
from sayso.pipeline import no_progress

from .made_peer import peer


def test_everything_is_measured_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, few in (("_READ", 60), ("_CLAIMS", 30), ("_COLD", 2), ("_CHANGES", 2), ("_ARTICLES", 1)):
        monkeypatch.setattr(scale, name, few)
    found = {(one.name, one.by): one for one in measure_scale(tmp_path, size=1000).measures}
    assert list(tmp_path.iterdir()) == []
    assert found["written", "sayso"].n >= 1000
    assert found["written", "sayso"].value > found["written.all", "sayso"].value > 0
    # written in a blink, so that other work on the machine may weigh on one part alone: then once more
    assert any(0.3 < one < 1.5 for one in chain([found["slope", "sayso"].value], _slopes(tmp_path)))
    assert found["search.first", "sayso"].value > 0.95
    assert found["search.first", "SQLite FTS5"].value > 0.95
    assert found["search.p50_ms", "sayso"].value <= found["search.p95_ms", "sayso"].value
    assert found["fused.first", "sayso"].value > 0.95
    assert found["fused.p50_ms", "sayso"].value <= found["fused.p95_ms", "sayso"].value
    assert found["article.claims", "sayso"].value > 30
    assert found["vectors.kept", "sayso"].n == found["written", "sayso"].n
    assert all(one.value > 0 for one in found.values())


def _slopes(folder: Path) -> Iterator[float]:
    """The slope of an index that is as small, measured anew each time."""
    for number in range(3):
        (folder / str(number)).mkdir()
        written = scale._written(folder / str(number), MadeTexts(), 91, no_progress)
        yield from (one.value for one in written if one.name == "slope")


def test_without_the_encoder_search_by_meaning_is_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sayso.language.meaning.meaning_reader", lambda: None)
    notes: list[str] = []
    assert list(scale._fused(tmp_path, 1, notes, no_progress)) == []
    assert "weights" in notes[0]


def test_made_vectors_are_alike_where_words_are() -> None:
    one, other, apart = (
        MadeMeaning().vectors(["red boats sail far", "red boats sail", "no fish today"], "en").astype(int)
    )
    assert abs(np.sqrt(one @ one) - 400) < 20
    assert one @ other > 0.7 * 400**2 > 0.5 * 400**2 > one @ apart
    assert MadeMeaning().vectors([], "en").shape == (0, 256)


def test_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    for data, size, code in ((tmp_path / "none", 1000, "missing"), (tmp_path, 999, "usage")):
        with pytest.raises(UsageError) as caught:
            measure_scale(data, size=size)
        assert caught.value.problem.code == code


def test_a_size_is_asked_of_scale_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "ntrex", "--data", str(tmp_path), "--size", "9"]) == 2
    assert "--size" in capsys.readouterr().err


def test_the_texts_are_the_same_every_time_and_each_another() -> None:
    one, other = MadeTexts(), MadeTexts()
    texts = {one.document(number).document.text for number in range(8)}
    assert {other.document(number).document.text for number in range(8)} == texts
    assert len(texts) == 8
    assert {one.document(number).document.language for number in range(8)} == set(LANGUAGES)
    assert one.claim(3) == other.claim(3)


def test_entries_stand_where_they_say() -> None:
    for number in range(4):
        analysis = MadeTexts().document(number)
        text = analysis.document.text
        assert len(analysis.sentences) == SENTENCES + 1
        assert len(analysis.figures) == SENTENCES
        for figure, sentence in zip(analysis.figures, analysis.sentences[1:], strict=True):
            assert text[figure.start : figure.end] == figure.text
            assert sentence.start <= figure.start < figure.end < sentence.end
        found = find_figures(analysis.document, analysis.sentences)
        read = {(one.low, one.kind) for one in found}
        right = sum((one.low, one.kind) in read for one in analysis.figures)
        assert right > 0.6 * SENTENCES, "most figures are such as our reader finds"


def test_the_slope_is_that_of_the_line() -> None:
    assert slope([(10, 3.0), (100, 30.0), (1000, 300.0)]) == pytest.approx(1)
    assert slope([(10, 1.0), (100, 100.0)]) == pytest.approx(2)
    assert slope([(10, 1.0)]) == 1


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert percentile([1.0], 0.95) == 1
    assert percentile(list(range(101)), 0.95) == 95


def test_claims_are_made_from_all_parts() -> None:
    assert len(set(claimed(1000, 300))) == 300
    assert max(claimed(1000, 300)) > 900


def test_memory_is_told_in_millions_of_bytes() -> None:
    assert 10 < most_memory() < 100_000


def test_sqlite_counts_the_first_place(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("gulls at the pier\nboats in Libya\nthe pier of boats\n", encoding="utf-8")
    claims, first = ["Libya's boats", 'gulls "AND" (pier'], [1, 2]
    found = search_fts(tmp_path, {"passages": str(tmp_path / "p"), "claims": claims, "first": first})
    assert (found["passages"], found["first"], len(found["times"])) == (3, 0.5, 2)


def test_a_peer_is_asked_and_told(tmp_path: Path) -> None:
    answer = {"passages": 10, "cpu_seconds": 2.0, "disk": 1.5, "memory": 50.0, "times": [1.0, 3.0], "first": 0.5}
    by_name = {one.name: one for one in told(answer, "other")}
    assert by_name["written"].value == 5
    assert by_name["search.p50_ms"].value == 2
    assert {one.by for one in by_name.values()} == {"other"}
    program = f"import sys; sys.stdin.read(); print({json.dumps(json.dumps(answer))}); print('{{\"cpu_seconds\": 2}}')"
    peer(tmp_path / "peers" / "other", "scale", program)
    notes: list[str] = []
    found = list(scale._peers(tmp_path / "peers", {}, notes, no_progress))
    assert [one.value for one in found if one.name == "written"] == [5]
    assert notes == ["Other 1"]
