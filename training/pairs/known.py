"""VitaminC's pairs of claim and evidence (Schuster et al. 2021), as natural text, with their figures; folds by page."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.align.paired import Side, paired
from sayso.bench.written import figures_of
from sayso.language.pairs import Pair

LABELS = ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")
FOLDS = 3
_MARKS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-COLON-": ":", "``": "“", "''": "”", "\ufffd": " "}
_BEFORE = re.compile(r" (?=[.,;:!?%)\]”]|(?:'s|n't|'re|'ve|'d|'ll|'m)\b|' )")
_AFTER = re.compile(r"(?<=[(\[“$£€#]) ")


@dataclass(frozen=True, slots=True)
class Known:
    """A pair with its label's number, and the page that it is about."""

    pair: Pair
    label: int
    page: str
    figures: bool
    name: str


def fold_of(page: str) -> int:
    """The fold of a page, by its hash."""
    return int(hashlib.sha256(f"folds {page}".encode()).hexdigest(), 16) % FOLDS


def untokenised(text: str) -> str:
    """A text of the Penn treebank's tokens as it was written, as far as that can be told."""
    for mark, written in _MARKS.items():
        text = text.replace(mark, written)
    return _AFTER.sub("", _BEFORE.sub("", re.sub(r"\s+", " ", text))).strip()


@lru_cache(maxsize=100_000)
def side(text: str) -> Side:
    """An English text with its figures."""
    return Side(text, "en", figures_of(text, "en"))


def vitaminc(path: Path) -> list[Known]:
    """All pairs of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claim, passage = side(untokenised(row["claim"])), side(untokenised(row["evidence"]))
        label = LABELS.index(row["label"])
        found.append(Known(paired(claim, passage), label, row["page"], bool(claim.figures), row["unique_id"]))
    return found
