"""The plain sentences that tell a change: what was, what is."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from sayso.model import Span

from .change import Edit, Part, TextChange

_SPACES: Final = re.compile(r"\s+")
_LONGEST: Final = 160
#: So many edits of a sentence are told one by one; more are told by the whole sentence.
_MOST_EDITS: Final = 3
_QUOTED: Final = re.compile(r"“[^”]*”|the source document")


def flat(text: str) -> str:
    """The text on one line."""
    return _SPACES.sub(" ", text).strip()


def quote(text: str | None, most: int = _LONGEST) -> str:
    """The text on one line in quotation marks, cut where it is long; "nothing" where there is none."""
    if not text:
        return "nothing"
    words = flat(text)
    return f"“{words if len(words) <= most else words[: most - 1].rstrip() + '…'}”"


def with_words(change: TextChange) -> TextChange:
    """A change of the text with its sentence."""
    return replace(change, told=_of_text(change))


def part(what: str, old: str | None, new: str | None, spans: tuple[Span | None, Span | None] = (None, None)) -> Part:
    """A part that says what is and what was."""
    told = f"{what.replace('_', '-')}: {quote(new)}, was {quote(old)}"
    return Part(what=what, old=old, new=new, old_span=spans[0], new_span=spans[1], told=told)


def between_versions(because: str) -> str:
    """What `align` says of an article and its source document, said of two versions; quoted words are left as they are."""
    return _QUOTED.sub(lambda found: found.group() if found.group()[0] == "“" else "the earlier version", because)


def _of_text(change: TextChange) -> str:
    if change.new is None:
        return f"dropped: {quote(change.old.text if change.old else None)}"
    if change.old is None:
        return f"added: {quote(change.new.text)}"
    if not change.edits:
        return f"moved: {quote(change.new.text)}"
    moved = "moved and " if change.how == "moved" else ""
    if len(change.edits) > _MOST_EDITS:
        return f"{moved}changed: {quote(change.new.text)}, was {quote(change.old.text)}"
    return f"{moved}changed: {'; '.join(map(_of_edit, change.edits))} in {quote(change.new.text)}"


def _of_edit(edit: Edit) -> str:
    if edit.old is None:
        return f"{quote(edit.new.text if edit.new else None)} added"
    if edit.new is None:
        return f"{quote(edit.old.text)} dropped"
    return f"{quote(edit.old.text)} became {quote(edit.new.text)}"
