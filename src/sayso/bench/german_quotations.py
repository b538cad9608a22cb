"""Quotations in German news (Petersen-Frey and Biemann, Dataset of Quotation Attribution in German News Articles, LREC-COLING 2024).

Articles are read as raw text. The gold has speaker, cue and quotation, and a type for each: direct, indirect, "reported" (an act
that is told with what was said), and free indirect with and without a cue before. A tenth stands in another, so all of Sayso's
attributions count, nested and suggested ones too. Two protocols: the metric of the paper (`quotation_scores`), and whole attributions
as for PolNeAR (`attribution_scores`), in which recall is told by the gold's type, and precision by the speech that Sayso says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, Final

from sayso.model import Attribution, UsageError
from sayso.pipeline import Progress, no_progress

from .attribution_reader import Read, misses, read_all, said_of, words_in
from .attribution_scores import Counts, Place, Ruler, Said, Tally, matches, whole
from .quotation_scores import ROLES, Quotation, Scores
from .result import Measure, Miss, Outcome, hash_note

SPLIT: Final = "dev"
KINDS: Final = ("Direct", "Indirect", "IndirectFreeIndirect", "FreeIndirect", "Reported")
_SPEED: Final = "words per CPU-second"


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its tokens, and its quotations with their types."""

    text: str
    tokens: tuple[Place, ...]
    said: tuple[Said, ...]
    kinds: tuple[str, ...]


def measure_german_quotations(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure on the development split; raises UsageError where it is missing."""
    articles = load(data)
    progress("reading", 0, 1)
    read = read_all([one.text for one in articles], "de")
    measures = [
        *_published(articles, read),
        *_whole(articles, read),
        *_by_kind(articles, read),
        *_speeds(articles, read),
    ]
    return Outcome(tuple(measures), tuple(_misses(articles, read)), (hash_note((data / SPLIT).glob("*.json")),))


def load(data: Path) -> list[Article]:
    """The articles of the development split, by their files' names."""
    paths = sorted((data / SPLIT).glob("*.json"))
    if not paths:
        hint = "--data is the folder of github.com/uhh-lt/german-news-quotation-attribution-2024 that holds dev"
        raise UsageError("missing", f"there are no articles in {data / SPLIT}", hint, str(data))
    return [_article(json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def _article(told: dict[str, Any]) -> Article:
    text, annotations = told["originalText"], told["annotations"]
    said = tuple(Said(*(_places(one[role]) for role in ("speaker", "cue", "quote"))) for one in annotations)
    return Article(text, tuple(_tokens(text, told["sentences"])), said, tuple(one["type"] for one in annotations))


def _places(told: dict[str, Any]) -> tuple[Place, ...]:
    return tuple(sorted((one["charBegin"], one["charEnd"]) for one in told["spans"]))


def _tokens(text: str, sentences: Iterable[dict[str, Any]]) -> Iterator[Place]:
    """The places of the tokens, which are given as words alone."""
    for sentence in sentences:
        at = sentence["charBegin"]
        for token in sentence["tokens"]:
            start = text.index(token, at)
            at = start + len(token)
            yield start, at


def _kind(one: Attribution) -> str:
    """The type in the gold's terms; what goes on in the subjunctive without a cue is free indirect behind an indirect one."""
    if one.speech == "direct":
        return "Direct"
    return "Indirect" if one.cue else "IndirectFreeIndirect"


def _quotation(said: Said, kind: str, ruler: Ruler) -> Quotation:
    return Quotation((ruler.set(said.content), ruler.set(said.source), ruler.set(said.cue)), kind)


def _published(articles: Sequence[Article], read: Sequence[Read]) -> Iterator[Measure]:
    scores = Scores()
    for article, one in zip(articles, read, strict=True):
        ruler = Ruler(article.tokens)
        known = [_quotation(*pair, ruler) for pair in zip(article.said, article.kinds, strict=True)]
        scores.add(known, [_quotation(said_of(own), _kind(own), ruler) for own in one.attributions])
    for name, roles in (*((role, (role,)) for role in ROLES), ("joint", ROLES)):
        precision, recall, f = scores.of(*roles)
        yield Measure(f"paper.{name}.F1", f, recall.n, f"the paper's metric: {name}")
        yield Measure(f"paper.{name}.P", precision.value, precision.n, f"the paper's metric: {name}")
        yield Measure(f"paper.{name}.R", recall.value, recall.n, f"the paper's metric: {name}")
    yield Measure("paper.type.F1", Tally(scores.known, scores.found, scores.kinds).f, scores.known, "the same type")


def _whole(articles: Sequence[Article], read: Sequence[Read]) -> Iterator[Measure]:
    for name, suggested, what in (("whole", True, ""), ("certain", False, ", suggestions left out")):
        found = [[said_of(own) for own in one.attributions if suggested or not own.suggested] for one in read]
        rows = zip(articles, found, strict=True)
        counts = reduce(add, (whole(article.said, own, article.text) for article, own in rows), Counts())
        for part, tally in (("content", counts.content), ("source", counts.with_source)):
            meaning = (
                f"whole attributions with the right {'content' if part == 'content' else 'content and source'}{what}"
            )
            yield Measure(f"{name}.{part}.F1", tally.f, tally.known, meaning)
            yield Measure(f"{name}.{part}.P", tally.precision, tally.found, meaning)
            yield Measure(f"{name}.{part}.R", tally.recall, tally.known, meaning)


def _by_kind(articles: Sequence[Article], read: Sequence[Read]) -> Iterator[Measure]:
    """Recall by the gold's types, precision by the speech that Sayso says, with suggestions."""
    known: Counter[str] = Counter()
    found: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for article, one in zip(articles, read, strict=True):
        known.update(article.kinds)
        found.update(own.speech for own in one.attributions)
        for at, other, _ in matches(article.said, [said_of(own) for own in one.attributions], article.text):
            met.update((article.kinds[at], one.attributions[other].speech))
    for kind in KINDS:
        yield Measure(f"recall.{kind}", met[kind] / max(known[kind], 1), known[kind], "found, by its content")
    for speech in ("direct", "indirect", "mixed"):
        what = f"of what is found as {speech}, what is a quotation by its content"
        yield Measure(f"precision.{speech}", met[speech] / max(found[speech], 1), found[speech], what)


def _speeds(articles: Sequence[Article], read: Sequence[Read]) -> Iterator[Measure]:
    words = words_in(one.text for one in articles)
    finding = sum(one.finding for one in read)
    whole_way = finding + sum(one.reading for one in read)
    yield Measure("speed", round(words / max(finding, 1e-9)), words, f"{_SPEED}, sentences given")
    yield Measure("speed.raw", round(words / max(whole_way, 1e-9)), words, f"{_SPEED}, from raw text")


def _misses(articles: Sequence[Article], read: Sequence[Read]) -> Iterator[Miss]:
    for article, one in zip(articles, read, strict=True):
        of_known = [f"recall.{kind}" for kind in article.kinds]
        of_found = [f"precision.{own.speech}" for own in one.attributions]
        found = [said_of(own) for own in one.attributions]
        yield from misses(article.said, found, article.text, of_known, of_found)
