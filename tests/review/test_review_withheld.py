"""Names that are withheld are gone from everything that a review holds, and nothing else moves."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.model import (
    Accept,
    Act,
    Anchor,
    Attribution,
    Certainty,
    Claim,
    Document,
    Event,
    Judge,
    Ledger,
    Made,
    Note,
    PassageRef,
    Rate,
    Reply,
    Respan,
    Sign,
    Span,
    Withhold,
    document_id,
    text_id,
)
from sayso.review import Review, anchor_of, blackened, review_of, target_of, withheld_review, withhold

NAME = "Maya Stone"
TEXT = "The tunnel leaks, Maya Stone says. Nobody asked her. MAYA\nSTONE wrote to us."
MADE = Made(stage="by-hand", version="1")


def _ledger(cut: int = TEXT.index("Stone")) -> Ledger:
    """A claim that begins within the name, so that its words hold a part of it alone."""
    claim = Claim(
        id="c1", start=cut, end=33, text=TEXT[cut:33], sort="fact", check_worthiness=0.5,
        because=("“Maya Stone” is named",), certainty=Certainty(author="certain"), attribution=("a1",), made=MADE,
    )  # fmt: skip
    source = Span(start=18, end=28, text=NAME)
    said = Attribution(
        id="a1", source=(source,), cue=(Span(start=29, end=33, text="says"),), content=(), speech="direct",
        source_kind="person", named=True, because="says", made=MADE,
    )  # fmt: skip
    doc = Document(
        id=document_id("https://news.example/maya-stone", None, TEXT), text_id=text_id(TEXT), text=TEXT,
        uri="https://news.example/maya-stone",
    )  # fmt: skip
    return Ledger(document=doc, claims=(claim,), attributions=(said,))


def _review(*acts: Act) -> Review:
    events = [
        Event(seq=seq, document="k", who="ann", when="2026-11-28T12:00:00Z", seen=seq - 1, act=act)  # type: ignore[arg-type]
        for seq, act in enumerate(acts, start=1)
    ]
    return review_of(_ledger(), events)


def _acts() -> list[Act]:
    target: Any = target_of(TEXT, "claim", _ledger().claims[0])
    moved = Anchor(start=900, end=910, text="Stone said", prefix="as Maya ", suffix=" to Maya St")
    return [
        Judge(target=target, value="differs"),
        Note(target=target, text="ask Maya Stone again"),
        Note(target=None, text="maya stone is a minor"),
        Reply(target=None, by="Maya Stone", text="I am Maya Stone"),
        Rate(target=target, rating="false", reasons="Maya Stone was there", name="Maya Stone"),
        Accept(target=target, passage=PassageRef(document="d:x", start=0, end=10, text=NAME)),
        Respan(target=target, anchor=moved),
        Sign(name="Maya Stone", ledger="b2:1", correction="not by Maya Stone"),
        Withhold(name=NAME),
    ]


def test_a_withheld_name_is_nowhere_in_the_review() -> None:
    review = _review(*_acts())
    told = _told(withheld_review(review))
    assert "stone" in _told(review)
    assert "stone" not in told
    assert "maya" not in told.replace("to maya st", "")


def _told(review: Review) -> str:
    """Everything that a review holds, in small letters; `repr` goes through dataclasses and entries alike."""
    return repr(review).lower()


def test_what_was_decided_stays_with_its_claim() -> None:
    before = _review(*_acts())
    after = withheld_review(before)
    state = after.claims["c1"]
    assert state.judgement.value == "differs"
    assert state.rated is not None
    assert state.rated.rating == "false"
    assert state.rated.name == "████ █████"
    assert [event.seq for event in after.events] == [event.seq for event in before.events]
    assert after.signed is not None
    assert after.signed.version == 1
    assert len(after.unplaced) == len(before.unplaced) == 1


def test_every_entry_still_stands_at_its_place() -> None:
    ledger = withheld_review(_review(*_acts())).ledger
    claim = ledger.claims[0]
    assert ledger.document.text[claim.start : claim.end] == claim.text == "█████ says"
    assert len(ledger.document.text) == len(TEXT)
    assert ledger.document.uri == "https://news.example/██████████"


@pytest.mark.parametrize("name", ["fact", "person", "certain", "differs", "claim", "a1", "by-hand"])
def test_a_name_that_is_a_word_of_the_format_harms_nothing(name: str) -> None:
    ledger = withhold(_ledger(), [name])
    assert msgspec.json.decode(ledger.to_json(), type=Ledger) == ledger
    assert ledger.claims[0].sort == "fact"
    assert ledger.claims[0].attribution == ("a1",)


def test_both_spellings_of_an_accent_are_met() -> None:
    text = "Jose\u0301 spoke; José listened."
    doc = Document(id=document_id("a", None, text), text_id=text_id(text), uri="a", text=text)
    assert withhold(Ledger(document=doc), ["José"]).document.text == "█████ spoke; ████ listened."


SPELLINGS = [
    "José García", "JOSÉ GARCÍA", "Jose Garcia", "Jose\u0301 Garci\u0301a", "José\nGarcía", "José\u00a0García", "José\u202fGarcía",
    "Jo\u00adsé Gar\u00adcía", "J\u200bo\u200cs\u200dé\u2060 \ufeffGar\u200ecía", "José\u2010García", "José–García",
    "jose-garcia", "jose_garcia", "jose+garcia", "jose.garcia", "jos%C3%A9-garc%C3%ADa", "jos%c3%a9%20garc%c3%ada",
    "Jose%CC%81%20Garci%CC%81a", "jos%C3%A9%C2%A0garc%C3%ADa", "j%6Fse%2Dgarcia", "ｊｏｓｅ　ｇａｒｃｉａ", "José Garcías", "José García's",
    "José García’s", "jos%C3%A9-garc%C3%ADa%27s", "José García%E2%80%99s",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", ["José García", "Jose Garcia", "JOSE\u0301  GARCÍA"])
@pytest.mark.parametrize("around", ["{}", "so {}, who", "https://a.example/by_{}_2026/?q={}", "x%20{}%2Fy", "«{}»"])
def test_a_name_is_hidden_however_it_is_spelt(name: str, spelling: str, around: str) -> None:
    black = blackened([name])
    assert black is not None
    text = around.format(spelling, spelling)
    hidden = black(text)
    block = "".join(sign if sign.isspace() else "█" for sign in spelling)
    assert hidden == around.format(block, block)


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("Jürgen Müller", "juergen-mueller, Jurgen Muller, JÜRGEN MÜLLER", "███████████████, ██████ ██████, ██████ ██████"),
        ("Lars Ødegård", "lars_oedegaard lars-odegard", "██████████████ ████████████"),
        ("Sinéad O’Brien", "sinead-obrien sinead-o-brien SINÉAD O'BRIEN'S", "█████████████ ██████████████ ██████ █████████"),
        ("Straße", "STRASSE Straßen", "███████ Straßen"),
        ("Łukasz Æbelø", "lukasz aebelo", "██████ ██████"),
        ("Jean-Luc Roy", "jean luc roy, Jean‑Luc Roy", "████ ███ ███, ████████ ███"),
        ("Marrow", "Marrows met marrowbone, Tamarrow and marrow2", "███████ met marrowbone, Tamarrow and marrow2"),
        ("علي حسن", "عَلِيّ حسن", "██████ ███"),
        ("毛泽东", "毛泽东 说", "███ 说"),
        ("-", "a - b-c", "a █ b-c"),
    ],
)  # fmt: skip
def test_letters_that_are_written_in_several_ways(name: str, text: str, hidden: str) -> None:
    black = blackened([name])
    assert black is not None
    assert black(text) == hidden


def test_names_that_share_a_word_are_both_hidden() -> None:
    black = blackened(["Ines Marrow", "Marrow Bridge"])
    assert black is not None
    assert black("Ines Marrow Bridge") == "████ ██████ ██████"


def test_nothing_to_hide_is_nothing() -> None:
    assert blackened([]) is None
    assert blackened(["", " ", "\u200b"]) is None


@given(st.text(), st.sampled_from(["José García", "a", "ß", "\u0301a", "%", "%C3"]))
def test_whatever_the_text_it_keeps_its_length_and_its_white_space(text: str, name: str) -> None:
    black = blackened([name])
    assert black is not None
    for each in (text, f"{name}{text}", f"{text}%E2%80{name}", f"ﬁ½{text}…"):
        hidden = black(each)
        assert len(hidden) == len(each)
        assert all(new in {old, "█"} for old, new in zip(each, hidden, strict=True))
        assert all(new == old for old, new in zip(each, hidden, strict=True) if old.isspace())


def test_an_anchor_keeps_its_context_where_it_still_stands() -> None:
    anchor = anchor_of(TEXT, 29, 33)
    review = _review(Respan(target=target_of(TEXT, "claim", _ledger().claims[0]), anchor=anchor), Withhold(name=NAME))
    act: Any = withheld_review(review).events[0].act
    assert act.anchor.prefix.endswith("████ █████ ")
    assert act.anchor.text == "says"


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)), st.integers(0, len(TEXT) - 1), st.integers(1, 40))
def test_wherever_edges_cut_a_name_no_part_of_it_is_left(start: int, size: int, at: int, width: int) -> None:
    """A claim and an anchor at any place of the text: their words are those of the text with the name blacked out."""
    ledger = _ledger()
    end, stop = min(len(TEXT), start + size), min(len(TEXT), at + width)
    claim = replace(ledger.claims[0], start=start, end=end, text=TEXT[start:end])
    ledger = replace(ledger, claims=(claim,), attributions=())
    respan = Respan(target=target_of(TEXT, "claim", claim), anchor=anchor_of(TEXT, at, stop))
    events = [Event(seq=1, document="k", who="ann", when="2026-11-28T12:00:00Z", seen=0, act=respan)]
    hidden = withheld_review(review_of(ledger, [*events, replace(events[0], seq=2, act=Withhold(name=NAME))]))
    black = withhold(ledger, [NAME]).document.text
    act: Any = hidden.events[0].act
    assert (act.anchor.text, hidden.machine.claims[0].text) == (black[at:stop], black[start:end])
    assert "ston" not in repr((hidden.events, hidden.machine.claims[0].text)).lower()
