"""What stands behind the words that name a source: its kind, and whether anybody is named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .compounds import is_adjectival, is_several, named_part, of_place
from .counted import counted_out, is_pronoun, named_one, one_of
from .german_refs import (
    behind_attribute,
    by_german_ending,
    capital_body,
    headed,
    is_firm,
    is_name,
    is_quality,
    made_of,
    office_and_name,
    only_tied,
    proper,
    small_agency,
    speaks_for,
)
from .kinds import by_ending, is_one_institution, kind_of, of_institution
from .natures import Nature
from .nouns import listed
from .outlets import Setting, outlet, quoted_paper, spaced
from .parts import (
    comma_in,
    core_of,
    first_head,
    is_acronym,
    is_body,
    is_family,
    name_beside,
    names_behind,
    office_of,
    subordinates,
    told_behind,
    two_names,
    unhandled,
    unquoted,
)
from .proper import behind_noun, capitals, is_body_name, is_club, looks_like_person, loosely_placed, noun_before
from .shapes import by_shape
from .words import Words, words

_AND: Final = frozenset(("and", "und", "y", "e", "et"))
#: Words that a name beside an office has at least.
_NAME: Final = 2
_ANYWHERE: Final = Setting()


def nature(row: Sequence[Token], lex: Words, setting: Setting = _ANYWHERE) -> Nature:
    """What the words of a source tell by themselves and by where they stand, before anything is resolved; a source that is left out is unknown."""
    if not row:
        return Nature("unknown", named=False, because="no source is told")
    return _nature(tuple(row), lex.language, setting)


@lru_cache(maxsize=2048)
def _nature(row: tuple[Token, ...], language: str, setting: Setting) -> Nature:
    """The same: whoever is mentioned is asked for again as a source, as a maker of documents, and once a saying."""
    lex = words(language)
    told = quoted_paper(row, lex, setting) or by_shape(row, lex)
    return told or _told(unhandled(unquoted(row, lex), lex), lex, setting)


def _told(row: Sequence[Token], lex: Words, setting: Setting) -> Nature:
    whole = core_of(row, lex)
    core = whole if lex.language != "de" else behind_attribute(whole, lex)
    plain = _by_form(row, core, lex)
    if plain is not None:
        return plain
    if (len(core) == 1 and not core[0].capital) or is_pronoun(core, lex):
        return _second(row, core, lex) or _single(core, lex)
    paper = None if len(core) < len(whole) or headed(core, lex) else outlet(row[: _unmade(row, lex)], lex, setting)
    if paper is not None:
        return Nature("media", named=True, because=paper.because, head=core[-1].low, name=paper.name)
    names = _names(core, lex)
    told = told_behind(row, core, lex) if names else None
    if told is not None:
        return Nature(told, named=True, because=f"“{spaced(core)}” is a name", head=core[-1].low)
    if lex.language == "de" and _only_a_noun(row, names, lex):
        names = []
    beyond = _second(row, core, lex) if not names else None
    if beyond is not None:
        return beyond
    head, kind = _head(core, lex, names=bool(names))
    if kind in {"unknown", "person"} and (is_club(core, lex) or (lex.language == "en" and is_body_name(core, lex))):
        kind = "organisation"
    if (
        kind == "person"
        and core[0] is not row[0]
        and lex.has("words.the", row[0].low)
        and lex.language != "de"
        and is_body(core, lex)
    ):
        kind = "organisation"
    kind = "organisation" if is_firm(row, core, names, lex) or (names and capital_body(row, core, lex)) else kind
    kind = _counted(row, head, kind, names, lex)
    return _judged(row, head, kind, names, lex)


def _counted(row: Sequence[Token], head: str, kind: SourceKind, names: Sequence[Token], lex: Words) -> SourceKind:
    """The kind, one person and several told apart, and what an ending tells where no list does."""
    if lex.language == "de" and only_tied(core_of(row, lex), names, lex):
        names = ()
    if kind == "group" and _single_person(row, head, names, lex):
        return "person"
    trader = lex.language == "de" and kind == "organisation" and listed("sources.person", head, lex)
    if trader and row[0].low in {"ein", "eine", "einem", "einer", "einen"} and not _name_behind(row, head):
        return "person"
    if lex.language == "de" and (kind == "person" or lex.has("sources.maker", head)):
        return "group" if is_several(row, head, lex, named=bool(names)) else kind
    if kind != "unknown" or names:
        return kind
    return by_ending(head, lex) if lex.language != "de" else by_german_ending(row, head, lex)


def _name_behind(row: Sequence[Token], head: str) -> bool:
    """Whether a name stands right behind a noun: "ein Händler Nordtor", not "ein Händler aus Tolmen"."""
    return any(one.low == head and two.capital for one, two in pairwise(row))


def _by_form(row: Sequence[Token], core: Sequence[Token], lex: Words) -> Nature | None:
    """What the form of a source tells: a name beside an office, an account, a party, one of several; else None."""
    names = two_names(row, core, lex)
    if names:
        return Nature("group", named=True, because=f"“{names}” are names", head=first_head(core, lex))
    beside = _beside(row, lex) or _maker_beside(row, core, lex)
    if beside and lex.language != "de" and kind_of(core[0], lex) == "document":
        return Nature("document", named=True, because=f"a document of “{beside}”, which is named", head=core[0].low)
    if beside:
        last = (name_beside(row, lex) or row)[-1]
        body = any(lex.has("sources.maker", token.low) for token in core) or is_body(core, lex)
        body = body or (lex.language == "en" and last.capital and kind_of(last, lex) == "organisation")
        speaks = (
            lex.language in {"es", "fr"} and kind_of(core[0], lex) == "person"
        )  # whoever speaks for a company is none
        kind: SourceKind = "organisation" if body and not speaks else "person"
        return Nature(kind, named=True, because=f"“{beside}” is a name", head=core[-1].low)
    account = next((token for before, token in pairwise(row) if before.text == "@"), None)
    if account is not None and not any(kind_of(token, lex) == "document" for token in core[:1]):
        return Nature("person", named=True, because=f"“@{account.text}” is the name of an account", head=core[0].low)
    owned = lex.has("words.possessive", row[0].low)
    if len(core) == 1 and core[0] is not row[0] and lex.has("sources.party", core[0].low) and not owned:
        return Nature("organisation", named=True, because=f"“{core[0].text}” are a party", head=core[0].low)
    counted = small_agency(core, lex) or counted_out(row, core, lex)
    if counted is None and len(row) > _NAME and lex.has("words.one_of", row[0].low):
        counted = one_of(row, lex) if lex.has("words.inside", row[1].low) else None
    return named_one(row, counted, lex)


def _unmade(row: Sequence[Token], lex: Words) -> int:
    """Where a source's own name ends: at its first comma, or where "published in the journal X" begins."""
    comma = comma_in(row)
    return next((at for at, token in enumerate(row[:comma]) if at and lex.has("words.made", token.low)), comma)


def _single_person(row: Sequence[Token], head: str, names: Sequence[Token], lex: Words) -> bool:
    """Whether a German noun that is the same in singular and plural means one person: "der Techniker", "Fischer Karl Aas"."""
    if lex.language != "de":
        return False
    if lex.has("words.single", row[0].low):
        return True
    return listed("sources.person", head, lex) and (bool(names) or lex.has("words.singular", row[0].low))


def _only_a_noun(row: Sequence[Token], names: Sequence[Token], lex: Words) -> bool:
    """Whether a German word may be a noun and no name: it alone has a capital, behind an article, and is no acronym."""
    if len(names) != 1 or names[0].text.isupper() or _told_name(row, names[0], lex):
        return False
    return lex.has("words.determiner", row[0].low) or lex.has("words.genitive", row[0].low)


def _told_name(row: Sequence[Token], name: Token, lex: Words) -> bool:
    """Whether the word before a capital tells that it is a name: "das Landgericht Tamsel", "von Velmo", "namens Wurm"."""
    at = next((index for index, token in enumerate(row) if token is name), 0)
    before = row[at - 1] if at else None
    if lex.language == "de" and (
        of_place(row, name) or named_part(name, lex) or proper(row, name, lex) or made_of(row, name, lex)
    ):
        return True
    if before is None:
        return False
    if lex.language == "de" and before.capital and at > 1 and lex.has("words.determiner", before.low):
        return True
    return before.low in _NAMING or (before.capital and at > 1 and kind_of(before, lex) is not None)


_NAMING: Final = frozenset(("von", "bei", "aus", "namens", "in"))


def _second(row: Sequence[Token], core: Sequence[Token], lex: Words) -> Nature | None:
    """What an apposition tells of a source whose own words name nobody: "der Bauträger, die Firma Nordtor"; "that study, a report by Yale"."""
    rest = row[comma_in(row) + 1 :]
    made = len(rest) >= _NAME and lex.has("words.made", rest[0].low) and not lex.has("words.handled", rest[0].low)
    if lex.language == "en" and made and any(kind_of(token, lex) == "document" for token in core):
        names = " ".join(token.text for token in _names(rest, lex))
        head = next(token.low for token in core if kind_of(token, lex) == "document")
        return (
            Nature("document", named=True, because=f"a document of “{names}”, which is named", head=head)
            if names
            else None
        )
    kind = kind_of(core[-1], lex) if len(rest) >= _NAME else None
    if kind == "document" and lex.has("words.apposes", rest[0].low):
        other = nature(rest, lex)
        return other if other.named and other.kind == "document" else None
    if kind not in {"organisation", "person", "media"} or not lex.has("words.the", rest[0].low):
        return None
    other = nature(rest, lex)
    return other if other.named and other.kind in {"organisation", "media"} else None


def common_group(words: Sequence[Token], known: frozenset[str], lex: Words) -> Nature | None:
    """A capitalised word that is no name but a plural at the head of its sentence ("Foresters from the north say").

    `known` holds the words, in lower case, that have a capital inside the document's sentences.
    """
    alone = len(words) == 1 or subordinates(words[1], lex)
    if not alone or not words[0].capital or words[0].low in known or by_ending(words[0].low, lex) != "group":
        return None
    return Nature("group", named=False, because=f"“{words[0].text}” is a group without a name", head=words[0].low)


def _beside(row: Sequence[Token], lex: Words) -> str:
    return " ".join(token.text for token in name_beside(row, lex))


def _single(core: Sequence[Token], lex: Words) -> Nature:
    low = core[0].low
    if lex.has("words.person_pronoun", low):
        return Nature("person", named=False, because=f"“{core[0].text}” refers to nobody that could be found", head=low)
    if lex.has("words.author_pronoun", low):
        return Nature("person", named=False, because="the author, or who is being quoted, speaks", head=low)
    if lex.language == "en" and lex.has("words.one_of", low):
        return Nature("person", named=False, because=f"“{core[0].text}” names nobody", head=low)
    if listed("sources.group", low, lex):
        return Nature("group", named=False, because=f"“{core[0].text}” names nobody", head=low)
    if listed("sources.agencies", low, lex):
        return Nature("organisation", named=False, because=f"“{core[0].text}” does not say which", head=low)
    for kind in ("document", "media", "organisation", "person"):
        if listed(f"sources.{kind}", low, lex):
            return Nature(kind, named=False, because=f"“{core[0].text}” names nobody", head=low)
    return Nature(by_ending(low, lex), named=False, because=f"“{core[0].text}” names nobody", head=low)


def _names(core: Sequence[Token], lex: Words) -> list[Token]:
    """The words of a source that may be proper names: with a capital, and no common noun that is known."""
    found = []
    for token in (one for one in core if one.kind == "word" and one.capital):
        plain = (
            lex.has("sources.not_a_name", token.low)
            or lex.has("sources.title", token.low)
            or _common(token.low, lex.language)
            or (lex.language == "de" and (is_adjectival(token.low, lex) or is_quality(core, token, lex)))
        )
        plain = plain and not (lex.language == "de" and is_name(core, token, lex))
        plain = plain and not _is_acronym_name(token, lex)
        if not plain and not lex.has("words.time", token.low):
            found.append(token)
    return found or (capitals(core, lex) if lex.language == "en" else [])


def _maker_beside(row: Sequence[Token], core: Sequence[Token], lex: Words) -> str:
    """The name beside the body that made a document in Spanish and French: "un informe de la concesionaria, Aguas Limpias"."""
    rest = row[comma_in(row) + 1 :]
    told = lex.language in {"es", "fr"} and kind_of(core[0], lex) == "document" and len(core) > _NAME
    body = told and kind_of(core[-1], lex) == "organisation" and not core[-1].capital
    return spaced(rest) if body and rest and all(token.capital for token in rest) else ""


def _is_acronym_name(token: Token, lex: Words) -> bool:
    """Whether a word in capitals is a body's name: "die WHO"; not "NGO" or "CEO", which any may be."""
    common = (
        lex.has("sources.not_a_name", token.low)
        or lex.has("kin.bodies", token.low)
        or lex.has("sources.title", token.low)
    )
    return is_acronym(token) and not common and kind_of(token, lex) in {None, "organisation", "media"}


@lru_cache(maxsize=20_000)
def _common(low: str, language: str) -> bool:
    """Whether a word, in lower case, is a common noun, which has its capital where it stands first in its sentence."""
    lex = words(language)
    if lex.has("sources.proper", low):
        return False
    lists = ("group", "person", "document", "organisation", "media", "agencies", "fresh", "authors")
    return (
        any(listed(f"sources.{name}", low, lex) for name in lists)
        or lex.has("words.determiner", low)
        or (lex.has("words.boundary", low) or lex.has("words.adverb", low))
    )


def _head(core: Sequence[Token], lex: Words, *, names: bool) -> tuple[str, SourceKind]:
    """The noun that decides what the source is: the last known one before "of", "for", "in" ...; with its kind."""
    end = next((at for at, token in enumerate(core) if at and subordinates(token, lex)), len(core))
    if lex.language in {"es", "fr"}:
        known = ((token, kind_of(token, lex)) for token in core[:end])
        first, kind = next(
            ((token, kind) for token, kind in known if kind == "organisation" or (kind and not token.capital)),
            (None, None),
        )
        if first is not None and kind is not None:
            return first.low, kind
    if lex.language == "de" and names and office_and_name(core[:end], lex):
        return next((token.low for token in core if token.capital), core[0].low), "person"
    for token in reversed(core[:end]):
        kind = kind_of(token, lex)
        if kind is None and token is core[end - 1] and not token.capital and by_ending(token.low, lex) == "group":
            kind = "group"
        if kind is not None and not (token.capital and lex.language == "en" and behind_noun(core[:end], token, lex)):
            return token.low, kind
        if token.capital and not lex.has("sources.not_a_name", token.low):
            called = _called(core[:end], lex)
            if called is not None:
                return called
            return token.low, "person" if names and looks_like_person(core[:end], lex) else "unknown"
    return core[end - 1].low, "unknown"


def _called(core: Sequence[Token], lex: Words) -> tuple[str, SourceKind] | None:
    """The noun that stands before a name and says what it is: "the agency Klarblick", "das Verwaltungsgericht Tamsel"."""
    if lex.language == "en":
        return noun_before(core, lex)
    for token in core[:-1]:
        kind = kind_of(token, lex)
        if token.capital and lex.language != "de":
            body = lex.language in {"es", "fr"} and kind == "organisation" and not lex.has("sources.maker", token.low)
            return (token.low, kind) if body and kind is not None else None
        if kind in {"organisation", "media", "document", "person"}:
            return token.low, kind
    return None


def _judged(row: Sequence[Token], head: str, kind: SourceKind, names: list[Token], lex: Words) -> Nature:
    core = core_of(row, lex) if lex.language != "de" else behind_attribute(core_of(row, lex), lex)
    shown = " ".join(token.text for token in names)
    text = spaced(core)
    romance = lex.language in {"es", "fr"} and kind == "group" and names_behind(core, head, lex)
    tied = lex.language == "de" and only_tied(core, names, lex)
    if names and not tied and any(token.low in _AND for token in core) and (kind in {"unknown", "person"} or romance):
        return Nature("group", named=True, because=f"“{text}” are names", head=head)
    if kind == "group" and is_family(core, head, lex):
        return Nature(kind, named=True, because=f"“{text}” is a family’s name", head=head)
    if kind == "group":
        return Nature(kind, named=False, because=f"“{text}” is a group without a name", head=head)
    if listed("sources.agencies", head, lex):
        whole = bool(names) and all(token.capital for token in core)
        told = f"“{shown}” is a name" if whole else f"“{text}” does not say which"
        return Nature(kind, named=whole, because=told, head=head)
    if tied and kind == "person" and not speaks_for(head, lex):
        return Nature(kind, named=False, because=f"“{text}” gives an office, but no name", head=head)
    if names:
        return _with_name(row, core, head, kind, shown, lex)
    speaks = kind == "person" and lex.language == "de" and speaks_for(head, lex)
    if (kind == "document" or speaks) and of_institution(core, lex):
        told = "speaks for" if speaks else "a document of"
        return Nature(kind, named=True, because=f"{told} one definite institution: “{text}”", head=head)
    public = any(lex.has("sources.not_a_name", token.low) for token in core)
    sent = lex.language in {"es", "fr"} and lex.has("words.the", row[0].low) and of_institution(core, lex)
    if kind == "organisation" and (public or sent or is_one_institution(core, head, lex)):
        return Nature(kind, named=True, because=f"“{text}” is one definite institution", head=head)
    return Nature(kind, named=False, because=_unnamed(text, kind), head=head)


def _with_name(  # noqa: PLR0917  what `_judged` has in hand
    row: Sequence[Token], core: Sequence[Token], head: str, kind: SourceKind, shown: str, lex: Words
) -> Nature:
    text = " ".join(token.text for token in core)
    if loosely_placed(row, head, kind, lex):
        return Nature(kind, named=False, because=f"“{text}” does not say which", head=head)
    if kind == "person" and lex.language == "en" and lex.has("sources.spokes", core[-1].low) and core[0].capital:
        return Nature(kind, named=True, because=f"speaks for “{shown}”, which is named", head=head)
    if kind == "person" and lex.has("sources.person", core[-1].low) and not core[-1].capital:
        return Nature(kind, named=False, because=f"“{text}” gives an office, but no name", head=head)
    if kind == "person" and office_of(core, head, lex):
        if lex.has("sources.spokes", head):
            return Nature(kind, named=True, because=f"speaks for “{shown}”, which is named", head=head)
        return Nature(kind, named=False, because=f"“{text}” gives an office, but no name", head=head)
    if kind == "document":
        return Nature(kind, named=True, because=f"a document of “{shown}”, which is named", head=head)
    return Nature(kind, named=True, because=f"“{shown}” is a name", head=head)


def _unnamed(text: str, kind: SourceKind) -> str:
    which = "does not say which"
    what = {"document": "does not say whose, or which", "media": which, "organisation": which}
    return f"“{text}” {what.get(kind, 'names nobody')}"
