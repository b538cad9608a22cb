"""Lines as they lie on pages, put back together into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from sayso.model import BlockKind

_BULLET: Final = re.compile(r"(?:[-*•‣▪◦·●■○–\uf0b7\uf0a7]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_NUMBER: Final = re.compile(r"\d+")
_FOLIO: Final = re.compile(
    r"\W*(?:(?:page|seite|página|p|s)\W*)?\d{1,4}(?:\s*(?:of|von|de|sur|/)\s*\d{1,4})?\W*\Z", re.IGNORECASE
)
_STOPS: Final = (".", "!", "?", "…", ":", ";")
_CLOSERS: Final = "\"'”’»“)]0123456789"
_EDGE: Final = 2
_OFTEN: Final = 0.6
_FEW_PAGES: Final = 3
_SHORTEST: Final = 25
_LONGEST_HEADING: Final = 200
_ENOUGH_STEPS: Final = 6


class Line(NamedTuple):
    """A line of a page (counted from 0): its text, its place in points, the size of its letters.

    `hyphen` says that its last word is broken. The place is all zero where it is not known.
    """

    text: str
    page: int
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0
    hyphen: bool = False


class Paragraph(NamedTuple):
    """A paragraph's pieces, one for each page that it stands on."""

    kind: BlockKind
    pieces: list[tuple[int, str]]


def drop_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without first and last lines that most pages share but for their numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_mask(line) for line in _edges(lines)})
    often = max(_FEW_PAGES, _OFTEN * len(pages))
    repeated = {mask for mask, count in seen.items() if count >= often}
    return [[line for line in lines if not _is_running(line, lines, repeated)] for lines in pages]


def _edges(lines: list[Line]) -> list[Line]:
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _is_running(line: Line, lines: list[Line], repeated: set[str]) -> bool:
    if not any(line is edge for edge in _edges(lines)):
        return False
    outermost = line is lines[0] or line is lines[-1]
    return _mask(line) in repeated or (outermost and len(lines) > 1 and bool(_FOLIO.match(line.text)))


def _mask(line: Line) -> str:
    return _NUMBER.sub("#", line.text.lower())


def paragraphs_of(pages: list[list[Line]]) -> list[Paragraph]:
    """The paragraphs of all pages, in order. A sentence that goes on over a page's end keeps its paragraph in one."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    pitch = _pitch(lines)
    groups = [group for region in _regions(lines, pitch) for group in _split(region, body)]
    joined = _join_torn(groups)
    words = _words(lines)
    titled = False
    paragraphs: list[Paragraph] = []
    for group in joined:
        kind = _kind(group, body)
        if kind == "heading" and not titled and not paragraphs:
            kind = "title"
        titled = titled or kind == "title"
        paragraphs.append(Paragraph(kind, _pieces(group, words, kind)))
    return paragraphs


def _body_size(lines: list[Line]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _pitch(lines: list[Line]) -> dict[float, float]:
    """For each size of letters the usual step from one line to the next."""
    steps: dict[float, list[float]] = {}
    for before, line in pairwise(lines):
        step = before.base - line.base
        if before.page == line.page and before.size == line.size and 0 < step < 4 * max(line.size, 1.0):
            steps.setdefault(line.size, []).append(step)
    # Of few lines, as of headings, the step says nothing: it may be the space between two of them.
    return {size: median(found) for size, found in steps.items() if len(found) >= _ENOUGH_STEPS}


def _regions(lines: list[Line], pitch: dict[float, float]) -> list[list[Line]]:
    """Lines of one size that follow each other at the usual step."""
    regions: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _follows(before, line, pitch):
            regions[-1].append(line)
        else:
            regions.append([line])
    return regions


def _follows(before: Line, line: Line, pitch: dict[float, float]) -> bool:
    if before.page != line.page:
        return False
    if before.size == line.size == 0:
        return True
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return False
    step = before.base - line.base
    usual = min(pitch.get(line.size, 0.0), 2.2 * line.size)
    # Letters without descenders, and small signs, lie a little off the line.
    most = 1.3 * usual + 0.25 * line.size if usual else 1.45 * line.size
    return -0.5 * line.size < step < most


def _split(region: list[Line], body: float) -> list[list[Line]]:
    """The paragraphs of a region: a line is the last of its paragraph where the next word would have had room in it."""
    right = max(line.right for line in region)
    left = min(line.left for line in region)
    longest = max(len(line.text) for line in region)
    groups: list[list[Line]] = [[region[0]]]
    for before, line in pairwise(region):
        large = before.size > 1.15 * body > 0
        if _BULLET.match(line.text) and not before.hyphen:
            goes_on = False
        elif before.hyphen or large or _torn(before, line):
            goes_on = True
        elif before.size == 0:
            goes_on = len(before.text) + 1 + len(line.text.split()[0]) > 0.9 * longest and longest > _SHORTEST
        else:
            goes_on = _is_full(before, line, right) and longest >= _SHORTEST and not _indented(line, before, left)
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_full(before: Line, line: Line, right: float) -> bool:
    letter = (before.right - before.left) / max(len(before.text), 1)
    return before.right + letter * (len(line.text.split()[0]) + 1) > right


def _indented(line: Line, before: Line, left: float) -> bool:
    """A first line set in, under a paragraph that ended."""
    inset = line.left - left > 0.7 * line.size and line.left - before.left > 0.5 * line.size
    return inset and _stopped(before.text)


def _torn(before: Line, line: Line) -> bool:
    return not _stopped(before.text) and line.text[0].islower() and len(before.text) > _SHORTEST // 2


def _stopped(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def _join_torn(groups: list[list[Line]]) -> list[list[Line]]:
    """Put together what a page's end, a column's end or a gap tore apart in the middle of a sentence."""
    joined: list[list[Line]] = []
    for group in groups:
        last = joined[-1][-1] if joined else None
        if last and _may_go_on(last, group[0]) and (last.hyphen or _torn(last, group[0])):
            joined[-1].extend(group)
        else:
            joined.append(list(group))
    return joined


def _may_go_on(last: Line, line: Line) -> bool:
    """Whether a line may take up a sentence of the one before: over a page, up to the next column, or past a gap."""
    near = line.base > last.base or abs(line.left - last.left) < 3 * max(line.size, 1.0)
    over = last.page + 1 == line.page or (last.page == line.page and near)
    return over and abs(last.size - line.size) < 1 and not _BULLET.match(line.text)


def _kind(group: list[Line], body: float) -> BlockKind:
    length = sum(len(line.text) for line in group)
    if group[0].size > 1.15 * body > 0 and length <= _LONGEST_HEADING:
        return "heading"
    return "item" if _BULLET.match(group[0].text) and len(group[0].text) > _EDGE else "paragraph"


def _words(lines: list[Line]) -> frozenset[str]:
    """The words of the text that hold a hyphen of their own."""
    return frozenset(
        word.strip(".,;:!?()“”\"'’").lower() for line in lines for word in line.text.split() if "-" in word
    )


def _pieces(group: list[Line], words: frozenset[str], kind: BlockKind) -> list[tuple[int, str]]:
    pieces: list[tuple[int, str]] = []
    for at, line in enumerate(group):
        text = _BULLET.sub("", line.text, count=1) if kind == "item" and at == 0 else line.text
        before = group[at - 1] if at else None
        if before is None:
            pieces.append((line.page, text))
        elif before.page != line.page:
            # The hyphen stays at the page's end; the pages' texts are parted by a space.
            pieces.append((line.page, text))
        else:
            pieces[-1] = (line.page, pieces[-1][1] + _glue(before, line, words) + text)
    return pieces


def _glue(before: Line, line: Line, words: frozenset[str]) -> str:
    """What stands between two lines.

    A hyphen that only broke a word becomes a soft hyphen, which does no harm; one that belongs to the word ("Baden-Württemberg", "so-called" where that stands elsewhere too) stays.
    """
    if not before.hyphen:
        return " "
    first, second = before.text.split()[-1], line.text.split()[0]
    whole = f"{first}-{second}".strip(".,;:!?()“”\"'’").lower()
    broken = second[0].islower() and first[-1].islower() and whole not in words
    return "\u00ad" if broken else "-"
