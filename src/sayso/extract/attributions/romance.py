"""Spanish and French word orders that English lacks: "según explicó X", "así lo dijo X", "a-t-il dit", "añadió que", "se dice que"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

from .adjuncts import adjuncts_end, opens_content
from .appositions import apposition, name_beside
from .conditional import conditional
from .frames import speaks
from .hanging import pronoun_behind, saying_forms
from .hits import Hit, Mode
from .impersonal import LEADS, concerned, follows_from, impersonal, in_document, read_in
from .nouns import Range, is_adverb, phrase_after
from .romance_refs import made_by
from .sources import nature
from .tied import citing_clause, who_end
from .verbgroups import verb_at
from .witnessed import witnessed
from .words import Words, words

_FAR: Final = 14
_CLITICS: Final = frozenset(
    (
        "que",
        "qu’",
        "lo",
        "le",
        "l’",
        "la",
        "les",
        "se",
        "s’",
        "ya",
        "también",
        "bien",
        "nos",
        "me",
        "lui",
        "leur",
        "a",
        "nous",
    )
)
#: Words of an opening such as "Además, ", its comma counted.
_OPENING: Final = 3
_CAN: Final = frozenset(("pudo", "podido", "pueden", "puede", "peut", "pu", "put"))
#: Words by which a cue of another kind may begin: "otro tanto", "dit-il", "et d’ajouter"; and those that do so only behind a mark, or first in their
#: unit: "del informe se desprende", "en la carta se lee", "al juez le consta".
_FEW: Final = frozenset(("lo", "otro", "eso", "-", "-t-", "et"))
_OPENERS: Final = frozenset(("de", "del", "du", "des", "d’", "en", "dans", "a", "al"))
_BEFORE: Final = frozenset((",", "—", "–", "-", ";"))
_ENDS: Final = frozenset((".", "!", "?", "…", ";"))


def romance_hits(row: Sequence[Token], lex: Words, *, after_quote: bool) -> Iterator[Hit]:
    """The cues of a Spanish or French unit that the general rules do not reach; none in other languages."""
    if lex.language not in {"es", "fr"}:
        return
    firsts = _firsts(lex.language)
    for at, token in enumerate(row):
        low = token.low
        if low not in firsts and not (low in _OPENERS and (not at or row[at - 1].kind == "mark")):
            continue
        if token.kind in {"quote", "mark"}:
            continue
        yield from witnessed(row, at, lex)
        for find in (
            _as_said,
            follows_from,
            in_document,
            read_in,
            concerned,
            _anaphor,
            impersonal,
            pronoun_behind,
            _verb_first,
        ):
            hit = find(row, at, lex)
            if hit is not None:
                yield hit
                break
        else:
            hit = _dropped(row, at, lex, after_quote=after_quote) or conditional(row, at, lex)
            if hit is not None:
                yield hit


@cache
def _firsts(language: str) -> frozenset[str]:
    """The words at which such a cue may begin; nothing is asked of any other."""
    lex = words(language)
    phrases = (lex.phrases[name] for name in ("witness", "follows_from", "read_in"))
    lists = (lex.sets.get(name, ()) for name in ("phrases.as_cue", "phrases.conditional", "words.have"))
    verbs = lex.forms if language == "es" else ()
    return _FEW.union(*phrases, *lists, _CAN, _POINTS, LEADS, verbs)


def _verb_at(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """The end of a finite cue verb at `at`, with its auxiliary: "explicó", "ha explicado", "a souligné"."""
    if at >= len(row) or row[at].kind != "word":
        return None
    if lex.has("words.have", row[at].low):
        end = at + 1
        while end < len(row) and is_adverb(row[end], lex):
            end += 1
        return end + 1 if end < len(row) and saying_forms(row[end], lex, "participle") else None
    if row[at].low in _CAN and at + 1 < len(row) and lex.has("verbs.lemmas", row[at + 1].low):
        return at + 2
    return at + 1 if saying_forms(row[at], lex) else None


def _source_behind(row: Sequence[Token], at: int, lex: Words, *, opening: bool = False) -> Range | None:
    """A source behind its verb, over to whom and when it was said; `opening`: what is said follows behind its comma."""
    for start in dict.fromkeys((at, adjuncts_end(row, at, lex))):
        if start >= len(row) or (
            lex.has("words.inside", row[start].low) and not row[start].capital and row[start].low != "des"
        ):
            continue
        timely = start + 1 < len(row) and lex.has("words.time", row[start + 1].low) and not row[start + 1].capital
        if timely and lex.has("words.determiner", row[start].low):
            continue
        found = phrase_after(row, start, lex)
        if found is not None and found[0] == start and not lex.has("words.time", row[start].low):
            named = found[1] < len(row) and row[found[1]].text == "," and opening
            made = made_by(row, found[1], lex)
            if made > found[1]:
                return found[0], made
            return found[0], name_beside(row, found[1], lex) if named else apposition(row, found[1], lex)
    return None


def _as_said(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "según explicó a este diario la empresa", "comme l’a souligné Le Monde", "tal y como informó Efe"."""
    if not lex.has("phrases.as_cue", row[at].low) or (at and row[at - 1].low in {"tan", "así", "aussi", "tout"}):
        return None
    if row[at].low == "l’" and at and row[at - 1].text != ",":
        return None
    verb = at + 1
    while (
        verb < len(row)
        and verb < at + 5
        and row[verb].low in _CLITICS | {"y", "como"}
        and not lex.has("words.have", row[verb].low)
    ):
        verb += 1
    end = _verb_at(row, verb, lex) or (
        _verb_at(row, verb + 1, lex) if verb < len(row) and row[verb].low == "ha" else None
    )
    if end is None:
        return None
    opening = _opens(row, at, lex)
    source = _source_behind(row, end, lex, opening=opening)
    whoever = who_end(row, end, lex) if opening and end < len(row) else None
    if whoever is not None:
        source = (end, whoever)
    if source is None:
        return _as_left_out(row, at, end, lex)
    start = at - 2 if at > 1 and row[at - 1].low == "y" and row[at - 2].low == "tal" else at
    stop = adjuncts_end(row, source[1], lex)
    told = stop > source[1] and (stop >= len(row) or row[stop].text in {",", "."})
    rule = f"follows “{row[at].text} ... {row[end - 1].text}”"
    citing = citing_clause(row, source[1], lex) if opening else None
    stop, told = (citing, True) if citing is not None else (stop, told)
    return Hit((start, end), source, "whole", "according", rule, listener=(source[1], stop) if told else None)


def _as_left_out(row: Sequence[Token], at: int, end: int, lex: Words) -> Hit | None:
    """Spanish without a subject: ", según relató,"; whoever spoke last is meant."""
    stop = adjuncts_end(row, end, lex, timely=True)
    closed = stop >= len(row) or row[stop].text in {",", "."}
    if lex.language != "es" or row[at].low != "según" or not closed or row[end - 1].low.endswith("n"):
        return None
    listener = (end, stop) if stop > end else None
    rule = "is left out, as Spanish does"
    return Hit((at, end), None, "whole", "according", rule, listener=listener, dropped=True)


def _opens(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether nothing but "Mais," or "Y" stands before "comme" in its sentence."""
    before = [token for token in row[:at] if token.text != ","]
    return all(
        token.low in {"y", "tal", "et", "mais", "pero"} or lex.has("words.connective", token.low) for token in before
    )


def _verb_first(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """Spanish with the verb first: "Dicen los pescadores que no hay peces"."""
    if at or lex.language != "es":
        return None
    end = _verb_at(row, at, lex)
    source = phrase_after(row, end, lex) if end is not None else None
    if end is None or source is None or source[0] != end or source[1] >= len(row) or row[source[1]].low != "que":
        return None
    return Hit((at, end), source, "after", "say", "stands behind the cue")


def _anaphor(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Lo dijo el capitán", "así lo confirmó la alcaldesa", "c’est ce qu’a annoncé le maire"."""
    same = _same_as(row, at, lex)
    if same is not None:
        return same
    start = _pointing(row, at)
    if start is None:
        return None
    end = _verb_at(row, start, lex)
    if end is None or any(
        form.lemma in {"negar", "desmentir", "nier", "démentir"} for form in lex.forms.get(row[end - 1].low, ())
    ):
        return None
    source = _source_behind(row, end, lex)
    if source is None:
        return None
    cue, rule = (at, end), "stands behind the cue"
    if source[1] < len(row) and row[source[1]].text == ":":
        return Hit(cue, source, "after", "say", rule)
    if at > 1 and row[at].low == "así" and row[at - 1].low == "y" and row[at - 2].text == ",":
        source = source[0], apposition(row, source[1], lex)
        return Hit((at, end), source, "before", "say", rule, content=((0, at - 2),))
    if at and (row[at - 1].text in _BEFORE or row[at - 1].kind == "quote"):
        return Hit(cue, source, "before", "say", rule)
    return Hit(cue, source, "before", "say", rule, content=(), anaphor=True) if at == 0 else None


def _same_as(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Lo mismo piensa el novelista": what another has said is what he says, too."""
    if (
        at
        or lex.language != "es"
        or [token.low for token in row[:2]] not in (["lo", "mismo"], ["otro", "tanto"], ["eso", "mismo"])
    ):
        return None
    verb = verb_at(row, 2, lex) if len(row) > 3 else None  # noqa: PLR2004  and somebody behind it
    source = phrase_after(row, verb.end, lex) if verb is not None and verb.end < len(row) else None
    if verb is None or source is None or source[0] != verb.end or not speaks(row, source, lex):
        return None
    return Hit((max(2, verb.start), verb.end), source, "before", "object", "stands behind the cue", content=((0, 2),))


#: What points to something said begins with one of these.
_POINTS: Final = frozenset(("ce", "lo", "así", "c’", "c’est", "es"))


def _pointing(row: Sequence[Token], at: int) -> int | None:
    """Where the verb of "lo dijo", "así lo dijo", "c’est ce qu’a dit" stands."""
    if row[at].low not in _POINTS:
        return None
    lows = [token.low for token in row[at : at + 5]]
    if lows[:1] in (["ce"], ["lo"]) and len(lows) > 1 and lows[1] in {"que", "qu’"} and at and row[at - 1].text == ",":
        return at + 2
    for lead in (
        ["así", "lo"],
        ["lo"],
        ["c’", "est", "ce", "qu’"],
        ["c’est", "ce", "qu’"],
        ["c’", "est", "ce", "que"],
        ["es", "lo", "que"],
    ):
        if lows[: len(lead)] == lead and (lead != ["lo"] or at == 0 or row[at - 1].kind == "mark"):
            return at + len(lead)
    return None


def _dropped(row: Sequence[Token], at: int, lex: Words, *, after_quote: bool) -> Hit | None:
    """Spanish without a subject: "Añadió que faltan maestros", "«No», insistió". The source is whoever spoke last."""
    if lex.language == "fr":
        return _and_to_add(row, at, lex)
    if lex.language != "es" or (row[at].capital and at):
        return None
    end = _verb_at(row, at, lex)
    if end is None or lex.has("ambiguous.nounlike", row[at].low):
        return None
    lead = at
    while lead and row[lead - 1].low in _CLITICS and row[lead - 1].low not in {"que", "bien"}:
        lead -= 1
    behind = adjuncts_end(row, end, lex)
    before = row[lead - 1] if lead else None
    closed = behind >= len(row) or row[behind].text in {".", ",", "—", "–"} or row[end].text == ";"
    quoted = before is not None and (
        before.kind == "quote" or (lead > 1 and before.text in {",", "—", "–"} and row[lead - 2].kind == "quote")
    )
    rule = "is left out, as Spanish does"
    listener = (end, behind) if behind > end else None
    comma = before is not None and before.text == ","
    from_body = _from_body(row, end, lex) if quoted or comma else None
    if from_body is not None:
        mode: Mode = "around" if quoted else "before"
        return Hit((lead, end), from_body, mode, "say", "stands behind the cue", listener=(end, from_body[0]))
    if comma and closed and not quoted and lead > 1 and not _named_before(row, lead - 1, lex):
        return Hit((lead, end), None, "around", "say", rule, listener=listener, dropped=True)
    return _opening(
        row, (lead if quoted else at, end, behind), lex, quoted=quoted, closed=closed, after_quote=after_quote
    )


def _named_before(row: Sequence[Token], comma: int, lex: Words) -> bool:
    """Whether the comma before a verb closes the name of its subject: "El perito, Lucas Ordax, apuntó"."""
    start = comma
    while start and row[start - 1].kind == "word" and row[start - 1].capital:
        start -= 1
    return 1 < start < comma - 1 and row[start - 1].text == "," and lex.has("words.determiner", row[0].low)


def _opening(
    row: Sequence[Token], places: tuple[int, int, int], lex: Words, *, quoted: bool, closed: bool, after_quote: bool
) -> Hit | None:
    """The hit of a verb without a subject that opens its sentence, or stands behind a quotation."""
    at, end, behind = places
    rule = "is left out, as Spanish does"
    listener = (end, behind) if behind > end else None
    if not quoted and not _starts(row, at, lex):
        return None
    if at == 0 and _object_at(row, at, end, lex):
        return Hit((at, end), None, "after", "object", rule, dropped=True)
    if opens_content(row, behind):
        mode: Mode = "around" if quoted else "after"
        return Hit((at, end), None, mode, "say", rule, listener=listener, dropped=True)
    if closed and (quoted or (at == 0 and after_quote)):
        return Hit((at, end), None, "around" if quoted else "before", "say", rule, listener=listener, dropped=True)
    return None


def _from_body(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """As in "«No», aseguran desde la asociación": the body from which it is said."""
    if at + 1 >= len(row) or row[at].low not in {"desde", "en"} or not row[at - 1].low.endswith("n"):
        return None
    found = phrase_after(row, at + 1, lex)
    body = found is not None and nature(row[found[0] : found[1]], lex).kind in {"organisation", "media"}
    return found if body else None


def _and_to_add(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """French "Et d’ajouter : « P »": whoever spoke last goes on."""
    if at or [token.low for token in row[:2]] not in (["et", "d’"], ["et", "de"]) or len(row) < 4:  # noqa: PLR2004  with what is said
        return None
    said = row[2].low in _lemmas(lex.language) and (row[3].text == ":" or row[3].kind == "quote")
    return Hit((2, 3), None, "after", "say", "is left out behind “et de”", dropped=True) if said else None


@cache
def _lemmas(language: str) -> frozenset[str]:
    return frozenset(entry.split()[0] for entry in lexicon(f"sayso.{language}")["verbs"]["say"])


def _object_at(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether what is judged or asked for follows a verb that opens its sentence: "Exige una disculpa"."""
    judges = any(form.frame == "object" for form in lex.forms.get(row[at].low, ()))
    return judges and end < len(row) and (row[end].kind == "quote" or lex.has("words.determiner", row[end].low))


def _starts(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether nothing that could be a subject stands before a verb: the unit's start, a connective, a quotation."""
    before = at
    while before and (
        is_adverb(row[before - 1], lex) or row[before - 1].low in {"y", "e", "no", "le", "les", "nos", "me", "se", "lo"}
    ):
        before -= 1
    if (
        before
        and row[before - 1].text == ","
        and before <= _OPENING
        and all(is_adverb(token, lex) or lex.has("words.connective", token.low) for token in row[: before - 1])
    ):
        return True
    if before == 0:
        return at == 0 or row[0].low not in {"se", "lo"}
    return row[before - 1].kind == "quote" or (
        row[before - 1].text == "," and before > 1 and row[before - 2].kind == "quote"
    )
