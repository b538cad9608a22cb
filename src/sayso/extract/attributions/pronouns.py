"""Whom a pronoun means: the mention that stands nearest and most to the fore, if nothing speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from sayso.language.tokens import Token

from .memory import Memory, Mention, Role
from .parts import is_acronym
from .sex import asked, sex
from .words import Words

#: Blocks, and sentences, back to whom a pronoun may reach.
_BLOCKS: Final = 2
_SENTENCES: Final = 3
#: What a mention's part in its sentence counts for, in sentences that it may stand further back.
_PARTS: Final[dict[Role, float]] = {"source": 1.2, "subject": 1.0, "object": 0.4, "nested": 0.0, "owner": -0.2}
#: Two that are closer than this are equally near.
_MARGIN: Final = 0.15
#: What one body counts less for "they".
_SINGLE: Final = 0.7
_THINGS: Final = frozenset(("document", "organisation", "media"))
_SEVERAL: Final = frozenset(("group", "organisation", "agencies", "document"))


def is_pronoun(words: Sequence[Token], lex: Words) -> bool:
    """Whether a source is no more than a pronoun, or one with "himself" behind it."""
    alone = len(words) == 1 or (len(words) == 2 and lex.has("words.self", words[1].low))  # noqa: PLR2004  "ella misma"
    return (
        alone
        and not is_acronym(words[0])
        and (
            lex.has("words.pronoun", words[0].low)
            or lex.has("words.relative", words[0].low)
            or lex.has("words.stressed", words[0].low)
            or lex.has("words.possessive", words[0].low)
        )
    )


def by_pronoun(low: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Whom a pronoun in the unit `at` means; None where nobody fits, or two do equally."""
    if lex.has("words.latter", low):
        return _latter(low, at, memory, lex)
    if lex.has("words.person_pronoun", low) or lex.has("words.person_possessive", low):
        person = nearest_person(asked(low, lex), at, memory, lex)
        if lex.language == "de" and person is not None and person.role in {"owner", "nested"}:
            acts = _thing(low, at, memory, lex)
            return acts if acts is not None and acts.role in {"source", "subject"} else person
        return person or _thing(low, at, memory, lex)
    if lex.has("words.plural_pronoun", low) or low == "they":
        fit = _several(at, memory, lex)
        single = {mention.speaker: _SINGLE for mention in fit if mention.nature.kind == "organisation"}
        return nearest_of(fit, at, memory, single if lex.language == "en" else None)
    if lex.has("words.thing_pronoun", low):
        return nearest_of(of_kinds(_THINGS, at, memory, 1), at, memory)
    return None


def _latter(low: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Who "dieser" means: whoever was mentioned last, if the article agrees."""
    near = [
        one
        for one in memory.recent
        if at[0] - one.block <= 1 and one.nature.kind in {"person", "organisation", "media", "group"}
    ]
    last = latest(near)
    return last if last is not None and _sex(last, memory, lex) in {"", asked(low, lex)} else None


def latest(mentions: Sequence[Mention]) -> Mention | None:
    """The mention that was told last: one that goes back to an earlier one has that one's words, but stands where it was told again."""
    numbered = enumerate(mentions)
    return max(numbered, key=lambda one: (one[1].block, one[1].unit, one[0]), default=(0, None))[1]


def several(words: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The group that "both", "neither of them", "the two" mean."""
    if not lex.has("words.collective", " ".join(token.low for token in words)):
        return None
    return nearest_of(of_kinds({"group"}, at, memory, 1), at, memory)


def nearest_person(told: str, at: tuple[int, int], memory: Memory, lex: Words, *, bare: bool = False) -> Mention | None:
    """The person nearest and most to the fore, man or woman as `told`; None where two are equally so.

    With `bare`, only somebody near who is named, and of whom no office is told.
    """
    fit = [
        mention
        for mention in of_kinds({"person"}, at, memory, 1 if bare else _BLOCKS)
        if (not told or _sex(mention, memory, lex) in {"", told}) and not (bare and _in_office(mention, lex))
    ]
    found = nearest_of(fit, at, memory)
    if found is not None and told:
        memory.sexes.setdefault(found.speaker, told)
    return found


def _in_office(mention: Mention, lex: Words) -> bool:
    """Whether a mention tells an office, or nobody's name: "el presidente Lucho Arboleda", "su representante"."""
    offices = ("sources.staff", "sources.title", "sources.spokes")
    told = (any(lex.has(name, token.low) for name in offices) for token in mention.words if not token.capital)
    return not mention.nature.named or any(told)


def _sex(mention: Mention, memory: Memory, lex: Words) -> str:
    return memory.sexes.get(mention.speaker) or sex(mention.words, lex)


def of_kinds(kinds: Collection[str], at: tuple[int, int], memory: Memory, reach: int) -> list[Mention]:
    """The mentions of these kinds, up to `reach` blocks back."""
    found = [
        mention
        for mention in memory.recent
        if mention.nature.kind in kinds and at[0] - mention.block <= reach and mention.speaker != memory.quoted
    ]
    return [mention for mention in found if not _is_told(mention, memory)] if memory.told else found


def _is_told(mention: Mention, memory: Memory) -> bool:
    """Whether a mention stands in what is laid to whoever is looked for."""
    return any(start <= mention.place[0] and mention.place[1] <= end for start, end in memory.told)


def _several(at: tuple[int, int], memory: Memory, lex: Words) -> list[Mention]:
    """Those whom "they" may mean: groups, bodies, several documents."""
    return [
        mention
        for mention in of_kinds(_SEVERAL, at, memory, 1)
        if (mention.nature.kind != "document" or lex.has("sources.documents", mention.nature.head))
        and not (lex.language in {"es", "fr"} and _one_body(mention, lex))
    ]


def _one_body(mention: Mention, lex: Words) -> bool:
    """Whether a mention is one body, which Spanish and French do not call "they": "la policía"."""
    return mention.nature.kind == "organisation" and not lex.has("sources.agencies", mention.nature.head)


def nearest_of(
    fit: Sequence[Mention], at: tuple[int, int], memory: Memory, less: Mapping[str, float] | None = None
) -> Mention | None:
    """The mention that stands nearest and most to the fore; None where there is none, or two speakers are equal.

    `less` tells what some speakers count for less than others.
    """
    ranked = [(score - (less or {}).get(mention.speaker, 0.0), mention) for score, mention in _ranked(fit, at, memory)]
    ranked.sort(key=lambda one: one[0], reverse=True)
    if not ranked:
        return None
    best, found = ranked[0]
    rival = next((score for score, other in ranked if other.speaker != found.speaker), None)
    return found if rival is None or best - rival > _MARGIN else None


def _ranked(fit: Sequence[Mention], at: tuple[int, int], memory: Memory) -> Iterator[tuple[float, Mention]]:
    here = memory.order(*at)
    for mention in fit:
        gap = here - memory.order(mention.block, mention.unit)
        behind = gap == 0 and mention.role in {"object", "nested", "owner"}
        if gap <= _SENTENCES:
            apart = memory.apart if mention.block != at[0] else 0.0
            yield _PARTS[mention.role] - gap - behind - apart, mention


def _thing(low: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "elle", "sie", "il" may mean where no person is near: the body or document named last, if its article agrees."""
    if lex.language == "en":
        return None
    near = of_kinds(_THINGS, at, memory, 1)
    if lex.language == "de":
        return nearest_of([one for one in near if sex(one.words, lex) == asked(low, lex)], at, memory)
    last = latest(near)
    return last if last is not None and sex(last.words, lex) == asked(low, lex) else None
