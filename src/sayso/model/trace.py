"""What the source documents say about a claim."""

from __future__ import annotations

from typing import Literal

from .figure import Figure
from .span import Entry, Made, Span

Finding = Literal["matches", "differs", "other_scope", "not_found"]
Relation = Literal["equal", "rounds_to", "contained", "overlaps", "apart", "incomparable"]
Reuse = Literal["verbatim", "near_verbatim", "paraphrase", "none"]
DriftKind = Literal[
    "bound_dropped",
    "hedge_dropped",
    "scope_dropped",
    "unit_changed",
    "base_changed",
    "period_changed",
    "concept_changed",
    "source_blurred",
    "source_changed",
    "quote_altered",
    "quote_truncated",
    "unquoted_reuse",
    "certainty_raised",
    "caveat_omitted",
]


class Passage(Entry, frozen=True, kw_only=True):
    """A stretch of a source document, small enough to be read beside a claim."""

    start: int
    end: int
    text: str
    page: int | None = None
    language: str = "und"


class FigureMatch(Entry, frozen=True, kw_only=True):
    """A claim's figure beside a source document's: how they relate, and the finding that follows.

    `claim_figure` is the figure's id; `source_figure` is the whole figure, with offsets in the source document.
    """

    claim_figure: str
    source_figure: Figure | None
    relation: Relation | None
    finding: Finding
    because: str


class Drift(Entry, frozen=True, kw_only=True):
    """What changed between the source document and the claim."""

    kind: DriftKind
    claim_span: Span
    source_span: Span
    because: str


class Trace(Entry, frozen=True, kw_only=True):
    """A claim beside one passage. A claim that was found nowhere has one trace, without document or passage.

    `relays` is the further source that the source document lays it to, where it names one: it has it at second hand. `behind` is the id of
    the trace whose source document lays it to this one.
    """

    id: str
    claim: str
    rank: int
    document: str | None = None
    passage: Passage | None = None
    score: float = 0.0
    finding: Finding
    abstained: bool = False
    because: str
    reuse: Reuse = "none"
    quoted: bool = False
    figures: tuple[FigureMatch, ...] = ()
    drifts: tuple[Drift, ...] = ()
    relays: Span | None = None
    behind: str | None = None
    made: Made


class Suggestion(Entry, frozen=True, kw_only=True):
    """What a model that a person chose says of a trace whose finding abstained. The finding stays as it is.

    `quote` are the words of the passage that it rests on, with offsets in the source document. An answer that cannot be
    taken has no finding: `rejected` says why. `text` is all that was answered, `payload` the hash of all that was asked.
    """

    id: str
    trace: str
    finding: Finding | None
    because: str
    quote: Span | None = None
    rejected: str | None = None
    text: str
    host: str
    model: str
    model_reported: str | None = None
    payload: str
    made: Made


class Wanted(Entry, frozen=True, kw_only=True):
    """A source document that the article rests on and that was not among those searched."""

    speaker: str
    name: str
    language: str | None = None
    before: str | None = None
    claims: tuple[str, ...] = ()
    because: str
    made: Made
