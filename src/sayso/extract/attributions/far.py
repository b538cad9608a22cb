"""Who is the subject of a Spanish or French verb, when it does not stand right before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import adjuncts_end
from .frames import speaks
from .hits import Hit
from .nouns import Range, is_adverb, phrase_after, phrase_before
from .parts import is_one
from .resumed import resumed
from .sources import nature
from .subjects import subject_before
from .words import Words

_AND: Final = frozenset(("y", "e", "pero", "et", "mais", "ni", "sino", "puis"))
#: Words of an opening such as "sin embargo", its comma counted.
_OPENING: Final = 5
#: Words of a subject, with what is told of it, at most.
_LONGEST: Final = 28
#: Words of "ni l’un ni l’autre", at most.
_COUNTED: Final = 6
#: Tokens of "preguntado por el motivo", at most, and how its first word ends.
_FAR: Final = 9
_ASKED: Final = {"es": ("ado", "ada", "ados", "adas", "ido", "ida"), "fr": ("é", "ée", "és", "ées", "i", "ie")}
_STRONG: Final = frozenset((":", ";", "—", "–", "?", "!"))


@dataclass(frozen=True, slots=True)
class Found:
    """A subject: its range, None where it is left out; how it was found; whether it stands at another cue (`shared`).

    `plain` says that it is somebody known to speak, `pronoun` that it is a pronoun, `inner` that its clause is part of another, `until`
    that what is said ends with the next comma.
    """

    source: Range | None
    rule: str
    shared: bool = False
    dropped: bool = False
    plain: bool = False
    pronoun: bool = False
    inner: bool = False
    until: bool = False
    document: bool = False


def subject_of(row: Sequence[Token], start: int, known: Sequence[Hit], lex: Words) -> Found | None:
    """The subject of the verb group that begins at `start`; None where none is plain."""
    also = start > 1 and row[start - 1].low == "que" and row[start - 2].low == "sino"
    if start and (row[start - 1].low in _AND or also):
        return _shared(row, start, known, lex)
    held = _in_its_words(row, start, known, lex)
    if held is not None:
        return held
    begin = past_openings(row, _clause_start(row, start), start, lex)
    if begin < start and is_one(row[begin:start], lex):
        return Found((begin, start), "stands before the cue", plain=True)
    one = _one_of(row, start, lex)
    if one is not None:
        return Found((one, start), "stands before the cue", plain=True)
    relative = _relative(row, start, known, lex)
    if relative is not None:
        return relative
    near = subject_before(row, start, lex) if start else None
    tied = near is not None and near[0] > 0 and lex.has("words.inside", row[near[0] - 1].low)
    if tied:
        near = None
    if near is not None and row[near[0]].low not in lex.sets["words.relative"] and _speaks(row, near, lex):
        return _found(row, widened(row, near, lex), "stands before the cue", lex)
    far = _from_start(row, start, lex)
    if far is not None:
        return _found(row, far, "stands before the cue", lex)
    return _left_out(row, start, known, lex)


def _in_its_words(row: Sequence[Token], start: int, known: Sequence[Hit], lex: Words) -> Found | None:
    """As in "replicó con un comunicado en el que niega P": whoever issued it speaks in it, in Spanish without a pronoun."""
    lows = [token.low for token in row[max(0, start - 3) : start]]
    held = lows[-1:] == ["donde"] or (lows[-1:] == ["que"] and lows[:1] == ["en"] and len(lows) == 3)  # noqa: PLR2004  "en el que"
    if not held or lex.language != "es":
        return None
    last = next(
        (hit for hit in reversed(known) if hit.source is not None and hit.source[0] < start and hit.mode != "whole"),
        None,
    )
    source = last.source if last is not None else _opening(row, start, lex)
    if source is None or not _speaks(row, source, lex):
        return None
    return Found(source, "is the subject of the sentence", shared=True, plain=True)


def _one_of(row: Sequence[Token], start: int, lex: Words) -> int | None:
    """Where "Una", "L’autre", "Tous deux", "Ninguno de los dos" begins, which opens a clause and ends at `start`."""
    for size in range(min(_COUNTED, start), 0, -1):
        words = " ".join(token.low for token in row[start - size : start])
        if lex.has("words.counted", words) and _opens(row, start - size):
            return start - size
    return None


def _speaks(row: Sequence[Token], found: Range, lex: Words) -> bool:
    words = row[found[0] : found[1]]
    generic = len(words) == 1 and (lex.has("words.generic", words[0].low) or words[0].low in {"on", "uno"})
    generic = generic or lex.has("words.nobody", words[0].low)
    return not generic and speaks(row, found, lex)


def _found(row: Sequence[Token], source: Range, rule: str, lex: Words) -> Found:
    words = row[source[0] : source[1]]
    own = nature(words, lex)
    pronoun = lex.has("words.pronoun", words[0].low) and len(words) == 1
    before = row[source[0] - 1].low if source[0] else ""
    return Found(
        source,
        rule,
        plain=own.kind != "unknown" or own.named or pronoun,
        pronoun=pronoun,
        inner=before in {"que", "qu’"},
        document=own.kind == "document",
    )


def widened(row: Sequence[Token], near: Range, lex: Words) -> Range:
    """A subject with the noun that it is joined to: "el gremio y la cámara de comercio", "bergers et chasseurs"."""
    at = near[0]
    if at > 1 and row[at - 1].low in {"y", "e", "et", "ni"}:
        first = phrase_before(row, at - 1, lex)
        neither = first is not None and first[0] > 0 and row[first[0] - 1].low == "ni"
        if first is not None and _opens(row, first[0] - neither):
            return first[0] - neither, near[1]
    return near


def _opens(row: Sequence[Token], at: int) -> bool:
    """Whether a phrase opens its clause."""
    return at == 0 or row[at - 1].kind == "mark" or row[at - 1].low in {"que", "qu’"}


def _relative(row: Sequence[Token], start: int, known: Sequence[Hit], lex: Words) -> Found | None:
    """A relative pronoun as the subject of "un corredor que afirma", "une enquête qui relevait"."""
    if not start or row[start - 1].low not in {"que", "qui", "quien", "quienes", "lequel", "laquelle", "lesquels"}:
        return None
    at = start - 1
    if at == 0 or (lex.language == "fr" and row[at].low == "que"):
        return None
    if any(_opened_by(row, hit, at, lex) for hit in known):
        return None
    comma = row[at - 1].text == ","
    before = phrase_before(row, at - comma, lex)
    if before is None or not _known(row, before, lex):
        return None
    rule = "is a relative pronoun"
    document = nature(row[before[0] : before[1]], lex).kind == "document"
    return Found((at, at + 1), rule, plain=True, until=comma, document=document)


def _opened_by(row: Sequence[Token], hit: Hit, at: int, lex: Words) -> bool:
    """Whether "que" at a place begins what a cue says, over whom it is said to: "dijo a sus socios que prefiere"."""
    end = adjuncts_end(row, hit.cue[1], lex)
    return hit.cue[1] <= at <= end + 1 and hit.frame in {"say", "think", "show"}


def _known(row: Sequence[Token], found: Range, lex: Words) -> bool:
    own = nature(row[found[0] : found[1]], lex)
    return own.kind != "unknown" or own.named


def _of_clause_before(start: int, known: Sequence[Hit]) -> Found | None:
    """As in "El concejal lo desmiente: asegura que P": the source of the clause before goes on."""
    last = next((hit for hit in reversed(known) if hit.cue[0] < start and hit.mode != "whole"), None)
    if last is None or last.dropped or last.source is None:
        return Found(None, "is left out, as Spanish does", dropped=True)
    return Found(last.source, "is the subject of the sentence", shared=True, plain=True)


def _shared(row: Sequence[Token], start: int, known: Sequence[Hit], lex: Words) -> Found | None:
    """As in "X dijo que P, pero no quiso ...": the source of the cue before, or the subject of the sentence."""
    before = [hit for hit in known if hit.cue[0] < start and hit.end < start]
    last = resumed(row, start, before) if before else None
    if last is not None and last.mode != "whole" and last.frame != "hearsay":
        if last.dropped:
            return Found(None, "is left out, as Spanish does", dropped=True)
        if last.source is not None and last.source[0] < start:
            return Found(last.source, "is the subject of the sentence", shared=True, plain=True)
    found = _opening(row, start, lex)
    return Found(found, "is the subject of the sentence", shared=True, plain=True) if found is not None else None


def _opening(row: Sequence[Token], start: int, lex: Words) -> Range | None:
    """The subject that opens the sentence, with a verb of its own behind it."""
    begin = past_openings(row, _clause_start(row, start), start, lex)
    found = phrase_after(row, begin, lex) if begin < start else None
    if found is None or found[0] != begin or found[1] >= start or not _speaks(row, found, lex):
        return None
    return found


def _clause_start(row: Sequence[Token], start: int) -> int:
    """Where the clause of a verb begins: behind the last colon, semicolon or dash."""
    return next((at for at in range(start, 0, -1) if row[at - 1].text in _STRONG or row[at - 1].kind == "quote"), 0)


def past_openings(row: Sequence[Token], at: int, start: int, lex: Words) -> int:
    """Past connectives and what tells when and where: "Sin embargo, el lunes, ...", "En 2019, ..."."""
    while at < start:
        comma = next((index for index in range(at, min(start, at + _OPENING)) if row[index].text == ","), None)
        words = " ".join(token.low for token in row[at:comma]) if comma is not None else ""
        if comma is not None and lex.has("words.connective", words):
            at = comma + 1
            continue
        if at == 0 and row[0].low.endswith(_ASKED[lex.language]) and row[0].kind == "word":
            comma = next((index for index in range(at, min(start, at + _FAR)) if row[index].text == ","), None)
            if comma is not None and row[1].kind == "word" and lex.has("words.inside", row[1].low):
                at = comma + 1
                continue
        end = adjuncts_end(row, at, lex)
        if end == at or end > start:
            return at + 1 if lex.has("words.connective", row[at].low) or row[at].low in _AND else at
        at = end + (end < start and row[end].text == ",")
    return at


def _from_start(row: Sequence[Token], start: int, lex: Words) -> Range | None:
    """A subject that opens its clause, whatever stands between it and the verb, as long as that is no other clause."""
    begin = past_openings(row, _clause_start(row, start), start, lex)
    if begin >= start or start - begin > _LONGEST:
        return None
    if lex.has("words.whoever", row[begin].low):
        return (begin, start) if not any(token.kind in {"mark", "quote"} for token in row[begin:start]) else None
    head = phrase_after(row, begin, lex)
    if head is None or head[0] != begin or not _speaks(row, head, lex):
        return None
    if begin == 0 and row[begin].low not in lex.sets["ambiguous.forms"] and _verbal_form(row[begin], lex):
        return None
    if row[begin].low in lex.sets["words.inside"]:
        return None
    if _restricted(row, head[1], start, lex):
        return begin, start
    commas = [at for at in range(head[1], start) if row[at].text == ","]
    if any(_verbal(row[at], lex) for at in range(begin + 1, start) if not _inside(at, commas)):
        return None
    if commas and (len(commas) == 1 or commas[-1] != start - 1):
        return None
    if not commas:
        return begin, start
    between = row[commas[0] + 1]
    loose = (
        lex.has("words.inserting", between.low) or lex.has("words.connective", between.low) or is_adverb(between, lex)
    )
    pronoun = lex.has("words.stressed", between.low) or lex.has("words.pronoun", between.low)
    gerund = any(token.low.endswith(_GERUNDS[lex.language]) for token in row[commas[0] + 1 : commas[0] + 3])
    inside = lex.has("words.inside", between.low) and not lex.has("words.belonging", between.low)
    return (begin, commas[0]) if loose or gerund or inside or pronoun else (begin, start - 1)


def _restricted(row: Sequence[Token], at: int, start: int, lex: Words) -> bool:
    """Whether a clause without commas tells which one is meant: "Enfermeras que hablaron a condición de P describen"."""
    opens = next((index for index in range(at, min(at + 3, start)) if row[index].low in _WHICH), None)
    if opens is None or start - opens < _LEAST:
        return False
    if any(
        not lex.has("words.inside", token.low) and not lex.has("words.determiner", token.low) for token in row[at:opens]
    ):
        return False
    return not any(
        token.kind in {"mark", "quote"} or token.low in {"que", "qu’"}
        for token in (*row[at:opens], *row[opens + 1 : start])
    )


#: Tokens of such a clause, at least.
_LEAST: Final = 3
_WHICH: Final = frozenset(("que", "qui", "qu’", "dont", "cual", "auquel", "laquelle", "lequel"))
_GERUNDS: Final = {"es": ("ando", "iendo", "yendo", "ándose", "iéndose"), "fr": ("ant",)}


def _inside(at: int, commas: Sequence[int]) -> bool:
    """Whether a place lies between the first comma and the last."""
    return bool(commas) and commas[0] < at < commas[-1]


def _verbal(token: Token, lex: Words) -> bool:
    """Whether a word is a finite verb, or begins another clause."""
    if token.kind != "word" or token.capital:
        return False
    finite = (
        lex.has("words.modal", token.low)
        or lex.has("words.have", token.low)
        or lex.has("words.be", token.low)
        or token.low in {"que", "qui", "qu’", "dont"}
    )
    return finite or (not lex.has("ambiguous.forms", token.low) and _verbal_form(token, lex))


def _verbal_form(token: Token, lex: Words) -> bool:
    """Whether a word, a capital aside, is a finite form of a cue verb."""
    return any(form.tense == "past" for form in lex.forms.get(token.low, ()))


def _left_out(row: Sequence[Token], start: int, known: Sequence[Hit], lex: Words) -> Found | None:
    """Spanish without a subject: nothing but when, where and connectives stands before the verb in its clause."""
    if lex.language != "es":
        return None
    begin = _clause_start(row, start)
    if begin and row[begin - 1].text not in {";", ":"}:
        return None
    if past_openings(row, begin, start, lex) < start:
        return None
    if begin:
        return _of_clause_before(start, known)
    return Found(None, "is left out, as Spanish does", dropped=True)
