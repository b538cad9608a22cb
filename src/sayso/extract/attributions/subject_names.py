"""Names that only open a sentence: what "the company", "the newspaper" mean where nothing else tells a company or a newspaper."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token

from .kinds import kind_of
from .memory import Mention
from .natures import Nature
from .nouns import is_adverb
from .outlets import Setting, outlet, spaced
from .sex import is_given
from .units import Stretch
from .words import Words

#: Words of such a name, at most.
_MOST: Final = 4
#: Blocks back that "the company" may reach.
_NEAR: Final = 2
#: Lists of words that begin no name.
_CLOSED: Final = (
    "inside",
    "determiner",
    "connective",
    "boundary",
    "subordinating",
    "quantity",
    "auxiliary",
    "relative",
)
_SMALL: Final = frozenset(("de", "du", "des", "del", "la", "d’", "of", "&", "und", "et", "y"))


@dataclass(frozen=True, slots=True)
class Opening:
    """A name that opens a sentence, and where it stands; `article` is whether one stands before it."""

    words: tuple[Token, ...]
    block: int
    unit: int
    article: bool

    @property
    def start(self) -> int:
        """Where it stands in the document."""
        return self.words[0].start


def opening_names(rows: Sequence[Stretch], inner: frozenset[str], lex: Words) -> tuple[Opening, ...]:
    """Every sentence's first words that may be the name of a body and have a verb behind them, in order of the text.

    `inner` holds the words that have a capital inside sentences, too: one word alone is a name only if it does.
    """
    return tuple(
        found
        for stretch in rows
        for number, unit in enumerate(stretch.units)
        if (found := _opening(unit.items, unit.block, number, inner, lex)) is not None
    )


def _opening(row: Sequence[Token], block: int, unit: int, inner: frozenset[str], lex: Words) -> Opening | None:
    article = lex.has("words.the", row[0].low)
    start = int(article)
    end = start
    while end < min(len(row), start + _MOST) and _names(row, end, start):
        end += 1
    if (
        end == start
        or end >= len(row)
        or not _verbal(row[end], lex)
        or not _is_name(row[start:end], inner, lex, article=article)
    ):
        return None
    return Opening(tuple(row[:end]), block, unit, article)


def _names(row: Sequence[Token], at: int, start: int) -> bool:
    """Whether a word may go on a name: one with a capital, a small word between two, a name in quotation marks."""
    token = row[at]
    if token.kind == "quote":
        return at == start and token.text[1:2].isupper() and len(token.text.split()) <= _MOST
    if token.kind not in {"word", "clitic"}:
        return False
    behind = row[at + 1] if at + 1 < len(row) else token
    return token.capital or (at > start and token.low in _SMALL and behind.capital)


def _verbal(token: Token, lex: Words) -> bool:
    """Whether a word may be the verb of the name before it: a small one of no closed class."""
    closed = any(lex.has(f"words.{name}", token.low) for name in ("inside", "determiner", "joint", "relative"))
    return token.kind == "word" and not token.capital and not closed


def _is_name(words: Sequence[Token], inner: frozenset[str], lex: Words, *, article: bool) -> bool:
    """Whether capitalised words name a body: no noun of a list but at a name's end, no person's name, in German no single noun."""
    first = words[0]
    if first.kind == "quote":
        return article
    if lex.has("words.pronoun", first.low) or lex.has("words.time", first.low) or is_adverb(first, lex):
        return False
    if first.kind != "word" or any(lex.has(f"words.{name}", first.low) for name in _CLOSED):
        return False
    if any(lex.has("sources.title", token.low) or _is_other(token, lex) for token in words):
        return False
    if len(words) > 1 and not article and is_given(first.low):
        return False
    acronym = len(first.text) > 1 and first.text.isupper()
    if lex.language == "de" and article and len(words) == 1:
        return acronym
    return len(words) > 1 or article or acronym or first.low in inner


def _is_other(token: Token, lex: Words) -> bool:
    """Whether a noun tells people, a document, or a body that is neither a firm nor a club: "El Gobierno de Ostrel"."""
    kind = kind_of(token, lex)
    firm = lex.has("kin.firms", token.low) or lex.has("kin.clubs", token.low)
    return kind in {"person", "group", "document"} or (kind == "organisation" and not firm)


def last_opening(names: Sequence[Opening], at: tuple[int, int], lex: Words, *, paper: bool) -> Mention | None:
    """The last such name before a place: of a newspaper by its article or its mark, or of any body; None where none is near."""
    end = bisect_left(names, at, key=lambda one: (one.block, one.unit))
    fit = (found for one in _back(names[:end], at) if (found := _mention(one, lex, paper=paper)) is not None)
    return next(fit, None)


def _back(names: Sequence[Opening], at: tuple[int, int]) -> Iterator[Opening]:
    for one in reversed(names):
        if at[0] - one.block > _NEAR:
            return
        yield one


def _mention(one: Opening, lex: Words, *, paper: bool) -> Mention | None:
    shown = spaced(one.words[one.article :])
    because = f"“{shown}” is a name"
    if not paper:
        own = Nature("organisation", named=True, because=because, head=one.words[-1].low)
        return Mention(one.words, own, one.block, one.unit, f"organisation:{shown.lower()}", "subject")
    quoted = one.words[-1].kind == "quote"
    known = None if quoted else outlet(one.words, lex, Setting(opening=False, reporting=True))
    if not quoted and known is None:
        return None
    name = one.words[-1].text[1:-1] if quoted else known.name if known is not None else shown
    own = Nature("media", named=True, because=because, head=one.words[-1].low, name=name)
    return Mention(one.words, own, one.block, one.unit, f"media:{name.lower()}", "subject")
