"""Earlier checks in a table (CSV or TSV), a row each, by the common names of columns; also what `sayso export --form csv-claims` wrote."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from sayso.model import UnreadableError
from sayso.reading.corpora.rows import plain_name
from sayso.reading.decode import decode
from sayso.reading.limits import MAX_COLUMNS
from sayso.reading.sheets import delimiter_of

from .loose import Loose

#: Rows of one table.
MOST_ROWS: Final = 1_000_000
#: The names of columns, in order of preference, with small letters and without "_", "-" and blanks.
_NAMES: Final = {
    "text": "claimreviewed claim claimtext statement claimchecked text",
    "verdict": "rating verdict textualrating textrating ratingname alternatename reviewrating conclusion label",
    "value": "ratingvalue verdictvalue",
    "best": "bestrating",
    "worst": "worstrating",
    "explanation": "ratingexplanation explanation verdictreasons reasons",
    "by": "factchecker checkedby reviewer verdictname author publisher organization organisation publishername site",
    "when": "reviewdate datepublished datereviewed published publisheddate date verdictat",
    "url": "reviewurl url link factcheckurl",
    "title": "title reviewtitle headline",
    "language": "language inlanguage lang languagecode",
    "claimed_by": "claimant claimauthor claimedby speaker",
    "claimed_on": "claimdate claimedon claimeddate",
    "appearances": "appearance appearances claimurl document",
}
_ORDER: Final = {field: tuple(names.split()) for field, names in _NAMES.items()}
#: Columns that only a review of Sayso's own has: there a row without a verdict is no check.
_OWN: Final = frozenset(("verdictname", "verdictconflict", "machinefinding", "state"))
_GUARDED: Final = re.compile(r"'(?=[=+\-@\t\r])")
_DRAFT: Final = "Draft"


def reviews_of_table(data: bytes, uri: str) -> Iterator[Loose | UnreadableError]:
    """The checks of a table's rows; raises UnreadableError as `decode` does, and "check-unread" where no column tells claims."""
    text, _ = decode(data, None)
    body = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter_of(body))
    try:
        head = [plain_name(name) for name in next(reader, [])[:MAX_COLUMNS]]
        if not set(head) & set(_ORDER["text"]):
            names = ", ".join(_ORDER["text"])
            raise UnreadableError(
                "check-unread", "no column of the table tells claims", f"call the column one of {names}", uri
            )
        for number, row in enumerate(islice(reader, MOST_ROWS), start=2):
            found = _of_row(dict(zip(head, row, strict=False)), f"{uri}:{number}")
            if found is not None:
                yield found
    except csv.Error as error:
        raise UnreadableError("damaged", f"the table is broken: {error}", "save it again as CSV", uri) from error


def _of_row(cells: Mapping[str, str], place: str) -> Loose | None:
    """A row as a check; None for one that is empty, and of Sayso's own reviews for one without a verdict that counts."""
    own = cells.keys() >= _OWN
    if not any(value.strip() for value in cells.values()) or (own and not _counts(cells)):
        return None
    told = {field: _first(cells, field) for field in _ORDER}
    if own:  # our own cells that a spreadsheet would run have an apostrophe in front
        told = {field: _GUARDED.sub("", value) if value else value for field, value in told.items()}
        told |= {"text": _GUARDED.sub("", cells.get("text", "")), "url": None, "claimed_by": None}
    when, appearance = told.pop("when"), told.pop("appearances")
    state = cells.get("state", "") if own else ""
    return Loose(
        place=place,
        form="table",
        when=(when,),
        appearances=(appearance,),
        signed="" if state.startswith(_DRAFT) else state,
        status=_DRAFT if state.startswith(_DRAFT) else cells.get("creativeworkstatus"),
        **told,
    )


def _counts(cells: Mapping[str, str]) -> bool:
    return (
        bool(cells["verdictname"].strip() and cells.get("verdict", "").strip()) and cells["verdictconflict"] != "true"
    )


def _first(cells: Mapping[str, str], field: str) -> str | None:
    return next((value for name in _ORDER[field] if (value := cells.get(name, "").strip())), None)
