"""Claims as people leave them: edges set anew, claims added, merged and split, over the machine's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from msgspec.structs import replace

from sayso.align import negation
from sayso.model import (
    AddClaim,
    Attribution,
    Certainty,
    Claim,
    Event,
    Figure,
    Flag,
    Ledger,
    Made,
    Merge,
    Respan,
    Split,
    Target,
    Trace,
)

from .anchors import placed
from .pairing import shared
from .standing import Standing
from .texts import Place

MADE: Final = Made(stage="review", version="1")
#: From this share of what both cover on, two stretches count as the same claim after the text has changed.
_SAME: Final = 0.5
_Placed = TypeVar("_Placed", Figure, Flag)


@dataclass
class Claims:
    """The claims as they stand after some events; `apply` takes one more. Used by `review_of` alone."""

    ledger: Ledger
    by_id: dict[str, Claim] = field(default_factory=dict)
    traces: dict[str, tuple[Trace, ...]] = field(default_factory=dict)
    #: The claims at each place, by id, in the order in which they came there.
    at: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    #: Which events shaped a claim, by its id: only a person's hand is in here.
    hands: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    #: The edges that people gave a claim, by its id.
    edges: dict[str, Standing[Place]] = field(default_factory=dict)
    #: Where merged claims stood, and which claim they are in now: for acts of people who had not seen the merging.
    merged: dict[Place, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger) -> Claims:
        """The machine's own claims."""
        traces: dict[str, list[Trace]] = {claim.id: [] for claim in ledger.claims}
        for trace in ledger.traces:
            traces.setdefault(trace.claim, []).append(trace)
        held = {ident: tuple(sorted(found, key=lambda trace: trace.rank)) for ident, found in traces.items()}
        at: dict[tuple[int, int], list[str]] = {}
        for claim in ledger.claims:
            at.setdefault((claim.start, claim.end), []).append(claim.id)
        return cls(ledger, {claim.id: claim for claim in ledger.claims}, held, at)

    def find(self, target: Target) -> Claim | None:
        """The claim that is meant, or None where none is sure.

        It is the one at the same place, or the one of that id that people gave other edges, or the one that covers most of it,
        or the one that a claim of that place was merged into.
        Ids are numbers that the next reading gives anew, so an id alone names nothing; and a claim with a denial or a
        figure more or less is another claim.
        """
        place = placed(target.anchor, self.ledger.document.text)
        if place is None:
            return None
        same, named = self.at.get(place, []), self.by_id.get(target.id)
        if same:
            return named if named is not None and named.id in same else self.by_id[same[0]]
        if named is not None and self.hands.get(named.id) and shared(place, (named.start, named.end)) > 0:
            return named
        near = [claim for claim in self.by_id.values() if shared(place, (claim.start, claim.end)) >= _SAME]
        meant = [claim for claim in near if self.hands.get(claim.id) or self._says_as_much(place, claim)]
        best = max(meant, key=lambda claim: shared(place, (claim.start, claim.end)), default=None)
        return best or self._merged_at(place)

    def _merged_at(self, place: Place) -> Claim | None:
        """The claim that holds one that stood at a place until it was merged."""
        claim = self.by_id.get(self.merged.get(place, ""))
        return claim if claim is not None and shared(place, (claim.start, claim.end)) > 0 else None

    def _says_as_much(self, place: tuple[int, int], claim: Claim) -> bool:
        """Whether what only one of two stretches covers holds neither a denial nor a figure."""
        doc = self.ledger.document
        edges = [sorted((place[0], claim.start)), sorted((place[1], claim.end))]
        if any(negation(doc.text[start:end], doc.language) for start, end in edges):
            return False
        return not any(_within(self.ledger.figures, start, end) for start, end in edges)

    def apply(self, event: Event) -> bool:
        """Take an event that shapes claims; gives whether its place was found. Other events are none of its business."""
        act = event.act
        if isinstance(act, AddClaim):
            return self._add(event, act)
        if isinstance(act, Respan):
            return self._respan(event, act)
        if isinstance(act, Merge):
            return self._merge(event, act)
        if isinstance(act, Split):
            return self._split(event, act)
        return True

    def ordered(self) -> tuple[Claim, ...]:
        """The claims in the order of the text."""
        return tuple(sorted(self.by_id.values(), key=lambda claim: (claim.start, claim.end, claim.id)))

    def _add(self, event: Event, act: AddClaim) -> bool:
        place = placed(act.anchor, self.ledger.document.text)
        if place is None:
            return False
        said = self._said(*place)
        claim = Claim(
            id=f"e{event.seq}",
            start=place[0],
            end=place[1],
            text="",
            sort=act.sort,
            check_worthiness=1.0,
            because=("added by a person",),
            certainty=Certainty(author="unknown"),
            attribution=tuple(each.id for each in said),
            made=MADE,
        )
        self._keep(event, claim, place, ())
        return True

    def _respan(self, event: Event, act: Respan) -> bool:
        claim, place = self.find(act.target), placed(act.anchor, self.ledger.document.text)
        if claim is None or place is None:
            return False
        self._keep(event, claim, place, self.traces[claim.id])
        return True

    def merging(self, act: Merge) -> tuple[Claim, ...]:
        """The claims that an act makes one, the one that keeps its id first; none where a place is not found or they are one."""
        found = [self.find(target) for target in act.targets]
        claims = tuple(dict.fromkeys(claim for claim in found if claim is not None))
        return () if None in found or len(claims) < 2 else claims  # noqa: PLR2004  one claim cannot be merged

    def _merge(self, event: Event, act: Merge) -> bool:
        claims = self.merging(act)
        if not claims:
            return False
        first, idents = claims[0], [claim.id for claim in claims]
        place = min(claim.start for claim in claims), max(claim.end for claim in claims)
        traces = _reranked(first.id, [trace for ident in idents for trace in self.traces[ident]])
        hands = {hand.seq: hand for ident in idents for hand in self.hands.get(ident, ())}
        edges = Standing.together(self.edges[ident] for ident in idents if ident in self.edges)
        said = tuple(dict.fromkeys(ident for claim in claims for ident in claim.attribution))
        self._send(claims)
        for claim in claims:
            self._drop(claim)
        self.hands[first.id], self.edges[first.id] = tuple(hands[seq] for seq in sorted(hands)), edges
        self._keep(event, replace(first, attribution=said), place, traces)
        return True

    def _send(self, claims: Sequence[Claim]) -> None:
        """Note where merged claims stood, and send on what had been merged into them before."""
        first, gone = claims[0].id, {claim.id for claim in claims[1:]}
        self.merged.update({place: first for place, ident in self.merged.items() if ident in gone})
        self.merged.update({(claim.start, claim.end): first for claim in claims})

    def _split(self, event: Event, act: Split) -> bool:
        claim, text = self.find(act.target), self.ledger.document.text
        place = placed(act.target.anchor, text)
        if claim is None or place is None:
            return False
        at = act.at + place[0] - act.target.anchor.start  # the text before it may have grown
        left, right = text[claim.start : at].rstrip(), text[at : claim.end].lstrip()
        if not claim.start < at < claim.end or not left or not right:
            return False
        traces, second = self.traces[claim.id], f"e{event.seq}"
        copied = tuple(replace(trace, id=f"{trace.id}-{second}", claim=second) for trace in traces)
        self._keep(event, claim, (claim.start, claim.start + len(left)), traces)
        self._keep(event, replace(claim, id=second), (claim.end - len(right), claim.end), copied)
        return True

    def _keep(self, event: Event, claim: Claim, place: tuple[int, int], traces: tuple[Trace, ...]) -> None:
        """Hold a claim at a place, with the figures and flags that begin there and the traces as far as they speak of them."""
        start, end = place
        figures = _within(self.ledger.figures, start, end)
        hands, edges = self.hands.get(claim.id, ()), self.edges.get(claim.id, Standing())
        if claim.id in self.by_id:
            self._drop(self.by_id[claim.id])
        self.at.setdefault(place, []).append(claim.id)
        self.by_id[claim.id] = replace(
            claim,
            start=start,
            end=end,
            text=self.ledger.document.text[start:end],
            restated=None,
            figures=tuple(each.id for each in figures),
            flags=tuple(each.id for each in _within(self.ledger.flags, start, end)),
        )
        self.traces[claim.id] = tuple(_narrowed(trace, {each.id for each in figures}, start, end) for trace in traces)
        self.hands[claim.id], self.edges[claim.id] = (*hands, event), edges.with_act(event, place)

    def _drop(self, claim: Claim) -> None:
        del self.by_id[claim.id], self.traces[claim.id]
        self.at[claim.start, claim.end].remove(claim.id)
        self.hands.pop(claim.id, None)
        self.edges.pop(claim.id, None)

    def _said(self, start: int, end: int) -> list[Attribution]:
        """Who a stretch is laid to, outermost first: the attributions whose content covers it, the widest first."""
        covering = [
            (span.end - span.start, said)
            for said in self.ledger.attributions
            for span in said.content
            if span.start <= start and end <= span.end
        ]
        return list({said.id: said for _, said in sorted(covering, key=lambda pair: -pair[0])}.values())


def _within(entries: Sequence[_Placed], start: int, end: int) -> tuple[_Placed, ...]:
    return tuple(each for each in entries if start <= each.start < end)


def _narrowed(trace: Trace, figures: set[str], start: int, end: int) -> Trace:
    """A trace without what it says of words that the claim no longer holds."""
    matches = tuple(match for match in trace.figures if match.claim_figure in figures)
    drifts = tuple(each for each in trace.drifts if each.claim_span.start < end and each.claim_span.end > start)
    return replace(trace, figures=matches, drifts=drifts)


def _reranked(claim: str, traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Traces of several claims as those of one: each passage once, the best first."""
    best: dict[object, Trace] = {}
    for trace in sorted(traces, key=lambda trace: (trace.passage is None, trace.rank, -trace.score)):
        passage = trace.passage
        best.setdefault(None if passage is None else (trace.document, passage.start, passage.end), trace)
    if len(best) > 1:
        best.pop(None, None)  # "found nowhere" no longer holds
    return tuple(replace(trace, claim=claim, rank=rank) for rank, trace in enumerate(best.values(), start=1))
