"""Scores of traced claims: what is known of a claim and its source documents held against what is found.

A known claim and a found one meet where their places have at least half of the shorter one in common. Of what is found only what
meets a known claim counts: the labels do not speak of every claim of an article. What is known as optional is neither right
nor wrong where it is found, and not missed where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from sayso.model import DriftKind, Ledger, Span

from .attribution_scores import Place, Tally

KINDS: Final = get_args(DriftKind)
#: What is counted, and what that says. Of SHARES the share that is right is told, of the others precision, recall and F.
MEANINGS: Final = {
    "claims": "known claims that a claim of the ledger meets",
    "passage": "the first passage is one that the claim rests on (P@1)",
    "finding": "the finding on a figure",
    "figure": "the figure of the source, of those with a finding on both sides",
    "differs": "figures that differ",
    "false_differs": "figures that do not differ and are said to (lower is better)",
    "drift": "drifts: kind, claim and the sentence of the source",
    "false_alarms": "faithful claims with a drift or a figure that differs or has another scope (lower is better)",
}
SHARES: Final = frozenset({"claims", "passage", "finding", "figure", "false_differs", "false_alarms"})
#: How much of the shorter of two places must be common.
ENOUGH: Final = 0.5
#: Drifts of say-so: who says it may stand elsewhere in the document than what is said.
SAID: Final = frozenset({"source_blurred", "source_changed"})
_ALARMING: Final = frozenset({"differs", "other_scope"})

#: A place in a source document: its id, start and end.
Given = tuple[str, Place]


@dataclass(frozen=True, slots=True)
class FigureLabel:
    """A figure of a claim, any of the findings on it that is right, and the figure of the source, if there is one."""

    place: Place
    findings: frozenset[str]
    source: Given | None


@dataclass(frozen=True, slots=True)
class DriftLabel:
    """A drift: its kind, where it shows in the article, and where in the source document."""

    kind: str
    place: Place
    source: Given
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ClaimLabel:
    """A claim with all that is said of it, whoever says it. `cross` tells that its passages are in another language."""

    place: Place
    passages: tuple[Given, ...]
    figures: tuple[FigureLabel, ...]
    drifts: tuple[DriftLabel, ...]
    cross: bool = False

    @property
    def faithful(self) -> bool:
        """Whether it has a passage, nothing of it certainly drifted, and every figure of it may match."""
        moved = any(not one.optional for one in self.drifts)
        return bool(self.passages) and not moved and all("matches" in one.findings for one in self.figures)


@dataclass(slots=True)
class Compared:
    """What comparing gives: the counts by measure, and in words what is not right."""

    counts: dict[str, Tally] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, known: int, found: int, right: int) -> None:
        """Count some more of a measure."""
        self.counts[name] = self.counts.get(name, Tally()) + Tally(known, found, right)


def from_data(item: Mapping[str, Any], languages: Mapping[str, str]) -> list[ClaimLabel]:
    """The labelled claims of an item; `languages` are those of the source documents by their ids."""
    return [_claim(one, item, languages) for one in item["claims"]]


def _claim(one: Mapping[str, Any], item: Mapping[str, Any], languages: Mapping[str, str]) -> ClaimLabel:
    passages = tuple(map(_given, one["passages"]))
    source = languages[passages[0][0]] if passages else item["source_language"]
    figures = tuple(
        FigureLabel(_place(each), frozenset(each["findings"]), _given(each["source"]) if each["source"] else None)
        for each in one["figures"]
    )
    drifts = tuple(
        DriftLabel(each["kind"], _place(each["claim_span"]), _given(each["source_span"]), each["optional"])
        for each in one["drifts"]
    )
    return ClaimLabel(_place(one), passages, figures, drifts, cross=source != item["language"])


def _given(span: Mapping[str, Any]) -> Given:
    return span["document"], _place(span)


def _place(span: Mapping[str, Any]) -> Place:
    return span["start"], span["end"]


def from_ledger(ledger: Ledger) -> list[ClaimLabel]:
    """The claims of a ledger with what its traces say: passages in order of rank, of each figure its first finding that is one.

    The ids of the source documents are their uris.
    """
    uris = {one.id: one.uri for one in ledger.source_documents}
    figures = {one.id: (one.start, one.end) for one in ledger.figures}
    found = []
    for claim in ledger.claims:
        traces = sorted((one for one in ledger.traces if one.claim == claim.id), key=lambda one: one.rank)
        held = [(uris[one.document], one) for one in traces if one.document is not None and one.passage]
        passages = tuple((uri, (one.passage.start, one.passage.end)) for uri, one in held if one.passage)
        pairs: dict[str, FigureLabel] = {}
        for uri, trace in held:
            for match in trace.figures:
                if match.finding != "not_found" and match.claim_figure not in pairs:
                    given = (uri, _of_span(match.source_figure)) if match.source_figure else None
                    place = figures[match.claim_figure]
                    pairs[match.claim_figure] = FigureLabel(place, frozenset([match.finding]), given)
        drifts = tuple(
            DriftLabel(one.kind, _of_span(one.claim_span), (uri, _of_span(one.source_span)))
            for uri, trace in held
            for one in trace.drifts
        )
        found.append(ClaimLabel((claim.start, claim.end), passages, tuple(pairs.values()), drifts))
    return found


def _of_span(span: Span | Any) -> Place:
    return span.start, span.end


@dataclass(frozen=True, slots=True)
class Held:
    """An article with its source documents: texts, and where the sentences of each source document stand."""

    text: str
    sources: Mapping[str, str]
    sentences: Mapping[str, Sequence[Place]]


def compare(
    held: Held, known: Sequence[ClaimLabel], found: Sequence[ClaimLabel]
) -> Iterator[tuple[ClaimLabel, Compared]]:
    """Count every measure, a known claim at a time."""
    drifts: dict[int, list[DriftLabel]] = {}
    for claim in found:
        for drift in claim.drifts:
            if (at := _owner(drift, claim, known)) is not None:
                drifts.setdefault(at, []).append(drift)
    figures = [figure for claim in found for figure in claim.figures]
    for at, claim in enumerate(known):
        done = Compared()
        _count_passage(held, claim, _nearest(claim.place, found), done)
        alarm = _count_figures(held, claim, figures, done)
        alarm = _count_drifts(held, claim, drifts.get(at, []), done) or alarm
        if claim.faithful:
            done.add("false_alarms", 1, 1, int(alarm))
        yield claim, done


def _owner(drift: DriftLabel, claim: ClaimLabel, known: Sequence[ClaimLabel]) -> int | None:
    """The known claim that a found drift is laid to: of those that its claim meets the one that its own words are in most."""
    met = [at for at, one in enumerate(known) if _meet(one.place, claim.place)]
    shared = [(_common(known[at].place, drift.place), _common(known[at].place, claim.place), -at) for at in met]
    return -max(shared)[2] if shared else None


def _nearest(place: Place, found: Sequence[ClaimLabel]) -> ClaimLabel | None:
    met = [one for one in found if _meet(place, one.place)]
    return max(met, key=lambda one: (_common(place, one.place), -(one.place[1] - one.place[0])), default=None)


def _common(one: Place, other: Place) -> int:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def _meet(one: Place, other: Place) -> bool:
    return _common(one, other) >= ENOUGH * max(min(one[1] - one[0], other[1] - other[0]), 1)


def _at(one: Given, others: Iterable[Given]) -> bool:
    return any(one[0] == document and _meet(one[1], place) for document, place in others)


def _count_passage(held: Held, claim: ClaimLabel, found: ClaimLabel | None, done: Compared) -> None:
    done.add("claims", 1, 1, int(found is not None))
    if not claim.passages:
        return
    first = found.passages[0] if found and found.passages else None
    right = first is not None and _at(first, claim.passages)
    done.add("passage", 1, 1, int(right))
    if found is None:
        done.wrong.append(("claims", f"no claim: {_said(held, claim)}"))
    elif not right:
        shown = "nothing" if first is None else _words(held.sources[first[0]], first[1])
        done.wrong.append(("passage", f"{shown} for {_said(held, claim)}"))


def _said(held: Held, claim: ClaimLabel) -> str:
    return f"“{_words(held.text, claim.place)}”"


def _words(text: str, place: Place) -> str:
    return " ".join(text[slice(*place)].split())


def _count_figures(held: Held, claim: ClaimLabel, found: Sequence[FigureLabel], done: Compared) -> bool:
    """Count the findings on a claim's figures; gives whether one of them alarms."""
    alarm = False
    for figure in claim.figures:
        here = max(found, key=lambda one: _common(one.place, figure.place), default=None)
        here = here if here is not None and _common(here.place, figure.place) else None
        findings = here.findings if here else frozenset({"not_found"})
        right = bool(findings & figure.findings)
        alarm |= not right and bool(findings & _ALARMING)
        done.add("finding", 1, 1, int(right))
        if not right:
            told = f"{_any(findings)} should be {_any(figure.findings)}: {_words(held.text, figure.place)!r}"
            done.wrong.append(("finding", f"{told} in {_said(held, claim)}"))
        _count_differs(figure, int("differs" in findings), done)
        if figure.source and here and here.source:
            done.add("figure", 1, 1, int(_at(here.source, [figure.source])))
    return alarm


def _any(findings: Iterable[str]) -> str:
    return "/".join(sorted(findings))


def _count_differs(figure: FigureLabel, said: int, done: Compared) -> None:
    """Figures of which "differs" is the one right finding are known; where it is one of several it is neither missed nor wrong."""
    if figure.findings == {"differs"}:
        done.add("differs", 1, said, said)
    elif "differs" not in figure.findings:
        done.add("differs", 0, said, 0)
        done.add("false_differs", 1, 1, said)


def _count_drifts(held: Held, claim: ClaimLabel, found: Sequence[DriftLabel], done: Compared) -> bool:
    """Count a claim's drifts, each kind once; gives whether one is found that is not even optional."""
    alarm = False
    for kind in KINDS:
        known = next((one for one in claim.drifts if one.kind == kind), None)
        met = [one for one in found if one.kind == kind and not one.optional]
        right = known is not None and any(_same_place(held, known, one) for one in met)
        if known is not None and known.optional:
            continue
        alarm |= bool(met)
        counted = int(known is not None), int(bool(met)), int(right)
        done.add("drift", *counted)
        done.add(kind, *counted)
        if known is not None and not right:
            place = "at another place" if met else "missed"
            given = _words(held.sources[known.source[0]], known.source[1])
            done.wrong.append((kind, f"{place}: “{given}” for {_said(held, claim)}"))
        elif known is None and met:
            given = _words(held.sources[met[0].source[0]], met[0].source[1])
            done.wrong.append((kind, f"extra: “{given}” for {_said(held, claim)}"))
    return alarm


def _same_place(held: Held, known: DriftLabel, found: DriftLabel) -> bool:
    document, place = known.source
    if found.source[0] != document:
        return False
    wide = [one for one in held.sentences[document] if _common(one, place)] or [place]
    return known.kind in SAID or any(_common(one, found.source[1]) for one in wide)


def added(compared: Iterable[Compared]) -> dict[str, Tally]:
    """The counts of several claims together: those of MEANINGS in their order, then those of the kinds of drift."""
    total = dict.fromkeys((*MEANINGS, *KINDS), Tally())
    for one in compared:
        for name, tally in one.counts.items():
            total[name] += tally
    return total
