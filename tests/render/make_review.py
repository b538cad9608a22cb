"""Reviews made by hand for the tests of the exports: one with every kind of act, and one of hostile texts."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sayso.model import (
    Accept,
    Act,
    AddClaim,
    Anchor,
    Event,
    House,
    Judge,
    Judgement,
    Ledger,
    Note,
    PassageRef,
    Rate,
    Rating,
    Reply,
    Reread,
    Respan,
    Sign,
    Target,
    Undo,
    Withhold,
)
from sayso.review import Review, anchor_of, review_of, target_of

from .make_ledger import Place, small_ledger

HOUSE = House(
    name="The Checking Desk",
    url="https://desk.example/about",
    scale=(
        Rating(id="false", name="False", value=1, meaning="the facts say otherwise"),
        Rating(id="partly", name="Partly true", value=3),
        Rating(id="true", name="True", value=5),
        Rating(id="unproven", name="Unproven"),
    ),
    unnamed="facts_only",
    most_unnamed=0.1,
)
#: Texts that do harm where they are taken for anything but text. Half a surrogate stands in one of them.
HOSTILE = (
    '=HYPERLINK("https://evil.example","x")',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnihton yas\u202c \u2066isolated\u2069",
    "one line\r\nanother\nand \u2028 a third",
    "half a \ud800 surrogate and \x00 nothing",
    "'); DROP TABLE claims; --",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) | a | b |",
    "```\n# heading\n- item\n1. item\n> quote\n***\n",
    "</script><!-- --> ]]> {{ 7 * 7 }} {% raw %} &amp; %00",
)


def target(ledger: Ledger, ident: str) -> Target:
    """A claim as the target of an act."""
    claim = next(claim for claim in ledger.claims if claim.id == ident)
    return target_of(ledger.document.text, "claim", claim)


def figure_target(ledger: Ledger, ident: str) -> Target:
    """A figure as the target of an act."""
    figure = next(figure for figure in ledger.figures if figure.id == ident)
    return target_of(ledger.document.text, "figure", figure)


def events_of(*acts: tuple[str, Act] | tuple[str, Act, int]) -> list[Event]:
    """Acts by (who, act) or (who, act, seen) as events, a minute apart."""
    made = []
    for seq, (who, act, *seen) in enumerate(acts, start=1):
        known: Any = seen[0] if seen else seq - 1
        when = f"2026-11-28T12:{seq:02}:00Z"
        made.append(Event(seq=seq, document="k1", who=who, when=when, seen=known, act=act))  # type: ignore[arg-type]
    return made


def _judged(ledger: Ledger) -> list[Any]:
    def judge(ident: str, value: Judgement) -> Judge:
        return Judge(target=target(ledger, ident), value=value)

    spanish = PassageRef(document="d:faro.txt", start=400, end=502, text="")
    spanish = replace(spanish, end=400 + len(ledger.traces[0].passage.text), text=ledger.traces[0].passage.text)  # type: ignore[union-attr]
    return [
        ("ann", Reread(ledger="b2:read", version="0.1.0")),
        ("ann", judge("c2", "matches")),
        ("ann", judge("c1", "matches")),
        ("ben", judge("c7", "differs"), 3),
        ("cal", judge("c7", "other_scope"), 3),
        ("ann", Accept(target=target(ledger, "c1"), passage=spanish)),
        ("ann", Accept(target=target(ledger, "c2"), passage=spanish)),
        ("ann", Judge(target=figure_target(ledger, "f2"), value="wrong")),
        ("ann", Note(target=target(ledger, "c2"), text="Ask Ines Marrow, who was there")),
        ("ben", Note(target=None, text="The whole leans on one report")),
        ("ben", Reply(target=target(ledger, "c12"), by="Ines Marrow", text="I never said so", received="2026-11-27")),
        ("ben", Reply(target=None, by="Port authority", text="We stand by it", received="2026-11-26")),
    ]


def _edits(ledger: Ledger) -> list[Any]:
    text = ledger.document.text
    place = Place(text)
    night = place.at("islanders want a night ferry")
    fresh = place.at("who runs the harbour café")
    gone = Anchor(start=5, end=30, text="words that are not there at all", prefix="x", suffix="y")
    return [
        ("ben", Respan(target=target(ledger, "c11"), anchor=anchor_of(text, *night))),
        ("cal", AddClaim(anchor=anchor_of(text, *fresh), sort="fact")),
        ("cal", Note(target=Target(kind="claim", id="c99", anchor=gone), text="lost")),
    ]


def acts(ledger: Ledger) -> list[Any]:
    """Acts of every kind, with two signings: the second corrects the first."""
    return [
        *_judged(ledger),
        *_edits(ledger),
        ("ann", Rate(target=target(ledger, "c2"), rating="false", reasons="The report counts 25,000.", name="Ann Lee")),
        ("ann", Rate(target=target(ledger, "c1"), rating="true", reasons="So says the report.", name="Ann Lee")),
        ("ann", Rate(target=target(ledger, "c13"), rating="unproven", name="")),
        ("ann", Sign(name="Ann Lee", ledger="b2:read")),
        ("ann", Rate(target=target(ledger, "c2"), rating="partly", reasons="It counts towns rightly.", name="Ann Lee")),
        ("ben", Sign(name="Ben Okri", ledger="b2:read", correction="the verdict on claim 2")),
    ]


def signed_review(*more: Any) -> Review:
    """The small ledger, reviewed by three people and signed twice; `more` is done after that."""
    ledger = small_ledger()
    return review_of(ledger, events_of(*acts(ledger), *more))


def withheld_review(name: str = "Ines Marrow") -> Review:
    """The same with a name withheld before it is signed again."""
    return signed_review(
        ("ann", Withhold(name=name)), ("ann", Sign(name="Ann Lee", ledger="b2:read", correction="a name"))
    )


def undone_review() -> Review:
    """The same with a verdict of before the signing taken back after it."""
    rated = next(event.seq for event in signed_review().events if isinstance(event.act, Rate))
    return signed_review(("ann", Undo(event=rated)))


def unsigned_review() -> Review:
    """The small ledger, which nobody has touched."""
    return review_of(small_ledger(), ())


def hostile_review() -> tuple[Review, House]:
    """Hostile texts as title, outlet, address, claims, names, notes, replies, reasons and house."""
    bad = "\n".join(HOSTILE)
    text = "\n\n".join(HOSTILE)
    ledger = small_ledger()
    doc = replace(
        ledger.document,
        text=text,
        title=bad,
        outlet=bad,
        byline=bad,
        uri="javascript:alert(1)//" + bad,
        blocks=(),
        links=(),
    )
    claims = []
    for number, words in enumerate(HOSTILE):
        at = text.index(words)
        claims.append(replace(ledger.claims[0], id=f"h{number}", start=at, end=at + len(words), text=words, restated=bad,
                              because=(bad,), attribution=(), figures=(), flags=()))  # fmt: skip
    sources = tuple(replace(source, title=bad, uri=bad, outlet=bad) for source in ledger.source_documents)
    passage = replace(ledger.traces[0].passage, text=bad, end=400 + len(bad))  # type: ignore[type-var]
    trace = replace(ledger.traces[0], claim="h0", passage=passage, because=bad, figures=(), drifts=())
    ledger = replace(ledger, document=doc, claims=tuple(claims), source_documents=sources, traces=(trace,), figures=(),
                     attributions=(), flags=(), speakers=(), wanted=(), problems=(), sentences=())  # fmt: skip
    done: list[Any] = []
    for ident in ("h0", "h5"):
        one = target(ledger, ident)
        done += [(bad, Judge(target=one, value="differs")), (bad, Note(target=one, text=bad))]
        done += [
            ("ann", Rate(target=one, rating="r", reasons=bad, name=bad)),
            ("ann", Reply(target=one, by=bad, text=bad)),
        ]
    done += [("ann", Sign(name=bad, ledger="b2:1", correction=bad))]
    house = House(name=bad, url="javascript:alert(1)", scale=(Rating(id="r", name=bad, value=2, meaning=bad),))
    return review_of(ledger, events_of(*done)), house
