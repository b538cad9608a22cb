"""Ledgers as `sayso follow read` writes them, of documents that are made: what is measured is their joining, not their reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from sayso.engine import Finished, Shards
from sayso.engine.files import Folder, Sink
from sayso.follow import STEM
from sayso.model import Analysis, Ledger
from sayso.version import __version__

#: Documents of a shard, as reading has them.
EACH: Final = 200


def write_ledgers(folder: Path, documents: Iterable[Analysis], *, each: int = EACH) -> Shards:
    """Write a finished reading of documents, in shards of so many; shards that are the same keep their names."""
    whole = Folder(folder, STEM)
    shards = tuple(_shard(whole, number, lines) for number, lines in enumerate(_parts(documents, each)))
    listed = Shards(work="made", version=__version__, shards=shards)
    whole.close(listed)
    return listed


def _parts(documents: Iterable[Analysis], each: int) -> Iterator[list[bytes]]:
    lines = map(_line, documents)
    while part := list(islice(lines, each)):
        yield part


def _line(read: Analysis) -> bytes:
    entries = {name: getattr(read, name) for name in read.__struct_fields__}
    return msgspec.json.encode(Ledger(version=__version__, **entries)) + b"\n"


def _shard(folder: Folder, number: int, lines: list[bytes]) -> Finished:
    key = blake2b(b"".join(lines), digest_size=16).hexdigest()
    known, part = folder.finished(key), folder.part(key, "1")
    if known is not None:
        return known
    with Sink(part) as sink:
        for line in lines:
            sink.write(line)
    made = Finished(
        key=key, name=f"made {number}", work="made", version=__version__, file=folder.file(key).name, size=0, hash="",
        items=len(lines), counts={"documents": len(lines)},
    )  # fmt: skip
    return folder.finish(part, made)
