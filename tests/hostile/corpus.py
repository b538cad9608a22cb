"""All files of the corpus, by their classes."""

from __future__ import annotations

from typing import Final

from .archives import ARCHIVES
from .collections_made import LINES, PARQUET, WEBARCHIVES
from .earlier_checks import CHECKS
from .entities import ENTITIES
from .made import Made
from .mails import MAILS, SUBTITLES
from .odd_texts import LENGTHS, TEXTS
from .pages import PAGES
from .pdfs import PDFS
from .spreadsheets import TABLES

CLASSES: Final[dict[str, tuple[Made, ...]]] = {
    "pages of HTML": PAGES,
    "XML and its entities": ENTITIES,
    "archives, Word, Excel, EPUB": ARCHIVES,
    "PDF": PDFS,
    "e-mail": MAILS,
    "subtitles": SUBTITLES,
    "encodings and odd signs": TEXTS,
    "long and deep texts, Markdown": LENGTHS,
    "tables": TABLES,
    "web archives": WEBARCHIVES,
    "JSON Lines": LINES,
    "Parquet": PARQUET,
    "earlier checks": CHECKS,
}
