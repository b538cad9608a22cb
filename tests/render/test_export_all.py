"""What every form of export keeps: withheld names, the signature, the same bytes, hostile texts as text."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from msgspec.structs import replace
from tests.review.test_review_withheld import SPELLINGS

from sayso.cli.grammar import FORMS
from sayso.model import Accept, Anchor, Merge, Note, PassageRef, Rate, Reply, Sign, Target, Withhold
from sayso.render import EXPORTS, choose, cut, house_of, is_draft, state_words
from sayso.render.exporting import presentable
from sayso.review import Review, review_of

from .make_ledger import large_ledger, plain_ledger, small_ledger
from .make_review import (
    HOSTILE,
    HOUSE,
    events_of,
    hostile_review,
    signed_review,
    target,
    undone_review,
    unsigned_review,
    withheld_review,
)

NAMES = tuple(EXPORTS)


def _text(content: str | bytes) -> str:
    """All that a form holds, as text; of a packet the contents of its files."""
    if isinstance(content, str):
        return content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packet:
            return "\n".join(packet.read(name).decode() for name in packet.namelist())
    return content.decode("utf-8", "replace")


def test_the_command_line_knows_every_form_by_the_same_words() -> None:
    assert {name: form.words for name, form in EXPORTS.items()} == FORMS
    assert all(form.name == name and form.suffix.startswith(".") for name, form in EXPORTS.items())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_review_gives_the_same_bytes(name: str) -> None:
    assert EXPORTS[name].render(signed_review(), HOUSE) == EXPORTS[name].render(signed_review(), HOUSE)


@pytest.mark.parametrize("name", NAMES)
def test_a_withheld_name_is_in_no_form(name: str) -> None:
    """Neither in the text, nor in notes, reasons, replies, names, nor in the places that events keep."""
    review = withheld_review()
    shown = _text(EXPORTS[name].render(signed_review(), HOUSE)).lower()
    hidden = _text(EXPORTS[name].render(review, HOUSE)).lower()
    assert "marrow" in shown or name in {"csl", "claimreview", "csv-figures"}
    assert "ines marrow" not in hidden
    assert "ines\\u0020marrow" not in hidden
    assert "marrow" not in hidden.replace("ms marrow", "")  # the source document's own words: another name


@pytest.mark.parametrize("name", ["html", "markdown", "csv-claims", "webannotation", "sqlite"])
def test_a_reply_stays_when_its_claim_is_merged_into_another(name: str) -> None:
    """`c12` has the reply of who is named; merged behind `c11`, it is said of the claim that keeps its id."""
    ledger = signed_review().machine
    merged = signed_review(("cal", Merge(targets=(target(ledger, "c11"), target(ledger, "c12")))))
    assert "I never said so" in _text(EXPORTS[name].render(merged, HOUSE))
    assert [event.act.by for event in merged.claims["c11"].replies] == ["Ines Marrow"]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["html", "markdown", "packet", "json"])
def test_a_reply_to_words_that_are_gone_is_written_out(name: str) -> None:
    gone = Target(kind="claim", id="c99", anchor=Anchor(start=5, end=30, text="words that are not there at all"))
    review = signed_review(("ben", Reply(target=gone, by="Ines Marrow", text="I never said those words")))
    assert "I never said those words" in _text(EXPORTS[name].render(review, HOUSE))


@pytest.mark.parametrize("name", ["html", "markdown", "webannotation", "prov"])
def test_both_voices_of_verdicts_in_conflict_are_written(name: str) -> None:
    """Also of one person's, where two claims that were rated differently are merged."""
    ledger = signed_review().machine
    review = signed_review(("cal", Merge(targets=(target(ledger, "c1"), target(ledger, "c2")))))
    assert review.claims["c1"].verdict.conflict
    text = _text(EXPORTS[name].render(review, HOUSE))
    assert "So says the report." in text
    assert "It counts towns rightly." in text


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_both_voices_of_passages_in_conflict_are_written_and_neither_comes_first(name: str) -> None:
    ledger = signed_review().machine
    other = PassageRef(document="d:faro.txt", start=1, end=9, text="a shorter one")
    review = signed_review(("dora", Accept(target=target(ledger, "c1"), passage=other), 0))
    assert review.claims["c1"].accepted.conflict
    assert [trace.id for trace in review.ledger.traces if trace.claim == "c1"] == [
        trace.id for trace in ledger.traces if trace.claim == "c1"
    ]
    text = _text(EXPORTS[name].render(review, HOUSE))
    assert "in conflict, none counts: “a shorter one”" in text
    assert "accepted by dora" in text
    assert text.count("accepted by ann") >= 2


def _bare(text: str) -> str:
    """A text as somebody reads it who looks for a name: decoded, without accents, signs that are not seen, and case."""
    for _ in range(2):
        text = unquote(html.unescape(text))
    text = re.sub(r"\\\\*u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(sign for sign in unicodedata.normalize("NFKD", seen) if not unicodedata.combining(sign)).casefold()


def _spelt_review(*more: Any) -> Review:
    """A review that holds a name in every spelling: in its text, claims, addresses, titles, notes, replies and reasons."""
    spelt = "; ".join(SPELLINGS)
    ledger = small_ledger()
    text = f"{ledger.document.text}\n{spelt}\nand {spelt} said so"
    slug = "https://faro.example/jos%C3%A9-garc%C3%ADa/jose_garcia?by=jose+garcia"
    doc = replace(ledger.document, text=text, uri=slug, title=spelt, byline=spelt, outlet=spelt)
    start = text.rindex(spelt) + 5  # within the name
    claim = replace(ledger.claims[0], id="c99", start=start, end=len(text), text=text[start:], because=(spelt,),
                    attribution=(), figures=(), flags=())  # fmt: skip
    sources = tuple(replace(one, uri=slug, title=spelt, outlet=spelt) for one in ledger.source_documents)
    passage = replace(ledger.traces[0].passage, text=spelt, end=400 + len(spelt))  # type: ignore[type-var]
    trace = replace(ledger.traces[0], id="t99", claim="c99", passage=passage, because=spelt, figures=(), drifts=())
    ledger = replace(ledger, document=doc, claims=(*ledger.claims, claim), traces=(*ledger.traces, trace),
                     source_documents=sources)  # fmt: skip
    one = target(ledger, "c99")
    gone = Target(kind="claim", id="c98", anchor=Anchor(start=1, end=9, text=spelt, prefix="x ", suffix=" y"))
    acts = [
        Note(target=one, text=spelt),
        Note(target=gone, text=spelt),
        Reply(target=one, by=spelt, text=spelt),
        Rate(target=one, rating="false", reasons=spelt, name=spelt),
        Sign(name=spelt, ledger="b2:read", correction=spelt),
    ]
    return review_of(ledger, events_of(*((spelt, act) for act in acts), *more))


@pytest.mark.parametrize("name", NAMES)
def test_a_withheld_name_is_in_no_form_however_it_is_spelt(name: str) -> None:
    """The name's spellings are looked for with other means than those that hide them."""
    house = replace(HOUSE, name="José García’s desk", url="https://jos%C3%A9-garc%C3%ADa.example")
    hidden = _spelt_review(("ann", Withhold(name="José García")))
    assert "garcia" in _bare(_text(EXPORTS[name].render(_spelt_review(), house)))
    written = _bare(_text(EXPORTS[name].render(hidden, house)))
    assert "garcia" not in written
    assert "jose" not in written


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("withheld", ["Ann Lee", "Ben Okri", "The Checking Desk", "El Faro", "fact", "differs"])
def test_names_of_people_houses_and_words_of_the_format_can_be_withheld(name: str, withheld: str) -> None:
    written = _text(EXPORTS[name].render(withheld_review(withheld), HOUSE))
    if " " in withheld:
        assert withheld.lower() not in written.lower()


@pytest.mark.parametrize("name", ["html", "json", "csv-claims", "sqlite", "packet"])
def test_a_name_that_is_withheld_later_is_withheld_in_versions_signed_before(name: str) -> None:
    review = signed_review(("ann", Withhold(name="Ines Marrow")))
    version = cut(review.machine, review.events, choose(review.events, 1))
    assert state_words(version) == "Signed by Ann Lee on 2026-11-28, version 1"
    written = _text(EXPORTS[name].render(version, HOUSE))
    assert "ines marrow" not in written.lower()
    assert "Signed by Ann Lee" in written or name == "json"
    shown = signed_review(("ann", Withhold(name="Ines Marrow")), ("ann", Withhold(name="Ines Marrow", on=False)))
    assert not cut(shown.machine, shown.events, choose(shown.events, 1)).withheld


@pytest.mark.parametrize("name", ["csl", "claimreview", "csv-figures"])
def test_a_withheld_outlet_is_in_no_citation_and_no_table(name: str) -> None:
    house = HOUSE if name != "claimreview" else replace(HOUSE, name="El Faro")
    assert "El Faro" in _text(EXPORTS[name].render(signed_review(), house))
    assert "El Faro" not in _text(EXPORTS[name].render(withheld_review("El Faro"), house))


@pytest.mark.parametrize("name", ["html", "markdown", "csv-claims", "webannotation", "prov", "sqlite", "packet"])
def test_it_says_who_signed_it_or_that_nobody_did(name: str) -> None:
    signed = _text(EXPORTS[name].render(signed_review(), HOUSE))
    assert "Signed by Ben Okri on 2026-11-28, version 2; correction: the verdict on claim 2" in signed
    assert "Draft" not in signed
    assert "Draft: nobody has signed it." in _text(EXPORTS[name].render(unsigned_review(), HOUSE))


def test_what_was_changed_or_undone_after_the_signing_is_a_draft_again() -> None:
    review = signed_review(("cal", Note(target=None, text="wait")))
    assert is_draft(review)
    assert state_words(review).startswith("Draft: changed since it was signed. Last signed by Ben Okri")
    assert is_draft(undone_review())
    assert not is_draft(signed_review())


def test_a_version_is_chosen_by_its_number_and_the_last_signed_by_default() -> None:
    events = signed_review(("cal", Note(target=None, text="wait"))).events
    assert (choose(events).until, choose(events).ledger) == (21, "b2:read")
    assert choose(events, 1).until == 19
    assert choose(events, "draft").until is None
    unsigned = choose(events[:3])
    assert (unsigned.until, unsigned.ledger, unsigned.note != "") == (None, "b2:read", True)


def test_a_version_shows_what_was_held_when_it_was_signed() -> None:
    review = signed_review()
    first = review_of(review.machine, review.events, until=choose(review.events, 1).until)
    rated = first.claims["c2"].rated
    assert rated is not None
    assert rated.rating == "false"
    assert state_words(first) == "Signed by Ann Lee on 2026-11-28, version 1"


def test_the_house_is_as_it_was_last_set() -> None:
    from sayso.model import House, SetHouse

    events = events_of(("ann", SetHouse(house=House(name="old"))), ("ann", SetHouse(house=HOUSE)))
    assert house_of(events) == HOUSE
    assert house_of(()) == House()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_are_written_whole_and_act_nowhere(name: str) -> None:
    review, house = hostile_review()
    content = EXPORTS[name].render(review, house)
    text = _text(content)
    assert text
    text.encode()  # no half surrogate is left
    if name in {"html", "packet", "markdown"}:
        assert "<script>alert(1)" not in text or name == "packet"
        assert "\u202e" not in text or name == "packet"


@pytest.mark.parametrize("name", NAMES)
def test_a_ledger_without_anything_in_it_has_every_form(name: str) -> None:
    assert EXPORTS[name].render(review_of(plain_ledger("A."), ()), HOUSE)


@pytest.mark.parametrize("name", NAMES)
def test_a_large_ledger_is_written_in_reasonable_time(name: str) -> None:
    """700 claims in 300,000 characters: seconds, not minutes, also with a name withheld."""
    import time

    ledger = large_ledger()
    review = review_of(
        ledger,
        events_of(("ann", Withhold(name="Experts")), ("ann", Rate(target=target(ledger, "c3"), rating="x", name="A"))),
    )
    started = time.process_time()
    EXPORTS[name].render(review, HOUSE)
    assert time.process_time() - started < 20


def test_presentable_moves_nothing() -> None:
    review, _ = presentable(*hostile_review())
    assert len(review.ledger.document.text) == len("\n\n".join(HOSTILE))
    assert "half a \ufffd surrogate" in review.ledger.document.text
    assert json.dumps([claim.text for claim in review.ledger.claims]).count("ud800") == 0
