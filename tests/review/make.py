"""Ledgers and events made by hand, with real figures, for the tests of what changed and what moved."""

from __future__ import annotations

import re
from typing import Any

from sayso.extract.figures import find_figures
from sayso.model import Act, Certainty, Claim, Document, Event, Figure, Ledger, Made, Passage, Sentence, Trace, text_id

MADE = Made(stage="by-hand", version="1")
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?=\d)[^.\n]+)*\.?")


def ledger_of(text: str, *, shift: int = 0, finding: Any = "matches", claims: tuple[str, ...] = ()) -> Ledger:
    """A claim a sentence, or the named stretches, with real figures and one passage each."""
    sentences = [
        (m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in _SENTENCE.finditer(text) if m[0].strip()
    ]
    places = [(text.index(each), text.index(each) + len(each)) for each in claims] or sentences
    doc = Document(id="d:x", text_id=text_id(text), uri="a.txt", language="en", text=text)
    spans = tuple(Sentence(start=start, end=end) for start, end in sentences)
    figures = find_figures(doc, spans)
    made = tuple(_claim(text, number, place, figures) for number, place in enumerate(places, start=1 + shift))
    traces = tuple(_trace(claim, finding) for claim in made)
    return Ledger(document=doc, sentences=spans, figures=figures, claims=made, traces=traces)


def _claim(text: str, number: int, place: tuple[int, int], figures: tuple[Figure, ...]) -> Claim:
    inside = tuple(each.id for each in figures if place[0] <= each.start and each.end <= place[1])
    return Claim(
        id=f"c{number}", start=place[0], end=place[1], text=text[slice(*place)], sort="fact", check_worthiness=0.5,
        because=(), certainty=Certainty(author="certain"), figures=inside, made=MADE,
    )  # fmt: skip


def _trace(claim: Claim, finding: Any) -> Trace:
    passage = Passage(start=3, end=7, text="text")
    return Trace(
        id=f"t-{claim.id}",
        claim=claim.id,
        rank=1,
        document="d:s",
        passage=passage,
        finding=finding,
        because="",
        made=MADE,
    )


def events_of(*acts: Act) -> tuple[Event, ...]:
    return tuple(
        Event(seq=seq, document="d", who="ann", when="", seen=seq - 1, act=act)  # type: ignore[arg-type]
        for seq, act in enumerate(acts, start=1)
    )
