"""Which sayings of a sentence tell what their source asserts, so that it is cut out of the sentence as the source's claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Attribution, Span

from .certainty import is_hearsay
from .clauses import within_places
from .grammar import Grammar


def tells(row: Sequence[Token], sayings: Sequence[Attribution], g: Grammar) -> list[Attribution]:
    """The sayings whose content is a claim of its own.

    Left out, so that the sentence stays the author's (or the outer source's) as a whole: "I think", hearsay, what is demanded or
    asked in a clause ("demanded that", "asked why"), and what is said in a clause within another ("who said that ...").
    """
    hidden = within_places(row, g) if sayings else {}
    return [saying for saying in sayings if not _stays(row, saying, hidden, g)]


def _stays(row: Sequence[Token], saying: Attribution, hidden: dict[int, str], g: Grammar) -> bool:
    if is_hearsay(saying, g.language) or _is_own(saying, g):
        return True
    if saying.speech == "direct":
        return False
    if not saying.cue or not any(row[0].start <= span.start < row[-1].end for span in saying.cue):
        return False
    return (
        _asks(row, saying, g)
        or _is_denied(row, saying, g)
        or saying.cue[0].text.startswith("to ")
        or (saying.within is None and _is_hidden(saying, hidden, g))
    )


def _is_own(saying: Attribution, g: Grammar) -> bool:
    """Whether who speaks is "I" or "we": the author, or who is being quoted."""
    words = [span.text.lower().replace("'", "’") for span in saying.source]
    return len(words) == 1 and g.lists.has("own", words[0]) and saying.speech != "direct"


def _asks(row: Sequence[Token], saying: Attribution, g: Grammar) -> bool:
    """Whether something is demanded or asked: no source asserts it."""
    first = min(saying.content, key=lambda span: span.start)
    if first.start < saying.cue[0].start or row[-1].text == "?":
        return False
    opening = [token for token in row if _holds(first, token)][:2]
    if not opening:
        return False
    if opening[0].low != "that" and g.lists.has("asking", opening[0].low) and opens_clause(opening, g):
        return True
    text = saying.cue[0].text.lower()
    demands, single = g.lists.lists["demand"], g.lists.single["demand"]
    words = text.split()
    if not single.isdisjoint(words):
        return True
    return bool(words) and any(" ".join(parts) == text for parts in demands.get(words[0], ()))


def _is_denied(row: Sequence[Token], saying: Attribution, g: Grammar) -> bool:
    """Whether nobody is said to say it, or somebody not to: "Nobody has shown that ...", "did not say that ..."."""
    content = [span for span in saying.content if span.end > row[0].start]
    near = [
        token
        for span in (*saying.source, *saying.cue)
        for token in row
        if span.start - (_BEFORE if span in saying.cue else 0) <= token.start
        and (token.end <= span.end + _BEHIND if span in saying.cue else token.start == span.start)
        and not any(_holds(part, token) for part in content)
    ]
    return any(token.low.endswith("n’t") for token in near) or g.lists.place("denied", near) is not None


#: How far before a cue "not" may stand and behind it "nicht", in characters.
_BEFORE: Final = 4
_BEHIND: Final = 8


def opens_clause(opening: Sequence[Token], g: Grammar) -> bool:
    """Whether an asking word opens what is said as an indirect question: Spanish "por" only before "qué"."""
    if opening[0].low == "por":
        return len(opening) > 1 and opening[1].low == "qué"
    if opening[0].low in {"ce", "qui"}:
        return len(opening) > 1 and opening[1].low in {"que", "qu’", "qui"}
    return g.language != "en" or not opening[0].capital or opening[0].low in {"whether", "if", "why", "how"}


def _is_hidden(saying: Attribution, hidden: dict[int, str], g: Grammar) -> bool:
    opener = next((hidden[span.start] for span in saying.cue if span.start in hidden), None)
    return opener is not None and not g.lists.has("as_told", opener)


def _holds(span: Span, token: Token) -> bool:
    return span.start <= token.start and token.end <= span.end
