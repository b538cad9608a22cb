"""Threads across languages: NTREX-128 (news, CC BY-SA 4.0), the same sentence in English, German, Spanish, French and Italian as claims of as many documents.

A pair of claims is right in a thread where both are the same line. Beside it lines with another value of a figure, which belong to the thread of their line, and lines with another country,
year, name, count or a denial, which do not. By halves of the news items: the first is the one to develop on, and what was missed is told of it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.pairing import meet
from sayso.across.threads import threads_of
from sayso.evidence import Meaning
from sayso.language.meaning import meaning_problem, meaning_reader
from sayso.model import Analysis, Appearance, Thread, UsageError
from sayso.pipeline import Progress, no_progress

from .result import Measure, Miss, Outcome, hash_note
from .searches import Remembered
from .seeded import ENGLISH, OTHER, lines_of
from .thread_texts import DECOYS, decoys, ledgers_of, other_values

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES: Final = {"de": "deu", "es": "spa", "fr": "fra", "it": "ita"}
HALVES: Final = ("dev", "test")
_ITEMS: Final = "DOCUMENT_IDS.tsv"
_RULES: Final = "no encoder"
_NEAREST: Final = "nearest vectors"
_CHANGED: Final = "changed"
_VALUE: Final = "other_value"

Lines = Mapping[int, str]


@dataclass(frozen=True)
class Half:
    """One half of the news items: lines by number in each language, and the items of all lines."""

    name: str
    lines: Mapping[str, Lines]
    items: Sequence[str]

    def ledgers(self) -> list[Analysis]:
        """A document for each item and language."""
        return [one for language, lines in self.lines.items() for one in ledgers_of(lines, self.items, language)]

    def changed(self, kind: str, lines: Lines) -> list[Analysis]:
        """English lines that were changed in one way, each as a document of its own."""
        names = [f"{_CHANGED}/{kind}/{number}" for number in range(len(self.items))]
        return ledgers_of(lines, names, "en")

    @property
    def right(self) -> int:
        """How many pairs of claims are the same line."""
        return len(self.lines["en"]) * len(self.lines) * (len(self.lines) - 1) // 2


def measure_threads(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure on the folder of NTREX-128. Raises UsageError where a file is missing or of another length than the others."""
    paths = [data / ENGLISH, *(data / OTHER.format(name) for name in LANGUAGES.values()), data / _ITEMS]
    english, *others, items = (lines_of(path) for path in paths)
    if any(len(lines) != len(english) for lines in (*others, items)):
        raise UsageError(
            "damaged", f"the files in {data} have not the same number of lines", "take them from one release"
        )
    told, encoder = meaning_problem(), meaning_reader()
    kept = None if encoder is None else Remembered(encoder)
    texts = dict(zip(("en", *LANGUAGES), (english, *others), strict=True))
    measures: list[Measure] = []
    misses: list[Miss] = []
    for half in halves(texts, items):
        for by, one in (("sayso", kept), (_RULES, None)):
            progress(f"threads in {half.name}: {by}", 0, 1)
            some, lost = _measured(half, one, by)
            measures += some
            misses += lost if half.name == HALVES[0] and by == "sayso" else []
        if kept is not None:
            measures += _nearest(half, kept)
    notes = (hash_note(paths), *([f"without vectors: {told.message}"] if told else []))
    return Outcome(tuple(measures), tuple(misses), notes)


def halves(texts: Mapping[str, Sequence[str]], items: Sequence[str]) -> list[Half]:
    """Both halves of the news items, in the order in which they stand; lines that are empty in one language are left out."""
    whole = [at for at in range(len(items)) if all(lines[at].strip() for lines in texts.values())]
    order = list(dict.fromkeys(items))
    first = frozenset(order[: len(order) // 2])
    return [
        Half(
            name,
            {
                language: {at: lines[at] for at in whole if (items[at] in first) == (name == HALVES[0])}
                for language, lines in texts.items()
            },
            items,
        )
        for name in HALVES
    ]


def _measured(half: Half, encoder: Meaning | None, by: str) -> tuple[list[Measure], list[Miss]]:
    rows = [row for one in half.ledgers() for row in claim_rows(one, encoder)]
    threads = _threads(rows)
    pairs = [pair for thread in threads for pair in combinations(thread.appearances, 2)]
    wrong = [pair for pair in pairs if pair[0].claim != pair[1].claim]
    measures = [
        *_scores(half.name, len(pairs) - len(wrong), len(pairs), half.right, by),
        _whole(half, threads, by),
        *_changed(half, rows, encoder, by),
    ]
    return measures, [_wrong(half.name, pair) for pair in wrong] + list(_lost(half, threads))


def _threads(rows: Sequence[ClaimRow]) -> tuple[Thread, ...]:
    held = sorted(rows, key=lambda row: row.order)
    return threads_of(held, meet(held))


def _changed(half: Half, rows: Sequence[ClaimRow], encoder: Meaning | None, by: str) -> Iterator[Measure]:
    """Lines with another value, and lines that are other claims: beside all five languages, and beside the four others alone."""
    english = half.lines["en"]
    changed = {_VALUE: other_values(english), **{kind: decoys(english, kind) for kind in DECOYS}}
    more = {
        kind: [row for one in half.changed(kind, lines) for row in claim_rows(one, encoder)]
        for kind, lines in changed.items()
    }
    for others, name in ((rows, ""), ([row for row in rows if row.language != "en"], ".foreign")):
        found = _threads([*others, *more[_VALUE]])
        yield _together(f"{half.name}.{_VALUE}{name}", _VALUE, changed[_VALUE], found, by)
        found = _threads([*others, *(row for kind in DECOYS for row in more[kind])])
        for kind in DECOYS:
            yield _together(f"{half.name}.decoy_{kind}{name}", kind, changed[kind], found, by)


def _scores(half: str, right: int, found: int, known: int, by: str) -> Iterator[Measure]:
    precision, recall = right / max(1, found), right / max(1, known)
    yield Measure(f"{half}.P", precision, found, "pairs of claims in one thread that are one line", by)
    yield Measure(f"{half}.R", recall, known, "pairs of one line that are in one thread", by)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    yield Measure(f"{half}.F1", score, known, "both together", by)


def _whole(half: Half, threads: Sequence[Thread], by: str) -> Measure:
    exact = sum(
        len({one.claim for one in thread.appearances}) == 1 and len(thread.appearances) == len(half.lines)
        for thread in threads
    )
    lines = len(half.lines["en"])
    return Measure(f"{half.name}.whole", exact / max(1, lines), lines, "lines with a thread of just their five", by)


def _together(name: str, kind: str, changed: Lines, threads: Sequence[Thread], by: str) -> Measure:
    """How many changed lines are in a thread with their line in another document."""
    there = set()
    for thread in threads:
        lines = {one.claim for one in thread.appearances if not one.uri.startswith(f"en/{_CHANGED}/")}
        mine = (one for one in thread.appearances if one.uri.startswith(f"en/{_CHANGED}/{kind}/"))
        there |= {one.claim for one in mine if one.claim in lines}
    meaning = "with another value: in the thread of their line" if kind == _VALUE else "another claim: in it wrongly"
    return Measure(name, len(there) / max(1, len(changed)), len(changed), meaning, by)


def _wrong(half: str, pair: tuple[Appearance, Appearance]) -> Miss:
    return Miss(f"{half}.P", f"{pair[0].claim} {pair[1].claim}", " || ".join(one.span.text for one in pair))


def _lost(half: Half, threads: Sequence[Thread]) -> Iterator[Miss]:
    """The lines that have no thread of all their languages."""
    most: dict[int, set[str]] = {}
    for thread in threads:
        for number in {int(one.claim) for one in thread.appearances}:
            there = {one.language for one in thread.appearances if int(one.claim) == number}
            most[number] = max(most.get(number, set()), there, key=len)
    for number, line in half.lines["en"].items():
        lacking = sorted(set(half.lines) - most.get(number, set()))
        if lacking:
            others = " || ".join(half.lines[language][number] for language in lacking if language != "en")
            yield Miss(f"{half.name}.R", f"{number} lacks {', '.join(lacking)}", f"{line} || {others}")


def _nearest(half: Half, encoder: Meaning) -> Iterator[Measure]:
    """What vectors alone give: two claims of two languages are a pair where each is the other's nearest of that language."""
    import numpy as np

    rows = {one: encoder.vectors(list(lines.values()), one).astype(np.float32) for one, lines in half.lines.items()}
    found = right = 0
    for one, other in combinations(rows, 2):
        products: NDArray[np.float32] = rows[one] @ rows[other].T
        forth, back = products.argmax(axis=1), products.argmax(axis=0)
        mutual = back[forth] == np.arange(len(forth))
        found += int(mutual.sum())
        right += int((mutual & (forth == np.arange(len(forth)))).sum())
    yield from _scores(half.name, right, found, half.right, _NEAREST)
