"""How peers are asked, with a peer of our own: a program that doubles what it is given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sayso.bench.peers import Peer, peers_in

from .made_peer import peer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an environment is made of a link")

DOUBLES = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"twice": json.loads(line)["number"] * 2}))
print(json.dumps({"cpu_seconds": 0.5}))
"""


@pytest.fixture
def peers(tmp_path: Path) -> Path:
    peer(tmp_path / "doubler", "doubling", DOUBLES)
    return tmp_path


def _only(peers: Path, notes: list[str]) -> Peer:
    return next(peers_in(peers, "doubling", notes))


def test_a_peer_answers_each_task_in_turn(peers: Path) -> None:
    notes: list[str] = []
    found = _only(peers, notes).ask([{"number": 1}, {"number": 2}], notes)
    assert found is not None
    assert [one["twice"] for one in found.answers] == [2, 4]
    assert found.cpu_seconds == 0.5
    assert notes == ["Doubler 1"]


def test_a_peer_that_fails_is_told_with_its_last_words(peers: Path) -> None:
    notes: list[str] = []
    assert _only(peers, notes).ask([{"wrong": 1}], notes) is None
    assert notes == ["Doubler failed: KeyError: 'number'"]


def test_a_peer_without_the_task_is_not_asked(peers: Path) -> None:
    notes: list[str] = []
    assert list(peers_in(peers, "tripling", notes)) == []
    assert notes == []


def test_without_a_folder_it_is_told_how_peers_are_made() -> None:
    notes: list[str] = []
    assert list(peers_in(None, "doubling", notes)) == []
    assert "run.py peers" in notes[0]
