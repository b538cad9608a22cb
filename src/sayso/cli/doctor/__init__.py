"""`sayso doctor`: what is wrong on this machine, each with its mend."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from sayso.cli.console import safe, write_out
from sayso.version import __version__

from .check import Check, Finding, tried
from .installed import extras, files, java, libraries, python
from .machine import clock, disk, encoding, memory, temporary
from .own import adjudicator, desk, indexes, settings, variables
from .trials import TRIALS
from .weights import weights

__all__ = ["run"]

_BROKEN: Final = 1
#: What each state is called in the first column, as wide as the widest.
_WORDS: Final = {"works": "works  ", "warning": "warning", "broken": "broken ", "absent": "absent "}


def run(options: argparse.Namespace) -> int:
    """Look at everything and tell; returns 0 if nothing is broken."""
    found = []
    if not options.json:
        write_out(f"sayso {__version__}, Python {platform.python_version()}, {sys.platform}\n")
    for one in findings(Path.cwd(), os.environ):
        found.append(one)
        if not options.json:
            _print(one)
    if options.json:
        write_out(json.dumps(_as_json(found), indent=2, ensure_ascii=False) + "\n")
    else:
        write_out(_summary(found))
    return _BROKEN if any(one.state == "broken" for one in found) else 0


def findings(folder: Path, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Everything that is looked at, in order: the installation, the machine, what is yours, and small samples."""
    yield from _of_installation()
    yield from _of_machine(environment)
    yield from _of_person(folder, environment)
    for name, trial in TRIALS.items():
        yield from tried(name, trial)


def _of_installation() -> Iterator[Finding]:
    checks: dict[str, Check] = {"python": python, "libraries": libraries, "files": files, "weights": weights}
    for name, check in {**checks, "extras": extras, "java": java}.items():
        yield from tried(name, check)


def _of_machine(environment: Mapping[str, str]) -> Iterator[Finding]:
    yield from tried("encoding", encoding)
    yield from tried("temporary files", lambda: temporary(environment))
    yield from tried("memory", memory)
    yield from tried("clock", clock)


def _of_person(folder: Path, environment: Mapping[str, str]) -> Iterator[Finding]:
    yield from tried("settings", lambda: settings(folder, environment))
    yield from tried("variables", lambda: variables(environment))
    yield from tried("desk", lambda: desk(folder, environment))
    yield from tried("disk", lambda: disk(folder))
    yield from tried("sources", lambda: indexes(folder, environment))
    yield from tried("model server", lambda: adjudicator(folder, environment))


def _print(one: Finding) -> None:
    write_out(f"  {_WORDS[one.state]}  {one.name}: {safe(one.told)}\n")
    if one.hint:
        write_out(f"           hint: {safe(one.hint)}\n")


def _summary(found: list[Finding]) -> str:
    broken, warned = (sum(one.state == state for one in found) for state in ("broken", "warning"))
    if not broken and not warned:
        return "Everything works.\n"
    told = f"{broken} broken, {warned} to look at" if broken else f"Everything works; {warned} to look at"
    return f"{told}: each has its mend above.\n"


def _as_json(found: list[Finding]) -> dict[str, object]:
    return {
        "sayso": __version__,
        "python": platform.python_version(),
        "platform": sys.platform,
        "checks": [msgspec.to_builtins(one) for one in found],
    }
