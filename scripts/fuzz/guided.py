"""Coverage-guided runs with atheris: a corpus that grows, findings that are kept and passed over, figures that are written as it goes."""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from .findings import Fault, Findings, One, as_fault

TARGETS: Final = ("readers", "grammars", "ledgers", "matchers")
#: Bytes of an input at most; seconds between two writings of the figures.
_LONGEST: Final = 8192
_EVERY: Final = 5.0
#: Seconds by the clock after which an input that does not come back ends the run: it is written by libFuzzer as `timeout-...`. They are many, as
#: on a busy machine a minute passes without a fault; what takes five seconds of processor time and comes back breaks a law.
_HANG: Final = 300
_MIB: Final = 4096


class Run:
    """One run: counts executions, keeps what is found, and writes its figures."""

    def __init__(self, name: str, one: One, out: Path, seed: int) -> None:
        """Begin."""
        self._one, self._findings = one, Findings(out / name / "findings")
        self._told = out / name / "runs" / f"{seed}-{int(time.time())}.json"
        self._told.parent.mkdir(parents=True, exist_ok=True)
        self._name, self._seed = name, seed
        self._begun, self._cpu, self._next = time.time(), time.process_time(), 0.0
        self.executions, self.faults = 0, 0

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        self.executions += 1
        try:
            self._one(data)
        except Exception as error:  # noqa: BLE001  any exception is the fault that is looked for
            self._found(data, as_fault(error))
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self.tell()

    def _found(self, data: bytes, fault: Fault) -> None:
        self.faults += 1
        if self._findings.keep(self._one, data, fault):
            print(f"\nfound: {fault.sort}", flush=True)

    def tell(self) -> None:
        """Write the figures so far."""
        told = {
            "target": self._name, "seed": self._seed, "begun": round(self._begun), "executions": self.executions,
            "seconds": round(time.time() - self._begun, 1), "cpu_seconds": round(time.process_time() - self._cpu, 1), "faults": self.faults,
        }  # fmt: skip
        self._told.write_text(json.dumps(told) + "\n")


def target(name: str) -> Any:
    """The module of a target: `one`, `seeds` and `words`."""
    return import_module(f"{__package__}.{name}")


def fuzz(name: str, *, seconds: int, seed: int, out: Path) -> None:
    """Run a target for a time; does not return, as libFuzzer ends the process."""
    import atheris

    logging.disable(logging.CRITICAL)  # what libraries say of broken files
    with atheris.instrument_imports(include=["sayso"]):
        module = target(name)
        _warm(module)
    corpus, known = out / name / "corpus", out / name / "words"
    _sow(module, corpus)
    known.write_text("".join(_as_word(word) for word in dict.fromkeys(module.words()) if word), "ascii")
    arguments = [
        f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={_LONGEST}", f"-timeout={_HANG}", f"-rss_limit_mb={_MIB}",
        f"-dict={known}", f"-artifact_prefix={out / name}/", "-len_control=0", "-print_final_stats=1", "-verbosity=0", str(corpus),
    ]  # fmt: skip
    run = Run(name, module.one, out, seed)
    atheris.Setup([sys.argv[0], *arguments], run)
    atheris.Fuzz()


def _warm(module: Any) -> None:
    """Import what is imported on first use while imports are instrumented."""
    for data in module.seeds():
        try:
            module.one(data)
        except Exception:  # noqa: BLE001, S112  it is found when the run begins
            continue


def _sow(module: Any, corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(module.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)


def _as_word(word: bytes) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'


def figures(out: Path) -> list[dict[str, Any]]:
    """The figures of all runs, by target."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(out.glob("*/runs/*.json")):
        told = json.loads(path.read_text())
        row = found.setdefault(
            told["target"],
            {"target": told["target"], "runs": 0, "executions": 0, "minutes": 0.0, "cpu_minutes": 0.0, "faults": 0},
        )
        row["runs"] += 1
        row["executions"] += told["executions"]
        row["minutes"] = round(row["minutes"] + told["seconds"] / 60, 1)
        row["cpu_minutes"] = round(row["cpu_minutes"] + told["cpu_seconds"] / 60, 2)
        row["faults"] += told["faults"]
    for row in found.values():
        row["sorts"] = Findings(out / row["target"] / "findings").sorts
    return list(found.values())
