"""Who is meant: what "the report", "its authors", "he" or a surname go back to, and one speaker for each real source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.language.tokens import Token

from .belongings import belonging
from .definites import definite, studied
from .german_refs import bare_name
from .known_as import known_as, owned
from .memory import Memory, Mention, Resolved, Role
from .natures import Nature
from .outlets import Setting, spaced
from .owners import by_surname, for_whom, of_whom, without_opening
from .parts import core_of, name_beside
from .possession import is_possessive
from .pronouns import by_pronoun, is_pronoun, nearest_of, of_kinds, several
from .romance_refs import LANGUAGES, goes_back, pointed_at
from .shown import shown_name
from .sources import common_group, nature
from .words import Words

#: Blocks back that a pronoun or "the report" may reach.
_NEAR = 2
_FAR = 8
#: Words with which surnames begin: "Le Pen", "Van Dam".
_OF_SURNAMES = frozenset(("le", "la", "de", "del", "di", "da", "du", "van", "von", "der"))
#: Words that "the annual report" and its like have at most, without the article.
_SHORT = 2


def resolve(
    words: Sequence[Token],
    antecedent: Sequence[Token],
    at: tuple[int, int],
    memory: Memory,
    lex: Words,
    *,
    reporting: bool = False,
    plural: bool = False,
    single: bool = False,
    role: Role = "source",
    told: Nature | None = None,
    made: tuple[Sequence[Token], Sequence[Token]] = ((), ()),
) -> Resolved:
    """What a source's words come to, given the mentions before; the new mention is remembered.

    `reporting` is whether its cue is one with which newspapers are cited, `plural` whether its verb is a plural, `single`
    whether it is a German singular, `role` what it is in its sentence, `told` what its words tell, where that is known;
    `made` has the words for a document alone and for its maker, where a clause or a participle tells that.
    """
    whole = tuple(antecedent or words)
    here = tuple(made[0]) or whole
    setting = Setting(opening=here[0].start in memory.openings, reporting=reporting)
    common = common_group(here, memory.inner, lex)
    own = common or told or nature(here, lex, setting)
    own = bare_name(here, own, lex) if single and not antecedent else own
    own = without_opening(here, own, memory, lex)
    own = of_whom(here, own, at, memory, lex)
    own = owned(here, by_surname(here, own, memory, lex), at, memory, lex)
    own = belonging(here, for_whom(here, own, at, memory, lex), at, memory, lex)
    own = _of_maker(own, tuple(made[1]), at, memory, lex)
    earlier = _earlier(here, own, at, memory, lex, plural=plural)
    if earlier is not None:
        again = replace(earlier, block=at[0], unit=at[1], role=role)
        if own.named and own.kind == "document" and not earlier.nature.named:
            again = _named_now(again, own, memory)
        found = _through(words, own, earlier, again, memory, lex)
        if own.kind == "group" and earlier.nature.kind == "document":  # "its authors": "they" in what follows
            memory.recent.append(replace(again, nature=replace(earlier.nature, kind="group")))
        return found
    if is_pronoun(here, lex):
        several = lex.has("words.plural_pronoun", here[0].low) and (plural or lex.language != "de")
        return Resolved(replace(own, kind="group") if several and own.kind == "unknown" else own, None, None)
    name = _with_owner(_shown_made(here, own, made[1], lex), here, own, memory, lex)
    speaker = _speaker_key(here, own, lex, name)
    memory.names.setdefault(speaker, (name, own.kind, own.named))
    mention = Mention(whole, own, at[0], at[1], speaker, role)
    memory.keep(mention, lex)
    memory.last = mention
    return Resolved(own, mention if antecedent else None, speaker)


def remember(mention: Mention, memory: Memory, lex: Words) -> None:
    """Keep a mention that speaks nowhere itself, so that "the report", "the company" and a surname can go back to it."""
    alone = lex.language == "de" and len(mention.words) == 1 and mention.nature.kind == "unknown"
    if alone and mention.words[0].low not in memory.by_surname:
        return
    nickname = mention.words[0].kind == "quote"
    loose = mention.nature.kind == "organisation" and lex.language == "en" and not mention.nature.named
    if (mention.nature.kind != "organisation" or loose) and not nickname:
        at = (mention.block, mention.unit)
        made = (mention.words, mention.maker) if mention.maker else ((), ())
        resolve(mention.words, (), at, memory, lex, role=mention.role, told=mention.nature, made=made)
        return
    same = memory.by_head.get(mention.words[-1].low)
    known = same is not None and same.nature.named and same.nature.kind == "organisation" and not nickname
    key = same.speaker if known and same is not None else _speaker_key(mention.words, mention.nature, lex)
    memory.names.setdefault(
        key, (shown_name(mention.words, mention.nature, lex), mention.nature.kind, mention.nature.named)
    )
    kept = same if known and same is not None else mention
    memory.keep(replace(kept, speaker=key, block=mention.block, unit=mention.unit, role=mention.role), lex)


def _of_maker(own: Nature, maker: tuple[Token, ...], at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """What a document is by its maker: named, where that one has a name or goes back to one."""
    if not maker or own.kind != "document" or own.named:
        return own
    who = owned(maker, nature(maker, lex), at, memory, lex)
    earlier = None if who.named else _earlier(maker, who, at, memory, lex, plural=False)
    if not (who.named or (earlier is not None and earlier.nature.named)):
        return own
    return replace(own, named=True, because=f"a document of “{spaced(maker)}”, which is named")


def _named_now(mention: Mention, own: Nature, memory: Memory) -> Mention:
    """A document that is told to be somebody's only where it is mentioned again: from here on it is named."""
    name, kind, _ = memory.names[mention.speaker]
    memory.names[mention.speaker] = (name, kind, True)
    return replace(mention, nature=replace(mention.nature, named=True, because=own.because))


def _shown_made(words: Sequence[Token], own: Nature, maker: Sequence[Token], lex: Words) -> str:
    """How a source is called in a list: a document with its maker, if that is told beside it: "report (Food Office)"."""
    name = shown_name(words, own, lex)
    if not maker or own.kind != "document" or not own.named:
        return name
    return f"{name} ({shown_name(maker, nature(maker, lex), lex)})"


def _with_owner(name: str, words: Sequence[Token], own: Nature, memory: Memory, lex: Words) -> str:
    """How a source is called of which a pronoun, or nothing, tells whose it is: "department (Daniel Prior)", "spokesman (Nordwind AG)"."""
    whose, kind, _ = memory.names.get(own.whose, ("", "unknown", False))
    bare = is_possessive(words[0], lex) or len(words) <= _SHORT
    if not whose or not bare or kind == "media" or whose == name:
        return name
    return f"{name} ({whose.rpartition(' (')[2].removesuffix(')') if whose.endswith(')') else whose})"


def left_out(at: tuple[int, int], memory: Memory, *, plural: bool, before: bool = False) -> Resolved | None:
    """Who is meant by a verb without a subject: whoever speaks or acts last, several where the verb is a plural, if that is near.

    With `before`, only somebody of an earlier sentence: "El ladrón, según relató, huyó".
    """
    kinds = {"group", "organisation", "agencies"} if plural else {"person", "organisation", "media", "document"}
    fit = [mention for mention in of_kinds(kinds, at, memory, 1) if mention.role in {"source", "subject"}]
    fit = [mention for mention in fit if not before or (mention.block, mention.unit) != at]
    last = nearest_of(fit, at, memory) or memory.last
    if last is None or at[0] - last.block > 1:
        return None
    memory.last = replace(last, block=at[0], unit=at[1], role="source")
    memory.recent.append(memory.last)
    meant = " ".join(token.text for token in last.words)
    because = f"the subject left out goes back to “{meant}”: {last.nature.because}"
    return Resolved(replace(last.nature, because=because), last, last.speaker)


def pointed_to(at: tuple[int, int], memory: Memory) -> Resolved | None:
    """Who is meant by "demnach", "heißt es darin": the document named last, else whoever spoke last, if that is near.

    A share of the same sentence is none: "Von ihnen kommen 58 Prozent allein, heißt es dort weiter".
    """
    found = max(of_kinds({"document"}, at, memory, 1), key=lambda mention: mention.place, default=None)
    spoke = [one for one in memory.recent if one.role == "source" and (one.block, one.unit) < at]
    last = memory.last if memory.last is not None and (memory.last.block, memory.last.unit) < at else None
    found = found or max(spoke, key=lambda mention: mention.place, default=last)
    if found is None or at[0] - found.block > 1:
        return None
    memory.last = replace(found, block=at[0], unit=at[1], role="source")
    meant = " ".join(token.text for token in found.words)
    because = f"it goes back to “{meant}”: {found.nature.because}"
    return Resolved(replace(found.nature, because=because), found, found.speaker)


def _through(  # noqa: PLR0917  what `resolve` has in hand
    words: Sequence[Token], own: Nature, earlier: Mention, again: Mention, memory: Memory, lex: Words
) -> Resolved:
    """The same source as an earlier mention, which stands here `again`."""
    shown = " ".join(token.text for token in words).replace(" ’", "’").replace(" '", "'")
    meant = " ".join(token.text for token in earlier.words)
    by_shape = own.kind == "person" and not any(
        lex.has(f"sources.{name}", token.low) for token in words for name in ("person", "title")
    )
    guessed = by_shape and earlier.nature.kind == "organisation"
    open_kind = guessed or own.kind == "unknown" or is_pronoun(words, lex) or earlier.nature.kind == "media"
    kind = earlier.nature.kind if open_kind else own.kind
    because = f"“{shown}” goes back to “{meant}”: {earlier.nature.because}"
    told = Nature(
        kind, named=earlier.nature.named or own.named, because=own.because if own.named else because, head=own.head
    )
    memory.last = again
    if not is_pronoun(words, lex):
        memory.keep(again, lex, words)
    else:
        memory.recent.append(again)
    return Resolved(told, earlier, earlier.speaker)


def _earlier(
    words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words, *, plural: bool
) -> Mention | None:
    if lex.language in LANGUAGES:
        told = goes_back(words, at, memory, lex)
        if told.sure:
            return told.mention
    found = _by_words(words, own, at, memory, lex, plural=plural)
    if found is None and lex.language in LANGUAGES:
        found = pointed_at(words, own, at, memory, lex)
    return known_as(words, own, at, memory, lex) if found is None else found


def _by_words(
    words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words, *, plural: bool
) -> Mention | None:
    group = several(words, at, memory, lex)
    if group is not None:
        return group
    if is_pronoun(words, lex):
        low = words[0].low
        return by_pronoun("they" if plural and lex.has("words.they", low) else low, at, memory, lex)
    first = words[0].low
    core = core_of(words, lex)
    findings = lex.has("sources.authors", core[-1].low) or lex.has("sources.findings", core[-1].low)
    if lex.has("words.possessive", first) and findings and not name_beside(words, lex):
        return studied(at, memory, lex)
    written = _authored(core, at, memory, lex)
    if written is not None:
        return written
    described = own.kind == "document" and len(words) > len(core) + 1
    if lex.has("words.the", first) and (described or not own.named):
        return definite(words, core, own, at, memory, lex)
    if own.kind == "media" and own.name:
        return _same_outlet(own, memory)
    if own.kind in {"person", "unknown", "organisation"} and own.named and all(token.capital for token in core):
        whole = _longer(core, memory, lex)
        if whole is not None:
            return whole
    if own.kind in {"person", "unknown"} and own.named:
        return _same_outlet(replace(own, name=" ".join(token.text for token in core)), memory) or _same_person(
            core, memory, lex
        )
    return None


def _authored(core: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The document whose authors speak, where it is told again: "the authors of the report", "die Autoren der Studie"."""
    tie = next(
        (index for index, token in enumerate(core) if index and lex.has("sources.authors", core[index - 1].low)), None
    )
    if tie is None or not any(lex.has(f"words.{name}", core[tie].low) for name in ("inside", "genitive")):
        return None
    phrase = core[tie:] if lex.has("words.the", core[tie].low) else core[tie + 1 :]
    if not phrase or lex.has("words.introduces", phrase[0].low):
        return None
    own = nature(phrase, lex)
    found = definite(phrase, core_of(phrase, lex), own, at, memory, lex) if own.kind == "document" else None
    return found if found is not None and not own.named else None


def _longer(core: Sequence[Token], memory: Memory, lex: Words) -> Mention | None:
    """An earlier, longer name of an organisation that begins so: "Grey Heron" after "Grey Heron Research"."""
    last = memory.by_head.get(core[0].low)
    if last is None or last.nature.kind not in {"organisation", "media", "unknown", "document"}:
        return None
    lows = [token.low for token in last.words]
    at = next((index for index, low in enumerate(lows) if low == core[0].low), 0)
    if at and lex.has("words.inside", lows[at - 1]):
        return None
    begins = lows[at : at + len(core)] == [token.low for token in core]
    same = [token.low for token in core_of(last.words, lex)] == [token.low for token in core]
    longer = len(lows) - at > len(core) or (last.nature.kind in {"organisation", "media"} and not same)
    return last if begins and longer else None


def _same_outlet(own: Nature, memory: Memory) -> Mention | None:
    """The earlier mention of an outlet by its name's last word: "the Rundpost" after "the Norddeutsche Rundpost"."""
    last = memory.by_head.get(own.head)
    if last is None or not last.nature.name:
        return None
    return last if f" {last.nature.name.lower()}".endswith(f" {own.name.lower()}") else None


def _same_person(core: Sequence[Token], memory: Memory, lex: Words) -> Mention | None:
    """The earlier mention of a person by the surname; another first name makes another person, as does an office."""
    tied = any(lex.has("words.inside", token.low) and not token.capital for token in core[1:])
    if tied and (lex.language == "de" or not core[0].capital):
        return None
    last = memory.by_surname.get(core[-1].low)
    if last is None:
        return memory.by_given.get(core[0].low) if len(core) == 1 and core[0].capital else None
    ours = _given(core, lex)
    theirs = _given(name_beside(last.words, lex) or core_of(last.words, lex), lex)
    return last if not ours or not theirs or ours == theirs else None


def _given(core: Sequence[Token], lex: Words) -> str:
    names = [token.low for token in core[:-1] if token.capital and not lex.has("sources.title", token.low)]
    names = [name for name in names if name not in _OF_SURNAMES]
    return names[0] if names else ""


def _speaker_key(words: Sequence[Token], own: Nature, lex: Words, name: str = "") -> str:
    """What makes two mentions the same source: the words of the shown name, in lower case."""
    counted = own.kind == "group" and not own.named and lex.has("words.introduces", words[0].low)
    return f"{own.kind}:{f'{words[0].low} ' if counted else ''}{(name or shown_name(words, own, lex)).lower()}"
