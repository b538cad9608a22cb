"""Who is meant: what "the report", "its authors", "he" or a surname go back to, and one speaker for each real source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .outlets import Setting
from .sex import agrees, sex
from .sex import asked as _asked
from .sources import Nature, common_group, core_of, nature, shown_name
from .words import Words

#: Blocks back that a pronoun or "the report" may reach.
_NEAR = 2
_FAR = 8
#: Words with which surnames begin: "Le Pen", "Van Dam".
_OF_SURNAMES = frozenset(("le", "la", "de", "del", "di", "da", "du", "van", "von", "der"))
#: Words that "the annual report" and its like have at most, without the article.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a possible source is named: its words, what they tell, and the speaker behind it."""

    words: tuple[Token, ...]
    nature: Nature
    block: int
    unit: int
    speaker: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return self.words[0].start, self.words[-1].end


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a source's words come to: kind, named or not and why, the earlier mention, the speaker's key."""

    nature: Nature
    mention: Mention | None
    speaker: str | None


@dataclass(slots=True)
class Memory:
    """The mentions so far, found by what they are: each look-up is of constant cost.

    `inner` holds the words that have a capital inside the document's sentences: what may be a name; `openings` the
    places where a sentence or its like begins, so that a capital tells nothing; `last` is whoever spoke last.
    """

    inner: frozenset[str] = frozenset()
    openings: frozenset[int] = frozenset()
    last: Mention | None = None
    by_kind: dict[str, Mention] = field(default_factory=dict)
    earlier_person: Mention | None = None
    by_head: dict[str, Mention] = field(default_factory=dict)
    by_surname: dict[str, Mention] = field(default_factory=dict)
    by_initials: dict[str, Mention] = field(default_factory=dict)
    names: dict[str, tuple[str, SourceKind, bool]] = field(default_factory=dict)

    def keep(self, mention: Mention, lex: Words, words: Sequence[Token] = ()) -> None:
        """Remember a mention, and that it was named in other `words` too."""
        kind = "agencies" if lex.has("sources.agencies", mention.nature.head) else mention.nature.kind
        last = self.by_kind.get(kind)
        if kind == "person" and last is not None and last.speaker != mention.speaker:
            self.earlier_person = last
        self.by_kind[kind] = mention
        for token in (*mention.words, *words):
            self.by_head.setdefault(token.low, mention)
            if any(lex.has(f"sources.{name}", token.low) for name in ("document", "organisation", "media", "person")):
                self.by_head[token.low] = mention
        core = core_of(mention.words, lex)
        if mention.nature.named and kind in {"person", "unknown"} and core[-1].capital:
            self.by_surname[core[-1].low] = mention
            if lex.language == "es" and len(core) > _SHORT and core[-2].capital:
                self.by_surname[core[-2].low] = mention
        capitals = [token for token in core if token.capital]
        if len(capitals) > 1:
            self.by_initials["".join(token.text[0] for token in capitals).lower()] = mention


def resolve(
    words: Sequence[Token],
    antecedent: Sequence[Token],
    at: tuple[int, int],
    memory: Memory,
    lex: Words,
    *,
    reporting: bool = False,
    plural: bool = False,
) -> Resolved:
    """What a source's words come to, given the mentions before; the new mention is remembered.

    `reporting` is whether its cue is one with which newspapers are cited, `plural` whether its verb is a plural.
    """
    here = tuple(antecedent or words)
    setting = Setting(opening=here[0].start in memory.openings, reporting=reporting)
    own = _whose(here, common_group(here, memory.inner, lex) or nature(here, lex, setting), at, memory, lex)
    earlier = _earlier(here, own, at, memory, lex, plural=plural)
    if earlier is not None:
        return _through(words, own, earlier, at, memory, lex)
    if _is_pronoun(here, lex):
        several = lex.has("words.plural_pronoun", here[0].low) and (plural or lex.language != "de")
        return Resolved(replace(own, kind="group") if several and own.kind == "unknown" else own, None, None)
    speaker = _speaker_key(here, own, lex)
    memory.names.setdefault(speaker, (shown_name(here, own, lex), own.kind, own.named))
    mention = Mention(here, own, at[0], at[1], speaker)
    memory.keep(mention, lex)
    memory.last = mention
    return Resolved(own, mention if antecedent else None, speaker)


def _whose(words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """A document of somebody who was named before is named: "a new report by the office", "un sondage du site"."""
    last = words[-1].low
    bound = any(lex.has(f"words.{name}", token.low) for token in words[1:-1] for name in ("inside", "genitive"))
    if own.kind != "document" or own.named or not bound or last == own.head:
        return own
    maker = _near(memory.by_head.get(last), at, _FAR)
    if maker is None or not maker.nature.named or maker.nature.kind not in {"organisation", "media"}:
        return own
    meant = " ".join(token.text for token in maker.words)
    return replace(own, named=True, because=f"a document of “{words[-1].text}”, which goes back to “{meant}”")


def remember(mention: Mention, memory: Memory, lex: Words) -> None:
    """Keep a mention that speaks nowhere itself, so that "the report", "the company" and a surname can go back to it."""
    if mention.nature.kind != "organisation":
        resolve(mention.words, (), (mention.block, mention.unit), memory, lex)
        return
    same = memory.by_head.get(mention.words[-1].low)
    known = same is not None and same.nature.named and same.nature.kind == "organisation"
    key = same.speaker if known and same is not None else _speaker_key(mention.words, mention.nature, lex)
    memory.names.setdefault(key, (shown_name(mention.words, mention.nature, lex), "organisation", True))
    kept = same if known and same is not None else mention
    memory.keep(replace(kept, speaker=key, block=mention.block, unit=mention.unit), lex)


def left_out(at: tuple[int, int], memory: Memory) -> Resolved | None:
    """Who is meant by a verb without a subject: whoever spoke last, where that is near."""
    last = memory.last
    if last is None or at[0] - last.block > 1:
        return None
    meant = " ".join(token.text for token in last.words)
    because = f"the subject left out goes back to “{meant}”: {last.nature.because}"
    return Resolved(replace(last.nature, because=because), last, last.speaker)


def _through(  # noqa: PLR0917  what `resolve` has in hand
    words: Sequence[Token], own: Nature, earlier: Mention, at: tuple[int, int], memory: Memory, lex: Words
) -> Resolved:
    """The same source as an earlier mention."""
    shown = " ".join(token.text for token in words).replace(" ’", "’").replace(" '", "'")
    meant = " ".join(token.text for token in earlier.words)
    by_shape = own.kind == "person" and not any(
        lex.has(f"sources.{name}", token.low) for token in words for name in ("person", "title")
    )
    guessed = by_shape and earlier.nature.kind == "organisation"
    open_kind = guessed or own.kind == "unknown" or _is_pronoun(words, lex) or earlier.nature.kind == "media"
    kind = earlier.nature.kind if open_kind else own.kind
    because = f"“{shown}” goes back to “{meant}”: {earlier.nature.because}"
    told = Nature(
        kind, named=earlier.nature.named or own.named, because=own.because if own.named else because, head=own.head
    )
    again = Mention(earlier.words, earlier.nature, at[0], at[1], earlier.speaker)
    memory.last = again
    if not _is_pronoun(words, lex):
        memory.keep(again, lex, words)
    elif earlier.nature.kind == "person":
        memory.by_kind["person"] = again
    return Resolved(told, earlier, earlier.speaker)


def _is_pronoun(words: Sequence[Token], lex: Words) -> bool:
    alone = len(words) == 1 or (len(words) == 2 and lex.has("words.self", words[1].low))  # noqa: PLR2004  "ella misma"
    return alone and (
        lex.has("words.pronoun", words[0].low)
        or lex.has("words.relative", words[0].low)
        or lex.has("words.stressed", words[0].low)
        or lex.has("words.possessive", words[0].low)
    )


def _earlier(
    words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words, *, plural: bool
) -> Mention | None:
    if _is_pronoun(words, lex):
        low = words[0].low
        return _by_pronoun("they" if plural and lex.has("words.they", low) else low, at, memory, lex)
    first = words[0].low
    core = core_of(words, lex)
    if lex.has("words.possessive", first) and lex.has("sources.authors", core[-1].low):
        return _near(memory.by_kind.get("document"), at, _NEAR)
    if lex.has("words.the", first) and not own.named:
        return _definite(words, core, own, at, memory, lex)
    if own.kind == "media" and own.name:
        return _same_outlet(own, memory)
    if own.kind in {"person", "unknown", "organisation"} and own.named and all(token.capital for token in core):
        whole = _longer(core, memory)
        if whole is not None:
            return whole
    if own.kind in {"person", "unknown"} and own.named:
        return _same_outlet(replace(own, name=" ".join(token.text for token in core)), memory) or _same_person(
            core, memory, lex
        )
    return None


def _by_pronoun(low: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The nearest fitting mention; none where two persons are equally near."""
    if lex.has("words.person_pronoun", low) or lex.has("words.person_possessive", low):
        last = _near(memory.by_kind.get("person"), at, _NEAR)
        rival = memory.earlier_person
        if last is not None and not agrees(last.words, low, lex):
            last, rival = (
                rival if rival is not None and at[0] - rival.block <= _NEAR and agrees(rival.words, low, lex) else None,
                None,
            )
        if rival is not None and not agrees(rival.words, low, lex):
            rival = None
        if last is None:
            return _thing(low, at, memory, lex)
        if rival is None:
            return last
        just_before = (last.block, last.unit) >= (at[0], at[1] - 1)
        clear = rival.block < last.block or (just_before and rival.unit < last.unit)
        return last if clear or rival.speaker == last.speaker else None
    kinds: tuple[str, ...] = ("document", "organisation", "media") if lex.has("words.thing_pronoun", low) else ()
    if lex.has("words.plural_pronoun", low) or low == "they":
        kinds = ("group", "organisation", "agencies")
    near = [mention for kind in kinds if (mention := _near(memory.by_kind.get(kind), at, 1)) is not None]
    return max(near, key=lambda mention: mention.place) if near else None


def _thing(low: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "elle", "sie", "il" may mean where no person is near: the body or document named last, if its article agrees."""
    if lex.language == "en":
        return None
    kinds = ("document", "organisation", "media")
    near = [mention for kind in kinds if (mention := _near(memory.by_kind.get(kind), at, 1)) is not None]
    last = max(near, key=lambda mention: mention.place) if near else None
    return last if last is not None and sex(last.words, lex) == _asked(low, lex) else None


def _near(mention: Mention | None, at: tuple[int, int], reach: int) -> Mention | None:
    return mention if mention is not None and at[0] - mention.block <= reach else None


def _definite(  # noqa: PLR0917  what `resolve` has in hand
    words: Sequence[Token], core: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words
) -> Mention | None:
    """As in "The report", "the ministry", "the newspaper", "the authors": the last mention with that head."""
    head = core[-1].low
    if head.endswith("year-old") or lex.has("sources.any_person", head):
        last = _near(memory.by_kind.get("person"), at, _NEAR)
        one = sex(words, lex)
        other = sex(last.words, lex) if last is not None else ""
        return last if not one or not other or one == other else None
    if len(core) > _SHORT:
        return None
    if lex.has("sources.authors", head) and own.kind in {"group", "person", "unknown"}:
        return _near(memory.by_kind.get("document"), at, _NEAR)
    same = _near(memory.by_head.get(head), at, _FAR)
    if same is not None and same.nature.kind == own.kind and len(core) == 1:
        return same
    if (own.kind == "media" or lex.has("sources.paper", head)) and len(core) == 1:
        return _near(memory.by_kind.get("media"), at, _NEAR)
    if own.kind == "organisation" and len(core) == 1 and lex.has("sources.any_organisation", head):
        last = _near(memory.by_kind.get("organisation"), at, _NEAR)
        return last if last is not None and last.nature.named else None
    return None


def _longer(core: Sequence[Token], memory: Memory) -> Mention | None:
    """An earlier, longer name of an organisation that begins so: "Grey Heron" after "Grey Heron Research"."""
    last = memory.by_head.get(core[0].low)
    if last is None or last.nature.kind not in {"organisation", "media", "unknown", "document"}:
        return None
    lows = [token.low for token in last.words]
    at = next((index for index, low in enumerate(lows) if low == core[0].low), 0)
    return last if lows[at : at + len(core)] == [token.low for token in core] and len(lows) - at > len(core) else None


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
        return None
    ours = _given(core, lex)
    theirs = _given(core_of(last.words, lex), lex)
    return last if not ours or not theirs or ours == theirs else None


def _given(core: Sequence[Token], lex: Words) -> str:
    names = [token.low for token in core[:-1] if token.capital and not lex.has("sources.title", token.low)]
    names = [name for name in names if name not in _OF_SURNAMES]
    return names[0] if names else ""


def _speaker_key(words: Sequence[Token], own: Nature, lex: Words) -> str:
    """What makes two mentions the same source: the words of the shown name, in lower case."""
    return f"{own.kind}:{shown_name(words, own, lex).lower()}"
