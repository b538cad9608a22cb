"""No figure stands outside all assertions of its sentence: what holds one that was left over goes to a claim, or is one.

What is left over once the assertions are cut out is say-so, and what a reader of say-so took too short. A share of those who were asked
goes with what they say ("20% of pupils said they have two"); what stands right beside an assertion, with no say-so between, belongs to it;
else it is the author's own ("said Ann Lee, 71"). When something was said is no assertion by itself, nor is how few said it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Attribution, Figure, Span

from .clauses import has_verb
from .grammar import Grammar
from .joints import parts
from .pieces import Piece, bare, concedes

Row = tuple[Token, ...]

_SHARES: Final = frozenset(("percent", "proportion"))
#: So many of whom something is said were asked or counted; fewer are sources.
_MANY: Final = 10
#: Words of a source that stand at most before the share of those it tells of ("sólo el 10 %"), and before their number ("the two").
_BEFORE_SHARE: Final = 2
_BEFORE_COUNT: Final = 1
#: Tokens that a clause of its own has at least, and words that are enough where nothing ends them.
_LEAST: Final = 4
_WORDS: Final = 3
#: Words that are no claim of their own behind a longer say-so with a figure.
_FEW: Final = 6
_ENDS: Final = frozenset(".?!;")
_EDGES: Final = frozenset((*",;:—–", *"”“»«\"'’‘"))
_THAT: Final = frozenset(("that", "dass", "daß", "que", "qu’"))


def keep(
    row: Sequence[Token], found: Sequence[Piece], sayings: Sequence[Attribution], figures: Sequence[Figure], g: Grammar
) -> tuple[Piece, ...]:
    """The assertions of a sentence with all figures that it asserts; given are those found without, and the figures that begin in it.

    Returns them in order of the text: some wider, some new. Where no figure was left over, they are as they were. Cost: that of a sentence's tokens times its figures, at most.
    """
    done = tuple(found)
    for gap in _gaps(row, found):
        left = [figure for figure in figures if gap[0].start <= figure.start < gap[-1].end]
        if left:
            done = _Gap(gap, left, sayings, g).filled(done)
    return tuple(sorted(done, key=lambda piece: piece.start))


def _gaps(row: Sequence[Token], found: Sequence[Piece]) -> Iterator[Row]:
    """The stretches of a sentence that stand in no assertion."""
    gap: list[Token] = []
    places = [(piece.start, piece.end) for piece in found]
    for token in row:
        if _is_held(token.start, places):
            if gap:
                yield tuple(gap)
            gap = []
        else:
            gap.append(token)
    if gap:
        yield tuple(gap)


def _is_held(at: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a token stands in an assertion. It is asked of every token, so without a generator."""
    for start, end in places:  # noqa: SIM110
        if start <= at < end:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch with figures that no assertion holds."""

    row: Row
    figures: Sequence[Figure]
    sayings: Sequence[Attribution]
    g: Grammar

    def filled(self, found: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The assertions beside it, wider where it belongs to one; with one more where it is one."""
        for piece in (self._after(found), self._before(found)):
            if piece is not None and self._tells_who(piece):
                return _with(found, piece, self._whole(piece))
        if not any(self._is_said(token) for token in self.row):
            return self._beside(found)
        after, own = self._after(found), tuple(self._own())
        if own and after is not None and self._outweighs(after):
            return _with(found, after, replace(after, row=self._whole(after).row))
        return (*found, *own)

    def _outweighs(self, piece: Piece) -> bool:
        """Whether what is said are a few words behind a longer say-so that leads to them: both are one assertion, the source's."""
        if (
            piece.attribution is None
            or piece.attribution.speech == "direct"
            or self._head()
            or self._tail() < len(self.row)
        ):
            return False
        return _words(piece.row) <= _FEW and _words(piece.row) < _words(self.row)

    def _before(self, found: Sequence[Piece]) -> Piece | None:
        return max((one for one in found if one.end <= self.row[0].start), key=lambda one: one.end, default=None)

    def _after(self, found: Sequence[Piece]) -> Piece | None:
        return min((one for one in found if one.start >= self.row[-1].end), key=lambda one: one.start, default=None)

    def _is_said(self, token: Token) -> bool:
        """Whether a token is of who says something, or of the words that say so."""
        return any(_holds(span, token.start) for one in self.sayings for span in (*one.source, *one.cue))

    def _teller(self) -> Attribution | None:
        """Whoever says something by the last cue of the stretch."""
        told = [(span.start, one) for one in self.sayings for span in one.cue if self._has(span.start)]
        return max(told, key=lambda each: each[0])[1] if told else None

    def _has(self, place: int) -> bool:
        return self.row[0].start <= place < self.row[-1].end

    def _tells_who(self, piece: Piece) -> bool:
        """Whether a figure counts those who say what the piece asserts: "20% of pupils said they have two"."""
        sources = piece.attribution.source if piece.attribution is not None else ()
        return any(
            (figure.kind in _SHARES or _is_many(figure)) and self._leads(figure, sources) for figure in self.figures
        )

    def _leads(self, figure: Figure, sources: Sequence[Span]) -> bool:
        """Whether a figure stands at the beginning of a source."""
        source = next((span for span in sources if _holds(span, figure.start)), None)
        if source is None:
            return False
        return sum(source.start <= token.start < figure.start for token in self.row) <= (
            _BEFORE_COUNT if figure.kind == "count" else _BEFORE_SHARE
        )

    def _whole(self, piece: Piece) -> Piece:
        """A piece with those who say so: then it is asserted by whoever tells of them."""
        if piece.start >= self.row[-1].end:
            row = bare(Piece(self.row + piece.row), self.g, last=True)
            return self._laid(row.row if row else piece.row)
        return self._laid(piece.row + _trimmed(self.row, back_only=True))

    def _laid(self, row: Row) -> Piece:
        """A piece, laid to the innermost of those within whose words it stands."""
        start, end = row[0].start, row[-1].end
        holding = [one for one in self.sayings if any(span.start <= start and end <= span.end for span in one.content)]
        return Piece(row, holding[-1] if holding else None)

    def _beside(self, found: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Where no say-so stands between: a clause of its own is a piece, else the stretch belongs to the one beside it."""
        before, after = self._before(found), self._after(found)
        joined = self._joint(0)
        clause = joined and self._is_clause(self.row[joined:])
        if (
            clause
            or (before is None and after is None)
            or (after is None and before is not None and _is_quoted(before))
        ):
            goes_on = before is not None and self.row[0].text == ";"
            own = self._made(self.row)
            return (
                *found,
                *(replace(one, attribution=before.attribution) if goes_on and before else one for one in own),
            )
        if before is not None and (after is None or not joined):
            return _with(found, before, replace(before, row=before.row + _trimmed(self.row, back_only=True)))
        if after is None:
            return found
        row = bare(replace(after, row=self.row[joined:] + after.row), self.g, last=after.attribution is None)
        return _with(found, after, row or after)

    def _joint(self, at: int) -> int:
        """How many tokens from a place on join a clause to what stands before: ", and", ";"; 0 for none."""
        return self._joint_of(self.row[at:])

    def _joint_of(self, row: Row) -> int:
        comma = bool(row) and row[0].text == ","
        if row[0].text in _ENDS:
            return 1
        return 1 + comma if len(row) > 1 + comma and self.g.lists.starts("joint", row, int(comma)) else 0

    def _is_clause(self, row: Row) -> bool:
        return len(row) >= _LEAST and has_verb(row, self.g)

    def _own(self) -> Iterator[Piece]:
        """The author's own: what stands before "and said", or behind "he said, and"; else the say-so with all that is told in it."""
        head, tail = self._head(), self._tail()
        stretches = (self.row[:head], self.row[head:tail], self.row[tail:])
        for part, is_say_so in zip(stretches, (False, True, False), strict=True):
            yield from self._made(part, self._counts if is_say_so else None)

    def _head(self) -> int:
        """Where the say-so begins that follows what its source did: "held three meetings and said", "took a bow, saying"."""
        for at in range(_LEAST, len(self.row) - 1):
            if self._leads_to_cue(at) and self._is_clause(self.row[:at]):
                return at if any(not self._is_said(token) for token in self.row[:at]) else 0
        return 0

    def _leads_to_cue(self, at: int) -> bool:
        """Whether "and", or a comma behind which nothing else follows, leads to words that say so."""
        size = self._joint(at)
        behind = self.row[at + (size or 1) :]
        if not (size or self.row[at].text == ",") or not behind:
            return False
        first = next((token for token in behind if not self.g.has("adverb", token)), behind[0])
        if size:
            return self._is_said(first)
        return all(self._is_said(token) or self._is_slight(token) for token in behind) and self._is_said(first)

    def _is_slight(self, token: Token) -> bool:
        return token.low in _THAT or token.text in _EDGES or self.g.has("adverb", token)

    def _tail(self) -> int:
        """Where a clause begins that is joined behind the say-so."""
        said = max(at for at, token in enumerate(self.row) if self._is_said(token))
        for at in range(said + 1, len(self.row)):
            size = self._joint(at)
            if size and (self._is_clause(self.row[at + size :]) or self._counts_more(at + size)):
                return at
            if self.row[at].text == "," and concedes(self.row[at:], self.g):
                return at
        return len(self.row)

    def _counts_more(self, at: int) -> bool:
        """Whether ", and" leads to a number of others, though the verb behind it is on no list: ", and 70 percent own a van"."""
        behind = self.row[at:]
        return len(behind) >= _LEAST and self.row[at - 2].text == "," and behind[0].kind == "number"

    def _counts(self, figure: Figure) -> bool:
        """Whether a figure in the say-so itself is worth a claim: neither when it was said, nor how few said it."""
        if figure.kind == "date":
            return any(
                finite and not self._is_said(token)
                for token, finite in zip(self.row, self.g.finite(self.row), strict=True)
            )
        sources = [span for one in self.sayings for span in one.source]
        return not (figure.kind == "count" and not _is_many(figure) and self._leads(figure, sources))

    def _made(self, row: Row, counts: Callable[[Figure], bool] | None = None) -> Iterator[Piece]:
        """The piece that a stretch makes, where it has one of the figures."""
        inside = [one for one in self.figures if row and row[0].start <= one.start < row[-1].end]
        if not any((counts or _is_quantity)(figure) for figure in inside):
            return
        behind_say_so = row is not self.row and bool(row) and row[0].text == ","
        conceding = concedes(row, self.g) if behind_say_so else 0
        kept = _trimmed(row[conceding or self._joint_of(row) :])
        laid = Piece(kept, self._teller()) if conceding else self._laid(kept)
        made = bare(laid, self.g, last=not conceding) if kept else None
        whole = made is not None and any(token.kind == "word" for token in made.row)  # a bare number asserts nothing
        if made is not None and whole and (row[-1].text in _ENDS or _words(made.row) >= _WORDS):
            yield from (replace(made, row=part) for part in parts(made.row, self.g, said=False))


def _with(found: tuple[Piece, ...], old: Piece, new: Piece) -> tuple[Piece, ...]:
    return tuple(new if one is old else one for one in found)


def _is_quantity(figure: Figure) -> bool:
    """Whether a figure is more than a date, which alone asserts nothing."""
    return figure.is_quantity


def _is_many(figure: Figure) -> bool:
    return figure.kind == "count" and figure.low is not None and figure.low >= _MANY


def _is_quoted(piece: Piece) -> bool:
    return piece.attribution is not None and piece.attribution.speech == "direct"


def _words(row: Row) -> int:
    return sum(token.kind in {"word", "number"} for token in row)


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end


def _trimmed(row: Row, *, back_only: bool = False) -> Row:
    """A stretch without the marks and the "that" at its edges; a sentence's stop stays."""
    start, end = 0, len(row)
    while not back_only and start < end and row[start].text in _EDGES:
        start += 1
    while end > start and (row[end - 1].text in _EDGES or row[end - 1].low in _THAT):
        end -= 1
    return row[start:end]
