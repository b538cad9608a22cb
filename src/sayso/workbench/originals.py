"""The source documents that a ledger's passages stand in, with the PDFs that they were read from, for showing them in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sayso.evidence import Index
from sayso.model import Document, Ledger, SaysoError, part_of

_MOST_BYTES: Final = 40 * 1024 * 1024
_PDF: Final = "application/pdf"


def originals(
    ledger: Ledger, index: Index, paths: Sequence[Path]
) -> tuple[tuple[Document, ...], dict[str, tuple[str, bytes]]]:
    """The documents that traces name, and by their ids the bytes of those that are PDFs, where their files are at hand."""
    named = {trace.document for trace in ledger.traces if trace.document}
    uris = {source.uri: source.id for source in ledger.source_documents if source.id in named}
    documents = tuple(index.analysis(uri).document for uri in uris)
    files = _files(paths)
    found: dict[str, tuple[str, bytes]] = {}
    for doc in documents:
        path = files.get(doc.uri) or files.get(part_of(doc.uri)[0])
        if doc.media_type == _PDF and path is not None and path.stat().st_size <= _MOST_BYTES:
            found[uris[doc.uri]] = (_PDF, path.read_bytes())
    return documents, found


def _files(paths: Sequence[Path]) -> dict[str, Path]:
    """The files among paths by their uris; an index's own files may be anywhere, so they are not looked for."""
    from sayso.reading import find_files

    found: dict[str, Path] = {}
    for path in paths:
        try:
            files, _ = find_files([path])
        except SaysoError:
            continue
        found |= {uri: file for file, uri in files}
    return found
