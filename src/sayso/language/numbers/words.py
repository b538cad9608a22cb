"""Number words, put together one by one: "two hundred and five thousand", "quatre-vingt-dix-sept", "treinta y dos mil"."""

# ruff: noqa: PLR2004  # ten, twenty and a hundred are what number words are made of
from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

WordClass = Literal["unit", "tens", "hundreds", "hundred", "scale", "half"]

_LONGEST: Final = 120
_VOWELS: Final = frozenset("aeiou")
LARGEST: Final = 10**30


class Lexeme(Struct, frozen=True):
    """A number word with the part that it plays: an atom (unit, tens, hundreds) or a multiplier (hundred, scale)."""

    value: int | Decimal
    kind: WordClass

    @property
    def multiplies(self) -> bool:
        """Whether it multiplies what stands before it."""
        return self.kind in {"hundred", "scale"}


def lexeme(value: int, *, scale: bool) -> Lexeme:
    """The lexeme of a word of that value, from the list of scales or of cardinals."""
    if scale:
        return Lexeme(value, "hundred" if value == 100 else "scale")
    if value < 10:
        return Lexeme(value, "unit")
    return Lexeme(value, "tens" if value < 100 else "hundreds")


class Sum(Struct):
    """A number while it is being read. `add` takes the next lexeme if it can continue the number.

    `bare` is whether a thousand may stand without "one" before it ("dos millones mil").
    """

    vigesimal: frozenset[int] = frozenset()
    bare: bool = False
    parts: list[tuple[int | Decimal, int]] = field(default_factory=list)
    group: int | Decimal = 0
    open: bool = False
    last: Lexeme | None = None

    def add(self, word: Lexeme) -> bool:
        """Take one more lexeme; False, and nothing changed, where it does not fit."""
        fits = self._multiply(word) if word.multiplies else self._append(word)
        if fits:
            self.last = word
        return fits

    def _append(self, word: Lexeme) -> bool:
        value, group = word.value, self.group
        if self.last is not None and self.last.value == 0:
            return False
        if self.open and not self._room(word, group):
            return False
        if value == 0 and (self.open or self.parts):
            return False
        self.group, self.open = group + value, True
        return True

    def _room(self, word: Lexeme, group: int | Decimal) -> bool:
        value = word.value
        if word.kind == "half":
            return self.last is not None and self.last.kind == "unit"
        if group != int(group):
            return False
        if word.kind == "hundreds":
            return False
        if value < 10 and value > 0:
            return group % 10 == 0 and (group % 100 >= 20 or group % 100 == 0)
        return group % 100 == 0 or (value < 20 and group % 100 in self.vigesimal)

    def _multiply(self, word: Lexeme) -> bool:
        scale = int(word.value)
        if word.kind == "hundred":
            if self.open and not 1 <= self.group < 100:
                return False
            self.group = (self.group if self.open else 1) * 100
            self.open = True
            return True
        above = self.parts[-1][1] if self.parts else 0
        if self.parts and above == scale:
            return False
        if not self.open and above > scale and not self.bare:
            return False
        total = self.group
        while self.parts and self.parts[-1][1] < scale:
            total += self.parts.pop()[0]
        if total * scale > LARGEST or (scale < 100 and self.parts):
            return False
        self.parts.append(((total if total or self.open else 1) * scale, scale))
        self.group, self.open = 0, False
        return True

    def copy(self) -> Sum:
        """The number as read so far, to come back to."""
        return replace(self, parts=list(self.parts))

    def become(self, other: Sum) -> None:
        """Go back to what was read before."""
        self.parts, self.group, self.open, self.last = other.parts, other.group, other.open, other.last

    @property
    def value(self) -> int | Decimal:
        """What has been read so far."""
        total = sum((part for part, _ in self.parts), start=self.group)
        return int(total) if total == int(total) else total

    @property
    def scaled(self) -> bool:
        """Whether a thousand or more has been named."""
        return bool(self.parts)


class Compounds:
    """Number words written together: "zweiunddreißigtausend", "duecentoventuno". Pieces are taken longest first."""

    def __init__(
        self, pieces: Mapping[str, Lexeme], joins: Iterable[str], endings: Iterable[str] = (), *, elides: bool = False
    ) -> None:
        """Take the pieces and the syllables that join a unit to the tens after it ("und").

        `elides` tells that a piece may lose its last vowel before another one or one of the `endings` that begin with
        a vowel: "vent-uno", "cent-ottanta", "diciott-enne".
        """
        self._endings = frozenset(endings)
        self._elided = {piece[:-1] for piece in pieces if elides and piece[-1] in _VOWELS} - set(pieces)
        shorter = {piece[:-1]: word for piece, word in pieces.items() if piece[:-1] in self._elided}
        pieces = {**pieces, **shorter}
        self._pieces = pieces
        self._joins = tuple(joins)
        self._lengths = sorted({len(piece) for piece in pieces}, reverse=True)
        self._firsts = frozenset(piece[:3] for piece in pieces if len(piece) > 2)

    def may_start(self, word: str) -> bool:
        """Whether a word begins as a compound could."""
        return word[:3] in self._firsts

    def split(self, word: str) -> tuple[Sum, str] | None:
        """The number at the head of `word`, and what is left of the word after it; None where there is no number."""
        if len(word) > _LONGEST or not self.may_start(word):
            return None
        total, at = Sum(bare=bool(self._elided)), 0
        while (piece := self._piece(word, at)) is not None:
            size = self._take(total, word, at, piece)
            if not size:
                break
            at += size
        return (total, word[at:]) if at else None

    def _piece(self, word: str, at: int) -> str | None:
        """The longest piece at a place; where pieces elide, the longest after which another piece or the end stands."""
        found = [word[at : at + size] for size in self._lengths if word[at : at + size] in self._pieces]
        if not self._elided or not found:
            return found[0] if found else None
        fits = [piece for piece in found if piece not in self._elided or self._vowel(word, at + len(piece))]
        return next((piece for piece in fits if self._goes_on(word, at + len(piece))), fits[0] if fits else None)

    def _vowel(self, word: str, at: int) -> bool:
        return word[at : at + 1] in _VOWELS

    def _goes_on(self, word: str, at: int) -> bool:
        rest = word[at:]
        return not rest or rest in self._endings or any(rest[:size] in self._pieces for size in self._lengths)

    def _take(self, total: Sum, word: str, at: int, piece: str) -> int:
        """Add a piece, or a unit joined to the tens after it; how many letters were used."""
        first = self._pieces[piece]
        for join in self._joins:
            after = at + len(piece) + len(join)
            if first.kind != "unit" or not word.startswith(join, at + len(piece)):
                continue
            tens = self._piece(word, after)
            if tens and self._pieces[tens].kind == "tens" and self._pieces[tens].value >= 20:
                both = Lexeme(first.value + self._pieces[tens].value, "tens")
                return after + len(tens) - at if total.add(both) else 0
        if total.add(first):
            return len(piece) + self._link(total, word, at + len(piece))
        return 0

    def _link(self, total: Sum, word: str, at: int) -> int:
        """The length of a joining syllable after a hundred or a thousand ("hundertundeins")."""
        if total.last is None or not total.last.multiplies:
            return 0
        found = next((join for join in self._joins if word.startswith(join, at)), "")
        return len(found) if found and self._piece(word, at + len(found)) else 0
