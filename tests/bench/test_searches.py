"""The benches of searching, on data of our own in their form."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sayso.bench import measure_ntrex_search, measure_wice
from sayso.bench.searches import Pool, as_document, figures_of
from sayso.evidence import Query
from sayso.model import UsageError

from .made_peer import peer

PAGES: tuple[tuple[str, list[list[str]], list[list[int]]], ...] = (
    (
        "The ferry to Orrin carried 4,300 people in its first year.",
        [
            [
                "(meta data) TITLE: A ferry for Orrin",
                "The ferry opened in May.",
                "In its first year 4,300 people took it.",
                "It is painted green.",
            ]
        ],
        [[2]],
    ),
    (
        "She sells bread at the market of Castelvento.",
        [
            [
                "(meta data) TITLE: Markets",
                "Flowers are sold in the morning.",
                "Bread is sold at Castelvento's market by a woman of eighty.",
            ]
        ],
        [[2], [1, 2]],
    ),
    ("The bridge was never built.", [["(meta data) TITLE: Bridges", "Nothing is said here of any such thing."]], [[]]),
)
LAST = """
import json, sys
for line in sys.stdin:
    task = json.loads(line)
    ends = [[len(page) - 1] for page in task["pages"]]
    print(json.dumps({"own": ends, "page": [0 for _ in ends]}))
print(json.dumps({"cpu_seconds": 0.0}))
"""
TEXTS = {
    "src.eng": ("The ferry was cancelled.", "She sells bread.", "Prices rose by 12 percent."),
    "ref.deu": ("Die Fähre fiel aus.", "Sie verkauft Brot.", "Die Preise stiegen um 12 Prozent."),
    "ref.spa": ("El ferri fue cancelado.", "Ella vende pan.", "Los precios subieron un 12 por ciento."),
    "ref.fra": ("Le ferry a été annulé.", "Elle vend du pain.", "Les prix ont augmenté de 12 pour cent."),
    "ref.ita": ("Il traghetto è stato cancellato.", "Lei vende pane.", "I prezzi sono saliti del 12 per cento."),
    "ref.por": ("O ferry foi cancelado.", "Ela vende pão.", "Os preços subiram 12 por cento."),
}


@pytest.fixture
def wikipedia(tmp_path: Path) -> Path:
    (tmp_path / "claim").mkdir()
    rows = [
        {
            "claim": claim, "evidence": lines, "supporting_sentences": support,
            "meta": {"claim_title": "Orrin", "claim_context": "Orrin is a valley. It has a ferry.\n"},
        }
        for claim, (lines,), support in PAGES
    ]  # fmt: skip
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "claim" / "dev.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for name, lines in TEXTS.items():
        (tmp_path / f"newstest2019-{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "DOCUMENT_IDS.tsv").write_text("a\na\nb\n", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="an environment is made of a link")
def test_passages_of_cited_pages(wikipedia: Path, tmp_path: Path) -> None:
    """The lines that support a claim are counted where there are any, its page always; a peer is measured on the same claims."""
    peer(tmp_path / "peers" / "last", "passages", LAST)
    outcome = measure_wice(wikipedia, peers=tmp_path / "peers")
    found = {(one.name, one.by): (one.value, one.n) for one in outcome.measures}
    for by in ("sayso", "with context", "words alone"):
        assert found["page.P@1", by] == (1, 2)
        assert found["page.hit@5", by] == (1, 2)
        assert found["search.ms", by][0] > 0
    value, n = found["pages.P@1", "sayso"]
    assert (round(value, 3) >= 0.667, n) == (True, 3)
    assert found["page.P@1", "Last"] == (0.5, 2)
    assert round(found["pages.P@1", "Last"][0], 3) == 0.333
    assert {miss.name for miss in outcome.misses} <= {"page.P@1", "pages.P@1"}


def test_translations_are_found(news: Path) -> None:
    """Each sentence finds its translation by meaning; by words only what names and figures show."""
    outcome = measure_ntrex_search(news)
    found = {(one.name, one.by): (one.value, one.n) for one in outcome.measures}
    for language in ("de", "es", "fr", "it", "pt"):
        assert found[f"{language}.P@1", "sayso"] == (1, 3)
        assert found[f"{language}.P@1", "vectors alone"] == (1, 3)
    assert found["pool.all", "sayso"] == (1, 3)
    assert found["pool.share", "vectors alone"] == (1, 3)
    assert 0 < found["pool.share", "words alone"][0] < 1
    assert not outcome.misses


def test_data_that_is_missing_or_of_another_form(news: Path, tmp_path: Path) -> None:
    """Either is an error that names the file and says where it comes from."""
    with pytest.raises(UsageError, match="cannot be read") as caught:
        measure_wice(tmp_path / "nowhere")
    assert "claim/dev.jsonl" in caught.value.problem.hint
    (tmp_path / "claim").mkdir()
    (tmp_path / "claim" / "dev.jsonl").write_text('{"claim": 3}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="not WiCE's"):
        measure_wice(tmp_path)
    (news / "newstest2019-ref.fra.txt").write_text("Une phrase.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="same number of lines"):
        measure_ntrex_search(news)
    (news / "DOCUMENT_IDS.tsv").unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        measure_ntrex_search(news)


def test_each_line_is_a_passage() -> None:
    """However short or long a line is, what is found in it is that line; a figure belongs to the line that it stands in."""
    lines = {7: "No.", 9: "In 2019 there were 12,000 boats. There are 300 now.", 12: "stone " * 130}
    pool = Pool([(lines, as_document(lines, "en", "boats"))], None)
    with pool as index:
        for number, asked in ((9, "12,000 boats"), (9, "300 now"), (12, "stone")):
            assert list(pool.lines(index.search(Query(asked, "en"), 1))) == [("boats", number)]
    assert [len(found) for found in figures_of(["12 boats and 30 men", "", "40 more"], "en")] == [2, 0, 1]
