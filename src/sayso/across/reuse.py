"""Who took which passage from whom, among any number of documents.

The steps are functions of their own, so that they can run wherever an engine puts them: `hold` and its keys a document at a time,
`meet_by_key` and `commonness` a share of the keys at a time, `pair_up` a share of the pairs, `compare` and `sort_out` a pair, and
what is told of a passage from those that its documents have. Here they run one after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sayso.model import Analysis, CopyGroup, FoundReuse, Ledger, Problem, SharedPassage

from .boilerplate import Commonness, commonness
from .candidates import CAP, Pairs, meet_by_key, pair_up, worth_reading
from .fingerprints import Keys, columns
from .groups import find_groups, is_copy
from .held import Held, hold
from .shared import Shared, compare
from .told import Holders, Judged, day_of, others_of, sort_out, tell_cut, tell_group, tell_passage

#: The passages of each pair of documents, by their numbers.
News = Mapping[tuple[int, int], Sequence[Judged]]


def find_reuse(analyses: Sequence[Analysis | Ledger], *, cap: int = CAP) -> FoundReuse:
    """The passages that documents share, and the groups of copies among them.

    `analyses` have the documents and, for credit, their attributions. One that is given more than once counts once, which is told as a
    problem. In any order of documents the same comes out.
    Keys of more than `cap` documents are hot: their documents are held against the first few alone.
    """
    held = hold(analyses)
    keys = columns(one.prints for one in held)
    pairs = pair_up(meet_by_key(keys, cap=cap))
    common = _common(held, keys)
    shared = _compared(held, pairs)
    news = {pair: sort_out(found, common) for pair, found in shared.items()}
    return FoundReuse(
        passages=tuple(_passages(held, news)),
        groups=tuple(_grouped(held, news)),
        problems=(*(tell_cut(one.doc.uri) for one in held if one.words.cut), *_repeated(analyses)),
    )


def _common(held: Sequence[Held], keys: Keys) -> Commonness:
    names: dict[str, int] = {}
    outlets = [names.setdefault(one.doc.outlet or f"\0{at}", len(names)) for at, one in enumerate(held)]
    days = [day_of(one.doc.published) for one in held]
    return commonness(keys, np.array(outlets, dtype=np.int64), np.array(days, dtype=np.int64))


def _compared(held: Sequence[Held], pairs: Pairs) -> dict[tuple[int, int], tuple[Shared, ...]]:
    """The passages of each pair that has any, in the order of the pairs."""
    counts = np.array([len(one.prints) for one in held], dtype=np.int64)
    chosen = worth_reading(pairs, counts) if len(pairs) else np.zeros(0, np.bool_)
    rows = zip(pairs.a[chosen].tolist(), pairs.b[chosen].tolist(), strict=True)
    found = (((a, b), compare(held[a], held[b])) for a, b in rows)
    return {pair: some for pair, some in found if some}


def _passages(held: Sequence[Held], news: News) -> Iterator[SharedPassage]:
    holders = _holders(news)
    for (a, b), found in sorted(news.items()):
        for each, boilerplate in found:
            others = [] if boilerplate else [held[at] for at in others_of(holders, a, b, each)]
            yield tell_passage(each, boilerplate, others)


def _holders(news: News) -> Holders:
    """For each document the stretches that others have, too, and who."""
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (a, b), some in news.items():
        for each, boilerplate in some:
            if boilerplate is None:
                found[a].append((*each.spans[0], b))
                found[b].append((*each.spans[1], a))
    return {at: np.array(rows, dtype=np.int64) for at, rows in found.items()}


def _grouped(held: Sequence[Held], news: News) -> Iterator[CopyGroup]:
    copies: dict[int, list[int]] = defaultdict(list)
    for (a, b), found in news.items():
        if is_copy(tuple(each for each, boilerplate in found if boilerplate is None)):
            copies[a].append(b)
            copies[b].append(a)
    for group in find_groups(held, copies, compare):
        yield tell_group(group)


def _repeated(analyses: Sequence[Analysis | Ledger]) -> Iterator[Problem]:
    for (name, uri), count in sorted(Counter((one.document.id, one.document.uri) for one in analyses).items()):
        if count > 1:
            message = f"{name} is given {count} times, with the same address, date and text, and counts once"
            yield Problem(code="skipped", message=message, hint="nothing need be done", uri=uri)
