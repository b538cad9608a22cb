"""Earlier checks in words: who checked it, when, as they put it. Nothing here says whether a claim is true."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import CheckedMatch, EarlierCheck

from .safe import line, quoted
from .view import View
from .words import count, language_name

_FITS = {"same": "the same claim", "other_figure": "the same claim with another figure"}
#: Characters of a check's texts that are shown, at most.
_MOST = 300


def checked_by(check: EarlierCheck) -> str:
    """Who checked it, when, and how they put it: “checked by Plain Figures on 2024-03-01: “Lacks context” (3 on a scale from 1, worst, to 5, best)”."""
    who = f"checked by {line(check.by, 120)}" if check.by else "checked, it is not told by whom"
    when = f" on {line(check.when)}" if check.when else ""
    put = quoted(check.verdict, _MOST) if check.verdict else "no rating in words"
    return f"{who}{when}: {put}{_scale(check)}"


def _scale(check: EarlierCheck) -> str:
    scale = check.scale
    if scale is None:
        return ""
    ends = (
        f" on a scale from {line(scale.worst, 20)}, worst, to {line(scale.best, 20)}, best"
        if scale.worst and scale.best
        else ""
    )
    return f" ({line(scale.value, 20)}{ends})"


def what_was_checked(check: EarlierCheck) -> str:
    """The claim as the check puts it, whose it is said to be, and the language."""
    claimed = [f"claimed by {line(check.claimed_by, 120)}" if check.claimed_by else "", line(check.claimed_on or "")]
    told = ", ".join(part for part in (*claimed, language_name(check.language)) if part)
    return f"{quoted(check.text, _MOST)} ({told})" if told else quoted(check.text, _MOST)


def how_it_fits(match: CheckedMatch, view: View) -> str:
    """How the check fits the claim, with the figures of both where they differ."""
    apart = [one for one in match.figures if not one.agrees and one.claim_figure in view.figures]
    told = "; ".join(
        f"{quoted(view.figures[one.claim_figure].text, 80)} here, {quoted(one.said, 80)} there" for one in apart
    )
    return f"{_FITS[match.fits]}: {told}" if told else _FITS[match.fits]


def state_of(check: EarlierCheck) -> str:
    """Who signed it, or that nobody did, and what it says of its own state."""
    if check.signed:
        return line(check.signed)
    return f"not signed, {quoted(check.status, 80)}" if check.status else "not signed"


def check_lines(match: CheckedMatch, check: EarlierCheck, view: View) -> Iterator[str]:
    """All of it in a few lines, for a terminal and Markdown."""
    yield checked_by(check)
    yield f"what was checked: {what_was_checked(check)}; {how_it_fits(match, view)}"
    where = "; ".join(part for part in (state_of(check), line(check.url or "", 200), f"from {line(check.uri)}") if part)
    yield where


def collection_words(view: View) -> str:
    """What claims were held against: "held against 64 earlier checks of 2 files: 3 claims were checked before"; empty where nothing was."""
    held = view.ledger.collection
    if held is None:
        return ""
    known = {match.claim for match in view.ledger.checked} & set(view.numbers)
    meaning = "" if held.vectors else ", by words alone"
    found = f"{count(len(known), 'claim')} checked before" if known else "none is about a claim here"
    return f"held against {count(held.checks, 'earlier check')} of {count(held.files, 'file')}{meaning}: {found}"
