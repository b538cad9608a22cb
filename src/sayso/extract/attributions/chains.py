"""Chains: a source that cites another ("X reports, citing Y"; "a study cited by X"), and words told of within a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Final

from sayso.language.tokens import Token

from .citing import cited, citing, without
from .nouns import is_adverb
from .relays import relayed
from .sayings import Place, Saying, lies_in, sayings_of
from .units import Stretch
from .words import Form, Words

#: A quotation with fewer words tells of nobody else's words.
_LEAST: Final = 6
#: More sayings than this one sentence does not hold.
CROWD: Final = 12
#: Frames of what may be said in words: "as warning that".
_WORDED: Final = frozenset(("say", "think", "tell"))
#: Parts of what is said of somebody who is said to do something: who, and what.
_SPLIT: Final = 2


def chained(found: Sequence[Saying], lex: Words, *, hear: bool = False) -> list[Saying]:
    """The sayings of a block, with those whom a source cites beside or before it, each within the one that cites.

    With `hear`, "reportedly" and "is said to" are parted from what the source is said to say. What is a chain already stays one.
    """
    done = {saying.inside for saying in found}
    chain = [saying for saying in found if saying.inside is not None or (saying.source, saying.cue) in done]
    known = {id(saying) for saying in chain}
    out: list[Saying] = []
    rest = [saying for saying in found if id(saying) not in known]
    for at, group in groupby(sorted(rest, key=lambda saying: (saying.at, saying.start)), key=lambda saying: saying.at):
        taken = [saying for saying in chain if saying.at == at]
        out.extend(_in_unit(list(group), taken, lex, hear=hear))
    return [*chain, *out]


def _in_unit(found: Sequence[Saying], taken: Sequence[Saying], lex: Words, *, hear: bool) -> list[Saying]:
    """The sayings of one unit; those beyond a number that no sentence has are left as they are."""
    if len(found) > CROWD:
        return list(found)
    found = unheard(found, lex)
    out: list[Saying] = []
    for saying in found:
        if any(_same_place(saying.cue, other.cue) for other in (*taken, *out)):
            continue
        heard = (hearsay(saying, lex) or told_of(saying, lex)) if hear else ()
        split = cited(saying, lex) or relayed(saying, lex) or heard or _quoting(saying, found, lex)
        if split:
            out.extend(split)
            continue
        pair = citing(saying, (*taken, *found), lex)
        if pair is None:
            out.append(saying)
            continue
        outer, inner = pair
        out = [one for one in out if not _same_place(one.cue, inner.cue)]
        out.extend((outer, inner))
    return out


def unheard(found: Sequence[Saying], lex: Words) -> Sequence[Saying]:
    """The sayings of a Spanish or French unit, without the hearsay set between commas in them, within which they stand: "veut, dit-on, vendre"."""
    told = [saying for saying in found if saying.frame == "hearsay" and len(saying.content) == _SPLIT]
    if lex.language not in {"es", "fr"} or not told:
        return found
    return [_cut(saying, told) if saying.frame != "hearsay" else saying for saying in found]


def _cut(saying: Saying, told: Sequence[Saying]) -> Saying:
    """A saying without the cues of hearsay in what it says and in its source."""
    row = saying.unit.items
    for one in told:
        start, end = one.cue[0]
        if saying.cue and saying.cue[-1][1] <= one.content[0][0] and _all_in(one.content, saying.content):
            continue
        content = tuple(part for place in saying.content for part in without(row, place, start, end))
        source = tuple(part for place in saying.source for part in without(row, place, start, end)) or saying.source
        words = tuple(token for token in saying.words if any(a <= token.start < b for a, b in source))
        saying = replace(saying, content=content or saying.content, source=source, words=words)
    return saying


def _all_in(places: Sequence[Place], within: Sequence[Place]) -> bool:
    """Whether hearsay stands in what somebody says of it: "asegura que tiene presuntamente pozos"."""
    return all(any(a <= start and end <= b for a, b in within) for start, end in places)


def _same_place(one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Whether a cue lies within another: "citing" was read as a verb of its own."""
    return bool(one) and all(any(a <= start and end <= b for a, b in other) for start, end in one)


def _quoting(saying: Saying, found: Sequence[Saying], lex: Words) -> tuple[Saying, ...]:
    """As in "It quotes a broker as saying that P": the broker's words within what is quoted."""
    if saying.frame != "object":
        return ()
    row = saying.unit.items
    cue = [token.low for token in row if lies_in(token, saying.cue)]
    if not any(lex.has("phrases.cites", low) for low in cue):
        return ()
    start, end = saying.content[0]
    for at, token in enumerate(row):
        marker = as_saying(row, at, lex) if start < token.start < end else None
        if marker is None or marker >= len(row):
            continue
        told = marker + (row[marker].text == ":" or (lex.language == "en" and row[marker].text == ","))
        place = (row[told].start, max(end, row[told].end)) if told < len(row) else (0, 0)
        words = tuple(item for item in row if start <= item.start and item.end <= token.start)
        if not words or place[1] <= place[0]:
            return ()
        whole = replace(saying, content=((start, place[1]),))
        if any(other is not saying and other.content and other.content[0][0] == place[0] for other in found):
            return (whole,)
        cue_place = (row[marker - 1].start if lex.language == "en" else token.start, row[marker - 1].end)
        inner = replace(
            saying,
            source=((words[0].start, words[-1].end),),
            words=words,
            cue=(cue_place,),
            content=((_past_comma(row, told), place[1]),),
            frame="say",
            rule="is quoted by another",
            antecedent=(),
            shared=False,
        )
        return whole, inner
    return ()


def _past_comma(row: Sequence[Token], at: int) -> int:
    """Where a clause begins that a comma may part from what leads it in: "mit den Worten, P"."""
    return row[at + 1].start if row[at].text == "," and at + 1 < len(row) else row[at].start


def hearsay(saying: Saying, lex: Words) -> tuple[Saying, ...]:
    """A saying whose cue has "reportedly" in it: what is told is hearsay, and what the source says stands within it."""
    row = saying.unit.items
    told = [token for token in row if lies_in(token, saying.cue) and lex.has("phrases.reported", token.low)]
    if not told or not saying.words or saying.inside is not None:
        return ()
    word = told[0]
    rest = tuple(part for place in saying.cue for part in without(row, place, word.start, word.end))
    start, end = min(saying.start, saying.source[0][0]), saying.end
    content = tuple(without(row, (start, end), word.start, word.end))
    outer = replace(
        saying,
        source=(),
        words=(),
        cue=((word.start, word.end),),
        content=content,
        frame="hearsay",
        rule=f"“{word.text}” names nobody",
        antecedent=(),
        shared=False,
    )
    if not rest:
        verb = _verb_of(saying, lex)
        saying = verb or saying
        rest = verb.cue if verb is not None else ()
    if not rest or saying.frame in {"bid", "tagged"}:
        return (outer,)
    rest_told = tuple(place for place in saying.content if place not in saying.source) or saying.content
    return outer, replace(saying, cue=rest, content=rest_told, inside=(outer.source, outer.cue), until=outer.end)


def _verb_of(saying: Saying, lex: Words) -> Saying | None:
    """A saying whose cue is "reportedly" alone, with the verb that what is said begins with as its cue; None without one."""
    start, end = saying.content[0]
    row = [token for token in saying.unit.items if start <= token.start and token.end <= end]
    form = next((one for one in lex.forms.get(row[0].low, ()) if _fits(row, 0, one)), None) if row else None
    behind = row[1 + len(form.particles) :] if form is not None else []
    if form is None or not behind or (lex.has("ambiguous.deeds", form.lemma) and form.lemma != "put"):
        return None
    cue = (row[0].start, row[len(form.particles)].end)
    return replace(saying, cue=(cue,), content=((behind[0].start, end), *saying.content[1:]), frame=form.frame)


def told_of(saying: Saying, lex: Words) -> tuple[Saying, ...]:
    """As in "Creditors are said to want a decision": what they want stands within what is said of them."""
    if saying.source or saying.frame != "to" or len(saying.content) != _SPLIT or lex.language != "en":
        return ()
    if not any(lex.has("phrases.heard", token.low) for token in saying.unit.items if lies_in(token, saying.cue)):
        return ()
    subject, rest = saying.content
    row = [token for token in saying.unit.items if rest[0] <= token.start and token.end <= rest[1]]
    at = 1
    while at < len(row) and (lex.has("words.auxiliary", row[at].low) or is_adverb(row[at], lex)):
        at += 1
    form = next((one for one in lex.forms.get(row[at].low, ()) if _fits(row, at, one)), None) if at < len(row) else None
    if form is None or lex.has("ambiguous.deeds", form.lemma):
        return ()
    behind = row[at + 1 + len(form.particles) :]
    that = next((index for index, token in enumerate(behind) if token.low == "that"), 0)
    words = tuple(token for token in saying.unit.items if subject[0] <= token.start and token.end <= subject[1])
    if not words or not behind:
        return ()
    cue = (row[0].start, row[at + len(form.particles)].end)
    inner = replace(
        saying,
        source=(subject,),
        words=words,
        cue=(cue,),
        content=((behind[that].start, behind[-1].end),),
        frame=form.frame,
        rule="is said to do so",
    )
    return saying, inner


def _fits(row: Sequence[Token], at: int, form: Form) -> bool:
    return tuple(token.low for token in row[at + 1 : at + 1 + len(form.particles)]) == form.particles


def as_saying(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where "as saying", "as warning" ends that begins at a place; None where none does."""
    if lex.language == "en" and row[at].low == "as" and at + 1 < len(row):
        forms = [form for form in lex.forms.get(row[at + 1].low, ()) if form.tense == "ing"]
        tied = any(form.particles and _fits(row, at + 1, form) for form in forms)
        if not tied and any(form.frame in _WORDED and not form.particles for form in forms):
            return at + 2
    for words in lex.phrases["as_saying"].get(row[at].low, ()):
        if tuple(token.low for token in row[at : at + len(words)]) == words:
            return at + len(words)
    return None


def told_within(stretch: Stretch, known: Sequence[Saying], lex: Words) -> list[Saying]:
    """What others are said to say inside the quotations of a block that somebody is quoted with; the speaker's own "I" left out."""
    held = sorted(place for saying in known for place in saying.content)
    starts = [place[0] for place in held]
    reach = list(accumulate((place[1] for place in held), max))
    found: list[Saying] = []
    for inner in stretch.inner:
        at = bisect_right(starts, inner.block.start) - 1
        inside = at >= 0 and reach[at] >= inner.block.end
        items = [token for unit in inner.units for token in unit.items]
        if inside and (len(items) >= _LEAST or any(token.kind == "quote" for token in items)):
            every = (saying for saying in sayings_of(inner, lex) if not _own_voice(saying, lex))
            found.extend(replace(saying, dropped=False) for saying in every if saying.source or _by_nobody(saying, lex))
    return found


def _by_nobody(saying: Saying, lex: Words) -> bool:
    """Whether words within a Spanish or French quotation are laid to people who are not named: "nos dijeron que", "on nous a dit que"."""
    return lex.language in {"es", "fr"} and saying.frame == "say" and not saying.suggested


def _own_voice(saying: Saying, lex: Words) -> bool:
    return len(saying.words) == 1 and (
        lex.has("words.author_pronoun", saying.words[0].low) or lex.has("words.generic", saying.words[0].low)
    )
