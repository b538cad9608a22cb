"""German nouns and adjectives that are cues: "der Vorwurf der Opposition, P", "vertritt die Ansicht, dass P", "ist überzeugt, dass P"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words, words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .phrases import is_adjective, phrase
from .subjects import before_insertion, behind, main_subject
from .subjunctive import subjunctive

#: Small words that may stand between the noun's phrase and the comma: a particle, a participle with its auxiliary.
_TAIL: Final = 3


def noun_hits(row: Sequence[Token], parts: Sequence[Clause], lex: Words) -> Iterator[Hit]:
    """Every such cue of a unit."""
    for number, clause in enumerate(parts[:-1]):
        content = _clause_after(row, parts, number, lex)
        if content is None:
            continue
        before = before_insertion(row, parts, number, lex)
        hit = _noun(row, clause, content, lex, before) or _adjective(row, clause, content, lex)
        if hit is None:
            continue
        if parts[number + 1].mark == ":" and hit.frame != "think" and row[content[0]].kind != "quote":
            continue
        yield hit


def _clause_after(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> Range | None:
    """The clause that tells what a noun or adjective says: with "dass" or "ob", an infinitive, or in the subjunctive."""
    following = parts[number + 1]
    low = row[following.start].low
    if following.mark == ":":
        fits = row[following.start].kind == "quote" or following.kind == "main"
    elif following.mark != ",":
        fits = False
    elif following.kind == "sub":
        fits = low in {"dass", "daß", "ob", "wonach"}
    elif following.kind == "infinitive":
        fits = low not in {"um", "ohne", "statt", "anstatt"}
    else:
        main = following.kind == "main" and low not in {"und", "aber", "doch"}
        held = main and row[parts[number].end - 1].low in _HELD
        fits = low == "wonach" or (main and subjunctive(row, following, lex)) or held
    if not fits:
        return None
    end = following.end
    for clause in parts[number + 2 :]:
        if (
            clause.mark != ","
            or clause.kind not in {"sub", "relative", "infinitive", "nominal"}
            or row[clause.start].low == "denn"
        ):
            break
        end = clause.end
    return following.start, end


#: What is held without "dass" and the subjunctive, too: "Sie ist der Ansicht, die Regeln reichen".
_HELD: Final = frozenset(("ansicht", "meinung", "auffassung", "überzeugung"))


def _noun(row: Sequence[Token], clause: Clause, content: Range, lex: Words, before: Range | None) -> Hit | None:
    for at in range(clause.end - 1, clause.start - 1, -1):
        if row[at].kind == "mark":
            return None
        if row[at].capital and _is_cue(row[at].low):
            return _with_owner(row, clause, at, content, lex, before)
    return None


@lru_cache(maxsize=20_000)
def _is_cue(low: str) -> bool:
    known = words("de").sets["nouns.cue"]
    return any(low == noun or (low.endswith(noun) and len(low) > len(noun) + 2) for noun in known)


def _with_owner(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], clause: Clause, at: int, content: Range, lex: Words, before: Range | None
) -> Hit | None:
    rule = f"“{row[at].text}” is the cue"
    owner = _owner(row, clause, at, lex)
    end = max(owner[1], at + 1) if owner else at + 1
    tail = row[end : clause.end]
    if len(tail) > _TAIL or any(token.capital or token.kind != "word" for token in tail):
        return None
    if owner is None:
        owner = next(
            (
                (back, back + 1)
                for back in range(max(clause.start, at - 3), at)
                if lex.has("words.owning", row[back].low)
            ),
            None,
        )
    if owner is not None:
        return Hit((at, at + 1), owner, "after", "noun", rule, content=(content,))
    source = _quoted(row, clause, at, lex) or before or _subject(row, clause, at, lex)
    if source is None and row[clause.start].low == "mit" and lex.has("nouns.reason", row[at].low):
        source = _behind_reason(row, content[1], lex)
    if source is None or source[0] <= at < source[1] or lex.has("words.empty", row[source[0]].low):
        return None
    reason = lex.has("nouns.reason", row[at].low)
    if not reason and not any(lex.has("nouns.light", token.low) for token in row[clause.start : clause.end]):
        return None
    start, past = at, source[1] if source[0] < at else clause.start
    while (
        start > max(past, clause.start)
        and not row[start - 1].capital
        and row[start - 1].kind == "word"
        and start > at - 4
    ):
        start -= 1
    if reason and start == clause.start + 1 and row[clause.start].low == "mit":
        start = clause.start
    return Hit(
        (max(start, past, clause.start), at + 1),
        source,
        "after",
        "reason" if reason else "noun",
        rule,
        content=(content,),
    )


def _behind_reason(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """Whoever does something for a reason told before its verb: "Mit der Begründung, P, lehnte der Rat den Antrag ab"."""
    stop = next((at for at in range(end + 1, len(row)) if row[at].kind == "mark"), len(row))
    verbal = end + 1 < stop and row[end].text == "," and row[end + 1].kind == "word" and not row[end + 1].capital
    return behind(row, end + 2, stop, lex) if verbal else None


def _quoted(row: Sequence[Token], clause: Clause, at: int, lex: Words) -> Range | None:
    """Whom another quotes: "zitiert einen Makler mit den Worten"."""
    verb = next((index for index in range(clause.start, at) if lex.has("phrases.cites", row[index].low)), None)
    if (
        verb is None
        or not lex.has("nouns.quoted", row[at].low)
        or any(token.low in {"wird", "wurde", "werden", "wurden"} for token in row[clause.start : at])
    ):
        return None
    end = phrase(row, verb + 1, at, lex)
    return (verb + 1, end) if end is not None else None


def _raised_by(row: Sequence[Token], clause: Clause, at: int, lex: Words) -> Range | None:
    """Whoever raised what a noun means, told before it: "die von der Opposition erhobene Anschuldigung"."""
    made = at - 1
    if made <= clause.start + 1 or row[made].capital or not is_adjective(row, made, lex, behind=True):
        return None
    tie = next(
        (one for one in range(made - 1, max(clause.start, made - _RAISED), -1) if row[one].low in {"von", "vom"}), None
    )
    return (tie + 1, made) if tie is not None and phrase(row, tie + 1, made, lex) == made else None


#: Words between "von" and the participle, at most.
_RAISED: Final = 8


def _owner(row: Sequence[Token], clause: Clause, at: int, lex: Words) -> Range | None:
    raised = _raised_by(row, clause, at, lex)
    if raised is not None:
        return raised
    start = at + 1
    if start >= clause.end:
        return None
    if row[start].low in {"von", "vom", "seitens"}:
        end = phrase(row, start + 1, clause.end, lex)
        return (start + 1, end) if end else None
    if lex.has("words.genitive", row[start].low) or (
        is_adjective(row, start, lex, behind=False) and row[start].low.endswith("er")
    ):
        end = phrase(row, start, clause.end, lex)
        return (start, end) if end else None
    return None


def _subject(row: Sequence[Token], clause: Clause, at: int, lex: Words) -> Range | None:
    if clause.kind in {"sub", "relative"}:
        return behind(row, clause.start + 1, at, lex)
    return main_subject(row, clause, lex)


def _adjective(row: Sequence[Token], clause: Clause, content: Range, lex: Words) -> Hit | None:
    """As in "ist davon überzeugt, dass P", "zeigte sich zuversichtlich, dass P"."""
    at = clause.end - 1
    if not lex.has("adjective.forms", row[at].low):
        return None
    start = next(
        (
            i
            for i in range(at - 1, clause.start - 1, -1)
            if row[i].low
            in {
                "ist",
                "sind",
                "war",
                "waren",
                "sei",
                "seien",
                "zeigt",
                "zeigte",
                "zeigten",
                "zeigen",
                "gab",
                "gibt",
                "gaben",
                "geben",
            }
        ),
        None,
    )
    if start is None:
        return None
    first = lead(row, clause.start, clause.end)
    last = start
    while last > first + 1 and not row[last - 1].capital and lex.has("words.adverb", row[last - 1].low):
        last -= 1
    source = (first, last) if phrase(row, first, last, lex, wide=True) == last else behind(row, start + 1, at, lex)
    if source is None or lex.has("words.empty", row[source[0]].low):
        return None
    told = any(row[index].low in lex.phrases["according"] for index in range(start + 1, at))
    cue = (start, at + 1) if source[0] < start and not told else (at, at + 1)
    return Hit(
        cue,
        source,
        "after",
        "think",
        "stands before the cue",
        content=(content,),
        particle=None if source[0] < start and not told else (start, start + 1),
    )
