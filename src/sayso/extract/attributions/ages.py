"""Who is meant by an age: "the 41-year-old" after "Kelly Marsden, 34, and Tom Reed, 41", "der 61-Jährige", "el arquero de 34 años"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sayso.language.tokens import Token

from .units import Stretch

if TYPE_CHECKING:
    from .memory import Memory, Mention

_AGE: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_BEHIND: Final = frozenset((",", ".", ";", ":", "–", "—"))
_OWN: Final = re.compile(r"\b(\d{1,3}) ?- ?(?:year-old|jährige\w*)|\bde (\d{1,3}) (?:años|ans)\b")
#: An age told of somebody new, or of whoever has a name right before or behind it: "Tom Reed, a 41-year-old", "A 41-year-old, Tom Reed,".
_SOMEBODY: Final = re.compile(
    r"(?:(?P<before>[A-ZÀ-Þ][\w’'-]+)(?:,| is| was| ist| war) )?\b(?:[Aa]n?|[Ee]in(?:e[rnm]?)?) (?P<age>\d{1,3})-(?:year-old|[Jj]ährige\w*)\b"
    r"(?:, (?P<behind>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*))?"
)
_PERSONS: Final = frozenset(("person", "unknown"))


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that a document tells of somebody: `ends` by where that ends, "Kelly Marsden, 34," and "Karl Eig (54)" by the name's end, "a 20-year-old woman" by the age's; `first` where each is told first."""

    ends: Mapping[int, str] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)


def ages_of(rows: Iterable[Stretch], text: str) -> Ages:
    """The ages that a document tells of somebody."""
    found = {_end(match): match["age"] for match in _SOMEBODY.finditer(text)}
    for items in (unit.items for stretch in rows for unit in stretch.units):
        for at, (name, mark) in enumerate(pairwise(items)):
            if not name.capital:
                continue
            if mark.kind == "aside" and _AGE.fullmatch(text, mark.start + 1, mark.end - 1):
                found[name.end] = text[mark.start + 1 : mark.end - 1]
            elif mark.text == "," and (told := _behind_comma(items[at + 2 : at + 5])):
                found[name.end] = told
    return Ages(found, {age: end for end, age in sorted(found.items(), reverse=True)})


def _end(match: re.Match[str]) -> int:
    """Where the name ends of which an age is told; without one, where the age does."""
    name = next((one for one in ("before", "behind") if match[one]), "age")
    return match.end(name)


def _behind_comma(items: Sequence[Token]) -> str:
    """The age that stands behind a name's comma: "34,", "34 ans", "de 34 años"; empty where none does."""
    items = items[items[0].low == "de" :] if items else items
    age = items[0].text if items and _AGE.fullmatch(items[0].text) else ""
    closed = len(items) == 1 or (len(items) > 1 and (items[1].text in _BEHIND or items[1].low in {"ans", "años"}))
    return age if closed else ""


def of_age(words: Sequence[Token], memory: Memory) -> Mention | None:
    """The person of the age that a phrase tells, mentioned last; None where none is of that age."""
    age = _told(words)
    persons = (one for one in reversed(memory.recent) if age and one.nature.kind in _PERSONS)
    return next((one for one in persons if _age(one, memory) == age), None)


def may_be_of_age(words: Sequence[Token], mention: Mention | None, memory: Memory) -> bool:
    """Whether nothing tells that a person is of another age than a phrase tells, or that somebody else is of that age."""
    known, told = _age(mention, memory) if mention is not None else "", _told(words)
    if not told or known == told:
        return True
    return not known and memory.ages.first.get(told, words[0].start) >= words[0].start


def _told(words: Sequence[Token]) -> str:
    found = _AGE.search(" ".join(token.text for token in words))
    return found.group() if found else ""


def _age(mention: Mention, memory: Memory) -> str:
    """The age that stands behind a name, as its last word, or among its words: "a 20-year-old woman"."""
    last = mention.words[-1]
    if last.kind == "number" and _AGE.fullmatch(last.text):
        return last.text
    own = _OWN.search(" ".join(token.low for token in mention.words))
    return own.group(own.lastindex or 0) if own else memory.ages.ends.get(mention.place[1], "")
