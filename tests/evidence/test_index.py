"""What is put into an index is found in it, the best first, the same every time."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from sayso.evidence import Candidate, Index, Query, is_index
from sayso.model import (
    Analysis,
    Document,
    Figure,
    FigureKind,
    Made,
    Problem,
    Sentence,
    UsageError,
    as_source,
    document_id,
    text_id,
)

_MADE = Made(stage="test", version="1")


def document(uri: str, language: str, *sentences: str, outlet: str | None = None) -> Analysis:
    """An analysis of sentences. A figure is written `[kind value text]`, its bounds parted by "..": `[count 5..7 x]`."""
    text = ""
    places: list[Sentence] = []
    figures: list[Figure] = []
    for sentence in sentences:
        begin = len(text) + bool(text)
        text += " " if text else ""
        for part in sentence.split("["):
            inside, bracket, after = part.partition("]")
            if bracket:
                kind, value, shown = inside.split(" ", 2)
                figures.append(_figure(len(figures) + 1, len(text), kind, value, shown))
                text += shown + after
            else:
                text += part
        places.append(Sentence(start=begin, end=len(text)))
    doc = Document(
        id=document_id(uri, None, text), text_id=text_id(text), uri=uri, text=text, language=language, outlet=outlet
    )
    return Analysis(document=doc, sentences=tuple(places), figures=tuple(figures))


def _figure(number: int, at: int, kind: str, value: str, shown: str) -> Figure:
    name, _, currency = kind.partition(":")
    low, _, high = value.partition("..")
    kinds: dict[str, FigureKind] = {
        "count": "count",
        "percent": "percent",
        "proportion": "proportion",
        "money": "money",
    }
    return Figure(
        id=f"f{number}",
        start=at,
        end=at + len(shown),
        text=shown,
        kind=kinds[name],
        low=float(low),
        high=float(high or low),
        currency=currency or None,
        made=_MADE,
    )


def query(language: str, sentence: str, *outlets: str) -> Query:
    """A query in the same notation."""
    analysis = document("query", language, sentence)
    return Query(analysis.document.text, language, analysis.figures, outlets)


ENGLISH = document(
    "en/sea.txt",
    "en",
    "The register counts [count 30000 30,000] boats in the harbours of Libya.",
    "Fishing earned [money:EUR 13e6..18e6 between 13 and 18 million euros] last year.",
    "About [percent 54 54 percent] of the boats are older than their owners.",
    "The weather was fine and the harbour was quiet.",
    "Officials expect more boats to be counted in the spring.",
)
GERMAN = document(
    "de/meer.txt",
    "de",
    "Das Wetter an der Küste war im Frühling schlecht.",
    "In den Häfen Libyens liegen [count 30000 30.000] Boote, sagt das Register.",
    "[percent 54 54 Prozent] davon sind älter als ihre Besitzer.",
    "Niemand weiß, wie viele Boote im Winter gesunken sind.",
    "Das Register wird in Moskau geführt.",
)
SPANISH = document(
    "es/mar.txt",
    "es",
    "El tiempo en la costa fue malo durante la primavera.",
    "La pesca ganó [money:EUR 13e6..18e6 entre 13 y 18 millones de euros] el año pasado.",
    "Uno de cada veinte barcos, un [proportion 0.05 cinco por ciento], se hundió cerca de Libia.",
    "Nadie sabe cuántos barcos hay en el puerto.",
    outlet="El País",
)
ALL = (ENGLISH, GERMAN, SPANISH)


@pytest.fixture
def index() -> Iterator[Index]:
    """An index in memory of one document in each language."""
    with Index.create(None) as made:
        for analysis in ALL:
            made.add(analysis, "h", "1")
        yield made


def texts(found: Sequence[Candidate]) -> list[str]:
    return [candidate.passage.text for candidate in found]


def test_a_claim_finds_its_sentence_by_words(index: Index) -> None:
    best = index.search(query("en", "The harbours are quiet in fine weather."))[0]
    assert best.passage.text == "The weather was fine and the harbour was quiet."
    assert best.because == ("words",)
    assert set(best.matched) == {"w:harbour", "w:quiet", "w:fine", "w:weather"}
    assert best.passage.text == ENGLISH.document.text[best.passage.start : best.passage.end]
    assert 0.9 < best.score <= 1


def test_a_german_sentence_is_found_for_an_english_claim_by_figure_and_name(index: Index) -> None:
    index.remove("en/sea.txt")
    best = index.search(query("en", "Some [count 30000 thirty thousand] vessels lie in Libya."))[0]
    assert best.passage.text == "In den Häfen Libyens liegen 30.000 Boote, sagt das Register."
    assert (best.uri, best.passage.language) == ("de/meer.txt", "de")
    assert best.because == ("names", "figures", "near")
    assert "n:territory:LY" in best.matched
    assert "f:count:30000" in best.matched


def test_a_spanish_sentence_is_found_for_an_english_claim_by_money_and_by_share(index: Index) -> None:
    index.remove("en/sea.txt")
    money = index.search(query("en", "Fisheries made [money:EUR 13e6..18e6 13-18 million euros]."))[0]
    assert money.passage.text.startswith("La pesca ganó")
    share = index.search(query("en", "[percent 5 Five percent] of all ships went down off Libya."))[0]
    assert share.passage.text.startswith("Uno de cada veinte barcos")
    assert "f:share:5" in share.matched


def test_a_name_alone_crosses_languages(index: Index) -> None:
    best = index.search(query("en", "They keep it somewhere in Moscow."))[0]
    assert best.passage.text == "Das Register wird in Moskau geführt."
    assert best.because == ("names",)


def test_a_drifted_figure_is_found_near_by(index: Index) -> None:
    """At least 27,500 on 30,000, and 13 million dollars on 13 million euros."""
    near = index.search(query("en", "At least [count 27500 27,500] of them."))[0]
    assert "30.000" in near.passage.text or "30,000" in near.passage.text
    assert near.because == ("near",)
    digits = index.search(query("en", "It was [money:USD 13e6 13 million dollars]."))
    assert {candidate.uri for candidate in digits} == {"en/sea.txt", "es/mar.txt"}
    assert "digits" in digits[0].because


def test_an_outlet_that_is_named_comes_first(index: Index) -> None:
    """Between equal passages the outlet decides, by its name or by the host of its address."""
    twin = "Reporters counted the gulls on the pier."
    for uri, outlet in (("a.txt", "Le Monde"), ("b.txt", "Die Welt"), ("https://www.elpais.com/x", None)):
        index.add(document(uri, "en", twin, outlet=outlet), "h", "1")
    for outlets, first in ((("WELT",), "b.txt"), (("El País",), "https://www.elpais.com/x"), ((), "a.txt")):
        found = index.search(query("en", twin, *outlets), 3)
        assert found[0].uri == first
        assert ("outlet" in found[0].because) is bool(outlets)


def test_documents_to_look_in_first(index: Index) -> None:
    """Between equal passages they decide, a better one elsewhere stays first, and no other passage's score changes."""
    twin = "Reporters counted the gulls on the pier."
    for uri in ("a.txt", "b.txt", "c.txt"):
        index.add(document(uri, "en", twin), "h", "1")
    index.add(document("d.txt", "en", "Reporters went home."), "h", "1")
    asked = query("en", twin)
    plain = {one.uri: one.score for one in index.search(asked, 99)}
    found = index.search(dataclasses.replace(asked, documents=("b.txt", "d.txt", "none.txt")), 99)
    assert [one.uri for one in found][:3] == ["b.txt", "a.txt", "c.txt"]
    assert {one.uri for one in found if "document" in one.because} == {"b.txt", "d.txt"}
    assert {one.uri: one.score for one in found if one.uri not in {"b.txt", "d.txt"}}.items() <= plain.items()


def test_concepts_join_words_of_two_languages() -> None:
    """Concepts are asked for with the plain words and the language, on both sides."""
    known = {"weather": "climate state", "wetter": "climate state"}
    asked: list[tuple[str, str]] = []

    def concepts(words: Sequence[str], language: str) -> list[str]:
        asked.extend((word, language) for word in words)
        return [known[word] for word in words if word in known]

    with Index.create(None, concepts=concepts) as index:
        index.add(GERMAN, "h", "1")
        best = index.search(query("en", "What weather!"))[0]
    assert best.passage.text.startswith("Das Wetter")
    assert (best.because, best.matched) == (("concepts",), ("c:climate_state",))
    assert ("wetter", "de") in asked
    assert ("weather", "en") in asked


def test_what_stands_around_a_sentence_counts_a_little(index: Index) -> None:
    found = index.search(query("en", "owners of boats in quiet weather"), 8)
    assert found[0].passage.text == "The weather was fine and the harbour was quiet."
    assert found[0].because == ("words", "context")
    assert "x:owner" in found[0].matched


def test_no_text_is_ever_a_query_language(index: Index) -> None:
    """Signs that mean something to search engines are signs; nothing raises and nothing is matched by them."""
    plain = [one.passage.text for one in index.search(query("en", "boats harbours"))]
    for odd in (
        "boats AND NOT harbours",
        '"boats harbours"~3',
        "+boats -harbours",
        "terms:boats^9 OR (harbours",
        "boats* harbours?",
    ):
        assert index.search(query("en", odd))[0].passage.text == plain[0]
    for empty in ("", "*", "NOT", "terms:", "\x00", "\ud800", "a" * 100_000, '"', "the of and"):
        assert index.search(Query(empty, "en")) == []
    assert index.search(query("en", "boats"), 0) == []


def test_the_limit_and_the_order(index: Index) -> None:
    every = index.search(query("en", "boats and weather"), 100)
    assert [one.score for one in every] == sorted((one.score for one in every), reverse=True)
    for limit in range(1, len(every) + 1):
        assert index.search(query("en", "boats and weather"), limit) == every[:limit]


def test_equal_passages_are_ordered_by_uri_and_place() -> None:
    with Index.create(None) as index:
        for uri in ("c", "a", "b"):
            index.add(document(uri, "en", "The gulls count boats.", "The gulls count boats."), "h", "1")
        found = index.search(query("en", "gulls count boats"), 5)
    assert [(one.uri, one.passage.start) for one in found] == [("a", 0), ("a", 23), ("b", 0), ("b", 23), ("c", 0)]


_VOCABULARY = (
    "boat",
    "gull",
    "harbour",
    "pier",
    "wind",
    "storm",
    "captain",
    "net",
    "coast",
    "Libya",
    "Malta",
    "Athens",
)


def _corpus(seed: int, size: int) -> list[Analysis]:
    """Documents of words that repeat a lot, so that ties are many."""
    chance = random.Random(seed)  # noqa: S311 - a test corpus
    return [
        document(
            f"{number:03}.txt",
            "en",
            *(
                " ".join(chance.choice(_VOCABULARY) for _ in range(chance.randint(4, 12)))
                + f" [count {chance.choice((7, 70, 700))} n]."
                for _ in range(20)
            ),
        )
        for number in range(size)
    ]


def _asked(corpus: Sequence[Analysis]) -> list[Query]:
    return [
        Query(analysis.document.text[sentence.start : sentence.end], "en", analysis.figures[at : at + 1])
        for analysis in corpus[::7]
        for at, sentence in enumerate(analysis.sentences)
        if at % 5 == 0
    ]


def test_the_order_depends_on_the_documents_alone(tmp_path: Path) -> None:
    """However the index came to be, in memory or on disk, in what order, with what put and removed: the same results."""
    corpus = _corpus(1, 60)
    asked = _asked(corpus)
    with Index.create(None) as straight:
        for analysis in corpus:
            straight.add(analysis, "h", "1")
        expected = [straight.search(one, 8) for one in asked]
    assert len({candidate.score for found in expected for candidate in found}) > 20
    with Index.create(tmp_path / "i") as crooked:
        for analysis in _corpus(2, 40):
            crooked.add(analysis, "old", "0")
        crooked.commit()
        for number, analysis in enumerate(reversed(corpus)):
            crooked.add(analysis, "h", "1")
            if number % 9 == 0:
                crooked.commit()
        crooked.add(document("zzz", "en", "boat gull harbour"), "h", "1")
        crooked.commit()
        crooked.remove("zzz")
        assert [crooked.search(one, 8) for one in asked] == expected
    with Index.open(tmp_path / "i") as again:
        assert [again.search(one, 8) for one in asked] == expected
        again.rebuild()
        assert [again.search(one, 8) for one in asked] == expected
        assert again.notes == ()


def test_the_search_gives_the_very_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking tantivy for few at first changes nothing: reading on ends only when nothing better can come."""
    corpus = _corpus(3, 40)
    with Index.create(None) as index:
        for analysis in corpus:
            index.add(analysis, "h", "1")
        asked = _asked(corpus)
        every = [index.search(one, 10_000) for one in asked]
        monkeypatch.setattr("sayso.evidence.search._FIRST", 1)
        for limit in (1, 3, 8):
            assert [index.search(one, limit) for one in asked] == [found[:limit] for found in every]


class IndexModel(RuleBasedStateMachine):
    """The index finds the documents that are in it, and no other."""

    words = st.sampled_from(["gull", "pier", "storm", "net", "captain"])
    uris = st.sampled_from(["a", "b", "c", "d"])

    def __init__(self) -> None:
        """Begin with an empty index."""
        super().__init__()
        self.index = Index.create(None)
        self.model: dict[str, tuple[str, int]] = {}

    def teardown(self) -> None:
        """Close it."""
        self.index.close()

    @rule(uri=uris, word=words, sentences=st.integers(1, 3))
    def add(self, uri: str, word: str, sentences: int) -> None:
        """Adding replaces what was there."""
        self.index.add(document(uri, "en", *[f"They saw the {word} there."] * sentences), "h", "1")
        self.model[uri] = (word, sentences)

    @rule(uri=uris)
    def remove(self, uri: str) -> None:
        """Removing says whether there was anything."""
        assert self.index.remove(uri) is (self.model.pop(uri, None) is not None)

    @rule()
    def rebuild(self) -> None:
        """Making the words again changes nothing."""
        self.index.rebuild()

    @rule(word=words)
    def search(self, word: str) -> None:
        """All passages with the word are found, in order."""
        found = [one.uri for one in self.index.search(Query(word, "en"), 100)]
        assert found == sorted(uri for uri, (held, count) in self.model.items() for _ in range(count) if held == word)

    @invariant()
    def counts(self) -> None:
        """The numbers are those of the model."""
        assert self.index.uris() == tuple(sorted(self.model))
        assert self.index.searched().documents == len(self.model)
        assert self.index.passages() == sum(count for _, count in self.model.values())
        assert self.index.verify() == []


TestIndexModel = IndexModel.TestCase
TestIndexModel.settings = settings(max_examples=15, stateful_step_count=15)


def test_documents_and_analyses_are_given_back(index: Index) -> None:
    expected = tuple(as_source(one.document) for one in (GERMAN, ENGLISH, SPANISH))
    assert tuple(replace(doc, source_hash=None, size=None) for doc in index.documents()) == expected
    assert all(doc.source_hash for doc in index.documents())
    assert index.documents() is index.documents()  # read once, until something changes
    assert index.analysis("es/mar.txt") == SPANISH
    with pytest.raises(UsageError, match="is not in the index"):
        index.analysis("none")
    assert index.known("es/mar.txt", "h", "1")
    assert not index.known("es/mar.txt", "other", "1")
    assert not index.known("es/mar.txt", "h", "2")
    assert not index.known("none", "h", "1")
    record = index.record("es/mar.txt")
    assert record is not None
    assert record.source_hash == "h"
    assert index.passages_in("es/mar.txt")[2].figures == ("f2",)


def test_a_replaced_document_is_read_anew(index: Index) -> None:
    """Nothing that is kept at hand outlives a change."""
    assert index.search(query("en", "fine weather"))[0].uri == "en/sea.txt"
    index.add(document("en/sea.txt", "en", "A new text about whales."), "h2", "1")
    assert index.analysis("en/sea.txt").document.text == "A new text about whales."
    assert index.search(query("en", "fine weather")) == []
    assert texts(index.search(query("en", "whales"))) == ["A new text about whales."]


def test_what_is_begun_is_read_on_when_it_is_asked_for() -> None:
    """In memory alone, once, and anew when the document has changed."""
    asked: list[str] = []

    def read_on(begun: Analysis) -> Analysis:
        asked.append(begun.document.text)
        return replace(begun, problems=(Problem(code="internal", message="m", hint="h", uri="en/sea.txt"),))

    with Index.create(None, read_on=read_on) as index:
        index.add(document("en/sea.txt", "en", "A text about the sea."), "h", "1", begun=True)
        assert texts(index.search(query("en", "sea"))) == ["A text about the sea."]
        assert index.begun("en/sea.txt").problems == ()
        assert asked == []
        assert [index.analysis("en/sea.txt").problems[0].code for _ in range(2)] == ["internal"] * 2
        assert [note.code for note in index.notes] == ["internal"]
        assert asked == ["A text about the sea."]
        index.add(document("en/sea.txt", "en", "A text about whales."), "h", "1", begun=True)
        assert index.analysis("en/sea.txt").problems
        assert asked[1:] == ["A text about whales."]
        index.add_many([(document("en/sea.txt", "en", "A whole text."), "h")], "1")
        assert index.analysis("en/sea.txt").problems == ()


def test_what_is_on_disk_is_whole(tmp_path: Path) -> None:
    with Index.create(tmp_path / "i", read_on=lambda one: replace(one, problems=())) as index:
        index.add(ENGLISH, "h", "1", begun=True)
        assert index.analysis("en/sea.txt") is index.begun("en/sea.txt")


def _with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "letter.txt").write_text("hello")


def _a_file(path: Path) -> None:
    path.write_text("hello")


def _an_index(path: Path) -> None:
    Index.create(path).close()


@pytest.mark.parametrize(
    ("make", "hint"), [(_with_a_file, "empty folder"), (_a_file, "a new one"), (_an_index, "index add")]
)
def test_an_index_is_made_only_where_nothing_is(tmp_path: Path, make: Callable[[Path], None], hint: str) -> None:
    make(tmp_path / "i")
    with pytest.raises(UsageError) as caught:
        Index.create(tmp_path / "i")
    assert caught.value.problem.code == "usage"
    assert hint in caught.value.problem.hint


def test_what_is_no_index_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Index.open(tmp_path / "none")
    assert caught.value.problem.code == "missing"
    with pytest.raises(UsageError) as caught:
        Index.open(tmp_path)
    assert caught.value.problem.code == "not-an-index"
    assert "index build" in caught.value.problem.hint
    assert not is_index(tmp_path)
    Index.create(tmp_path / "deep" / "i").close()
    assert is_index(tmp_path / "deep" / "i")
