"""Of what kind a source is and whether it is named, on paragraphs by other hands (`tests/data/sources`).

Run it for the floors as they would be now: `python -m tests.gate.measure_sources`. They stand in sources.toml and are held by test_sources_gate.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from tests.scripts import ROOT

from sayso.extract.attributions import find_attributions
from sayso.language.said import said_reader
from sayso.model import Attribution, Block, Document, Span, Speaker, text_id
from sayso.reading import split_sentences

from .held import print_floors

DATA: Final = ROOT / "tests" / "data" / "sources"
PARTS: Final = ("dev", "aside")
_MARKED: Final = re.compile(r"s\[(\w+),(named|unnamed)\]\{([^}]*)\}")


class Marked(NamedTuple):
    """A source as it is marked: where it stands, its kind, and whether it is named."""

    start: int
    end: int
    kind: str
    named: bool


def read(line: str) -> tuple[str, list[Marked]]:
    """A paragraph without its marks, and the sources that are marked in it."""
    text, sources, at = "", list[Marked](), 0
    for mark in _MARKED.finditer(line):
        text += line[at : mark.start()]
        sources.append(Marked(len(text), len(text) + len(mark[3]), mark[1], mark[2] == "named"))
        text, at = text + mark[3], mark.end()
    return text + line[at:], sources


def measures() -> dict[str, float]:
    """For each part how many sources are found, and of these how many have their kind, and are rightly named or not."""
    found: dict[str, float] = {}
    for part in PARTS:
        counts: Counter[str] = Counter()
        for path in sorted((DATA / part).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                counts.update(_told(line, path.stem))
        found |= {
            f"{part}.found": counts["found"] / max(1, counts["sources"]),
            f"{part}.named": counts["named"] / max(1, counts["found"]),
            f"{part}.kind": counts["kind"] / max(1, counts["found"]),
        }
    return found


def _told(line: str, language: str) -> Iterator[str]:
    text, sources = read(line)
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d", text_id=text_id(text), uri="d", text=text, language=language, blocks=blocks)
    found, speakers = find_attributions(doc, split_sentences(text, blocks, language), said_reader(language))
    known = {one.id: one for one in speakers}
    for source in sources:
        yield "sources"
        speaker = _speaker(source, found, known)
        if speaker is not None:
            yield "found"
            yield from ("kind",) * (speaker.kind == source.kind)
            yield from ("named",) * (speaker.named == source.named)


def _speaker(source: Marked, found: Sequence[Attribution], known: dict[str, Speaker]) -> Speaker | None:
    """The speaker of the first attribution whose source meets the marked one."""
    meeting = (one for one in found if any(_meets(source, span) for span in one.source))
    return next((known[one.speaker] for one in meeting if one.speaker in known), None)


def _meets(source: Marked, span: Span) -> bool:
    return span.start < source.end and source.start < span.end


def data_hash() -> str:
    """A hash of the set, so that a floor cannot be met by changing what it is measured on."""
    whole = b"".join(path.read_bytes() for path in sorted(DATA.glob("*/*.txt")))
    return blake2b(whole, digest_size=8).hexdigest()


if __name__ == "__main__":
    print_floors(data_hash(), measures())
