"""What the tagger sees, as sayings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.language.encoder import Unread
from sayso.language.fold import fold
from sayso.language.said import SaidReader, Tagged
from sayso.language.tokens import Token, tokens
from sayso.model import Document, Sentence

from .kinds import kind_of
from .nouns import listed, phrase_before
from .sayings import Place, Saying, antecedent_at
from .units import Stretch, Unit
from .words import Words

#: What an entry is told by that the tagger alone sees.
SEEN: Final = "is seen by the tagger"
#: Spaces in a content that may hold another saying.
_SHORTEST: Final = 3
#: Words of an office that a name may follow: an article and a noun.
_OFFICE: Final = 2
#: Words of "who gave his name only as", at most.
_CLAUSE: Final = 10
_PERCENT: Final = frozenset(("percent", "per", "cent"))
#: Readers whom an author addresses, and people at large.
_ANYBODY: Final = frozenset(("vous", "usted", "ustedes", "on", "uno", "una"))
#: Pronouns that are a subject.
_SUBJECTS: Final = frozenset(("il", "elle", "ils", "elles", "él", "ella", "ellos", "ellas"))
#: What only the author can have done: "je lui ai répondu", "le he dicho".
_OWN: Final = frozenset(("ai", "avons", "he", "hemos"))
#: Who can do a thing: "ne sait plus réparer", "sabe leer".
_ABLE: Final = frozenset(("sait", "savent", "savait", "savaient", "sabe", "saben", "sabía", "sabían"))
_INFINITIVES: Final = ("er", "ir", "re", "ar", "oir")
#: How somebody is: "se montrent plus agressifs", "se mostró tranquilo".
_SHOWS: Final = ("montr", "mostr", "muestr")
#: What leads in what is said, which does not open a text of its own.
_LED: Final = re.compile(r"(?:that|que) |qu[’']", re.IGNORECASE)
_AROUND: Final = "“”„‟\"«»‹›‘’'.,;:!?()[]—–"
_MARKS: Final = "“”„‟\"«»‹›‘’‚' "


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a language's tagger must be of what is said, 0 to 1, so that it is right more often than not.

    `alone` is asked of what no rule finds, `nobody` of such where it sees nobody who says it, `strange` of such whose cue is in no list; `within`
    and `strange_within` of what it sees within what is said, where it reads out of context. From `spans` on its spans are better than a rule's;
    None: never.
    """

    alone: float
    nobody: float
    strange: float
    within: float
    strange_within: float
    spans: float | None


_ENGLISH: Final = Trust(alone=0.5, nobody=0.65, strange=0.5, within=0.8, strange_within=0.9, spans=0.5)
#: It saw far less text of these languages, so rules come first.
_OTHERS: Final = Trust(alone=0.85, nobody=0.85, strange=0.95, within=0.85, strange_within=0.95, spans=None)


def trust(language: str) -> Trust:
    """How far the tagger of a language is trusted beside the rules."""
    return _ENGLISH if language == "en" else _OTHERS


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
    parts = [
        (number, part)
        for number, every in enumerate(seen)
        for one in every
        for part in within_parts(doc, one.content, starts, lex)
    ]
    inner = reader.read([part for _, part in parts])
    for (number, _), every in zip(parts, inner, strict=True):
        seen[number] += [one for one in every if _likely_within(doc, one, lex)]
    return [list(_in_stretch(doc, row, every, lex)) for row, every in zip(rows, seen, strict=True)]


def _in_stretch(doc: Document, row: Stretch, every: Sequence[Tagged], lex: Words) -> Iterator[Sight]:
    starts = [unit.start for unit in row.units]
    for one in every:
        number = max(0, bisect_right(starts, one.cue[0][0]) - 1)
        saying = _saying(doc, row.units[number], number, one, lex)
        if saying.content and _speaks(doc, saying, lex):
            yield Sight(saying, one.score)


def _likely_within(doc: Document, one: Tagged, lex: Words) -> bool:
    """Whether what is seen within what is said is likely right, where it is read out of context: a cue in no list must be sure."""
    forms = [form for place in one.cue for token in _tokens(doc, place, lex) for form in lex.forms.get(token.low, ())]
    known = any(not lex.has("ambiguous.deeds", form.lemma) for form in forms)
    asked = trust(lex.language)
    return one.score >= (asked.within if known else asked.strange_within) and _another(doc, one, lex)


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
    asked = lex.language == "en" and not saying.words and bool(cue) and cue[0].start == saying.unit.start
    if asked and cue[0].low.endswith("ed") and all(token.low != "by" for token in saying.unit.items[1:2]):
        return False  # "Asked about the cost, he said"
    if trust(lex.language).spans is None and (
        (len(saying.words) == 1 and _names_nobody(saying.words[0], lex)) or _says_nothing(doc, saying, cue, lex)
    ):
        return False
    return not counted and not bare and not any(doc.text[max(0, start - 1) : start] == "-" for start, _ in saying.cue)


def _with_pronoun(doc: Document, one: Tagged, lex: Words) -> Tagged:
    """What the tagger sees, with a lone pronoun before the cue as its source and not as part of what is said: "elle ne dira rien, sinon que P"."""
    if one.source or not one.cue or trust(lex.language).spans is not None:
        return one
    alone = [part for part in one.content if doc.text[slice(*part)].lower() in _SUBJECTS and part < one.cue[0]]
    rest = tuple(part for part in one.content if part not in alone[:1])
    return replace(one, source=(alone[0],), content=rest) if alone and rest else one


def _says_nothing(doc: Document, saying: Saying, cue: Sequence[Token], lex: Words) -> bool:
    """Whether a Spanish or French cue is what the author did himself, what somebody can do, or how somebody is."""
    lows = [token.low for token in cue]
    author = any(lex.has("words.author_pronoun", token.low) for token in saying.words)
    if not author and not _OWN.isdisjoint(lows):
        return True
    if len(lows) > 1 and lows[-2] == "se" and lows[-1].startswith(_SHOWS):
        return True
    if _ABLE.isdisjoint(lows) or not saying.content:
        return False
    first = next(iter(doc.text[slice(*saying.content[0])].split(maxsplit=1)), "").lower()
    plain = any(lex.has(f"words.{name}", first) for name in ("inside", "determiner", "possessive", "time"))
    return first.endswith(_INFINITIVES) and not plain


def _names_nobody(word: Token, lex: Words) -> bool:
    """Whether a word by itself is nobody who speaks: an article, "su", the author's "nosotros", the reader's "vous"."""
    bare = any(lex.has(f"words.{name}", word.low) for name in ("the", "possessive"))
    own = lex.has("words.author_pronoun", word.low) or lex.has("words.generic", word.low)
    return own or word.low in _ANYBODY or (bare and not lex.has("words.pronoun", word.low))


def within_parts(doc: Document, content: Sequence[Place], starts: Sequence[int], lex: Words) -> Iterator[Unread]:
    """What is said, each part as a text of its own without the quotation marks around it, if it may report: it is long enough and holds a cue.

    `starts` are the places where the document's sentences start.
    """
    for place in content:
        text = doc.text[slice(*place)]
        start = place[0] + len(text) - len(text.lstrip(_MARKS))
        end = place[1] - len(text) + len(text.rstrip(_MARKS))
        led = _LED.match(doc.text, start, end)
        start = led.end() if led is not None else start
        if doc.text.count(" ", start, end) >= _SHORTEST and _may_report(doc.text[start:end], lex):
            yield _alone(doc, (start, end), starts)


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
    one = _whole_source(doc, _with_pronoun(doc, one, lex))
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
    content = tuple(_closed(doc.text, place) for place in one.content if not holds(one.source, (place,)))
    rule = f"{SEEN} ({one.score:.2f})"
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


def holds(outer: Sequence[Place], inner: Sequence[Place]) -> bool:
    """Whether all of some places, of which there are any, lie within others."""
    return bool(inner) and all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


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
