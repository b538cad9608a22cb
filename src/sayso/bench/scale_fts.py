"""SQLite's full-text search (FTS5), as it comes with Python, on the passages and claims of the bench of scale."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

_WORD: Final = re.compile(r"\w+")


def search_fts(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Write the passages into an index in `folder` and search the claims' words, any of them, best first by BM25."""
    path = folder / "fts5.sqlite"
    db = sqlite3.connect(path)
    begun = time.process_time()
    db.execute('CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = "unicode61 remove_diacritics 2")')
    with db, Path(asked["passages"]).open(encoding="utf-8") as lines:
        db.executemany("INSERT INTO passage(text) VALUES (?)", ((line,) for line in lines))
    spent = time.process_time() - begun
    times, first = [], 0
    query = "SELECT rowid - 1 FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 8"
    for claim, place in zip(asked["claims"], asked["first"], strict=True):
        start = time.perf_counter()
        rows = db.execute(query, (" OR ".join(f'"{word}"' for word in _WORD.findall(claim)),)).fetchall()
        times.append((time.perf_counter() - start) * 1000)
        first += bool(rows) and rows[0][0] == place
    count = db.execute("SELECT count(*) FROM passage").fetchone()[0]
    db.close()
    return {
        "passages": count,
        "cpu_seconds": spent,
        "disk": path.stat().st_size / 1e6,
        "times": times,
        "first": first / len(times),
    }
