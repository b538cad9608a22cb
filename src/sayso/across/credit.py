"""Whether a text says whom a passage is from: by say-so, by a link, by a line of credit, by an agency's mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from sayso.evidence import keys_of_outlet, outlet_keys
from sayso.evidence.links import address_keys, link_keys
from sayso.evidence.named import is_source_of
from sayso.language import lexicon
from sayso.model import Attribution, Block, Document, SourceDocument, Span, as_source

from .held import Held

#: Code points at a text's beginning and end among which an agency's mark is looked for.
_HEAD, _TAIL = 400, 200
#: Letters of a name that is no other word by chance.
_NAME: Final = 6
#: The same of a byline of several words.
_FULL_BYLINE: Final = 4
_BY: Final = frozenset(("by", "von"))
#: Words without blanks at their edges, taken whole or not at all: what is taken back bit by bit costs its square or worse.
_PART: Final = r"(?>[\w.-][\w .-]{0,28}[\w.-])"
#: A mark: "(dpa)", "(Reuters) -", "dpa/lno", "© AFP"; or behind a last dash.
_MARKS: Final = re.compile(
    rf"\(\s*+(?P<within>{_PART})(?:\s*+/\s*+{_PART})*+\s*+\)"
    r"|(?:©|\u2014|–)\s*+(?P<behind>[\w-]{2,20})\s*(?=\n|$)|\b(?P<desk>dpa|apa|afp|kna|epd|sid)/\w{2,4}\b"
)


def credited(taker: Held, span: Span, origin: Document) -> Span | None:
    """Where the taking text names another document's outlet, author or title for a passage, or links to it; None where it does not.

    Say-so and links are looked for in the passage's blocks, in the one before and the one behind, the outlet's bare name in the passage's own
    blocks, outside of it; a mark of an agency counts for the whole text.
    """
    doc = taker.doc
    near, own = _near(doc, span, 1), _near(doc, span, 0)
    return (
        _by_say_so(taker, near, origin)
        or _by_link(doc, near, origin)
        or _by_name(doc, span, own, origin)
        or _by_mark(doc, origin)
    )


def _near(doc: Document, span: Span, beyond: int) -> tuple[int, int]:
    """The stretch of the passage's blocks, with so many more on either side."""
    blocks = doc.stretches()
    starts = [block.start for block in blocks]
    first = max(0, bisect_right(starts, span.start) - 1 - beyond)
    last = min(len(blocks) - 1, bisect_right(starts, max(span.start, span.end - 1)) - 1 + beyond)
    return (blocks[first].start, blocks[last].end) if blocks else (0, len(doc.text))


def _by_say_so(taker: Held, near: tuple[int, int], origin: Document) -> Span | None:
    for said in taker.read.attributions:
        for span in said.source:
            if near[0] <= span.start < near[1] and any(_names(name, origin) for name in _called(said, taker, span)):
                return span
    return None


def _called(said: Attribution, taker: Held, span: Span) -> Iterator[str]:
    """What a source is called: as it stands there, as it was named before, as it is known."""
    yield span.text
    if said.resolves_to is not None:
        yield said.resolves_to.text
    for speaker in taker.read.speakers:
        if speaker.id == said.speaker:
            yield speaker.name


def _names(name: str, origin: Document) -> bool:
    return _is_of(name, as_source(origin)) or _is_by(name, origin.byline or "")


def _is_by(name: str, byline: str) -> bool:
    """Whether a name has a byline's words, whole and in their order: "Li" is nobody in "the police", and too little in "Ms Li"."""
    wanted, given = _bare(byline), f" {_bare(name)} "
    least = _FULL_BYLINE if " " in wanted else _NAME
    return len(wanted.replace(" ", "")) >= least and f" {wanted} " in given


@lru_cache(maxsize=65536)
def _is_of(name: str, origin: SourceDocument) -> bool:
    """Whether a name is that of a document's outlet, title or address."""
    return is_source_of(name, origin)


def _bare(name: str) -> str:
    """The words of a name with one blank between, without a "by" before them."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(words[1:] if words[:1] and words[0] in _BY else words)


def _by_link(doc: Document, near: tuple[int, int], origin: Document) -> Span | None:
    wanted = address_keys(origin)
    for link in doc.links:
        if near[0] <= link.start < near[1] and not wanted.isdisjoint(link_keys(link.href)):
            return doc.span(link.start, link.end)
    return None


def _by_name(doc: Document, span: Span, own: tuple[int, int], origin: Document) -> Span | None:
    """The outlet's name as it is written, before or behind the passage."""
    name = origin.outlet or ""
    if len(name) < _NAME:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = pattern.search(doc.text, own[0], span.start) or pattern.search(doc.text, span.end, own[1])
    return doc.span(*found.span()) if found else None


def _by_mark(doc: Document, origin: Document) -> Span | None:
    """The mark of the agency that the other document is of."""
    own = set(outlet_keys(origin.outlet or "")) | set(keys_of_outlet(origin))
    for key, span in agency_marks(doc):
        if not own.isdisjoint(_keys_of_mark(key)):
            return span
    return None


def agency_marks(doc: Document) -> tuple[tuple[str, Span], ...]:
    """The agencies whose marks a text bears at its beginning or end, each once with its place."""
    found: dict[str, Span] = {}
    for start, end in _edges(doc):
        for match in _MARKS.finditer(doc.text, start, end):
            group = match.lastgroup or "within"
            key = match[group].strip().casefold()
            if key in lexicon("agencies")["marks"]:
                found.setdefault(_canonical(key), doc.span(*match.span(group)))
    return tuple(found.items())


def _edges(doc: Document) -> Iterator[tuple[int, int]]:
    """The first lines below the title, and the last."""
    blocks: tuple[Block, ...] = doc.stretches()
    body = next((block.start for block in blocks if block.kind != "title"), 0)
    yield 0, min(len(doc.text), body + _HEAD)
    if len(doc.text) > body + _HEAD:
        yield max(body + _HEAD, len(doc.text.rstrip()) - _TAIL), len(doc.text)


def is_agency(doc: Document, key: str) -> bool:
    """Whether a document is an agency's own."""
    return not set(outlet_keys(doc.outlet or "")).isdisjoint(_keys_of_mark(key))


@cache
def _canonical(key: str) -> str:
    """One name for each agency: its first key."""
    return str(lexicon("agencies")["marks"][key][0])


@cache
def _keys_of_mark(key: str) -> frozenset[str]:
    marks: dict[str, list[str]] = lexicon("agencies")["marks"]
    names = (
        {name for listed in marks.values() if key in listed or _canonical(key) == listed[0] for name in listed}
        if key in marks
        else {key}
    )
    return frozenset(one for name in names for one in outlet_keys(name))
