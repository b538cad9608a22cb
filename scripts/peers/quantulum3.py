"""quantulum3 (MIT) as a peer of `sayso bench`: reads tasks as JSON lines on standard input, writes answers as JSON lines."""

import json
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

from quantulum3 import parser

#: Its names of units where NewsQuant has others for the same thing.
NAMES = {
    "dimensionless": "-",
    "per cent": "percentage",
    "percentage drop": "percentage",
    "unk": "-",
    "united states dollar": "dollar",
    "tonne": "metric ton",
    "degree angle": "degree",
    "degree celsius": "celsius",
    "degree fahrenheit": "fahrenheit",
    "second of arc": "second",
    "minute of arc": "minute",
}


def main():
    """Answer each task in turn; the CPU time is that of parsing alone."""
    answers, sys.stdout = sys.stdout, sys.stderr
    parser.parse("A first sentence costs 5 dollars.")
    spent = 0.0
    for line in sys.stdin:
        started = time.process_time()
        try:
            found = parser.parse(json.loads(line)["text"])
        except Exception:
            found = []
        spent += time.process_time() - started
        units = [NAMES.get(one.unit.name.lower(), one.unit.name) for one in found]
        quantities = [{"value": float(one.value), "unit": unit} for one, unit in zip(found, units, strict=True)]
        print(json.dumps({"quantities": quantities}), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
