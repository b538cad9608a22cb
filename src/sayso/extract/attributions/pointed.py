"""Who points to something that itself says something: "invoque les statistiques, selon lesquelles P", "pointing to a survey in which Q say P"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Final

from sayso.language.tokens import Token

from .chains import CROWD, as_saying
from .inserted import parted
from .nouns import Range, phrase_before
from .rests import behind_verb, points_before
from .sayings import Place, Saying, antecedent_at
from .sources import nature
from .subjects import subject_before
from .words import Words

#: What leads from a document to what stands in it.
_IN: Final = (
    *(("in", "which"), ("where",)),
    *(("en", "el", "que"), ("en", "la", "que"), ("en", "los", "que"), ("en", "las", "que"), ("donde",)),
    *(("dans", "lequel"), ("dans", "laquelle"), ("dans", "lesquels"), ("dans", "lesquelles"), ("où",)),
)
_LEAD: Final = max(len(words) for words in _IN)


def pointed(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a stretch; where a document says something in a clause tied to it, with whoever points to the document around it."""
    order = sorted(found, key=lambda one: one.at)
    return [one for _, group in groupby(order, key=lambda one: one.at) for one in _in_unit(list(group), lex)]


def _in_unit(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The same for the sayings of one unit; those beyond a number that no sentence has, and those without a cue, are left as they are."""
    plain = [one for one in found if not one.cue]
    found = parted([_whole(one, lex) for one in found if one.cue])
    if len(found) > CROWD:
        return [*plain, *found]
    cues = {one.cue[0][0] for one in found}
    told = [more for one in found if (more := _told_as(one, lex)) is not None and more.cue[0][0] not in cues]
    out = [*found, *told]
    for inner in (*found, *told):
        document = None if inner.inside is not None else _document(inner, lex)
        if document is not None:
            clause = _stopped(inner, found)
            out = _around(clause, document, [clause if one is inner else one for one in out], lex)
    return [*plain, *out]


def _stopped(inner: Saying, known: Sequence[Saying]) -> Saying:
    """A saying of a clause without what its sentence goes on with: ", who relies on a study according to which P, called it absurd"."""
    *first, (start, end) = inner.content
    cues = (
        one.cue[0][0] for one in known if one.source and one.source[0][0] < inner.start and start < one.cue[0][0] < end
    )
    stop = min(cues, default=end)
    words = [token for token in inner.unit.items if start <= token.start and token.end <= stop]
    while stop < end and words and words[-1].text == ",":
        words = words[:-1]
    return replace(inner, content=(*first, (start, words[-1].end))) if stop < end and words else inner


def _around(inner: Saying, document: Range, known: list[Saying], lex: Words) -> list[Saying]:
    """The sayings with the one that holds the document and its clause: widened to it, or made; none where no verb leads to the document.

    Whoever is said to say what stands before, since a document is cited behind it, says nothing of it where the document has a clause of
    its own: "argues P, pointing to a survey in which Q say R".
    """
    place = (inner.unit.items[document[0]].start, inner.unit.items[document[1] - 1].end)
    laid = next((one for one in known if one.inside is not None and one.source == (place,)), None)
    outer = next((one for one in known if one is not inner and _ends_with(one, inner, place)), None)
    if laid is None and outer is not None:
        return [_widened(one, inner) if one is outer else one for one in known]
    if laid is None and any(one is not inner and _holds(one, inner) for one in known):
        return known
    made = _pointing(inner, known, document, lex)
    if made is None:
        return known
    rest = [one if one is inner else _without(one, made) for one in known if one is not laid]
    return [*rest, made]


def _document(inner: Saying, lex: Words) -> Range | None:
    """Where the words stand to which the clause of a saying is tied; None where it is tied to nothing."""
    row = inner.unit.items
    if _is_quoted_as(inner):
        return _source_of(inner)
    if inner.antecedent:
        first = _index_at(row, inner.antecedent[0].start)
        return None if first is None else behind_verb(row, (first, first + len(inner.antecedent)), lex)
    at = _source_of(inner)[0]
    lead = _lead(row, at)
    end = at - len(lead)
    end -= end > 0 and row[end - 1].text == ","
    found = phrase_before(row, end, lex) if lead and end > 0 else None
    return None if found is None else behind_verb(row, found, lex)


def _source_of(one: Saying) -> Range:
    """Where the words of a source stand in its unit; (0, 0) where there is none."""
    if not (one.source and one.words):
        return 0, 0
    first, last = _index_at(one.unit.items, one.words[0].start), _index_at(one.unit.items, one.words[-1].start)
    return (0, 0) if first is None or last is None or last < first else (first, last + 1)


def _is_quoted_as(one: Saying) -> bool:
    """Whether English words are told as in "quotes a clerk as saying"."""
    row, (_, end) = one.unit.items, _source_of(one)
    return 0 < end < len(row) and row[end].low == "as" and one.cue[0][0] in {row[end].start, row[end].end + 1}


def _whole(one: Saying, lex: Words) -> Saying:
    """A saying with its source as far as it goes: without "a survey in which", with all words between "quotes" and "as warning"."""
    first, end = _source_of(one)
    if not end or one.inside is not None or one.antecedent:
        return one
    inner = _in_which(one, lex)
    if inner is not None:
        return inner
    if lex.language == "en" and _is_quoted_as(one):
        first, _ = behind_verb(one.unit.items, (first, end), lex)
    elif not _lead(one.unit.items, first):
        return one
    words = one.unit.items[first:end]
    return replace(one, source=((words[0].start, words[-1].end),), words=tuple(words))


def _in_which(one: Saying, lex: Words) -> Saying | None:
    """A saying whose subject stands in a clause with "in which", where whoever speaks before that was taken for it; None for others."""
    row = one.unit.items
    cue = _index_at(row, one.cue[0][0])
    found = subject_before(row, cue, lex) if cue is not None and lex.language == "en" else None
    if found is None or not _lead(row, found[0]) or one.source[-1][1] > row[found[0] - 1].start:
        return None
    words = tuple(row[slice(*found)])
    place = (words[0].start, words[-1].end)
    return replace(one, source=(place,), words=words, antecedent=(), shared=False, rule="stands before the cue")


def _index_at(row: Sequence[Token], start: int) -> int | None:
    """Where a token of a row begins at a place; None where none does."""
    at = bisect_left(row, start, key=attrgetter("start"))
    return at if at < len(row) and row[at].start == start else None


def _told_as(one: Saying, lex: Words) -> Saying | None:
    """What somebody is quoted as saying, where he was only read as cited for what stands before: "reported P, and quoted a clerk as saying that Q"."""
    row, (_, end) = one.unit.items, _source_of(one)
    stop = as_saying(row, end, lex) if one.inside is not None and lex.language == "en" and 0 < end < len(row) else None
    if stop is None or stop >= len(row) or one.content[-1][1] <= row[stop].start:
        return None
    cue, content = (row[end].start, row[stop - 1].end), (row[stop].start, one.content[-1][1])
    return replace(
        one, cue=(cue,), content=(content,), frame="say", rule="is quoted by another", inside=None, until=0, since=-1
    )


def _without(one: Saying, made: Saying) -> Saying:
    """A saying without the parts of its content that another one has."""
    rest = tuple(place for place in one.content if not made.content[0][0] <= place[0] < made.content[0][1])
    before = bool(rest) and one.inside is None and rest[0][0] < made.start
    return replace(one, content=rest) if before else one


def _lead(row: Sequence[Token], at: int) -> tuple[str, ...]:
    """The words before a place that lead from a document to what stands in it; none where none do."""
    lows = tuple(token.low for token in row[max(0, at - _LEAD) : at])
    return next((words for words in _IN if lows[-len(words) :] == words), ())


def _ends_with(outer: Saying, inner: Saying, document: Place) -> bool:
    """Whether what is laid to somebody ends with the document, before its clause."""
    start, end = outer.content[-1]
    tied = start <= document[0] and end == document[1]
    return tied and bool(outer.source) and outer.cue != inner.cue


def _holds(outer: Saying, inner: Saying) -> bool:
    """Whether a saying's content has another's cue within it."""
    cue = inner.cue[0]
    return any(start <= cue[0] and cue[1] <= end for start, end in outer.content)


def _widened(outer: Saying, inner: Saying) -> Saying:
    """A saying of a document, with the clause that tells what the document says."""
    *first, (start, _) = outer.content
    return replace(outer, content=(*first, (start, inner.end)))


def _subject(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """Whoever does what the verb at a place says; also Spanish "que" behind a comma: "el ministro, que cita un informe"."""
    spanish = lex.language == "es" and at > 1 and row[at - 1].low == "que" and row[at - 2].text == ","
    return (at - 1, at) if spanish else subject_before(row, at, lex)


def _pointing(inner: Saying, found: Sequence[Saying], document: Range, lex: Words) -> Saying | None:
    """Whoever points to a document with a verb right before it: its subject, or who speaks before a participle ("argues P, pointing to")."""
    row = inner.unit.items
    cue = points_before(row, document[0], lex)
    if cue is None or not (_is_quoted_as(inner) or nature(row[slice(*document)], lex).kind == "document"):
        return None
    start = row[cue[0]].start
    before = [one for one in found if one.inside is None and one.source]
    before = [one for one in before if one.source[-1][1] <= start and one.cue[0][1] <= start]
    subject = None if row[cue[0]].low.endswith("ing") else _subject(row, cue[0], lex)
    if subject is None and not before:
        return None
    words = tuple(row[slice(*subject)]) if subject is not None else before[-1].words
    return replace(
        inner,
        source=((words[0].start, words[-1].end),) if subject is not None else before[-1].source,
        words=words,
        cue=((row[cue[0]].start, row[cue[1] - 1].end),),
        content=((row[document[0]].start, inner.end),),
        frame="object",
        rule="points to what says it",
        antecedent=antecedent_at(row, subject[0], lex) if subject is not None and len(words) == 1 else (),
        shared=subject is None,
        suggested=False,
    )
