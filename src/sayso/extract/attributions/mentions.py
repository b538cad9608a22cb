"""Names and documents that are mentioned before they speak: what "the report" and a surname may go back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sayso.language.tokens import Token

from .german.mentions import spoken_of
from .german.phrases import is_adjective, phrase, phrase_ending
from .making import made_here
from .memory import Mention, Role
from .natures import Nature
from .nounphrases import beside, noun_phrases, role_of
from .nouns import listed, phrase_after, phrase_before
from .proper import is_club
from .romance_refs import LANGUAGES, romance_phrases
from .sex import is_given
from .sources import nature
from .units import Stretch, Unit
from .words import Words, in_list
from .words import words as words_of

#: Words of "remitió anoche al supervisor", before a document, at most.
_SENT: Final = 6
#: Words that a person's name has.
_LEAST: Final = 2
_MOST: Final = 4
#: What stands before "in a report", and the prepositions before it.
_SAID: Final = 3
_IN: Final = frozenset(("in", "en", "dans"))
_WITHIN: Final = frozenset(("de", "des", "du", "del", "di", "da", "of"))
_TIED: Final = frozenset(("of", "by", "from", "on", "into", "about"))
_MADE_BY: Final = frozenset(("by", "from", "von", "por", "par"))


def mentions_of(rows: Sequence[Stretch], lex: Words) -> list[Mention]:
    """The mentions of a document, in order of the text."""
    found: list[Mention] = []
    for stretch in rows:
        for number, unit in enumerate(stretch.units):
            found.extend(_in_unit(unit, number, lex))
    if lex.language in {"en", *LANGUAGES}:
        found.extend(_surnames(rows, found, lex))
    return sorted(found, key=lambda mention: mention.place)


def _in_unit(unit: Unit, number: int, lex: Words) -> Iterator[Mention]:
    row = unit.items
    places = {token.start: at for at, token in enumerate(row)}
    told: dict[tuple[Token, ...], Nature] = {}
    parts: dict[int, Role] = {}
    if lex.language in {"en", *LANGUAGES}:
        told |= {words: nature(words, lex) for words in _spoken_of(row, lex)}
    if lex.language == "de":
        found = list(spoken_of(row, lex))
        told |= {words: nature(words, lex) for (start, end), _ in found if (words := tuple(row[start:end]))}
        parts = {row[start].start: part for (start, _), part in found}
    taken = {token.start for words, own in told.items() if own.kind == "person" for token in _own_part(words, lex)}
    if lex.language in LANGUAGES:
        every: tuple[tuple[Token, ...], ...] = tuple(_names(row, lex))
    else:
        offices = () if lex.language == "en" else _office(row, lex)
        every = (*_names(row, lex), *_documents(row, lex), *offices)
    told |= {words: _called(words) for words in _nicknames(row, lex)}
    told |= {words: nature(words, lex) for words in every if words[0].start not in taken and _more(words, told, lex)}
    told |= {words: _organisation(words) for words in (*_bodies(row, lex), *_clubs(row, lex))}
    made = {words: made_here(row, words, lex)[1] for words, own in told.items() if own.kind == "document"}
    for whose in [tuple(maker) for maker in made.values() if maker]:
        own = nature(whose, lex)
        if (
            own.named
            and own.kind in {"organisation", "media"}
            and not any(whose[-1] in words for words in told if words not in made)
        ):
            told[whose] = own
            parts.setdefault(whose[0].start, "nested")
    begun = {words[0].start for words, maker in made.items() if maker and not told[words].named}
    for words, own in told.items():
        start = places[words[0].start]
        if own.kind == "document" and own.named and words[0].start in begun:
            continue
        role = parts.get(words[0].start) or role_of(row, _with_article(row, start, lex), start + len(words), lex)
        unnamed = own.kind == "document" and not own.named
        maker = (tuple(made[words]) or _says_in(row, start, lex) or _maker(row, start, lex)) if unnamed else ()
        yield Mention(words, own, unit.block, number, "", role, maker)


def _with_article(row: Sequence[Token], start: int, lex: Words) -> int:
    """Where an English name begins with the article before it: "The World Bank met"."""
    article = lex.language == "en" and start > 0 and row[start].capital and lex.has("words.the", row[start - 1].low)
    return start - article


def _more(words: tuple[Token, ...], told: dict[tuple[Token, ...], Nature], lex: Words) -> bool:
    """Whether an English phrase says more than one known to begin at its place: "the report of the Port Sable police"."""
    same = next((one for one in told if one[0] is words[0]), None)
    if lex.language != "en" or same is None:
        return True
    more = words[len(same) :]
    acts = len(more) > 1 and more[0].low.endswith("ed") and more[1].low not in _MADE_BY
    return bool(more) and not acts and (more[0].low in _TIED or any(token.capital for token in more))


def _own_part(words: tuple[Token, ...], lex: Words) -> tuple[Token, ...]:
    """A person's phrase without for whom that one speaks, who is another: "a spokeswoman for Hugh Tallant"."""
    tied = next((at for at, token in enumerate(words) if at and lex.has("words.inside", token.low)), len(words))
    speaks = any(listed("sources.spokes", token.low, lex) for token in words[:tied])
    return words[:tied] if speaks else words


def _maker(row: Sequence[Token], start: int, lex: Words) -> tuple[Token, ...]:
    """Who publishes or sends a document that is told of: "Open Road has published a report", "La empresa remitió un comunicado"."""
    verb = next(
        (at for at in range(start - 1, max(0, start - _SENT), -1) if lex.has("words.issuing", row[at].low)), None
    )
    if verb is None or any(token.kind in {"mark", "quote"} for token in row[verb:start]):
        return ()
    first = verb
    while first and lex.has("words.auxiliary", row[first - 1].low):
        first -= 1
    found = phrase_before(row, first, lex) if first else None
    return tuple(row[slice(*found)]) if found is not None else ()


def _says_in(row: Sequence[Token], start: int, lex: Words) -> tuple[Token, ...]:
    """Who says something in a document that is told of: "Grey Heron claimed in a report", "schrieb das Amt in einem Brief"."""
    if start < _SAID or row[start - 1].low not in _IN or not lex.has("words.introduces", row[start].low):
        return ()
    verb = start - 2
    if lex.language == "de" and row[verb].low not in lex.forms:
        first = next((at for at in range(verb, max(-1, verb - _SENT), -1) if row[at].low in lex.forms), None)
        end = phrase(row, first + 1, start - 1, lex) if first is not None else None
        return tuple(row[first + 1 : start - 1]) if first is not None and end == start - 1 else ()
    if not any(form.frame in {"say", "think"} for form in lex.forms.get(row[verb].low, ())):
        return ()
    while verb and lex.has("words.auxiliary", row[verb - 1].low):
        verb -= 1
    before = phrase_ending if lex.language == "de" else phrase_before
    found = before(row, verb, lex) if verb else None
    return tuple(row[slice(*found)]) if found is not None else ()


def _spoken_of(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Whoever or whatever may speak later, with the name that stands beside it."""
    reached = 0
    every = romance_phrases(row, lex) if lex.language in LANGUAGES else noun_phrases(row, lex)
    for found in every:
        if found.start < reached:
            continue
        name = beside(row, found.end) if listed("sources.person", row[found.head].low, lex) else None
        reached = name[1] if name is not None else found.head + 1
        yield tuple(row[found.start : name[1] if name is not None else found.end])


def _names(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Runs of capitalised words that read like the name of a person, or of a news outlet."""
    kinds = {"person"} if lex.language == "de" else {"person", "organisation"}
    determiners = lex.sets["words.determiner"]
    capitals = [token.capital and token.kind == "word" and token.low not in determiners for token in row]
    end = int(lex.language in {"de", "en"} and bool(row) and _leads_in(row, lex))
    while True in capitals[end:]:
        at = capitals.index(True, end)
        end = capitals.index(False, at) if False in capitals[at:] else len(row)
        words = tuple(row[at:end])
        timely = any(lex.has("words.time", token.low) or lex.has("words.inside", token.low) for token in words[:2])
        known = len(words) > 1 or (_outlet_alone(words[0].text, words[0].low, lex.language))
        own = nature(words, lex) if known and len(words) <= _MOST and not timely else None
        if own is not None and own.name:
            yield tuple(row[at : _outlet_end(row, end)])
        elif own is not None and own.named and own.kind in kinds and len(words) >= _LEAST:
            yield words


def _leads_in(row: Sequence[Token], lex: Words) -> bool:
    """Whether a unit opens with a small word that has its capital only there: "Für Linnea Borg", "Als Clara Voss"."""
    small = any(lex.has(f"words.{name}", row[0].low) for name in ("inside", "boundary", "adverb", "subordinating"))
    return len(row) > 1 and row[0].capital and small and row[1].capital


@lru_cache(maxsize=20_000)
def _outlet_alone(text: str, low: str, language: str) -> bool:
    """Whether one capitalised word reads like the name of a news outlet."""
    return bool(nature((Token(text, low, 0, len(text), "word"),), words_of(language)).name)


def _surnames(rows: Sequence[Stretch], found: Sequence[Mention], lex: Words) -> Iterator[Mention]:
    """Surnames that open a sentence or a clause, of persons who are named in full elsewhere: "Besson en rit"."""
    known = {
        mention.words[-1].low for mention in found if mention.nature.kind == "person" and mention.words[-1].capital
    }
    for stretch in rows:
        for number, unit in enumerate(stretch.units):
            for at, token in enumerate(unit.items):
                if token.low not in known or not token.capital:
                    continue
                before = unit.items[at - 1] if at else None
                behind = unit.items[at + 1] if at + 1 < len(unit.items) else None
                opens = before is None or before.text == ","
                if opens and not (behind is not None and behind.capital):
                    yield Mention(
                        (token,), nature((token,), lex), unit.block, number, "", role_of(unit.items, at, at + 1, lex)
                    )


def _bodies(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Names that are said to be an organisation's: "the carmaker Velmo", "a spokesman for Velmo"."""
    for at, token in enumerate(row[:-1]):
        if token.capital and lex.language != "de":
            continue
        start = at + 1
        if not row[start].capital and row[start].low not in _SPEAKS_FOR:
            continue
        told = _tells_body(token.low, lex.language)
        if not told:
            continue
        if told == "spokes":
            if row[start].low not in _SPEAKS_FOR or start + 1 >= len(row):
                continue
            start += 1
        end = start
        while end < len(row) and row[end].kind == "word" and row[end].capital and end - start < _MOST:
            end += 1
        words = tuple(row[start:end])
        person = told == "spokes" and len(words) > 1 and _is_person(row, end, words, lex)
        if words and not person and not any(listed(f"sources.{name}", words[0].low, lex) for name in _COMMON):
            yield words


@lru_cache(maxsize=50_000)
def _tells_body(low: str, language: str) -> str:
    """Which list holds a word that stands before the name of an organisation: "spokesman" for one, or "carmaker"; empty for none."""
    return next((name for name in _BEFORE_BODY if in_list(f"sources.{name}", low, language)), "")


_BEFORE_BODY: Final = ("spokes", "maker", "any_organisation")


def _is_person(row: Sequence[Token], end: int, words: Sequence[Token], lex: Words) -> bool:
    """Whether a name behind "spokesman for" is a person's: "Hugh Tallant, the premier"."""
    office = row[end + 1 : end + 4] if end < len(row) and row[end].text == "," else ()
    return is_given(words[0].low) or any(listed("sources.person", token.low, lex) for token in office)


def _clubs(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Clubs, which their names tell: "Der SV Kamen", "Le FC Vauban"."""
    articles = lex.sets["words.the"]
    run: list[Token] = []
    for token in (*row, None):
        if token is not None and token.capital and token.kind == "word" and token.low not in articles:
            run.append(token)
        elif run:
            if len(run) > 1 and is_club(run, lex):
                yield tuple(run)
            run = []


def _office(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Who opens a sentence by an office: "The mayor cut the ribbon"."""
    if (
        len(row) > _LEAST
        and lex.has("words.the", row[0].low)
        and listed("sources.person", row[1].low, lex)
        and not (row[2].capital or row[2].text == ",")
    ):
        yield tuple(row[:2])


def _organisation(words: tuple[Token, ...]) -> Nature:
    shown = " ".join(token.text for token in words)
    return Nature("organisation", named=True, because=f"“{shown}” is a name", head=words[-1].low)


def _nicknames(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Whoever is called by a name in quotation marks and then told of: “Uncle Fact”, an influencer."""
    for at, token in enumerate(row[:-3]):
        if token.kind != "quote" or row[at + 1].text != "," or not token.text.strip(_MARKS)[:1].isupper():
            continue
        if lex.has("words.apposes", row[at + 2].low) and listed("sources.person", row[at + 3].low, lex):
            yield (token,)


def _called(words: tuple[Token, ...]) -> Nature:
    return Nature("person", named=True, because=f"{words[0].text} is a name", head=words[0].low)


_MARKS: Final = "«»“”„\"'‘’ \u00a0\u202f"
_SPEAKS_FOR: Final = frozenset(("for", "of", "von", "de", "del", "du", "d’"))
_COMMON: Final = ("organisation", "media", "group", "person", "document", "agencies")


def _outlet_end(row: Sequence[Token], end: int) -> int:
    """Where an outlet's name ends that goes on behind a particle: "Courrier des Dunes"."""
    while end + 1 < len(row) and row[end].low in _WITHIN and row[end + 1].capital and row[end + 1].kind == "word":
        end += 2
    return end


def _documents(row: Sequence[Token], lex: Words) -> Iterator[tuple[Token, ...]]:
    """Documents that are introduced: "a recent Harbour Trust report", "a study by Yale"."""
    for at, token in enumerate(row):
        if (token.capital and lex.language != "de") or not listed("sources.document", token.low, lex):
            continue
        if lex.language == "de":
            yield from _german(row, at, lex)
            continue
        whose = _whose(row, at, lex)
        if whose is not None:
            yield tuple(row[whose[0] : whose[1]])
            continue
        found = phrase_before(row, at + 1, lex)
        if found is not None and row[found[0]].low in {"any", "no"}:
            continue
        longer = phrase_after(row, found[0], lex) if found is not None else None
        whole = longer is not None and longer[1] > at + 2
        if found is None or not (
            lex.has("words.introduces", row[found[0]].low) or (whole and lex.has("words.the", row[found[0]].low))
        ):
            continue
        end = longer[1] if longer and longer[1] > at + 1 and longer[0] == found[0] else at + 1
        yield tuple(row[found[0] : _author_end(row, end, lex)])


def _whose(row: Sequence[Token], at: int, lex: Words) -> tuple[int, int] | None:
    """A document with its article in front and its maker's name behind: "the report of the Port Sable police"."""
    start = next((near for near in range(at - 1, max(-1, at - 4), -1) if lex.has("words.the", row[near].low)), None)
    found = phrase_after(row, start, lex) if start is not None else None
    if start is None or found is None or found[0] != start or found[1] <= at + 1:
        return None
    end = _author_end(row, found[1], lex)
    return (start, end) if any(token.capital for token in row[at + 1 : end]) else None


def _german(row: Sequence[Token], at: int, lex: Words) -> Iterator[tuple[Token, ...]]:
    """A German document that is introduced: "einen vertraulichen Bericht des Grenzrats"."""
    start = at
    while start and (is_adjective(row, start - 1, lex, behind=True) or lex.has("words.determiner", row[start - 1].low)):
        start -= 1
        if lex.has("words.determiner", row[start].low):
            break
    end = phrase(row, start, len(row), lex)
    if start < at and end is not None and lex.has("words.introduces", row[start].low):
        yield tuple(row[start:end])


def _author_end(row: Sequence[Token], end: int, lex: Words) -> int:
    """Where a document's phrase ends that goes on with who made it: "by the Harbour Trust"."""
    if end >= len(row) or row[end].low not in _MADE_BY:
        return end
    author = phrase_after(row, end + 1, lex)
    return author[1] if author is not None and any(token.capital for token in row[author[0] : author[1]]) else end
