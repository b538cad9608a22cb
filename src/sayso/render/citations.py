"""The article and its source documents as CSL-JSON, for Zotero, Pandoc and every citation processor."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from sayso.model import Document, House, SourceDocument
from sayso.review import Review

from .iris import as_json, bare, web_address
from .safe import language_tag, line
from .view import view_of

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])")
#: What stands for a month or day that a date does not tell.
_FIRST: Final = "01"


def render_citations(review: Review, _house: House) -> str:
    """A list of CSL items: the article first, then each source document once, by their ids.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    ledger = view_of(review.ledger).ledger
    docs: tuple[Document | SourceDocument, ...] = (ledger.document, *ledger.source_documents)
    return as_json(list({doc.id: _item(doc) for doc in docs}.values()))


def _item(doc: Document | SourceDocument) -> dict[str, Any]:
    address = web_address(doc.uri)
    byline = line(getattr(doc, "byline", None) or "")
    return {"id": doc.id, "type": _kind(doc, address)} | bare(
        {
            "title": line(doc.title or "") or line(doc.uri),
            "author": [{"literal": byline}] if byline else [],
            "container-title": line(doc.outlet or ""),
            "issued": _issued(doc.published or ""),
            "URL": address,
            "language": language_tag(doc.language),
        }
    )


def _kind(doc: Document | SourceDocument, address: str | None) -> str:
    if doc.outlet:
        return "article-newspaper"
    return "webpage" if address else "document"


def _issued(published: str) -> dict[str, Any]:
    """A date by its parts; what is no date of the calendar is given as it was written."""
    found = _DATE.match(published)
    if found and _is_day("-".join(part or _FIRST for part in found.groups())):
        return {"date-parts": [[int(part) for part in found.groups() if part]]}
    return {"literal": line(published)} if published.strip() else {}


def _is_day(written: str) -> bool:
    """Whether there is such a day in the calendar."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
