"""Who made a document, told in a clause or by a participle: "a report that the Food Office published", "eine vom Bund erstellte Studie"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.language.tokens import Token

from .closing import closes
from .german.phrases import is_adjective, past_preposition
from .german.phrases import phrase as german_phrase
from .kinds import kind_of
from .nouns import Range, is_adverb, phrase_after
from .words import Words
from .words import words as words_of

#: Words between a document's noun and what tells its maker, and of the clause or between participle and "by", at most.
_TIED: Final = 8
_CLAUSE: Final = 14
#: Words from a noun back to its article, at most.
_BETWEEN: Final = 5
_THAT: Final = frozenset(("that", "which", "que", "qu’"))
_BY: Final = frozenset(("by", "por", "par"))
_AND: Final = frozenset(("and", "y", "e", "et"))
_OF: Final = frozenset(("de", "du", "des", "d’", "del"))
_FROM: Final = frozenset(("von", "vom", "durch"))
_WHERE: Final = frozenset(("in", "im"))
_POINTING: Final = frozenset(("der", "die", "das", "den", "welche", "welcher", "welches", "welchen"))
_LEADS: Final = frozenset(("on", "in", "last", "this", "earlier", "late", "early"))


@dataclass(frozen=True, slots=True)
class Making:
    """Places in a unit: the document's phrase `row[start:head]`, what tells its maker up to `end`, and the words for the maker.

    `plain` holds the words for the document alone, without its maker; `apart` is set where the maker is told by the way, so that it is no part of the phrase.
    """

    start: int
    head: int
    end: int
    maker: Range
    plain: tuple[Token, ...]
    apart: bool = False


def makings(row: Sequence[Token], lex: Words) -> tuple[Making, ...]:
    """Every document of a unit whose maker is told beside it by a verb or participle of making, publishing or ordering."""
    if not any(_is_making(low, lex.language) or low == "auftrag" for low in [token.low for token in row]):
        return ()
    told = [token.kind == "word" and kind_of(token, lex) == "document" for token in row]
    nouns = (at for at, known in enumerate(told) if known and not any(told[at + 1 : at + 2]))
    find = _german if lex.language == "de" else _others
    return tuple(made for at in nouns for made in find(row, at, lex))


def makes(low: str, lex: Words) -> bool:
    """Whether a word is a verb of making, in any form that agrees with a noun: "publiées", "elaborada", "erstellten"."""
    return _is_making(low, lex.language)


@lru_cache(maxsize=50_000)
def _is_making(low: str, language: str) -> bool:
    lex = words_of(language)
    return any(lex.has("words.making", form) for form in _bases(low, language))


def _bases(low: str, language: str) -> tuple[str, ...]:
    ends = {
        "es": ("a", "os", "as"),
        "fr": ("e", "s", "es"),
        "de": ("e", "er", "en", "es", "em", "ne", "nen", "ner", "nes", "nem"),
    }
    bare = (low.removesuffix(end) for end in ends.get(language, ()) if low.endswith(end))
    return (low, *(f"{one}o" if language == "es" else one for one in bare))


def _others(row: Sequence[Token], noun: int, lex: Words) -> Iterator[Making]:
    """In English, Spanish and French: a clause with "that" or without, or a participle with "by" behind the noun."""
    told = _told_behind(row, noun, lex)
    if told is not None:
        begin, end, maker = told
        start = _start(row, noun, lex)
        apart = any(token.text == "," or lex.has("words.be", token.low) for token in row[noun + 1 : maker[0]])
        yield Making(start, max(begin, noun + 1), end, maker, tuple(row[start : noun + 1]), apart)


def _start(row: Sequence[Token], noun: int, lex: Words) -> int:
    """Where a document's phrase begins: at its article; at the noun where it has none."""
    for at in range(noun - 1, max(-1, noun - _BETWEEN), -1):
        if lex.has("words.determiner", row[at].low) or row[at].kind == "number":
            return at
        if closes(row[at], lex) or lex.has("words.inside", row[at].low):
            break
    return noun


def _told_behind(row: Sequence[Token], noun: int, lex: Words) -> tuple[int, int, Range] | None:
    passive = False
    for at in range(noun + 1, min(len(row), noun + _TIED)):
        token = row[at]
        if token.low in _THAT:
            return _in_clause(row, at, lex) if row[at - 1].low not in {"de", "in"} else None
        if makes(token.low, lex):
            return _by_whom(row, at, lex)
        if at == noun + 1 and (lex.has("words.be", token.low) or lex.has("words.have", token.low)):
            passive = True
        elif at == noun + 1 and lex.language == "en" and _opens(token, lex):
            bare = _in_clause(row, noun, lex)
            if bare is not None:
                return bare
        elif token.text == "," and row[at - 1].text != ",":
            continue
        elif closes(token, lex) and not (passive and (lex.has("words.auxiliary", token.low) or is_adverb(token, lex))):
            return None
    return None


def _opens(token: Token, lex: Words) -> bool:
    """Whether a word may begin who is told of in a clause without "that": "a survey the Harbour Trust released"."""
    small = any(lex.has(f"words.{name}", token.low) for name in ("the", "possessive", "determiner", "person_pronoun"))
    return token.kind in {"word", "clitic"} and (token.capital or small)


def _in_clause(row: Sequence[Token], that: int, lex: Words) -> tuple[int, int, Range] | None:
    """Who makes in the clause behind `that`, and where that ends; the maker may stand behind the verb in Spanish and French."""
    stop = next(
        (at for at in range(that + 1, min(len(row), that + _CLAUSE)) if row[at].kind in {"mark", "quote"}), None
    )
    stop = min(len(row), that + _CLAUSE) if stop is None else stop
    verb = next((at for at in range(that + 1, stop) if makes(row[at].low, lex)), None)
    if verb is None:
        return None
    made = _by_whom(row, verb, lex) if _is_passive(row, that + 1, verb, lex) else None
    if made is not None:
        return that, made[1], made[2]
    start, end = that + 1, verb
    while end > start and _helps(row[end - 1], lex):
        end -= 1
    while start < end and (_helps(row[start], lex) or _is_time(row, start, lex)):
        start += 1
    if start < end:
        plain = _opens(row[start], lex) and not any(closes(token, lex) for token in row[start:end])
        plain = plain and not (lex.language == "en" and _has_object(row, verb + 1, lex))
        return (that, _past_time(row, verb + 1, lex), (start, end)) if plain else None
    if lex.language == "en":
        return None
    start = _past_time(row, verb + 1, lex)
    owner = _named(row, phrase_after(row, start, lex))
    return (that, owner[1], owner) if owner is not None and owner[0] == start else None


def _has_object(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a verb has what it makes behind it, so that no document before it is that: "a report that the firm sent letters"."""
    at = _past_time(row, at, lex)
    if at >= len(row) or row[at].kind not in {"word", "number"} or row[at].low in lex.forms:
        return False
    if row[at].kind == "number" or row[at].capital or lex.has("words.determiner", row[at].low):
        return True
    loose = any(lex.has(f"words.{name}", row[at].low) for name in ("inside", "boundary", "auxiliary", "joint"))
    return not (loose or is_adverb(row[at], lex) or row[at].low.endswith("ed"))


def _is_passive(row: Sequence[Token], start: int, verb: int, lex: Words) -> bool:
    return any(lex.has("words.be", token.low) for token in row[start:verb])


def _helps(token: Token, lex: Words) -> bool:
    auxiliary = lex.has("words.auxiliary", token.low) and not lex.has("words.determiner", token.low)
    return not token.capital and (auxiliary or is_adverb(token, lex))


def _is_time(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a word tells when: "lundi", "este lunes", "in May"."""
    if lex.has("words.time", row[at].low):
        return True
    behind = row[at + 1].low if at + 1 < len(row) else ""
    leads = row[at].low in _LEADS or lex.has("words.determiner", row[at].low) or lex.has("words.inside", row[at].low)
    return (
        leads and not row[at].capital and (lex.has("words.time", behind) or (behind.isdigit() and row[at].low == "in"))
    )


def _past_time(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past particles and when it was: "up", "público", "este lunes"."""
    while at < len(row) and row[at].kind in {"word", "number"}:
        particle = row[at].low in {"up", "out", "together", "público", "pública", "public", "publique"}
        if not particle and not _is_time(row, at, lex) and not (row[at].kind == "number" and row[at - 1].low == "in"):
            break
        at += 1
    return at


def _by_whom(row: Sequence[Token], verb: int, lex: Words) -> tuple[int, int, Range] | None:
    """As in "drawn up last year for the town by the yard", "encargada por la patronal"."""
    for at in range(verb + 1, min(len(row), verb + _CLAUSE)):
        if row[at].kind in {"mark", "quote"} or lex.has("words.be", row[at].low) or lex.has("words.have", row[at].low):
            return None
        if row[at].low in _AND and at + 1 < len(row) and not makes(row[at + 1].low, lex):
            return None  # "published in January and cited by X"
        if row[at].low in _BY:
            owner = _named(row, phrase_after(row, at + 1, lex))
            return (verb, owner[1], owner) if owner is not None else None
    return None


def _named(row: Sequence[Token], owner: Range | None) -> Range | None:
    """A maker's phrase to the end of its name, since a verb may stand behind it that could be a noun: "by the yard Kvalnes for the seller states"."""
    name = max((at for at in range(*owner) if row[at].capital), default=None) if owner is not None else None
    if owner is None or name is None:
        return owner
    end = name + 1
    while end + 1 < owner[1] and row[end].low in _OF:
        end += 1 + (row[end + 1].kind == "clitic" or row[end + 1].low in {"la", "los", "las", "le", "les"})
        end = min(end + 1, owner[1])
    return owner[0], end


def _german(row: Sequence[Token], noun: int, lex: Words) -> Iterator[Making]:
    """In German: a participle before the noun, "im Auftrag" behind it, or a clause between commas."""
    start, part = noun, noun
    while start and (is_adjective(row, start - 1, lex, behind=True) or lex.has("words.determiner", row[start - 1].low)):
        start -= 1
        part = start if makes(row[start].low, lex) else part
        if lex.has("words.determiner", row[start].low):
            break
    if part < noun:
        yield from _before(row, part, noun, lex)
        return
    told = _ordered(row, noun + 1, len(row), lex) or _relative(row, noun, lex) or _passive(row, noun, lex)
    told = _set_behind(row, noun, lex) if told is None else told
    if told is not None:
        yield Making(start, noun + 1, told[1], told[0], tuple(row[start : noun + 1]), apart=True)


def _before(row: Sequence[Token], part: int, noun: int, lex: Words) -> Iterator[Making]:
    """As in "eine vom Verbraucherbund in Auftrag gegebene Studie", "eine in der Zeitschrift „Limnos“ veröffentlichte Studie"."""
    before = range(part - 1, max(-1, part - _CLAUSE), -1)
    first = next((at for words in (_FROM, _WHERE) for at in before if row[at].low in words), None)
    printed = first is not None and (
        any(kind_of(token, lex) == "media" for token in row[first:part]) or row[first + 1].kind == "quote"
    )
    if first is not None and row[first].low in _WHERE and not printed:
        return
    if first is None or not first or not lex.has("words.determiner", row[first - 1].low):
        return
    end = first + 2 if row[first + 1].kind == "quote" else german_phrase(row, first + 1, part, lex)
    if end is not None:
        yield Making(first - 1, noun + 1, noun + 1, (first + 1, end), (row[first - 1], *row[part + 1 : noun + 1]))


def _ordered(row: Sequence[Token], at: int, limit: int, lex: Words) -> tuple[Range, int] | None:
    """As in "im Auftrag der Stadt"."""
    if at + 2 >= limit or [token.low for token in row[at : at + 2]] != ["im", "auftrag"]:
        return None
    start = at + 2 + (row[at + 2].low in _FROM)
    end = german_phrase(row, start, limit, lex)
    return ((start, end), end) if end is not None else None


def _relative(row: Sequence[Token], noun: int, lex: Words) -> tuple[Range, int] | None:
    """Whoever made it by the clause between commas behind it: ", die das Amt am Montag vorgelegt hat,"; ", das von X erstellt wurde"."""
    comma = next((at for at in range(noun + 1, min(len(row), noun + _TIED)) if row[at].text == ","), len(row))
    if comma + 2 >= len(row) or row[comma + 1].low not in _POINTING:
        return None
    stop = next((at for at in range(comma + 1, len(row)) if _ends(row[at])), len(row))
    if not any(makes(token.low, lex) for token in row[max(comma + 2, stop - 3) : stop]):
        return None
    passive = any(token.low.startswith(("wurde", "worden", "wird", "ist")) for token in row[stop - 2 : stop])
    at = comma + 2
    while at < stop:
        ordered = _ordered(row, at, stop, lex)
        if ordered is not None:
            return ordered[0], stop
        if passive and row[at].low in _FROM:
            end = german_phrase(row, at + 1, stop, lex)
            return ((at + 1, end), stop) if end is not None else None
        end = german_phrase(row, at, stop, lex) if not passive else None
        if end is not None and not lex.has("words.inside", row[at].low):
            return (at, end), stop
        at = past_preposition(row, at, stop, lex) or at + 1
    return None


def _ends(token: Token) -> bool:
    """Whether a token ends a clause: any mark but the one within a name, "Test & Ton"."""
    return token.kind in {"mark", "quote"} and token.text != "&"


def _set_behind(row: Sequence[Token], noun: int, lex: Words) -> tuple[Range, int] | None:
    """Whoever made it by a participle behind a comma: "das Protokoll einer Sitzung, veröffentlicht vom Portal Dornblick"."""
    comma = next((at for at in range(noun + 1, min(len(row), noun + _TIED)) if row[at].text == ","), len(row))
    if comma + 2 >= len(row) or not makes(row[comma + 1].low, lex) or row[comma + 2].low not in _FROM:
        return None
    end = german_phrase(row, comma + 3, len(row), lex)
    return ((comma + 3, end), end) if end is not None else None


def _passive(row: Sequence[Token], noun: int, lex: Words) -> tuple[Range, int] | None:
    """Whoever made it by its own clause: "Die Studie wurde von der Universität erstellt"."""
    stop = next((at for at in range(noun + 1, len(row)) if row[at].kind in {"mark", "quote"}), len(row))
    helped = noun + 2 < stop and (lex.has("words.be", row[noun + 1].low) and makes(row[stop - 1].low, lex))
    by = next((at for at in range(noun + 2, stop) if row[at].low in _FROM), None) if helped else None
    end = german_phrase(row, by + 1, stop, lex) if by is not None else None
    return ((by + 1, end), stop) if by is not None and end is not None else None


def made_here(row: Sequence[Token], words: Sequence[Token], lex: Words) -> tuple[Sequence[Token], Sequence[Token]]:
    """The words of a source for the document alone and for its maker, if it is a document whose maker is told beside it; else nothing."""
    told = any(kind_of(token, lex) == "document" for token in words)
    for made in makings(row, lex) if told else ():
        noun = made.plain[-1]
        if words[0].start <= noun.start < words[-1].end and row[made.start].start <= words[0].start:
            return made.plain, row[slice(*made.maker)]
    return (), ()
