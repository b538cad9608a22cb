"""The tagger of say-so: which words of a paragraph are a source, a cue, a content, and which of them belong together.

The weights lie in `models/said-LANGUAGE`: an ONNX file, a tokenizer, what the links need with the hashes of both, and a card that says how they
were made, and from what. They are loaded when a text is first read with them, and only if their hashes are right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .pieces import Paragraph, Window
    from .spans import Found, Links

    Floats = NDArray[np.float32]

Place = tuple[int, int]

_FACTS: Final = "facts.json"
_HINT: Final = "install sayso again; until then say-so is read by rules alone, which find less"


@dataclass(frozen=True, slots=True)
class Unread:
    """A paragraph to be read: where it starts in the document, its text, and where its sentences start in the document."""

    start: int
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution as the tagger sees it: places in the document, and how sure it is of the content, 0 to 1."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    score: float


@dataclass(frozen=True, slots=True)
class SaidReader:
    """The loaded weights."""

    session: Any
    tokenizer: Any
    links: Links
    marks: tuple[int, int]

    def read(self, paragraphs: Sequence[Unread]) -> list[tuple[Tagged, ...]]:
        """The attributions in each paragraph, in order of their cues.

        Paragraphs are seen together with their neighbours. Cost: linear in the length of the text.
        """
        from .pieces import paragraph
        from .spans import Seen, attributions_of, best_tags, log_softmax, within_sentences

        items = [paragraph(self.tokenizer, one.text, one.start) for one in paragraphs]
        logits, rows = self._encoded(items)
        units = [units_of(item, unread) for unread, item in zip(paragraphs, items, strict=True)]
        scores = [log_softmax(row) for row in logits]
        best = best_tags([within_sentences(*one) for one in zip(scores, units, strict=True)])
        found = []
        for item, score, tags, row, unit in zip(items, scores, best, rows, units, strict=True):
            seen = Seen(score, tags, row, unit, item.quoted > 0)
            found.append(tuple(_placed(item, one) for one in attributions_of(seen, self.links)))
        return found

    def _encoded(self, paragraphs: Sequence[Paragraph]) -> tuple[list[Floats], list[Floats]]:
        """What the encoder says of each word: the tags' logits, and the rows of link vectors.

        Windows are run one by one: the activations' scale is taken over all that is run at once, and a window must give the same
        whatever it is run with.
        """
        import numpy as np

        from .pieces import windows
        from .spans import TAGS

        seen = [list[Any]() for _ in paragraphs], [list[Any]() for _ in paragraphs]
        for window in windows(paragraphs, *self.marks):
            for kept, output in zip(seen, self._run(window), strict=True):
                for part in window.parts:
                    item = paragraphs[part.paragraph]
                    at = item.firsts[part.first : part.last] - item.firsts[part.first] + part.at
                    kept[part.paragraph].append(output[0, np.minimum(at, len(window.pieces) - 1)])
        empty = np.zeros((0, len(TAGS)), np.float32)
        tags, rows = ([np.concatenate(parts) if parts else empty for parts in kept] for kept in seen)
        return tags, rows

    def _run(self, window: Window) -> list[Any]:
        import numpy as np

        fed = {
            "pieces": window.pieces[None],
            "shapes": window.shapes[None],
            "quoted": window.quoted[None],
            "mask": np.ones((1, len(window.pieces)), np.int64),
        }
        outputs: list[Any] = self.session.run(["tags", "links"], fed)
        return outputs


def units_of(item: Paragraph, unread: Unread) -> NDArray[np.int64]:
    """The number of the sentence in which each word stands."""
    import numpy as np

    starts = np.array([start for start, _ in item.places], np.int64)
    return np.searchsorted(np.array(unread.sentences, np.int64), starts, side="right")


def _placed(item: Paragraph, one: Found) -> Tagged:
    return Tagged(_places(item, one.source), _places(item, one.cue), _places(item, one.content), one.score)


def _places(item: Paragraph, spans: Sequence[tuple[int, int]]) -> tuple[Place, ...]:
    return tuple((item.places[first][0], item.places[last][1]) for first, last in spans)


@cache
def said_reader(language: str) -> SaidReader | None:
    """The reader of a language; None where there are no weights for it, or they cannot be used (`said_problem` says why)."""
    return _loaded(language) if said_problem(language) is None and has_reader(language) else None


def has_reader(language: str) -> bool:
    """Whether a language is read by a tagger, where the installation is whole."""
    return language in _READ


_READ: Final = frozenset(("en",))


@cache
def said_problem(language: str) -> Problem | None:
    """Why a language that has a tagger is read without it: weights that are missing or damaged, a library that does not load."""
    if not has_reader(language):
        return None
    told = next(_faults(language), None)
    return None if told is None else Problem(code="weights", message=told, hint=_HINT)


def _folder(language: str) -> Traversable:
    return files("sayso.language").joinpath("models", f"said-{language}")


def _faults(language: str) -> Iterator[str]:
    folder = _folder(language)
    if not folder.joinpath(_FACTS).is_file():
        yield f"the weights of the say-so tagger ({language}) are missing"
        return
    try:
        known = json.loads(folder.joinpath(_FACTS).read_bytes())["sha256"]
    except (ValueError, KeyError):
        yield f"{_FACTS} of the say-so tagger ({language}) is damaged"
        return
    for name, goal in known.items():
        path = folder.joinpath(name)
        if not path.is_file():
            yield f"{name} of the say-so tagger ({language}) is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != goal:
            yield f"{name} of the say-so tagger ({language}) is damaged: its hash is not the one it was made with"
    try:
        import onnxruntime  # noqa: F401  whether it loads here
        import tokenizers  # noqa: F401  the same
    except ImportError as error:
        yield f"a library of the say-so tagger does not load: {error}"


def _loaded(language: str) -> SaidReader:
    import numpy as np
    from tokenizers import Tokenizer

    from .pieces import as_text
    from .spans import Links

    folder = _folder(language)
    facts = json.loads(folder.joinpath(_FACTS).read_bytes())
    tokenizer = as_text(Tokenizer.from_buffer(folder.joinpath("tokenizer.json").read_bytes()))
    links = facts["links"]
    learned = Links(links["length"], np.array(links["distance"], np.float32), np.array(links["between"], np.float32))
    begin, between = facts["marks"]
    return SaidReader(_session(folder.joinpath("weights.onnx").read_bytes()), tokenizer, learned, (begin, between))


def _session(weights: bytes) -> Any:
    """One thread that does not spin: texts are many and cores are shared."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
