"""What the documents of a corpus say of a claim or a figure, in the order of their dates, and what of it is taken from others.

Files are passed over once each: ledgers for what is said, passages and groups for what of that is shared, the list of documents for who the others
are. Memory is that of what is found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from sayso.across.fingerprints import plain
from sayso.engine import read_lines, read_shards
from sayso.language import fold
from sayso.language.words import words
from sayso.model import (
    Attribution,
    Claim,
    CopyGroup,
    Document,
    Figure,
    Sentence,
    SharedPassage,
    Span,
    Speaker,
    UnreadableError,
    UsageError,
)
from sayso.model.span import Entry

from .reuse import LEDGERS, read_joined, read_listed, read_reuse

#: Letters of a word that count, so that endings may differ.
STEM: Final = 6


class Wanted(Entry, frozen=True, kw_only=True):
    """What is asked: words that a claim has, all of them, a figure, the first day. What is None is not asked."""

    claim: str | None = None
    figure: float | None = None
    since: str | None = None


class Shared(Entry, frozen=True, kw_only=True):
    """That the words of what is said are shared with another document, by its id and names.

    `how` is "takes" where they are taken from it, "gives" where it has them from here, "shares" where that is unknown.
    """

    how: str
    document: str
    outlet: str | None = None
    uri: str | None = None
    published: str | None = None
    quoted: bool = False
    credited: bool = False


class Said(Entry, frozen=True, kw_only=True):
    """What one document says: a claim, or where no claims were read a sentence, with whom it is laid to and its figures as written.

    `copies` are how many documents are much the same text, this one among them; 0 where it is alone.
    """

    document: str
    uri: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str
    span: Span
    speakers: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    shared: tuple[Shared, ...] = ()
    copies: int = 0


class _Kept(Entry, frozen=True, kw_only=True):
    """What is read of a ledger."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()


_decoder = msgspec.json.Decoder(_Kept)


def find_said(folder: Path, wanted: Wanted) -> list[Said]:
    """What documents say that is wanted, by date, those without one last.

    `folder` is that of a join, or of ledgers, where nothing is known of what is shared. Raises UsageError where it is neither or `wanted` is
    nothing that can be looked for, UnreadableError where a file is damaged.
    """
    check_wanted(wanted)
    joined = (folder / "reuse.json").exists()
    ledgers = folder / read_joined(folder).ledgers if joined else folder
    found = {(one.document, one.span.start): one for one in _said(ledgers, wanted)}
    said = sorted(found.values(), key=lambda one: (one.published or "~", one.document, one.span.start))
    return _with_shared(folder, said) if joined else said


def check_wanted(wanted: Wanted) -> None:
    """Raises UsageError where what is asked is nothing that can be looked for."""
    if wanted.since is not None:
        try:
            date.fromisoformat(wanted.since)
        except ValueError as error:
            raise UsageError("usage", f"{wanted.since!r} is no day", "write it as 2026-03-31") from error
    if wanted.claim is not None and not _stems(wanted.claim):
        raise UsageError("usage", f"there is no word in {wanted.claim!r}", "name words that a claim has")


# -- what is said


def _said(ledgers: Path, wanted: Wanted) -> Iterator[Said]:
    stems = _stems(wanted.claim) if wanted.claim else frozenset()
    for shard in read_shards(ledgers, LEDGERS).shards:
        for raw in read_lines(ledgers, shard):
            read = _ledger(raw, shard.name)
            if wanted.since is None or (read.document.published or "")[:10] >= wanted.since:
                yield from _of_document(read, stems, wanted.figure)


def _ledger(raw: bytes, name: str) -> _Kept:
    try:
        return _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        hint = "delete the shard's file, and give the command that made it again"
        raise UnreadableError("damaged", f"a line of it is no ledger: {error}", hint, name) from error


def _of_document(read: _Kept, stems: frozenset[str], figure: float | None) -> Iterator[Said]:
    known = {one.id: one for one in read.figures}
    for span, speakers, figures in _claims(read, known) if read.claims else _sentences(read):
        if figure is not None and not any(has_value(one, figure) for one in figures):
            continue
        if stems <= _stems(span.text):
            doc = read.document
            yield Said(
                document=doc.id, uri=doc.uri, title=doc.title, outlet=doc.outlet, published=doc.published,
                language=doc.language, span=span, speakers=speakers, figures=tuple(one.text for one in figures),
            )  # fmt: skip


_Stated = tuple[Span, tuple[str, ...], tuple[Figure, ...]]


def _claims(read: _Kept, known: Mapping[str, Figure]) -> Iterator[_Stated]:
    attributions, speakers = {one.id: one for one in read.attributions}, {one.id: one for one in read.speakers}
    for claim in read.claims:
        laid = [_name(attributions[name], speakers) for name in claim.attribution if name in attributions]
        figures = tuple(known[name] for name in claim.figures if name in known)
        yield Span(start=claim.start, end=claim.end, text=claim.text), tuple(filter(None, laid)), figures


def _name(said: Attribution, speakers: Mapping[str, Speaker]) -> str:
    """Whom it is laid to: the real source's name, else the words of the mention."""
    if said.speaker is not None and said.speaker in speakers:
        return speakers[said.speaker].name
    return said.resolves_to.text if said.resolves_to else " ".join(span.text for span in said.source)


def _sentences(read: _Kept) -> Iterator[_Stated]:
    """The sentences with their figures, where no claims were read."""
    starts = [one.start for one in read.figures]
    for sentence in read.sentences:
        figures = read.figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        yield read.document.span(sentence.start, sentence.end), (), figures


def has_value(figure: Figure, value: float) -> bool:
    """Whether a figure says a value: it is one of its bounds, or between both."""
    low, high = figure.low, figure.high
    between = low is not None and high is not None and low <= value <= high
    return figure.is_quantity and (between or value in {low, high})


def _stems(text: str) -> frozenset[str]:
    return frozenset(plain(word)[:STEM] for word in words(fold(text).text))


# -- what of it is shared


def _with_shared(folder: Path, said: list[Said]) -> list[Said]:
    """The same with what is shared, and copies."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(said):
        places[one.document].append(at)
    shared: dict[int, list[Shared]] = defaultdict(list)
    copies: dict[str, int] = {}
    for entry in read_reuse(folder):
        if isinstance(entry, CopyGroup):
            copies |= {name: len(entry.members) for name in entry.members if name in places}
        elif entry.boilerplate is None:
            for at, found in _shared(entry, said, places):
                shared[at].append(found)
    return _named(folder, [
        replace(one, shared=tuple(dict.fromkeys(shared[at])), copies=copies.get(one.document, 0))
        for at, one in enumerate(said)
    ])  # fmt: skip


def _shared(entry: SharedPassage, said: list[Said], places: Mapping[str, list[int]]) -> Iterator[tuple[int, Shared]]:
    for own, span, other in ((entry.a, entry.a_span, entry.b), (entry.b, entry.b_span, entry.a)):
        how = "takes" if entry.taker == own else "gives" if entry.taker == other else "shares"
        for at in places.get(own, ()):
            if said[at].span.overlaps(span):
                yield at, Shared(how=how, document=other, quoted=entry.quoted, credited=entry.credited is not None)


def _named(folder: Path, said: list[Said]) -> list[Said]:
    """The same with the other documents' names."""
    wanted = {other.document for one in said for other in one.shared}
    known = {one.id: one for one in read_listed(folder) if one.id in wanted} if wanted else {}

    def named(shared: Iterable[Shared]) -> Iterator[Shared]:
        for one in shared:
            about = known.get(one.document)
            yield one if about is None else replace(one, outlet=about.outlet, uri=about.uri, published=about.published)

    return [replace(one, shared=tuple(named(one.shared))) for one in said]
