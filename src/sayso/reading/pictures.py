"""Passages of a PDF as they are printed: the strip of the page around each, with the passage marked.

Pages are drawn by pdfium, in the child process, as reading is. A passage is looked for by its letters and digits alone, so that
hyphens, line breaks and ligatures do not matter.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sayso.model.span import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Pixels for a point: 1.7 is 122 dots an inch, enough to read small print.
_SCALE: Final = 1.7
#: Points of the page above and below the passage that are shown.
_MARGIN: Final = 60.0
#: Points of a page that are wider or a strip that is higher than this are not drawn: nobody could look at them.
_LARGEST: Final = 1_700.0
_COLOURS: Final = 32
_TINT: Final = (255, 236, 153)
#: The outline of each line, for whom the tint is no sign.
_EDGE: Final = (138, 106, 0)

Box = tuple[float, float, float, float]


class PassagePlace(Entry, frozen=True, kw_only=True):
    """What is to be drawn: a passage's text, and the page that it stands on, counted from 1."""

    page: int
    text: str


def draw_places(data: bytes, places: Sequence[PassagePlace]) -> tuple[bytes | None, ...]:
    """A PNG for each place, or None where the passage is not found on its page or the page cannot be drawn.

    Raises UnreadableError where the file is no PDF that can be opened.
    """
    from .pdf import open_pdf

    document = open_pdf(data)
    return tuple(_draw(document, place) for place in places)


def _draw(document: Any, place: PassagePlace) -> bytes | None:
    import pypdfium2

    if not 1 <= place.page <= len(document):
        return None
    try:
        page = document[place.page - 1]
        text_page = page.get_textpage()
        boxes = list(_lines(text_page, place.text))
        return _strip(page, boxes) if boxes else None
    except pypdfium2.PdfiumError:
        return None


def _lines(text_page: Any, text: str) -> Iterator[Box]:
    """The boxes of the lines on which a passage stands: left, bottom, right, top in points."""
    from .pdf import box_of, chars_of

    chars = chars_of(text_page)
    kept = [at for at, char in enumerate(chars) if char.isalnum()]
    start = "".join(chars[at].casefold()[:1] for at in kept).find(_letters(text))
    if start < 0 or not _letters(text):
        return
    line: Box | None = None
    for at in kept[start : start + len(_letters(text))]:
        left, right, bottom, top = box_of(text_page, at)
        if line and bottom < line[3] and line[1] < top and left >= line[0]:
            line = (line[0], min(line[1], bottom), max(line[2], right), max(line[3], top))
            continue
        if line:
            yield line
        line = (left, bottom, right, top)
    if line:
        yield line


def _letters(text: str) -> str:
    return "".join(char.casefold()[:1] for char in text if char.isalnum())


def _strip(page: Any, boxes: Sequence[Box]) -> bytes | None:
    """The strip of the page around the boxes, at its full width, with the boxes tinted and outlined."""
    from PIL import Image, ImageChops, ImageDraw

    width, height = page.get_size()
    high = min(height, max(box[3] for box in boxes) + _MARGIN)
    low = max(0.0, min(box[1] for box in boxes) - _MARGIN)
    if width > _LARGEST or high - low > _LARGEST:
        return None
    picture = page.render(scale=_SCALE, crop=(0, low, 0, height - high)).to_pil().convert("RGB")
    for left, bottom, right, top in boxes:
        area = tuple(round(value * _SCALE) for value in (left - 1, high - top - 1, right + 1, high - bottom + 1))
        area = (max(0, area[0]), max(0, area[1]), min(picture.width, area[2]), min(picture.height, area[3]))
        if area[0] < area[2] and area[1] < area[3]:
            part = picture.crop(area)
            picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _TINT)), area[:2])
            ImageDraw.Draw(picture).rectangle((area[0], area[1], area[2] - 1, area[3] - 1), outline=_EDGE)
    out = io.BytesIO()
    picture.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
