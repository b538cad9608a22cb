"""Whom the texts of a thread lay its claim to: another text of it, a source outside, the body that somebody speaks for, or nobody who is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.align import read_words
from sayso.model import Attribution

from .rest_words import rest_words
from .sources import Mention, Sources
from .texts import Shelf, Text, words_of


class Mentions:
    """The say-so of a thread's texts, sorted by whom it means."""

    def __init__(self, texts: Sequence[Text], shelf: Shelf) -> None:
        """Read all say-so of the claim. Cost: linear in it."""
        self._shelf = shelf
        self._common = _common(texts)
        outside = (one for one in _sayings(texts) if self._is_source(*one) and self._called(*one) is None)
        found = {(text.id, said.id): (text, said) for text, said in outside}
        plain = {key: _mention(*one) for key, one in found.items()}
        sources = Sources(plain.values())
        self._known = {key: _with_body(plain[key], text, said, sources) for key, (text, said) in found.items()}
        self.sources = sources if self._known == plain else Sources(self._known.values())

    def node(self, text: Text, said: Attribution) -> str | None:
        """Whom a text means: a document of the thread, a source outside it, or None where nobody is named, or the text itself."""
        known = self._known.get((text.id, said.id))
        return self.sources.node(known) if known else self._called(text, said) or self._spoken_for(text, said)

    def _called(self, text: Text, said: Attribution) -> str | None:
        """The document of the thread that a source is, by its name, else by the words of the mention ("Spain's El Faro")."""
        paper = said.source_kind == "document"
        names = (name for name in (text.name(said), words_of(said)) if name)
        return next((one for name in names if (one := self._shelf.called(name, text.doc, paper=paper))), None)

    def _is_source(self, text: Text, said: Attribution) -> bool:
        """Whether somebody outside the thread is named: a body also without a name of its own ("the police"), and whoever several texts call alike ("the treasurer")."""
        if self._shelf.is_own(text.name(said), text.doc):
            return False
        if said.named or (text.language, _bare(text, said)) in self._common:
            return True
        return said.source_kind == "organisation" and _is_meant(text, said)

    def _spoken_for(self, text: Text, said: Attribution) -> str | None:
        """The body for which somebody without a name speaks: "the head of the culture office"; of a spokesperson also one that the sentence names."""
        if said.named:
            return None
        words = words_of(said)
        own = self.sources.within(words, text.language)
        speaks = words.casefold() in rest_words().pronouns or "concept:spokesperson" in _keys(text, said)
        return own or (self.sources.within(text.sentence_of(said), text.language) if speaks else None)


def _sayings(texts: Iterable[Text]) -> Iterator[tuple[Text, Attribution]]:
    for text in texts:
        for chain in text.chains:
            yield from ((text, said) for said in chain)


def _common(texts: Iterable[Text]) -> frozenset[tuple[str, str]]:
    """By language, what two texts or more call a source without a name, with an article before it that says that the reader is to know whom."""
    count: Counter[tuple[str, str]] = Counter()
    for text in texts:
        own = (said for chain in text.chains for said in chain if not said.named and _is_one(text, said))
        count.update({(text.language, _bare(text, said)) for said in own})
    return frozenset(key for key, found in count.items() if found > 1)


def _is_one(text: Text, said: Attribution) -> bool:
    """Whether one body or person is meant, and not any of a kind: "the treasurer", not "the experts", "the newspaper"."""
    lists = rest_words()
    bare, definite = lists.bare(words_of(said), text.language)
    return definite and bare not in lists.any and bare not in lists.nobody


def _bare(text: Text, said: Attribution) -> str:
    return rest_words().bare(words_of(said), text.language)[0]


def _mention(text: Text, said: Attribution) -> Mention:
    return Mention(text.name(said), words_of(said), text.language, person=said.source_kind == "person")


def _with_body(mention: Mention, text: Text, said: Attribution, sources: Sources) -> Mention:
    """A person's mention with the body that it names by a word alone: "its president, Anna Berg", "the trust's warden, Hal Brennock"."""
    if not mention.person:
        return mention
    lists = rest_words()
    if lists.is_owned(mention.words, text.language):
        body = sources.within(text.sentence_of(said), text.language)
    else:
        named = lists.owners(mention.words, text.language)
        body = next((one for word in named if (one := sources.headed(word, text.language))), None)
    return replace(mention, words=f"{mention.words} {body.removeprefix('s:')}") if body else mention


def _is_meant(text: Text, said: Attribution) -> bool:
    """Whether a body without a name is one that the reader is to know, and not any of its kind ("authorities")."""
    lists = rest_words()
    bare, definite = lists.bare(words_of(said), text.language)
    return (definite or bool(_keys(text, said) & lists.bodies)) and bare not in lists.any


def _keys(text: Text, said: Attribution) -> frozenset[str]:
    return frozenset(key for word in read_words(words_of(said), text.language) for key in word.keys)
