"""Who rests on whom in a thread, and how that is known: say-so, links, passages taken, copies, agencies' marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Final

from sayso.language.lexicon import SERVED
from sayso.model import Attribution, Document, FoundReuse, Rests, RestsHow, SharedPassage, Span

from .credit import agency_marks, is_agency
from .mentions import Mentions
from .original import is_earlier
from .rest_words import rest_words
from .texts import Shelf, Text, words_of

#: Letters of an outlet's name that is no other word by chance, and words of a line that does nothing but give credit.
_NAME: Final = 6
_LINE: Final = 10
#: Words that may be an outlet's name: "The Dales Post", "Voz del Norte".
_CAPITALISED: Final = re.compile(
    r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]*+(?:\s(?:(?:of|the|de|la|du|des|del|di|der|and|et|y)\s)?[A-ZÀ-Þ][\w'’-]*+){0,4}"
)
#: Words that two texts hardly have by chance in one row, where both tell one claim.
_SENTENCE: Final = 10
_WORD: Final = re.compile(r"\d[\d.,]*|\w+")
_HOWS: Final[tuple[RestsHow, ...]] = ("says", "links", "takes", "copies")


@dataclass
class Resting:
    """The graph of a thread: from each document or source to those that it rests on, with how and why.

    `ties` are documents with the same words of which it is unknown who had them first; `unknown` the sources without a name that a document
    lays the claim to.
    """

    texts: tuple[Text, ...]
    ties: list[tuple[str, ...]] = field(default_factory=list)
    unknown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _how: dict[tuple[str, str], dict[RestsHow, str]] = field(default_factory=dict)
    _on: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, document: str, on: str, how: RestsHow, because: str) -> None:
        """Note that one rests on another; nothing rests on itself."""
        if document != on:
            self._how.setdefault((document, on), {}).setdefault(how, because)
            self._on[document].add(on)

    def have_one(self, document: str, other: str) -> bool:
        """Whether two rest on the same, so far."""
        return not self._on[document].isdisjoint(self._on[other])

    def rests(self) -> tuple[Rests, ...]:
        """All that is known, by who rests and on whom."""
        return tuple(
            Rests(
                document=document,
                on=on,
                how=tuple(how for how in _HOWS if how in known),
                because="; ".join(known[how] for how in _HOWS if how in known),
            )
            for (document, on), known in sorted(self._how.items())
        )

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the thread's documents."""
        return frozenset(text.id for text in self.texts)


def find_resting(texts: Sequence[Text], further: Iterable[Document], reuse: FoundReuse) -> Resting:
    """Everything that is known of who rests on whom. Cost: linear in the texts, their say-so and the reuse among them."""
    graph, shelf = Resting(tuple(texts)), Shelf(texts, further)
    mentions = Mentions(texts, shelf)
    for text in texts:
        _says(text, shelf, mentions, graph)
        _names_beside(text, shelf, graph)
        _names_sources(text, mentions, graph)
        _links(text, shelf, graph)
        _bears(text, shelf, mentions, graph)
    _takes(texts, reuse.passages, graph)
    _repeats(texts, reuse.passages, graph)
    _copies(reuse, graph)
    return graph


# -- say-so


def _says(text: Text, shelf: Shelf, mentions: Mentions, graph: Resting) -> None:
    """To whom the claim is laid: the document rests on the outermost, that one on the next, as the document says."""
    for chain in text.chains:
        at = text.id
        for said in chain:
            node = mentions.node(text, said)
            if node is not None:
                graph.add(at, node, "says", _as_said(text, said, at, node, shelf))
                at = node
            elif at == text.id and words_of(said) and not shelf.is_own(text.name(said), text.doc):
                graph.unknown[text.id].add(words_of(said))


def _as_said(text: Text, said: Attribution, at: str, node: str, shelf: Shelf) -> str:
    words = f"lays it to “{words_of(said)}”"
    if at != text.id:
        return f"another text of the thread says that it {words}"
    return words + _later(text, node, shelf)


def _later(text: Text, node: str, shelf: Shelf) -> str:
    other = shelf.docs.get(node)
    return f", whose text here is dated later ({other.published})" if other and is_earlier(text.doc, other) else ""


def _names_beside(text: Text, shelf: Shelf, graph: Resting) -> None:
    """Other documents that something in the claim's own paragraph is laid to, or that are named in its sentence or a line of credit."""
    for said in text.read.attributions:
        near = any(text.is_near(part.start, part.end, 0) for part in said.source)
        paper = said.source_kind == "document"
        node = shelf.called(text.name(said), text.doc, paper=paper) if near else None
        if node is not None:
            graph.add(text.id, node, "says", f"names “{words_of(said)}” beside it{_later(text, node, shelf)}")
    for start, end in _own_places(text):
        for name in _names_in(text.doc.text[start:end]):
            node = shelf.of_outlet(name, text.doc)
            if node is not None:
                graph.add(text.id, node, "says", f"names “{name}” beside it{_later(text, node, shelf)}")


def _names_sources(text: Text, mentions: Mentions, graph: Resting) -> None:
    """A body to which other texts lay the claim, named in its sentence, where the say-so of the text's language is not read."""
    if text.language in SERVED or text.chains:
        return
    for start, end in _own_places(text):
        node = mentions.sources.named_in(text.doc.text[start:end], text.language)
        if node is not None:
            graph.add(text.id, node, "says", f"names “{node.removeprefix('s:')}” beside it, to which others lay it")


def _names_in(text: str) -> Iterator[str]:
    """What may be an outlet's name: words with capitals in a row, and each stretch of them ("Según La Gaceta" has "La Gaceta")."""
    for found in _CAPITALISED.findall(text):
        words = found.split()
        for start in range(len(words)):
            names = (" ".join(words[start:end]) for end in range(len(words), start, -1))
            yield from (name for name in names if len(name) >= _NAME)


def _own_places(text: Text) -> Iterator[tuple[int, int]]:
    """The sentences of the claim, and lines of credit at the end."""
    yield from _sentences(text)
    for block in text.blocks[-2:]:
        words = text.doc.text[block.start : block.end]
        if rest_words().credit.match(words) and len(words.split()) <= _LINE:
            yield block.start, block.end


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    return ((one.start, one.end) for one in text.read.sentences if text.covers(one.start, one.end))


# -- links, marks


def _links(text: Text, shelf: Shelf, graph: Resting) -> None:
    for link in text.doc.links:
        node = shelf.at(link.href, text.doc) if text.is_near(link.start, link.end, 1) else None
        if node is not None:
            graph.add(text.id, node, "links", f"links to it beside the claim: {link.href}")


def _bears(text: Text, shelf: Shelf, mentions: Mentions, graph: Resting) -> None:
    """An agency's mark: the text is the agency's, and what it lays the claim to, the agency did."""
    for key, span in agency_marks(text.doc):
        if is_agency(text.doc, key):
            continue
        node = shelf.agency(key) or f"s:{key}"
        graph.add(text.id, node, "says", f"bears the mark “{span.text}”")
        for outer in (chain[0] for chain in text.chains):
            inner = mentions.node(text, outer) if node.startswith("s:") else None
            if inner is not None:
                graph.add(node, inner, "says", f"its text lays it to “{words_of(outer)}”")


# -- reuse


def _takes(texts: Sequence[Text], passages: Iterable[SharedPassage], graph: Resting) -> None:
    known = {text.id: text for text in texts}
    for one in passages:
        if one.boilerplate is not None or one.a not in known or one.b not in known:
            continue
        if not (_covers(known[one.a], one.a_span) and _covers(known[one.b], one.b_span)):
            continue
        if one.taker is not None:
            other = one.b if one.taker == one.a else one.a
            graph.add(one.taker, other, "takes", f"has {one.words} words of it ({one.because})")
        elif one.original is None:
            graph.ties.append((one.a, one.b))


def _repeats(texts: Sequence[Text], passages: Iterable[SharedPassage], graph: Resting) -> None:
    """The claim's sentence told again word for word, but for figures, is taken, though it is too short for a passage: it is the claim that both have."""
    known = {frozenset((one.a, one.b)) for one in passages}
    by_words: dict[tuple[str, ...], list[Text]] = defaultdict(list)
    for text in texts:
        for start, end in _sentences(text):
            words = tuple(
                "#" if word[0].isdigit() else word for word in _WORD.findall(text.doc.text[start:end].casefold())
            )
            if len(words) >= _SENTENCE:
                by_words[words].append(text)
    for words, (first, *others) in by_words.items():
        for other in others:
            if first is other or frozenset((first.id, other.id)) in known or _share_a_mark(first, other):
                continue
            if is_earlier(first.doc, other.doc):
                graph.add(
                    other.id,
                    first.id,
                    "takes",
                    f"has the claim’s sentence of {len(words)} words from it, word for word",
                )
            elif not is_earlier(other.doc, first.doc) and not graph.have_one(first.id, other.id):
                graph.ties.append((first.id, other.id))


def _share_a_mark(one: Text, other: Text) -> bool:
    """Whether two texts bear the mark of one agency, from which both have it."""
    return not {key for key, _ in agency_marks(one.doc)}.isdisjoint(key for key, _ in agency_marks(other.doc))


def _covers(text: Text, span: Span) -> bool:
    """Whether a passage has words of the claim."""
    return text.covers(span.start, span.end)


def _copies(reuse: FoundReuse, graph: Resting) -> None:
    for group in reuse.groups:
        members = [one for one in group.members if one in graph.ids]
        if group.original is None:
            graph.ties.append(tuple(members))
            continue
        for one in members:
            if one != group.original:
                graph.add(one, group.original, "copies", f"is much the same text ({group.because})")


def shared_text(members: Sequence[str]) -> str:
    """The node of words that several documents have, and of which it is unknown who had them first."""
    return "s:text " + blake2b("\x1f".join(sorted(members)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
