"""The drift of what holds of several things together told of one alone: "on lockers and on training" as "on lockers alone"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.align import Word, read_words
from sayso.language import fold, lexicon
from sayso.model import Drift, Span
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .phrases import any_of, meets

#: Words between "only in" and the thing at most: an article, an adjective.
_REACH: Final = 2
_WORD: Final = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"


def alone_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A thing that the article says to be the only one, beside which the passage sets another that the article has no word of.

    Only where the figures agree. The second thing must open as the first does ("on lockers and on training") or be a name
    or a German noun, for a verb may follow, too ("in Leeds and destroyed many roofs"). A passage that names the first
    twice may give it a number of its own ("in Leeds and in York schools were closed, 62 of them in Leeds").
    """
    asked, passage = matter.asked, matter.candidate.passage
    mine, given = _listed(asked.language), _listed(passage.language)
    if mine is None or given is None or not any(pair.agrees and pair.same and not pair.is_dates for pair in pairs):
        return
    place = _thing(asked.sentence, mine)
    if place is None or _thing(passage.text, given) is not None:
        return
    thing = read_words(asked.sentence[place[0] : place[1]], asked.language)
    known = read_words(asked.sentence, asked.language)
    if sum(_is_known(word, thing, matter) for word in read_words(passage.text, passage.language)) > 1:
        return
    for start, end in given.joined(passage.text):
        both = tuple(read_words(passage.text[a:b], passage.language) for a, b in (start, end))
        if any(_is_left_out(one, other, thing, known, matter) for one, other in (both, both[::-1])):
            begin = asked.article.document.text.find(asked.sentence, max(0, asked.claim.start - len(asked.sentence)))
            claimed = asked.article.document.span(begin + place[0], begin + place[1])
            source = matter.source.document.span(passage.start + start[0], passage.start + end[1])
            yield _drift(claimed, source)
            return


def _is_left_out(
    one: Sequence[Word], other: Sequence[Word], thing: tuple[Word, ...], known: tuple[Word, ...], matter: Matter
) -> bool:
    """Whether one of two is the article's thing, and the other stands nowhere in it."""
    if not other or any(_is_known(word, known, matter) for word in other):
        return False
    return any(meets(word, thing) for word in one)


def _drift(claimed: Span, source: Span) -> Drift:
    because = f"the source document has it of “{source.text}” together, the article of “{claimed.text}” alone"
    return Drift(kind="scope_dropped", claim_span=claimed, source_span=source, because=because)


def _is_known(word: Word, known: tuple[Word, ...], matter: Matter) -> bool:
    """Whether the article has a word; within one language as it is spelt, for a concept may have several ("bridge", "tunnel")."""
    own, given = (one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language))
    if own != given:
        return meets(word, known)
    spelt = frozenset(key for other in known for key in other.keys if not key.startswith("concept:"))
    return bool(word.keys & spelt)


_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Listed:
    """What says in a language that something is the only one, and what sets a second thing beside a first."""

    denied: re.Pattern[str]
    behind: re.Pattern[str] | None
    before: re.Pattern[str]
    pair: re.Pattern[str]

    def joined(self, text: str) -> Iterator[tuple[_Place, _Place]]:
        """Two things that stand side by side: the places of both."""
        folded = fold(text)
        for found in self.pair.finditer(folded.text):
            opens, again = (found[name] or "" for name in ("lead", "more"))
            named = found["second"][:1].isupper() and found["first"][:1].isupper()
            if named or (opens and again):
                yield folded.place(*found.span("first")), folded.place(*found.span("second"))


def _thing(text: str, listed: _Listed) -> _Place | None:
    """The word that is said to be the only one."""
    folded = fold(text)
    for pattern in (listed.before, listed.behind):
        found = pattern.search(folded.text) if pattern else None
        if found is not None and not listed.denied.search(folded.text[: found.start()]):
            return folded.place(*found.span("thing"))
    return None


def is_not_only(text: str, language: str) -> bool:
    """Whether a text says of something that it is not the only one: "not only in Leeds"."""
    listed = _listed(language)
    if listed is None:
        return False
    folded = fold(text).text
    return any(listed.denied.search(folded[: found.start()]) for found in listed.before.finditer(folded))


@cache
def _listed(language: str) -> _Listed | None:
    own = language.partition("-")[0]
    table: dict[str, dict[str, list[str]]] = lexicon("alone")
    if own not in table:
        return None
    words = table[own]
    leads = any_of(words["leads"])
    skipped = rf"(?:(?:{leads})\s+){{0,{_REACH}}}"
    before = rf"(?<!\w)(?:{any_of(words['before'])})\s+{skipped}(?P<thing>{_WORD})"
    behind = rf"(?<!\w)(?:{leads})\s+(?:{leads}\s+)?(?P<thing>{_WORD})\s+(?:{any_of(words['behind'])})(?!\w)"
    pair = (
        rf"(?<!\w)(?P<lead>(?:{leads})\s+)?{skipped}(?P<first>{_WORD})\s+(?:{any_of(words['joins'])})\s+"
        rf"(?P<more>(?:{leads})\s+)?{skipped}(?P<second>{_WORD})"
    )
    return _Listed(
        re.compile(rf"(?<!\w)(?:{any_of(words['denied'])})\s+$", re.IGNORECASE),
        re.compile(behind, re.IGNORECASE) if words["behind"] else None,
        re.compile(before, re.IGNORECASE),
        re.compile(pair, re.IGNORECASE),
    )
