"""CSL-JSON: by the format's rules, and really formatted by a citation processor."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from sayso.render import EXPORTS
from sayso.review import review_of

from .make_ledger import plain_ledger
from .make_review import HOUSE, hostile_review, signed_review

_TEXT = {"type": "string", "minLength": 1}
#: The part of CSL-JSON (CSL 1.0.2) that we write; a field that is not named here is none of the format's that we know.
CSL: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": _TEXT,
            "type": {"enum": ["article-newspaper", "webpage", "document"]},
            "title": _TEXT,
            "container-title": _TEXT,
            "URL": {"type": "string", "pattern": '^https?://[^\\s<>"]+$'},
            "language": _TEXT,
            "author": {
                "type": "array",
                "items": {"type": "object", "required": ["literal"], "additionalProperties": False, "properties": {"literal": _TEXT}},
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": {
                    "literal": _TEXT,
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 1,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                    },
                },
            },
        },
    },
}  # fmt: skip


def _items(review: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(EXPORTS["csl"].render(review, HOUSE))
    return found


@pytest.mark.parametrize("review", [signed_review(), hostile_review()[0]])
def test_the_items_keep_the_rules_of_the_format(review: Any) -> None:
    items = _items(review)
    Draft202012Validator(CSL).validate(items)
    assert len({item["id"] for item in items}) == len(items) == 5


def test_the_article_comes_first_with_all_that_is_known_of_it() -> None:
    item = _items(signed_review())[0]
    assert {name: value for name, value in item.items() if name != "id"} == {
        "type": "article-newspaper",
        "title": "The ferry that everyone pays for",
        "author": [{"literal": "Ada Quill"}],
        "container-title": "Harbour Wire",
        "issued": {"date-parts": [[2024, 3, 2]]},
        "language": "en",
    }


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024-03-02", {"date-parts": [[2024, 3, 2]]}),
        ("2024-03-02T10:00:00Z", {"date-parts": [[2024, 3, 2]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2026-02-31", {"literal": "2026-02-31"}),
        ("2026-13", {"literal": "2026-13"}),
        ("0000", {"literal": "0000"}),
        ("2024-02-29", {"date-parts": [[2024, 2, 29]]}),
        ("2019", {"date-parts": [[2019]]}),
        ("2024-13-02", {"literal": "2024-13-02"}),
        ("spring 2024", {"literal": "spring 2024"}),
        (" ", None),
        (None, None),
    ],
)
def test_dates_are_given_by_their_parts_or_as_written(published: str | None, issued: Any) -> None:
    ledger = plain_ledger("A text.", published=published)
    assert _items(review_of(ledger, ()))[0].get("issued") == issued


@pytest.mark.parametrize(
    ("uri", "outlet", "kind", "address"),
    [
        ("https://news.example/a b?q=ä|%", None, "webpage", "https://news.example/a%20b?q=%C3%A4%7C%25"),
        ("https://news.example/a%20b", "The News", "article-newspaper", "https://news.example/a%20b"),
        ("report.pdf", None, "document", None),
        ("javascript:alert(1)", None, "document", None),
    ],
)
def test_a_document_is_cited_as_what_it_is(uri: str, outlet: str | None, kind: str, address: str | None) -> None:
    item = _items(review_of(plain_ledger("A text.", uri=uri, outlet=outlet), ()))[0]
    assert (item["type"], item.get("URL")) == (kind, address)


def test_citeproc_makes_a_bibliography_of_it() -> None:
    """Every item comes out of a processor that is not ours, with its title, author, outlet and year."""
    lines = _bibliography(_items(signed_review()))
    assert lines[0] == "Ada Quill (2024) “The ferry that everyone pays for”, Harbour Wire, 2 March."
    assert any("El coste del transbordador" in line and "El Faro" in line and "2024" in line for line in lines)
    assert any("Night ferry survey" in line and "2019" in line for line in lines)


def _bibliography(items: list[dict[str, Any]]) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        made.register(Citation([CitationItem(item["id"].lower()) for item in items]))
        return ["".join(line) for line in made.bibliography()]


def test_two_records_of_one_document_are_one_item() -> None:
    ledger = signed_review().machine
    twice = replace(ledger, source_documents=(*ledger.source_documents, ledger.source_documents[0]))
    assert len(_items(review_of(twice, ()))) == 5
