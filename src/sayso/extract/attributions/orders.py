"""Word orders that English lacks: German verb-second clauses and split verbs, "según explicó X", "a-t-il dit", ", so X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit
from .nouns import Range, apposition, closes, is_adverb, phrase_after
from .subjects import subject_before
from .words import Form, Words

_MARKS: Final = frozenset((",", ";", ":", "—", "–"))
_PARTICLE_REACH: Final = 16
_CLAUSE_REACH: Final = 60


def order_hits(row: Sequence[Token], lex: Words) -> Iterator[Hit]:
    """The cues of a unit that the general rules do not reach; none in English."""
    if lex.language == "en":
        return
    for at in range(len(row)):
        hit = _find(row, at, lex)
        if hit is not None:
            yield hit


def _find(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    if row[at].kind == "quote" or row[at].kind == "mark":
        return None
    if lex.language == "de":
        return _so(row, at, lex) or _it_says(row, at, lex) or _passive(row, at, lex) or _verb_second(row, at, lex)
    return _as_said(row, at, lex) or (_pronoun_behind(row, at, lex) if lex.language == "fr" else None)


def _so(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Die Zahl sinke, so die Försterin.": "so" with a source between what is said and the end."""
    if not lex.has("phrases.before_source", row[at].low) or at == 0:
        return None
    if not (row[at - 1].text == "," or row[at - 1].kind == "quote"):
        return None
    source = phrase_after(row, at + 1, lex)
    if source is None or source[0] != at + 1 or lex.has("words.pronoun", row[at + 1].low):
        return None
    if not (row[at + 1].capital or lex.has("words.determiner", row[at + 1].low) or row[at + 1].kind == "quote"):
        return None
    end = apposition(row, source[1], lex)
    if end < len(row) and row[end].text not in {".", ",", ":", ";"} and not _aside_to_end(row, end, lex):
        return None
    return Hit((at, at + 1), (source[0], end), "before", "say", "follows “so”")


def _aside_to_end(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether only a quotation, or when and where it was said, stands between `at` and the next mark."""
    if row[at].kind == "quote":
        return True
    return lex.has("words.aside", row[at].low) and any(token.text in {".", ","} for token in row[at : at + 8])


def _it_says(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "..., heißt es in dem Bericht", "Im Bericht heißt es, ..."."""
    if not lex.has("phrases.it_says", row[at].low) or at + 1 >= len(row) or row[at + 1].low != "es":
        return None
    cue = (at, at + 2)
    source, end = _in_what(row, at + 2, lex)
    if source is None and at and not (row[at - 1].text == "," or row[at - 1].kind == "quote"):
        source = _in_what(row[:at], _clause_start(row, at), lex)[0]
    following = row[end] if end < len(row) else None
    before = row[at - 1] if at else None
    if following is None or following.text in {".", "?", "!"}:
        framed = before is not None and (before.kind == "quote" or before.text == ",")
        return Hit(cue, source, "before", "say", "is given with “heißt es”") if framed else None
    if following.text in {",", ":"} or following.kind == "quote":
        mode = "around" if source is None or source[0] > at else "after"
        if mode == "after":
            return Hit(cue, source, "after", "say", "is given with “heißt es”", listener=(at + 2, end))
        return Hit(cue, source, "around", "say", "is given with “heißt es”")
    return None


def _in_what(row: Sequence[Token], at: int, lex: Words) -> tuple[Range | None, int]:
    """A source after "in", "aus", "bei", "von Seiten"; where it ends."""
    if at < len(row) and row[at].low in {"in", "im", "aus", "bei", "beim", "seitens", "von"}:
        source = phrase_after(row, at + 1, lex)
        if source is not None:
            return source, source[1]
    return None, at


def _clause_start(row: Sequence[Token], at: int) -> int:
    lowest = max(0, at - _CLAUSE_REACH)
    while at > lowest and row[at - 1].text not in _MARKS and row[at - 1].kind != "quote":
        at -= 1
    return at


def _verb_second(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Am Montag teilte das Amt mit, dass P"; "..., teilte das Amt mit." A form without a particle only where it is inverted."""
    if row[at].capital and at:
        return None
    for form in lex.forms.get(row[at].low, ()):
        if form.tense != "past":
            continue
        hit = _split(row, at, form, lex) if form.particles else _turned(row, at, lex)
        if hit is not None:
            return hit
    return None


def _split(row: Sequence[Token], at: int, form: Form, lex: Words) -> Hit | None:
    particle = _particle(row, at, form.particles[0])
    if particle is None or particle == at + 1:
        return None
    source = _side(row, at, lex)
    if source is None:
        return None
    hit = _said(row, (at, at + 1), source, particle + 1, lex)
    return replace(hit, particle=(particle, particle + 1)) if hit is not None else None


def _particle(row: Sequence[Token], at: int, word: str) -> int | None:
    for index in range(at + 1, min(len(row), at + _PARTICLE_REACH)):
        if row[index].low == word and (index + 1 == len(row) or row[index + 1].kind in {"mark", "quote"}):
            return index
        if row[index].kind == "quote" or row[index].text in {":", ";", "."}:
            return None
    return None


def _side(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The subject of a German main clause: before the verb, or behind it where something else stands first."""
    start = _clause_start(row, at)
    found = subject_before(row, at, lex) if start == at or not _fronted(row[start], lex) else None
    if found is not None and (found[0] >= start or found[0] == 0 or row[found[0] - 1].kind == "mark"):
        return found
    following = at + 1
    while following < len(row) and (row[following].low == "sich" or is_adverb(row[following], lex)):
        following += 1
    if following < len(row) and lex.has("words.pronoun", row[following].low) and not row[following].capital:
        return following, following + 1
    if following < len(row) and lex.has("words.inside", row[following].low):
        return None
    return phrase_after(row, following, lex)


def _fronted(token: Token, lex: Words) -> bool:
    """Whether a clause that starts so has its subject behind the verb: an adverb, a preposition, a time."""
    if lex.has("words.determiner", token.low):
        return False
    lists = ("inside", "time", "connective", "boundary")
    return is_adverb(token, lex) or any(lex.has(f"words.{name}", token.low) for name in lists)


def _turned(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Am Montag sagte der Sprecher, P": something else stands first, the source behind the verb."""
    start = _clause_start(row, at)
    if start == at or lex.has("phrases.as_cue", row[start].low):
        return None
    source = _side(row, at, lex)
    if source is None or (source[0] < at and not _first(row, source[0], start)):
        return None
    return _said(row, (at, at + 1), source, max(source[1], at + 1), lex)


def _first(row: Sequence[Token], source: int, start: int) -> bool:
    """Whether a subject opens its main clause: nothing before it but a short word."""
    return source == start or (source == start + 1 and not row[start].capital)


def _passive(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Es wird befürchtet, dass P", "Von der Polizei wurde bestätigt, dass P"."""
    if not any(form.tense == "participle" for form in lex.forms.get(row[at].low, ())):
        return None
    if at + 2 >= len(row) or row[at + 1].text != "," or row[at + 2].low not in {"dass", "daß"}:
        return None
    start = _clause_start(row, at)
    aux = next((i for i in range(start, at) if row[i].low in {"wird", "wurde", "werde", "worden"}), None)
    if aux is None:
        return None
    by = next((i for i in range(start, at) if row[i].low in {"von", "vom", "durch"}), None)
    source = phrase_after(row[:at], by + 1, lex) if by is not None else None
    rule = "stands at a passive with “von”" if source else "the cue stands in the passive and names nobody"
    return Hit((at, at + 1), source, "after", "say", rule, listener=(at + 1, at + 2))


def _said(row: Sequence[Token], cue: Range, source: Range, end: int, lex: Words) -> Hit | None:
    """The hit, where what is said follows after a comma, a colon or in quotation marks; or has gone before."""
    rule = "stands at a verb in second place"
    at = _to_mark(row, end, lex)
    following = row[at] if at < len(row) else None
    before = row[cue[0] - 1] if cue[0] else None
    framed = before is not None and (before.kind == "quote" or before.text == ",")
    if following is None or following.text in {".", "!", "?"}:
        return Hit(cue, source, "before", "say", rule) if framed else None
    if following.text in {",", ":"} or following.kind == "quote":
        told = (end, at) if at > end else None
        return Hit(cue, source, "around" if framed else "after", "say", rule, listener=told)
    return None


def _to_mark(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past when, where and to whom it was said, to the next mark, if that is near."""
    for index in range(at, min(len(row), at + 10)):
        if row[index].kind in {"mark", "quote"}:
            return index
        if index == at and not lex.has("words.aside", row[index].low) and not is_adverb(row[index], lex):
            return at
    return at


def _as_said(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "según explicó la empresa", "comme l’a souligné Le Monde"."""
    if not lex.has("phrases.as_cue", row[at].low):
        return None
    verb = at + 1
    while verb < len(row) and verb < at + 5 and _helps(row[verb], lex):
        verb += 1
    forms = lex.forms.get(row[verb].low, ()) if verb < len(row) else ()
    if not any(form.frame in {"say", "show"} for form in forms):
        return None
    source = phrase_after(row, verb + 1, lex)
    if source is None or source[0] != verb + 1:
        return None
    end = apposition(row, source[1], lex)
    return Hit((at, verb + 1), (source[0], end), "whole", "according", f"follows “{row[at].text} ... {row[verb].text}”")


def _helps(token: Token, lex: Words) -> bool:
    return lex.has("words.auxiliary", token.low) or token.low in {
        "que",
        "lo",
        "le",
        "l’",
        "la",
        "ya",
        "también",
        "bien",
    }


def _pronoun_behind(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """French "dit-il", "a-t-elle expliqué": the pronoun hangs on the verb."""
    if row[at].low not in {"-", "-t-"} or row[at].kind != "clitic" or at == 0 or at + 1 >= len(row):
        return None
    first, pronoun = row[at - 1], row[at + 1]
    before = row[at - 2] if at > 1 else None
    if before is None or not (before.kind == "quote" or before.text in {",", "—", "–"}) or closes(before, lex) is False:
        return None
    cue = (at - 1, at)
    end = at + 2
    if lex.has("words.have", first.low):
        if end >= len(row) or not any(form.tense == "participle" for form in lex.forms.get(row[end].low, ())):
            return None
        return Hit(
            cue, (at + 1, at + 2), "around", "say", "hangs on the cue", particle=(end, end + 1), listener=(end, end + 1)
        )
    if not any(form.tense == "past" for form in lex.forms.get(first.low, ())) or not pronoun.low:
        return None
    return Hit(cue, (at + 1, at + 2), "around", "say", "hangs on the cue")
