"""What differs, as lines, in a terminal and as one page: readable, exact, and harmless whatever the texts hold."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import lxml.html
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console

from sayso.model import Document, Ledger, Sentence, text_id
from sayso.render import difference_html, plain_difference, show_difference
from sayso.review import changes_of

from .make_ledger import small_ledger

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [red]x[/red] \x1b[31m\u202e</ins></style> '\"&amp; {{ 7*7 }}"
)


def _ledger(*sentences: str, uri: str = "a.txt", gap: str = " ") -> Ledger:
    text = gap.join(sentences)
    places: list[Sentence] = []
    for sentence in sentences:
        start = text.index(sentence, places[-1].end if places else 0)
        places.append(Sentence(start=start, end=start + len(sentence)))
    doc = Document(id="d", text_id=text_id(text), uri=uri, language="en", title=sentences[0], text=text)
    return Ledger(document=doc, sentences=tuple(places), version="1.2.3")


OLD = _ledger("The tunnel cost 40 million euros.", "It opened late.", "Nobody was asked.")
NEW = _ledger("The tunnel cost 50 million euros.", "Nobody was asked.", "It leaks.")


def _page(html: str) -> Any:
    return lxml.html.fromstring(html)


def _terminal(old: Ledger, new: Ledger) -> str:
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    console.print(show_difference(changes_of(old, new)))
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_the_lines_tell_each_change_at_80_columns() -> None:
    text = plain_difference(changes_of(OLD, NEW))
    assert text.splitlines()[3:] == [
        "",
        "THE TEXT, BY SENTENCES: 1 added, 1 dropped, 1 changed",
        "  ~ changed: “40” became “50” in “The tunnel cost 50 million euros.”",
        "  − dropped: “It opened late.”",
        "  + added: “It leaks.”",
        "",
        "WHAT IS KNOWN OF THE ARTICLE: 1 changed",
        "  ~ changed: title",
        "      - title: “The tunnel cost 50 million euros.”, was “The tunnel cost 40",
        "        million euros.”",
    ]
    assert max(map(len, text.splitlines())) <= 80


def test_what_is_the_same_and_what_is_another_article_is_said() -> None:
    assert plain_difference(changes_of(OLD, OLD)).endswith("Nothing differs that is compared.\n")
    other = _ledger("Lessons begin in June.", "The children sing again.", uri="b.txt")
    assert "Warning: These are two articles" in plain_difference(changes_of(OLD, other))
    assert "Warning: These are two articles" in difference_html(changes_of(OLD, other))
    spaced = _ledger("The tunnel cost 40 million euros.", "It opened late.", "Nobody was asked.", gap="\n\n")
    assert "Of the texts, only white space differs." in plain_difference(changes_of(OLD, spaced))


def test_a_whole_ledger_is_told_in_every_form() -> None:
    old = small_ledger()
    changes = changes_of(old, replace(old, claims=old.claims[1:], figures=(), traces=old.traces[1:]))
    for form in (plain_difference(changes), difference_html(changes)):
        assert "dropped" in form


def test_the_page_marks_the_words_that_differ_on_both_sides() -> None:
    page = _page(difference_html(changes_of(OLD, NEW)))
    cells = [[cell.text_content() for cell in row] for row in page.xpath("//table[@class='text']/tbody/tr")]
    assert cells[0][1:] == [
        "The tunnel cost 40 million euros. characters 0–33", "The tunnel cost 50 million euros. characters 0–33"]  # fmt: skip
    assert page.xpath("//del/text()") == ["40", "It opened late."]
    assert page.xpath("//ins/text()") == ["50", "It leaks."]
    assert page.xpath("//td/bdi/@lang")[:2] == ["en", "en"]


def test_the_page_has_a_heading_a_name_for_every_part_and_no_id_twice() -> None:
    page = _page(difference_html(changes_of(OLD, NEW)))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert {href[1:] for href in page.xpath("//nav//@href")} == set(page.xpath("//h2/@id"))
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert all(cell.get("scope") for cell in page.xpath("//th"))
    assert page.get("lang") == "en"


def test_hostile_text_is_shown_and_never_runs() -> None:
    old, new = _ledger("One. Two.", HOSTILE), _ledger("One. Two.", HOSTILE.replace("red", "blue"), HOSTILE)
    html = difference_html(changes_of(old, new))
    page = _page(html)
    assert not page.xpath("//script | //img | //*[@onerror] | //link | //iframe")
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert "{{ 7*7 }}" in html
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    assert f"'sha256-{b64encode(sha256(style[1].encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    for text in (plain_difference(changes_of(old, new)), _terminal(old, new)):
        assert "\x1b[31m\u202e" not in text
        assert "\u202e" not in text
        assert "[blue]" in text


@given(st.lists(st.text(min_size=1, max_size=20), max_size=4), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_whatever_the_texts_hold_every_form_can_be_written(before: list[str], after: list[str]) -> None:
    old, new = (
        Ledger(document=Document(id="d", text_id=text_id(text), uri=text, title=text, language=text, text=text))
        for text in (" ".join(before), "\n".join(after))
    )
    changes = changes_of(old, new)
    for form in (plain_difference(changes), difference_html(changes), _terminal(old, new)):
        form.encode()
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\u202a-\u202e]", form)
