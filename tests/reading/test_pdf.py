"""PDF: paragraphs out of lines, pages, hyphens, running heads."""

from __future__ import annotations

import io
from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from sayso.reading import Reading, read_bytes

BODY = (
    "Germany took in 890,000 people in 2015, the ministry said. “It was a hard year,” the minister Maria König said. "
)


def typeset(paragraphs: int, *, headed: bool = False) -> bytes:
    """Pages set by a typesetter, with a title and a heading; `headed`, with a running head and page numbers too."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Arrivals in numbers", styles["Title"]), Paragraph("First part", styles["Heading1"])]
    story += [Paragraph(f"{BODY * 3}This ends paragraph number {at}.", styles["BodyText"]) for at in range(paragraphs)]
    buffer = io.BytesIO()

    def head(page: canvas.Canvas, doc: SimpleDocTemplate) -> None:
        if headed:
            page.drawString(100, 810, f"Quay Review, issue {doc.page}")
            page.drawString(300, 20, str(doc.page))

    doc = SimpleDocTemplate(buffer, pagesize=A4, title="Arrivals", author="Jane Doe", invariant=1)
    doc.build(story, onFirstPage=head, onLaterPages=head)
    return buffer.getvalue()


def lines(*pages: list[str]) -> bytes:
    """Pages of lines, each set at its place."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, invariant=1)
    for texts in pages:
        for at, text in enumerate(texts):
            page.drawString(100, 700 - 14 * at, text)
        page.showPage()
    page.save()
    return buffer.getvalue()


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """The kinds of the blocks with what stands in them."""
    doc = reading.document
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


def test_lines_become_paragraphs() -> None:
    found = kinds(read_bytes(typeset(4), "a.pdf", "a.pdf"))
    assert found[:2] == [("title", "Arrivals in numbers"), ("heading", "First part")]
    assert [text for _, text in found[2:]] == [f"{BODY * 3}This ends paragraph number {at}." for at in range(4)]


def test_what_the_file_says_of_itself() -> None:
    doc = read_bytes(typeset(1), "a.pdf", "a.pdf").document
    assert (doc.title, doc.byline, doc.media_type) == ("Arrivals", "Jane Doe", "application/pdf")


def test_pages_and_running_heads() -> None:
    """Each place has its page; what stands on every page is left out; a paragraph goes on over a page's end."""
    doc = read_bytes(typeset(40, headed=True), "a.pdf", "a.pdf").document
    assert len(doc.pages) > 3
    assert [page.number for page in doc.pages] == list(range(1, len(doc.pages) + 1))
    assert all(before.end <= page.start for before, page in pairwise(doc.pages))
    assert "issue" not in doc.text
    assert [block.kind for block in doc.blocks].count("paragraph") == 40
    assert doc.page_at(doc.text.index("number 0.")) == 1
    assert doc.page_at(doc.text.index("number 39.")) == len(doc.pages)


def test_hyphens_at_line_ends_do_no_harm() -> None:
    """One that broke a word becomes a soft hyphen; one that belongs to the word stays."""
    text = read_bytes(
        lines(
            [
                "The govern-",
                "ment of Baden-",
                "Württemberg paid for the so-called fund",
                "and the so-",
                "called plan, it said.",
            ]
        ),
        "a.pdf",
        "a.pdf",
    ).document.text
    assert "The govern\u00adment of Baden-Württemberg paid" in text
    assert "the so-called plan" in text


def test_sentence_over_a_page_end() -> None:
    reading = read_bytes(
        lines(["The ministry counted 890,000 people, and the town"], ["counted 54 percent of them. That was all."]),
        "a.pdf",
        "a.pdf",
    )
    doc = reading.document
    shown = [doc.text[found.start : found.end] for found in reading.sentences]
    assert shown == [
        "The ministry counted 890,000 people, and the town counted 54 percent of them.",
        "That was all.",
    ]
    assert (doc.page_at(doc.text.index("890")), doc.page_at(doc.text.index("54"))) == (1, 2)


def test_pages_without_text_are_told() -> None:
    reading = read_bytes(lines(["The ministry counted 890,000 people."], [], ["And 54 percent."]), "a.pdf", "a.pdf")
    assert [(problem.code, problem.message) for problem in reading.problems] == [
        ("pages-unread", "1 of 3 pages gave no text: 2")
    ]
    assert len(reading.document.pages) == 3
    assert reading.document.pages[1].start == reading.document.pages[1].end


def test_list_items() -> None:
    found = kinds(read_bytes(lines(["Three things:", "• a new road", "• a school", "• a bridge"]), "a.pdf", "a.pdf"))
    assert found[1:] == [("item", "a new road"), ("item", "a school"), ("item", "a bridge")]
