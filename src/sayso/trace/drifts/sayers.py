"""Who says something in an article and in its source document, as drifts of say-so compare them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import Subject, align_subjects, read_sense
from sayso.align.speakers import are_other_speakers, speaker_kinds
from sayso.evidence.named import is_source_of
from sayso.model import Analysis, Attribution, Claim, Drift, DriftKind, Passage, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.plain_said import HEARSAY, hearsay_in, plain_said

from .counterpart import Counterpart

#: From this likeness of their words on, two mentions are of one source.
ALIKE: Final = 0.3
#: A source stands in a text that has this much of its name.
MOSTLY: Final = 0.6
#: Who says something in a source document: of more the nearest to the passage.
_MOST_SAYINGS: Final = 400


@dataclass(frozen=True, slots=True)
class Sayer:
    """A source as a text has it: the words of the mention, its fullest name there, what these words mean, and the kinds of speakers that they tell."""

    said: Attribution
    span: Span
    name: str
    sense: Subject
    kinds: frozenset[str]

    @property
    def is_person(self) -> bool:
        """Whether it is a person of whom it is known who: by name, or as "she" who was named before."""
        return self.said.source_kind == "person" and (self.said.named or self.said.resolves_to is not None)

    def is_like(self, other: Sayer) -> bool:
        """Whether two mentions may be of one source: a word of theirs is shared, in any language."""
        likeness = align_subjects(self.sense, other.sense)
        return max(likeness.score, likeness.back) >= ALIKE

    def is_other(self, other: Sayer) -> bool:
        """Whether two mentions are of speakers of whom none can be the other: a union and a ministry."""
        return are_other_speakers(self.kinds, other.kinds)


def claiming(matter: Matter) -> list[Sayer]:
    """Who says the article's claim there, outermost first."""
    article, claim = matter.asked.article, matter.asked.claim
    return sayers(article, matter.asked.said or _plainly(article, claim))


def hearsay(matter: Matter) -> list[Sayer]:
    """The words by which the article says that something is said, without anybody who says it: "it is said", "dit-on"."""
    article, claim = matter.asked.article, matter.asked.claim
    around = laid(article).sentences.at(claim.start)
    found = hearsay_in(article, around.start, max(around.end, claim.end)) if around else None
    return sayers(article, [found]) if found else []


def is_hearsay(one: Sayer) -> bool:
    """Whether nobody is told to say it at all."""
    return one.said.because == HEARSAY


def given(matter: Matter, theirs: Counterpart) -> list[Sayer]:
    """Who says it in the source document; where the claim there is nobody's, who is named in the passage as saying anything."""
    said = [one for one in theirs.said if not one.suggested]
    if not said and theirs.claim is not None:
        said = _plainly(matter.source, theirs.claim)
    passage = matter.candidate.passage
    return sayers(matter.source, said or saying(matter.source, passage.start, passage.end))


def _plainly(analysis: Analysis, claim: Claim) -> list[Attribution]:
    """Who says the clause in which a claim begins, by plain say-so."""
    return [one for one in plain_said(analysis) if any(part.start <= claim.start < part.end for part in one.content)]


def saying(analysis: Analysis, low: int, high: int) -> list[Attribution]:
    """Those who are named from `low` to `high` of a document as saying something."""
    mentions = laid(analysis).mentions.starting(low, high)
    found = [one for one, part in mentions if one.source and part is one.source[0] and not one.suggested]
    return found or [one for one in plain_said(analysis) if low <= one.source[0].start < high]


def sayings(matter: Matter) -> list[Sayer]:
    """Those who say something anywhere in the source document."""
    there, passage = matter.source.attributions, matter.candidate.passage
    found = laid(matter.source).once("sayings", lambda: [one for one in there if one.source and not one.suggested])
    found = found or list(plain_said(matter.source))
    if len(found) > _MOST_SAYINGS:
        at = bisect_left(found, passage.start, key=lambda one: one.source[0].start)
        found = found[max(0, at - _MOST_SAYINGS // 2) :][:_MOST_SAYINGS]
    return sayers(matter.source, found)


def sayers(analysis: Analysis, said: Sequence[Attribution]) -> list[Sayer]:
    """Those of attributions that have a source, each as its text has it."""
    return [_read(analysis, one) for one in said if one.source]


def is_document(matter: Matter, one: Sayer) -> bool:
    """Whether the article's source is the source document itself, by its outlet, title or name."""
    doc = matter.source.document
    return is_source_of(one.name, doc) or is_source_of(one.span.text, doc)


def said_drift(kind: DriftKind, mine: Sayer, theirs: Span | Passage) -> Drift:
    """A drift of say-so, with who says it there; `theirs` is a passage where the source document says it itself."""
    source = Span(start=theirs.start, end=theirs.end, text=theirs.text)
    who = f"“{source.text}” says it there" if isinstance(theirs, Span) else "the source document says it itself"
    return Drift(
        kind=kind, claim_span=mine.span, source_span=source, because=f"{who}; the article has “{mine.span.text}”"
    )


def _read(analysis: Analysis, said: Attribution) -> Sayer:
    speaker = laid(analysis).speakers.get(said.speaker or "")
    words = " ".join(part.text for part in said.source)
    name = f"{speaker.name} {words}" if speaker and speaker.name not in words else words
    language = analysis.document.language
    return Sayer(said, said.source[0], name, read_sense(name, language), speaker_kinds(name, language))
