"""The fold of events: what people did with a ledger, worked out anew from acts alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.model import (
    Accept,
    Act,
    AddClaim,
    Certainty,
    Claim,
    Document,
    Event,
    Judge,
    JudgeAll,
    Ledger,
    Made,
    Merge,
    Note,
    Passage,
    PassageRef,
    Rate,
    Reply,
    Respan,
    Sign,
    Split,
    Trace,
    Undo,
    Withhold,
    decode_act,
    document_id,
    encode_act,
    text_id,
)
from sayso.review import anchor_of, live, placed, redoable, review_of, target_of, undoable, withhold

TEXT = "The tunnel cost 40 million euros. The mayor says it opened late. Nobody was asked. The tunnel leaks."
MADE = Made(stage="by-hand", version="1")


def _ledger(text: str = TEXT, shift: int = 0) -> Ledger:
    """A claim a sentence, `c1` and so on (ids begin later by `shift`), and two passages for the first."""
    claims, at = [], 0
    for number, sentence in enumerate(text.split(". "), start=1 + shift):
        start = text.index(sentence, at)
        at = end = start + len(sentence)
        claims.append(
            Claim(
                id=f"c{number}",
                start=start,
                end=end,
                text=sentence,
                sort="fact",
                check_worthiness=0.5,
                because=(),
                certainty=Certainty(author="certain"),
                made=MADE,
            )
        )
    traces = tuple(
        Trace(
            id=f"t{rank}",
            claim=claims[0].id,
            rank=rank,
            document="d:source",
            passage=Passage(start=10 * rank, end=10 * rank + 4, text="text"),
            finding="matches",
            because="as by hand",
            made=MADE,
        )
        for rank in (1, 2)
    )
    doc = Document(id=document_id("a.txt", None, text), text_id=text_id(text), uri="a.txt", text=text)
    return Ledger(document=doc, claims=tuple(claims), traces=traces)


LEDGER = _ledger()
ONE, TWO, THREE, FOUR = (target_of(TEXT, "claim", claim) for claim in LEDGER.claims)


def _events(*acts: tuple[str, Act] | tuple[str, Act, int]) -> tuple[Event, ...]:
    """Events of (who, act) or (who, act, seen); who does not say what they saw has seen everything before."""
    return tuple(
        Event(seq=seq, document="d", who=who, when="2026-11-28T12:00:00Z", seen=(*seen, seq - 1)[0], act=act)  # type: ignore[arg-type]
        for seq, (who, act, *seen) in enumerate(acts, start=1)
    )


def _judged(review: Any) -> dict[str, Any]:
    return {ident: state.judgement.value for ident, state in review.claims.items() if state.judgement.value}


def test_without_events_the_ledger_is_as_it_was_read() -> None:
    review = review_of(LEDGER, ())
    assert review.ledger is LEDGER
    assert (review.to_review, review.conflicts, review.head) == (4, 0, 0)


def test_a_judgement_holds_until_its_author_takes_it_back() -> None:
    events = _events(("ann", Judge(target=ONE, value="differs")), ("ann", Judge(target=ONE, value=None)))
    assert _judged(review_of(LEDGER, events, until=1)) == {"c1": "differs"}
    assert _judged(review_of(LEDGER, events)) == {}


def test_who_saw_the_other_act_overrules_it() -> None:
    events = _events(("ann", Judge(target=ONE, value="differs")), ("ben", Judge(target=ONE, value="matches"), 1))
    state = review_of(LEDGER, events).claims["c1"]
    assert (state.judgement.value, state.conflict, state.reviewed) == ("matches", False, True)


def test_who_did_not_see_it_is_in_conflict_until_someone_has_seen_both() -> None:
    acts: list[Any] = [("ann", Judge(target=ONE, value="differs")), ("ben", Judge(target=ONE, value="matches"), 0)]
    review = review_of(LEDGER, _events(*acts))
    state = review.claims["c1"]
    assert [value for _, value in state.judgement.heads] == ["differs", "matches"]
    assert (state.conflict, state.reviewed, review.conflicts, review.to_review) == (True, False, 1, 4)
    settled = review_of(LEDGER, _events(*acts, ("cleo", Judge(target=ONE, value="differs"), 2)))
    assert (settled.conflicts, _judged(settled)) == (0, {"c1": "differs"})


def test_two_who_say_the_same_are_in_no_conflict() -> None:
    events = _events(("ann", Judge(target=ONE, value="differs")), ("ben", Judge(target=ONE, value="differs"), 0))
    assert review_of(LEDGER, events).conflicts == 0


def test_several_claims_are_judged_in_one_act_that_one_undo_takes_back() -> None:
    events = _events(("ann", JudgeAll(targets=(ONE, THREE), value="differs")))
    assert _judged(review_of(LEDGER, events)) == {"c1": "differs", "c3": "differs"}
    assert _judged(review_of(LEDGER, (*events, *_undo(2, 1)))) == {}


def test_undo_takes_the_own_last_act_back_and_redo_does_it_again() -> None:
    acts: list[Any] = [("ann", Judge(target=ONE, value="differs")), ("ben", Judge(target=TWO, value="matches"))]
    assert undoable(_events(*acts), "ann") == 1
    acts.append(("ann", Undo(event=1)))
    assert _judged(review_of(LEDGER, _events(*acts))) == {"c2": "matches"}
    assert (undoable(_events(*acts), "ann"), redoable(_events(*acts), "ann")) == (None, 3)
    acts.append(("ann", Undo(event=3)))
    assert _judged(review_of(LEDGER, _events(*acts))) == {"c1": "differs", "c2": "matches"}
    assert (undoable(_events(*acts), "ann"), redoable(_events(*acts), "ann")) == (1, None)


def test_a_new_act_leaves_nothing_to_redo() -> None:
    events = _events(
        ("ann", Judge(target=ONE, value="differs")),
        ("ann", Undo(event=1)),
        ("ann", Judge(target=TWO, value="differs")),
    )
    assert redoable(events, "ann") is None


def test_what_was_signed_cannot_be_undone() -> None:
    events = _events(("ann", Sign(name="Ann", ledger="b2:0")))
    assert undoable(events, "ann") is None
    assert review_of(LEDGER, events).signatures[0].version == 1


def test_a_change_after_signing_is_told() -> None:
    events = _events(("ann", Sign(name="Ann", ledger="b2:0")), ("ann", Judge(target=ONE, value="differs")))
    assert not review_of(LEDGER, events, until=1).changed_since_signed
    assert review_of(LEDGER, events).changed_since_signed


def test_an_undo_after_signing_is_a_change_and_a_redo_takes_it_back() -> None:
    events = _events(("ann", Judge(target=ONE, value="differs")), ("ann", Sign(name="Ann", ledger="b2:0")))
    undone = (*events, *_undo(3, 1))
    assert review_of(LEDGER, undone).changed_since_signed
    assert not review_of(LEDGER, (*undone, *_undo(4, 3))).changed_since_signed


def test_edges_set_anew_keep_the_claim_and_what_was_decided_of_it() -> None:
    to = anchor_of(TEXT, ONE.anchor.start, ONE.anchor.end - len(" euros"))
    review = review_of(
        LEDGER,
        _events(("ann", Judge(target=ONE, value="differs")), ("ann", Respan(target=ONE, anchor=to))),
    )
    claim = review.claims["c1"].claim
    assert claim.text == "The tunnel cost 40 million"
    assert TEXT[claim.start : claim.end] == claim.text
    assert review.claims["c1"].judgement.value == "differs"
    assert len([trace for trace in review.ledger.traces if trace.claim == "c1"]) == 2


def test_a_claim_can_be_added_and_judged() -> None:
    anchor = anchor_of(TEXT, TEXT.index("it opened"), TEXT.index(". Nobody"))
    added = review_of(LEDGER, _events(("ann", AddClaim(anchor=anchor, sort="fact"))))
    claim = added.claims["e1"].claim
    assert claim.text == "it opened late"
    events = _events(
        ("ann", AddClaim(anchor=anchor, sort="fact")),
        ("ann", Judge(target=target_of(TEXT, "claim", claim), value="not_found")),
    )
    assert _judged(review_of(LEDGER, events)) == {"e1": "not_found"}
    gone = review_of(LEDGER, (*events, *_undo(3, 1)))
    assert "e1" not in gone.claims
    assert len(gone.unplaced) == 0 or gone.unplaced[0].words == "it opened late"


def _undo(seq: int, event: int) -> tuple[Event, ...]:
    return (Event(seq=seq, document="d", who="ann", when="", seen=seq - 1, act=Undo(event=event)),)


def test_merged_claims_are_one_and_an_undo_parts_them_again() -> None:
    events = _events(("ann", Merge(targets=(ONE, TWO))))
    review = review_of(LEDGER, events)
    assert list(review.claims) == ["c1", "c3", "c4"]
    assert review.claims["c1"].claim.text == TEXT[: TEXT.index(". Nobody")]
    assert [trace.rank for trace in review.ledger.traces] == [1, 2]
    assert list(review_of(LEDGER, (*events, *_undo(2, 1))).claims) == ["c1", "c2", "c3", "c4"]


def test_a_split_claim_is_two_that_both_keep_the_passages() -> None:
    at = TEXT.index(" it opened")
    review = review_of(LEDGER, _events(("ann", Split(target=TWO, at=at)), ("ann", Split(target=ONE, at=11))))
    assert [state.claim.text for state in review.claims.values()][:4] == [
        "The tunnel", "cost 40 million euros", "The mayor says", "it opened late",
    ]  # fmt: skip
    assert len({trace.id for trace in review.ledger.traces}) == 4


def test_a_split_at_the_edge_is_unplaced_and_changes_nothing() -> None:
    review = review_of(LEDGER, _events(("ann", Split(target=ONE, at=ONE.anchor.start))))
    assert len(review.unplaced) == 1
    assert review.ledger is LEDGER


def test_an_accepted_passage_comes_first() -> None:
    passage = PassageRef(document="d:source", start=20, end=24, text="text")
    review = review_of(LEDGER, _events(("ann", Accept(target=ONE, passage=passage))))
    assert [(trace.id, trace.rank) for trace in review.ledger.traces] == [("t2", 1), ("t1", 2)]


def test_judgements_of_a_ledger_read_anew_stay_with_their_words() -> None:
    text = "A new first sentence. " + TEXT
    events = _events(("ann", Judge(target=FOUR, value="differs")), ("ann", Note(target=TWO, text="late by a year")))
    review = review_of(_ledger(text, shift=10), events)
    (judged,) = [state for state in review.claims.values() if state.judgement.value]
    (noted,) = [state for state in review.claims.values() if state.notes]
    assert (judged.claim.text, noted.claim.text) == ("The tunnel leaks.", "The mayor says it opened late")
    assert review.unplaced == ()


def test_what_finds_no_place_is_kept_and_shown() -> None:
    review = review_of(
        _ledger("Another article. With other words."), _events(("ann", Judge(target=ONE, value="differs")))
    )
    assert [each.words for each in review.unplaced] == [ONE.anchor.text]


def test_the_surroundings_decide_between_the_same_words() -> None:
    text = "Costs rose in May. Nothing else. Costs rose in May. It was wet."
    second = anchor_of(text, text.rindex("Costs rose"), text.rindex("Costs rose") + 10)
    later = "Costs rose in May. More text here. Nothing else. Costs rose in May. It was wet."
    assert placed(second, later) == (later.rindex("Costs rose"), later.rindex("Costs rose") + 10)


def test_verdicts_withheld_names_and_figures_are_kept_apart_from_judgements() -> None:
    rated = Rate(target=ONE, rating="false", reasons="the audit says 50", name="Ann Lee")
    review = review_of(LEDGER, _events(("ann", rated), ("ann", Withhold(name="the mayor"))))
    assert review.claims["c1"].rated == rated
    assert review.to_review == 4
    assert set(review.withheld) == {"the mayor"}
    hidden = withhold(review.ledger, review.withheld)
    assert "mayor" not in hidden.to_json()
    assert len(hidden.document.text) == len(TEXT)
    assert hidden.claims[1].text == hidden.document.text[hidden.claims[1].start : hidden.claims[1].end]


def test_only_whole_words_are_withheld_in_any_case_and_over_line_breaks() -> None:
    ledger = _ledger("MAYA  Stone met Mayasia. Maya\nstone spoke")
    text = withhold(ledger, ["Maya Stone"]).document.text
    assert text == "████  █████ met Mayasia. ████\n█████ spoke"


PASSAGE = PassageRef(document="d:source", start=20, end=24, text="text")


def _reply(target: Any, text: str) -> Reply:
    return Reply(target=target, by="Ines Marrow", text=text, received="2026-11-27")


def test_a_merged_claim_has_the_notes_and_replies_of_all_in_their_order() -> None:
    acts: list[Any] = [("ann", Note(target=TWO, text="first")), ("ben", Note(target=ONE, text="second"))]
    acts += [("ann", _reply(TWO, "I never said so")), ("cal", Merge(targets=(ONE, TWO)))]
    state = review_of(LEDGER, _events(*acts)).claims["c1"]
    assert [event.act.text for event in state.notes] == ["first", "second"]  # type: ignore[union-attr]
    assert [event.act.text for event in state.replies] == ["I never said so"]  # type: ignore[union-attr]


def test_what_was_decided_of_merged_claims_stands_together_and_is_in_conflict_where_it_differs() -> None:
    acts: list[Any] = [("ann", Judge(target=ONE, value="matches")), ("ann", Judge(target=TWO, value="differs"))]
    acts += [("ann", Rate(target=TWO, rating="false", reasons="no", name="Ann Lee"))]
    acts += [("ann", Accept(target=TWO, passage=PASSAGE)), ("ann", Merge(targets=(ONE, TWO)))]
    state = review_of(LEDGER, _events(*acts)).claims["c1"]
    assert [value for _, value in state.judgement.heads] == ["matches", "differs"]
    assert (state.judgement.conflict, state.reviewed, state.accepted.conflict, state.verdict.conflict) == (
        True, False, False, False,
    )  # fmt: skip
    assert (state.accepted.value, state.rated) == (PASSAGE, acts[2][1])
    settled = review_of(LEDGER, _events(*acts, ("ben", Judge(target=ONE, value="differs"))))
    assert (settled.conflicts, _judged(settled)) == (0, {"c1": "differs"})


def test_the_same_verdict_of_two_merged_claims_is_no_conflict_and_what_was_taken_back_says_nothing() -> None:
    acts: list[Any] = [("ann", Rate(target=ONE, rating="false", reasons="no", name="Ann"))]
    acts += [("ann", Rate(target=TWO, rating="false", reasons="no", name="Ann"))]
    acts += [("ann", Judge(target=ONE, value="matches")), ("ann", Judge(target=TWO, value="differs"))]
    acts += [("ann", Judge(target=TWO, value=None)), ("ann", Merge(targets=(ONE, TWO)))]
    review = review_of(LEDGER, _events(*acts))
    assert (review.conflicts, _judged(review)) == (0, {"c1": "matches"})
    assert len(review.claims["c1"].verdict.heads) == 2


def test_an_act_of_who_had_not_seen_the_merging_goes_to_the_merged_claim() -> None:
    """Also where that was merged again; and a short one of which the merged claim covers little."""
    acts: list[Any] = [("ann", Merge(targets=(TWO, THREE))), ("ann", Merge(targets=(ONE, TWO)))]
    acts += [("ben", _reply(THREE, "Nobody asked me"), 0), ("ben", Judge(target=TWO, value="differs"), 0)]
    review = review_of(LEDGER, _events(*acts))
    assert review.unplaced == ()
    state = review.claims["c1"]
    assert (len(state.replies), state.judgement.value) == (1, "differs")


def test_an_undone_merge_gives_every_claim_its_own_back_and_loses_nothing_of_the_merged_one() -> None:
    merging = Merge(targets=(TWO, THREE, FOUR))
    merged = review_of(LEDGER, _events(("ann", merging))).claims["c2"].claim
    acts: list[Any] = [("ben", _reply(THREE, "nor me")), ("ann", Judge(target=THREE, value="differs"))]
    acts += [("ann", merging), ("ben", _reply(target_of(TEXT, "claim", merged), "of all")), ("ann", Undo(event=3))]
    review = review_of(LEDGER, _events(*acts))
    assert _judged(review) == {"c3": "differs"}
    assert [event.seq for event in review.claims["c3"].replies] == [1]
    assert [(each.event.seq, each.words) for each in review.unplaced] == [(4, merged.text)]


def test_what_was_decided_of_a_whole_stays_with_the_part_that_keeps_its_id_and_is_told() -> None:
    acts: list[Any] = [("ann", Judge(target=TWO, value="differs")), ("ben", _reply(TWO, "no"))]
    acts += [("ann", Split(target=TWO, at=TEXT.index(" it opened")))]
    first, second = (review_of(LEDGER, _events(*acts)).claims[ident] for ident in ("c2", "e3"))
    assert (first.judgement.value, len(first.replies), first.of_whole) == ("differs", 1, True)
    assert (second.judgement.value, second.replies, second.of_whole) == (None, (), False)
    anew = review_of(
        LEDGER, _events(*acts, ("ann", Judge(target=target_of(TEXT, "claim", first.claim), value="matches")))
    )
    assert anew.claims["c2"].of_whole  # the reply still is


def _edges(target: Any, start: int, end: int) -> Respan:
    return Respan(target=target, anchor=anchor_of(TEXT, start, end))


def test_edges_in_conflict_are_settled_by_who_has_seen_both() -> None:
    acts: list[Any] = [("ann", _edges(ONE, 0, 15)), ("ben", _edges(ONE, 0, 26), 0)]
    state = review_of(LEDGER, _events(*acts)).claims["c1"]
    assert (state.edges_conflict, [place for _, place in state.edges.heads]) == (True, [(0, 15), (0, 26)])
    for settled in (("cal", _edges(ONE, 0, 26)), ("cal", _edges(ONE, 4, 26)), ("ann", _edges(ONE, 0, 15))):
        review = review_of(LEDGER, _events(*acts, settled))
        assert (review.conflicts, len(review.claims["c1"].hands)) == (0, 3)
    unseen = review_of(LEDGER, _events(*acts, ("cal", _edges(ONE, 4, 26), 1)))
    assert unseen.claims["c1"].edges_conflict


def test_two_who_set_the_same_edges_are_in_no_conflict() -> None:
    events = _events(("ann", _edges(ONE, 0, 15)), ("ben", _edges(ONE, 0, 15), 0))
    assert review_of(LEDGER, events).conflicts == 0


def test_of_passages_in_conflict_none_comes_first_until_it_is_decided() -> None:
    other = PassageRef(document="d:source", start=10, end=14, text="text")
    acts: list[Any] = [("ann", Accept(target=ONE, passage=other)), ("ben", Accept(target=ONE, passage=PASSAGE), 0)]
    review = review_of(LEDGER, _events(*acts))
    assert review.claims["c1"].accepted.counted is None
    assert [(trace.id, trace.rank) for trace in review.ledger.traces] == [("t1", 1), ("t2", 2)]
    settled = review_of(LEDGER, _events(*acts, ("cal", Accept(target=ONE, passage=PASSAGE))))
    assert [(trace.id, trace.rank) for trace in settled.ledger.traces] == [("t2", 1), ("t1", 2)]


def test_nothing_stands_in_an_anchor_of_nothing() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        anchor_of(TEXT, 5, 5)


_ACTS = st.one_of(
    st.builds(Judge, target=st.sampled_from((ONE, TWO, THREE, FOUR)), value=st.sampled_from(("matches", "differs", None))),
    st.builds(Note, target=st.sampled_from((None, ONE, TWO, THREE)), text=st.text(max_size=5)),
    st.builds(Merge, targets=st.permutations((ONE, TWO, THREE)).map(lambda some: tuple(some[:2]))),
    st.builds(Split, target=st.sampled_from((ONE, TWO)), at=st.integers(0, len(TEXT))),
    st.builds(Undo, event=st.integers(1, 12)),
    st.builds(
        lambda target, start, size: Respan(target=target, anchor=anchor_of(TEXT, start, start + size)),
        st.sampled_from((ONE, TWO)), st.integers(0, len(TEXT) - 20), st.integers(1, 19),
    ),
    st.builds(
        lambda start, size: AddClaim(anchor=anchor_of(TEXT, start, start + size), sort="fact"),
        st.integers(0, len(TEXT) - 20), st.integers(1, 19),
    ),
)  # fmt: skip
_HISTORIES = st.lists(st.tuples(st.sampled_from(("ann", "ben")), _ACTS, st.integers(0, 12)), max_size=12)


@given(_HISTORIES)
def test_whatever_people_do_every_claim_is_exact_and_nothing_is_lost(history: list[Any]) -> None:
    events = _events(*history)
    review = review_of(LEDGER, events)
    assert [claim.id for claim in review.ledger.claims] == list(review.claims)
    for claim in review.ledger.claims:
        assert TEXT[claim.start : claim.end] == claim.text
    assert {trace.claim for trace in review.ledger.traces} <= set(review.claims)
    assert len({trace.id for trace in review.ledger.traces}) == len(review.ledger.traces)
    assert review_of(LEDGER, events) == review


@given(_HISTORIES)
def test_every_note_that_holds_is_on_a_claim_on_the_whole_or_unplaced(history: list[Any]) -> None:
    events = _events(*history)
    review = review_of(LEDGER, events)
    kept = [event.seq for state in review.claims.values() for event in (*state.notes, *state.replies)]
    kept += [event.seq for event in (*review.notes, *review.replies)] + [one.event.seq for one in review.unplaced]
    assert {event.seq for event in live(events) if isinstance(event.act, Note | Reply)} <= set(kept)


@given(_HISTORIES, st.sampled_from(("ann", "ben")))
def test_undoing_everything_and_redoing_it_leads_back(history: list[Any], who: str) -> None:
    own = [(name, act, seen) for name, act, seen in history if not isinstance(act, Undo)]
    events = _events(*own)
    before = review_of(LEDGER, events)
    count = 0
    while (last := undoable(events, who)) is not None:
        events = (*events, replace(_undo(len(events) + 1, last)[0], who=who))
        count += 1
    for _ in range(count):
        last = redoable(events, who)
        assert last is not None
        events = (*events, replace(_undo(len(events) + 1, last)[0], who=who))
    assert redoable(events, who) is None
    after = review_of(LEDGER, events)
    assert (after.ledger, after.claims) == (before.ledger, before.claims)


@given(_ACTS)
def test_acts_are_read_back_from_json(act: Any) -> None:
    assert decode_act(encode_act(act)) == act
