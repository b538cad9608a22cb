"""Texts made of pieces of news-like sentences, so that the grammars are really reached; and what strange signs there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sayso.language import lexicon

from .draws import Draws

ROOT: Final = Path(__file__).resolve().parents[2]
CASES: Final = ROOT / "tests" / "cases"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
#: Those with lists for say-so; other languages, without word lists.
_WITH_LISTS: Final = ("en", "de", "es", "fr")
OTHERS: Final = ("nl", "und", "ar", "")
_QUOTED: Final = re.compile(r"^> (.+)$", re.MULTILINE)
_FENCED: Final = re.compile(r"^```text (\w\w)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SENTENCES: Final = re.compile(r"(?<=[.!?”»])\s+")

SIGNS: Final = (
    "“", "”", "„", "«", "»", "‘", "’", '"', "'", "(", ")", "[", "]", "—", "–", "-", ":", ";", ",", ".", "...", "…", "!", "?", "\n", "\n\n",
    "\n- ", "\n# ", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u2066", "\ufeff", "\u0301", "\U0001f600", "\x00", "\x1c", "\u2028", "İ", "ſ", "ß", "ﬁ",
    "٣", "½", "Ⅳ", "①", "一", "ﷺ", " of ", " and ", " und ", " y ", " et ", " e ", " said ", " sagte ", " dijo ", " dit ", "%", "€", "$", "°",
)  # fmt: skip
_MARKS: Final = (",", ",", ", ", ":", ";", "“", "”", "«", "»", "(", ")", " – ", "’", "?")
_NAMES: Final = ("Anna", "Berg", "WHO", "A.", "5", "2015", "3.5", "%", "one")
NUMBERS: Final = (
    "1", "0", "5%", "1,5", "1.5", "1,234,567.89", "1.234.567,89", "1 234 567", "1’234", "12,34,567", "1.2.3.4", "3½", "1/2", "1/0", "10^9",
    "1e999", "9" * 25, "0." + "3" * 40, "1,000" * 9, "24/7", "2015", "2015-16", "1990s", "99/99/9999", "31.12.2015", "25:61", "$1m", "€1bn",
    "R$ 12", "1-2-3", "3:1", "one in five", "jeder fünfte", "two-thirds", "une dizaine de", "mille", "un millón y medio", "between 5 and 7",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one language: sentences, and words."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]


@cache
def pieces(language: str) -> Pieces:
    """Those of the cases in a language."""
    found: list[str] = []
    for path in sorted(CASES.glob("*.md")):
        told = path.read_text("utf-8")
        if path.name == f"figures.{language}.md":
            found += _QUOTED.findall(told)
        found += [
            one for named, text in _FENCED.findall(told) if named == language for one in _SENTENCES.split(text.strip())
        ]
    sentences = tuple(dict.fromkeys(found))
    return Pieces(sentences, tuple(dict.fromkeys(" ".join(sentences).split())))


@cache
def listed(language: str) -> tuple[str, ...]:
    """The words of the lists by which say-so is read; of a language without one, those of its cases."""
    held = lexicon(f"sayso.{language}") if language in _WITH_LISTS else list(pieces(language).words)
    return tuple(dict.fromkeys(_leaves(held)))


def _leaves(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from _leaves(each)


def drawn_rows(draws: Draws, language: str, most: int = 1500) -> str:
    """Short rows of words and marks, a line each, most without a stop: what a grammar looks for behind a word is often not there."""
    rows: list[str] = []
    size = 0
    while draws and size < most:
        row = "".join(_of_row(draws, language) for _ in range(2 + draws.number(10)))
        rows.append(row.strip() + draws.choice((".", "", "", "!")))
        size += len(row)
    return "\n".join(rows)


def _of_row(draws: Draws, language: str) -> str:
    sort = draws.number(8)
    if sort < 2:  # noqa: PLR2004
        return draws.choice(_MARKS)
    word = draws.choice((listed(language), listed(language), pieces(language).words, _NAMES)[sort // 2])
    return " " + (word.capitalize() if draws.number(8) == 0 else word)


def drawn_text(draws: Draws, language: str, most: int = 1500) -> str:
    """A text of pieces: whole and cut sentences, words, numbers, signs, pieces of other languages."""
    parts: list[str] = []
    size = 0
    while draws and size < most:
        part = _drawn(draws, language)
        parts.append(part)
        size += len(part)
    return "".join(parts)[:most]


def _drawn(draws: Draws, language: str) -> str:
    sort = draws.number(16)
    held = pieces(language if sort != 15 else draws.choice(LANGUAGES))  # noqa: PLR2004  the last sort
    if sort < 5:  # noqa: PLR2004
        return draws.choice(held.sentences) + " "
    if sort < 8:  # noqa: PLR2004
        sentence = draws.choice(held.sentences)
        start = draws.number(len(sentence))
        return sentence[start : start + 8 * draws.number(32)]
    if sort < 11:  # noqa: PLR2004
        return draws.choice(held.words) + draws.choice((" ", " ", " ", "", ", ", "-", "\n"))
    if sort == 11:  # noqa: PLR2004
        return draws.choice(NUMBERS) + draws.choice((" ", "", "-"))
    if sort == 12:  # noqa: PLR2004
        return draws.choice(held.words) * draws.choice((2, 3, 20))
    if sort == 13:  # noqa: PLR2004
        return chr(draws.number(0x110000)).replace("\ud800", "?")
    return draws.choice(SIGNS)
