"""Who says it: the subject of a German clause, before the verb or behind it, with what describes it between commas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .phrases import is_phrase, nominative, past_preposition, phrase, phrase_ending
from .verbs import Cue

#: Phrases that may stand between a verb and its subject: "sagte am Montag in Berlin der Sprecher".
_BETWEEN: Final = 3
#: Insertions between a subject and its verb, at most.
_INSERTIONS: Final = 3
#: Pronouns that are nothing but a subject.
_SUBJECTS: Final = frozenset(("er", "dieser", "man", "wir", "ich"))
_ANAPHORS: Final = frozenset(("das", "dies", "dieses"))


def subject(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> Range | None:
    """The subject of a cue's clause, as far as its own clause and the ones before tell; None where none is plain."""
    clause = parts[cue.clause]
    if cue.order == "last":
        return _of_subordinate(row, clause, cue.finite, lex)
    follows = row[cue.finite + 1].low if cue.finite + 1 < clause.end else ""
    if cue.order == "first" and follows in _SUBJECTS:
        return cue.finite + 1, cue.finite + 2
    if cue.order == "first":
        return before_insertion(row, parts, cue.clause, lex) or behind(row, cue.finite + 1, cue.inner[1], lex)
    start = past_focus(row, lead(row, clause.start, clause.end), cue.finite)
    end = cue.finite
    while end > start + 1 and lex.has("words.adverb", row[end - 1].low) and not row[end - 1].capital:
        end -= 1
    front = (start, end)
    if end - start == 1 and row[start].low in _ANAPHORS:
        return behind(row, cue.finite + 1, cue.inner[1], lex)
    if is_phrase(row, *front, lex) and not _time(row, front, lex) and row[start].kind != "quote":
        if nominative(row, front, lex):
            return front
        return behind(row, cue.finite + 1, cue.inner[1], lex)
    return behind(row, cue.finite + 1, cue.inner[1], lex) or _loose(row, front, lex)


def past_focus(row: Sequence[Token], start: int, end: int) -> int:
    """Past a small word that belongs to the phrase behind it: "Auch die Ministerin sagte", "Selbst Kritiker räumen ein"."""
    return start + 1 if start + 1 < end and row[start].low in _FOCUS and row[start].kind == "word" else start


_FOCUS: Final = frozenset(
    ("auch", "selbst", "sogar", "nur", "gerade", "ausgerechnet", "allein", "insbesondere", "zumindest", "wenigstens")
)


def _loose(row: Sequence[Token], front: Range, lex: Words) -> Range | None:
    """Whatever stands before the verb, where it begins as a subject does: a phrase that odd words make hard to read."""
    end = phrase(row, *front, lex, wide=True)
    return (
        front
        if end is not None
        and end > front[0]
        and nominative(row, front, lex)
        and not _time(row, front, lex)
        and row[front[0]].kind == "word"
        else None
    )


def _time(row: Sequence[Token], place: Range, lex: Words) -> bool:
    if lex.has("words.time", row[place[0]].low):
        return True
    tied = any(lex.has("words.inside", token.low) for token in row[place[0] + 1 : place[1] - 1])
    return lex.has("words.time", row[place[1] - 1].low) and not tied


def anaphoric(row: Sequence[Token], parts: Sequence[Clause], cue: Cue) -> bool:
    """Whether "das" or "dies" before the verb stands for the sentence before."""
    start = parts[cue.clause].start
    return cue.order == "second" and cue.finite == start + 1 and row[start].low in _ANAPHORS


def behind(row: Sequence[Token], at: int, limit: int, lex: Words) -> Range | None:
    """The subject behind a finite verb, over adverbs and short phrases with a preposition."""
    for _ in range(_BETWEEN):
        while at < limit and _skipped(row[at], lex):
            at += 1
        if at < limit and lex.has("words.time", row[at].low):
            at += 1
            while at < limit and (row[at].kind == "number" or lex.has("words.time", row[at].low)):
                at += 1
            continue
        over = past_preposition(row, at, limit, lex)
        if over is None:
            break
        at = over
    end = phrase(row, at, limit, lex)
    if end is None or not nominative(row, (at, end), lex) or _time(row, (at, end), lex):
        return None
    return at, _before_bare(row, at, _before_listener(row, at, end, lex), lex)


def _before_bare(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Where one bare noun ends before another that is told: "dass Behörden Angehörigen mitgeteilt hätten"."""
    two = end - start == _NAME and row[start].capital and row[start].kind == row[start + 1].kind == "word"
    several = two and (kind_of(row[start], lex) == "group" or lex.has("sources.agencies", row[start].low))
    if several and kind_of(row[start + 1], lex) in {"group", "person"}:
        return start + 1
    told = end - start == _NAME + 1 and lex.has("words.the", row[start].low) and row[end - 1].low.endswith("n")
    both = told and all(token.kind == "word" and token.capital for token in row[start + 1 : end])
    heard = (
        both
        and kind_of(row[start + 1], lex) in {"person", "group"}
        and kind_of(row[end - 1], lex) in {"person", "group"}
    )
    return end - 1 if heard and row[end - 1].low in _HEARERS else end


#: Whom somebody tells something, without an article.
_HEARERS: Final = frozenset(
    ("freunden", "bekannten", "kollegen", "nachbarn", "journalisten", "reportern", "parteifreunden", "vertrauten", "anlegern", "mitarbeitern", "angehörigen", "kunden", "zuhörern", "ermittlern")
)  # fmt: skip


def _before_listener(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Where a subject ends before whom it speaks to: "sagte der Leiter Samuel Adenau der Zeitung" has a name before "der"."""
    for at in range(start + 1, end):
        told = row[at].low in {"der", "dieser", "unserer"} and not row[at].capital
        paper = told and any(_is_paper(token, lex) for token in row[at + 1 : end][:2])
        if paper and _of_none(row, start, at, lex):
            return at
        named = all(row[back].capital and kind_of(row[back], lex) is None for back in range(max(start, at - _NAME), at))
        if told and named and any(_is_paper(token, lex) for token in row[at + 1 : end][:2]):
            return at
    return end


def _of_none(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a phrase is one person who works for no newspaper, so that it is told: "sagte die Ministerin der Zeitung"."""
    head = row[end - 1]
    alone = sum(token.capital for token in row[start:end]) == 1 and row[start].low in _ARTICLES
    return alone and kind_of(head, lex) == "person" and not head.low.endswith(tuple(lex.sets["sources.of_papers"]))


_ARTICLES: Final = frozenset(("der", "die", "ein", "eine"))


def _is_paper(token: Token, lex: Words) -> bool:
    return token.capital and (kind_of(token, lex) == "media" or token.low.endswith(_PAPERS))


#: Ends of newspapers' names that are written as one word.
_PAPERS: Final = ("post", "zeitung", "presse", "blatt", "rundschau", "nachrichten", "umschau", "woche", "agentur")


#: Words that a person's name has.
_NAME: Final = 2


def _skipped(token: Token, lex: Words) -> bool:
    if token.capital or token.kind != "word":
        return False
    return lex.has("words.adverb", token.low) or lex.has("words.oblique_pronoun", token.low)


#: Words that may end the part of a subject before an insertion: "Die Gegner jedoch, darunter X, sagten".
_TURNING: Final = frozenset(("jedoch", "dagegen", "hingegen", "indes", "allerdings", "wiederum", "selbst"))


def before_insertion(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> Range | None:
    """The subject before an insertion: "Ida Holm, die Leiterin des Bades, sagte"; None where the verb opens its clause."""
    at = number - 1
    while (
        at > 0
        and parts[at].kind in {"relative", "nominal", "sub"}
        and parts[at].mark in {",", "–", "—", "-"}
        and number - at <= _INSERTIONS
    ):
        at -= 1
    first = parts[at] if at >= 0 else None
    if first is None or at > number - 2 or parts[number].mark not in {",", "–", "—", "-"}:
        return None
    start = lead(row, first.start, first.end)
    while start + 1 < first.end and lex.has("words.adverb", row[start].low):
        start += 1
    stop = first.end - (row[first.end - 1].low in _TURNING and first.end - 1 > start)
    if (
        not is_phrase(row, start, stop, lex)
        or not nominative(row, (start, stop), lex)
        or _time(row, (start, stop), lex)
    ):
        return None
    if stop < first.end:
        return start, stop
    end = first.end
    for part in parts[at + 1 : number]:
        if part.kind != "nominal":
            break
        end = part.end
    return start, end


def described(
    row: Sequence[Token], parts: Sequence[Clause], source: Range, number: int, lex: Words
) -> tuple[Range, int]:
    """A source behind its verb with an apposition ("sagte Ida Holm, die Leiterin des Bades"); and the last clause that it takes."""
    if source[1] != parts[number].end or number + 1 >= len(parts):
        return source, number
    following = parts[number + 1]
    if following.mark != "," or following.kind not in {"nominal", "relative"} or row[following.start].kind == "quote":
        return source, number
    if lex.has("words.pronoun", row[source[0]].low) and source[1] - source[0] == 1:
        return source, number
    last = number + 1
    whole = following.kind == "nominal" or tells_who(row, source, lex)
    return (source[0], following.end if whole else source[1]), last


def tells_who(row: Sequence[Token], place: Range, lex: Words) -> bool:
    """Whether a relative clause behind a phrase belongs to it: behind "ein", a number or no article, and a noun that is no name."""
    first = row[place[0]]
    if any(lex.has(f"words.{name}", first.low) for name in ("the", "possessive", "pronoun")):
        return False
    counted = lex.has("words.introduces", first.low) or lex.has("words.quantity", first.low) or first.kind == "number"
    return counted or not nature(row[place[0] : place[1]], lex).named


def _of_subordinate(row: Sequence[Token], clause: Clause, finite: int, lex: Words) -> Range | None:
    at = lead(row, clause.start, clause.end)
    if clause.kind == "sub":
        return behind(row, at + 1, finite, lex)
    oblique = lex.has("words.inside", row[at].low)
    if row[at].low == "der" and _of_a_man(row, clause, lex):
        return at, at + 1
    at += oblique
    inner = behind(row, at + 1, finite, lex)
    if inner is not None and row[at].low in {"dessen", "deren"} and inner[0] == at + 1 and not oblique:
        return at, inner[1]
    if oblique or row[at].low in {"den", "dem", "denen", "dessen", "deren"}:
        return inner
    plain = inner is not None and row[inner[0]].low in {
        "die",
        "der",
        "das",
        "er",
        "sie",
        "es",
        "man",
        "wir",
        "ich",
        "ein",
        "eine",
    }
    plain = plain and inner is not None and inner[0] == at + 1 and not _done_by_before(row, clause, inner, lex)
    return inner if plain else (at, at + 1)


def _of_a_man(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether "der" goes on from a masculine noun, so that it is who does something: "einen Akustiker, der die Messungen ..."."""
    noun = phrase_ending(row, clause.start - 1, lex) if clause.mark == "," else None
    return noun is not None and row[noun[0]].low in _MASCULINE


def _done_by_before(row: Sequence[Token], clause: Clause, inner: Range, lex: Words) -> bool:
    """Whether a relative pronoun's noun can do something and what follows cannot: "das Amt, das die Straße für sicher hält"."""
    noun = phrase_ending(row, clause.start - 1, lex) if clause.mark == "," else None
    if noun is None or (lex.has("words.pronoun", row[inner[0]].low) and inner[1] - inner[0] == 1):
        return False
    other = nature(row[slice(*inner)], lex)
    return other.kind == "unknown" and not other.named and nature(row[slice(*noun)], lex).kind in _ACTING


_ACTING: Final = frozenset(("person", "organisation", "media", "group", "document"))
#: Articles that no feminine noun has.
_MASCULINE: Final = frozenset(
    ("ein", "einen", "einem", "den", "dem", "kein", "keinen", "diesen", "diesem", "jenen", "seinen", "seinem", "ihren", "ihrem")
)  # fmt: skip


def main_subject(row: Sequence[Token], clause: Clause, lex: Words) -> Range | None:
    """The subject of a clause whose verb is in no list: the phrase before its second place, or the one behind."""
    start = past_focus(row, lead(row, clause.start, clause.end), clause.end)
    end = phrase(row, start, clause.end, lex, wide=True)
    if (
        end is not None
        and end < clause.end
        and _verbal(row[end], lex)
        and nominative(row, (start, end), lex)
        and not _time(row, (start, end), lex)
    ):
        return start, end
    at = past_preposition(row, start, clause.end, lex)
    if at is None:
        at = start
        while at < clause.end and lex.has("words.adverb", row[at].low):
            at += 1
        if at == start:
            return None
    if at < clause.end and _verbal(row[at], lex):
        return behind(row, at + 1, clause.end, lex)
    return None


def _verbal(token: Token, lex: Words) -> bool:
    return (
        token.kind == "word"
        and not token.capital
        and (lex.has("words.auxiliary", token.low) or not lex.has("words.boundary", token.low))
    )
