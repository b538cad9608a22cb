"""Names of which all words stand in a text of another language, as they are or as cognates; by an index of their words, so that none is passed over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sayso.align import Word, cognates

_Keys: TypeAlias = frozenset[str]


class NamesAbroad:
    """Names by their words. A text's words are looked up once each, however many texts have them."""

    def __init__(self, names: Mapping[int, Sequence[Word]]) -> None:
        """Index names, each by a number. Cost: linear in their words."""
        self._names = {at: frozenset(word.keys for word in name) for at, name in names.items()}
        count = Counter(keys for name in self._names.values() for keys in name)
        self._at: dict[_Keys, list[int]] = defaultdict(list)
        for at, name in self._names.items():
            # under its rarest word: "ministry" is part of many names
            self._at[min(name, key=lambda keys: (count[keys], sorted(keys)))].append(at)
        self._by_key: dict[str, list[_Keys]] = defaultdict(list)
        self._by_letter: dict[str, list[Word]] = defaultdict(list)
        for word in {word.keys: word for name in names.values() for word in name}.values():
            for key in word.keys:
                self._by_key[key].append(word.keys)
            self._by_letter[word.stem[:1]].append(word)
        self._met: dict[_Keys, frozenset[_Keys]] = {}

    def within(self, text: Iterable[Word]) -> Iterator[int]:
        """The numbers of the names of which all words meet one of a text's, in no order."""
        met = frozenset(keys for word in text for keys in self._meets(word))
        return (at for keys in met for at in self._at.get(keys, ()) if self._names[at] <= met)

    def _meets(self, word: Word) -> frozenset[_Keys]:
        """The words of names that are a text's word, by their keys."""
        found = self._met.get(word.keys)
        if found is None:
            same = (keys for key in word.keys for keys in self._by_key.get(key, ()))
            near = (one.keys for one in self._by_letter.get(word.stem[:1], ()) if cognates(one, (word,)))
            found = self._met[word.keys] = frozenset((*same, *near))
        return found
