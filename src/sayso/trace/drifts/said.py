"""Drifts of say-so: a source that the article blurs or exchanges, held against the source document's own say-so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.model import Analysis, Attribution, Drift, Span
from sayso.trace.matter import Matter
from sayso.trace.wanted import is_source_of

from .counterpart import Counterpart

#: Sources that stand for nobody in particular: "experts", "analysts", "officials".
_NOBODY: Final = frozenset(("group", "unknown", "person"))
#: From this likeness of their words on, two mentions are of one source.
_ALIKE: Final = 0.3


def source_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A source that the article names less exactly than the source document, or another one.

    A source is another only where the source document itself has the article's source say something else, or where
    both are people of different names: names of bodies are translated too freely to part them by their words.
    """
    chain = [said for said in matter.asked.said if said.source]
    if not chain or _is_document(matter, chain[-1]):
        return
    mine = chain[-1]
    given = [said for said in theirs.said if said.source and not said.suggested]
    if any(_same(matter, one, other) for one in chain for other in given):
        return
    if given and (_speaks_elsewhere(matter, mine, given) or _are_other_people(matter, mine, given[-1])):
        yield _drift("source_changed", mine.source[0], given[-1].source[0], "says it there; the article has")
    elif not mine.named and mine.source_kind in _NOBODY and not _speaks_there(matter, mine):
        named = next((said for said in reversed(given) if said.named), None)
        if named is not None:
            yield _drift("source_blurred", mine.source[0], named.source[0], "says it there; the article has")


def _drift(kind: str, claimed: Span, source: Span, words: str) -> Drift:
    return Drift(
        kind="source_changed" if kind == "source_changed" else "source_blurred",
        claim_span=claimed,
        source_span=source,
        because=f"“{source.text}” {words} “{claimed.text}”",
    )


def _is_document(matter: Matter, said: Attribution) -> bool:
    """Whether the article's source is the source document itself, by its outlet, title or name."""
    name = _called(matter.asked.article, said)
    doc = matter.source.document
    return is_source_of(name, doc) or any(is_source_of(part.text, doc) for part in said.source)


def _called(analysis: Analysis, said: Attribution) -> str:
    """A source's fullest name in its document, with the words of the mention."""
    speaker = next((one for one in analysis.speakers if one.id == said.speaker), None)
    words = " ".join(part.text for part in said.source)
    return f"{speaker.name} {words}" if speaker and speaker.name not in words else words


def _same(matter: Matter, mine: Attribution, given: Attribution) -> bool:
    """Whether two mentions may be of one source: a word of theirs is shared, in any language."""
    one = read_sense(_called(matter.asked.article, mine), matter.asked.language)
    other = read_sense(_called(matter.source, given), matter.candidate.passage.language)
    likeness = align_subjects(one, other)
    return max(likeness.score, likeness.back) >= _ALIKE


def _others(matter: Matter, given: Sequence[Attribution]) -> Iterator[Attribution]:
    speakers = {said.speaker for said in given}
    for said in matter.source.attributions:
        if said.source and not said.suggested and (said.speaker is None or said.speaker not in speakers):
            yield said


def _speaks_elsewhere(matter: Matter, mine: Attribution, given: Sequence[Attribution]) -> bool:
    """Whether the article's source is one that the source document has say other things."""
    return any(_same(matter, mine, said) for said in _others(matter, given))


def _speaks_there(matter: Matter, mine: Attribution) -> bool:
    return any(_same(matter, mine, said) for said in matter.source.attributions if said.source)


def _are_other_people(matter: Matter, mine: Attribution, given: Attribution) -> bool:
    """Whether two named people are meant."""
    del matter
    return all(said.named and said.source_kind == "person" for said in (mine, given))
