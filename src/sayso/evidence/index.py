"""The index: source documents in a store, and beside it the words by which their passages are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from sayso.model import Analysis, Problem, Searched, SourceDocument, UsageError
from sayso.store import Record, Store

from .folder import LOCK, STORE, VECTORS, WORDS, make_folder, need_index
from .fusion import Sense, find_both
from .hand import AT_MOST_WHOLE, AtHand, ReadOn, is_whole
from .lock import writing
from .meaning import Encoder, no_encoder
from .named import Names
from .passages import Indexed, passage_at, passages_of
from .search import Candidate, Hit, Weighed, find, weigh
from .terms import BOOSTS, Concepts, Query, no_concepts, query_terms
from .together import moved, row_of
from .upkeep import Upkeep
from .vectorkeep import Progress, VectorKeep, no_progress
from .wordindex import WordIndex

#: How long to wait for another process that changes the index, in seconds.
PATIENCE: Final = 5.0
#: What says that a document is known in part.
_CUT: Final = frozenset(("text-cut", "cut-short", "internal"))
#: Documents that `add_many` writes at once.
_TOGETHER: Final = 100

_REBUILD: Final = "make the words again with `sayso index rebuild`"
_T = TypeVar("_T")


class Index:
    """Source documents that can be searched. Use it as a context manager, in one thread.

    The store is the truth: a document is safe when `add` returns, whatever happens then. The words are made of it and
    carry its generation; where they are behind, damaged or of another version, they are mended from the store when the
    index is opened or searched, and `notes` says so.
    """

    def __init__(self, path: Path | None, store: Store, concepts: Concepts, encoder: Encoder, read_on: ReadOn) -> None:
        """Put an index around an open store; callers use `create` and `open`."""
        self.path = path
        self._store = store
        self._concepts = concepts
        self._held = ExitStack()
        self._writing = False
        self._counts: dict[tuple[str, ...], int] = {}
        self._damaged: dict[str, Problem] = {}
        self._cut: dict[str, Problem] = {}
        self._seen = store.generation
        self._analysis = AtHand(store.get)
        self._begun: set[str] = set()
        self._whole = AtHand(lambda uri: read_on(self.begun(uri)), AT_MOST_WHOLE)
        self._listed: tuple[int, tuple[SourceDocument, ...]] = -1, ()
        self._names: tuple[tuple[SourceDocument, ...], Names] = (), Names(())
        words = None if path is None else path / WORDS
        self._upkeep = Upkeep(words, store, concepts, lambda uri: self._unharmed(uri, store.get))
        vectors = None if path is None else path / VECTORS
        self._vectorkeep = VectorKeep(vectors, store, encoder, lambda uri: self._unharmed(uri, store.get))
        self._fresh()

    @classmethod
    def create(
        cls,
        path: Path | None,
        *,
        concepts: Concepts = no_concepts,
        encoder: Encoder = no_encoder,
        read_on: ReadOn = is_whole,
    ) -> Index:
        """Make an empty index in a new or empty folder; None makes one in memory.

        `concepts` gives the concepts of a passage's or a claim's words, `encoder` what makes vectors, `read_on` the other entries of documents that
        are added `begun`. Raises UsageError: "usage" where there is something in the folder, "unreadable" where it cannot be written.
        """
        if path is not None:
            make_folder(path)
        return cls._around(path, concepts, encoder, read_on)

    @classmethod
    def open(cls, path: Path, *, concepts: Concepts = no_concepts, encoder: Encoder = no_encoder) -> Index:
        """Open the index in a folder, mending its words where needed.

        Raises UsageError: "missing" and "not-an-index" where there is none, "changed-index" where its store is damaged
        or of a newer version, "unreadable" where it cannot be written or another process is changing it.
        """
        need_index(path)
        return cls._around(path, concepts, encoder, is_whole)

    @classmethod
    def _around(cls, path: Path | None, concepts: Concepts, encoder: Encoder, read_on: ReadOn = is_whole) -> Index:
        store = Store.open(None if path is None else path / STORE)
        try:
            return cls(path, store, concepts, encoder, read_on)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:  # let go at once: what was added is in the store, and its words are made at the next opening
            self._let_go()

    def close(self) -> None:
        """Make what was added findable, and let go of the files; closing twice does no harm."""
        try:
            if self._writing:
                self.commit()
        finally:
            self._let_go()

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was mended on the way, documents that were left out because their records are damaged, and those looked at of which only a part is known."""
        mended = (note for note in (self._upkeep.note, self._vectorkeep.note) if note)
        return (*mended, *(self._damaged[uri] for uri in sorted(self._damaged)), *self._cut.values())

    def add(
        self,
        analysis: Analysis,
        source_hash: str,
        version: str,
        *,
        size: int | None = None,
        added: str | None = None,
        begun: bool = False,
    ) -> Record:
        """Keep a document, in place of an earlier one of its uri; it is safe on disk when this returns.

        `source_hash` and `size` are those of the bytes it was read from, `version` the reader's, `added` a time that
        the caller names. It is found from the next `commit` or `search` on. One that is `begun` has its sentences and figures alone; what else
        there is in it is read when it is asked for, which an index in memory alone may do: what is on disk is whole.
        Raises UsageError "unreadable" where another process is changing the index, UnreadableError where the text has no JSON form.
        """
        self._hold()
        record = self._store.put(analysis, source_hash=source_hash, version=version, size=size, added=added)
        self._damaged.pop(record.uri, None)
        (self._begun.add if begun and self.path is None else self._begun.discard)(record.uri)
        return record

    def add_many(self, documents: Iterable[tuple[Analysis, str]], version: str) -> int:
        """Keep many documents that were read by `version`, each with the hash of its bytes; gives how many.

        They are written a hundred at a time, so that a disk is waited for once a hundred: all are safe when this
        returns, those of whole hundreds where it is broken off. Raises UsageError and UnreadableError as `add` does.
        """
        self._hold()
        count = 0
        rest = iter(documents)
        while some := list(islice(rest, _TOGETHER)):
            with self._store.together():
                for analysis, source_hash in some:
                    self._store.put(analysis, source_hash=source_hash, version=version)
            for analysis, _ in some:
                self._damaged.pop(analysis.document.uri, None)
                self._begun.discard(analysis.document.uri)
            count += len(some)
        return count

    def together(self) -> AbstractContextManager[None]:
        """What is added and removed within the block is kept at its end, or none of it where that fails. Raises UsageError as `add` does."""
        self._hold()
        return self._store.together()

    def remove(self, uri: str, *, after: int = 0) -> bool:
        """Forget a document with all its parts, or `after` so many parts those that follow; gives whether there was any. Raises UsageError as `add` does."""
        self._hold()
        gone = [*([] if after else [uri]), *self._store.parts(uri, after)]
        for one in gone:
            self._damaged.pop(one, None)
        return self._store.remove(*gone)

    def commit(self) -> None:
        """Make the words of what was added or removed, so that it is found or gone; lets other processes write."""
        self._hold()
        try:
            self._upkeep.catch_up()
            self._vectorkeep.forget()
        finally:
            self._release()

    def rebuild(self) -> None:
        """Throw the words away and make them again from the store; let go of vectors that are damaged (`make_vectors` makes them)."""
        self._hold()
        try:
            self._upkeep.remake()
            self._vectorkeep.reopen()
            self._vectorkeep.forget()
        finally:
            self._release()

    def make_vectors(self, progress: Progress = no_progress) -> int:
        """Make the vectors of the documents that have none, if there is an encoder; gives of how many.

        Until then they are found by words, names and figures. What was made is kept where this is broken off. Raises UsageError as `add` does.
        """
        self._fresh()
        return self._vectorkeep.make(self._alone, progress)

    def without_vectors(self) -> tuple[str, ...]:
        """The uris of the documents that have no vectors, in order."""
        self._fresh()
        return tuple(self._vectorkeep.missing())

    @property
    def has_vectors(self) -> bool:
        """Whether any document has vectors."""
        found = self._vectorkeep.vectors
        return found is not None and found.passages > 0

    @property
    def meaning(self) -> dict[str, str | int | float]:
        """What a ledger says of the vectors: how many passages have one, and what made them; nothing where none has."""
        found, encoder = self._vectorkeep.vectors, self._vectorkeep.encoder()
        return {"vectors": found.passages, "encoder": encoder.name} if found and encoder and found.passages else {}

    def known(self, uri: str, source_hash: str, version: str) -> bool:
        """Whether the document was added with all its parts from the same bytes by the same version, and need not be read again."""
        return all(self._store.known(one, source_hash, version) for one in (uri, *self._store.parts(uri, 1)))

    def uris(self) -> tuple[str, ...]:
        """The uris of all documents, in order."""
        return self._store.uris()

    def record(self, uri: str) -> Record | None:
        """What is known of a document beside its entries, or None; raises UsageError where its record is damaged."""
        return self._store.record(uri)

    def documents(self) -> tuple[SourceDocument, ...]:
        """What a ledger says of all documents, in order of uri; one whose record is damaged is left out, with a note."""
        if self._listed[0] != (now := self._store.generation):  # of a million passages that takes two seconds
            found = (self._unharmed(uri, self._store.source) for uri in self.uris())
            self._listed = now, tuple(doc for doc in found if doc is not None)
        return self._listed[1]

    def names(self) -> Names:
        """All documents by the words of their names; noted once, until something changes."""
        listed = self.documents()
        if self._names[0] is not listed:
            self._names = listed, Names(listed)
        return self._names[1]

    def analysis(self, uri: str) -> Analysis:
        """A document with its entries.

        Raises UsageError: "missing" where there is none of that uri, "changed-index" where its record is damaged.
        """
        found = self.begun(uri)  # which lets go of what was read on before a change
        return self._noted(uri, self._whole(uri) or found) if uri in self._begun else found

    def begun(self, uri: str) -> Analysis:
        """A document with its sentences and figures; its say-so and claims may not have been read yet. Raises UsageError as `analysis` does."""
        if self._seen != self._store.generation:
            self._seen = self._store.generation
            self._analysis.clear()
            self._whole.clear()
        found = self._analysis(uri)
        if found is None:
            raise UsageError("missing", f"{uri} is not in the index", "see `sayso index list`", uri)
        return self._noted(uri, found)

    def _noted(self, uri: str, found: Analysis) -> Analysis:
        """What was found, and why it is known in part where it is."""
        for told in found.problems:
            if told.code in _CUT:
                self._cut[uri] = told
        return found

    def passages(self) -> int:
        """The number of passages that can be found."""
        self._fresh()
        return self._upkeep.words.passages

    def passages_in(self, uri: str) -> tuple[Indexed, ...]:
        """The passages of a document, with the figures and attributions in each; raises UsageError as `analysis` does."""
        return passages_of(self.analysis(uri))

    def searched(self) -> Searched:
        """How much there is to search, and how it is weighed: what a ledger says of it."""
        settings = {**{f"boost_{part}": boost for part, boost in BOOSTS.items()}, **self.meaning}
        return Searched(documents=self._store.records, passages=self.passages(), settings=settings)

    def search(self, query: Query, limit: int = 8) -> list[Candidate]:
        """The best `limit` passages for a query, by score, then by uri and place; the same for the same documents.

        A document whose record is damaged gives none, with a note. Raises UsageError "unreadable" where another
        process is changing the index and does not end in time.
        """
        self._fresh()
        words = self._upkeep.words
        asked = weigh(words, query_terms(query, self._concepts), self._counts)
        found = (self._candidate(hit) for hit in self._hits(words, asked, query, limit))
        return [candidate for candidate in found if candidate is not None]

    def _hits(self, words: WordIndex, asked: Sequence[Weighed], query: Query, limit: int) -> list[Hit]:
        vectors, encoder = self._vectorkeep.vectors, self._vectorkeep.encoder()
        if vectors is None or encoder is None or not vectors.passages:
            return find(words, asked, limit)
        sense = Sense(vectors, row_of(query, encoder), query.language, len(query.text), encoder.scale)
        return moved(find_both(words, sense, asked, limit), query, vectors, encoder)

    def verify(self) -> list[Problem]:
        """Check every record, and that the words are whole and are those of the records; gives what is wrong."""
        problems = self._store.verify()
        if any(problem.uri is None for problem in problems):
            return problems  # the store itself is broken: there is nothing to hold the words against
        self._fresh()
        damage = self._upkeep.damage()
        if damage:
            return [*problems, Problem(code="changed-index", message=damage, hint=_REBUILD)]
        problems += [
            Problem(code="changed-index", message=what, hint=_REBUILD, uri=uri)
            for uri, what in self._vectorkeep.damage()
        ]
        harmed = {problem.uri for problem in problems}
        strange = (uri for uri in self.uris() if uri not in harmed and self._is_strange(uri))
        return [*problems, *(_strange(uri) for uri in strange)]

    def _is_strange(self, uri: str) -> bool:
        count, vectors = len(self.passages_in(uri)), self._vectorkeep.vectors
        if vectors is not None and uri in vectors and vectors.count_of(uri) != count:
            return True
        return self._upkeep.words.count_of(uri) != count

    def _candidate(self, hit: Hit) -> Candidate | None:
        found = self._unharmed(hit.uri, self.begun)
        if found is None:
            return None
        doc = found.document
        passage = passage_at(doc, hit.start, hit.end, doc.page_at(hit.start))
        alike = None if hit.alike is None else round(hit.alike, 6)
        return Candidate(hit.uri, passage, round(hit.score, 6), hit.because, hit.matched, alike, round(hit.moved, 6))

    def _unharmed(self, uri: str, get: Callable[[str], _T | None]) -> _T | None:
        """What `get` gives for a document, or None and a note where its record is damaged."""
        try:
            return get(uri)
        except UsageError as error:
            if error.problem.uri is None:  # more than this record
                raise
            self._damaged[uri] = error.problem
            return None

    def _fresh(self) -> None:
        """Bring the words to the store's generation, if they are not there."""
        if self._writing or not (self._upkeep.current and self._vectorkeep.current):
            self.commit()

    def _hold(self) -> None:
        """Keep other processes from changing the index, and see what they changed before; until `_release`."""
        if self._writing:
            return
        self._held.enter_context(writing(None if self.path is None else self.path / LOCK, PATIENCE))
        self._writing = True
        if not self._upkeep.current:
            self._upkeep.reopen()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock for as long as a block runs."""
        self._hold()
        try:
            yield
        finally:
            self._release()

    def _release(self) -> None:
        self._counts.clear()
        self._writing = False
        self._held.close()

    def _let_go(self) -> None:
        self._release()
        self._upkeep.close()
        self._vectorkeep.close()
        self._analysis.clear()
        self._whole.clear()
        self._store.close()


def _strange(uri: str) -> Problem:
    message = f"the words or vectors of {uri} are not those of its record"
    return Problem(code="changed-index", message=message, hint=_REBUILD, uri=uri)
