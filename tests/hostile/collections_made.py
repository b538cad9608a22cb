"""Corpora: web archives, JSON Lines and Parquet that are cut off, that lie of their length, that unpack without end."""

from __future__ import annotations

import io
import json
from typing import Any, Final

from .made import FIGURE, Made, either, nothing, packed, read, refused
from .pages import attributes, nested

MIB: Final = 1 << 20
_DAMAGED: Final = ("damaged",)
PAGE: Final = f"<html><body><p>{FIGURE}</p></body></html>".encode()


def record(
    body: bytes,
    *,
    kind: str = "response",
    told: int | str | None = None,
    head: str = "",
    served: str = "application/http; msgtype=response",
) -> bytes:
    """A record of a web archive, which tells its length, or another."""
    length = len(body) if told is None else told
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: {served}\r\n{head}Content-Length: {length}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


def answer(body: bytes = PAGE, head: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    """An answer of a server."""
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def archive(*records: bytes) -> bytes:
    """Records one behind the other, each packed."""
    return b"".join(map(packed, records))


_GOOD: Final = record(answer())
_BRIEF: Final = record(answer(FIGURE.encode(), "Content-Type: text/plain\r\n"))
_BIG: Final[dict[str, Any]] = {"door": "corpus", "dear": True}

WEBARCHIVES: Final[tuple[Made, ...]] = (
    read("cut-off.warc.gz", lambda: archive(_GOOD, _GOOD)[:-30], "damaged", door="corpus"),
    read("cut-off.warc", lambda: (_GOOD + _GOOD)[:-60], "damaged", door="corpus"),
    read("cut-in-head.warc", lambda: _GOOD + _GOOD[:80], "damaged", door="corpus"),
    read("length-too-large.warc", lambda: _GOOD + record(answer(), told=len(answer()) + 40) + _GOOD, "damaged", door="corpus"),
    read("length-too-small.warc", lambda: _GOOD + record(answer(), told=20) + _GOOD, "damaged", door="corpus"),
    read("length-too-large.warc.gz", lambda: archive(_GOOD, record(answer(), told=9_999), _GOOD), "damaged", door="corpus"),
    read("length-too-small.warc.gz", lambda: archive(_GOOD, record(answer(), told=20), _GOOD), "damaged", door="corpus"),
    read("length-negative.warc", lambda: _GOOD + record(answer(), told=-1) + _GOOD, "damaged", door="corpus"),
    read("length-huge.warc", lambda: _GOOD + record(answer(), told=10**30) + _GOOD, "too-large", door="corpus"),
    read("length-words.warc", lambda: _GOOD + record(answer(), told="many") + _GOOD, "damaged", door="corpus"),
    read("length-twice.warc", lambda: _GOOD + record(answer(), head="Content-Length: 5\r\n") + _GOOD, door="corpus"),
    read("length-of-http-lies.warc", lambda: record(answer(head="Content-Type: text/html\r\nContent-Length: 999999\r\n")), door="corpus"),
    either("length-of-http-zero.warc", lambda: record(answer(head="Content-Type: text/html\r\nContent-Length: 0\r\n")), "empty", door="corpus"),
    read("between-rubbish.warc.gz", lambda: packed(_GOOD) + b"rubbish" * 30 + packed(_GOOD), "damaged", door="corpus"),
    read("behind-rubbish.warc.gz", lambda: packed(_GOOD) + b"rubbish" * 30, "damaged", door="corpus"),
    read("check-wrong.warc.gz", lambda: packed(_GOOD) + packed(_GOOD)[:-8] + b"\0" * 8, "damaged", door="corpus"),
    read("packed-as-a-whole.warc.gz", lambda: packed(_GOOD * 20), door="corpus"),
    read("record-bomb.warc.gz", lambda: archive(_GOOD, record(answer(b"<p>" + b" " * 60 * MIB)), _GOOD), "too-large", **_BIG),
    read("record-of-zeros.warc.gz", lambda: packed(_GOOD) + gzip_of(1024) + packed(_GOOD), "damaged", **_BIG),
    either("answer-bomb.warc", lambda: _GOOD + record(answer(packed(b" " * 200 * MIB), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")), "too-large", "empty", **_BIG),
    either("answer-bomb-of-text.warc", lambda: _GOOD + record(answer(packed(b"<p>word</p>" * 4 * MIB), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")), "too-large", "timeout", **_BIG),
    either("answer-packed-10-times.warc", lambda: _GOOD + record(answer(many_times(10), f"Content-Type: text/html\r\nContent-Encoding: {', '.join(['gzip'] * 10)}\r\n")), "binary", "unknown-format", door="corpus"),
    either("answer-packed-lie.warc", lambda: _GOOD + record(answer(b"not packed 54", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")), "empty", "damaged", door="corpus"),
    either("answer-brotli-lie.warc", lambda: _GOOD + record(answer(b"\xff" * 99, "Content-Type: text/html\r\nContent-Encoding: br\r\n")), "empty", "damaged", "binary", door="corpus"),
    either("chunks-lie.warc", lambda: _GOOD + record(answer(b"FFFFFFFF\r\nabc\r\n0\r\n\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")), "empty", "damaged", door="corpus"),
    either("chunks-negative.warc", lambda: _GOOD + record(answer(b"-5\r\nabc\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")), "empty", "damaged", door="corpus"),
    either("head-10-mb.warc", lambda: _GOOD + record(answer(head="Content-Type: text/html\r\nX: " + "x" * 10 * MIB + "\r\n")), "empty", "damaged", **_BIG),
    either("heads-200000.warc", lambda: _GOOD + record(answer(head="Content-Type: text/html\r\n" + "X: y\r\n" * 200_000)), "empty", "damaged", **_BIG),
    either("head-of-record-5-mb.warc", lambda: _GOOD + record(answer(), head="X: " + "x" * 5 * MIB + "\r\n"), "empty", "damaged", **_BIG),
    either("status-absent.warc", lambda: _GOOD + record(PAGE), "empty", "damaged", door="corpus"),
    read("status-404.warc", lambda: _GOOD + record(answer(status="404 Not Found")), door="corpus"),
    read("record-in-record.warc", lambda: record(answer(PAGE + _GOOD)), door="corpus"),
    read("uri-with-newline.warc", lambda: record(answer()).replace(b"http://example.org/a", b"http://example.org/\x0ba"), door="corpus"),
    refused("information-alone.warc", lambda: record(b"software: x", kind="warcinfo", served="application/warc-fields"), "empty", door="corpus"),
    refused("rubbish.warc", b"no archive at all" * 100, "damaged", door="corpus"),
    refused("rubbish.warc.gz", lambda: b"\x1f\x8b\x08" + b"\xff" * 500, "damaged", door="corpus"),
    refused("empty.warc.gz", b"", "no-sources", door="corpus"),
    either("version-old.warc", lambda: _GOOD.replace(b"WARC/1.0", b"WARC/0.9"), "damaged", door="corpus"),
    read("records-3000.warc.gz", lambda: archive(*[_BRIEF] * 3_000), **_BIG),
    either("breaks-1500.warc", lambda: (_BRIEF + b"rubbish\r\n") * 1_500, "damaged", **_BIG),
    either("marks-500000.warc", lambda: _GOOD + b"\x1f\x8b\x08" * 500_000, "damaged", **_BIG),
    either("page-attributes.warc", lambda: record(answer(attributes(200_000).encode())), "timeout", "damaged", "too-large", **_BIG),
    either("page-deep.warc", lambda: record(answer(nested("div", 100_000).encode())), "timeout", "damaged", "too-large", "empty", door="corpus"),
    either("pdf-loop.warc", lambda: record(answer(b"%PDF-1.4 1 0 obj<</Kids[1 0 R]>>", "Content-Type: application/pdf\r\n")), "damaged", door="corpus"),
    either("type-lies.warc", lambda: record(answer(b"\x89PNG\r\n\x1a\n", "Content-Type: text/html\r\n")), "binary", door="corpus"),
)  # fmt: skip


def gzip_of(mib: int) -> bytes:
    """A stream of gzip that unpacks to so many MiB of zeros; its check sum is wrong, which nobody gets to see."""
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + nothing(mib)[2:-4] + b"\0" * 8


def many_times(times: int) -> bytes:
    """A page packed again and again."""
    data = PAGE
    for _ in range(times):
        data = packed(data)
    return data


def row(**more: Any) -> bytes:
    """A line with a document."""
    return json.dumps({"text": FIGURE, "url": "http://example.org/a", **more}).encode() + b"\n"


LINES: Final[tuple[Made, ...]] = (
    read("cut-off.jsonl.gz", lambda: packed(row() * 500)[:-20], "damaged", door="corpus"),
    read("check-wrong.jsonl.gz", lambda: packed(row() * 5)[:-8] + b"\0" * 8, "damaged", door="corpus"),
    read("behind-rubbish.jsonl.gz", lambda: packed(row() * 5) + b"rubbish" * 9, "damaged", door="corpus"),
    refused("no-gzip.jsonl.gz", b"\x1f\x8b" + b"\xff" * 300, "damaged", door="corpus"),
    either("bomb.jsonl.gz", lambda: packed(row()) + gzip_of(1024), "archive-unsafe", "too-large", **_BIG),
    either("blank-lines-20-mb.jsonl.gz", lambda: packed(row()) + packed(b"\n" * 20 * MIB), "archive-unsafe", **_BIG),
    read("members-2000.jsonl.gz", lambda: packed(row()) * 2_000, door="corpus", dear=True),
    either("line-60-mb.jsonl", lambda: row() + b'{"text":"' + b"word " * 12 * MIB + b'"}\n' + row(), "too-large", **_BIG),
    either("line-20-mb.jsonl", lambda: row() + b'{"text":"' + b"word " * 4 * MIB + b'"}\n' + row(), "too-large", **_BIG),
    read("deep.jsonl", lambda: row() + b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n" + row(), "damaged", door="corpus"),
    read("deep-objects.jsonl", lambda: row() + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n", "damaged", door="corpus"),
    either("lists-20-mb.jsonl", lambda: row() + b'{"text":[' + b"[]," * 7 * MIB + b"[]]}\n" + row(), "damaged", "too-large", "empty", **_BIG),
    either("names-1000000.jsonl", lambda: row() + b"{" + b",".join(b'"a%d":1' % at for at in range(1_000_000)) + b"}\n", "empty", **_BIG),
    read("names-alike.jsonl", lambda: b'{"text":"x","text":"' + FIGURE.encode() + b'"}\n', door="corpus"),
    read("number-absurd.jsonl", lambda: row() + b'{"text":"a 5","date":1e999}\n{"text":"b 5","date":' + b"9" * 10_000 + b"}\n" + row(), door="corpus"),
    read("nan.jsonl", row() + b'{"text":"Not a number: 5","date":NaN}\n', door="corpus"),
    read("surrogates.jsonl", row() + b'{"text":"half \\ud800 of 54"}\n', door="corpus"),
    read("nul-in-text.jsonl", row() + b'{"text":"a \\u0000 b 54"}\n', door="corpus", says=""),
    read("no-objects.jsonl", row() + b'[1]\n"x"\n5\nnull\n', "damaged", door="corpus"),
    read("no-json.jsonl", row() + b"{text: 5}\n\xff\xfe\n", "damaged", door="corpus"),
    read("returns.jsonl", row().replace(b"\n", b"\r\n") * 3, door="corpus"),
    read("page-attributes.jsonl", lambda: row() + row(text=None, html=attributes(200_000)), "timeout", **_BIG),
    either("piece-attributes.jsonl", lambda: row() + row(text=None, html=attributes(200_000)[12:-14]), "timeout", "damaged", **_BIG),
    either("piece-deep.jsonl", lambda: row() + row(text=None, html="<p>" + "<div>" * 100_000 + "x 5</p>"), "timeout", "empty", door="corpus"),
    read("addresses-absurd.jsonl", row(url="javascript:alert(1)") + row(url="file:///etc/passwd") + row(url="http://a/\n\0"), door="corpus", lacks="root:"),
    read("title-5-mb.jsonl", lambda: row(title="word " * MIB), door="corpus", dear=True),
    read("authors-100000.jsonl", lambda: row(authors=["A Person"] * 100_000), door="corpus"),
    read("authors-deep.jsonl", lambda: row(author=within(300)), door="corpus"),
    either("utf-16.jsonl", row().decode().encode("utf-16"), "damaged", door="corpus"),
)  # fmt: skip


def within(depth: int) -> Any:
    """Names within names."""
    made: Any = "A Person"
    for _ in range(depth):
        made = {"name": [made]}
    return made


def parquet(columns: dict[str, list[Any]], **settings: Any) -> bytes:
    """A table of Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer, **settings)
    return buffer.getvalue()


_ROWS: Final = {"text": [FIGURE] * 20, "url": [f"http://example.org/{at}" for at in range(20)]}


def flipped(at: int) -> bytes:
    """A table with some bytes changed."""
    data = bytearray(parquet(_ROWS))
    for place in range(at, min(at + 9, len(data) - 8)):
        data[place] ^= 0xFF
    return bytes(data)


PARQUET: Final[tuple[Made, ...]] = (
    read("plain.parquet", lambda: parquet(_ROWS), door="corpus"),
    refused("cut-off.parquet", lambda: parquet(_ROWS)[:-40], "no-sources", door="corpus"),
    refused("marks-alone.parquet", b"PAR1PAR1", "no-sources", door="corpus"),
    refused("foot-lies.parquet", lambda: parquet(_ROWS)[:-8] + b"\xff\xff\xff\x7fPAR1", "no-sources", door="corpus"),
    refused("foot-of-noise.parquet", lambda: b"PAR1" + b"\xff" * 200 + (200).to_bytes(4, "little") + b"PAR1", "no-sources", door="corpus"),
    refused("foot-deep.parquet", lambda: b"PAR1" + b"\x1c" * 50_000 + (50_000).to_bytes(4, "little") + b"PAR1", "no-sources", door="corpus"),
    *(either(f"flipped-{at}.parquet", lambda at=at: flipped(at), "damaged", "empty", "no-sources", says="", door="corpus") for at in (4, 40, 90, 200, 400, 600)),  # type: ignore[misc]
    either("bomb-of-one-value.parquet", lambda: parquet({"text": ["word " * 60 * MIB]}, compression="zstd"), "too-large", "damaged", **_BIG),
    either("bomb-of-a-dictionary.parquet", lambda: parquet({"text": ["word " * MIB] * 400}), "too-large", "damaged", "internal", **_BIG),
    refused("bytes-for-texts.parquet", lambda: parquet({"text": [FIGURE.encode()] * 3 + [b"\xff\xfe"]}), "empty", door="corpus"),
    read("nothing-in-cells.parquet", lambda: parquet({"text": [None, FIGURE], "url": [None, None]}), door="corpus"),
    either("columns-5000.parquet", lambda: parquet({f"a{at}": [1] for at in range(5_000)} | {"text": [FIGURE]}), "empty", **_BIG),
    read("lists-and-objects.parquet", lambda: parquet({"text": [FIGURE] * 2, "author": [[{"name": "A"}], []]}), door="corpus"),
    refused("rows-none.parquet", lambda: parquet({"text": []}), "no-sources", door="corpus"),
)  # fmt: skip
COLLECTIONS: Final[tuple[Made, ...]] = (*WEBARCHIVES, *LINES, *PARQUET)
