"""The first step of threads: a shard of ledgers, of which each claim gives its keys and what is held against others, each document what origins need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from sayso.across.claim_keys import STRONGEST, TURNS, Keyed, keys_and_things, vector_keys
from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.outlines import outlines
from sayso.align import Word
from sayso.engine import Finished, Item, Result, read_lines
from sayso.engine.shuffle import Rows, put_by_key, put_rows
from sayso.evidence.links import address_keys
from sayso.model import Analysis, Appearance, Attribution, Claim, Document, Figure, Sentence, Speaker, UnreadableError
from sayso.model.span import Entry

from .plan import id_hash
from .records import files_of, put_records
from .rows import ADDRESS, CLAIM_KEY, HASH, MARK, TURNED
from .step import Asked, Place, Step, size_counts

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning

#: What outlines are made of beside a row a claim.
OUTLINED: Final = ("outlines.words", "outlines.keys", "outlines.names")
STEP: Final = Step(
    "claims",
    "sayso.join.thread_claims:work",
    (
        "keys",
        "things",
        "first",
        "turned",
        "vectors",
        "outlines",
        *OUTLINED,
        "marks",
        "documents",
        "addresses",
        *files_of("kept", "read"),
    ),
    "claims",
)


class Shard(Entry, frozen=True, kw_only=True):
    """A shard of ledgers, and the encoder's name; empty without one."""

    shard: Finished
    encoder: str = ""


class KeptClaim(Entry, frozen=True, kw_only=True, array_like=True):
    """A claim as it is held against others, with its words and names, which are dear to read."""

    at: Appearance
    bare: str
    scope: str
    is_denied: bool
    words: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[str, ...]
    named: tuple[str, ...]
    vector: bytes = b""


class KeptRead(Entry, frozen=True, kw_only=True, array_like=True):
    """What origins need of a document beside what is kept of it for reuse."""

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]


class _Read(Entry, frozen=True, kw_only=True):
    """What the step reads of a ledger; the rest is passed over."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()


_decoder = msgspec.json.Decoder(_Read)
_claim_decoder = msgspec.msgpack.Decoder(KeptClaim)


def asked(shard: Finished, encoder: str) -> Asked:
    """The task of a shard of ledgers."""
    plain = msgspec.structs.replace(shard, counts={}, skipped=())
    return Asked(shard.name, Shard(shard=plain, encoder=encoder), max(1, shard.items))


def work(payload: bytes, where: str) -> Iterator[Item]:
    """The one item of a shard."""
    asked_ = msgspec.json.decode(payload, type=Shard)
    yield Item(asked_.shard.name, partial(_read, asked_, Place.told(where), STEP.key(payload)))


@dataclass
class _Gathered:
    """What the documents of a shard give."""

    rows: list[ClaimRow] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    read: list[bytes] = field(default_factory=list)
    hashes: list[int] = field(default_factory=list)
    addresses: list[tuple[int, int]] = field(default_factory=list)


def _read(asked_: Shard, place: Place, key: str) -> Result:
    found, encoder = _Gathered(), _encoder(asked_.encoder)
    for line, raw in enumerate(read_lines(Path(place.ledgers), asked_.shard)):
        ledger = _ledger(raw, asked_.shard.name)
        rows = claim_rows(ledger, encoder)
        found.rows += rows
        found.lines += [line] * len(rows)
        found.hashes.append(id_hash(raw))
        found.addresses += [
            (id_hash(one.encode("utf-8", "surrogatepass")), line) for one in address_keys(ledger.document)
        ]
        kept = KeptRead(sentences=ledger.sentences, claims=tuple(map(_as_kept, ledger.claims)))
        found.read.append(msgspec.msgpack.encode(kept))
    sizes = _put(found, place, key)
    return Result(counts={"documents": len(found.hashes), "claims": len(found.rows), **size_counts(**sizes)})


def _encoder(name: str) -> Meaning | None:
    """The encoder of a name; raises UnreadableError where it cannot be used here."""
    if not name:
        return None
    from sayso.language.meaning import meaning_problem, meaning_reader

    encoder = meaning_reader()
    if encoder is None or encoder.name != name:
        problem = meaning_problem()
        why = problem.message if problem else "its weights are others"
        raise UnreadableError("missing", f"the encoder {name} cannot be used: {why}", "follow without it: --no-vectors")
    return encoder


def _ledger(raw: bytes, name: str) -> Analysis:
    try:
        read = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        hint = "delete the shard's file, and give the command that made it again"
        raise UnreadableError("damaged", f"a line of it is no ledger: {error}", hint, name) from error
    return Analysis(
        document=read.document, sentences=read.sentences, figures=read.figures, attributions=read.attributions,
        speakers=read.speakers, claims=read.claims,
    )  # fmt: skip


def _as_kept(claim: Claim) -> Claim:
    """A claim without what origins do not ask for."""
    return msgspec.structs.replace(claim, text="", restated=None, because=(), figures=(), flags=())


# -- what is left


def _put(found: _Gathered, place: Place, key: str) -> dict[str, int]:
    packed = [_packed(row) for row in found.rows]
    marks = np.zeros(len(packed), MARK)
    marks["mark"] = [int(row.at.id.partition(":")[2], 16) for row in found.rows]
    marks["document"], marks["content"] = found.lines, [id_hash(one) for one in packed]
    addresses = np.array(found.addresses, dtype=ADDRESS)
    outlined = outlines(found.rows)
    parts = zip(("outlines", *OUTLINED), (outlined.claims, outlined.words, outlined.keys, outlined.names), strict=True)
    return {
        **_put_keys(found.rows, place, key),
        **{what: put_rows(place.file(STEP.name, what, key), rows) for what, rows in parts},
        **put_records(place, STEP.name, "kept", key, packed),
        **put_records(place, STEP.name, "read", key, found.read),
        "marks": put_rows(place.file(STEP.name, "marks", key), marks),
        "documents": put_rows(place.file(STEP.name, "documents", key), np.array(found.hashes, dtype=HASH)),
        "addresses": put_rows(place.file(STEP.name, "addresses", key), addresses),
    }


def _put_keys(rows: Sequence[ClaimRow], place: Place, key: str) -> dict[str, int]:
    (by_words, things), vectors = keys_and_things(rows), [row.vector for row in rows if row.vector is not None]
    found, turned = [_key_rows(by_words, by_words.weights)], np.zeros((len(vectors), TURNS, STRONGEST), HASH)
    for turn in range(TURNS if vectors else 0):
        keyed = vector_keys(np.stack(vectors), turn)
        turned[:, turn] = keyed.items
        found.append(_key_rows(keyed, TURNED + turn))
    whole = np.concatenate(found)
    files = {what: place.file(STEP.name, what, key) for what in ("keys", "things", "first", "turned", "vectors")}
    return {
        "keys": put_by_key(files["keys"], whole, whole["key"]),
        "things": put_rows(files["things"], things.hashes.astype(HASH)),
        "first": put_rows(files["first"], things.first),
        "turned": put_rows(files["turned"], turned),
        "vectors": put_rows(files["vectors"], np.array(vectors, dtype=np.int8)),
    }


def _key_rows(keyed: Keyed, kind: Rows | int) -> Rows:
    rows = np.zeros(len(keyed.keys), CLAIM_KEY)
    rows["key"], rows["claim"], rows["kind"] = keyed.keys, keyed.owners, kind
    return rows


def _packed(row: ClaimRow) -> bytes:
    kept = KeptClaim(
        at=row.at, bare=row.bare, scope=row.scope, is_denied=row.is_denied,
        words=tuple((word.text, tuple(sorted(word.keys))) for word in row.words),
        names=tuple(sorted(row.names)), named=tuple(sorted(row.named)),
        vector=b"" if row.vector is None else row.vector.tobytes(),
    )  # fmt: skip
    return msgspec.msgpack.encode(kept)


def unpacked(record: bytes) -> ClaimRow:
    """The claim of a record; raises MsgspecError for what is none."""
    kept = _claim_decoder.decode(record)
    vector = np.frombuffer(kept.vector, np.int8) if kept.vector else None
    row = ClaimRow(kept.at, kept.bare, kept.scope, kept.is_denied, vector)
    row.__dict__.update(  # as if they had been read
        words=tuple(Word(text, frozenset(keys)) for text, keys in kept.words),
        names=frozenset(kept.names),
        named=frozenset(kept.named),
    )
    return row
