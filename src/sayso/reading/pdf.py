"""PDF: text by pdfium, its lines put back together into paragraphs; the page of every stretch of text is kept."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Page, Problem, UnreadableError

from .draft import Builder, Draft, one_line
from .limits import MAX_PAGES
from .lines import Line, Paragraph, drop_running_heads, paragraphs_of
from .notes import find_notes
from .plain import find_urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .formats import Source

_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
#: A page with fewer characters is looked at a second time, with pypdf.
_LITTLE: Final = 20
_POOR_TITLE: Final = re.compile(
    r"(?:untitled|microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|tex|qxd|pages|odt|rtf)|\W*|document\d*)\Z", re.IGNORECASE
)
_NONE: Final = frozenset(("anonymous", "unspecified", "(anonymous)", "(unspecified)", "unknown"))
_LISTED: Final = 12
_LIGATURES: Final = (("\x1b", "ff"), ("\x1c", "fi"), ("\x1d", "fl"), ("\x1e", "ffi"), ("\x1f", "ffl"))
#: Not all that `splitlines` knows: some of those are ligatures in TeX's fonts.
_LINE_ENDS: Final = re.compile("[\r\n\u2028\u2029]+")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]+")
#: pdfium writes this for a hyphen at the end of a line, and leaves the line break out.
_HYPHEN: Final = "\ufffe\u0002"


def read_pdf(source: Source) -> Draft:
    """Read a PDF. Lines that repeat on most pages (running heads, page numbers) are left out.

    Raises UnreadableError "encrypted", "damaged", "no-text-layer" or "too-large".
    """
    document = open_pdf(source.data)
    count = len(document)
    if count > MAX_PAGES:
        raise UnreadableError("too-large", f"it has more than {MAX_PAGES:,} pages", "split it, and give the parts")
    pages = [_lines_of(document, number) for number in range(count)]
    bare = [number for number, lines in enumerate(pages) if sum(len(line.text) for line in lines) < _LITTLE]
    for number, lines in _second_look(source.data, bare).items():
        pages[number] = lines
    silent = [number + 1 for number in bare if not any(line.text.strip() for line in pages[number])]
    if len(silent) == count:
        raise UnreadableError(
            "no-text-layer",
            f"its {count} page{'s are pictures' if count > 1 else ' is a picture'}, without text",
            "add a text layer by OCR first, for instance with: ocrmypdf IN.pdf OUT.pdf",
        )
    return _draft(paragraphs_of(drop_running_heads(pages)), count, silent, _metadata(document))


def open_pdf(data: bytes) -> Any:
    """The document; raises UnreadableError "encrypted" or "damaged"."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableError(
                "encrypted", "the PDF needs a password", "save a copy without one, for instance with: qpdf --decrypt"
            ) from error
        raise UnreadableError("damaged", f"the PDF is broken: {error}", "fetch or export it again") from error


def _lines_of(document: Any, number: int) -> list[Line]:
    """The lines of a page with their places on it; none where the page cannot be read."""
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return list(_measure(text_page, chars_of(text_page), number))
    finally:
        text_page.close()
        page.close()


def chars_of(text_page: Any) -> str:
    """The page's text with one character for each that pdfium counts."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    text: str = text_page.get_text_range()
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page.raw, at) for at in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)  # noqa: PLR2004 - Unicode ends there


def _measure(text_page: Any, chars: str, number: int) -> Iterator[Line]:
    start = 0
    for found in re.finditer(rf"[{_HYPHEN}]|[\r\n]+|\Z", chars):
        hyphen = found[0] != "" and found[0] in _HYPHEN
        piece = chars[start : found.start()]
        if _legible(piece):
            yield _placed(text_page, piece, (start, found.start()), number, hyphen)
        start = found.end()


def _placed(text_page: Any, text: str, place: tuple[int, int], number: int, hyphen: bool) -> Line:  # noqa: FBT001
    import pypdfium2.raw as pdfium

    first = place[0] + len(text) - len(text.lstrip())
    last = max(place[0] + len(text.rstrip()) - 1, first)
    left, _, bottom, _ = box_of(text_page, first)
    _, right, _, _ = box_of(text_page, last)
    size = pdfium.FPDFText_GetFontSize(text_page.raw, (first + last) // 2)
    _, _, low, high = box_of(text_page, (first + last) // 2)
    height = size if size > 1.5 else (high - low) * 1.4  # noqa: PLR2004 - a scaled font tells no size
    return Line(_legible(text), number, left, right, bottom, round(height, 1), hyphen)


def _legible(text: str) -> str:
    """A line without control characters; TeX's fonts have the ligatures there."""
    for sign, letters in _LIGATURES:
        text = text.replace(sign, letters)
    return _CONTROL.sub(" ", text).strip()


def box_of(text_page: Any, at: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character, in points."""
    import ctypes

    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page.raw, at, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _second_look(data: bytes, numbers: Sequence[int]) -> dict[int, list[Line]]:
    """What pypdf reads on pages where pdfium read next to nothing."""
    if not numbers:
        return {}
    import pypdf

    found: dict[int, list[Line]] = {}
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        for number in numbers:
            text = reader.pages[number].extract_text() or ""
            if len(text.strip()) >= _LITTLE:
                lines = map(_legible, _LINE_ENDS.split(text))
                found[number] = [Line(line, number) for line in lines if line]
    except Exception:  # noqa: BLE001 - a second look that fails changes nothing
        return found
    return found


def _draft(paragraphs: list[Paragraph], count: int, silent: list[int], metadata: dict[str, str]) -> Draft:
    builder = Builder()
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for paragraph in paragraphs:
        text = " ".join(piece for _, piece in paragraph.pieces)
        builder.add(paragraph.kind, text)
        at = builder.blocks[-1].start if builder.blocks else 0
        for number, piece in paragraph.pieces:
            starts.setdefault(number, at)
            ends[number] = at + len(piece)
            at += len(piece) + 1
    whole = builder.text
    lines = [whole[block.start : block.end] for block in builder.blocks]
    notes = find_notes(lines[1:5], lines[-3:])
    titled = next((line for line, block in zip(lines, builder.blocks, strict=True) if block.kind == "title"), None)
    return Draft(
        text=whole,
        media_type="application/pdf",
        title=metadata.get("title") or titled,
        byline=notes.byline or metadata.get("author"),
        outlet=notes.outlet,
        published=notes.published or metadata.get("date"),
        language=metadata.get("language"),
        links=find_urls(whole),
        blocks=tuple(builder.blocks),
        pages=_pages(count, starts, ends),
        problems=_unread(silent, count),
    )


def _pages(count: int, starts: dict[int, int], ends: dict[int, int]) -> tuple[Page, ...]:
    pages = []
    at = 0
    for number in range(count):
        start = starts.get(number, at)
        at = max(ends.get(number, start), start)
        pages.append(Page(number=number + 1, start=start, end=at))
    return tuple(pages)


def _unread(silent: list[int], count: int) -> tuple[Problem, ...]:
    if not silent:
        return ()
    named = ", ".join(map(str, silent[:_LISTED])) + (" ..." if len(silent) > _LISTED else "")
    message = f"{len(silent)} of {count} pages gave no text: {named}"
    return (
        Problem(code="pages-unread", message=message, hint="if they are scans, run OCR first (ocrmypdf --skip-text)"),
    )


def _metadata(document: Any) -> dict[str, str]:
    """Title, author and date, where they say something."""
    raw = document.get_metadata_dict()
    found: dict[str, str] = {}
    title, author = one_line(raw.get("Title")), one_line(raw.get("Author"))
    if title and not _POOR_TITLE.match(title) and title.lower() not in _NONE:
        found["title"] = title
    if author and author.lower() not in _NONE:
        found["author"] = author
    date = _DATE.match(raw.get("CreationDate") or "")
    if date and 1 <= int(date[2]) <= 12 and 1 <= int(date[3]) <= 31:  # noqa: PLR2004 - months and days
        found["date"] = "-".join(date.groups())
    return found
