"""Two documents held against each other: the passages that are long and like enough to be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .alignment import Aligned, Run, align
from .held import Held

#: Words that are the same, telling ones among them, and their share of a passage; and the same of what stands within quotation marks.
LEAST, _TELLING, _IDENTITY = 15, 7, 0.5
_QUOTED_LEAST, _QUOTED_TELLING, _QUOTED_IDENTITY = 8, 4, 0.75
#: The share of capitals that makes names of a passage of fewer words than so many; and the identity that is asked across languages.
_NAMES, _LONG, _FOREIGN_IDENTITY = 0.75, 40, 0.8
#: How much of a passage stands within quotation marks where it is a quotation.
QUOTED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of two documents, by their words; whether either has it within quotation marks."""

    one: Held
    other: Held
    found: Aligned
    quoted: tuple[bool, bool]

    @property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Its first word and that after the last one, in both documents."""
        return self.found.span_a, self.found.span_b

    def part(self, runs: tuple[Run, ...]) -> Shared:
        """A part of the passage, by its runs."""
        found = Aligned(runs)
        return (
            self if found == self.found else Shared(self.one, self.other, found, in_marks(self.one, self.other, found))
        )


def compare(one: Held, other: Held) -> tuple[Shared, ...]:
    """The passages that two documents share, in the order of the first. Depends on these two alone."""
    marks = one.has_marks or other.has_marks
    aligned = (found for found in align(one.words, other.words) if _may_be_enough(one, found, marks=marks))
    shared = (Shared(one, other, found, in_marks(one, other, found)) for found in aligned)
    return tuple(each for each in shared if is_enough(each))


def in_marks(one: Held, other: Held, found: Aligned) -> tuple[bool, bool]:
    """Whether either document has a passage within quotation marks; of one that is too short that is not asked."""
    if found.same < _QUOTED_LEAST:
        return False, False
    return _is_in_marks(one, found.span_a), _is_in_marks(other, found.span_b)


def _is_in_marks(held: Held, words: tuple[int, int]) -> bool:
    """Whether some words stand within quotation marks; a document that has none is not looked at."""
    if not held.has_marks:
        return False
    span = held.span(words)
    return held.is_quoted(span.start, span.end, QUOTED)


def is_enough(shared: Shared) -> bool:
    """Whether a passage is long and like enough to have been taken over.

    Names and titles of works are alike wherever they stand; two languages share more than those only where one text has the other's words.
    """
    found = shared.found
    if not _may_be_enough(shared.one, found, marks=any(shared.quoted)):
        return False
    if found.same < _LONG and _is_names(shared):
        return False
    return found.identity >= _FOREIGN_IDENTITY or not _in_two_languages(shared.one, shared.other)


def _may_be_enough(one: Held, found: Aligned, *, marks: bool) -> bool:
    """Whether a passage is enough as far as its words alone tell, and quotation `marks`: most are not, and of these no document need be looked at."""
    same, telling, identity = found.same, _telling(one, found), found.identity
    if same >= LEAST and telling >= _TELLING and identity >= _IDENTITY:
        return True
    return marks and same >= _QUOTED_LEAST and telling >= _QUOTED_TELLING and identity >= _QUOTED_IDENTITY


def _telling(one: Held, found: Aligned) -> int:
    """How many telling words a passage has that are the same."""
    return sum(int(np.count_nonzero(one.words.stems[run.a : run.a + run.length])) for run in found.runs)


def _is_names(shared: Shared) -> bool:
    """Whether most telling words that are the same begin with a capital, as in a list of names or a title."""
    held, text = shared.one, shared.one.doc.text
    at = [word for run in shared.found.runs for word in range(run.a, run.a + run.length) if held.words.stems[word]]
    capital = sum(text[held.words.starts[word]].isupper() or text[held.words.starts[word]].isdigit() for word in at)
    return capital >= _NAMES * len(at)


def _in_two_languages(one: Held, other: Held) -> bool:
    languages = {held.doc.language.partition("-")[0] for held in (one, other)} - {"und", ""}
    return len(languages) > 1


def covered(shared: tuple[Shared, ...]) -> float:
    """How much of the shorter document its shared passages are, by words that are the same."""
    if not shared:
        return 0.0
    shorter = min(len(shared[0].one.words), len(shared[0].other.words))
    return sum(each.found.same for each in shared) / shorter
