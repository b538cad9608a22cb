"""What German phrases tell of a source: names of places, offices at something named, one of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .compounds import bases, named_part, of_place
from .kinds import by_ending, kind_of
from .natures import Nature
from .nouns import listed
from .parts import subordinates
from .sex import is_given
from .words import Words

#: Words that a name beside an office has at least.
_NAME: Final = 2
#: Nouns with which the names of places end: "Universität Kelmstadt".
_PLACES: Final = frozenset(("stadt", "land", "länder", "gemeinde", "kreis", "hafen", "werk", "bund"))


def one_of_several(row: Sequence[Token], lex: Words) -> bool:
    """As in "einer der beiden", "eine der drei"."""
    if len(row) == 1 and lex.has("words.single_of", row[0].low):
        return True
    tied = len(row) > _NAME and lex.has("words.single_of", row[0].low) and lex.has("words.genitive", row[1].low)
    return tied and lex.has("words.several", row[-1].low)


def some_of(row: Sequence[Token], lex: Words) -> bool:
    """As in "einige von ihnen", "viele der Befragten"."""
    return len(row) > _NAME and lex.has("words.some", row[0].low) and row[1].low == "von" and not row[2].capital


def proper(row: Sequence[Token], name: Token, lex: Words) -> bool:
    """Whether a capital adjective within a phrase makes a name of it: "der Internationale Skirat"."""
    at = next((index for index, token in enumerate(row) if token is name), 0)
    behind = row[at + 1] if at and at + 1 < len(row) else None
    return behind is not None and behind.capital and name.low.endswith(("e", "en")) and kind_of(behind, lex) is not None


def capital_body(row: Sequence[Token], core: Sequence[Token], lex: Words) -> bool:
    """Whether an article, a capital adjective and a noun that no surname is are a body's name: "die Kassenärztliche Vereinigung"."""
    if lex.language != "de" or len(core) < _NAMED or core[0] is row[0] or not lex.has("words.the", row[0].low):
        return False
    adjective, noun = core[0], core[1]
    whole = adjective.capital and noun.capital and adjective.low.endswith(("e", "en", "er")) and not is_given(noun.low)
    told = noun.low.endswith(tuple(lex.sets["sources.body_ends"])) or row[0].low == "das"
    return whole and told and kind_of(noun, lex) in {None, "organisation"} and kind_of(adjective, lex) is None


#: Words of "Rote Kreuz".
_NAMED: Final = 2


def headed(core: Sequence[Token], lex: Words) -> bool:
    """Whether a German phrase begins with a person or a document, to whom the outlet's name is only tied: "Kritiker des Abendkurier"."""
    head = next((at for at, token in enumerate(core) if token.capital), len(core))
    tied = head + 1 < len(core) and subordinates(core[head + 1], lex) and not core[head + 1].capital
    return lex.language == "de" and tied and kind_of(core[head], lex) in {"person", "group", "document", "organisation"}


def is_name(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a capitalised word of a phrase is a name although it ends in a known noun: "Brannock-Institut", "Universität Kelmstadt"."""
    told = kind_of(token, lex)
    if made_of(core, token, lex) or (told in {"person", "group"} and _behind_office(core, token, lex)):
        return True
    if named_part(token, lex):
        return told in {"organisation", "document", "media"}
    known = bases(token.low)
    if not known or known[0] == token.low or known[0] not in _PLACES:
        return False
    at = next((index for index, one in enumerate(core) if one is token), 0)
    behind = at > 0 and core[at - 1].low in {"in", "aus", "von", "bei"}
    return (
        of_place(core, token) or behind or (at > 0 and core[at - 1].capital and kind_of(core[at - 1], lex) is not None)
    )


def is_firm(row: Sequence[Token], core: Sequence[Token], names: Sequence[Token], lex: Words) -> bool:
    """Whether a maker or dealer has one name right behind it: "der Küchenbauer Kaltmann", not "der Bergbauer Jakob Ritz"; or "ihr Haus"."""
    if lex.language != "de":
        return False
    if core[-1].low == "haus" and lex.has("words.possessive", row[0].low):
        return True
    if len(names) != 1 or names[0] is not core[-1] or len(core) < _NAME or not core[-2].capital:
        return False
    low = core[-2].low
    return any(low.removesuffix(end).endswith(tuple(lex.sets["sources.trades"])) for end in ("", "s", "es", "n"))


def _behind_office(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a word that may be a noun stands right behind one for a person or body: "Richter Fischer", "Küchenbauer Kaltmann"."""
    at = next((index for index, one in enumerate(core) if one is token), 0)
    if not at or lex.has("sources.title", token.low):
        return False
    before = core[at - 1]
    known = kind_of(before, lex) in {"person", "organisation", "media"} or is_given(before.low)
    return before.capital and known


#: Adjectives of rank, which make a name with the body behind them.
_RANKS: Final = (
    "oberste",
    "internationale",
    "europäische",
    "nationale",
    "vereinigte",
    "zentrale",
    "königliche",
    "allgemeine",
)
#: What names of bodies begin with that are written as one word: "Nordbahn".
_QUARTERS: Final = ("nord", "süd", "ost", "west", "mittel", "hanse", "alpen", "rhein", "donau", "elb")


def made_of(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a word is a name by how it is made: "Nordbahn"; "Oberste" before a body's noun."""
    at = next((index for index, one in enumerate(core) if one is token), len(core))
    behind = core[at + 1] if at + 1 < len(core) else None
    ranked = token.low.rstrip("nrsm").startswith(_RANKS) and behind is not None and behind.capital
    if ranked and behind is not None and kind_of(behind, lex) == "organisation":
        return True
    known = bases(token.low)
    part = token.low[: -len(known[0])] if known and token.low.endswith(known[0]) else ""
    return part in _QUARTERS and kind_of(token, lex) == "organisation"


def by_german_ending(row: Sequence[Token], head: str, lex: Words) -> SourceKind:
    """What a noun that is in no list is by its ending: "der Buchhalter" is one person, "die Buchhalter" are several."""
    told = "person" if is_woman(row[0].low, head) else by_ending(head, lex)
    thing = any(head.endswith(end) for end in lex.sets["sources.thing"])
    if (
        told != "unknown"
        or thing
        or len(head) < _AGENT
        or not head.endswith(("er", "ist", "eur", "iker", "ologe", "ant", "ent"))
    ):
        return told
    first = row[0].low
    if lex.has("words.singular", first) and first not in {"des", "dem", "den"}:
        return "person"
    plural = lex.has("sources.plural", first) and first not in {"seine", "ihre", "meine", "unsere", "keine"}
    return "group" if plural and head.endswith(("er", "iker")) else told


def is_woman(first: str, head: str) -> bool:
    """Whether a German noun in "-in" behind a feminine article tells a woman: "eine Athletin", not "die Disziplin"."""
    return len(head) >= _AGENT and head.endswith("in") and first in _FEMININE and not head.endswith(_NO_WOMEN)


_FEMININE: Final = frozenset(("eine", "einer", "die", "diese", "dieser", "jene", "ihre", "seine", "unsere", "keine"))
_NO_WOMEN: Final = ("medizin", "disziplin", "doktrin", "pein", "marin", "margarin", "routin", "berlin", "benzin")
#: Letters that such a noun has at least.
_AGENT: Final = 6


def only_tied(core: Sequence[Token], names: Sequence[Token], lex: Words) -> bool:
    """Whether a phrase's names stand only in what is tied to its noun: "ein Arzt aus Kelm", "Jäger in beiden Dörfern"."""
    end = next(
        (at for at, token in enumerate(core) if at and subordinates(token, lex) and not token.capital), len(core)
    )
    return bool(names) and not any(token is name for token in core[:end] for name in names)


def speaks_for(head: str, lex: Words) -> bool:
    """Whether a noun is a spokesperson's: "Polizeisprecherin"."""
    return listed("sources.spokes", head, lex)


def behind_attribute(core: Sequence[Token], lex: Words) -> Sequence[Token]:
    """A phrase without what stands between its number and its participle: "mit der Sache vertraute Beamte"."""
    one = len(core) > _NAME + 1 and lex.has("words.one_of", core[0].low) and core[-1].capital
    if one and any(lex.has("words.making", core[-2].low.removesuffix(end)) for end in ("e", "en", "er")):
        core = core[1:]
    if len(core) <= _NAME or not lex.has("words.inside", core[0].low) or core[0].capital:
        return core
    at = next((index for index in range(len(core) - 1, 0, -1) if not core[index].capital), 0)
    return core[at + 1 :] or core


def is_single(cue: Sequence[str], lex: Words) -> bool:
    """Whether a cue, as words in lower case, holds a finite verb and no plural: "sagte", "hatte erklärt"; not "so", "sagten"."""
    verbs = [
        low
        for low in cue
        if lex.has("words.helper", low) or any(form.tense == "past" for form in lex.forms.get(low, ()))
    ]
    return bool(verbs) and not any(low.endswith("n") or low == "sind" for low in verbs)


def bare_name(words: Sequence[Token], own: Nature, lex: Words) -> Nature:
    """A capital without an article at a singular verb is a name, whatever noun it may be else: "Fischer sagte", "Kaltmann warnt"."""
    low = words[0].low
    plain = len(words) == 1 and words[0].capital and words[0].kind == "word" and len(low) > 1
    if not plain or own.named or own.kind not in {"group", "person", "unknown"} or lex.has("sources.title", low):
        return own
    if any(
        lex.has(f"words.{name}", low) for name in ("pronoun", "determiner", "quantity", "one_of", "relative", "time")
    ):
        return own
    return Nature(
        "person" if own.kind == "group" else own.kind, named=True, because=f"“{words[0].text}” is a name", head=low
    )


def is_free(row: Sequence[Token], words: Sequence[Token], lex: Words) -> bool:
    """Whether no preposition stands before a source: not "verlautete aus Regierungskreisen"."""
    at = next((index for index, token in enumerate(row) if words and token is words[0]), 0)
    return at == 0 or not lex.has("words.inside", row[at - 1].low)


def placed(row: Sequence[Token], words: Sequence[Token], lex: Words) -> Nature | None:
    """A noun behind a preposition with the article in it names nobody: "heißt es im Laden"; None for other sources."""
    at = next((index for index, token in enumerate(row) if words and token is words[0]), 0)
    tied = lex.language == "de" and len(words) == 1 and at > 0 and row[at - 1].low in {"im", "beim", "vom", "zum", "am"}
    if not tied or words[0].text.isupper():
        return None
    return Nature(
        kind_of(words[0], lex) or "unknown", named=False, because=f"“{words[0].text}” names nobody", head=words[0].low
    )


def small_agency(core: Sequence[Token], lex: Words) -> Nature | None:
    """A news agency that is written in small letters: "die Nachrichtenagentur nta"; None for other sources."""
    small = lex.language == "de" and len(core) > 1 and core[-2].low.endswith("agentur") and core[-1].kind == "word"
    if not small or core[-1].capital:
        return None
    name = core[-1].text
    return Nature("media", named=True, because=f"“{name}” is a name", head=core[-1].low, name=name)


def office_and_name(core: Sequence[Token], lex: Words) -> bool:
    """Whether a German office has a name behind it, whatever its words may be else: "Richterin Marta Rolland"."""
    at = next((index for index, token in enumerate(core) if token.capital), 0)
    office, names = core[at], core[at:]
    both = len(names) > _NAME and listed("sources.person", office.low, lex) and not lex.has("sources.maker", office.low)
    known = kind_of(office, lex) == "person" or is_given(office.low) or both
    return known and len(names) in {2, 3} and all(token.capital and token.kind == "word" for token in names)


def is_quality(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a word is the adjective with which a sentence opens, before a noun for several: "Hohe Beamte"; not "Helene Forscher"."""
    if len(core) < 2 or token is not core[0] or not token.low.endswith("e") or is_given(token.low):  # noqa: PLR2004 - with its noun
        return False
    several = listed("sources.group", core[1].low, lex) and not core[1].low.endswith(
        "er"
    )  # "Forscher" may be one, and a name
    return core[1].capital and several
