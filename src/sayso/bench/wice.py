"""Passages for claims of Wikipedia, in English: WiCE (Kamoi et al. 2023), the claims of `dev` with the whole page that each one cites.

In the page: whether the first passage is one that annotators took as support, and whether any of the first five is (n: the claims for which they found any).
Among all pages: whether the page that is cited comes first; a page's score is that of its best passage, half of the second's, a quarter of the third's, and so on.
The claim is asked alone, and with its article's title and the sentence before it, without which many a "she" could be anybody. In the page, the first passages are
read again beside the claim, as tracing does where nothing is sure; "not read again" is what the search alone gives.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from sayso.align.paired import Side
from sayso.evidence import Candidate, Meaning, Query, reread
from sayso.evidence.again import MOST
from sayso.language.meaning import meaning_problem, meaning_reader
from sayso.language.pairs import pairs_problem
from sayso.model import Analysis, Figure, UsageError
from sayso.pipeline import Progress, no_progress

from .peers import peers_in
from .result import Measure, Miss, Outcome, hash_note
from .searches import Pool, Remembered, as_document, figures_of

_TITLE: Final = "(meta data) TITLE:"
_HITS: Final = 5
#: Passages that are asked for, of which pages are made.
_ASKED: Final = 64
_FADING: Final = 0.5
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_MEANINGS: Final = {
    "page.P@1": "in the page, the first passage supports the claim",
    "page.hit@5": "in the page, one of the first five supports the claim",
    "pages.P@1": "the cited page comes first among all",
}


@dataclass(frozen=True)
class Cited:
    """A claim with the page that it cites: its lines, those that support it, and what stands before the claim."""

    claim: str
    context: str
    lines: Mapping[int, str]
    support: frozenset[int]
    figures: tuple[Figure, ...]
    uri: str

    @cached_property
    def page(self) -> Analysis:
        """The page as a document."""
        title = next((line.removeprefix(_TITLE).strip() for line in self.lines.values() if line.startswith(_TITLE)), "")
        return as_document(self.lines, "en", self.uri, title or None)

    def query(self, *, context: bool) -> Query:
        """What is asked of the index."""
        return Query(self.claim, "en", self.figures, context=self.context if context else "")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to search: who is said to do it, with which encoder, whether the claim's context is told, and whether passages are read again."""

    by: str
    encoder: Meaning | None
    context: bool = False
    read: bool = True


def measure_wice(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on the folder that holds claim/dev.jsonl. Raises UsageError where it is missing or damaged."""
    path = data / "claim" / "dev.jsonl"
    claims = _read(path)
    notes = [hash_note([path])]
    told, encoder = meaning_problem(), meaning_reader()
    if told is not None:
        notes.append(f"without vectors: {told.message}")
    kept = None if encoder is None else Remembered(encoder)
    if pairs_problem() is not None:
        notes.append("without the reader of pairs: no passage is read again")
    ways = [
        Way("sayso", kept),
        Way("with context", kept, context=True),
        Way("not read again", kept, read=False),
        Way("words alone", None, read=False),
    ]
    measures: list[Measure] = []
    misses: list[Miss] = []
    for way in ways:
        own, pages, times = _searched(claims, way, progress)
        measures += [*_measured(claims, own, pages, way.by), _speed(times, way.by)]
        misses += _missed(claims, own, pages) if way.by == "sayso" else ()
    for peer in peers_in(peers, "passages", notes):
        task = {"claims": [one.claim for one in claims], "pages": [list(one.lines.values()) for one in claims]}
        answered = peer.ask([task], notes)
        if answered is not None:
            (found,) = answered.answers
            measures += _measured(claims, found["own"], found["page"], peer.name)
    return Outcome(tuple(measures), tuple(misses), tuple(notes))


def _read(path: Path) -> list[Cited]:
    hint = "--data is WiCE's folder with claim/dev.jsonl; docs/measures.md says where it comes from"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        figures = figures_of([row["claim"] for row in rows], "en")
        return [_cited(row, found, f"{at:04}") for at, (row, found) in enumerate(zip(rows, figures, strict=True))]
    except OSError as error:
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, path.name) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("damaged", f"{path} is not WiCE's: {error!r}", hint, path.name) from error


def _cited(row: Mapping[str, Any], figures: tuple[Figure, ...], uri: str) -> Cited:
    before = _SENTENCE.split(" ".join(row["meta"]["claim_context"].split()))[-1]
    context = ". ".join(part for part in (row["meta"]["claim_title"], before) if part)
    support = frozenset(number for group in row["supporting_sentences"] for number in group)
    return Cited(row["claim"], context, dict(enumerate(row["evidence"])), support, figures, uri)


def _searched(claims: Sequence[Cited], way: Way, progress: Progress) -> tuple[list[list[int]], list[int], list[float]]:
    """For each claim the first lines of its page, the number of the first page, and how long the search of all took, in milliseconds."""
    own: list[list[int]] = []
    for number, one in enumerate(claims):
        progress(f"{way.by}: in the page", number, len(claims))
        pool = Pool([(one.lines, one.page)], way.encoder)
        with pool as index:
            found = index.search(one.query(context=way.context), MOST)
            own.append([line for _, line in pool.lines(_read_again(one, found) if way.read else found)])
    pages: list[int] = []
    times: list[float] = []
    with Pool([(one.lines, one.page) for one in claims], way.encoder) as index:
        for number, one in enumerate(claims):
            progress(f"{way.by}: among all pages", number, len(claims))
            begun = time.process_time()
            found_pages = index.search(one.query(context=way.context), _ASKED)
            times.append((time.process_time() - begun) * 1000)
            pages.append(_first_page(found_pages))
    return own, pages, times


def _read_again(one: Cited, found: Sequence[Candidate]) -> list[Candidate]:
    def side(candidate: Candidate) -> Side:
        place = candidate.passage
        figures = [each for each in one.page.figures if place.start <= each.start and each.end <= place.end]
        return Side(place.text, "en", figures, place.start)

    read = reread(Side(one.claim, "en", one.figures), found, lambda one: one.score, side)
    return list(found) if read is None else [each for each, _ in read]


def _first_page(found: Sequence[Candidate]) -> int:
    """The number of the page whose passages score highest together; -1 where nothing was found."""
    scores: dict[str, float] = {}
    seen: dict[str, int] = {}
    for one in found:
        at = seen.get(one.uri, 0)
        scores[one.uri] = scores.get(one.uri, 0.0) + one.score * _FADING**at
        seen[one.uri] = at + 1
    return int(max(scores, key=lambda uri: (scores[uri], uri))) if scores else -1


def _measured(
    claims: Sequence[Cited], own: Sequence[Sequence[int]], pages: Sequence[int], by: str
) -> Iterator[Measure]:
    supported = [at for at, one in enumerate(claims) if one.support]
    first = sum(own[at][:1] != [] and own[at][0] in claims[at].support for at in supported)
    hits = sum(any(line in claims[at].support for line in own[at][:_HITS]) for at in supported)
    right = sum(page == at for at, page in enumerate(pages))
    for (name, meaning), (count, n) in zip(
        _MEANINGS.items(), ((first, len(supported)), (hits, len(supported)), (right, len(claims))), strict=True
    ):
        yield Measure(name, count / n if n else 0.0, n, meaning, by)


def _speed(times: Sequence[float], by: str) -> Measure:
    middle = sorted(times)[len(times) // 2]
    return Measure("search.ms", middle, len(times), "CPU milliseconds of a search of all pages, in the middle", by)


def _missed(claims: Sequence[Cited], own: Sequence[Sequence[int]], pages: Sequence[int]) -> Iterator[Miss]:
    for at, one in enumerate(claims):
        if one.support and not set(own[at][:1]) & one.support:
            yield Miss("page.P@1", one.lines[own[at][0]][:80] if own[at] else "nothing found", one.claim)
        if pages[at] != at:
            yield Miss("pages.P@1", claims[pages[at]].page.document.title or "-", one.claim)
