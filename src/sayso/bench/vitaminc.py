"""Claims with figures on VitaminC's real revisions (Schuster et al., NAACL 2021; sentences of Wikipedia, CC BY-SA 3.0).

Each claim stands beside one passage, which SUPPORTS it, REFUTES it, or has NOT ENOUGH INFO. Two sets are told: `digits`, claims with a digit,
which may be no more than a year or a name's; and `quantities`, claims in which a quantity is read, dates and years not being any.

- `answered`: of pairs that support or refute, how many are told rightly where an answer is given (by the sign of the grade's margin, no answer
  within `ABSTAINS`), and `coverage`, how many that are. `forced` is the same with an answer always.
- `three`: the likeliest of the three classes, over all pairs.
- `findings`: what tracing itself says (matches, differs), which abstains wherever a doubt is left; on a fifth of the pages.

The grade's weights were learned from a half of these pages. `crossvalidated` learns them anew from four fifths of the pages given and asks the last
fifth; `shipped` are the weights as they are, which say nothing where they were learned from the very pages.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from sayso.align import Grade, Side, agreement_traits, grade, read_side
from sayso.language.words import terms
from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress
from sayso.trace import hold_beside

from .logistic import fit
from .result import Measure, Miss, Outcome, hash_note
from .seeded import read_line
from .written import figures_of

FILE: Final = "*.jsonl"
LABELS: Final = ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")
Answer = Literal["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"]
#: No answer is given where the log odds of supports against refutes are nearer to nothing than this.
ABSTAINS: Final = 0.3
FOLDS: Final = 5
_ENOUGH: Final = 0.35
_NUMBER: Final = re.compile(
    r"(?:(?P<more>more than|over|above|at least|exceed\w*)|(?P<less>less than|fewer than|under|below|at most|up to))?"
    r"\s*(?:\$|£|€)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>thousand|million|billion|crore)?",
    re.IGNORECASE,
)
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "crore": 1e7, "": 1.0}
Said = Callable[["Row"], Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim beside a passage, with what the grade is read off."""

    page: str
    label: str
    claim: str
    passage: str
    traits: dict[str, float]

    @property
    def fold(self) -> int:
        """Which fifth of the pages it belongs to."""
        return int(sha256(self.page.encode()).hexdigest(), 16) // 2 % FOLDS


def measure_vitaminc(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure on claims with figures; `data` is the folder with VitaminC's JSON lines. Raises UsageError where there are none."""
    paths = sorted(data.glob(FILE))
    rows = read_rows(data, progress)
    progress("learning anew", 0, 1)
    learned = crossvalidated(rows)
    shipped = [grade(row.traits) for row in rows]
    measures: list[Measure] = []
    for name, kept in (
        ("digits", [any(char.isdigit() for char in row.claim) for row in rows]),
        ("quantities", [row.traits["quantities"] > 0 for row in rows]),
    ):
        chosen = [row for row, keep in zip(rows, kept, strict=True) if keep]
        for who, grades in (("crossvalidated", learned), ("shipped", shipped)):
            graded = [one for one, keep in zip(grades, kept, strict=True) if keep]
            measures += of_grades(f"{name}.{who}", chosen, graded)
        measures += of_rules(name, chosen)
    progress("tracing", 0, 1)
    fifth = [row for row in rows if not row.fold]
    measures += of_findings(fifth)
    misses = tuple(_misses(rows, learned))
    return Outcome(tuple(measures), misses, (hash_note(paths), _seen(paths)))


def read_rows(data: Path, progress: Progress = no_progress) -> list[Row]:
    """The pairs whose claim has a digit or a figure. Raises UsageError where there is no file."""
    paths = sorted(data.glob(FILE))
    if not paths:
        hint = "--data is a folder with VitaminC's real revisions as JSON lines: claim, evidence, label, page"
        raise UsageError("missing", f"no JSON lines in {data}", hint, str(data))
    found = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    rows = []
    for at, one in enumerate(found):
        if at % 1000 == 0:
            progress("reading pairs", at, len(found))
        claim = _side(one["claim"])
        if claim.figures or any(char.isdigit() for char in one["claim"]):
            traits = agreement_traits(claim, _side(one["evidence"]))
            rows.append(Row(one["page"], one["label"], one["claim"], one["evidence"], traits))
    return rows


@lru_cache(maxsize=32_768)
def _side(text: str) -> Side:
    return read_side(text, "en", figures_of(text, "en"))


def crossvalidated(rows: Sequence[Row]) -> list[Grade]:
    """The grade of each pair by weights that were learned from other pages."""
    grades: dict[int, Grade] = {}
    for fold in range(FOLDS):
        weights = learn([row for row in rows if row.fold != fold])
        grades |= {at: grade(row.traits, weights) for at, row in enumerate(rows) if row.fold == fold}
    return [grades[at] for at in range(len(rows))]


def learn(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Weights of "differs" and "other" beside "agrees"."""
    return fit([row.traits for row in rows], [LABELS.index(row.label) for row in rows], len(LABELS))


def of_grades(name: str, rows: Sequence[Row], grades: Sequence[Grade]) -> Iterator[Measure]:
    """What the grades reach."""
    two = [(row, one) for row, one in zip(rows, grades, strict=True) if row.label != LABELS[2]]
    right = [(one.margin > 0) == (row.label == LABELS[0]) for row, one in two]
    answered = [ok for ok, (_, one) in zip(right, two, strict=True) if abs(one.margin) >= ABSTAINS]
    yield _share(f"{name}.answered", answered, "supports or refutes: right where an answer is given")
    yield Measure(f"{name}.coverage", len(answered) / max(1, len(two)), len(two), "supports or refutes: answered")
    yield _share(f"{name}.forced", right, "supports or refutes: right, all answered")
    three = [likeliest(one) == row.label for row, one in zip(rows, grades, strict=True)]
    yield _share(f"{name}.three", three, "the likeliest of three classes is right")


def likeliest(one: Grade) -> Answer:
    """The class with the greatest likelihood."""
    shares: dict[Answer, float] = {"SUPPORTS": one.agrees, "REFUTES": one.differs, "NOT ENOUGH INFO": one.other}
    return max(shares, key=lambda label: shares[label])


def of_rules(name: str, rows: Sequence[Row]) -> Iterator[Measure]:
    """What plain rules reach in the same run."""
    rules: dict[str, Said] = {
        "majority": lambda _row: "SUPPORTS",
        "all figures there": _all_there,
        "comparators": _compared,
    }
    for who, rule in rules.items():
        two = [row for row in rows if row.label != LABELS[2]]
        said = [("SUPPORTS" if rule(row) == "SUPPORTS" else "REFUTES") == row.label for row in two]
        yield _share(f"{name}.forced", said, "supports or refutes: right, all answered", who)
        three = [rule(row) == row.label for row in rows]
        yield _share(f"{name}.three", three, "of three classes: right", who)


def _all_there(row: Row) -> Answer:
    there = {found["number"] for found in _NUMBER.finditer(row.passage)}
    return "SUPPORTS" if {found["number"] for found in _NUMBER.finditer(row.claim)} <= there else "REFUTES"


def _compared(row: Row) -> Answer:
    """Each number of the claim must be met by one of the passage, on its side where it is a bound; one with too few words in common decides nothing."""
    if not _in_numbers(row):
        mine = {term for term in terms(row.claim, "en") if term.isalpha()}
        few = len(mine & set(terms(row.passage, "en"))) < _ENOUGH * len(mine)
        return "NOT ENOUGH INFO" if few else "REFUTES"
    return "SUPPORTS"


def _in_numbers(row: Row) -> bool:
    given = [_value(found) for found in _NUMBER.finditer(row.passage)]
    return all(any(_meets(found, value) for value in given) for found in _NUMBER.finditer(row.claim))


def _value(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", "")) * _SCALES[(found["scale"] or "").lower()]


def _meets(found: re.Match[str], given: float) -> bool:
    value = _value(found)
    if found["more"]:
        return value < given <= 2 * value
    return value / 2 <= given < value if found["less"] else math.isclose(value, given)


def of_findings(rows: Sequence[Row]) -> Iterator[Measure]:
    """What tracing says of claims in which a quantity is read: "matches" or "differs", or nothing."""
    two = [row for row in rows if row.label != LABELS[2] and row.traits["quantities"]]
    said = [_found(row) for row in two]
    right = [answer == row.label for answer, row in zip(said, two, strict=True) if answer]
    yield _share("quantities.findings.answered", right, "supports or refutes: right where tracing matches or differs")
    yield Measure("quantities.findings.coverage", len(right) / max(1, len(two)), len(two), "tracing matches or differs")
    for finding, label in (("matches", "SUPPORTS"), ("differs", "REFUTES")):
        ok = [answer == row.label for answer, row in zip(said, two, strict=True) if answer == label]
        yield _share(f"quantities.findings.{finding}", ok, f"tracing says {finding}: right")


def _found(row: Row) -> str:
    held = hold_beside(read_line(row.claim, "en"), read_line(row.passage, "en"))
    found = {match.finding for one in held for match in one.figures}
    return "REFUTES" if "differs" in found else "SUPPORTS" if found == {"matches"} else ""


def _share(name: str, right: Sequence[bool], meaning: str, by: str = "sayso") -> Measure:
    return Measure(name, sum(right) / max(1, len(right)), len(right), meaning, by)


def _misses(rows: Sequence[Row], grades: Sequence[Grade]) -> Iterator[Miss]:
    for row, one in zip(rows, grades, strict=True):
        said = likeliest(one)
        if said != row.label:
            likely = f"{one.agrees:.2f} {one.differs:.2f} {one.other:.2f}"
            yield Miss(
                "digits.crossvalidated.three", f"{row.label} told {said} ({likely})", f"{row.claim} || {row.passage}"
            )


def _seen(paths: Sequence[Path]) -> str:
    """Whether the shipped weights were learned from these pages."""
    text = files("sayso.align").joinpath("data", "agreement.toml").read_text(encoding="utf-8")
    if tomllib.loads(text)["learned_from"] in hash_note(paths):
        return "the shipped weights were learned from these pairs: only what is crossvalidated counts"
    return "the shipped weights were not learned from this file"
