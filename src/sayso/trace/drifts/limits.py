"""Drifts of words that limit: a hedge, a doubt, a scope that stands in the source document and not in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Claim, Drift, DriftKind, Span
from sayso.trace.matter import Asked, Matter
from sayso.trace.pair import Pair

from .aside import is_of_another, is_of_other_clause
from .counterpart import Counterpart
from .inserted import is_inserted
from .phrases import any_of, is_told_of, meets, whole_words

#: What is called what: a doubt dropped raises the certainty, "in part" dropped widens the scope.
_KINDS: Final[dict[str, DriftKind]] = {
    "scope": "scope_dropped",
    "sample": "scope_dropped",
    "modal": "certainty_raised",
    "hedge": "hedge_dropped",
}
#: A claim that is itself unsure has dropped no doubt, however it is worded.
_SOFTENED: Final = frozenset(("modal", "hedge"))
_SEARCHED: Final = frozenset((*_KINDS, "only", "spread"))
#: Verb forms that pass on what others say, or doubt it: enough to see that the article asserts nothing.
_CONDITIONAL: Final = {
    "es": re.compile(r"\b\w{2,}ría[ns]?\b"),
    "fr": re.compile(r"\b\w{2,}r(?:ait|aient)\b"),
    "it": re.compile(r"\b\w{2,}rebb(?:e|ero)\b"),
    "pt": re.compile(r"\b(?:\w{2,}[aei]riam|(?:se|te|have|pode|deve|i|esta|fica|custa|fa|da|vi|passa|precisa)ria)\b"),
}
#: A source document that passes on what it has not checked: the conditional in French and Italian (the French imperfect of other verbs ends
#: otherwise, and wishes are none), in Portuguese its past and that of the future: "terá custado".
_HEARSAY: Final = {
    "fr": re.compile(r"(?<!\w)(?!faud|voud|aime|vaud|souhait|préfèr)\w+(?:e|nd|ud)r(?:ait|aient)(?!\w)", re.IGNORECASE),
    "it": re.compile(r"(?<!\w)(?!vor|piace|preferi)\w{2,}rebbe(?:ro)?(?!\w)", re.IGNORECASE),
    "pt": re.compile(r"(?<!\w)ter(?:á|ão|ia|iam) (?:\w+ )?\w+[ai]d[oa]s?(?!\w)", re.IGNORECASE),
}
#: Who says it, where say-so is not read.
_SAID: Final = re.compile(
    r"(?<!\w)(?:secondo|stando a|per|segundo|de acordo com|conforme|para|diz(?:em)?|disse(?:ram)?|dice|dicono|dett[oa]|scriv\w+|racconta\w*|annuncia\w*|anuncia\w*|escreve\w*|conta\w*|avança|adianta|rivela\w*|revela\w*|riferi\w+|anticipa)(?!\w)",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(
    r"(?<!\w)(?:si|s['’]ils?|qu['’]|que|à condition|sinon|sans|se|qualora|purché|che|senza|caso)(?!\w)", re.IGNORECASE
)
#: What "some" is in French: "Des mairies" are not all of them.
_SOME: Final = re.compile(r"(?:Des|D['’]autres) ")
_ADDS: Final = re.compile(r"[,;(–—]\s*$")
_TAKES_BACK: Final = re.compile(r"(?:at least|zumindest|jedenfalls|al menos|du moins|au moins)\b", re.IGNORECASE)
_LEVELS: Final = {"certain": 2, "probable": 1, "possible": 0}


def find_limit(text: str, language: str, wanted: str) -> str | None:
    """The first words of a text that limit it in the `wanted` way ("spread": over several places; "sample"), or None."""
    return next((text[start:end] for start, end, kind in _limits(text, language) if kind == wanted), None)


def limits_claim(text: str, language: str) -> bool:
    """Whether a sentence of an article says in any way that something holds for a part, or on a condition."""
    return _told(listed_in("limits", language), "told").search(fold(text).text) is not None


def is_sure(asked: Asked) -> bool:
    """Whether an article tells a claim as a fact, without a word of doubt, risk or plan."""
    sure = asked.claim.sort == "fact" and _level(asked.claim) == _LEVELS["certain"]
    return sure and not _is_open(asked.sentence, asked.language)


def is_able(text: str, language: str) -> bool:
    """Whether a text tells what somebody could do as what was done, and nothing as what may be."""
    perceived = _perceived(listed_in("limits", language))
    told = perceived is not None and perceived.search(fold(text).text) is not None
    return told and not any(kind in _SOFTENED for _, _, kind in _limits(text, language))


def is_reckoned(asked: Asked) -> bool:
    """Whether somebody only says how much it is, of whatever time: "officials put the cost at 3 million"."""
    key = asked.language.partition("-")[0]
    words = frozenset(lexicon("standing").get(key, {}).get("reckons", ()))
    return any(part.text.casefold() in words for one in asked.said for part in one.cue)


def limit_drifts(matter: Matter, pairs: Sequence[Pair], theirs: Counterpart) -> Iterator[Drift]:
    """Words such as "in part", "may" or "allegedly" that limit the passage, where nothing of their kind limits the claim.

    Where no such word is known but the source document's claim is worded as no more than possible, that claim is the
    drift's span. A doubt that is of something else than the figures, of which the claim has no word, is none.
    """
    asked = matter.asked
    mine = {kind for _, _, kind in _limits(asked.sentence, asked.language)}
    if _level(asked.claim) < _LEVELS["certain"] or _is_open(asked.sentence, asked.language) or is_reckoned(asked):
        mine |= _SOFTENED
    if "only" in mine or _SOME.match(asked.claim.text) or limits_claim(asked.sentence, asked.language):
        mine.add("scope")
    whole = Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text)
    found: set[str] = set()
    given = matter.candidate.passage.language
    aside = is_able(theirs.place.text, given)
    heard = tuple(_hearsay(theirs, given))
    for start, end, kind in (*_limits(theirs.place.text, given), *heard):
        if kind not in _KINDS or kind in found or kind in mine or (kind in _SOFTENED and _SOFTENED & mine):
            continue
        if is_inserted(matter, theirs.place, start):
            continue
        if kind == "scope" and _is_beyond(theirs, start):
            continue
        if kind in _SOFTENED and (
            is_of_another(matter, pairs, theirs.place, (start, end))
            or is_of_other_clause(matter, pairs, theirs.place, (start, end))
        ):
            aside = True
            continue
        found.add(kind)
        at = Span(start=theirs.place.start + start, end=theirs.place.start + end, text=theirs.place.text[start:end])
        own = (start, end, kind) not in heard  # that is the verb that the claim has, too
        if (own and kind in _SOFTENED and is_told_of(matter, at)) or (
            kind == "scope" and _is_added(matter, theirs.place, start, end)
        ):
            continue
        because = f"the source document limits it (“{at.text}”), the article does not"
        yield Drift(kind=_KINDS[kind], claim_span=whole, source_span=at, because=because)
    unsure = theirs.claim is not None and _level(theirs.claim) == _LEVELS["possible"]
    aside = aside or (theirs.claim is not None and theirs.place.end < theirs.claim.end)  # of what is no part of it
    if theirs.claim is not None and unsure and not aside and not _SOFTENED & (mine | found):
        at = Span(start=theirs.claim.start, end=theirs.claim.end, text=theirs.claim.text)
        because = f"the source document has it as {_named(theirs.claim)}, the article as {_named(asked.claim)}"
        yield Drift(kind="certainty_raised", claim_span=whole, source_span=at, because=because)


def _is_added(matter: Matter, place: Span, start: int, end: int) -> bool:
    """Whether "mostly" and the like open something that is added behind a comma, of which the claim has no word: what stands before is whole."""
    text = place.text
    if not _ADDS.search(text[:start]) or _TAKES_BACK.match(text[start:end]):
        return False
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    return not any(meets(word, mine) for word in read_words(text[end:], matter.candidate.passage.language))


def _is_beyond(theirs: Counterpart, start: int) -> bool:
    """Whether a limit stands behind the source document's claim, with who says it: "P, she said after protests in some villages"."""
    return theirs.claim is not None and theirs.place.start + start >= theirs.claim.end


def _hearsay(theirs: Counterpart, language: str) -> Iterator[tuple[int, int, str]]:
    """A conditional, or a past of the future, where nobody is named as saying it and nothing is supposed."""
    text, form = fold(theirs.place.text), _HEARSAY.get(language.partition("-")[0])
    named = theirs.said or (listed_in("limits", language) in {"it", "pt"} and _SAID.search(text.text))
    if form is None or named or _SUPPOSED.search(text.text):
        return
    for match in form.finditer(text.text):
        yield *text.place(*match.span()), "modal"


def _level(claim: Claim) -> int:
    """How sure a claim sounds: whoever says it, or else the author."""
    level = claim.certainty.source or claim.certainty.author
    return _LEVELS.get(level, _LEVELS["certain"])


def _named(claim: Claim) -> str:
    return next(name for name, level in _LEVELS.items() if level == _level(claim))


def _is_open(text: str, language: str) -> bool:
    """Whether a sentence of an article asserts nothing: it has a word of risk, talk, plan or doubt, or the conditional."""
    form = _CONDITIONAL.get(language.partition("-")[0])
    unsure = _told(listed_in("limits", language), "unsure").search(fold(text).text) is not None
    return unsure or (form is not None and form.search(text) is not None)


@cache
def _limiter(language: str) -> re.Pattern[str]:
    table: dict[str, list[str]] = lexicon("limits")[language]
    groups = (f"(?P<{kind}>{any_of(listed)})" for kind, listed in table.items() if kind in _SEARCHED)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


@cache
def _told(language: str, name: str) -> re.Pattern[str]:
    words: list[str] = lexicon("limits")[language][name]
    return whole_words(words)


@cache
def _perceived(language: str) -> re.Pattern[str] | None:
    """What says that something was seen or heard, or that somebody was able to do it and did, in words by which others say that it may be."""
    table = lexicon("limits")[language]
    listed, able = any_of(table.get("modal_not", [])), "|".join(table.get("able", []))
    parts = "|".join(part for part in (listed, able) if part)
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE) if parts else None


def _limits(text: str, language: str) -> list[tuple[int, int, str]]:
    folded = fold(text)
    found = _limiter(listed_in("limits", language)).finditer(folded.text)
    perceived = _perceived(listed_in("limits", language))
    spared = [match.span() for match in perceived.finditer(folded.text)] if perceived else []
    return [
        (*folded.place(*match.span()), match.lastgroup or "")
        for match in found
        if not (match.group() == "May" and match.start())  # the month
        and not any(low <= match.start() < high for low, high in spared)
    ]
