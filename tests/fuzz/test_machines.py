"""Short runs of the state machines; `python -m scripts.fuzz desk|index|bench` runs them for as long as told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.fuzz import bench_machine, desk_machine, index_machine


@pytest.mark.parametrize(("module", "examples"), [(desk_machine, 6), (index_machine, 4), (bench_machine, 6)])
def test_a_machine_stays_with_its_model(module: Any, examples: int) -> None:
    """The same few examples each time; a failing one is not cut down here, as that takes minutes."""
    asked = settings(
        max_examples=examples, stateful_step_count=25, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(module.Machine, settings=asked)
