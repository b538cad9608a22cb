"""The house's scale of verdicts as a form gives it, and one to begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sayso.model import House, Rating, UnnamedPolicy, UsageError

_MOST_NAME: Final = 80
_MOST_MEANING: Final = 500
_MOST_RATINGS: Final = 20
_POLICIES: Final[dict[str, UnnamedPolicy]] = {"allow": "allow", "facts_only": "facts_only", "never": "never"}
_NUMBER: Final = re.compile(r"-?[0-9]{1,4}\Z")

#: Offered to a house that has none; nobody's until an editor keeps it.
OFFERED: Final = (
    Rating(id="false", name="False", value=1, meaning="It is not so, and there is evidence for that."),
    Rating(id="mostly-false", name="Mostly false", value=2, meaning="A part of it holds, the point of it does not."),
    Rating(id="half-true", name="Half true", value=3, meaning="It leaves out what would give another picture."),
    Rating(id="mostly-true", name="Mostly true", value=4, meaning="It holds, with something to be added or put right."),
    Rating(id="true", name="True", value=5, meaning="It is so, and there is evidence for that."),
    Rating(id="unproven", name="Not proven", meaning="The evidence that there is decides it neither way."),
)


def scale_of(rows: Iterable[tuple[str, str, str, str]], before: Sequence[Rating] = ()) -> tuple[Rating, ...]:
    """The scale from rows of (id, name, place, meaning), from worst to best, those without a place last.

    A row without a name is left out: so a rating is removed. A rating keeps its id when it is renamed; a new one gets an id
    of its name's letters. Raises UsageError for names that stand twice and places that are no numbers.
    """
    held = [row for row in rows if row[1].strip()]
    known = {rating.id for rating in before}
    kept = {row[0] for row in held} & known
    ratings: list[Rating] = []
    for ident, name, place, meaning in held:
        taken = {rating.id for rating in ratings} | kept
        ratings.append(
            Rating(
                id=ident if ident in kept - {rating.id for rating in ratings} else _fresh(name, taken),
                name=name.strip()[:_MOST_NAME],
                value=_place(place),
                meaning=meaning.strip()[:_MOST_MEANING],
            )
        )
    _check(ratings)
    return tuple(sorted(ratings, key=lambda rating: (rating.value is None, rating.value or 0)))


def house_from(name: str, url: str, unnamed: str, most_unnamed: str, scale: tuple[Rating, ...]) -> House:
    """The house from a form's texts; raises UsageError for what is no address, no policy, or no share."""
    address = url.strip()
    if address and not address.lower().startswith(("http://", "https://")):
        raise UsageError("usage", f"{address!r} is no web address", "begin it with https://")
    if unnamed not in _POLICIES:
        raise UsageError("usage", f"there is no policy {unnamed!r}", "reload the page")
    return House(
        name=name.strip()[:_MOST_NAME],
        url=address[:_MOST_MEANING],
        scale=scale,
        unnamed=_POLICIES[unnamed],
        most_unnamed=_share(most_unnamed.strip()),
    )


def changes(before: House, after: House) -> list[str]:
    """What one setting changed of the one before, in words."""
    told = [
        f"{what} is now {_said(new)}"
        for what, old, new in (
            ("the name", before.name, after.name),
            ("the address", before.url, after.url),
            ("the policy for unnamed sources", before.unnamed, after.unnamed.replace("_", " ")),
        )
        if old.replace("_", " ") != new
    ]
    if before.most_unnamed != after.most_unnamed:
        most = "not limited" if after.most_unnamed is None else f"at most {after.most_unnamed:.4g} of the claims"
        told.append(f"the share on unnamed sources is now {most}")
    if before.scale != after.scale:
        names = ", ".join(rating.name for rating in after.scale)
        told.append(f"the scale is now: {names}" if names else "there is no scale any more")
    return told


def _said(text: str) -> str:
    return f"“{text}”" if text else "empty"


def _fresh(name: str, taken: set[str]) -> str:
    slug = "-".join(re.findall(r"[^\W_]+", name.lower()))[:_MOST_NAME] or "rating"
    numbered = (f"{slug}-{number}" for number in range(2, _MOST_RATINGS + len(taken) + 3))
    return next(ident for ident in (slug, *numbered) if ident not in taken)


def _place(text: str) -> int | None:
    if not text.strip():
        return None
    if not _NUMBER.match(text.strip()):
        raise UsageError("usage", f"{text!r} is no place on a scale", "number the ratings from the worst, 1, upwards")
    return int(text)


def _share(text: str) -> float | None:
    if not text:
        return None
    try:
        percent = float(text.removesuffix("%").replace(",", "."))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:  # noqa: PLR2004  percent
        raise UsageError("usage", f"{text!r} is no share in percent", "give a number from 0 to 100, or nothing")
    return percent / 100


def _check(ratings: Sequence[Rating]) -> None:
    names = [rating.name.casefold() for rating in ratings]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UsageError("usage", f"two ratings are called {twice!r}", "give each a name of its own")
    if len(ratings) > _MOST_RATINGS:
        raise UsageError("usage", f"more than {_MOST_RATINGS} ratings", "leave some out: nobody could tell them apart")
