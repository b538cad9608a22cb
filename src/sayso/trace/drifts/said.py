"""Drifts of say-so: a source that the article blurs or exchanges, held against the source document's own say-so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.language import fold, lexicon, served
from sayso.language.lexicon import listed_in
from sayso.language.words import names
from sayso.model import Analysis, Drift, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .sayers import (
    ALIKE,
    MOSTLY,
    Sayer,
    claiming,
    hearsay,
    is_document,
    is_hearsay,
    said_drift,
    sayers,
    saying,
    sayings,
)
from .sayers import given as sayers_given
from .vocabulary import names_in

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
#: Kinds of speakers that are experts themselves.
_KNOWING: Final = frozenset(("science", "health"))
#: From this share of a source's words on, an article speaks of it.
_SPOKEN: Final = 0.5
_GAP: Final = re.compile(r"\s+")
#: Behind a passage, the next sentence begins within so many characters.
_NEXT: Final = 4
#: Who says it belongs to somebody that was named before.
_OWNED: Final = re.compile(
    r"(?:its|his|her|their|sein|seine|seinen|seiner|seinem|ihr|ihre|ihren|ihrer|ihrem|dessen|deren|sus?|son|sa|ses|leurs?)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(rf"\b{_OWNED.pattern}", re.IGNORECASE)
#: Sentences of a source document in which another mention of the article's source is looked for.
_MOST_SENTENCES: Final = 400


def source_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A source that the article names less exactly than the source document, or another one.

    Blurred: somebody in particular says it there, or the source document itself does, and the article has nobody in
    particular and names neither. Changed: somebody says it there, and the article has another one who stands elsewhere in the
    source document, or both are people of different names; names of bodies are translated too freely to part them by words.
    """
    chain = _told_of(matter)
    if not chain or is_document(matter, chain[-1]) or not _is_in_sentence(matter, chain[-1].span):
        return
    mine = chain[-1]
    given = sayers_given(matter, theirs)
    if _is_nobody(mine, matter.asked.language):
        if not any(is_document(matter, one) for one in chain):
            yield from _blurred(matter, mine, given)
    elif given and not any(one.is_like(other) for one in chain for other in given):
        yield from _changed(matter, mine, given)
    elif not given and _is_read(matter.source) and _is_other_voice(matter, mine):
        yield said_drift("source_changed", mine, matter.candidate.passage)


def _changed(matter: Matter, mine: Sayer, given: Sequence[Sayer]) -> Iterator[Drift]:
    """Another source than those who say it in the source document, none of whom shares a word with it."""
    other = given[-1]
    if _OWNED.match(other.span.text) or _is_pronoun(other) or _speaks_for(matter, mine, other):
        return  # "its researchers" are whose, and "they" are who, only what stands before says
    if _is_said_by(matter, mine, given) or _is_paper_there(matter, mine):
        return
    if _is_a_document(other):  # "the report says": its own voice, or the report of what the article names
        if not _is_a_kind(mine, "document") and _is_other_voice(matter, mine):
            yield said_drift("source_changed", mine, other.span)
        return
    somebody = other.said.named or not (_is_nobody(other, _language(matter)) or _is_counted(matter, other))
    others = all(mine.is_other(one) for one in given) and not _is_own(matter, mine)
    if _are_people(mine, other) or others or (somebody and _stands_elsewhere(matter, mine)):
        yield said_drift("source_changed", mine, other.span)


def _is_said_by(matter: Matter, mine: Sayer, given: Sequence[Sayer]) -> bool:
    """Whether the article's source says in the source document, too, what is as near to the claim as what is given."""
    like = [one for one in sayings(matter) if one.is_like(mine)]
    if not like:
        return False
    nearest = max(_nearness(matter, one) for one in like)
    return nearest >= max(ALIKE, *(_nearness(matter, one) for one in given))


def _nearness(matter: Matter, one: Sayer) -> float:
    """How much of the claim somebody says."""
    said = " ".join(part.text for part in one.said.content)
    return align_subjects(matter.asked.sense, read_sense(said, _language(matter))).score


def _is_paper_there(matter: Matter, mine: Sayer) -> bool:
    """Whether the article lays it to a document, a test or the like of which the passage speaks, too: "argues X in a review" for "a review"."""
    if mine.said.source_kind not in {"document", "unknown"} or mine.kinds or mine.said.named:
        return False
    passage = matter.candidate.passage
    there = {key for word in read_sense(passage.text, passage.language).words for key in word.word.keys}
    return any(word.word.bridged and word.word.keys & there for word in mine.sense.words)


def _is_pronoun(one: Sayer) -> bool:
    """Whether a source is a pronoun of which it is not known whom it stands for: "they"."""
    language = served(one.sense.language)
    table: dict[str, dict[str, list[str]]] = lexicon(f"sayso.{language}")
    return one.said.resolves_to is None and one.span.text.casefold() in table["words"]["pronoun"]


def _is_read(analysis: Analysis) -> bool:
    """Whether a stage reads the say-so of a document: where none does, that nobody is found to say something tells nothing."""
    return bool(analysis.attributions)


def _told_of(matter: Matter) -> list[Sayer]:
    """Who says the claim in the article, outermost first; where nobody in particular does, the words that say so: "it is said"."""
    chain = claiming(matter) or _expecting(matter)
    return chain if any(one.said.named for one in chain) else hearsay(matter) or chain


def _expecting(matter: Matter) -> list[Sayer]:
    """Who says a claim that is laid to nobody since they say but a part of it, with its figures: "Analysts expect losses of 3 million euros".

    Who is somebody may only be told of: "the returnees found the scene".
    """
    claim, figures = matter.asked.claim, [one for one in matter.asked.figures if one.is_quantity]
    said = saying(matter.asked.article, claim.start, claim.end)
    wholes = [
        one
        for one in said
        if figures and all(any(part.start <= at.start < part.end for part in one.content) for at in figures)
    ]
    return [one for one in sayers(matter.asked.article, wholes) if _is_nobody(one, matter.asked.language)]


def _is_in_sentence(matter: Matter, at: Span) -> bool:
    """Whether a mention stands in the claim's own sentence: what is carried over from one before is told there."""
    claim = matter.asked.claim
    around = laid(matter.asked.article).sentences.at(claim.start)
    return around is None or around.start <= at.start < max(around.end, claim.end)


def _is_a_document(one: Sayer) -> bool:
    """Whether a source is a document of which nothing tells whose it is: "the report", "dem Bericht zufolge"."""
    return _is_a_kind(one, "document") and not one.said.named and one.said.resolves_to is None


def _is_a_kind(one: Sayer, kind: str) -> bool:
    return one.said.source_kind == kind


def _speaks_for(matter: Matter, mine: Sayer, other: Sayer) -> bool:
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


def _speaks_of(one: Sayer, text: str, language: str) -> bool:
    return align_subjects(one.sense, read_sense(text, language)).score >= ALIKE


def _is_counted(matter: Matter, one: Sayer) -> bool:
    """Whether a source is a number of those asked: "48 per cent named the internet"."""
    inside = laid(matter.source).figures.starting(one.span.start, one.span.end)
    return any(figure.kind in _SHARES for figure in inside)


def _is_other_voice(matter: Matter, mine: Sayer) -> bool:
    """Whether the source document says it in its own voice, and the article lays it to somebody who speaks elsewhere there.

    Nobody of the kind may have spoken in the paragraph before, or in the next sentence: what follows may be theirs still, and what precedes ("That is what she said").
    """
    passage, source = matter.candidate.passage, matter.source
    low, _ = laid(source).paragraph(passage.start)
    before = sayers(source, saying(source, low, passage.end))
    if any(one.is_like(mine) for one in (*before, *_behind(matter))):
        return False
    like = [one for one in sayings(matter) if one.is_like(mine)]
    return bool(like) and not any(_is_own(matter, one) for one in (mine, *like)) and _stands_elsewhere(matter, mine)


def _behind(matter: Matter) -> list[Sayer]:
    """Those who speak in the sentence behind the passage, of whom it may be, too; whoever begins it and goes on at once has something else to say."""
    passage, source = matter.candidate.passage, matter.source
    for sentence in laid(source).sentences.starting(passage.end, passage.end + _NEXT)[:1]:
        there = sayers(source, saying(source, sentence.start, sentence.end))
        text = source.document.text
        return [one for one in there if one.span.start > sentence.start or text[one.span.end : one.span.end + 1] == ","]
    return []


def _is_own(matter: Matter, one: Sayer) -> bool:
    """Whether a source is likely one of those who made the source document: a word of its outlet or title is theirs, too."""
    doc = matter.source.document
    own = read_sense(f"{doc.outlet or ''}. {doc.title or ''}", doc.language)
    return bool(align_subjects(one.sense, own).shared)


def _blurred(matter: Matter, mine: Sayer, given: Sequence[Sayer]) -> Iterator[Drift]:
    """Nobody in particular for a source with a name; none where the article has that name, or the source document is as vague."""
    like = [one for one in sayings(matter) if one.is_like(mine)]
    named = [one for one in (*like, *given) if one.said.named and not _is_nobody(one, _language(matter))]
    if _names_outlet(matter, mine) or _is_a_bodys(mine, matter.asked.language) or _is_of_one_name(mine, given):
        return
    if _is_a_body_only(mine, matter.asked.language) or _is_counting(matter, mine):
        return
    named = named or (
        []
        if like
        else [one for one in given if _is_somebodys(one) or _is_apart(mine, one) or _is_body(matter, mine, one)]
    )
    if named:
        if not any(_is_named(matter, one.name) for one in named):
            yield said_drift("source_blurred", mine, named[-1].span)
    elif (
        not given
        and _is_read(matter.source)
        and not is_hearsay(mine)
        and not like
        and mine.said.source_kind != "document"
        and not _is_named(matter, matter.source.document.outlet or "")
    ):
        yield said_drift("source_blurred", mine, matter.candidate.passage)


def _is_somebodys(one: Sayer) -> bool:
    """Whether a source is a document of which it is told whose it is, though nobody in it has a name: "an internal study by the water authority"."""
    words = [word.word for word in one.sense.words]
    return _is_a_kind(one, "document") and any(word.themes & _BODIES and not word.keys & _PAPERS for word in words)


def _is_body(matter: Matter, mine: Sayer, other: Sayer) -> bool:
    """Whether a source without a name is a body of a known kind, and nobody in particular stands for it: "experts" for "the registry office", but not for "the researchers"."""
    vague = mine.said.source_kind != "document" and not mine.kinds & other.kinds
    makers = any(word.word.keys & _MAKERS for word in mine.sense.words) and not _KNOWING.isdisjoint(other.kinds)
    told = other.kinds and not _is_nobody(other, _language(matter)) and not _is_counted(matter, other)
    return bool(told and vague and not makers)


def _is_apart(mine: Sayer, other: Sayer) -> bool:
    """Whether people stand for a document who are none of those who make it: "unnamed officials" for "an internal report", but "researchers" for "a study"."""
    people = _is_a_kind(other, "document") and mine.said.source_kind in {"person", "group"}
    makers = any(word.word.keys & _MAKERS for word in mine.sense.words)
    return people and not (makers and any(word.word.keys & _STUDIES for word in other.sense.words))


def _is_a_bodys(mine: Sayer, language: str) -> bool:
    """Whether an article tells which body a document is of: "a memo from the finance ministry", but not "a report by an institute"."""
    text, begins = fold(mine.span.text).text, _begins(listed_in("nobody", language))
    return _is_somebodys(mine) and not any(begins.match(text, at.end()) for at in _GAP.finditer(text))


def _is_of_one_name(mine: Sayer, given: Sequence[Sayer]) -> bool:
    """Whether a name stands in both: "researchers from Aysén" for "a team of the University of Aysén"."""
    own = {key for key in names(mine.span.text) if ":" not in key}
    return any(own & set(names(one.span.text)) for one in given)


def _is_a_body_only(mine: Sayer, language: str) -> bool:
    """Whether a body's name is left out, and what body it is is told: "a residents' committee", but not "an association"; people, and what they write, are blurred."""
    first, *rest = fold(mine.span.text).text.casefold().replace("’", " ").split()
    one = len(rest) > 1 and first in lexicon("nobody")[listed_in("nobody", language)]["one"]
    paper = any(word.word.keys & _PAPERS for word in mine.sense.words)
    return one and not paper and mine.said.source_kind not in {"person", "document"}


def _is_counting(matter: Matter, mine: Sayer) -> bool:
    """Whether the article's source is a number of those asked: "a third of the families say"."""
    inside = laid(matter.asked.article).figures.starting(mine.span.start, mine.span.end)
    return any(figure.kind in _SHARES for figure in inside)


def _names_outlet(matter: Matter, mine: Sayer) -> bool:
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


def _stands_elsewhere(matter: Matter, mine: Sayer) -> bool:
    """Whether the source document speaks of the article's source, but not in the passage."""
    passage = matter.candidate.passage
    here = align_subjects(mine.sense, read_sense(passage.text, passage.language))
    return here.score < ALIKE and _stands_in(matter, mine)


def _stands_in(matter: Matter, mine: Sayer) -> bool:
    """Whether the source document speaks of a source: by most of its words, or where it has a name, by a name of it."""
    doc = matter.source.document
    if mine.said.named and {key for key in names(mine.span.text) if ":" not in key} & _spoken_of(matter):
        return True
    for sentence in matter.source.sentences[:_MOST_SENTENCES]:
        text = read_sense(doc.text[sentence.start : sentence.end], doc.language)
        if align_subjects(mine.sense, text).score >= MOSTLY:
            return True
    return False


def _spoken_of(matter: Matter) -> set[str]:
    """The names of those who say something in the source document outside the passage."""
    passage, there = matter.candidate.passage, matter.source.attributions
    named = laid(matter.source).once(
        "named", lambda: [(part.start, names(part.text)) for said in there for part in said.source]
    )
    return {key for at, keys in named if not passage.start <= at < passage.end for key in keys}


def _are_people(mine: Sayer, given: Sayer) -> bool:
    return all(one.said.named and one.said.source_kind == "person" for one in (mine, given))


def _is_nobody(one: Sayer, language: str) -> bool:
    """Whether a mention stands for nobody in particular: it has no name, and begins like one of many."""
    if is_hearsay(one):
        return True
    text = fold(one.span.text).text
    named = one.said.named and any(":" not in key for key in names(text[:1].lower() + text[1:]))
    return not named and one.said.resolves_to is None and _begins(listed_in("nobody", language)).match(text) is not None


@cache
def _begins(language: str) -> re.Pattern[str]:
    table: dict[str, list[str]] = lexicon("nobody")[language]
    words = "|".join(re.escape(word) for word in sorted((*table["begins"], *table["plural"]), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
