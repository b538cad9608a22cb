"""Quotation marks of all kinds, paired: “ ” " „ “ ‟ « » ‹ › ‘ ’ ‚ ‘ and the straight ' and '', told apart from apostrophes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.language.fold import Folded

_MARKS: Final = re.compile("''|``|[\"“”„‟«»‹›‘’‚']")
#: The same without apostrophes.
_SURELY: Final = re.compile(r"[\"“”„‟«»‹›‘‚`]|(?<![^\W_])['’]|['’](?![^\W_])")
#: What closes what each mark opens, the usual one first.
_CLOSERS: Final = {
    "“": '”"',
    "”": "”",
    '"': '"”',
    "„": '“”"‟',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_SINGLE: Final = frozenset("‘‚'")
#: More marks than this are not kept open at once, so that cost stays linear on texts full of stray marks.
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, `text[start:end]` of the document. `depth` is 0 for one that lies in no other.

    One that is never closed ends with the stretch it was looked for in, and has `closed` false.
    """

    start: int
    end: int
    depth: int
    closed: bool = True


@dataclass(slots=True)
class _Scan:
    text: str
    open: list[tuple[str, int]] = field(default_factory=list)
    found: list[tuple[int, int, int, bool]] = field(default_factory=list)

    def shut(self, index: int, end: int, *, closed: bool) -> None:
        """Close the open mark number `index`; what was opened within it and not closed is none."""
        _, start = self.open[index]
        del self.open[index:]
        self.found.append((start, end, index, closed))


def may_have_marks(folded: Folded) -> bool:
    """Whether a mark or an apostrophe stands in a text."""
    return _MARKS.search(folded.text) is not None


def has_marks(folded: Folded) -> bool:
    """Whether a mark stands in a text that may open or close a quotation: where none does, it has none. Cost: linear, and little."""
    return _SURELY.search(folded.text) is not None


def quotations(folded: Folded, base: int) -> tuple[Quotation, ...]:
    """The quotations of a folded stretch that begins at `base`, in order, outer before inner. Cost: linear."""
    scan = _Scan(folded.text)
    for match in _MARKS.finditer(folded.text):
        _take(scan, match.group(), match.start(), match.end())
    _leave_open(scan)
    return tuple(_placed(folded, base, item) for item in sorted(scan.found, key=lambda item: (item[0], -item[1])))


def _placed(folded: Folded, base: int, item: tuple[int, int, int, bool]) -> Quotation:
    start, end = folded.place(item[0], item[1])
    return Quotation(base + start, base + end, item[2], item[3])


def _take(scan: _Scan, written: str, at: int, end: int) -> None:
    """Read one mark; two single ones set side by side are typewriters' double marks."""
    mark = written if len(written) == 1 else '"'
    before = scan.text[at - 1] if at else " "
    after = scan.text[end] if end < len(scan.text) else " "
    if mark in "’'" and before.isalnum() and after.isalnum():
        return
    index = _closes(scan, mark, at, before, after)
    if index is not None:
        scan.shut(index, end, closed=True)
    elif _opens(scan, mark, at, before, after):
        _open(scan, mark, at)


def _closes(scan: _Scan, mark: str, at: int, before: str, after: str) -> int | None:
    """The number of the open mark that this one closes, or None."""
    if mark in "\"'" and before.isspace() and not after.isspace():
        return None
    for index in range(len(scan.open) - 1, max(-1, len(scan.open) - 4), -1):
        opener = scan.open[index][0]
        if mark in _CLOSERS[opener]:
            return None if mark in "’'" and _possessive(scan, mark, at, before, after) else index
    return None


def _possessive(scan: _Scan, mark: str, at: int, before: str, after: str) -> bool:
    """Whether a mark after a plural's "s" is more likely an apostrophe: a better end follows before the next opening."""
    if before not in "sS" or not after.isspace():
        return False
    ahead = scan.text[at + 1 : at + 200]
    ahead = ahead[: ahead.find("‘")] if "‘" in ahead else ahead
    return any(
        here.start() and not (ahead[here.start() - 1].isspace() or ahead[here.end() : here.end() + 1].isalnum())
        for here in re.finditer(re.escape(mark), ahead)
    )


def _opens(scan: _Scan, mark: str, at: int, before: str, after: str) -> bool:
    if after.isspace() and mark not in "«„":
        return False
    if mark in "“„‟«‹‚":
        return True
    free = not before.isalnum()
    if mark == "‘":
        return free
    if mark == "'":
        return free and after.isalpha() and _single_ends(scan.text, at)
    if mark == "’":
        return False
    return free and (mark == '"' or before.isspace() or before in "([")


def _single_ends(text: str, at: int) -> bool:
    """Whether a straight single quote has an end within reach: a word's end, then the mark, then no letter."""
    ahead = text[at + 1 : at + 400]
    return any(
        here.start() and not ahead[here.start() - 1].isspace() and not ahead[here.end() : here.end() + 1].isalnum()
        for here in re.finditer("'", ahead)
    )


def _open(scan: _Scan, mark: str, at: int) -> None:
    """Open a quotation; the same mark opened again means that the first was left open, and ends before this one."""
    for index, (opener, _) in enumerate(scan.open):
        if opener == mark and mark not in _SINGLE:
            end = _before(scan.text, at)
            scan.shut(index, end, closed=False)
            break
    scan.open.append((mark, at))
    if len(scan.open) > _DEEPEST:
        del scan.open[0]


def _before(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _leave_open(scan: _Scan) -> None:
    """What is open at the end runs to the end; single marks were apostrophes."""
    for index, (mark, start) in enumerate(scan.open):
        if mark not in _SINGLE and scan.text[start + 1 :].strip():
            scan.shut(index, _before(scan.text, len(scan.text)), closed=False)
            return
