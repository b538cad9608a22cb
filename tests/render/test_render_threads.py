"""Threads as a page: what became of a figure, how it is put, who rests on whom, drawn and as tables; harmless whatever they hold."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from msgspec.structs import replace
from tests.across.appearing import appears
from tests.costs import cpu_seconds
from tests.render.make_threads import EVIL, evil, many, quays, rests, thread_of

from sayso.model import Thread
from sayso.render import render_threads
from sayso.render.thread_graph import Graph, graph_of
from sayso.render.thread_names import Names, fit, in_two
from sayso.render.thread_plot import Plot, plot_of, tick_words
from sayso.render.thread_view import ThreadView
from sayso.render.thread_wording import wordings


def read(page: str) -> Any:
    """The page as a browser reads it."""
    return parser.fromstring(page)


def plot(thread: Thread) -> Plot:
    """The drawing of a thread's first figure."""
    return plot_of(thread.histories[0], {one.id: one for one in thread.appearances})


def graph(thread: Thread) -> Graph:
    """The drawing of who rests on whom."""
    found = graph_of(thread, Names(thread, {}))
    assert found is not None
    return found


# -- the page


def test_the_page_shows_every_text_with_its_figure_and_its_table() -> None:
    page = read(render_threads([quays()]))
    text = page.text_content()
    for name in ("Northfield Courier", "The Dales Post", "Merrow Times", "Sundkurier", "Harbour Office", "On 2."):
        assert name in text
    drawings = page.xpath("//svg[@role='img']")
    assert [each.get("class") for each in drawings] == ["graph", "plot"]
    for each in drawings:
        title, desc = (page.get_element_by_id(name) for name in each.get("aria-labelledby").split())
        assert title.text_content()
        assert "table below" in desc.text_content()
        assert each.xpath("following::details[1]//table"), "every drawing has a table"
    rows = page.xpath("//table[.//th='As written']//tbody/tr")
    assert [row.xpath("string(td[1])") for row in rows] == ["2026-03-02", "2026-03-04", "2026-03-05", "undated"]
    assert "digit slip" in rows[2].text_content()
    rests_on = page.xpath("//table[.//th='Rests on']//tbody/tr")
    assert len(rests_on) == 5
    assert "in a circle" in rests_on[3].text_content()


def test_the_policy_names_the_style_alone_and_nothing_is_fetched() -> None:
    page = render_threads([quays()])
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    named = "sha256-" + b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src '{named}'; base-uri 'none'; form-action 'none'" in page.replace("&#39;", "'")
    tree = read(page)
    assert not list(tree.iter("script", "img", "link", "iframe", "object", "embed", "base", "form", "image", "use"))
    assert not tree.xpath("//@style")
    assert not re.search(r"url\(|@import", style)
    assert render_threads([quays()]) == page


def test_a_hostile_thread_is_harmless() -> None:
    page = render_threads([evil(), evil()], asked=(EVIL,))
    tree = read(page)
    assert not list(tree.iter("script", "img", "iframe", "object", "base"))
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"href", "src"} or value.startswith("#"), value
    assert not {"\0", "\u202e", "\u2066"} & set(page)
    assert "{{ 7*7 }}" in tree.text_content()
    assert "<script>alert(1)</script>" in tree.text_content()
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_one_appearance_without_a_date_is_a_page() -> None:
    text = read(render_threads([thread_of([appears("a", "Cats sleep")])])).text_content()
    assert "1 appearance in 1 document" in text
    assert "undated" in text
    bare = replace(thread_of([appears("a", "Cats sleep")]), origins=None)
    assert "That was not looked at" in render_threads([bare])
    assert "No thread fits" in render_threads([])


def test_three_hundred_appearances_are_quick_and_their_drawings_stay_small() -> None:
    thread = many(300)
    assert cpu_seconds(lambda: render_threads([thread])) < 5
    page = read(render_threads([thread]))
    assert len(page.xpath("//table[.//th='The claim']//tbody/tr")) == 300
    assert len(page.xpath("//table[.//th='Rests on']//tbody/tr")) == 299
    assert len(page.xpath("//ol[@class='wordings']/li")) == 4
    assert len(graph(thread).boxes) < 100


def test_languages_and_directions_are_told() -> None:
    arabic = appears("b", "ثلاثون ألف حاوية", "2026-03-03", "صحيفة", language="ar")
    page = read(render_threads([thread_of([appears("a", "30,000 containers", "2026-03-02"), arabic])]))
    (claim,) = page.xpath("//dd[@class='here']/bdi")
    assert (claim.get("lang"), claim.get("dir")) == ("ar", "auto")


# -- what became of a figure


def test_rows_follow_the_dates_with_bounds_and_what_became_of_the_figure() -> None:
    first, second, third, last = plot(quays()).rows
    assert first.state == "first"
    assert first.below < (first.x or 0) < first.above
    assert second.x == last.x == first.x
    assert third.x is not None
    assert third.x < first.below
    assert "⇄ digit slip" in third.became
    assert last.when == "undated"
    assert [row.y for row in plot(quays()).rows] == sorted(row.y for row in plot(quays()).rows)


def test_open_ends_have_an_arrow_and_about_a_broken_bar() -> None:
    said = [appears(name, f"{words} containers stand on the quays", "2026-03-02") for name, words in
            (("a", "At least 30,000"), ("b", "30,000"), ("c", "Up to 30,000"), ("d", "About 30,000"))]  # fmt: skip
    least, exact, most, about = plot(thread_of(said)).rows
    assert (least.open_below, least.open_above, most.open_below, most.open_above) == (False, True, True, False)
    assert exact.exact
    assert not exact.about
    assert exact.below == exact.above == exact.x
    assert about.about
    assert about.below < about.above


@pytest.mark.parametrize(
    ("least", "most", "far"), [(10, 20, False), (10, 1_000_000, True), (-5, 7, False), (0, 0, False), (1, 10**18, True)]
)
def test_the_axis_holds_every_value_between_round_numbers(least: float, most: float, *, far: bool) -> None:
    thread = quays()
    history = thread.histories[0]
    points = [
        replace(point, figure=replace(point.figure, low=value, high=value))
        for point, value in zip(history.points, (least, most), strict=False)
    ]
    drawn = plot_of(replace(history, points=tuple(points), steps=()), {one.id: one for one in thread.appearances})
    places = [row.x or 0 for row in drawn.rows]
    assert drawn.ticks[0].x <= min(places) <= max(places) <= drawn.ticks[-1].x
    assert (places[0] == places[1]) == (least == most)
    assert 2 <= len(drawn.ticks) <= 8
    assert any("logarithmic" in note for note in drawn.notes) == far


@pytest.mark.parametrize("value", [10**400, float("inf"), float("nan"), None])
def test_what_is_no_number_has_no_place(value: float | None) -> None:
    thread = quays()
    history = thread.histories[0]
    points = tuple(replace(point, figure=replace(point.figure, low=value, high=value)) for point in history.points)
    drawn = plot_of(replace(history, points=points), {one.id: one for one in thread.appearances})
    assert not drawn.ticks
    assert all(row.x is None for row in drawn.rows)
    render_threads([replace(thread, histories=(replace(history, points=points),))])


def test_a_long_run_of_one_figure_is_one_row() -> None:
    said = [
        appears(f"d{at}", "30,000 containers stand on the quays", f"2026-03-{at + 1:02}", f"Paper {at}")
        for at in range(20)
    ]
    thread = thread_of(said)
    drawn = plot(thread)
    assert len(drawn.rows) < 5
    assert sum(1 + row.more for row in drawn.rows) == 20
    assert "to 2026-03-20" in drawn.rows[-1].became
    assert len(ThreadView(thread).figures[0].rows) == 20, "the table has all"


def test_numbers_of_the_axis_are_short() -> None:
    assert [tick_words(value) for value in (30_000, 2.5, 1_250_000, 0, -4, 1e20, 0.1 + 0.2)] == [
        "30,000", "2.5", "1.25 million", "0", "−4", "1e+20", "0.3",
    ]  # fmt: skip


# -- how it is put


def test_words_are_held_against_what_the_text_rests_on() -> None:
    first, second, third, fourth = wordings(quays())
    assert (first.how, second.how, third.how, fourth.how) == ("first", "changed", "changed", "other language")
    assert second.against is not None
    assert third.against is not None
    assert (second.against.id, second.rests, third.against.id) == ("a:a", True, "a:b")
    assert third.change is not None
    assert [(edit.old.text, edit.new.text) for edit in third.change.edits if edit.old and edit.new] == [
        ("30,000", "3,000")
    ]
    assert fourth.against is not None
    assert (fourth.against.id, fourth.rests, fourth.change) == ("a:a", False, None)


def test_the_same_words_are_one_and_quite_other_words_are_not_marked() -> None:
    said = [
        appears("a", "Cats sleep all day, a study finds.", "2026-03-02"),
        appears("b", "Cats sleep all day – a study finds", "2026-03-03"),
        appears("c", "According to researchers, felines doze from dawn to dusk", "2026-03-04"),
    ]
    one, other = wordings(thread_of(said))
    assert [each.id for each in one.appearances] == ["a:a", "a:b"]
    assert (other.how, other.change) == ("other words", None)


# -- who rests on whom


def test_origins_stand_left_and_a_circle_is_closed() -> None:
    drawn = graph(quays())
    boxes = {" ".join(box.name): box for box in drawn.boxes}
    chain = [boxes[name] for name in ("Harbour Office", "Northfield Courier", "The Dales Post", "Merrow Times")]
    assert all(one.x < other.x for one, other in pairwise(chain))
    assert (chain[0].origin, chain[0].kind) == (True, "source")
    assert {name for name, box in boxes.items() if box.circle} == {"Sundkurier", "a text outside"}
    assert sorted(line.words for line in drawn.lines) == [
        ("copy",), ("links",), ("says so",), ("says so",), ("says so", "words"),
    ]  # fmt: skip
    assert sum(line.back for line in drawn.lines) == 1


def test_what_rests_on_the_same_stands_together_without_empty_bands() -> None:
    said = [appears(f"d{at}", "Cats sleep", f"2026-03-{at + 1:02}", f"Paper {at}") for at in range(9)]
    known = [rests(f"d{at}", f"d{at % 2}") for at in range(2, 8)] + [rests("d8", "d6"), rests("d8", "d7")]
    drawn = graph(thread_of(said, known, ["d0", "d1"]))
    tops = {" ".join(box.name): box.y for box in drawn.boxes}
    assert max(tops[f"Paper {at}"] for at in (2, 4, 6)) < min(tops[f"Paper {at}"] for at in (3, 5, 7))
    reached = 0.0
    for box in sorted(drawn.boxes, key=lambda box: box.y):
        assert box.y - reached < 50
        reached = max(reached, box.y + box.height)


def test_texts_that_rest_on_the_same_are_one_box_where_they_are_many() -> None:
    said = [appears(f"d{at}", "Cats sleep", f"2026-03-{at + 1:02}", f"Paper {at}") for at in range(12)]
    known = [rests(f"d{at}", "d0", "copies") for at in range(1, 11)] + [rests("d11", "d0", "links")]
    drawn = graph(thread_of(said, known, ["d0"]))
    assert sorted(box.many for box in drawn.boxes) == [1, 1, 10]
    (folded,) = (box for box in drawn.boxes if box.many > 1)
    assert (folded.name, folded.note) == (("10 texts",), "2026-03-02 to 2026-03-11")
    assert len(drawn.lines) == 2


def test_what_is_too_much_to_be_drawn_is_a_table() -> None:
    said = [appears(f"d{at}", "Cats sleep", "2026-03-01", f"Paper {at}") for at in range(40)]
    thread = thread_of(said, [rests(f"d{at}", f"d{on}") for at in range(40) for on in range(at)], ["d0"])
    page = read(render_threads([thread]))
    assert "too much to be drawn: 780 lines" in page.text_content()
    assert len(page.xpath("//table[.//th='Rests on']//tbody/tr")) == 780


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]),
        max_size=25,
        unique=True,
    )
)
def test_no_box_lies_over_another_and_each_line_has_its_boxes(pairs: list[tuple[int, int]]) -> None:
    said = [appears(f"d{at}", "Cats sleep", f"2026-03-{at + 1:02}", f"Paper {at}") for at in range(10)]
    drawn = graph(thread_of(said, [rests(f"d{one}", f"d{on}") for one, on in pairs]))
    assert sum(box.many for box in drawn.boxes) == 10
    for one in drawn.boxes:
        assert one.x >= 0
        assert one.x + one.width <= drawn.width
        assert one.y >= 0
        assert one.y + one.height <= drawn.height
        assert not any(
            other.x == one.x and one.y <= other.y < one.y + one.height for other in drawn.boxes if other is not one
        )
    named = {" ".join(box.name): box.x for box in drawn.boxes}
    if all(box.many == 1 for box in drawn.boxes):
        assert len(drawn.lines) == len(pairs)
        back = sum(named[f"Paper {on}"] >= named[f"Paper {one}"] for one, on in pairs)
        assert sum(line.back for line in drawn.lines) == back


def test_names_are_cut_by_the_room_that_they_take() -> None:
    assert fit("Northfield Courier", 10) == "Northfiel…"
    assert fit("経済新聞経済新聞", 10) == "経済新聞…"
    assert fit("short\nname", 10) == "short name"
    assert in_two("Residues Observatory report", 18) == ("Residues", "Observatory report")
    assert in_two("Merrow Times", 18) == ("Merrow Times",)
    assert in_two("x" * 30 + " y", 18) == ("x" * 17 + "…", "y")
    assert in_two("one two three four five six seven", 9) == ("one two", "three fo…")
