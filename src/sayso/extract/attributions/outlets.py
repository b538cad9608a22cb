"""Newspapers, broadcasters and agencies: those in the list, and those that their name's words and place give away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

from .natures import Nature
from .nouns import listed
from .sex import is_given
from .words import Words
from .words import words as words_of

#: Small words within a name: "El Pregón del Sur", "Courrier des Estuaires".
# fmt: off
_PARTICLES: Final = frozenset((
    "of", "the", "and", "&", "for", "de", "del", "della", "delle", "dei", "da", "do", "dos", "das", "di", "des", "du", "d’", "la", "las",
    "los", "le", "les", "l’", "el", "y", "e", "et", "und", "der", "die", "für", "am", "im", "zu", "van", "het", "sur", "en",
))
# fmt: on
#: Letters that stand before the newspaper word of a compound, at least.
_STEM: Final = 3
#: Words of "Les Nouvelles économiques", at least.
_TITLE: Final = 3
#: Words of "El Inversor".
_TITLED: Final = 2
_HEADS: Final = ("organisation", "agencies", "group", "person")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a source stands: whether it opens its sentence, so that a capital tells nothing; whether its cue reports."""

    opening: bool = True
    reporting: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: its name, and why it is taken for one."""

    name: str
    because: str


def outlet(core: Sequence[Token], lex: Words, setting: Setting) -> Outlet | None:
    """The news outlet that a source's words name, given without what follows a comma; None where they name none."""
    if lex.language in {"es", "fr"} and _is_document(core, lex):
        return None
    known = _known(core)
    if known:
        return Outlet(known, f"“{known}” is the name of a news outlet")
    title = _titled_small(core, lex)
    if title:
        return Outlet(title, f"“{title}” reads like the name of a news outlet: it holds “{core[1].text}”")
    wire = _wire(core, lex, setting)
    if wire:
        return Outlet(wire, f"“{wire}” reads like the name of a news outlet: an agency that reports")
    rest, determined, named = _without_article(core, lex, setting)
    rest, called = _without_noun(rest, lex, reporting=setting.reporting)
    foreign = len(rest) > 1 and _foreign(rest[0], lex)
    bare = rest[1:] if foreign else rest
    if not _is_name(bare, lex):
        return None
    reason = _reason(bare, lex, setting, determined=determined, foreign=foreign)
    if not reason and called:
        reason = f"it stands behind “{called}”"
    if not reason and named and not (_has_head(bare, lex) and not _like_person(bare, lex)):
        reason = f"it begins with “{core[0].text}”"
    if not reason:
        return None
    loose = foreign and determined and (not rest[0].capital or _loose(rest, bare))
    shown = spaced(bare if loose else rest)
    return Outlet(shown, f"“{shown}” reads like the name of a news outlet: {reason}")


def quoted_paper(row: Sequence[Token], lex: Words, setting: Setting) -> Nature | None:
    """A German newspaper in quotation marks, alone or behind its article, with a word that newspapers have or where it reports: "die „Rundschau“", "laut „Anpfiff“"."""
    if lex.language != "de" or not 0 < len(row) <= _TITLED or row[-1].kind != "quote":
        return None
    name = row[-1].text[1:-1]
    parts = name.split()
    article = len(row) == 1 or lex.has("words.the", row[0].low) or lex.has("words.genitive", row[0].low)
    if not article or not 0 < len(parts) <= _TITLE or not all(part[:1].isupper() for part in parts):
        return None
    lists, last = _lists(), parts[-1].lower()
    ends = lists["compound"] | lists["sure"]
    told = len(row) > 1 and any(one.endswith(end) for one in (last, last.removesuffix("n")) for end in ends)
    if not (told or setting.reporting):
        return None
    because = f"“{name}” reads like the name of a news outlet: it stands in quotation marks"
    return Nature("media", named=True, because=because, head=last, name=name)


def _titled_small(core: Sequence[Token], lex: Words) -> str:
    """A Spanish or French newspaper's name with small words behind its first: "La Tribune des stades", "Les Nouvelles économiques"."""
    if (
        lex.language not in {"es", "fr"}
        or len(core) < _TITLE
        or not lex.has("words.the", core[0].low)
        or core[-1].capital
    ):
        return ""
    lists, noun = _lists(), core[1]
    told = noun.low in lists["sure"] or noun.low in lists["last"] or noun.low in lists["behind_article"]
    small = all(token.kind in {"word", "clitic"} for token in core[2:])
    named = core[0].capital or noun.low in lists["sure"]
    return spaced(core) if told and noun.capital and small and named else ""


def _wire(core: Sequence[Token], lex: Words, setting: Setting) -> str:
    """An English news agency by a name before its noun, where it reports: "the Lunden agency reported"."""
    if lex.language != "en" or not setting.reporting or not lex.has("words.the", core[0].low) or core[-1].capital:
        return ""
    names = [token for token in core[1:] if token.capital]
    small = [token for token in core[1:] if not token.capital]
    told = [token.low for token in small] in (["agency"], ["news", "agency"], ["wire"], ["newswire"])
    return spaced(core[1:]) if told and names and core[1].capital else ""


def _is_document(core: Sequence[Token], lex: Words) -> bool:
    """Whether a Spanish or French phrase begins with a document's noun, so that an outlet in it only made or spread it."""
    head = next((token for token in core if token.kind == "word" and not lex.has("words.determiner", token.low)), None)
    return head is not None and not head.capital and listed("sources.document", head.low, lex)


def _foreign(token: Token, lex: Words) -> bool:
    """Whether a word is an adjective of nationality, which other languages than English write small: "suédois"."""
    if lex.language == "en" or token.capital:
        return token.capital and token.low in _nationalities()
    town = lex.language == "de" and token.low.endswith(
        ("ische", "ischer", "ischen", "ischem")
    )  # "der römische Corriere"
    return town or token.low.startswith(_nations(lex.language))


@cache
def _nations(language: str) -> tuple[str, ...]:
    """The stems of adjectives of nationality."""
    return tuple(words_of(language).sets.get("sources.nation", ()))


def reports(cue: Sequence[str]) -> bool:
    """Whether a cue, given as its words in lower case, is one of those with which newspapers are cited."""
    return any(word in _lists()["reporting"] for word in cue)


def spaced(words: Sequence[Token]) -> str:
    """Tokens as text, with a space where the document has one."""
    text = words[0].text
    for before, token in pairwise(words):
        text += ("" if before.end == token.start else " ") + token.text
    return text


def _known(core: Sequence[Token]) -> str | None:
    """The listed outlet that the words end with: alone, or with words before it ("the German Die Welt")."""
    lows = [token.low for token in core]
    for start, token in enumerate(core):
        if token.capital and " ".join(lows[start:]) in _names():
            return spaced(core[start:])
    return None


def _without_article(core: Sequence[Token], lex: Words, setting: Setting) -> tuple[Sequence[Token], bool, bool]:
    """The words without the text's own article; whether there was one; whether it is a capital "The" within a sentence."""
    first = core[0]
    if len(core) == 1 or not lex.has("words.the", first.low):
        return core, False, False
    if not first.capital or lex.language == "en" or setting.opening:
        return core[1:], True, first.capital and not setting.opening and (first.low == "the" or _titled(core, setting))
    return core, False, lex.language in {"es", "fr"} and _titled(core, setting)


def _like_person(words: Sequence[Token], lex: Words) -> bool:
    """Whether a Spanish or French name of two words calls an outlet by what a reader is: "El Inversor", "Le Riverain"."""
    return lex.language in {"es", "fr"} and len(words) == _TITLED and listed("sources.person", words[-1].low, lex)


def _titled(core: Sequence[Token], setting: Setting) -> bool:
    """Whether a capital article within a sentence begins a name that reports: "révèle Le Grand Livre"."""
    return setting.reporting and " ".join(token.low for token in core[:2]) not in _lists()["no_outlet"]


def _without_noun(core: Sequence[Token], lex: Words, *, reporting: bool) -> tuple[Sequence[Token], str]:
    """The words behind "newspaper", "daily" and the like, with that word, where a name follows it."""
    if lex.language == "en":
        return _behind_noun(core, lex)
    for at, token in enumerate(core[:-1]):
        name = _past_adjectives(core, at + 1, lex)
        agency = reporting and lex.has("sources.agency", token.low) and core[name].capital
        plain = not token.capital or lex.language == "de" or (agency and _plain_agency(core[name:]))
        if plain and (agency or listed("sources.media", token.low, lex)):
            return core[name:], token.text
    return core, ""


def _past_adjectives(core: Sequence[Token], at: int, lex: Words) -> int:
    """Past the small adjectives between a noun and a name: "el diario económico Balance", "la agencia estatal Nuria"."""
    end = at
    while end < len(core) - 1 and end < at + 2 and _adjective(core[end], lex):
        end += 1
    return end if core[end].capital else at


def _adjective(token: Token, lex: Words) -> bool:
    bound = any(lex.has(f"words.{name}", token.low) for name in ("inside", "determiner", "boundary", "genitive"))
    return token.kind == "word" and not token.capital and not bound


def _plain_agency(name: Sequence[Token]) -> bool:
    """Whether what follows "Agence" is a news agency's name, and not what an authority is for: "l’Agence Orient", not "l’Agence de santé"."""
    return all(token.capital for token in name) and not any(token.low in _lists()["of_authority"] for token in name)


def _behind_noun(core: Sequence[Token], lex: Words) -> tuple[Sequence[Token], str]:
    """The same in English, whose nouns are compounds: "the state news agency VNA", "the regional paper Ostbote"."""
    at = next((index for index, token in enumerate(core) if token.capital and index), len(core))
    if at >= len(core) or core[at - 1].capital or any(lex.has("words.inside", token.low) for token in core[1:at]):
        return core, ""
    last, before = core[at - 1], core[at - 2].low if at > 1 else ""
    outlet = listed("sources.media", last.low, lex) or lex.has("sources.paper", last.low)
    wire = lex.has("sources.wire", last.low) and lex.has("sources.wire_of", before)
    return (core[at:], last.text) if outlet or wire else (core, "")


def _is_name(words: Sequence[Token], lex: Words) -> bool:
    """Whether words make a name: capitals at both ends, only particles between, no title or office."""
    if not words or any(token.kind not in {"word", "clitic"} and token.text != "&" for token in words):
        return False
    if not (words[0].capital and words[-1].capital):
        return False
    if not all(token.capital or token.low in _PARTICLES for token in words):
        return False
    return not any(lex.has("sources.title", token.low) for token in words)


def _reason(words: Sequence[Token], lex: Words, setting: Setting, *, determined: bool, foreign: bool) -> str:
    """Why a name is an outlet's by itself; empty where it is not."""
    if _has_head(words, lex) or (not (determined or foreign) and _is_person(words, setting)):
        return ""
    telling = _telling(words, lex, determined=determined or foreign, reporting=setting.reporting and determined)
    if telling:
        return f"it holds “{telling}”"
    if _foreign_article(words, lex):
        return f"it begins with “{words[0].text}”"
    called = lex.language in {"es", "fr"} and determined and setting.reporting and len(words) > 1
    if called and words[0].low in _lists()["behind_article"]:
        return f"it begins with “{words[0].text}”, and reports"
    behind = foreign and determined and setting.reporting and len(words) == 1
    if behind and words[0].low not in _lists()["institutions"] and not lex.has("sources.not_a_name", words[0].low):
        return "it stands behind an adjective of nationality, and reports"
    return ""


def _is_person(words: Sequence[Token], setting: Setting) -> bool:
    """Whether a name of two words without an article begins with a given name, and does not report: "Peter Kurier said"."""
    return len(words) == _TITLED and not setting.reporting and is_given(words[0].low)


def _has_head(words: Sequence[Token], lex: Words) -> bool:
    """Whether a name's last word makes it something else: "Herald Foundation", "Observatory"."""
    last = words[-1].low
    if last in _lists()["sure"] or last in _lists()["last"]:
        return False
    return any(lex.has(f"sources.{name}", last) for name in _HEADS)


def _telling(words: Sequence[Token], lex: Words, *, determined: bool, reporting: bool) -> str:
    """The word of a name that tells a newspaper; empty where none does. A German word alone may tell less where it does not report."""
    lists, alone = _lists(), len(words) == 1
    german = lex.language == "de"
    doubted = german and not reporting
    if alone and (german or not determined) and not _compound(words[0].low, alone=doubted):
        return ""
    for token in words:
        if token.capital and (token.low in lists["sure"] or _compound(token.low, alone=doubted and alone)):
            return token.text
    if words[-1].low in lists["last"] or (determined and not alone and words[-1].low in lists["articled"]):
        return words[-1].text
    if not alone and words[0].low in lists["first"]:
        return words[0].text
    second = words[1] if len(words) > 1 and words[0].low in _articles() else None
    return second.text if second is not None and second.low in lists["last"] else ""


@lru_cache(maxsize=20_000)
def _compound(low: str, *, alone: bool) -> bool:
    """Whether a word is written as one with a newspaper word: "Hafenkurier"; `alone`: it stands alone in German."""
    lists = _lists()
    if low in lists["no_compound"]:
        return False
    ends = (end for end in lists["compound"] if not (alone and end in lists["doubtful"]))
    return any(low.endswith(end) and len(low) - len(end) >= _STEM for end in ends)


def _foreign_article(words: Sequence[Token], lex: Words) -> bool:
    """Whether a name begins with an article of another language: "El Faro", "Die Brücke" in an English text."""
    if words[0].low.startswith("l’") and words[0].text[2:3].isupper():
        return lex.language != "fr" and len(words) > 1 and words[0].low not in _lists()["no_outlet"]
    own = _articles().get(words[0].low)
    if own is None or len(words) == 1 or lex.language in own:
        return False
    return " ".join(token.low for token in words[:2]) not in _lists()["no_outlet"]


def _loose(rest: Sequence[Token], bare: Sequence[Token]) -> bool:
    """Whether an adjective of nationality only describes: "the German Hafenkurier", but "the American Journal of Botany"."""
    if _nationalities()[rest[0].low] == "en":
        return False
    if len(bare) == 1:
        return bare[0].low not in _lists()["sure"] and bare[0].low not in _lists()["last"]
    return bare[1].low != "of"


def from_nation(core: Sequence[Token]) -> bool:
    """Whether a noun is told by a nation alone: "German magazine"."""
    return len(core) == _TITLED and core[0].low in _nationalities() and not core[1].capital


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists: dict[str, Any] = lexicon("outlets")["words"]
    return {name: frozenset(values) for name, values in lists.items() if name != "articles"}


@cache
def _names() -> frozenset[str]:
    return frozenset(lexicon("outlets")["outlets"])


def _articles() -> Mapping[str, list[str]]:
    articles: dict[str, list[str]] = lexicon("outlets")["words"]["articles"]
    return articles


def _nationalities() -> Mapping[str, str]:
    nationalities: dict[str, str] = lexicon("outlets")["nationalities"]
    return nationalities
