"""At second hand: how far a chain goes on, and in an index too large to look into each document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from sayso.model import Ledger
from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text
from sayso.trace.chain import HOPS
from sayso.trace.shelf import FEW

SAID = "the flood destroyed 340 houses in the village of Valdemar"
OUTLETS = ("Harbour Gazette", "Daily Beacon", "Coast Courier", "Valley Herald", "Lower Tribune", "Upper Chronicle")


def _reading(text: str, uri: str, outlet: str | None = None) -> Reading:
    reading = read_text(text, uri=uri)
    document = msgspec.structs.replace(reading.document, language="en", outlet=outlet)
    return Reading(document, reading.sentences, reading.problems)


def _check(sources: Iterable[Reading], article: str) -> Ledger:
    with new_index(vectors=False) as index:
        for source in sources:
            index.add(analyse(source, tagger=False), source_hash=source.document.uri, version="1")
        return check(_reading(article, "article.txt"), index)


def test_a_chain_ends() -> None:
    """Each newspaper has it from the next; after some the chain is long enough."""
    sources = [
        _reading(f"According to the {behind}, {SAID}.", f"{outlet}.txt", outlet) for outlet, behind in pairwise(OUTLETS)
    ]
    ledger = _check(sources, f"The Harbour Gazette reports that {SAID}.")
    outlets = {doc.id: doc.outlet for doc in ledger.source_documents}
    assert [outlets[one.document or ""] for one in ledger.traces][: HOPS + 1] == list(OUTLETS[: HOPS + 1])
    assert [one.behind for one in ledger.traces][: HOPS + 1] == [None, *(f"t{at}" for at in range(1, HOPS + 1))]
    relays = ledger.traces[0].relays
    assert relays is not None
    assert relays.text == "the Daily Beacon"
    first = next(source.document for source in sources if source.document.outlet == OUTLETS[0])
    assert first.text[relays.start : relays.end] == relays.text


def test_a_named_outlet_is_found_among_many_that_have_the_same_words() -> None:
    """A search gives no more than some passages: that of the named outlet is among them, however many say the same."""
    sources = [_reading(f"In the end {SAID}.", f"{number:03}.txt", f"Paper {number}") for number in range(FEW + 40)]
    sources.append(_reading(f"In the end {SAID}.", "zz.txt", "Harbour Gazette"))
    sources.append(_reading(f"In the end {SAID}.", "zz_flood_count_2026.txt"))
    ledger = _check(sources, f"The Harbour Gazette reports that {SAID}.")
    uris = {doc.id: doc.uri for doc in ledger.source_documents}
    assert uris[ledger.traces[0].document or ""] == "zz.txt"
    assert "put first since the article names “Harbour Gazette”" in ledger.traces[0].because
    linked = _check(sources, f"In the end {SAID} (https://floods.example/zz_flood_count_2026.txt).")
    assert uris[linked.traces[0].document or ""] == "zz_flood_count_2026.txt"


def test_a_source_document_that_speaks_for_itself_relays_nothing() -> None:
    """The outlet's own name in its text is no further source."""
    text = f"The Harbour Gazette found that {SAID}."
    ledger = _check([_reading(text, "a.txt", "Harbour Gazette")], f"The Harbour Gazette reports that {SAID}.")
    assert [one.relays for one in ledger.traces] == [None]
