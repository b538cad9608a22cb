"""Collections of earlier checks that wish their reader ill: ClaimReview in JSON, in pages and feeds, and in tables."""

from __future__ import annotations

import json
from typing import Any, Final

from .entities import LAUGHS, feed
from .made import FIGURE, OUTSIDE, Made, either, read

MIB: Final = 1 << 20
_ENDS: Final = ("check-unread", "damaged", "too-large", "timeout")


def review(**more: Any) -> dict[str, Any]:
    """A check of the figure."""
    return {
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": FIGURE, "datePublished": "2024-01-01",
        "url": "http://example.org/check", "author": {"name": "A Desk"}, "reviewRating": {"alternateName": "False"}, **more,
    }  # fmt: skip


def script(content: str) -> str:
    """A page with a script of JSON-LD."""
    return f"<html><head><script type='application/ld+json'>{content}</script></head><body><p>x</p></body></html>"


def whole(**more: Any) -> str:
    """A check as JSON."""
    return json.dumps(review(**more))


def deep(depth: int) -> str:
    """A check within lists within lists."""
    return "[" * depth + whole() + "]" * depth


_CHECKS: Final[dict[str, Any]] = {"door": "checks"}
CHECKS: Final[tuple[Made, ...]] = (
    read("plain.json", whole(), **_CHECKS),
    either("deep-500.json", deep(500), *_ENDS, **_CHECKS),
    either("deep-100000.json", lambda: deep(100_000), *_ENDS, **_CHECKS),
    either("lists-12-mb.json", lambda: f"[{whole()}," + "[]," * 4 * MIB + "[]]", *_ENDS, dear=True, **_CHECKS),
    either("lists-120-mb.json", lambda: f"[{whole()}," + "[]," * 40 * MIB + "[]]", *_ENDS, dear=True, **_CHECKS),
    either("objects-1000000.json", lambda: f"[{whole()}," + '{"a":1},' * 1_000_000 + "{}]", *_ENDS, dear=True, **_CHECKS),
    read("circle-of-names.json", json.dumps({"@graph": [review(**{"@id": "a", "author": {"@id": "a"}, "itemReviewed": {"@id": "b"}}), {"@id": "b", "author": {"@id": "b"}, "x": 1}]}), **_CHECKS),
    read("context-elsewhere.json", whole(**{"@context": ["http://127.0.0.1:9/context", f"file://{OUTSIDE}"]}), lacks="root:", **_CHECKS),
    read("types-100000.json", lambda: whole(**{"@type": ["ClaimReview"] + ["Thing"] * 100_000}), **_CHECKS),
    either("claim-5-mb.json", lambda: whole(claimReviewed="word " * MIB), *_ENDS, says="", dear=True, **_CHECKS),
    read("words-5-mb.json", lambda: whole(headline="word " * MIB, reviewRating={"alternateName": "&amp;" * MIB}), dear=True, **_CHECKS),
    read("values-odd.json", json.dumps(review(author=[[[]]], datePublished={"a": 1}, reviewRating=[{"ratingValue": True}], url=5, inLanguage=[])), **_CHECKS),
    read("surrogates.json", json.dumps(review(headline="\ud800", author={"name": "\udfff\u202e"})), **_CHECKS),
    read("not-numbers.json", whole(reviewRating={"ratingValue": float("nan"), "bestRating": float("inf")}), **_CHECKS),
    either("number-of-20000-digits.json", whole()[:-1] + f', "ratingValue": {"9" * 20_000}}}', *_ENDS, **_CHECKS),
    read("dates-absurd.json", whole(datePublished="99999-99-99", dateCreated=10**30, dateModified=-1e308), **_CHECKS),
    read("markup.json", whole(headline="<script>alert(1)</script>", url="javascript:alert(1)"), **_CHECKS),
    read("places-100000.json", lambda: whole(itemReviewed={"appearance": [{"url": "http://example.org/a"}] * 100_000}), dear=True, **_CHECKS),
    read("authors-100000.json", lambda: whole(author=[{"name": f"Desk {at}"} for at in range(100_000)]), **_CHECKS),
    either("cut-off.json", whole()[:-30], *_ENDS, **_CHECKS),
    either("empty.json", "", "check-unread", "damaged", "empty", **_CHECKS),
    either("utf-16.json", whole().encode("utf-16"), *_ENDS, **_CHECKS),
    read("page.html", script(whole()), **_CHECKS),
    read("page-scripts-5000.html", lambda: script(whole()) + "<script type='application/ld+json'>ClaimReview {</script>" * 5_000, **_CHECKS),
    either("page-script-open.html", f"<html><head><script type='application/ld+json'>{whole()}", *_ENDS, **_CHECKS),
    either("page-attributes.html", lambda: script(whole()) + f"<p {' '.join(f'a{at}=1' for at in range(200_000))}>", *_ENDS, dear=True, **_CHECKS),
    either("page-deep.html", lambda: script(whole()) + "<div>" * 300_000, *_ENDS, **_CHECKS),
    either("page-script-deep.html", lambda: script(deep(50_000)), *_ENDS, **_CHECKS),
    read("page-comment.html", script(f"<!-- {whole()} -->"), **_CHECKS),
    either("page-nul.html", script(whole()) + "\0", "binary", **_CHECKS),
    either("feed-laughs.xml", feed(f"<item><description>&e9;{whole().replace('<', '&lt;')}</description></item>", LAUGHS), "archive-unsafe", *_ENDS, **_CHECKS),
    either("feed-file.xml", feed("<item><description>&e9;</description></item>", f'<!ENTITY e9 SYSTEM "file://{OUTSIDE}">'), *_ENDS, says="", lacks="root:", **_CHECKS),
    either("feed-deep.xml", lambda: feed("<a>" * 200_000), *_ENDS, says="", **_CHECKS),
    either("feed-attributes.xml", lambda: feed(f"<item {' '.join(f'a{at}=''1''' for at in range(100_000))}/>"), *_ENDS, says="", dear=True, **_CHECKS),
    read("table.csv", f"claim,rating,url\n{FIGURE},False,http://example.org/a\n", **_CHECKS),
    read("table-formulas.csv", f"claim,rating,url\n{FIGURE},=cmd|'/c calc'!A0,javascript:alert(1)\n", **_CHECKS),
    either("table-quote-open.csv", lambda: f'claim,rating\n{FIGURE},False\n"' + "x" * 10 * MIB, *_ENDS, dear=True, **_CHECKS),
    either("table-commas.csv", lambda: f"claim,rating\n{FIGURE},False\n" + "," * 20 * MIB, *_ENDS, dear=True, **_CHECKS),
    either("table-columns-100000.csv", lambda: "claim," + ",".join(f"a{at}" for at in range(100_000)) + f"\n{FIGURE}," + "1," * 100_000, *_ENDS, **_CHECKS),
    either("table-rows-50000.csv", lambda: f"claim,rating\n{FIGURE},False\n" + "a claim of 5,True\n" * 50_000, *_ENDS, dear=True, **_CHECKS),
    either("table-nul.csv", f"claim,rating\n{FIGURE},Fal\0se\n", "binary", **_CHECKS),
    read("lines.jsonl", f"{whole()}\n{{\n[]\n\xff\n", "damaged", **_CHECKS),
    either("lines-20000.jsonl", lambda: f"{whole()}\n" * 20_000, *_ENDS, dear=True, **_CHECKS),
    either("lines-deep.jsonl", lambda: f"{whole()}\n{deep(100_000)}\n", *_ENDS, **_CHECKS),
    either("ledger-broken.json", '{"schema": "sayso.ledger/1", "document": {"text": "x"}}', *_ENDS, **_CHECKS),
    either("desk-broken.sayso", b"SQLite format 3\0" + b"\0" * 52 + b"SYSO" + b"\0" * 900, "check-unread", "damaged", "not-an-index", "changed-index", **_CHECKS),
    either("desk-called.json", b"SQLite format 3\0" + b"\xff" * 900, *_ENDS, **_CHECKS),
)  # fmt: skip
