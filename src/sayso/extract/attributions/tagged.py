"""What the tagger sees, as sayings; and its union with what the rules find."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.language.encoder import Unread
from sayso.language.fold import fold
from sayso.language.said import SaidReader, Tagged
from sayso.language.tokens import Token, tokens
from sayso.model import Document, Sentence

from .inserted import has_verb, in_clause, only_relative, over_insertion, whole_source
from .kinds import kind_of
from .nouns import listed, phrase_before
from .sayings import Place, Saying, antecedent_at
from .sources import nature
from .units import Stretch, Unit
from .words import Words

#: How sure the tagger must be of a content: from here on it is right more often than not.
_LEAST: Final = 0.5
#: The same where it sees nobody who says it.
_LEAST_NOBODY: Final = 0.65
#: The same for what it sees within what is said, where it reads out of context.
_LEAST_WITHIN: Final = 0.8
#: The same where the lists do not know its cue.
_LEAST_UNKNOWN: Final = 0.9
#: From here on its spans are better than a rule's.
_SURE: Final = 0.5
#: From here on, too, where they end in the middle of a rule's clause.
_WHOLE: Final = 0.85
#: Units on either side in which a saying of the same words may have its cue.
_BESIDE: Final = 2
#: Cues that may lie across one place.
_CROSSING: Final = 4
#: Spaces in a content that may hold another saying.
_SHORTEST: Final = 3
#: Words of an office that a name may follow: an article and a noun.
_OFFICE: Final = 2
#: Words of "who gave his name only as", at most.
_CLAUSE: Final = 10
_PERCENT: Final = frozenset(("percent", "per", "cent"))
_AROUND: Final = "“”„‟\"«»‹›‘’'.,;:!?()[]—–"
_MARKS: Final = "“”„‟\"«»‹›‘’‚' "


@dataclass(frozen=True, slots=True)
class Sight:
    """A saying as the tagger sees it, and how sure it is of what is said, 0 to 1."""

    saying: Saying
    score: float


def sights(
    doc: Document, rows: Sequence[Stretch], sentences: Sequence[Sentence], lex: Words, reader: SaidReader
) -> list[list[Sight]]:
    """For each stretch what the tagger sees in it.

    What is said is read once more, as a text of its own, for whom it reports in turn: the tagger tells each word one role alone.
    """
    starts = [sentence.start for sentence in sentences]
    seen = [[one for one in every if one.cue] for every in reader.read([unread(doc, row) for row in rows])]
    parts = [(number, part) for number, every in enumerate(seen) for one in every for part in _parts(doc, one, lex)]
    inner = reader.read([_alone(doc, part, starts) for _, part in parts])
    for (number, _), every in zip(parts, inner, strict=True):
        seen[number] += [one for one in every if _likely_within(doc, one, lex)]
    return [list(_in_stretch(doc, row, every, lex)) for row, every in zip(rows, seen, strict=True)]


def _in_stretch(doc: Document, row: Stretch, every: Sequence[Tagged], lex: Words) -> Iterator[Sight]:
    starts = [unit.start for unit in row.units]
    for one in every:
        number = max(0, bisect_right(starts, one.cue[0][0]) - 1)
        saying = _saying(doc, row.units[number], number, one, lex)
        if _speaks(doc, saying, lex):
            yield Sight(saying, one.score)


def _likely_within(doc: Document, one: Tagged, lex: Words) -> bool:
    """Whether what is seen within what is said is likely right, where it is read out of context: a cue in no list must be sure."""
    forms = [form for place in one.cue for token in _tokens(doc, place, lex) for form in lex.forms.get(token.low, ())]
    known = any(not lex.has("ambiguous.deeds", form.lemma) for form in forms)
    return one.score >= (_LEAST_WITHIN if known else _LEAST_UNKNOWN) and _another(doc, one, lex)


def _another(doc: Document, one: Tagged, lex: Words) -> bool:
    """Whether somebody is seen to speak who is not the speaker: no "I" and "we"."""
    sources = [token for place in one.source for token in _tokens(doc, place, lex)]
    own = len(sources) == 1 and lex.has("words.author_pronoun", sources[0].low)
    return bool(one.cue and sources) and not own


def _speaks(doc: Document, saying: Saying, lex: Words) -> bool:
    """Whether a source may speak and a cue may say: not "44 percent", nor "have" alone, nor the second half of "so-called"."""
    counted = bool(saying.words) and all(token.kind != "word" or token.low in _PERCENT for token in saying.words)
    cue = [token for place in saying.cue for token in _tokens(doc, place, lex)]
    bare = all(lex.has("words.auxiliary", token.low) for token in cue)
    return not counted and not bare and not any(doc.text[max(0, start - 1) : start] == "-" for start, _ in saying.cue)


def _parts(doc: Document, one: Tagged, lex: Words) -> Iterator[Place]:
    """The parts of a content that are long enough to report and hold a word that may be a cue, without the quotation marks around them."""
    for place in one.content:
        text = doc.text[slice(*place)]
        start = place[0] + len(text) - len(text.lstrip(_MARKS))
        end = place[1] - len(text) + len(text.rstrip(_MARKS))
        if doc.text.count(" ", start, end) >= _SHORTEST and _may_report(doc.text[start:end], lex):
            yield start, end


def _may_report(text: str, lex: Words) -> bool:
    """Whether a word behind the first is in the lists of cues."""
    return any(
        low in lex.forms or lex.has("adjective.forms", low) or low == "according"
        for low in (word.strip(_AROUND).lower() for word in text.split()[1:])
    )


def _alone(doc: Document, part: Place, starts: Sequence[int]) -> Unread:
    start, end = part
    within = starts[bisect_right(starts, start) : bisect_left(starts, end)]
    return Unread(start, doc.text[start:end], (start, *within))


def unread(doc: Document, row: Stretch) -> Unread:
    """A stretch as the tagger takes it: its text and where its units start."""
    start, end = row.block.start, row.block.end
    return Unread(start, doc.text[start:end], tuple(unit.start for unit in row.units))


def _saying(doc: Document, unit: Unit, number: int, one: Tagged, lex: Words) -> Saying:
    one = _whole_source(doc, one)
    words = tuple(token for place in one.source for token in _tokens(doc, place, lex))
    if len(words) > 1 and words[-1].text == ",":
        words = words[:-1]
    head = _before_who(words, unit, lex) if one.cue and one.source[-1:] < one.cue[:1] else None
    if head is not None:
        words = (*head, *words)
        one = replace(one, source=((words[0].start, one.source[0][1]), *one.source[1:]))
    named = _named_behind(words, unit, lex)
    if named:
        words = (*words, *named)
        one = replace(one, source=(*one.source[:-1], (one.source[-1][0], named[-1].end)))
    if len(words) > 1 and lex.language == "en" and words[0].text == "that":
        words = words[1:]
        one = replace(one, source=((words[0].start, one.source[0][1]), *one.source[1:]))
    if len(words) > 1 and lex.has("words.relative", words[-1].low):
        words = words[:-1]
    content = tuple(_closed(doc.text, place) for place in one.content if not _holds(one.source, (place,)))
    rule = f"is seen by the tagger ({one.score:.2f})"
    at = next((at for at, token in enumerate(unit.items) if len(words) == 1 and token.start == words[0].start), None)
    antecedent = antecedent_at(unit.items, at, lex) if at is not None else ()
    frame, place = _frame(doc, one, lex), (unit.block, number)
    return Saying(one.source, words, one.cue, content, frame, rule, unit, place, antecedent)


def _before_who(words: Sequence[Token], unit: Unit, lex: Words) -> tuple[Token, ...] | None:
    """What a source begins with that the tagger starts within its clause: "a driver who gave his name only as" "Ivo"; else None."""
    if lex.language != "en" or not words:
        return None
    row = unit.items
    here = next((at for at, token in enumerate(row) if token.start == words[0].start), 0)
    for at in range(here - 1, max(0, here - _CLAUSE), -1):
        if row[at].kind not in {"word", "clitic"}:
            return None
        if row[at].low == "who" and kind_of(row[at - 1], lex) in {"person", "group"}:
            found = phrase_before(row, at, lex)
            return tuple(row[found[0] : here]) if found is not None else None
    return None


def _named_behind(words: Sequence[Token], unit: Unit, lex: Words) -> tuple[Token, ...]:
    """The name that stands right behind a source's noun, where the tagger left it out: "the engineer" "Dora Sand"."""
    if (
        lex.language != "en"
        or len(words) < _OFFICE
        or words[-1].capital
        or not listed("sources.person", words[-1].low, lex)
    ):
        return ()
    rest = [token for token in unit.items if token.start >= words[-1].end]
    if not rest or rest[0].start > words[-1].end + 1:
        return ()
    end = next((at for at, token in enumerate(rest) if token.kind != "word" or not token.capital), len(rest))
    return tuple(rest[:end])


def _whole_source(doc: Document, one: Tagged) -> Tagged:
    """A source with the share that stands before it, where that was taken for something said: "a third of" "the teachers"."""
    if len(one.content) == 1 or not one.source:
        return one
    start, end = one.source[0]
    for part in one.content:
        if part[1] < start and doc.text[part[1] : start].isspace() and doc.text[part[0] : part[1]].endswith(" of"):
            others = tuple(other for other in one.content if other != part)
            return replace(one, source=((part[0], end), *one.source[1:]), content=others)
    return one


def _closed(text: str, place: Place) -> Place:
    """A stretch with the bracket or quotation mark that closes the one it opens last, where that stands right behind it."""
    start, end = place
    for opening, closing in ("()", "[]", "“”", "«»", "‘’", '""'):
        part = text[start:end]
        same = opening == closing
        open_still = part.count(opening) % 2 == 1 if same else part.rfind(opening) > part.rfind(closing)
        if open_still and text.startswith(closing, end):
            return start, end + 1
        if open_still and text[end : end + 1] in {",", ".", "!", "?"} and text.startswith(closing, end + 1):
            return start, end + 2
    return place


def _frame(doc: Document, one: Tagged, lex: Words) -> str:
    """What kind of saying the cue's last known verb makes; "tagged" where the lists have none."""
    heads = [token.low for place in one.cue for token in _tokens(doc, place, lex)]
    for at in range(len(heads) - 1, -1, -1):
        forms = lex.forms.get(heads[at], ())
        fit = (form for form in forms if tuple(heads[at + 1 : at + 1 + len(form.particles)]) == form.particles)
        known = next(fit, None) or next(iter(forms), None)
        if known is not None:
            return known.frame
    return "tagged"


def _tokens(doc: Document, place: Place, lex: Words) -> Sequence[Token]:
    return tokens(fold(doc.text[place[0] : place[1]]), place[0], lex.language)


def united(rules: Sequence[Saying], seen: Sequence[Sight], lex: Words) -> list[Saying]:
    """The sayings of a stretch by rules and by the tagger.

    Where both have a cue in common, the tagger's spans stand where it is sure, and the rule's where it is not, where a news outlet
    stands behind its cue, since those abroad are not among what it learned from, and where one source cites another, which it does not
    know. What the tagger alone sees is kept if it is likelier right than wrong; what a rule alone finds, unless it shares what is said
    with one of the tagger's and stands in none.
    """
    cited = {rule.inside for rule in rules if rule.inside is not None}
    chain = [rule for rule in rules if rule.inside is not None or (rule.source, rule.cue) in cited]
    chained = {id(rule) for rule in chain}
    by_unit = _by_unit(rules)
    kept: list[tuple[Sight, Saying | None]] = []
    for sight in (
        replace(one, saying=over_insertion(whole_source(one.saying, lex), lex))
        for one in seen
        if has_verb(one.saying, lex)
    ):
        rule = next((rule for rule in _near(sight.saying, by_unit) if _same(rule, sight.saying)), None)
        if id(rule) not in chained and (rule is not None or _likely(sight)):
            kept.append((sight, rule))
    found = [sight.saying if rule is None else _both(sight, rule, lex) for sight, rule in kept]
    others = _by_unit([sight.saying for sight, _ in kept])
    alone = (rule for rule in rules if id(rule) not in chained and not _met(rule, others))
    return [*found, *chain, *alone]


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


def _likely(sight: Sight) -> bool:
    """Whether what the tagger alone sees is likelier right than wrong."""
    return sight.score >= (_LEAST if sight.saying.source else _LEAST_NOBODY)


def apart(more: Sequence[Saying], known: Sequence[Saying]) -> list[Saying]:
    """Those of `more` that have no cue in common with one that is known; each may count its units in its own way."""
    taken = sorted(place for saying in known for place in saying.cue)
    starts = [start for start, _ in taken]

    def free(place: Place) -> bool:
        at = bisect_left(starts, place[1])
        return all(end <= place[0] for _, end in taken[max(0, at - _CROSSING) : at])

    return [saying for saying in more if all(free(place) for place in saying.cue)]


def _both(sight: Sight, rule: Saying, lex: Words) -> Saying:
    """One saying out of two with the same cue."""
    one = sight.saying
    told = f"{rule.rule}, and {one.rule}" if rule.source else one.rule
    if not rule.source and (
        (rule.frame == "to" and _is_heard(rule, lex)) or (rule.frame == "hearsay" and not one.source)
    ):
        return replace(rule, rule=told)
    which = rule.frame == "according" and len(rule.words) == 1 and lex.has("words.relative", rule.words[0].low)
    torn = which or rule.frame == "colon" or (sight.score < _WHOLE and _torn(one, rule, lex))
    if sight.score < _SURE or torn or (rule.source != one.source and _outlet_behind(rule, lex)):
        return replace(rule, rule=told)
    if in_clause(rule, one, lex):
        return replace(rule, rule=told)
    if rule.frame == "passive" and only_relative(one, lex):
        return replace(rule, rule=told, cue=one.cue)
    over = _within_insertion(rule, one)
    if over is not None:
        return replace(one, rule=told, frame=rule.frame, source=(over,), words=rule.words, antecedent=rule.antecedent)
    if not one.source or _cut_short(rule, one, lex) or _only_clause(rule, one, lex):
        return replace(rule, rule=told, cue=one.cue, content=one.content, spoken=())
    core = rule if rule.source and _holds(one.source, rule.source) else one
    return replace(one, rule=told, frame=rule.frame, words=core.words, antecedent=core.antecedent)


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
    if not _holds(rule.source, one.source):
        return False
    behind = next((token for token in rule.words if token.start >= one.source[-1][1]), None)
    named = behind is not None and behind.kind == "word" and behind.capital
    return named or rule.source == one.source or any(lex.has("words.auxiliary", token.low) for token in one.words)


def _torn(one: Saying, rule: Saying, lex: Words) -> bool:
    """Whether what the tagger sees ends in the middle of a clause that the rule takes as a whole."""
    end = one.content[-1][1]
    behind = [token for token in one.unit.items if token.start >= end]
    if " ".join(token.low for token in behind[:4]) == ", according to which":
        return _holds(rule.content, one.content)
    following = next(iter(behind), None)
    if following is None or following.kind != "word" or following.start == end:
        return False
    opens = any(lex.has(f"words.{name}", following.low) for name in ("joint", "boundary", "relative"))
    return not opens and _holds(rule.content, one.content)


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
    return not (_holds(rule.content, one.cue) or _holds(one.content, rule.cue))


def _common(some: Sequence[Place], others: Sequence[Place]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def _size(places: Sequence[Place]) -> int:
    return sum(end - start for start, end in places)


def _holds(outer: Sequence[Place], inner: Sequence[Place]) -> bool:
    return bool(inner) and all(any(a <= start and end <= b for a, b in outer) for start, end in inner)
