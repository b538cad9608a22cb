"""Dates as written, in six languages."""

from __future__ import annotations

import pytest

from sayso.align import Moment, order, read_moment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("March 18 , 2020", Moment(2020, 3, 18)),
        ("29 September 1918", Moment(1918, 9, 29)),
        ("19. Juni 1953", Moment(1953, 6, 19)),
        ("3 de octubre de 2015", Moment(2015, 10, 3)),
        ("1er août 2018", Moment(2018, 8, 1)),
        ("giugno 2017", Moment(2017, 6, None)),
        ("4 de março", Moment(None, 3, 4)),
        ("2015", Moment(2015, None, None)),
        ("03.04.2019", Moment(2019, 4, 3)),
        ("10/25/2019", Moment(2019, 10, 25)),
        ("2019-04-03", Moment(2019, 4, 3)),
        ("Tuesday", None),
    ],
)
def test_a_date_is_read(text: str, found: Moment | None) -> None:
    assert read_moment(text) == found


@pytest.mark.parametrize(
    ("one", "other", "turn"),
    [
        ("3 March", "3 March 2019", 0),
        ("3 March", "4 March 2019", -1),
        ("May 2019", "2019", 0),
        ("2020", "May 2019", 1),
        ("May 2019", "June", -1),
        ("2019", "3 March", None),
    ],
)
def test_dates_are_ordered_by_what_both_name(one: str, other: str, turn: int | None) -> None:
    first, second = read_moment(one), read_moment(other)
    assert first
    assert second
    assert order(first, second) == turn
    back = order(second, first)
    assert back == (None if turn is None else -turn)
