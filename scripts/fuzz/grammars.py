"""The grammars: figures by all languages, say-so, claims and marks by rules alone, on texts, texts made of pieces, and short rows of words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from sayso.model import Block, BlockKind, Document, UnreadableError, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading, read_text
from sayso.reading.draft import scrub
from sayso.reading.sentences import split_sentences

from . import laws
from .draws import Draws
from .texts import LANGUAGES, OTHERS, SIGNS, drawn_rows, drawn_text, pieces

NAME: Final = "grammars"
_KINDS: Final[tuple[BlockKind, ...]] = ("paragraph", "paragraph", "row", "heading", "item", "quote", "title", "caption")


def one(data: bytes) -> None:
    """One text: its first byte says the language, its second how it is made and read."""
    draws = Draws(data)
    language, how = draws.choice((*LANGUAGES * 8, *OTHERS)), draws.number(10)
    made = language if language in LANGUAGES else "en"
    if how == 0:
        text = draws.rest().decode("utf-8", "replace")
    else:
        text = (drawn_text if how < len(_KINDS) else drawn_rows)(draws, made)
    read = _plain(text) if how < 3 else _blocks(text, language, _KINDS[how % len(_KINDS)])  # noqa: PLR2004
    if read is None:
        return
    laws.reading(read)
    with laws.bounded():
        found = analyse(read, tagger=False)
    laws.analysis(found)
    if how % 4 == 1:
        laws.again(lambda: analyse(read, tagger=False), found)


def _plain(text: str) -> Reading | None:
    try:
        return read_text(text, "a.txt")
    except UnreadableError as error:
        laws.hold("a text is read, or empty", error.problem.code in {"empty", "too-large"}, error.problem)
        return None


def _blocks(text: str, language: str, kind: BlockKind) -> Reading | None:
    """Each line as a block of a kind, in a language that is told."""
    clean, at, blocks = scrub(text), 0, []
    for line in clean.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            blocks.append(Block(start=start, end=start + len(bare), kind=kind))
        at += len(line) + 1
    if not any(char.isalnum() for char in clean):
        return None
    doc = Document(
        id="d:x", text_id=text_id(clean), uri="x", text=clean, language=language or "und", blocks=tuple(blocks)
    )
    return Reading(doc, split_sentences(clean, doc.blocks, doc.language))


def seeds() -> Iterator[bytes]:
    """Texts of each language, as they stand and as draws of pieces."""
    r = random.Random(9)  # noqa: S311  nothing here is secret
    for number, language in enumerate(LANGUAGES):
        for sentence in r.sample(pieces(language).sentences, 12):
            yield bytes((number, 0)) + sentence.encode("utf-8", "replace")
        for how in range(1, 10):
            yield bytes((number, how)) + r.randbytes(40)
            yield bytes((number, how)) + r.randbytes(200)


def words() -> Iterator[bytes]:
    """What the fuzzer may put in: signs and common words."""
    yield from (sign.encode("utf-8") for sign in SIGNS)
    for language in LANGUAGES:
        yield from (word.encode() for word in pieces(language).words[:150])
