"""A join as tables and graphs: everything in it, in no spreadsheet a formula, in a form that others read."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET  # of our own making
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.across.made import made, made_text

from sayso.bench.made_ledgers import write_ledgers
from sayso.cli import main
from sayso.join import join_reuse, load_reuse
from sayso.model import FoundReuse

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
HOSTILE = '=cmd|" /C calc"!A0 <b>&\x01\x1b[31m'


@pytest.fixture(name="joined", scope="module")
def _joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text, a copy of it, one with a passage of it by a hostile outlet, one without a date, one alone."""
    path = tmp_path_factory.mktemp("exports")
    passage = made_text(1, 60)
    documents = [
        made("a", made_text(1, 100), "One", "2026-03-01"),
        made("b", made_text(1, 100) + " more", "Two", "2026-03-02"),
        made("c", f"{made_text(3, 80)}\n\n{passage}", HOSTILE, "2026-03-03"),
        made("d", f"{made_text(4, 120)}\n\n{made_text(3, 40)}", "Four"),
        made("e", made_text(5, 80), "Five"),
    ]
    write_ledgers(path / "ledgers", documents)
    join_reuse(path / "ledgers", path / "joined")
    return path / "joined"


def _export(joined: Path, out: Path, *arguments: str) -> Path:
    assert main(["follow", "export", str(joined), "-o", str(out), "--quiet", *arguments]) == 0
    return out


def _found(joined: Path) -> FoundReuse:
    found = load_reuse(joined)
    assert len(found.passages) == 4
    assert len(found.groups) == 1
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_passages_are_rows_of_csv_and_of_parquet(joined: Path, tmp_path: Path) -> None:
    found = _found(joined).passages
    rows = _rows(_export(joined, tmp_path / "a.csv", "--form", "csv"))
    assert [(row["a"], row["b"], row["words"], row["taker"]) for row in rows] == [
        (one.a, one.b, str(one.words), one.taker or "") for one in found
    ]
    table = pq.read_table(_export(joined, tmp_path / "a.parquet", "--form", "parquet")).to_pylist()
    assert [(row["a_start"], row["b_text"], row["quoted"], row["identity"], row["taker"]) for row in table] == [
        (one.a_span.start, one.b_span.text, one.quoted, one.identity, one.taker) for one in found
    ]


def test_groups_and_documents_are_tables(joined: Path, tmp_path: Path) -> None:
    (group,) = _found(joined).groups
    rows = _rows(_export(joined, tmp_path / "g.csv", "--form", "csv", "--table", "groups"))
    assert [(row["id"], row["document"]) for row in rows] == [(group.id, member) for member in group.members]
    rows = _rows(_export(joined, tmp_path / "d.csv", "--form", "csv", "--table", "documents"))
    assert [row["id"] for row in rows] == ["a", "b", "c", "d", "e"]


def test_no_cell_is_a_formula(joined: Path, tmp_path: Path) -> None:
    rows = _rows(_export(joined, tmp_path / "d.csv", "--form", "csv", "--table", "documents"))
    assert rows[2]["outlet"] == f"'{HOSTILE}"


def test_the_graph_is_graphml(joined: Path, tmp_path: Path) -> None:
    """By its structure: keys declared and used for their kind, nodes once, edges between nodes, values of their types."""
    root = ET.parse(_export(joined, tmp_path / "a.graphml", "--form", "graphml")).getroot()  # noqa: S314
    assert root.tag == f"{{{NAMESPACE['g']}}}graphml"
    keys = {key.get("id"): key for key in root.findall("g:key", NAMESPACE)}
    (graph,) = root.findall("g:graph", NAMESPACE)
    assert graph.get("edgedefault") == "directed"
    nodes = [node.get("id") for node in graph.findall("g:node", NAMESPACE)]
    assert nodes == ["a", "b", "c", "d"]
    for kind in ("node", "edge"):
        for data in graph.findall(f"g:{kind}/g:data", NAMESPACE):
            key = keys[data.get("key")]
            assert key.get("for") == kind
            if key.get("attr.type") == "int":
                assert int(data.text or "") > 0
            if key.get("attr.type") == "boolean":
                assert data.text in {"true", "false"}
    edges = [
        (edge.get("source"), edge.get("target"), edge.get("directed")) for edge in graph.findall("g:edge", NAMESPACE)
    ]
    assert edges[0] == ("b", "a", None)
    assert ("c", "a", None) in edges
    assert any({source, target} == {"c", "d"} and directed == "false" for source, target, directed in edges)
    outlet = graph.find("g:node[@id='c']/g:data[@key='outlet']", NAMESPACE)
    assert outlet is not None
    assert (outlet.text or "").startswith('=cmd|" /C calc"!A0 <b>&\ufffd')


def test_the_graph_is_json_with_the_same_edges(joined: Path, tmp_path: Path) -> None:
    graph = json.loads(_export(joined, tmp_path / "a.json", "--form", "json").read_text())
    assert {node["id"] for node in graph["nodes"]} == {"a", "b", "c", "d"}
    known = {(edge["source"], edge["target"]) for edge in graph["edges"] if edge["known"]}
    assert known == {
        (one.taker, one.b if one.taker == one.a else one.a) for one in _found(joined).passages if one.taker
    }
    assert sum(edge["passages"] for edge in graph["edges"]) == len(_found(joined).passages)


def test_what_cannot_be_exported_is_refused_and_nothing_is_written(
    joined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.csv"
    assert main(["follow", "export", str(tmp_path), "--form", "csv", "-o", str(out)]) == 2
    assert "no finished join" in capsys.readouterr().err
    assert main(["follow", "export", str(joined), "--form", "json", "--table", "groups", "-o", str(out)]) == 2
    assert "is a graph" in capsys.readouterr().err
    assert main(["follow", "export", str(joined), "--form", "csv", "-o", str(tmp_path / "no" / "a.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
