"""Names for linked data: an address where a text has one, else a name made of its id; always a valid IRI."""

from __future__ import annotations

import json
import re
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID, uuid5

from sayso.model import Document, SourceDocument

#: The name space of the ids of Sayso's entries (RFC 9562, version 5).
_OURS: Final = UUID("a5a0a1d2-5f0e-5a3b-9c56-6d1f6f4f9d10")
_WEB: Final = re.compile(r"https?://[^/\s?#]+", re.IGNORECASE)
#: What an IRI may hold without being escaped (RFC 3987), and "%" of what is escaped already.
_ALLOWED: Final = "%:/?#[]@!$&'()*+,;=~-._"
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(uri: str) -> str | None:
    """The address where it leads into the web, with what must not stand in an IRI escaped; else None."""
    if not _WEB.match(uri):
        return None
    return quote(_BARE_PERCENT.sub("%25", uri), safe=_ALLOWED).replace("[", "%5B").replace("]", "%5D")


def name_of(*parts: str) -> str:
    """A name for what has no address: the same for the same parts."""
    return f"urn:uuid:{uuid5(_OURS, chr(31).join(parts))}"


def document_iri(doc: Document | SourceDocument) -> str:
    """The address of a document, or its name."""
    return web_address(doc.uri) or name_of("document", doc.id)


def entry_iri(doc: Document, kind: str, ident: str) -> str:
    """The name of an entry of a document's ledger: the same in every version and in every form."""
    return name_of(kind, doc.id, ident)


def as_json(value: Any) -> str:
    """JSON for people and programs, ending with a line break; the order of the fields is kept.

    "<" is escaped, so that within a page's `<script type="application/ld+json">` no text ends the script.
    """
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).replace("<", "\\u003c") + "\n"


def bare(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold anything."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
