"""State machines against their models: the same that the tests run shortly, for as long as told."""

from __future__ import annotations

import json
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, Final

#: The machines by name, each in its module of the tests.
MACHINES: Final = {
    "desk": "tests.fuzz.desk_machine",
    "index": "tests.fuzz.index_machine",
    "bench": "tests.fuzz.bench_machine",
}
#: Examples of a round, and steps of an example.
_ROUND: Final = 20
_STEPS: Final = 40


def run(name: str, *, seconds: int, seed: int, out: Path) -> int:
    """Run a machine's rounds for a time, one at least; 1 where it left its model."""
    module = import_module(MACHINES[name])
    folder = out / name
    (folder / "runs").mkdir(parents=True, exist_ok=True)
    begun, cpu, number, faults = time.time(), time.process_time(), 0, 0
    while not number or (time.time() - begun < seconds and not faults):
        faults = _round(module, folder, seed * 10_000 + number)
        number += 1
        told: dict[str, Any] = {
            "target": name, "seed": seed, "begun": round(begun), "executions": module.Machine.steps, "rounds": number,
            "seconds": round(time.time() - begun, 1), "cpu_seconds": round(time.process_time() - cpu, 1), "faults": faults,
        }  # fmt: skip
        (folder / "runs" / f"{seed}-{int(begun)}.json").write_text(json.dumps(told) + "\n")
        print(json.dumps(told), flush=True)
    return faults


def _round(module: Any, folder: Path, seed: int) -> int:
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis import seed as seeded
    from hypothesis.stateful import get_state_machine_test

    asked = settings(  # a failing example is not cut down, which takes minutes
        max_examples=_ROUND, stateful_step_count=_STEPS, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    test = seeded(seed)(get_state_machine_test(module.Machine, settings=asked))
    try:
        test()
    except Exception as error:  # noqa: BLE001  any exception is the fault that is looked for
        told = "".join(traceback.format_exception(error))
        (folder / "findings").mkdir(exist_ok=True)
        (folder / "findings" / f"{seed}.txt").write_text(
            f"{type(error).__name__} seed {seed}\n{told}", "utf-8", "backslashreplace"
        )
        print(told[-4000:])
        return 1
    return 0
