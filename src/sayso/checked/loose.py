"""Loose values as others write them, made into an entry: every text cleaned and bounded, nothing understood that is not plain.

A check keeps its publisher's words. Only what no text should hold is changed: white space becomes one blank, entities of HTML the characters they stand for,
halves of characters the replacement character.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from sayso.model import CheckForm, CheckScale, EarlierCheck, Made, UnreadableError
from sayso.reading.corpora.dates import published_at
from sayso.reading.tongue import language_of
from sayso.version import __version__

MADE: Final = Made(stage="checked.read", version=__version__)
#: Characters of a claim from which on it is none, and of all else, where it is cut.
MOST_CLAIM: Final = 2_000
_MOST: Final = 1_000
_MOST_PLACES: Final = 20
_MOST_NAMES: Final = 5
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Loose:
    """A check as it was found: values of any type, at a place of a file."""

    place: str
    form: CheckForm
    text: Any = None
    verdict: Any = None
    value: Any = None
    best: Any = None
    worst: Any = None
    explanation: Any = None
    by: Any = None
    when: tuple[Any, ...] = ()
    url: Any = None
    title: Any = None
    language: Any = None
    claimed_by: Any = None
    claimed_on: Any = None
    appearances: tuple[Any, ...] = field(default=())
    signed: str = ""
    status: Any = None


def entry_of(found: Loose) -> EarlierCheck:
    """The entry; raises UnreadableError "check-unread" where there is no claim in it, or none that can be one."""
    text = words_of(found.text, MOST_CLAIM + 1)
    if not any(char.isalnum() for char in text):
        raise UnreadableError(
            "check-unread", "the check does not tell what it checked", "give it a claimReviewed", found.place
        )
    if len(text) > MOST_CLAIM:
        message = f"what the check says it checked has more than {MOST_CLAIM:,} characters"
        raise UnreadableError("check-unread", message, "give the claim alone", found.place)
    verdict, by, url = words_of(found.verdict), names_of(found.by), words_of(found.url) or None
    when = next((day for told in found.when if (day := published_at(told)) is not None), None)
    return EarlierCheck(
        id=_id(text, verdict, by or "", when or "", url or ""),
        text=text,
        verdict=verdict,
        scale=_scale(found),
        explanation=words_of(found.explanation),
        by=by,
        when=when,
        url=url,
        title=words_of(found.title) or None,
        language=language_of(text, tag_of(found.language)),
        claimed_by=names_of(found.claimed_by),
        claimed_on=published_at(found.claimed_on),
        appearances=tuple(dict.fromkeys(_places(found.appearances))),
        uri=found.place,
        form=found.form,
        signed=found.signed,
        status=words_of(found.status),
        made=MADE,
    )


def _id(*parts: str) -> str:
    return "e:" + blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _scale(found: Loose) -> CheckScale | None:
    """The place on the scale, as put: "3", "1", "5"; none where the rating has no place."""
    value = words_of(found.value)
    return CheckScale(value=value, best=words_of(found.best), worst=words_of(found.worst)) if value else None


def words_of(value: Any, most: int = _MOST) -> str:
    """The words of a value: of a text or number itself, of an object with "@value", of the first of a list; else nothing."""
    for _ in range(_DEEPEST):
        if isinstance(value, Mapping):
            value = value.get("@value", "")
        elif isinstance(value, list | tuple):
            value = next((one for one in value if one), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _clean(str(value), most)


def _clean(text: str, most: int) -> str:
    head = text[: 8 * most].encode("utf-8", "replace").decode()
    return " ".join(html.unescape(head).encode("utf-8", "replace").decode().split())[:most].strip()


def names_of(value: Any) -> str | None:
    """Who is named: a text, the name of an object, several of a list with commas between; None where nobody is."""
    found = list(dict.fromkeys(name for one in _listed(value) if (name := _name(one))))
    return ", ".join(found) or None


def _listed(value: Any) -> Iterable[Any]:
    return value[:_MOST_NAMES] if isinstance(value, list | tuple) else (value,)


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        return words_of(value.get("name")) or words_of(value.get("legalName")) or words_of(value.get("@value"))
    return words_of(value)


def tag_of(value: Any) -> str | None:
    """The language that is declared: "de", "de-AT", or an object that has one of these as its name."""
    if isinstance(value, Mapping):
        value = value.get("alternateName") or value.get("name") or value.get("@value")
    return words_of(value, 40) or None


def _places(values: tuple[Any, ...]) -> Iterator[str]:
    flat = [one for value in values for one in (value[:_MOST_PLACES] if isinstance(value, list | tuple) else (value,))]
    for one in flat[:_MOST_PLACES]:
        told = (one.get("url") or one.get("@id") or one.get("name")) if isinstance(one, Mapping) else one
        words = words_of(told)
        if words:
            yield words
