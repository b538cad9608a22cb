"""Who took which passage from whom, among any number of documents.

The steps are functions of their own, so that they can run wherever an engine puts them: `hold` and its keys a document at a time,
`meet_by_key` and `commonness` a share of the keys at a time, `pair_up` a share of the pairs, `compare` a pair, and what is told of a
passage from those that its documents have. Here they run one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Final

import numpy as np

from sayso.model import Analysis, CopyGroup, FoundReuse, Ledger, Made, Problem, SharedPassage, WordChange
from sayso.version import __version__

from .boilerplate import Commonness, commonness, parted
from .candidates import CAP, Pairs, meet_by_key, pair_up, worth_reading
from .fingerprints import MOST_WORDS, Keys, columns
from .groups import Group, find_groups, is_copy, original_of
from .held import Held, hold
from .original import Told, find_original
from .shared import Shared, compare, is_enough

MADE: Final = Made(stage="across.reuse", version=__version__)
#: How much of a passage another one has of the same document, where both are one passage.
_SAME: Final = 0.5


def find_reuse(analyses: Sequence[Analysis | Ledger], *, cap: int = CAP) -> FoundReuse:
    """The passages that documents share, and the groups of copies among them.

    `analyses` have the documents and, for credit, their attributions; ids are to differ. In any order of documents the same comes out.
    Keys of more than `cap` documents are hot: their documents are held against the first few alone.
    """
    held = hold(analyses)
    keys = columns(one.prints for one in held)
    pairs = pair_up(meet_by_key(keys, cap=cap))
    common = _common(held, keys)
    shared = _compared(held, pairs)
    news = {pair: _sorted_out(found, common) for pair, found in shared.items()}
    return FoundReuse(
        passages=tuple(_passages(held, news)),
        groups=tuple(_grouped(held, news)),
        problems=tuple(_problems(held)),
    )


def _common(held: Sequence[Held], keys: Keys) -> Commonness:
    names: dict[str, int] = {}
    outlets = [names.setdefault(one.doc.outlet or f"\0{at}", len(names)) for at, one in enumerate(held)]
    days = [_day(one.doc.published) for one in held]
    return commonness(keys, np.array(outlets, dtype=np.int64), np.array(days, dtype=np.int64))


def _day(published: str | None) -> int:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return 0


def _compared(held: Sequence[Held], pairs: Pairs) -> dict[tuple[int, int], tuple[Shared, ...]]:
    """The passages of each pair that has any, in the order of the pairs."""
    counts = np.array([len(one.prints) for one in held], dtype=np.int64)
    chosen = worth_reading(pairs, counts) if len(pairs) else np.zeros(0, np.bool_)
    rows = zip(pairs.a[chosen].tolist(), pairs.b[chosen].tolist(), strict=True)
    found = (((a, b), compare(held[a], held[b])) for a, b in rows)
    return {pair: some for pair, some in found if some}


def _sorted_out(found: tuple[Shared, ...], common: Commonness) -> list[tuple[Shared, str | None]]:
    return [(part, reason) for part, reason in parted(found, common) if is_enough(part)]


# -- what is told of a passage


def _passages(
    held: Sequence[Held], news: Mapping[tuple[int, int], Sequence[tuple[Shared, str | None]]]
) -> Iterator[SharedPassage]:
    holders = _holders(news)
    for (a, b), found in sorted(news.items()):
        for each, boilerplate in found:
            others = [] if boilerplate else [held[at] for at in _others(holders, a, b, each)]
            yield _passage(each, boilerplate, others)


Holders = dict[int, list[tuple[int, int, int]]]


def _holders(news: Mapping[tuple[int, int], Sequence[tuple[Shared, str | None]]]) -> Holders:
    """For each document the stretches that others have, too, and who."""
    found: Holders = defaultdict(list)
    for (a, b), some in news.items():
        for each, boilerplate in some:
            if boilerplate is None:
                found[a].append((*each.spans[0], b))
                found[b].append((*each.spans[1], a))
    return found


def _others(holders: Holders, a: int, b: int, each: Shared) -> list[int]:
    """Further documents that have most of a passage, the earliest first."""
    found = set()
    for at, (start, end) in zip((a, b), each.spans, strict=True):
        for first, last, other in holders[at]:
            if other not in {a, b} and min(end, last) - max(start, first) >= _SAME * (end - start):
                found.add(other)
    return sorted(found)


def _passage(each: Shared, boilerplate: str | None, others: Sequence[Held]) -> SharedPassage:
    one, other = each.one, each.other
    told = Told(None, "boilerplate has no original") if boilerplate else find_original(each, others)
    taker = other if told.original is one else one if told.original is other else None
    spans = one.span(each.found.span_a), other.span(each.found.span_b)
    sides = [0] if taker is one else [1] if taker is other else [0, 1]
    return SharedPassage(
        id=_name("r", one.doc.id, other.doc.id, str(spans[0].start), str(spans[1].start)),
        a=one.doc.id,
        b=other.doc.id,
        a_span=spans[0],
        b_span=spans[1],
        words=each.found.same,
        identity=round(each.found.identity, 4),
        changes=tuple(WordChange(a=one.span(a), b=other.span(b)) for a, b in each.found.gaps()),
        original=told.original.doc.id if told.original else None,
        taker=taker.doc.id if taker else None,
        because=told.because,
        quoted=any(each.quoted[side] for side in sides),
        credited=next((told.credit[side] for side in sides if told.credit[side]), None),
        boilerplate=boilerplate,
        made=MADE,
    )


def _name(letter: str, *parts: str) -> str:
    """An id that is the same wherever and in whatever company the entry is made."""
    return f"{letter}:" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# -- groups


def _grouped(
    held: Sequence[Held], news: Mapping[tuple[int, int], Sequence[tuple[Shared, str | None]]]
) -> Iterator[CopyGroup]:
    copies: dict[int, list[int]] = defaultdict(list)
    for (a, b), found in news.items():
        if is_copy(tuple(each for each, boilerplate in found if boilerplate is None)):
            copies[a].append(b)
            copies[b].append(a)
    for group in find_groups(held, copies, compare):
        yield _group(group)


def _group(group: Group) -> CopyGroup:
    told = original_of(group)
    return CopyGroup(
        id=_name("g", *(held.doc.id for held in group.members)),
        representative=group.representative.doc.id,
        members=tuple(held.doc.id for held in group.members),
        original=told.original.doc.id if told.original else None,
        because=told.because,
        made=MADE,
    )


def _problems(held: Sequence[Held]) -> Iterator[Problem]:
    for one in held:
        if one.words.cut:
            message = f"only the first {MOST_WORDS} words were held against other documents"
            yield Problem(code="too-large", message=message, hint="split the document", uri=one.doc.uri)
