"""ClaimReview (schema.org) in JSON-LD: one, a list, a graph, a feed of items, however deep it lies in what is around it.

Only what is written there is read: no context is fetched, and a property is known by the last part of its name. An object that is
named by its "@id" elsewhere in the same file is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from sayso.model import UnreadableError

from .loose import Loose, words_of

Node = Mapping[str, Any]
_REVIEW: Final = "ClaimReview"
_RATING: Final = ("alternateName", "name")
_WEB: Final = ("http://", "https://")
_PLACES: Final = ("appearance", "firstAppearance", "url", "sameAs")


def parse_json(data: bytes | str, place: str) -> Any:
    """What a JSON text says; the standard library's reader, which is slower, takes halves of characters, NaN and the like.

    Raises UnreadableError "damaged".
    """
    raw = data.removeprefix(b"\xef\xbb\xbf") if isinstance(data, bytes) else data
    try:
        return msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pass
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        message = f"it is no JSON that can be read: {str(error)[:200]}"
        raise UnreadableError("damaged", message, "save it again, or take the one check out", place) from error


def reviews_in(value: Any, place: str, language: str | None = None) -> Iterator[Loose]:
    """Every ClaimReview in a value of JSON, in its order; `language` is that of what is around it. Not recursive: no depth breaks it."""
    known: dict[str, Node] = {}
    found: list[Node] = []
    for node in _nodes(value):
        named = node.get("@id")
        if isinstance(named, str) and len(node) > 1:
            known.setdefault(named, node)
        if _is_review(node):
            found.append(node)
    for number, node in enumerate(found, start=1):
        yield _loose(_Known(node, known), f"{place}#{number}", language)


def _nodes(value: Any) -> Iterator[Node]:
    """Every object in a value, those outside first, each list in its order."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            yield one
            stack.extend(reversed(one.values()))
        elif isinstance(one, list):
            stack.extend(reversed(one))


def _is_review(node: Node) -> bool:
    told = node.get("@type")
    types = told if isinstance(told, list) else [told]
    return any(isinstance(one, str) and _last(one) == _REVIEW for one in types)


def _last(name: str) -> str:
    """A name without what stands for its vocabulary: "schema:url" and "http://schema.org/url" are "url"."""
    return name.replace("#", "/").rpartition("/")[2].rpartition(":")[2]


class _Known:
    """An object's properties by their plain names; what it only names is looked up among the objects of the file."""

    def __init__(self, node: Any, known: Mapping[str, Node]) -> None:
        held = next((one for one in node if isinstance(one, Mapping)), {}) if isinstance(node, list) else node
        self._fields = {_last(name): value for name, value in held.items()} if isinstance(held, Mapping) else {}
        self._known = known

    def get(self, *names: str) -> Any:
        """The first of some properties that holds anything."""
        for name in names:
            value = self._seen(self._fields.get(name))
            if value not in (None, "", [], {}):
                return value
        return None

    def _seen(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            held = self._known.get(str(value.get("@id")), value) if set(value) <= {"@id", "@type"} else value
            return {name if name.startswith("@") else _last(name): one for name, one in held.items()}
        if isinstance(value, list):
            return [self._seen(one) for one in value[:50] if not isinstance(one, list)]
        return value

    def within(self, name: str) -> _Known:
        """The object that a property holds; an empty one where it holds none."""
        return _Known(self.get(name), self._known)


def _loose(node: _Known, place: str, language: str | None) -> Loose:
    rating, claim = node.within("reviewRating"), node.within("itemReviewed")
    return Loose(
        place=place,
        form="claimreview",
        text=node.get("claimReviewed") or claim.get("text", "name", "headline"),
        verdict=rating.get(*_RATING),
        value=rating.get("ratingValue"),
        best=rating.get("bestRating"),
        worst=rating.get("worstRating"),
        explanation=rating.get("ratingExplanation"),
        by=node.get("author", "publisher", "sdPublisher", "creator"),
        when=(node.get("datePublished"), node.get("dateCreated"), node.get("dateModified")),
        url=_address(node),
        title=node.get("headline", "name"),
        language=node.get("inLanguage") or language,
        claimed_by=claim.get("author", "creator"),
        claimed_on=claim.get("datePublished", "dateCreated"),
        appearances=tuple(claim.get(name) for name in _PLACES),
        status=node.get("creativeWorkStatus"),
    )


def _address(node: _Known) -> Any:
    for told in (node.get("url"), node.get("mainEntityOfPage")):
        named = (told.get("@id") or told.get("url")) if isinstance(told, Mapping) else told
        if address := words_of(named):
            return address
    ident = words_of(node.get("@id"))
    return ident if ident.startswith(_WEB) else None
