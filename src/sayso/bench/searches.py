"""What benches of searching share: lines as documents whose passages they are, claims with their figures, and vectors that are made once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sayso.evidence import Candidate, Index, Meaning
from sayso.language.concepts import concepts
from sayso.model import Analysis, Block, Document, Figure, Sentence, text_id
from sayso.pipeline import analyse
from sayso.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN: Final = "\n\n"
_VERSION: Final = "bench"


@dataclass
class Remembered:
    """An encoder that makes each vector once, however many indexes ask for it."""

    encoder: Meaning
    made: dict[tuple[str, str], NDArray[np.int8]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self.encoder.name

    @property
    def width(self) -> int:
        """That of the encoder."""
        return self.encoder.width

    @property
    def scale(self) -> int:
        """That of the encoder."""
        return self.encoder.scale

    def vectors(self, texts: Sequence[str], language: str) -> NDArray[np.int8]:
        """A row for each text."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if (text, language) not in self.made]
        self.made.update(zip([(text, language) for text in new], self.encoder.vectors(new, language), strict=True))
        return np.stack([self.made[text, language] for text in texts]) if texts else np.empty((0, self.width), np.int8)


def as_document(lines: Mapping[int, str], language: str, uri: str, title: str | None = None) -> Analysis:
    """Numbered lines as a document, with its figures: each is a block of one sentence, so that each is a passage."""
    starts = _starts(tuple(lines.values()))
    spans = [(start, start + len(line)) for start, line in zip(starts, lines.values(), strict=True)]
    text = _BETWEEN.join(lines.values())
    doc = Document(
        id=f"d:{uri}",
        text_id=text_id(text),
        uri=uri,
        text=text,
        language=language,
        title=title,
        blocks=tuple(Block(start=start, end=end, kind="paragraph") for start, end in spans),
    )
    sentences = tuple(Sentence(start=start, end=end) for start, end in spans)
    return analyse(Reading(document=doc, sentences=sentences), tagger=False)


def figures_of(lines: Sequence[str], language: str) -> list[tuple[Figure, ...]]:
    """The figures of each line."""
    starts = _starts(lines)
    found: list[list[Figure]] = [[] for _ in lines]
    for figure in as_document(dict(enumerate(lines)), language, "lines").figures:
        found[bisect_right(starts, figure.start) - 1].append(figure)
    return [tuple(figures) for figures in found]


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + len(_BETWEEN)
    return starts


class Pool:
    """Documents of numbered lines in an index in memory; use it as a context manager."""

    def __init__(self, documents: Sequence[tuple[Mapping[int, str], Analysis]], encoder: Meaning | None) -> None:
        """Index documents, each with the lines it was made of; without an encoder by their words alone."""
        self.index = Index.create(None, concepts=concepts, encoder=lambda: encoder)
        self._rows: dict[str, tuple[list[int], list[int]]] = {}
        for lines, analysis in documents:
            self.index.add(analysis, "bench", _VERSION)
            self._rows[analysis.document.uri] = (_starts(tuple(lines.values())), list(lines))
        self.index.commit()
        if encoder is not None:
            self.index.make_vectors()

    def __enter__(self) -> Index:
        return self.index

    def __exit__(self, *_error: object) -> None:
        self.index.close()

    def lines(self, found: Sequence[Candidate]) -> Iterator[tuple[str, int]]:
        """The document and the number of the line in which each candidate stands."""
        for one in found:
            starts, rows = self._rows[one.uri]
            yield one.uri, rows[bisect_right(starts, one.passage.start) - 1]
