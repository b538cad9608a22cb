"""Sentences with a label of yes or no: read from tables, sorted by a score, and held against what a peer learns from them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.model import Block, Document, UsageError, text_id
from sayso.reading import Reading, split_sentences

from .attribution_scores import Tally
from .peers import peers_in
from .result import Measure


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence and whether it is labelled yes."""

    text: str
    yes: bool


def read_table(path: Path, text: str, label: str, yes: str) -> list[Known]:
    """The sentences of a table whose columns are parted by tabs, unquoted. Raises UsageError where it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            return [Known(row[text], row[label] == yes) for row in rows]
    except OSError as error:
        hint = "--data is the folder that holds the set's tables; docs/measures.md says where it comes from"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, path.name) from error
    except KeyError as error:
        hint = f"the table needs the columns {text!r} and {label!r}"
        raise UsageError("damaged", f"{path} has no column {error}", hint, path.name) from error


def as_reading(text: str, language: str) -> Reading:
    """A sentence as a document of one paragraph."""
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d:sentence", text_id=text_id(text), uri="sentence", text=text, language=language, blocks=blocks)
    return Reading(document=doc, sentences=split_sentences(text, blocks, language))


def tally_of(known: Sequence[bool], found: Sequence[bool]) -> Tally:
    """How many are yes, how many are said to be, and how many rightly."""
    right = sum(a and b for a, b in zip(known, found, strict=True))
    return Tally(known=sum(known), found=sum(found), right=right)


def f_of(known: Sequence[bool], found: Sequence[bool], *, both: bool) -> float:
    """F1 of yes; with `both`, the mean of it and that of no."""
    yes = tally_of(known, found).f
    if not both:
        return yes
    return (yes + tally_of([not one for one in known], [not one for one in found]).f) / 2


def best_threshold(known: Sequence[bool], scores: Sequence[float], *, both: bool) -> float:
    """The score from which on yes is said that is best for F1 of some sentences, of those a hundredth apart."""
    steps = [step / 100 for step in range(1, 100)]
    return max(steps, key=lambda step: (f_of(known, [score >= step for score in scores], both=both), -step))


def against_peers(
    learn: Sequence[Known], ask: Sequence[Known], name: str, peers: Path | None, notes: list[str], *, both: bool
) -> list[Measure]:
    """F1 of each peer that learns to sort sentences, asked the same ones."""
    task = {
        "learn": [one.text for one in learn],
        "labels": [one.yes for one in learn],
        "ask": [one.text for one in ask],
        "average": "macro" if both else "binary",
    }
    found = []
    known = [one.yes for one in ask]
    for peer in peers_in(peers, "sentences", notes):
        answered = peer.ask([task], notes)
        if answered is not None:
            value = f_of(known, answered.answers[0]["yes"], both=both)
            found.append(Measure(name, value, len(ask), "", peer.name))
    return found
