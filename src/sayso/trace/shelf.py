"""Where an article itself says that a claim comes from: which source documents its say-so, its links and the dates speak for.

It is a preference among passages that are as near, told with its reason; a better passage elsewhere still comes first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.evidence import Index, keys_of_outlet
from sayso.evidence.links import address_keys, link_keys
from sayso.evidence.named import is_called, nationalities
from sayso.language import fold
from sayso.language.words import words
from sayso.model import Analysis, Attribution, Document, Speaker, part_of

from .laid import laid
from .matter import Asked

#: Kinds of speakers that leave a document behind.
DOCUMENTS: Final = ("media", "document", "organisation")
#: What a preference is worth beside how near a passage is (`findings`), and what a date after the article's takes off. Set on our own drift set.
_PREFERRED, _LATER = 0.4, 0.1
#: How many times as much a preference is worth where the passage measures what the claim measures as surely as any: then that another has the article's
#: own words or language tells less than what the article says.
_SURE: Final = 4
#: How surely each thing speaks for a document: who says it, one that this one cites, a link in the sentence, one beside it, a noun that fits one document alone.
SAID, _CITED, _LINKED, _BESIDE, _GUESSED = 1.0, 0.75, 0.9, 0.5, 0.5
#: Up to so many documents all are looked into for names in their first lines; of more only those that a search gives.
FEW: Final = 64
#: Blocks in which a document's first lines stand, and the words that such a line has at most.
_HEAD_BLOCKS, _HEAD_WORDS = 5, 16
#: Letters of an outlet's name, without its article, that follows by no accident; how much of a text follows, and what may stand between.
_LEAST_NAME: Final = 5
_FOLLOWS: Final = 120
_TO: Final = (
    r"\s+(?:(?:to|a|al|à|au|aux|der|dem|den|gegenüber|the|la|el|il|le|les|los|alla|newspaper|daily|paper)\s+){0,3}"
)
_ARTICLE: Final = re.compile(r"(?:The|Der|Die|Das|El|La|Los|Las|Le|Les|Il|Lo|L['’])\s*(?=[A-ZÀ-Þ])")
#: How much of a nameless document's words a title must have: "the ministry's paper".
_FITS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks for a source document beside its passage: how much, why, and its date where that is after the article's.

    `sure`: a passage of it measures what the claim measures as surely as any.
    """

    weight: float = 0.0
    reason: str = ""
    later: str = ""
    sure: bool = False

    @property
    def favour(self) -> float:
        """What it is worth when passages are ranked."""
        return (_SURE if self.sure else 1) * _PREFERRED * self.weight - (_LATER if self.later else 0.0)


#: Of a document of which the article says nothing.
NEUTRAL: Final = Standing()


class Shelf:
    """The source documents of an index, by the names and addresses that an article may have for them."""

    def __init__(self, article: Analysis, index: Index) -> None:
        """Put an index's documents in order for an article."""
        self.article, self.index = article, index
        self._documents = {doc.uri: doc for doc in index.documents()}
        self._names = index.names()
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for doc in self._documents.values():
            for key in sorted(address_keys(doc)):
                self._by_key[key].append(doc.uri)
        self._named: dict[tuple[str, str], tuple[str, ...]] = {}
        self._called: dict[tuple[str, str, str], bool] = {}
        self._lines: dict[str, tuple[str, ...]] = {}

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def standings(self, asked: Asked, found: Iterable[str] = ()) -> dict[str, Standing]:
        """The standing of each document that something speaks for; of `found`, and where there are few of all, by their first lines too."""
        best: dict[str, Standing] = {}
        looked = tuple(self._documents) if self.size <= FEW else tuple(dict.fromkeys(found))
        for uri, weight, reason in (*self._said(asked, looked), *self._told(asked, looked), *self._linked(asked)):
            if weight > best.get(uri, NEUTRAL).weight:
                best[uri] = Standing(weight, reason, self._later(uri))
        return best

    def standing(self, uri: str, best: Mapping[str, Standing]) -> Standing:
        """The standing of a document, for which nothing but its date may speak."""
        return best.get(uri) or Standing(later=self._later(uri))

    def without_outlet(self, uris: Iterable[str], outlets: Iterable[str]) -> tuple[str, ...]:
        """Documents that the names of outlets do not find, so that none is favoured twice."""
        keys = frozenset(outlets)
        return tuple(uri for uri in uris if keys.isdisjoint(keys_of_outlet(self._documents[uri])))

    def behind(self, source: Analysis, said: Attribution) -> tuple[str, ...]:
        """The documents that a source document itself lays something to: by name, and by the links in the sentence that says so."""
        speaker = _speaker(source, said)
        uris = tuple(self._documents) if self.size <= FEW else ()
        named = self._of_speaker(speaker, source.document.language, uris) if speaker and speaker.named else ()
        start = min(part.start for part in (*said.source, *said.cue))
        linked = (uri for uri, near in self._links(source, start, start + 1) if near)
        own, _ = part_of(source.document.uri)
        return tuple(uri for uri in dict.fromkeys((*named, *linked)) if part_of(uri)[0] != own)

    def _said(self, asked: Asked, looked: tuple[str, ...]) -> Iterator[tuple[str, float, str]]:
        """By the claim's say-so, outermost first."""
        weight = SAID
        for said in asked.said:
            speaker = _speaker(self.article, said)
            if speaker is None or speaker.kind not in DOCUMENTS:
                continue
            sure = 0.5 if said.suggested else 1.0
            if speaker.named:
                for uri in self._of_speaker(speaker, asked.language, looked):
                    yield uri, sure * weight, f"the article names “{speaker.name}”"
                weight = _CITED
            elif self.size <= FEW:
                for uri in self._guessed(asked, said, speaker):
                    yield uri, sure * _GUESSED, f"the article says “{said.source[0].text}”, which fits it alone"

    def _told(self, asked: Asked, looked: tuple[str, ...]) -> Iterator[tuple[str, float, str]]:
        """By the outlet that was told, right behind the words that say so: "she told La Tribune du Midi that ...", "dijo a El Faro"."""
        behind = [text for said in asked.said if not said.suggested for text in _behind_cue(self.article, said)]
        for uri in looked if behind else ():
            name = self._documents[uri].outlet or ""
            if any(_begins_with(text, name) for text in behind):
                yield uri, SAID, f"“{name}” was told it"

    def _of_speaker(self, speaker: Speaker, language: str, looked: tuple[str, ...]) -> tuple[str, ...]:
        """Documents of a name; of those `looked` into also by their outlet's name in another language, and their first lines."""
        key = (speaker.name, speaker.kind)
        if key not in self._named:
            self._named[key] = tuple(doc.uri for doc in self._names.of(speaker.name))
        if speaker.kind == "media":
            return self._named[key]
        more = (uri for uri in looked if self._is_called(speaker.name, language, uri))
        return tuple(dict.fromkeys((*self._named[key], *more)))

    def _is_called(self, name: str, language: str, uri: str) -> bool:
        key = (name, language, uri)
        if key not in self._called:
            doc = self._documents[uri]
            lines = self._first_lines(uri)
            self._called[key] = any(is_called(name, language, line, doc.language) for line in lines)
        return self._called[key]

    def _first_lines(self, uri: str) -> tuple[str, ...]:
        """A document's outlet, its title and the lines at its beginning that are no sentences."""
        if uri not in self._lines:
            first, _ = part_of(uri)
            doc = self.index.begun(first if first in self._documents else uri).document
            self._lines[uri] = tuple(dict.fromkeys(filter(None, (doc.outlet, doc.title, *first_lines(doc)))))
        return self._lines[uri]

    def _guessed(self, asked: Asked, said: Attribution, speaker: Speaker) -> tuple[str, ...]:
        """The one document, or the documents of the one outlet, that a nameless source can mean: "the Spanish daily", "the ministry's paper"."""
        if not said.source:
            return ()
        if speaker.kind == "media":
            return self._in_language(said, asked.language)
        sense = read_sense(speaker.name, asked.language)
        fitting = tuple(
            uri
            for uri, doc in self._documents.items()
            for likeness in [align_subjects(sense, read_sense(" ".join(self._first_lines(uri)), doc.language))]
            if likeness.close and likeness.score >= _FITS
        )
        return fitting if len({part_of(uri)[0] for uri in fitting}) == 1 else ()

    def _in_language(self, said: Attribution, own: str) -> tuple[str, ...]:
        """The documents in the language of a nationality, if it is another than the article's and all are of one outlet."""
        told = (nationalities().get(word) for word in words(said.source[0].text))
        language = next((found for found in told if found), own)
        there = [doc for doc in self._documents.values() if _primary(doc.language) == language]
        outlets = {keys_of_outlet(doc)[:1] for doc in there}
        alone = language != _primary(own) and len(outlets) == 1 and () not in outlets
        return tuple(doc.uri for doc in there) if alone else ()

    def _linked(self, asked: Asked) -> Iterator[tuple[str, float, str]]:
        for uri, inside in self._links(self.article, asked.claim.start, asked.claim.end):
            where = "in this sentence" if inside else "beside this sentence"
            yield uri, _LINKED if inside else _BESIDE, f"the article links to it {where}"

    def _links(self, analysis: Analysis, start: int, end: int) -> Iterator[tuple[str, bool]]:
        """Documents that are linked from a claim's sentence, or from one beside it in its block; and whether it is the first."""
        if not analysis.document.links:
            return
        low, high, first, last = _reach(analysis, start, end)
        for link in laid(analysis).links.starting(low, high):
            for key in sorted(link_keys(link.href)):
                for uri in self._by_key.get(key, ()):
                    yield uri, first <= link.start < last

    def _later(self, uri: str) -> str:
        return later_date(self._documents[uri].published, self.article.document.published)


def later_date(theirs: str | None, ours: str | None) -> str:
    """A document's date, where it is after the article's; where one names less than the other ("2026-03"), only what both name counts."""
    one, other = (theirs or "")[:10], (ours or "")[:10]
    common = min(len(one), len(other))
    return one if common and one[:common] > other[:common] else ""


def _speaker(analysis: Analysis, said: Attribution) -> Speaker | None:
    return laid(analysis).speakers.get(said.speaker or "")


def _behind_cue(article: Analysis, said: Attribution) -> Iterator[str]:
    """What follows the words by which somebody says something, where whoever says it stands before them."""
    text, source = article.document.text, max((part.end for part in said.source), default=0)
    for part in said.cue:
        if source <= part.start:
            yield fold(text[part.end : part.end + _FOLLOWS]).text


def _begins_with(text: str, outlet: str) -> bool:
    """Whether a text begins with an outlet's whole name, perhaps behind "to", "a", "der"; not with a longer one: "the Times of India"."""
    bare = _ARTICLE.sub("", fold(outlet).text)
    if len(bare) < _LEAST_NAME:
        return False
    name = rf"{_TO}(?:{_ARTICLE.pattern})?{re.escape(bare)}(?!\w)(?!\s+(?:of|de|di|für|am)\b)(?!\s+[A-ZÀ-Þ])"
    return re.match(name, text) is not None


def _primary(language: str) -> str:
    return language.partition("-")[0]


def first_lines(doc: Document) -> Iterator[str]:
    """The blocks at a document's beginning that are no sentences."""
    for block in doc.stretches()[:_HEAD_BLOCKS]:
        line = doc.text[block.start : block.end].strip()
        if len(line.split()) <= _HEAD_WORDS and not line.endswith((".", "!", "?", "…", "”", "“", "»", '"')):
            yield line


def _reach(analysis: Analysis, start: int, end: int) -> tuple[int, int, int, int]:
    """The stretch of a claim's sentence with those before and behind it in its block, and that of the sentence alone."""
    sentences = analysis.sentences
    at = max(0, bisect_right(sentences, start, key=lambda one: one.start) - 1)
    if not sentences:
        return start, end, start, end
    first, last = sentences[at].start, max(end, sentences[at].end)
    block = laid(analysis).blocks.at(start)
    low, high = (block.start, block.end) if block else (first, last)
    # A note or a link's own text behind the sentence's end belongs to it, up to where the next one begins.
    after = sentences[at + 1].start if at + 1 < len(sentences) else high
    near = max(low, sentences[at - 1].start) if at else low
    far = min(high, sentences[at + 1].end) if at + 1 < len(sentences) else high
    return min(near, first), max(far, last), first, max(last, min(after, high))
