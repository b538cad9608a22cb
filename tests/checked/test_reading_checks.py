"""Earlier checks are read from every form that they are published in, in their own words, and nothing hostile does harm."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_export import desk as desk_made
from tests.render.make_ledger import small_ledger
from tests.render.make_review import HOUSE, acts, events_of, signed_review, withheld_review

from sayso.checked import ReadChecks, read_checks
from sayso.model import EarlierCheck, Sign, UsageError
from sayso.render import EXPORTS
from sayso.review import Review, review_of

desk = desk_made
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/1",
    "datePublished": "2024-03-02T10:00:00+01:00",
    "inLanguage": "en-GB",
    "author": {"@type": "Organization", "name": "Plain Figures"},
    "claimReviewed": "Bees will be  extinct by 2035 &amp; later",
    "reviewRating": {"@type": "Rating", "alternateName": "Not proven", "ratingValue": 3, "bestRating": "5", "worstRating": 1},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "J. Doe"},
        "datePublished": "2024-02-29",
        "appearance": [{"@id": "https://posts.example/7"}],
        "firstAppearance": {"@type": "CreativeWork", "url": "https://posts.example/1"},
    },
}  # fmt: skip


def read(folder: Path, name: str, content: str | bytes) -> ReadChecks:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_checks([path])


def only(found: ReadChecks) -> EarlierCheck:
    assert found.problems == ()
    assert len(found.entries) == 1
    return found.entries[0]


def test_a_claim_review_keeps_its_own_words(tmp_path: Path) -> None:
    """Claim, rating, scale, who, when, where, whose claim: as put; entities and blanks alone are made plain."""
    check = only(read(tmp_path, "one.json", json.dumps(REVIEW)))
    assert check.text == "Bees will be extinct by 2035 & later"
    assert (check.verdict, check.by, check.when) == ("Not proven", "Plain Figures", "2024-03-02T09:00:00Z")
    assert check.scale is not None
    assert (check.scale.value, check.scale.worst, check.scale.best) == ("3", "1", "5")
    assert (check.url, check.language, check.form) == ("https://checks.example/1", "en", "claimreview")
    assert (check.claimed_by, check.claimed_on) == ("J. Doe", "2024-02-29")
    assert check.appearances == ("https://posts.example/7", "https://posts.example/1")
    assert (check.uri, check.signed) == (f"{tmp_path}/one.json#1", "")


@pytest.mark.parametrize(
    "whole",
    [
        [REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": REVIEW}]},
        {"@type": ["Review", "http://schema.org/ClaimReview"], **{k: v for k, v in REVIEW.items() if k != "@type"}},
        {f"schema:{k}" if k[0] != "@" else k: v for k, v in REVIEW.items()} | {"@type": "schema:ClaimReview"},
    ],
)
def test_every_shape_around_a_claim_review_is_looked_through(tmp_path: Path, whole: Any) -> None:
    assert only(read(tmp_path, "feed.jsonld", json.dumps(whole))).verdict == "Not proven"


def test_what_is_only_named_is_looked_up_in_the_file(tmp_path: Path) -> None:
    """A graph in which the publisher and the claim are objects of their own."""
    graph = [
        REVIEW
        | {"author": {"@id": "#us"}, "itemReviewed": {"@id": "#claim"}, "url": None, "@id": "https://c.example/9"},
        {"@id": "#us", "@type": "Organization", "name": "Merrow Checks"},
        {"@id": "#claim", "@type": "Claim", "author": "A senator"},
    ]
    check = only(read(tmp_path, "graph.json", json.dumps({"@graph": graph})))
    assert (check.by, check.claimed_by, check.url) == ("Merrow Checks", "A senator", "https://c.example/9")


def test_pages_and_feeds_hold_claim_reviews(tmp_path: Path) -> None:
    """A page's scripts, and the entries of a feed, whose address and publisher stand in for what a review does not tell."""
    script = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'
    page = f'<html lang="en"><body><p>Text</p><script>var x = "ClaimReview"</script>{script}</body></html>'
    assert only(read(tmp_path, "page.html", page)).by == "Plain Figures"
    bare = {k: v for k, v in REVIEW.items() if k not in {"url", "author", "datePublished"}}
    entry = f"<script type='application/ld+json'>{json.dumps(bare)}</script>".replace("&", "&amp;").replace("<", "&lt;")
    feed = (
        f"<rss><channel><title>Feed Desk</title><item><title>t</title><link>https://f.example/2</link>"
        f"<pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate><description>{entry}</description></item>"
        "<item><title>no check</title><description>words alone</description></item></channel></rss>"
    )
    check = only(read(tmp_path, "feed.rss", feed))
    assert (check.url, check.by, check.when) == ("https://f.example/2", "Feed Desk", "2024-03-02T10:00:00Z")


def test_tables_are_read_by_common_names(tmp_path: Path) -> None:
    table = "Claim;Textual Rating;Review URL;Review Date;Publisher;Language Code\nGarlic cures flu;Pants;https://x.example;2023-01-05;Desk;en\n;;;;;\n"
    check = only(read(tmp_path, "table.csv", table))
    assert (check.text, check.verdict, check.by, check.when) == ("Garlic cures flu", "Pants", "Desk", "2023-01-05")
    assert (check.form, check.uri) == ("table", f"{tmp_path}/table.csv:2")


def _unsigned() -> Review:
    """The small ledger, reviewed, and signed by nobody."""
    ledger = small_ledger()
    return review_of(ledger, events_of(*(one for one in acts(ledger) if not isinstance(one[1], Sign))))


def test_our_own_exports_are_read_back(tmp_path: Path) -> None:
    """A review's JSON, its claims as CSV and its ClaimReviews give the same verdicts, signed or said not to be."""
    for review, signed in ((signed_review(), True), (_unsigned(), False)):
        found = {}
        for form in ("json", "csv-claims", "claimreview"):
            written = EXPORTS[form].render(review, HOUSE)
            entries = read(tmp_path, f"{form}{EXPORTS[form].suffix}", written).entries
            assert entries, form
            found[form] = sorted(check.verdict for check in entries)
            if form != "claimreview":
                assert all(bool(check.signed) == signed for check in entries), form
                assert all((check.status == "Draft") != signed for check in entries), form
        assert found["json"] == found["csv-claims"] == found["claimreview"]
    assert all(check.by and "The Checking Desk" in check.by for check in read(tmp_path, "r.json", EXPORTS["json"].render(signed_review(), HOUSE)).entries)  # fmt: skip


def test_a_withheld_name_stays_withheld(tmp_path: Path) -> None:
    written = EXPORTS["json"].render(withheld_review(), HOUSE)
    found = read(tmp_path, "withheld.json", written)
    assert found.entries
    assert "Marrow" not in repr(found)


def test_a_desk_is_read_only_where_it_is_whole(desk: Path) -> None:
    """The chain of events is checked first: of a desk whose records were changed nothing is taken."""
    whole = read_checks([desk])
    assert whole.entries
    assert all(one.form == "review" and one.by and one.when for one in whole.entries)
    with closing(sqlite3.connect(desk)) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE event SET who = 'mallory' WHERE seq = 3")
    broken = read_checks([desk])
    assert broken.entries == ()
    assert [one.code for one in broken.problems] == ["damaged"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("nested.json", "[" * 100_000, "damaged"),
        ("nothing.json", '{"@type": "Article"}', "check-unread"),
        ("no-claim.json", json.dumps(REVIEW | {"claimReviewed": {"a": [1]}, "itemReviewed": 7}), "check-unread"),
        ("long.json", json.dumps(REVIEW | {"claimReviewed": "word " * 1_000}), "check-unread"),
        ("cut.html", '<script type="application/ld+json">{"@type": "ClaimReview", </script>', "damaged"),
        ("noclaims.csv", "a,b\n1,2\n", "check-unread"),
        ("bin.csv", b"claim\n\x00\x01\x02\x03\x00\x00\x00", "binary"),
        ("unknown.txt", "words", "unknown-format"),
        ("lines.jsonl", '{"@type": "Other"}\n', "check-unread"),
        ("ledger.json", '{"schema": "sayso.ledger/1", "document": 3}', "damaged"),
        ("fake.sayso", "no desk", "not-an-index"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, name: str, content: str | bytes, code: str) -> None:
    found = read(tmp_path, name, content)
    assert found.entries == ()
    assert [problem.code for problem in found.problems] == [code]
    assert name in (found.problems[0].uri or "")
    assert found.problems[0].hint


def test_hostile_values_are_texts_or_nothing(tmp_path: Path) -> None:
    """Odd types, halves of characters, addresses that would run: kept as words, never more; the rest is read."""
    odd = REVIEW | {
        "url": "javascript:alert(1)",
        "author": [{"name": ["x", 2]}, None, {"name": {"@value": "Y"}}, True],
        "datePublished": {"a": 1},
        "reviewRating": [None, {"alternateName": "<b>bad</b>\u202e", "ratingValue": True}],
        "inLanguage": 12,
        "itemReviewed": [[[]]],
    }
    raw = json.dumps(odd).replace("Bees will", "Bees \\ud800 will")
    check = only(read(tmp_path, "odd.json", raw))
    assert check.text.startswith("Bees ? will")
    assert (check.url, check.by, check.when, check.scale) == ("javascript:alert(1)", "x, Y", None, None)
    assert check.verdict == "<b>bad</b>\u202e"


def test_a_bad_line_costs_itself_alone_and_doubles_are_one(tmp_path: Path) -> None:
    good = json.dumps(REVIEW)
    found = read(
        tmp_path, "many.jsonl", "\n".join([good, "{", good, json.dumps(REVIEW | {"url": "https://c.example/2"})])
    )
    assert len(found.entries) == 2
    assert [(one.code, one.uri) for one in found.problems] == [("damaged", f"{tmp_path}/many.jsonl:2")]


def test_many_problems_of_one_file_are_summed_up(tmp_path: Path) -> None:
    found = read(tmp_path, "bad.jsonl", "{\n" * 500)
    assert len(found.problems) == 101
    assert found.problems[-1].message.startswith("400 more")


def test_a_folder_is_read_with_all_in_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(json.dumps(REVIEW))
    (tmp_path / "b.txt").write_text("no check")
    found = read_checks([tmp_path])
    assert (len(found.entries), found.files) == (1, 1)
    assert [one.code for one in found.problems] == ["skipped"]
    with pytest.raises(UsageError):
        read_checks([tmp_path / "none"])
