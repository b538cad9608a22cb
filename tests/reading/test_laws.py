"""Laws that hold for any input: places are exact and in order, and nothing but our own errors comes out."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model import Document, Problem, UnreadableError
from sayso.reading import Reading, read_bytes, read_text
from sayso.reading.formats import Source, read_source
from sayso.reading.kinds import Kind

_WORDS = st.sampled_from(
    ["Mr.", "U.S.", "no.", "No. 5", "“", "”", "He", "said", "54", "percent", ".", "?", "\n", "\n\n", "- ", "1. ", "By Jane Doe",
     "http://a.b/c", "\u00a0", "\u00ad", "\u200b", "🙂", "z. B.", "...", "(", ")", "«", "»", "#", "|", "\r\n", "*", "[a](b)", "---",
     "00:00:01,000 --> 00:00:02,000", "<p>", "<td>", "</table>", "<table>", "&amp;", "\ud800", "1;2;3", "a,b"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(_WORDS, max_size=40).map(" ".join), st.lists(_WORDS, max_size=40).map("".join)
)


def check_places(doc: Document) -> None:
    """Blocks, links and pages lie within the text, in order; blocks do not overlap."""
    at = 0
    for block in doc.blocks:
        assert at <= block.start < block.end <= len(doc.text)
        assert doc.text[block.start : block.end].strip() == doc.text[block.start : block.end]
        at = block.end
    assert all(0 <= link.start < link.end <= len(doc.text) for link in doc.links)
    assert list(doc.links) == sorted(doc.links, key=lambda link: (link.start, link.end))
    at = 0
    for page in doc.pages:
        assert at <= page.start <= page.end <= len(doc.text)
        at = page.end


def check(reading: Reading) -> None:
    """The laws of a reading."""
    doc = reading.document
    check_places(doc)
    doc.text.encode("utf-8")
    at = 0
    for sentence in reading.sentences:
        assert at <= sentence.start < sentence.end <= len(doc.text)
        shown = doc.text[sentence.start : sentence.end]
        assert shown == shown.strip()
        assert any(block.start <= sentence.start and sentence.end <= block.end for block in doc.blocks)
        at = sentence.end
    covered: set[int] = set()
    for sentence in reading.sentences:
        covered.update(range(sentence.start, sentence.end))
    for block in doc.blocks:
        lost = [char for at, char in enumerate(doc.text[block.start : block.end], block.start) if at not in covered]
        assert not any(char.isalnum() for char in lost), "sentences cover all prose"
    assert all(isinstance(problem, Problem) for problem in reading.problems)


@given(TEXTS)
def test_plain_text(text: str) -> None:
    """Any string is read or is empty, and blocks cover its letters."""
    try:
        reading = read_text(text)
    except UnreadableError as error:
        assert error.problem.code == "empty"  # noqa: PT017 - either may come
        return
    check(reading)
    doc = reading.document
    inside: set[int] = set()
    for block in doc.blocks:
        inside.update(range(block.start, block.end))
    outside = [char for at, char in enumerate(doc.text) if at not in inside]
    assert not any(char.isalpha() for char in outside if char not in "abcdefghijklmnopqrstuvwxyz")


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Bytes without a foreign format's mark are read, or refused with a code."""
    with suppress(UnreadableError):
        check(read_bytes(data, "a.txt", "a.txt"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["text", "markdown", "html", "eml", "subtitles", "table"]))
def test_texts_of_any_format(text: str, kind: Kind) -> None:
    """Each reader of a text format holds the laws on any text, and raises nothing but UnreadableError."""
    data = text.encode("utf-8", "replace")
    try:
        draft = read_source(kind, Source(data=data, name="a", uri="a"))
    except UnreadableError as error:
        expected = {"empty", "binary"} | ({"damaged"} if kind in {"subtitles", "table"} else set())
        assert error.problem.code in expected, error.problem.message  # noqa: PT017 - either may come
        return
    check_places(Document(id="", text_id="", uri="a", text=draft.text, blocks=draft.blocks, links=draft.links))


@settings(max_examples=60)
@given(st.sampled_from(["pdf", "docx", "xlsx", "epub"]), st.binary(max_size=200))
def test_damaged_foreign_files(kind: Kind, data: bytes) -> None:
    """A foreign format that is broken is refused, never with an error of its library."""
    with suppress(UnreadableError):
        read_source(kind, Source(data=data, name="a", uri="a"))
