"""Small samples, read from end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sayso.version import __version__

from .check import Check, Seen, works

_SAMPLE: Final = "Experts say that at least 30,000 people from more than a hundred states came in 2015.\n"


def _words() -> str:
    from sayso.language import SERVED, lexicon
    from sayso.language.concepts import concepts

    lexicon("limits")
    if concepts(["refugees"], "en") != concepts(["fluchtlinge"], "de"):
        raise RuntimeError("words of two languages do not meet: the lists of concepts are damaged")
    return f"word lists of {', '.join(SERVED)}"


def _whole() -> str:
    from sayso.pipeline import analyse
    from sayso.reading import read_text

    analysis = analyse(read_text(_SAMPLE))
    figures, said, claims = (len(found) for found in (analysis.figures, analysis.attributions, analysis.claims))
    told = f"{figures} figures, {said} say-so, {claims} claim in a sample"
    if not (figures and said and claims):
        raise RuntimeError(f"{told}, and there should be some of each")
    return told


def _tagger() -> str:
    from sayso.language.claimed import claims_problem, claims_reader
    from sayso.language.said import said_problem, said_reader

    told = said_problem("en") or claims_problem("en") or claims_problem("de")
    if told is not None or said_reader("en") is None or claims_reader("de") is None:
        raise RuntimeError(told.message if told is not None else "there is none")
    return "say-so and claims are read by their encoders"


def _index() -> str:
    from sayso.evidence import Query
    from sayso.pipeline import analyse, new_index
    from sayso.reading import read_text

    index = new_index()
    index.add(analyse(read_text(_SAMPLE, uri="sample")), source_hash="sample", version=__version__)
    index.commit()
    found = index.search(Query(text="people from states", language="en", figures=()), limit=1)
    index.close()
    if not found:
        raise RuntimeError("a passage that is there was not found")
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


def _as_check(trial: Callable[[], str]) -> Check:
    def check() -> Iterator[Seen]:
        yield works(trial())

    return check


TRIALS: Final[dict[str, Check]] = {
    "languages": _as_check(_words),
    "encoders": _as_check(_tagger),
    "meaning": _as_check(_meaning),
    "reading and extracting": _as_check(_whole),
    "store and index": _as_check(_index),
}
