"""Brat standoff as PolNeAR writes it, with articles of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench.attribution_scores import Said
from sayso.bench.polnear_data import read_split, read_standoff

STANDOFF = """\
T1\tSource 12 15\tAda
T2\tCue 16 20\tsaid
T3\tContent 22 26;0 10\tand it  “It rains,
T4\tAttribution 16 20\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tDiscard 30 40\twhatever
T6\tContent 40 50\tno one said
T7\tCue 50 60\treportedly
T8\tAttribution-no-source 50 60\treportedly
T9\tContent 60 70\tand more
E2\tAttribution-no-source:T8 Cue:T7 Content:T6 Content2:T9
E3\tAttribution-no-source:T8
#1\tAnnotatorNotes T1\ta note
"""


def test_attributions_are_joined_from_their_spans() -> None:
    assert list(read_standoff(STANDOFF)) == [
        Said(((12, 15),), ((16, 20),), ((0, 10), (22, 26))),
        Said((), ((50, 60),), ((40, 50), (60, 70))),
    ]


def test_the_words_of_a_span_may_hold_line_ends() -> None:
    broken = STANDOFF.replace("no one said", "no one\nThe port said\nEven so")
    assert list(read_standoff(broken)) == list(read_standoff(STANDOFF))


def test_an_article_with_two_annotators_has_two_annotations(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "paper_2016_rain_b.txt").write_bytes(b"Rain.\r\n")
    for annotator in ("ab12", "cd34"):
        (tmp_path / "attributions" / f"paper_2016_rain_b_{annotator}.ann").write_text(STANDOFF, encoding="utf-8")
    found = list(read_split(tmp_path))
    assert [(one.article, one.annotator) for one in found] == [
        ("paper_2016_rain_b", "ab12"),
        ("paper_2016_rain_b", "cd34"),
    ]
    assert {one.text for one in found} == {"Rain.\r\n"}
    assert len(found[0].said) == 2


def test_a_missing_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "attributions").mkdir()
    (tmp_path / "attributions" / "gone_ab12.ann").write_text("", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        list(read_split(tmp_path))
