"""Paragraphs through an encoder: a row of numbers for each word piece, from each of its heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .pieces import Paragraph, Part, Window

    Floats = NDArray[np.float32]
    #: A paragraph with its words and pieces, and what each head says of them.
    Read = tuple["Unread", Paragraph, list[Floats]]

#: Paragraphs that are kept as pieces, since several encoders read the same ones in turn, and the characters that such a one may have.
_AT_HAND: Final = 256
_SHORT: Final = 1_500
#: Characters of a paragraph that is read whole. Longer ones, which nobody writes, are parted before a sentence, or where none begins in time, before a word.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A paragraph to be read: where it starts in the document, its text, and where its sentences start in the document."""

    start: int
    text: str
    sentences: tuple[int, ...]


def parted(one: Unread) -> list[Unread]:
    """A paragraph as it is, or in parts where it is longer than what is read whole."""
    if len(one.text) <= _LONGEST:
        return [one]
    found, low = [], 0
    while low < len(one.text):
        high = min(low + _LONGEST, len(one.text))
        if high < len(one.text):
            at = bisect_left(one.sentences, one.start + high) - 1
            opens = one.sentences[at] - one.start if at >= 0 else 0
            space = one.text.rfind(" ", low + _LONGEST // 2, high) + 1
            high = opens if opens > low + _LONGEST // 2 else (space or high)
        first, last = (bisect_left(one.sentences, one.start + place) for place in (low, high))
        found.append(Unread(one.start + low, one.text[low:high], one.sentences[max(0, first - 1) : last]))
        low = high
    return found


def _item(tokenizer: Any, text: str, start: int, language: str, *, evened: bool) -> Paragraph:
    """A paragraph as pieces."""
    from .pieces import paragraph

    return paragraph(tokenizer, text, start, language, evened=evened)


_kept_item = lru_cache(maxsize=_AT_HAND)(_item)


@dataclass(slots=True)
class _Taken:
    """A paragraph that is being encoded: what each head said of it so far, and up to which word."""

    unread: Unread
    item: Paragraph
    rows: list[list[Floats]]
    upto: int = 0

    @property
    def is_whole(self) -> bool:
        return self.upto >= len(self.item.places)

    def add(self, part: Part, outputs: Sequence[Any], length: int) -> None:
        """Keep what a window of so many pieces, of which this is a part, gave."""
        import numpy as np

        item = self.item
        last = item.firsts[part.last] if part.last < len(item.places) else len(item.pieces)
        at = np.arange(part.at, part.at + last - item.firsts[part.first])
        for rows, output in zip(self.rows, outputs, strict=True):
            rows.append(output[0, np.minimum(at, length - 1)])
        self.upto = part.last

    def given(self) -> tuple[Unread, Paragraph, list[Floats]]:
        """What is known of it in the end."""
        import numpy as np

        rows = [np.concatenate(parts) if parts else np.zeros((0, 1), np.float32) for parts in self.rows]
        return self.unread, self.item, rows


@dataclass(frozen=True, slots=True)
class Encoder:
    """Loaded weights with their tokenizer; `marks` are the pieces that begin a window and end a paragraph, `together` how many one of several paragraphs may have.

    `words` is the graph from pieces to states, which several encoders may share, `layers` the one from states to what the heads say. With
    `evened`, names of nations, creeds and parties are read as one another (see `sides`).
    """

    words: Any
    layers: Any
    tokenizer: Any
    marks: tuple[int, int]
    evened: bool
    together: int

    def read(
        self, paragraphs: Iterable[Unread], language: str, heads: Sequence[str]
    ) -> Iterator[tuple[Unread, Paragraph, list[Floats]]]:
        """Each paragraph, in one language, with its words and pieces, and what each of the heads says: a row of numbers a piece.

        Paragraphs are seen together with their neighbours. Windows are run one by one: the activations' scale is taken over all that is
        run at once, and a window must give the same whatever it is run with. A paragraph is given once its last window was run, and what the heads say of it is not kept; its pieces are, for the encoder that reads it next. Cost: linear in the length of the text.
        """
        from .pieces import windows

        taken: list[_Taken] = []

        def items() -> Iterator[Paragraph]:
            for one in paragraphs:
                made = _kept_item if len(one.text) <= _SHORT else _item
                item = made(self.tokenizer, one.text, one.start, language, evened=self.evened)
                taken.append(_Taken(one, item, [[] for _ in heads]))
                yield item

        gone = 0
        for window in windows(items(), *self.marks, together=self.together):
            outputs = self._run(window, heads)
            for part in window.parts:
                taken[part.paragraph - gone].add(part, outputs, len(window.pieces))
            while taken and taken[0].is_whole:
                yield taken.pop(0).given()
                gone += 1
        for one in taken:
            yield one.given()

    def _run(self, window: Window, heads: Sequence[str]) -> list[Any]:
        import numpy as np

        fed = {"pieces": window.pieces[None], "shapes": window.shapes[None], "quoted": window.quoted[None]}
        (state,) = self.words.run(["state"], fed)
        mask = np.ones((1, len(window.pieces)), np.int64)
        outputs: list[Any] = self.layers.run(list(heads), {"state": state, "mask": mask})
        return outputs
