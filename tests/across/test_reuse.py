"""Who took which passage from whom: quoted, credited, boilerplate, groups of copies, the original, all by hand-built documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.across.made import made, made_text
from tests.costs import assert_linear, cpu_seconds

from sayso.across import find_reuse
from sayso.across.credit import _MARKS, agency_marks
from sayso.across.original import is_earlier
from sayso.model import Analysis, FoundReuse, SharedPassage

PASSAGE = (
    "The harbour office counted three thousand containers between Monday and Thursday, twice as many as in the week "
    "before the strike began, and it expects that half of them will be gone by the end of the month."
)
SHORT = "nobody in this harbour has ever counted the containers twice"


def _host(seed: int, inserted: str, words: int = 90) -> str:
    return f"{made_text(seed, words)}\n\n{inserted}\n\n{made_text(seed + 1000, words)}\n"


def _only(found: FoundReuse) -> SharedPassage:
    (passage,) = found.passages
    return passage


def test_a_passage_is_found_with_its_place_in_both() -> None:
    """Spans are exact in code points; the earlier document has it first, the later one took it; it is neither quoted nor credited."""
    one = made("a", _host(1, PASSAGE), "Northfield Courier", "2026-03-02")
    other = made("b", _host(2, PASSAGE.replace("expects", "\u00adhopes")), "The Dales Post", "2026-03-05")
    passage = _only(find_reuse([other, one]))
    for side, doc in ((passage.a_span, one.document), (passage.b_span, other.document)):
        assert doc.text[side.start : side.end] == side.text
    assert passage.a_span.text == PASSAGE.rstrip(".")
    assert [(change.a.text, change.b.text) for change in passage.changes] == [("expects", "hopes")]
    assert (passage.original, passage.taker, passage.quoted, passage.credited) == ("a", "b", False, None)
    assert passage.because == "published before the other (2026-03-02, 2026-03-05)"


def test_other_words_on_the_same_event_are_no_reuse() -> None:
    """Names, figures and stock phrases are shared, and no passage."""
    one = made(
        "a",
        "Fire guts spice warehouse. Some 140 firefighters from three counties battled the flames for nine hours, fire chief "
        "Ingrid Solberg told reporters on Tuesday. The building, put up in 1911, held about 60 tonnes of pepper and cinnamon "
        "belonging to the trading house Oakes and Daughters.",
    )
    other = made(
        "b",
        "Residents of Tansy Quay woke to sirens on Tuesday: the old store of the trading house Oakes and Daughters was burning. "
        "When fire chief Ingrid Solberg finally declared the fire out, crews had come from three counties, 140 people altogether. "
        "Around 60 tonnes of pepper and cinnamon went up in smoke.",
    )
    assert find_reuse([one, other]) == FoundReuse()


def test_a_list_of_names_is_no_reuse() -> None:
    """Eight names in a row stand in any report on them."""
    names = "Diego Angelini, Nicholas Cleves, Ann-Laure Decadt, Darren Drake, Ariel Erlij, Hernan Ferruchi, Hernan Mendoza and Alejandro Pagnucco"
    assert not find_reuse([made("a", _host(1, names)), made("b", _host(2, names))]).passages


@pytest.mark.parametrize(
    ("marks", "quoted"),
    [("“{}”", True), ('"{}"', True), ("«{}»", True), ("„{}“", True), ("{}", False)],
)
def test_quoted_is_what_stands_within_quotation_marks(marks: str, quoted: bool) -> None:  # noqa: FBT001
    """In the taking text, with any marks."""
    one = made("a", _host(1, PASSAGE), published="2026-03-02")
    other = made("b", _host(2, f"It says: {marks.format(PASSAGE)} So far so good."), published="2026-03-03")
    assert _only(find_reuse([one, other])).quoted is quoted


def test_ten_words_are_a_passage_within_quotation_marks_alone() -> None:
    """A short sentence may be chance; between marks it is meant."""
    first = made("a", _host(1, f"The clerk said that {SHORT}."), published="2026-03-02")
    quotes = made("b", _host(2, f"Asked again, he wrote “{SHORT}” and left."), published="2026-03-03")
    plain = made("c", _host(3, f"Asked again, he wrote {SHORT} and left."), published="2026-03-03")
    assert [(one.a, one.b, one.quoted) for one in find_reuse([first, quotes]).passages] == [("a", "b", True)]
    assert not find_reuse([first, plain]).passages


@pytest.mark.parametrize(
    ("text", "says", "expected"),
    [
        (f"The Northfield Courier reports: {PASSAGE}", "The Northfield Courier", "The Northfield Courier"),
        (f"{PASSAGE} (Northfield Courier)", None, "Northfield Courier"),
        (f"The Southfield Courier reports: {PASSAGE}", "The Southfield Courier", None),
        (PASSAGE, None, None),
    ],
)
def test_credited_is_where_the_taking_text_names_the_other(text: str, says: str | None, expected: str | None) -> None:
    """By say-so, or by the bare name in the passage's paragraph; another name is no credit. The place is told."""
    one = made("a", _host(1, PASSAGE), "Northfield Courier", "2026-03-02")
    other = made("b", _host(2, text), "The Dales Post", "2026-03-03", says)
    credited = _only(find_reuse([one, other])).credited
    assert (credited.text if credited else None) == expected


def test_credit_goes_before_dates() -> None:
    """A text dated earlier that names the other has it from there: dates on pages are often wrong."""
    one = made("a", _host(1, PASSAGE), "Northfield Courier", "2026-03-09")
    text = f"The Northfield Courier reports: {PASSAGE}"
    other = made("b", _host(2, text), "The Dales Post", "2026-03-02", "The Northfield Courier")
    passage = _only(find_reuse([one, other]))
    assert (passage.original, passage.taker) == ("a", "b")
    assert passage.because == "the other text names it: “The Northfield Courier”"


@pytest.mark.parametrize(
    ("byline", "says", "named"),
    [
        ("Li", "the police", False),
        ("AP", "Japan's government", False),
        ("Li", "Li", False),
        ("By Ann Field", "Joann Fielding", False),
        ("By Ann Field", "Field Ann", False),
        ("By Ann Field", "our reporter Ann Field", True),
        ("von Ann Field", "Ann Field", True),
        ("Fieldstone", "Ms Fieldstone", True),
        ("", "the police", False),
    ],
)
def test_an_author_is_named_by_whole_words(byline: str, says: str, *, named: bool) -> None:
    """A short name stands in many words. A false credit would also make the later text the original, for credit goes before dates."""
    one = made("a", _host(1, PASSAGE), published="2026-03-02")
    later = made("b", _host(2, f"{says} put it so. {PASSAGE}"), published="2026-03-09", says=says)
    early = made("c", _host(3, f"{says} put it so. {PASSAGE}"), published="2026-03-01", says=says)
    one = replace(one, document=replace(one.document, byline=byline))
    after, before = _only(find_reuse([one, later])), _only(find_reuse([one, early]))
    assert (after.credited is not None, before.original) == (named, "a" if named else "c")


def test_what_cannot_be_told_is_unknown() -> None:
    """Same day, or no dates, and nothing else: no original, no taker, and the reason."""
    same = [made(name, _host(at, PASSAGE), published="2026-03-02") for at, name in enumerate("ab")]
    none = [made(name, _host(at, PASSAGE)) for at, name in enumerate("ab")]
    for some, reason in ((same, "both are dated 2026-03-02"), (none, "not both are dated")):
        passage = _only(find_reuse(some))
        assert (passage.original, passage.taker) == (None, None)
        assert passage.because.startswith(f"unknown: {reason}")


def test_a_third_document_may_have_it_first() -> None:
    """Two papers that took one passage did not take it from each other."""
    some = [made(name, _host(at, PASSAGE), published=f"2026-03-0{at + 1}") for at, name in enumerate("abc")]
    last = next(one for one in find_reuse(some).passages if (one.a, one.b) == ("b", "c"))
    assert (last.original, last.taker) == ("a", None)
    assert last.because == "a third document has it before both (2026-03-01)"


def test_a_text_that_is_cut_and_one_that_is_put_into_another() -> None:
    """Without dates: a beginning was cut from the longer text; what stands whole in the middle was there before."""
    long = f"{PASSAGE} {made_text(5, 200)}"
    cut = _only(find_reuse([made("cut", PASSAGE), made("long", long)]))
    assert (cut.original, cut.because) == ("long", "the other is its beginning, cut")
    put = _only(find_reuse([made("note", PASSAGE), made("host", _host(3, PASSAGE))]))
    assert (put.original, put.because) == ("note", "it stands whole within the other")


def _wire(count: int, *, own: bool = True) -> list[Analysis]:
    text = f"LONDON (Reuters) - {PASSAGE}\n\n{made_text(9, 120)}\n"
    copies = [
        made(
            f"c{at}",
            text.replace(f" {made_text(9, 120).split()[at]} ", " otherwise "),
            f"Paper {at}",
            f"2026-03-0{1 + at % 3}",
        )
        for at in range(count)
    ]
    return [*copies, made("wire", text, "Reuters", "2026-03-02")] if own else copies


def test_copies_of_agency_text_are_a_group_with_the_agency_as_its_origin() -> None:
    """Also where a paper is dated a day before the agency; two papers have it from there, not from each other."""
    found = find_reuse(_wire(6))
    (group,) = found.groups
    assert (len(group.members), group.original) == (7, "wire")
    assert "bear the mark of “reuters”, whose own text it is" in group.because
    assert all(one.original == "wire" and not one.boilerplate for one in found.passages)


def test_without_the_agencys_own_text_no_copy_is_the_original() -> None:
    """The earliest paper did not write it."""
    found = find_reuse(_wire(4, own=False))
    assert [group.original for group in found.groups] == [None]
    assert {one.original for one in found.passages} == {None}


def test_a_text_that_a_hundred_print_is_one_group_and_no_boilerplate() -> None:
    """Hot keys are paired with the first few alone, and still nobody is lost."""
    (group,) = find_reuse(_wire(100)).groups
    assert len(group.members) == 101


def test_likeness_is_not_passed_on_unseen() -> None:
    """A is half of M and C is the other half: A and C share nothing, and are in no group of two."""
    left, right = made_text(1, 100), made_text(2, 100)
    found = find_reuse([made("a", left), made("c", right), made("m", f"{left} {right}")])
    (group,) = found.groups
    assert group.representative == "m"
    assert {(one.a, one.b) for one in found.passages} == {("a", "m"), ("c", "m")}
    chained = [made(name, f"{made_text(at, 100)} {made_text(at + 1, 100)}") for at, name in enumerate("pqrst")]
    for group in find_reuse(chained).groups:
        assert len(group.members) <= 3


FOOTER = "The editors of this paper answer every letter that is sent to the old mill on the river, and they have done so since the flood."


def test_what_stands_at_the_end_of_an_outlets_texts_is_boilerplate() -> None:
    """Without any word of a list: five texts of one outlet end with it."""
    some = [made(f"d{at}", f"{made_text(at, 200)}\n\n{FOOTER}\n", "Post", f"2026-0{at + 1}-01") for at in range(5)]
    found = find_reuse(some)
    assert {one.boilerplate for one in found.passages} == {
        "it stands at the end of 5 documents of one outlet over 120 days"
    }
    assert {one.original for one in found.passages} == {None}
    assert not found.groups


def test_a_footer_that_touches_a_passage_is_parted_from_it() -> None:
    """News in the last paragraph but one is news."""
    some = [made(f"d{at}", f"{made_text(at, 200)}\n\n{FOOTER}\n", "Post", f"2026-0{at + 1}-01") for at in range(4)]
    taken = [
        made(f"t{at}", f"{made_text(at + 50, 200)}\n\n{PASSAGE}\n\n{FOOTER}\n", "Post", f"2026-08-0{at + 1}")
        for at in range(2)
    ]
    found = [one for one in find_reuse([*some, *taken]).passages if {one.a, one.b} == {"t0", "t1"}]
    assert [(one.a_span.text[:11], bool(one.boilerplate)) for one in found] == [
        ("The harbour", False),
        ("The editors", True),
    ]


def test_a_hundred_footers_make_no_hundred_squared_pairs() -> None:
    """Hot keys that are little of a document are not even held side by side."""
    some = [
        made(f"d{at:03}", f"{made_text(at, 200)}\n\n{FOOTER}\n", f"Paper {at % 9}", "2026-03-01") for at in range(100)
    ]
    assert len(find_reuse(some).passages) < 250


POOL = [_host(at, PASSAGE if at % 2 else f"“{SHORT}”, it said.") for at in range(6)] + [made_text(77, 150)]


@settings(max_examples=25)
@given(st.lists(st.integers(0, len(POOL) - 1), min_size=2, max_size=6, unique=True), st.integers(0, len(POOL) - 1))
def test_another_document_changes_no_passage_of_the_others(chosen: list[int], added: int) -> None:
    """Adding a document adds passages; those that were there have the same places and words, and the order of documents is no matter."""
    some = [made(f"d{at}", POOL[at], published=f"2026-03-0{at + 1}") for at in chosen]
    more = [*some, made("new", POOL[added], published="2026-04-01")]

    def places(found: FoundReuse) -> set[tuple[object, ...]]:
        return {(one.a, one.b, one.a_span, one.b_span, one.identity, one.changes) for one in found.passages}

    before, after = find_reuse(some), find_reuse(more)
    assert places(before) == {place for place in places(after) if "new" not in place[:2]}
    random.Random(added).shuffle(more)  # noqa: S311
    assert find_reuse(more) == after


def test_hostile_documents_are_read_through() -> None:
    """Nothing, marks, one word over and over, a line of ten million letters, quotation marks without end."""
    texts = [
        "",
        "…!?",
        "again " * 50_000,
        "again " * 49_999,
        "x" * 10_000_000,
        "“" * 5_000 + PASSAGE,
        "(Reuters) " * 2_000 + PASSAGE,
    ]
    found = find_reuse([made(f"h{at}", text) for at, text in enumerate(texts)])
    assert [(one.a, one.b) for one in found.passages] == [("h5", "h6")]
    assert find_reuse([]) == FoundReuse()


def test_what_is_given_twice_counts_once_and_is_told() -> None:
    """A document is no reprint of itself; the problem names it."""
    one, other = made("a", _host(1, PASSAGE), "Post"), made("b", _host(2, PASSAGE), "Post")
    assert not find_reuse([one, one]).passages
    twice, once = find_reuse([other, one, one, other, one]), find_reuse([one, other])
    assert (twice.passages, twice.groups) == (once.passages, once.groups)
    assert [(problem.uri, problem.message[:20]) for problem in twice.problems] == [
        ("a.txt", "a is given 3 times, "),
        ("b.txt", "b is given 2 times, "),
    ]
    assert not once.problems


def test_a_document_that_is_too_long_is_told() -> None:
    """What was not held against others is no secret."""
    (problem,) = find_reuse([made("long", "word " * 200_001)]).problems
    assert (problem.code, problem.uri) == ("too-large", "long.txt")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Berlin (dpa) - Text", ["dpa"]),
        ("Berlin (dpa/lno) - Text", ["dpa"]),
        ("LONDON (Reuters) - Text", ["reuters"]),
        ("Text. © AFP", ["afp"]),
        ("The minister (SPD) said", []),
        ("Text (AP)", ["ap"]),
        ("Berlin ( dpa  /  lno / Reuters ) - Text", ["dpa"]),
        ("Berlin (Europa Press) - Text", ["europa press"]),
    ],
)
def test_marks_of_agencies(text: str, marks: list[str]) -> None:
    """In brackets, with a desk behind a slash, behind the text's last dash."""
    assert [key for key, _ in agency_marks(made("x", text).document)] == marks


@pytest.mark.parametrize("piece", ["(aa", " / aa", "(aa / ", "( ", "—", "— a ", "— ", "dpa/", "a.", "(a "])
def test_marks_cost_no_more_than_their_text(piece: str) -> None:
    """Fifteen slashes behind a bracket that is never shut took hours."""

    def seconds(size: int) -> float:
        text = "(aa" + piece * size
        return cpu_seconds(lambda: list(_MARKS.finditer(text)))

    assert_linear(seconds, 2_000, 16_000)


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2026-03-01", "2026-03-02", True),
        ("2026-03-02", "2026-03-01", False),
        ("2026-03", "2026-04-01", True),
        ("2026-03", "2026-03-09", False),
        ("2026-03-01T08:00:00+00:00", "2026-03-01T08:30:00+00:00", True),
        ("2026-03-01T08:00:00+00:00", "2026-03-01T08:30:00+02:00", False),
        ("2026-03-01T08:00:00", "2026-03-01T09:00:00", False),
        (None, "2026-03-01", False),
        ("yesterday", "2026-03-01", False),
    ],
)
def test_dates_are_compared_as_far_as_both_tell(one: str | None, other: str | None, earlier: bool) -> None:  # noqa: FBT001
    """A month does not tell a day; times without a zone tell nothing."""
    assert is_earlier(made("a", "x", published=one).document, made("b", "x", published=other).document) is earlier
