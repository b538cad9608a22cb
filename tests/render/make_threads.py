"""Threads made for the tests: appearances as they are handed in, their figures and histories by the rules."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from tests.across.appearing import appears

from sayso.across import histories
from sayso.model import Appearance, FigureHistory, FigurePoint, FigureStep, Made, Origins, Rests, RestsHow, Thread, span

MADE = Made(stage="by-hand", version="1")
EVIL = (
    "</title></style><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><a href='javascript:alert(4)'>x</a>"
    '" onmouseover="alert(5) {{ 7*7 }} \u202eevil\u202c \u2066x\u2069 \0 ]]>'
)


def rests(document: str, on: str, *how: RestsHow, because: str = "it says so") -> Rests:
    """That one rests on another."""
    return Rests(document=document, on=on, how=how or ("says",), because=because)


def thread_of(
    appearances: Sequence[Appearance],
    known: Sequence[Rests] = (),
    roots: Sequence[str] = (),
    loops: Sequence[tuple[str, ...]] = (),
    ident: str = "t:made",
) -> Thread:
    """A thread of appearances, with what is known of who rests on whom."""
    count = len(roots) + len(loops)
    found = Origins(count=count, roots=tuple(roots), loops=tuple(loops), rests=tuple(known), because=f"On {count}.")
    return Thread(
        id=ident, first=appearances[0].id, appearances=tuple(appearances), histories=histories(appearances, known), origins=found,
        because="they say the same", made=MADE,
    )  # fmt: skip


def quays() -> Thread:
    """Four texts in two languages: a figure with bounds that is rounded and slips, a source, a circle."""
    said = [
        appears("a", "Between 29,000 and 31,000 containers stand on the quays of Northfield", "2026-03-02", "Northfield Courier", ("Harbour Office",)),
        appears("b", "30,000 containers stand on the quays of Northfield", "2026-03-04T10:00:00Z", "The Dales Post", ("Northfield Courier",)),
        appears("c", "3,000 containers stand on the quays of Northfield", "2026-03-05", "Merrow Times", ("The Dales Post",)),
        appears("d", "30.000 Container stehen auf den Kais von Northfield", None, "Sundkurier", (), "de"),
    ]  # fmt: skip
    known = [
        rests("a", "s:harbour office"),
        rests("b", "a", "says", "takes"),
        rests("c", "b", "copies"),
        rests("d", "e", "links"),
        rests("e", "d"),
    ]
    return thread_of(said, known, ["s:harbour office"], [("d", "e")])


def evil() -> Thread:
    """A thread in which every text that can be is hostile."""
    figure = replace(appears("x", "30,000 cats").figures[0], text=EVIL, unit=EVIL, per=EVIL, because=EVIL)
    one = Appearance(
        id=EVIL, document=EVIL, claim=EVIL, span=span(EVIL, 0, len(EVIL)), language='en" onload="alert(6)', outlet=EVIL, title=EVIL,
        uri="javascript:alert(7)", published=EVIL, speakers=(EVIL,), figures=(figure,),
    )  # fmt: skip
    other = replace(
        one,
        id="2",
        document="2",
        span=span(f"{EVIL} {EVIL} and more", 0, 2 * len(EVIL) + 10),
        uri=f"https://x/{EVIL}",
        language="en",
    )
    points = tuple(
        FigurePoint(appearance=each.id, published=EVIL, figure=figure, sources=(EVIL,)) for each in (one, other)
    )
    steps = (FigureStep(before=0, after=1, kinds=("grown",), because=EVIL),)
    known = (
        rests("2", EVIL, because=EVIL),
        rests(EVIL, f"s:{EVIL}", because=EVIL),
        rests("2", f"s:text {EVIL}", because=EVIL),
    )
    found = Origins(count=1, roots=(f"s:{EVIL}",), loops=((EVIL, "2"),), rests=known, because=EVIL)
    return Thread(
        id=EVIL, first=EVIL, appearances=(one, other), histories=(FigureHistory(id=EVIL, counted=EVIL, points=points, steps=steps),),
        origins=found, because=EVIL, made=MADE,
    )  # fmt: skip


def many(number: int) -> Thread:
    """As many texts of one claim: in four wordings, all but the first resting on one before."""
    said = [
        appears(f"d{at}", f"{('Some', 'About', 'Over', 'Up to')[at % 4]} 30,000 containers stand on the quays of Northfield", f"2026-{at % 12 + 1:02}-{at % 28 + 1:02}", f"Paper {at}")
        for at in range(number)
    ]  # fmt: skip
    known = [rests(f"d{at}", f"d{at // 7}", "takes") for at in range(1, number)]
    return thread_of(sorted(said, key=lambda one: one.published or ""), known, ["d0"])
