"""The encoders' weights that lie in the package: found, held against their hashes, loaded once.

`models/NAME` holds an ONNX file or two, a tokenizer, what is to be known of both with their hashes (`facts.json`), and a card that says how they were
made, and from what. They are loaded when a text is first read with them, and only if their hashes are right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Problem

from .kernels import loaded

if TYPE_CHECKING:
    from .encoder import Encoder

#: Every model that lies in the package.
MODELS: Final = ("caveats", "claims-en", "claims-many", "meaning", "pairs", "said-en", "said-many")
_FACTS: Final = "facts.json"
_WORDS: Final = "words.onnx"
_LAYERS: Final = "layers.onnx"


@cache
def weights_problem(name: str, reads: str, until: str) -> Problem | None:
    """Why the weights `name` cannot be used: missing or damaged files, a library that does not load; None where they can.

    `reads` tells what reads by them ("the say-so tagger (en)"), `until` what is done without them.
    """
    told = next(faults(name, reads), None) or next(_shared_faults(name, reads), None)
    return (
        None if told is None else Problem(code="weights", message=told, hint=f"install sayso again; until then {until}")
    )


@cache
def encoder(name: str) -> Encoder:
    """The encoder of the weights `name`, which have no problem."""
    from .encoder import Encoder

    known = facts(name)
    begin, between = known["marks"]
    of_words = known["words"]
    words, layers = session(of_words, _WORDS), session(name, _LAYERS)
    return Encoder(words, layers, tokenizer(of_words), (begin, between), known["evened"], known["together"])


@cache
def session(name: str, file: str) -> Any:
    """A file of the weights `name`, loaded to be run."""
    return loaded(content(name, file), joint=facts(name).get("joint", False))


def content(name: str, file: str) -> bytes:
    """A file of the weights `name`, as it lies there."""
    return _folder(name).joinpath(file).read_bytes()


@cache
def tokenizer(name: str) -> Any:
    """The tokenizer of the weights `name`."""
    from tokenizers import Tokenizer

    from .pieces import as_text

    return as_text(Tokenizer.from_buffer(_folder(name).joinpath("tokenizer.json").read_bytes()))


def facts(name: str) -> Mapping[str, Any]:
    """What is to be known of the weights `name`, beside their files."""
    found: Mapping[str, Any] = json.loads(_folder(name).joinpath(_FACTS).read_bytes())
    return found


def hashes() -> dict[str, str]:
    """The SHA-256 of every file of weights as it was made, by "MODEL/FILE"."""
    folders = sorted(one.name for one in files("sayso.language").joinpath("models").iterdir() if one.is_dir())
    known = ((name, facts(name)["sha256"]) for name in folders if _folder(name).joinpath(_FACTS).is_file())
    return {f"{name}/{file}": digest for name, files_of in known for file, digest in sorted(files_of.items())}


def _folder(name: str) -> Traversable:
    return files("sayso.language").joinpath("models", name)


def faults(name: str, reads: str) -> Iterator[str]:
    """What is wrong with the files of the weights `name`, in words; `reads` tells what reads by them."""
    folder = _folder(name)
    if not folder.joinpath(_FACTS).is_file():
        yield f"the weights of {reads} are missing"
        return
    try:
        known = facts(name)["sha256"]
    except (ValueError, KeyError):
        yield f"{_FACTS} of {reads} is damaged"
        return
    for file, goal in known.items():
        path = folder.joinpath(file)
        if not path.is_file():
            yield f"{file} of {reads} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != goal:
            yield f"{file} of {reads} is damaged: its hash is not the one it was made with"
    try:
        import onnxruntime  # noqa: F401  whether it loads here
        import tokenizers  # noqa: F401  the same
    except ImportError as error:
        yield f"a library of {reads} does not load: {error}"


def _shared_faults(name: str, reads: str) -> Iterator[str]:
    """What is wrong with the files that are shared, of weights that have no fault themselves."""
    shared = facts(name).get("words", name)
    if shared != name:
        yield from faults(shared, reads)
