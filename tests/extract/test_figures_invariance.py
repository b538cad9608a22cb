"""Laws of figures: what does not matter changes nothing. Held against every sentence of the cases, in six languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.figures import find_figures
from sayso.model import Block, Document, Figure, Sentence, text_id

from .markdown_cases import CASES
from .rendered import LANGUAGES, find

SENTENCES: Final = {
    one: re.findall(r"^> (.+)$", (CASES / f"figures.{one}.md").read_text(encoding="utf-8"), re.MULTILINE)
    for one in LANGUAGES
}
#: A sentence without a figure, and without anything that a figure could rest on.
PLAIN: Final = {
    "en": "The weather stayed cold.",
    "de": "Das Wetter blieb kalt.",
    "es": "El tiempo siguió frío.",
    "fr": "Le temps restait froid.",
    "it": "Il tempo restava freddo.",
    "pt": "O tempo continuou frio.",
}
INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c"
_SPANS: Final = ("counted", "subject", "base", "period", "place")

each_language = pytest.mark.parametrize("language", LANGUAGES)
#: All sentences are gone through each time: a few draws suffice.
few = settings(max_examples=4)


def _said(figure: Figure, origin: Callable[[int], int]) -> dict[str, Any]:
    """All that a figure says, its places as those of the text that `origin` leads back to, without its id."""
    told = {name: getattr(figure, name) for name in figure.__struct_fields__}
    for name in ("id", "text", "start", "end", *_SPANS):
        del told[name]
    del told["because"]  # may quote the text
    for name, span in (("figure", figure), *((name, getattr(figure, name)) for name in _SPANS)):
        told[name] = span and (origin(span.start), origin(span.end - 1) + 1)
    return told


def _as_it_was(text: str, changed: str, origin: Sequence[int], language: str) -> None:
    """The changed text gives the figures of the text, at the places that they come from."""
    before = [_said(one, lambda at: at) for one in find(text, language)]
    found = find(changed, language)
    for one in found:
        for span in (one, *(getattr(one, name) for name in _SPANS)):
            assert span is None or changed[span.start : span.end] == span.text
    assert [_said(one, origin.__getitem__) for one in found] == before, changed


@each_language
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\n", "\t", "\u2028"])
def test_any_space_is_a_space(language: str, space: str) -> None:
    """No-break, narrow, thin and wide spaces, tabs and line breaks within a sentence."""
    for text in SENTENCES[language]:
        _as_it_was(text, text.replace(" ", space), range(len(text)), language)


@each_language
@few
@given(data=st.data())
def test_more_spaces_are_one(language: str, data: st.DataObject) -> None:
    """Two spaces or more are one; but not between digits, where they stand between the columns of a table: "4  200"."""
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=5, max_size=20).filter(lambda drawn: max(drawn) > 1))
    for text in SENTENCES[language]:
        wide = [sizes[at % len(sizes)] if text[at] == " " and not _grouped(text, at) else 1 for at in range(len(text))]
        places = [at for at, size in enumerate(wide) for _ in range(size)]
        _as_it_was(text, "".join(text[at] for at in places), places, language)


def _grouped(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


@each_language
@few
@given(data=st.data())
def test_what_is_invisible_changes_nothing(language: str, data: st.DataObject) -> None:
    """Soft hyphens, joiners, marks of direction anywhere: all spans stay where they were."""
    some = data.draw(st.lists(st.text(INVISIBLE, max_size=2), min_size=5, max_size=30).filter(any))
    for text in SENTENCES[language]:
        parts = [char + some[at % len(some)] for at, char in enumerate(text)]
        origin = [at for at, part in enumerate(parts) for _ in part]
        _as_it_was(text, some[0] + "".join(parts), [0] * len(some[0]) + origin, language)


def _together(language: str, sentences: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What each of some sentences says, read as paragraphs of one document."""
    text, places, at = "\n".join(sentences), [], 0
    for sentence in sentences:
        places.append((at, at + len(sentence)))
        at += len(sentence) + 1
    blocks = tuple(Block(start=start, end=end, kind="paragraph") for start, end in places)
    doc = Document(id="d:x", text_id=text_id(text), uri="x", text=text, language=language, blocks=blocks)
    found = find_figures(doc, [Sentence(start=start, end=end) for start, end in places])
    return [[_said(one, _from(start)) for one in found if start <= one.start < end] for start, end in places]


def _from(start: int) -> Callable[[int], int]:
    return lambda at: at - start


@each_language
def test_a_sentence_without_figures_changes_nothing(language: str) -> None:
    """Before or after another one it leaves that as it is."""
    for text in SENTENCES[language]:
        alone = [_said(one, lambda at: at) for one in find(text, language)]
        assert _together(language, [text, PLAIN[language]]) == [alone, []]
        assert _together(language, [PLAIN[language], text]) == [[], alone]


@each_language
@few
@given(data=st.data())
def test_order_does_not_matter(language: str, data: st.DataObject) -> None:
    """Sentences in another order say the same, those aside that rest on what stands before them: they have a base, or a sum's currency."""
    alone = {text: _together(language, [text])[0] for text in SENTENCES[language]}
    own = [text for text in alone if not _may_rest(alone[text])]
    chosen = data.draw(st.permutations(own))
    found = dict(zip(chosen, _together(language, chosen), strict=True))
    assert found == {text: alone[text] for text in own}
    assert len(own) > len(alone) / 2


def _may_rest(told: Sequence[dict[str, Any]]) -> bool:
    """Whether a figure may take something from a sentence before: a base, or a currency or a noun that is left out."""
    bare = (one for one in told if one["counted"] is None and one["kind"] in {"count", "proportion", "percent"})
    return any(bare) or any(one["base"] is not None for one in told)


@each_language
def test_reading_twice_gives_the_same(language: str) -> None:
    """Equal entries, their reasons and ids too."""
    for text in SENTENCES[language]:
        assert find(text, language) == find(text, language)
