"""The same claim in other words and other languages, and with another value of the same figure, among any number of documents.

The steps are functions of their own, so that they can run wherever an engine puts them: `claim_rows` a document at a time, `meet_by_key` a
share of the keys at a time, `same_claim` a pair, `best_between` what two documents have in common, `group` what hangs together. Here they run one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from sayso.model import Analysis, Ledger, Made, Thread
from sayso.version import __version__

from .claim_groups import Beside, ClaimGroup, Pair, Rows, best_between, group, linked
from .claim_rows import ClaimRow, claim_rows
from .outlines import outlines
from .pairing import CAP, Meetings, meet, nearness
from .ruled_out import ruled_out
from .same_claim import same_claim

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning

MADE: Final = Made(stage="across.threads", version=__version__)
_SHOWN: Final = 80


def find_threads(
    ledgers: Iterable[Analysis | Ledger], *, encoder: Meaning | None = None, cap: int = CAP
) -> tuple[Thread, ...]:
    """The claims that several documents have, each with its appearances; without histories and origins.

    `ledgers` have the documents and their claims with figures; ids are to differ. An `encoder` (`sayso.language.meaning`) finds other words and
    other languages; without one, claims meet by figures, names and words alone. In any order of documents the same comes out. Keys of more
    than `cap` claims are hot: see `pairing`.
    """
    rows = sorted((row for one in ledgers for row in claim_rows(one, encoder)), key=lambda row: row.order)
    return threads_of(rows, meet(rows, cap=cap))


def threads_of(rows: Sequence[ClaimRow], met: Meetings) -> tuple[Thread, ...]:
    """The threads of claims in their order, of which those that met are held side by side."""
    links = linked(best_between(verified(rows, met), lambda at: rows[at].at.document))

    beside = Beside(rows, links)
    threads = (thread_of(rows, one) for one in group(links, beside.same, beside.apart))
    return tuple(thread for thread in threads if thread is not None)


def verified(rows: Sequence[ClaimRow], met: Meetings) -> Iterator[Pair]:
    """The pairs, of those that met, that say the same."""
    out = ruled_out(outlines(rows), met.a, met.b, nearness(rows, met.a, met.b))
    for a, b in zip(met.a[~out].tolist(), met.b[~out].tolist(), strict=True):
        same = same_claim(rows[a], rows[b])
        if same is not None:
            yield a, b, same


def thread_of(rows: Rows, one: ClaimGroup) -> Thread | None:
    """A group as a thread, without histories and origins; none where it is of one document alone."""
    found = [rows[at].at for at in one.members]
    if len({at.document for at in found}) == 1:
        return None
    return Thread(
        id="t:" + blake2b("\x1f".join(at.id for at in found).encode(), digest_size=8).hexdigest(),
        first=found[0].id,
        appearances=tuple(found),
        because=_because(rows, one),
        made=MADE,
    )


def _because(rows: Rows, one: ClaimGroup) -> str:
    text = " ".join(rows[one.representative].at.span.text.split())
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
    languages = Counter(rows[at].language for at in one.members)
    told = ", ".join(f"{count} {language}" for language, count in sorted(languages.items()))
    weakest = min(one.because.items(), key=lambda item: (item[1].score, item[0]))[1]
    return f"each was held against “{shown}” ({told}); the least alike: {weakest.because}"
