"""Say-so: the cases of tests/cases/attributions*.md, and laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.attributions import MADE, find_attributions
from sayso.model import Attribution, Document, Sentence, Span, Speaker

from .markdown_cases import Case, cases, document, rewrite

FILES = ("attributions*.md",)


def found(text: str, language: str) -> str:
    """What is found, one line an attribution and one a speaker."""
    doc, sentences = document(text, language)
    attributions, speakers = find_attributions(doc, sentences)
    return "".join(f"{line}\n" for line in (*map(_attribution, attributions), *map(_speaker, speakers)))


def _attribution(entry: Attribution) -> str:
    parts = [
        f"{entry.id}",
        f"within {entry.within}" if entry.within else "",
        "suggested" if entry.suggested else "",
        f"{entry.speech} {entry.source_kind} {'named' if entry.named else 'unnamed'}",
        f"{_shown(entry.source)} / {_shown(entry.cue)} / {_shown(entry.content)}",
        f"= {entry.speaker}" if entry.speaker else "",
        f"-> {entry.resolves_to.text}" if entry.resolves_to else "",
    ]
    return " | ".join(part for part in parts if part)


def _speaker(entry: Speaker) -> str:
    return f"{entry.id} | {entry.name} | {entry.kind} {'named' if entry.named else 'unnamed'}"


def _shown(spans: tuple[Span, ...]) -> str:
    return " + ".join(span.text.replace("\n", " ") for span in spans) or "-"


rewrite(FILES, found)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases(*FILES)])
def test_case(case: Case) -> None:
    """Each case finds exactly what it lists."""
    assert found(case.text, case.language) == case.expected


def test_there_are_enough_cases() -> None:
    """The rules of each language stand on cases of their own."""
    languages = [case.language for case in cases(*FILES)]
    assert languages.count("en") >= 35
    assert min(languages.count(other) for other in ("de", "es", "fr")) >= 8


# fmt: off
PIECES = st.sampled_from(
    [
        "said",
        "says",
        "according to",
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "„",
        "«",
        "»",
        ",",
        ".",
        ":",
        "—",
        "(",
        ")",
        "\n",
        "\n\n",
        "Anna",
        "Berg",
        "the",
        "report",
        "that",
        "it",
        "was",
        "reported",
        "by",
        "experts",
        "who",
        "and",
        "As",
        "notes",
        "claim",
        "of",
        "told",
        "Reuters",
        "in",
        "a",
        "statement",
        "sagte",
        "laut",
        "dass",
        "nach Angaben",
        "zufolge",
        "wie",
        "soll",
        "haben",
        "will",
        "hat gesagt",
        "mit den Worten:",
        "wird befürchtet,",
        "steht",
        "unter Berufung auf",
        "der Vorwurf der Stadt,",
        "zu gehen",
        "que",
        "añadió",
        "— dijo Ana —",
        "habría sido",
        "según explicó",
        "cité par",
        "citing",
        "The report notes that",
        "mais a refusé de",
        "@wurm",
        "dijo",
        "según",
        "a-t-il",
        "dit",
        "heißt es",
        "so",
        "\u00ad",
        "\u00a0",
        "\u200b",
        "’s",
        "don’t",
        "U.S.",
        "54%",
        "she",
        "its authors",
        "מר",
        "😀",
    ]
)
# fmt: on
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map(" ".join))
LANGUAGES = st.sampled_from(["en", "de", "es", "fr", "it", "und", "en-GB"])


@settings(max_examples=300)
@given(TEXTS, LANGUAGES)
def test_any_text(text: str, language: str) -> None:
    """Law: no text raises; spans are exact; ids, speakers and nesting hold together; the same text gives the same."""
    doc, sentences = document(text, language)
    attributions, speakers = find_attributions(doc, sentences)
    assert (attributions, speakers) == find_attributions(doc, sentences)
    assert [entry.id for entry in attributions] == [f"a{number + 1}" for number in range(len(attributions))]
    ids = {entry.id for entry in speakers}
    for entry in attributions:
        _is_sound(doc, entry)
        assert entry.speaker is None or entry.speaker in ids
        assert entry.within is None or int(entry.within[1:]) < int(entry.id[1:])


def _is_sound(doc: Document, entry: Attribution) -> None:
    assert entry.content
    assert entry.because
    assert entry.made == MADE
    for span in (*entry.source, *entry.cue, *entry.content, *filter(None, (entry.resolves_to,))):
        assert span.start < span.end
        assert doc.text[span.start : span.end] == span.text
        assert any(block.start <= span.start and span.end <= block.end for block in doc.blocks)


def test_a_document_without_blocks() -> None:
    """A document that was made by hand, without blocks, is read line by line."""
    text = "The weir holds.\n“It does,” said Ida Holm.\n"
    doc = Document(id="d", text_id="t", uri="x", text=text, language="en")
    attributions, speakers = find_attributions(doc, (Sentence(start=0, end=15), Sentence(start=16, end=41)))
    assert [span.text for entry in attributions for span in entry.source] == ["Ida Holm"]
    assert [speaker.name for speaker in speakers] == ["Ida Holm"]


def test_silent_blocks() -> None:
    """Titles attribute nothing, the paragraph below them does."""
    doc, sentences = document("# Mayor says bridge is safe\nMayor Ida Holm says the bridge is safe.", "en")
    attributions, _ = find_attributions(doc, sentences)
    assert [span.start for entry in attributions for span in entry.source] == [28]


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("“We go on,” Ann Lee said. “No.” He left. ", "en"),
        ("he said that she said ", "en"),
        ("“", "en"),
        ("(a ", "en"),
        ("a, b, c said, ", "en"),
        ("The report notes that it rains. It pours. ", "en"),
        ("sie sagte, dass er sagte, ", "de"),
        ("laut der Stadt und der ", "de"),
        ("der, die, das, ", "de"),
        ("„Nein“, sagte Ida Holm, er habe „nichts“. ", "de"),
        ("dijo que añadió, ", "es"),
        ("— A —dijo Ana—. B ", "es"),
        ("« A, a-t-il dit, B » ", "fr"),
        ("selon que cite, ", "fr"),
    ],
)
def test_cost_is_linear(piece: str, language: str) -> None:
    """Four times the text costs about four times as much, not sixteen."""
    assert_linear(lambda size: _seconds(piece * (size // len(piece)), language), 5_000, 20_000, least=0.02)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_right_to_left(language: str) -> None:
    """A text that runs from right to left, with marks left open, is read without harm."""
    text = 'אמר שר הביטחון: "המצב קשה. «قال الوزير إن الوضع صعب" «said Ida Holm'
    doc, sentences = document(text, language)
    for entry in find_attributions(doc, sentences)[0]:
        _is_sound(doc, entry)


def _seconds(text: str, language: str) -> float:
    doc, _ = document(text, language)
    sentences = (Sentence(start=0, end=len(text)),)
    return cpu_seconds(lambda: find_attributions(doc, sentences))


def test_a_pronoun_for_nobody_within_a_quotation_is_read() -> None:
    """A text that opens with a French quotation in which somebody else speaks, whom nothing names."""
    doc, sentences = document("« Ils m’ont dit avoir vu de nombreuses maisons détruites », explique-t-il.", "fr")
    attributions, _ = find_attributions(doc, sentences)
    assert any(one.speech == "direct" for one in attributions)


def test_whom_a_verb_leaves_out_who_talks_with_somebody() -> None:
    """As in "pediría a los vecinos ... que contactasen con nosotros": who asks is not told, and whom they are to talk with is no source."""
    text = (
        "También pediría a cualquier vecino, especialmente a los pescadores, que haya podido ver algo "
        "que contactase con nosotros, ya que pueden tener información útil."
    )
    doc, sentences = document(text, "es")
    attributions, _ = find_attributions(doc, sentences)
    assert not [one for one in attributions if one.within]
