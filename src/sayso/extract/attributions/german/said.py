"""German cues that are no verbs of their own: "laut X", "nach Angaben von X", "X zufolge", ", so X", "heißt es in X", "angeblich"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.extract.attributions.words import words as words_of
from sayso.language.tokens import Token

from .clauses import Clause, ends_saying, lead
from .content import before_cue
from .forms import so_told
from .hearsay import IS, SHOULD, filled, hearsay, should, to_be_heard, told_so
from .it_says import it_says
from .phrases import is_adjective, is_noun, nominative, past_attribute, phrase
from .subjects import behind, described, main_subject
from .subjunctive import subjunctive

_FAR: Final = 12
_INTENSE: Final = frozenset(("so", "zu", "sehr", "wie", "besonders"))


def said_hits(row: Sequence[Token], parts: Sequence[Clause], lex: Words) -> Iterator[Hit]:
    """Every such cue of a unit."""
    first = _first_words(lex.language)
    for number, clause in enumerate(parts):
        for at in range(clause.start, clause.end):
            if row[at].kind != "word" or row[at].low not in first:
                continue
            for find in (
                _laut,
                _nach,
                _nach_behind,
                _zufolge,
                _so,
                so_told,
                it_says,
                hearsay,
                should,
                to_be_heard,
                _backward,
            ):
                hit = find(row, parts, number, at, lex)
                if hit is not None:
                    yield hit
                    inner = told_so(row, parts, hit, lex) if hit.frame == "hearsay" else None
                    if inner is not None:
                        yield inner
                    break


@cache
def _first_words(language: str) -> frozenset[str]:
    """The words with which such cues begin."""
    lex = words_of(language)
    phrases = (lex.phrases[name] for name in ("according", "hearsay", "backward", "it_says"))
    return frozenset(("nach", "so", *SHOULD, *IS, *lex.sets["phrases.after_source"])).union(*phrases)


def _backward(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Zu diesem Ergebnis kommt eine Studie", "Das ist das Fazit der Prüfer": what it says is the sentence before."""
    if number or at != parts[0].start:
        return None
    for words in lex.phrases["backward"].get(row[at].low, ()):
        end = at + len(words)
        if tuple(token.low for token in row[at:end]) != words:
            continue
        start = end + (end < parts[0].end and row[end].low in {"von", "vom"})
        stop = phrase(row, start, parts[0].end, lex)
        if stop is not None and nature(row[start:stop], lex).kind != "unknown":
            shown = " ".join(token.text for token in row[at:end])
            return Hit((at, end), (start, stop), "before", "say", f"follows “{shown}”", content=(), anaphor=True)
    return None


def _around(row: Sequence[Token], parts: Sequence[Clause], number: int, cut: Range, lex: Words) -> tuple[Range, ...]:
    """What is said around a phrase that names its source: its clause, and those that belong to it."""
    clause = parts[number]
    if clause.kind in {"sub", "relative"}:
        return filled((clause.start, cut[0]), (cut[1], clause.end))
    start = clause.start
    floor = number
    if clause.kind == "main" and clause.mark == "," and subjunctive(row, clause, lex):
        return filled((start, cut[0]), (cut[1], _end(row, parts, number, lex)))
    told = clause.mark == "," and cut[0] == start and ends_saying(row, clause.start - 1, lex)
    while not told and floor > 0 and parts[floor].mark not in {";", ":", ""} and row[start].low not in _LEADS:
        floor -= 1
        start = parts[floor].start
    alone = cut == (clause.start, clause.end) and number > 0 and number + 1 < len(parts)
    goes_on = alone and row[parts[number + 1].start].low in {"und", "aber"} and parts[number + 1].mark == ","
    return filled((start, cut[0]), (cut[1], _end(row, parts, number + goes_on, lex)))


_LEADS: Final = frozenset(("und", "aber", "doch", "sondern", "oder", "allerdings", "trotzdem", "dennoch"))


def _end(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> int:
    """Where the sentence of clause `number` ends: before a semicolon and no reported speech, or before a clause with "und", "aber", "denn"."""
    end = parts[number].end
    for clause in parts[number + 1 :]:
        reported = clause.mark == ";" and subjunctive(row, clause, lex)
        if (clause.mark == ";" and not reported) or (row[clause.start].low in _LEADS and clause.kind == "main"):
            break
        end = clause.end
    return end


def _whole(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token],
    parts: Sequence[Clause],
    number: int,
    lex: Words,
    cue: Range,
    source: Range | None,
    rule: str,
    particle: Range | None = None,
) -> Hit:
    """A hit whose content stands on both sides of its words, with the apposition behind its source left out of it."""
    ends = [place[1] for place in (cue, source, particle) if place is not None]
    starts = [place[0] for place in (cue, source, particle) if place is not None]
    cut, last = (min(starts), max(ends)), number
    if source is not None and source[1] == cut[1]:
        source, last = described(row, parts, source, number, lex)
        last = last if last + 1 < len(parts) else number
        cut = (cut[0], max(cut[1], source[1], parts[last].end if last > number else 0))
    following = parts[number + 1] if number + 1 < len(parts) else None
    if (
        last == number
        and number + 2 < len(parts)
        and following is not None
        and following.kind == "relative"
        and cut[1] == parts[number].end
        and cut[0] == lead(row, parts[number].start, cut[1])
    ):
        last = number + 1
    if last > number:
        content = filled((parts[number].start, cut[0]), (parts[last + 1].start, _end(row, parts, last + 1, lex)))
    else:
        content = _around(row, parts, number, cut, lex)
    return Hit(cue, source, "whole", "according", rule, content=content, particle=particle)


def _laut(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "laut der Zeitung", "aus Sicht der Partei", "unter Berufung auf Kreise"."""
    end = _phrase_at(row, at, lex)
    if end is None or (at and row[at - 1].low in _INTENSE) or end >= parts[number].end:
        return None
    front = at == lead(row, parts[number].start, parts[number].end)
    stop = phrase(row, end, parts[number].end, lex, wide=front)
    if (
        stop is None
        or row[end].low == "werden"
        or (row[at].low == "gemäß" and nature(row[end:stop], lex).kind == "unknown")
    ):
        return None
    shown = " ".join(token.text for token in row[at:end])
    stop = _outlet_end(row, end, stop, lex)
    return _whole(row, parts, number, lex, (at, end), (end, stop), f"follows “{shown}”")


def _outlet_end(row: Sequence[Token], start: int, stop: int, lex: Words) -> int:
    """Where an outlet ends behind which the verb's own phrase follows: "sprachen laut Radio Nord von menschlichem Versagen"."""
    tie = next((at for at in range(start + 1, stop) if row[at].low in {"von", "vom", "für"}), stop)
    return tie if tie < stop and nature(row[start:tie], lex).name else _before_object(row, start, stop, lex)


def _before_object(row: Sequence[Token], start: int, stop: int, lex: Words) -> int:
    """Where a source ends before the verb's own bare object, which "und" joins to more: "befürchten laut der Behörde Lärm und hohe Kosten"."""
    joint = next((at for at in range(start + 3, stop - 1) if row[at].low in {"und", "oder"}), stop)
    plain = joint < stop and lex.has("words.determiner", row[start].low) and kind_of(row[joint - 2], lex) is not None
    if not plain or not all(row[at].capital and row[at].kind == "word" for at in (joint - 2, joint - 1)):
        return stop
    more = row[joint + 1]
    return joint - 1 if more.low.endswith("e") and not (more.capital or lex.has("words.determiner", more.low)) else stop


def _phrase_at(row: Sequence[Token], at: int, lex: Words) -> int | None:
    for words in lex.phrases["according"].get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(words)]) == words:
            return at + len(words)
    return None


def _nach(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "nach Angaben der Polizei", "nach einem Bericht der Zeitung", "nach eigener Aussage", "nach seinen Worten"."""
    if row[at].low != "nach":
        return None
    limit = parts[number].end
    noun = at + 1
    if noun + 1 < limit and lex.has("words.determiner", row[noun].low):
        noun = past_attribute(row, noun + 1, limit, lex)
    while noun < limit and (lex.has("words.determiner", row[noun].low) or is_adjective(row, noun, lex, behind=True)):
        noun += 1
    if noun >= limit or not row[noun].capital:
        return None
    front = at == lead(row, parts[number].start, limit)
    if _ends_in(row[noun].low, "nouns.view", lex):
        return _view(row, parts, number, at, noun, lex, front=front)
    if not _ends_in(row[noun].low, "nouns.report", lex) or row[at + 1].low in {"dem", "der", "den", "diesem", "dieser"}:
        return None
    end = phrase(row, at + 1, limit, lex, wide=front)
    if end is None or not _verb_follows(row, parts, number, end, lex, front=front):
        return None
    return _whole(row, parts, number, lex, (at, at + 1), (at + 1, end), f"follows “{row[at].text}”")


def _ends_in(low: str, name: str, lex: Words) -> bool:
    """Whether a noun is in a list or ends with one of it: "Polizeiangaben"."""
    return any(low.endswith(noun) for noun in lex.sets.get(name, ()))


def _verb_follows(
    row: Sequence[Token], parts: Sequence[Clause], number: int, end: int, lex: Words, *, front: bool
) -> bool:
    """Whether behind a phrase at the head of its clause the verb comes, or a comma that describes."""
    if not front or end >= len(row):
        return True
    if end >= parts[number].end:
        return number + 1 < len(parts)
    return row[end].kind == "word" and not row[end].capital and not lex.has("words.inside", row[end].low)


def _view(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, noun: int, lex: Words, *, front: bool
) -> Hit | None:
    limit = parts[number].end
    rule = f"follows “{' '.join(token.text for token in row[at : noun + 1])}”"
    start = noun + 1
    if start < limit and row[start].low in {"von", "vom", "aus"}:
        end = phrase(row, start + 1, limit, lex, wide=front)
        if end is not None:
            return _whole(row, parts, number, lex, (at, start + 1), (start + 1, end), rule)
    genitive = start < limit and (
        lex.has("words.genitive", row[start].low) or is_adjective(row, start, lex, behind=False)
    )
    if genitive:
        end = phrase(row, start, limit, lex, wide=front)
        if end is not None:
            return _whole(row, parts, number, lex, (at, noun + 1), (start, end), rule)
    owner = next((index for index in range(at + 1, noun) if lex.has("words.owning", row[index].low)), None)
    if owner is not None:
        return _whole(
            row, parts, number, lex, (at, at + 1), (owner, owner + 1), "owns the view", particle=(noun, noun + 1)
        )
    if any(row[index].low.startswith("eigen") for index in range(at + 1, noun)):
        return _own(row, parts, number, (at, noun + 1), lex, front=front)
    end = phrase(row, at + 1, limit, lex)
    whose = row[noun].low not in lex.sets["nouns.view"] or noun > at + 1
    return (
        _whole(row, parts, number, lex, (at, at + 1), (at + 1, end), f"follows “{row[at].text}”")
        if end and whose
        else None
    )


def _own(
    row: Sequence[Token], parts: Sequence[Clause], number: int, cue: Range, lex: Words, *, front: bool
) -> Hit | None:
    """As in "nach eigenen Angaben": the source is the subject of the clause."""
    clause = parts[number]
    if clause.kind == "relative" and not lex.has("words.inside", row[clause.start].low) and not front:
        rule = "is the subject of what it says of itself"
        return Hit(cue, (clause.start, clause.start + 1), "after", "according", rule, content=((cue[1], clause.end),))
    if clause.kind in {"sub", "relative"}:
        source = behind(row, clause.start + 1, cue[0], lex)
    else:
        source = behind(row, cue[1] + 1, clause.end, lex) if front else main_subject(row, clause, lex)
    if source is None:
        return None
    hit = Hit(cue, source, "whole", "according", "is the subject of what it says of itself")
    return Hit(cue, source, "whole", hit.frame, hit.rule, shared=True, content=_around(row, parts, number, cue, lex))


def _nach_behind(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "ihrer Meinung nach", "der Opposition nach"."""
    if row[at].low != "nach" or at < parts[number].start + 2 or not _ends_in(row[at - 1].low, "nouns.view", lex):
        return None
    owner = at - 2
    if lex.has("words.owning", row[owner].low):
        return _whole(row, parts, number, lex, (at - 1, at + 1), (owner, owner + 1), "owns the view")
    return None


def _zufolge(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "den Behörden zufolge": the source stands before."""
    if not lex.has("phrases.after_source", row[at].low):
        return None
    limit = parts[number].start
    start = at
    while start > limit and start > at - _FAR and (is_noun(row, start - 1, lex) or row[start - 1].kind == "aside"):
        start -= 1
    if start == at:
        return _pronoun_before(row, parts, number, at, lex)
    while start > limit and start > at - _FAR:
        low = row[start - 1].low
        if lex.has("words.determiner", low):
            start -= 1
            if (
                lex.has("words.genitive", low)
                and start > limit
                and row[start - 1].capital
                and is_noun(row, start - 1, lex)
            ):
                while start > limit and is_noun(row, start - 1, lex):
                    start -= 1
                continue
            break
        if is_adjective(row, start - 1, lex, behind=False) or (
            row[start - 1].capital and start - 1 == limit and not is_noun(row, start - 1, lex)
        ):
            start -= 1
            continue
        break
    tied = row[start - 1].low in {"aus", "von", "vom", "im", "in", "für", "zu", "zur", "und", "über"}
    if start > limit and (tied or is_adjective(row, start, lex, behind=True)):
        start = _longer_before(row, limit, start, at, lex)
    return _whole(row, parts, number, lex, (at, at + 1), (start, at), f"stands before “{row[at].text}”")


def _longer_before(row: Sequence[Token], limit: int, start: int, at: int, lex: Words) -> int:
    """Where a source begins on which a preposition hangs: "einer Studie aus Solm zufolge"; `start` where it does not."""
    for first in range(max(limit, at - _FAR), start - 1):
        opens = lex.has("words.determiner", row[first].low) and not lex.has("words.time", row[first + 1].low)
        if opens and phrase(row, first, at, lex, wide=True) == at:
            return first
    return start


def _pronoun_before(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "ihm zufolge", "einem von ihnen zufolge"."""
    limit = parts[number].start
    if at <= limit or row[at - 1].low not in {"ihm", "ihr", "ihnen", "diesen", "diesem", "dieser"}:
        return None
    start = at - 1
    if start - 2 >= limit and row[start - 1].low == "von":
        start -= 2
    return _whole(row, parts, number, lex, (at, at + 1), (start, at), f"stands before “{row[at].text}”")


def _so(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Die Zahl sinke, so die Försterin", "„A“, so Koller weiter"."""
    clause = parts[number]
    if row[at].low != "so" or at == 0 or not (at == clause.start or row[at - 1].kind == "quote"):
        return None
    if at == clause.start and clause.mark not in {",", "–", "—", "-"}:
        return None
    end = phrase(row, at + 1, clause.end, lex)
    if end is None or not (is_noun(row, at + 1, lex) or lex.has("words.determiner", row[at + 1].low)):
        return None
    if not nominative(row, (at + 1, end), lex) or lex.has("sources.no_source", row[end - 1].low):
        return None
    rest = row[end : clause.end]
    tied = rest and (lex.has("words.aside", rest[0].low) or lex.has("words.inside", rest[0].low))
    if rest and not (tied or lex.has("words.adverb", rest[0].low) or rest[0].kind == "quote"):
        return None
    source, last = described(row, parts, (at + 1, end), number, lex) if not rest else ((at + 1, end), number)
    left = before_cue(parts, number, 0) if at == clause.start else (0, at)
    right: tuple[Range, ...] = ()
    if last + 1 < len(parts) and parts[last + 1].mark == "," and parts[last + 1].kind in {"main", "sub", "infinitive"}:
        right = ((parts[last + 1].start, parts[-1].end),)
    return (
        Hit((at, at + 1), source, "around" if right else "before", "according", "follows “so”", content=(left, *right))
        if left
        else None
    )
