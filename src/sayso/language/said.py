"""The tagger of say-so: which words of a paragraph are a source, a cue, a content, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from sayso.model import Problem

from .encoder import parted
from .weights import encoder, facts, weights_problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .encoder import Encoder, Read, Unread
    from .pieces import Paragraph
    from .spans import Found, Links

    Floats = NDArray[np.float32]

Place = tuple[int, int]

_MODELS: Final = {"en": "said-en", "es": "said-many", "fr": "said-many"}
#: Paragraphs whose words are tagged at once.
_TOGETHER: Final = 128
_UNTIL: Final = "say-so is read by rules alone, which find less"


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as the tagger sees it: places in the document, and how sure it is of the content, 0 to 1."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    score: float


@dataclass(frozen=True, slots=True)
class SaidReader:
    """A tagger that is loaded."""

    encoder: Encoder
    language: str
    links: Links

    def read(self, paragraphs: Sequence[Unread]) -> list[tuple[Tagged, ...]]:
        """The attributions in each paragraph, in order of their cues.

        Paragraphs are seen together with their neighbours. One that is far longer than anybody writes is read in parts. Cost: linear in the length of the text; memory: of
        some paragraphs at once.
        """
        parts = [part for one in paragraphs for part in parted(one)]
        read = self.encoder.read(parts, self.language, ("tags", "links"))
        found = chain.from_iterable(map(self._found, _groups(read)))
        return [tuple(chain.from_iterable(islice(found, len(parted(one))))) for one in paragraphs]

    def _found(self, read: Sequence[Read]) -> Iterator[tuple[Tagged, ...]]:
        """The attributions in each of some paragraphs that were encoded."""
        from .spans import Seen, attributions_of, best_tags, log_softmax, within_sentences

        scores = [log_softmax(_of_words(item, tags)) for _, item, (tags, _) in read]
        units = [units_of(item, unread) for unread, item, _ in read]
        best = best_tags([within_sentences(*one) for one in zip(scores, units, strict=True)])
        for (_, item, (_, links)), score, tag, unit in zip(read, scores, best, units, strict=True):
            seen = Seen(score, tag, _of_words(item, links), unit, item.quoted > 0)
            yield tuple(_placed(item, one) for one in attributions_of(seen, self.links))


def _groups(read: Iterator[Read]) -> Iterator[list[Read]]:
    """What was encoded, some paragraphs at a time."""
    while group := list(islice(read, _TOGETHER)):
        yield group


def units_of(item: Paragraph, unread: Unread) -> NDArray[np.int64]:
    """The number of the sentence in which each word stands."""
    import numpy as np

    starts = np.array([start for start, _ in item.places], np.int64)
    return np.searchsorted(np.array(unread.sentences, np.int64), starts, side="right")


def _of_words(item: Paragraph, rows: Floats) -> Floats:
    """A row for each word, that of its first piece."""
    return rows[item.firsts] if len(item.places) else _no_rows()


def _no_rows() -> Floats:
    import numpy as np

    from .spans import TAGS

    return np.zeros((0, len(TAGS)), np.float32)


def _placed(item: Paragraph, one: Found) -> Tagged:
    return Tagged(_places(item, one.source), _places(item, one.cue), _places(item, one.content), one.score)


def _places(item: Paragraph, spans: Sequence[tuple[int, int]]) -> tuple[Place, ...]:
    return tuple((item.places[first][0], item.places[last][1]) for first, last in spans)


def has_reader(language: str) -> bool:
    """Whether a language is read by a tagger, where the installation is whole."""
    return language in _MODELS


def said_problem(language: str) -> Problem | None:
    """Why a language that has a tagger is read without it: weights that are missing or damaged, a library that does not load."""
    if not has_reader(language):
        return None
    return weights_problem(_MODELS[language], f"the say-so tagger ({language})", _UNTIL)


@cache
def said_reader(language: str) -> SaidReader | None:
    """The reader of a language; None where there are no weights for it, or they cannot be used (`said_problem` says why)."""
    if not has_reader(language) or said_problem(language) is not None:
        return None
    import numpy as np

    from .spans import Links

    name = _MODELS[language]
    known = facts(name)["links"]
    links = Links(known["length"], np.array(known["distance"], np.float32), np.array(known["between"], np.float32))
    return SaidReader(encoder(name), language, links)
