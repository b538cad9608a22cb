"""The desk's list: what an address asks for, quickly, with honest counts beside each filter."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.model import Sign
from sayso.store.desk import Desk
from sayso.workbench.rows import ORDERS, PAGE, STATES, Asked, filtered
from sayso.workbench.shelf import Row, Shelf

from .conftest import NOW


def _row(number: int) -> Row:
    return Row(
        key=f"{number:05}",
        title=f"The ferry of year {number}",
        outlet=f"Outlet {number % 37}",
        language=("en", "de", "es")[number % 3],
        published="",
        added=f"2026-11-{number % 28 + 1:02}T00:00:00Z",
        claims=10,
        figures=3,
        unnamed=number % 10 / 10,
        differs=number % 4,
        to_review=number % 5,
        conflicts=number % 11 == 0,
        signed=number % 2,
        changed=number % 6 == 1,
    )


ROWS = [_row(number) for number in range(10_000)]
_QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(("ferry", "year 77", "outlet 3", "none")),
        "outlet": st.sampled_from(("Outlet 3", "Outlet 99")),
        "language": st.sampled_from(("en", "de")),
        "state": st.sampled_from((*STATES, "unknown")),
        "order": st.sampled_from((*ORDERS, "unknown")),
        "page": st.sampled_from(("1", "2", "999999", "-1", "²", "x" * 50)),
    },
)


@given(_QUERIES)
def test_every_filter_counts_what_it_would_leave(query: dict[str, str]) -> None:
    rows = ROWS[:300]
    asked = Asked.of(query)
    found = filtered(rows, asked)
    assert len(found.rows) <= PAGE
    for name, number in found.states:
        assert filtered(rows, Asked.of({**query, "state": name})).total == number
    for name, number in found.outlets:
        assert filtered(rows, Asked.of({**query, "outlet": name})).total == number


@given(_QUERIES)
def test_the_address_of_a_list_asks_for_that_list(query: dict[str, str]) -> None:
    asked = Asked.of(query)
    address = asked.address(page=asked.page)
    pairs = [part.partition("=")[::2] for part in address.partition("?")[2].split("&") if part]
    again = Asked.of({name: value.replace("+", " ") for name, value in pairs})
    assert again == asked


def test_pages_together_are_the_whole_list_in_order() -> None:
    seen = [row.key for page in range(1, 101) for row in filtered(ROWS, Asked(order="title", page=page)).rows]
    assert seen == [row.key for row in sorted(ROWS, key=lambda row: (row.title.lower(), row.key))]


def test_the_list_follows_what_is_put_done_and_forgotten(desk: Desk, key: str) -> None:
    shelf = Shelf(desk)
    assert [row.key for row in shelf.rows()] == [key]
    ledger = desk.ledger(desk.documents()[0].ledger)
    other = desk.put(replace(ledger, document=replace(ledger.document, uri="other.txt")), who="Ann", when=NOW).key
    assert [row.key for row in shelf.rows()] == sorted((key, other))
    desk.append(key, [Sign(name="Ann", ledger="b2:0")], who="Ann", when=NOW, seen=desk.head)  # by another process
    assert {row.key: row.signed for row in shelf.rows()} == {key: 1, other: 0}
    desk.forget(key, who="Ann", when=NOW)
    assert [row.key for row in shelf.rows()] == [other]


def test_ten_thousand_documents_answer_within_a_fifth_of_a_second() -> None:
    asked = Asked(words="ferry", language="de", state="open", order="review")
    times = []
    for _ in range(5):
        began = time.process_time()
        filtered(ROWS, asked)
        times.append(time.process_time() - began)
    assert min(times) < 0.2
