"""What a definite phrase goes back to: "the report", "the ministry", "the newspaper", "its authors"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .ages import may_be_of_age, of_age
from .compounds import bases, uninflected
from .described import authored, described, team_of
from .kinds import kind_of
from .memory import Memory, Mention
from .natures import Nature
from .outlets import from_nation, spaced
from .parts import core_of, is_acronym
from .pronouns import nearest_person
from .romance_refs import LANGUAGES
from .sex import sex
from .words import Words

#: Blocks back that "the report" may reach.
NEAR: Final = 2
FAR: Final = 8
#: Words that "the annual report" and its like have at most, without the article.
_SHORT: Final = 2


def near(mention: Mention | None, at: tuple[int, int], reach: int) -> Mention | None:
    """A mention, if it stands no more than so many blocks back."""
    return mention if mention is not None and at[0] - mention.block <= reach else None


def definite(  # noqa: PLR0917  what `resolve` has in hand
    words: Sequence[Token], core: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words
) -> Mention | None:
    """As in "The report", "the ministry", "the newspaper", "the authors": the last mention with that head."""
    head = known_form(core[-1].low, memory, lex)
    fits_many = lex.has("sources.any_person", head.rpartition("-")[2] if lex.language == "de" else head)
    if head.endswith("year-old") or fits_many or described(core, lex):
        return _person(words, core, head, at, memory, lex)
    if len(core) > _SHORT:
        return None
    if lex.has("sources.authors", head) and own.kind in {"group", "person", "unknown"}:
        return _authors(at, memory, lex)
    if lex.language in LANGUAGES and len(core) == 1 and lex.has("sources.team", head):
        team = team_of(at, memory, lex)
        if team is not None:
            return team
    same = near(memory.by_head.get(head), at, FAR)
    if same is not None and same.nature.kind == own.kind and same_words(core, same, lex):
        return same
    plain = lex.language in LANGUAGES and own.kind == "media" and not any(token.capital for token in core)
    plain = plain or (lex.language == "en" and own.kind == "media" and from_nation(core))
    if len(core) > 1 and not (plain or lex.has("words.same", core[0].low)):
        return None
    if own.kind == "media" or lex.has("sources.paper", head):
        return _paper(head, at, memory, lex)
    if own.kind == "organisation" and lex.has("sources.any_organisation", head):
        return body_meant(head, at, memory, lex)
    return None


def _person(  # noqa: PLR0917  what `definite` has in hand
    words: Sequence[Token], core: Sequence[Token], head: str, at: tuple[int, int], memory: Memory, lex: Words
) -> Mention | None:
    """Whom a description means that fits many: in German and English who was called so before; else the nearest person."""
    aged = of_age(words, memory)
    if aged is not None:
        return aged
    same = near(memory.by_head.get(head), at, NEAR) if lex.language not in LANGUAGES else None
    if same is not None and same.nature.kind == "person" and same_words(core, same, lex):
        return same
    played = any(lex.has("sources.playing", token.low) for token in core)
    found = nearest_person(sex(words, lex), at, memory, lex, bare=played)
    return found if may_be_of_age(words, found, memory) else None


def _authors(at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Whose authors speak: in Spanish and French as `authored` tells, else of the last study, or a team."""
    if lex.language in LANGUAGES:
        return authored(at, memory, lex)
    return studied(at, memory, lex) or near(memory.by_head.get("team"), at, NEAR)


def _paper(head: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "the paper" means: the newspaper named last, or the study where only the journal that printed it was named."""
    found = near(memory.by_kind.get("media"), at, NEAR)
    if found is not None and _other_sort(head, found):
        before = (one for one in reversed(memory.recent) if one.nature.named and one.nature.kind == "media")
        before = (one for one in before if not _other_sort(head, one))
        found = near(next(before, None), at, NEAR)
    printed = found is None or any(token.low in {"journal", "review"} for token in found.words)
    study = studied(at, memory, lex) if head == "paper" and lex.language == "en" and printed else None
    meant = study if study is not None and lex.has("kin.studies", study.nature.head) else found
    return _opened(at, memory, lex, paper=True) if meant is None else meant


def _opened(at: tuple[int, int], memory: Memory, lex: Words, *, paper: bool) -> Mention | None:
    """The name of a body, or of a newspaper, that only opened a sentence before, where nothing else is meant."""
    found = memory.bodies(at, paper)
    if found is not None:
        name = found.nature.name or spaced(core_of(found.words, lex))
        memory.names.setdefault(found.speaker, (name, found.nature.kind, True))
    return found


def _other_sort(head: str, mention: Mention) -> bool:
    """Whether an outlet is told to be another sort than a noun: a radio station is no newspaper."""
    sort = _sort(head)
    theirs = {_sort(token.low) for token in mention.words} - {""}
    return bool(sort and theirs) and sort not in theirs


def _sort(low: str) -> str:
    """What sort of outlet a noun tells, in any language; "" where it tells none."""
    return next((sort for sort, nouns in _SORTS.items() if low in nouns), "")


_SORTS: Final = {
    "print": frozenset(
        ("zeitung", "tageszeitung", "wochenzeitung", "blatt", "newspaper", "paper", "daily", "broadsheet", "tabloid", "diario", "periódico", "rotativo", "quotidien", "journal")
    ),
    "air": frozenset(
        ("radio", "fernsehen", "sender", "rundfunk", "kanal", "tv", "television", "broadcaster", "channel", "station", "televisión", "emisora", "cadena", "canal", "televisora", "télévision", "chaîne", "antenne")
    ),
    "wire": frozenset(("nachrichtenagentur", "agentur", "agency", "wire", "newswire", "agencia", "agence")),
}  # fmt: skip


def _is_one_document(mention: Mention, at: tuple[int, int]) -> bool:
    """Whether a mention near is a document, and no number of them."""
    return mention.nature.kind == "document" and mention.words[0].kind != "number" and at[0] - mention.block <= NEAR


def studied(at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The document whose authors or findings speak: the last study, or one that has spoken; else the last of any kind."""
    last = near(memory.by_kind.get("document"), at, NEAR)
    if lex.language in LANGUAGES:
        counted = last is not None and last.words[0].kind == "number"  # "19 de los 54 contratos"
        return next((one for one in reversed(memory.recent) if _is_one_document(one, at)), last) if counted else last
    for mention in reversed(memory.recent):
        study = mention.nature.kind == "document" and (
            mention.role == "source" or lex.has("kin.studies", mention.nature.head)
        )
        if study and at[0] - mention.block <= NEAR:
            return mention
    return last


def same_words(core: Sequence[Token], earlier: Mention, lex: Words) -> bool:
    """Whether "the defence ministry" says no more than an earlier mention does."""
    known = {token.low for token in earlier.words}
    return all(token.low in known or lex.has("words.same", token.low) for token in core[:-1])


def body_meant(head: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The named body that "the company" means: the last one of which nothing tells that it is something else."""
    tellers = {mention.speaker for mention in memory.recent if _tells(mention, at)}
    for mention in reversed(memory.recent):
        own = mention.nature
        here = lex.language == "en" and mention.speaker in tellers
        here = here or _tells(mention, at)
        if own.kind != "organisation" or not own.named or here or at[0] - mention.block > NEAR:
            continue
        told = {token.low for token in mention.words if kind_of(token, lex) == "organisation"}
        told |= {base for low in told for base in bases(low)} if lex.language == "de" else set()
        if any(lex.has("sources.club", token.low) and token.capital for token in mention.words):
            if lex.has("kin.clubs", head):
                return mention
            continue
        acronym = any(is_acronym(token) for token in mention.words)
        acronym = acronym and all(is_acronym(token) for token in mention.words if token.low in told)
        if not _kin(lex) or _is_kin(head, told, lex) or (acronym and any(head in kin for kin in _kin(lex)[:3])):
            return mention
    unnamed = _unnamed_body(head, at, memory, lex) if lex.language == "de" else None
    if unnamed is not None or not (lex.has("kin.firms", head) or lex.has("kin.clubs", head)):
        return unnamed
    return _opened(at, memory, lex, paper=False)


def _unnamed_body(head: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """A body without a name that a German noun means by its own: "der Verband" after "der Bauernbund"."""
    for mention in reversed(memory.recent):
        if mention.nature.kind != "organisation" or _tells(mention, at) or at[0] - mention.block > 1:
            continue
        noun = next((token.low for token in mention.words if kind_of(token, lex) == "organisation"), "")
        known = set(bases(noun)) - {noun}
        if known and noun != head and _is_kin(head, known, lex):
            return mention
    return None


def _tells(mention: Mention, at: tuple[int, int]) -> bool:
    """Whether a mention is a source of the same sentence, who calls himself by no other name in it."""
    return (mention.block, mention.unit) == at and mention.role == "source"


def _is_kin(head: str, told: set[str], lex: Words) -> bool:
    """Whether a noun may mean a body of which others are known; of one that is a bare name, whether it means a firm."""
    if not told:
        return lex.has("kin.firms", head)
    return head in told or any(head in kin and told & kin for kin in _kin(lex))


def _kin(lex: Words) -> Sequence[frozenset[str]]:
    """Nouns that may mean the same body: a firm is a company, an institute an organisation."""
    names = ("firms", "bodies", "offices", "courts", "clubs", "towns")
    return [lex.sets[name] for name in (f"kin.{one}" for one in names) if name in lex.sets]


def known_form(low: str, memory: Memory, lex: Words) -> str:
    """A noun in the form in which it was mentioned, or that a list holds: "briefs" as "brief"."""
    if lex.language != "de":
        return low
    known = uninflected(low, memory.by_head)
    return known if known != low else uninflected(low, lex.sets["sources.any_organisation"])
