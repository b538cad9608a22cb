"""`sayso doctor`: whether everything that Sayso needs works here."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from typing import Final

from sayso.version import __version__

from .console import write_out

_BROKEN: Final = 1
_SAMPLE: Final = "Experts say that at least 30,000 people from more than a hundred states came in 2015.\n"


def run(_options: argparse.Namespace) -> int:
    """Try each part and tell; returns 0 if all work."""
    write_out(f"sayso {__version__}, Python {platform.python_version()}, {sys.platform}\n")
    broken = [name for name, trial in _TRIALS.items() if not _try(name, trial)]
    if broken:
        write_out(
            "hint: reinstall with `pip install --force-reinstall sayso`; the first line above names what failed\n"
        )
    return _BROKEN if broken else 0


def _try(name: str, trial: Callable[[], str]) -> bool:
    try:
        told = trial()
    except Exception as error:  # noqa: BLE001  a doctor reports whatever is wrong
        write_out(f"  broken  {name}: {type(error).__name__}: {error}\n")
        return False
    write_out(f"  works   {name}: {told}\n")
    return True


def _libraries() -> str:
    from .made_with import libraries

    return ", ".join(f"{name} {version}" for name, version in libraries().items())


def _words() -> str:
    from sayso.language import SERVED, lexicon
    from sayso.language.concepts import concepts

    lexicon("limits")
    met = concepts(["refugees"], "en") == concepts(["fluchtlinge"], "de")
    return f"word lists of {', '.join(SERVED)}" + ("" if met else " (but words of two languages do not meet)")


def _whole() -> str:
    from sayso.pipeline import analyse
    from sayso.reading import read_text

    analysis = analyse(read_text(_SAMPLE))
    return f"{len(analysis.figures)} figures, {len(analysis.attributions)} say-so, {len(analysis.claims)} claim in a sample"


def _tagger() -> str:
    from sayso.language.claimed import claims_problem, claims_reader
    from sayso.language.said import said_problem, said_reader

    told = said_problem("en") or claims_problem("en") or claims_problem("de")
    if told is not None or said_reader("en") is None or claims_reader("de") is None:
        raise RuntimeError(told.message if told is not None else "there is none")
    return "weights of say-so and of claims, as they were made"


def _index() -> str:
    from sayso.evidence import Query
    from sayso.pipeline import analyse, new_index
    from sayso.reading import read_text

    index = new_index()
    index.add(analyse(read_text(_SAMPLE, uri="sample")), source_hash="sample", version=__version__)
    index.commit()
    found = index.search(Query(text="people from states", language="en", figures=()), limit=1)
    index.close()
    return f"{len(found)} passage found in a sample"


def _meaning() -> str:
    from sayso.language.meaning import meaning_problem, meaning_reader

    told, reader = meaning_problem(), meaning_reader()
    if told is not None or reader is None:
        raise RuntimeError(told.message if told is not None else "there is none")
    (one,), (other,) = (
        reader.vectors([text], language) for text, language in (("Good morning.", "en"), ("Guten Morgen.", "de"))
    )
    near = int(one.astype(int) @ other.astype(int)) / reader.scale**2
    return f"a greeting and its translation are {near:.2f} alike"


_TRIALS: Final[dict[str, Callable[[], str]]] = {
    "libraries": _libraries,
    "languages": _words,
    "tagger of say-so": _tagger,
    "encoder of meaning": _meaning,
    "reading and extracting": _whole,
    "store and index": _index,
}
