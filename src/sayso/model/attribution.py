"""Who is said to say what."""

from __future__ import annotations

from typing import Literal

from .span import Entry, Made, Span

Speech = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["person", "organisation", "media", "document", "group", "unknown"]


class Attribution(Entry, frozen=True, kw_only=True):
    """A source, its cue and the content that is laid in its mouth: three lists of spans (PARC, PolNeAR).

    `within` is the attribution whose content holds this one ("as Die Welt notes, experts are convinced ..."),
    `speaker` the real source behind the mention, `resolves_to` the earlier mention that names it ("the report" ->
    "a recent Europol report"), `suggested` marks what is carried over from a sentence before and is not certain.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speech: Speech
    source_kind: SourceKind
    named: bool
    because: str
    resolves_to: Span | None = None
    speaker: str | None = None
    within: str | None = None
    suggested: bool = False
    made: Made


class Speaker(Entry, frozen=True, kw_only=True):
    """A real source, however often and in whatever words it is mentioned."""

    id: str
    name: str
    kind: SourceKind
    named: bool
    made: Made
