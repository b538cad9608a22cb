"""What is in many documents and says nothing of any: footers, licences, calls to subscribe, notes on authors.

How common a key is, is counted where all documents of the key are together. News is common too: fifty papers print one agency's text, but
then it is most of what they print, within days. Boilerplate is little of each document, stands at its end, comes again for months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from sayso.language import fold, lexicon
from sayso.language.words import words

from .alignment import Run, joined
from .candidates import CAP
from .fingerprints import Hashes, Keys, Places

if TYPE_CHECKING:
    from .held import Held
    from .shared import Shared

#: Documents from which on a key is counted, and the share of them at whose end it stands where it is a footer's.
_COUNTED: Final = 3
_AT_END: Final = 0.75
#: A passage that is more of a document than this is what the document is about.
_MOST: Final = 0.5
#: Days over which news is printed; what comes again for longer is no news.
_NEWS: Final = 21
#: Different words of footers that make one of what is common; where nothing else tells it, one more.
_CUES: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Commonness:
    """Of each key, in order: how many documents and outlets have it, at how many documents' ends, and the first and last day."""

    keys: Hashes
    documents: Places
    outlets: Places
    at_end: Places
    first: Places
    last: Places


def commonness(rows: Keys, outlets: Places, days: Places, *, least: int = _COUNTED) -> Commonness:
    """Count keys by their rows, of which all of one key are here; those of fewer than `least` documents are left out.

    `outlets` and `days` are those of the documents, by their numbers: any number for an outlet; a day's ordinal, or 0 where it is unknown.
    """
    order = np.lexsort((rows.documents, rows.keys))
    keys, documents, ends = rows.keys[order], rows.documents[order], rows.at_end[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    keys, documents, ends = keys[new], documents[new], ends[new].astype(np.int64)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    counts = np.diff(np.append(first, len(keys)))
    common = np.repeat(counts >= least, counts)
    keys, documents, ends = keys[common], documents[common], ends[common]
    counts = counts[counts >= least]
    first = np.cumsum(counts) - counts
    if not len(first):
        none = np.zeros(0, np.int64)
        return Commonness(np.zeros(0, np.uint64), none, none, none, none, none)
    whose, dated = outlets[documents], days[documents]
    known = np.where(dated > 0, dated, np.iinfo(np.int64).max)
    return Commonness(
        keys[first],
        counts,
        _kinds(whose, np.repeat(np.arange(len(first)), counts), len(first)),
        np.add.reduceat(ends, first),
        np.minimum.reduceat(known, first),
        np.maximum.reduceat(dated, first),
    )


def _kinds(values: Places, groups: Places, count: int) -> Places:
    """How many different values each group has."""
    order = np.lexsort((values, groups))
    values, groups = values[order], groups[order]
    new = np.ones(len(values), np.bool_)
    new[1:] = (values[1:] != values[:-1]) | (groups[1:] != groups[:-1])
    return np.bincount(groups[new], minlength=count)


Judged = tuple["Shared", "str | None"]


def parted(found: Sequence[Shared], common: Commonness) -> list[Judged]:
    """The passages of two documents, each with why it is no news, or None where it may be.

    A passage is in parts where some of its paragraphs are boilerplate and others are not.
    """
    in_parts = [_by_blocks(shared) for shared in found]
    copied = _copied([part for parts in in_parts for part in parts])
    return [judged for parts in in_parts for judged in _joined(parts, copied, common)]


def _copied(parts: Sequence[Shared]) -> float:
    """How much of the shorter document the parts are that do not stand at the end of both."""
    shorter = min([min(len(part.one.words), len(part.other.words)) for part in parts], default=1)
    return sum(part.found.same for part in parts if not all(_at_ends(part))) / shorter


def _at_ends(shared: Shared) -> tuple[bool, bool]:
    return shared.spans[0][0] >= shared.one.edge, shared.spans[1][0] >= shared.other.edge


def _joined(parts: Sequence[Shared], copied: float, common: Commonness) -> Iterator[Judged]:
    """Parts side by side as one where both are boilerplate or neither is."""
    some: list[Shared] = []
    reason: str | None = None
    for part in parts:
        told = why_boilerplate(part, copied, common)
        if some and (told is None) != (reason is None):
            yield _whole(some), reason
            some = []
        reason = told if not some else reason
        some.append(part)
    if some:
        yield _whole(some), reason


def _by_blocks(shared: Shared) -> list[Shared]:
    """The passage cut where blocks of the first document begin."""
    held = shared.one
    parts: list[list[Run]] = []
    begins = np.searchsorted(held.words.starts, [block.start for block in held.doc.stretches()])
    last = -1
    for run in _cut(shared.found.runs, begins):
        block = int(np.searchsorted(begins, run.a, "right"))
        if block != last:
            parts.append([])
        parts[-1].append(run)
        last = block
    return [shared.part(tuple(part)) for part in parts]


def _cut(runs: Sequence[Run], begins: Places) -> Iterator[Run]:
    for run in runs:
        at = 0
        for begin in begins[(begins > run.a) & (begins < run.a + run.length)].tolist():
            yield Run(run.a + at, run.b + at, begin - run.a - at)
            at = begin - run.a
        yield Run(run.a + at, run.b + at, run.length - at)


def _whole(parts: Sequence[Shared]) -> Shared:
    return parts[0].part(tuple(joined(run for part in parts for run in part.found.runs)))


def why_boilerplate(shared: Shared, copied: float, common: Commonness) -> str | None:
    """Why a passage is no news, or None where it may be. `copied` is how much of the shorter document the pair shares before both end."""
    one, other = shared.one, shared.other
    share = shared.found.same / min(len(one.words), len(other.words))
    if share >= _MOST:
        return None
    ends = _at_ends(shared)
    cues = _cues(one.doc.text[slice(*_place(one, shared.found.span_a))], one.doc.language)
    if cues > _CUES and any(ends):
        return "it has the words of a footer, at a text's end"
    facts = _facts(one, shared.found.span_a, common)
    if facts is None or copied >= _MOST:
        return None
    return _by_facts(facts, all(ends), cues)


def _by_facts(facts: tuple[int, int, float, int], at_ends: bool, cues: int) -> str | None:  # noqa: FBT001
    documents, outlets, ends, spread = facts
    where = "of one outlet" if outlets == 1 else f"of {outlets} outlets"
    over = f" over {spread} days" if spread else ""
    if cues >= _CUES:
        return f"it has the words of a footer, in {documents} documents {where}"
    if at_ends and ends >= _AT_END and (outlets == 1 or cues or (spread > _NEWS and documents > _COUNTED)):
        return f"it stands at the end of {documents} documents {where}{over}"
    if outlets == 1 and spread > _NEWS and documents > _COUNTED:
        return f"it stands in {documents} documents {where}{over}"
    if documents > CAP and spread > _NEWS:
        return f"it stands in {documents} documents {where}{over}, and is little of each"
    return None


def _place(held: Held, span: tuple[int, int]) -> tuple[int, int]:
    found = held.span(span)
    return found.start, found.end


def _facts(held: Held, span: tuple[int, int], common: Commonness) -> tuple[int, int, float, int] | None:
    """Documents, outlets, share of ends and days of a passage's keys, in the middle; None where most are in few documents."""
    inside = (held.prints.at >= span[0]) & (held.prints.at < span[1])
    keys = held.prints.keys[inside]
    if not len(keys) or not len(common.keys):
        return None
    at = np.minimum(np.searchsorted(common.keys, keys), len(common.keys) - 1)
    at = at[common.keys[at] == keys]
    if 2 * len(at) < len(keys):
        return None
    spread = np.maximum(0, common.last[at] - common.first[at])
    documents = int(np.median(common.documents[at]))
    return (
        documents,
        int(np.median(common.outlets[at])),
        float(np.median(common.at_end[at] / common.documents[at])),
        int(np.median(spread)),
    )


def _cues(text: str, language: str) -> int:
    """How many different words of footers a passage has, in its language, or in any where that is unknown."""
    plain = " " + " ".join(words(fold(text).text))
    return sum(f" {cue}" in plain for cue in _cue_words(language.partition("-")[0]))


@cache
def _cue_words(primary: str) -> tuple[str, ...]:
    table = lexicon("boilerplate")
    found = table.get(primary) or [cue for cues in table.values() for cue in cues]
    return tuple(dict.fromkeys(found))
