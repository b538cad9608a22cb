"""Sayso's attributions of a raw text in the terms of `attribution_scores`, and what they cost."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.extract.attributions import find_attributions
from sayso.language.said import SaidReader, said_reader
from sayso.model import Attribution, Span, UsageError
from sayso.reading import read_text

from .attribution_scores import ROLES, Place, Said, matches
from .result import Miss

_WARM: Final = {"en": "“It is late,” Ada Finch said on Monday.", "de": "„Es ist spät“, sagte Ada Fink am Montag."}


@dataclass(frozen=True, slots=True)
class Read:
    """What Sayso finds in a text, and the CPU-seconds that finding took, with sentences given, and that reading took before."""

    attributions: tuple[Attribution, ...]
    finding: float
    reading: float

    @property
    def outermost(self) -> tuple[Said, ...]:
        """Those that stand in no other and are certain: for data without nesting, in which nothing is carried over."""
        return tuple(said_of(one) for one in self.attributions if one.within is None and not one.suggested)


def read_all(texts: Iterable[str], language: str, *, rules: bool = False) -> list[Read]:
    """Read raw texts as Sayso does, or by `rules` alone. Lists and models are loaded before, by a short text in their language, so that no text bears that cost.

    Raises UsageError where reading changes a text, because its offsets would no longer be those of the data.
    """
    reader = None if rules else said_reader(language)
    _read(_WARM[language], reader)
    return [_read(text, reader) for text in texts]


def _read(text: str, reader: SaidReader | None) -> Read:
    started = time.process_time()
    reading = read_text(text)
    split = time.process_time()
    found, _ = find_attributions(reading.document, reading.sentences, reader)
    ended = time.process_time()
    if reading.document.text != text:
        raise UsageError(
            "usage", f"reading changes the text {text[:40]!r}", "--data must hold plain text with LF line ends"
        )
    return Read(found, ended - split, split - started)


def said_of(one: Attribution) -> Said:
    """An attribution by its places alone."""
    return Said(_places(one.source), _places(one.cue), _places(one.content))


def _places(spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple((span.start, span.end) for span in spans)


def said_by_peer(answer: Mapping[str, Any]) -> list[Said]:
    """What a peer answers: `{"attributions": [{"source": [[start, end], ...], "cue": [...], "content": [...]}, ...]}`."""
    return [
        Said(*(tuple((start, end) for start, end in one[role]) for role in ROLES)) for one in answer["attributions"]
    ]


def words_in(texts: Iterable[str]) -> int:
    """How many words texts have, parted by white space."""
    return sum(len(text.split()) for text in texts)


def misses(
    known: Sequence[Said], found: Sequence[Said], text: str, of_known: Sequence[str], of_found: Sequence[str]
) -> Iterator[Miss]:
    """What is missed in a text, found without need, or laid to another source ("source").

    `of_known` and `of_found` name the measure that each counts against where it has no partner.
    """
    pairs = matches(known, found, text)
    met, used = {at for at, _, _ in pairs}, {at for _, at, _ in pairs}
    lone = [(name, one) for at, (name, one) in enumerate(zip(of_known, known, strict=True)) if at not in met]
    lone += [(name, one) for at, (name, one) in enumerate(zip(of_found, found, strict=True)) if at not in used]
    for name, one in lone:
        yield Miss(name, _written(one, text), _lines_around(one, text))
    for at, other, same in pairs:
        if not same:
            what = f"known {_written(known[at], text)} / found {_written(found[other], text)}"
            yield Miss("source", what, _lines_around(known[at], text))


def _written(one: Said, text: str) -> str:
    """An attribution in its words, for a list of misses."""
    return " | ".join(" ... ".join(" ".join(text[start:end].split()) for start, end in part) or "-" for part in one)


def _lines_around(one: Said, text: str) -> str:
    """The lines in which an attribution's content stands, on one line."""
    start = text.rfind("\n", 0, one.content[0][0]) + 1
    end = text.find("\n", one.content[-1][1])
    return " ".join(text[start : end if end >= 0 else len(text)].split())
