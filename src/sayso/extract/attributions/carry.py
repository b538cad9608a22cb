"""Sentences that go on reporting without a cue: always suggestions, never certain.

Two signs are read. German goes on in the subjunctive of reported speech. In any language what a document is said to find
goes on in the sentences behind it, as long as nobody else speaks and the author does not: "The report notes that P. Q. R."
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .kinds import kind_of
from .nouns import listed
from .sayings import QUOTED_WORDS, Saying, words_in
from .sources import nature
from .units import Stretch, Unit
from .words import Words

#: Sentences behind one that a document is said to say, at most.
_MOST: Final = 6
#: Sentences that go on in the tense of what was reported, at most.
_LATER: Final = 3
_IFS: Final = frozenset(("if", "si", "were", "had"))
#: Words that a sentence has at least.
_LEAST: Final = 2
_TELLING: Final = frozenset(("say", "show", "according", "noun", "think"))
_SUBJUNCTIVE: Final = "goes on in the subjunctive of reported speech, without a cue of its own"
_TENSE: Final = "goes on in the tense of what was reported, without a cue of its own"
_FINDINGS: Final = "may go on telling what the document says, without a cue of its own"


def carried_on(stretch: Stretch, known: Sequence[Saying], before: Saying | None, lex: Words) -> list[Saying]:
    """The sentences of a block that go on reporting. `before` is what the block before ended with, if that reported."""
    by_unit: dict[int, list[Saying]] = {}
    for saying in known:
        by_unit.setdefault(saying.at[1], []).append(saying)
    found: list[Saying] = []
    lender, run, near = before, 0, before
    paper = False
    for number, unit in enumerate(stretch.units):
        opens = near is not None and near.source and lex.has("carry.certain", unit.items[0].low)
        if number in by_unit and opens and near is not None and len(unit.items) > _LEAST:
            found.append(
                _certain(_lent(near, unit, number, f"“{unit.items[0].text}” lays it to what was told before"), unit)
            )
        if number in by_unit:
            if lender is not None and _reported_too(by_unit[number], lex):
                found.append(_lent(lender, unit, number, _SUBJUNCTIVE))
                continue
            last = _last(by_unit[number], unit, lex)
            if last is not None and last.dropped and lender is not None and paper:
                last = replace(last, source=lender.source, words=lender.words, antecedent=lender.antecedent)
            lender, run, near = last, 0, _told_by_document(by_unit[number], lex)
            paper = _told_by_paper(by_unit[number], lender, lex, before=paper)
            continue
        if (
            near is not None
            and near.source
            and lex.has("carry.evident", unit.items[0].low)
            and len(unit.items) > _LEAST
        ):
            told = _lent(near, unit, number, f"“{unit.items[0].text}” lays it to what was told before")
            found.append(_certain(told, unit) if lex.has("carry.certain", unit.items[0].low) else told)
            lender, run = near, 0
            continue
        if (
            number
            and lex.has("carry.certain", unit.items[0].low)
            and _tells_of_document(stretch.units[number - 1], lex)
        ):
            found.append(_pointing(unit, number))
            lender = near = None
            continue
        rule = _rule(unit, lender, number, run, lex, paper=paper)
        if not rule or lender is None:
            lender = near = None
            continue
        run += 1
        found.append(_lent(lender, unit, number, rule))
    return found


def _tells_of_document(unit: Unit, lex: Words) -> bool:
    """Whether a sentence has one document with an article: "Der Prüfbericht liegt vor. Demnach ...", "In dem Papier steht etwas anderes."."""
    row = unit.items
    return any(
        token.capital
        and kind_of(token, lex) == "document"
        and any(_is_article(one, lex) for one in row[max(0, at - 2) : at])
        for at, token in enumerate(row)
    )


def _is_article(token: Token, lex: Words) -> bool:
    return any(lex.has(f"words.{name}", token.low) for name in ("the", "introduces"))


def _pointing(unit: Unit, number: int) -> Saying:
    """A sentence that begins with "demnach" behind one that but tells of a document, which is what says so."""
    first, second = unit.items[0], unit.items[1]
    end = unit.items[-1].start if unit.items[-1].text == "." else unit.end
    rule = f"“{first.text}” lays it to what was told before"
    cue, content = ((first.start, first.end),), ((second.start, end),)
    return Saying((), (), cue, content, "say", rule, unit, (unit.block, number), dropped=True)


def _told_by_document(known: Sequence[Saying], lex: Words) -> Saying:
    """What "demnach" points to in a sentence: what a document says, else the last saying."""
    told = [saying for saying in known if saying.words and nature(saying.words, lex).kind == "document"]
    return told[-1] if told and lex.language == "de" else known[-1]


def _certain(told: Saying, unit: Unit) -> Saying:
    """A sentence that begins with "demnach": that is its cue, and its source is whoever spoke last."""
    first, second = unit.items[0], unit.items[1]
    content = ((second.start, told.content[0][1]),)
    return replace(
        told, source=(), words=(), cue=((first.start, first.end),), content=content, suggested=False, dropped=True
    )


def ends_with(stretch: Stretch, known: Sequence[Saying]) -> Saying | None:
    """The saying that a block ends with, certain or carried on: what the next block may go on from."""
    last = len(stretch.units) - 1
    there = [saying for saying in known if saying.at[1] == last and saying.source]
    reaching = [saying for saying in there if saying.end >= stretch.units[-1].end - 2]
    if reaching:
        return min(reaching, key=lambda saying: (saying.start, -saying.end, not saying.suggested))
    return max(there, key=lambda saying: saying.start, default=None)


def _last(known: Sequence[Saying], unit: Unit, lex: Words) -> Saying | None:
    """The saying that a unit ends with: the outermost of those that reach its end; None where the author has the last word."""
    reaching = [
        saying
        for saying in known
        if (saying.source or saying.dropped)
        and (saying.end >= unit.end - 2 or saying.content[-1][1] <= unit.start or _only_adds(saying, unit, lex))
    ]
    return min(reaching, key=lambda saying: saying.start) if reaching else None


def _only_adds(saying: Saying, unit: Unit, lex: Words) -> bool:
    """Whether behind a German saying nothing but a phrase of time or place follows: "bestätigt das auf Nachfrage"."""
    rest = [token for token in unit.items[:-1] if token.start >= saying.end]
    tied = bool(rest) and lex.language == "de" and lex.has("words.inside", rest[0].low)
    return tied and not any(token.kind in {"mark", "quote"} or lex.has("words.joint", token.low) for token in rest)


def _reported_too(known: Sequence[Saying], lex: Words) -> bool:
    """Whether what is told in a sentence is itself told: its cue stands in the subjunctive ("Seine Mutter habe versprochen")."""
    return all(
        any(_subjunctive(token, lex) for token in saying.unit.items if _within(token, saying.cue)) for saying in known
    )


def _within(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in places)


def _told_by_paper(known: Sequence[Saying], lender: Saying | None, lex: Words, *, before: bool) -> bool:
    """Whether a document speaks last; "it" and "they" are the one that spoke `before`."""
    own = lender if lender is not None else max(known, key=lambda saying: saying.start)
    pronoun = len(own.words) == 1 and any(
        lex.has(f"words.{name}", own.words[0].low) for name in ("thing_pronoun", "plural_pronoun", *_it(lex))
    )
    return before if pronoun else _is_paper(own, lex)


def _it(lex: Words) -> tuple[str, ...]:
    """The lists of pronouns that may mean a document besides, in Spanish and French."""
    return ("person_pronoun",) if lex.language in {"es", "fr"} else ()


def _rule(unit: Unit, lender: Saying | None, number: int, run: int, lex: Words, *, paper: bool) -> str:
    """Why a sentence goes on reporting; empty where it does not."""
    words = [token for token in unit.items if token.kind == "word"]
    if lender is None or len(words) < _LEAST:
        return ""
    own = any(token.low == "ich" for token in words)
    if not own and any(_subjunctive(token, lex) for token in words):
        return _SUBJUNCTIVE
    if run >= _MOST or number == 0:
        return ""
    if run < _LATER and _later(unit, lex) and _told_later(lender, lex) and _plain(unit, lex):
        return _TENSE
    if not _finds(lender, lex, paper=paper):
        return ""
    heads = {token.low for token in lender.words if listed("carry.documents", token.low, lex)}
    itself = any(token.low in heads for token in unit.items[:_LEAST])
    return _FINDINGS if _plain(unit, lex) and not itself else ""


def _subjunctive(token: Token, lex: Words) -> bool:
    """Whether a word is a verb in the subjunctive of reported speech; one with a capital is a noun."""
    return lex.has("reported.forms", token.low) and not token.capital


def _later(unit: Unit, lex: Words) -> bool:
    """Whether a sentence tells what was to come: "would", "abriría", "ouvrirait"."""
    return unit.items[0].low not in _IFS and bool(_modals(unit.items, lex))


def _told_later(lender: Saying, lex: Words) -> bool:
    """Whether somebody is said to have told what was to come, in no quotation."""
    if lender.frame not in _TELLING or any(token.kind == "quote" for token in lender.unit.items):
        return False
    return any(_within(token, lender.content) for token in _modals(lender.unit.items, lex))


def _modals(row: Sequence[Token], lex: Words) -> list[Token]:
    endings = tuple(lex.sets.get("carry.later_endings", ()))
    return [
        token
        for before, token in zip((None, *row), row, strict=False)
        if lex.has("carry.later", token.low)
        or (
            bool(endings)
            and token.low.endswith(endings)
            and not (
                before and (lex.has("words.determiner", before.low) or lex.has("carry.no_verb_behind", before.low))
            )
        )
    ]


def _finds(lender: Saying, lex: Words, *, paper: bool) -> bool:
    """Whether one document, or those who wrote it, is said to say something, in no quotation."""
    telling = lender.frame in _TELLING or (lex.language in {"de", "es", "fr"} and lender.frame in {"object", "about"})
    if not lender.words or not telling or any(_is_long(token) for token in lender.unit.items):
        return False
    first = lender.words[0].low
    if lex.has("words.possessive", first) and lex.has("sources.authors", lender.words[-1].low):
        return True
    if not lex.has("words.determiner", first) and lender.frame == "according":
        return False
    return paper


def _is_paper(saying: Saying, lex: Words) -> bool:
    """Whether one document is the source of a saying."""
    if not saying.words or (lex.language == "de" and not lex.has("words.determiner", saying.words[0].low)):
        return False
    own = nature(saying.words, lex)
    return own.kind == "document" and any(listed("carry.documents", token.low, lex) for token in saying.words)


def _is_long(token: Token) -> bool:
    """Whether a token is a quotation of more than a phrase, so that its speaker's words may go on."""
    return token.kind == "quote" and words_in(token.text) >= QUOTED_WORDS


def _plain(unit: Unit, lex: Words) -> bool:
    """Whether a sentence has none of the signs that the author or somebody else speaks."""
    first = unit.items[0].low
    two = " ".join(token.low for token in unit.items[:2])
    if unit.items[-1].text == "?" or lex.has("carry.turns", first) or lex.has("carry.turns", two):
        return False
    dated = any(
        lex.has("carry.on", one.low) and lex.has("words.time", other.low) for one, other in pairwise(unit.items)
    )
    return not dated and not any(token.kind == "quote" or lex.has("carry.voice", token.low) for token in unit.items)


def _lent(lender: Saying, unit: Unit, number: int, rule: str) -> Saying:
    end = unit.items[-1].start if unit.items[-1].text == "." and len(unit.items) > 1 else unit.end
    return replace(
        lender,
        cue=(),
        content=((unit.start, end),),
        frame="say" if rule == _SUBJUNCTIVE else lender.frame,
        rule=rule,
        unit=unit,
        at=(unit.block, number),
        suggested=True,
        inside=None,
        until=0,
    )
