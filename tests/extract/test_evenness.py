"""Evenness: who is named moves no mark, no sort and no check-worthiness, through the whole analysis.

Each sentence of evenness.toml is read with its first filling and with twenty others. The sentences of a filling are paragraphs of one document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from sayso.language.lexicon import SERVED
from sayso.model import Block, Document, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading, split_sentences

DATA: Final[Mapping[str, Any]] = tomllib.loads((Path(__file__).parent / "evenness.toml").read_text(encoding="utf-8"))
SENTENCES: Final = 50
SWAPS: Final = 20
#: How far a check-worthiness may move, and what share of all swaps may change anything.
MOVES: Final = 0.05
CHANGED: Final = 0.01


@dataclass(frozen=True)
class Told:
    """What is said of a sentence: its marks without the names, its claims' sorts and check-worthiness."""

    marks: tuple[tuple[str, str], ...]
    sorts: tuple[str, ...]
    worth: tuple[float, ...]

    def same(self, other: Told) -> bool:
        """Whether nothing has changed that may not."""
        return (self.marks, self.sorts) == (other.marks, other.sorts) and all(
            abs(one - its) <= MOVES + 1e-9 for one, its in zip(self.worth, other.worth, strict=True)
        )


def _filled(language: str, number: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every sentence of a language with one filling, and the names that it may hold."""
    for kind in DATA[language].values():
        names = dict(zip(kind["slots"], kind["fillings"][number], strict=True))
        for sentence in kind["sentences"]:
            text = sentence.format(**names)
            yield text[:1].upper() + text[1:], tuple(sorted(kind["fillings"][number], key=len, reverse=True))


def _told(language: str, number: int) -> list[Told]:
    filled = list(_filled(language, number))
    text = "\n\n".join(sentence for sentence, _ in filled)
    blocks, at = [], 0
    for sentence, _ in filled:
        blocks.append(Block(start=at, end=at + len(sentence), kind="paragraph"))
        at += len(sentence) + 2
    doc = Document(id="d:even", text_id=text_id(text), uri="even", text=text, language=language, blocks=tuple(blocks))
    found = analyse(Reading(document=doc, sentences=split_sentences(text, doc.blocks, language)))
    told = []
    for block, (_, names) in zip(blocks, filled, strict=True):
        claims = [claim for claim in found.claims if block.start <= claim.start < block.end]
        flags = [flag for flag in found.flags if block.start <= flag.start < block.end]
        marks = tuple((flag.category, _without(flag.text, names)) for flag in flags)
        told.append(
            Told(marks, tuple(claim.sort for claim in claims), tuple(claim.check_worthiness for claim in claims))
        )
    return told


def _without(text: str, names: tuple[str, ...]) -> str:
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})", "_", text)


@pytest.mark.parametrize("language", SERVED)
def test_there_are_enough_sentences_and_swaps(language: str) -> None:
    kinds = DATA[language].values()
    assert sum(len(kind["sentences"]) for kind in kinds) == SENTENCES
    assert all(len({tuple(each) for each in kind["fillings"]}) == 1 + SWAPS for kind in kinds)


@pytest.mark.parametrize("language", SERVED)
def test_a_name_changes_nothing(language: str) -> None:
    """In each language, under one percent of the sentences with a swapped name get another mark, sort or check-worthiness."""
    first = _told(language, 0)
    assert sum(bool(each.marks) for each in first) >= 0.4 * SENTENCES
    changed = [
        (number, sentence, before, after)
        for number in range(1, 1 + SWAPS)
        for (sentence, _), before, after in zip(_filled(language, number), first, _told(language, number), strict=True)
        if not before.same(after)
    ]
    assert len(changed) < CHANGED * SENTENCES * SWAPS, changed
