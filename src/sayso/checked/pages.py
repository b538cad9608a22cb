"""ClaimReview within HTML: the scripts of JSON-LD of a page, and of each entry of a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from sayso.model import SaysoError, UnreadableError
from sayso.reading.corpora.feeds import entry_members
from sayso.reading.decode import charset_of_page, decode
from sayso.reading.html import parse_page

from .jsonld import parse_json, reviews_in
from .loose import Loose

Found = Loose | UnreadableError
_TYPE: Final = "application/ld+json"
_MARK: Final = "ClaimReview"


def reviews_of_page(data: bytes, uri: str) -> Iterator[Found]:
    """The ClaimReviews of a page, and an error for each script that would hold one and cannot be read; raises as `decode` does."""
    text, _ = decode(data, charset_of_page(data))
    yield from _in_html(text, uri)


def _in_html(text: str, place: str) -> Iterator[Found]:
    tree, cut = parse_page(text)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    for number, script in enumerate(tree.iter("script"), start=1):
        content = script.text or ""
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind != _TYPE or _MARK not in content:
            continue
        where = f"{place}#script{number}"
        try:
            value = parse_json(content.strip().removeprefix("<!--").removesuffix("-->"), where)
        except UnreadableError as error:
            yield error
            continue
        yield from reviews_in(value, where, language)
    for problem in cut:
        yield UnreadableError(problem.code, problem.message, problem.hint, place)


def reviews_of_feed(path: Path, uri: str) -> Iterator[Found]:
    """The ClaimReviews in the entries of a feed; address, date and publisher are the entry's where the review has none."""
    for member in entry_members(path, uri):
        try:
            entry = member.take()
        except UnreadableError as error:
            yield error
            continue
        if entry is None or _MARK not in (entry.markup or ""):
            continue
        own = entry.uri if entry.uri != member.place else None
        for one in _in_entry(entry.markup or "", member.place):
            yield one if isinstance(one, UnreadableError) else _told(one, own, entry.published, entry.outlet)


def _in_entry(markup: str, place: str) -> list[Found]:
    """Those of an entry's text: JSON itself, or HTML with scripts of it."""
    try:
        if markup.lstrip()[:1] in {"{", "["}:
            return list(reviews_in(parse_json(markup.strip(), place), place))
        return list(_in_html(markup, place))
    except SaysoError as error:
        problem = error.problem
        return [UnreadableError(problem.code, problem.message, problem.hint, place)]


def _told(one: Loose, url: str | None, when: str | None, by: str | None) -> Loose:
    return replace(one, url=one.url or url, when=(*one.when, when), by=one.by or by)
