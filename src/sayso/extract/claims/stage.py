"""The stage: from sentences, figures, attributions and flags to claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final, TypeVar

from msgspec import structs

from sayso.language.claimed import Answer, Impressions
from sayso.language.fold import fold
from sayso.language.lexicon import served
from sayso.language.tokens import tokens
from sayso.model import Attribution, Block, Claim, Document, Figure, Flag, Made, Sentence, Speaker

from .actors import opens
from .certainty import certainty_of, foresees, speaks_on
from .clauses import main_or_all
from .cues import Cues, cues
from .grammar import Grammar, grammar
from .interview import answers
from .kept import keep
from .negation import is_negated
from .notes import silent_blocks
from .pieces import Piece, pieces, with_reckoner, with_rumour
from .restate import Restater
from .sorts import sort_of
from .worth import Likeness, adds, worth

MADE: Final = Made(stage="claims", version="2")
_CLOSING: Final = "”“»«\"'’‘› \u00a0\u202f"
_start: Final = attrgetter("start")


_Placed = TypeVar("_Placed", Figure, Flag)


def find_claims(  # noqa: PLR0917  the entries that a claim is made of
    doc: Document,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    flags: Sequence[Flag],
    speakers: Sequence[Speaker] = (),
    impressions: Impressions | None = None,
) -> tuple[Claim, ...]:
    """Find what a document asserts: at least one claim for each sentence that asserts something.

    The entries are those of the same document, and so is what an encoder says of its words, where there is one for the language;
    without it, word lists alone tell sorts and worth. Returns the claims in order of the text. A claim's span leaves the
    say-so outside; titles, headings, captions, rows, bylines and notes on the author make none. Cost: linear.
    """
    language = served(doc.language)
    lists, of_language = cues(language), grammar(language)
    silent = silent_blocks(doc, figures, lists, language)
    speaking = [sentence for sentence in sentences if not _within(sentence, silent)]
    sayings = _by_sentence(speaking, attributions)
    answered = answers(doc, of_language)
    restater = _restater(doc, of_language, figures, attributions, speakers)
    found: list[Claim] = []
    for number, sentence in enumerate(speaking):
        row = tokens(fold(doc.text[sentence.start : sentence.end]), sentence.start, language)
        g = of_language.within(row)
        touched = _held(figures, sentence.start, sentence.end)
        restater.begin(row, fresh=_opens(sentence, doc.blocks))
        told = _within(sentence, answered) or speaks_on(row, g)
        found_in = tuple(pieces(row, sayings[number], touched, lists, g))
        for bare in keep(row, found_in, sayings[number], touched, g):
            piece = with_reckoner(with_rumour(bare, sayings[number], g), sayings[number], touched, g)
            claim = _claim(doc, len(found) + 1, piece, figures, attributions, flags, lists, impressions, g, told=told)
            touching = _held(figures, claim.start, claim.end)
            found.append(structs.replace(claim, restated=restater.restate(piece, touching)))
    return tuple(found)


def _restater(
    doc: Document,
    g: Grammar,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
) -> Restater:
    return Restater(
        text=doc.text,
        g=g,
        figures={figure.id: figure for figure in figures},
        speakers={speaker.id: speaker for speaker in speakers},
        quantities=[figure.start for figure in figures if figure.is_quantity],
        sayings={saying.source[0].start: saying for saying in attributions if saying.source},
    )


def _opens(sentence: Sentence, blocks: Sequence[Block]) -> bool:
    """Whether a sentence opens its paragraph."""
    index = bisect_right(blocks, sentence.start, key=_start) - 1
    return index >= 0 and sentence.start - blocks[index].start <= 1


def _within(sentence: Sentence, silent: Sequence[Block]) -> bool:
    index = bisect_right(silent, sentence.start, key=_start) - 1
    return index >= 0 and sentence.start < silent[index].end


def _by_sentence(sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> list[list[Attribution]]:
    """For each sentence the attributions that something of it is laid to."""
    starts = [sentence.start for sentence in sentences]
    found: list[list[Attribution]] = [[] for _ in sentences]
    for attribution in attributions:
        for span in attribution.content:
            first = max(0, bisect_right(starts, span.start) - 1)
            for number in range(first, bisect_left(starts, span.end)):
                if sentences[number].end > span.start and attribution not in found[number][-4:]:
                    found[number].append(attribution)
    return found


def _held(entries: Sequence[_Placed], start: int, end: int) -> tuple[_Placed, ...]:
    """The entries that start within a stretch. Entries are in order of the text."""
    first = bisect_left(entries, start, key=_start)
    return tuple(entries[first : bisect_left(entries, end, first, key=_start)])


def _claim(  # noqa: PLR0917  what `find_claims` has in hand
    doc: Document,
    number: int,
    piece: Piece,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    flags: Sequence[Flag],
    lists: Cues,
    impressions: Impressions | None,
    g: Grammar,
    *,
    told: bool,
) -> Claim:
    start, end = piece.start, piece.end
    main = main_or_all(piece.row, g)
    chain = _chain(piece.attribution, attributions)
    held, marked = _held(figures, start, end), _held(flags, start, end)
    counted = any(figure.is_quantity for figure in held)
    seen = impressions.ask(start, end) if impressions is not None else None
    listed = doc.language.partition("-")[0] == lists.language
    asks = _asks(doc.text[start:end], doc.text[end : end + 2])
    said = piece.attribution
    foreseen = said is not None and foresees(said, g.language) and not said.cue[-1].text.endswith("ed")
    sort = sort_of(piece.row, marked, lists, seen, counted=counted, asks=asks, listed=listed, foreseen=foreseen)
    likeness = _likeness(doc, impressions, seen, start, end)
    score, because = worth(piece.row, sort, held, chain, marked, lists, likeness, opening=opens(doc.text, start))
    return Claim(
        id=f"c{number}",
        start=start,
        end=end,
        text=doc.text[start:end],
        sort=sort,
        check_worthiness=score,
        because=because,
        certainty=certainty_of(main, chain, sort, g, told=told),
        negated=is_negated(main, g),
        attribution=tuple(attribution.id for attribution in chain),
        figures=tuple(figure.id for figure in held),
        flags=tuple(flag.id for flag in marked),
        made=MADE,
    )


def _asks(words: str, behind: str) -> bool:
    """Whether a claim's words end with a question mark, or one stands right behind them."""
    return words.rstrip(_CLOSING + ".,!").endswith("?") or behind.lstrip(_CLOSING).startswith("?")


def _likeness(
    doc: Document, impressions: Impressions | None, answers: Mapping[str, Answer] | None, start: int, end: int
) -> Likeness | None:
    if impressions is None or answers is None:
        return None
    share = answers["worth"].shares[0]
    places = impressions.words("worth", start, end) if adds(share) else ()
    return Likeness(share, tuple(doc.text[first:last] for first, last in places if doc.text[first].isalnum()))


def _chain(innermost: Attribution | None, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that a claim is laid to, outermost first."""
    chain: list[Attribution] = []
    current = innermost
    while current is not None and current not in chain:
        chain.insert(0, current)
        current = attributions[int(current.within[1:]) - 1] if current.within else None
    return tuple(chain)
