"""Sentences: sentencex on the folded view of each block, with a few corrections from a word list."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from sayso.language import fold, lexicon
from sayso.model import Block, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Characters that sentencex is given at once.
_LONGEST_STRETCH: Final = 8000
#: An apostrophe is no quotation mark.
_APOSTROPHE: Final = re.compile(
    r"['’](?:(?<=\w['’])(?=\w)|(?<=s['’])(?= [a-z])|(?<!\w['’])(?=\d0s\b|(?:n|em|til|twas)\b))"
)
#: Half a pair, which UTF-8 cannot hold and sentencex does not take.
_LONE: Final = re.compile("[\ud800-\udfff]")
_STOP: Final = re.compile(r"[.!?…][\"”’»)\]]*[ ]+(?=\S)")
_WHOLE: Final = frozenset(("row",))
#: Quotations and brackets that are closed.
_CLOSED: Final = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|\([^()]*\)")
#: An apostrophe that is a letter of its word.
_LETTER: Final = "\u02bc"
#: What no sentence begins with: "n.º", "J.-P.".
_GOES_ON: Final = "-,;:º°ª/"
_INITIAL: Final = re.compile(r"(?:^|[\s.(-])[A-ZÀ-Þ]\.\Z")
_ORDINAL: Final = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[IVX]{1,6})\.\Z")
_WORD: Final = re.compile(r"[\w'’\u02bc]+")
_ELIDED: Final = re.compile(r"(?:[LDCJNSM]|Qu)['’\u02bc][a-zà-ÿ]")
#: A word that is no abbreviation: four letters or more, with a vowel near its end ("schreibt.", not "Abschn.").
_WHOLE_WORD: Final = re.compile(r"(?:^|[\s(“„«-])\w*[a-zäöüß](?=[a-zäöüß]{3}\.)\w*[aeiouyäöü]\w{0,2}\.\Z")
_OPENING: Final = "“„«‹\"'‘¿¡( "
_LOOK_BACK: Final = 40
#: No sentence begins within an address.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")


class _Rules(NamedTuple):
    """One language's corrections.

    `glued` and `glued_number`: no sentence ends after these before a name, or a number; `parted`: one ends after these
    where the next word is one of the `starters`; `words` are no abbreviations at all. `ordinals`: a number with a full stop is an ordinal, as in German.
    """

    glued: re.Pattern[str]
    glued_number: re.Pattern[str]
    parted: re.Pattern[str]
    words: re.Pattern[str]
    starters: frozenset[str]
    ordinals: bool


@cache
def _rules(language: str) -> _Rules:
    table = lexicon("sentences")[language]
    return _Rules(
        glued=_ends_with(table["before_name"]),
        glued_number=_ends_with(table["before_number"]),
        parted=_ends_with(table["may_end"]),
        words=_ends_with(table.get("words", ["\0"])),
        starters=frozenset(table["starters"]),
        ordinals=table.get("ordinals", False),
    )


def _ends_with(abbreviations: Iterable[str]) -> re.Pattern[str]:
    choices = "|".join(sorted(map(re.escape, abbreviations), key=len, reverse=True))
    return re.compile(rf"(?:^|[\s(\[“„«\"'’‘—–{_LETTER}-])(?:{choices or '(?!)'})\Z")


def split_sentences(text: str, blocks: Sequence[Block], language: str) -> tuple[Sentence, ...]:
    """The sentences of each block, in order, without the white space around them; none crosses a block's edge.

    A table row is one sentence. A quotation that is closed stays whole, in the sentence that it stands in. Cost:
    linear in the length of the text.
    """
    return tuple(sentence for block in blocks for sentence in _of_block(text, block, language))


def _of_block(text: str, block: Block, language: str) -> Iterator[Sentence]:
    folded = fold(text[block.start : block.end])
    edges = [0, len(folded.text)] if block.kind in _WHOLE else _edges(folded.text, language)
    for first, last in pairwise(edges):
        piece = folded.text[first:last]
        start, end = first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())
        if start < end:
            place = folded.place(start, end)
            yield Sentence(start=block.start + place[0], end=block.start + place[1])


def _edges(view: str, language: str) -> list[int]:
    """Where sentences begin in a view, with its end as the last."""
    masked = _masked(view)
    primary = language.split("-", maxsplit=1)[0].lower()
    rules = _rules(primary if primary in lexicon("sentences") else "en")
    found = _outside(_boundaries(masked, primary), masked)
    kept = [at for at in found if at == 0 or not _is_glued(masked, at, rules)]
    return sorted({0, *kept, *_parted(masked, kept, rules), len(view)})


def _masked(view: str) -> str:
    """The view with letters where sentencex would see quotation marks, and for halves of pairs."""
    view = _APOSTROPHE.sub(_LETTER, view)
    return view if view.isascii() else _LONE.sub(_LETTER, view)


def _boundaries(view: str, language: str) -> list[int]:
    """Where sentencex lets sentences begin.

    It is given no more than a long paragraph at once, for where quotation marks are never closed, its cost grows with
    the square of the length.
    """
    import sentencex

    found: list[int] = []
    start = 0
    while start < len(view):
        end = _cut(view, start)
        found += [
            start + entry["start_index"] for entry in sentencex.get_sentence_boundaries(language, view[start:end])
        ]
        start = end
    return found


def _outside(places: Sequence[int], view: str) -> list[int]:
    """The places that do not lie within an address."""
    spans = [found.span() for found in _ADDRESS.finditer(view)] if "://" in view or "www." in view else ()
    if not spans:
        return list(places)
    nearest = ((at, spans[max(bisect_left(spans, (at, 0)) - 1, 0)]) for at in places)
    return [at for at, (start, end) in nearest if not start < at < end]


def _cut(view: str, start: int) -> int:
    """The end of the next stretch: after a full stop where there is one, else after a space."""
    limit = start + _LONGEST_STRETCH
    if limit >= len(view):
        return len(view)
    for sign in (". ", " "):
        found = view.rfind(sign, start + _LONGEST_STRETCH // 2, limit)
        if found > 0:
            return found + len(sign)
    return limit


def _is_glued(view: str, at: int, rules: _Rules) -> bool:
    """Whether sentencex parted here what belongs together: "M. | Dupont", "art. | 5", "J. | -P. Raffarin"."""
    before = view[max(at - _LOOK_BACK, 0) : at].rstrip()
    after = view[at : at + _LOOK_BACK].lstrip()
    if not after:
        return True
    if not before.endswith("."):
        return after[0].islower() and not before.endswith(("!", "?", "…"))
    if after[0].islower() or after[0] in _GOES_ON:
        return True
    if after[0].isdigit():
        return bool(rules.glued_number.search(before))
    counted = rules.ordinals and _ORDINAL.search(before)
    return bool(rules.glued.search(before) or _INITIAL.search(before) or counted) and not _begins(after, rules)


def _parted(view: str, starts: Sequence[int], rules: _Rules) -> Iterator[int]:
    """Where sentencex ran on after a word that it takes for an abbreviation: "dice que no. | Costó"."""
    closed: list[tuple[int, int]] | None = None
    known = frozenset(starts)
    for found in _STOP.finditer(view):
        at = found.end()
        if at in known:
            continue
        before = view[max(found.start() - _LOOK_BACK, 0) : found.start() + 1]
        after = view[at : at + _LOOK_BACK]
        ends = (rules.parted.search(before) and _begins(after, rules)) or _before_number(before, after, rules)
        if not (ends or (rules.words.search(before) and after[:1].isupper())):
            continue
        if closed is None:
            closed = [quoted.span() for quoted in _CLOSED.finditer(view)]
        nearest = bisect_left(closed, (at, at)) - 1
        if nearest < 0 or closed[nearest][1] <= at:
            yield at


def _before_number(before: str, after: str, rules: _Rules) -> bool:
    """Whether a sentence ends before a number, where numbers may be ordinals: "Es regnet. | 31 Boote sanken"."""
    whole = rules.ordinals and after[:1].isdigit() and bool(_WHOLE_WORD.search(before))
    return whole and not (
        rules.glued_number.search(before) or rules.glued.search(before) or rules.parted.search(before)
    )


def _begins(after: str, rules: _Rules) -> bool:
    """Whether a sentence may begin here: with a word that many begin with, or a short form of one ("L'", "D'")."""
    word = _WORD.match(after.lstrip(_OPENING))
    return word is not None and (word[0] in rules.starters or bool(_ELIDED.match(word[0])))
