"""The vectors kept in step with the store: opened, forgotten where a document is gone, made where it has none."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import repeat
from pathlib import Path
from typing import Final, TypeVar

from sayso.language.kernels import threads
from sayso.model import Analysis, Problem, UsageError
from sayso.store import Store

from .meaning import Encoder, Meaning
from .passages import passages_of
from .vectorlist import LIST
from .vectors import DamagedVectorsError, New, OtherVectorsError, VectorIndex

#: Told what is being done, how many are done, and of how many.
Progress = Callable[[str, int, int], None]

#: How passages become texts for the encoder, and how rows are kept; raised with every change to that, so that older vectors are made again.
_LAYOUT: Final = "2"
#: Seconds of making after which what was made is written, so that a break loses little.
_PACE: Final = 5.0
#: Texts that a thread makes vectors of at once: an encoder runs on one thread and lets go of Python's lock meanwhile.
_PART: Final = 4
_AGAIN: Final = "make them again with `sayso index vectors`"
_T = TypeVar("_T")


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class VectorKeep:
    """The vectors of a store. They are changed under the index's lock; a document without any is found by its words."""

    def __init__(
        self, path: Path | None, store: Store, encoder: Encoder, get: Callable[[str], Analysis | None]
    ) -> None:
        """Open the vectors in the folder `path` (None: in memory), if there are any; `get` gives a document, or None where it is damaged."""
        self.note: Problem | None = None
        self._path = path
        self._store = store
        self._encoder = encoder
        self._get = get
        self._vectors: VectorIndex | None = None
        self.reopen()

    @property
    def vectors(self) -> VectorIndex | None:
        """The vectors, where there are any; those of the store's documents once `current` holds."""
        return self._vectors

    @property
    def current(self) -> bool:
        """Whether nothing is kept here of what was since changed in the store."""
        return self._vectors is None or self._vectors.generation == self._store.generation

    def encoder(self) -> Meaning | None:
        """What makes vectors, where there is such a thing."""
        return self._encoder()

    def reopen(self) -> None:
        """See the vectors as they are on disk; where they are of no use, there are none, and `note` says why."""
        if self._path is None or not (self._path / LIST).exists():
            return
        encoder = self._encoder()
        if encoder is None:
            return
        try:
            self._vectors = VectorIndex.open(self._path, self._layout(encoder))
        except DamagedVectorsError as error:
            self._vectors = None
            self.note = Problem(code="changed-index", message=str(error), hint=_AGAIN)
        else:
            self.note = _left_out(self._vectors.damaged) if self._vectors else None

    def forget(self) -> None:
        """Let go of the vectors of what was changed or removed in the store since; raises UsageError "unreadable" where that cannot be written."""
        self._see()
        found = self._vectors
        if found is None or self.current:
            return
        generation = self._store.generation
        if (
            found.generation > generation
        ):  # the store is an older one, from a backup: what is here may be of what it never held
            self._vectors = self._new()
            return
        changed = [change.uri for change in self._store.changes(found.generation)]
        _written(lambda: found.change(generation, [uri for uri in changed if uri in found]))

    def missing(self) -> list[str]:
        """The documents that have no vectors, in order of uri."""
        return [uri for uri in self._store.uris() if self._vectors is None or uri not in self._vectors]

    def make(self, lock: Callable[[], AbstractContextManager[None]], progress: Progress) -> int:
        """Make the vectors of the documents that have none; gives of how many. A break loses the last seconds' work at most.

        `lock` is held for as long as it takes to write; what was changed meanwhile is left for the next time. Raises UsageError as `forget` does.
        """
        encoder = self._encoder()
        if encoder is None:
            return 0
        with lock():
            self.forget()
            if self._vectors is None:
                self._vectors = self._new()
        missing = self.missing()
        pending: list[tuple[int, New]] = []
        written = time.monotonic()
        try:
            for number, (generation, made) in enumerate(self._made(encoder, missing)):
                pending.append((generation, made))
                progress("making vectors", number + 1, len(missing))
                if time.monotonic() - written > _PACE:
                    pending = self._put(lock, pending)
                    written = time.monotonic()
        finally:  # what was made is kept, also where a person breaks off
            self._put(lock, pending)
        self.note = None
        return len(missing)

    def damage(self) -> list[tuple[str | None, str]]:
        """What is wrong with the vectors on disk: a document's uri, or None, and words for it."""
        found, encoder = self._vectors, self._encoder()
        if self._path is None or encoder is None or not (self._path / LIST).exists():
            return []
        try:
            seen = VectorIndex.open(self._path, self._layout(encoder))
        except OtherVectorsError:
            return []
        except DamagedVectorsError as error:
            return [(None, str(error))]
        known = found or seen
        harmed = sorted({uri for uri in self._store.uris() if uri in known and uri not in seen} | set(seen.damaged))
        self._vectors = seen
        return [(uri, f"the vectors of {uri} are damaged") for uri in harmed]

    def close(self) -> None:
        """Let go of the files."""
        if self._vectors is not None:
            self._vectors.close()
        self._vectors = None

    def _see(self) -> None:
        """Open the vectors again where another process changed them."""
        if self._path is not None and (self._vectors is None or not self._vectors.latest):
            self.reopen()

    def _made(self, encoder: Meaning, uris: list[str]) -> Iterator[tuple[int, New]]:
        """The vectors of documents, with the generation at which each was last changed; those that are damaged are left out."""
        import numpy as np

        with ThreadPoolExecutor(threads()) as pool:
            for uri in uris:
                generation = self._store.generation
                analysis = self._get(uri)
                if analysis is None:
                    continue
                indexed = passages_of(analysis)
                places = np.array([(one.passage.start, one.passage.end) for one in indexed], np.int32).reshape(-1, 2)
                texts, language = [one.passage.text for one in indexed], analysis.document.language
                parts = [texts[at : at + _PART] for at in range(0, len(texts), _PART)] or [texts]
                rows = pool.map(encoder.vectors, parts, repeat(language))
                yield generation, New(uri, language, places, np.concatenate(list(rows)))

    def _put(
        self, lock: Callable[[], AbstractContextManager[None]], pending: list[tuple[int, New]]
    ) -> list[tuple[int, New]]:
        """Write what was made of documents that were not changed since; gives what is then left to write: nothing."""
        if not pending:
            return []
        with lock():
            self.forget()
            found = self._vectors
            if found is not None:
                oldest = min(generation for generation, _ in pending)
                changed = {change.uri: change.generation for change in self._store.changes(oldest)}
                kept = [made for generation, made in pending if changed.get(made.uri, 0) <= generation]
                _written(lambda: found.change(found.generation, [], kept))
        return []

    def _new(self) -> VectorIndex | None:
        encoder = self._encoder()
        if encoder is None:
            return None
        layout, generation = self._layout(encoder), self._store.generation
        return _written(lambda: VectorIndex.new(self._path, layout, encoder.width, generation))

    def _layout(self, encoder: Meaning) -> str:
        return f"{_LAYOUT}/{encoder.name}/{self._store.name}"


def _left_out(damaged: tuple[str, ...]) -> Problem | None:
    """What is told of documents whose vectors are damaged: they are found by words, names and figures alone."""
    if not damaged:
        return None
    more = f" and {len(damaged) - 1} more" if damaged[1:] else ""
    message = f"the vectors of {damaged[0]}{more} are damaged and left out: found by words alone"
    return Problem(code="changed-index", message=message, hint=_AGAIN)


def _written(do: Callable[[], _T]) -> _T:
    """What `do` gives, with the system's failures as errors that say the mend."""
    try:
        return do()
    except (OSError, sqlite3.Error) as error:
        raise UsageError(
            "unreadable", f"the vectors cannot be written: {error}", "free space on the disk, then try again"
        ) from error
