"""Every form that a review is exported in, in one table: the command line and the workbench use the same.

A form's `render` takes a review and the house, and gives text or bytes: the same for the same review and house. What is
written shows the review as it is given, cut to a signed version or as a draft, and says which. Names that were withheld are
blacked out in all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

import msgspec

from sayso.model import House, Problem
from sayso.review import Review, blackened, rewritten, rewritten_entry

from .annotations import render_annotations
from .citations import render_citations
from .claim_reviews import no_claim_review, render_claim_reviews
from .database import render_database
from .markdown import render_markdown
from .packet import render_packet
from .page import render_html
from .provenance import render_provenance
from .review_data import render_reviewed_json, render_reviewed_jsonl
from .review_tables import claims_csv, figures_csv

Render = Callable[[Review, House], str | bytes]
#: Passages as they are printed, PNGs by the id of their trace.
Pictures = Mapping[str, bytes]
_NONE: Final[Pictures] = MappingProxyType({})
#: Half surrogates, which no form of text can hold, one for one, so that offsets stay.
_HALVES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Write(Protocol):
    """How a form is written: with pictures of passages where it shows them, and where no name is withheld."""

    def __call__(self, review: Review, house: House, pictures: Pictures = ..., /) -> str | bytes:
        """The form's text or bytes."""
        ...


@dataclass(frozen=True)
class Form:
    """A form of export: its name, the ending of its files, its media type, and in words what it is for.

    `pictured` says that it shows passages as they are printed, where their pictures are given. `render` writes it; it raises ValueError for a ledger whose entries are not what its text shows. `refusal` says why there
    is nothing to write, where there is nothing.
    """

    name: str
    suffix: str
    media_type: str
    words: str
    render: Write
    refusal: Callable[[Review, House], Problem | None] = lambda _review, _house: None
    pictured: bool = False


def presentable(review: Review, house: House) -> tuple[Review, House]:
    """Review and house as they may leave the house: names blacked out, half surrogates replaced. Offsets stay."""
    black = blackened(review.withheld)
    if black is not None:
        review, house = rewritten(review, black), rewritten_entry(house, black)
    if _writable(review, house):
        return review, house
    return rewritten(review, _mended), rewritten_entry(house, _mended)


def _mended(text: str) -> str:
    return text.translate(_HALVES)


def _writable(review: Review, house: House) -> bool:
    """Whether everything can be written as UTF-8."""
    try:
        msgspec.json.encode((review.machine, review.events, house))
    except UnicodeEncodeError:
        return False
    return True


def _html(review: Review, house: House, pictures: Pictures) -> str:
    return render_html(review.ledger, pictures, review=review, house=house)


def _packet(review: Review, house: House, pictures: Pictures) -> bytes:
    made_with = {"sayso": review.machine.version}
    return render_packet(review.ledger, made_with, pictures, review=review, house=house)


def _form(name: str, suffix: str, media_type: str, words: str, render: Render) -> Form:
    def write(review: Review, house: House, _: Pictures = _NONE, /) -> str | bytes:
        return render(*presentable(review, house))

    return Form(name, suffix, media_type, words, write)


def _pictured(
    name: str, suffix: str, media_type: str, words: str, render: Callable[[Review, House, Pictures], str | bytes]
) -> Form:
    def write(review: Review, house: House, pictures: Pictures = _NONE, /) -> str | bytes:
        drawn = _NONE if review.withheld else pictures  # nothing is blacked out in a picture
        return render(*presentable(review, house), drawn)

    return Form(name, suffix, media_type, words, write, pictured=True)


_LD: Final = "application/ld+json"
_FORMS: Final = (
    _pictured("html", ".html", "text/html", "the report as signed, one file for any browser", _html),
    _form(
        "json",
        ".json",
        "application/json",
        "the ledger with its review, all of it, to be read back",
        render_reviewed_json,
    ),
    _form("jsonl", ".jsonl", "application/jsonl", "the same, one entry a line", render_reviewed_jsonl),
    _form("csv-claims", ".csv", "text/csv", "a table of the claims, for a spreadsheet", claims_csv),
    _form("csv-figures", ".csv", "text/csv", "a table of the figures, for a spreadsheet", figures_csv),
    _form("markdown", ".md", "text/markdown", "the report as plain text with headings", render_markdown),
    _form("webannotation", ".jsonld", _LD, "W3C Web Annotations on the article and the sources", render_annotations),
    _form("prov", ".jsonld", _LD, "provenance in PROV-O: who said what, found what, signed what", render_provenance),
    _form(
        "csl",
        ".json",
        "application/vnd.citationstyles.csl+json",
        "the article and its sources to cite",
        render_citations,
    ),
    Form(
        "claimreview",
        ".jsonld",
        _LD,
        "verdicts as ClaimReview (schema.org); none without a person's verdict and name",
        lambda review, house, _=_NONE, /: render_claim_reviews(*presentable(review, house)),
        no_claim_review,
    ),
    _form("sqlite", ".db", "application/vnd.sqlite3", "a SQLite file with search, for Datasette", render_database),
    _pictured(
        "packet", ".zip", "application/zip", "the evidence packet: all that is needed to repeat and to sign", _packet
    ),
)
EXPORTS: Final[dict[str, Form]] = {form.name: form for form in _FORMS}
