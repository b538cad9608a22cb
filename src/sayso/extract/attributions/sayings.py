"""From a stretch of text to sayings: a source's words, a cue and a content, with their places, before anything is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

from .clauses import with_clauses
from .content import content_of
from .german import german_hits
from .german.phrases import phrase_ending
from .heldin import HELD
from .hits import Hit
from .nouns import Range, phrase_before
from .phrases import phrase_hits
from .rests import behind_verb
from .romance import romance_hits
from .tied import tied_owner
from .units import Stretch, Unit
from .verbs import verb_hits
from .versions import versions
from .words import Words

Place = tuple[int, int]
#: Quoted words that make indirect speech "mixed"; fewer only mark a wording.
QUOTED_WORDS: Final = 3
_STOPS: Final = frozenset((".", "!", "?", "…"))


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution in the making. Places are offsets in the document; `words` are the source's tokens.

    `shared` is set where the source stands at an earlier cue, `part` where a quotation within what is said is told of by itself,
    `dropped` where the subject is left out and whoever spoke last is meant; `spoken` holds what of the content is quotation.
    `inside` names, by source and cue, the saying that cites this one, though it has the same content; `until` is where that one ends;
    `since` is where the saying that it cites starts. `antecedent` holds the tokens of the noun phrase before a relative pronoun; `unit` is where it was found, and `at`
    the number of that unit's block and of the unit in it.
    """

    source: tuple[Place, ...]
    words: tuple[Token, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    frame: str
    rule: str
    unit: Unit
    at: tuple[int, int]
    antecedent: tuple[Token, ...] = ()
    suggested: bool = False
    shared: bool = False
    dropped: bool = False
    spoken: tuple[Place, ...] = ()
    inside: tuple[tuple[Place, ...], tuple[Place, ...]] | None = None
    until: int = 0
    since: int = -1

    @property
    def start(self) -> int:
        """Where its first part starts; a source that stands at another cue does not count."""
        source = () if self.shared or self.suggested else self.source
        return min([start for start, _ in (*source, *self.cue, *self.content)])

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """By which sayings are ordered: by their start, the longer first; what another cites comes behind that one."""
        start = self.start if self.since < 0 else min(self.since, self.start)
        return start, -(self.until or self.end), bool(self.until), self.frame not in {"according", "hearsay"}

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return max([end for _, end in (*self.source, *self.cue, *self.content)])


def sayings_of(stretch: Stretch, lex: Words) -> list[Saying]:
    """The sayings of one block, with what is quoted before and behind a cue's unit."""
    found: list[Saying] = []
    for number, unit in enumerate(stretch.units):
        quote = _quote_before(stretch.units, number)
        hits = _hits(unit.items, lex, after_quote=quote is not None)
        for index in range(len(hits)):
            saying = _saying(stretch.units, number, hits, index, quote, lex)
            if saying is not None:
                found.append(_continued(saying, stretch.units, number))
    return found


def _hits(row: Sequence[Token], lex: Words, *, after_quote: bool) -> list[Hit]:
    """The cues of a unit in order; of two that overlap, the first."""
    if lex.language == "de":
        return german_hits(row, lex, after_quote=after_quote)
    every = [
        *versions(row, lex),
        *phrase_hits(row, lex),
        *romance_hits(row, lex, after_quote=after_quote),
        *verb_hits(row, lex, after_quote=after_quote),
    ]
    if lex.language == "en":
        every = [hit for hit in every if hit.frame != "hearsay" or not _in_cue(hit, every)]
    else:
        every = [hit for hit in every if not (hit.dropped and _shared_by(hit, every))]
    kept: list[Hit] = []
    for hit in sorted(every, key=lambda hit: hit.cue[0]):
        if not kept or hit.cue[0] >= kept[-1].cue[1]:
            kept.append(hit)
    return with_clauses(row, kept, lex)


def _shared_by(hit: Hit, every: Sequence[Hit]) -> bool:
    """Whether a cue whose subject seems left out has its source at an earlier cue of its sentence: "señaló «A» y añadió que B"."""
    return any(other.shared and other.source is not None and other.cue[1] == hit.cue[1] for other in every)


def _in_cue(hit: Hit, every: Sequence[Hit]) -> bool:
    """Whether a cue lies in the longer one of somebody: "reportedly" in "reportedly wants"."""
    return any(
        other.source is not None and other.cue != hit.cue and other.cue[0] <= hit.cue[0] and hit.cue[1] <= other.cue[1]
        for other in every
    )


def _quote_before(units: Sequence[Unit], number: int) -> Token | None:
    """The quotation that ends just before a unit of the same block."""
    last = units[number - 1].items[-1] if number else None
    return last if last is not None and last.kind == "quote" else None


def _saying(  # noqa: PLR0917  what `sayings_of` has in hand
    units: Sequence[Unit], number: int, hits: Sequence[Hit], index: int, quote: Token | None, lex: Words
) -> Saying | None:
    unit, before = units[number], units[number - 1] if number else None
    row, hit, at = unit.items, hits[index], (unit.block, number)
    content = tuple(_place(row, part) for part in content_of(row, hits, index, lex))
    if not content and quote is not None and hit.frame == "say" and hit.end >= len(row) - 1:
        content = ((quote.start, quote.end),)
    if not content and hit.anaphor and before is not None:
        content = ((before.start, before.items[-1].start if before.items[-1].text in _STOPS else before.end),)
    if not content:
        return None
    words = row[hit.source[0] : hit.source[1]] if hit.source else ()
    source = (_place(row, hit.source),) if hit.source else ()
    antecedent = _antecedent(row, hit, lex)
    cue = tuple(_place(row, part) for part in (hit.cue, hit.particle) if part is not None)
    return Saying(
        source,
        tuple(words),
        cue,
        content,
        hit.frame,
        hit.rule,
        unit,
        at,
        antecedent,
        suggested=hit.suggested,
        shared=hit.shared,
        dropped=hit.dropped,
        spoken=(*_quotations(row), *(((quote.start, quote.end),) if quote is not None else ())),
    )


def lies_in(token: Token, places: Sequence[Place]) -> bool:
    """Whether a token begins within one of some places. It is asked of every token of a sentence, so without a generator."""
    for start, end in places:  # noqa: SIM110
        if start <= token.start < end:
            return True
    return False


def words_in(text: str) -> int:
    """The words of a text, its marks not counted."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def distances(before: Sequence[Token], language: str) -> bool:
    """Whether the words before a quotation keep the author away from it: "so-called", "a sort of"."""
    lists = lexicon("sayso.marks")[language]
    return any(token.low in lists["distancing"] or token.low in lists["distancing_near"] for token in before)


def _place(row: Sequence[Token], part: Range) -> Place:
    return row[part[0]].start, row[part[1] - 1].end


def _antecedent(row: Sequence[Token], hit: Hit, lex: Words) -> tuple[Token, ...]:
    which = hit.source is not None and row[hit.source[1] - 1].low in {"cual", "cuales"}
    if hit.source is not None and hit.rule == HELD:
        return antecedent_at(row, hit.source[1] - 1, lex, before=hit.source[0] - (row[hit.source[0] - 1].low == "en"))
    if hit.source is None or (hit.source[1] - hit.source[0] > 1 and not which):
        return ()
    tied = lex.language == "de" and row[hit.cue[0]].low in {"nach", "laut"}
    behind = (hit.frame == "according" or tied) and hit.cue[1] == hit.source[0]
    if lex.language == "de" and hit.source[0] and row[hit.source[0] - 1].low == "aus":
        return antecedent_at(row, hit.source[0], lex, before=hit.source[0] - 1)
    found = antecedent_at(row, hit.source[1] - 1, lex, before=hit.cue[0] if behind else None)
    tie = tied_owner(row, hit.cue[0], lex) if found and behind else None
    return tuple(token for token in found if tie is None or token.start >= row[tie].start)


def antecedent_at(row: Sequence[Token], at: int, lex: Words, *, before: int | None = None) -> tuple[Token, ...]:
    """What the relative pronoun at a place refers to, the noun phrase just before it, or `before` its preposition; nothing where none is."""
    pointing = (
        lex.language == "de" and row[at].low in _POINTING and _behind_comma(row, at if before is None else before)
    )
    plain = lex.has("words.relative", row[at].low) or row[at].low in _PLAIN.get(lex.language, ())
    if not (plain or pointing):
        return ()
    at = at if before is None else before
    end = at - 1 if at and row[at - 1].text == "," else at
    if lex.language == "de":
        found = phrase_ending(row, end, lex)
        found = _agreeing(row, found, row[at].low) if found and before is None else found
    else:
        found = phrase_before(row, end, lex)
        found = behind_verb(row, (_behind_verb(row, found, lex), found[1]), lex) if found else None
    return tuple(row[found[0] : found[1]]) if found else ()


def _behind_verb(row: Sequence[Token], found: Range, lex: Words) -> int:
    """Where a Spanish or French phrase begins whose verb of citing could be a noun: "un funcionario" of "El diario cita a un funcionario"."""
    cites = (at for at in range(found[0] + 1, found[1] - 1) if lex.has("phrases.cites", row[at].low))
    verb = next(cites, None) if lex.language in {"es", "fr"} else None
    return found[0] if verb is None else verb + 1 + lex.has("words.inside", row[verb + 1].low)


def _agreeing(row: Sequence[Token], found: Range, pronoun: str) -> Range:
    """A German phrase, or what is tied to it where only that agrees with the pronoun: "des Kapitäns" of "die Frau des Kapitäns, der"."""
    other = {"der": ("die", "eine"), "die": ("der", "ein", "das", "den", "dem", "einen", "einem")}.get(pronoun, ())
    inner = next((at for at in range(found[0] + 1, found[1]) if row[at].low in {"des", "der", "eines", "einer"}), None)
    return (inner, found[1]) if inner is not None and row[found[0]].low in other else found


#: Further relative pronouns, by language.
_PLAIN: Final = {"en": ("that",), "es": ("que", "donde")}
#: German articles that are relative pronouns behind a comma.
_POINTING: Final = frozenset(("der", "die", "das", "dem", "denen"))


def _behind_comma(row: Sequence[Token], at: int) -> bool:
    """Whether a word stands right behind a comma that a noun stands before."""
    return at > 1 and row[at - 1].text == "," and row[at - 2].kind in {"word", "quote", "number"}


def _continued(saying: Saying, units: Sequence[Unit], number: int) -> Saying:
    """The saying with the quotation that goes on right behind its cue: "“A,” she said. “B.”"."""
    row = units[number].items
    cue_end = max(place[1] for place in (*saying.cue, *saying.source))
    if any(place[1] > cue_end for place in saying.content) or row[-1].text in {":", ","}:
        return saying
    if any(token.start >= cue_end and token.kind == "quote" for token in row) or saying.frame != "say":
        return saying
    more: list[Place] = []
    at = number + 1
    while at < len(units) and all(token.kind in {"quote", "mark"} for token in units[at].items):
        more.extend((token.start, token.end) for token in units[at].items if token.kind == "quote")
        at += 1
    return replace(saying, content=(*saying.content, *more), spoken=(*saying.spoken, *more)) if more else saying


def _quotations(row: Sequence[Token]) -> tuple[Place, ...]:
    return tuple((token.start, token.end) for token in row if token.kind == "quote")
