"""Drifts of say-so: a source that the article blurs or exchanges, held against the source document's own say-so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.align import Subject, align_subjects, is_telling, read_sense
from sayso.evidence.named import is_source_of
from sayso.language import fold, lexicon, served
from sayso.language.words import names
from sayso.model import Analysis, Attribution, Drift, DriftKind, Figure, Passage, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .vocabulary import names_in

#: From this likeness of their words on, two mentions are of one source.
_ALIKE: Final = 0.3
_SHARES: Final = frozenset(("percent", "proportion"))
#: Themes of words for bodies, such as a ministry or an authority.
_BODIES: Final = frozenset(("people", "politics"))
#: Words for what bodies publish.
_PAPERS: Final = frozenset(f"concept:{name}" for name in ("poll", "study", "report", "document", "publish"))
#: What researchers make, and who they are.
_STUDIES: Final = frozenset(("concept:study", "concept:poll"))
_MAKERS: Final = frozenset(
    f"concept:{name}" for name in ("researcher", "scientist", "author", "expert", "analyst", "doctor", "professor")
)
#: From this share of a source's words on, an article speaks of it.
_SPOKEN: Final = 0.5
_GAP: Final = re.compile(r"\s+")
#: Who says it belongs to somebody that was named before.
_OWNED: Final = re.compile(
    r"(?:its|his|her|their|sein|seine|seinen|seiner|seinem|ihr|ihre|ihren|ihrer|ihrem|dessen|deren|sus?|son|sa|ses|leurs?)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(rf"\b{_OWNED.pattern}", re.IGNORECASE)
#: Sentences of a source document in which another mention of the article's source is looked for, and who says something there: of more the
#: nearest to the passage.
_MOST_SENTENCES: Final = 400
_MOST_SAYINGS: Final = 400


@dataclass(frozen=True, slots=True)
class _Source:
    """A source as a text has it: the words of the mention, its fullest name there, and what these words mean."""

    said: Attribution
    span: Span
    name: str
    sense: Subject

    @property
    def is_person(self) -> bool:
        """Whether it is a person of whom it is known who: by name, or as "she" who was named before."""
        return self.said.source_kind == "person" and (self.said.named or self.said.resolves_to is not None)

    def is_like(self, other: _Source) -> bool:
        """Whether two mentions may be of one source: a word of theirs is shared, in any language."""
        likeness = align_subjects(self.sense, other.sense)
        return max(likeness.score, likeness.back) >= _ALIKE


def source_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A source that the article names less exactly than the source document, or another one.

    Blurred: somebody in particular says it there, or the source document itself does, and the article has nobody in
    particular and names neither. Changed: somebody says it there, and the article has another one who stands elsewhere in the
    source document, or both are people of different names; names of bodies are translated too freely to part them by words.
    """
    chain = _sources(matter.asked.article, matter.asked.said) or _expecting(matter)
    if not chain or _is_document(matter, chain[-1]) or not _is_in_sentence(matter, chain[-1].span):
        return
    mine = chain[-1]
    given = _sources(matter.source, _sayers(matter, theirs))
    if _is_nobody(mine, matter.asked.language):
        if not any(_is_document(matter, one) for one in chain):
            yield from _blurred(matter, mine, given)
    elif given and not any(one.is_like(other) for one in chain for other in given):
        other = given[-1]
        if _OWNED.match(other.span.text) or _speaks_for(matter, mine, other):
            return  # "its researchers" are whose, only what stands before says
        if _is_a_document(other):  # "the report says": its own voice, or the report of what the article names
            if not _is_a_kind(mine, "document") and _is_other_voice(matter, mine):
                yield _drift("source_changed", mine, other.span)
            return
        somebody = other.said.named or not (_is_nobody(other, _language(matter)) or _is_counted(matter, other))
        if _are_people(mine, other) or (somebody and _stands_elsewhere(matter, mine)):
            yield _drift("source_changed", mine, other.span)
    elif not given and _is_other_voice(matter, mine):
        yield _drift("source_changed", mine, matter.candidate.passage)


def crossed_drifts(matter: Matter) -> Iterator[Drift]:
    """A figure that the article lays to one of two who speak in the passage, and the passage to the other: "police counted 5,800; the organisers speak of 12,000" for 12,000 by police."""
    chain, passage = _sources(matter.asked.article, matter.asked.said), matter.candidate.passage
    there = _sources(matter.source, _saying(matter.source, passage.start, passage.end)) if chain else []
    own = [one for one in there if one.is_like(chain[-1])]
    others = [one for one in there if not any(one.is_like(each) for each in chain)]
    if not others or _is_document(matter, chain[-1]) or not (own or _is_beside(matter, chain[-1], others)):
        return
    values = {(one.low, one.high) for one in matter.asked.figures if one.is_quantity and is_telling(one)}
    for figure in laid(matter.source).figures.starting(passage.start, passage.end):
        if (figure.low, figure.high) in values and not any(_says(one, figure) for one in own):
            yield from (_drift("source_changed", chain[-1], one.span) for one in others if _says(one, figure))


def _is_beside(matter: Matter, mine: _Source, others: Sequence[_Source]) -> bool:
    """Whether the passage speaks of the article's source, too, apart from what others say: "police counted 5,800"."""
    passage = matter.candidate.passage
    text = passage.text
    for part in (part for one in others for part in (one.span, *one.said.cue, *one.said.content)):
        low, high = max(0, part.start - passage.start), min(len(text), part.end - passage.start)
        text = text[:low] + " " * max(0, high - low) + text[max(low, high) :]
    return align_subjects(mine.sense, read_sense(text, passage.language)).score >= _MOSTLY


def _says(one: _Source, figure: Figure) -> bool:
    return any(part.start <= figure.start < part.end for part in one.said.content)


def _expecting(matter: Matter) -> list[_Source]:
    """Who says a claim that is laid to nobody since they say but a part of it, with its figures: "Analysts expect losses of 3 million euros".

    Who is somebody may only be told of: "the returnees found the scene".
    """
    claim, figures = matter.asked.claim, [one for one in matter.asked.figures if one.is_quantity]
    said = _saying(matter.asked.article, claim.start, claim.end)
    wholes = [
        one
        for one in said
        if figures and all(any(part.start <= at.start < part.end for part in one.content) for at in figures)
    ]
    return [one for one in _sources(matter.asked.article, wholes) if _is_nobody(one, matter.asked.language)]


def _is_in_sentence(matter: Matter, at: Span) -> bool:
    """Whether a mention stands in the claim's own sentence: what is carried over from one before is told there."""
    claim = matter.asked.claim
    around = laid(matter.asked.article).sentences.at(claim.start)
    return around is None or around.start <= at.start < max(around.end, claim.end)


def _is_a_document(one: _Source) -> bool:
    """Whether a source is a document of which nothing tells whose it is: "the report", "dem Bericht zufolge"."""
    return _is_a_kind(one, "document") and not one.said.named and one.said.resolves_to is None


def _is_a_kind(one: _Source, kind: str) -> bool:
    return one.said.source_kind == kind


def _speaks_for(matter: Matter, mine: _Source, other: _Source) -> bool:
    """Whether one is a person and the other likely the body that he is introduced with, in either text: "the board" for "its chair, Ann Bell"."""
    people = [one for one in (mine, other) if one.is_person]
    if len(people) != 1:
        return False
    body = mine if people[0] is other else other
    keys = {key for key in names(people[0].name) if ":" not in key}
    doc = matter.source.document
    if any(
        _OWN.search(text) or _speaks_of(body, text, doc.language)
        for text in _telling_of(keys, _sentences(matter.source))
    ):
        return True
    said = matter.asked.claim.text
    told = (text.replace(said, " ") for text in _sentences(matter.asked.article))
    return any(_speaks_of(body, text, matter.asked.language) for text in _telling_of(keys, told))


def _sentences(analysis: Analysis) -> Iterator[str]:
    text = analysis.document.text
    return (text[sentence.start : sentence.end] for sentence in analysis.sentences[:_MOST_SENTENCES])


def _telling_of(keys: set[str], sentences: Iterable[str]) -> Iterator[str]:
    return (text for text in sentences if keys & set(names(text)))


def _speaks_of(one: _Source, text: str, language: str) -> bool:
    return align_subjects(one.sense, read_sense(text, language)).score >= _ALIKE


def _is_counted(matter: Matter, one: _Source) -> bool:
    """Whether a source is a number of those asked: "48 per cent named the internet"."""
    inside = laid(matter.source).figures.starting(one.span.start, one.span.end)
    return any(figure.kind in _SHARES for figure in inside)


def _is_other_voice(matter: Matter, mine: _Source) -> bool:
    """Whether the source document says it in its own voice, and the article lays it to somebody who speaks elsewhere there.

    Nobody of the kind may have spoken in the paragraph before: what follows may be theirs still.
    """
    passage, source = matter.candidate.passage, matter.source
    low, _ = laid(source).paragraph(passage.start)
    if any(one.is_like(mine) for one in _sources(source, _saying(source, low, passage.end))):
        return False
    like = [one for one in _sources(source, _sayings(matter)) if one.is_like(mine)]
    return bool(like) and not any(_is_own(matter, one) for one in (mine, *like)) and _stands_elsewhere(matter, mine)


def _is_own(matter: Matter, one: _Source) -> bool:
    """Whether a source is likely one of those who made the source document: a word of its outlet or title is theirs, too."""
    doc = matter.source.document
    own = read_sense(f"{doc.outlet or ''}. {doc.title or ''}", doc.language)
    return bool(align_subjects(one.sense, own).shared)


def _sayers(matter: Matter, theirs: Counterpart) -> list[Attribution]:
    """Who says it in the source document; where the claim there is nobody's, who is named in the passage as saying anything."""
    said = [one for one in theirs.said if not one.suggested]
    if said:
        return said
    passage = matter.candidate.passage
    return _saying(matter.source, passage.start, passage.end)


def _saying(analysis: Analysis, low: int, high: int) -> list[Attribution]:
    """Those who are named from `low` to `high` of a document as saying something."""
    mentions = laid(analysis).mentions.starting(low, high)
    return [one for one, part in mentions if one.source and part is one.source[0] and not one.suggested]


def _sayings(matter: Matter) -> Sequence[Attribution]:
    """Those who say something anywhere in the source document."""
    there, passage = matter.source.attributions, matter.candidate.passage
    sayings = laid(matter.source).once("sayings", lambda: [one for one in there if one.source and not one.suggested])
    at = bisect_left(sayings, passage.start, key=lambda one: one.source[0].start)
    return sayings[max(0, at - _MOST_SAYINGS // 2) :][:_MOST_SAYINGS] if len(sayings) > _MOST_SAYINGS else sayings


def _sources(analysis: Analysis, sayings: Sequence[Attribution]) -> list[_Source]:
    return [_read(analysis, said) for said in sayings if said.source]


def _read(analysis: Analysis, said: Attribution) -> _Source:
    speaker = laid(analysis).speakers.get(said.speaker or "")
    words = " ".join(part.text for part in said.source)
    name = f"{speaker.name} {words}" if speaker and speaker.name not in words else words
    return _Source(said, said.source[0], name, read_sense(name, analysis.document.language))


def _drift(kind: DriftKind, mine: _Source, theirs: Span | Passage) -> Drift:
    source = Span(start=theirs.start, end=theirs.end, text=theirs.text)
    who = f"“{source.text}” says it there" if isinstance(theirs, Span) else "the source document says it itself"
    return Drift(
        kind=kind, claim_span=mine.span, source_span=source, because=f"{who}; the article has “{mine.span.text}”"
    )


def _is_document(matter: Matter, one: _Source) -> bool:
    """Whether the article's source is the source document itself, by its outlet, title or name."""
    doc = matter.source.document
    return is_source_of(one.name, doc) or is_source_of(one.span.text, doc)


def _blurred(matter: Matter, mine: _Source, given: Sequence[_Source]) -> Iterator[Drift]:
    """Nobody in particular for a source with a name; none where the article has that name, or the source document is as vague."""
    like = [one for one in _sources(matter.source, _sayings(matter)) if one.is_like(mine)]
    named = [one for one in (*like, *given) if one.said.named and not _is_nobody(one, _language(matter))]
    if _names_outlet(matter, mine) or _is_a_bodys(mine, matter.asked.language):
        return
    named = named or ([] if like else [one for one in given if _is_somebodys(one) or _is_apart(mine, one)])
    if named:
        if not any(_is_named(matter, one.name) for one in named):
            yield _drift("source_blurred", mine, named[-1].span)
    elif (
        not given
        and not like
        and mine.said.source_kind != "document"
        and not _is_named(matter, matter.source.document.outlet or "")
    ):
        yield _drift("source_blurred", mine, matter.candidate.passage)


def _is_somebodys(one: _Source) -> bool:
    """Whether a source is a document of which it is told whose it is, though nobody in it has a name: "an internal study by the water authority"."""
    words = [word.word for word in one.sense.words]
    return _is_a_kind(one, "document") and any(word.themes & _BODIES and not word.keys & _PAPERS for word in words)


def _is_apart(mine: _Source, other: _Source) -> bool:
    """Whether people stand for a document who are none of those who make it: "unnamed officials" for "an internal report", but "researchers" for "a study"."""
    people = _is_a_kind(other, "document") and mine.said.source_kind in {"person", "group"}
    makers = any(word.word.keys & _MAKERS for word in mine.sense.words)
    return people and not (makers and any(word.word.keys & _STUDIES for word in other.sense.words))


def _is_a_bodys(mine: _Source, language: str) -> bool:
    """Whether an article tells which body a document is of: "a memo from the finance ministry", but not "a report by an institute"."""
    text, begins = fold(mine.span.text).text, _begins(served(language))
    return _is_somebodys(mine) and not any(begins.match(text, at.end()) for at in _GAP.finditer(text))


def _names_outlet(matter: Matter, mine: _Source) -> bool:
    """Whether a mention leads to the source document: "an internal memo seen by The Ledger"."""
    outlet = {key for key in names(matter.source.document.outlet or "") if ":" not in key}
    return bool(outlet) and outlet <= set(names(mine.span.text))


def _language(matter: Matter) -> str:
    return matter.candidate.passage.language


def _is_named(matter: Matter, name: str) -> bool:
    """Whether the article has most of a name's words that are names."""
    keys = {key for key in names(name) if ":" not in key}
    if keys or not name:
        return 2 * len(keys & names_in(matter.asked.article.document.text)) > len(keys) or not keys
    article, doc = matter.asked.article, matter.asked.article.document
    low, high = laid(article).paragraph(matter.asked.claim.start)
    told = read_sense(f"{doc.title or ''}. {doc.text[low:high]}", doc.language)
    return align_subjects(read_sense(name, _language(matter)), told).score >= _SPOKEN


def _stands_elsewhere(matter: Matter, mine: _Source) -> bool:
    """Whether the source document speaks of the article's source, but not in the passage."""
    passage = matter.candidate.passage
    here = align_subjects(mine.sense, read_sense(passage.text, passage.language))
    return here.score < _ALIKE and _stands_in(matter, mine)


def _stands_in(matter: Matter, mine: _Source) -> bool:
    """Whether the source document speaks of a source: by most of its words, or where it has a name, by a name of it."""
    doc = matter.source.document
    if mine.said.named and {key for key in names(mine.span.text) if ":" not in key} & _spoken_of(matter):
        return True
    for sentence in matter.source.sentences[:_MOST_SENTENCES]:
        text = read_sense(doc.text[sentence.start : sentence.end], doc.language)
        if align_subjects(mine.sense, text).score >= _MOSTLY:
            return True
    return False


def _spoken_of(matter: Matter) -> set[str]:
    """The names of those who say something in the source document outside the passage."""
    passage, there = matter.candidate.passage, matter.source.attributions
    named = laid(matter.source).once(
        "named", lambda: [(part.start, names(part.text)) for said in there for part in said.source]
    )
    return {key for at, keys in named if not passage.start <= at < passage.end for key in keys}


#: A source stands in a sentence that has this much of its name.
_MOSTLY: Final = 0.6


def _are_people(mine: _Source, given: _Source) -> bool:
    return all(one.said.named and one.said.source_kind == "person" for one in (mine, given))


def _is_nobody(one: _Source, language: str) -> bool:
    """Whether a mention stands for nobody in particular: it has no name, and begins like one of many."""
    text = fold(one.span.text).text
    named = one.said.named and any(":" not in key for key in names(text[:1].lower() + text[1:]))
    return not named and one.said.resolves_to is None and _begins(served(language)).match(text) is not None


@cache
def _begins(language: str) -> re.Pattern[str]:
    table: dict[str, list[str]] = lexicon("nobody")[language]
    words = "|".join(re.escape(word) for word in sorted((*table["begins"], *table["plural"]), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
