"""What a passage is found by, and what a claim asks for: the same terms, made in the same way.

A term is a letter for its part and a word: `w:` a word's stem, `x:` one of the context, `n:` the key of a name,
`f:` a figure, `r:` its rough size, `d:` its digits, `c:` a concept, `o:` the outlet;
in a query `u:` the address of a document, which is no term of its passages but their key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sayso.language.words import names, terms, terms_and_names, words
from sayso.model import Analysis, Figure

from .figures import FigureTerms, figure_terms
from .outlets import keys_of_outlet, outlet_keys
from .passages import Indexed

if TYPE_CHECKING:
    from .together import Together

#: From the words of a text and its language to concepts that are the same in all languages.
Concepts = Callable[[Sequence[str], str], Sequence[str]]

#: The parts of a passage or a claim, and how much a match in each weighs beside a match of a word, which weighs 1.
#: All are multiplied by how rare the term is among the passages, so that a common figure does not outweigh a rare name.
BOOSTS: Final[dict[str, float]] = {
    "words": 1.0,
    "context": 0.3,  # the sentence is about it, without saying it
    "names": 1.2,  # the same in every language, yet an article repeats them in most of its sentences
    "figures": 3.0,  # the surest bridge between languages, and what a claim is checked by
    "near": 1.5,  # a rounded or drifted figure must still be found
    "digits": 0.6,  # "13 million" that became "13 billion", euros that became dollars
    "concepts": 0.9,  # what a word is for another language; a little less sure than the word itself
    "outlet": 1.5,  # the claim says who reported it
    "document": 1.5,  # the claim's say-so or its links lead to it
}
PARTS: Final = {
    "w": "words",
    "x": "context",
    "n": "names",
    "f": "figures",
    "r": "near",
    "d": "digits",
    "c": "concepts",
    "o": "outlet",
    "u": "document",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: a claim's text and language (BCP 47), its figures, the outlets that it names, and what it stands in.

    `documents` are the uris of those in which to look first: a passage of them counts more, and a better one elsewhere still comes first.
    `context` is text that says what the claim is about, such as the article's title and the sentence before; it counts little.
    `together` has all claims of its article, of which it is that of this `number`: of each passage that is found it is told how far it moves for what the others say.
    """

    text: str
    language: str = "und"
    figures: tuple[Figure, ...] = ()
    outlets: tuple[str, ...] = ()
    context: str = ""
    documents: tuple[str, ...] = ()
    together: Together | None = None
    number: int = 0


def no_concepts(words: Sequence[str], language: str) -> Sequence[str]:  # noqa: ARG001 - the shape of Concepts
    """No concepts: what an index has that is given none."""
    return ()


def passage_terms(analysis: Analysis, indexed: Sequence[Indexed], concepts: Concepts = no_concepts) -> Iterator[str]:
    """The terms of each passage of an analysis, each once, with a space between them; in the order of `indexed`.

    They are joined at once, since that is how they are kept: no term has a space in it.
    """
    doc = analysis.document
    figures = {figure.id: _figure_parts(figure_terms(figure)) for figure in analysis.figures}
    outlet = _prefixed("o", keys_of_outlet(doc))
    for one in indexed:
        language = one.passage.language
        own, named = _own(one.passage.text, language)
        around = [_own(context, language)[0] for context in one.context]
        beside = [word for context in around for word in context if word not in own]
        numbers = [part for name in one.figures for part in figures[name]]
        parts = (
            _prefixed("w", own),
            _prefixed("x", dict.fromkeys(beside) if len(around) > 1 else beside),
            _prefixed("n", named),
            " ".join(dict.fromkeys(numbers)),
            " ".join(dict.fromkeys(_concept_parts(one.passage.text, language, concepts))),
            outlet,
        )
        yield " ".join([part for part in parts if part])


def _prefixed(letter: str, found: Iterable[str]) -> str:
    """Words as terms of a part: "boat", "sea" in `w` are "w:boat w:sea"."""
    joined = f" {letter}:".join(found)
    return f"{letter}:{joined}" if joined else ""


def query_terms(query: Query, concepts: Concepts = no_concepts) -> list[tuple[str, ...]]:
    """What a query asks for: groups of terms, of which one that is found is enough."""
    own = tuple(dict.fromkeys(terms(query.text, query.language)))
    asked: list[tuple[str, ...]] = [(f"w:{word}",) for word in own]
    asked += [(f"x:{word}",) for word in own]
    around = dict.fromkeys(terms(query.context, query.language))
    asked += [(f"x:{word}", f"w:{word}") for word in around if word not in own]
    asked += [(f"n:{key}",) for key in names(query.text)]
    for figure in query.figures:
        found = figure_terms(figure)
        asked += [(f"f:{term}",) for term in found.exact]
        asked += [tuple(f"r:{term}" for term in found.around)] if found.around else []
        asked += [(f"d:{term}",) for term in found.digits]
    asked += [(term,) for term in _concept_parts(query.text, query.language, concepts)]
    asked += [(f"o:{key}",) for outlet in query.outlets for key in outlet_keys(outlet)]
    asked += [tuple(f"u:{uri}" for uri in query.documents)] if query.documents else []
    return list(dict.fromkeys(asked))


@lru_cache(maxsize=512)
def _own(text: str, language: str) -> tuple[dict[str, None], dict[str, None]]:
    """The terms and names of a text, kept for a while: a sentence is a passage and then the next one's context."""
    found, named = terms_and_names(text, language)
    return dict.fromkeys(found), dict.fromkeys(named)


@lru_cache(maxsize=4096)
def _figure_parts(figure: FigureTerms) -> tuple[str, ...]:
    exact = [f"f:{term}" for term in figure.exact]
    return (*exact, *[f"r:{term}" for term in figure.near], *[f"d:{term}" for term in figure.digits])


def _concept_parts(text: str, language: str, concepts: Concepts) -> list[str]:
    if concepts is no_concepts:
        return []
    return ["c:" + "_".join(concept.split()) for concept in concepts(words(text), language)]
