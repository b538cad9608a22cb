"""Spanish and French: noun phrases that may speak later, and what "este", "celui-ci", "ambos", "il" and "ese informe" go back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token

from .asked import is_asked
from .closing import closes
from .kinds import kind_of
from .memory import Memory, Mention
from .natures import Nature
from .nounphrases import NounPhrase, name_end, role_of
from .nouns import phrase_after
from .parts import core_of, is_one
from .pronouns import is_pronoun, latest, nearest_of, nearest_person, of_kinds
from .sex import asked, sex
from .words import Words

LANGUAGES: Final = frozenset(("es", "fr"))
#: Words between an article and its noun, at most.
_BETWEEN: Final = 3
_OF: Final = frozenset(("de", "del", "du", "des", "d’"))
_CONTRACTED: Final = frozenset(("al", "del", "au", "aux", "du"))
#: How the author's own possessives begin.
_OWN: Final = ("nuestr", "notre", "nos")
_AT: Final = frozenset(("à", "au", "aux", "chez", "para"))
_ONE: Final = frozenset(("person", "document", "organisation", "media", "unknown"))
_THINGS: Final = frozenset(("document", "organisation", "media"))
_MANY: Final = frozenset(("group", "agencies", "organisation"))
#: What a thing counts for less than a person, for a pronoun that may mean either.
_LESS: Final = 0.3
#: Blocks back to which words of a name, and a document that is pointed at, may reach.
_FAR: Final = 8
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """The mention that a source goes back to; where `sure` is set and there is none, it goes back to nothing."""

    mention: Mention | None = None
    sure: bool = False


def romance_phrases(row: Sequence[Token], lex: Words) -> Iterator[NounPhrase]:
    """The noun phrases of a unit whose noun may speak, from left to right."""
    pronouns = lex.sets["words.pronoun"]
    for at, token in enumerate(row):
        if token.kind != "word" or token.low in pronouns or kind_of(token, lex) is None:
            continue
        start = _start(row, at, lex)
        if start is None or (token.capital and start == at and not (at and row[at - 1].low in _CONTRACTED)):
            continue
        if (start and lex.has("phrases.as_cue", row[start - 1].low)) or row[start].low.startswith(_OWN):
            continue
        named = start > 1 and row[start - 1].text == "," and (row[start - 2].capital or row[start - 2].kind == "quote")
        if named and not is_asked(row[0], lex):
            continue
        if (
            start > 1
            and row[start - 1].low in _OF
            and lex.has("sources.document", row[start - 2].low)
            and kind_of(token, lex) == "document"
        ):
            continue
        yield NounPhrase(start, at, phrase_end(row, at, lex), role_of(row, start, at + 1, lex))


def _start(row: Sequence[Token], head: int, lex: Words) -> int | None:
    """Where the phrase begins: at its article or owner; a plural needs none. None for a bare singular."""
    for at in range(head - 1, max(-1, head - _BETWEEN - 1), -1):
        token = row[at]
        if lex.has("words.determiner", token.low) or token.kind == "number":
            return at if token.low not in _CONTRACTED else at + 1
        if token.low in _CONTRACTED:
            return at + 1
        if closes(token, lex) or lex.has("words.inside", token.low) or token.kind != "word":
            break
        if kind_of(token, lex) is not None and not token.capital:
            return None
    bare = lex.has("sources.group", row[head].low) and row[head].low not in lex.forms
    return head if bare else None


def phrase_end(row: Sequence[Token], head: int, lex: Words) -> int:
    """Where the phrase ends: with the name behind its noun, or with what "de" ties to it."""
    office = kind_of(row[head], lex) == "person"
    end = _named_end(row, head + 1, lex) if office else name_end(row, head + 1)
    while end < len(row) and (row[end].low in _OF or (office and row[end].low in _AT)):
        at = end + 1
        while at < len(row) and at < end + _BETWEEN and _tied(row[at], lex):
            at += 1
        name = name_end(row, at)
        if name == end + 1 or (name == at and lex.has("words.determiner", row[at - 1].low)):
            break
        if name == at and at > end + 2 and not lex.has("words.determiner", row[end + 1].low):
            at = name = end + 2
        end = _past_adjective(row, name, lex)
    return made_by(row, end, lex)


def _named_end(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where the name behind an office ends, over an adjective or two: "le député péquiste Hugo Tessier"; `at` without a name."""
    end = at
    while end < len(row) and end < at + 2 and _tied(row[end], lex) and row[end].low not in lex.forms:
        end += 1
    name = name_end(row, end)
    return name if name > end + (end > at) else name_end(row, at)


def _past_adjective(row: Sequence[Token], end: int, lex: Words) -> int:
    """Past an adjective behind an institution or before another "de": "Conseil scolaire", "la police portuaire de Port-Sable"."""
    if end + 1 >= len(row) or not _tied(row[end], lex) or row[end].low in lex.forms:
        return end
    institution = row[end - 1].capital and kind_of(row[end - 1], lex) == "organisation"
    return end + 1 if institution or row[end + 1].low in _OF else end


def made_by(row: Sequence[Token], end: int, lex: Words) -> int:
    """Where a phrase ends that goes on with who made it: "un estudio publicado por la ONU"."""
    at = end
    while (
        at < len(row)
        and at < end + _BETWEEN
        and (lex.has("words.made", row[at].low) or lex.has("words.time", row[at].low))
    ):
        at += 1
    if at == end and (at >= len(row) or row[at].low not in {"por", "par"}):
        return end
    if at + 1 >= len(row) or row[at].low not in {"por", "par"}:
        return end
    author = phrase_after(row, at + 1, lex)
    return author[1] if author is not None and any(token.capital for token in row[author[0] : author[1]]) else end


def _tied(token: Token, lex: Words) -> bool:
    """Whether a small word goes on with a phrase behind "de": an article or a noun."""
    if token.kind not in {"word", "clitic"} or token.capital or lex.has("words.inside", token.low):
        return False
    return lex.has("words.determiner", token.low) or not closes(token, lex)


def goes_back(words: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words) -> Told:
    """What pronouns, and words that count among those named before, go back to."""
    text = " ".join(token.low for token in words)
    low = words[0].low
    if is_one(words, lex):
        return Told(sure=True)
    if len(words) == 1 and lex.has("words.possessive", low):
        return Told(_whose(at, memory), sure=True)
    if len(words) == 2 and lex.has("words.the", low) and words[1].capital and _of_nation(words[1], lex):  # noqa: PLR2004  "le Britannique"
        return Told(nearest_person(sex(words, lex), at, memory, lex), sure=True)
    if lex.has("words.collective", text):
        return Told(nearest_of(of_kinds({"group"}, at, memory, 1), at, memory), sure=True)
    if lex.has("words.this_one", text):
        return Told(_last(of_kinds(_ONE, at, memory, 1), asked(low, lex) or sex(words, lex), lex), sure=True)
    if lex.has("words.these", text):
        many = [one for one in of_kinds(_MANY, at, memory, 1) if one.nature.kind == "group" or _several(one, lex)]
        return Told(_last(many, "", lex), sure=True)
    if is_pronoun(words, lex) and (lex.has("words.person_pronoun", low) or lex.has("words.stressed", low)):
        return Told(_he_or_it(asked(low, lex), at, memory, lex), sure=True) if asked(low, lex) else Told()
    return Told()


def _of_nation(token: Token, lex: Words) -> bool:
    """Whether a French word with a capital tells somebody’s nation or region: "le Britannique", "la Bretonne"."""
    stems = any(token.low.startswith(stem) for stem in lex.sets["sources.nation"])
    return lex.language == "fr" and (stems or lex.has("sources.from_place", token.low))


def _whose(at: tuple[int, int], memory: Memory) -> Mention | None:
    """Whose view "a su juicio", "à ses yeux" tells: whoever spoke last, else who was told of last."""
    near = [one for one in of_kinds(_ONE, at, memory, 1) if one.nature.kind != "document"]
    spoke = [one for one in near if one.role == "source"]
    acted = [one for one in near if one.role == "subject" and one.nature.kind == "person"]
    return max(spoke or acted, key=lambda one: one.place, default=None)


def _several(mention: Mention, lex: Words) -> bool:
    return lex.has("sources.agencies", mention.nature.head)


def _last(fit: Sequence[Mention], told: str, lex: Words) -> Mention | None:
    """The mention that stands last, of the sex that is told."""
    return latest([mention for mention in fit if not told or sex(mention.words, lex) in {"", told}])


def _he_or_it(told: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Whom or what "il", "ella" mean: the person or thing nearest and most to the fore."""
    persons = [
        mention
        for mention in of_kinds({"person", "unknown"}, at, memory, _NEAR)
        if (memory.sexes.get(mention.speaker) or sex(mention.words, lex)) in {"", told}
    ]
    things = [
        mention
        for mention in of_kinds(_THINGS, at, memory, 1)
        if (sex(mention.words, lex) == told or (mention.role == "source" and not sex(mention.words, lex)))
        and ((mention.block, mention.unit) != at or (lex.language == "es" and mention.role == "subject"))
    ]
    found = nearest_of([*persons, *things], at, memory, {mention.speaker: _LESS for mention in things})
    if found is not None and found.nature.kind == "person":
        memory.sexes.setdefault(found.speaker, told)
    return found


def pointed_at(words: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "ese informe" after "la evaluación", "Héron gris" after "la société Héron gris" go back to."""
    core = core_of(words, lex)
    if own.kind == "document" and lex.has("words.pointing", words[0].low) and len(core) == 1:
        last = memory.by_kind.get("document")
        return last if last is not None and at[0] - last.block <= _NEAR else None
    if own.kind == "unknown" and not own.named and lex.has("words.pointing", words[0].low):
        return nearest_of(of_kinds({"person"}, at, memory, 1), at, memory)
    if own.kind == "organisation" and own.named:
        name = next((index for index, token in enumerate(core) if token.capital), 0)
        core = core[name:] if all(kind_of(token, lex) for token in core[:name]) else core
    elif len(core) == 1:
        return None
    if not core[0].capital or own.kind == "person":
        return None
    last = memory.by_head.get(core[0].low)
    if last is None or last.nature.kind == "person" or at[0] - last.block > _FAR:
        return None
    lows, ours = [token.low for token in last.words], [token.low for token in core]
    starts = (index for index in range(len(lows)) if lows[index : index + len(ours)] == ours)
    return last if next(starts, None) is not None else None
