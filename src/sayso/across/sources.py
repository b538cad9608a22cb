"""Sources outside the documents of a thread, and which of their names are of one: "the interior ministry", "Innenministerium", its spokeswoman."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from sayso.align import Word, cognates, read_words
from sayso.evidence import outlet_keys
from sayso.evidence.named import telling_words
from sayso.language import fold
from sayso.language.words import terms, words

from .named_abroad import NamesAbroad

#: Words for what a body has published, and for who speaks for it, which are not whose it is.
_PAPERS: Final = frozenset(
    f"concept:{name}" for name in ("study", "report", "survey", "analysis", "statement", "spokesperson")
)
#: Concepts that name one field of a ministry or an office, as languages have it.
_FIELDS: Final = (("traffic", "transport"), ("work", "job"), ("school", "education"))
#: So many names with one word are held against each other.
_MOST: Final = 24


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A source as a text has it: its name, the words of the mention ("Anna Berg, a spokeswoman for the ministry"), its language."""

    name: str
    words: str
    language: str
    person: bool = False


class Sources:
    """The sources that some mentions are of. In any order of the mentions the same comes out."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Sort the mentions by whom they are of."""
        counts = Counter(mentions)
        self._mentions = sorted(counts)
        self._root = list(range(len(self._mentions)))
        for one, other in _met(self._mentions):
            self._join(one, other)
        named: dict[int, Counter[tuple[bool, str]]] = defaultdict(Counter)
        for at, mention in enumerate(self._mentions):
            named[self._find(at)][mention.person, _folded(mention.name)] += counts[mention]
        # a body rather than who speaks for it, then what it is most often called
        self._names = {
            root: min(found, key=lambda one: (one[0], -found[one], len(one[1]), one[1]))[1]
            for root, found in named.items()
        }
        self._at = {mention: at for at, mention in enumerate(self._mentions)}
        self._by_stem: dict[tuple[str, str], list[int]] = defaultdict(list)
        # whose names have a stem among others, each name once
        self._heads: dict[tuple[str, str], dict[frozenset[str], set[int]]] = defaultdict(dict)
        for at, mention in enumerate(self._mentions):
            if not mention.person:
                stems = _stems(mention.name, mention.language)
                for stem in sorted(stems)[:1]:
                    self._by_stem[mention.language, stem].append(at)
                for stem in stems:
                    self._heads[mention.language, stem].setdefault(stems, set()).add(self._find(at))
        wanted = {at: _sense(mention.name, mention.language) for at, mention in enumerate(self._mentions)}
        self._abroad = NamesAbroad({at: one for at, one in wanted.items() if len(one) > 1 and _is_named(one)})

    def node(self, mention: Mention) -> str:
        """The node of a source: `s:` and the name that it is most often called by, in lower case and without accents."""
        return f"s:{self._names[self._find(self._at[mention])]}"

    def within(self, text: str, language: str) -> str | None:
        """The one body whose name stands in a text with all its telling words; None where there is none, or more than one."""
        stems = _stems(text, language)
        asked = (at for stem in stems for at in self._by_stem.get((language, stem), ()))
        return self._only(self._find(at) for at in asked if _stems(self._mentions[at].name, language) <= stems)

    def headed(self, word: str, language: str) -> str | None:
        """The one body of which a word is part of the name ("the trust"); None where there is none, or more than one."""
        stems = _stems(word, language)
        named = self._heads.get((language, min(stems)), {}) if stems else {}
        return self._only(root for name, roots in named.items() if stems < name for root in roots)

    def named_in(self, text: str, language: str) -> str | None:
        """The one source whose telling words, two or more, all stand in a text of another language, as they are or as cognates."""
        met = self._abroad.within(read_words(text, language))
        return self._only(self._find(at) for at in met if self._mentions[at].language != language)

    def _only(self, roots: Iterable[int]) -> str | None:
        """The node of the one source that is found; None where there is none, or more than one. After two no more are asked for."""
        first = None
        for root in roots:
            if first is not None and root != first:
                return None
            first = root
        return None if first is None else f"s:{self._names[first]}"

    def _find(self, at: int) -> int:
        while self._root[at] != at:
            self._root[at] = at = self._root[self._root[at]]
        return at

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._root[second] = first


def _folded(name: str) -> str:
    return " ".join(words(fold(name).text)) or name.casefold()


def _met(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions that are of one source. A short name that fits several longer ones that are not of one source is none of them."""
    fits: dict[int, list[int]] = defaultdict(list)
    for one, other in _candidates(mentions):
        if _same(mentions[one], mentions[other]):
            yield one, other
        else:
            for short, long in ((one, other), (other, one)):
                if _is_short_for(mentions[short], mentions[long]):
                    fits[short].append(long)
    for short, longer in fits.items():
        if all(one == longer[0] or _akin(mentions[one], mentions[longer[0]]) for one in longer):
            yield from ((short, one) for one in longer)


def _candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs that have a word in common, or a concept."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        seen: set[int] = set()
        for key in sorted(_keys(mention)):
            seen.update(by_key[key][:_MOST])
            by_key[key].append(at)
        yield from ((other, at) for other in sorted(seen))


def _keys(mention: Mention) -> frozenset[str]:
    own = (key for word in read_words(mention.words, mention.language) for key in word.keys)
    return frozenset(
        (*own, *_stems(mention.words, mention.language), *(f"o:{key}" for key in outlet_keys(mention.name)))
    )


def _same(one: Mention, other: Mention) -> bool:
    mine, theirs = _stems(one.name, one.language), _stems(other.name, other.language)
    if mine and mine == theirs:
        return True
    if set(outlet_keys(one.name)) & set(outlet_keys(other.name)):
        return True
    return one.language != other.language and _means(one.name, one.language, other.name, other.language)


def _means(name: str, language: str, other: str, other_language: str) -> bool:
    """Whether two names of two languages mean one body: half of either's words meet, and what is left does not set them apart.

    What sets apart: concepts that only one has, on both sides ("interior", "finance"), or names ("Bremen", "Hamburg").
    """
    mine, theirs = _sense(name, language), _sense(other, other_language)
    left, right = _unmet(mine, theirs), _unmet(theirs, mine)
    if not mine or not theirs or 2 * len(left) > len(mine) or 2 * len(right) > len(theirs):
        return False
    apart = _concepts(mine, theirs, language) and _concepts(theirs, mine, other_language)
    return not apart and not (_is_named(left) and _is_named(right))


@lru_cache(maxsize=4096)
def _sense(name: str, language: str) -> tuple[Word, ...]:
    """The words of a name, without "report", "study" and the like where others are left; "traffic" is "transport" in a ministry's."""
    found = read_words(name, language)
    kept = tuple(word for word in found if not word.keys & _PAPERS) or found
    return tuple(replace(word, keys=word.keys | _fields(word.keys)) for word in kept)


def _fields(keys: frozenset[str]) -> frozenset[str]:
    """The concepts that stand for the same field as one of some keys."""
    sides = (side for one, other in _FIELDS for side in ((one, other), (other, one)))
    return frozenset(f"concept:{other}" for one, other in sides if f"concept:{one}" in keys)


def _unmet(mine: Sequence[Word], theirs: Sequence[Word]) -> list[Word]:
    """The words that no word of the other name meets."""
    keys = frozenset(key for word in theirs for key in word.keys)
    return [word for word in mine if not (word.keys & keys or cognates(word, theirs))]


def _concepts(mine: Sequence[Word], theirs: Sequence[Word], language: str) -> frozenset[str]:
    """The concepts that the other name lacks: those of words that are not met, and in German those of parts of compounds."""
    other = frozenset(key for word in theirs for key in word.keys)
    asked = mine if language == "de" else _unmet(mine, theirs)
    return frozenset(key for word in asked for key in word.keys if key.startswith("concept:")) - other


def _is_named(words_: Sequence[Word]) -> bool:
    return any(word.text[:1].isupper() and not word.bridged for word in words_)


def _is_short_for(short: Mention, long: Mention) -> bool:
    """Whether all telling words of a name stand in another one's mention: "the ministry", "Anna Berg of the interior ministry"."""
    mine = _stems(short.name, short.language)
    return short.language == long.language and bool(mine) and mine < _stems(long.words, long.language)


@lru_cache(maxsize=4096)
def _stems(name: str, language: str) -> frozenset[str]:
    """The telling words of a name without their endings ("Landeskriminalamts" is "Landeskriminalamt"), and without "report" and the like where others are left."""
    found = telling_words(name)
    kept = [word for word in found if not _is_paper(word, language)] or found
    return frozenset(stem for word in kept for stem in terms(word, language) or [word])


def _is_paper(word: str, language: str) -> bool:
    return any(one.keys & _PAPERS for one in read_words(word, language))


def _akin(one: Mention, other: Mention) -> bool:
    return _same(one, other) or _is_short_for(one, other) or _is_short_for(other, one)
