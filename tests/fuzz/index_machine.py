"""An index in a folder beside its model: what is added, removed, broken off and opened again is found, and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.evidence.test_index import document

from sayso.evidence import Index, Query

WORDS = ("gull", "pier", "storm", "net", "captain", "Ölhafen")
URIS = st.sampled_from(["a", "b/ä ö.txt", "c", "https://d.example/?q=1", "e\u2028f"])
SOME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)


class Machine(RuleBasedStateMachine):
    """An index, and the words of each document's sentences by its uri."""

    steps = 0

    @initialize()
    def make(self) -> None:
        """Begin with an empty one."""
        self.folder = tempfile.TemporaryDirectory(prefix="sayso-fuzz-")
        self.path = Path(self.folder.name) / "index"
        self.index = Index.create(self.path)
        self.model: dict[str, list[str]] = {}

    def teardown(self) -> None:
        """End with a whole one."""
        if hasattr(self, "index"):
            assert self.index.verify() == []
            self.index.close()
            self.folder.cleanup()

    @rule(uri=URIS, words=SOME)
    def add(self, uri: str, words: list[str]) -> None:
        """Add, or put in the place of what was there."""
        self.index.add(document(uri, "en", *(f"They saw the {word} there." for word in words)), "h", "1")
        self.model[uri] = words

    @rule(words=st.dictionaries(URIS, SOME, max_size=4))
    def add_many(self, words: dict[str, list[str]]) -> None:
        """Add several at once."""
        made = [
            (document(uri, "en", *(f"They saw the {one} there." for one in some)), "h") for uri, some in words.items()
        ]
        assert self.index.add_many(made, "1") == len(made)
        self.model |= words

    @rule(uri=URIS)
    def remove(self, uri: str) -> None:
        """Forget one; it is told whether there was one."""
        assert self.index.remove(uri) is (self.model.pop(uri, None) is not None)

    @rule()
    def commit(self) -> None:
        """Make what was added findable."""
        self.index.commit()

    @rule()
    def rebuild(self) -> None:
        """Make the words again."""
        self.index.rebuild()

    @rule()
    def come_back(self) -> None:
        """Close and open."""
        self.index.close()
        self.index = Index.open(self.path)

    @rule()
    def break_off(self) -> None:
        """Let go in the middle of things, as an error does: what was added is kept, and its words are made at the next opening."""
        self.index.__exit__(ValueError, ValueError(), None)
        self.index = Index.open(self.path)

    @rule(word=st.sampled_from(WORDS), which=st.integers(0, 63))
    def lose_words(self, word: str, which: int) -> None:
        """Lose a file of the words while it is closed: it is mended, said, and found again."""
        self.index.close()
        files = sorted((path.suffix, path) for path in (self.path / "words").rglob("*") if path.is_file())
        if files:  # what is drawn may not hang on what is there: tantivy tidies its files in its own time
            files[which % len(files)][1].unlink()
        self.index = Index.open(self.path)
        self.search(word)

    @rule(word=st.sampled_from(WORDS))
    def search(self, word: str) -> None:
        """The documents with the word are found, and no other; the same twice."""
        query = Query(word, "en")
        found = self.index.search(query, 100)
        assert {one.uri for one in found} == {uri for uri, held in self.model.items() if word in held}
        assert self.index.search(query, 100) == found
        for one in found:
            text = self.index.analysis(one.uri).document.text
            assert text[one.passage.start : one.passage.end] == one.passage.text

    @invariant()
    def is_its_model(self) -> None:
        """The documents and the numbers are those of the model."""
        type(self).steps += 1
        if not hasattr(self, "model"):
            return
        assert self.index.uris() == tuple(sorted(self.model))
        assert self.index.passages() == sum(map(len, self.model.values()))
        assert self.index.verify() == []
