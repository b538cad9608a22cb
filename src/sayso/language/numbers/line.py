"""A sentence laid out for reading: its tokens, their keys, and what touches what."""

from __future__ import annotations

from msgspec import Struct, field

from .tokens import Token, tokenise


class Line(Struct, frozen=True, eq=False):
    """The folded text of a sentence with its tokens. Places are token numbers; beyond the ends every key is "".

    `small` tells that the whole line has no capital, so that capitals tell nothing.
    `read` remembers the numbers that were read at a place, so that each reader may ask again at no cost; `tags` holds the
    parts of speech once somebody has asked for them; `taken` maps the tokens of each figure to where it ends; `begins` holds where figures and names begin.
    """

    text: str
    tokens: list[Token]
    keys: list[str]
    small: bool = False
    read: dict[tuple[int, bool, bool], object] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Line:
        """Lay out a folded text."""
        tokens = tokenise(text)
        return cls(text, tokens, [token.key for token in tokens], text == text.lower())

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, place: int) -> str:
        """The key at a place, or "" beyond the ends."""
        if place < 0:
            return ""
        try:
            return self.keys[place]
        except IndexError:
            return ""

    def glued(self, place: int) -> bool:
        """Whether the token at a place touches the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end == self.tokens[place].start

    def digits(self, place: int) -> bool:
        """Whether a string of digits stands at a place."""
        return 0 <= place < len(self.tokens) and self.tokens[place].kind == "digits"

    def word(self, place: int) -> bool:
        """Whether a word stands at a place."""
        return 0 <= place < len(self.tokens) and self.tokens[place].kind == "word"

    def capital(self, place: int) -> bool:
        """Whether a word with a capital stands at a place: "Boeing", "iPhone"."""
        return self.word(place) and self.tokens[place].text != self.keys[place]

    def written(self, first: int, end: int) -> str:
        """The text from one place up to another."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if first < end else ""

    def apart(self, place: int) -> bool:
        """Whether white space stands between the token at a place and the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end < self.tokens[place].start

    def gap(self, place: int) -> str:
        """What lies between a token and the one before it."""
        return self.text[self.tokens[place - 1].end : self.tokens[place].start] if 0 < place < len(self) else ""
