"""The texts of a thread, and which of them a name, an address or an agency's mark is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.evidence.links import address_keys, link_keys
from sayso.model import Analysis, Appearance, Attribution, Block, Document, Ledger, Span

from .callings import Callings
from .credit import is_agency

#: Words before an author's name.
_BY: Final = re.compile(r"^(?:by|von|por|par|di|da)\s+", re.IGNORECASE)
#: Words that an author's name has at least, so that it is no other word by chance.
_NAME: Final = 2


@dataclass(frozen=True)
class Text:
    """A document of a thread with what was read in it, and its appearances."""

    read: Analysis | Ledger
    appearances: tuple[Appearance, ...]

    @property
    def doc(self) -> Document:
        """The document."""
        return self.read.document

    @property
    def id(self) -> str:
        """Its id."""
        return self.read.document.id

    @property
    def language(self) -> str:
        """Its language, without region."""
        return self.doc.language.partition("-")[0]

    def sentence_of(self, said: Attribution) -> str:
        """The sentences in which somebody says something."""
        parts = (*said.source, *said.content)
        found = (
            one for one in self.read.sentences if any(part.start < one.end and one.start < part.end for part in parts)
        )
        return " ".join(self.doc.text[one.start : one.end] for one in found)

    @cached_property
    def chains(self) -> tuple[tuple[Attribution, ...], ...]:
        """To whom its appearances' claims are laid, outermost first; where the claim itself is laid to nobody, what is said within it."""
        known = {said.id: said for said in self.read.attributions}
        claims = {claim.id: claim.attribution for claim in self.read.claims}
        found = []
        for one in self.appearances:
            own = tuple(known[id_] for id_ in claims.get(one.claim, ()) if id_ in known)
            found.append(own or self._within(one.span))
        return tuple(chain for chain in found if chain)

    def _within(self, span: Span) -> tuple[Attribution, ...]:
        said = [one for one in self.read.attributions if any(part.overlaps(span) for part in one.content)]
        inner = {one.id for one in said if one.within in {other.id for other in said}}
        return tuple(sorted(said, key=lambda one: (one.id in inner, one.id)))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks."""
        return self.doc.stretches()

    @cached_property
    def own_blocks(self) -> frozenset[int]:
        """The numbers of the blocks in which its appearances stand."""
        return frozenset(at for at, block in enumerate(self.blocks) if self.covers(block.start, block.end))

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch has words of an appearance."""
        return any(one.span.start < end and start < one.span.end for one in self.appearances)

    def is_near(self, start: int, end: int, beyond: int) -> bool:
        """Whether a place stands in a block of an appearance, or in one so many blocks away."""
        near = {at + away for at in self.own_blocks for away in range(-beyond, beyond + 1)}
        blocks = (self.blocks[at] for at in near if 0 <= at < len(self.blocks))
        return any(start < block.end and block.start < end for block in blocks)

    @cached_property
    def _speakers(self) -> Mapping[str, str]:
        return {speaker.id: speaker.name for speaker in self.read.speakers}

    def name(self, said: Attribution) -> str:
        """What a source is called."""
        name = self._speakers.get(said.speaker or "")
        return name or (said.resolves_to.text if said.resolves_to else words_of(said))


def words_of(said: Attribution) -> str:
    """The words of a mention."""
    return " ".join(part.text for part in said.source)


def texts_of(appearances: Iterable[Appearance], ledgers: Iterable[Analysis | Ledger]) -> tuple[Text, ...]:
    """The documents of a thread, by date and id; those whose ledger is not there are left out."""
    by_document: dict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        by_document[one.document].append(one)
    known = {read.document.id: read for read in ledgers}
    found = [
        Text(known[id_], tuple(sorted(some, key=lambda one: (one.span.start, one.id))))
        for id_, some in by_document.items()
        if id_ in known
    ]
    return tuple(sorted(found, key=lambda one: (one.doc.published or "~", one.id)))


class Shelf:
    """Texts by what they are called and where they stand, so that few are asked whether a name is theirs."""

    def __init__(self, texts: Sequence[Text], further: Iterable[Document] = ()) -> None:
        """Note outlets, titles, authors and addresses of the texts; of `further` documents the addresses alone."""
        self.docs = {text.id: text.doc for text in texts}
        self._callings = Callings(self.docs.values())
        self._by_author: dict[str, list[str]] = defaultdict(list)
        self._by_address: dict[str, list[str]] = defaultdict(list)
        for doc in self.docs.values():
            self._by_author[_author(doc.byline or "")].append(doc.id)
        for doc in (*self.docs.values(), *further):
            for key in address_keys(doc):
                self._by_address[key].append(doc.id)
        self._agencies: dict[str, str | None] = {}
        self._called: dict[tuple[str, bool], _Found] = {}

    def called(self, name: str, reader: Document, *, paper: bool = False) -> str | None:
        """The document that a name in the reading one is of, `paper` where it names a document and may be its title.

        The latest that is not later than the reading one; where all are later, the first. None where it is itself called so.
        """
        return self._find(name, paper=paper).nearest(reader)

    def of_outlet(self, name: str, reader: Document) -> str | None:
        """The same, by the outlet's name alone."""
        found = frozenset(self._callings.of_outlet(name))
        return _found(found, self.docs).nearest(reader) if found else None

    def is_own(self, name: str, reader: Document) -> bool:
        """Whether a name is that of the reading document itself."""
        return reader.id in self._find(name, paper=False).ids

    def agency(self, key: str) -> str | None:
        """The first text that is of an agency itself."""
        if key not in self._agencies:
            self._agencies[key] = next((doc.id for doc in self.docs.values() if is_agency(doc, key)), None)
        return self._agencies[key]

    def at(self, href: str, reader: Document) -> str | None:
        """The document that a link leads to."""
        found = {id_ for key in link_keys(href) for id_ in self._by_address.get(key, ())} - {reader.id}
        return min(found, default=None)

    def _find(self, name: str, *, paper: bool) -> _Found:
        if (name, paper) not in self._called:
            author = _author(name)
            by = self._by_author.get(author, []) if len(author.split()) >= _NAME else []
            titled = self._callings.of_title(name) if paper else ()
            ids = frozenset((*self._callings.of(name), *by, *titled))
            self._called[name, paper] = _found(ids, self.docs)
        return self._called[name, paper]


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents that a name is of, by date."""

    ids: frozenset[str]
    dates: tuple[tuple[str, str], ...]

    def nearest(self, reader: Document) -> str | None:
        """The latest that is not later than the reading document; where all are later, the first; None where it is one of them."""
        if not self.dates or reader.id in self.ids:
            return None
        at = bisect_right(self.dates, ((reader.published or "") + "~", ""))
        return self.dates[max(0, at - 1)][1]


def _found(ids: frozenset[str], docs: Mapping[str, Document]) -> _Found:
    return _Found(ids, tuple(sorted((docs[id_].published or "", id_) for id_ in ids)))


def _author(name: str) -> str:
    return " ".join(re.findall(r"\w+", _BY.sub("", name).casefold()))
