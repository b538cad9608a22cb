"""What the head and foot of a text say about it: byline, outlet, date. Only what is plain is taken."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from sayso.language import lexicon

_NAME: Final = r"[^\W\d_][\w'’.\-]*"
_MAX_BYLINE: Final = 100
_MAX_NOTE: Final = 600
_MAX_NAMES: Final = 12
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[+-]\d{2}:?\d{2})?)?\Z")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?\s(?:de\s)?([^\W\d_]+)\.?,?\s(?:del?\s)?(\d{4})\Z")
#: Between dots the day comes first, wherever they are used; "05/12/2016" can be read in two ways.
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z")
#: What stands between an outlet's name and a date.
_PARTED: Final = re.compile(r",\s|\s[|·•–—]\s")
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\Z")


class Notes(NamedTuple):
    """What was found; None for what was not."""

    byline: str | None = None
    outlet: str | None = None
    published: str | None = None


def find_notes(head: list[str], foot: list[str]) -> Notes:
    """Read the notes on a text from its first lines (without the title) and its last ones."""
    byline, outlet, published = _from_head(head)
    for line in reversed(foot):
        noted = author_note(line)
        if noted:
            byline, outlet = byline or noted[0], outlet or noted[1]
            break
    return Notes(byline, outlet, published or next((day for day in map(find_date, foot[-2:]) if day), None))


def _from_head(head: list[str]) -> Notes:
    byline = outlet = published = None
    for line in head:
        outlet = outlet or find_outlet(line)
        for part in _parts(line):
            byline = byline or find_byline(part)
            published = published or find_date(part)
    return Notes(byline, outlet, published)


#: Words of a person's name, at most, before a town and a day.
_PERSON: Final = 2


def find_outlet(line: str) -> str | None:
    """The outlet of a line such as "The Breakwater Review, 18 June 2024", or None: a name, a comma or a stroke, a date, no more."""
    mark = _PARTED.search(line)
    name, day = (line[: mark.start()].strip(), line[mark.end() :].strip()) if mark else ("", "")
    town, _, behind = day.partition(", ")
    if len(name.split()) > _PERSON and find_date(behind) and all(part[0].isupper() for part in town.split()):
        day = behind  # "Institut für Meereskunde, Kassel, 15. April 2025"
    if not name or not find_date(day) or find_byline(name) or len(name.split()) > _MAX_NAMES // 2:
        return None
    parts = name.split()
    small = [part.lower() for part in parts if not part[0].isupper()]
    if not parts or not parts[0][0].isupper() or not {*_words("between"), *_words("within")}.issuperset(small):
        return None
    # one word, and one with such small words as stand in places and titles too ("Frankfurt am Main"), must be a paper's
    unsure = len(parts) == 1 or not _words("between").issuperset(small)
    return None if unsure and not _is_paper(parts) else name


def _words(listed: str) -> frozenset[str]:
    return frozenset(lexicon("notes")[listed])


def _is_paper(parts: list[str]) -> bool:
    """Whether one of the words of a name is in it a word for a paper: "Volksblatt"."""
    papers = [word for listed in ("sure", "last") for word in lexicon("outlets")["words"][listed]]
    return any(word in part.lower() for part in parts if part[0].isupper() for word in papers)


def _parts(line: str) -> list[str]:
    """A line, and where it is short its parts: "By Jane Doe | 5 May 2016", "By Jane Doe, 5 May 2016"."""
    if len(line) > _MAX_BYLINE:
        return []
    pieces = [line, *re.split(r"\s[|·•–—]\s", line)]
    comma = line.find(", ")
    again = line.find(", ", comma + 1)
    behind = [line[again + 2 :]] if again > comma > 0 else []
    return [*pieces, line[:comma], line[comma + 2 :], *behind] if comma > 0 else pieces


def find_byline(line: str) -> str | None:
    """The names of a line such as "By Jane Doe and John Q. Public", or None where it is no plain byline."""
    first, _, rest = line.strip().partition(" ")
    if first.lower() not in lexicon("notes")["byline"] or not first[0].isupper() or len(line) > _MAX_BYLINE:
        return None
    names = rest.strip().rstrip(",")
    parts = names.replace(",", " ").split()
    capital = [part for part in parts if part[0].isupper() and re.fullmatch(_NAME, part)]
    others = [part for part in parts if part not in capital and part.lower() not in lexicon("notes")["between"]]
    if others or not 1 < len(capital) <= len(parts) <= _MAX_NAMES or names.endswith((".", "?", "!", ":")):
        return None
    return names if parts[0] in capital else None


@cache
def _note() -> re.Pattern[str]:
    role = "|".join(map(re.escape, lexicon("notes")["role"]))
    is_a = "|".join(sorted(map(re.escape, lexicon("notes")["is_a"]), key=len, reverse=True))
    return re.compile(rf"({_NAME}(?:\s{_NAME}){{1,4}}),?\s(?:{is_a})\s(?:[^.]{{0,200}}?\W)?(?:{role})\b")


@cache
def _outlet() -> re.Pattern[str]:
    kind = "|".join(map(re.escape, lexicon("notes")["outlet"]))
    return re.compile(rf"\b(?:{kind})\s*[“„\"«‘']\s*([^”“\"»’']{{2,80}}?)\s*[”“\"»’']")


def author_note(line: str) -> tuple[str, str | None] | None:
    """The author and outlet of a closing note such as "Jane Doe is a writer for the magazine “Outlet”", or None."""
    bare = line.strip().strip("*_")
    if len(bare) > _MAX_NOTE:
        return None
    found = _note().match(bare)
    if not found or not all(name[0].isupper() for name in (found[1].split()[0], found[1].split()[-1])):
        return None
    outlet = _outlet().search(bare)
    return found[1], outlet[1].strip() if outlet else None


def find_date(line: str) -> str | None:
    """The ISO 8601 date of a line that holds a date and nothing else, or None."""
    if len(line) > _MAX_BYLINE:
        return None
    bare = _undress(" ".join(line.split()))
    found = _ISO.match(bare)
    if found:
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    found = _DOTTED.match(bare)
    if found:
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    found = _DAY_FIRST.match(bare)
    if found:
        return _iso(int(found[3]), _month(found[2]), int(found[1]))
    found = _MONTH_FIRST.match(bare)
    return _iso(int(found[3]), _month(found[1]), int(found[2])) if found else None


def _undress(line: str) -> str:
    """A date without "Published:" and the day of the week before it."""
    bare = line
    for word in sorted(lexicon("notes")["dated"], key=len, reverse=True):
        if bare.lower().startswith(word) and bare[len(word) : len(word) + 1] in (" ", ":"):
            bare = bare[len(word) :].lstrip(" :")
            break
    first, _, rest = bare.partition(" ")
    return rest if first.rstrip(",.").lower() in lexicon("notes")["weekdays"] else bare


def _month(name: str) -> int:
    lower = name.lower()
    return next((number for number, names in enumerate(lexicon("notes")["months"], 1) if lower in names), 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
