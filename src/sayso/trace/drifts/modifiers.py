"""The drift of what is said behind a noun of whom it holds for: "patients who had applied" told as "patients", "farms above 200 metres" as "farms"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final

from sayso.align import Word, are_alike, read_words, theme_weight
from sayso.language.listing import Listing, read_lines
from sayso.model import Drift, DriftKind, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import TOLD, Pair

from .leftover import is_one_sided, is_reworded
from .limits import find_limit
from .narrowed import FRAME, behind_prepositions, clause_of, is_met, known_of, narrowed_pairs
from .nouns import Modifier, Token, joins, modifier_of, modifiers, phrase_end, prepositions, tokens_of
from .phrases import meets
from .restricts import senses_told
from .vocabulary import vocabulary
from .whole import whole_phrase

_SHARES: Final = frozenset(("percent", "proportion"))
_TIMES: Final = frozenset(("date", "time", "duration"))
#: What stands for those that were named before.
_THOSE: Final = frozenset(
    ("those", "denen", "jenen", "ceux", "celles", "quienes", "aquellos", "aquellas", "los", "las")
)
#: Words of a clause among which its first noun stands.
_OPENS: Final = 5
#: What says which ones by a thing that they have not.
_WITHOUT: Final = frozenset(("without", "ohne", "sin", "sans"))
#: Words that stand for a number or an age ("small farms").
_SENSES: Final = frozenset(("young", "elderly", "adult", "small", "large"))


def modifier_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """What stands behind a noun of the given figure and says which ones, where the article has that noun and no word of the rest."""
    spoken, written = (one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language))
    for pair in narrowed_pairs(matter, pairs):
        whole = (
            pair.told >= TOLD
        )  # a sentence translated whole leaves nothing out: words that do not meet are only not known
        found = next(_dropped(matter, pair.given.figure, spoken, written, whole=whole), None)
        if found is not None and not is_reworded(matter):
            yield _drift(matter, pair, found)
            return


def _dropped(matter: Matter, figure: Figure, spoken: str, written: str, *, whole: bool) -> Iterator[Span]:
    """What stands by the nouns of a figure and says which ones, where the claim has the noun and leaves that out."""
    passage = matter.candidate.passage
    given, mine = tokens_of(passage.text, written), tokens_of(matter.asked.claim.text, spoken)
    share = figure.kind in _SHARES and figure.role != "change"
    for at in _heads(matter, figure, given):
        like = [number for number, one in enumerate(mine) if one.tells and _are_one(one, given[at])]
        if _says_which(matter, mine, like, spoken):
            continue
        known = bool(like) or _is_pronoun(figure, given[at])
        head = (given[at], *(mine[number] for number in like))
        opened = _opened(passage.text, given, at, figure.start - passage.start) if share else None
        for told in (opened,) if opened else modifiers(passage.text, given, at, written):
            each = _until_met(matter, told, given) if share and told.sort == "clause" and written != "de" else told
            start, end = passage.start + each.start, passage.start + each.end
            apart = end <= figure.start or figure.end <= start
            named = known or bool(each.figures(matter))
            if whole and not (share and told.sort == "clause" and is_one_sided(matter, each.words)):
                continue
            if apart and named and _narrows(matter, each, share=share) and _is_left_out(matter, each, head, spoken):
                place = matter.source.document.span(start, end)
                yield whole_phrase(matter, place, figure, clause=each.sort == "clause")


def _until_met(matter: Matter, clause: Modifier, tokens: Sequence[Token]) -> Modifier:
    """A clause that no comma closes, up to the first word that the claim has, too: what follows is told of all of them."""
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    inside = [one for one in tokens if clause.start <= one.start and one.end <= clause.end]
    own = list(takewhile(lambda one: not any(meets(word, mine) for word in one.words), inside))
    return modifier_of("clause", own) if own else clause


def _says_which(matter: Matter, tokens: Sequence[Token], like: Sequence[int], language: str) -> bool:
    """Whether the claim itself says of which ones it speaks, in words that the source document has not: it may say the same."""
    text = matter.asked.claim.text
    if any(each.sort == "clause" for number in like for each in modifiers(text, tokens, number, language)):
        return True
    own = (word for number in like for word in _own(matter, tokens, number, language))
    return not all(_is_in_source(matter, word) for word in (*own, *_opening(matter, tokens, language)))


def _own(matter: Matter, tokens: Sequence[Token], head: int, language: str) -> Iterator[Word]:
    """The first word of each thing that stands by a noun of the claim, figures aside."""
    claim = matter.asked.claim
    for each in modifiers(claim.text, tokens, head, language):
        low, high = claim.start + each.start, claim.start + each.end
        if not any(one.start < high and low < one.end for one in matter.asked.figures):
            yield from each.words[:1]


def _opening(matter: Matter, tokens: Sequence[Token], language: str) -> Iterator[Word]:
    """The words of the phrase that the claim opens with, if it is one: "In nursing homes, ..."."""
    if tokens and tokens[0].text.lower() in prepositions(language):
        last = phrase_end(matter.asked.claim.text, tokens, 0, language)
        yield from modifier_of("opening", tokens[: last + 1]).words


def _heads(matter: Matter, figure: Figure, tokens: Sequence[Token]) -> Iterator[int]:
    """The nouns that a figure may be of: what it is a share of; else what it counts, whom it is said of, and what opens its clause."""
    passage = matter.candidate.passage
    low, high = clause_of(passage.text, figure.start - passage.start, figure.end - passage.start)
    share = figure.kind in _SHARES and figure.base is not None
    parts = [part for part in (figure.base, figure.counted, figure.subject) if part][: 1 if share else None]
    opening = [] if share else [number for number, one in enumerate(tokens) if low <= one.start < high][:_OPENS]
    for number, one in enumerate(tokens):
        start, end = one.start + passage.start, one.end + passage.start
        inside = any(part.start <= start and end <= part.end for part in parts)
        if (one.tells or _is_pronoun(figure, one)) and (inside or (number in opening and end <= figure.start)):
            yield number


def _is_pronoun(figure: Figure, token: Token) -> bool:
    """Whether a share is of "those" alone: what follows says of whom."""
    return figure.base is not None and token.text == figure.base.text and token.text.lower() in _THOSE


def _opened(text: str, tokens: Sequence[Token], head: int, figure: int) -> Modifier | None:
    """All that stands between the base that opens a clause and the comma behind it: "Of the farms above 200 metres, 12 per cent"."""
    comma = text.find(",", tokens[head].end, figure)
    inside = [one for one in tokens[head + 1 :] if one.end <= comma]
    return modifier_of("opening", inside) if inside and joins(text, tokens[head], inside[-1]) else None


def _are_one(one: Token, other: Token) -> bool:
    return any(meets(word, other.words) or any(are_alike(word, each) for each in other.words) for word in one.words)


def _narrows(matter: Matter, each: Modifier, *, share: bool) -> bool:
    """Whether something says which ones: of a share whatever stands behind its base; else a clause, a number, or what they are without."""
    if each.sort == "adjective":
        return False
    if share or each.figures(matter):
        return True
    passage = matter.candidate.passage
    if each.sort == "clause" and passage.language[:2] != "de":  # what they may do says not which ones they are
        return find_limit(passage.text[each.start : each.end], passage.language, "modal") is None
    return each.sort.partition(":")[2] in _WITHOUT


def _is_left_out(matter: Matter, each: Modifier, head: Sequence[Token], spoken: str) -> bool:
    """Whether the claim's sentence has no word of a phrase, its paragraph less than half of them, and the article none of its figures."""
    figures = each.figures(matter)
    if any(one.kind in _TIMES for one in figures) or _is_told_by(matter, each, head[0]):
        return False
    if each.words and all(word.keys & FRAME for word in each.words):
        return False
    known = known_of(matter)
    mine = read_words(matter.asked.sentence, matter.asked.language)
    same = tuple(word for one in head for word in one.words)
    words = [word for word in each.words if not meets(word, same)]
    if any(meets(word, mine) for word in words) or _is_told_in_a_word(matter, each, spoken):
        return False
    words = [word for word in words if theme_weight(word) >= 1.0] or words
    unknown = each.sort.startswith("with:") and not figures and not any(word.bridged for word in words)
    if unknown and _is_foreign(matter) and _has_own(matter, same):
        return False
    if 2 * sum(is_met(word, known) for word in words) >= max(1, len(words)):
        return False
    if not figures:
        return any(theme_weight(word) >= 1.0 for word in words)
    there = laid(matter.asked.article)
    return not _SENSES & _senses(matter.asked.sentence, spoken) and not any(
        (one.low, one.high) in there.values or there.ends & {one.low, one.high} for one in figures
    )


def _is_told_in_a_word(matter: Matter, each: Modifier, spoken: str) -> bool:
    """Whether a word that narrows says on one side what a phrase says on the other: "single parents" for "parents who raise their children alone"."""
    passage, sentence = matter.candidate.passage, matter.asked.sentence
    phrase, written = passage.text[each.start : each.end], passage.language.partition("-")[0]
    mine, given = senses_told(sentence, spoken, told=False), senses_told(phrase, written, told=False)
    return bool(mine & senses_told(phrase, written) or given & senses_told(sentence, spoken))


def _has_own(matter: Matter, head: tuple[Word, ...]) -> bool:
    """Whether the claim has a phrase of its own behind that noun, of which the passage has no word: it may be the same in words without a concept."""
    text, language, passage = matter.asked.claim.text, matter.asked.language, matter.candidate.passage
    given = read_words(passage.text, passage.language)
    ends = {one.end for one in tokens_of(text, language) if any(meets(word, head) for word in one.words)}
    for start, end in behind_prepositions(text, language):
        words = [word for word in read_words(text[start:end], language) if theme_weight(word) >= 1.0]
        if start - 1 in ends and words and not any(meets(word, given) for word in words):
            return True
    return False


def _is_foreign(matter: Matter) -> bool:
    return matter.asked.language.partition("-")[0] != matter.candidate.passage.language.partition("-")[0]


def _is_told_by(matter: Matter, each: Modifier, noun: Token) -> bool:
    """Whether a phrase is part of who says it, and the noun by which it stands is not: "38 per cent of teachers in towns say"."""
    start = matter.candidate.passage.start
    said = (one for one, _ in laid(matter.source).mentions.meeting(start + each.start, start + each.end))
    return any(not any(part.start <= start + noun.start < part.end for part in one.source) for one in said)


@lru_cache(maxsize=64)
def _senses(text: str, language: str) -> frozenset[str]:
    return frozenset(one.label for one in _sizes(language).find(text))


@cache
def _sizes(language: str) -> Listing:
    return Listing.of(
        (word, line.name)
        for line in read_lines("restricts", language)
        if line.name in _SENSES
        for word in (*line.words, *line.told)
    )


def _is_in_source(matter: Matter, word: Word) -> bool:
    source = matter.source.document
    if any(key.startswith("territory:") for key in word.keys) or (_is_foreign(matter) and not word.bridged):
        return True
    return vocabulary(source.text, source.language).has(word)


def _drift(matter: Matter, pair: Pair, found: Span) -> Drift:
    share = pair.given.figure.kind in _SHARES and pair.given.figure.role != "change"
    kind: DriftKind = "base_changed" if share else "scope_dropped"
    claim = matter.asked.claim
    return Drift(
        kind=kind,
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=found,
        because=f"the source document says it of those alone: “{found.text}”; the article has no word of that",
    )
