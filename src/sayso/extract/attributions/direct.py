"""Direct speech without a cue verb: "Smith: “...”", transcripts, quotations that go on from the paragraph before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .closing import plain_verb
from .nouns import listed
from .sayings import Place, Saying
from .sources import nature
from .tagged import SEEN
from .units import Stretch, Unit
from .words import Words

_TELLING: Final = frozenset(("say", "think", "according", "noun"))
_LONGEST_NAME: Final = 6
_LONGEST_OFFICE: Final = 10
#: Blocks that begin with "Name:" which a transcript has at least.
_LEAST: Final = 3


def colon_sayings(stretch: Stretch, lex: Words, *, transcript: bool) -> list[Saying]:
    """What stands behind "Name:": a quotation or, in a transcript, the rest of the block."""
    found = []
    for number, unit in enumerate(stretch.units):
        end = _name_end(unit.items, lex) or _office_end(unit.items, lex)
        if end is None:
            continue
        rest = unit.items[end + 1 :]
        if rest and rest[0].kind == "quote":
            content: Place = (rest[0].start, rest[0].end)
        elif transcript and number == 0 and rest:
            content = (rest[0].start, stretch.block.end)
        else:
            continue
        words = unit.items[:end]
        source = (words[0].start, words[-1].end)
        colon = (unit.items[end].start, unit.items[end].end)
        rule = "stands before a colon"
        at = (unit.block, number)
        found.append(Saying((source,), tuple(words), (colon,), (content,), "colon", rule, unit, at))
    return found


def is_transcript(all_stretches: Sequence[Stretch], lex: Words) -> bool:
    """Whether a document is a transcript: a third of its blocks, and at least three, begin with "Name:", one name twice."""
    heads = [stretch.units[0].items for stretch in all_stretches if stretch.units]
    ends = [(row, _name_end(row, lex) or _asked_end(row)) for row in heads]
    names = [" ".join(token.low for token in row[:end]) for row, end in ends if end is not None]
    return len(names) >= _LEAST and len(names) * 3 >= len(heads) and len(set(names)) < len(names)


def _office_end(row: Sequence[Token], lex: Words) -> int | None:
    """The place of the colon behind an office with its name, right before a quotation: "Der Chef der Werft, Ole Kern: „...“"; or None."""
    at = next((index for index, token in enumerate(row[: _LONGEST_OFFICE + 1]) if token.text == ":"), None)
    if not at or at + 1 >= len(row) or row[at + 1].kind != "quote":
        return None
    words = row[:at]
    verbal = any(
        lex.has("words.auxiliary", token.low) or plain_verb(token.low, lex) or _told(token, lex)
        for token in words
        if not token.capital
    )
    office = any(listed("sources.person", token.low, lex) for token in words)
    opens = office and not verbal and lex.has("words.determiner", words[0].low)
    return at if opens and nature(words, lex).kind == "person" else None


def _told(token: Token, lex: Words) -> bool:
    """Whether a Spanish or French word is a cue verb of any kind, and no noun."""
    romance = lex.language in {"es", "fr"} and not lex.has("ambiguous.forms", token.low)
    return romance and any(form.tense == "past" for form in lex.forms.get(token.low, ()))


def _asked_end(row: Sequence[Token]) -> int | None:
    """The place of the colon behind "Question" and its like at the head of a unit, or None: these name nobody, but make a transcript."""
    return 1 if len(row) > 1 and row[0].low in _ASKED and row[1].text == ":" else None


_ASKED: Final = frozenset(("question", "q", "frage", "pregunta", "p", "f", "answer", "antwort", "respuesta", "réponse"))


def _name_end(row: Sequence[Token], lex: Words) -> int | None:
    """The place of the colon behind a name that begins a unit, or None."""
    for at, token in enumerate(row[: _LONGEST_NAME + 1]):
        if token.text == ":":
            return at if at and not lex.has("sources.not_a_speaker", row[0].low) and _spaced(row, at) else None
        name = token.kind == "aside" or (
            token.kind == "word" and (token.capital or token.low in {"of", "de", "von", "van", "the"})
        )
        if not name or (lex.forms.get(token.low) and at):
            return None
    return None


def _spaced(row: Sequence[Token], at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].start > row[at].end


def carried(
    stretch: Stretch, known: Sequence[Saying], before: Saying | None, told: Saying | None, lex: Words
) -> list[Saying]:
    """Quotations without a cue, carried over from a saying beside them as suggestions.

    `before` is the last saying of the block before, where that ended in a quotation, `told` the one that it ended with at
    all; they lend their source to a block that is nothing but quotation. Two units or more between the quotation and what
    is said are too far.
    """
    known = [saying for saying in known if not _told_inside(saying, lex)]
    by_unit = _by_unit(known)
    taken = sorted(place for saying in known for place in saying.content)
    found: list[Saying] = []
    at, reached = 0, -1
    for number, unit in enumerate(stretch.units):
        quotes = [token for token in unit.items if token.kind == "quote"]
        if not quotes or not all(token.kind in {"quote", "mark"} for token in unit.items):
            continue
        place = (quotes[0].start, quotes[-1].end)
        while at < len(taken) and taken[at][0] < place[1]:
            reached = max(reached, taken[at][1])
            at += 1
        lender = _lender(by_unit, number) or (before if number == 0 else None)
        rule = "is quoted beside what the same source says, without a cue of its own"
        if lender is None:
            lender = _teller(told if number == 0 else _closing(by_unit, stretch, number - 1), lex)
            rule = "stands alone behind what the source says, without a cue of its own"
        if reached <= place[0] and lender is not None and lender.source:
            found.append(_lent(lender, place, unit, number, rule))
    return found


def _told_inside(saying: Saying, lex: Words) -> bool:
    """Whether the tagger alone sees a saying within a Spanish or French quotation that is all of its sentence: that leaves open who is quoted."""
    if lex.language not in {"es", "fr"}:
        return False
    return saying.rule.startswith(SEEN) and all(token.kind in {"quote", "mark"} for token in saying.unit.items)


def _closing(by_unit: dict[int, list[Saying]], stretch: Stretch, number: int) -> Saying | None:
    """The outermost saying that a unit ends with."""
    end = stretch.units[number].end - 2
    return min(
        (saying for saying in by_unit.get(number, ()) if saying.end >= end), key=lambda it: it.start, default=None
    )


def _teller(saying: Saying | None, lex: Words) -> Saying | None:
    """A saying of somebody who can be quoted, told for certain; a document is quoted with a cue."""
    if saying is None or saying.suggested or saying.frame not in _TELLING or not saying.words:
        return None
    return saying if nature(saying.words, lex).kind not in {"document", "unknown"} else None


def _by_unit(known: Sequence[Saying]) -> dict[int, list[Saying]]:
    found: dict[int, list[Saying]] = {}
    for saying in known:
        found.setdefault(saying.at[1], []).append(saying)
    return found


def _lender(by_unit: dict[int, list[Saying]], number: int) -> Saying | None:
    """The saying whose speaker is quoted on: the one just behind, or the last of the two units before."""
    for near in (number + 1, number - 1, number - 2):
        quoted = [saying for saying in by_unit.get(near, ()) if _quotes(saying)]
        if quoted:
            return quoted[0] if near > number else quoted[-1]
    return None


def _quotes(saying: Saying) -> bool:
    """Whether a saying has a quotation of its unit in it."""
    quotes = [token for token in saying.unit.items if token.kind == "quote"]
    return any(start <= token.start and token.end <= end for start, end in saying.content for token in quotes)


def _lent(lender: Saying, place: Place, unit: Unit, number: int, rule: str) -> Saying:
    return replace(
        lender, cue=(), content=(place,), frame="say", rule=rule, unit=unit, at=(unit.block, number), suggested=True
    )


def last_quoted(stretch: Stretch, known: Sequence[Saying]) -> Saying | None:
    """The saying that the block's last quotation belongs to, where the block ends with what it says: of several that end there, the innermost."""
    if not known or not stretch.quotes:
        return None
    last = max(known, key=lambda saying: (saying.end, saying.content[-1][0]))
    tail = stretch.quotes[-1]
    speaks = any(start <= tail.start and tail.end <= end for start, end in last.content)
    return last if speaks and last.end >= stretch.units[-1].end - 2 else None


def joined(previous: Stretch | None, stretch: Stretch, opened: Saying | None) -> Place | None:
    """The first quotation of a block that goes on from one left open in the block before: the mark is repeated."""
    if previous is None or opened is None or not previous.quotes or not stretch.quotes:
        return None
    left_open = not previous.quotes[-1].closed
    first = stretch.quotes[0]
    return (first.start, first.end) if left_open and first.start == stretch.block.start else None
