"""What has been mentioned so far: what a pronoun, "the report" or a surname may go back to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .ages import Ages
from .compounds import bases
from .kinds import kind_of
from .natures import Nature
from .parts import core_of, name_beside, subordinates
from .words import Words

#: Where words stand in the document.
Place = tuple[int, int]
#: What a mention is in its sentence: who speaks there, its subject, another part of it, tied to another noun, or an owner.
Role = Literal["source", "subject", "object", "nested", "owner"]
#: Mentions that a pronoun may choose from.
_RECENT: Final = 16
#: Words that "the annual report" and its like have at most, without the article.
_SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a possible source is named: its words, what they tell, the speaker behind it, and what it is in its sentence.

    `maker` holds the words for whoever is told to have made or sent it, if it is a document.
    """

    words: tuple[Token, ...]
    nature: Nature
    block: int
    unit: int
    speaker: str
    role: Role = "source"
    maker: tuple[Token, ...] = ()

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
    places where a sentence or its like begins, so that a capital tells nothing; `ages` what ages are told of somebody; `units` the number of units before each
    block; `apart` is what a mention in an earlier block counts less for a pronoun; `quoted` is the speaker of the quotation that is being read, who is no third person in it;
    `bodies` gives the name of a body, or of a newspaper, that opened a sentence last before a place; `told` where that stands which is laid to whoever is looked for, who is not told of there; `last` is whoever spoke last, `recent` who was mentioned last, `sexes` what pronouns have told of a speaker.
    """

    inner: frozenset[str] = frozenset()
    openings: frozenset[int] = frozenset()
    ages: Ages = field(default_factory=Ages)
    units: Mapping[int, int] = field(default_factory=dict)
    bodies: Callable[[tuple[int, int], bool], Mention | None] = field(default=lambda _, __: None)
    apart: float = 0.0
    quoted: str | None = None
    told: tuple[Place, ...] = ()
    last: Mention | None = None
    recent: deque[Mention] = field(default_factory=lambda: deque(maxlen=_RECENT))
    sexes: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, Mention] = field(default_factory=dict)
    by_head: dict[str, Mention] = field(default_factory=dict)
    by_surname: dict[str, Mention] = field(default_factory=dict)
    by_given: dict[str, Mention] = field(default_factory=dict)
    by_initials: dict[str, Mention] = field(default_factory=dict)
    names: dict[str, tuple[str, SourceKind, bool]] = field(default_factory=dict)

    def keep(self, mention: Mention, lex: Words, words: Sequence[Token] = ()) -> None:
        """Remember a mention, and that it was named in other `words` too."""
        kind = "agencies" if lex.has("sources.agencies", mention.nature.head) else mention.nature.kind
        self.by_kind[kind] = mention
        self.recent.append(mention)
        own = _own_words(mention.words, lex)
        for token in (*mention.words, *words):
            self.by_head.setdefault(token.low, mention)
            if token not in own and token in mention.words:
                continue
            if token.low == mention.nature.head or _alike(kind_of(token, lex), mention.nature.kind, lex):
                self.by_head[token.low] = mention
                if lex.language == "de":
                    self.by_head.update(dict.fromkeys(bases(token.low), mention))
        if mention.nature.name:
            self.by_head[mention.nature.head] = mention
        core = name_beside(mention.words, lex) or core_of(mention.words, lex)
        if mention.nature.named and kind in {"person", "unknown"} and core[-1].capital and not _for_another(core, lex):
            self.by_surname[core[-1].low] = mention
            self.by_surname[_before_preposition(core, lex).low] = mention
            if lex.language == "es" and len(core) > _SHORT and core[-2].capital:
                self.by_surname[core[-2].low] = mention
        capitals = [token for token in core if token.capital]
        given = [token for token in capitals if not (lex.has("sources.title", token.low) or kind_of(token, lex))]
        tied = any(lex.has("words.inside", token.low) and not token.capital for token in core)
        if mention.nature.named and kind == "person" and len(given) > 1 and not tied:
            self.by_given[given[0].low] = mention
        if len(capitals) > 1:
            self.by_initials["".join(token.text[0] for token in capitals).lower()] = mention

    def order(self, block: int, unit: int) -> int:
        """The number of a unit in the document."""
        return self.units.get(block, block) + unit


def _for_another(core: Sequence[Token], lex: Words) -> bool:
    """Whether a name is that of whom somebody works for: "spokeswoman for Hugh Tallant"."""
    tied = next((at for at, token in enumerate(core) if lex.has("words.inside", token.low)), len(core))
    return tied < len(core) and not any(token.capital for token in core[:tied])


def _own_words(words: Sequence[Token], lex: Words) -> Sequence[Token]:
    """An English phrase without its owner and what is tied to it: "wife" of "the captain’s wife", not "president" of "an aide to the president"."""
    if lex.language != "en":
        return words
    owner = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at].low == "’s"), 0)
    tied = (at for at in range(owner + 1, len(words)) if lex.has("words.inside", words[at].low))
    return words[owner : next(tied, len(words))]


def _alike(told: SourceKind | None, kind: SourceKind, lex: Words) -> bool:
    """Whether a noun is of a kind; a German office is the same for one person and for several."""
    return told == kind or (lex.language == "de" and {told, kind} == {"person", "group"})


def _before_preposition(core: Sequence[Token], lex: Words) -> Token:
    """The last word of a name before what ties to it: "Ritter" of "Tom Ritter von der Hochschule"."""
    end = next((at for at, token in enumerate(core) if at and subordinates(token, lex)), len(core))
    return core[end - 1] if core[end - 1].capital else core[-1]
