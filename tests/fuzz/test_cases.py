"""What fuzzing found, each as its smallest input; and the fuzzer itself: its seeds are sound, its draws the same, its findings cut down."""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis.stateful import RuleBasedStateMachine, rule
from scripts.fuzz import grammars, guided, ledgers, machines, readers
from scripts.fuzz.draws import Draws
from scripts.fuzz.findings import Findings, fault_of, smaller
from scripts.fuzz.laws import Broken, hold
from scripts.fuzz.seeds import pdf, word_file
from scripts.fuzz.texts import drawn_text
from tests.render.make_ledger import small_ledger
from tests.render.make_review import HOUSE, acts, events_of

from sayso.evidence import Index
from sayso.model import Ledger, UnreadableError
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.reading.corpora import read_appearance
from sayso.reading.corpora.rows import of_row
from sayso.reading.formats import Source, read_source
from sayso.reading.pdf import _second_look
from sayso.render import EXPORTS, read_reviewed
from sayso.review import review_of


def test_a_relationship_without_a_type_spoils_no_word_file() -> None:
    """Found by `readers`: the text was refused, with words of ours for the reason."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as held, zipfile.ZipFile(out, "w") as archive:
        for name in held.namelist():
            data = held.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", b'<Relationship Id="x" Target="styles.xml"/></Relationships>')
            archive.writestr(name, data)
    draft = read_source("docx", Source(data=out.getvalue(), name="a.docx", uri="a.docx"))
    assert "890,000 people" in draft.text


def test_an_empty_index_that_is_rebuilt_is_whole(tmp_path: Path) -> None:
    """Found by `index`: its words had no marker on disk, and were told as those of another version."""
    with Index.create(tmp_path / "index") as index:
        index.rebuild()
        assert index.verify() == []


def test_half_a_character_in_a_followed_piece_of_html_is_replaced() -> None:
    """Found by `ledgers`: it was raised as an error of encoding, from a corpus of which every line is hostile or not."""
    row = {"html": "<p>It cost 5 \ud800 euros.</p>", "title": "A \udfff"}
    reading = read_appearance(of_row(row, "a.jsonl:1"))
    assert reading.document.text.endswith("It cost 5 \ufffd euros.")


@pytest.mark.parametrize("kind", ["figures", "attributions", "speakers", "claims", "flags", "traces"])
def test_a_ledger_with_two_entries_of_one_id_is_refused(kind: str) -> None:
    """Found by `ledgers`: it was read, reviewed and written in every form but SQLite's, where the error was no refusal of ours."""
    told = json.loads(small_ledger().to_json())
    told[kind].append(told[kind][0])
    with pytest.raises(UnreadableError, match=f"several of its {kind} have the id"):
        Ledger.from_json(json.dumps(told | {"seal": None}))


@pytest.mark.parametrize("numbers", [(1, 1), (2, 1), (0,), (2**63,)])
def test_a_review_whose_events_are_not_in_order_is_refused(numbers: tuple[int, ...]) -> None:
    """Beside it: no desk writes such, and SQLite cannot hold them."""
    ledger = small_ledger()
    events = events_of(*acts(ledger))[: len(numbers)]
    told = json.loads(EXPORTS["json"].render(review_of(ledger, events), HOUSE))
    for event, number in zip(told["review"]["events"], numbers, strict=True):
        event["seq"] = number
    with pytest.raises(UnreadableError, match="order of their numbers"):
        read_reviewed(json.dumps(told | {"seal": None}))


def test_a_followed_piece_of_html_without_text_is_refused_with_its_place() -> None:
    """Found by `ledgers`: it was told that there is no text in it, not in what."""
    with pytest.raises(UnreadableError) as refused:
        read_appearance(of_row({"html": "<p>\ufffd</p>"}, "a.jsonl:1"))
    assert (refused.value.problem.code, refused.value.problem.uri) == ("empty", "a.jsonl:1")


def test_a_line_of_control_characters_spoils_no_pdf() -> None:
    """Found by `readers`: as a line without a word it was refused as damaged."""
    line = b"The mayor said that 54 percent of the passengers"
    data = pdf().replace(line, b"\x01" * len(line))
    draft = read_source("pdf", Source(data=data, name="a.pdf", uri="a.pdf"))
    assert draft.text == "A ferry for everyone paid the full fare of 6 euros in 2022."


def test_what_a_second_look_finds_is_legible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the line of control characters: what pypdf reads kept them, and was torn where TeX's fonts have their ligatures."""
    read = SimpleNamespace(extract_text=lambda: "The \x1cgure of 54\x01percent\n\x02\nis wrong.")
    monkeypatch.setattr("pypdf.PdfReader", lambda _: SimpleNamespace(pages=[read]))
    assert [line.text for line in _second_look(b"", [0])[0]] == ["The figure of 54 percent", "is wrong."]


def test_an_apposition_that_is_no_name_ends_no_reading() -> None:
    """Found by `grammars` ("Selon l’organisation, les vaccins"): "the largest" was looked at for the first word of a name."""
    found = analyse(read_text("Their union, the largest, says that rents rose by 12 percent."), tagger=False)
    assert [one.text for one in found.attributions[0].source] == ["Their union, the largest"]


@pytest.mark.parametrize(
    "text", ["Le maire Jean Petit a déclaré mais", "El alcalde, que ayer habló de la obra, insinúa y"]
)
def test_a_text_that_ends_with_a_connective_is_read(text: str) -> None:
    """Found in short rows of words: what was taken for a connective of several words ended behind the text."""
    assert [one.text for one in analyse(read_text(text), tagger=False).claims] == [text]


def test_a_source_that_only_rests_on_another_is_read() -> None:
    """Found in cut sentences: behind "Laut dem Magazin, das sich auf ein Papier stützt" nothing was left to be said, which ended the check."""
    read = read_text("Laut dem Magazin Visite, das sich auf ein internes Papier stützt.")
    found = analyse(read, tagger=False).attributions
    assert [one.source[0].text for one in found] == ["dem Magazin Visite", "ein internes Papier"]


def test_whoever_stands_in_hearsay_alone_is_read() -> None:
    """Found in cut sentences: without "paraît-il" nothing was left of the source's words "il", which ended the check."""
    found = analyse(read_text("Ses élèves, paraît-il réclament un congé."), tagger=False).attributions
    assert [[one.text for one in each.source] for each in found] == [[], ["il"]]


@pytest.mark.parametrize("module", [readers, ledgers])
def test_seeds_are_sound(module: object) -> None:
    """What a run begins with shows no fault; no law is broken by it."""
    seeds = list(module.seeds())  # type: ignore[attr-defined]
    assert len(seeds) > 20
    assert [fault_of(module.one, seed) for seed in seeds] == [None] * len(seeds)  # type: ignore[attr-defined]


def test_some_texts_of_each_language_are_sound() -> None:
    """Every tenth seed of the grammars."""
    assert [fault_of(grammars.one, seed) for seed in list(grammars.seeds())[::10]] == [None] * 18


def test_changes_leave_the_values_that_they_put_in_alone() -> None:
    """A list that was put in and changed there was put in changed for the rest of the run, at last within itself."""
    before, r = repr(ledgers._VALUES), random.Random(4)  # noqa: S311  nothing here is secret
    for _ in range(300):
        ledgers._changed(Draws(r.randbytes(30)), {"a": [{}], "b": [[]]})
    assert repr(ledgers._VALUES) == before


def test_draws_are_the_same_and_reach_the_sentences() -> None:
    data = bytes(range(0, 250, 7)) * 4
    text = drawn_text(Draws(data), "en")
    assert text == drawn_text(Draws(data), "en")
    assert len(text.split()) > 20


class _Toy(RuleBasedStateMachine):
    """A machine that leaves its model at the first step, or never."""

    steps = 0
    wrong = False

    @rule()
    def step(self) -> None:
        """Count, and leave it."""
        type(self).steps += 1
        assert not self.wrong


@pytest.mark.parametrize("wrong", [False, True])
def test_a_machines_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, wrong: bool) -> None:
    """Its steps and rounds are counted, and where it left its model, the seed and how are kept."""
    toy = ModuleType("toy")
    toy.Machine = type("Machine", (_Toy,), {"wrong": wrong})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "toy", toy)
    monkeypatch.setitem(machines.MACHINES, "toy", "toy")
    assert machines.run("toy", seconds=0, seed=3, out=tmp_path) == int(wrong)
    (told,) = guided.figures(tmp_path)
    assert told["executions"] > 0
    assert (told["faults"], len(told["sorts"])) == (int(wrong), int(wrong))


def test_a_finding_is_cut_down_and_kept_once(tmp_path: Path) -> None:
    def one(data: bytes) -> None:
        hold("no x behind a y", b"y" not in data or b"x" not in data[data.index(b"y") :], data)

    data, found = b"aaaayaaaaxaaaa", Findings(tmp_path)
    fault = fault_of(one, data)
    assert fault is not None
    assert smaller(one, data, fault.sort) == b"yx"
    assert (found.keep(one, data, fault), found.keep(one, b"yax", fault)) == (True, False)
    assert found.sorts == ["Broken no x behind a y"]
    with pytest.raises(Broken):
        one((tmp_path / next(tmp_path.glob("*.bin")).name).read_bytes())
