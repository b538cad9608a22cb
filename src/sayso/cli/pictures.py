"""Pictures of the passages that stand in a PDF, for the report: of the files that were named, where they are still at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model.problem import SaysoError

if TYPE_CHECKING:
    from sayso.model import Ledger, Trace

#: A report with more pictures would be too large to be sent.
MOST: Final = 60


def passage_pictures(ledger: Ledger, paths: Sequence[Path]) -> dict[str, bytes]:
    """A PNG by the id of each trace whose passage stands on a page of a PDF among `paths` (files and folders).

    The best passages come first; what cannot be drawn has no picture, and a file that cannot be read has none.
    """
    wanted = _wanted(ledger)
    if not wanted:
        return {}
    from sayso.model import part_of
    from sayso.reading import find_files

    try:
        files, _ = find_files(paths)
    except SaysoError:  # an index: its files may be anywhere
        return {}
    found: dict[str, bytes] = {}
    for path, uri in files:
        for named in wanted:
            if uri in (named, part_of(named)[0]):
                found |= _drawn(path, uri, wanted[named])
    return found


def _wanted(ledger: Ledger) -> dict[str, list[Trace]]:
    """The traces to draw, by the uri of their source document."""
    uris = {source.id: source.uri for source in ledger.source_documents}
    paged = [trace for trace in ledger.traces if trace.passage and trace.passage.page and trace.document in uris]
    wanted: dict[str, list[Trace]] = defaultdict(list)
    for trace in sorted(paged, key=lambda trace: trace.rank)[:MOST]:
        wanted[uris[trace.document or ""]].append(trace)
    return wanted


def _drawn(path: Path, uri: str, traces: Sequence[Trace]) -> dict[str, bytes]:
    from sayso.reading import PassagePlace, draw_passages

    places = [PassagePlace(page=one.passage.page or 0, text=one.passage.text) for one in traces if one.passage]
    try:
        pictures = draw_passages(path, uri, places)
    except SaysoError:
        return {}
    return {trace.id: picture for trace, picture in zip(traces, pictures, strict=True) if picture}
