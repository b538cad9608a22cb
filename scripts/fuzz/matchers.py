"""What a long repetition costs: each public reader of texts, on a piece that is repeated.

A reader may take no more than a time in proportion: the input says which, and the piece; what is repeated four times as often may take some
ten times as long, and never more than the bound.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

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


def seeds() -> Iterator[bytes]:
    """Draws for each reader."""
    r = random.Random(9)  # noqa: S311  nothing here is secret
    for reader in range(len(READERS)):
        for size in (8, 16, 24):
            yield bytes((reader,)) + r.randbytes(size)


def words() -> Iterator[bytes]:
    """None: an input is draws."""
    yield b"\x00\x01\x02"
