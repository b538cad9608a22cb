"""The claims of a ledger and the earlier checks that are about them.

A wrong match costs more than a missed one: who reads "checked before" looks no further. So a check fits only where the judge of claims across documents says that
both say the same of the same thing, and nothing in `fits` speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.same_claim import Beside, Same, figures_beside, same_claim
from sayso.model import CheckCollection, CheckedFigure, CheckedMatch, Fits, Ledger, Made
from sayso.version import __version__

from .collection import Collection
from .fits import said_again, unfit
from .keys import by_meaning, by_words, near
from .rows import row_of

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning
    from sayso.model import EarlierCheck

MADE: Final = Made(stage="checked.match", version=__version__)
#: Checks of one claim that are shown, those that fit best.
MOST: Final = 5
_SHOWN: Final = 200


def with_checks(ledger: Ledger, collection: Collection, encoder: Meaning | None = None) -> Ledger:
    """The ledger with the earlier checks of its claims, in the order of the claims, those that fit best first, and what they were looked for in.

    An `encoder`, the one that the collection was made with, finds other words and other languages. Cost: a look at each check's vector, and some dozens of comparisons a claim.
    """
    used = encoder if encoder is not None and encoder.name == collection.encoder else None
    claims = {claim.id for claim in ledger.claims if claim.sort != "question"}
    rows = [row for row in claim_rows(ledger, used) if row.at.claim in claims]
    matches: list[CheckedMatch] = []
    checks: dict[str, EarlierCheck] = {}
    for row, candidates in zip(rows, candidates_of(collection, rows), strict=True):
        for check, match in matched(row, candidates, collection):
            matches.append(match)
            checks.setdefault(check.id, check)
    return replace(
        ledger,
        checked=tuple(matches),
        earlier_checks=tuple(checks.values()),
        collection=CheckCollection(checks=len(collection), files=collection.files, vectors=used is not None),
        problems=(*ledger.problems, *collection.problems),
    )


def candidates_of(collection: Collection, rows: Sequence[ClaimRow]) -> list[list[int]]:
    """For each claim the numbers of the checks that it is worth being held against."""
    meant, shared = by_meaning(collection.vectors, rows), by_words(collection.keys, rows)
    return [
        list(dict.fromkeys([*some, *near(collection.vectors, row, others)]))
        for row, some, others in zip(rows, meant, shared, strict=True)
    ]


def matched(
    row: ClaimRow, candidates: Sequence[int], collection: Collection
) -> Iterator[tuple[EarlierCheck, CheckedMatch]]:
    """The checks that are about a claim, the best first."""
    found: list[tuple[Same, int, ClaimRow, EarlierCheck]] = []
    for at in candidates:
        held = collection.held[at]
        other = row_of(held, collection.vectors[at] if len(collection.vectors) and row.vector is not None else None)
        same = same_claim(row, other) or said_again(row, other)
        if same is not None and unfit(row, other, same, figures_beside(row, other)) is None:
            found.append((same, at, other, held.check))
    best = sorted(found, key=lambda one: (-one[0].score, one[3].id))[:MOST]
    for rank, (same, _, other, check) in enumerate(best, start=1):
        yield check, _match(row, other, check, same, rank)


def _match(row: ClaimRow, other: ClaimRow, check: EarlierCheck, same: Same, rank: int) -> CheckedMatch:
    beside = figures_beside(row, other)
    fits: Fits = "other_figure" if beside.apart else "same"
    name = f"{row.at.claim}\x1f{check.id}"
    return CheckedMatch(
        id="m:" + blake2b(name.encode(), digest_size=8).hexdigest(),
        claim=row.at.claim,
        check=check.id,
        rank=rank,
        fits=fits,
        score=same.score,
        figures=tuple(_figures(beside)),
        because=_because(row, check, same, beside),
        made=MADE,
    )


def _figures(beside: Beside) -> Iterator[CheckedFigure]:
    for pairs, agrees in ((beside.agree, True), (beside.apart, False)):
        for mine, theirs in pairs:
            yield CheckedFigure(claim_figure=mine.id, said=theirs.text, agrees=agrees)


def _because(row: ClaimRow, check: EarlierCheck, same: Same, beside: Beside) -> str:
    told = "the same claim"
    if beside.apart:
        told = "the same claim with another figure"
    return f"{told}: “{_short(row.at.span.text)}” and “{_short(check.text)}”; {same.because}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1].rstrip() + "…"
