"""A row of a table or a JSON object as a document: which of its fields is what, by the names that are common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from .appearance import Appearance
from .dates import published_at

#: The names of fields, in order of preference, as they are with small letters and without "_", "-" and blanks.
_NAMES: Final = {
    "text": "text body maintext fulltext articlebody articletext plaintext contenttext content article",
    "html": "html rawhtml contenthtml bodyhtml",
    "title": "title headline heading",
    "uri": "url uri link canonicalurl sourceurl articleurl permalink",
    "outlet": "outlet publisher sitename sourcename newspaper media site source domain",
    "published": "published publishedat datepublished publishdate publisheddate publicationdate pubdate date datetime timestamp",
    "byline": "byline author authors creator",
}
_ORDER: Final = {field: tuple(names.split()) for field, names in _NAMES.items()}
#: What every row is worth looking for: columns that hold none of these need not be read.
KNOWN: Final = frozenset(name for names in _ORDER.values() for name in names)
_APART: Final = re.compile(r"[\s_\-]+")
_MARKUP: Final = re.compile(r"</(?:p|div|article|body|html|ul|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_PAGE: Final = re.compile(r"\A\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_HEAD: Final = 4096
_DEEPEST: Final = 4


def plain_name(name: str) -> str:
    """A field's name as it is looked for."""
    return _APART.sub("", name).lower()


def of_row(row: Mapping[str, Any], place: str) -> Appearance:
    """What a row says and holds; its address is `place` where it has none of its own."""
    fields = {plain_name(name): value for name, value in row.items() if isinstance(name, str)}
    text, html = _first(fields, "text"), _first(fields, "html")
    uri = _first(fields, "uri") or place
    told: dict[str, Any] = {
        "uri": uri,
        "title": _first(fields, "title"),
        "byline": _first(fields, "byline"),
        "outlet": _first(fields, "outlet"),
        "published": next(
            (found for name in _ORDER["published"] if (found := published_at(fields.get(name))) is not None), None
        ),
    }
    if text is None and html is not None:
        return _of_html(html, told)
    if text is not None and _MARKUP.search(text, 0, _HEAD):
        return _of_html(text, told)
    return Appearance(text=text, **told)


def _of_html(html: str, told: dict[str, Any]) -> Appearance:
    """A whole page, in which the article is to be found, or a piece that is the article."""
    if _PAGE.match(html):
        data = html.encode("utf-8", "surrogatepass")
        return Appearance(data=data, content_type="text/html; charset=utf-8", **told)
    return Appearance(markup=html, **told)


def _first(fields: Mapping[str, Any], field: str) -> str | None:
    return next((found for name in _ORDER[field] if (found := _words(fields.get(name)))), None)


def _words(value: Any, left: int = _DEEPEST) -> str | None:
    """The words of a field: a text, the name in an object, the texts of a list; of what lies deeper than a person would put it, none."""
    if isinstance(value, str):
        return value if value.strip() else None
    if not left:
        return None
    if isinstance(value, Mapping):
        return _words(value.get("name"), left - 1)
    if isinstance(value, list | tuple):
        return ", ".join(words for one in value[:20] if (words := _words(one, left - 1))) or None
    return None
