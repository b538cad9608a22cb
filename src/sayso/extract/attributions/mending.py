"""Spanish and French hits of the general rules made right: pronouns that are the object, sources that begin further left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import infinitive_at, opens_content
from .far import widened
from .frames import speaks
from .hits import Hit
from .impersonal import CONCERNED
from .nouns import Range, phrase_after, phrase_before
from .reach import romance_start
from .sources import nature
from .subjects import subject_before
from .witnessed import HEARD
from .words import Words

#: Pronouns that stand before a verb as what is said: "lo niegan", "la dément".
OBJECTS: Final = {"es": frozenset(("lo", "la", "los", "las")), "fr": frozenset(("le", "la", "les", "l’"))}
#: Pronouns behind a verb that stand for what is said: "annonçaient cela".
THIS: Final = frozenset(("cela", "ceci", "ça", "ello", "eso", "esto", "aquello"))
_RELATIVES: Final = frozenset(("que", "qu’", "qui", "dont", "cual", "auquel", "laquelle", "lequel", "où", "donde"))
_WHICH: Final = frozenset(("que", "qu’", "laquelle", "lequel", "dont", "auquel", "cual", "où", "donde"))
#: Ends of the future, which tells what somebody will do.
_FUTURE: Final = {"es": ("rá", "rán"), "fr": ("era", "eront", "ira", "iront")}
_MADE: Final = {"es": ("do", "da", "dos", "das"), "fr": ("é", "ée", "és", "ées")}


def mended(row: Sequence[Token], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits of a unit, each as it should be; without those that tell a wish within the same source's own words."""
    cues = [hit.cue for hit in found]
    kept = (hit for hit in found if not _own_wish(row, hit, lex) and not _misread(row, hit, lex))
    return [_mended(row, hit, cues, lex) for hit in kept]


def _misread(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    """Whether the object was taken for a subject behind its verb, or nobody speaks: "le maire, lui, garantit l’accès"."""
    if hit.source is None:
        return hit.dropped and _moves(row, hit, lex)
    words = row[hit.source[0] : hit.source[1]]
    if _moves(row, hit, lex):
        return True
    if hit.frame in {"object", "about"} and row[hit.cue[1] - 1].low.endswith(_FUTURE[lex.language]):
        return True
    if lex.has("words.nobody", words[0].low) or _reflexive_deed(row, hit, words, lex) or _adjunct(row, hit, words, lex):
        return True
    if hit.shared or hit.frame not in {"say", "show", "passive"} or hit.source[0] < hit.cue[1]:
        return False
    own = nature(words, lex)
    if own.kind != "unknown" or own.named:
        return False
    if row[hit.cue[0]].low == "se":
        return True
    if row[hit.cue[0] - 1].kind == "quote":
        return False
    if hit.source[1] < len(row) and row[hit.source[1]].kind == "quote":
        return True
    subject = subject_before(row, hit.cue[0], lex)
    first = phrase_after(row, 0, lex)
    opens = first is not None and first[0] == 0 and first[1] < hit.cue[0] - 1 and row[first[1]].text == ","
    return any(found is not None and speaks(row, found, lex) for found in (subject, first if opens else None))


def _moves(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    """Whether a verb that says something of oneself alone has no pronoun: "le sorprende", not "se sorprende"."""
    lows = {token.low for token in row[slice(*hit.cue)]}
    lemmas = {form.lemma for low in lows for form in lex.forms.get(low, ())}
    return bool(lemmas) and all(lex.has("ambiguous.reflexive", lemma) for lemma in lemmas) and not lows & {"se", "s’"}


def _reflexive_deed(row: Sequence[Token], hit: Hit, words: Sequence[Token], lex: Words) -> bool:
    """Whether a reflexive verb tells no words: "la investigación se encuentra en ...", "no se declaró una emergencia"."""
    cue = row[slice(*hit.cue)]
    if hit.frame not in {"show", "object"} or not any(token.low in {"se", "s’"} for token in cue):
        return False
    if opens_content(row, hit.cue[1]):
        return False
    lemmas = {form.lemma for token in cue for form in lex.forms.get(token.low, ())}
    own = nature(words, lex)
    thing = own.kind == "document" or (
        own.kind == "unknown" and not own.named and not lex.has("words.pronoun", words[0].low)
    )
    return thing or not any(lex.has("words.self_called", lemma) for lemma in lemmas)


def _adjunct(row: Sequence[Token], hit: Hit, words: Sequence[Token], lex: Words) -> bool:
    """Whether what stands right before a verb is tied to a preposition, and so no subject: "en muchos casos han dicho"."""
    if lex.has("words.inside", words[-1].low) and not words[-1].capital:
        return True
    if hit.source is None or hit.shared or not hit.source[0] or hit.source[1] != hit.cue[0]:
        return False
    before = row[hit.source[0] - 1]
    if row[hit.cue[0]].low in {"se", "on", "il"} or hit.rule in {CONCERNED, HEARD}:
        return False
    body = nature(words, lex).kind in {"organisation", "media"}
    within = body and before.low in {"en", "desde", "dans", "chez", "au", "à"}
    tied = lex.has("words.inside", before.low) and (not before.capital or hit.source[0] == 1)
    return tied and not within and hit.mode != "whole"


def asks(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    """Whether a question asks who says it: "Qui décide ?", "¿Quién decide?"."""
    if hit.source is None or hit.source[1] - hit.source[0] != 1:
        return False
    low = row[hit.source[0]].low
    if low in {"dónde", "cómo", "cuándo", "où", "comment"}:
        return True
    return (
        row[-1].text == "?" and hit.source[0] <= 1 and (lex.has("words.relative", low) or lex.has("words.asking", low))
    )


def _own_wish(row: Sequence[Token], hit: Hit, lex: Words) -> bool:
    """Whether a hit tells what somebody wishes within his own words: "il dit qu’il préférait partir"."""
    if hit.source is None or hit.source[1] - hit.source[0] != 1 or hit.shared or not hit.source[0]:
        return False
    inner = row[hit.source[0] - 1].low in {"que", "qu’"} and lex.has("words.pronoun", row[hit.source[0]].low)
    return inner and (hit.frame == "to" or infinitive_at(row, hit.cue[1], lex))


def _mended(row: Sequence[Token], hit: Hit, cues: Sequence[Range], lex: Words) -> Hit:
    """A hit whose object is a pronoun, with nothing else in it, whose source is one of several, or is left out."""
    if (
        hit.shared
        and hit.source is not None
        and any(hit.source[0] < end and start < hit.source[1] for start, end in cues)
    ):
        hit = replace(hit, source=None, shared=False, dropped=True)
    if hit.source is not None and not hit.shared:
        start = _past_participle(row, _one_of_start(row, hit.source[0], lex), hit.source[1], lex)
        source = _document_start(row, start, lex), hit.source[1]
        hit = replace(hit, source=widened(row, source, lex) if source[1] <= hit.cue[0] else source)
    if hit.content is not None:
        return hit
    if hit.frame == "passive" and hit.source is not None:
        return _accused(row, hit, lex)
    if hit.source is not None and hit.frame in {"object", "about"} and in_relative(row, hit.source):
        stop = next((at for at in range(hit.end, len(row)) if row[at].text == ","), len(row))
        return replace(hit, content=((hit.end, stop),)) if stop > hit.end else hit
    if hit.frame in {"object", "about"} and hit.listener is None:
        return replace(hit, content=pronoun_at(row, hit.end))
    at = next((at for at in range(*hit.cue) if row[at].low in OBJECTS[lex.language]), None)
    closed = hit.cue[1] >= len(row) or row[hit.cue[1]].text in {".", ";", "!", "?"} or _goes_on(row, hit.cue[1])
    if (
        at is not None
        and closed
        and hit.frame in {"say", "think", "show"}
        and hit.source
        and hit.source[1] <= at
        and not (hit.start and row[hit.start - 1].kind == "quote")
    ):
        return replace(hit, frame="object", mode="after", content=((at, at + 1),))
    opens = romance_start(row, hit.end, lex) is not None
    cites = lex.has("phrases.cites", row[hit.cue[1] - 1].low) and not opens_content(row, hit.cue[1])
    determined = hit.end < len(row) and lex.has("words.determiner", row[hit.end].low) and not opens
    object_behind = hit.end == hit.cue[1] < len(row) and (determined or (cites and row[hit.end].kind == "word"))
    if object_behind and hit.mode == "around" and hit.source and hit.source[1] <= hit.cue[0] and not _set_off(row, hit):
        return replace(hit, frame="object", mode="after")
    return hit


def _accused(row: Sequence[Token], hit: Hit, lex: Words) -> Hit:
    """As in "fue acusada por su socio de falsear las cuentas": what somebody is accused of is what is said."""
    start, end = hit.source or (0, 0)
    deed = next(
        (
            at
            for at in range(start + 1, end + 1)
            if at < len(row) and row[at].low in {"de", "d’"} and infinitive_at(row, at, lex)
        ),
        None,
    )
    if deed is None:
        return hit
    return replace(hit, source=(start, deed), frame="object", mode="after")


def _goes_on(row: Sequence[Token], at: int) -> bool:
    """Whether behind a colon another clause follows, and no quotation."""
    return row[at].text == ":" and at + 1 < len(row) and row[at + 1].kind == "word"


def _document_start(row: Sequence[Token], start: int, lex: Words) -> int:
    """Where "un documento al que ha tenido acceso el semanario" begins, of which only the last noun was found as the source."""
    verb = row[0].low in lex.forms  # "Recordó que ya en marzo la propia Vega había admitido"
    if start <= 1 or row[start - 1].kind == "mark" or verb or lex.has("words.inside", row[0].low):
        return _office_start(row, start, lex)
    head = phrase_after(row, 0, lex)
    if head is None or head[0] or head[1] >= start or any(token.kind in {"mark", "quote"} for token in row[:start]):
        return start
    near = range(head[1], min(head[1] + 3, start - 1))
    that = next((at for at in near if row[at].low in _RELATIVES), None) if row[head[1]].kind == "word" else None
    between = row[head[1] : that] if that is not None else ()
    tied = all(lex.has("words.inside", token.low) or lex.has("words.determiner", token.low) for token in between)
    again = that is not None and any(token.low in {"que", "qu’"} for token in row[that + 1 : start])
    opens = (
        that is not None
        and tied
        and not again
        and not (row[that + 1].capital or lex.has("words.determiner", row[that + 1].low))
    )
    made = row[head[1] - 1].low.endswith(_MADE[lex.language]) and row[head[1]].low in {"por", "par"}
    own = nature(row[: head[1]], lex)
    return 0 if (opens and (own.kind != "unknown" or own.named)) or (made and own.kind == "document") else start


def before_inserted(row: Sequence[Token], hit: Hit) -> Hit:
    """A hit whose source ends before another is given for what it says: "la madre, según la emisora, asegura"."""
    if hit.source is None or hit.shared:
        return hit
    start, end = hit.source
    inserted = (at for at in range(start + 1, end - 1) if row[at].text == "," and row[at + 1].low in {"según", "selon"})
    return replace(hit, source=(start, next(inserted, end)))


def _past_participle(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Where a source begins that was read back into a clause before it: "... ha tenido acceso Radio Vega, el secretario"."""
    if not start or not lex.has("words.have", row[start - 1].low):
        return start
    return next((at + 1 for at in range(start, end - 1) if row[at].text == ","), start)


def _office_start(row: Sequence[Token], start: int, lex: Words) -> int:
    """Where "la consejera de Salud, Rita Cobos" begins, of which the name alone was found as the source."""
    if start <= 1 or row[start - 1].text != "," or not row[start].capital:
        return start
    head = phrase_before(row, start - 1, lex)
    opens = head is not None and (head[0] == 0 or row[head[0] - 1].kind == "mark")
    if head is None or not opens or lex.has("words.inside", row[head[0]].low):
        return start
    own = nature(row[head[0] : head[1]], lex)
    return head[0] if own.kind == "person" and not row[head[0] : head[1]][-1].low.endswith("mente") else start


def _set_off(row: Sequence[Token], hit: Hit) -> bool:
    """Whether something said stands before a hit's source."""
    return bool(hit.start) and (row[hit.start - 1].kind == "quote" or row[hit.start - 1].text in {",", "—", "–"})


def _one_of_start(row: Sequence[Token], start: int, lex: Words) -> int:
    """Where "uno de ellos", "l’un d’eux" begins, of which "ellos" or "eux" was found as the source."""
    at = start
    if at and row[at - 1].low in {"los", "las", "les"}:
        at -= 1
    if at < 2 or row[at - 1].low not in {"de", "d’", "des"} or not lex.has("words.part_of", row[at - 2].low):  # noqa: PLR2004  "uno de"
        return start
    at -= 2
    return at - 1 if at and row[at - 1].low in {"l’", "la", "el", "les", "los", "las"} else at


def in_relative(row: Sequence[Token], source: Range) -> bool:
    """Whether a subject stands in a clause between commas: "la comisión, a la que el diario pidió P, calla"."""
    if not source[0] or row[source[0] - 1].low not in _WHICH:
        return False
    return any(row[at].text == "," for at in range(max(0, source[0] - 4), source[0] - 1))


def leads_in(row: Sequence[Token], hit: Hit, every: Sequence[Hit]) -> bool:
    """Whether a cue before a colon only leads in what another says behind it: "il s’en défend : il assure que"."""
    if hit.end >= len(row) - 1 or row[hit.end].text != ":" or hit.content is not None:
        return False
    return any(other.start == hit.end + 1 and not other.shared for other in every)


def own_subject(hit: Hit, cues: Sequence[Range]) -> Hit:
    """A hit that took a verb for its subject, as one that has none: "Confía en la lluvia y cree en los contadores"."""
    source = hit.source
    if not hit.shared or source is None or not any(source[0] < end and start < source[1] for start, end in cues):
        return hit
    first = min(start for start, end in cues if source[0] < end and start < source[1])
    if source[0] < first:
        return replace(hit, source=(source[0], first))
    return replace(hit, source=None, shared=False, dropped=True)


def pronoun_at(row: Sequence[Token], at: int) -> tuple[Range, ...] | None:
    """The pronoun at a place that stands for what is said; None where none does."""
    return ((at, at + 1),) if at < len(row) and row[at].low in THIS else None


def in_words(row: Sequence[Token], hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether a conditional of hearsay stands in a clause that somebody says, whose it is then: "affirme que la moitié aurait été détournée"."""
    before = [
        one
        for one in others
        if one.source is not None and one.frame in {"say", "show", "think"} and one.end <= hit.cue[0]
    ]
    last = max(before, key=lambda one: one.end, default=None)
    if last is None or last.end >= len(row) or row[last.end].low not in {"que", "qu’"}:
        return False
    return not any(token.kind in {"mark", "quote"} for token in row[last.end : hit.cue[0]])


def somebody(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether what seems to be an object may as well be who does it: "Habló el capitán"."""
    found = phrase_after(row, at, lex) if at < len(row) and row[at].kind == "word" else None
    if found is None or found[0] != at:
        return False
    return nature(row[found[0] : found[1]], lex).kind in {"person", "organisation", "group", "media"}
