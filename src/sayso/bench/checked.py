"""Earlier checks against our own set with known truth (`data/checked-news`): claims of articles, half of which an earlier check is about and half of which are only like one.

Both halves' checks are one collection; claims are read from their texts by the pipeline in full. BM25 (SQLite's FTS5) and the nearest vector are measured in the same run: each is
given the score that does best on the half to develop on. What was missed is told of that half alone.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.same_claim import likelihood, meaning, traits
from sayso.checked import Collection, read_checks
from sayso.checked.match import candidates_of, matched
from sayso.checked.rows import row_of
from sayso.evidence import Meaning
from sayso.language.meaning import meaning_problem, meaning_reader
from sayso.pipeline import Progress, analyse, no_progress
from sayso.reading import read_text

from .checked_cost import measure_cost
from .result import Measure, Miss, Outcome, hash_note
from .reuse import read_rows
from .searches import Remembered

SPLITS: Final = ("dev", "test")
SIZE: Final = 10_000
_RULES: Final = "no encoder"
_BM25: Final = "BM25"
_NEAREST: Final = "nearest vector"
_WORD: Final = re.compile(r"\w+")

Row = dict[str, Any]
#: A claim of the set, the checks in the order in which a reader has them, with their scores.
Ranked = list[tuple[str, float]]
#: What a reader says of a claim: addresses of checks, each with how it fits.
Said = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A text of the set with the claims that were found in it."""

    half: str
    row: Row
    rows: Sequence[ClaimRow]


def measure_checked(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure on the folder of the set, and what a claim costs against `size` made checks, a tenth and a hundredth of them.

    Raises UsageError where a file is missing.
    """
    paths = [data / f"{half}.{part}" for half in SPLITS for part in ("checks.json", "claims.jsonl")]
    rows = {half: read_rows(data / f"{half}.claims.jsonl", "checked-news") for half in SPLITS}
    read = read_checks([path for path in paths if path.suffix == ".json"])
    told, encoder = meaning_problem(), meaning_reader()
    kept = None if encoder is None else Remembered(encoder)
    measures: list[Measure] = []
    misses: list[Miss] = []
    for by, one in ((("sayso", kept),) if kept else ()) + ((_RULES, None),):
        progress(f"earlier checks: {by}", 0, 1)
        collection = Collection.of(read, one)
        asked = _asked(rows, one)
        said = [_said(each, collection) for each in asked]
        measures += _scores(asked, said, by)
        measures += _orders(asked, [_ranked(each, collection) for each in asked], by)
        if by == "sayso" or not kept:
            misses += _misses(asked, said)
            measures += [*_peers_of(asked, collection), *measure_cost(collection, asked[0:48], one, size, progress)]
    notes = (hash_note(paths), *([f"without vectors: {told.message}"] if told else []))
    return Outcome(tuple(measures), tuple(misses), notes)


def _asked(rows: dict[str, list[Row]], encoder: Meaning | None) -> list[Asked]:
    return [
        Asked(half, row, claim_rows(analyse(read_text(row["text"], row["id"])), encoder))
        for half, some in rows.items()
        for row in some
    ]


def _said(asked: Asked, collection: Collection) -> Said:
    found: Said = {}
    for row, candidates in zip(asked.rows, candidates_of(collection, asked.rows), strict=True):
        for check, match in matched(row, candidates, collection):
            found.setdefault(check.url or "", match.fits)
    return found


def _ranked(asked: Asked, collection: Collection) -> Ranked:
    """The candidates of a text's claims: those that match before the others, each by how likely it is the same claim."""
    said = _said(asked, collection)
    best: dict[str, float] = {}
    for row, candidates in zip(asked.rows, candidates_of(collection, asked.rows), strict=True):
        for at in candidates:
            vector = collection.vectors[at] if len(collection.vectors) else None
            other = row_of(collection.held[at], vector)
            url = collection.held[at].check.url or ""
            score = (url in said) + likelihood(traits(row, other)) + (meaning(row, other) or 0.0)
            best[url] = max(best.get(url, 0.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def _scores(asked: Sequence[Asked], said: Sequence[Said], by: str) -> Iterator[Measure]:
    for half in SPLITS:
        mine = [(one.row, some) for one, some in zip(asked, said, strict=True) if one.half == half]
        known = [(row, some) for row, some in mine if row["check"]]
        right = sum(row["check"] in some for row, some in known)
        found = sum(len(some) for _, some in mine)
        yield from _prf(half, right, found, len(known), by)
        decoys = [some for row, some in mine if not row["check"]]
        wrong = sum(bool(some) for some in decoys)
        yield Measure(
            f"{half}.decoys", wrong / max(1, len(decoys)), len(decoys), "claims without a check: given one", by
        )
        met = [(row["fits"], some[row["check"]]) for row, some in known if row["check"] in some]
        fits = sum(a == b for a, b in met) / max(1, len(met))
        yield Measure(
            f"{half}.fits", fits, len(met), "of those found: rightly told whether the figure is another one", by
        )


def _prf(half: str, right: int, found: int, known: int, by: str) -> Iterator[Measure]:
    precision, recall = right / max(1, found), right / max(1, known)
    yield Measure(f"{half}.P", precision, found, "checks given for a claim: right", by)
    yield Measure(f"{half}.R", recall, known, "claims with a check: given it", by)
    yield Measure(f"{half}.F1", 2 * precision * recall / max(1e-9, precision + recall), known, "both together", by)


def _orders(asked: Sequence[Asked], ranked: Sequence[Ranked], by: str) -> Iterator[Measure]:
    for half in SPLITS:
        places = []
        for one, order in zip(asked, ranked, strict=True):
            if one.half == half and one.row["check"]:
                urls = [url for url, _ in order]
                places.append(1 + urls.index(one.row["check"]) if one.row["check"] in urls else 0)
        n = len(places)
        yield Measure(
            f"{half}.hit@1", sum(at == 1 for at in places) / max(1, n), n, "claims with a check: it comes first", by
        )
        yield Measure(
            f"{half}.MRR", sum(1 / at for at in places if at) / max(1, n), n, "mean of one through its place", by
        )


def _peers_of(asked: Sequence[Asked], collection: Collection) -> Iterator[Measure]:
    with _Bm25(collection) as bm25:
        yield from _peer(asked, [bm25.ranked(one) for one in asked], _BM25)
    if len(collection.vectors):
        yield from _peer(asked, [_nearest(one, collection) for one in asked], _NEAREST)


def _peer(asked: Sequence[Asked], ranked: Sequence[Ranked], by: str) -> Iterator[Measure]:
    """A peer gives its first, where that scores as high as did best on the half to develop on."""
    dev = [(one.row["check"], order) for one, order in zip(asked, ranked, strict=True) if one.half == SPLITS[0]]
    bars = sorted({order[0][1] for _, order in dev if order})
    bar = max(bars, key=lambda bar: (_f1(dev, bar), bar), default=0.0)
    yield from _orders(asked, ranked, by)
    for half in SPLITS:
        mine = [(one.row["check"], order) for one, order in zip(asked, ranked, strict=True) if one.half == half]
        given = [(check, order[0][0]) for check, order in mine if order and order[0][1] >= bar]
        right, known = sum(a == b for a, b in given), sum(bool(check) for check, _ in mine)
        yield from _prf(half, right, len(given), known, by)
        wrong, decoys = sum(check is None for check, _ in given), sum(check is None for check, _ in mine)
        yield Measure(f"{half}.decoys", wrong / max(1, decoys), decoys, "claims without a check: given one", by)


def _f1(some: Sequence[tuple[str | None, Ranked]], bar: float) -> float:
    given = [(check, order[0][0]) for check, order in some if order and order[0][1] >= bar]
    right = sum(a == b for a, b in given)
    return 2 * right / max(1, len(given) + sum(bool(check) for check, _ in some))


class _Bm25:
    """The texts of checks in SQLite's full-text index."""

    def __init__(self, collection: Collection) -> None:
        self._urls = [held.check.url or "" for held in collection.held]
        self._db = sqlite3.connect(":memory:")
        self._db.execute('CREATE VIRTUAL TABLE said USING fts5(text, tokenize = "unicode61 remove_diacritics 2")')
        self._db.executemany("INSERT INTO said(text) VALUES (?)", ((held.check.text,) for held in collection.held))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()

    def ranked(self, asked: Asked) -> Ranked:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(asked.row["text"]))
        query = "SELECT rowid - 1, -rank FROM said WHERE said MATCH ? ORDER BY rank LIMIT 20"
        return [(self._urls[at], score) for at, score in self._db.execute(query, (words,))]


def _nearest(asked: Asked, collection: Collection) -> Ranked:
    best: Counter[str] = Counter()
    for row in asked.rows:
        for at, held in enumerate(collection.held):
            near = meaning(row, row_of(held, collection.vectors[at]))
            best[held.check.url or ""] = max(best[held.check.url or ""], near or 0.0)  # type: ignore[assignment]
    return [(url, float(score)) for url, score in best.most_common(20)]


def _misses(asked: Sequence[Asked], said: Sequence[Said]) -> Iterator[Miss]:
    for one, some in zip(asked, said, strict=True):
        if one.half != SPLITS[0]:
            continue
        check = one.row["check"]
        for url in some:
            if url != check:
                yield Miss("dev.P", f"{one.row['id']} was given {url}", one.row["text"])
        if check and check not in some:
            yield Miss("dev.R", f"{one.row['id']} was not given {check}", one.row["text"])
