"""The cues of a German unit with their sources and what is said, ready to be written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import JOINTS, Clause, clauses, lead
from .colon import behind_colon, colon_hits, told_behind_colon, with_told
from .content import before_cue, behind_cue
from .fitting import OWN, generic, own_report, reflexive, weak
from .forms import as_said, follows_from, passive, speaks
from .fronted import fronted
from .insertions import over_insertions
from .nouns import noun_hits
from .passives import judged
from .phrases import past_preposition
from .quoted import quoted_first
from .retorts import before_contrast, denied_by, with_retorts
from .said import said_hits
from .straight import made, straight
from .subjects import behind, described, main_subject, subject
from .subjunctive import subjunctive
from .verbs import Cue, cues
from .whereupon import whereupon

#: Verbs that tell a finding only where it stands before them: "P, hat das Institut gemessen".
_MEASURING: Final = frozenset(("messen", "zählen", "hoch|rechnen", "aus|rechnen"))


def german_hits(row: Sequence[Token], lex: Words, *, after_quote: bool) -> list[Hit]:
    """Every cue of a unit, in order. `after_quote`: a quotation ends just before the unit."""
    parts = clauses(row, lex)
    if not parts:
        return []
    found = _read(row, parts, lex, after_quote=after_quote)
    more = over_insertions(row, parts, lex, lambda short, cut: _read(short, cut, lex, after_quote=after_quote))
    if more:
        again = {hit.cue for hit in more}
        found = _cut(parts, _apart([*more, *(hit for hit in found if hit.cue not in again)]))
    found = with_retorts(row, parts, before_contrast(row, parts, found, lex), lex)
    return quoted_first(row, parts, whereupon(row, parts, found, lex), lex)


def _read(row: Sequence[Token], parts: Sequence[Clause], lex: Words, *, after_quote: bool) -> list[Hit]:
    """Every cue of a unit as its clauses stand."""
    said = list(said_hits(row, parts, lex))
    verbs = [with_told(row, parts, hit, lex) for hit in _verb_hits(row, parts, lex, after_quote=after_quote)]
    nouns = list(noun_hits(row, parts, lex))
    told = {_told_at(hit) for hit in (*said, *verbs, *nouns) if hit.content}
    said += [hit for hit in colon_hits(row, parts, lex) if _told_at(hit) not in told]
    said += told_behind_colon(row, parts, [*said, *verbs, *nouns], lex)
    taken = {
        start
        for hit in (*said, *verbs)
        if hit.mode != "before" and (start := _told_at(hit)) > 0 and row[start - 1].kind == "mark"
    }
    nouns = [hit for hit in nouns if _told_at(hit) not in taken or _owned(row, hit) or hit.frame in {"think", "reason"}]
    impersonal = {_told_at(hit) for hit in said}
    nouns = [hit for hit in nouns if not hit.content or _told_at(hit) not in impersonal]
    owned = {_told_at(hit): hit for hit in nouns}
    reasons = [hit for hit in nouns if hit.frame == "reason"]
    verbs = [hit for hit in verbs if not any(_only_reason(hit, one) for one in reasons)]
    verbs = [one for hit in verbs if (one := _judging(row, hit, owned.get(_told_at(hit)), lex)) is not None]
    said = [hit for hit in said if hit.frame != "hearsay" or not any(other.frame == "according" for other in said)]
    return _cut(parts, _without_others(row, _apart([*said, *verbs, *nouns])))


def _without_others(row: Sequence[Token], found: Sequence[Hit]) -> list[Hit]:
    """The hits, each without a quotation behind its colon that is given to somebody else behind it: "X kritisiert den Plan: „Zu spät“, sagte Y"."""
    given = {_told_at(hit): hit for hit in found if hit.mode == "before" and hit.source is not None}
    out: list[Hit] = []
    for hit in found:
        at = _told_at(hit)
        other = given.get(at) if at and row[at - 1].text == ":" and row[at].kind == "quote" else None
        if other is None or other is hit or hit.end > at:
            out.append(hit)
            continue
        start = max(hit.cue[1], hit.source[1]) if hit.source is not None and not hit.shared else hit.cue[1]
        end = hit.particle[0] if hit.particle is not None else at - 1
        if start < end:
            out.append(replace(hit, frame="object", mode="after", content=((start, end),)))
    return out


def _judging(row: Sequence[Token], hit: Hit, noun: Hit | None, lex: Words) -> Hit | None:
    """A verb's hit where a noun has the same clause: what is judged is that noun with it, "widersprach einer Meldung des Kuriers, P"; else none."""
    if noun is None or not hit.content:
        return hit
    if noun.source is None or noun.source[0] < noun.cue[0] or hit.source is None or hit.source[0] > hit.cue[0]:
        return None
    start = hit.cue[1]
    first = row[start] if start < noun.cue[0] else row[noun.cue[0]]
    plain = all(lex.has("words.determiner", token.low) or not token.capital for token in row[start : noun.cue[0]])
    if not plain or noun.cue[0] < start or lex.has("words.inside", first.low):
        return None
    if hit.particle is not None:
        object_ = (start, hit.particle[0])
        told = noun.content is not None and start < hit.particle[0] <= noun.content[0][0]
        return replace(hit, frame="object", mode="after", content=(object_, *(noun.content or ()))) if told else None
    return replace(hit, frame="object", mode="after", content=((start, noun.content[-1][1]),)) if noun.content else None


def _only_reason(hit: Hit, reason: Hit) -> bool:
    """Whether what a verb was read to say is but why its subject does something: "Mit der Begründung, P, klagten Anwohner"."""
    content = hit.content[0] if hit.content else None
    return content is not None and hit.source == reason.source and content[0] <= reason.cue[0] < content[1]


def _told_at(hit: Hit) -> int:
    """Where what is said begins; 0 where that lies in another unit."""
    return hit.content[0][0] if hit.content else 0


def _owned(row: Sequence[Token], hit: Hit) -> bool:
    """Whether a noun has its owner behind it and a clause of its own: "die Ansicht der Kammer, dass P"."""
    return (
        hit.source is not None
        and hit.source[0] > hit.cue[0]
        and hit.content is not None
        and row[hit.content[0][0] - 1].text == ","
    )


def _apart(found: Sequence[Hit]) -> list[Hit]:
    """Without those whose cue or source lies in another's cue or source that begins before."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.cue[0], -hit.cue[1])):
        if not any(_overlap(hit.cue, other.cue) for other in kept):
            kept.append(hit)
    return kept


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cut(parts: Sequence[Clause], found: list[Hit]) -> list[Hit]:
    """What is said ends where a cue of the same speaker, or one set behind it, takes over."""
    out: list[Hit] = []
    laid = [hit for hit in found if hit.frame == "according" and hit.mode == "whole" and not hit.shared]
    for hit in found:
        stops = [
            _clause_start(parts, other.start)
            for other in found
            if other is not hit and _takes_over(parts, other) and other.cue[0] > hit.cue[1] and not _told_of(hit, other)
        ]
        content = tuple(part for part in (_cut_at(part, hit, stops) for part in hit.content or ()) if part is not None)
        tellers = [(one.start, one.end) for one in laid if hit.frame != "according" and _beside(parts, hit, one)]
        out.append(replace(hit, content=tuple(_free_of(content, tellers))))
    return [hit for hit in out if hit.content or hit.anaphor]


def _beside(parts: Sequence[Clause], hit: Hit, laid: Hit) -> bool:
    """Whether another's words stand in the clause of a cue, which they lay to him as a whole: "X will laut der Post die Halle schließen"."""
    clause = next((clause for clause in parts if clause.start <= hit.cue[0] < clause.end), None)
    return clause is not None and clause.start <= laid.start and laid.end <= clause.end


def _free_of(content: Sequence[Range], tellers: Sequence[Range]) -> Iterator[Range]:
    """What is said without the words that lay all of it to somebody else."""
    for start, end in content:
        cut = next((cut for cut in tellers if start < cut[1] and cut[0] < end), (end, end))
        yield from (part for part in ((start, min(end, cut[0])), (max(start, cut[1]), end)) if part[0] < part[1])


def _told_of(hit: Hit, other: Hit) -> bool:
    """Whether a second predicate is of somebody of whom the whole sentence tells: "Wie X meldet, sperrte das Amt P und sagte Q"."""
    return other.shared and hit.mode == "whole" and other.source != hit.source


def _takes_over(parts: Sequence[Clause], hit: Hit) -> bool:
    behind = bool(hit.content) and all(end <= hit.start for _, end in hit.content or ())
    closing = (hit.mode == "before" or behind) and hit.frame != "object" and hit.end >= parts[-1].end
    return hit.shared or closing


def _clause_start(parts: Sequence[Clause], at: int) -> int:
    return max((clause.start - (clause.mark in JOINTS) for clause in parts if clause.start <= at), default=at)


def _cut_at(part: Range, hit: Hit, stops: Sequence[int]) -> Range | None:
    end = min((stop for stop in stops if stop > part[0] and part[0] >= hit.cue[0]), default=part[1])
    return (part[0], min(part[1], end)) if end > part[0] else None


def _verb_hits(row: Sequence[Token], parts: Sequence[Clause], lex: Words, *, after_quote: bool) -> Iterator[Hit]:
    earlier: Hit | None = None
    floor = 0
    for cue in cues(row, parts, lex):
        hit = _hit(row, parts, cue, lex, earlier, floor, after_quote=after_quote)
        if hit is None:
            continue
        if hit.source is not None and own_report(row, hit.source, cue, lex):
            if hit.source[0] < cue.finite:
                yield replace(hit, rule=OWN)
            continue
        if hit.mode == "before":
            floor = hit.end
        earlier = hit
        yield hit


def _hit(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token],
    parts: Sequence[Clause],
    cue: Cue,
    lex: Words,
    earlier: Hit | None,
    floor: int,
    *,
    after_quote: bool,
) -> Hit | None:
    if reflexive(row, cue, lex) or (cue.lemmas <= _MEASURING and not (cue.order == "first" and len(cue.parts) > 1)):
        return None
    if "hervor|gehen" in cue.lemmas or ("verlauten" in cue.lemmas and row[parts[cue.clause].start].low == "aus"):
        return follows_from(row, parts, cue, lex)
    if cue.passive:
        return passive(row, parts, cue, lex) or judged(row, parts, cue, lex)
    opening = lead(row, parts[cue.clause].start, parts[cue.clause].end)
    if cue.order == "last" and lex.has("phrases.as_cue", row[opening].low):
        return as_said(row, parts, cue, lex)
    joined = cue.order == "first" and (parts[cue.clause].mark in JOINTS or _led_by_and(row, parts[cue.clause], cue))
    found = None if joined else subject(row, parts, cue, lex)
    shared = False
    if found is None and cue.order == "first":
        found, shared = _shared(row, parts, cue, lex, earlier), True
    if found is None or generic(row, found, cue, lex):
        return None
    found = denied_by(row, parts, cue, found, lex) if not shared else found
    source, last = (
        (found, cue.clause) if shared or found[0] < cue.finite else described(row, parts, found, cue.clause, lex)
    )
    quoted = _quote_first(row, parts, cue)
    if cue.order == "first" and not shared and found[0] > cue.finite:
        hit = _inverted(row, parts, cue, source, last, lex, floor, after_quote=after_quote)
        hit = hit or fronted(row, parts, cue, source, lex)
        if hit is not None:
            return hit
    if quoted is not None:
        right = _quoted_right(row, parts, last)
        return made(cue, source, (quoted, *right), "before" if not right else "around", shared=False)
    return straight(row, parts, cue, source, last, lex, shared=shared)


def _quote_first(row: Sequence[Token], parts: Sequence[Clause], cue: Cue) -> Range | None:
    """A quotation right before the verb: "„Warum?“ fragte sie"."""
    clause = parts[cue.clause]
    if (
        cue.order != "second"
        or row[cue.finite - 1].kind != "quote"
        or any(token.kind != "quote" for token in row[clause.start : cue.finite])
    ):
        return None
    if clause.mark == "," and cue.clause:
        return 0, cue.finite
    return clause.start, cue.finite


def _quoted_right(row: Sequence[Token], parts: Sequence[Clause], last: int) -> tuple[Range, ...]:
    """The second part of a quotation that the cue breaks."""
    if last + 1 < len(parts) and row[parts[last + 1].start].kind == "quote":
        return ((parts[last + 1].start, parts[-1].end),)
    return ()


def _inverted(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token],
    parts: Sequence[Clause],
    cue: Cue,
    source: Range,
    last: int,
    lex: Words,
    floor: int,
    *,
    after_quote: bool,
) -> Hit | None:
    """As in "P, sagte X", "P, sagte X, Q"; None where only an opening clause stands before ("Als er kam, sagte X, P")."""
    quoted = cue.clause > 0 and row[parts[cue.clause - 1].end - 1].kind == "quote" and "to" in cue.frames
    if not (quoted or cue.frames & {"say", "think", "show"}) or (weak(cue, lex) and not speaks(row, source, lex)):
        return None
    if cue.clause == 0:
        return made(cue, source, (), "before") if after_quote and "say" in cue.frames else None
    if parts[cue.clause].mark not in {",", "–", "—", "-"}:
        return None
    left = behind_colon(row, parts, cue.clause, before_cue(parts, cue.clause, floor), lex)
    right = behind_cue(row, parts, last, cue, lex, framed=left is not None)
    if right is None and last + 1 < len(parts) and _broken(row, parts, cue, lex):
        right = (parts[last + 1].start, parts[-1].end)
    if (
        right is None
        and last + 1 < len(parts)
        and parts[cue.clause - 1].kind == "nominal"
        and row[source[1] - 1].kind != "quote"
    ):
        right = (parts[last + 1].start, parts[-1].end)
    before = [clause for clause in parts[: cue.clause] if clause.start >= floor]
    opening = bool(before) and _opening(row, before, lex)
    if left is None or opening:
        return None
    if right is not None and row[right[0]].kind == "quote" and _opens_only(row, parts[cue.clause - 1]):
        return made(cue, source, (right,), "after")
    if right is None and last + 1 < len(parts) and parts[last + 1].mark == ";" and _goes_on(row, parts, last, lex):
        right = (parts[last + 1].start, parts[-1].end)
    if row[left[1] - 1].kind == "quote":
        more = _quoted_right(row, parts, last)
        return made(cue, source, (left, *more), "around" if more else "before")
    return made(cue, source, (left, right) if right else (left,), "around" if right else "before")


def _goes_on(row: Sequence[Token], parts: Sequence[Clause], last: int, lex: Words) -> bool:
    """Whether reported speech goes on in the subjunctive behind a semicolon, up to the end of its sentence."""
    return all(subjunctive(row, clause, lex) or clause.kind != "main" for clause in parts[last + 1 :])


def _opens_only(row: Sequence[Token], clause: Clause) -> bool:
    """Whether a clause before the cue is but the beginning of one: "in der, findet meine Tochter, „...“"."""
    return clause.end - clause.start <= _FRAGMENT and not any(
        token.capital or token.kind == "quote" for token in row[clause.start : clause.end]
    )


_FRAGMENT: Final = 2


def _broken(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words) -> bool:
    """Whether the cue stands within a clause: what is before it ends in an auxiliary ("Darauf sei, sagen sie, ...")."""
    last = row[parts[cue.clause - 1].end - 1]
    following = parts[cue.clause + 1] if cue.clause + 1 < len(parts) else None
    resumes = following is not None and following.kind == "main" and lex.has("reported.forms", row[following.start].low)
    return resumes or (not last.capital and lex.has("words.helper", last.low))


def _opening(row: Sequence[Token], before: Sequence[Clause], lex: Words) -> bool:
    """Whether what stands before a verb only tells when or why: "Als er kam, ...", "Um Zeit zu sparen, ..."."""
    first = before[0]
    loose = first.kind == "main" and past_preposition(row, first.start, first.end, lex) == first.end
    as_told = row[first.start].low == "wie" and first.kind == "sub" and _tells(row, first, lex)
    if (lex.has("words.that", row[first.start].low) and not as_told) or not (
        loose or first.kind in {"sub", "infinitive"}
    ):
        return False
    if loose:
        before = before[1:]
    return (bool(before) or not loose) and all(
        clause.kind in {"sub", "infinitive", "relative", "nominal"} for clause in before
    )


def _led_by_and(row: Sequence[Token], clause: Clause, cue: Cue) -> bool:
    """Whether "und" stands right before a verb whose subject is that of the clause before: "X warnt, P, und fordert Q"."""
    return row[clause.start].low in JOINTS and cue.finite == clause.start + 1


def _tells(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a clause with "wie" tells who says the rest: "Wie das Amt mitteilte", and asks nothing."""
    last = row[clause.end - 1]
    return not last.capital and last.low in lex.forms and not subjunctive(row, clause, lex)


def _shared(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, lex: Words, earlier: Hit | None) -> Range | None:
    """The source that a second predicate shares with the one before: "X lobte A und forderte B"."""
    first = row[parts[cue.clause].start].low
    joined = parts[cue.clause].mark in JOINTS
    listed = parts[cue.clause].mark == "," and earlier is not None and earlier.mode == "after"
    if not (joined or listed or first in {"und", "aber", "sowie", "oder"}):
        return None
    if earlier is not None and earlier.source is not None and earlier.mode in {"after", "around"}:
        return earlier.source
    before = parts[cue.clause - 1] if joined and cue.clause else None
    if before is not None and earlier is not None and before.start <= earlier.cue[0] < before.end:
        return earlier.source
    for number in range(cue.clause - 1, -1, -1):
        if parts[number].kind == "main":
            return main_subject(row, parts[number], lex) or _behind_verb(row, parts, number, lex)
    return None


def _behind_verb(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> Range | None:
    """The subject of a clause that opens with its verb, since another stands before: "Wie X meldet, stellte die Polizei P sicher und sagte"."""
    clause = parts[number]
    first = row[clause.start]
    opens = number > 0 and clause.mark == "," and first.kind == "word" and not first.capital
    if not opens or parts[number - 1].kind not in {"sub", "infinitive"} or lex.has("words.boundary", first.low):
        return None
    return behind(row, clause.start + 1, clause.end, lex)
