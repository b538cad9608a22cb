"""Feeds that were saved to disk: RSS 2.0, RSS 1.0 and Atom, an entry a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from sayso.model import UnreadableError
from sayso.reading.limits import MAX_BYTES, MIB

from .appearance import Appearance, Member
from .dates import published_at
from .entities import PROLOG, plain_entities

_FEED: Final = re.compile(PROLOG + rb"<(?:rss|feed|rdf:RDF)\b")
_HEAD: Final = 4096
_TEXTS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "issued", "date", "updated", "modified")
_BYLINES: Final = ("creator", "author")


def is_feed(head: bytes) -> bool:
    """Whether bytes begin like a feed."""
    return bool(_FEED.match(head[:_HEAD]))


def entry_members(path: Path, uri: str) -> Iterator[Member]:
    """The entries of a feed; where it is broken, those before, and a member that raises."""
    data = _bytes(path, uri)
    root, faults = _parsed(data, uri)
    entries = [one for one in root.iter() if _name(one) in {"item", "entry"}]
    channel = next((one for one in root.iter() if _name(one) in {"channel", "feed"}), root)
    outlet = _words(channel, "title")
    for number, entry in enumerate(entries, start=1):
        place = f"{uri}#{number}"
        yield Member(place, partial(_taken, entry, outlet, place))
    if faults:
        place = f"{uri}#{len(entries) + 1}"
        yield Member(place, partial(_raise, f"the feed is broken, there may be more in it: {faults}", place))


def _bytes(path: Path, uri: str) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError("too-large", f"it is larger than {MAX_BYTES // MIB} MiB", "split it", uri)
    return data


def _parsed(data: bytes, uri: str) -> tuple[Any, str]:
    """The tree, as far as it goes, and what is wrong with it. Nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    plain, unknown = plain_entities(data, len(data) + MIB)
    try:
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        root = None
        why = str(error)
    if root is None:
        message = f"the feed cannot be read: {why if parser.error_log is None else parser.error_log.last_error}"[:300]
        raise UnreadableError("damaged", message, "save it again", uri)
    faults = [one.message for one in parser.error_log if one.level_name == "FATAL"]
    return root, (faults[0] if faults else unknown)[:200]


def _taken(entry: Any, outlet: str | None, place: str) -> Appearance:
    markup = max((_markup(entry, name) for name in _TEXTS), key=lambda found: len(found or ""), default=None)
    return Appearance(
        uri=_link(entry) or place,
        title=_words(entry, "title"),
        byline=next((found for name in _BYLINES if (found := _words(entry, name))), None),
        outlet=_words(entry, "source") or outlet,
        published=next((found for name in _DATES if (found := published_at(_words(entry, name)))), None),
        markup=markup,
    )


def _raise(message: str, place: str) -> Appearance:
    raise UnreadableError("damaged", message, "save it again", place)


def _name(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(entry: Any, name: str) -> Iterator[Any]:
    return (child for child in entry if _name(child) == name)


def _words(entry: Any, name: str) -> str | None:
    for child in _children(entry, name):
        named = [inner for inner in child if _name(inner) in {"name", "title"}]
        text = " ".join("".join((named[0] if named else child).itertext()).split())
        if text:
            return text
    return None


def _markup(entry: Any, name: str) -> str | None:
    """What an element holds as HTML: escaped, in a CDATA section, or as XHTML."""
    from lxml import etree

    for child in _children(entry, name):
        text = (child.text or "") + "".join(etree.tostring(one, encoding="unicode") for one in child)
        if text.strip():
            return text
    return None


def _link(entry: Any) -> str | None:
    for child in _children(entry, "link"):
        address = (child.get("href") if child.get("rel", "alternate") == "alternate" else "") or (child.text or "")
        if address.strip():
            return str(address.strip())
    found = _words(entry, "guid") or _words(entry, "id")
    return found if found and found.startswith(("http://", "https://")) else None
