"""What loads files: ledgers and reviews with all their exports, two ledgers beside each other, settings, earlier checks, rows that are followed."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import msgspec
from tests.render.make_ledger import small_ledger
from tests.render.make_review import HOSTILE, HOUSE, acts, events_of

from sayso.checked import read_checks
from sayso.cli.settings import load_settings
from sayso.model import House, Ledger, SaysoError, UnreadableError, UsageError, decode_act, text_id
from sayso.reading.corpora import find_shards, open_shard, read_appearance
from sayso.render import (
    EXPORTS,
    assert_exact,
    choose_held,
    cut,
    difference_html,
    plain_difference,
    plain_summary,
    read_reviewed,
    render_csv,
    render_html,
    render_json,
    render_jsonl,
    render_packet,
    summarise,
)
from sayso.review import Review, changes_of, review_of

from . import laws
from .draws import Draws

NAME: Final = "ledgers"
_SETTINGS: Final = (
    "desk", "against", "fail_on", "quiet", "allow_private", "no_vectors", "adjudicate", "adjudicate_model", "adjudicate_key_env",
    "adjudicate_http", "adjudicate_most", "adjudicate_omit",
)  # fmt: skip
#: Values that take the place of others.
_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 7, 10**6, 2**63, -(2**63), 1e308, 0.5, "", " ", "x", "c1", "f1", "t1", "en", "\u202e", "\ud800", "\0", "\n", "a" * 500,
    [], {}, [None], {"a": 1}, "2024-02-30", "http://", "javascript:alert(1)", *HOSTILE,
)  # fmt: skip


def one(data: bytes) -> None:
    """One file: its first byte says of what sort."""
    draws = Draws(data)
    with laws.bounded():
        draws.choice(_SORTS)(draws)


# Ledgers


def _raw(draws: Draws) -> None:
    _ledger(draws.rest())


def _changed_ledger(draws: Draws) -> None:
    _ledger(_as_json(_changed(draws, _told()[0])))


def _ledger(body: bytes) -> None:
    try:
        ledger = Ledger.from_json(body)
        assert_exact(ledger)
    except (UnreadableError, ValueError):
        return
    _shown(ledger)
    laws.hold("a ledger is read back", _agrees(Ledger.from_json, ledger))


def _agrees(read: Callable[[str], Ledger], ledger: Ledger) -> bool:
    try:
        written = ledger.to_json()
    except UnicodeEncodeError:  # half a surrogate, which JSON's escapes can hold
        return True
    return read(written) == ledger


def _shown(ledger: Ledger) -> None:
    for write in (render_html, render_jsonl, plain_summary, summarise, render_json):
        _told_or_refused(partial(write, ledger))
    _told_or_refused(partial(render_csv, ledger, "claims"))
    _told_or_refused(partial(render_csv, ledger, "figures"))
    _told_or_refused(partial(render_packet, ledger, {"sayso": "0"}))


def _told_or_refused(write: Callable[[], Any]) -> None:
    """Write it; what has half surrogates is refused by an encoding, as `presentable` is not asked here."""
    try:
        write()
    except (SaysoError, UnicodeEncodeError):
        return


def _reviewed(draws: Draws) -> None:
    """A ledger with its review: all forms of export."""
    body = _as_json(_changed(draws, _told()[1]))
    try:
        ledger, events, house = read_reviewed(body)
        assert_exact(ledger)
        chosen = choose_held(events)
    except (SaysoError, ValueError):
        return
    review = cut(ledger, events, chosen)
    _exported(review, house)
    laws.hold("every event is kept", len(review_of(ledger, events).events) == len(events))


def _exported(review: Review, house: House) -> None:
    for form in EXPORTS.values():
        if form.refusal(review, house) is None:
            written = form.render(review, house)
            if isinstance(written, str):
                written.encode("utf-8")


def _beside(draws: Draws) -> None:
    """Two ledgers: exchanging them exchanges what was added and what was dropped."""
    changed = _as_json(_changed(draws, _told()[0]))
    try:
        other = Ledger.from_json(changed)
        assert_exact(other)
    except (UnreadableError, ValueError):
        return
    ledger = Ledger.from_json(_as_json(_told()[0]))
    changes, back = changes_of(ledger, other), changes_of(other, ledger)
    laws.hold("exchanging two ledgers exchanges the changes", changes.is_empty == back.is_empty)
    laws.hold("a ledger does not differ from itself", changes_of(other, other).is_empty)
    for write in (changes.to_json, lambda: difference_html(changes), lambda: plain_difference(changes)):
        _told_or_refused(write)


def _act(draws: Draws) -> None:
    body = _as_json(_changed(draws, draws.choice(_told()[2]))) if draws.byte() % 4 else draws.rest()
    try:
        decode_act(body)
    except msgspec.DecodeError:
        return


# Files


def _settings(draws: Draws) -> None:
    """sayso.toml, and the variables."""
    raw, text = draws.byte() % 3 == 0, draws.rest()
    body = text if raw else _toml(Draws(text)).encode("utf-8", "surrogatepass")
    environment = (
        {f"SAYSO_{draws.choice(_SETTINGS).upper()}": text[:20].decode("latin-1")} if len(text) % 5 == 0 else {}
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sayso.toml").write_bytes(body)
        try:
            found = load_settings(Path(folder), environment)
        except UsageError as error:
            laws.hold("a refusal has a mend", bool(error.problem.hint), error.problem)
            return
    laws.hold("settings are those that there are", set(found) <= set(_SETTINGS), found)


def _toml(draws: Draws) -> str:
    lines = []
    while draws:
        text, number = draws.text(), draws.number(100_000)
        value = draws.choice(
            (json.dumps(text), json.dumps([text, text]), str(number), "true", "false", "1979-05-27", text)
        )
        lines.append(f"{draws.choice((*_SETTINGS, 'other', '[table]'))} = {value}")
    return "\n".join(lines)


def _checks(draws: Draws) -> None:
    """Earlier checks: ClaimReview as JSON, lines, a page, a feed, a table, a ledger."""
    ending, raw = draws.choice((".json", ".jsonl", ".html", ".csv", ".rss", ".jsonld", ".xml")), draws.byte() % 3 == 0
    body = draws.rest() if raw else _as_checks(ending, draws)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"checks{ending}"
        path.write_bytes(body)
        found = read_checks([path])
    for entry in found.entries:
        msgspec.json.encode(entry)
        laws.hold("a check has a claim", bool(entry.text.strip()), entry)
        laws.hold("a check is on one line", entry.text == " ".join(entry.text.split()), entry.text)
    for problem in found.problems:
        laws.hold("a refusal has a place", bool(problem.message and problem.uri), problem)
    laws.hold("each check is there once", len({entry.id for entry in found.entries}) == len(found.entries))


def _as_checks(ending: str, draws: Draws) -> bytes:
    reviews = _changed(draws, _REVIEWS)
    if ending == ".jsonl":
        return b"\n".join(_as_json(each) for each in (reviews if isinstance(reviews, list) else [reviews]))
    if ending == ".html":
        return (
            b"<html><head><script type='application/ld+json'>"
            + _as_json(reviews)
            + b"</script></head><body><p>A text.</p></body></html>"
        )
    if ending == ".csv":
        rows = reviews if isinstance(reviews, list) else [reviews]
        head = ("claimReviewed", "rating", "url", "datePublished", "author", "language")
        lines = [[json.dumps(str(row.get(name, ""))) for name in head] for row in rows if isinstance(row, dict)]
        return "\n".join(map(",".join, [list(head), *lines])).encode("utf-8", "replace")
    if ending in {".rss", ".xml"}:
        inner = _as_json(reviews).decode().replace("<", "&lt;")
        return f"<rss><channel><title>T</title><item><title>A</title><description>{inner}</description></item></channel></rss>".encode()
    return _as_json(reviews)


def _rows(draws: Draws) -> None:
    """What is followed: lines of JSON, feeds, web archives."""
    ending, raw = draws.choice((".jsonl", ".rss", ".warc", ".jsonl.gz", ".atom")), draws.byte() % 3 == 0
    body = draws.rest() if raw or ending not in {".jsonl", ".rss"} else _as_rows(ending, draws)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"corpus{ending}"
        path.write_bytes(body)
        try:
            shards = find_shards([str(path)]).shards
        except SaysoError:
            return
        for shard in shards:
            for member in open_shard(shard):
                _taken(member.take)


def _taken(take: Callable[[], Any]) -> None:
    try:
        found = take()
        if found is None or found.data is not None:  # a whole page is read by the readers' own target
            return
        laws.reading(read_appearance(found))
    except UnreadableError as error:
        laws.hold("a refusal has a place", bool(error.problem.uri), error.problem)


def _as_rows(ending: str, draws: Draws) -> bytes:
    if ending == ".jsonl":
        return b"\n".join(_as_json(_changed(draws, row)) for row in _ROWS)
    parts = "".join(
        f"<{name}>{draws.text(80)}</{name}>"
        for name in ("title", "link", "pubDate", "description", "content:encoded", "guid")
    )
    return f"<?xml version='1.0'?><rss xmlns:content='c'><channel><title>T</title><item>{parts}</item></channel></rss>".encode(
        "utf-8", "replace"
    )


# Making and changing


_SORTS: Final = (
    _raw,
    _changed_ledger,
    _changed_ledger,
    _reviewed,
    _reviewed,
    _beside,
    _act,
    _settings,
    _checks,
    _checks,
    _rows,
    _rows,
)
_ROWS: Final[tuple[dict[str, Any], ...]] = (
    {"title": "A ferry", "text": "The mayor said that 54 percent paid.", "url": "https://a.example/1", "date": "2024-05-06", "author": ["Ann", "Ben"]},
    {"headline": "B", "html": "<p>It cost 5 euros.</p><p>So she said.</p>", "published_at": 1715000000, "publisher": {"name": "The Paper"}},
)  # fmt: skip
_REVIEWS: Final[list[dict[str, Any]]] = [
    {
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "54 percent of passengers pay the full fare.",
        "url": "https://a.example/1", "datePublished": "2024-05-06", "inLanguage": "en", "author": {"@type": "Organization", "name": "The Desk"},
        "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "A. Mayor"}, "datePublished": "2024-05-01",
                         "appearance": [{"@type": "CreativeWork", "url": "https://b.example/2"}]},
    },
    {"@type": ["Review", "ClaimReview"], "claimReviewed": "Another claim of 7 boats.", "reviewRating": {"ratingValue": 4, "name": "Mostly"}},
]  # fmt: skip


@cache
def _told() -> tuple[Any, Any, list[Any]]:
    """A ledger, the same with a review, and acts of every kind, as plain values."""
    ledger = small_ledger()
    events = events_of(*acts(ledger))
    review = review_of(ledger, events)
    reviewed = json.loads(EXPORTS["json"].render(review, HOUSE))
    return json.loads(ledger.to_json()), reviewed, [msgspec.to_builtins(event.act) for event in events]


def _as_json(value: Any) -> bytes:
    """As somebody would write it who changes a ledger on purpose: without its seal, with the hash of the text that it has."""
    document = value.get("document") if isinstance(value, dict) else None
    if isinstance(document, dict) and isinstance(document.get("text"), str):
        with suppress(UnicodeEncodeError):
            value = {**value, "document": {**document, "text_id": text_id(document["text"])}}
        value = {name: part for name, part in value.items() if name != "seal"}
    return json.dumps(value, ensure_ascii=True).encode()


def _changed(draws: Draws, value: Any) -> Any:
    """A copy of a value that is changed in a few places."""
    copy = json.loads(json.dumps(value))
    for _ in range(draws.number(4)):
        _change(draws, copy)
    return copy


def _change(draws: Draws, value: Any) -> None:
    """Go down to a place, and change what is there."""
    while True:
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not places:
            return
        place = draws.choice(places)
        deeper = value[place]
        if isinstance(deeper, dict | list) and deeper and draws.byte() % 8:
            value = deeper
            continue
        _put(draws, value, place)
        return


def _put(draws: Draws, value: Any, place: Any) -> None:
    how, old = draws.number(8), json.loads(json.dumps(value[place]))
    if how == 0:
        del value[place]
    elif how == 1:
        value[place] = draws.text(60)
    elif how == 2 and isinstance(value, list):  # noqa: PLR2004
        value.insert(draws.number(len(value)), old)
    elif how == 3 and isinstance(old, int | float):  # noqa: PLR2004
        value[place] = old + draws.number(5) - 2
    elif how == 4 and isinstance(old, str):  # noqa: PLR2004
        at = draws.number(len(old) + 1)
        value[place] = old[:at] + draws.choice([*HOSTILE, "", "x"]) + old[at + draws.number(8) :]
    elif how == 5 and isinstance(value, dict):  # noqa: PLR2004
        value[draws.choice([*value, "other"])] = old
    else:
        value[place] = deepcopy(draws.choice(_VALUES))  # a later change may be made within it


def seeds() -> Iterator[bytes]:
    """Draws of each sort, and whole files."""
    r = random.Random(9)  # noqa: S311  nothing here is secret
    for sort in range(len(_SORTS)):
        for size in (10, 30, 60, 120):
            yield bytes((sort,)) + r.randbytes(size)
    files = (
        (_SORTS.index(_checks), b"\0\0" + _as_json(_REVIEWS)),
        (_SORTS.index(_settings), b'\0quiet = true\nagainst = ["a"]\n'),
    )
    lines = (_SORTS.index(_rows), b"\0\0" + b"\n".join(map(_as_json, _ROWS)))
    for sort, body in (*files, lines):
        yield bytes((sort,)) + body
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/1\r\nContent-Type: application/http\r\nContent-Length: 60\r\n\r\n"
    yield (
        bytes((_SORTS.index(_rows), 2, 0))
        + record
        + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello, there</p>\r\n\r\n"
    )


def words() -> Iterator[bytes]:
    """Names of fields, and marks."""
    yield from (
        name.encode()
        for name in (
            *_SETTINGS,
            *Ledger.__struct_fields__,
            "@type",
            "@id",
            "@graph",
            "claimReviewed",
            "WARC/1.0",
            "\\ud800",
        )
    )
    yield from (
        b'{"',
        b'":',
        b"[[",
        b"null",
        b"1e999",
        b"NaN",
        b"<item>",
        b"</item>",
        b"<!ENTITY a '",
        b"\x1f\x8b\x08",
        b"Content-Length: ",
    )
