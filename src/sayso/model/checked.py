"""What was checked before: an earlier check as it was published, and a claim of an article that it is about."""

from __future__ import annotations

from typing import Literal

from .span import Entry, Made

#: What an earlier check was read from: ClaimReview of schema.org, a table, or a ledger or desk of Sayso.
CheckForm = Literal["claimreview", "table", "review"]
#: How an earlier check fits a claim: the same claim with the same figures or without any, or the same claim with another figure.
Fits = Literal["same", "other_figure"]


class CheckScale(Entry, frozen=True, kw_only=True):
    """Where a rating stands on its publisher's scale, as put: its place, and those of the best and the worst."""

    value: str
    best: str = ""
    worst: str = ""


class EarlierCheck(Entry, frozen=True, kw_only=True):
    """One published check of one claim, with everything as its publisher put it.

    `text` is the claim as the check puts it, `verdict` the rating's own words ("" where it has none): neither is mapped to true or false here.
    `by` checked it, `when` (ISO 8601), at `url`; `claimed_by` said it, on the day `claimed_on`, at the places `appearances`. `uri` is the file that it was read
    from and the place in it. `signed` says who signed a review of Sayso's own and when; it is "" for what nobody signed, and for forms
    that have no signatures. `status` is what the check says of its own state ("Draft"). What is not told is None or "".
    """

    id: str
    text: str
    verdict: str = ""
    scale: CheckScale | None = None
    explanation: str = ""
    by: str | None = None
    when: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "und"
    claimed_by: str | None = None
    claimed_on: str | None = None
    appearances: tuple[str, ...] = ()
    uri: str
    form: CheckForm
    signed: str = ""
    status: str = ""
    made: Made


class CheckedFigure(Entry, frozen=True, kw_only=True):
    """A figure of the claim (its id) beside the check's, as written there, and whether the two agree."""

    claim_figure: str
    said: str
    agrees: bool


class CheckedMatch(Entry, frozen=True, kw_only=True):
    """A claim of the ledger (its id) that an earlier check (its id) is about; says nothing of whether the claim is true."""

    id: str
    claim: str
    check: str
    rank: int
    fits: Fits
    score: float
    figures: tuple[CheckedFigure, ...] = ()
    because: str
    made: Made


class CheckCollection(Entry, frozen=True, kw_only=True):
    """What claims were held against: how many earlier checks of how many files, and whether by meaning, too."""

    checks: int
    files: int
    vectors: bool
