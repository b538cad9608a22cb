"""A document read anew: judgements stay with what they were made of, and stand nowhere rather than at another claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.model import (
    Accept,
    AddClaim,
    Anchor,
    Event,
    Judge,
    Ledger,
    Note,
    PassageRef,
    Rate,
    Split,
)
from sayso.review import anchor_of, moved, placed, review_of, target_of

from .make import events_of, ledger_of


def judged(old: Ledger, claim: int) -> tuple[Event, ...]:
    """One judgement, of the claim of that number."""
    return events_of(Judge(target=target_of(old.document.text, "claim", old.claims[claim]), value="differs"))


def claim_judged(new: Ledger, events: tuple[Event, ...]) -> str | None:
    """The words of the claim at which the judgement stands."""
    review = review_of(new, events)
    held = [state.claim.text for state in review.claims.values() if state.judgement.value]
    assert len(held) + len(review.unplaced) == 1
    return held[0] if held else None


def place_judged(new: Ledger, events: tuple[Event, ...]) -> int | None:
    review = review_of(new, events)
    return next((state.claim.start for state in review.claims.values() if state.judgement.value), None)


BRIDGE = "The bridge was closed in May. Engineers found cracks. Nobody was hurt. The town will pay for repairs."


def test_the_judgement_of_a_repeated_sentence_stays_with_its_own() -> None:
    """The second of two, when text grows before it and between."""
    old = ledger_of("Costs rose. The mayor denied it. Costs rose. The council was silent.")
    new = "A new first line. Costs rose. The mayor denied it in a letter. Then, again, costs fell. Costs rose. The council was silent."
    assert place_judged(ledger_of(new), judged(old, 2)) == new.rindex("Costs rose.")


def test_the_judgement_of_a_repeated_sentence_does_not_go_to_its_twin() -> None:
    """The first of two is gone: what stands there is the other one, in the other one's surroundings."""
    old = ledger_of(
        "Costs rose sharply in the north of it. Nobody knew why. Rain fell. Costs rose sharply in the north of it. It was May."
    )
    new = ledger_of("Nobody knew why. Rain fell. Costs rose sharply in the north of it. It was May.")
    assert claim_judged(new, judged(old, 0)) is None
    assert place_judged(new, judged(old, 3)) == new.document.text.index("Costs rose")


def test_of_many_that_are_alike_the_same_one_is_meant_while_they_are_as_many() -> None:
    row = "Applause.\n" * 9
    old, new = ledger_of(row), ledger_of("The hearing opened late.\n" + row)
    assert place_judged(new, judged(old, 4)) == len("The hearing opened late.\n") + 4 * len("Applause.\n")
    assert claim_judged(ledger_of("The hearing opened late.\n" + row[10:]), judged(old, 4)) is None


def test_a_negated_twin_is_another_claim() -> None:
    """The words still stand in the text, as part of their own denial."""
    old = ledger_of("The minister says the bridge on the river is safe for lorries. It rained.", claims=("the bridge on the river is safe for lorries",))  # fmt: skip
    text = "It is not true that the bridge on the river is safe for lorries. It rained."
    new = ledger_of(text, claims=("not true that the bridge on the river is safe for lorries",))
    assert claim_judged(new, judged(old, 0)) is None
    assert claim_judged(ledger_of("The minister says the bridge on the river is not safe for lorries. It rained."), judged(old, 0)) is None  # fmt: skip


def test_a_figure_changed_within_the_words_makes_another_claim() -> None:
    old = ledger_of("The tunnel cost 40 million euros. It leaks.")
    new = ledger_of("The tunnel cost 50 million euros. It leaks.")
    assert claim_judged(new, judged(old, 0)) is None


def test_a_claim_that_took_in_a_figure_more_is_another() -> None:
    whole = "The new tunnel under the harbour was opened late, at a cost of 40 million euros."
    old = ledger_of(whole, claims=("The new tunnel under the harbour was opened late",))
    assert claim_judged(ledger_of(whole, claims=(whole,)), judged(old, 0)) is None


def test_a_claim_whose_edges_the_next_version_sets_a_little_otherwise_is_the_same() -> None:
    whole = "According to the council, the new tunnel under the harbour was opened late in spring."
    old = ledger_of(whole, claims=("the new tunnel under the harbour was opened late",))
    part = "the new tunnel under the harbour was opened late in spring"
    assert claim_judged(ledger_of(whole, claims=(part,), shift=7), judged(old, 0)) == part


def test_an_id_alone_names_nothing() -> None:
    """The next reading numbers anew: claim 1 is another claim now, which only touches the words."""
    text = "The ferry sailed, and the old quay collapsed under the weight of some forty lorries."
    old = ledger_of(text, claims=("the old quay collapsed",))
    assert claim_judged(ledger_of(text, claims=(text,)), judged(old, 0)) is None


def test_a_moved_paragraph_takes_its_judgements_along() -> None:
    first, second, third = (
        BRIDGE,
        "The ferry runs at night. Tickets cost more now.",
        "The school is open again. Lessons begin in June.",
    )
    old = ledger_of(f"{first}\n\n{second}\n\n{third}")
    new = ledger_of(f"{third}\n\n{second}\n\n{first}")
    for number, claim in enumerate(old.claims):
        assert claim_judged(new, judged(old, number)) == claim.text


def test_an_article_cut_by_half_keeps_what_is_left_and_places_nothing_else() -> None:
    text = (
        BRIDGE + " The bridge was closed in May, as was the tunnel. Engineers found cracks elsewhere. Nobody was hurt."
    )
    old = ledger_of(text)
    new = ledger_of(text[: text.index(" The bridge was closed in May, as")])
    found = [claim_judged(new, judged(old, number)) for number in range(len(old.claims))]
    assert found[:4] == [claim.text for claim in old.claims[:4]]
    assert found[4:] == [None, None, None]


def test_a_judged_figure_does_not_go_to_the_same_number_elsewhere() -> None:
    old = ledger_of("The tunnel cost 40 million euros. It serves three towns.")
    event = events_of(Judge(target=target_of(old.document.text, "figure", old.figures[0]), value="wrong"))
    new = ledger_of("The tunnel cost 50 million euros. It serves three towns. Bridges cost 40 million euros.")
    review = review_of(new, event)
    assert (review.entries, len(review.unplaced)) == ({}, 1)


@pytest.mark.parametrize("text", ["It cost 140 million euros.", "It cost 40 millionaires their sleep."])
def test_words_within_words_are_no_place(text: str) -> None:
    anchor = Anchor(start=8, end=18, text="40 million", prefix="It cost ", suffix=" euros.")
    assert placed(anchor, "It cost 40 million euros.") == (8, 18)
    assert placed(anchor, text) is None


def test_an_anchor_without_counts_is_placed_as_before() -> None:
    """Events that an earlier version kept."""
    text = "Costs rose in the north. Nobody asked why it was so."
    anchor = replace(anchor_of(text, 0, 24), nth=0, times=0)
    assert placed(anchor, "First of all: " + text) == (14, 38)


def test_a_split_keeps_its_offset_when_the_new_claim_begins_earlier() -> None:
    text = "The mayor says the tunnel opened late and cost too much for the town."
    old = ledger_of(text, claims=("the tunnel opened late and cost too much for the town",))
    act = Split(target=target_of(text, "claim", old.claims[0]), at=text.index(" and cost"))
    new = ledger_of(text, claims=(text[:-1],))
    assert [state.claim.text for state in review_of(new, events_of(act)).claims.values()] == [
        "The mayor says the tunnel opened late", "and cost too much for the town"]  # fmt: skip


def test_what_became_of_each_act_is_told() -> None:
    old = ledger_of(BRIDGE)
    text = BRIDGE.replace("Nobody was hurt. ", "").replace("The bridge", "Last year the bridge")
    acts = [Judge(target=target_of(BRIDGE, "claim", claim), value="matches") for claim in old.claims]
    found = moved(old, ledger_of(text), events_of(*acts, Note(target=None, text="of all")))
    assert [each.state for each in found] == ["unplaced", "moved", "unplaced", "moved"]
    assert [each.look_again for each in found] == [()] * 4
    assert found[1].told == "“Engineers found cracks.” moved from 30 to 40"
    assert (found[1].old_id, found[1].new_id, found[1].act, found[1].event) == ("c2", "c2", "judge", 2)


def test_what_stands_as_it_did_stayed() -> None:
    old = ledger_of(BRIDGE)
    (one,) = moved(old, old, judged(old, 2))
    assert (one.state, one.look_again, one.old) == ("stayed", (), one.new)


def test_another_finding_is_to_be_looked_at_again() -> None:
    old, new = ledger_of(BRIDGE), ledger_of(BRIDGE, finding="differs")
    claim = target_of(BRIDGE, "claim", old.claims[0])
    passage = PassageRef(document="d:s", start=3, end=7, text="text")
    acts = (Judge(target=claim, value="matches"), Accept(target=claim, passage=passage), Rate(target=claim, rating="true"),
            Note(target=claim, text="hm"), Judge(target=claim, value=None))  # fmt: skip
    found = moved(old, new, events_of(*acts))
    assert [[part.what for part in each.look_again] for each in found] == [["finding"]] * 3 + [[], []]
    assert found[0].told.endswith("look again: finding: “differs”, was “matches”")


def test_a_figure_read_otherwise_is_to_be_looked_at_again() -> None:
    old = ledger_of("The tunnel cost 40 million euros.")
    figure = old.figures[0]
    new = replace(old, figures=(replace(figure, low=40, high=40),))
    acts = (Judge(target=target_of(old.document.text, "claim", old.claims[0]), value="matches"),
            Judge(target=target_of(old.document.text, "figure", figure), value="right"))  # fmt: skip
    assert [[part.what for part in each.look_again] for each in moved(old, new, events_of(*acts))] == [
        ["figure"],
        ["value"],
    ]


def test_a_claim_that_a_person_added_is_told_too() -> None:
    old = ledger_of(BRIDGE, claims=("Engineers found cracks",))
    added = AddClaim(anchor=anchor_of(BRIDGE, 0, 28), sort="fact")
    act = Judge(target=target_of(BRIDGE, "claim", review_of(old, events_of(added)).claims["e1"].claim), value="matches")
    found = moved(old, ledger_of("Now: " + BRIDGE, claims=("Engineers found cracks",)), events_of(added, act))
    assert [(each.state, each.act) for each in found] == [("moved", "add"), ("moved", "judge")]


_LINES = st.lists(
    st.sampled_from(("Costs rose.", "Costs did not rose.", "Costs rose in May.", "It rained 40 days.", "It rained 50 days.", "No.")),
    min_size=1, max_size=8,
)  # fmt: skip


@given(_LINES, _LINES, st.integers(0, 7))
def test_a_judgement_stands_at_the_very_words_or_nowhere_and_both_ways_of_asking_agree(
    before: list[str], after: list[str], which: int
) -> None:
    old, new = ledger_of(" ".join(before)), ledger_of(" ".join(after))
    events = judged(old, which % len(old.claims))
    words = claim_judged(new, events)
    (told,) = moved(old, new, events)
    assert words in {None, old.claims[which % len(old.claims)].text}
    assert (told.state == "unplaced") == (words is None)
    if told.new:
        assert new.document.text[told.new.start : told.new.end] == told.new.text == words
