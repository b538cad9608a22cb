"""What is said: how far it reaches before and behind a cue."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .hits import Hit
from .nouns import Range, is_adverb
from .reach import joined_end, romance_start
from .stops import clause_stop, lists_behind, opening_end, parenthetical, stops_at
from .subjects import subject_before
from .when_said import past_aside
from .words import Words

_STOPS = frozenset((".", ",", ";", ":", "—", "–", "-", "…"))
#: Words that an opening without a verb has at most: "The next morning, she said: ...".
_ADVERBIAL = 4
_AND = frozenset(("and", "while", "y", "et"))
_ENDS = frozenset((".", ";", "?", "!", "…"))
_LATER = frozenset(("avant", "antes", "après", "tras", "mientras", "tandis", "alors"))
_SHUT = "»”\"’›“‘' \u00a0\u202f"
_WHICH = frozenset(("que", "qui", "quien", "quienes", "dont", "cuyo", "cuya", "où", "donde"))
#: Frames of cues within whose content somebody else's hearsay may stand.
_TELLING = frozenset(("say", "think", "show", "about", "object"))
_THAT = frozenset(("that", "que", "qu’"))
_RELATIVES = frozenset(("que", "cual", "donde", "où", "lequel", "laquelle"))


def content_of(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    """The ranges of what the cue number `index` says, in order; empty where nothing of the unit is."""
    hit = hits[index]
    if hit.content is not None:
        found = hit.content
    elif hit.frame == "passive":
        found = _passive(row, hit, lex)
    elif hit.frame == "hearsay":
        found = _hearsay(row, hits, index, lex)
    elif hit.mode == "whole":
        found = _whole(row, hits, index, lex)
    elif hit.mode == "before":
        found = (*_left(row, hits, index), *(_quoted_rest(row, hit) or _resumed(row, hits, index, lex)))
    elif hit.mode == "after":
        found = _right(row, hits, index, hit.end, lex)
    else:
        found = _around(row, hits, index, lex)
    if hit.frame == "to" and hit.source is None:
        return found
    trimmed = (_trimmed(row, part, lex) for part in found)
    return tuple(part for part in trimmed if part is not None)


def _trimmed(row: Sequence[Token], part: Range, lex: Words) -> Range | None:
    """A range without the marks and openings around it that are no part of what is said."""
    start, end = part
    while start < end and row[start].kind == "mark" and row[start].text in _STOPS:
        start += 1
    while end > start and row[end - 1].kind == "mark" and row[end - 1].text in _STOPS:
        end -= 1
    start = _past_connective(row, start, end, lex) if start == 0 or row[start - 1].kind == "mark" else start
    if start >= end or all(token.kind == "mark" for token in row[start:end]):
        return None
    if end - start == 1 and (
        lex.has("words.connective", row[start].low) or (lex.has("words.pronoun", row[start].low) and part[0] == 0)
    ):
        return None
    return start, end


def _past_connective(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Past "However," and "At the same time," at the head of a range."""
    for size in range(5, 0, -1):
        words = " ".join(token.low for token in row[start : start + size])
        if lex.has("words.connective", words):
            at = start + size
            comma = at < end and row[at].text == ","
            if comma or at >= end or (size == 1 and lex.has("words.opener", words)):
                return min(end, at + comma)
    return start


def _whole(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    hit = hits[index]
    held = hit.start > 1 and row[hit.start - 1].low in {"que", "qui"} and row[hit.start - 2].text == ","
    if held and lex.language in {"es", "fr"} and hit.end < len(row) and row[hit.end].kind in {"word", "clitic"}:
        stop = next((at for at in range(hit.end, len(row)) if row[at].kind == "mark"), len(row))
        return ((hit.end, stop),)
    if _in_words_of(row, hit):
        return ((hit.start - 2, hit.start - 1),)
    left = _left(row, hits, index) if hit.start and not _joint(row, hit.start - 1, lex) else ()
    if hit.start and row[hit.start - 1].text in {":", ";"} and lex.language in {"es", "fr"}:
        left = ()
    ends = hit.end >= len(row) or row[hit.end].text in _ENDS
    comma = not ends and row[hit.end].text == ","
    if ends:
        return left
    right = _right(row, hits, index, hit.end, lex)
    if left and right and hit.start > 1 and (row[hit.start - 2].low in _RELATIVES or row[hit.start - 1].low in _THAT):
        return right
    if left and not comma:
        return left
    if left and row[hit.start - 1].text != ",":
        return left
    if left and lex.language in {"es", "fr"} and _only_adds(row, hit.end + 1, hit.start - 2, lex):
        return left
    return (*left, *right)


def _in_words_of(row: Sequence[Token], hit: Hit) -> bool:
    """Whether a quotation stands right before "en palabras de", "selon les mots de", which is all that is said."""
    words = any(token.low in {"palabras", "mots", "termes"} for token in row[slice(*hit.cue)])
    return words and hit.start > 1 and row[hit.start - 1].text == "," and row[hit.start - 2].kind == "quote"


def _only_adds(row: Sequence[Token], at: int, before: int, lex: Words) -> bool:
    """Whether a relative clause behind a source only tells more of it: "P, según El Faro, que dice haber visto Q"."""
    opens = at < len(row) and row[at].low in _WHICH
    return opens and not (before >= 0 and row[before].low in lex.forms)


def _joint(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a new clause begins after `at`."""
    if row[at].text == ",":
        at -= 1
    return at >= 0 and lex.has("words.joint", row[at].low)


def _passive(row: Sequence[Token], hit: Hit, lex: Words) -> tuple[Range, ...]:
    """What a passive cue says of its subject; of the clause before, where the subject is ", which"."""
    subject = subject_before(row, hit.cue[0], lex)
    if subject is None:
        return ()
    if not lex.has("words.relative", row[subject[0]].low) or subject[0] == 0 or row[subject[0] - 1].text != ",":
        return (subject,)
    end = subject[0] - 1
    start = 0
    for at in range(end - 1, 0, -1):
        if row[at].text == ";" or (row[at - 1].text == "," and row[at].low in {"and", "but", "so", "yet"}):
            start = at + 1
            break
    return ((start, end),)


def _hearsay(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    """The clause around "reportedly", within what somebody else says of it ("asegura que tiene presuntamente pozos")."""
    hit = hits[index]
    start, least = hit.cue[0], _said_before(row, hits, index, lex)
    if start and row[start - 1].text == ",":
        subject = subject_before(row, start, lex) if lex.language == "en" else None
        held = lex.language in {"es", "fr"} and start > 1 and row[start - 2].low in _RELATIVES | _WHICH
        start = subject[0] if subject is not None else start - (not held)
    while start > least and not (
        row[start - 1].text in {",", ";", ":", "—", "–"}
        or lex.has("words.joint", row[start - 1].low)
        or row[start - 1].low == "that"
    ):
        start -= 1
    end = hit.cue[1]
    while end < len(row) and row[end].text not in {",", ";", ":", "—", "–", ".", "!", "?"}:
        end += 1
    if end == hit.cue[1] and end < len(row) and row[end].text == ",":
        end = clause_stop(row, end, len(row), lex)
    elif _among_whom(row, hit, end, lex):
        end = hit.cue[1]
    return ((start, hit.cue[0]), (hit.cue[1], end))


def _said_before(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> int:
    """Where what somebody says begins, in Spanish and French, if "presuntamente" stands in it; 0 where it stands in nothing said."""
    if lex.language not in {"es", "fr"}:
        return 0
    cue = hits[index].cue[0]
    saying = [
        hit.end for hit in hits[:index] if hit.frame in _TELLING and hit.mode in {"after", "around"} and hit.end <= cue
    ]
    least = max(saying, default=0)
    return (
        0
        if any(token.kind in {"mark", "quote"} for token in row[least:cue])
        else least + (least > 0 and row[least].low in _RELATIVES | {"qu’"})
    )


def _among_whom(row: Sequence[Token], hit: Hit, end: int, lex: Words) -> bool:
    """Whether behind ", dit-on" nothing follows but among whom it is said: "dans le métier."."""
    verbal = "-" in row[hit.cue[0]].text or any(
        token.low in {"on", "dice", "cuenta"} for token in row[hit.cue[0] : hit.cue[1]]
    )
    set_off = hit.cue[0] > 0 and row[hit.cue[0] - 1].text == "," and end > hit.cue[1]
    return (
        verbal
        and set_off
        and lex.has("words.inside", row[hit.cue[1]].low)
        and (end >= len(row) or row[end].text in _ENDS)
    )


def _left(row: Sequence[Token], hits: Sequence[Hit], index: int) -> tuple[Range, ...]:
    """What stands before a cue, back to the start of the unit or to the cue before, where that one has ended."""
    hit = hits[index]
    start = 0
    for earlier in hits[:index]:
        relayed = earlier.end == hit.start - 1 and row[earlier.end].text == "," and hit.mode == "before"
        if earlier.end <= hit.start and not relayed and (earlier.mode == "before" or parenthetical(row, earlier)):
            start = max(start, earlier.end)
    for at in range(hit.start - 1, start, -1):
        if row[at].text == ";" or (row[at].text == ":" and lists_behind(row, hits, index, at)):
            start = at + 1
            break
        if row[at].kind == "quote" and row[at - 1].text == ":" and at >= hit.start - 2:
            start = at
            break
    return ((start, hit.start),) if hit.start > start else ()


def _quoted_rest(row: Sequence[Token], hit: Hit) -> tuple[Range, ...]:
    """The second part of a quotation that the cue breaks: "“A,” said Smith, “B.”"."""
    at = hit.end
    while at < len(row) and row[at].text in {",", ":", "—", "–"}:
        at += 1
    if at > hit.end and at < len(row) and row[at].kind == "quote":
        return ((at, len(row)),)
    return ()


def _resumed(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    """What goes on behind a cue set between commas near the head of a sentence: "Meanwhile, notes the report, nine boats ..."."""
    hit = hits[index]
    between = hit.start > 0 and row[hit.start - 1].text == "," and hit.end < len(row) - 1 and row[hit.end].text == ","
    if between and lex.language in {"es", "fr"} and row[hit.end + 1].low in _WHICH:
        return ()
    if any(later.shared and later.start == hit.end + 1 for later in hits[index + 1 :]):
        return ()
    if not between or hit.start - 1 > _ADVERBIAL + 1 or any(token.kind == "quote" for token in row[: hit.start]):
        return ()
    return _right(row, hits, index, hit.end, lex)


def _around(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    hit = hits[index]
    before = row[hit.start - 1] if hit.start else None
    as_cue = before is not None and lex.has("phrases.as_cue", before.low)
    if as_cue:
        return _as_cue(row, hits, index, lex)
    framed = before is not None and (before.kind == "quote" or before.text in {",", "—", "–"})
    at = romance_start(row, hit.end, lex) or past_aside(row, hit.end, lex, framed=framed)
    if at >= len(row) or row[at].text in _ENDS:
        return _left(row, hits, index) if framed else ()
    if row[at].text == ",":
        return _at_comma(row, hits, index, at, lex, framed=framed)
    if framed and row[at].text == ":" and _asserts(row, hits, index, lex):
        return (*_left(row, hits, index), *_right(row, hits, index, at, lex))
    quoted = before is not None and before.kind == "quote" and _ends_speech(before)
    if quoted and (row[at].kind == "quote" or row[at].text in {":", "—", "–"}):
        return (*_left(row, hits, index), *_right(row, hits, index, at, lex))
    if quoted and not lex.has("words.that", row[at].low):
        return _left(row, hits, index)
    return _right(row, hits, index, at, lex)


def _asserts(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> bool:
    """Whether what stands before "X said:" is said too ("Nothing earns more, studies show: not ..."), and not when or where."""
    left = _left(row, hits, index)
    if not left:
        return False
    words = row[left[0][0] : left[0][1]]
    first = words[0].low
    opening = ("aside", "inside", "connective", "joint", "boundary", "time", "relative")
    if len(words) <= _ADVERBIAL or (first.endswith(("ing", "ed")) and "thing" not in first) or is_adverb(words[0], lex):
        return False
    return not (
        any(lex.has(f"words.{name}", first) for name in opening)
        or any(lex.has("words.time", token.low) for token in words)
    )


def _as_cue(row: Sequence[Token], hits: Sequence[Hit], index: int, lex: Words) -> tuple[Range, ...]:
    """As in "As X notes, P", "P, as X notes", "P, as X notes, Q"."""
    hit = hits[index]
    at = next((i for i in range(hit.end, len(row)) if row[i].text in {",", ":"}), len(row))
    first = hit.start - 1
    left = ((0, first),) if first > 0 and row[first - 1].text in {",", "—", "–"} else ()
    if at + 1 >= len(row) or at > hit.end + 8:
        return left
    return (*left, *_right(row, hits, index, at + 1, lex)) if not left or first else left


def _ends_speech(quote: Token) -> bool:
    """Whether a quotation ends as speech before a cue does: with a comma or another mark inside."""
    return quote.text[-2:-1] in {",", "?", "!", "-", "—", "…", "."}


def _at_comma(
    row: Sequence[Token], hits: Sequence[Hit], index: int, at: int, lex: Words, *, framed: bool
) -> tuple[Range, ...]:
    """A comma follows: "P, X said, Q", "X said, “P”", "“P,” X said, adding Q"."""
    following = row[at + 1] if at + 1 < len(row) else None
    left = _left(row, hits, index) if framed else ()
    if following is None or (left and any(hit.start == at + 1 and hit.mode == "before" for hit in hits[index + 1 :])):
        return left
    if following.kind == "quote":
        return (*left, *_right(row, hits, index, at + 1, lex))
    if not left:
        return _right(row, hits, index, at + 1, lex)
    quoted = row[hits[index].start - 1].kind == "quote"
    if not quoted and following.low in _AND and _present(row, hits[index], lex):
        return (*left, *_right(row, hits, index, at + 1, lex))
    if (
        quoted
        or following.low.endswith("ing")
        or lex.has("words.relative", following.low)
        or lex.has("words.joint", following.low)
        or (lex.language in {"es", "fr"} and following.low in _LATER)
    ):
        return left
    return (*left, *_right(row, hits, index, at + 1, lex))


def _present(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    """Whether a cue is in the present: "P, the study notes, and Q" reports both, "P, he said, and left" does not."""
    head = row[hit.cue[1] - 1].low
    return any(form.tense in {"s", "base"} for form in lex.forms.get(head, ()))


def _right(row: Sequence[Token], hits: Sequence[Hit], index: int, at: int, lex: Words) -> tuple[Range, ...]:
    """What stands behind a cue, to the end of the unit or to where another cue takes over."""
    hit = hits[index]
    while at < len(row) and row[at].text in {",", ":"}:
        at += 1
    end = at + 1 if _whole_speech(row, at) else joined_end(row, at, lex)
    if hit.source is not None and not hit.shared and _relative(row, hit, lex):
        end = next((i for i in range(at + 1, end) if row[i].text == ","), end)
    if hit.frame == "according" and lex.language in {"es", "fr"}:
        views = {later.start for later in hits[index + 1 :] if later.frame == "according"}
        end = next((i for i in range(at, end) if row[i].text == ";" or (row[i].text == ":" and i + 1 in views)), end)
    for number, later in enumerate(hits[index + 1 :], index + 1):
        if later.start <= at:
            continue
        colon = next(
            (i for i in range(at, later.start) if row[i].text == ":" and lists_behind(row, hits, number, i)), None
        )
        if colon is not None and row[later.start - 1].text == ",":
            end = min(end, colon)
        stop = stops_at(row, at, hit, later, lex)
        if stop is not None and stop < end:
            end = stop
            break
    leading = opening_end(row, at, lex) if at > hit.start else None
    end = end if leading is None else min(end, leading)
    if hit.frame in {"object", "about", "to", "noun"}:
        end = clause_stop(row, at, end, lex)
    return ((at, end),) if at < end else ()


def _whole_speech(row: Sequence[Token], at: int) -> bool:
    """Whether a quotation behind a colon ends as a sentence does, and another sentence begins behind it."""
    if at < 1 or at + 1 >= len(row) or row[at].kind != "quote" or row[at - 1].text != ":":
        return False
    return row[at].text.rstrip(_SHUT)[-1:] in {".", "!", "?", "…"} and row[at + 1].capital


def _relative(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    source = hit.source
    if source is None or source[0] == 0:
        return False
    return lex.has("words.relative", row[source[0]].low) and row[source[0] - 1].text == ","
