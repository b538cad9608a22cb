"""Where a sentence's assertions lie: outside the say-so, one for each source, split where figures stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.language.tokens import Token
from sayso.model import Attribution, Figure, Span

from .certainty import foresees, passes_on, reckons
from .clauses import has_verb
from .cues import Cues
from .grammar import Grammar
from .joints import parts
from .members import members
from .told import tells

#: Words that an assertion has at least.
_LEAST = 3
#: Words behind "although" that are a clause, though its verb is on no list.
_CLAUSE = 6
_LEAST_LEAD = 6
#: Words that "In Tunisia" and "In May 2014" have at most.
_LONGEST_WHERE = 6
#: A longer sentence is one claim: it is no prose, and cost stays linear.
_LONGEST = 600
_STOPS = frozenset(".,;:—–-…")
_PARTING = frozenset(",;:—–()")
#: Digits of a day, and letters of what is shortened to its capitals: "EE. UU.".
_DAY = 2
_INITIALS = 2
_JOINTS = frozenset(("and", "but", "while", "so", "und", "aber", "y", "pero", "et", "mais"))


@dataclass(frozen=True, slots=True)
class Piece:
    """An assertion: its tokens, and the innermost attribution that it is laid to."""

    row: tuple[Token, ...]
    attribution: Attribution | None = None
    member: bool = False

    @property
    def start(self) -> int:
        """Where it starts in the document."""
        return self.row[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.row[-1].end


def pieces(
    row: Sequence[Token], sayings: Sequence[Attribution], figures: Sequence[Figure], lists: Cues, g: Grammar
) -> Iterator[Piece]:
    """The assertions of a sentence, given as its tokens; `sayings` and `figures` are those that touch it."""
    if len(row) > _LONGEST:
        yield Piece(tuple(row))
        return
    found = list(_laid_to(row, sayings, lists, g))
    for piece in found or [Piece(tuple(row))]:
        stripped = bare(piece, g, last=piece.attribution is None)
        if stripped is not None and _asserts(stripped):
            yield from _split(stripped, figures, lists, g)


def with_rumour(piece: Piece, sayings: Sequence[Attribution], g: Grammar) -> Piece:
    """The author's own piece with the hearsay that it passes on, if it does: "reportedly", "se cree que"."""
    if piece.attribution is not None:
        return piece
    held = (each for each in sayings if passes_on(each, g.language) and piece.start <= each.cue[0].start < piece.end)
    first = next(held, None)
    return piece if first is None else replace(piece, attribution=first)


def with_reckoner(piece: Piece, sayings: Sequence[Attribution], figures: Sequence[Figure], g: Grammar) -> Piece:
    """The author's own piece with who reckons or foresees it, if all its quantities are that one's: "Analysts put the cost at 2 million", "expects prices to fall"."""
    if piece.attribution is not None:
        return piece
    held = [figure for figure in figures if figure.is_quantity and piece.start <= figure.start < piece.end]
    fit = (
        each
        for each in sayings
        if ((held and reckons(each, g.language)) or foresees(each, g.language))
        and all(_is_within(figure, each.content) for figure in held)
    )
    first = next(fit, None)
    stays = first is not None and any(piece.start <= span.start < piece.end for span in (*first.source, *first.cue))
    return replace(piece, attribution=first) if stays else piece


def _is_within(figure: Figure, spans: Sequence[Span]) -> bool:
    return any(span.start <= figure.start < span.end for span in spans)


def _laid_to(row: Sequence[Token], sayings: Sequence[Attribution], lists: Cues, g: Grammar) -> Iterator[Piece]:
    """One piece for each source whose words are a clause of this sentence, and one for what the author adds before."""
    clauses = [(saying, part) for saying in tells(row, sayings, g) for part in _clauses(row, saying, lists, g)]
    held = {saying.within for saying, part in clauses if saying.within}
    leaves = [(saying, part) for saying, part in clauses if saying.id not in held or _adds(saying, part, clauses)]
    if not leaves:
        return
    lead = _lead(row, leaves, lists)
    if lead is not None:
        yield lead
    last_end = -1
    for saying, part in sorted(leaves, key=lambda leaf: leaf[1][0].start):
        fresh = tuple(token for token in part if token.start >= last_end)
        if fresh:
            yield Piece(fresh, saying)
            last_end = fresh[-1].end
    tail = _tail(row, leaves, lists)
    if tail is not None:
        yield tail


def _adds(
    saying: Attribution, part: tuple[Token, ...], clauses: Sequence[tuple[Attribution, tuple[Token, ...]]]
) -> bool:
    """Whether what an outer source says is more than what it lays to an inner one."""
    inner = sum(len(other) for held, other in clauses if held.within == saying.id)
    return inner * 2 < len(part)


def _clauses(row: Sequence[Token], saying: Attribution, lists: Cues, g: Grammar) -> list[tuple[Token, ...]]:
    """The tokens of the sentence that a source says, where they make a clause; two, where "X said:" or "X says, and" stands between."""
    told = [tuple(token for token in row if _inside(token, span)) for span in saying.content]
    told = [part for part in told if part]
    if not told:
        return []
    if len(told) > 1 and all(_led_on(row, part, after, g) for part, after in pairwise(told)):
        return [_led(part, g) for part in told if len(part) >= _LEAST]
    longest = max(told, key=len)
    torn = _within_clause(row, told) or (
        longest is not told[0] and (not _starts_clause(longest[0], lists) or _says_where(told[0], lists))
    )
    whole = _hull(row, told) if torn or len(longest) * 3 < sum(len(part) for part in told) * 2 else longest
    if (
        len(whole) < _LEAST
        or _only_names(row, whole)
        or whole[0].low in {"to", "about", "of", "for", "against", "zu", "de", "à"}
    ):
        return []
    at = row.index(whole[0])
    return [whole] if _is_clause(row, whole, saying, lists, g) or row[at - 1].text == ":" else []


def _within_clause(row: Sequence[Token], told: Sequence[tuple[Token, ...]]) -> bool:
    """Whether the say-so stands within one clause, with no mark beside it: "40 Prozent besitzen laut dem Boten einen Wagen"."""
    return len(told) > 1 and all(
        not any(before[-1].end <= token.start < after[0].start and token.text in _PARTING for token in row)
        for before, after in pairwise(told)
    )


def _only_names(row: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether a word or two in quotation marks are but what something is called: 'they called me "sir"'."""
    words = len([token for token in whole if token.kind in {"word", "number"}])
    at = row.index(whole[0])
    return words < _LEAST and at > 0 and row[at - 1].kind == "word" and row[-1].end - whole[-1].end <= 1


def _led_on(row: Sequence[Token], part: tuple[Token, ...], after: tuple[Token, ...], g: Grammar) -> bool:
    """Whether a colon, or "and" or "although" behind the say-so, leads from one part of what is said to the next: "X, he said, and Y"."""
    between = [token for token in row if part[-1].end <= token.start and token.end <= after[0].start]
    if bool(between) and concedes(after, g) and has_verb(part, g):
        return True
    if bool(between) and after[0].text in _OPENING and len(after) > _LEAST and after[1].low in _JOINTS:
        return True
    if bool(between) and _is_joined(row, part, between[-1], after, g):
        return True
    return bool(between) and (between[-1].text == ":" or (len(between) > 1 and between[-1].low in _JOINTS))


def concedes(part: Sequence[Token], g: Grammar) -> int:
    """How many tokens of a part are "even though" and the like, with the comma and the mark before it, where a clause follows; 0 where none does."""
    start = next((at for at, token in enumerate(part) if token.text != "," and token.text not in _OPENING), len(part))
    size = g.lists.starts("concession", part, start) if len(part) > start + _LEAST else 0
    rest = part[start + size :]
    is_clause = len(rest) >= _CLAUSE or has_verb(rest, g)
    return start + size if size and is_clause else 0


def _led(part: tuple[Token, ...], g: Grammar) -> tuple[Token, ...]:
    """A part of what is said without the "and" or "although" that leads to it."""
    conceding = 0 if part[0].capital else concedes(part, g)
    if conceding:
        return part[conceding:]
    start = int(part[0].text == ",")
    return part[start + 1 :] if part[start].low in _JOINTS and not part[start].capital else part


def _is_joined(
    row: Sequence[Token], part: tuple[Token, ...], mark: Token, after: tuple[Token, ...], g: Grammar
) -> bool:
    """Whether "and" begins the second part and joins a clause of its own to the first, were there no say-so between them."""
    comma = () if after[0].text == "," or mark.text != "," else (mark,)
    begins = after[1:] if after[0].text == "," else after
    if len(begins) < _LEAST or begins[0].low not in _JOINTS:
        return False
    if begins[1].kind == "number" and "," in {mark.text, after[0].text}:  # "and 70 percent own a van"
        return True
    if part[0] is row[0] and len(part) >= _LEAST_LEAD and not has_verb(part, g):  # a verb that is on no list
        return (begins[1].kind == "number" or g.has("determiner", begins[1])) and has_verb(begins[1:], g)
    return any(clause[0].start == begins[1].start for clause in parts((*part, *comma, *after), g, said=True))


def _says_where(part: Sequence[Token], lists: Cues) -> bool:
    """Whether a part before the say-so tells where or when what follows holds: "In Tunisia, the paper reports, ..."."""
    if len(part) > _LONGEST_WHERE or not lists.has("subordinate", part[0].low):
        return False
    return any(token.capital or token.kind == "number" for token in part[1:])


def _starts_clause(token: Token, lists: Cues) -> bool:
    return token.capital or token.text in _OPENING or token.kind == "number" or lists.has("clause_start", token.low)


def _is_clause(row: Sequence[Token], whole: Sequence[Token], saying: Attribution, lists: Cues, g: Grammar) -> bool:
    """Whether what is said asserts by itself: it has a verb, is quoted, or stands beside a phrase such as "according to"."""
    if whole[0].text in _OPENING or whole[0].low in _THAT or has_verb(whole, g) or not saying.cue:
        return True
    if _opens_before(row, whole, saying):
        return True
    first, last = saying.cue[0].text.split()[0].lower(), saying.cue[0].text.split()[-1].lower()
    return lists.has("by_phrase", first) or lists.has("warns", last)


def _opens_before(row: Sequence[Token], whole: Sequence[Token], saying: Attribution) -> bool:
    """Whether what is said opens the sentence and a comma and the cue follow: it is a clause, though its verb is on no list."""
    behind = row.index(whole[-1]) + 1
    if len(whole) < _LEAST_LEAD or whole[0] is not row[0] or behind >= len(row) or row[behind].text != ",":
        return False
    return saying.cue[0].start >= row[behind].end


_THAT = frozenset(("that", "dass", "daß", "que", "qu’"))
_OPENING = frozenset('“„«"‘‹»')


def _hull(row: Sequence[Token], told: Sequence[tuple[Token, ...]]) -> tuple[Token, ...]:
    start, end = told[0][0].start, told[-1][-1].end
    return tuple(token for token in row if start <= token.start and token.end <= end)


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end


def _lead(row: Sequence[Token], leaves: Sequence[tuple[Attribution, tuple[Token, ...]]], lists: Cues) -> Piece | None:
    """What the author asserts before the first source comes in: "The bridge closed in May, and officials say ..."."""
    first = min(_first(saying, part) for saying, part in leaves)
    lead = tuple(token for token in row if token.end <= first)
    while lead and (lead[-1].text in _STOPS or lead[-1].low in _JOINTS):
        lead = lead[:-1]
    if len(lead) < _LEAST_LEAD or lists.has("subordinate", lead[0].low) or lists.find("finite", lead) is None:
        return None
    return Piece(lead)


def _tail(row: Sequence[Token], leaves: Sequence[tuple[Attribution, tuple[Token, ...]]], lists: Cues) -> Piece | None:
    """What the author asserts behind the last source: after ", and", or in a sentence that was not told apart."""
    last = max(_last(saying, part, row) for saying, part in leaves)
    rest = [token for token in row if token.start >= last]
    if len(rest) > _LEAST_LEAD and rest[0].text == "," and rest[1].low in _JOINTS and lists.find("finite", rest):
        return Piece(tuple(rest[2:]))
    for at, (stop, token) in enumerate(pairwise(rest)):
        if stop.text in {".", "!", "?"} and token.kind == "word" and token.capital:
            return Piece(tuple(rest[at + 1 :]))
    return None


def _last(saying: Attribution, part: tuple[Token, ...], row: Sequence[Token]) -> int:
    spans = (*saying.source, *saying.cue, *saying.content)
    return max([part[-1].end, *(span.end for span in spans if span.end <= row[-1].end)])


def _first(saying: Attribution, part: tuple[Token, ...]) -> int:
    places = [span.start for span in (*saying.source, *saying.cue) if span.start >= 0]
    near = [start for start in places if start <= part[0].start]
    return min([part[0].start, *near])


def bare(piece: Piece, g: Grammar, *, last: bool) -> Piece | None:
    """The piece without "that", the marks around it and words such as "However," that only tie it to the sentence before.

    The author's own keep the sentence's stop.
    """
    row = _unjoined(_untied(piece.row, g))
    while row and (row[0].text in _STOPS or (piece.attribution is not None and row[0].low in _THAT)):
        row = row[1:]
    while row and not last and row[-1].text in _STOPS:
        row = row[:-1]
    return _of_row(piece, row) if row else None


def _unjoined(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """A quotation that goes on with "and" without it: '“X,” she said, “and Y.”'."""
    joined = len(row) > _LEAST and row[0].text in _OPENING and row[1].low in _JOINTS and not row[1].capital
    return row[2:] if joined else row


def _untied(row: tuple[Token, ...], g: Grammar) -> tuple[Token, ...]:
    """A row without who asks or answers in an interview ("Q:", "R."), and without "But", "However,"."""
    if len(row) > _LEAST and row[0].low in g.labels and (row[1].text in {":", "."} or row[0].text.endswith(".")):
        row = row[1 + (row[1].text in {":", "."}) :]
    opened = 1 if row and row[0].text in _OPENING else 0
    size = g.lists.starts("tie", row, opened) if len(row) > opened else 0
    if not size or len(row) <= opened + size + 1 or not row[opened].capital:
        return row
    return row[:opened] + row[opened + size :] if not opened else row


def _asserts(piece: Piece) -> bool:
    return len([token for token in piece.row if token.kind in {"word", "number"}]) >= _LEAST


def _split(piece: Piece, figures: Sequence[Figure], lists: Cues, g: Grammar) -> Iterator[Piece]:
    quantities = [figure for figure in figures if figure.is_quantity and piece.start <= figure.start < piece.end]
    listed = members(piece.row, quantities)
    if len(listed) > 1:
        yield from (replace(piece, row=part, member=at > 0) for at, part in enumerate(listed))
        return
    for sentence in _sentences(piece.row, g):
        for clause in parts(sentence, g, said=piece.attribution is not None):
            halves = _halves(clause, quantities, lists)
            yield from (_of_row(piece, kept) for half in halves if (kept := _without_that(half, piece)))


def _of_row(piece: Piece, row: tuple[Token, ...]) -> Piece:
    """The piece with these tokens: itself, where it has them already."""
    return piece if row is piece.row else replace(piece, row=row)


def _without_that(row: tuple[Token, ...], piece: Piece) -> tuple[Token, ...]:
    """A half without the "that" that repeats the first one's."""
    return row[1:] if piece.attribution is not None and row and row[0].low in _THAT else row


def _sentences(row: tuple[Token, ...], g: Grammar) -> list[tuple[Token, ...]]:
    """The sentences of what was quoted as one."""
    found, start = [], 0
    for at in range(1, len(row)):
        ends = row[at - 1].text in {".", "?", "!"} and row[at].kind == "word" and row[at].capital
        if ends and not _is_short(row, at - 2, g) and at - start > _LEAST and len(row) - at > _LEAST:
            found.append(row[start:at])
            start = at
    return [*found, row[start:]]


def _is_short(row: tuple[Token, ...], at: int, g: Grammar) -> bool:
    """Whether the stop behind a token may belong to it: "EE. UU.", German "am 6. November"."""
    token, before = row[at], row[max(0, at - 1)]
    if g.language == "de" and token.kind == "number":
        return len(token.text) <= _DAY and (g.has("preposition", before) or g.has("determiner", before))
    return token.text.isupper() and len(token.text) == _INITIALS and token.text[0] == token.text[1]


def _halves(row: tuple[Token, ...], quantities: Sequence[Figure], lists: Cues) -> list[tuple[Token, ...]]:
    """As in "X, while Y" and "X; Y": the parts, where figures stand in each; else the row as it is."""
    found, start = [], 0
    for at in range(2, len(row) - 2):
        semicolon = row[at].text == ";"
        if at <= start or not (semicolon or (row[at - 1].text == "," and lists.has("split", row[at].low))):
            continue
        left, right = row[start : at if semicolon else at - 1], row[at + 1 :]
        if _counted(left, quantities) and _counted(right, quantities):
            found.append(left)
            start = at + 1
    return [*found, row[start:]]


def _counted(row: Sequence[Token], quantities: Sequence[Figure]) -> bool:
    return bool(row) and any(row[0].start <= figure.start < row[-1].end for figure in quantities)
