"""Passages as they are printed: strips of PDF pages, drawn in a process of their own and kept in memory for a while."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from threading import Lock
from typing import Final

from sayso.model import Ledger, SaysoError, Trace
from sayso.reading import PassagePlace, draw_kept
from sayso.store.desk import Desk

_PDF: Final = "application/pdf"
#: How many pictures are kept; one is some tens of kilobytes.
_KEPT: Final = 100
#: A report with more pictures would be too large to be sent.
_MOST: Final = 60


class Printed:
    """Draws passages of one desk's PDFs. Safe to use from several threads."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing drawn."""
        self._desk = desk
        self._lock = Lock()
        self._drawn: OrderedDict[tuple[str, int, str], bytes] = OrderedDict()
        self._there: set[str] = set()

    def has(self, trace: Trace) -> bool:
        """Whether the trace's passage stands on a page of a PDF that the desk keeps."""
        if trace.document is None or trace.passage is None or trace.passage.page is None:
            return False
        if trace.document in self._there:
            return True
        found = self._file(trace.document) is not None
        if found:
            self._there.add(trace.document)  # what is kept stays; what is not may come with the next reading
        return found

    def draw(self, trace: Trace) -> bytes | None:
        """The strip of the page around the passage as a PNG; None where it cannot be drawn or is not found on its page."""
        if trace.document is None or trace.passage is None or trace.passage.page is None:
            return None
        key = (trace.document, trace.passage.page, trace.passage.text)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        picture = self._drawing(*key)
        if picture is not None:
            self._keep(key, picture)
        return picture

    def _drawing(self, document: str, page: int, text: str) -> bytes | None:
        data = self._file(document)
        if data is None:
            return None
        try:
            return draw_kept(data, document, [PassagePlace(page=page, text=text)])[0]
        except SaysoError:  # it takes too long, or takes its drawer down: the text is there
            return None

    def _keep(self, key: tuple[str, int, str], picture: bytes) -> None:
        with self._lock:
            self._drawn[key] = picture
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)

    def _file(self, document: str) -> bytes | None:
        found = self._desk.file_of(document)
        return found[1] if found is not None and found[0] == _PDF else None


def strips(desk: Desk, ledger: Ledger) -> dict[str, bytes]:
    """Strips for a report, by the id of their trace: the best passages first, each PDF opened once.

    What cannot be drawn has none; nothing is kept in memory.
    """
    paged = [trace for trace in ledger.traces if trace.document and trace.passage and trace.passage.page]
    wanted: dict[str, list[Trace]] = defaultdict(list)
    for trace in sorted(paged, key=lambda trace: trace.rank)[:_MOST]:
        wanted[trace.document or ""].append(trace)
    found: dict[str, bytes] = {}
    for document, traces in wanted.items():
        file = desk.file_of(document)
        if file is None or file[0] != _PDF:
            continue
        places = [PassagePlace(page=one.passage.page or 0, text=one.passage.text) for one in traces if one.passage]
        try:
            drawn = draw_kept(file[1], document, places)
        except SaysoError:
            continue
        found |= {trace.id: strip for trace, strip in zip(traces, drawn, strict=True) if strip is not None}
    return found
