"""The laws that hold for any input: what is read is in the text, at its place, in order, and the same again."""

from __future__ import annotations

import math
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from sayso.model import Analysis, Document, Ledger
from sayso.reading import Reading
from sayso.render import assert_exact

#: Seconds of processor time, and MiB of memory more than before, that one input may take.
MOST_SECONDS: Final = 5.0
MOST_MIB: Final = 1024
#: So many digits with the largest scale; larger whole numbers cannot be written.
_LARGEST: Final = 10**60


class Broken(Exception):  # noqa: N818  a law is broken: it is no error of the fuzzer's
    """A law does not hold: which, and how it shows."""

    def __init__(self, law: str, shown: object = "") -> None:
        """Name the law."""
        super().__init__(f"{law}: {shown!r}"[:2000])
        self.law = law


def hold(law: str, holds: bool, shown: object = "") -> None:  # noqa: FBT001  what is asked
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(law, shown)


@contextmanager
def bounded(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """That a block takes no more time and memory than it may."""
    started, before = time.process_time(), _most_mib()
    yield
    took, more = time.process_time() - started, _most_mib() - before
    hold("it takes too long", took <= seconds, round(took, 1))
    hold("it takes too much memory", more <= MOST_MIB, round(more))


def _most_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def again(make: Callable[[], Any], first: Any) -> None:
    """That the same input gives the same, byte for byte."""
    hold("the same input gives the same", msgspec.json.encode(make()) == msgspec.json.encode(first))


def document(doc: Document) -> None:
    """Blocks are in order and apart, without white space at their ends; links and pages are in the text and in order."""
    text, at = doc.text, 0
    text.encode("utf-8")
    for block in doc.blocks:
        hold("blocks are in order", at <= block.start < block.end <= len(text), block)
        shown = text[block.start : block.end]
        hold("blocks have no white space at their ends", shown == shown.strip(), shown)
        at = block.end
    hold("links lie in the text", all(0 <= link.start < link.end <= len(text) for link in doc.links), doc.links)
    hold("links are in order", list(doc.links) == sorted(doc.links, key=lambda link: (link.start, link.end)))
    at = 0
    for page in doc.pages:
        hold("pages are in order", at <= page.start <= page.end <= len(text), page)
        at = page.end
    for told in (doc.title, doc.byline, doc.outlet):
        hold("what is told of it is one line", told is None or (told == " ".join(told.split()) and bool(told)), told)


def reading(read: Reading) -> None:
    """Those of the document; sentences are in order, within blocks, and cover their letters and digits."""
    doc, at = read.document, 0
    document(doc)
    for sentence in read.sentences:
        hold("sentences are in order", at <= sentence.start < sentence.end <= len(doc.text), sentence)
        shown = doc.text[sentence.start : sentence.end]
        hold("sentences have no white space at their ends", shown == shown.strip(), shown)
        at = sentence.end
    _within(doc, read)
    hold("something was read", any(char.isalnum() for char in doc.text))


def _within(doc: Document, read: Reading) -> None:
    rest = iter(read.sentences)
    sentence = next(rest, None)
    for block in doc.blocks:
        at = block.start
        while sentence is not None and sentence.end <= block.end:
            hold("sentences lie within blocks", sentence.start >= block.start, sentence)
            lost = doc.text[at : sentence.start]
            hold("sentences cover all prose", not any(char.isalnum() for char in lost), lost)
            at, sentence = sentence.end, next(rest, None)
        hold("sentences cover all prose", not any(char.isalnum() for char in doc.text[at : block.end]), at)
    hold("sentences lie within blocks", sentence is None, sentence)


def ledger_of(analysis: Analysis) -> Ledger:
    """An analysis as a ledger without source documents."""
    fields = set(Ledger.__struct_fields__) & set(Analysis.__struct_fields__)
    return Ledger(**{name: getattr(analysis, name) for name in fields})


def analysis(found: Analysis) -> None:
    """Every entry is what the text shows at its place; ids are unique and name what is there; figures are in order, apart and finite."""
    try:
        assert_exact(ledger_of(found))
    except ValueError as error:
        raise Broken("entries are what the text shows", str(error)) from error
    _ids(found)
    at = 0
    for figure in found.figures:
        hold("figures are in order and apart", at <= figure.start < figure.end, figure)
        at = figure.end
        _values(figure)
    for claim in found.claims:
        hold("claims hold something", claim.start < claim.end and claim.text.strip() == claim.text, claim.text)
    order = [(claim.start, claim.end) for claim in found.claims]
    hold("claims are in order", order == sorted(order), order)
    order = [(flag.start, -flag.end) for flag in found.flags]
    hold("marks are in order", order == sorted(order), order)


def _values(figure: Any) -> None:
    known = [value for value in (figure.low, figure.high) if value is not None]
    hold("values are finite", all(math.isfinite(value) for value in known), figure)
    hold("values can be written", all(abs(value) <= _LARGEST for value in known), figure.text)
    hold("low is at most high", known == sorted(known), figure)
    hold("a quantity has a bound", bool(known) or not figure.is_quantity, figure)
    hold("a figure has a reason", bool(figure.because), figure)


def _ids(found: Analysis) -> None:
    for entries in (found.figures, found.attributions, found.speakers, found.claims, found.flags):
        ids = [entry.id for entry in entries]
        hold("ids are unique", len(set(ids)) == len(ids), ids)
    figures, said = {one.id for one in found.figures}, {one.id for one in found.attributions}
    marks, speakers = {one.id for one in found.flags}, {one.id for one in found.speakers}
    for claim in found.claims:
        hold("claims name figures that are there", set(claim.figures) <= figures, claim)
        hold("claims name say-so that is there", set(claim.attribution) <= said, claim)
        hold("claims name marks that are there", set(claim.flags) <= marks, claim)
    for one in found.attributions:
        hold("say-so names speakers that are there", one.speaker is None or one.speaker in speakers, one)
        hold("say-so lies within what is there", one.within is None or one.within in said - {one.id}, one)


def texts_of(found: Sequence[Any]) -> list[str]:
    """The texts of entries, for those who look at findings."""
    return [entry.text for entry in found]
