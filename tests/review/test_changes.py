"""Two ledgers beside each other: what was added, dropped, changed and moved; exact, and the same seen from both sides."""

from __future__ import annotations

import time
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.model import (
    Attribution,
    Drift,
    Flag,
    Ledger,
    Made,
    Problem,
    Searched,
    Sentence,
    SourceDocument,
    Span,
    Speaker,
    span,
)
from sayso.review import Change, Changes, apply_changes, changes_of, changes_schema

from .make import MADE, ledger_of

OLD = "The tunnel cost 40 million euros. The mayor says it opened late.\n\nNobody was asked. The tunnel leaks when it rains."
NEW = (
    "The tunnel leaks when it rains. The tunnel cost 50 million euros.\n\nNobody was asked. An inquiry begins in June."
)


def _parts(change: Change) -> dict[str, tuple[str | None, str | None]]:
    return {part.what: (part.old, part.new) for part in change.parts}


def _changed(old: Ledger, new: Ledger) -> dict[str, tuple[str | None, str | None]]:
    """The parts of the one claim that changed."""
    (change,) = changes_of(old, new).claims
    assert change.how == "changed"
    return _parts(change)


def test_sentences_are_told_as_changed_moved_dropped_and_added() -> None:
    changes = changes_of(ledger_of(OLD), ledger_of(NEW))
    assert [(each.how, each.told) for each in changes.text] == [
        ("moved", "moved: “The tunnel leaks when it rains.”"),
        ("changed", "changed: “40” became “50” in “The tunnel cost 50 million euros.”"),
        ("dropped", "dropped: “The mayor says it opened late.”"),
        ("added", "added: “An inquiry begins in June.”"),
    ]


def test_a_figure_is_told_with_how_it_relates_to_what_it_was() -> None:
    changes = changes_of(ledger_of(OLD), ledger_of(NEW))
    claim = next(each for each in changes.claims if each.how == "changed")
    told = next(part for part in claim.parts if part.what == "figure")
    assert (told.old, told.new, told.relation) == ("40 million euros", "50 million euros", "apart")
    assert told.told.startswith("figure: “50 million euros” where the earlier version has “40 million euros”: ")
    assert told.old_span == span(OLD, 16, 32)
    (figure,) = [each for each in changes.figures if each.how == "changed"]
    assert _parts(figure) == {"value": ("40 million euros", "50 million euros")}


def test_a_claim_of_a_moved_sentence_moved_and_one_of_a_dropped_sentence_is_dropped() -> None:
    changes = changes_of(ledger_of(OLD), ledger_of(NEW))
    assert [(each.how, (each.new or each.old).text) for each in changes.claims] == [  # type: ignore[union-attr]
        ("moved", "The tunnel leaks when it rains."),
        ("changed", "The tunnel cost 50 million euros."),
        ("dropped", "The mayor says it opened late."),
        ("added", "An inquiry begins in June."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("It cost 40 million euros.", "It cost at least 40 million euros.", "bound"),
        ("It cost 40 million euros.", "It cost 40 million dollars.", "unit"),
        ("It rose by 5 percent.", "It rose by 5 percentage points.", "kind"),
        ("It rose by 5 percent.", "It fell by 5 percent.", "role"),
        ("It cost 1.3 million euros.", "It cost 1,300,000 euros.", "written"),
        ("It opened on 3 May 2024.", "It opened on 4 May 2024.", "value"),
        ("It killed 40 horses.", "It killed 40 people.", "counted"),
    ],
)
def test_what_changed_of_a_figure_is_named(before: str, after: str, what: str) -> None:
    (figure,) = changes_of(ledger_of(before), ledger_of(after)).figures
    assert what in _parts(figure)


def test_a_sentence_that_moved_and_was_changed_is_both() -> None:
    old = "The harbour will be dredged twice a year. One. Two. Three. Four."
    new = "One. Two. Three. Four. The harbour will be dredged once a year."
    (change,) = changes_of(ledger_of(old), ledger_of(new)).text
    assert (change.how, [(each.old and each.old.text, each.new and each.new.text) for each in change.edits]) == (
        "moved", [("twice", "once")])  # fmt: skip


def test_only_white_space_is_no_change_of_the_text() -> None:
    changes = changes_of(ledger_of(OLD), ledger_of(OLD.replace("\n\n", "\n \n\t")))
    assert (changes.text, changes.claims, changes.is_empty) == ((), (), False)
    assert [(each.how, each.old and each.old.text, each.new and each.new.text) for each in changes.spaces] == [
        ("changed", "\n\n", "\n \n\t")]  # fmt: skip


def test_of_one_text_what_the_machine_found_otherwise_is_told() -> None:
    old = ledger_of("The tunnel cost 40 million euros.")
    claim, trace = old.claims[0], old.traces[0]
    here = span(claim.text, 0, 10)
    drift = Drift(kind="bound_dropped", claim_span=here, source_span=here, because="“at least” is left out")
    said = Attribution(id="a1", source=(here,), cue=(), content=(), speech="indirect", source_kind="document", named=True,
                       because="", made=MADE)  # fmt: skip
    flag = Flag(id="f1", start=0, end=10, text=here.text, category="loaded", because="", made=MADE)
    new = replace(
        old,
        claims=(
            replace(claim, sort="opinion", negated=True, check_worthiness=0.61, attribution=("a1",), flags=("f1",)),
        ),
        attributions=(said,),
        flags=(flag,),
        traces=(replace(trace, finding="differs", abstained=True, drifts=(drift,)),),
    )
    assert _changed(old, new) == {
        "sort": ("fact", "opinion"),
        "denied": ("no", "yes"),
        "say_so": ("in its own voice", "The tunnel"),
        "finding": ("matches", "differs (unsure)"),
        "drift": (None, "bound dropped, “at least” is left out"),
        "flag": (None, "The tunnel"),
        "worth": ("0.50", "0.61"),
    }


def test_worth_that_changed_by_a_step_or_less_is_not_told() -> None:
    old = ledger_of("The tunnel leaks.")
    assert changes_of(old, replace(old, claims=(replace(old.claims[0], check_worthiness=0.6),))).is_empty


def test_the_best_passage_is_told_with_both_places_in_their_source_documents() -> None:
    old = ledger_of("The tunnel leaks.")
    passage = old.traces[0].passage
    assert passage
    new = replace(old, traces=(replace(old.traces[0], passage=replace(passage, start=9, end=14, text="other")),))
    (part,) = changes_of(old, new).claims[0].parts
    assert (part.what, part.old_span, part.new_span) == (
        "passage", Span(start=3, end=7, text="text"), Span(start=9, end=14, text="other"))  # fmt: skip


def test_source_documents_are_known_by_their_text_then_by_their_address() -> None:
    def source(ident: str, text: str, uri: str) -> SourceDocument:
        return SourceDocument(id=ident, text_id=text, uri=uri)

    old = replace(
        ledger_of(OLD), source_documents=(source("1", "b2:a", "a"), source("2", "b2:b", "b"), source("3", "b2:c", "c"))
    )
    new = replace(
        old, source_documents=(source("9", "b2:a", "moved"), source("8", "b2:B", "b"), source("7", "b2:d", "d"))
    )
    told = [(each.how, _parts(each)) for each in changes_of(old, new).source_documents]
    assert told == [
        ("changed", {"uri": ("a", "moved")}),
        ("changed", {"text": ("b2:b", "b2:B")}),
        ("dropped", {}),
        ("added", {}),
    ]


def test_speakers_problems_stages_and_settings_are_told() -> None:
    old = ledger_of(OLD)
    speaker = Speaker(id="s1", name="The Mayor", kind="person", named=False, made=MADE)
    old = replace(old, speakers=(speaker,), version="0.1.0")
    new = replace(
        old,
        version="0.2.0",
        speakers=(replace(speaker, id="s7", name="the mayor", named=True, made=Made(stage="by-hand", version="2")),),
        problems=(Problem(code="page-whole", message="all of it"),),
        searched=Searched(documents=3),
    )
    changes = changes_of(old, new)
    assert [_parts(each) for each in changes.speakers] == [{"known": ("unnamed", "named")}]
    assert [each.told for each in changes.problems] == ["added: “all of it [page-whole]”"]
    assert _parts(changes.made[0]) == {
        "sayso": ("0.1.0", "0.2.0"), "stage by-hand": ("1", "1, 2"), "documents searched": ("0", "3")}  # fmt: skip


def test_other_articles_are_known_as_such() -> None:
    other = ledger_of("Lessons begin in June. The school is open again after a long winter, and the children sing.")
    there = replace(other, document=replace(other.document, uri="https://example.org/b"))
    assert not changes_of(ledger_of(OLD), there).same_article
    assert changes_of(ledger_of(OLD), other).same_article
    assert changes_of(there, replace(there, document=replace(there.document, uri="elsewhere"))).same_article


def test_numbers_beyond_all_measure_are_told_without_a_relation() -> None:
    old = ledger_of("It cost 40 million euros.")
    new = replace(old, figures=(replace(old.figures[0], low=10**400, high=10**400),))
    (figure,) = changes_of(old, new).figures
    assert [(part.what, part.told) for part in figure.parts] == [
        ("value", "value: “40 million euros”, was “40 million euros”")
    ]


def test_the_changes_keep_to_their_schema_and_are_read_back() -> None:
    changes = changes_of(ledger_of(OLD), ledger_of(NEW))
    body = changes.to_json()
    jsonschema.validate(msgspec.json.decode(body), changes_schema())
    assert msgspec.json.decode(body, type=Changes) == changes


_WORD = st.sampled_from(
    ("Costs", "rose", "by 5 %", "in May", "not", "the mayor", "said", "40 million euros", "«", "\u202e", "é", "😀")
)
_SENTENCES = st.lists(_WORD, min_size=1, max_size=7).map(lambda words: " ".join(words) + ".")
_GAPS = st.sampled_from((" ", "\n", "\n\n", "  "))
_TEXTS = st.lists(st.tuples(_SENTENCES, _GAPS), max_size=9).map(lambda pairs: "".join(a + b for a, b in pairs))
_ANY = st.text(st.sampled_from("ab .\n\u2028\r\x00"), max_size=30)


@st.composite
def _versions(draw: Any) -> tuple[str, str]:
    """A text, and another that has sentences of it in another order, some changed, some new."""
    pool = draw(st.lists(_SENTENCES, min_size=1, max_size=6))
    one, other = (draw(st.lists(st.sampled_from([*pool, "New words here."]), max_size=9)) for _ in range(2))
    return draw(_GAPS).join(one), draw(_GAPS).join(other)


_PAIRS = st.one_of(_versions(), st.tuples(_TEXTS, _TEXTS), st.tuples(_ANY, _ANY))


def _ledger(text: str) -> Ledger:
    ledger = ledger_of(text)
    flags = tuple(Flag(id=f"f{at}", start=at, end=at + 2, text="ot", category="hedge", because="", made=MADE)
                  for at in range(len(text)) if text.startswith("ot", at))  # fmt: skip
    return replace(ledger, flags=flags)


@given(_PAIRS)
def test_the_changes_of_the_text_make_the_new_text_of_the_old_one(pair: tuple[str, str]) -> None:
    changes = changes_of(*map(_ledger, pair))
    assert apply_changes(pair[0], (*changes.text, *changes.spaces)) == pair[1]
    for change in (*changes.text, *changes.spaces):
        for text, place in zip(pair, (change.old, change.new), strict=True):
            assert place is None or text[place.start : place.end] == place.text
        for edit in change.edits:
            assert edit.old is None or pair[0][edit.old.start : edit.old.end] == edit.old.text
            assert edit.new is None or pair[1][edit.new.start : edit.new.end] == edit.new.text
        assert bool(change.edits) == bool(change.old and change.new and change.old.text != change.new.text
                                          and change in changes.text)  # fmt: skip


@given(_PAIRS)
def test_nothing_differs_from_itself(pair: tuple[str, str]) -> None:
    for text in pair:
        assert changes_of(_ledger(text), _ledger(text)).is_empty


@given(_PAIRS)
def test_exchanging_the_two_exchanges_added_and_dropped(pair: tuple[str, str]) -> None:
    old, new = map(_ledger, pair)
    forth, back = changes_of(old, new), changes_of(new, old)
    turned = {"added": "dropped", "dropped": "added", "changed": "changed", "moved": "moved"}
    for name in ("text", "spaces", "claims", "figures", "flags"):
        mine = {(each.how, each.old, each.new) for each in getattr(forth, name)}
        theirs = {(turned[each.how], each.new, each.old) for each in getattr(back, name)}
        assert mine == theirs, name


@given(_ANY, st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=5))
def test_sentences_that_lie_nowhere_or_across_each_other_do_no_harm(text: str, places: list[tuple[int, int]]) -> None:
    odd = replace(ledger_of(text), sentences=tuple(Sentence(start=a, end=b) for a, b in places))
    changes = changes_of(odd, ledger_of("A b. " + text))
    assert apply_changes(text, (*changes.text, *changes.spaces)) == "A b. " + text


def _long(sentences: int, word: str) -> str:
    return " ".join(
        f"{word}{at} was seen {at * 7 % 1000} times in the place of {word}{at * 13 % 997}." for at in range(sentences)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_long(2000, "bird"), _long(2000, "bird").replace("was seen 7", "was not seen 7")),
        (_long(2000, "bird"), _long(2000, "fish")),
        ("It rained. " * 9000, "It rained. " * 4000 + "It snowed. " + "It rained. " * 5000),
        ("a" * 100_000, "b" + "a" * 100_000),
    ],
    ids=["edited", "rewritten", "repeated", "one word"],
)
def test_a_long_text_is_aligned_in_a_moment(old: str, new: str) -> None:
    from sayso.review.sentences import align_texts

    ledgers = [replace(ledger_of("x"), document=replace(ledger_of("x").document, text=text),
                       sentences=tuple(_sentences(text))) for text in (old, new)]  # fmt: skip
    started = time.process_time()
    texts = align_texts(*ledgers)
    assert time.process_time() - started < 5
    assert apply_changes(old, (*texts.changes, *texts.spaces)) == new


def _sentences(text: str) -> list[Sentence]:
    ends = [at + 1 for at, char in enumerate(text) if char == "."] or [len(text)]
    return [Sentence(start=start, end=end) for start, end in zip([0, *ends], ends, strict=False)]
