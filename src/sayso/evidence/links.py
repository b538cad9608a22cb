"""Web addresses in one form, so that a link and the document it leads to meet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from sayso.model import Document, SourceDocument, part_of

#: Labels before a host, and files at the end of a path, that make no other page.
_FRONT: Final = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_INDEX: Final = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z")
#: Parameters that tell where a reader came from, and not which page it is.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|cmpid?|ref|ref_src|xtor|wt_\w+|at_\w+|smid|ns_\w+|share",
    re.IGNORECASE,
)
#: A page as an archive has it: its own address stands behind the archive's.
_ARCHIVED: Final = re.compile(r"https?://web\.archive\.org/web/\d+(?:\w\w_)?/(https?://.+)", re.IGNORECASE)
#: A file's name of fewer letters, or one that every site has, says nothing of where it is from.
_TELLING_NAME: Final = 8
_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def canonical(address: str) -> str | None:
    """A web address without scheme, "www", port, fragment, last slash and tracking; None for what is none."""
    archived = _ARCHIVED.match(address)
    try:
        parts = urlsplit((archived[1] if archived else address).strip())
        host, port = parts.hostname, parts.port
    except ValueError:  # a text's links are whatever somebody wrote
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    kept = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0]))
    query = "?" + "&".join(f"{name}={value}" for name, value in kept) if kept else ""
    shown = "" if port in {None, _PORTS[parts.scheme]} else f":{port}"
    return f"{_FRONT.sub('', host, count=1)}{shown}{path}{query}"


def address_keys(doc: Document | SourceDocument) -> frozenset[str]:
    """What a link that leads to a document has in common with it: its addresses in one form; for a file, its telling name too."""
    found = {key for address in (doc.uri, doc.address) if address and (key := canonical(address))}
    return frozenset(found) or _file_key(part_of(doc.uri)[0])


def link_keys(href: str) -> frozenset[str]:
    """The same of a link: the address in one form, and the name of the file that it leads to."""
    whole = canonical(href)
    return frozenset((whole,)) | _file_key(whole.partition("?")[0]) if whole else frozenset()


def _file_key(path: str) -> frozenset[str]:
    """A file's name, if it has an ending and tells more than "index.html" does."""
    _, slash, last = path.replace("\\", "/").rpartition("/")
    stem, dot, ending = (last if slash else path).rpartition(".")
    telling = dot and ending.isalnum() and sum(char.isalpha() for char in stem) >= _TELLING_NAME
    return frozenset((f"file:{stem.casefold()}.{ending.casefold()}",)) if telling else frozenset()
