"""What a long repetition costs: each public reader of texts, and each compiled pattern of the package, on a piece that is repeated.

A reader may take no more than a time in proportion: the input says which, and the piece; what is repeated four times as often may take some
ten times as long, and never more than the bound. Patterns alone are looked at by `patterns()`: what grows there is told, not held against them,
as what is given to them may be short.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import sayso
from sayso.checked.loose import words_of
from sayso.extract.consistency import find_inconsistencies
from sayso.extract.figures import find_figures
from sayso.extract.flags import find_flags
from sayso.model import Block, Document, UnreadableError, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading, read_text
from sayso.reading.corpora.dates import published_at
from sayso.reading.formats import Source, read_source
from sayso.reading.kinds import Kind, kind_of
from sayso.reading.sentences import split_sentences

from . import laws
from .draws import Draws
from .texts import LANGUAGES, NUMBERS, SIGNS, pieces

NAME: Final = "matchers"
#: Characters of a repetition, and how much of it is tried first.
_LONG: Final = 12_000
_PART: Final = 4
#: A time in which nothing is looked at closer; how often as long four times the text may take.
_QUICK: Final = 0.4
_GROWTH: Final = 11.0
#: Of a pattern alone: from what time on it is looked at, and more than how often as long is more than the square.
_SLOW: Final = 0.05
_CUBE: Final = 20


def one(data: bytes) -> None:
    """One piece, repeated, for one reader."""
    draws = Draws(data)
    name, language = draws.choice(sorted(READERS)), draws.choice(LANGUAGES)
    head, piece, tail = _piece(draws, language), _piece(draws, language), _piece(draws, language)
    if not piece:
        return
    read = READERS[name]
    short, long = (head + piece * (size // len(piece) + 1) + tail for size in (_LONG // _PART, _LONG))
    took = _seconds(lambda: read(long, language))
    if took > _QUICK:
        before = _seconds(lambda: read(short, language))
        laws.hold(
            f"{name} takes a time in proportion",
            took <= max(_GROWTH * before, _QUICK),
            (took, before, head, piece, tail),
        )
        laws.hold(f"{name} ends soon", took <= laws.MOST_SECONDS, (took, before, head, piece, tail))


def _piece(draws: Draws, language: str) -> str:
    held = pieces(language)
    parts = []
    for _ in range(draws.number(4)):
        pool = draws.choice((SIGNS, SIGNS, NUMBERS, held.words, held.words, ("",), tuple("aA1 .,'\"-(<[{*_#|\t\n")))
        parts.append(draws.choice(pool) + draws.choice(("", " ", "", " ")))
    return "".join(parts)


def _seconds(do: Callable[[], object]) -> float:
    started = time.process_time()
    do()
    return time.process_time() - started


def _document(text: str, language: str) -> tuple[Document, Any]:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d:x", text_id=text_id(text), uri="x", text=text, language=language, blocks=blocks)
    return doc, split_sentences(text, blocks, language)


def _analysed(text: str, language: str) -> object:
    return analyse(Reading(*_document(text, language)), tagger=False)


def _file(kind: Kind) -> Callable[[str, str], object]:
    def read(text: str, _: str) -> object:
        try:
            return read_source(kind, Source(data=text.encode("utf-8", "replace"), name="a", uri="a"))
        except UnreadableError as error:
            return error

    return read


def _read_text(text: str, _: str) -> object:
    try:
        return read_text(text)
    except UnreadableError as error:
        return error


READERS: Final[dict[str, Callable[[str, str], object]]] = {
    "figures": lambda text, language: find_figures(*_document(text, language)),
    "flags": lambda text, language: find_flags(*_document(text, language)),
    "consistency": lambda text, language: find_inconsistencies(
        *(held := _document(text, language)), find_figures(*held)
    ),
    "analysis": _analysed,
    "sentences": _document,
    "text": _read_text,
    "kind": lambda text, _: kind_of(text.encode("utf-8", "replace"), "a"),
    "dates": lambda text, _: published_at(text),
    "checks": lambda text, _: words_of(text),
    **{kind: _file(kind) for kind in ("markdown", "html", "eml", "subtitles", "table")},
}


# Patterns


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every pattern of texts that a module of the package holds under a name, with that name."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if ".bench" in module.name or module.name.endswith("__main__"):
            continue
        held = vars(importlib.import_module(module.name))
        for name, value in held.items():
            for at, one in enumerate(_within(value)):
                if isinstance(one.pattern, str):
                    found.setdefault(id(one), (f"{module.name}.{name}[{at}]", one))
    return tuple(found.values())


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _within(each)


def grown(seconds: float, seed: int) -> Iterator[str]:
    """Patterns whose search grows by more than the square on some repetition, told with both times and the piece."""
    r, until = random.Random(seed), time.process_time() + seconds  # noqa: S311  nothing here is secret
    told: set[str] = set()
    while time.process_time() < until:
        name, pattern = r.choice(patterns())
        piece = _of_pattern(pattern, r) + _piece(Draws(r.randbytes(12)), r.choice(LANGUAGES))
        took = _searched(pattern, piece, 2000)
        if name in told or took < _SLOW:
            continue
        before = _searched(pattern, piece, 500)
        if took > _CUBE * before:
            told.add(name)
            yield f"{name}: {before:.3f} s for 500 characters, {took:.3f} s for 2,000 of {piece!r}"


def _searched(pattern: re.Pattern[str], piece: str, size: int) -> float:
    text = piece * (size // len(piece) + 1)
    return _seconds(lambda: sum(1 for _ in pattern.finditer(text)))


def _of_pattern(pattern: re.Pattern[str], r: random.Random) -> str:
    """Signs and words that a pattern names, in an order of their own."""
    held = re.findall(r"[^\W\d_]{2,}|[^\\\[\](){}?*+|^$]", pattern.pattern[:2000]) or [" "]
    return "".join(r.choice(held) for _ in range(r.randint(1, 4))) + r.choice(("", " ", "a", "1", "\n"))


def seeds() -> Iterator[bytes]:
    """Draws for each reader."""
    r = random.Random(9)  # noqa: S311  nothing here is secret
    for reader in range(len(READERS)):
        for size in (8, 16, 24):
            yield bytes((reader,)) + r.randbytes(size)


def words() -> Iterator[bytes]:
    """None: an input is draws."""
    yield b"\x00\x01\x02"
