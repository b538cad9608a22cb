"""Contents put right once all sayings of a block are known: no other's cue, no clause that the author adds to an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .asked import is_asked
from .sayings import Saying
from .versions import RULE as VERSION
from .words import Words

#: With what a clause behind a comma begins that only adds something to a noun; a German one may as well tell which is meant.
_ADDS: Final = {
    "en": frozenset(("which", "who", "whose", "whom")),
    "es": frozenset(("que", "quien", "quienes", "cuyo", "cuya", "cuyos", "cuyas")),
    "fr": frozenset(("que", "qu’", "qui", "dont")),
}
_POINTING: Final = frozenset(("this", "that", "it"))
_NONE: Final[frozenset[str]] = frozenset()


def tidied(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a block, each with its content put right; without those that say nothing but who says something else."""
    out: list[Saying] = []
    by_unit: dict[tuple[int, int], list[Saying]] = defaultdict(list)
    for saying in found:
        by_unit[saying.at].append(saying)
    for saying in found:
        beside = by_unit[saying.at]
        whole = _filled(_without_version(saying, beside), beside)
        empty = (
            whole is None
            or _questions(whole, lex)
            or _learns(whole, lex)
            or _other_story(whole)
            or _hides(whole, lex)
            or _asked(whole, lex)
            or only_goes_on(whole)
        )
        empty = empty or (whole is not None and _only_known(whole, beside, lex))
        if whole is not None and not (empty or _told_by_another(whole, beside)):
            out.append(_alone(whole, lex))
    return out


def only_goes_on(saying: Saying) -> bool:
    """Whether nothing but a clause that goes on stands behind the cue: "il savait, et il s’est tu"."""
    if len(saying.content) != 1 or not saying.cue or saying.content[0][0] < saying.cue[-1][1]:
        return False
    row = saying.unit.items
    at = next((index for index, token in enumerate(row) if token.start == saying.content[0][0]), 0)
    return at > 0 and row[at - 1].text == "," and row[at].low in _ANDS


_ANDS: Final = frozenset(("and", "und", "y", "e", "et"))


def _without_version(saying: Saying, beside: Sequence[Saying]) -> Saying:
    """A saying without the clause in which another speaks of it: "says P, something the chairman denies"."""
    for other in beside:
        if other is saying or VERSION not in other.rule or not saying.content or not saying.cue or not other.source:
            continue
        start, end = saying.content[-1]
        comma = max(
            (token.start for token in other.unit.items if token.text == "," and token.end <= other.source[0][0]),
            default=0,
        )
        if start < comma < end and saying.cue[0][0] < comma:
            return replace(saying, content=(*saying.content[:-1], (start, comma)))
    return saying


def _told_by_another(saying: Saying, beside: Sequence[Saying]) -> bool:
    """Whether a conditional of hearsay stands in what a noun or "selon lesquelles" lays to somebody: "les accusations selon lesquelles il aurait menti"."""
    if not saying.suggested or saying.source or not saying.cue or saying.frame != "hearsay":
        return False
    return any(
        other.frame in {"noun", "according"} and other.source and _within(saying, other)
        for other in beside
        if not other.suggested
    )


def _within(saying: Saying, other: Saying) -> bool:
    """Whether a cue stands within what another says, behind its own words, and its clause begins before these."""
    start, end = other.content[0][0], other.content[-1][1]
    return start <= saying.cue[0][0] < end and saying.content[0][0] < other.cue[0][0]


def _questions(saying: Saying, lex: Words) -> bool:
    """Whether an English "who" only asks, and goes back to nobody: "it is not clear who ordered the attack"."""
    if lex.language != "en" or len(saying.words) != 1 or saying.words[0].low != "who":
        return False
    before = next((token for token in reversed(saying.unit.items) if token.end <= saying.words[0].start), None)
    return before is not None and before.low in _ASKS


#: Words behind which "who" asks.
_ASKS: Final = frozenset(
    ("clear", "unclear", "known", "know", "say", "said", "ask", "asked", "see", "of", "about", "on", "over", "decide", "certain")
)  # fmt: skip


def _learns(saying: Saying, lex: Words) -> bool:
    """Whether French "on apprend" only tells that something came from a source: "De source judiciaire, on apprend que P"."""
    if lex.language != "fr" or saying.frame == "according" or not saying.cue:
        return False
    row = saying.unit.items
    cue = [token.low for token in row if any(a <= token.start < b for a, b in saying.cue)]
    learns = any("on" in low.split("-") or low == "on" for low in cue) and any(low.startswith("appr") for low in cue)
    return learns and any(one.low == "de" and two.low == "source" for one, two in pairwise(row))


def _only_known(saying: Saying, beside: Sequence[Saying], lex: Words) -> bool:
    """Whether a verb tells what somebody knows or plans, which is words only where another says so: "the union says the firm knew of the leak"."""
    if saying.frame not in {"object", "about"} or not saying.cue or not saying.content:
        return False
    last = next((token for token in saying.unit.items if token.end == saying.cue[0][1]), None)
    lemmas = {form.lemma for form in lex.forms.get(last.low, ())} if last is not None else set()
    if not lemmas or not all(lex.has("ambiguous.nested", lemma) for lemma in lemmas):
        return False
    start = saying.cue[0][0]
    others = (other for other in beside if other is not saying and other.cue)
    return not any(any(a <= start < b for a, b in other.content) for other in others)


def _other_story(saying: Saying) -> bool:
    """Whether what is said does not stand there: "tells another story"."""
    start, end = saying.content[0]
    row = [token.low for token in saying.unit.items if start <= token.start and token.end <= end]
    return 1 < len(row) <= _STORY and row[-1] in _STORIES and not _OTHER.isdisjoint(row)


#: Words of "a rather different story", at most.
_STORY: Final = 4
_STORIES: Final = frozenset(("story", "tale", "picture", "geschichte", "historia", "histoire"))
_OTHER: Final = frozenset(
    ("another", "different", "other", "andere", "ganz", "otra", "distinta", "autre", "différente")
)


def _hides(saying: Saying, lex: Words) -> bool:
    """Whether an English cue only tells why there is no name: "who asked not to be named"."""
    if lex.language != "en" or not saying.cue or not saying.source or saying.frame == "according":
        return False
    row = saying.unit.items
    behind = [token.low for token in row if token.start >= saying.cue[-1][1]][:4]
    relative = next((token.low for token in reversed(row) if token.end <= saying.cue[0][0]), "") == "who"
    return (
        relative
        and behind[:3] in (["not", "to", "be"], ["to", "remain", "anonymous"])
        and not _UNNAMED.isdisjoint(behind)
    )


_UNNAMED: Final = frozenset(("named", "identified", "quoted", "anonymous"))


def _asked(saying: Saying, lex: Words) -> bool:
    """Whether what seems said only tells that somebody was asked: "Interrogée par l’agence, la porte-parole a démenti"."""
    if len(saying.content) != 1 or not saying.source or saying.content[0][1] > saying.source[0][0]:
        return False
    start, _ = saying.content[0]
    first = next((token for token in saying.unit.items if token.start >= start), None)
    return first is not None and is_asked(first, lex)


def _filled(saying: Saying, beside: Sequence[Saying]) -> Saying | None:
    """A saying whose content is another's source and cue has what stands within its own cue, or nothing: "Wie der Bote meldet, will er P ankündigen"."""
    if saying.suggested or saying.inside is not None or len(saying.content) != 1:
        return saying
    if not _only_names(saying, [other for other in beside if other is not saying]):
        return saying
    start = max((end for _, end in (*saying.cue[:1], *saying.source)), default=0)
    inner = [token for token in saying.unit.items if start <= token.start and token.end <= saying.cue[-1][0]]
    return replace(saying, content=((inner[0].start, inner[-1].end),)) if inner else None


def _only_names(saying: Saying, others: Sequence[Saying]) -> bool:
    """Whether the content of a saying is no more than who says something else and that one's cue: "Selon un rapport"."""
    start, end = saying.content[0]
    within = [
        other
        for other in others
        if other.source and all(start <= a and b <= end for a, b in (*other.source, *other.cue))
    ]
    if not within:
        return False
    named = [place for other in within for place in (*other.source, *other.cue)]
    row = [token for token in saying.unit.items if start <= token.start and token.end <= end and token.kind != "mark"]
    free = (token for token in row if not any(a <= token.start < b for a, b in named))
    first = next(free, None)
    if first is None:
        return any(other.frame == "according" or other.cue[0] < other.source[0] for other in within)
    return first is row[0] and first.low in _AS and next(free, None) is None


#: What leads in such words: "Wie der Bote meldet".
_AS: Final = frozenset(("wie", "as", "como", "comme"))


def _alone(saying: Saying, lex: Words) -> Saying:
    """An object without a clause that only adds something to it: "rejected the plan, which he called mad"."""
    if len(saying.content) != 1 or saying.inside is not None:
        return saying
    saying = _with_noun(saying, lex)
    start, end = saying.content[0]
    if saying.frame != "object" and (saying.frame != "about" or lex.language not in {"es", "fr"}):
        return saying
    row = [token for token in saying.unit.items if start <= token.start and token.end <= end]
    if not row or (lex.has("words.that", row[0].low) and row[0].low not in _POINTING) or _quotes(saying, lex):
        return saying
    at = _adds_at(row, lex) or _when_at(row, lex)
    return replace(saying, content=((start, row[at - 1].end),)) if at else saying


def _with_noun(saying: Saying, lex: Words) -> Saying:
    """A French saying with the noun right behind its cue, where its content begins only with the clause that tells more of it: "une étude qui a trouvé"."""
    start, end = saying.content[0]
    row = [token for token in saying.unit.items if saying.cue and saying.cue[-1][1] <= token.start < end]
    first = next((at for at, token in enumerate(row) if token.start == start), 0)
    clause = lex.language == "fr" and bool(row) and row[first].low == "qui" and 0 < first <= _NOUN
    if not clause or any(token.kind != "word" for token in row[:first]) or saying.source[:1] > saying.cue[:1]:
        return saying
    return replace(saying, content=((row[0].start, end),))


#: Words of "sur une étude récente", at most.
_NOUN: Final = 5


def _quotes(saying: Saying, lex: Words) -> bool:
    """Whether a cue cites what it has as its object, with all that is told of that."""
    return any(
        lex.has("phrases.cites", token.low)
        for token in saying.unit.items
        if any(a <= token.start < b for a, b in saying.cue)
    )


def _adds_at(row: Sequence[Token], lex: Words) -> int:
    """Where the comma of such a clause stands that goes on to the end of the object; 0 without one."""
    opens = _ADDS.get(lex.language, _NONE)
    commas = [at for at, token in enumerate(row) if token.text == ","]
    if not commas or commas[-1] + 1 >= len(row) or row[commas[0] + 1].low not in opens:
        return 0
    return commas[0] if len(commas) == 1 else 0


def _when_at(row: Sequence[Token], lex: Words) -> int:
    """Where it is told when something was said of "this": "rejected that at the time"; 0 where it is not."""
    if lex.language != "en" or len(row) < 2 or row[0].low not in _POINTING:  # noqa: PLR2004  a pronoun and more
        return 0
    timed = any(lex.has("words.time", token.low) or token.low == "time" for token in row[1:])
    return int(timed and (lex.has("words.inside", row[1].low) or lex.has("words.time", row[1].low)))
