"""Noun phrases, found without a tagger: from their edge inwards, by closed word classes and capitals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .closing import closes, ties_name
from .rests import RELATIVES, rests_end
from .words import Words, in_list

_REACH: Final = 24
#: Words between "who" and the noun phrase that ends its clause, at most.
_CLAUSE: Final = 4
_WITHIN_NAMES: Final = frozenset(("des", "du", "del", "d’"))
#: Words that begin when something was said: "told the Ledger last week".
_LAST: Final = frozenset(("last", "next", "late", "early"))
_TIES: Final = frozenset(("de", "du", "des", "del", "d’"))
#: Adverbs that stand before an adjective within a Spanish or French noun phrase.
_VERY: Final = frozenset(("encore", "toujours", "très", "plus", "aún", "todavía", "muy", "más"))
_ANDS: Final = frozenset(("y", "e", "et", "ou", "o"))
#: Ends of French infinitives.
_INFINITIVES: Final = ("er", "ir", "re")
Range = tuple[int, int]


def is_adverb(token: Token, lex: Words) -> bool:
    """Whether a word is an adverb: listed, or in "-ly"."""
    low = token.low
    if token.kind != "word":
        return False
    if low in lex.sets["words.adverb"]:
        return True
    return lex.language == "en" and low.endswith("ly") and not token.capital and not lex.has("words.not_adverb", low)


#: The lists of nouns that may speak.
_KINDS: Final = ("document", "media", "organisation", "person", "group")


def phrase_before(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """The noun phrase that ends just before `end`, with what hangs on it to the left ("the mayor of York"), or None."""
    if end > 0 and not row[end - 1].capital and _needs_more(row[end - 1], lex):
        return None
    first = _run_start(row, end, lex)
    if first is None or first >= end:
        return None
    first = _without_lead(row, first, end, lex)
    return (first, end) if _has_head(row, first, end, lex) else None


def _run_start(row: Sequence[Token], end: int, lex: Words) -> int | None:
    """Walk left from `end` to the start of the noun phrase."""
    at, lowest = end - 1, max(0, end - _REACH)
    if at >= 0 and row[at].low in _ANDS and lex.language in {"es", "fr"}:
        return None
    while at >= lowest:
        token = row[at]
        if closes(token, lex):
            joined = _over(row, at, lex)
            if joined is None:
                return at if _demonstrative(row, at, lex) else at + 1
            at = joined
            continue
        if token.capital and at > lowest and lex.has("sources.media", row[at - 1].low) and lex.language != "en":
            at -= 1
            continue
        contracted = lex.has("words.contracted", token.low) and at > lowest and not closes(row[at - 1], lex)
        if _opens_phrase(row, at, lex) and not contracted:
            before = at - 1
            relative = _relative_before(row, before, lowest, lex)
            if relative is not None:
                at = relative
            elif before < lowest or not _hangs_on(row, before, lex):
                return at
            else:
                at = before
        at -= 1
    return max(at + 1, lowest)


def _demonstrative(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether "That" begins a sentence before a noun that may speak: "That report says"."""
    following = row[at + 1] if at + 1 < len(row) else None
    known = following is not None and any(listed(f"sources.{kind}", following.low, lex) for kind in _KINDS)
    return at == 0 and row[at].text == "That" and known


def _relative_before(row: Sequence[Token], before: int, lowest: int, lex: Words) -> int | None:
    """Where "who" stands, if a short relative clause ends in the phrase that starts behind `before`: "who cleaned the beach"."""
    for at in range(before, max(lowest, before - _CLAUSE), -1):
        if row[at].low == "who" and lex.language == "en":
            return at if not closes(row[at - 1], lex) else None
        if closes(row[at], lex):
            return None
    return None


def _opens_phrase(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a noun phrase starts here: a determiner that is not preceded by another ("all the", "some of the")."""
    named = row[at].capital and at > 0 and row[at - 1].capital and not lex.has("words.the", row[at].low)
    if named or not lex.has("words.determiner", row[at].low):
        return False
    return not (at > 0 and lex.has("words.determiner", row[at - 1].low) and not closes(row[at - 1], lex))


def _hangs_on(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether the preposition or "and" at `at` ties what follows to a noun before it."""
    if at < 1 or closes(row[at - 1], lex) or lex.has("words.time", row[at - 1].low):
        return False
    if row[at].low in {"and", "&", "or", "und", "y", "e", "et", "ou", "oder", "o"}:
        return _before_is_name(row, at - 1, lex)
    return lex.has("words.inside", row[at].low)


def _before_is_name(row: Sequence[Token], at: int, lex: Words) -> bool:
    token = row[at]
    return token.capital or lex.has("sources.group", token.low) or lex.has("sources.person", token.low)


def _over(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where to go on left of a closing token that does not end the phrase: "and" between names, "voters who backed"."""
    if at < 1 or closes(row[at - 1], lex):
        return None
    if lex.language == "en" and ties_name(row, at):
        return at - 1
    low = row[at].low
    after = row[at + 1] if at + 1 < len(row) else None
    if after is None:
        return None
    if low == "per" and after.low == "cent":
        return at - 1
    if low == "-":
        aged = row[at - 1].kind == "number" and row[at - 1].end == row[at].start and row[at].end == after.start
        return at - 1 if aged else None
    if low in {"and", "or", "und", "y", "e", "et", "oder", "o", "ou"}:
        alike = row[at - 1].capital and (after.capital or lex.has("words.determiner", after.low))
        grouped = lex.has("sources.group", row[at - 1].low) and not lex.has("words.determiner", after.low)
        return at - 1 if alike or grouped else None
    if low in {"who", "that"} and lex.language == "en" and not lex.forms.get(row[at - 1].low):
        plural = lex.has("sources.group", row[at - 1].low) or lex.has("sources.person", row[at - 1].low)
        return at - 1 if plural and low == "who" else None
    return None


def _without_lead(row: Sequence[Token], first: int, end: int, lex: Words) -> int:
    """The phrase without what stands before it: adverbs, a preposition, "In the debate Clinton"."""
    while first < end - 1 and (is_adverb(row[first], lex) or _leads(row[first], lex)):
        prepositional = lex.has("words.inside", row[first].low) or lex.has("words.aside", row[first].low)
        first += 1
        if prepositional:
            return _last_name(row, first, end, lex)
    return first


def _leads(token: Token, lex: Words) -> bool:
    if lex.has("words.determiner", token.low):
        return False
    return (
        lex.has("words.inside", token.low)
        or (lex.has("words.aside", token.low) and not token.capital)
        or (lex.has("words.connective", token.low))
    )


def _last_name(row: Sequence[Token], first: int, end: int, lex: Words) -> int:
    """After a leading preposition: where the last name or pronoun of the run begins ("In the debate Clinton")."""
    at = end
    while at > first and (row[at - 1].capital or row[at - 1].low == "’s" or row[at - 1].kind == "aside"):
        at -= 1
    if at in {first, end}:
        return _after_time(row, first, end, lex)
    return at


def _after_time(row: Sequence[Token], first: int, end: int, lex: Words) -> int:
    """After a leading time word, with nothing else to tell by: "On Monday the mayor"."""
    for at in range(first, end - 1):
        if lex.has("words.time", row[at].low):
            return at + 1
    return first


def _has_head(row: Sequence[Token], first: int, end: int, lex: Words) -> bool:
    """Whether a phrase holds a word that can be its head: none of time, no bare adverb or number."""
    last = row[end - 1]
    if lex.has("words.time", last.low) and not _titled(row, first, end):
        return False
    return any(_is_head(token, lex) for token in row[first:end])


def _titled(row: Sequence[Token], first: int, end: int) -> bool:
    """Whether a time word is part of a name: "Theresa May", "Magazine Today"."""
    return end - first > 1 and row[end - 1].capital and row[end - 2].capital


def _is_head(token: Token, lex: Words) -> bool:
    if token.kind == "quote":
        return True
    if token.kind != "word" or is_adverb(token, lex):
        return False
    low = token.low
    if lex.has("words.pronoun", low):
        return True
    return not (lex.has("words.inside", low) or lex.has("words.determiner", low) or lex.has("words.auxiliary", low))


def phrase_after(row: Sequence[Token], start: int, lex: Words, *, long: bool = False) -> Range | None:
    """The noun phrase that starts at `start`, with "of", "for", "from", "at" and an apposition; None where none starts.

    With `long`, prepositions of every kind may tie more to it: after "according to" nothing else follows.
    """
    at = start
    while at < len(row) and at - start < _REACH:
        if not _goes_on(row, at, start, lex, long=long):
            break
        at += 1
    while at > start and _trails(row[at - 1], lex):
        at -= 1
    if at == start or not _has_head(row, start, at, lex):
        return None
    return start, at


def _trails(token: Token, lex: Words) -> bool:
    """Whether a phrase cannot end on this word."""
    low = token.low
    if low in {"and", "or", "und", "y", "e", "et", "oder", "o", "ou", "’s"}:
        return low != "’s"
    return not token.capital and (is_adverb(token, lex) or _needs_more(token, lex))


def _needs_more(token: Token, lex: Words) -> bool:
    """Whether a noun must follow: a preposition, or a determiner that is no pronoun."""
    bare = lex.has("words.determiner", token.low) and not lex.has("words.pronoun", token.low)
    return bare or lex.has("words.inside", token.low)


def _goes_on(row: Sequence[Token], at: int, start: int, lex: Words, *, long: bool) -> bool:
    token = row[at]
    low = token.low
    if at > start and lex.has("words.time", low) and not (token.capital and (row[at - 1].capital or _in_name(row, at))):
        return False
    if at > start and low in {"and", "or", "&", "und", "y", "e", "et", "oder", "o", "ou"}:
        return _joins(row, at, lex) or _joins_tied(row, at, start, lex)
    if at > start and _joined_on(row, at, lex):
        return True
    if at > start and low in _LAST and not token.capital and at + 1 < len(row) and _is_time(row[at + 1], lex):
        return False
    if closes(token, lex):
        return False
    if at > start and low in _VERY and at + 1 < len(row) and _plain_word(row[at + 1], lex):
        return True
    if lex.has("words.pronoun", low) and not lex.has("words.determiner", low):
        behind = at > start and lex.has("words.stressed", low) and lex.has("words.inside", row[at - 1].low)
        return at == start or behind
    return at == start or _adds(row, at, lex, long=long)


def _joined_on(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a word goes on with a phrase whatever it is elsewhere: "close to", "per cent", "mis au fait", "Volksblatt am Sonntag"."""
    low = row[at].low
    if low == "to" and lex.has("words.near", row[at - 1].low):
        return True
    if low == "per" and at + 1 < len(row) and row[at + 1].low == "cent":
        return True
    fact = low in {"fait", "courant"} and row[at - 1].low == "au"
    return fact or (lex.language == "en" and ties_name(row, at))


def _plain_word(token: Token, lex: Words) -> bool:
    """Whether an adjective may stand here, behind an adverb: "encore provisoire", "aún provisional"."""
    known = (
        lex.has("words.inside", token.low) or lex.has("words.determiner", token.low) or lex.has("words.time", token.low)
    )
    return token.kind == "word" and not (token.capital or known or is_adverb(token, lex) or closes(token, lex))


def _tied_noun(token: Token, lex: Words) -> bool:
    """Whether a noun stands behind French "d’", and no infinitive: "la Société d’électricité", not "d’intervenir"."""
    return _plain_word(token, lex) and not token.low.endswith(_INFINITIVES)


def _is_time(token: Token, lex: Words) -> bool:
    return lex.has("words.time", token.low) and not token.capital


def citing_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where whom a source rests on begins, if "citing" and its like stand at a place; None where they do not."""
    listed = lex.phrases["citing"].get(row[at].low)
    for words in listed or ():
        if tuple([token.low for token in row[at : at + len(words)]]) == words:
            return at + len(words)
    return rests_end(row, at, lex)


def cites_at(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a source ends at a place because whom it rests on may follow; in Spanish and French the first word tells it ("en")."""
    if at >= len(row):
        return False
    first = lex.language != "en" and row[at].low in lex.phrases.get("citing", {}) and row[at].low not in {"al", "con"}
    return first or row[at].low in RELATIVES or citing_end(row, at, lex) is not None


def _in_name(row: Sequence[Token], at: int) -> bool:
    """Whether a time word begins a name behind an article: "the Evening Star"."""
    return row[at - 1].low == "the" and at + 1 < len(row) and row[at + 1].capital


def _adds(row: Sequence[Token], at: int, lex: Words, *, long: bool) -> bool:
    """Whether a word goes on with a phrase that has begun before it."""
    token, low = row[at], row[at].low
    if cites_at(row, at, lex) and not token.capital:
        return False
    if lex.language == "de" and _german_verb(row, at, lex):
        return False
    named = at + 1 < len(row) and row[at + 1].capital
    if (
        low in _WITHIN_NAMES
        and lex.language in {"fr", "es"}
        and (low != "d’" or named or (at + 1 < len(row) and _tied_noun(row[at + 1], lex)))
    ):
        return named or (at + 1 < len(row) and not closes(row[at + 1], lex))
    if lex.has("words.genitive", low) and _common_noun(row[at - 1], lex):
        return at + 1 < len(row) and not closes(row[at + 1], lex)
    if lex.has("words.determiner", low) and not token.capital:
        return row[at - 1].low in lex.sets["words.inside"] | {"and", "und", "y", "et"} or lex.has(
            "words.determiner", row[at - 1].low
        )
    if lex.has("words.inside", low) and not token.capital:
        return long or lex.has("words.tight", low)
    return (
        token.capital
        or not is_adverb(token, lex)
        or (lex.has("words.self", low) and at + 1 < len(row) and not closes(row[at + 1], lex))
    )


def _german_verb(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a small word behind a noun is a German verb: adjectives stand before nouns."""
    token = row[at]
    if token.capital or token.kind != "word" or not row[at - 1].capital:
        return False
    return not (
        lex.has("words.determiner", token.low)
        or lex.has("words.inside", token.low)
        or lex.has("words.boundary", token.low)
    )


def _common_noun(token: Token, lex: Words) -> bool:
    """Whether a word is a known noun for a source, so that a genitive may follow: "der Sprecher der Stadt"."""
    names = ("person", "organisation", "document", "group", "media", "agencies")
    return any(listed(f"sources.{name}", token.low, lex) for name in names)


def listed(name: str, low: str, lex: Words) -> bool:
    """Whether a list holds a word or, in German, its bare form or the last part of a compound: "Jahresbericht"."""
    return in_list(name, low, lex.language)


def _joins_tied(row: Sequence[Token], at: int, start: int, lex: Words) -> bool:
    """Whether "et de" goes on with what is tied to a noun: "l’Institut du travail et de la santé"."""
    following = row[at + 1].low if at + 1 < len(row) and lex.language in {"es", "fr"} else ""
    return following in _TIES and any(token.low in _TIES for token in row[start + 1 : at])


def _joins(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether "and" joins two of a kind: names, or groups of people."""
    if at + 1 >= len(row):
        return False
    before, after = row[at - 1], row[at + 1]
    if closes(after, lex) or lex.has("words.pronoun", after.low):
        return False
    if after.capital or lex.has("sources.group", after.low):
        return True
    return not before.capital and lex.has("sources.group", before.low)
