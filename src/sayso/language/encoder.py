"""Paragraphs through an encoder: a row of numbers for each word piece, from each of its heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .pieces import Paragraph, Window

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Unread:
    """A paragraph to be read: where it starts in the document, its text, and where its sentences start in the document."""

    start: int
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Loaded weights with their tokenizer; `marks` are the pieces that begin a window and end a paragraph.

    `words` is the graph from pieces to states, which several encoders may share, `layers` the one from states to what the heads say. With
    `evened`, names of nations, creeds and parties are read as one another (see `sides`).
    """

    words: Any
    layers: Any
    tokenizer: Any
    marks: tuple[int, int]
    evened: bool

    def items(self, paragraphs: Sequence[Unread], language: str) -> list[Paragraph]:
        """The paragraphs, in one language, as words and pieces."""
        from .pieces import paragraph

        return [paragraph(self.tokenizer, one.text, one.start, language, evened=self.evened) for one in paragraphs]

    def encoded(self, items: Sequence[Paragraph], heads: Sequence[str]) -> list[list[Floats]]:
        """What each of the heads says: for each paragraph a row of numbers a piece. Cost: linear in the length of the text.

        Paragraphs are seen together with their neighbours. Windows are run one by one: the activations' scale is taken over all that is
        run at once, and a window must give the same whatever it is run with.
        """
        import numpy as np

        from .pieces import windows

        seen: list[list[list[Floats]]] = [[[] for _ in items] for _ in heads]
        for window in windows(items, *self.marks):
            for kept, output in zip(seen, self._run(window, heads), strict=True):
                for part in window.parts:
                    item = items[part.paragraph]
                    last = item.firsts[part.last] if part.last < len(item.places) else len(item.pieces)
                    at = np.arange(part.at, part.at + last - item.firsts[part.first])
                    kept[part.paragraph].append(output[0, np.minimum(at, len(window.pieces) - 1)])
        return [[np.concatenate(parts) if parts else np.zeros((0, 1), np.float32) for parts in kept] for kept in seen]

    def _run(self, window: Window, heads: Sequence[str]) -> list[Any]:
        import numpy as np

        fed = {"pieces": window.pieces[None], "shapes": window.shapes[None], "quoted": window.quoted[None]}
        (state,) = self.words.run(["state"], fed)
        mask = np.ones((1, len(window.pieces)), np.int64)
        outputs: list[Any] = self.layers.run(list(heads), {"state": state, "mask": mask})
        return outputs
