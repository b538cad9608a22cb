"""What is told of passages and of groups of copies, as entries: each from the documents that it is about, and in no other's company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.model import CopyGroup, Made, Problem, SharedPassage, WordChange
from sayso.version import __version__

from .boilerplate import Commonness, parted
from .fingerprints import MOST_WORDS, Places
from .groups import Group, original_of
from .held import Held
from .original import Told, find_original
from .shared import Shared, is_enough

MADE: Final = Made(stage="across.reuse", version=__version__)
#: How much of a passage another one has of the same document, where both are one passage.
_SAME: Final = 0.5

#: For each document, by its number, the stretches that others have, too, and who: rows of first word, word after the last, document.
Holders = Mapping[int, NDArray[np.int64]]
#: A passage, and why it is no news, or None where it may be.
Judged = tuple[Shared, str | None]


def day_of(published: str | None) -> int:
    """The day's ordinal, or 0 where it is unknown."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return 0


def sort_out(found: Sequence[Shared], common: Commonness) -> list[Judged]:
    """The passages of two documents parted into what may be news and what is boilerplate, with the reason; scraps are left out."""
    return [(part, reason) for part, reason in parted(found, common) if is_enough(part)]


def others_of(holders: Holders, a: int, b: int, each: Shared) -> list[int]:
    """Further documents that have most of a passage of documents `a` and `b`, the earliest first."""
    found: list[Places] = [np.zeros(0, np.int64)]
    for at, (start, end) in zip((a, b), each.spans, strict=True):
        rows = holders[at]
        most = np.minimum(end, rows[:, 1]) - np.maximum(start, rows[:, 0]) >= _SAME * (end - start)
        found.append(rows[most & (rows[:, 2] != a) & (rows[:, 2] != b), 2])
    others: list[int] = np.unique(np.concatenate(found)).tolist()
    return others


def tell_passage(each: Shared, boilerplate: str | None, others: Sequence[Held]) -> SharedPassage:
    """The entry of a passage; `others` are further documents that have it, the earliest first."""
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


def tell_group(group: Group) -> CopyGroup:
    """The entry of a group of copies."""
    told = original_of(group)
    return CopyGroup(
        id=_name("g", *(held.doc.id for held in group.members)),
        representative=group.representative.doc.id,
        members=tuple(held.doc.id for held in group.members),
        original=told.original.doc.id if told.original else None,
        because=told.because,
        made=MADE,
    )


def tell_cut(uri: str) -> Problem:
    """Word that a document has more words than are held against others."""
    message = f"only the first {MOST_WORDS} words were held against other documents"
    return Problem(code="too-large", message=message, hint="split the document", uri=uri)
