"""Quantities in English news: NewsQuant (Almasian et al., CQE: A Comprehensive Quantity Extractor, EMNLP 2023).

The gold has no places: a sentence has quantities, each with a value, a unit, a change ("=", "~", ">", "<", "up", "down") and
concepts. The published protocol is followed with its quirks, so that the figures can be held against the published ones:

* both sides are taken in the order of their units; a quantity that is found is used up only where its unit is right too, so
  one found value may match several gold values, and a gold value with another unit keeps searching;
* a sentence has at most as many right values as gold quantities; the changes and concepts are counted at every match of a
  value, without that limit;
* concepts match in part if they share a word, in full if they are the same words;
* for a reader that gives the mean of a range, the gold's ranges are averaged.

The published gold is the main one; `corrected` is the same on gold whose plainly wrong labels are put right. The strict
variant pairs each gold quantity with at most one found, and the other way round, as many as can be.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .newsquant_adapter import read, read_fast
from .newsquant_errata import corrected
from .newsquant_terms import Quantity, Value
from .peers import Peer, peers_in
from .result import Measure, Miss, Outcome, hash_note

_RANGE: Final = re.compile(r"(?<=[\d.])\s*-\s*(?=\d)")
_RTOL, _ATOL = 1e-5, 1e-8
_SPEED_ROUNDS: Final = 5

#: What a quantity is compared by, each beside its value: the measure's name, and whether the two agree in it.
Agree = Callable[[Quantity, Quantity], bool]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the quantities that stand in it."""

    text: str
    gold: tuple[Quantity, ...]


def measure_newsquant(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on a file in NewsQuant's format, with the peers of a folder beside; raises UsageError where it is missing."""
    sentences = load(data)
    progress("reading with Sayso", 0, 2)
    found = [read(sentence.text) for sentence in sentences]
    measures = [*score(sentences, found, "sayso", SAYSO), *_on_corrected(_put_right(sentences), found, "sayso", SAYSO)]
    measures += _speeds(sentences)
    notes = [hash_note([data])]
    progress("reading with peers", 1, 2)
    for peer in peers_in(peers, "newsquant", notes):
        answers = peer.ask([{"task": "newsquant", "text": sentence.text} for sentence in sentences], notes)
        if answers is not None:
            measures += _of_peer(peer, sentences, answers.answers, answers.cpu_seconds)
    return Outcome(tuple(measures), tuple(_misses(sentences, found)), tuple(notes))


def load(path: Path) -> list[Sentence]:
    """The sentences of a file in NewsQuant's format."""
    try:
        cases = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "--data is a JSON file in the format of NewsQuant.json, github.com/satya77/CQE_Evaluation"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error
    return [Sentence(case["text"], tuple(_gold(one) for one in _in_order(case["quantities"]))) for case in cases]


def _in_order(quantities: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return sorted(quantities, key=lambda one: one["normalized_unit"])


def _gold(one: Mapping[str, str]) -> Quantity:
    concepts = tuple(word.lower() for word in re.split(r"[,\s]+", one["referred_concepts"]))
    return Quantity(_value(one["value"]), one["normalized_unit"].lower(), one["change"], concepts)


def _value(written: str) -> Value:
    """A value as the gold writes it: "5.0", "-1.3", "1E-05", or a range "13.0 - 18.0"."""
    ends = [float(end) for end in _RANGE.split(written)] if not written.startswith("-") and "E" not in written else []
    return (ends[0], ends[1]) if len(ends) > 1 else float(written)


def close(one: Value, other: Value) -> bool:
    """Whether two values are the same; a range is never the same as a single value."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        both = isinstance(one, tuple) and isinstance(other, tuple)
        return both and all(_close(a, b) for a, b in zip(one, other, strict=True))  # type: ignore[arg-type]
    return _close(one, other)


def _close(gold: float, found: float) -> bool:
    return math.isfinite(found) and abs(gold - found) <= _ATOL + _RTOL * abs(found)


def _unit(gold: Quantity, found: Quantity) -> bool:
    return gold.unit == found.unit.lower()


def _change(gold: Quantity, found: Quantity) -> bool:
    return gold.change == found.change


def _concept_any(gold: Quantity, found: Quantity) -> bool:
    return bool(set(gold.concepts) & {word.lower() for word in found.concepts})


def _concept_full(gold: Quantity, found: Quantity) -> bool:
    common = set(gold.concepts) & {word.lower() for word in found.concepts}
    return len(common) == len(gold.concepts) == len(found.concepts)


#: The measures of the protocol beside the value itself. Some readers have no change and no concepts.
SAYSO: Final[Mapping[str, Agree]] = {
    "unit": _unit,
    "change": _change,
    "concept_any": _concept_any,
    "concept_full": _concept_full,
}
UNITS_ONLY: Final[Mapping[str, Agree]] = {"unit": _unit}


def score(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Quantity]], by: str, agree: Mapping[str, Agree]
) -> Iterator[Measure]:
    """All measures of one reader: those of the published protocol, the strict ones, and the false positives."""
    n, m = sum(len(one.gold) for one in sentences), sum(len(one) for one in found)
    pairs = list(zip((one.gold for one in sentences), found, strict=True))
    published = [_published(gold, own, agree) for gold, own in pairs]
    for name in ("value", *agree):
        right = sum(one[name] for one in published)
        yield Measure(f"{name}.F1", _f1(right, n, m), n, "published protocol", by)
        yield Measure(f"{name}.P", right / max(m, 1), m, "published protocol", by)
        yield Measure(f"{name}.R", right / max(n, 1), n, "published protocol", by)
    for name, also in {"value": _always, **agree}.items():
        right = sum(_most(gold, own, also) for gold, own in pairs)
        yield Measure(f"strict.{name}.F1", _f1(right, n, m), n, "each used once", by)
    empty = [own for one, own in zip(sentences, found, strict=True) if not one.gold]
    yield Measure("false_positives", sum(len(own) for own in empty), len(empty), "found where the gold has none", by)


def _on_corrected(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Quantity]], by: str, agree: Mapping[str, Agree]
) -> Iterator[Measure]:
    """The measures of the published protocol once more, on gold that was put right."""
    for measure in score(sentences, found, by, agree):
        if measure.name in {f"{name}.F1" for name in ("value", *agree)}:
            yield replace(measure, name=f"corrected.{measure.name}", meaning="published protocol, errata corrected")


def _put_right(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [replace(one, gold=corrected(one.text, one.gold)) for one in sentences]


def _f1(right: int, gold: int, found: int) -> float:
    return 2 * right / max(gold + found, 1)


def _always(_gold: Quantity, _found: Quantity) -> bool:
    return True


def _published(gold: Sequence[Quantity], found: Sequence[Quantity], agree: Mapping[str, Agree]) -> dict[str, int]:
    left = sorted(found, key=lambda one: one.unit)
    counts = dict.fromkeys(("value", *agree), 0)
    for one in gold:
        for other in list(left):
            if not close(one.value, other.value):
                continue
            counts["value"] = min(counts["value"] + 1, len(gold))
            for name, also in agree.items():
                counts[name] += also(one, other)
            if _unit(one, other):
                left.remove(other)
                break
    return counts


def _most(gold: Sequence[Quantity], found: Sequence[Quantity], also: Agree) -> int:
    """How many pairs there are at most, each quantity in one of them (augmenting paths)."""
    edges = [[k for k, other in enumerate(found) if close(one.value, other.value) and also(one, other)] for one in gold]
    taken: dict[int, int] = {}
    return sum(_augment(row, edges, taken, set()) for row in range(len(gold)))


def _augment(row: int, edges: Sequence[Sequence[int]], taken: dict[int, int], seen: set[int]) -> bool:
    for column in edges[row]:
        if column in seen:
            continue
        seen.add(column)
        if column not in taken or _augment(taken[column], edges, taken, seen):
            taken[column] = row
            return True
    return False


def _of_peer(
    peer: Peer, sentences: Sequence[Sentence], answers: Sequence[Mapping[str, Any]], cpu_seconds: float
) -> Iterator[Measure]:
    found = [[_found(one) for one in answer.get("quantities", ())] for answer in answers]
    gold, right = sentences, _put_right(sentences)
    if peer.averages_ranges:
        gold, right = [_averaged(one) for one in gold], [_averaged(one) for one in right]
    whole = any("concepts" in one for answer in answers for one in answer.get("quantities", ()))
    agree = SAYSO if whole else UNITS_ONLY
    yield from score(gold, found, peer.name, agree)
    yield from _on_corrected(right, found, peer.name, agree)
    yield Measure("speed", _per_second(len(sentences), cpu_seconds), len(sentences), _SPEED, peer.name)


_SPEED: Final = "sentences per CPU-second, everything"


def _found(one: Mapping[str, Any]) -> Quantity:
    value = one["value"]
    ends: Value = (value[0], value[1]) if isinstance(value, list) else value
    return Quantity(ends, one["unit"], one.get("change"), tuple(one.get("concepts", ())))


def _averaged(sentence: Sentence) -> Sentence:
    gold = (
        Quantity(sum(one.value) / 2 if isinstance(one.value, tuple) else one.value, one.unit, one.change, one.concepts)
        for one in sentence.gold
    )
    return Sentence(sentence.text, tuple(gold))


def _speeds(sentences: Sequence[Sentence]) -> Iterator[Measure]:
    texts = [one.text for one in sentences]
    for name, reader, what in (
        ("speed", read, _SPEED),
        ("speed.fast", read_fast, "the same, of value, unit and bound"),
    ):
        started = time.process_time()
        for _ in range(_SPEED_ROUNDS):
            for text in texts:
                reader(text)
        spent = time.process_time() - started
        yield Measure(name, _per_second(len(texts) * _SPEED_ROUNDS, spent), len(texts), what)


def _per_second(n: int, cpu_seconds: float) -> int:
    return round(n / max(cpu_seconds, 1e-9))


def _misses(sentences: Sequence[Sentence], found: Sequence[Sequence[Quantity]]) -> Iterator[Miss]:
    """What Sayso misses in a sentence by the strict variant, measure by measure."""
    for sentence, own in zip(sentences, found, strict=True):
        told = f"gold {_listed(sentence.gold)} | found {_listed(own)}"
        for name, also in {"value": _always, **SAYSO}.items():
            right = _most(sentence.gold, own, also)
            if right < max(len(sentence.gold), len(own)):
                yield Miss(name, told, sentence.text)


def _listed(quantities: Iterable[Quantity]) -> str:
    return (
        "; ".join(f"{one.change} {one.value} [{one.unit}] <{' '.join(one.concepts)}>" for one in quantities) or "none"
    )
