"""The source documents that an article rests on and that were not among those searched."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from sayso.evidence.named import NOUNS, Names, is_called, nationalities, telling_words
from sayso.language import fold, lexicon
from sayso.language.words import words
from sayso.model import Analysis, Attribution, Document, Made, SourceDocument, Speaker, Wanted, part_of

from .own import Namer, Own, read_own
from .shelf import DOCUMENTS, FEW, later_date

MADE: Final = Made(stage="wanted", version="2")


def find_wanted(
    article: Analysis,
    sources: Sequence[SourceDocument],
    names: Names | None = None,
    begun: Callable[[str], Document] | None = None,
) -> tuple[Wanted, ...]:
    """List what to obtain: for each named outlet, document or organisation with no source document of its name.

    `names` are those of the sources, where they were noted before: of a million passages' documents that takes a second. `begun` gives a source document
    by its uri, where its first lines may tell whose it is; it is asked of few documents alone.
    Returns one entry a speaker, the named ones first, each group in the speakers' order, with the claims that rest on it; of outlets and documents
    on which none does, with those that tell what they say ("the report blames the closure"). A body on which none rests is not wanted: what it
    plans or promises needs no document of its own. Of those without a name only documents are listed ("recent studies"): any other could not be asked for.
    """
    named = [speaker for speaker in article.speakers if speaker.named and speaker.kind in DOCUMENTS]
    nameless = [speaker for speaker in article.speakers if not speaker.named and speaker.kind == "document"]
    names = names or Names(sources)
    shelf = _Few(article.document, sources if len(sources) <= FEW else (), begun)
    found = [(speaker, _found(article, speaker, names, shelf)) for speaker in named]
    missing = [(speaker, late) for speaker, (there, late) in found if not there]
    resting = _Resting(article)
    every = (_wanted(article, resting, one, late) for one, late in (*missing, *((one, "") for one in nameless)))
    return tuple(one for one in every if one.claims)


class _Resting:
    """The mentions of each speaker, and the claims that rest on each mention, by id."""

    def __init__(self, article: Analysis) -> None:
        self.mentions: dict[str, list[Attribution]] = defaultdict(list)
        self._claims: dict[str, list[int]] = defaultdict(list)
        self._ids = [claim.id for claim in article.claims]
        self._starts = [claim.start for claim in article.claims]
        self._ends = [claim.end for claim in article.claims]
        for said in article.attributions:
            if said.speaker:
                self.mentions[said.speaker].append(said)
        for number, claim in enumerate(article.claims):
            for name in claim.attribution:
                self._claims[name].append(number)

    def claims(self, mentions: Sequence[Attribution]) -> tuple[str, ...]:
        """The claims that are laid to any of some mentions, in their order."""
        numbers = {number for said in mentions for number in self._claims.get(said.id, ())}
        return tuple(self._ids[number] for number in sorted(numbers))

    def telling(self, mentions: Sequence[Attribution]) -> tuple[str, ...]:
        """The claims within which it stands that somebody says something, in their order."""
        cues = [said.cue[0].start for said in mentions if said.cue]
        places = {at: bisect_right(self._starts, at) - 1 for at in cues}
        held = {number for at, number in places.items() if number >= 0 and at < self._ends[number]}
        return tuple(self._ids[number] for number in sorted(held))


class _Few:
    """Source documents so few that each is asked whether a body's name is its own in other words or another language."""

    def __init__(
        self, article: Document, sources: Sequence[SourceDocument], begun: Callable[[str], Document] | None
    ) -> None:
        self._language, self._namer = article.language, Namer(article)
        self._sources, self._begun = sources, begun
        self._owns: dict[str, Own] = {}

    def of(self, speaker: Speaker) -> Iterator[SourceDocument]:
        """The documents of a body or document; a newspaper's name is not put into another language."""
        if speaker.kind != "media":
            yield from (one for one in self._sources if self._is_of(speaker, one))

    def _is_of(self, speaker: Speaker, source: SourceDocument) -> bool:
        outlet, name = source.outlet or "", _body_of(speaker)
        if outlet and is_called(speaker.name, self._language, outlet, source.language):
            return self._namer.may_be(speaker.name, outlet, self._own(source))
        return self._namer.body(name) is not None and self._namer.is_of(name, self._own(source))

    def _own(self, source: SourceDocument) -> Own:
        if source.uri not in self._owns:
            begun = self._begun if part_of(source.uri)[1] == 1 else None
            self._owns[source.uri] = read_own(begun(source.uri)) if begun else Own(source.language)
        return self._owns[source.uri]


def _body_of(speaker: Speaker) -> str:
    """Whose a document is, where its name says so: "Western Dunes Observatory" of its report."""
    if speaker.kind != "document":
        return speaker.name
    return " ".join(word for word in speaker.name.split() if not NOUNS.issuperset(words(fold(word).text)))


def _found(article: Analysis, speaker: Speaker, names: Names, few: _Few) -> tuple[bool, str]:
    """Whether a source document of a speaker's name is there that the article can rest on; else the date of one that came after it."""
    there = (*names.of(speaker.name), *few.of(speaker))
    dates = [later_date(one.published, article.document.published) for one in there]
    return "" in dates, min(dates, default="")


def _wanted(article: Analysis, resting: _Resting, speaker: Speaker, late: str) -> Wanted:
    mentions = resting.mentions.get(speaker.id, [])
    language = _language(speaker, mentions)
    before = article.document.published
    name = speaker.name if speaker.named else _as_written(speaker, mentions)
    return Wanted(
        speaker=speaker.id,
        name=name,
        language=language,
        before=before,
        claims=resting.claims(mentions) or (() if speaker.kind == "organisation" else resting.telling(mentions)),
        because=_because(speaker, name, before, late),
        made=MADE,
    )


def _because(speaker: Speaker, name: str, before: str | None, late: str) -> str:
    time = f"from before {before or 'the article’s date'}"
    if not speaker.named:
        return f"“{name}” does not say which: whatever stands behind it, {time}"
    what = {"media": f"the article of {name}", "document": f"the {name}", "organisation": f"a document of {name}"}
    why = (
        f"the one that is called so was published after the article ({late})"
        if late
        else "no source document is called so"
    )
    return f"{what[speaker.kind]}, {time}; {why}"


def _as_written(speaker: Speaker, mentions: Sequence[Attribution]) -> str:
    """A source without a name in the words of its first mention: "recent studies"."""
    return next((span.text for said in mentions if said.resolves_to is None for span in said.source), speaker.name)


def _language(speaker: Speaker, mentions: Sequence[Attribution]) -> str | None:
    """The language by a well-known outlet's name, else by a nationality in the words of the mention."""
    by_name = _by_name()
    name = " ".join(sorted(telling_words(speaker.name)))
    if name in by_name:
        return by_name[name]
    said = " ".join(span.text for mention in mentions for span in mention.source)
    said_words = words(fold(f"{speaker.name} {said}").text)
    return next((nationalities()[word] for word in said_words if word in nationalities()), None)


@cache
def _by_name() -> Mapping[str, str]:
    """The languages of well-known outlets, by the telling words of their names."""
    outlets: dict[str, str] = lexicon("outlets")["outlets"]
    return {" ".join(sorted(telling_words(outlet))): language for outlet, language in outlets.items()}
