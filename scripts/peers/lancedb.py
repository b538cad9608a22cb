"""LanceDB (Apache-2.0) as a peer of `sayso bench scale`: its full-text index over a table on disk.

A task names a file with a passage a line, and holds claims with the number of the passage that each is from. Reads tasks as JSON lines on
standard input, writes answers as JSON lines.
"""

import json
import re
import resource
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import lancedb
import pyarrow as pa

SCHEMA = pa.schema([("number", pa.int64()), ("text", pa.string())])


def rows(path):
    """The passages with their numbers, ten thousand at a time."""
    with Path(path).open(encoding="utf-8") as lines:
        numbered = enumerate(line.rstrip("\n") for line in lines)
        while some := list(islice(numbered, 10_000)):
            numbers, texts = zip(*some, strict=True)
            yield pa.RecordBatch.from_arrays([pa.array(numbers, pa.int64()), pa.array(texts)], schema=SCHEMA)


def answered(task):
    """What writing cost, how large it is, and how long each claim's search took."""
    folder = Path(task["folder"]) / "lancedb"
    begun = time.process_time()
    table = lancedb.connect(str(folder)).create_table("passages", rows(task["passages"]), schema=SCHEMA)
    table.create_fts_index("text", stem=False, remove_stop_words=False, with_position=False)
    spent = time.process_time() - begun
    times, first = [], 0
    for claim, place in zip(task["claims"], task["first"], strict=True):
        start = time.perf_counter()
        words = " ".join(re.findall(r"\w+", claim))  # signs mean something to its query language
        found = table.search(words, query_type="fts").limit(8).to_list()
        times.append((time.perf_counter() - start) * 1000)
        first += bool(found) and found[0]["number"] == place
    return {
        "passages": table.count_rows(),
        "cpu_seconds": spent,
        "disk": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
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
