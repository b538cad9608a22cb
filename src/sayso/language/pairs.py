"""What an encoder says of a claim beside a passage: supported by it, refuted by it, or neither.

Both are read at once, the claim first. An encoder of words cannot compare numbers, so how each figure of the claim relates to each figure of
the passage is worked out by rules (`sayso.align.paired`) and told to it at their words; it weighs which figures belong together, and what the words say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Problem

from .weights import encoder, facts, weights_problem

if TYPE_CHECKING:
    from .encoder import Encoder

Place = tuple[int, int]
#: How a claimed figure relates to a given one.
RELATIONS: Final = (
    "equal", "rounds_to", "holds", "bound_added", "bound_left", "overlaps", "above", "below", "far", "other_unit",
    "vague", "incomparable",
)  # fmt: skip
_NAME: Final = "pairs"
_UNTIL: Final = "rules alone hold claims against passages"


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage, each in its language, with the places of their figures.

    `relations` has a row for each claimed figure and in it a number of `RELATIONS` for each given one.
    """

    claim: str
    passage: str
    languages: tuple[str, str]
    claimed: tuple[Place, ...] = ()
    given: tuple[Place, ...] = ()
    relations: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely it is that a passage supports a claim, refutes it, or says not enough of it; together 1."""

    supports: float
    refutes: float
    unsaid: float


@dataclass(frozen=True, slots=True)
class PairsReader:
    """Loaded weights that hold claims against passages; `heat` is what evens out how sure they are."""

    encoder: Encoder
    languages: tuple[str, ...]
    heat: float

    def serves(self, pair: Pair) -> bool:
        """Whether both texts are in a language whose words the weights know."""
        return all(language.split("-")[0] in self.languages for language in pair.languages)

    def read(self, pairs: Sequence[Pair]) -> list[Odds]:
        """What is likely of each pair, in their order. Cost: linear in the number of pairs; of a text no more than some 300 pieces are read.

        Pairs are run one by one: the activations' scale is taken over all that is run at once, and a pair must give the same whatever it is run with.
        """
        return [self._odds(self._logits(pair)) for pair in pairs]

    def _logits(self, pair: Pair) -> list[float]:
        from .pair_rows import row_of

        row = row_of(pair, self.encoder.tokenizer, self.encoder.marks)
        fed = {"pieces": row.pieces[None], "shapes": row.shapes[None], "quoted": row.quoted[None]}
        (state,) = self.encoder.words.run(["state"], fed)
        beside = {"state": state, "told": row.told[None], "claim": row.claim[None]}
        (logits,) = self.encoder.layers.run(["answers"], beside)
        return [float(one) for one in logits[0]]

    def _odds(self, logits: Sequence[float]) -> Odds:
        raised = [math.exp((one - max(logits)) / self.heat) for one in logits]
        return Odds(*(one / sum(raised) for one in raised))


def pairs_problem() -> Problem | None:
    """Why pairs cannot be read: files that are missing or damaged, a library that does not load; None where they can."""
    return weights_problem(_NAME, "the reader of pairs", _UNTIL)


@cache
def pairs_reader() -> PairsReader | None:
    """The reader of pairs; None where its weights are missing or cannot be used (`pairs_problem` says why)."""
    if pairs_problem() is not None:
        return None
    known: Any = facts(_NAME)
    return PairsReader(encoder(_NAME), tuple(known["languages"]), float(known["heat"]))
