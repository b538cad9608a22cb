"""The terms of the passages in tantivy: which passages hold a term, how many, and which hold the most of a query.

Nothing is kept here that the store does not hold; what is damaged or old is thrown away and made again. tantivy does
no text processing: terms are made by us and split at spaces, so "30000" and "share:5" stay what they are, and no text
is ever parsed as a query.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import tantivy

from .arenas import few_arenas
from .intact import damaged_files

#: Bytes that tantivy gathers before it writes a segment.
_HEAP: Final = 64_000_000
_MARKER: Final = "marker"
#: What is put to the name of a folder that is being deleted.
OLD: Final = ".old"
_T = TypeVar("_T")


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What tantivy keeps of a passage, to weigh it unread: its place, the number of its telling words, its terms.

    The terms are one text, with a space between them: to make and to read that costs a third of what a list does.
    """

    uri: str
    start: int
    end: int
    length: int
    joined: str

    @property
    def terms(self) -> frozenset[str]:
        """The terms, each for itself."""
        return frozenset(self.joined.split(" "))


class Marker(msgspec.Struct, frozen=True, array_like=True):
    """What the words index was made of: its layout, the store's generation, and the number of passages.

    It is a document of the index itself, so that it changes in the same commit.
    """

    layout: str
    generation: int
    passages: int


class DamagedWordsError(Exception):
    """The words index cannot be used as it is; its message says why."""


class WordIndex:
    """Terms of passages, on disk in a folder of its own, or in memory."""

    def __init__(self, index: Any, marker: Marker) -> None:
        """Wrap an open tantivy index; callers use `open` and `new`."""
        self._index = index
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self.marker = self._found_marker() or marker

    @classmethod
    def open(cls, path: Path, layout: str, *, anew: bool = False) -> WordIndex:
        """Open the words index in a folder; raises DamagedWordsError where it is missing, damaged or of another layout.

        `anew` reads files again that were found whole before.
        """
        if not (path / "meta.json").exists():
            raise DamagedWordsError("the words index is missing")
        damaged = damaged_files(path, anew=anew)
        if damaged:
            raise DamagedWordsError(f"the words index is damaged ({', '.join(damaged)})")
        words = guarded(lambda: cls(tantivy.Index(_schema(), str(path)), Marker("", -1, -1)))
        if words.marker.layout != layout:
            raise DamagedWordsError("the words index was made by another version")
        if words.marker.passages != words.passages:
            raise DamagedWordsError("the words index is not whole")
        return words

    @classmethod
    def new(cls, path: Path | None, layout: str) -> WordIndex:
        """An empty words index; what the folder held is thrown away."""
        if path is None:
            return cls(tantivy.Index(_schema()), Marker(layout, 0, 0))
        _clear(path)
        path.mkdir(mode=0o700)
        return cls(tantivy.Index(_schema(), str(path)), Marker(layout, 0, 0))

    @property
    def passages(self) -> int:
        """The number of passages; the marker is none."""
        return int(self._searcher.num_docs) - self._count(_term("key", _MARKER))

    def reload(self) -> None:
        """See what was last committed, by this process or another."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self.marker = self._found_marker() or self.marker

    def count(self, group: Sequence[str]) -> int:
        """How many passages hold at least one term of a group."""
        return self._count(_any_of(group))

    def count_of(self, uri: str) -> int:
        """How many passages of a document there are."""
        return self._count(_term("key", _key(uri)))

    def best(self, weighed: Sequence[tuple[Sequence[str], float]], limit: int) -> list[tuple[float, Any]]:
        """The passages that hold the most of the groups by their weights' sum, best first, with their addresses.

        Weights are given in steps that a 32-bit float holds exactly, so the sums do not depend on their order.
        """
        parts = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(_any_of(group), weight)) for group, weight in weighed
        ]
        hits: list[tuple[float, Any]] = self._searcher.search(
            tantivy.Query.boolean_query(parts), limit, count=False
        ).hits
        return hits

    def kept(self, address: Any) -> Kept:
        """What is kept of the passage at an address that `best` gave."""
        return msgspec.json.decode(_body(self._searcher.doc(address)), type=Kept)

    def kept_at(self, places: Iterable[tuple[str, int]]) -> list[Kept]:
        """What is kept of passages, given by uri and start; of those that there are, in no order."""
        keys = [f"{_key(uri)}:{start}" for uri, start in places]
        if not keys:
            return []
        parts = [(tantivy.Occur.Should, tantivy.Query.const_score_query(_term("key", key), 1.0)) for key in keys]
        query = tantivy.Query.boolean_query(parts)
        return [self.kept(address) for _, address in self._searcher.search(query, len(keys), count=False).hits]

    def writer(self) -> Writer:
        """What changes the index; one at a time. Its threads share their heap with those of other writers."""
        few_arenas()
        return Writer(self, self._index.writer(_HEAP, 1))

    def _count(self, query: Any) -> int:
        return int(self._searcher.search(query, 1, count=True).count)

    def _found_marker(self) -> Marker | None:
        hits = self._searcher.search(_term("key", _MARKER), 1, count=False).hits
        return msgspec.json.decode(_body(self._searcher.doc(hits[0][1])), type=Marker) if hits else None


class Writer:
    """Changes to a words index, seen when they are committed, all or nothing."""

    def __init__(self, words: WordIndex, writer: Any) -> None:
        """Begin to change `words`."""
        self._words = words
        self._writer = writer
        self._passages = words.marker.passages
        self.pending = 0

    def remove(self, uri: str) -> None:
        """Take out the passages of a document, as they were at the last commit."""
        count = self._words.count_of(uri)
        if count:  # else there is nothing to look for in every segment
            self._passages -= count
            self._writer.delete_documents_by_term("key", _key(uri))

    def add(self, uri: str, passages: Iterable[tuple[int, int, str]]) -> None:
        """Put in the passages of a document, each by its place and its terms, with a space between them."""
        key = _key(uri)
        for start, end, joined in passages:
            length = joined.count(" w:") + joined.startswith("w:")
            doc = tantivy.Document()
            doc.add_text("key", key)
            doc.add_text("key", f"{key}:{start}")
            doc.add_text("terms", joined)
            doc.add_bytes("kept", msgspec.json.encode((uri, start, end, length, joined)))
            self._writer.add_document(doc)
            self._passages += 1
            self.pending += 1

    def commit(self, generation: int) -> None:
        """Make the changes seen, with the store's generation that they come from."""
        marker = Marker(self._words.marker.layout, generation, self._passages)
        self._writer.delete_documents_by_term("key", _MARKER)
        doc = tantivy.Document()
        doc.add_text("key", _MARKER)
        doc.add_bytes("kept", msgspec.json.encode(marker))
        self._writer.add_document(doc)
        self._writer.commit()
        self.pending = 0
        self._words.reload()

    def finish(self) -> None:
        """Forget what was not committed, wait until tantivy has tidied its files, and let go of them.

        The waiting is for a failed writer too: a thread of it that lives on would write into what is made anew.
        tantivy's own `rollback` is not for this: it does not wait for a merge that runs, whose end then deletes the
        files of segments that the list of them still names.
        """
        self._writer.wait_merging_threads()


def _clear(path: Path) -> None:
    """Take a folder away at once, whoever may still write to it, then delete what it held."""
    old = path.with_name(path.name + OLD)
    shutil.rmtree(old, ignore_errors=True)  # of a process that was killed here
    if path.exists():
        path.rename(old)
        shutil.rmtree(old, ignore_errors=True)


def guarded(do: Callable[[], _T]) -> _T:
    """What `do` gives; raises DamagedWordsError for whatever tantivy raises, a Rust panic too."""
    try:
        return do()
    except (ValueError, OSError, RuntimeError, msgspec.MsgspecError) as error:
        raise DamagedWordsError(f"tantivy says: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a BaseException that has no importable name
            raise
        raise DamagedWordsError(f"tantivy says: {error}") from error


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


_SCHEMA: Final = _schema()


def _term(field: str, value: str) -> Any:
    return tantivy.Query.term_query(_SCHEMA, field, value, "basic")


def _any_of(group: Sequence[str]) -> Any:
    if group[0].startswith("u:"):  # a document, which is the key of its passages
        return tantivy.Query.term_set_query(_SCHEMA, "key", [_key(term[2:]) for term in group])
    if len(group) == 1:
        return _term("terms", group[0])
    return tantivy.Query.term_set_query(_SCHEMA, "terms", list(group))


def _key(uri: str) -> str:
    """A term for a uri of any length."""
    return blake2b(uri.encode(), digest_size=16).hexdigest()


def _body(doc: Any) -> bytes:
    found: bytes = doc.get_first("kept")
    return found
