"""PolNeAR's bench on an article of our own in its format."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copytree

import pytest

from sayso.bench import Measure, measure_polnear
from sayso.bench.attribution_reader import read_all
from sayso.model import UsageError

from .made_peer import peer

TEXT = """\
The mayor said on Monday that the tram would run again. The port is closed.

“The nets were empty,” Ada Finch said.

Nobody blinked at the harbour, and the rope held.
"""


def _standoff(*said: tuple[str, str, str]) -> str:
    lines = []
    for at, parts in enumerate(said):
        for number, (role, words) in enumerate(zip(("Source", "Cue", "Content"), parts, strict=True)):
            start = TEXT.index(words)
            lines.append(f"T{at * 3 + number}\t{role} {start} {start + len(words)}\t{words}")
        lines.append(f"E{at}\tAttribution:T9{at} Content:T{at * 3 + 2} Cue:T{at * 3 + 1} Source:T{at * 3}")
    return "\n".join(lines)


MAYOR = ("The mayor", "said", "that the tram would run again")
FINCH = ("Ada Finch", "said", "“The nets were empty,”")
ROPE = ("Nobody", "blinked", "the rope held")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "paper_2016_nets.txt").write_text(TEXT, encoding="utf-8", newline="")
    attributions = tmp_path / "dev" / "attributions"
    (attributions / "paper_2016_nets_ab12.ann").write_text(_standoff(MAYOR, FINCH), encoding="utf-8")
    (attributions / "paper_2016_nets_cd34.ann").write_text(_standoff(FINCH, ROPE), encoding="utf-8")
    return tmp_path


def _measures(found: tuple[Measure, ...], by: str = "sayso") -> dict[str, Measure]:
    return {one.name: one for one in found if one.by == by}


def test_each_annotator_counts_with_what_is_found_and_missed(data: Path) -> None:
    outcome = measure_polnear(data)
    found = _measures(outcome.measures)
    assert (found["whole.R"].value, found["whole.R"].n) == (0.75, 4)
    assert (found["whole.P"].value, found["source.R"].value) == (0.75, 0.75)
    assert (found["recall.direct"].value, found["recall.direct"].n) == (1, 2)
    assert (found["recall.indirect"].value, found["recall.indirect"].n) == (0.5, 2)
    assert found["exact.source.R"].value == 0.75
    assert found["speed.raw"].value > 0
    missed = [(one.name, one.text) for one in outcome.misses]
    lines = TEXT.splitlines()
    assert missed == [("recall.indirect", lines[4]), ("whole.P", lines[0])]
    assert outcome.misses[0].what == "Nobody | blinked | the rope held"


DIRECT = """
import json, sys
for line in sys.stdin:
    text = json.loads(line)["text"]
    start = text.index("“")
    said = {"source": [[0, 3]], "cue": [], "content": [[start, text.index("”") + 1]]}
    print(json.dumps({"attributions": [said]}))
print(json.dumps({"cpu_seconds": 2.0}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an environment is made of a link")
def test_a_peer_is_measured_by_what_it_tells(data: Path, tmp_path: Path) -> None:
    peer(tmp_path / "peers" / "quoter", "polnear", DIRECT)
    found = _measures(measure_polnear(data, peers=tmp_path / "peers").measures, "Quoter")
    assert (found["whole.P"].value, found["whole.R"].value) == (1, 0.5)
    assert found["source.F1"].value == 0
    assert found["speed.raw"].value == round(len(TEXT.split()) / 2)


def test_how_far_annotators_agree_is_told_by_the_split_for_training(data: Path) -> None:
    assert not any(one.name.startswith("agreement") for one in measure_polnear(data).measures)
    copytree(data / "dev", data / "train")
    found = _measures(measure_polnear(data).measures, "annotators")
    assert (found["agreement.whole.F1"].value, found["agreement.whole.F1"].n) == (0.5, 4)
    assert found["agreement.recall.direct"].value == 1
    assert (found["agreement.recall.indirect"].value, found["agreement.recall.indirect"].n) == (0, 2)
    assert "agreement.whole.P" not in found


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_polnear(tmp_path / "none")
    (tmp_path / "dev" / "attributions").mkdir(parents=True)
    (tmp_path / "dev" / "attributions" / "gone_ab12.ann").write_text("", encoding="utf-8")
    with pytest.raises(UsageError):
        measure_polnear(tmp_path)


def test_a_text_that_reading_changes_is_not_measured() -> None:
    with pytest.raises(UsageError):
        read_all(["The mayor said so.\r\nYes."], "en")


def test_what_stands_in_another_or_is_suggested_is_left_out() -> None:
    read = read_all(["As the Harbour Times notes, experts are convinced that the nets were empty."], "en")[0]
    assert len(read.attributions) == 2
    assert [one.source for one in read.outermost] == [((3, 20),)]
