"""German noun phrases, from their first word on: capitals tell nouns, small words tell where a phrase ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .names import OF_NAMES, article_of_name, elided, foreign_tail, in_name, is_name, small_name
from .small import closed

#: Words that a phrase has at most, and those that stand between an article and its participle.
_LONGEST: Final = 40
_EXTENDED: Final = 12
_ADJECTIVE: Final = ("e", "en", "er", "es", "em", "te", "ten")
_LEAST: Final = 3


def is_noun(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a word is a noun or a name: it has a capital that its place does not ask for, or is a number or a name in marks."""
    token = row[at]
    if token.kind in {"aside", "number"}:
        return token.kind == "number"
    if token.kind == "quote":
        return True
    if not token.capital or token.kind != "word":
        return token.kind == "word" and not token.low.isalpha() and any(letter.isdigit() for letter in token.low)
    if at and row[at - 1].kind not in {"mark", "quote"}:
        return not (lex.has("words.determiner", token.low) or lex.has("words.pronoun", token.low))
    if at and row[at - 1].text == ",":
        return not (
            lex.has("words.determiner", token.low)
            or lex.has("words.inside", token.low)
            or lex.has("words.pronoun", token.low)
        )
    return not lex.has("words.pronoun", token.low) and not closed(token, lex)


def is_adjective(row: Sequence[Token], at: int, lex: Words, *, behind: bool) -> bool:
    """Whether a small word may be an adjective before a noun; `behind`: an article or adjective stands before it."""
    token = row[at]
    if token.kind != "word" or token.capital or len(token.low) <= _LEAST or not token.low.endswith(_ADJECTIVE):
        return False
    if closed(token, lex) or lex.has("words.pronoun", token.low):
        return False
    finite = any(form.tense == "past" for form in lex.forms.get(token.low, ()))
    return behind or not finite


def phrase(row: Sequence[Token], start: int, limit: int, lex: Words, *, wide: bool = False) -> int | None:
    """The end of the noun phrase that starts at `start`, or None. With `wide`, any preposition ties more to it."""
    limit = min(limit, start + _LONGEST)
    end = _simple(row, start, limit, lex)
    if end == start + 1 and row[start].low in _PERSONAL:
        return end
    while end is not None and end < limit:
        more = _more(row, end, limit, lex, wide=wide)
        if more is None:
            break
        end = more
    return end


#: Pronouns on which nothing hangs: "schrieb er der Jury".
_PERSONAL: Final = frozenset(("er", "sie", "es", "ich", "wir", "man"))


def _simple(row: Sequence[Token], start: int, limit: int, lex: Words) -> int | None:
    """A phrase without what hangs on it: article, adjectives, nouns."""
    at = start
    if at < limit and lex.has("words.pronoun", row[at].low) and not lex.has("words.determiner", row[at].low):
        return at + 1
    behind = False
    while at < limit and _leads(row[at], lex):
        at, behind = at + 1, True
        if row[at - 1].kind == "number" and at < limit and row[at].text == "-" and row[at].start == row[at - 1].end:
            at += 1
    if behind:
        at = _described(row, start, at, limit, lex) or _extended(row, _past_age(row, at, limit), limit, lex)
    while at < limit and is_adjective(row, at, lex, behind=behind) and not no_adjective(row, start, at):
        at, behind = at + 1, True
    end = _nouns(row, at, limit, lex)
    return end if end > at else _bare(row, start, at, lex)


def _described(row: Sequence[Token], start: int, at: int, limit: int, lex: Words) -> int | None:
    """Where the adjective of a phrase stands whose article has another phrase behind it: "ein der Zeitung vorliegendes Papier"; None without one."""
    if at != start + 2 or row[start].kind == "number" or row[start + 1].low not in _DATIVES:
        return None
    noun = _nouns(row, at, limit, lex)
    plain = noun > at and noun + 1 < limit and is_adjective(row, noun, lex, behind=True) and is_noun(row, noun + 1, lex)
    return noun if plain and row[noun].low.endswith(_MADE) else None


#: Articles of whom a document lies before, and how the adjective ends that tells it.
_DATIVES: Final = frozenset(("der", "dem", "den", "des"))
_MADE: Final = ("nde", "nden", "ndes", "nder", "ndem", "te", "ten", "tes", "ter", "tem", "ene", "enen", "enes", "ener")


def past_attribute(row: Sequence[Token], at: int, limit: int, lex: Words) -> int:
    """Past what stands between the article before `at` and a participle, to that participle."""
    return _extended(row, at, limit, lex)


def _past_age(row: Sequence[Token], at: int, limit: int) -> int:
    """Past the years of "der 61 Jahre alte Zeuge": the adjective follows."""
    aged = at + 1 < limit and row[at - 1].kind == "number" and row[at].low in _YEARS
    return at + 1 if aged and row[at + 1].low[:3] in {"alt", "lan", "jun"} and not row[at + 1].capital else at


_YEARS: Final = frozenset(("jahr", "jahre", "monate", "wochen", "tage", "meter", "kilometer"))


def _one(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether "einer" means one person: with "von ihnen" behind it, or a verb."""
    token = row[at]
    verb = (
        token.kind == "word"
        and not token.capital
        and (lex.has("words.helper", token.low) or token.low.endswith(("t", "te")))
    )
    return token.low in _OF or (verb and not (at + 1 < len(row) and row[at + 1].capital))


def no_adjective(row: Sequence[Token], start: int, at: int) -> bool:
    """Whether a word in "-en" stands right behind "das": a verb, since an adjective would end in "-e"."""
    return at == start + 1 and row[start].low in {"das", "dies"} and not row[at].low.endswith("e")


def _bare(row: Sequence[Token], start: int, at: int, lex: Words) -> int | None:
    """A phrase without a noun: "die Behörden" has one, "viele", "einige", "dieser" stand alone."""
    alone = at == start + 1 and lex.has("words.pronoun", row[start].low)
    group = at > start and lex.has("sources.group", row[at - 1].low)
    some = at > start + 1 and lex.has("words.several", row[at - 1].low)
    one = at == start + 1 and lex.has("words.one_of", row[start].low) and at < len(row) and _one(row, at, lex)
    share = at == start + 1 and at + 1 < len(row) and row[at].low == "von" and _counted(row[at + 1], lex)
    return at if alone or group or some or one or (share and _counted(row[start], lex)) else None


#: What ties those to one of whom he is: "einer von ihnen", "eine der beiden".
_OF: Final = frozenset(("von", "der", "aus", "unter", "dieser", "seiner", "ihrer"))


def _leads(token: Token, lex: Words) -> bool:
    return lex.has("words.determiner", token.low) or (token.kind == "number") or lex.has("words.quantity", token.low)


def _extended(row: Sequence[Token], at: int, limit: int, lex: Words) -> int:
    """Past what stands between an article and its participle: "die seit Tagen erwartete ...", "der dafür zuständige ..."."""
    if at >= limit or not (_ties(row[at], lex) or lex.has("words.adverb", row[at].low)):
        return at
    for index in range(at + 1, min(limit, at + _EXTENDED)):
        long = row[index].kind == "quote" and len(row[index].text.split()) > _TITLE
        if long or row[index].kind == "mark" or lex.has("words.auxiliary", row[index].low):
            return at
        small = any(lex.has(f"words.{name}", row[index - 1].low) for name in ("adverb", "oblique_pronoun"))
        before = small or row[index - 1].kind == "quote" or is_noun(row, index - 1, lex)
        if before and is_adjective(row, index, lex, behind=True) and index + 1 < limit and is_noun(row, index + 1, lex):
            return index
    return at


#: Words of a name in quotation marks: "Eine in der Zeitschrift „Limnos“ veröffentlichte Studie".
_TITLE: Final = 4


def _nouns(row: Sequence[Token], at: int, limit: int, lex: Words) -> int:
    """Past nouns, names with their particles, brackets and titles."""
    start = at
    while at < limit:
        token = row[at]
        if token.kind == "word" and is_noun(row, at, lex):
            timed = at > start and lex.has("words.time", row[at - 1].low) and not lex.has("words.time", token.low)
            if timed or (at > start and lex.has("words.time", token.low) and not row[at - 1].capital):
                break
            at += 1
        elif (
            (at > start and _in_run(row, at, limit, lex))
            or (token.kind == "quote" and is_name(token) and not _speaks_before(row, at, start, lex))
            or in_name(row, at, start, limit, lex)
            or (at > start and small_name(row, at, lex))
            or (at > start + 1 and row[at - 1].low in OF_NAMES and elided(token))
            or article_of_name(row, at, start, limit, lex)
        ):
            at += 1
        else:
            tail = foreign_tail(row, at, limit) if at > start and row[at - 1].capital else at
            if tail == at:
                break
            at = tail
    return at


def _speaks_before(row: Sequence[Token], at: int, start: int, lex: Words) -> bool:
    """Whether a quotation stands right behind somebody, who then says it: "riefen Fans „Wir kommen wieder“"."""
    return at > start and kind_of(row[at - 1], lex) in {"group", "person"}


def _in_run(row: Sequence[Token], at: int, limit: int, lex: Words) -> bool:
    """Whether a bracket, a number ("Kanal 5") or a mark goes on with a run of nouns; a number before a noun begins another."""
    token = row[at]
    if token.kind == "number":
        return not (at + 1 < limit and (row[at + 1].capital or is_adjective(row, at + 1, lex, behind=True)))
    return token.kind == "aside" or token.text == "&" or token.low == "’s"


def _more(row: Sequence[Token], at: int, limit: int, lex: Words, *, wide: bool) -> int | None:
    """Where the phrase ends with one more part: a genitive, a preposition's phrase, "und" with another."""
    token = row[at]
    if token.text == "-" and token.start == row[at - 1].end and at + 1 < limit:
        return _more(row, at + 1, limit, lex, wide=wide)
    if token.low in {"und", "oder", "sowie", "bzw"} or (
        token.low == "als" and at + 1 < limit and row[at + 1].low == "auch"
    ):
        skip = 2 if token.low == "als" else 1
        return _joined(row, at + skip, limit, lex)
    if lex.has("words.genitive", token.low) and not token.capital:
        return _simple(row, at, limit, lex)
    if is_adjective(row, at, lex, behind=False) and token.low.endswith("er") and at + 1 < limit and row[at + 1].capital:
        return _simple(row, at, limit, lex)
    if token.low == "von" and at + 1 < limit and lex.has("words.oblique_pronoun", row[at + 1].low):
        return at + 2
    if token.low == "von" and at + 1 < limit and _counted(row[at - 1], lex) and _counted(row[at + 1], lex):
        return _simple(row, at + 1, limit, lex)
    if token.low == "namens" and at + 1 < limit:
        at += row[at + 1].text == "@"
        return at + 2 if at + 1 < limit else None
    ties = lex.has("words.tight", token.low) or (wide and lex.has("words.inside", token.low))
    return _simple(row, at + 1, limit, lex) if ties and not token.capital else None


def _counted(token: Token, lex: Words) -> bool:
    """Whether a word is one of the two numbers of a share: "vier von fünf Mitgliedern"."""
    return token.kind == "number" or lex.has("witness.numbers", token.low)


def _joined(row: Sequence[Token], at: int, limit: int, lex: Words) -> int | None:
    """The second of two that "und" joins; a pronoun is none."""
    if at >= limit or (lex.has("words.pronoun", row[at].low) and not lex.has("words.determiner", row[at].low)):
        return None
    return _simple(row, at, limit, lex)


def _ties(token: Token, lex: Words) -> bool:
    return lex.has("words.inside", token.low)


def past_preposition(row: Sequence[Token], at: int, limit: int, lex: Words) -> int | None:
    """The end of a preposition's phrase at `at` ("am Montag", "im Vorfeld des Gipfels"); None where none stands."""
    if at >= limit or not _ties(row[at], lex):
        return None
    return phrase(row, at + 1, limit, lex)


def nominative(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a phrase can be a subject: no "den", "dem", "einem", and no "der" before a feminine noun."""
    first = row[source[0]]
    if lex.has("words.oblique", first.low):
        return False
    words = row[source[0] : source[1]]
    if first.low in {"der", "dieser", "einer", "seiner", "ihrer", "unserer", "keiner"} and len(words) > 1:
        adjective = not words[1].capital and words[1].low.endswith("en") and words[1].kind == "word"
        head = next((token for token in words[1:] if token.capital), None)
        feminine = head is not None and head.low.endswith(_FEMININE)
        return not (adjective or feminine)
    return True


_FEMININE: Final = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "sion",
    "tät",
    "agentur",
    "presse",
    "polizei",
    "partei",
    "behörde",
    "regierung",
)


#: Words of a phrase before a relative pronoun, at most.
_BACK: Final = 14


def phrase_ending(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """The noun phrase that ends at `end`, from its article or its first adjective on; None where none does."""
    for start in range(max(0, end - _BACK), end):
        opens = _leads(row[start], lex) and (not start or row[start - 1].kind != "number")
        tied = start and lex.has("words.genitive", row[start].low) and row[start - 1].capital
        if opens and not tied and phrase(row, start, end, lex) == end:
            return start, end
    start = end
    while start and (
        is_noun(row, start - 1, lex)
        or is_adjective(row, start - 1, lex, behind=start < end)
        or (start > 1 and start < end and lex.has("words.genitive", row[start - 1].low) and row[start - 2].capital)
    ):
        start -= 1
    while start < end and not row[start].capital and any(form for form in lex.forms.get(row[start].low, ())):
        start += 1
    return (start, end) if start < end and phrase(row, start, end, lex) == end else None


def is_phrase(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a whole stretch is one noun phrase, with whatever hangs on it."""
    return start < end and phrase(row, start, end, lex, wide=True) == end
