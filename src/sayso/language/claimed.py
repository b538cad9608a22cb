"""What an encoder says of a claim's words: its sort, how sure it sounds, whether it is worth checking, loaded, a matter of opinion.

Each word piece has, for each question, a weight and answers; a claim's answer is the mean of its pieces' answers by their weights
(attention pooling; Lin et al. 2017). So a claim is any span of the text, and what each word adds can be told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from sayso.model import Problem

from .encoder import parted
from .weights import encoder, facts, weights_problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .encoder import Encoder, Read, Unread

    Floats = NDArray[np.float32]

Place = tuple[int, int]
#: A question and how many numbers answer it: one for yes or no.
Tasks = tuple[tuple[str, int], ...]

_MODELS: Final = {
    "en": "claims-en",
    "de": "claims-many",
    "es": "claims-many",
    "fr": "claims-many",
    "it": "claims-many",
}
_UNTIL: Final = "sorts and check-worthiness go by word lists alone, which tell less"
#: Words that are told to have moved an answer, at most.
_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The probability of each answer to a question; of yes alone, where there are but two."""

    shares: tuple[float, ...]


@dataclass(frozen=True)
class Impressions:
    """A document's word pieces with what the encoder says of them: a row of numbers each, in order of the text."""

    tasks: Tasks
    places: tuple[Place, ...]
    numbers: Floats

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the word of each piece starts."""
        import numpy as np

        return np.array([start for start, _ in self.places], np.int64)

    def ask(self, start: int, end: int) -> Mapping[str, Answer] | None:
        """The answers to every question for the words between two places; None where no word was read there. Cost: linear in their number."""
        rows = self._rows(start, end)
        if not len(rows):
            return None
        weights = _softmax(rows[:, : len(self.tasks)])
        answers, at = {}, len(self.tasks)
        for number, (name, count) in enumerate(self.tasks):
            given = weights[:, number] @ rows[:, at : at + count]
            shares = _softmax(given).tolist() if count > 1 else [1 / (1 + math.exp(-given[0]))]
            answers[name] = Answer(tuple(shares))
            at += count
        return answers

    def words(self, task: str, start: int, end: int) -> tuple[Place, ...]:
        """The words between two places that spoke most for yes to a question of yes or no, in order of the text; three at most."""
        import numpy as np

        rows = self._rows(start, end)
        if not len(rows):
            return ()
        number = [name for name, _ in self.tasks].index(task)
        at = len(self.tasks) + sum(count for _, count in self.tasks[:number])
        weights = _softmax(rows[:, number])
        parts = weights * (rows[:, at] - weights @ rows[:, at])
        first = int(np.searchsorted(self.starts, start))
        added: dict[Place, float] = {}
        for place, part in zip(self.places[first : first + len(rows)], parts.tolist(), strict=True):
            added[place] = added.get(place, 0.0) + part
        best = sorted((place for place, part in added.items() if part > 0), key=lambda place: (-added[place], place))
        return tuple(sorted(best[:_TOLD]))

    def _rows(self, start: int, end: int) -> Floats:
        import numpy as np

        first, last = np.searchsorted(self.starts, (start, end))
        return self.numbers[first:last]


def _softmax(rows: Floats) -> Floats:
    """Shares that add up to one, down each column."""
    import numpy as np

    raised = np.exp(rows - rows.max(0))
    return np.asarray(raised / raised.sum(0), np.float32)


def joined(tasks: Tasks, read: Iterable[Read]) -> Impressions:
    """Paragraphs' pieces with their numbers as a document's; paragraphs are in order of the text."""
    import numpy as np

    places: list[Place] = []
    rows: list[Floats] = []
    for _, item, (numbers,) in read:
        places += [item.places[word] for word in item.owner.tolist()]
        rows += [numbers] if len(numbers) else []
    width = len(tasks) + sum(count for _, count in tasks)
    return Impressions(tasks, tuple(places), np.concatenate(rows) if rows else np.zeros((0, width), np.float32))


@dataclass(frozen=True, slots=True)
class ClaimsReader:
    """Loaded weights that answer questions on claims."""

    encoder: Encoder
    language: str
    tasks: Tasks

    def read(self, paragraphs: Sequence[Unread]) -> Impressions:
        """What each word of some paragraphs says of a claim that it stands in. Cost: linear in the length of the text."""
        parts = (part for one in paragraphs for part in parted(one))
        return joined(self.tasks, self.encoder.read(parts, self.language, ("claims",)))


def tasks_of(name: str) -> Tasks:
    """The questions that the weights `name` answer."""
    return tuple((task, count) for task, count in facts(name)["claims"])


def claims_problem(language: str) -> Problem | None:
    """Why claims in a language that has weights for them are read without: files that are missing or damaged, a library that does not load."""
    if language not in _MODELS:
        return None
    return weights_problem(_MODELS[language], f"the reader of claims ({language})", _UNTIL)


@cache
def claims_reader(language: str) -> ClaimsReader | None:
    """The reader of a language; None where there are no weights for it, or they cannot be used (`claims_problem` says why)."""
    if language not in _MODELS or claims_problem(language) is not None:
        return None
    return ClaimsReader(encoder(_MODELS[language]), language, tasks_of(_MODELS[language]))
