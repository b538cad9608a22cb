"""A claim as it can be read alone: the exact words, with what they lack in square brackets.

Three rules, each with one candidate or none at all: a member of a list gets the frame that it shares with the first; "12% of those" what those
are; a pronoun at the beginning whom or what it means. Whatever is not in the claim's own words stands in brackets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from sayso.language.fold import fold
from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token, tokens
from sayso.model import Attribution, Figure, Span, Speaker

from .certainty import doubts
from .grammar import Grammar
from .pieces import Piece

#: Words that a frame, what is put in for a pronoun and what tells of an earlier figure have at most.
_LONGEST_FRAME: Final = 30
_LONGEST_NAME: Final = 8
_LONGEST_REST: Final = 8
_FEWEST: Final = 3
#: How far before a name its office may end, and behind it begin, in characters.
_BESIDE: Final = 3
_BEHIND: Final = 14
#: Words that may stand between a cue and a pronoun for its source: "said on Monday that she", ", dass".
_NEAR: Final = 4
_OPENING: Final = frozenset('“„«"‘‹»')


@dataclass(slots=True)
class Restater:
    """What a document has said so far, for the claims that follow. Claims are given in order of the text."""

    text: str
    g: Grammar
    figures: Mapping[str, Figure]
    speakers: Mapping[str, Speaker]
    sayings: Mapping[int, Attribution]
    quantities: Sequence[int]
    before: tuple[Token, ...] = ()
    sentence: tuple[Token, ...] = ()
    first: Piece | None = None
    told: dict[str, tuple[Token, ...]] = field(default_factory=dict)

    def begin(self, row: tuple[Token, ...], *, fresh: bool) -> None:
        """A sentence begins; `fresh` is whether it opens a paragraph."""
        self.before = () if fresh else self.sentence
        self.sentence = row

    def restate(self, piece: Piece, held: Sequence[Figure]) -> str | None:
        """The claim as it can be read alone, or None where its exact words do or nothing safe can be said."""
        if not piece.member:
            self.first = piece
        for figure in held:
            self.told[figure.id] = piece.row
        if piece.member:
            return self._framed(piece)
        return self._of_those(piece, held) or self._named(piece)

    def _framed(self, piece: Piece) -> str | None:
        """A list's member behind the frame of the first: "[we blame] old pipes (35%)"."""
        if self.first is None or any(self.g.finite(piece.row)):
            return None
        row = self.first.row
        size = frame_size(row, piece.row, self.g, self.sentence)
        if not size or size > _LONGEST_FRAME:
            return None
        colon = ":" if size == len(row) else ""
        end = row[size - 1].end
        spoken = self.first.attribution.content if self.first.attribution is not None else ()
        start = max([row[0].start, *(span.start for span in spoken if span.start < end <= span.end)])
        return f"[{self._plain(start, end)}{colon}] {self._plain(piece.start, piece.end)}"

    def _of_those(self, piece: Piece, held: Sequence[Figure]) -> str | None:
        """As in "12% of those [300 men]": by the earlier figure that the share rests on."""
        for figure in held:
            base = figure.base
            earlier = self.figures.get(base.figure) if base is not None and base.figure else None
            if (
                base is None
                or earlier is None
                or earlier.end > piece.start
                or base.text.lower() not in _words(self.g.language)["those"]
            ):
                continue
            words = self._whole(earlier)
            if words and (earlier.base is not None or self._alone(earlier, piece)):
                return self._filled(piece, base.end, base.end, words)
        return None

    def _alone(self, figure: Figure, piece: Piece) -> bool:
        """Whether no other quantity stands near before a claim, so that "those" can be but what this one counts."""
        start = (self.before or self.sentence)[0].start
        starts = self.quantities
        near = starts[bisect_left(starts, start) : bisect_left(starts, piece.start)]
        return not [place for place in near if place != figure.start]

    def _whole(self, figure: Figure) -> str:
        """What an earlier figure counts, with it: "300 men", "a third of the men, which has returned home"."""
        if figure.counted is not None and figure.counted.start >= figure.end:
            return self._plain(figure.start, figure.counted.end)
        lists = _words(self.g.language)
        if figure.base is None or not lists["of"]:
            return ""
        share = f"{figure.text} {lists['of']} {figure.base.text}"
        row = self.told.get(figure.id, ())
        rest = [token for token in row if token.start >= figure.end]
        opens = bool(row) and row[0].start == figure.start and bool(rest)
        if opens and len(rest) <= _LONGEST_REST and self.g.finite(row)[len(row) - len(rest)]:
            return f"{share}, {lists['which']} {self._plain(rest[0].start, row[-1].end).rstrip('.')}"
        return share

    def _named(self, piece: Piece) -> str | None:
        """A claim whose first word is a pronoun, with whom it means: "[Marte Lind] asked why"."""
        at = next((at for at, token in enumerate(piece.row) if token.text not in _OPENING), 0)
        token = piece.row[at]
        saying = self.sayings.get(token.start)
        if saying is not None and len(saying.source) == 1 and piece.attribution is None:
            name = self._resolved(saying, token)
            return self._filled(piece, token.start, saying.source[0].end, name) if name else None
        wanted = self._wanted(piece.row, at)
        if not wanted or (piece.attribution is not None and piece.attribution.speech != "indirect"):
            return None
        name = self._source(piece, wanted) if piece.attribution is not None else self._subject(wanted)
        return self._filled(piece, token.start, token.end, name) if name else None

    def _resolved(self, saying: Attribution, token: Token) -> str:
        """Whom a source that is a pronoun goes back to, where that is told by a name or a noun that fits."""
        lists = _words(self.g.language)
        place = saying.resolves_to
        if saying.source[0].end != token.end or not self._is_pronoun(token) or place is None:
            return ""
        if token.low in lists["it"]:
            return " ".join(place.text.split()) if len(place.text.split()) <= _LONGEST_NAME else ""
        words = tokens(fold(self.text[place.start : place.end]), place.start, self.g.language)
        name = self._called(words, "m" if token.low in lists["he"] else "f")
        return "" if self._others(place, name) else name

    def _others(self, place: Span, name: str) -> bool:
        """Whether the sentence before tells of somebody else: a name, or an office that does not stand beside the one that is meant."""
        last = name.split()[-1:]
        return any([words[-1].text] != last for words, _ in people(self.before)) or any(
            self._is_person(token) and not place.start - _BESIDE <= token.start < place.end + _BESIDE
            for token in self.before
        )

    def _called(self, words: Sequence[Token], wanted: str) -> str:
        """What somebody is called: the name alone where there is one, else a noun with its article; nothing where it does not fit."""
        if sex_of(words, self.g.language) != wanted or len(words) > _LONGEST_NAME:
            return ""
        named = people(words)
        if named:
            return " ".join(token.text for token in named[0][0])
        whole = " ".join(self.text[words[0].start : words[-1].end].split())
        return whole if words[0].low in _ARTICLES[self.g.language] else ""

    def _is_pronoun(self, token: Token) -> bool:
        lists = _words(self.g.language)
        return any(token.low in lists[name] for name in ("he", "she", "it"))

    def _wanted(self, row: Sequence[Token], at: int) -> str:
        """What the first pronoun of a claim asks for: "m", "f", "n"; nothing where it is none, or may mean nobody."""
        lists = _words(self.g.language)
        low = row[at].low
        near = [token.low for token in row[at + 1 : at + 4]]
        if low in lists["it"]:
            return "" if any(word in lists["impersonal"] for word in near) else "n"
        if low in lists["he"]:
            return "" if self.g.language == "fr" and any(word in lists["impersonal"] for word in near) else "m"
        if low not in lists["she"] or (self.g.language == "de" and _is_plural(row, self.g)):
            return ""
        return "f"

    def _source(self, piece: Piece, wanted: str) -> str:
        """Who says it, where the pronoun can mean nobody else: "The mayor, Odile Brandt, said she would resign"."""
        saying = piece.attribution
        if saying is None or len(saying.source) != 1 or not self._follows(piece, saying):
            return ""
        source = [token for token in self.sentence if saying.source[0].start <= token.start < saying.source[0].end]
        if wanted == "n":
            single = saying.source_kind in {"organisation", "document", "media"} and _is_single(source)
            single = single and not doubts(saying, self.g.language)
            return " ".join(saying.source[0].text.split()) if single and self.g.language == "en" else ""
        others = people(
            [token for token in (*self.before, *self.sentence) if token.start < piece.start and token not in source]
        )
        if saying.source_kind != "person" or any(sex in {wanted, ""} for _, sex in others):
            return ""
        if len(source) == 1:
            return self._resolved(saying, source[0])
        return self._called(source, wanted)

    def _follows(self, piece: Piece, saying: Attribution) -> bool:
        """Whether a claim begins right behind its cue, but for "that"."""
        end = max((span.end for span in saying.cue if span.end <= piece.start), default=-1)
        between = [token for token in self.sentence if end <= token.start < piece.start]
        return end >= 0 and len(between) <= _NEAR

    def _subject(self, wanted: str) -> str:
        """The only one named in the sentence before, where that begins with him or her."""
        found = people(self.before)
        if (
            wanted == "n"
            or len(found) != 1
            or found[0][1] != wanted
            or any(self._is_person(token) for token in self.before)
        ):
            return ""
        name = found[0][0]
        begins = all(token.capital for token in self.before[: self.before.index(name[0])])
        return " ".join(token.text for token in name) if begins else ""

    def _is_person(self, token: Token) -> bool:
        lists = _words(self.g.language)
        tables = lexicon(f"sayso.{self.g.language}")["sources"]
        return token.low in lists["male"] or token.low in lists["female"] or token.low in tables["person"]

    def _filled(self, piece: Piece, start: int, end: int, words: str) -> str:
        """The claim's words with some put in, or in the place of a pronoun."""
        space = " " if start == end else ""
        return f"{self._plain(piece.start, start)}{space}[{words}]{self._plain(end, piece.end)}".strip()

    def _plain(self, start: int, end: int) -> str:
        """The text's words with single spaces; those at the edges stay."""
        part = self.text[start:end]
        lead, tail = part[:1].isspace(), part[-1:].isspace()
        return f"{' ' * lead}{' '.join(part.split())}{' ' * (tail and bool(part.strip()))}"


def frame_size(row: Sequence[Token], member: Sequence[Token], g: Grammar, sentence: Sequence[Token]) -> int:
    """How many words of a list's first member are the frame of them all; 0 where it cannot be told.

    The frame ends with a colon, or with the verb or preposition before the first item.
    """
    shut = next((at for at, token in enumerate(row) if token.text == "("), 0)
    if not shut:
        behind = next((token for token in sentence if token.start >= row[-1].end), None)
        return len(row) if behind is not None and behind.text == ":" and len(row) >= _FEWEST else 0
    finite = g.finite(row)
    start = shut
    while (
        start
        and row[start - 1].kind in {"word", "clitic"}
        and not g.has("preposition", row[start - 1])
        and not finite[start - 1]
    ):
        start -= 1
        if g.has("determiner", row[start]):
            break
    if start < _FEWEST or start == shut or not any(finite[:start]):
        return 0
    last = row[start - 1]
    if not (finite[start - 1] or g.has("preposition", last)) or g.has("preposition", member[0]):
        return 0
    of = last.low in {"of", "de", "von", "d’", "du", "del"}
    return 0 if of and (g.has("determiner", row[start]) or g.has("determiner", member[0])) else start


def people(row: Sequence[Token]) -> list[tuple[tuple[Token, ...], str]]:
    """Names of persons by their given names, each with "m", "f" or "" where the given name tells nothing."""
    found: list[tuple[tuple[Token, ...], str]] = []
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and row[end].kind == "word" and row[end].capital:
            end += 1
        if end - at > 1:
            given = next((place for place in range(at, end - 1) if row[place].low in _given()), None)
            if given is not None:
                found.append((tuple(row[given:end]), _given()[row[given].low]))
        at = max(end, at + 1)
    return found


def sex_of(row: Sequence[Token], language: str) -> str:
    """What a phrase tells of a person: by a noun such as "spokeswoman", else by the given name; "" where it tells nothing."""
    lists = _words(language)
    told = {sex for token in row for sex, name in (("m", "male"), ("f", "female")) if token.low in lists[name]}
    if len(told) == 1:
        return told.pop()
    named = {sex for _, sex in people(row)}
    return named.pop() if len(named) == 1 and not told else ""


#: Articles by which somebody is told who was told of before.
_ARTICLES: Final = {
    "en": frozenset(("the",)),
    "de": frozenset(("der", "die")),
    "es": frozenset(("el", "la")),
    "fr": frozenset(("le", "la", "l’")),
}


def _is_single(row: Sequence[Token]) -> bool:
    return (
        bool(row)
        and row[0].low in {"the", "a", "an"}
        and not row[-1].low.endswith("s")
        and row[-1].low not in {"police", "people"}
    )


def _is_plural(row: Sequence[Token], g: Grammar) -> bool:
    """Whether a German "sie" is many, by its verb."""
    verb = next((token.low for token, finite in zip(row, g.finite(row), strict=True) if finite), "en")
    return verb.endswith("en") or verb in {"sind", "seien"}


@cache
def _words(language: str) -> dict[str, Any]:
    return lexicon("sayso.restate")[language]  # type: ignore[no-any-return]


@cache
def _given() -> dict[str, str]:
    names = lexicon("given")["names"]
    return {name: sex for sex, group in (("f", names["female"]), ("m", names["male"])) for name in group}
