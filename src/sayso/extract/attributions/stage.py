"""The stage: from a document and its sentences to attributions and speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.language.lexicon import served
from sayso.language.said import SaidReader
from sayso.model import Attribution, Document, Made, Sentence, SourceKind, Speaker, Speech

from .ages import ages_of
from .carry import carried_on, ends_with
from .chains import chained, told_within
from .direct import carried, colon_sayings, is_transcript, joined, last_quoted
from .documented import documented
from .german_refs import is_free, is_single, placed
from .making import made_here
from .memory import Memory, Mention, Resolved
from .mentions import mentions_of
from .nameless import nameless
from .nested import whole_clauses
from .outlets import reports
from .pointed import pointed
from .resolve import left_out, pointed_to, remember, resolve
from .sayings import QUOTED_WORDS, Place, Saying, distances, lies_in, sayings_of, words_in
from .sources import nature
from .subject_names import last_opening, opening_names
from .tagged import Sight, sights
from .themselves import of_owner, said_before, without_own
from .tidied import only_goes_on, tidied
from .union import apart, united, yielding
from .units import Stretch, stretches
from .words import Words, words

MADE: Final = Made(stage="attributions", version="2")
_BEGINS: Final = frozenset((":", "—", "–", ";", ".", "“", "„", "«", '"'))
#: Words before a quotation among which "so-called" and the like tell that it only distances.
_CLOSE: Final = 2
_SHUTTING: Final = frozenset("“”\"«»‹›’‘'")
_OPENING: Final = frozenset("“”„\"«»‹›‘‚'`")


def find_attributions(
    doc: Document, sentences: Sequence[Sentence], reader: SaidReader | None = None
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...]]:
    """Find who is said to say what in a document.

    Takes the document, its sentences and the tagger of its language, if there is one; without it, rules alone read. Returns the
    attributions in order of the text, outer before inner, and one speaker for each real source. Titles, headings and captions attribute nothing. Cost: linear in the text's length.
    Vocabulary and spans follow PolNeAR (Newell et al., LREC 2018), with nesting added.
    """
    language = served(doc.language)
    lex = words(language)
    rows = tuple(stretches(doc, sentences, language))
    seen = sights(doc, rows, sentences, lex, reader) if reader is not None else [[] for _ in rows]
    found = _ordered(_all_sayings(rows, seen, lex))
    resolved, speakers = _resolved(rows, found, lex, doc.text)
    found, resolved = without_own(found, resolved, _within(found), lex)
    ids = _speaker_ids(resolved)
    entries = _entries(doc, found, resolved, ids)
    return entries, tuple(_speaker(ids[key], *speakers[key]) for key in ids)


def _all_sayings(rows: Sequence[Stretch], seen: Sequence[Sequence[Sight]], lex: Words) -> list[Saying]:
    found: list[Saying] = []
    transcript = is_transcript(rows, lex)
    inner = _inner_capitals(rows)
    previous: Stretch | None = None
    last: Saying | None = None
    over: Saying | None = None
    for stretch, tagged in zip(rows, seen, strict=True):
        rules = [
            *chained(documented(_plain_subjects(sayings_of(stretch, lex), inner, lex), lex), lex),
            *colon_sayings(stretch, lex, transcript=transcript),
        ]
        told = nameless(documented(united(rules, tagged, lex), lex), lex)
        here = pointed(chained(tidied(whole_clauses(told, lex), lex), lex, hear=True), lex)
        more = joined(previous, stretch, last)
        if more is not None and last is not None:
            found[found.index(last)] = last = replace(last, content=(*last.content, more))
        adjacent = last if _follows(previous, stretch) else None
        goes_on = over if _follows(previous, stretch) else None
        suggested = [] if more is not None else carried(stretch, here, adjacent, goes_on, lex)
        suggested += carried_on(stretch, [*here, *suggested], goes_on, lex)
        over = ends_with(stretch, [*here, *suggested])
        opened = [last] if more is not None and last is not None else []
        inside = told_within(stretch, [*here, *suggested, *opened], lex)
        quoted = [one for one in inside if not only_goes_on(one)]
        here = yielding(here, quoted, lex)
        found.extend((*here, *suggested, *apart(quoted, here)))
        closing = last_quoted(stretch, [*here, *suggested])
        last = closing or (last if more is not None else None)
        previous = stretch
    return found


def _plain_subjects(found: Sequence[Saying], inner: frozenset[str], lex: Words) -> list[Saying]:
    """Without those whose source is a thing that has its capital only as a sentence's first word: "Money explains the rest"."""
    if lex.language == "de":
        return list(found)
    return [saying for saying in found if not (_is_thing(saying, inner, lex) and _is_act(saying, lex))]


def _is_thing(saying: Saying, inner: frozenset[str], lex: Words) -> bool:
    word = saying.words[0] if len(saying.words) == 1 else None
    if word is None or word is not saying.unit.items[0] or word.low in inner or not word.text[1:].islower():
        return False
    pronoun = lex.has("words.pronoun", word.low) or word.low.endswith("s")
    return not pronoun and nature(saying.words, lex).kind == "unknown"


def _is_act(saying: Saying, lex: Words) -> bool:
    """Whether what is laid to a source is a thing, and no clause: "the rest"."""
    if saying.frame in {"object", "about", "show"}:
        return True
    start, end = saying.content[0]
    words = [token for token in saying.unit.items if start <= token.start and token.end <= end]
    bare = saying.frame == "say" and bool(words) and lex.has("words.the", words[0].low) and words[0].low != "that"
    return bare and not any(lex.has("words.auxiliary", token.low) for token in words)


def _follows(previous: Stretch | None, stretch: Stretch) -> bool:
    """Whether a block comes right behind the one before that reports."""
    return previous is not None and bool(stretch.units) and stretch.units[0].block <= _number(previous) + 1


def _number(stretch: Stretch) -> int:
    return stretch.units[0].block if stretch.units else -2


def _ordered(found: Sequence[Saying]) -> list[Saying]:
    return sorted(found, key=lambda saying: (saying.rank, saying.cue))


def _resolved(
    rows: Sequence[Stretch], found: Sequence[Saying], lex: Words, text: str
) -> tuple[list[Resolved | None], dict[str, tuple[str, SourceKind, bool]]]:
    """What each saying's source comes to, in the order in which the sources stand in the text."""
    memory = Memory(
        inner=_inner_capitals(rows),
        openings=_openings(rows),
        ages=ages_of(rows, text),
        units=_units_before(rows),
        apart=_APART.get(lex.language, 0.0),
    )
    names = opening_names(rows, memory.inner, lex)
    memory.bodies = lambda at, paper: last_opening(names, at, lex, paper=paper)
    others = mentions_of(rows, lex)
    outer = _within(found)
    at, spoken, kind = 0, (-1, -1), "unknown"
    order = sorted(range(len(found)), key=lambda index: _turn(found, index, outer[index]))
    resolved: list[Resolved | None] = [None] * len(found)
    seen: dict[tuple[Place, ...], Resolved] = {}
    for index in order:
        saying = found[index]
        if not saying.source and not saying.dropped:
            continue
        place = (saying.source or saying.cue or saying.content)[0][0]
        while at < len(others) and others[at].place[0] < place:
            if not _spoken(others[at], spoken, kind, apart=lex.language in _APART) and others[at].place[1] <= place:
                remember(others[at], memory, lex)
            at += 1
        if not saying.source:
            german = lex.language == "de"
            resolved[index] = (
                pointed_to(saying.at, memory)
                if german
                else left_out(saying.at, memory, plural=_many(saying), before=saying.frame == "according")
            )
            continue
        if saying.source not in seen:
            memory.quoted = _quoting(found, outer[index], saying, resolved)
            memory.told = said_before(saying)
            last, newest = memory.last, _newest(memory)
            cue = [token.low for token in saying.unit.items if lies_in(token, saying.cue)]
            many = lex.language == "de" and bool(cue) and cue[0].endswith("n")
            seen[saying.source] = resolve(
                saying.words,
                saying.antecedent,
                saying.at,
                memory,
                lex,
                reporting=reports(cue),
                plural=many,
                single=lex.language == "de"
                and saying.inside is None
                and is_single(cue, lex)
                and is_free(saying.unit.items, saying.words, lex),
                told=placed(saying.unit.items, saying.words, lex),
                made=made_here(saying.unit.items, saying.antecedent or saying.words, lex),
            )
            if lex.language in {"es", "fr"} and _quoted(found, outer[index], saying):
                memory.last = last
                if _newest(memory) is not newest:  # a pronoun for nobody is not remembered
                    memory.recent.append(replace(memory.recent.pop(), role="nested"))
            elif lex.language != "de" and _told(found, outer[index], saying) and _newest(memory) is not newest:
                memory.last = last
                memory.recent.append(replace(memory.recent.pop(), role="object"))
        resolved[index] = seen[saying.source]
        spoken, kind = (saying.source[0][0], saying.source[-1][1]), seen[saying.source].nature.kind
    return resolved, memory.names


#: What a mention in an earlier block counts less for a pronoun, by language.
_APART: Final = {"en": 0.5, "de": 0.5}


def _newest(memory: Memory) -> object:
    """What was remembered last; None where nothing is."""
    return memory.recent[-1] if memory.recent else None


def _quoted(found: Sequence[Saying], outer: int | None, saying: Saying) -> bool:
    """Whether who speaks is told of within somebody's quotation, so that he is not who speaks last."""
    return outer is not None and any(start <= saying.source[0][0] < end for start, end in found[outer].spoken)


def _told(found: Sequence[Saying], outer: int | None, saying: Saying) -> bool:
    """Whether who speaks is told of in another's indirect words, so that the other goes on: "cuenta que su madre se lo prohibió"."""
    return (
        outer is not None and bool(found[outer].source) and found[outer].frame != "according" and saying.inside is None
    )


def _many(saying: Saying) -> bool:
    """Whether the verb of a Spanish cue is a plural: "Dicen", "han negado"."""
    cue = [token.low for token in saying.unit.items if lies_in(token, saying.cue)]
    return any(low.endswith("n") and len(low) > 2 for low in cue)  # noqa: PLR2004  "han"


def _turn(found: Sequence[Saying], index: int, outer: int | None) -> tuple[Sequence[Place], int]:
    """When a source is read: where it stands; one that is told of in a quotation, right after whoever is quoted."""
    saying = found[index]
    own = saying.source or saying.cue or saying.content
    if outer is None or not found[outer].source or not _is_quoted(found[outer], own[0][0]):
        return own, 0
    return max(own, found[outer].source), 1


def _is_quoted(outer: Saying, start: int) -> bool:
    """Whether a place lies in a quotation of a saying's sentence."""
    return any(token.kind == "quote" and token.start < start < token.end for token in outer.unit.items)


def _quoting(
    found: Sequence[Saying], outer: int | None, saying: Saying, resolved: Sequence[Resolved | None]
) -> str | None:
    """Who is quoted with the quotation in which a saying stands, or speaks for whoever is told of in it; None for others."""
    told = resolved[outer] if outer is not None else None
    if outer is None or told is None:
        return None
    quoted = _is_quoted(found[outer], saying.source[0][0]) or of_owner(found[outer].words, saying.words)
    return told.speaker if quoted else None


def _spoken(mention: Mention, source: Place, kind: str, *, apart: bool) -> bool:
    """Whether a mention is only part of the source just read, which tells more: the same noun, a person's office, an outlet's name."""
    start, end = mention.place
    inside = source[0] <= start and end <= source[1]
    if apart and start == source[0] and end < source[1] and kind == "person" and mention.nature.kind == "organisation":
        return False
    alike = kind == mention.nature.kind and kind in {"person", "media"} and mention.role not in {"nested", "owner"}
    return start == source[0] or (inside and alike)


def _inner_capitals(rows: Sequence[Stretch]) -> frozenset[str]:
    """The words that have a capital although they do not begin a sentence, in lower case."""
    units = (unit.items for stretch in rows for unit in stretch.units)
    return frozenset(token.low for items in units for token in items[1:] if token.capital and token.kind == "word")


def _units_before(rows: Sequence[Stretch]) -> dict[int, int]:
    """For each block that may report, how many units stand before it."""
    found: dict[int, int] = {}
    total = 0
    for stretch in rows:
        if stretch.units:
            found[stretch.units[0].block] = total
        total += len(stretch.units)
    return found


def _openings(rows: Sequence[Stretch]) -> frozenset[int]:
    """Where sentences begin, and what stands behind a colon, a dash or an opening mark: a capital there tells nothing."""
    found: set[int] = set()
    for stretch in rows:
        for unit in stretch.units:
            found.add(unit.items[0].start)
            found.update(token.start for before, token in pairwise(unit.items) if before.text in _BEGINS)
    return frozenset(found)


def _speaker_ids(resolved: Sequence[Resolved | None]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for item in resolved:
        if item is not None and item.speaker is not None and item.speaker not in ids:
            ids[item.speaker] = f"s{len(ids) + 1}"
    return ids


def _speaker(identity: str, name: str, kind: SourceKind, named: bool) -> Speaker:  # noqa: FBT001  as remembered
    return Speaker(id=identity, name=name, kind=kind, named=named, made=MADE)


def _entries(
    doc: Document, found: Sequence[Saying], resolved: Sequence[Resolved | None], ids: dict[str, str]
) -> tuple[Attribution, ...]:
    outer = _within(found)
    return tuple(
        _entry(doc, number, saying, told, ids, outer[number])
        for number, (saying, told) in enumerate(zip(found, resolved, strict=True))
    )


def _entry(  # noqa: PLR0917  what `_entries` has in hand
    doc: Document, number: int, saying: Saying, told: Resolved | None, ids: dict[str, str], outer: int | None
) -> Attribution:
    mention = told.mention if told is not None else None
    reason = told.nature.because if told is not None else "nobody is named as the source"
    return Attribution(
        id=f"a{number + 1}",
        source=tuple(doc.span(*place) for place in saying.source),
        cue=tuple(doc.span(*place) for place in saying.cue),
        content=tuple(doc.span(*place) for place in saying.content),
        speech=_speech(doc, saying),
        source_kind=told.nature.kind if told is not None else "unknown",
        named=told is not None and told.nature.named,
        because=f"the source {saying.rule}; {reason}" if saying.source else saying.rule,
        resolves_to=doc.span(*mention.place) if mention is not None else None,
        speaker=ids[told.speaker] if told is not None and told.speaker is not None else None,
        within=None if outer is None else f"a{outer + 1}",
        suggested=saying.suggested,
        made=MADE,
    )


def _within(found: Sequence[Saying]) -> list[int | None]:
    """For each saying the innermost other one whose content holds its source and cue. Sayings are in order of the text."""
    outer: list[int | None] = []
    stack: list[int] = []
    for number, saying in enumerate(found):
        while stack and found[stack[-1]].end <= saying.start:
            stack.pop()
        holder = next((index for index in reversed(stack[-8:]) if _holds(found[index], saying)), None)
        outer.append(holder)
        stack.append(number)
    return outer


def _holds(outer: Saying, inner: Saying) -> bool:
    if outer.source == inner.source and outer.cue == inner.cue:
        return False
    if inner.inside is not None and inner.inside == (outer.source, outer.cue):
        return True
    parts = (*inner.source, *inner.cue) or inner.content
    return all(any(start <= place[0] and place[1] <= end for start, end in outer.content) for place in parts)


def _speech(doc: Document, saying: Saying) -> Speech:
    if saying.frame == "colon":
        return "direct"
    quotes = _quoted_in(saying, served(doc.language))
    if not quotes:
        return "indirect"
    if all(_is_quote(doc, place) or place in saying.spoken for place in saying.content):
        return "direct"
    counted = max(words_in(text) for text in quotes)
    return "mixed" if counted >= QUOTED_WORDS else "indirect"


def _quoted_in(saying: Saying, language: str) -> list[str]:
    """The quotations in what is said, as far as its own unit holds them; not those that only keep away from a word."""
    row = saying.unit.items
    return [
        token.text
        for at, token in enumerate(row)
        if token.kind == "quote"
        and any(start <= token.start and token.end <= end for start, end in saying.content)
        and not distances(row[max(0, at - _CLOSE) : at], language)
    ]


def _is_quote(doc: Document, place: Place) -> bool:
    """Whether a stretch is a quotation from its first mark to its last, or to one that is left open."""
    text = doc.text[place[0] : place[1]]
    return text[0] in _OPENING and (
        text.rstrip(".,;:!?")[-1:] in _SHUTTING or not any(mark in _SHUTTING for mark in text[1:])
    )
