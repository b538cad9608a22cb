"""MinHash with LSH by datasketch (MIT) as a peer of `sayso bench reuse`: pairs of texts that are alike, as its own documentation shows it.

Two ways: `documents`, the shingles of three words of a whole text, at a Jaccard likeness of .2; and `windows`, the same of each 40 words, every 20, at .3: pairs of
texts with two windows that are alike. Thresholds are the best of .1 to .5 on the half to develop on. Reads tasks as JSON lines on standard input, writes answers as JSON lines.
"""

import json
import re
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

from datasketch import MinHash, MinHashLSH

WAYS = {"documents": (None, 0.2), "windows": (40, 0.3)}


def signed(words):
    """The MinHash of the shingles of some words."""
    made = MinHash(num_perm=128)
    made.update_batch([" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))])
    return made


def parts(words, size):
    """The whole text, or its windows."""
    if size is None or len(words) <= size:
        return [words]
    return [words[at : at + size] for at in range(0, len(words) - size // 2, size // 2)]


def answered(task):
    """The pairs of texts that are alike."""
    size, threshold = WAYS[task["way"]]
    threshold = task.get("threshold", threshold)
    index, found, signatures = MinHashLSH(threshold=threshold, num_perm=128), set(), {}
    for name, text in task["texts"].items():
        for number, part in enumerate(parts(re.findall(r"\w+", text.lower()), size)):
            made = signatures[f"{name}\t{number}"] = signed(part)
            for other in index.query(made):
                whose = other.partition("\t")[0]
                if whose != name and made.jaccard(signatures[other]) >= threshold:
                    found.add(tuple(sorted((whose, name))))
            index.insert(f"{name}\t{number}", made)
    return {"pairs": sorted(found)}


def main():
    """Answer each task in turn."""
    answers, sys.stdout = sys.stdout, sys.stderr
    spent = 0.0
    for line in sys.stdin:
        task, started = json.loads(line), time.process_time()
        found = answered(task)
        spent += time.process_time() - started
        print(json.dumps(found), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
