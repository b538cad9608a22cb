"""bm25s (MIT) as a peer of `sayso bench scale`: BM25 scores reckoned when the index is written, kept in memory.

A task names a file with a passage a line, and holds claims with the number of the passage that each is from. Reads tasks as JSON lines on
standard input, writes answers as JSON lines.
"""

import json
import resource
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import bm25s


def answered(task):
    """What writing cost, how large it is, and how long each claim's search took."""
    with Path(task["passages"]).open(encoding="utf-8") as lines:
        texts = lines.read().splitlines()
    begun = time.process_time()
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    spent = time.process_time() - begun
    folder = Path(task["folder"]) / "bm25s"
    index.save(str(folder))
    times, first = [], 0
    for claim, place in zip(task["claims"], task["first"], strict=True):
        start = time.perf_counter()
        asked = bm25s.tokenize([claim], stopwords=None, show_progress=False)
        found, _ = index.retrieve(asked, k=8, show_progress=False)
        times.append((time.perf_counter() - start) * 1000)
        first += int(found[0][0]) == place
    return {
        "passages": len(texts),
        "cpu_seconds": spent,
        "disk": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
        "memory": most_memory(),
        "times": times,
        "first": first / len(times),
    }


def most_memory():
    """What this process held at most, in millions of bytes; `getrusage` begins with what the parent held, so Linux is asked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    lines = status.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6


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
