"""The union of what rules find and what the tagger sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .inserted import has_verb, in_clause, only_relative, over_insertion, whole_source
from .sayings import Place, Saying
from .sources import nature
from .tagged import SEEN, Sight, Trust, holds, trust
from .versions import RULE as VERSION
from .words import Words

#: Units on either side in which a saying of the same words may have its cue.
_BESIDE: Final = 2
#: Cues that may lie across one place.
_CROSSING: Final = 4
#: How sure the tagger must be that its spans are better than a rule's where they end in the middle of a rule's clause.
_WHOLE: Final = 0.85


def united(rules: Sequence[Saying], seen: Sequence[Sight], lex: Words) -> list[Saying]:
    """The sayings of a stretch by rules and by the tagger.

    Where both have a cue in common, the tagger's spans stand where it is sure, and the rule's where it is not, where a news outlet
    stands behind its cue, since those abroad are not among what it learned from, and where one source cites another, which it does not
    know. What the tagger alone sees is kept if it is likelier right than wrong; what a rule alone finds, unless it shares what is said
    with one of the tagger's and stands in none. Where rules come first (`Trust.spans` is None), all of theirs stand as they are.
    """
    asked = trust(lex.language)
    if asked.spans is None:
        return _rules_first(rules, seen, asked)
    cited = {rule.inside for rule in rules if rule.inside is not None}
    chain = [rule for rule in rules if rule.inside is not None or (rule.source, rule.cue) in cited]
    chained = {id(rule) for rule in chain}
    seen = [replace(one, saying=_parted(one.saying, rules)) for one in seen]
    by_unit = _by_unit(rules)
    kept: list[tuple[Sight, Saying | None]] = []
    for sight in (
        replace(one, saying=over_insertion(whole_source(one.saying, lex), lex))
        for one in seen
        if has_verb(one.saying, lex)
    ):
        rule = next((rule for rule in _near(sight.saying, by_unit) if _same(rule, sight.saying)), None)
        if id(rule) not in chained and (rule is not None or _likely(sight, asked)):
            kept.append((sight, rule))
    found = [sight.saying if rule is None else _both(sight, rule, lex, asked.spans) for sight, rule in kept]
    others = _by_unit([sight.saying for sight, _ in kept])
    alone = (rule for rule in rules if id(rule) not in chained and not _met(rule, others))
    return [*found, *chain, *alone]


def _parted(one: Saying, rules: Sequence[Saying]) -> Saying:
    """What the tagger sees, parted at a colon behind which a rule has a view of what is listed there alone: "Experts blame the drought: P, Q, according to a study"."""
    for rule in rules:
        row = rule.unit.items
        if rule.frame != "according" or rule.at != one.at or not rule.content:
            continue
        colon = next((a for a, b in pairwise(row) if a.text == ":" and b.start == rule.content[0][0]), None)
        if colon is None or rule.cue[0][0] < colon.start:
            continue
        if _same(rule, one):
            one = replace(one, content=rule.content)
        elif one.cue and one.cue[-1][1] <= colon.start:
            before = ((start, min(end, colon.start)) for start, end in one.content)
            one = replace(one, content=tuple(part for part in before if part[0] < part[1]) or one.content)
    return one


def _rules_first(rules: Sequence[Saying], seen: Sequence[Sight], asked: Trust) -> list[Saying]:
    """All that rules find, and what the tagger alone sees if they lay the same words to nobody."""
    by_unit = _by_unit(rules)
    told: dict[int, str] = {}
    alone = []
    for sight in seen:
        near = list(_near(sight.saying, by_unit))
        rule = next((rule for rule in near if _same(rule, sight.saying)), None)
        if rule is not None and rule.source:
            told[id(rule)] = f"{rule.rule}, and {sight.saying.rule}"
        elif rule is None and _likely(sight, asked) and not any(_rivals(rule, sight.saying) for rule in near):
            alone.append(sight.saying)
    return [*(replace(rule, rule=told[id(rule)]) if id(rule) in told else rule for rule in rules), *alone]


def yielding(known: Sequence[Saying], quoted: Sequence[Saying], lex: Words) -> list[Saying]:
    """Without what the tagger alone sees of what rules find as told within a quotation, where rules come first."""
    if trust(lex.language).spans is not None:
        return list(known)
    return [one for one in known if not one.rule.startswith(SEEN) or not any(_same(each, one) for each in quoted)]


def _by_unit(sayings: Sequence[Saying]) -> dict[int, list[Saying]]:
    """The sayings of a stretch by the number of their unit."""
    found: dict[int, list[Saying]] = {}
    for saying in sayings:
        found.setdefault(saying.at[1], []).append(saying)
    return found


def _near(saying: Saying, by_unit: dict[int, list[Saying]]) -> Iterator[Saying]:
    """Those in a saying's unit and the units beside it: no others can share its words, and a long paragraph costs no more a word."""
    at = saying.at[1]
    for number in range(at - _BESIDE, at + _BESIDE + 1):
        yield from by_unit.get(number, ())


def _met(rule: Saying, others: dict[int, list[Saying]]) -> bool:
    return any(_same(rule, one) or _rivals(rule, one) for one in _near(rule, others))


def _likely(sight: Sight, asked: Trust) -> bool:
    """Whether what the tagger alone sees is likelier right than wrong."""
    least = asked.alone if sight.saying.source else asked.nobody
    return sight.score >= (max(least, asked.strange) if sight.saying.frame == "tagged" else least)


def apart(more: Sequence[Saying], known: Sequence[Saying]) -> list[Saying]:
    """Those of `more` that have no cue in common with one that is known; each may count its units in its own way."""
    taken = sorted(place for saying in known for place in saying.cue)
    starts = [start for start, _ in taken]

    def free(place: Place) -> bool:
        at = bisect_left(starts, place[1])
        return all(end <= place[0] for _, end in taken[max(0, at - _CROSSING) : at])

    return [saying for saying in more if all(free(place) for place in saying.cue)]


def _both(sight: Sight, rule: Saying, lex: Words, least: float) -> Saying:
    """One saying out of two with the same cue; the tagger's spans stand from `least` on."""
    one = sight.saying
    told = f"{rule.rule}, and {one.rule}" if rule.source else one.rule
    if not rule.source and (
        (rule.frame == "to" and _is_heard(rule, lex)) or (rule.frame == "hearsay" and not one.source)
    ):
        return replace(rule, rule=told)
    which = rule.frame == "according" and len(rule.words) == 1 and lex.has("words.relative", rule.words[0].low)
    first = rule.frame == "according" and rule.cue[0][0] == rule.unit.start
    which = which or (first and bool(one.content) and one.content[0][0] < rule.content[0][0])
    torn = which or rule.frame == "colon" or (sight.score < _WHOLE and _torn(one, rule, lex))
    torn = torn or rule.rule == VERSION
    if sight.score < least or torn or (rule.source != one.source and _outlet_behind(rule, lex)):
        return replace(rule, rule=told)
    if in_clause(rule, one, lex):
        return replace(rule, rule=told)
    if rule.frame == "passive" and only_relative(one, lex):
        return replace(rule, rule=told, cue=one.cue)
    over = _within_insertion(rule, one)
    if over is not None:
        return replace(one, rule=told, frame=rule.frame, source=(over,), words=rule.words, antecedent=rule.antecedent)
    content = (*one.content, *rule.content[1:]) if _goes_on(rule, one, lex) else one.content
    if not one.source or _cut_short(rule, one, lex) or _only_clause(rule, one, lex):
        return replace(rule, rule=told, cue=one.cue, content=content, spoken=())
    core = rule if rule.source and holds(one.source, rule.source) else one
    return replace(one, rule=told, frame=rule.frame, content=content, words=core.words, antecedent=core.antecedent)


def _goes_on(rule: Saying, one: Saying, lex: Words) -> bool:
    """Whether a clause of its own follows "according to", which the tagger leaves out: "P, according to X, and 70 percent own a van"."""
    if rule.frame != "according" or len(rule.content) != 2 or not holds(rule.content[:1], one.content):  # noqa: PLR2004  before and behind
        return False
    row = rule.unit.items
    at = next((at for at, token in enumerate(row) if token.start == rule.content[1][0]), 0)
    joined = at > 0 and lex.has("words.joint", row[at - 1].low)
    own = row[at].kind == "number" or lex.has("words.determiner", row[at].low) or lex.has("words.pronoun", row[at].low)
    return joined and own


def _within_insertion(rule: Saying, one: Saying) -> Place | None:
    """The rule's source with what stands between commas behind it, where the tagger takes a name of that: "The minutes, published by the website X"."""
    if not rule.source or not one.source or not one.cue:
        return None
    row = rule.unit.items
    at = next((index for index, token in enumerate(row) if token.start >= rule.source[-1][1]), len(row))
    inside = rule.source[-1][1] < one.source[0][0] and one.source[-1][1] <= one.cue[0][0]
    if not inside or at + 1 >= len(row) or row[at].text != "," or not row[at + 1].low.endswith("ed"):
        return None
    return rule.source[0][0], one.source[-1][1]


def _only_clause(rule: Saying, one: Saying, lex: Words) -> bool:
    """Whether the tagger takes a clause between commas for the source: "who is 61", where the rule has "Harder"."""
    clause = len(one.words) > 1 and lex.has("words.relative", one.words[0].low)
    return clause and bool(rule.words) and not lex.has("words.relative", rule.words[0].low)


def _is_heard(rule: Saying, lex: Words) -> bool:
    """Whether a passive tells what is heard of somebody: "is said to", but not "is expected to"."""
    return any(
        lex.has("phrases.heard", token.low)
        for token in rule.unit.items
        if any(start <= token.start and token.end <= end for start, end in rule.cue)
    )


def _cut_short(rule: Saying, one: Saying, lex: Words) -> bool:
    """Whether the rule's source goes on with a name, or the tagger's is a clause within it: "has obtained a copy"."""
    if not holds(rule.source, one.source):
        return False
    behind = next((token for token in rule.words if token.start >= one.source[-1][1]), None)
    named = behind is not None and behind.kind == "word" and behind.capital
    return named or rule.source == one.source or any(lex.has("words.auxiliary", token.low) for token in one.words)


def _torn(one: Saying, rule: Saying, lex: Words) -> bool:
    """Whether what the tagger sees ends in the middle of a clause that the rule takes as a whole."""
    end = one.content[-1][1]
    behind = [token for token in one.unit.items if token.start >= end]
    if " ".join(token.low for token in behind[:4]) == ", according to which":
        return holds(rule.content, one.content)
    following = next(iter(behind), None)
    if following is None or following.kind not in {"word", "number"} or following.start == end:
        return False
    opens = any(lex.has(f"words.{name}", following.low) for name in ("joint", "boundary", "relative"))
    return not opens and holds(rule.content, one.content)


def _outlet_behind(rule: Saying, lex: Words) -> bool:
    """Whether a news outlet stands behind its cue: ", notes El Faro"."""
    return bool(rule.source) and rule.source[0] > rule.cue[0] and nature(rule.words, lex).kind == "media"


def _same(rule: Saying, one: Saying) -> bool:
    """Whether both have a cue in common."""
    return any(a < d and c < b for a, b in rule.cue for c, d in one.cue)


def _rivals(rule: Saying, one: Saying) -> bool:
    """Whether both lay the same words to somebody, and neither stands in what the other says."""
    shared = _common(rule.content, one.content)
    if 2 * shared < min(_size(rule.content), _size(one.content)):
        return False
    return not (holds(rule.content, one.cue) or holds(one.content, rule.cue))


def _common(some: Sequence[Place], others: Sequence[Place]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def _size(places: Sequence[Place]) -> int:
    return sum(end - start for start, end in places)
