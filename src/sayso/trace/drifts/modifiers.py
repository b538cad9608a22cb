"""The drift of what is said behind a noun of whom it holds for: "patients who had applied" told as "patients", "farms above 200 metres" as "farms"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final

from sayso.align import Word, are_alike, read_words, theme_weight
from sayso.language import lexicon, served
from sayso.language.listing import Listing, read_lines
from sayso.model import Drift, DriftKind, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import TOLD, Pair

from .leftover import is_one_sided
from .limits import find_limit
from .narrowed import FRAME, behind_prepositions, clause_of, is_met, known_of, narrowed_pairs
from .phrases import meets
from .restricts import senses_told
from .vocabulary import vocabulary

_SHARES: Final = frozenset(("percent", "proportion"))
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,\u00a0\u202f]\d+)*")
_CUT: Final = re.compile(r"[,;:()–—.!?“”„»«]")
_TIMES: Final = frozenset(("date", "time", "duration"))
_LEAST: Final = 0.3
#: Telling words behind a preposition that go with it at most.
_TELLING: Final = 2
#: "Their own" tells nothing.
_OWN: Final = frozenset(("concept:own",))
#: What stands for those that were named before.
_THOSE: Final = frozenset(
    ("those", "denen", "jenen", "ceux", "celles", "quienes", "aquellos", "aquellas", "los", "las")
)
#: Words of a clause among which its first noun stands.
_OPENS: Final = 5
#: What opens a clause that says which ones.
_RELATIVE: Final = {
    "en": re.compile(r" (?:who|which|that|whose|where)\b"),
    "de": re.compile(
        r", (?:(?:in|mit|über|für|an|bei|zu|von|aus|auf) )?(?:die|der|das|den|dem|deren|dessen|denen|wo)\b"
    ),
    "es": re.compile(r" (?:que|quienes|cuy[oa]s?|donde)\b"),
    "fr": re.compile(r" (?:qui|que|dont|où|auxquels|auxquelles)\b"),
}
#: What was done to those that are meant: "riders treated in hospital".
_PARTICIPLE: Final = {
    "en": re.compile(
        r" [^\W\d_]+(?:ed|ing|wn|ught)(?= (?:in|at|on|by|with|without|for|from|under|through|as|during|since|after|before|outside)\b)"
    ),
    "de": re.compile(r"(?!)"),
    "es": re.compile(r"(?!)"),
    "fr": re.compile(r"(?!)"),
}
#: What says which ones by a thing that they have not.
_WITHOUT: Final = frozenset(("without", "ohne", "sin", "sans"))
_MORE_PREPOSITIONS: Final = {
    "en": (
        "of",
        "for",
        "about",
        "from",
        "by",
        "at",
        "above",
        "below",
        "under",
        "over",
        "on",
        "in",
        "with",
        "without",
        "to",
        "against",
    ),
    "de": ("für", "um", "nach", "zu", "zum", "zur", "gegen", "durch", "seit"),
    "es": ("para", "por", "sobre", "contra", "mediante"),
    "fr": ("pour", "par", "contre", "selon", "depuis", "d’", "d'"),
}
#: Words that stand for a number or an age ("small farms").
_SENSES: Final = frozenset(("young", "elderly", "adult", "small", "large"))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    words: tuple[Word, ...]

    @property
    def tells(self) -> bool:
        return any(theme_weight(word) > _LEAST for word in self.words)


@dataclass(frozen=True, slots=True)
class _Modifier:
    """What stands by a noun and says which ones: where, of what sort, and its telling words."""

    start: int
    end: int
    sort: str
    words: tuple[Word, ...]

    def figures(self, matter: Matter) -> list[Figure]:
        """The source document's figures within it."""
        low, high = matter.candidate.passage.start + self.start, matter.candidate.passage.start + self.end
        return laid(matter.source).figures.meeting(low, high)


def modifier_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """What stands behind a noun of the given figure and says which ones, where the article has that noun and no word of the rest."""
    spoken, written = (one.partition("-")[0] for one in (matter.asked.language, matter.candidate.passage.language))
    for pair in narrowed_pairs(matter, pairs):
        whole = (
            pair.told >= TOLD
        )  # a sentence translated whole leaves nothing out: words that do not meet are only not known
        found = next(_dropped(matter, pair.given.figure, spoken, written, whole=whole), None)
        if found is not None:
            yield _drift(matter, pair, found)
            return


def _dropped(matter: Matter, figure: Figure, spoken: str, written: str, *, whole: bool) -> Iterator[Span]:
    """What stands by the nouns of a figure and says which ones, where the claim has the noun and leaves that out."""
    passage = matter.candidate.passage
    given, mine = _tokens(passage.text, written), _tokens(matter.asked.claim.text, spoken)
    share = figure.kind in _SHARES and figure.role != "change"
    for at in _heads(matter, figure, given):
        like = [number for number, one in enumerate(mine) if one.tells and _are_one(one, given[at])]
        if _says_which(matter, mine, like, spoken):
            continue
        known = bool(like) or _is_pronoun(figure, given[at])
        head = (given[at], *(mine[number] for number in like))
        opened = _opened(passage.text, given, at, figure.start - passage.start) if share else None
        for told in (opened,) if opened else _modifiers(passage.text, given, at, written):
            each = _until_met(matter, told, given) if share and told.sort == "clause" and written != "de" else told
            start, end = passage.start + each.start, passage.start + each.end
            apart = end <= figure.start or figure.end <= start
            named = known or bool(each.figures(matter))
            if whole and not (share and told.sort == "clause" and is_one_sided(matter, each.words)):
                continue
            if apart and named and _narrows(matter, each, share=share) and _is_left_out(matter, each, head, spoken):
                yield matter.source.document.span(start, end)


def _until_met(matter: Matter, clause: _Modifier, tokens: Sequence[_Token]) -> _Modifier:
    """A clause that no comma closes, up to the first word that the claim has, too: what follows is told of all of them."""
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    inside = [one for one in tokens if clause.start <= one.start and one.end <= clause.end]
    own = list(takewhile(lambda one: not any(meets(word, mine) for word in one.words), inside))
    return _of("clause", own) if own else clause


def _says_which(matter: Matter, tokens: Sequence[_Token], like: Sequence[int], language: str) -> bool:
    """Whether the claim itself says of which ones it speaks, in words that the source document has not: it may say the same."""
    text = matter.asked.claim.text
    if any(each.sort == "clause" for number in like for each in _modifiers(text, tokens, number, language)):
        return True
    own = (word for number in like for word in _own(matter, tokens, number, language))
    return not all(_is_in_source(matter, word) for word in (*own, *_opening(matter, tokens, language)))


def _own(matter: Matter, tokens: Sequence[_Token], head: int, language: str) -> Iterator[Word]:
    """The first word of each thing that stands by a noun of the claim, figures aside."""
    claim = matter.asked.claim
    for each in _modifiers(claim.text, tokens, head, language):
        low, high = claim.start + each.start, claim.start + each.end
        if not any(one.start < high and low < one.end for one in matter.asked.figures):
            yield from each.words[:1]


def _opening(matter: Matter, tokens: Sequence[_Token], language: str) -> Iterator[Word]:
    """The words of the phrase that the claim opens with, if it is one: "In nursing homes, ..."."""
    if tokens and tokens[0].text.lower() in _prepositions(language):
        last = _phrase_end(matter.asked.claim.text, tokens, 0, language)
        yield from _of("opening", tokens[: last + 1]).words


def _heads(matter: Matter, figure: Figure, tokens: Sequence[_Token]) -> Iterator[int]:
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


def _is_pronoun(figure: Figure, token: _Token) -> bool:
    """Whether a share is of "those" alone: what follows says of whom."""
    return figure.base is not None and token.text == figure.base.text and token.text.lower() in _THOSE


def _opened(text: str, tokens: Sequence[_Token], head: int, figure: int) -> _Modifier | None:
    """All that stands between the base that opens a clause and the comma behind it: "Of the farms above 200 metres, 12 per cent"."""
    comma = text.find(",", tokens[head].end, figure)
    inside = [one for one in tokens[head + 1 :] if one.end <= comma]
    return _of("opening", inside) if inside and _joins(text, tokens[head], inside[-1]) else None


def _are_one(one: _Token, other: _Token) -> bool:
    return any(meets(word, other.words) or any(are_alike(word, each) for each in other.words) for word in one.words)


def _modifiers(text: str, tokens: Sequence[_Token], head: int, language: str) -> Iterator[_Modifier]:
    """What stands by a noun: adjectives, what follows a preposition, and a clause that says which ones."""
    if (
        language in {"en", "de"}
        and head
        and _joins(text, tokens[head - 1], tokens[head])
        and _is_adjective(tokens, head - 1, head, language)
    ):
        yield _of("adjective", tokens[head - 1 : head])
    at = head
    if language in {"es", "fr"}:
        while (
            at + 1 < len(tokens)
            and _joins(text, tokens[at], tokens[at + 1])
            and _is_adjective(tokens, at + 1, head, language)
        ):
            at += 1
            yield _of("adjective", tokens[at : at + 1])
    rest = text[tokens[at].end :]
    relative = _RELATIVE[language].match(rest) or _PARTICIPLE[language].match(rest)
    if relative:
        cut = _CUT.search(rest, relative.end())
        end = tokens[at].end + (cut.start() if cut else len(rest))
        yield _of("clause", [one for one in tokens[at + 1 :] if one.end <= end])
        return
    while at + 1 < len(tokens) and _joins(text, tokens[at], tokens[at + 1]):
        following = tokens[at + 1].text.lower()
        if following not in _prepositions(language):
            break
        last = _phrase_end(text, tokens, at + 1, language)
        if last == at + 1:
            break
        yield _of(f"with:{following}", tokens[at + 1 : last + 1])
        at = last


def _phrase_end(text: str, tokens: Sequence[_Token], at: int, language: str) -> int:
    """The last word of what follows a preposition: two telling words, in German up to the first noun."""
    telling, last = 0, at
    while last + 1 < len(tokens) and _joins(text, tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        if following.text.lower() in _prepositions(language) and telling:
            break
        last += 1
        telling += bool(following.words) or following.text[0].isdigit()
        if telling >= _TELLING or (language == "de" and following.text[0].isupper()):
            break
    return last


def _joins(text: str, one: _Token, other: _Token) -> bool:
    return _CUT.search(text[one.end : other.start]) is None


def _is_adjective(tokens: Sequence[_Token], at: int, head: int, language: str) -> bool:
    """Whether a word beside a noun is likely a quality of it, by its ending; in English any telling word before it."""
    word, noun = tokens[at], tokens[head]
    if not word.words or word.text[0].isdigit():
        return False
    if language == "en":
        return True
    if language == "de":
        return word.text[0].islower() and word.text.endswith(("e", "en", "er", "es", "em"))
    return noun.text.endswith(("s", "x")) and word.text.endswith(("s", "x")) and word.text[0].islower()


def _of(sort: str, tokens: Sequence[_Token]) -> _Modifier:
    words = tuple(word for one in tokens for word in one.words if theme_weight(word) > _LEAST and not word.keys & _OWN)
    return _Modifier(tokens[0].start if tokens else 0, tokens[-1].end if tokens else 0, sort, words)


def _narrows(matter: Matter, each: _Modifier, *, share: bool) -> bool:
    """Whether something says which ones: of a share whatever stands behind its base; else a clause, a number, or what they are without."""
    if each.sort == "adjective":
        return False
    if share or each.figures(matter):
        return True
    passage = matter.candidate.passage
    if each.sort == "clause" and passage.language[:2] != "de":  # what they may do says not which ones they are
        return find_limit(passage.text[each.start : each.end], passage.language, "modal") is None
    return each.sort.partition(":")[2] in _WITHOUT


def _is_left_out(matter: Matter, each: _Modifier, head: Sequence[_Token], spoken: str) -> bool:
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


def _is_told_in_a_word(matter: Matter, each: _Modifier, spoken: str) -> bool:
    """Whether a word that narrows says on one side what a phrase says on the other: "single parents" for "parents who raise their children alone"."""
    passage, sentence = matter.candidate.passage, matter.asked.sentence
    phrase, written = passage.text[each.start : each.end], passage.language.partition("-")[0]
    mine, given = senses_told(sentence, spoken, told=False), senses_told(phrase, written, told=False)
    return bool(mine & senses_told(phrase, written) or given & senses_told(sentence, spoken))


def _has_own(matter: Matter, head: tuple[Word, ...]) -> bool:
    """Whether the claim has a phrase of its own behind that noun, of which the passage has no word: it may be the same in words without a concept."""
    text, language, passage = matter.asked.claim.text, matter.asked.language, matter.candidate.passage
    given = read_words(passage.text, passage.language)
    ends = {one.end for one in _tokens(text, language) if any(meets(word, head) for word in one.words)}
    for start, end in behind_prepositions(text, language):
        words = [word for word in read_words(text[start:end], language) if theme_weight(word) >= 1.0]
        if start - 1 in ends and words and not any(meets(word, given) for word in words):
            return True
    return False


def _is_foreign(matter: Matter) -> bool:
    return matter.asked.language.partition("-")[0] != matter.candidate.passage.language.partition("-")[0]


def _is_told_by(matter: Matter, each: _Modifier, noun: _Token) -> bool:
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


@lru_cache(maxsize=256)
def _tokens(text: str, language: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(*match.span(), match.group(), read_words(match.group(), language)) for match in _WORD.finditer(text)
    )


@cache
def _prepositions(language: str) -> frozenset[str]:
    listed: list[str] = lexicon("limits")[served(language)]["within"]
    return frozenset((*listed, *_MORE_PREPOSITIONS[language]))


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
