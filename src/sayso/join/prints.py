"""The first step: a shard of ledgers, of which each document gives its keys, what is held against others, and a line of what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from sayso.across.fingerprints import Prints
from sayso.across.held import Held
from sayso.engine import Finished, Item, Result, read_lines
from sayso.engine.shuffle import Rows, put_by_key
from sayso.model import Analysis, Attribution, Document, Speaker, UnreadableError
from sayso.model.span import Entry

from .records import files_of, put_records
from .rows import KEY
from .step import Asked, Place, Step, size_counts
from .texts import packed

STEP: Final = Step("prints", "sayso.join.prints:work", ("keys", *files_of("texts")), "keys")


class _Kept(Entry, frozen=True, kw_only=True):
    """What the step reads of a ledger; the rest is passed over."""

    document: Document
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()


class Listed(Entry, frozen=True, kw_only=True):
    """What the join knows of a document: what names it, how many keys it has, whether it has more words than were read."""

    id: str
    uri: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = "und"
    keys: int = 0
    cut: bool = False


_decoder = msgspec.json.Decoder(_Kept)


def asked(shard: Finished) -> Asked:
    """The task of a shard of ledgers."""
    return Asked(shard.name, msgspec.structs.replace(shard, counts={}, skipped=()), max(1, shard.items))


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a shard."""
    shard = msgspec.json.decode(payload, type=Finished)
    yield Item(shard.name, partial(_read, shard, Place.told(where), STEP.key(payload)))


def _read(shard: Finished, place: Place, key: str) -> Result:
    lines: list[bytes] = []
    rows: list[Rows] = [np.zeros(0, KEY)]
    records = _records(shard, place, lines, rows)
    texts = put_records(place, STEP.name, "texts", key, records)
    whole = np.concatenate(rows)
    keys = put_by_key(place.file(STEP.name, "keys", key), whole, whole["key"])
    counts = {"documents": len(lines), **size_counts(keys=keys, **texts)}
    return Result(b"".join(lines), counts)


def _records(shard: Finished, place: Place, lines: list[bytes], rows: list[Rows]) -> Iterator[bytes]:
    """The record of each document; what else it gives is added to `lines` and `rows`."""
    for line, raw in enumerate(read_lines(Path(place.ledgers), shard)):
        held = _held(raw, shard.name)
        rows.append(_rows(held.prints, line))
        lines.append(msgspec.json.encode(_listed(held)) + b"\n")
        yield packed(held)


def _held(raw: bytes, name: str) -> Held:
    try:
        read = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        hint = "delete the shard's file, and give the command that made it again"
        raise UnreadableError("damaged", f"a line of it is no ledger: {error}", hint, name) from error
    return Held(Analysis(document=read.document, attributions=read.attributions, speakers=read.speakers))


def _listed(held: Held) -> Listed:
    doc = held.doc
    return Listed(
        id=doc.id, uri=doc.uri, title=doc.title, outlet=doc.outlet, published=doc.published, language=doc.language,
        keys=len(held.prints), cut=held.words.cut,
    )  # fmt: skip


def _rows(prints: Prints, line: int) -> Rows:
    rows = np.zeros(len(prints), KEY)
    rows["key"], rows["around"], rows["line"] = prints.keys, prints.around, line
    rows["at"], rows["at_end"] = prints.at, prints.at_end
    return rows
