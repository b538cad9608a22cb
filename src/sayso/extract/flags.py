"""Marks on wording: hedges, weasel words, loaded words, generalisations, distancing quotation marks, superlatives.

A mark says that a word is there, never that a sentence is wrong. Lists are short and hold no nation, party or creed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, takewhile
from typing import Final

from sayso.language.fold import fold
from sayso.language.inflect import INFLECT
from sayso.language.lexicon import lexicon, served
from sayso.language.quotes import Quotation, quotations
from sayso.language.tokens import Token, tokens
from sayso.model import Document, Flag, FlagCategory, Made, Sentence

MADE: Final = Made(stage="flags", version="1")

_SILENT: Final = frozenset(("title", "heading", "caption", "row"))
_REASONS: Final[dict[FlagCategory, str]] = {
    "hedge": "“{}” makes what is said less certain",
    "weasel": "“{}” lays it to nobody in particular",
    "loaded": "“{}” carries a judgement besides what it names",
    "generalisation": "“{}” leaves no exception",
    "superlative": "“{}” sets something above all else, and the sentence names no source for it",
}
_BY_PHRASE: Final[tuple[FlagCategory, ...]] = ("hedge", "weasel", "loaded", "generalisation", "superlative")
#: Frames of the verbs with which somebody is quoted.
_QUOTED: Final = ("say", "object", "about", "show")
_FINITE: Final = frozenset(("past", "s", "joined"))
#: Words in quotation marks up to which they may only mark a wording.
_SHORT: Final = 4
#: Words before a quotation among which "so-called" or "a sort of" decides, and those among which a verb of saying does.
_CLOSE: Final = 5
_NEAR: Final = 40
#: Of a single word in quotation marks (three tokens with its marks) only a verb as near as this tells who said it.
_ALONE: Final = 3
_CLOSER: Final = 12
_ENDS: Final = frozenset(".!?")
#: Words that lead a quotation in, yet say nothing of speech by themselves.
_WEAK: Final = frozenset(
    (
        "is",
        "was",
        "that",
        "are",
        "were",
        "be",
        "been",
        "ist",
        "war",
        "sei",
        "es",
        "era",
        "fue",
        "que",
        "est",
        "était",
        "as",
        "show",
        "series",
        "play",
        "als",
        "como",
        "comme",
    )
)
#: Superlatives in -est are longer than this.
_EST: Final = 4


@dataclass(frozen=True, slots=True)
class _Lists:
    """A language's lists; `phrases` finds by first word all phrases of a category, longest first."""

    language: str
    phrases: dict[FlagCategory, dict[str, tuple[tuple[str, ...], ...]]]
    spared: dict[FlagCategory, frozenset[tuple[str, ...]]]
    words: dict[str, frozenset[str]]
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    category: FlagCategory
    because: str


def find_flags(doc: Document, sentences: Sequence[Sentence]) -> tuple[Flag, ...]:
    """Mark the wording of a document's sentences.

    Returns the flags in order of the text; they may overlap. Titles, headings, captions and table rows are passed over.
    Cost: linear in the text's length.
    """
    language = served(doc.language)
    lists = _lists(language)
    held = _silent_places(doc)
    marks: list[_Mark] = []
    for sentence in sentences:
        if not held(sentence.start):
            marks.extend(_marks(doc, sentence, lists, language))
    marks.extend(_distancing_quotes(doc, lists, language))
    ordered = sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.category))
    return tuple(_flag(doc, number, mark) for number, mark in enumerate(ordered, 1))


def _flag(doc: Document, number: int, mark: _Mark) -> Flag:
    return Flag(
        id=f"m{number}",
        start=mark.start,
        end=mark.end,
        text=doc.text[mark.start : mark.end],
        category=mark.category,
        because=mark.because,
        made=MADE,
    )


class _silent_places:  # noqa: N801  a look-up that reads like a function
    """Whether an offset lies in a block that asserts nothing."""

    def __init__(self, doc: Document) -> None:
        silent = [block for block in doc.blocks if block.kind in _SILENT]
        self._starts = [block.start for block in silent]
        self._ends = [block.end for block in silent]

    def __call__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


@cache
def _lists(language: str) -> _Lists:
    tables = lexicon("sayso.marks")[language]
    phrases = {category: _by_first_word(tables[category]) for category in _BY_PHRASE}
    spared = {
        category: frozenset(tuple(phrase.split()) for phrase in tables.get(f"{category}_not", ()))
        for category in _BY_PHRASE
    }
    words = {name: frozenset(values) for name, values in tables.items()}
    return _Lists(language, phrases, spared, words, _saying_verbs(language))


def _saying_verbs(language: str) -> frozenset[str]:
    """The finite forms of the verbs with which somebody is quoted, that are no nouns as well."""
    tables = lexicon(f"sayso.{language}")
    irregular = tables.get("irregular", {})
    doubtful = set(tables["ambiguous"]["forms"])
    unquoted = tables["ambiguous"].get("unquoted", ())
    every = (entry.split()[0] for frame in _QUOTED for entry in tables["verbs"].get(frame, ()))
    verbs = (verb for verb in every if verb not in unquoted and "_" not in verb)
    made = (form for verb in verbs for form in INFLECT[language](verb, irregular))
    tenses = _FINITE | {"participle"} if language == "fr" else _FINITE
    return frozenset(form.form for form in made if form.tense in tenses and form.form not in doubtful)


def _by_first_word(phrases: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(_split(phrase))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(group, key=lambda parts: (-len(parts), parts))) for first, group in found.items()}


def _split(phrase: str) -> Iterator[str]:
    """A phrase as its tokens: "d’après" is two."""
    for word in phrase.split():
        head, mark, rest = word.partition("’")
        if mark and rest and len(head) <= 1:
            yield head + mark
            yield rest
        else:
            yield word


def _marks(doc: Document, sentence: Sentence, lists: _Lists, language: str) -> Iterator[_Mark]:
    row = tokens(fold(doc.text[sentence.start : sentence.end]), sentence.start, language)
    sourced = any(token.low in lists.words["cue"] for token in row)
    for at, token in enumerate(row):
        if token.kind not in {"word", "clitic"}:
            continue
        for category in _BY_PHRASE:
            if category == "superlative" and sourced:
                continue
            size = _phrase_size(row, at, category, lists)
            if size:
                yield _mark(row, at, at + size, category)
        if language == "en" and not sourced and _est(row, at, lists):
            yield _mark(row, at - 1, at + 1, "superlative")
        end = _vague_group(row, at, lists)
        if end:
            yield _mark(row, at, end, "weasel")
        if token.low in lists.words["distancing"] and not _names_somebody(row, at, lists):
            because = f"“{token.text}” keeps the author apart from the word that follows"
            yield _Mark(token.start, token.end, "distancing_quote", because)


def _names_somebody(row: Sequence[Token], at: int, lists: _Lists) -> bool:
    """Whether "llamado" only tells a name: "un usuario llamado Luis", "llamado @faro"."""
    if lists.language != "es" or at + 1 >= len(row):
        return False
    return row[at + 1].capital or row[at + 1].text in {"@", "#"}


def _mark(row: Sequence[Token], start: int, end: int, category: FlagCategory) -> _Mark:
    shown = " ".join(token.text for token in row[start:end])
    return _Mark(row[start].start, row[end - 1].end, category, _REASONS[category].format(shown))


def _phrase_size(row: Sequence[Token], at: int, category: FlagCategory, lists: _Lists) -> int:
    """How many tokens the phrase at `at` has; 0 where there is none, or it is part of one that is spared."""
    for parts in lists.phrases[category].get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(parts)]) == parts:
            if _is_name(row, at, len(parts)) or _spared(row, at, len(parts), lists.spared[category]):
                return 0
            return len(parts)
    return 0


def _is_name(row: Sequence[Token], at: int, size: int) -> bool:
    """Whether a single word is part of a name, such as the month "May"."""
    return size == 1 and at > 0 and row[at].capital and row[at - 1].kind == "word"


def _spared(row: Sequence[Token], at: int, size: int, spared: frozenset[tuple[str, ...]]) -> bool:
    for start in range(max(0, at - 2), at + 1):
        for end in range(max(at + size, start + 2), min(len(row), start + 4) + 1):
            if tuple(token.low for token in row[start:end]) in spared:
                return True
    return False


def _est(row: Sequence[Token], at: int, lists: _Lists) -> bool:
    """An English superlative in -est after "the", "its", "the world's"."""
    low = row[at].low
    if not (low.endswith("est") and len(low) > _EST) or low in lists.words["superlative_est_not"] or row[at].capital:
        return False
    return at > 0 and row[at - 1].low in lists.words["superlative_before"]


def _vague_group(row: Sequence[Token], at: int, lists: _Lists) -> int:
    """The end of "experts have been warning": a group without a name, and a verb of saying at most four words on."""
    if row[at].low not in lists.words["weasel_groups"] or _narrowed(row, at, lists):
        return 0
    for index in range(at + 1, min(len(row), at + 5)):
        low = row[index].low
        if low in lists.words["weasel_verbs"]:
            return index + 1
        if low not in lists.words["weasel_between"]:
            return 0
    return 0


def _narrowed(row: Sequence[Token], at: int, lists: _Lists) -> bool:
    """Whether a name before the group says more of who it is: "Oxford researchers"."""
    before = row[at - 1] if at else None
    if before is None or before.kind != "word" or not before.capital:
        return False
    return before.low not in lists.words["weasel_groups"] and before.low not in lists.words["weasel_before"]


def _distancing_quotes(doc: Document, lists: _Lists, language: str) -> Iterator[_Mark]:
    """Short quotations that nobody is said to have said: "a sort of “vacation”"."""
    blocks = [(block.start, block.end) for block in doc.blocks if block.kind not in _SILENT] or _lines(doc)
    for start, end in blocks:
        folded = fold(doc.text[start:end])
        quotes = quotations(folded, start)
        if quotes:
            row = tokens(folded, start, language)
            starts = [token.start for token in row]
            yield from (mark for quote in quotes if (mark := _distancing(row, starts, quote, lists)))


def _lines(doc: Document) -> list[tuple[int, int]]:
    if doc.blocks:
        return []
    found, at = [], 0
    for line in doc.text.splitlines(keepends=True):
        found.append((at, at + len(line.rstrip())))
        at += len(line)
    return found


def _distancing(row: Sequence[Token], starts: Sequence[int], quote: Quotation, lists: _Lists) -> _Mark | None:
    first, end = bisect_right(starts, quote.start - 1), bisect_right(starts, quote.end - 1)
    inner = [token for token in row[first:end] if token.kind in {"word", "number", "clitic"}]
    if not quote.closed or quote.depth or not 0 < len(inner) <= _SHORT or first == 0:
        return None
    before = row[first - 1]
    if before.kind == "mark" or _introduces(before, lists):
        return None
    near = any(token.low in lists.words["distancing_near"] for token in row[max(0, first - _CLOSE) : first])
    if not near and (
        _is_title(inner, before, lists) or _ends_in(row[end - 2 : end], "!?") or _spoken(row, first, end, lists)
    ):
        return None
    because = f"the quotation marks around “{' '.join(token.text for token in inner)}” quote nobody; they set the author apart from the word"
    return _Mark(quote.start, quote.end, "distancing_quote", because)


def _introduces(token: Token, lists: _Lists) -> bool:
    """Whether a word leads a quotation in: "said", "called"."""
    return token.low in lists.words["quoting"] and token.low not in lists.words["distancing_before"]


def _ends_in(last: Sequence[Token], marks: str) -> bool:
    """Whether a quotation ends with one of the marks: an outcry or a question is speech."""
    return any(token.text in marks for token in last)


def _is_title(inner: Sequence[Token], before: Token, lists: _Lists) -> bool:
    """Whether a quotation looks like the title of a work or a name: its first and last word have a capital.

    A German noun always has one: alone behind a small word, it tells nothing.
    """
    small = not before.capital or before.low in lists.words["distancing_before"]
    if lists.language == "de" and len(inner) == 1 and small:
        return False
    return inner[0].capital and inner[-1].capital


def _spoken(row: Sequence[Token], first: int, end: int, lists: _Lists) -> bool:
    """Whether a verb of saying or naming stands in the same sentence, so that somebody may be quoted."""
    strong = (lists.words["quoting"] | lists.words["cue"] | lists.verbs) - lists.words["distancing_before"] - _WEAK
    alone = end - first <= _ALONE
    before = takewhile(
        lambda token: token.text not in _ENDS, reversed(row[max(0, first - (_CLOSER if alone else _NEAR)) : first])
    )
    behind = takewhile(lambda token: token.text not in _ENDS, row[end : end + (_CLOSE if alone else _NEAR)])
    return any(token.low in strong for token in chain(before, behind))
