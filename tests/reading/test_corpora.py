"""Corpora: each form gives its documents in order, tells what is broken, and goes on behind it; parts never lose or double one."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.costs import assert_linear, cpu_seconds

from sayso.model import Ledger, SaysoError, UsageError
from sayso.reading import read_text
from sayso.reading.corpora import (
    Appearance,
    Plan,
    desks,
    feeds,
    find_shards,
    lines,
    open_shard,
    place_of,
    read_appearance,
    records,
    shards,
    webarchive,
)
from sayso.reading.corpora.dates import published_at
from sayso.reading.corpora.entities import plain_entities
from sayso.reading.corpora.feeds import is_feed
from sayso.store.desk.open import open_desk

Told = list[tuple[str, str]]


def _all(plan: Plan) -> tuple[list[Appearance], Told]:
    """All appearances of a plan, and the (place, code) of what raised."""
    found, problems = [], []
    for shard in plan.shards:
        for member in open_shard(shard):
            try:
                one = member.take()
            except SaysoError as error:
                problems.append((member.place, error.problem.code))
                continue
            if one is not None:
                found.append(one)
    return found, problems


def _texts(found: Iterable[Appearance]) -> list[str]:
    return [one.text or one.markup or (one.data or b"").decode() for one in found]


# JSON Lines


def _lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"text": f"Text {at}.", "url": f"http://x/{at}"}).encode() + b"\n" for at in range(count)
    )


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 23])
@pytest.mark.parametrize("ended", [False, True])
def test_every_line_is_in_one_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool, count: int, ended: bool
) -> None:
    monkeypatch.setattr(shards, "EACH", 3)
    monkeypatch.setattr(lines, "_BLOCK", 40)  # a line, or so
    data = _lines(count) if ended else _lines(count).rstrip(b"\n")
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    found, problems = _all(find_shards([str(path)]))
    assert _texts(found) == [f"Text {at}." for at in range(count)]
    assert [code for _, code in problems] == ([] if count else ["empty"])


@pytest.mark.parametrize("packed", [False, True])
def test_blank_lines_are_passed_over_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    """However many there are, and wherever a part begins or ends among them."""
    monkeypatch.setattr(shards, "EACH", 50)
    monkeypatch.setattr(lines, "_BLOCK", 64)
    blanks = (0, 1, 7, 333, 2, 49, 50, 51)
    data = b"".join(b" \r\n" * count + _lines(1) for count in blanks)
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(data) if packed else data)
    places = [
        member.place for shard in find_shards([str(path)]).shards for member in open_shard(shard) if member.take()
    ]
    at = [sum(blanks[: number + 1]) + number + 1 for number in range(len(blanks))]
    assert places == [f"{path}:{number}" for number in at]


def test_a_row_is_known_by_the_common_names_of_its_fields(tmp_path: Path) -> None:
    rows = [
        {
            "maintext": "One.",
            "headline": "T",
            "link": "http://x/1",
            "date_publish": 1,
            "pubDate": "Sun, 01 Mar 2026 10:30:00 +0100",
        },
        {
            "articleBody": "Two.",
            "publisher": {"name": "The Paper"},
            "authors": ["A", "B"],
            "datePublished": "2026-03-01",
        },
        {"content": "<p>Three.</p>", "published_at": 1_772_359_200},
        {"html": "<!DOCTYPE html><html><body><p>Four</p></body></html>", "url": " "},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    one, two, three, four = _all(find_shards([str(path)]))[0]
    assert (one.text, one.title, one.uri, one.published) == ("One.", "T", "http://x/1", "2026-03-01T09:30:00Z")
    assert (two.text, two.outlet, two.byline, two.published) == ("Two.", "The Paper", "A, B", "2026-03-01")
    assert (three.markup, three.published) == ("<p>Three.</p>", "2026-03-01T10:00:00Z")
    assert four.content_type == "text/html; charset=utf-8"
    assert four.uri == f"{path}:4"


def test_hostile_lines_are_told_one_by_one(tmp_path: Path) -> None:
    rows = [
        b'{"text": "Good."}',
        b"{",
        b"[1]",
        b'{"no": "text"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"text": "\\ud800 odd"}',
        b"",
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([*rows, b'{"text": "Last."}']))
    found, problems = _all(find_shards([str(path)]))
    assert [problem for problem in problems if problem[1] != "damaged"] == []
    assert [place.rpartition(":")[2] for place, _ in problems] == ["2", "3", "5", "6"]
    assert _texts(found)[0] == "Good."
    assert read_appearance(found[2]).document.text == "\ufffd odd"
    assert _texts(found)[-1] == "Last."
    with pytest.raises(SaysoError, match="no text"):
        read_appearance(found[1])


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": "x" * 5000}).encode() + b"\n" + _lines(2))
    found, problems = _all(find_shards([str(path)]))
    assert _texts(found) == ["Text 0.", "Text 1."]
    assert problems == [(f"{path}:1", "too-large")]


def test_a_packed_file_that_is_cut_off_gives_what_it_has_and_tells(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311  made texts
    rows = [json.dumps({"text": f"{at} {chance.random()}"}).encode() for at in range(500)]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n".join(rows))[:-2000])
    found, problems = _all(find_shards([str(path)]))
    assert 0 < len(found) < 500
    assert _texts(found) == [json.loads(row)["text"] for row in rows[: len(found)]]
    assert {code for _, code in problems} == {"damaged"}


def test_a_file_that_unpacks_beyond_reason_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(_lines(2) + b" " * 9_000_000))
    found, problems = _all(find_shards([str(path)]))
    assert _texts(found) == ["Text 0.", "Text 1."]
    assert [code for _, code in problems] == ["archive-unsafe"]


# Parquet


def test_parquet_is_read_by_groups_and_only_where_it_says_something(tmp_path: Path) -> None:
    rows = {
        "body": [f"Text {at}." for at in range(10)],
        "published": [datetime(2026, 3, 1, at, tzinfo=UTC) for at in range(10)],
        "vector": [[1.0] * 8] * 10,
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(rows), path, row_group_size=4)
    plan = find_shards([str(path)])
    found, problems = _all(plan)
    assert len(plan.shards) == 3
    assert _texts(found) == rows["body"]
    assert found[9].published == "2026-03-01T09:00:00Z"
    assert found[9].uri == f"{path}:10"
    assert not problems


def test_parquet_that_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"text": [f"Text {at} " * 50 for at in range(1000)]}), path, row_group_size=500, compression="none"
    )
    data = bytearray(path.read_bytes())
    (tmp_path / "cut.parquet").write_bytes(data[:-100])
    data[100:4000] = b"\xff" * 3900
    path.write_bytes(bytes(data))
    (tmp_path / "good.txt").write_text("A text.")
    plan = find_shards([str(tmp_path)])
    found, problems = _all(plan)
    assert [problem.code for problem in plan.problems] == ["damaged"]
    assert {code for _, code in problems} <= {"damaged"}
    assert any(one.data == b"A text." for one in found)


# Web archives


def _record(number: int, body: bytes, *, told: int | None = None, head: str = "", kind: str = "response") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n" + head.encode() + b"\r\n" + body
    size = len(answer) if told is None else told
    words = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x.example/{number}\r\nWARC-Date: 2026-03-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return words.encode() + answer + b"\r\n\r\n"


def _archive(records: Iterable[bytes], *, packed: bool) -> bytes:
    return b"".join(gzip.compress(one) if packed else one for one in records)


def _page(number: int) -> bytes:
    return f"<p>Page {number} ".encode() + b"\xe9 " + str(number).encode() * 40 + b"</p>"


PACKED = pytest.mark.parametrize("packed", [False, True])


def _names(found: Iterable[Appearance]) -> list[int]:
    return [int(one.uri.rpartition("/")[2]) for one in found]


def _read_archive(tmp_path: Path, data: bytes) -> tuple[list[int], Told]:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    found, problems = _all(find_shards([str(path)]))
    for one in found:
        assert one.data == _page(int(one.uri.rpartition("/")[2])), "a page is whole or it is told"
    return _names(found), problems


@PACKED
@pytest.mark.parametrize("each", [1, 2, 3, 200])
def test_every_record_is_in_one_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool, each: int
) -> None:
    monkeypatch.setattr(shards, "EACH", each)
    others = [_record(90, b"x", kind="request"), _record(91, b"x", head="Content-Type: image/png\r\n")]
    data = _archive([others[0], *(_record(at, _page(at)) for at in range(7)), others[0]], packed=packed)
    assert _read_archive(tmp_path, data) == (list(range(7)), [])
    assert len(find_shards([str(tmp_path / "a.warc.gz")]).shards) == -(-7 // each)


def test_an_archive_that_is_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    data = gzip.compress(_archive([_record(at, _page(at)) for at in range(7)], packed=False))
    assert _read_archive(tmp_path, data) == (list(range(7)), [])
    names, problems = _read_archive(tmp_path, data[:-12])
    assert names == list(range(len(names)))
    assert problems


@PACKED
@pytest.mark.parametrize("told", [20, 100, 5000, 10**9])
def test_a_false_length_is_told_and_the_next_records_are_found(tmp_path: Path, *, packed: bool, told: int) -> None:
    records = [_record(at, _page(at), told=told if at == 1 else None) for at in range(4)]
    names, problems = _read_archive(tmp_path, _archive(records, packed=packed))
    assert names == [0, 2, 3]
    assert {code for _, code in problems} <= {"damaged", "too-large"}
    assert problems


@PACKED
def test_what_is_no_record_is_told_and_the_next_ones_are_found(tmp_path: Path, *, packed: bool) -> None:
    parts = [_archive([_record(at, _page(at))], packed=packed) for at in range(4)]
    names, problems = _read_archive(
        tmp_path, parts[0] + b"garbage " * 50 + parts[1] + b"\x1f\x8b\x08junk" + parts[2] + parts[3]
    )
    assert names == [0, 1, 2, 3]
    assert {code for _, code in problems} == {"damaged"}


@PACKED
def test_wherever_it_is_cut_off_whole_pages_come_and_the_cut_is_told(tmp_path: Path, *, packed: bool) -> None:
    parts = [_archive([_record(at, _page(at))], packed=packed) for at in range(3)]
    data, ends = b"".join(parts), [sum(map(len, parts[: at + 1])) for at in range(3)]
    for cut in range(ends[0] + 1, ends[2] - 4, 7):
        names, problems = _read_archive(tmp_path, data[:cut])
        whole = [at for at in range(3) if ends[at] <= cut]
        assert names[: len(whole)] == whole, cut
        begun = sum(end < cut for end in (0, *ends))
        assert problems or names == list(range(begun)), cut


def test_a_last_record_that_unpacks_to_too_much_takes_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bomb is not unpacked to its end; a record that is merely large is whole."""
    monkeypatch.setattr(records, "_LARGEST", 1 << 20)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(_record(1, _page(1)) + b"\0" * (64 << 20)))
    tracemalloc.start()
    assert records.cut_off(path, 0)
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
    path.write_bytes(gzip.compress(random.Random(1).randbytes(5 << 20)))  # noqa: S311  made bytes
    assert not records.cut_off(path, 0)


@PACKED
def test_bytes_that_were_changed_never_raise_and_never_hang(tmp_path: Path, *, packed: bool) -> None:
    chance = random.Random(7)  # noqa: S311  places, no secrets
    data = _archive([_record(at, _page(at)) for at in range(6)], packed=packed)
    path = tmp_path / "a.warc"
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(bytes(broken))
        found, problems = _all(find_shards([str(path)]))
        assert len(found) + len(problems) >= 1


def test_the_declared_charset_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(_record(1, _page(1)))
    (found,) = _all(find_shards([str(path)]))[0]
    assert found.content_type == "text/html; charset=iso-8859-1"
    assert "é" in read_appearance(found).document.text


def test_a_record_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webarchive, "MAX_BYTES", 1000)
    monkeypatch.setattr("sayso.reading.sources.MAX_BYTES", 1000)
    path = tmp_path / "a.warc"
    path.write_bytes(_record(1, gzip.compress(b"x" * 10_000_000), head="Content-Encoding: gzip\r\n"))
    (found,) = _all(find_shards([str(path)]))[0]
    assert found.data is not None
    assert len(found.data) == 1001
    with pytest.raises(SaysoError, match="larger"):
        read_appearance(found)


# Feeds

_RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Paper</title><item><title>One</title><link>http://x.example/1</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>
<description>Teaser.</description><content:encoded><![CDATA[<p>The whole of <b>one</b>, 54 percent.</p>]]></content:encoded></item>
<item><title>Two</title><guid>http://x.example/2</guid><description>&lt;p&gt;Only this.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Blatt</title><entry><title>Eins</title>
<link rel="self" href="http://x.example/self"/><link href="http://x.example/1"/><updated>2026-03-01T10:00:00+01:00</updated>
<author><name>A. B.</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Text.</p></div></content></entry></feed>"""


def test_feeds_give_their_entries(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(_RSS)
    (tmp_path / "b.xml").write_text(_ATOM)
    (tmp_path / "c.xml").write_text("<note>no feed</note>")
    plan = find_shards([str(tmp_path)])
    one, two, nothing, eins = _all(plan)[0]
    assert (one.uri, one.title, one.outlet, one.published) == (
        "http://x.example/1",
        "One",
        "The Paper",
        "2026-03-01T10:00:00Z",
    )
    assert "The whole of one, 54 percent." in read_appearance(one).document.text
    assert (two.uri, read_appearance(two).document.title) == ("http://x.example/2", "Two")
    assert (eins.uri, eins.byline, eins.published) == ("http://x.example/1", "A. B.", "2026-03-01T09:00:00Z")
    assert "Der Text." in read_appearance(eins).document.text
    with pytest.raises(SaysoError, match="no text"):
        read_appearance(nothing)
    assert [problem.code for problem in plan.problems] == ["skipped"]


def test_a_broken_feed_gives_what_it_has_and_tells(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(_RSS[: _RSS.index("<item><title>Nothing")])
    (tmp_path / "b.rss").write_text("no feed at all")
    found, problems = _all(find_shards([str(tmp_path)]))
    assert [one.title for one in found] == ["One", "Two"]
    assert [code for _, code in problems] == ["damaged", "damaged"]


def test_entities_of_a_feed_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    bomb = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}<!ENTITY f SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    (tmp_path / "a.rss").write_text(head + _RSS.partition("?>")[2].replace("Teaser.", "&e11;&f;"))
    found, _ = _all(find_shards([str(tmp_path / "a.rss")]))
    assert "secret" not in "".join(_texts(found))


@pytest.mark.parametrize(
    ("head", "written", "meant"),
    [
        ('<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>', "Prices&nbsp;rose by 5 per cent", "Prices rose by 5 per cent"),
        ("", "Prices&nbsp;rose by 5 per cent", "Prices rose by 5 per cent"),
        (
            '<!DOCTYPE rss [<!ENTITY co "Oakes &amp; Sons">]>',
            "A <b>&co;</b> grew&mdash;by &co; 5",
            "A Oakes & Sons grew—by Oakes & Sons 5",
        ),
        ("", "Prices <?ad here?>rose <!-- x -->by <b>5</b> per <?ad?>cent", "Prices rose by 5 per cent"),
        (
            "<!DOCTYPE rss [<!-- ENTITY's --><!ENTITY a 'ro'><!ENTITY a 'no'>]>",
            "Prices &a;se AT&T &a;se by 5",
            "rose by 5",
        ),
        ('<!DOCTYPE rss [<!ENTITY a "]> r&#111;s">]>', "<![CDATA[Prices &nbsp; by 5]]> &a;&hellip;", "]> ros…"),
    ],
)
def test_no_word_of_a_feed_is_lost_behind_an_entity(tmp_path: Path, head: str, written: str, meant: str) -> None:
    """Declared in the feed, or HTML's; an instruction is no text, but what follows it is."""
    text = head + _RSS.partition("?>")[2].replace(
        "<title>Nothing</title>", f"<title>{written}</title><description>{written}</description>"
    )
    (tmp_path / "a.xml").write_text(text)
    found, problems = _all(find_shards([str(tmp_path / "a.xml")]))
    doc = read_appearance(found[2]).document
    assert meant in " ".join(doc.text.split())
    assert ("AT&T" in written) == bool(problems)


def test_an_entity_that_nobody_knows_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(_RSS.replace("Only this", "Only &amp;this and").replace("Teaser", "&quux; Teaser"))
    found, problems = _all(find_shards([str(tmp_path / "a.rss")]))
    assert len(found) == 3
    assert [code for _, code in problems] == ["damaged"]


def test_entities_that_unpack_beyond_reason_are_refused(tmp_path: Path) -> None:
    head = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'
    text = _RSS.partition("?>")[2].replace("Teaser.", "&a;" * 5_000)
    (tmp_path / "a.rss").write_text(head + text)
    assert _all(find_shards([str(tmp_path / "a.rss")]))[1] == [(str(tmp_path / "a.rss"), "archive-unsafe")]


@pytest.mark.parametrize("head", [b"<rss>", b"<!DOCTYPE rss [", b'<!DOCTYPE rss [<!ENTITY n "x">]><rss>'])
@pytest.mark.parametrize(
    "piece", [b"a&n;", b"&", b"<![CDATA[", b"<!--", b"<!ENTITY ", b"<!ENTITY a '", b'"]', b"<!ENTITY a 'b'>", b"]>"]
)
def test_entities_cost_no_more_than_their_text(head: bytes, piece: bytes) -> None:
    def seconds(size: int) -> float:
        return cpu_seconds(lambda: plain_entities(head + piece * size, 1 << 30))

    assert_linear(seconds, 5_000, 40_000)


@pytest.mark.parametrize(
    "piece", [b"<!---->", b"<?a?>", b"<!-- ", b"<? ", b" ", b"<!DOCTYPE a>", b"<!DOCTYPE a[", b"] ", b"-->"]
)
def test_whether_it_is_a_feed_costs_no_more_than_its_head(piece: bytes) -> None:
    """Each comment doubled the cost, so that forty never ended."""
    assert_linear(lambda size: cpu_seconds(lambda: feeds._FEED.match(piece * size + b"<html>")), 500, 4_000)


def test_a_feed_is_known_behind_what_may_stand_before_it() -> None:
    head = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE rss [<!ENTITY nbsp "&#160;">\n] >\n<?xml-stylesheet a?><rss>'
    assert is_feed(head)
    assert is_feed(b"<!DOCTYPE feed><feed xmlns='x'>")
    assert not is_feed(b"<!-- <rss> --><html>")
    assert not is_feed(b"<!-- -- <rss> -->")


# Desks and folders


def test_a_desks_documents_are_read_as_they_were(tmp_path: Path) -> None:
    docs = [read_text(f"Text {at}. It has 5 lines.", f"http://x/{at}").document for at in range(3)]
    with open_desk(tmp_path / "a.sayso") as desk:
        for doc in docs:
            desk.put(Ledger(document=doc), who="me", when="2026-03-01T00:00:00Z")
    found, problems = _all(find_shards([str(tmp_path / "a.sayso")]))
    assert sorted(read_appearance(one).document.id for one in found) == sorted(doc.id for doc in docs)
    assert not problems


def test_no_place_tells_the_password_of_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are written into markers and told on the screen."""
    monkeypatch.setattr(desks, "keys_of", lambda _: [("k1", "l1")])
    where = "postgresql://ann:secret@db.example/news"
    (shard,) = find_shards([where]).shards
    assert (shard.name, place_of(where)) == ("postgresql://ann@db.example/news",) * 2


def test_what_is_unread_is_told_before_what_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_MOST_TOLD", 2)
    for name in ("a.xyz", "b.xyz", "c.xyz", "good.txt"):
        (tmp_path / name).write_text("A text.")
    (tmp_path / "z.parquet").write_bytes(b"PAR1")
    told = find_shards([str(tmp_path)]).problems
    assert [problem.code for problem in told] == ["damaged", "skipped", "skipped", "skipped"]
    assert told[-1].message == "1 more files were left out"


def test_a_folder_is_read_in_order_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "a/x.bin", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "a" / "out.txt").symlink_to("/etc/hostname")
    plan = find_shards([str(tmp_path)])
    assert _texts(_all(plan)[0]) == ["a/1.txt", "b/2.txt", "c.txt"]
    assert sorted((problem.uri or "").rpartition("/")[2] for problem in plan.problems) == ["out.txt", "x.bin"]


def test_a_link_to_what_no_walk_comes_by_is_read_once(tmp_path: Path) -> None:
    """Corpora kept by git-annex are links to a hidden store; a link to a file that is read itself says the same twice."""
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "K1").write_text("kept")
    (tmp_path / "a.txt").symlink_to(".store/K1")
    (tmp_path / "b.txt").symlink_to(".store/K1")
    (tmp_path / "c.txt").write_text("c")
    (tmp_path / "d.txt").symlink_to("c.txt")
    plan = find_shards([str(tmp_path)])
    assert len(_texts(_all(plan)[0])) == 2
    assert sorted((problem.uri or "").rpartition("/")[2] for problem in plan.problems) == ["b.txt", "d.txt"]


def test_a_new_folder_moves_no_shard_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "EACH", 3)
    for day in ("01", "03"):
        (tmp_path / day).mkdir()
        for at in range(5):
            (tmp_path / day / f"{at}.txt").write_text("x")
    before = find_shards([str(tmp_path)]).shards
    (tmp_path / "02").mkdir()
    (tmp_path / "02" / "0.txt").write_text("x")
    assert set(before) < set(find_shards([str(tmp_path)]).shards)


def test_a_file_that_changed_is_another_part(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    before = find_shards([str(tmp_path)]).shards
    (tmp_path / "a.txt").write_text("xy")
    assert before != find_shards([str(tmp_path)]).shards


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(_all(find_shards([str(tmp_path), str(tmp_path / "a.txt")]))[0]) == 1


def test_what_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        find_shards([str(tmp_path / "none")])
    with pytest.raises(UsageError, match="nothing to read"):
        find_shards([str(tmp_path)])


def test_a_file_that_is_gone_when_it_is_read_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl", "c.warc", "d.rss", "e.parquet"):
        (tmp_path / name).write_bytes(b"x")
    pq.write_table(pa.table({"text": ["x"]}), tmp_path / "e.parquet")
    plan = find_shards([str(tmp_path)])
    for path in tmp_path.iterdir():
        path.unlink()
    found, problems = _all(plan)
    assert not found
    assert len(problems) == 5


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("20260301", "2026-03-01"),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00"),
        ("2026-03-01 10:00:00+02:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T10:00:00.123Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01 at noon", "2026-03-01"),
        ("Sun, 1 Mar 2026 10:00:00 GMT", "2026-03-01T10:00:00Z"),
        (1_772_359_200, "2026-03-01T10:00:00Z"),
        ("1772359200", "2026-03-01T10:00:00Z"),
        (1_772_359_200_000, "2026-03-01T10:00:00Z"),
        (5, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        (-(10**400), None),
        (4_102_444_799_999, "2099-12-31T23:59:59Z"),
        ("5 May 2026 10:00 PM", "2026-05-05T22:00:00"),
        ("Tue, 05 May 2026 10:00:30 pm GMT", "2026-05-05T22:00:30Z"),
        ("5 May 2026 12:30 a.m.", "2026-05-05T00:30:00"),
        ("May 5, 2026 12.15 p.m.", "2026-05-05T12:15:00"),
        ("May 5, 2026 9 AM", "2026-05-05T09:00:00"),
        ("2026-05-05 10:00PM", "2026-05-05T22:00:00"),
        ("5 May 2026 22:00 PM", "2026-05-05T22:00:00"),
        (True, None),
        (None, None),
        ("yesterday", None),
        ("", None),
        ({"a": 1}, None),
        ("0001-01-01T00:00:00+23:00", None),
    ],
)
def test_dates(told: Any, meant: str | None) -> None:
    assert published_at(told) == meant
