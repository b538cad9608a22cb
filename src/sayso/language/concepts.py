"""Which of a thousand ideas of the news a text speaks of, in words of English, German, Spanish, French, Italian or Portuguese.

"Rückkehrer", "returnee" and "retornado" are one concept. This is the bridge between a claim in one language and a
passage in another where no vectors are at hand. The words lie in `data/concepts.toml`, which explains their notation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from .lexicon import SERVED, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The languages that have a column in the list, in its order.
BRIDGED: Final = (*SERVED, "it", "pt")
#: Endings that a stem marked "+" may take.
_ENDINGS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(("", "s", "es", "ed", "d", "ing", "ings", "er", "ers", "ly")),
    "de": frozenset(
        ("", "e", "en", "er", "es", "em", "n", "s", "ern", "ens", "t", "te", "ten", "tet", "end", "ende", "enden")
    ),
    "es": frozenset(("", "s", "es", "o", "a", "e", "os", "as")),
    "fr": frozenset(("", "s", "e", "es", "x", "ee", "ees", "er")),
    "it": frozenset(("", "o", "a", "i", "e", "io", "ia", "ie", "hi", "he", "ii")),
    "pt": frozenset(("", "s", "es", "o", "a", "os", "as", "e", "is", "eis")),
}
_LONGEST_ENDING: Final = 5
#: A German stem of this length may close a compound; shorter ones only where the list marks them with a star in front.
_COMPOUND_TAIL: Final = 6
_COMPOUND_HEAD: Final = 4
_SHORTEST_TAIL: Final = 3
_JOINTS: Final = ("", "s", "n", "en", "es", "er")
_TAIL_ENDINGS: Final = _ENDINGS["de"] | {"in", "innen"}
#: What an entry without a mark may take at the close of a compound: "Stadtrats", but not "Demokraten".
_GENITIVE: Final = ("", "s", "es")
_PARTICLES: Final = (
    "an", "ab", "auf", "aus", "bei", "ein", "mit", "nach", "vor", "zu", "um", "los", "her", "hin", "weg", "bekannt",
    "durch", "fest", "frei", "gegen", "heraus", "herum", "hervor", "hinter", "miss", "nieder", "statt", "teil", "uber",
    "unter", "voll", "voraus", "weiter", "wider", "wieder", "zuruck", "zusammen",
)  # fmt: skip
#: Heads that make another verb rather than a compound: "misshandelt" and "angekündigt" speak of no trade, no dismissal.
_NO_HEADS: Final = frozenset(
    particle + joint for particle in _PARTICLES for joint in ("", "ge", "zu", "be", "ver", "er")
)
_PHRASE_KEY: Final = 3
_BLOCKED: Final = "none"
_COMMON: Final = "common"

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_WORD: Final = re.compile(r"[^\W_]+|[$€£%]")
_WORDS_OF_ENTRY: Final = re.compile(r"[^\s*+]+[*+]?")

_SHORTEST_COGNATE: Final = 4
_SHARED_START: Final = 5
#: Spellings that differ between the languages and sound alike, in the order in which they are evened out.
_ALIKE: Final = (
    ("ph", "f"), ("th", "t"), ("sch", "s"), ("sh", "s"), ("ch", "k"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("y", "i"),
    ("z", "s"), ("x", "ks"), ("w", "v"), ("oe", "o"), ("ae", "a"), ("ou", "u"), ("j", "i"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[tuple[str, str], ...]  # each word's stem, and "", "+" or "*"
    concept: str


@dataclass(slots=True)
class _Table:
    """One language's words: whole, with endings, by their beginning, as the close of a compound; and phrases."""

    language: str
    exact: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    whole_tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    longest: int = 0


def plain(text: str) -> str:
    """`text` in lower case, without accents and ligatures: "Flüchtling" is "fluchtling", "Größe" is "grosse"."""
    lowered = text.casefold().translate(_LIGATURES)
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char))


def plain_words(text: str) -> list[str]:
    """The words of `text` as `concepts` takes them; hyphens and apostrophes part words, "$" and "%" are some."""
    return _WORD.findall(plain(text))


@lru_cache(maxsize=64)
def bridged(language: str) -> str:
    """The column to use for a language: its own where there is one, else that of English."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in BRIDGED else "en"


def concepts(words: Sequence[str], language: str) -> tuple[str, ...]:
    """The concepts that `words` speak of, each once, in the order of the text.

    `words` are plain (see `plain_words`); `language` is a BCP 47 tag, read as English where it has no column. A phrase
    ("circle of friends") takes up its words; a German compound gives the concepts of both its parts.
    """
    return tuple(dict.fromkeys(name for _, names in concept_spans(words, language) for name in names))


def concept_spans(words: Sequence[str], language: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Walk over `words`: how many words come next as one (a phrase, or a single word), and their concepts, if any."""
    column, at = bridged(language), 0
    while at < len(words):
        phrases, names = _begins(words[at], column)
        taken, joint = _longest(phrases, words, at, column) if phrases else (0, ())
        yield (taken, joint) if taken else (1, names)
        at += taken or 1


@lru_cache(maxsize=1 << 16)
def _begins(word: str, language: str) -> tuple[tuple[_Phrase, ...], tuple[str, ...]]:
    """The phrases that may begin with a word, and what it is by itself; of most words there are none."""
    return _phrases_from(word, language), word_concepts(word, language)


def phrase_at(words: Sequence[str], at: int, language: str) -> tuple[int, tuple[str, ...]]:
    """How many of the plain `words` from `at` on are a phrase (two or more; 0 for none), and its concepts."""
    column = bridged(language)
    return _longest(_phrases_from(words[at], column), words, at, column)


def begins_phrase(word: str, language: str) -> bool:
    """Whether a phrase may begin with a plain word."""
    return bool(_phrases_from(word, bridged(language)))


@lru_cache(maxsize=1 << 16)
def word_concepts(word: str, language: str) -> tuple[str, ...]:
    """The concepts of one plain word in a language of BRIDGED; empty where it has none."""
    table = _table(language)
    names, covered = _whole(word, table)
    if language == "de" and len(word) >= _COMPOUND_HEAD + _SHORTEST_TAIL:
        at, closing = _tail(word, max(covered, _COMPOUND_HEAD), table)
        names = (*(names or _head(word[:at], table)), *closing)
    return tuple(dict.fromkeys(name for name in names if name != _BLOCKED))


def is_common(concept: str) -> bool:
    """Whether a concept is of every day ("make", "very") and says little of what a text is about."""
    return concept in _names()[1]


@cache
def _themes() -> dict[str, str]:
    blocks = lexicon("concepts").items()
    return {line.split("|", 1)[0].strip(): theme for theme, block in blocks for line in block.strip().splitlines()}


def concept_theme(concept: str) -> str:
    """The theme that a concept is listed under ("people", "acts"); empty for what is no concept."""
    return _themes().get(concept, "")


def concept_names() -> tuple[str, ...]:
    """All concepts' names, in the order of the list."""
    return _names()[0]


@lru_cache(maxsize=65_536)
def cognate(a: str, b: str) -> float:
    """How alike two plain words of different languages are, from 0 to 1; 0.7 and more mostly means one origin.

    The larger of two measures on words whose spellings are evened out ("ph" and "f", "k" and "c"): the share of their
    letter pairs and triples in common (Dice), and a common beginning of five letters or more. Words under four letters,
    or more than twice as long as the other, have 0 unless they are the same.
    """
    if a == b:
        return 1.0
    left, right = _even(a), _even(b)
    short, long = sorted((left, right), key=len)
    if len(short) < _SHORTEST_COGNATE or len(long) > 2 * len(short) + 1:
        return 0.0
    return max(_dice(left, right), _common_start(short, long))


@dataclass(frozen=True, slots=True)
class Spelling:
    """What `cognate` reads of one word: its pairs and triples of letters, evened out, and its beginning; empty where that is too short to tell.

    Two words of a likeness above 0 that are not the same share so many grams, twice over all of both, or else the beginning.
    """

    grams: frozenset[str]
    start: str


def spelling(word: str) -> Spelling:
    """How a plain word is spelt."""
    even = _even(word)
    return Spelling(_grams(even), even[:_SHARED_START] if len(even) >= _SHARED_START else "")


@lru_cache(maxsize=1 << 15)
def _even(word: str) -> str:
    for written, alike in _ALIKE:
        word = word.replace(written, alike)
    if word.startswith("dis"):
        word = "des" + word[3:]
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=1 << 15)
def _grams(word: str) -> frozenset[str]:
    """Pairs and triples of letters, the first letters marked, as a beginning tells more than an end."""
    marked = "^" + word
    return frozenset(marked[at : at + size] for size in (2, 3) for at in range(len(marked) - size + 1))


def _dice(a: str, b: str) -> float:
    left, right = _grams(a), _grams(b)
    return 2 * len(left & right) / (len(left) + len(right))


def _common_start(short: str, long: str) -> float:
    size = next((at for at, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return 0.9 * 2 * size / (len(short) + max(len(short), 0.7 * len(long))) if size >= _SHARED_START else 0.0


def _longest(phrases: Sequence[_Phrase], words: Sequence[str], at: int, language: str) -> tuple[int, tuple[str, ...]]:
    """How many words the longest phrase at `at` takes, and the concepts of all phrases of that length."""
    taken, names = 0, list[str]()
    for phrase in phrases:
        size = len(phrase.parts)
        if size < max(taken, 2) or not _matches(phrase, words[at : at + size], language):
            continue
        if size > taken:
            taken, names = size, []
        names.append(phrase.concept)
    return taken, tuple(name for name in names if name != _BLOCKED)


@lru_cache(maxsize=1 << 16)
def _phrases_from(word: str, language: str) -> tuple[_Phrase, ...]:
    """The phrases that may begin with a word."""
    found = _table(language).phrases.get(word[:_PHRASE_KEY], ())
    return tuple(phrase for phrase in found if _fits(word, *phrase.parts[0], language))


def _matches(phrase: _Phrase, words: Sequence[str], language: str) -> bool:
    if len(words) < len(phrase.parts):
        return False
    return all(_fits(word, stem, mark, language) for word, (stem, mark) in zip(words, phrase.parts, strict=True))


def _fits(word: str, stem: str, mark: str, language: str) -> bool:
    if not mark:
        return word == stem
    return word.startswith(stem) and (mark == "*" or word[len(stem) :] in _ENDINGS[language])


def _whole(word: str, table: _Table) -> tuple[tuple[str, ...], int]:
    """The concepts of the entries that hold for the word from its first letter, and how many letters they account for.

    Those are the word itself and its stem with an ending; where the word itself is no entry, the longest beginning too.
    """
    exact = table.exact.get(word, [])
    for size in range(min(len(word), table.longest), 1, -1):
        stem, ending = word[:size], word[size:]
        names = list(table.stems.get(stem, ())) if ending in _ENDINGS[table.language] else []
        if not exact:
            names += table.prefixes.get(stem, ())
        if names:
            return (*exact, *names), len(word) if exact else size
    return tuple(exact), len(word) if exact else 0


def _tail(word: str, first: int, table: _Table) -> tuple[int, tuple[str, ...]]:
    """Where the longest entry that closes a German compound begins, from letter `first` on, and its concepts."""
    for start in range(first, len(word) - _SHORTEST_TAIL + 1):
        if word[:start] not in _NO_HEADS:
            names = _closing(word[start:], table)
            if names:
                return start, names
    return 0, ()


def _head(head: str, table: _Table) -> tuple[str, ...]:
    """The concepts of a German compound's first part, with or without the letters that join it to the next."""
    for joint in _JOINTS:
        if head.endswith(joint):
            names, covered = _whole(head[: len(head) - len(joint)], table)
            if names and covered >= _SHORTEST_TAIL:
                return names
    return ()


def _closing(tail: str, table: _Table) -> tuple[str, ...]:
    for size in range(len(tail), max(len(tail) - _LONGEST_ENDING, _SHORTEST_TAIL) - 1, -1):
        stem, ending = tail[:size], tail[size:]
        names = table.tails.get(stem) if ending in _TAIL_ENDINGS else None
        if names is None and ending in _GENITIVE:
            names = table.whole_tails.get(stem)
        if names:
            return tuple(names)
    return ()


@cache
def _table(language: str) -> _Table:
    table = _Table(language)
    column = BRIDGED.index(language)
    for name, cells in _lines():
        for entry in plain(cells[column]).split(","):
            _enter(table, entry.strip(), name)
    return table


def _lines() -> Iterator[tuple[str, list[str]]]:
    """Each line of the list: the concept's name and its cells, one a language, in the order of BRIDGED."""
    for theme, block in lexicon("concepts").items():
        for line in block.strip().splitlines():
            name, *cells = (cell.strip() for cell in line.split("|"))
            yield _BLOCKED if theme == _BLOCKED else name, cells


@cache
def _names() -> tuple[tuple[str, ...], frozenset[str]]:
    blocks = lexicon("concepts")
    by_theme = {
        theme: [line.split("|", 1)[0].strip() for line in block.strip().splitlines()] for theme, block in blocks.items()
    }
    names = [name for theme, listed in by_theme.items() if theme != _BLOCKED for name in listed]
    return tuple(dict.fromkeys(names)), frozenset(by_theme.get(_COMMON, ()))


def _enter(table: _Table, entry: str, name: str) -> None:
    if not entry:
        return
    parts = tuple(_stem_and_mark(part) for part in _WORDS_OF_ENTRY.findall(entry))
    if len(parts) > 1:
        table.phrases[parts[0][0][:_PHRASE_KEY]].append(_Phrase(parts, name))
        return
    stem, mark = parts[0]
    place = {"": table.exact, "+": table.stems, "*": table.prefixes}[mark]
    if name not in place[stem]:
        place[stem].append(name)
    table.longest = max(table.longest, len(stem))
    if table.language == "de" and mark and (entry.startswith("*") or len(stem) >= _COMPOUND_TAIL):
        table.tails[stem].append(name)
    elif table.language == "de" and entry.startswith("*"):
        table.whole_tails[stem].append(name)


def _stem_and_mark(word: str) -> tuple[str, str]:
    return (word[:-1], word[-1]) if word[-1] in "*+" else (word, "")
