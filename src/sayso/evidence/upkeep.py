"""The words kept in step with the store: opened, checked, brought up to date, made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import tantivy

from sayso.model import Analysis, Problem, UsageError
from sayso.store import Change, Store
from sayso.version import __version__

from .passages import passages_of
from .terms import Concepts, passage_terms
from .wordindex import DamagedWordsError, WordIndex, Writer, guarded

#: How passages and terms are made; raised with every change to that, so that older words are made again.
_LAYOUT: Final = "5"
#: Passages after which the words are committed while many documents are taken in, so that a break loses little.
_BATCH: Final = 50_000
_T = TypeVar("_T")


class Upkeep:
    """The words of a store. What must change is changed under the index's lock, by `catch_up` and `remake` alone."""

    def __init__(
        self, path: Path | None, store: Store, concepts: Concepts, get: Callable[[str], Analysis | None]
    ) -> None:
        """Open the words in the folder `path` (None: in memory); `get` gives a document, or None where it is damaged."""
        self.note: Problem | None = None
        self._path = path
        self._store = store
        self._concepts = concepts
        self._get = get
        self._layout = "/".join(
            (_LAYOUT, __version__, getattr(tantivy, "__version__", ""), _called(concepts), store.name)
        )
        self._words: WordIndex | None = None
        self.reopen()

    @property
    def words(self) -> WordIndex:
        """The words; those of the store once `current` holds."""
        if self._words is None:
            raise DamagedWordsError("the words are not made yet")
        return self._words

    @property
    def current(self) -> bool:
        """Whether the words are those of the store as it is now."""
        return self._words is not None and self._words.marker.generation == self._store.generation

    def reopen(self) -> None:
        """See the words as they are on disk; where they are of no use, there are none, and `note` says why."""
        if self._path is None:
            self._words = self._words or WordIndex.new(None, self._layout)
            return
        try:
            self._words = WordIndex.open(self._path, self._layout)
        except DamagedWordsError as error:
            self._words = None
            self.note = _remade(f"{error}: made again from the store") if self._store.generation else None

    def remake(self) -> None:
        """Throw the words away and make them again; those of an empty store too, which carry its generation on disk."""
        self._words = self._new()
        _written(self._bring_on)

    def catch_up(self) -> None:
        """Do to the words what was done to the store since; raises UsageError "unreadable" where it cannot be written.

        A process that was killed can leave files in tantivy's way (a list of deleted passages that was never
        committed, whose name comes up again): then the words are made anew.
        """
        if self.current:
            return
        if self._words is not None and self._words.marker.generation <= self._store.generation:
            try:
                guarded(self._bring_on)
            except DamagedWordsError as error:
                self.note = _remade(f"{error}: made again from the store")
            else:
                return
        self._words = self._new()
        _written(self._bring_on)

    def _bring_on(self) -> None:
        writer = self.words.writer()
        try:
            self._apply(writer)
        finally:
            writer.finish()

    def close(self) -> None:
        """Let go of the files, and of tantivy's threads with them."""
        self._words = None

    def damage(self) -> str:
        """What is wrong with the files of the words, or nothing."""
        try:
            if self._path is not None:
                WordIndex.open(self._path, self._layout, anew=True)
        except DamagedWordsError as error:
            return str(error)
        return ""

    def _new(self) -> WordIndex:
        return _written(lambda: WordIndex.new(self._path, self._layout))

    def _apply(self, writer: Writer) -> None:
        generation = self._store.generation
        for change in self._store.changes(self.words.marker.generation):
            self._apply_one(writer, change)
            if writer.pending >= _BATCH:
                writer.commit(change.generation)
        writer.commit(generation)

    def _apply_one(self, writer: Writer, change: Change) -> None:
        writer.remove(change.uri)
        analysis = None if change.removed else self._get(change.uri)
        if analysis is None:
            return
        indexed = passages_of(analysis)
        terms = passage_terms(analysis, indexed, self._concepts)
        places = ((one.passage.start, one.passage.end) for one in indexed)
        writer.add(change.uri, ((start, end, found) for (start, end), found in zip(places, terms, strict=True)))


def _called(concepts: Concepts) -> str:
    """A name for where concepts come from: words made with others are made again."""
    named = concepts if hasattr(concepts, "__qualname__") else type(concepts)
    return f"{named.__module__}.{named.__qualname__}"


def _remade(message: str) -> Problem:
    return Problem(code="changed-index", message=message, hint="nothing is to be done; no document was lost")


def _written(do: Callable[[], _T]) -> _T:
    """What `do` gives, with tantivy's failures as errors that say the mend."""
    try:
        return guarded(do)
    except DamagedWordsError as error:
        raise UsageError(
            "unreadable", f"the words cannot be written: {error}", "free space on the disk, then try again"
        ) from error
