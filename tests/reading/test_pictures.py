"""Passages of a PDF as they are printed: found by their letters, marked, or not drawn at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from sayso.model import UnreadableError, UsageError
from sayso.reading import PassagePlace, draw_passages

_LINES = ("The council counted 54 per-", "cent of the boats.", "Nobody counted the gulls.")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two pages: one without text, one with three lines."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, invariant=1)
    page.showPage()
    for at, line in enumerate(_LINES):
        page.drawString(100, 700 - 14 * at, line)
    page.showPage()
    page.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def _tinted(picture: bytes) -> list[int]:
    """The rows of a picture that hold the tint."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    wide, high = image.size
    return [row for row in range(high) if any(image.getpixel((at, row)) == (255, 236, 153) for at in range(0, wide, 3))]


def test_a_passage_over_two_lines_is_marked_and_the_rest_is_not(pdf: Path) -> None:
    place = PassagePlace(page=2, text="The council counted 54 per\u00adcent of the boats.")
    (picture,) = draw_passages(pdf, "a.pdf", [place])
    assert picture is not None
    image = Image.open(io.BytesIO(picture))
    assert image.width == pytest.approx(A4[0] * 1.7, abs=2)
    assert image.height < A4[1] * 1.7 / 3
    rows = _tinted(picture)
    assert rows
    assert rows[-1] - rows[0] < 60
    (other,) = draw_passages(pdf, "a.pdf", [PassagePlace(page=2, text="Nobody counted the gulls.")])
    assert other is not None
    assert len(_tinted(other)) < len(rows)


@pytest.mark.parametrize(("page", "text"), [(2, "Nobody counted the crabs."), (1, _LINES[2]), (9, _LINES[2]), (2, "…")])
def test_what_is_not_there_is_not_drawn(pdf: Path, page: int, text: str) -> None:
    assert draw_passages(pdf, "a.pdf", [PassagePlace(page=page, text=text)]) == (None,)


def test_the_same_passage_gives_the_same_picture(pdf: Path) -> None:
    place = PassagePlace(page=2, text=_LINES[2])
    assert draw_passages(pdf, "a.pdf", [place, place]) == draw_passages(pdf, "a.pdf", [place]) * 2


def test_files_that_cannot_be_drawn(tmp_path: Path) -> None:
    place = PassagePlace(page=1, text="x")
    with pytest.raises(UsageError, match="no file"):
        draw_passages(tmp_path / "none.pdf", "none.pdf", [place])
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(UnreadableError) as caught:
        draw_passages(tmp_path / "b.pdf", "b.pdf", [place])
    assert (caught.value.problem.code, caught.value.problem.uri) == ("damaged", "b.pdf")
