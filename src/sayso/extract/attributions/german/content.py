"""What is said, in German: the clauses behind a cue, those before it, or the object of its verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .bare import no_relative, quoted_infinitive
from .clauses import Clause, lead
from .phrases import past_preposition, phrase
from .small import closed
from .subjunctive import subjunctive
from .verbs import Cue

#: Words of "mehr als ein Löffel Honig sei".
_OPENING_WORDS: Final = 7
#: Words with which a clause tells when.
_WHEN: Final = frozenset(("seit", "seitdem", "nachdem", "bevor", "ehe", "während", "sobald", "als", "bis"))
_CONDITIONS: Final = frozenset(("wenn", "falls", "sofern", "solange", "sollte"))
#: Words behind "wie" that compare and tell nothing.
_COMPARED: Final = frozenset(
    ("dies", "das", "bereits", "schon", "etwa", "zum", "hier", "zuvor", "üblich", "immer", "erwartet", "geplant", "angekündigt", "berichtet")
)  # fmt: skip
#: Nouns whose clause tells on what terms somebody speaks, and nothing that is said: "unter der Bedingung, anonym zu bleiben".
_TERMS: Final = frozenset(("bedingung", "voraussetzung", "maßgabe", "zusicherung", "auflage", "zusage"))
#: Words that announce a clause with "dass" or an infinitive.
_CORRELATES: Final = frozenset(("davor", "darauf", "daran", "dazu", "dafür", "dagegen", "darum", "davon"))
#: Verbs that judge something only by a phrase with a preposition.
_WITH_PREPOSITION: Final = frozenset(
    ("sehen", "schätzen", "ein|schätzen", "veranschlagen", "taxieren", "halten", "beziffern")
)
_ADVERSATIVE: Final = frozenset(
    ("allerdings", "jedoch", "trotzdem", "dennoch", "dagegen", "hingegen", "dabei", "damit", "dann", "danach")
)
_THAT: Final = frozenset(("dass", "daß"))
_OPENING: Final = frozenset(("und", "aber", "doch", "sondern", "oder", "denn", "jedoch"))
#: Words with which a sentence goes on behind a clause that hangs on it: "Wenn er schreibt, dass P, dann ...".
_RESUMING: Final = frozenset(("dann", "so"))


def behind_cue(
    row: Sequence[Token], parts: Sequence[Clause], number: int, cue: Cue, lex: Words, *, framed: bool
) -> Range | None:
    """What is said behind the clause `number`, to the end of the unit; `framed`: something said stands before the cue too."""
    following = number + 1
    while following < len(parts) and _between(row, parts, following, lex):
        following += 1
    if following >= len(parts):
        return None
    clause = parts[following]
    if not _opens(row, parts, following, cue, lex, framed=framed):
        return None
    end = _end(row, parts, following, lex, inside=cue.order == "last")
    return clause.start, _before_teller(row, parts, following, end, cue, lex)


def _before_teller(  # noqa: PLR0917  what `behind_cue` has in hand
    row: Sequence[Token], parts: Sequence[Clause], number: int, end: int, cue: Cue, lex: Words
) -> int:
    """Where what is said ends before whoever tells of the cue itself: "Er habe gebeten zu öffnen, sagte der Zeuge"."""
    if not lex.has("reported.forms", row[cue.finite].low) or cue.order == "first":
        return end
    for before, clause in zip(parts[number:], parts[number + 1 :], strict=False):
        first = row[clause.start]
        tells = any(form.tense == "past" and form.frame == "say" for form in lex.forms.get(first.low, ()))
        if clause.kind == "main" and clause.mark == "," and tells and not lex.has("reported.forms", first.low):
            return min(end, before.end)
    return end


def _between(row: Sequence[Token], parts: Sequence[Clause], at: int, lex: Words) -> bool:
    """Whether a clause only describes what stands before it: an apposition or a relative clause with more behind it."""
    clause = parts[at]
    if row[parts[at - 1].end - 1].low in _TERMS and clause.mark == "," and clause.kind in {"infinitive", "sub"}:
        return True
    if at + 1 >= len(parts) or clause.mark != "," or parts[at + 1].mark not in {",", ":"}:
        return False
    if clause.kind == "nominal" and any(part.kind == "infinitive" for part in parts[at + 2 : at + 3]):
        return False
    if clause.kind == "relative":
        return not lex.has("words.that", row[clause.start].low) and parts[at + 1].kind != "main"
    return clause.kind == "nominal" and row[clause.start].kind != "quote"


def _opens(row: Sequence[Token], parts: Sequence[Clause], at: int, cue: Cue, lex: Words, *, framed: bool) -> bool:
    clause = parts[at]
    first = row[clause.start]
    if clause.mark == ":":
        return "say" in cue.frames or (first.kind == "quote" or "show" in cue.frames) or subjunctive(row, clause, lex)
    if clause.mark not in {",", "–", "—", "-"}:
        return False
    if first.kind == "quote":
        asks = "to" in cue.frames and quoted_infinitive(first.text)
        return bool(cue.frames & {"say", "think"}) or asks
    if clause.mark != "," and not subjunctive(row, clause, lex):
        return False
    if first.low in _OPENING:
        return framed and first.low != "denn" and _subject_first(row, clause, lex)
    return _by_kind(row, parts, at, cue, lex, framed=framed)


def _by_kind(row: Sequence[Token], parts: Sequence[Clause], at: int, cue: Cue, lex: Words, *, framed: bool) -> bool:
    """Whether a clause behind a comma is one that the cue lets say something, by its kind."""
    clause, pleads = parts[at], bool(cue.frames & {"say", "to", "think"})
    if not cue.frames & {"say", "to", "think", "show"} and row[clause.start].low not in _THAT:
        return False
    low = row[clause.start].low
    follows = row[clause.start + 1] if clause.end > clause.start + 1 else row[clause.start]
    if low in _WHEN and lex.has("words.pronoun", follows.low) and not subjunctive(row, clause, lex):
        return False
    if clause.kind == "sub":
        return _subordinate(row, parts, at, cue, lex, framed=framed)
    if clause.kind == "relative":
        bare = "say" in cue.frames and max(part[1] for part in cue.parts) == clause.start - 1
        return (bare and no_relative(row, clause.start, clause.end, lex)) or (
            lex.has("words.that", low) and low != "was" and not framed
        )
    if clause.kind == "infinitive":
        return pleads and low not in {"um", "ohne", "statt", "anstatt"} and not framed
    if clause.kind == "nominal":
        return pleads and any(part.kind == "infinitive" for part in parts[at + 2 : at + 3])
    return _main(row, clause, cue, lex)


def _subordinate(row: Sequence[Token], parts: Sequence[Clause], at: int, cue: Cue, lex: Words, *, framed: bool) -> bool:
    low = row[parts[at].start].low
    second = row[parts[at].start + 1].low if parts[at].end > parts[at].start + 1 else ""
    told = row[parts[at].end - 1].low in lex.forms
    if low == "wie" and (lex.has("words.pronoun", second) or second in _COMPARED or told):
        return False
    if lex.has("words.that", low):
        return not (framed and low not in {"dass", "daß"})
    then = at + 1 < len(parts) and parts[at + 1].mark == "," and parts[at + 1].kind == "main"
    return low in _CONDITIONS and then and not framed and "say" in cue.frames


def _main(row: Sequence[Token], clause: Clause, cue: Cue, lex: Words) -> bool:
    """A main clause is said where it has its subject or an adverb first, no second predicate of the cue's subject."""
    if not _subject_first(row, clause, lex) or not _has_verb(row, clause, lex):
        return False
    if subjunctive(row, clause, lex):
        return bool(cue.frames & {"say", "think", "to", "object"})
    bare = cue.order != "last" and cue.inner[0] >= cue.inner[1] and "say" in cue.frames
    if (row[clause.start].low in _ADVERSATIVE and not bare) or _has_object(row, cue, lex):
        return False
    if any(token.low in _CORRELATES for token in row[cue.inner[0] : cue.inner[1]]):
        return False
    return bool(cue.frames & {"say", "think"})


def _has_verb(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a clause holds a word that may be its verb; "unter Placebo 15 Prozent" holds none."""
    return any(
        token.kind != "word"
        or lex.has("words.auxiliary", token.low)
        or not (token.capital or closed(token, lex) or lex.has("words.pronoun", token.low))
        for token in row[clause.start : clause.end]
        if token.kind not in {"number", "mark"}
    )


def _has_object(row: Sequence[Token], cue: Cue, lex: Words) -> bool:
    """Whether the cue's clause has an object of its own behind the verb: "erklärte die Ausschreibung für fehlerhaft"."""
    start, end = cue.inner
    found = phrase(row, start, end, lex)
    more = phrase(row, found, end, lex) if found is not None else None
    accusative = found is not None and row[start].low in _ACCUSATIVE and not _listener(row, start, found)
    return (cue.order != "first" and accusative) or more is not None


def _listener(row: Sequence[Token], start: int, end: int) -> bool:
    """Whether a phrase may be those who are told: "ihren Partnern", a dative of the plural."""
    return row[start].low in {"den", "seinen", "ihren"} and row[end - 1].low.endswith("n")


_ACCUSATIVE: Final = frozenset(
    ("die", "das", "den", "einen", "eine", "ein", "seine", "seinen", "ihre", "ihren", "keine", "keinen")
)


def _subject_first(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    start = lead(row, clause.start, clause.end)
    token = row[start]
    if token.capital or token.kind != "word":
        return True
    low = token.low
    if any(
        lex.has(f"words.{name}", low)
        for name in ("determiner", "pronoun", "inside", "adverb", "connective", "that", "subordinating")
    ):
        return True
    if lex.has("words.auxiliary", low) or lex.has("words.helper", low) or low in lex.forms:
        return False
    return phrase(row, start, clause.end, lex) is not None or any(
        lex.has("reported.forms", item.low) for item in row[start : start + _OPENING_WORDS]
    )


def _end(row: Sequence[Token], parts: Sequence[Clause], at: int, lex: Words, *, inside: bool) -> int:
    """Where what begins with clause `at` ends: with the unit, or before ";" and before "denn" behind a clause with "dass".

    `inside`: the cue's own clause hangs on another, which may go on ("Nachdem X gesagt hatte, dass P, ging er").
    """
    that = row[parts[at].start].low in {"dass", "daß"}
    for before, clause in zip(parts[at:], parts[at + 1 :], strict=False):
        if clause.mark == ";" and not (subjunctive(row, clause, lex) and subjunctive(row, parts[at], lex)):
            return before.end
        if that and row[clause.start].low == "denn":
            return before.end
        if that and clause.kind in {"main", "infinitive"} and clause.mark == "," and _second(row, clause, lex):
            return before.end
        if parts[at].kind == "infinitive" and clause.mark == "," and row[clause.start].low in _COMMENTS:
            return before.end
        resumes = row[clause.start].low in _RESUMING or not _subject_first(row, clause, lex)
        if inside and clause.kind == "main" and clause.mark == "," and resumes:
            return before.end
    return parts[-1].end


def _second(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a clause is a second predicate of whoever speaks: ", und bittet um Geduld"."""
    start = lead(row, clause.start, clause.end)
    joined = start > clause.start and row[clause.start].low in {"und", "aber", "doch"}
    return joined and not _subject_first(row, clause, lex) and not subjunctive(row, clause, lex)


def before_cue(parts: Sequence[Clause], number: int, floor: int) -> Range | None:
    """What is said before a clause that opens with its verb, back to `floor` or a semicolon."""
    if number == 0:
        return None
    start = floor
    for clause in parts[:number]:
        if clause.mark == ";" and clause.start > start:
            start = clause.start
    start = next((clause.start for clause in parts[:number] if clause.start >= start), start)
    last = parts[number - 1]
    if last.mark == ":" and last.end - last.start == 1:  # a quotation of its own: "Kritik gab es: „Zu spät“, sagte X"
        start = max(start, last.start)
    end = parts[number - 1].end
    return (start, end) if end > start else None


def object_of(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range | None, last: int, lex: Words
) -> Range | None:
    """The object of a verb that judges or announces: "den Plan als Irrweg"; with clauses that hang on it."""
    start, end = cue.inner
    if source is not None and start <= source[0] < end:
        start = source[1]
    if last > cue.clause:
        start, end = parts[last].end, parts[last].end
    start = _past_adverbs(row, start, end, lex)
    if (
        last > cue.clause
        and last + 1 < len(parts)
        and parts[last + 1].mark == ","
        and parts[last + 1].kind in {"main", "nominal"}
    ):
        start, end = parts[last + 1].start, parts[last + 1].end
        last += 1
    things = any(token.capital or token.kind in {"quote", "number"} for token in row[start:end])
    called = bool(cue.lemmas & PREDICATIVE) and row[start].low in _IT | _THEM if start < end else False
    if not things and not called:
        return None
    if lex.has("words.oblique_pronoun", row[start].low) and end - start == 1:
        return None
    if not cue.lemmas & _WITH_PREPOSITION and _only_asides(row, start, end, lex):
        return None
    near = phrase(row, start, end, lex)
    given = near is not None and near < end and phrase(row, near, end, lex, wide=True) == end
    if given and near is not None and not called and (row[start].low == "dem" or _listener(row, start, near)):
        start = near if not cue.lemmas & PREDICATIVE else start
    end = _before_inquiry(row, start, end)
    return start, hanging(row, parts, max(last, cue.clause), end, lex)


def _before_inquiry(row: Sequence[Token], start: int, end: int) -> int:
    """Where an object ends before "auf Anfrage", which tells when it was said."""
    asked = end - 2 > start and row[end - 2].low == "auf" and row[end - 1].low in {"anfrage", "nachfrage", "rückfrage"}
    return end - 2 if asked else end


def pronoun_of(row: Sequence[Token], cue: Cue, source: Range, lex: Words) -> Range | None:
    """A pronoun that is all of what is said, judged or denied: "weisen das zurück", "hat es bestätigt", "warnen davor"."""
    start, end = cue.inner
    if cue.lemmas & PREDICATIVE:
        return None
    inner = [at for at in range(start, end) if not source[0] <= at < source[1]]
    things = [at for at in inner if row[at].capital or row[at].kind in {"quote", "number"}]
    if any(not _aside(row, at, lex) for at in things):
        return None
    for at in inner:
        low = row[at].low
        if low in _IT and cue.frames & {"say", "object", "think"} and not cue.lemmas & _WITH_PREPOSITION:
            return at, at + 1
        if low in _CORRELATES and _for_correlate(low) in cue.behind:
            return at, at + 1
    return None


#: Verbs that say of something what it is.
PREDICATIVE: Final = frozenset(
    ("finden", "nennen", "bezeichnen", "halten", "sehen", "ein|stufen", "werten", "bewerten", "titulieren", "charakterisieren")
)  # fmt: skip
#: Pronouns for whoever is called something.
_THEM: Final = frozenset(("sie", "ihn"))
_IT: Final = frozenset(("das", "dies", "es", "beides", "dieses"))


def _aside(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a noun stands in a phrase of time or place: "seit Jahren", "am Montag"."""
    return lex.has("words.time", row[at].low) or any(
        lex.has("words.inside", token.low) for token in row[max(0, at - 2) : at]
    )


def _for_correlate(low: str) -> str:
    """The preposition in "davor", "daran"."""
    bare = low.removeprefix("da")
    return bare.removeprefix("r") if bare[1:2] in _VOWELS and bare.startswith("r") else bare


_VOWELS: Final = frozenset("aeiouü")


def _past_adverbs(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Past small words before an object."""
    while start < end and not row[start].capital:
        above = start + 1 < end and (row[start].low, row[start + 1].low) == ("vor", "allem")
        if not (above or leaves(row[start], lex)):
            break
        start += 1 + above
    return start


def _only_asides(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a stretch holds phrases with prepositions alone, that tell when and where: "in Kelm nach einer Anhörung"."""
    while start < end:
        over = past_preposition(row, start, end, lex)
        if over is None:
            return False
        start = over
    return True


def leaves(token: Token, lex: Words) -> bool:
    """Whether a small word before an object is none of it."""
    return lex.has("words.adverb", token.low) or token.low == "sich"


def hanging(row: Sequence[Token], parts: Sequence[Clause], number: int, end: int, lex: Words) -> int:
    """The end of the clauses that hang on clause `number`, which itself ends at `end`."""
    for clause in parts[number + 1 :]:
        if clause.mark != "," or clause.kind not in {"relative", "sub", "infinitive", "nominal"}:
            break
        comes = row[clause.start].low == "wie" and row[clause.end - 1].low in lex.forms
        if row[clause.start].low in _COMMENTS or comes:
            break
        end = clause.end
    return end


#: Words with which the author comments on what was said: "..., was niemanden wundert".
_COMMENTS: Final = frozenset(("was", "wobei", "womit", "wodurch", "weshalb", "wogegen", "worauf"))


def about(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Range | None:
    """What is spoken of, from its preposition on: "vor Hochwasser"; with the object before it: "den Schritt mit Geldmangel"."""
    start, end = cue.inner
    for at in range(start, end):
        if row[at].low in cue.behind or contracted(row[at].low) in cue.behind:
            first = source[1] if start <= source[0] < at else start
            first = _past_adverbs(row, min(first, at), at, lex)
            whole = first < at and "object" in cue.frames and phrase(row, first, at, lex) == at
            stop = hanging(row, parts, cue.clause, end, lex)
            return first if whole else at, _told_behind(row, parts, stop, cue)
    return None


def _told_behind(row: Sequence[Token], parts: Sequence[Clause], stop: int, cue: Cue) -> int:
    """The end of what is spoken of, with the sentence behind a colon that tells it: "sprach von Notwehr: Der Kanal sei ..."."""
    following = next((clause for clause in parts if clause.start > stop), None)
    told = following is not None and following.mark == ":" and "sprechen" in cue.lemmas
    return parts[-1].end if told and following is not None and row[following.start].kind != "quote" else stop


def contracted(low: str) -> str:
    """The preposition in "vom", "zur"."""
    return {"vom": "von", "zum": "zu", "zur": "zu", "am": "an", "ans": "an", "fürs": "für"}.get(low, low)
