"""Titles, headings and captions against the text below them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import Word, align_figures
from sayso.model import Attribution, Block, Claim, Document, Figure, Sentence

from .conflict import Conflict
from .sides import are_apart, counted_key, group, in_order, is_name, is_plain, keys_of, lows, meets, telling, value
from .words import Words

#: So many captions are read; a page of pictures has more.
_CAPTIONS: Final = 40
_BODY: Final = frozenset(("paragraph", "item", "quote", "cue"))
#: A title names the same thing as a sentence where this share of its telling words stands there, and so many.
_SHARE: Final = 0.7
_LEAST: Final = 2
#: One that is to be the same assertion needs more of them.
_LEAST_SAID: Final = 3
_SAID: Final = 0.85
#: A claim that says as much as this of the title may vouch for it.
_VOUCHES: Final = 0.6
#: Longer blocks are no titles.
_LONGEST: Final = 200
#: Longer claims say more than one thing.
_LONGEST_SAID: Final = 320
#: So many claims below a title are held against it.
_REACH: Final = 400
#: "One dead" and "two held" are told in the text without a figure.
_SMALL: Final = 2.0
#: A bound or a range of the text stands for the title's value where it is no further away than this.
_NEAR: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Head:
    """A title with its telling words and its figures, and the stretch of text that it stands over."""

    block: Block
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    until: int


@dataclass(frozen=True, slots=True)
class Told:
    """A document's entries, for the checks of its titles."""

    doc: Document
    sentences: Sequence[Sentence]
    figures: Sequence[Figure]
    attributions: Sequence[Attribution]
    claims: Sequence[Claim]
    words: Words

    @property
    def language(self) -> str:
        """The primary tag of the text's language."""
        return self.doc.language.partition("-")[0]

    def held(self, start: int, end: int) -> Sequence[Figure]:
        """The figures that begin within a stretch."""
        first = bisect_left(self.figures, start, key=lambda one: one.start)
        return self.figures[first : bisect_left(self.figures, end, key=lambda one: one.start)]

    def sentence(self, at: int) -> tuple[int, int] | None:
        """The sentence at a place, where it stands in running text."""
        block = bisect_right(self.doc.blocks, at, key=lambda one: one.start) - 1
        index = bisect_right(self.sentences, at, key=lambda one: one.start) - 1
        if block < 0 or index < 0 or self.doc.blocks[block].kind not in _BODY:
            return None
        return self.sentences[index].start, self.sentences[index].end

    def read(self, start: int, end: int, aside: Sequence[Figure] = ()) -> tuple[Word, ...]:
        """The telling words of a stretch but for figures and what they count."""
        cut = [(figure.start, figure.end) for figure in aside]
        return telling(self.doc.text[start:end], start, cut, self.language, self.words)


def check_titles(told: Told) -> Iterator[Conflict]:
    """Hold each title, heading and caption against the text: its figures, and for titles how sure they sound."""
    sayings = {saying.id: saying for saying in told.attributions}
    for head in _heads(told):
        found = [conflict for figure in head.figures for conflict in _against_figures(told, head, figure)]
        yield from found
        if head.block.kind == "title" and not found:
            yield from _against_sureness(told, head, sayings)


def _heads(told: Told) -> Iterator[_Head]:
    """The first title, all headings, and the first captions; a heading stands over the text up to the next one."""
    blocks, end = told.doc.blocks, len(told.doc.text)
    headings = [block.start for block in blocks if block.kind == "heading"]
    left = {"title": 1, "heading": len(headings), "caption": _CAPTIONS}
    for block in blocks:
        if left.get(block.kind, 0) == 0 or block.end - block.start > _LONGEST:
            continue
        left[block.kind] -= 1
        at = bisect_right(headings, block.start)
        until = headings[at] if block.kind == "heading" and at < len(headings) else end
        inside = told.held(block.start, block.end)
        yield _Head(block, told.read(block.start, block.end, inside), tuple(inside), until)


def _against_figures(told: Told, head: _Head, figure: Figure) -> Iterator[Conflict]:
    """The figure of a title that the text gives otherwise, and nowhere as the title has it."""
    if not is_plain(figure) or value(figure) <= _SMALL:
        return
    text = [*told.held(head.block.end, head.until)]
    if head.block.kind == "caption":
        text += told.held(0, head.block.start)
    if _is_told(figure, text):
        return
    beside = {value(one) for one in head.figures if is_plain(one)}
    for other in text:
        if not _is_rival(told, figure, other) or value(other) in beside:
            continue
        sentence = told.sentence(other.start)
        if sentence and _names(told, head, sentence) and not _is_one_of(told, other, sentence):
            first, second = _plain(told, *_span(head)), _plain(told, *sentence)
            because = f"the {head.block.kind} says “{first}”, the text “{second}”"
            yield Conflict((figure.start, figure.end), (other.start, other.end), because)
            return


def _span(head: _Head) -> tuple[int, int]:
    return head.block.start, head.block.end


def _is_told(figure: Figure, text: Sequence[Figure]) -> bool:
    """Whether the text has the title's value, one that rounds to it or holds it, or two that it is the sum or difference of."""
    goal = value(figure)
    if any(goal in {one.low, one.high} or _may_be(figure, one) for one in text):
        return True
    values = {value(one) for one in text if is_plain(one)}
    return any(goal - one in values or goal + one in values for one in values)


def _may_be(figure: Figure, given: Figure) -> bool:
    """Whether a figure of the text may be the title's: rounded, or a range, bound or vague word near it that holds it."""
    if group(given) != group(figure):
        return False
    if is_plain(given):
        return align_figures(figure, given).relation != "apart"
    ends = [abs(end) for end in (given.low, given.high) if end]
    factor = 100.0 if given.kind == "proportion" else 1.0
    near = any(1 / _NEAR <= value(figure) / (factor * end) <= _NEAR for end in ends)
    return (near or given.vague) and align_figures(given, figure).relation not in {"apart", "incomparable"}


def _is_rival(told: Told, figure: Figure, other: Figure) -> bool:
    """Whether the text's figure may be of the same thing, in the same role, and has another value."""
    if not is_plain(other) or group(other) != group(figure) or not are_apart(figure, other):
        return False
    roles = {figure.role, other.role}
    if len(roles) > 1 and roles != {"level", "to"}:
        return False
    mine, theirs = (counted_key(one, told.language, told.words) for one in (figure, other))
    toll = figure.role == other.role == "to" and bool(mine and theirs and mine & theirs)  # "the death toll rises to"
    return figure.kind != "count" or mine == theirs or toll


def _is_one_of(told: Told, other: Figure, sentence: tuple[int, int]) -> bool:
    """Whether the sentence gives the ages of several people."""
    return other.kind == "age" and sum(one.kind == "age" for one in told.held(*sentence)) > 1


def _names(told: Told, head: _Head, sentence: tuple[int, int]) -> bool:
    """Whether the sentence surely tells of what the title tells."""
    theirs = keys_of(told.read(*sentence, told.held(*sentence)))
    met = [word for word in head.words if meets(word, theirs)]
    if any(word not in met for word in head.words if _must_meet(told, head, word)):
        return False
    return len(met) >= _LEAST and len(met) >= _SHARE * len(head.words)


def _must_meet(told: Told, head: _Head, word: Word) -> bool:
    """Whether a word of a title is a name, as far as capitals tell: not in German, nor where the whole title has them."""
    if any(key.startswith("territory:") for key in word.keys):
        return True
    capital = sum(one.text[:1].isupper() for one in head.words)
    return told.language != "de" and 2 * capital <= len(head.words) + 1 and is_name(word)


def _against_sureness(told: Told, head: _Head, sayings: Mapping[str, Attribution]) -> Iterator[Conflict]:
    """A title that says as a fact what the text only has as possible, or as what somebody says."""
    start, end = _span(head)
    text = told.doc.text[start:end]
    if lows(text) & told.words.unsure or any(mark in text for mark in '?:"“”„«»‘|') or _is_told_by(told, start, end):
        return
    if len(head.words) < _LEAST_SAID:
        return
    found: list[tuple[float, Claim]] = []
    for claim in told.claims[:_REACH]:
        if claim.sort == "question" or claim.end - claim.start > _LONGEST_SAID:
            continue
        keys = keys_of(told.read(claim.start, claim.end))
        share = sum(meets(word, keys) for word in head.words) / len(head.words)
        if share >= _VOUCHES:
            found.append((share, claim))
    if not found or any(_is_given(claim, sayings) for _, claim in found):
        return
    share, claim = max(found, key=lambda pair: (pair[0], -pair[1].start))
    if share < _SAID or claim.negated or claim.sort != "fact":
        return
    because = _why(told, claim, head, sayings)
    if because:
        bare = told.doc.text[claim.start : claim.end].rstrip(" .!")
        yield Conflict((start, end), (claim.start, claim.start + len(bare)), because)


def _is_told_by(told: Told, start: int, end: int) -> bool:
    return any(start <= span.start < end for saying in told.attributions for span in saying.cue)


def _is_given(claim: Claim, sayings: Mapping[str, Attribution]) -> bool:
    """Whether the author says it, and is sure."""
    return not _source(claim, sayings) and claim.certainty.author == "certain"


def _source(claim: Claim, sayings: Mapping[str, Attribution]) -> Attribution | None:
    """The innermost say-so of a claim that has a source; hearsay has none."""
    last = sayings[claim.attribution[-1]] if claim.attribution else None
    return last if last and last.source else None


def _why(told: Told, claim: Claim, head: _Head, sayings: Mapping[str, Attribution]) -> str | None:
    title, text = _plain(told, *_span(head)), _plain(told, claim.start, claim.end)
    saying = _source(claim, sayings)
    if saying is None:
        if claim.certainty.author not in {"possible", "probable"}:
            return None
        return f"the title says “{title}” as a fact; the text has it as {claim.certainty.author}: “{text}”"
    source = saying.source[0]
    named = keys_of(told.read(source.start, source.end))
    if any(meets(word, named) for word in head.words) or not _is_doubted(told, head, claim, saying):
        return None
    return f"the title says “{title}” as a fact; the text lays it to “{source.text}”: “{text}”"


def _is_doubted(told: Told, head: _Head, claim: Claim, saying: Attribution) -> bool:
    """Whether the title leaves out more than a name: it lays a wrong to somebody, or the text keeps its distance.

    That an office, a witness or a paper says it is the way of news, and no reason to mark a title.
    """
    words = told.words
    cues = frozenset().union(*(lows(cue.text) for cue in saying.cue))
    if lows(told.doc.text[head.block.start : head.block.end]) & words.wrongs or cues & words.doubt:
        return True
    if claim.certainty.source in {"possible", "probable"}:
        return True
    row = in_order(saying.source[0].text)
    anybody = bool(row) and row[0] in words.any and not saying.named and not words.offices & set(row)
    return anybody and bool(cues & words.asserts)


def _plain(told: Told, start: int, end: int) -> str:
    return " ".join(told.doc.text[start:end].split())
