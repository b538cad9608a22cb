"""One stored document: what is kept of it, and the hash that tells whether it is still what was put in."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

import msgspec

from sayso.model import Analysis, SourceDocument, UnreadableError

#: What the hash is made for; another use of BLAKE2b over the same bytes gives another hash (RFC 7693, section 2.5).
_PERSON = b"sayso.record/1"
_T = TypeVar("_T")


class Head(msgspec.Struct, frozen=True):
    """The part of an analysis that says which document it is of; what else is in it is passed over."""

    document: SourceDocument


@dataclass(frozen=True, slots=True)
class Record:
    """What the store knows of a document beside its entries.

    `source_hash` is the hash of the bytes that were read, as the caller made it, `size` their number, `version` that of
    the reader, `added` the time that the caller named; `generation` is the store's count at the change that put it.
    """

    uri: str
    source_hash: str
    version: str
    size: int | None
    added: str | None
    generation: int

    def digest(self, body: bytes) -> bytes:
        """The BLAKE2b-256 of the record and its body. Every part is framed by its length, so that none can shift."""
        hasher = blake2b(digest_size=32, person=_PERSON)
        fields = (self.uri, self.source_hash, self.version, self.size, self.added, self.generation)
        for part in (msgspec.json.encode(fields), body):
            hasher.update(len(part).to_bytes(8, "big"))
            hasher.update(part)
        return hasher.digest()


def encode(analysis: Analysis) -> bytes:
    """The analysis as JSON, the same bytes for the same analysis; raises UnreadableError where JSON has no form for it."""
    try:
        return msgspec.json.encode(analysis)
    except (ValueError, OverflowError) as error:
        raise UnreadableError(
            "damaged",
            f"the text cannot be kept: {error}",
            "rename the file, or save it anew as UTF-8",
        ) from error


def decode(body: bytes, kind: type[_T]) -> _T:
    """A record's body as an Analysis, or the Head of one; raises msgspec.DecodeError for anything else."""
    return msgspec.json.decode(body, type=kind)
