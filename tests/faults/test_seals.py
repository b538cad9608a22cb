"""Files of JSON that are kept say when they are not as they were written."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.render.make_ledger import small_ledger
from tests.render.make_review import HOUSE, signed_review

from sayso.cli import main
from sayso.model import Ledger, UnreadableError
from sayso.render import EXPORTS, read_reviewed


def _outcome(text: bytes, whole: Ledger) -> str:
    try:
        return "harmless" if Ledger.from_json(text) == whole else "unseen"
    except UnreadableError as error:
        return "told" if error.problem.code == "damaged" and error.problem.hint else "told without a mend"


def test_a_flipped_bit_of_a_ledger_is_told_or_harmless() -> None:
    whole, chance = small_ledger(), random.Random(3)  # noqa: S311  places, no secrets
    raw = whole.to_json().encode()
    outcomes = []
    for _ in range(300):
        damaged = bytearray(raw)
        damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        outcomes.append(_outcome(bytes(damaged), whole))
    assert set(outcomes) <= {"told", "harmless"}
    assert outcomes.count("told") > 290


def test_a_letter_of_a_review_that_is_another_is_told() -> None:
    text = EXPORTS["json"].render(signed_review(), HOUSE)
    assert isinstance(text, str)
    assert read_reviewed(text)
    at = text.index('"who": "') + 8
    changed = text[:at] + ("b" if text[at] != "b" else "c") + text[at + 1 :]
    with pytest.raises(UnreadableError, match="seal"):
        read_reviewed(changed)


def test_a_ledger_may_be_laid_out_anew() -> None:
    """Other programs write JSON with other spaces, in another order."""
    ledger = small_ledger()
    assert Ledger.from_json(json.dumps(json.loads(ledger.to_json()), sort_keys=True, indent=7)) == ledger


def test_a_ledger_without_a_seal_is_held_against_the_hash_of_its_text() -> None:
    """One of an earlier version, or one that somebody changed on purpose."""
    told = json.loads(small_ledger().to_json())
    del told["seal"]
    assert Ledger.from_json(json.dumps(told)) == small_ledger()
    told["document"]["text"] = told["document"]["text"].replace("e", "a", 1)
    with pytest.raises(UnreadableError, match="its text is not the one"):
        Ledger.from_json(json.dumps(told))
    told["review"] = {"withheld": 1}  # names were taken out of the text, and it says so
    assert Ledger.from_json(json.dumps(told))


def test_a_damaged_ledger_is_refused_by_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(small_ledger().to_json().replace('"stage": "', '"stage": "x', 1))
    assert main(["export", str(path), "--form", "json"]) == 3
    told = capsys.readouterr().err
    assert "seal does not hold [damaged]" in told
    assert "hint: take an earlier copy" in told


@pytest.mark.parametrize("seal", ["b2:0", None])
def test_half_a_surrogate_in_an_escape_is_told(seal: str | None) -> None:
    told = json.loads(small_ledger().to_json())
    told["seal"] = seal
    told["document"]["text"] += "\ud800"
    with pytest.raises(UnreadableError):
        Ledger.from_json(json.dumps(told))
