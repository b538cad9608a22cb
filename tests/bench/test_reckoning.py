"""What following costs at three sizes, and what that foretells."""

from pathlib import Path

import pytest

from sayso.bench import measure_reckoning, reckoning
from sayso.engine import Progress
from sayso.model import UsageError


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The measures at 3, 30 and 300 articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reckoning, "_FEWEST", 300)
        return {one.name: one.value for one in measure_reckoning(tmp_path_factory.mktemp("room"), size=300).measures}


def test_every_step_that_leaves_files_is_told(values: dict[str, float]) -> None:
    """What the steps leave adds up to no more than all files, and what they cost to all CPU."""
    steps = [value for name, value in values.items() if name.startswith("disk.") and name.count(".") == 1]
    told = sum(value for name, value in values.items() if name in {f"disk.{each}" for each in _STEPS})
    assert steps
    assert 0 < told <= values["disk"]
    cpu = sum(
        value
        for name, value in values.items()
        if name.startswith("cpu.") and not name.endswith((".slope", ".foretold"))
    )
    assert cpu == pytest.approx(values["cpu"])


_STEPS = ("prints", "meet", "compare", "sift", "claims", "claims-meet", "claims-group", "threads")


def test_the_web_is_reckoned_from_what_was_measured(values: dict[str, float]) -> None:
    """A hundred million articles take at least what as many times the measured ones take."""
    assert values["reckoned.disk"] >= 0.99 * values["disk"] * reckoning.WEB
    assert values["reckoned.cpu"] >= 0.99 * values["cpu"] / 1e3 * reckoning.WEB
    for name in ("cpu", "disk", "memory.main"):
        assert (values[f"reckoned.{name}.most"] < reckoning.WEB) == (
            values[f"reckoned.{name}"] > reckoning.LIMITS[name]
        )


def test_each_step_of_sizes_and_the_clock_are_told(values: dict[str, float]) -> None:
    """What an article costs to what it cost in a tenth as many agrees with the power; the clock ran."""
    assert values["growth"] == pytest.approx(10 ** (values["cpu.slope"] - 1))
    assert values["growth.tenth"] > 0
    assert values["clock"] > 0


def test_a_power_is_that_of_the_growth() -> None:
    """Ten times as many at a hundred times the cost is the square."""
    assert reckoning.power(10, 3.0, 100, 300.0) == pytest.approx(2)


def test_time_is_counted_to_the_step_that_spent_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What passes between two reports is of the step that the first of them told."""
    clock = iter((1.0, 2.0, 5.0, 9.0))
    monkeypatch.setattr(reckoning, "cpu_seconds", lambda: next(clock))
    meter, going = reckoning.Meter(), Progress(0, 0, 0, 0.0)
    meter.begin()
    meter("keys", going)
    meter("passages", going)
    assert meter.ended() == {"keys": 4.0, "passages": 4.0}


def test_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    """A folder that is not there, and too few articles."""
    with pytest.raises(UsageError):
        measure_reckoning(tmp_path / "none")
    with pytest.raises(UsageError):
        measure_reckoning(tmp_path, size=100)
