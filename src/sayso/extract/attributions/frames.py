"""What a cue verb needs beside it to mean saying: a clause, a quotation, a listener, an object."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.language.tokens import Token

from .adjuncts import adjuncts_end, infinitive_at, opens_content
from .closing import closes
from .deeds import is_deed
from .groups import Group
from .hits import Hit
from .nouns import Range, is_adverb, phrase_after, phrase_before
from .reach import romance_start
from .sources import nature
from .terms import terms_end
from .words import Words


def speaks(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a phrase is one that can say something, as far as its words tell."""
    words = row[source[0] : source[1]]
    found = nature(words, lex)
    capital = lex.language == "en" and any(token.capital for token in words)
    return found.kind != "unknown" or found.named or capital or lex.has("words.pronoun", words[0].low)


def framed(row: Sequence[Token], group: Group, source: Range, lex: Words, *, shared: bool, rule: str) -> Hit | None:
    """The hit, where what follows fits the verb's frame; None where the verb does not mean saying here."""
    form, end = group.form, group.end
    cue = (group.start, end)
    known = speaks(row, source, lex)
    if form.frame in {"tell", "bid"}:
        return _told(row, group, source, lex, shared=shared, rule=rule)
    if form.frame == "to":
        at = _past_day(row, end, lex)
        fits = known and at < len(row) and row[at].low == "to"
        when = (end, at) if at > end else None
        return Hit(cue, source, "after", "to", rule, shared=shared, listener=when) if fits else None
    if form.frame in {"object", "about"}:
        return _judged_at(row, group, source, lex, shared=shared, rule=rule)
    if form.frame == "ask":
        return _asked(row, group, source, lex, shared=shared, rule=rule)
    topic = _topic(row, group, lex) if known else None
    if topic is not None and not _says(row, group, source, lex):
        return Hit(cue, source, "after", "about", rule, shared=shared, listener=(end, topic))
    if not shared and _addressed(row, group, lex):
        return _told(row, group, source, lex, shared=shared, rule=rule)
    if not _says(row, group, source, lex):
        return None
    return Hit(cue, source, "around", form.frame, rule, shared=shared)


def _judged_at(row: Sequence[Token], group: Group, source: Range, lex: Words, *, shared: bool, rule: str) -> Hit | None:
    """The hit of a verb whose object is judged or spoken of; None where none follows, or none that is words."""
    form, end = group.form, group.end
    cue, known = (group.start, end), speaks(row, source, lex)
    if is_deed(row, source, form.lemma, end, lex):
        return None
    if form.lemma in _GUARDED and lex.language == "en":
        judged = (known or lex.has("words.relative", row[source[0]].low)) and _GUARDED[form.lemma](row, end)
        return Hit(cue, source, "after", form.frame, rule, shared=shared) if judged else None
    past = end
    while lex.language in {"es", "fr"} and past < len(row) and loose(row[past], lex):
        past += 1
    far = lex.language in {"es", "fr"} and form.frame == "object"
    at = past if not far or object_follows(row, past, lex) else adjuncts_end(row, end, lex)
    fits = known and (object_follows(row, end, lex) or (at > end and object_follows(row, at, lex)))
    when = (end, at) if fits and at > end and not object_follows(row, end, lex) else None
    return Hit(cue, source, "after", form.frame, rule, shared=shared, listener=when) if fits else None


def _put_at(row: Sequence[Token], end: int) -> bool:
    """As in "put the number at one"."""
    near = row[end : end + _PUT]
    return any(one.low == "at" and (other.kind == "number" or not other.capital) for one, other in pairwise(near))


def _found(row: Sequence[Token], end: int) -> bool:
    """As in "found nothing wrong", "found the driver guilty", "found no sign of fraud"."""
    near = row[end : end + _PUT]
    stop = next((at for at, token in enumerate(near) if token.kind == "mark"), len(near))
    return any(token.low in _JUDGED for token in near[:stop]) or (
        stop > 1 and near[0].low in {"no", "little", "nothing"}
    )


def _pleads(row: Sequence[Token], end: int) -> bool:
    """As in "pleaded not guilty"."""
    return any(token.low in _PLEAS for token in row[end : end + 2])


_PLEAS = frozenset(("guilty", "innocent", "ignorance", "poverty", "innocence"))
_JUDGED = frozenset(
    (
        *(
            "guilty",
            "liable",
            "innocent",
            "responsible",
            "negligent",
            "unfit",
            "unlawful",
            "illegal",
            "unconstitutional",
        ),
        *(
            "wanting",
            "wrong",
            "unsafe",
            "excessive",
            "insufficient",
            "inadequate",
            "admissible",
            "inadmissible",
            "credible",
        ),
    )
)


def _raised(row: Sequence[Token], end: int) -> bool:
    """As in "raised doubts about the plan", not "raised its offer"."""
    near = row[end : end + _PUT]
    stop = next(
        (at for at, token in enumerate(near) if token.kind == "mark" or token.low in {"of", "about"}), len(near)
    )
    return any(token.low.removesuffix("s") in _CONCERNS for token in near[:stop])


_CONCERNS = frozenset(
    ("concern", "question", "doubt", "objection", "possibility", "issue", "alarm", "prospect", "spectre", "specter", "fear", "point", "matter", "worry", "worrie", "allegation", "suspicion", "case", "topic", "subject", "complaint")
)  # fmt: skip
_GUARDED = {"put": _put_at, "value": _put_at, "find": _found, "plead": _pleads, "raise": _raised}


def _topic(row: Sequence[Token], group: Group, lex: Words) -> int | None:
    """Where what is spoken of begins in Spanish and French, behind when it was said: "alertó este martes de la falta"."""
    if lex.language not in {"es", "fr"} or not lex.has("ambiguous.topics", group.form.lemma):
        return None
    at = adjuncts_end(row, group.end, lex, timely=True)
    return at if at > group.end and at + 1 < len(row) and row[at].low in _TOPICS else None


#: Words behind "put" among which "at" stands.
_PUT = 9
_TOPICS = frozenset(("de", "del", "d’", "du", "des", "sobre", "sur", "contra", "contre", "por", "pour", "a", "à"))


def _past_day(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past "on Thursday" and "last week", which may stand between a verb and its infinitive."""
    if at + 2 < len(row) and row[at].low in {"on", "last", "this", "in"} and lex.has("words.time", row[at + 1].low):
        return at + 2
    return at


def _says(row: Sequence[Token], group: Group, source: Range, lex: Words) -> bool:
    """Whether a "say", "think" or "show" verb has something said beside it."""
    end, frame = group.end, group.form.frame
    before = row[source[0] - 1] if source[0] else None
    set_off = before is None or before.kind == "quote" or before.text in {",", "—", "–", "-", ";"}
    set_off = set_off or lex.has("phrases.as_cue", before.low if before else "")
    following = row[end] if end < len(row) else None
    document = frame == "show" and _is_document(row, source, lex)
    shown = frame != "show" or document
    if following is None or following.text in {".", "?", "!", ";"}:
        return shown and set_off
    if following.text == ",":
        return shown and set_off
    if following.kind == "quote" or following.text in {":", "—", "–"}:
        return frame != "think" or following.kind == "quote"
    if lex.has("words.be", following.low) or following.low in {"and", "or"}:
        return False
    if lex.has("words.that", following.low):
        return not (following.low == "that" and frame == "show" and end + 1 >= len(row))
    if (
        lex.language in {"es", "fr"}
        and frame in {"say", "think"}
        and not lex.has("ambiguous.able", group.form.lemma)
        and infinitive_at(row, adjuncts_end(row, end, lex), lex)
    ):
        return speaks(row, source, lex)
    if frame == "show":
        others = lex.language == "en" and not lex.has("ambiguous.of_documents", group.form.lemma)
        behind = before is not None and before.text == "," and following.low in _WHEREBY
        return document or (others and (behind or _clause_follows(row, end, lex)))
    start = romance_start(row, end, lex)
    if start is not None and opens_content(row, start):
        return True
    if frame == "think" or lex.has("ambiguous.strict", group.form.lemma):
        after_quote = before is not None and before.kind == "quote" and lex.has("words.aside", following.low)
        return after_quote or _expects(row, group, lex) or (lex.language == "en" and _clause_follows(row, end, lex))
    return lex.language == "en"


#: What leads in how something was found, behind what it was: "P, the paper found after going through 40 files".
_WHEREBY = frozenset(("after", "when", "while", "in", "during", "through", "following"))


def _expects(row: Sequence[Token], group: Group, lex: Words) -> bool:
    """As in "players expect her to go"."""
    end = group.end
    told = group.form.lemma == "expect" and end + 1 < len(row)
    return told and lex.has("words.object_pronoun", row[end].low) and row[end + 1].low == "to"


def _is_document(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a source is a document, or a relative pronoun behind one: "a survey that found cracks"."""
    if source[1] - source[0] == 1 and (row[source[0]].low == "that" or lex.has("words.relative", row[source[0]].low)):
        end = source[0] - (row[source[0] - 1].text == "," if source[0] else 0)
        before = phrase_before(row, end, lex)
        return before is not None and nature(row[before[0] : before[1]], lex).kind == "document"
    return nature(row[source[0] : source[1]], lex).kind == "document"


def _clause_follows(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a clause starts at `at`: a pronoun, or a noun phrase with a finite auxiliary behind it."""
    if at >= len(row):
        return False
    low = row[at].low
    if (
        lex.has("words.pronoun", low)
        and not lex.has("words.object_pronoun", low)
        and not lex.has("words.determiner", low)
    ):
        return True
    for token in row[at : at + 10]:
        if token.kind in {"mark", "quote"} or lex.has("words.relative", token.low):
            return False
        if lex.has("words.auxiliary", token.low) and token.low not in {"not", "never", "being", "having"}:
            return True
    return False


def loose(token: Token, lex: Words) -> bool:
    """Whether a word is an adverb that no object begins with: "plutôt", and not "tout"."""
    return is_adverb(token, lex) and not lex.has("words.quantifier", token.low)


def object_follows(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether what is judged or announced begins at `at`: a noun phrase, a quotation, a clause."""
    if at >= len(row):
        return False
    token = row[at]
    if token.kind in {"quote", "number"}:
        return True
    if lex.language in {"es", "fr"} and token.low in {"de", "d’", "a", "al", "como", "comme"}:
        return True
    if lex.language == "es" and token.low == "lo" and at + 1 < len(row):
        return not lex.has("words.auxiliary", row[at + 1].low)
    if lex.language in {"es", "fr"} and lex.has("words.determiner", token.low):
        timely = lex.has("words.time", row[at + 1].low if at + 1 < len(row) else "")
        return not (timely and lex.has("words.the", token.low))
    if token.kind == "mark" or lex.has("words.auxiliary", token.low) or lex.has("words.time", token.low):
        return False
    if lex.language in {"es", "fr"} and loose(token, lex):
        return False
    return not (lex.has("words.inside", token.low) or lex.has("words.boundary", token.low)) or token.low in {
        "that",
        "how",
        "why",
        "what",
        "whether",
    }


def _asked(row: Sequence[Token], group: Group, source: Range, lex: Words, *, shared: bool, rule: str) -> Hit | None:
    """As in "X asked whether P", "“P?” X asked", "X asked: “P?”"."""
    end = group.end
    following = row[end] if end < len(row) else None
    before = row[source[0] - 1] if source[0] else None
    quoted = before is not None and (before.kind == "quote" or before.text == ",")
    closes_unit = following is None or following.text in {".", ","}
    opens = following is not None and (
        following.kind == "quote"
        or following.text == ":"
        or (lex.has("words.that", following.low) and following.low != "that")
    )
    if (closes_unit and (quoted or source[0] == 0)) or opens:
        return Hit((group.start, end), source, "around", "say", rule, shared=shared)
    return None


def _told(row: Sequence[Token], group: Group, source: Range, lex: Words, *, shared: bool, rule: str) -> Hit | None:
    """As in "X told Reuters P", "X urged voters to P"; "P, X told Reuters"."""
    listener = _listener(row, group.end, lex)
    if listener is None:
        return None
    terms = terms_end(row, listener[1], lex)
    if terms > listener[1]:
        listener = listener[0], terms
    elif group.form.frame != "bid":
        listener = _to_topic(row, group, listener, lex)
    after = row[listener[1]] if listener[1] < len(row) else None
    before = row[source[0] - 1] if source[0] else None
    from_behind = before is not None and (before.kind == "quote" or before.text in {",", "—"})
    bid = group.form.frame == "bid"
    if bid:
        fits = after is not None and after.low == "to"
    elif after is None or after.text in {".", ","}:
        fits = from_behind or source[0] == 0
    else:
        fits = after.low not in {"to", "about", "of"} or from_behind
    if not fits:
        return None
    return Hit(
        (group.start, group.end), source, "after" if bid else "around", "to" if bid else "say", rule, shared, listener
    )


def _addressed(row: Sequence[Token], group: Group, lex: Words) -> bool:
    """Whether a verb of saying is used as one of telling: "warned ministers for years about", "assured them that"."""
    if not any(form.frame == "tell" for form in lex.forms.get(row[group.head].low, ())):
        return False
    listener = _listener(row, group.end, lex)
    if listener is None or listener[1] >= len(row):
        return False
    return row[listener[1]].low == "that" or _to_topic(row, group, listener, lex) != listener


def _to_topic(row: Sequence[Token], group: Group, listener: Range, lex: Words) -> Range:
    """The listener with "for years about" behind it: what is said begins after the preposition, or at a colon or "that"."""
    if lex.has("ambiguous.informs", group.form.lemma) and not _that_near(row, listener[1], lex):
        topic = next(
            (at for at in range(listener[0] + 1, listener[1]) if row[at].low in {"of", "about", "against"}), None
        )
        if topic is not None:
            return listener[0], topic + 1
    for at in range(listener[1], min(len(row), listener[1] + 8)):
        if at > listener[1] and lex.has("words.inside", row[listener[1]].low) and row[at].low in {":", "that"}:
            return listener[0], at
        if row[at].low in {"about", "of", "against"} and row[at - 1].low not in {"one", "some", "most"}:
            return listener[0], at + 1
        if (
            row[at].kind in {"mark", "quote"}
            or lex.has("words.that", row[at].low)
            or lex.has("words.auxiliary", row[at].low)
        ):
            break
    return listener


def _that_near(row: Sequence[Token], at: int, lex: Words) -> bool:
    return at < len(row) and (
        lex.has("words.that", row[at].low) or row[at].text in {":", ","} or row[at].kind == "quote"
    )


def _listener(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """Who was told: a pronoun, a name, or a noun phrase up to where what was said begins."""
    if at >= len(row):
        return None
    if lex.has("words.object_pronoun", row[at].low):
        return at, at + 1
    if row[at].capital:
        end = at
        while (
            end < len(row)
            and (row[end].capital or row[end].low in {"’s", "and", "&", "of"})
            and row[end].kind != "quote"
        ):
            end += 1
        while end > at and row[end - 1].low in {"and", "of"}:
            end -= 1
        if row[at].low in {"the", "a"} or end == at:
            return phrase_after(row, at, lex)
        return _with_common(row, at, end, lex)
    if closes(row[at], lex) or lex.has("words.inside", row[at].low):
        return None
    return phrase_after(row, at, lex)


def _with_common(row: Sequence[Token], at: int, end: int, lex: Words) -> Range:
    """A name with the noun it stands before: "CNN viewers"."""
    while end < len(row) and (lex.has("sources.group", row[end].low) or lex.has("sources.media", row[end].low)):
        end += 1
    return at, end
