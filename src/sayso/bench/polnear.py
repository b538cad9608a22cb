"""Say-so in English news: PolNeAR (Newell et al., An Attribution Relations Corpus for Political News, LREC 2018), its split `dev`.

Articles are read as raw text. PolNeAR has no nesting and marks nothing that is only suggested, so of Sayso's attributions only
those count that stand in no other and are certain. An article with several annotators counts once for each. Speech is not
tagged in PolNeAR: it is told by the quotation marks (`attribution_scores.speeches`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import permutations
from operator import add
from pathlib import Path
from typing import Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .attribution_reader import Read, misses, read_all, said_by_peer, words_in
from .attribution_scores import (
    ROLES,
    SPEECHES,
    Counts,
    Said,
    SpanCounts,
    Tally,
    paragraphs_of,
    spans,
    speeches,
    whole,
)
from .peers import peers_in
from .polnear_data import Annotation, read_split
from .result import Measure, Miss, Outcome, hash_note

SPLIT: Final = "dev"
#: Few articles of `dev` have several annotators; how far people agree is told by the split that has more, where it is there.
_DOUBLED: Final = "train"
#: What the rules find without the tagger.
_RULES: Final = "sayso, rules alone"
_SPEED: Final = "words per CPU-second"


def measure_polnear(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on PolNeAR's development split, with the peers of a folder beside; raises UsageError where it is missing."""
    known = load(data)
    texts = {one.article: one.text for one in known}
    progress("reading with Sayso", 0, 2)
    read = dict(zip(texts, read_all(texts.values(), "en"), strict=True))
    found = {article: one.outermost for article, one in read.items()}
    measures = [*score(known, found, "sayso"), *_speeds(texts, list(read.values()), "sayso")]
    alone = dict(zip(texts, read_all(texts.values(), "en", rules=True), strict=True))
    measures += score(known, {article: one.outermost for article, one in alone.items()}, _RULES)
    measures += _speeds(texts, list(alone.values()), _RULES)
    notes = [hash_note((data / SPLIT).rglob("*.*"))]
    progress("reading with peers", 1, 2)
    for peer in peers_in(peers, "polnear", notes):
        answers = peer.ask([{"task": "polnear", "text": text} for text in texts.values()], notes)
        if answers is not None:
            its = dict(zip(texts, map(said_by_peer, answers.answers), strict=True))
            measures += score(known, its, peer.name)
            measures.append(_speed("speed.raw", texts, answers.cpu_seconds, peer.name))
    measures += agreement(read_split(data / _DOUBLED))
    return Outcome(tuple(measures), tuple(_misses(known, found)), tuple(notes))


def load(data: Path) -> list[Annotation]:
    """Every annotation of the development split."""
    hint = (
        "--data is the folder of PolNeAR (github.com/networkdynamics/PolNeAR) that holds dev/text and dev/attributions"
    )
    try:
        known = list(read_split(data / SPLIT))
    except OSError as error:
        raise UsageError("missing", f"{error.filename} cannot be read: {error.strerror}", hint, str(data)) from error
    if not known:
        raise UsageError("missing", f"there are no annotations in {data / SPLIT / 'attributions'}", hint, str(data))
    return known


def score(known: Sequence[Annotation], found: Mapping[str, Sequence[Said]], by: str) -> Iterator[Measure]:
    """All measures of one reader, whose attributions are given by article."""
    return _measures([(one.said, found[one.article], one.text) for one in known], by)


def agreement(known: Iterable[Annotation]) -> Iterator[Measure]:
    """How far annotators of the same article agree: each held to each other as a reader is held to the gold.

    Both are the gold in turn, so that precision, recall and F1 are the same, and F1 alone is given. No measure where no article
    has several annotators.
    """
    articles: dict[str, list[Annotation]] = {}
    for one in known:
        articles.setdefault(one.article, []).append(one)
    pairs = [(a.said, b.said, a.text) for several in articles.values() for a, b in permutations(several, 2)]
    if pairs:
        for measure in _measures(pairs, "annotators"):
            if not measure.name.endswith((".P", ".R")):
                yield replace(measure, name=f"agreement.{measure.name}")


def _measures(rows: Sequence[tuple[Sequence[Said], Sequence[Said], str]], by: str) -> Iterator[Measure]:
    """All measures of what is found held to what is known, text by text."""
    counts = reduce(add, (whole(known, found, text) for known, found, text in rows), Counts())
    yield from _three("whole", counts.content, "attributions with the right content", by)
    yield from _three("source", counts.with_source, "and with the right source", by)
    for role, tally in counts.tokens.items():
        yield Measure(f"tokens.{role}.F1", tally.f, tally.known, f"tokens of the {role}", by)
    for speech in SPEECHES:
        tally = counts.speech[speech]
        yield Measure(f"recall.{speech}", tally.recall, tally.known, f"{speech} speech found, by its content", by)
    places = (spans(known, found, paragraphs_of(text)) for known, found, text in rows)
    yield from _of_spans(reduce(add, places, SpanCounts()), by)


def _of_spans(counts: SpanCounts, by: str) -> Iterator[Measure]:
    for role in ROLES:
        yield from _three(f"exact.{role}", counts.exact[role], f"{role}: spans with both ends right", by)
        yield from _three(f"begin.{role}", counts.begin[role], f"{role}: spans with the start right", by)
        yield Measure(f"jaccard.{role}", counts.jaccard(role), counts.overlapped[role], f"{role}: mean overlap", by)


def _three(name: str, tally: Tally, meaning: str, by: str) -> Iterator[Measure]:
    yield Measure(f"{name}.F1", tally.f, tally.known, meaning, by)
    yield Measure(f"{name}.P", tally.precision, tally.found, meaning, by)
    yield Measure(f"{name}.R", tally.recall, tally.known, meaning, by)


def _speeds(texts: Mapping[str, str], read: Sequence[Read], by: str) -> Iterator[Measure]:
    yield _speed("speed", texts, sum(one.finding for one in read), by, ", sentences given")
    yield _speed("speed.raw", texts, sum(one.finding + one.reading for one in read), by)


def _speed(name: str, texts: Mapping[str, str], cpu_seconds: float, by: str, what: str = ", from raw text") -> Measure:
    words = words_in(texts.values())
    return Measure(name, round(words / max(cpu_seconds, 1e-9)), words, f"{_SPEED}{what}", by)


def _misses(known: Sequence[Annotation], found: Mapping[str, Sequence[Said]]) -> Iterator[Miss]:
    for one in known:
        its = found[one.article]
        of_known = [f"recall.{speech}" for speech in speeches(one.said, one.text)]
        yield from misses(one.said, its, one.text, of_known, ["whole.P"] * len(its))
