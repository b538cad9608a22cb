"""A figure that the source document only denies: "the operator denied that 340 litres had leaked", "there is no evidence of 230 deaths"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sayso.align import Opposed, negation
from sayso.evidence import Candidate
from sayso.language.standing import Mark, stands

from .matter import Asked
from .pair import Pair

#: How an article says of something that it is denied, or only said.
_UNSURE: Final[tuple[Mark, ...]] = ("denied", "doubted")


def with_denial(pair: Pair, asked: Asked, candidate: Candidate) -> Pair:
    """A pair told apart where somebody denies the given figure, or says that nothing speaks for it, and the article's sentence denies nothing.

    Looked for in the part of the passage that is the figure's own; who denies it is left to a person to weigh.
    """
    part, language = pair.given.subject.part, candidate.passage.language
    found = stands(part, language, "denied") if part and pair.given.subject.stated and not pair.opposed else None
    if found is None or any(stands(asked.sentence, asked.language, mark) for mark in _UNSURE):
        return pair
    if negation(asked.sentence, asked.language) and not negation(part, language):
        return pair
    return replace(pair, opposed=Opposed("negation", "", part[slice(*found)]))
