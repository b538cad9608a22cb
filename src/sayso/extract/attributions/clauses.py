"""Spanish and French clauses that the general rules do not reach.

A subject may be left out, far off or behind its verb, an object a pronoun, and a verb may be helped ("se limitó a decir",
"vient de confirmer").
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .adjectives import convinced
from .adjuncts import adjuncts_end, infinitive_at, opens_content
from .behind import closing_subject
from .deeds import is_deed
from .far import Found, subject_of
from .frames import loose, object_follows
from .heldin import held_there, impersonal_there, of_itself, with_pronoun, without_se
from .hits import Hit
from .impersonal import quoted_behind_colon
from .mending import (
    OBJECTS,
    THIS,
    asks,
    before_inserted,
    in_relative,
    in_words,
    leads_in,
    mended,
    own_subject,
    pronoun_at,
    somebody,
)
from .nouns import Range, is_adverb, phrase_after
from .verbgroups import FAR, JOINED, NONE, Verb, helped, verb_at
from .words import Words

_LANGUAGES: Final = frozenset(("es", "fr"))


def with_clauses(row: Sequence[Token], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits of a unit, with those of the clauses that only these rules read; other languages as they are."""
    if lex.language not in _LANGUAGES:
        return list(found)
    taken = [with_pronoun(row, hit, lex) for hit in _told_of_whom(row, mended(row, found, lex), lex)]
    verbs = [at for at, token in enumerate(row) if token.low in lex.forms or token.low in lex.infinitives]
    for at in verbs:
        aided = helped(row, at, lex)
        if aided is None:
            continue
        hit = _clause(row, aided, [one for one in taken if not _touches(aided, one)], lex)
        if hit is not None:
            taken = sorted((*(one for one in taken if not _touches(aided, one)), hit), key=lambda one: one.cue[0])
    for at in verbs:
        verb = verb_at(row, at, lex)
        if verb is None or any(_touches(verb, hit) for hit in taken):
            continue
        hit = _clause(row, verb, taken, lex)
        if hit is not None:
            taken.append(hit)
            taken.sort(key=lambda one: one.cue[0])
    taken.extend(convinced(row, taken, lex))
    taken.sort(key=lambda one: one.cue[0])
    taken.extend(quoted_behind_colon(row, taken, lex))
    cues = [hit.cue for hit in taken]
    kept = (hit for hit in taken if not asks(row, hit, lex) and not leads_in(row, hit, taken))
    return [before_inserted(row, own_subject(hit, cues)) for hit in kept]


def _told_of_whom(row: Sequence[Token], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits, where the conditional of hearsay helps a cue verb those of that verb: "l’un d’eux aurait parlé de trahison"."""
    taken = list(found)
    sources = [hit for hit in found if hit.frame == "according" and hit.mode == "whole"]
    according = any(not hit.start or row[hit.start - 1].low not in {"que", "qui"} for hit in sources)
    for hit in found:
        if hit.frame != "hearsay" or not lex.has("phrases.conditional", row[hit.cue[0]].low):
            continue
        head = next((at for at in range(hit.cue[1], len(row)) if not is_adverb(row[at], lex)), hit.cue[0])
        verb = verb_at(row, head, lex)
        others = [one for one in taken if one is not hit]
        told = _clause(row, verb, others, lex) if verb is not None else None
        again = any(one.frame == "hearsay" and one.cue[0] > hit.cue[0] for one in others)
        if told is not None and told.source is not None and not told.shared:
            taken = sorted((*others, told), key=lambda one: one.cue[0])
        elif (
            (again and not any(token.low in {"que", "qu’", ";"} for token in row))
            or according
            or in_words(row, hit, others)
        ):
            taken = others
    return taken


def _touches(verb: Verb, hit: Hit) -> bool:
    """Whether a verb lies within the cue or the source of a hit."""
    parts = [
        hit.cue,
        *([hit.source] if hit.source and not hit.shared else []),
        *([hit.particle] if hit.particle else []),
    ]
    return any(start < verb.end and verb.start < end for start, end in parts)


def _clause(row: Sequence[Token], verb: Verb, known: Sequence[Hit], lex: Words) -> Hit | None:
    if verb.start and lex.has("words.inside", row[verb.start - 1].low):
        return None
    own = all(lex.has("ambiguous.reflexive", form.lemma) for form in verb.forms)
    if own and not verb.pronouns & {"se", "s’"}:
        return None
    doubtful = lex.has("ambiguous.forms", row[verb.head].low)
    if doubtful and verb.start and infinitive_at(row, verb.start - 1, lex):
        return None
    there = impersonal_there(row, verb, lex)
    if there is not None and not of_itself(row, verb, lex):
        held, verb = held_there(row, there, lex), without_se(verb)
        told = _complement(row, verb, lex) if held is not None else None
        return _hit(row, verb, told, held) if told is not None and held is not None else None
    told = _complement(row, verb, lex)
    if told is None:
        return None
    found = subject_of(row, verb.start, known, lex)
    if found is None or found.dropped:
        found = _behind(row, verb, lex) or found
    closing = closing_subject(row, told.at, lex) if found is not None and found.dropped else None
    if closing is not None:
        found, told = (
            Found(closing, "stands behind the cue", plain=True),
            replace(told, content=((told.at, closing[0]),)),
        )
    if found is None or not _allowed(row, verb, told, found, lex):
        return None
    if found.source is not None and any(is_deed(row, found.source, form.lemma, told.at, lex) for form in verb.forms):
        return None
    return _hit(row, verb, told, found)


@dataclass(frozen=True, slots=True)
class Told:
    """What follows a verb: its frame, where the cue and what stands between end, and the ranges of what is said, if plain."""

    frame: str
    cue_end: int
    at: int
    content: tuple[Range, ...] | None = None


def _hit(row: Sequence[Token], verb: Verb, told: Told, found: Found) -> Hit:
    listener = (told.cue_end, told.at) if told.at > told.cue_end else None
    content = told.content
    relative = found.source is not None and in_relative(row, found.source)
    if content is None and (found.until or relative):
        stop = next((at for at in range(told.at, len(row)) if row[at].text == ","), len(row))
        content = ((told.at, stop),) if told.at < stop else None
    return Hit(
        (verb.start, told.cue_end),
        found.source,
        "after",
        told.frame,
        found.rule,
        shared=found.shared,
        listener=listener,
        content=content,
        dropped=found.dropped,
    )


def _allowed(row: Sequence[Token], verb: Verb, told: Told, found: Found, lex: Words) -> bool:
    """Whether a form that may be a noun is a verb here, and who speaks is somebody."""
    alone = all(
        row[at].low in OBJECTS[lex.language] or lex.has("words.determiner", row[at].low)
        for at in range(verb.start, verb.head)
    )
    doubtful = lex.has("ambiguous.forms", row[verb.head].low) and alone
    predicate = told.content is None and any(lex.has("words.calling", form.lemma) for form in verb.forms)
    if doubtful and verb.start < verb.head and not (predicate and found.plain and not found.dropped):
        return False
    determined = told.at == verb.end < len(row) and lex.has("words.determiner", row[told.at].low)
    deed = (told.frame == "about" and infinitive_at(row, told.at, lex)) or (found.shared and determined)
    if doubtful and (found.dropped or found.shared) and told.frame not in {"say", "think"} and not deed:
        return False
    if doubtful and lex.has("ambiguous.nounlike", row[verb.head].low) and (found.dropped or not found.plain):
        return False
    if found.inner and found.pronoun and told.frame in {"object", "about", "to", "think"}:
        return False
    if found.dropped and told.frame in {"object", "show"} and somebody(row, told.at, lex):
        return False
    return told.frame != "show" or found.document


def _complement(row: Sequence[Token], verb: Verb, lex: Words) -> Told | None:
    """What stands beside a verb that may be said; None where it says nothing."""
    with_particles = _with_particles(row, verb, lex)
    frames = {form.frame for form in verb.forms if not form.particles}
    lemmas = {form.lemma for form in verb.forms}
    told = _addressed(row, verb, lemmas, lex) or _held_for(row, verb, lemmas, lex)
    if told is not None or not frames:
        return told or with_particles
    end = verb.end
    behind = _over_comma(row, adjuncts_end(row, end, lex), lex)
    if opens_content(row, behind) and frames & {"say", "think", "show"}:
        return Told("say", end, behind)
    if with_particles is not None:
        return with_particles
    asks = next((at for at in (behind, end, end + 1) if at < len(row) and lex.has("words.asking", row[at].low)), None)
    if (
        frames & {"say", "think"}
        and asks is not None
        and (asks in {end, behind} or lex.has("words.inside", row[end].low))
    ):
        return Told("say", end, asks if asks in {end, behind} else end)
    able = any(lex.has("ambiguous.able", lemma) for lemma in lemmas)
    if frames & {"say", "think"} and infinitive_at(row, behind, lex) and not able:
        return Told("think", end, behind)
    return _objects(row, verb, frames, behind, lex)


def _addressed(row: Sequence[Token], verb: Verb, lemmas: AbstractSet[str], lex: Words) -> Told | None:
    """As in "avait prévenu la banque que P": whoever is told stands right behind the verb."""
    if not any(lex.has("words.addressing", lemma) for lemma in lemmas):
        return None
    found = phrase_after(row, verb.end, lex) if verb.end < len(row) else None
    if found is None or found[0] != verb.end or found[1] >= len(row) or row[found[1]].low not in {"que", "qu’"}:
        return None
    return Told("say", verb.end, found[1])


def _held_for(row: Sequence[Token], verb: Verb, lemmas: AbstractSet[str], lex: Words) -> Told | None:
    """As in "da el adelanto por hecho", "tient l’affaire pour close": what it is held for stands behind the object."""
    if not any(lex.has("words.holding", lemma) for lemma in lemmas):
        return None
    stop = next((at for at in range(verb.end, len(row)) if row[at].kind in {"mark", "quote"}), len(row))
    held = next(
        (at for at in range(verb.end + 1, min(stop, verb.end + FAR + 2)) if row[at].low in {"por", "pour"}), None
    )
    if held is None or held + 1 >= stop or row[held + 1].capital:
        return None
    fits = row[held + 1].low.endswith(_PREDICATES) or lex.has("words.held_for", row[held + 1].low)
    at = adjuncts_end(row, verb.end, lex)
    at = at if at < held else verb.end
    return (
        Told("object", verb.end, at)
        if fits and (object_follows(row, at, lex) or verb.pronouns & OBJECTS[lex.language])
        else None
    )


def _over_comma(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past a few words between commas before "que" or an infinitive: "promete, eso sí, abrir"."""
    if at >= len(row) or row[at].text != ",":
        return at
    shut = next((end for end in range(at + 2, min(len(row), at + FAR)) if row[end].text == ","), None)
    if shut is None or shut + 1 >= len(row):
        return at
    return shut + 1 if opens_content(row, shut + 1) or infinitive_at(row, shut + 1, lex) else at


def _with_particles(row: Sequence[Token], verb: Verb, lex: Words) -> Told | None:
    """As in "hablar de", "penche pour": the preposition belongs to the cue, and an adverb may stand before it."""
    at = verb.end
    while at < len(row) and at < verb.end + 3 and is_adverb(row[at], lex) and row[at].low != "par":
        at += 1
    if at < len(row) and row[at].text == ",":
        shut = next((end for end in range(at + 2, min(len(row), at + FAR)) if row[end].text == ","), None)
        at = shut + 1 if shut is not None else at
    for form in verb.forms:
        size = len(form.particles)
        if not size or tuple([token.low for token in row[at : at + size]]) != form.particles:
            continue
        end = at + size
        if form.frame in {"say", "think", "show"}:
            behind = adjuncts_end(row, end, lex)
            if opens_content(row, behind) or infinitive_at(row, behind, lex):
                return Told("say", end, behind)
            continue
        if object_follows(row, end, lex) or infinitive_at(row, end, lex):
            return Told("about", end, end, pronoun_at(row, end))
        clitic = next(
            (place for place in range(verb.start, verb.head) if row[place].low in OBJECTS[lex.language]), None
        )
        if form.frame == "object" and clitic is not None:
            return Told("object", end, end, ((clitic, clitic + 1),))
    return None


def _objects(row: Sequence[Token], verb: Verb, frames: AbstractSet[str], behind: int, lex: Words) -> Told | None:
    """An object that is judged or announced: a noun phrase, a pronoun before or behind the verb, a predicate."""
    end = verb.end
    lemmas = {form.lemma for form in verb.forms}
    reflexive = bool(verb.pronouns & {"se", "s’"})
    if reflexive and any(lex.has("words.self_called", lemma) for lemma in lemmas):
        return _of_himself(row, end, lex)
    called = verb.pronouns & OBJECTS[lex.language] and any(lex.has("words.calling", lemma) for lemma in lemmas)
    if (
        called
        and not reflexive
        and end < len(row)
        and row[end].kind in {"word", "quote"}
        and not is_adverb(row[end], lex)
    ):
        return Told("object", end, end)
    nothing = verb.negated and any(lex.has("words.finding", lemma) for lemma in lemmas)
    seen = "y" in verb.pronouns and lemmas & {"voir", "lire"}
    if (nothing and end < len(row) and (row[end].low in NONE or verb.pronouns & NONE)) or seen:
        return Told("object", end, end)
    if lemmas & {"ver"} and not reflexive and _judged(row, end, lex):
        return Told("object", end, end)
    if not frames & {"object", "show"} or reflexive:
        return None
    frame = "object" if "object" in frames else "show"
    pronoun = next((at for at in range(verb.start, verb.head) if row[at].low in OBJECTS[lex.language]), None)
    closed = behind >= len(row) or row[behind].kind == "mark" or row[behind].low in JOINED
    if pronoun is not None and closed:
        return Told(frame, end, end, ((pronoun, pronoun + 1),))
    if pronoun is not None and not any(lex.has("words.calling", lemma) for lemma in lemmas):
        return Told(frame, end, end, ((pronoun, pronoun + 1),)) if phrase_after(row, behind, lex) else None
    if end < len(row) and row[end].low in THIS:
        return Told(frame, end, end, ((end, end + 1),))
    past = end
    while past < len(row) and loose(row[past], lex):
        past += 1
    at = next((place for place in dict.fromkeys((end, past, behind)) if object_follows(row, place, lex)), None)
    return Told(frame, end, at) if at is not None else None


def _of_himself(row: Sequence[Token], end: int, lex: Words) -> Told | None:
    """What somebody calls himself: "se declara inocente"; where a quotation follows, that is what he says: "se mostró molesto: «No»"."""
    if any(one.text == ":" and two.kind == "quote" for one, two in pairwise(row[end : end + _PREDICATE])):
        return None
    named = end < len(row) and row[end].kind == "word" and not lex.has("words.boundary", row[end].low)
    return Told("object", end, end) if named and not lex.has("words.time", row[end].low) else None


def _judged(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether Spanish "ver" judges: "ve «verosímiles» los datos", "ven el precio «alto»", "ven improbable un acuerdo"."""
    near = row[at : at + _JUDGED]
    stop = next(
        (index for index, token in enumerate(near) if token.kind == "mark" or token.low in {"que", "en"}), len(near)
    )
    if any(token.kind == "quote" for token in near[:stop]):
        return True
    if (
        near
        and near[0].low == "en"
        and any(token.low in {"un", "una", "unos", "unas"} for token in row[at + 2 : at + FAR + 2])
    ):
        return True
    if len(near) > 1 and lex.has("words.determiner", near[1].low) and near[0].low.endswith(_PREDICATES):
        return True
    return bool(near) and near[0].low in {
        "indicios",
        "riesgo",
        "riesgos",
        "peligro",
        "motivos",
        "margen",
        "señales",
        "falta",
    }


#: Tokens of "muy molesto: «No»", at most.
_PREDICATE: Final = 5
#: Words behind "ver" among which a predicate stands, and how one ends.
_JUDGED: Final = 6
_PREDICATES: Final = (
    "ble", "bles", "ario", "aria", "arios", "arias", "oso", "osa", "osos", "osas", "ado", "ada", "ados", "adas", "ente", "entes", "ivo", "iva", "lógico", "lógica", "clara", "claro",
)  # fmt: skip


def _behind(row: Sequence[Token], verb: Verb, lex: Words) -> Found | None:
    """A subject behind its verb, where a pronoun stands for what is said: "ahora lo ha confirmado la agencia"."""
    if not verb.pronouns & OBJECTS[lex.language]:
        return None
    source = phrase_after(row, verb.end, lex)
    if source is None or source[0] != verb.end or lex.has("words.inside", row[verb.end].low):
        return None
    ends = source[1] >= len(row) or row[source[1]].kind == "mark"
    return Found(source, "stands behind the cue", plain=True) if ends else None
