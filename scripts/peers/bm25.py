"""BM25 by bm25s (MIT) as a peer of `sayso bench wice`: English stop words left out, no stemming, as its own page shows it.

A task holds claims and as many pages of sentences; the answer is, for each claim, which five sentences of its page score highest, and which of all pages,
each taken as one text. Reads tasks as JSON lines on standard input, writes answers as JSON lines.
"""

import json
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import bm25s
import numpy as np


def scores(texts, asked):
    """The score of each text for each of what is asked."""
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    known = set(index.vocab_dict)
    for words in bm25s.tokenize(asked, stopwords="en", return_ids=False, show_progress=False):
        found = [word for word in words if word in known]
        yield index.get_scores(found) if found else np.zeros(len(texts))


def answered(task):
    """The five best sentences of each claim's page, and the best page."""
    pages = list(scores(["\n".join(page) for page in task["pages"]], task["claims"]))
    own = []
    for claim, page in zip(task["claims"], task["pages"], strict=True):
        (row,) = scores(page, [claim])
        own.append(np.argsort(-row, kind="stable")[:5].tolist())
    return {"own": own, "page": [int(row.argmax()) for row in pages]}


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
