"""Fuzz one target for a time, or try one input again.

    python -m scripts.fuzz readers --seconds 540 --seed 3      coverage-guided; needs atheris (the dependency group `fuzz`)
    python -m scripts.fuzz desk --seconds 540 --seed 3         a state machine against its model
    python -m scripts.fuzz grammars --only FILE                one input again, without atheris
    python -m scripts.fuzz --patterns 300                      patterns that grow on repetitions, for so many seconds
    python -m scripts.fuzz --figures                           what all runs together came to

Targets: readers, grammars, ledgers, matchers (bytes); desk, index, bench (state machines). A run goes on where the last one stopped: its corpus,
its findings and its figures lie in OUT (`out/fuzz`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from . import guided, machines


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as told; 1 where an input that is tried again shows a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", choices=(*guided.TARGETS, *machines.MACHINES))
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="where the draws begin")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="where corpus, findings and figures lie")
    parser.add_argument("--only", type=Path, help="one input, to try again")
    parser.add_argument("--figures", action="store_true", help="tell what all runs came to")
    parser.add_argument("--patterns", type=int, metavar="SECONDS", help="look at patterns alone, and tell which grow")
    told = parser.parse_args(arguments)
    if told.figures:
        print("\n".join(json.dumps(row) for row in guided.figures(told.out)))
        return 0
    if told.patterns:
        for line in guided.target("patterns").grown(told.patterns, told.seed):
            print(line, flush=True)
        return 0
    if told.target is None:
        parser.error("name a target")
    if told.only:
        return _again(told.target, told.only)
    if told.target in machines.MACHINES:
        return machines.run(told.target, seconds=told.seconds, seed=told.seed, out=told.out)
    guided.fuzz(told.target, seconds=told.seconds, seed=told.seed, out=told.out)
    return 0


def _again(name: str, path: Path) -> int:
    from .findings import fault_of

    found = fault_of(guided.target(name).one, path.read_bytes())
    print(found.told if found else "no fault")
    return int(found is not None)


if __name__ == "__main__":
    sys.exit(main())
