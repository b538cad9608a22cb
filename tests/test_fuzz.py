"""The fuzzer of figures: it makes the same inputs from the same seed, passes what is sound and finds what is not."""

from __future__ import annotations

import pytest
from tests.scripts import script

fuzz = script("fuzz_figures")


def test_a_short_round_finds_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """Three seconds of inputs in all languages; longer rounds are run by hand."""
    assert fuzz.main(["--seconds", "3", "--seed", "20"]) == 0
    assert "no fault" in capsys.readouterr().out


def test_the_same_seed_makes_the_same_input() -> None:
    """So that a fault can be looked at again."""
    corpus = fuzz.Corpus.read()
    made = [fuzz.make(corpus, f"1:{number}", fuzz.LANGUAGES) for number in range(20)]
    assert made == [fuzz.make(corpus, f"1:{number}", fuzz.LANGUAGES) for number in range(20)]
    assert len({one.text for one in made}) > 10


def test_a_fault_is_told_and_cut_down(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader that falls over one letter is found, with the seed, the number and the letter."""

    def falls(doc: object, _sentences: object) -> tuple[()]:
        if "e" in doc.text:  # type: ignore[attr-defined]
            message = "an e"
            raise ValueError(message)
        return ()

    monkeypatch.setattr(fuzz, "find_figures", falls)
    monkeypatch.setattr(fuzz, "OTHERS", ())
    assert fuzz.main(["--seconds", "5", "--seed", "3", "--language", "it"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("--seed 3 --only ")
    assert "cut down: 'e'" in told


def test_what_breaks_a_law_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that is not the text's, an end that is before the start, a value that is not finite."""
    given = fuzz.Input("It cost 5 euros.", "en", "paragraph", split=False)
    doc, (figure,) = fuzz.read(given)
    assert fuzz.fault(given) is None
    wrong: dict[str, dict[str, object]] = {
        "offsets": {"text": "6"},
        "order": {"start": 9, "end": 9},
        "not finite": {"high": float("inf")},
        "too large": {"high": 10**100},
        "low over high": {"low": 7},
        "no bound": {"low": None, "high": None},
        "no reason": {"because": ""},
        "id": {"id": "f2"},
    }
    for name, change in wrong.items():
        spoilt = type(figure)(**{one: getattr(figure, one) for one in figure.__struct_fields__} | change)
        monkeypatch.setattr(fuzz, "read", lambda _given, one=spoilt: (doc, (one,)))
        assert fuzz.fault(given).startswith(name), name


@pytest.mark.parametrize("kind", ["paragraph", "row"])
def test_points_that_begin_a_name_are_none(kind: str) -> None:
    """Found by fuzzing: in "61%, up five points0/0" the word "points" is the name's, and no figure may reach into it."""
    given = fuzz.Input("61%, up five points0/0 in", "en", kind, split=False)
    assert fuzz.fault(given) is None
    assert [one.text for one in fuzz.read(given)[1]] == ["61%", "five", "points0/0"]
