"""Cue verbs with their sources: "X said", "said X", "X, who leads Y, said", "was confirmed by X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import adjuncts_end, infinitive_at
from .appositions import apposition, named_beside
from .bearers import document_before
from .closing import plain_verb
from .frames import framed, speaks
from .groups import Group, group_at
from .hits import Hit, Mode
from .nouns import Range, cites_at, citing_end, is_adverb, phrase_after, phrase_before
from .passives import RULE, passive_by
from .resumed import resumed
from .romance_refs import made_by
from .sources import nature
from .subjects import clause_subject, subject_before
from .words import Form, Words

#: Words for things, of which an "-ing" tells how they are: "These are promising results".
_POINTING: Final = frozenset(("this", "these", "that", "those", "it"))
#: Tokens of "The plan, he said, denied", at least before the verb, and of what is inserted, at most.
_INSERTED: Final = 5
_FAR: Final = 9
_JOINTS: Final = frozenset(("and", "but", "or", "then", "y", "pero", "et", "mais", "e"))
_SOURCES: Final = ("group", "agencies", "document", "media", "organisation", "person")


def verb_hits(row: Sequence[Token], lex: Words, *, after_quote: bool) -> Iterator[Hit]:
    """Every cue verb of a unit that has a source and something said. `after_quote`: a quotation ends just before the unit."""
    known: list[Hit] = []
    for at, token in enumerate(row):
        forms = lex.forms.get(token.low) if token.kind == "word" else None
        if not forms or (token.capital and at and not token.text.isupper()):
            continue
        earlier = resumed(row, at, known) if known else None
        hit = _first_hit(row, at, forms, lex, earlier, after_quote=after_quote)
        if hit is not None:
            known.append(hit)
            yield hit


def _first_hit(
    row: Sequence[Token], at: int, forms: tuple[Form, ...], lex: Words, earlier: Hit | None, *, after_quote: bool
) -> Hit | None:
    for form in forms:
        group = group_at(row, at, form, lex)
        if group is None:
            continue
        hit = _read(row, group, lex, earlier, after_quote=after_quote)
        if hit is not None:
            return hit
    return None


def _read(row: Sequence[Token], group: Group, lex: Words, earlier: Hit | None, *, after_quote: bool) -> Hit | None:
    if group.passive:
        return _passive(row, group, lex)
    if not group.finite:
        return _participial(row, group, lex, earlier)
    inverted = _inverted(row, group, lex, after_quote=after_quote)
    source = subject_before(row, group.start, lex)
    if source is not None and _is_predicate(row, source, lex):
        source = None
    if inverted is not None and not _before_insertion(row, group, source, lex):
        return inverted
    if source is None:
        return _coordinate(row, group, lex, earlier)
    return _active(row, group, source, lex)


def _is_predicate(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether what stands before an English verb is but the end of a clause: "who asked not to be named conceded"."""
    small = not any(token.capital or token.kind != "word" for token in row[source[0] : source[1]])
    return lex.language == "en" and small and source[0] > 0 and row[source[0] - 1].low in {"be", "been", "being"}


def _before_insertion(row: Sequence[Token], group: Group, source: Range | None, lex: Words) -> bool:
    """Whether in Spanish and French a subject opens the sentence, with something between commas before its verb."""
    if lex.language not in {"es", "fr"} or source is None or group.start == 0:
        return False
    told = any(
        token.low in lex.forms and behind.low in {"que", "qu’"}
        for token, behind in pairwise(row[source[1] : group.start])
    )
    return row[group.start - 1].text == "," and source[0] == 0 and not told


def _active(row: Sequence[Token], group: Group, source: Range, lex: Words) -> Hit | None:
    if source[1] - source[0] == 1 and source[0] and _few_of(row, source[0], lex):
        return None
    if group.form.tense == "ing" and source[1] - source[0] == 1 and row[source[0]].low in _POINTING:
        return None
    if _is_generic(row, source, lex) or not _subject_fits(row, group, source, lex):
        return None
    return framed(row, group, source, lex, shared=False, rule="stands before the cue")


def _few_of(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether "some" and its like stand before a noun, as in "said with some regret"."""
    return (
        lex.language == "en" and lex.has("words.determiner", row[at].low) and lex.has("words.inside", row[at - 1].low)
    )


def _is_generic(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a subject is whoever reads or writes: "one might say", "we can point to"."""
    return source[1] - source[0] == 1 and lex.has("words.generic", row[source[0]].low)


def _subject_fits(row: Sequence[Token], group: Group, source: Range, lex: Words) -> bool:
    """Whether a subject can be the one of this form: a bare plural verb needs a plural, a doubtful form a plain subject."""
    head = row[group.head].low
    base = group.form.tense == "base" and group.start == group.head and row[group.head - 1].low != "to"
    if base and group.form.tense == "base" and not _plural(row, source, lex):
        return False
    if lex.has("ambiguous.forms", head) and group.start == group.head:
        closing = source[0] > 0 and row[source[0] - 1].text == "," and _at_stop(row, group.end)
        plain = row[source[1] - 1].capital or _known(row[source[1] - 1], lex)
        return (closing and plain) or _plainly_verb(row, group.end, row[source[0] : source[1]], lex)
    return True


def _known(token: Token, lex: Words) -> bool:
    return any(lex.has(f"sources.{name}", token.low) for name in _SOURCES)


def _at_stop(row: Sequence[Token], at: int) -> bool:
    return at >= len(row) or row[at].text in {".", "!", "?"}


def _plainly_verb(row: Sequence[Token], end: int, source: Sequence[Token], lex: Words) -> bool:
    """Whether a form that may be a noun is a verb: after a plain source, and with no verb or preposition behind it."""
    last = source[-1]
    known = _known(source[_head_end(source, lex) - 1], lex)
    if not (
        last.capital
        or known
        or last.kind in {"aside", "mark"}
        or lex.has("words.pronoun", last.low)
        or lex.has("words.relative", last.low)
    ):
        return False
    following = row[end] if end < len(row) else None
    if following is None or following.kind == "quote":
        return True
    low = following.low
    object_follows = lex.language in {"es", "fr"} and (known or (last.capital and lex.has("words.determiner", low)))
    if lex.has("ambiguous.nounlike", row[end - 1].low) and last.kind != "mark" and not object_follows:
        return lex.has("words.that", low) or following.text in {":", ","}
    return not (lex.has("words.auxiliary", low) or low in {"of", "and", "or"} or plain_verb(low, lex))


def _inverted(row: Sequence[Token], group: Group, lex: Words, *, after_quote: bool) -> Hit | None:
    """As in "..., said Smith, a baker." The source stands behind a cue that follows what is said."""
    if group.form.frame not in {"say", "show"} or (group.head != group.start and lex.language not in {"fr", "es"}):
        return None
    before = row[group.start - 1] if group.start else None
    opens = before is None and after_quote
    if not opens and not (before is not None and (before.kind == "quote" or before.text in {",", "—", "–", "-"})):
        return None
    at = adjuncts_end(row, group.end, lex) if lex.language in {"es", "fr"} else group.end
    source = phrase_after(row, at, lex)
    if source is None or not _opens_source(row[source[0]], lex) or _behind_insertion(row, group.start, lex):
        return None
    if not _ends_there(row, source[1], lex):
        return None
    doubtful = lex.has("words.quantifier", row[source[0]].low) or group.form.frame == "show"
    if doubtful and not speaks(row, source, lex):
        return None
    told = _told_to(row, source, lex)
    if told is not None:
        return Hit(
            (group.start, group.end),
            (source[0], told),
            "before",
            "say",
            "stands behind the cue",
            listener=(told, source[1]),
        )
    end = made_by(row, source[1], lex) if lex.language in {"es", "fr"} else source[1]
    end = apposition(row, end, lex) if end == source[1] else end
    return Hit((group.start, group.end), (source[0], end), "before", "say", "stands behind the cue")


def _told_to(row: Sequence[Token], source: Range, lex: Words) -> int | None:
    """Where the outlet that was told begins in a Spanish or French source: "a confié un cadre" "au Courrier du Tarn"."""
    for at in range(source[0] + 1, source[1] - 1) if lex.language in {"es", "fr"} else ():
        listener = row[at + 1 : source[1]] if row[at].low in {"à", "au", "aux", "a", "al"} else ()
        agency = any(lex.has("sources.agency", token.low) for token in listener[:2])
        if listener and (agency or nature(listener, lex).kind == "media"):
            return at
    return None


def _behind_insertion(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether the comma before an English verb closes what another says in the midst of a clause: "The company, he said, denied it"."""
    if lex.language != "en" or at < _INSERTED or row[at - 1].text != ",":
        return False
    comma = next((back for back in range(at - 2, max(0, at - _FAR), -1) if row[back].text == ","), None)
    told = row[comma + 1 : at - 1] if comma is not None else ()
    said = any(
        form.frame == "say" and form.tense in {"past", "s"} for token in told for form in lex.forms.get(token.low, ())
    )
    made = bool(told) and (lex.has("words.made", told[0].low) or lex.has("words.handled", told[0].low))
    subject = phrase_before(row, comma, lex) if made and comma is not None else None
    said = said or (subject is not None and subject[0] == 0)
    return said and comma is not None and not any(token.kind == "quote" for token in row[:comma])


def _opens_source(token: Token, lex: Words) -> bool:
    """Whether a source behind its cue can start so: not with a pronoun, nor with when, where or to whom it was said."""
    if lex.language == "en" and token.low in {"no", "any", "enough"}:
        return False
    if lex.language == "fr" and token.low == "des":
        return True
    if token.capital or lex.has("words.determiner", token.low):
        return not (lex.has("words.inside", token.low) or lex.has("words.time", token.low))
    return not any(lex.has(f"words.{name}", token.low) for name in ("pronoun", "object_pronoun", "inside", "aside"))


def _ends_there(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a source that stands behind its cue ends at `at`: with a mark, a quotation, or when and where it was said."""
    if at >= len(row):
        return True
    token = row[at]
    return (
        token.kind in {"mark", "quote", "aside"}
        or lex.has("words.aside", token.low)
        or lex.has("words.relative", token.low)
        or cites_at(row, at, lex)
        or (
            lex.language in {"es", "fr"}
            and lex.has("words.inside", token.low)
            and not lex.has("words.tight", token.low)
        )
        or (lex.language == "fr" and token.low in {"dont", "qu’", "où"})
    )


def _passive(row: Sequence[Token], group: Group, lex: Words) -> Hit | None:
    """As in "P was confirmed by X"; "it was reported that P"; "X is said to P"; "X was told that" names the hearer only."""
    if lex.language in {"es", "fr"}:
        return passive_by(row, group, lex) or _said_to(row, group, lex)
    end = group.end
    if end < len(row) and is_adverb(row[end], lex):
        end += 1
    by = _follows(row, end, "by", lex)
    if group.form.particles or (group.form.frame in {"think", "to", "bid", "about"} and not by):
        return _said_to(row, group, lex) if not group.form.particles else None
    if by:
        source = phrase_after(row, end + 1, lex)
        if source is None or group.form.frame in {"about", "to", "think", "bid"} or not speaks(row, source, lex):
            return None
        if lex.has("ambiguous.no_passive", group.form.lemma):
            return None
        return _by(row, group, source, lex)
    return _said_to(row, group, lex)


def _by(row: Sequence[Token], group: Group, source: Range, lex: Words) -> Hit:
    end = apposition(row, source[1], lex)
    cue = (group.start, source[0])
    subject = subject_before(row, group.start, lex) if _quoting(row, end, lex) else None
    if subject is not None:
        return Hit((group.start, end + 2), subject, "after", "say", "is quoted in the passive")
    if _follows(row, end, "that", lex):
        return Hit(cue, (source[0], end), "after", "say", RULE)
    return Hit(cue, (source[0], named_beside(row, source[1], lex)), "before", "passive", RULE)


def _quoting(row: Sequence[Token], at: int, lex: Words) -> bool:
    """As in "as saying": what follows is what was said."""
    return at + 1 < len(row) and row[at].low == "as" and lex.has("phrases.frames", row[at + 1].low)


def _said_to(row: Sequence[Token], group: Group, lex: Words) -> Hit | None:
    """As in "It was reported that P", "X is said to P", "X is quoted as saying P"."""
    head = row[group.head].low
    at = group.end
    if _quoting(row, at, lex):
        source = subject_before(row, group.start, lex)
        behind = source is not None and source[0] > 0 and row[source[0] - 1].kind == "quote"
        mode: Mode = "around" if behind else "after"
        return source and Hit((group.start, at + 2), source, mode, "say", "is quoted in the passive")
    empty = group.start > 0 and lex.has("words.empty", row[group.start - 1].low)
    if empty and at < len(row) and lex.has("words.that", row[at].low):
        return Hit((group.start, at), None, "after", "say", "the cue stands in the passive and names nobody")
    if lex.has("phrases.said_to", head) and at < len(row) and row[at].low == "to":
        subject = subject_before(row, group.start, lex)
        if subject is None or lex.has("words.be", row[group.head].low):
            return None
        rest = (at, _clause_end(row, at))
        return Hit(
            (group.start, at),
            None,
            "after",
            "to",
            "the cue stands in the passive and names nobody",
            content=(subject, rest),
        )
    return None


def _clause_end(row: Sequence[Token], at: int) -> int:
    return next((i for i in range(at, len(row)) if row[i].kind == "mark" and row[i].text in ",.;:—–!?"), len(row))


def _participial(row: Sequence[Token], group: Group, lex: Words, earlier: Hit | None) -> Hit | None:
    """As in "..., adding that P": the source is the one of the cue before, or the subject of the sentence."""
    noun = document_before(row, group, lex)
    if noun is not None:
        return framed(row, group, noun, lex, shared=False, rule="stands before the cue")
    if group.form.frame in {"to", "think", "show"} or (
        group.start > 0 and lex.has("words.determiner", row[group.start - 1].low)
    ):
        return None
    if lex.language in {"es", "fr"} and citing_end(row, group.start, lex) is not None:
        return None
    if group.form.frame in {"object", "about"} and not (group.start == 0 or row[group.start - 1].text == ","):
        return None
    before = row[group.start - 1] if group.start else None
    if before is not None and (
        lex.has("words.inside", before.low)
        or before.low in {"than", "as", "without", "after", "before", "while", "worth"}
    ):
        return None
    source = _shared(row, group, lex, earlier)
    if source is None:
        return None
    return framed(row, group, source, lex, shared=True, rule="is the subject of the sentence")


def _shared(row: Sequence[Token], group: Group, lex: Words, earlier: Hit | None) -> Range | None:
    """The source that a cue without a subject shares: the one of the cue before, or the subject of the sentence."""
    source = (
        earlier.source if earlier is not None and earlier.source is not None else clause_subject(row, group.start, lex)
    )
    if source is None or _is_generic(row, source, lex) or lex.has("words.thing_pronoun", row[source[0]].low):
        return None
    if not speaks(row, source, lex):
        return None
    return source


def _coordinate(row: Sequence[Token], group: Group, lex: Words, earlier: Hit | None) -> Hit | None:
    """As in "X did this and said P", "X confirmed P but denied Q": the source stands at the start of the sentence."""
    joint = group.start > 0 and row[group.start - 1].low in _JOINTS
    if not joint or group.form.tense not in {"past", "s", "base"}:
        return None
    infinitive = lex.language in {"es", "fr"} and infinitive_at(row, group.end, lex)
    if lex.has("ambiguous.forms", row[group.head].low):
        return None
    about = (
        lex.language == "en" and group.form.frame == "about" and group.start > 1 and row[group.start - 2].text == ","
    )
    if earlier is not None and group.form.frame != "say" and not (infinitive or about):
        return None
    source = _shared(row, group, lex, earlier)
    if source is None:
        return None
    if group.form.tense == "base" and not _plural(row, source, lex):
        return None
    return framed(row, group, source, lex, shared=True, rule="is the subject of the sentence")


def _head_end(words: Sequence[Token], lex: Words) -> int:
    """Where the head of a noun phrase ends: before the first preposition."""
    tied = (
        at
        for at, token in enumerate(words)
        if at and (lex.has("words.inside", token.low) or lex.has("words.made", token.low))
    )
    return next(tied, len(words))


def _plural(row: Sequence[Token], source: Range, lex: Words) -> bool:
    words = row[source[0] : source[1]]
    last = words[-1].low
    if lex.has("words.plural", words[0].low):
        return True
    if lex.has("words.pronoun", last) or lex.has("words.relative", last):
        return last not in {"he", "she", "it", "one"}
    if any(token.low == "and" for token in words):
        return True
    return (
        words[_head_end(words, lex) - 1].low.endswith("s")
        or last.endswith("s")
        or any(lex.has("sources.group", token.low) for token in words)
    )


def _follows(row: Sequence[Token], at: int, word: str, lex: Words) -> bool:
    return at < len(row) and (row[at].low == word or (word == "that" and lex.has("words.that", row[at].low)))
