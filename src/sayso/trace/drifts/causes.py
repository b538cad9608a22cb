"""The drift of one cause among several told as the only one: "heat alone is to blame" for "heat is one of several reasons"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.align import Word, align_subjects, read_sense, read_words, theme_weight
from sayso.language import fold, lexicon
from sayso.model import Drift
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .phrases import meets, whole_words

_Place = tuple[int, int]
#: From this likeness on, in words or in meaning, claim and passage are of the same cause and of what it brought about.
_OF_THE_SAME: Final = 0.5
_SHARED: Final = 2
#: So many characters on either side are next to "alone".
_NEXT: Final = 40
_SHORT: Final = 3


def cause_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """One of several causes, or a part of the cause, that the article tells as the only one.

    Both must speak of causes, and claim and passage of the same things.
    """
    asked, passage = matter.asked, matter.candidate.passage
    mine, given = _patterns(asked.language), _patterns(passage.language)
    if mine is None or given is None or not _is_of_the_same(matter):
        return
    sole = mine.sole_of(asked.sentence)
    partial = given.partial_of(theirs.place.text)
    if sole is None or partial is None or mine.partial.search(fold(asked.sentence).text):
        return
    if _is_of_another(matter, asked.sentence, sole, mine.cause):
        return
    start = asked.article.document.text.find(asked.sentence, max(0, asked.claim.start - len(asked.sentence)))
    claimed = asked.article.document.span(start + sole[0], start + sole[1])
    source = matter.source.document.span(theirs.place.start + partial[0], theirs.place.start + partial[1])
    yield Drift(
        kind="scope_dropped",
        claim_span=claimed,
        source_span=source,
        because=f"the source document names it as one cause of several (“{source.text}”), the article as the only one (“{claimed.text}”)",
    )


def _is_of_the_same(matter: Matter) -> bool:
    """Whether cause and effect are likely those of the passage: much of what the claim speaks of, and two words of it at least."""
    passage = matter.candidate.passage
    likeness = align_subjects(matter.asked.sense, read_sense(passage.text, passage.language))
    near = max(likeness.score, matter.candidate.alike or 0.0) >= _OF_THE_SAME
    return near and (likeness.close >= _SHARED or (matter.candidate.alike or 0.0) >= _OF_THE_SAME)


def _is_of_another(matter: Matter, text: str, sole: _Place, cause: re.Pattern[str]) -> bool:
    """Whether a thing that stands next to "alone" on either side is known in the passage's language, and not spoken of there."""
    start, end = sole
    language, passage = matter.asked.language, matter.candidate.passage
    sides = (text[max(0, start - _NEXT) : start], text[end : end + _NEXT])
    before, behind = ([word for word in read_words(side, language) if _is_thing(word, cause)] for side in sides)
    nearest = [word for word in (*before[-1:], *behind[:1]) if word.bridged or not _is_foreign(matter)]
    known = read_words(passage.text, passage.language)
    return not all(meets(word, known) for word in nearest)


def _is_thing(word: Word, cause: re.Pattern[str]) -> bool:
    telling = word.bridged or len(word.text) > _SHORT  # stop words of Italian are not listed
    return telling and theme_weight(word) >= 1.0 and cause.fullmatch(word.text) is None


def _is_foreign(matter: Matter) -> bool:
    return matter.asked.language.partition("-")[0] != matter.candidate.passage.language.partition("-")[0]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What says that a cause is the only one, what looks like it, what says that it is one of several, and what speaks of causes.

    "In 2024 alone", "allein in Berlin", "seit März allein" are of a time or a place, and of no cause.
    """

    sole: re.Pattern[str]
    sole_not: re.Pattern[str]
    partial: re.Pattern[str]
    cause: re.Pattern[str]
    of_time_or_place: re.Pattern[str]

    def sole_of(self, text: str) -> _Place | None:
        """Where a text says that nothing else was the cause."""
        folded = fold(text)
        if not self.cause.search(folded.text):
            return None
        spared = [
            match.span()
            for pattern in (self.sole_not, self.of_time_or_place)
            for match in pattern.finditer(folded.text)
        ]
        for match in self.sole.finditer(folded.text):
            if not any(start <= match.start() < end for start, end in spared):
                return folded.place(*match.span())
        return None

    def partial_of(self, text: str) -> _Place | None:
        """Where a text says that it is one cause among others."""
        folded = fold(text)
        found = self.partial.search(folded.text) if self.cause.search(folded.text) else None
        return folded.place(*found.span()) if found else None


@cache
def _patterns(language: str) -> _Patterns | None:
    table: dict[str, dict[str, list[str]]] = lexicon("causes")
    listed = table.get(language.partition("-")[0])
    if listed is None:
        return None
    sole, sole_not, partial, cause = (whole_words(listed[name]) for name in ("sole", "sole_not", "partial", "cause"))
    return _Patterns(sole, sole_not, partial, cause, _of_time_or_place(table["of_time_or_place"]))


def _of_time_or_place(listed: dict[str, list[str]]) -> re.Pattern[str]:
    """A word before "alone" with up to three words between, or one right behind "allein"."""
    one = {name: "|".join(map(re.escape, words)) for name, words in listed.items()}
    behind = rf"(?<!\w)(?:{one['before']})(?: [^\s,.;]+){{1,3}} (?:{one['alone']})(?!\w)"
    first = rf"(?<!\w)(?:{one['alone_first']}) (?:{one['behind']})(?!\w)"
    return re.compile(f"{behind}|{first}", re.IGNORECASE)
