"""How well reuse is found, against the set in which each word's origin is known (`data/reuse-news`): pairs, passages, who was first, what is said of it.

A pair is right where the two articles have a passage in common by the words' origins; one of which that is too short to count is counted neither way. A
passage is right where it has four fifths of the known one in both articles, and the known one four fifths of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from sayso.model import CopyGroup, FoundReuse, SharedPassage

from .result import Measure, Miss

Row = Mapping[str, Any]
Pair = tuple[str, str]
Place = tuple[tuple[int, int], tuple[int, int]]

#: How much two places of one passage have in common, of the longer.
OVERLAP: Final = 0.8
#: Lengths by which recall is told.
LENGTHS: Final = (("30-49", 0, 50), ("50-99", 50, 100), ("100+", 100, 10**9))


@dataclass(frozen=True, slots=True)
class Known:
    """One half of the set: articles by id, known passages by pair, pairs of articles that have a footer in common."""

    articles: Mapping[str, Row]
    passages: Mapping[Pair, tuple[Row, ...]]
    footers: frozenset[Pair]

    @property
    def certain(self) -> list[Pair]:
        """Pairs with a passage that is long enough to count."""
        return [pair for pair, rows in self.passages.items() if any(row["certain"] for row in rows)]


def known(articles: Sequence[Row], rows: Sequence[Row]) -> Known:
    """What is known, from the lines of both files."""
    passages: dict[Pair, list[Row]] = defaultdict(list)
    for row in rows:
        passages[row["a"], row["b"]].append(row)
    holders: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for footer in article["footers"].values():
            holders[footer].append(article["id"])
    footers = {pair for some in holders.values() for pair in combinations(sorted(some), 2)}
    return Known(
        {one["id"]: one for one in articles}, {pair: tuple(some) for pair, some in passages.items()}, frozenset(footers)
    )


def score_pairs(found: Iterable[Pair], truth: Known, by: str, half: str) -> Iterator[Measure]:
    """P and R of pairs, R by kind of edit and by length; `footers_aside`: P where pairs that have a footer alone in common do not count."""
    pairs, certain = {(min(pair), max(pair)) for pair in found}, set(truth.certain)
    right = [pair for pair in pairs if pair in certain]
    wrong = [pair for pair in pairs if pair not in truth.passages]
    bare = [pair for pair in wrong if pair not in truth.footers]
    told = len(right) + len(wrong)
    yield _share(f"{half}.pairs.P", len(right), told, "pairs that are right, of those found", by)
    yield _share(
        f"{half}.pairs.P.footers_aside", len(right), len(right) + len(bare), "the same without pairs by a footer", by
    )
    yield _share(f"{half}.pairs.R", len(right), len(certain), "known pairs that are found", by)
    for name, some in _kinds(truth):
        meaning = "known pairs that are found: by edit, or by the words of the longest passage"
        yield _share(f"{half}.pairs.R.{name}", len(some & pairs), len(some), meaning, by)


def _kinds(truth: Known) -> Iterator[tuple[str, set[Pair]]]:
    longest = {pair: max(_certain(truth, pair), key=lambda row: int(row["words"])) for pair in truth.certain}
    for kind in sorted({row["kind"] for row in longest.values()}):
        yield kind, {pair for pair, row in longest.items() if row["kind"] == kind}
    for name, low, high in LENGTHS:
        some = {pair for pair, row in longest.items() if low <= row["words"] < high and row["kind"] != "quote"}
        yield name, some


def _certain(truth: Known, pair: Pair) -> list[Row]:
    return [row for row in truth.passages[pair] if row["certain"]]


def score_passages(found: Mapping[Pair, Sequence[Place]], truth: Known, by: str, half: str) -> Iterator[Measure]:
    """P and R of passages by their places in both articles."""
    hits = sum(
        any(_is_same(place, _place(row)) for place in found.get(pair, ()))
        for pair in truth.passages
        for row in _certain(truth, pair)
    )
    wanted = sum(len(_certain(truth, pair)) for pair in truth.passages)
    shown = [(pair, place) for pair, places in found.items() for place in places]
    right = sum(
        any(_is_same(place, _place(row)) for row in truth.passages.get((min(pair), max(pair)), ()))
        for pair, place in shown
    )
    yield _share(f"{half}.passages.P", right, len(shown), "passages found that are known, by four fifths", by)
    yield _share(f"{half}.passages.R", hits, wanted, "known passages found, by four fifths", by)


def _place(row: Row) -> Place:
    return (row["a_span"][0], row["a_span"][1]), (row["b_span"][0], row["b_span"][1])


def _is_same(one: Place, other: Place) -> bool:
    return all(
        min(first[1], second[1]) - max(first[0], second[0]) >= OVERLAP * max(first[1] - first[0], second[1] - second[0])
        for first, second in zip(one, other, strict=True)
    )


@dataclass(slots=True)
class Counts:
    """Right, wrong and unknown, by name."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    n: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, *, right: bool) -> None:
        """Count one."""
        self.n[name] += 1
        self.right[name] += right


def score_told(found: FoundReuse, truth: Known, half: str) -> Iterator[Measure]:
    """Who was first, quoted, credited: of the known passages that are found, where one of the two has it from the other."""
    by_pair = passages_by_pair(found)
    counts = Counts()
    for pair in truth.passages:
        for row in _certain(truth, pair):
            passage = _best(by_pair.get(pair, ()), row)
            if row["original"] and passage:
                _count_told(counts, row, passage, truth)
    yield from (
        _share(f"{half}.{name}", counts.right[name], counts.n[name], meaning, "sayso")
        for name, meaning in _TOLD.items()
    )


_TOLD: Final = {
    "original": "the original rightly named, where a date, a credit or a mark tells it",
    "original.wrong": "another one named instead (of the same)",
    "original.open": "said to be unknown, where nothing tells it",
    "quoted.P": "said to be quoted that are",
    "quoted.R": "quoted that are said to be",
    "credited.P": "said to be credited that are",
    "credited.R": "credited that are said to be",
}


def _count_told(counts: Counts, row: Row, passage: SharedPassage, truth: Known) -> None:
    dates = [truth.articles[row[side]]["published"] for side in ("a", "b")]
    if row["credited"] or (all(dates) and dates[0] != dates[1]):
        counts.add("original", right=passage.original == row["original"])
        counts.add("original.wrong", right=passage.original not in {None, row["original"]})
    else:
        counts.add("original.open", right=passage.original is None)
    for name, told in (("quoted", passage.quoted), ("credited", passage.credited is not None)):
        if told:
            counts.add(f"{name}.P", right=row[name])
        if row[name]:
            counts.add(f"{name}.R", right=told)


def _best(passages: Sequence[SharedPassage], row: Row) -> SharedPassage | None:
    """The passage found that has most of a known one."""

    def common(one: SharedPassage) -> int:
        span, (start, end) = one.a_span if one.a == row["a"] else one.b_span, row["a_span"]
        return int(min(span.end, end) - max(span.start, start))

    best = max(passages, key=common, default=None)
    return best if best and common(best) > 0 else None


def score_groups(groups: Sequence[CopyGroup], truth: Known, half: str) -> Iterator[Measure]:
    """Agency copy: copies that are in one group, groups of what has nothing in common, the agency's own text named as the original."""
    families: dict[str, list[str]] = defaultdict(list)
    for name, article in truth.articles.items():
        if article["kind"] in {"copy", "wire"}:
            families[name.rpartition("-copy-")[0] or name.removesuffix("-wire")].append(name)
    grouped = {pair for group in groups for pair in combinations(sorted(group.members), 2)}
    wanted = {pair for some in families.values() for pair in combinations(sorted(some), 2)}
    yield _share(
        f"{half}.groups.R", len(wanted & grouped), len(wanted), "pairs of one text's copies in one group", "sayso"
    )
    wrong = [pair for pair in grouped if pair not in truth.passages]
    yield _share(
        f"{half}.groups.P", len(grouped) - len(wrong), len(grouped), "grouped pairs that share a passage", "sayso"
    )
    named = [_named(some, groups) for some in families.values() if len(some) > 1]
    yield _share(
        f"{half}.groups.original",
        sum(named),
        len(named),
        "the agency's text named, or nobody where it is not there",
        "sayso",
    )


def _named(family: Sequence[str], groups: Sequence[CopyGroup]) -> bool:
    """Whether the family's largest group names the agency's text, or nobody where that is not among them."""
    own = [group for group in groups if set(group.members) & set(family)]
    if not own:
        return False
    largest = max(own, key=lambda group: len(set(group.members) & set(family)))
    return largest.original == next((name for name in family if name.endswith("-wire")), None)


def passages_by_pair(found: FoundReuse) -> dict[Pair, list[SharedPassage]]:
    """The passages that are no boilerplate, by pair, each with the lesser id as `a`."""
    by_pair: dict[Pair, list[SharedPassage]] = defaultdict(list)
    for one in found.passages:
        if one.boilerplate is None:
            by_pair[min(one.a, one.b), max(one.a, one.b)].append(one)
    return dict(by_pair)


def places(found: FoundReuse) -> dict[Pair, list[Place]]:
    """The places of the passages that are no boilerplate, with those in the article of the lesser id first."""

    def place(one: SharedPassage) -> Place:
        spans = (one.a_span.start, one.a_span.end), (one.b_span.start, one.b_span.end)
        return spans if one.a < one.b else (spans[1], spans[0])

    return {pair: [place(one) for one in some] for pair, some in passages_by_pair(found).items()}


def missed(found: FoundReuse, truth: Known, half: str) -> Iterator[Miss]:
    """The pairs that are wrong or not found, with the words."""
    by_pair = passages_by_pair(found)
    for pair, some in sorted(by_pair.items()):
        if pair not in truth.passages:
            yield Miss(f"{half}.pairs.P", " ".join(pair), some[0].a_span.text)
    for pair in sorted(set(truth.certain) - set(by_pair)):
        row = _certain(truth, pair)[0]
        text = truth.articles[pair[0]]["text"][slice(*row["a_span"])]
        yield Miss(f"{half}.pairs.R", f"{' '.join(pair)} {row['kind']} {row['words']}", text)


def _share(name: str, right: int, n: int, meaning: str, by: str) -> Measure:
    return Measure(name, right / n if n else 0.0, n, meaning, by)
