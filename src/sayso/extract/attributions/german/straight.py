"""What a German cue says where it stands before it: a clause, a quotation, a pronoun, an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.attributions.hits import Hit, Mode
from sayso.extract.attributions.kinds import kind_of
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause
from .content import about, before_cue, behind_cue, contracted, hanging, leaves, object_of, pronoun_of
from .fitting import antecedent, complete, counts, fits, may_say, says_nothing, weak
from .forms import is_part, second, speaks, worded
from .phrases import phrase
from .subjects import anaphoric
from .verbs import Cue

_WHO: Final = "stands before the cue"


def straight(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, last: int, lex: Words, *, shared: bool
) -> Hit | None:
    """As in "X sagte, dass P"; "X kritisierte den Plan"; "Das sagte X" (what is said is the sentence before)."""
    if "zitieren" in cue.lemmas and worded(row, cue.inner, lex):
        told = (cue.inner[0], parts[-1].end)
        return made(cue, source, (told,), "after", frame="object") if source[0] < cue.finite else None
    content = behind_cue(row, parts, last, cue, lex, framed=False)
    if content is not None and fits(row, parts, cue, content, source, lex):
        return made(cue, source, (content,), "after", shared=shared)
    pointing = _pointing(row, parts, cue, source, lex)
    if pointing is not None:
        return pointing
    within = _quoted_within(row, parts, cue, source, lex)
    if within is not None:
        return made(cue, source, (within,), "after", shared=shared)
    if cue.modal or not may_say(row, source, cue, lex):
        return None
    if "want" in cue.frames:
        return _wants(row, parts, cue, source, lex)
    if cue.order == "last":
        return _last(row, parts, cue, source, lex)
    return _spoken_of(row, parts, cue, source, last, lex, shared=shared)


def _pointing(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Hit | None:
    """As in "Das sagte X", "Das bestreitet X": the sentence before is said, or the pronoun is what is denied."""
    if _contradicted(row, parts, cue) and source[0] > cue.finite:
        return made(cue, source, ((cue.finite - 1, cue.finite),), "before", frame="object")
    if not anaphoric(row, parts, cue) or source[0] < cue.finite or (weak(cue, lex) and not speaks(row, source, lex)):
        return None
    if any(lex.has("ambiguous.judging", lemma) for lemma in cue.lemmas):
        return made(cue, source, ((cue.finite - 1, cue.finite),), "before", frame="object")
    told = cue.frames & {"say", "show"} or cue.lemmas & _DECIDED
    left = before_cue(parts, cue.clause, 0) if cue.clause else None
    if told and left is not None:
        return made(cue, source, (left,), "before")
    return replace(made(cue, source, (), "before"), anaphor=True) if told else None


def _contradicted(row: Sequence[Token], parts: Sequence[Clause], cue: Cue) -> bool:
    """Whether "dem" before the verb stands for what was said: "Dem widerspricht die Ministerin"."""
    alone = cue.order == "second" and cue.finite == parts[cue.clause].start + 1
    return alone and row[cue.finite - 1].low == "dem" and bool(cue.lemmas & _ANSWERING)


#: Verbs with which somebody answers what was said, in the dative.
_ANSWERING: Final = frozenset(("widersprechen", "zu|stimmen", "bei|pflichten"))
#: Verbs whose "das" is what was decided.
_DECIDED: Final = frozenset(("beschließen", "entscheiden", "vereinbaren", "an|ordnen"))


def _spoken_of(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, last: int, lex: Words, *, shared: bool
) -> Hit | None:
    """As in "weisen das zurück", "sprach von Raub", "kritisierte den Plan": a pronoun, a preposition's phrase, an object."""
    pronoun = pronoun_of(row, cue, source, lex)
    if pronoun is not None:
        return made(cue, source, (pronoun,), "after", shared=shared, frame="object")
    spoken = about(row, parts, cue, source, lex) if "about" in cue.frames else None
    if spoken is not None and source[0] < spoken[0] < source[1]:
        source = (source[0], spoken[0])
    if any(lex.has("ambiguous.no_object", token.low) for token in row[source[0] : source[1]]):
        return None
    if "kommen" in cue.lemmas and (spoken is None or not counts(row, spoken, source, lex)):
        return None
    if spoken is None and "object" in cue.frames and complete(row, cue):
        spoken = object_of(row, parts, cue, source, last, lex)
        spoken = None if spoken is not None and says_nothing(row, spoken, lex) else spoken
    return made(cue, source, (spoken,), "after", shared=shared, frame="object") if spoken else None


def _last(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Hit | None:
    """As in "die Partei, die den Bau ablehnt", "dass die Fischer mehr Geld fordern": the object stands before the verb."""
    start, end = _past_teller(row, source[1], cue.parts[0][0], lex), cue.parts[0][0]
    while start < end and not row[start].capital and leaves(row[start], lex):
        start += 1
    judged, clause = any(lex.has("ambiguous.judging", lemma) for lemma in cue.lemmas), parts[cue.clause]
    if (
        judged
        and clause.kind in {"sub", "relative"}
        and row[clause.start].low == "was"
        and source == (clause.start + 1, end)
    ):
        return made(cue, source, ((clause.start, clause.start + 1),), "before", frame="object")
    holds = any(lemma == "halten" or lemma.startswith("für_") for lemma in cue.lemmas)
    holds = holds and speaks(row, _meant(row, clause, source, lex), lex)
    about = "about" in cue.frames and _plain(row, _meant(row, clause, source, lex), lex)
    about = about and not (clause.kind == "relative" and any(lemma.endswith(_RESTING) for lemma in cue.lemmas))
    shown = _shown(row, parts, cue, source, lex) or _stands_in(row, clause, lex)
    judged = (judged and not weak(cue, lex)) or shown or holds or about
    if start >= end or not judged or not cue.frames & {"object", "about", "show"}:
        return None
    things = any(token.capital or token.kind in {"quote", "number"} for token in row[start:end])
    ties = [at for at in range(start, end) if row[at].low in cue.behind or contracted(row[at].low) in cue.behind]
    tied = bool(ties) and (ties[0] == start or phrase(row, start, end, lex) == ties[0])
    plain = cue.frames & {"object", "show"} and _covered(row, start, end, lex)
    whole = holds and (_with_for(row, start, end) or any(lemma.startswith("für_") for lemma in cue.lemmas))
    if not (things or tied) or not (tied or whole or (plain and not about)):
        return None
    if says_nothing(row, (start, end), lex):
        return None
    return made(cue, source, ((start, end),), "before", frame="object") if clause.kind in {"sub", "relative"} else None


def _past_teller(row: Sequence[Token], start: int, end: int, lex: Words) -> int:
    """Past the words that lay a clause to somebody: "der laut dem Merkblatt vor einem Kahlschlag warnt"."""
    lows = tuple(token.low for token in row[start:end])
    words = next((one for one in lex.phrases["according"].get(row[start].low, ()) if lows[: len(one)] == one), ())
    told = phrase(row, start + len(words), end, lex) if words else None
    return told if told is not None else start


def _shown(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> bool:
    """Whether a relative clause tells what a document shows: "ein Gutachten, das Mängel auflistet", "Arbeiten, deren Autoren ..."."""
    if parts[cue.clause].kind != "relative" or not cue.lemmas & _SHOWING:
        return False
    own = antecedent(row, parts[cue.clause].start, lex)
    if lex.has("sources.authors", row[source[1] - 1].low):
        return True
    return source[1] - source[0] == 1 and own is not None and nature(row[own[0] : own[1]], lex).kind == "document"


def _meant(row: Sequence[Token], clause: Clause, source: Range, lex: Words) -> Range:
    """Whom a source means: of a relative pronoun what stands before its comma."""
    tied = clause.kind == "relative" and source == (clause.start, clause.start + 1)
    return (antecedent(row, clause.start, lex) if tied else None) or source


def _stands_in(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a relative clause tells what somebody says in a document: "ein Schreiben, in dem der Chef Kündigungen ausschließt"."""
    if clause.kind != "relative" or row[clause.start].low != "in" or clause.end - clause.start <= _LEAD:
        return False
    own = antecedent(row, clause.start, lex)
    return own is not None and nature(row[own[0] : own[1]], lex).kind == "document"


#: Who does so in a relative clause is told of as resting on a document, and says nothing there: "ein Magazin, das sich auf ein Papier stützt".
_RESTING: Final = ("stützen", "berufen", "beziehen")
#: Words of "in dem".
_LEAD: Final = 2


def _with_for(row: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch has the "für" of "hält das für falsch"."""
    return any(row[at].low == "für" for at in range(start, end))


def _plain(row: Sequence[Token], source: Range, lex: Words) -> bool:
    """Whether a phrase is plainly somebody, a body, an outlet or a document."""
    return nature(row[source[0] : source[1]], lex).kind != "unknown" and row[source[0]].kind != "number"


def _covered(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a stretch is one noun phrase, or one behind whom it is given to: "den Elefanten beste Gesundheit"."""
    found = phrase(row, start, end, lex, wide=True)
    if found == end:
        return True
    near = phrase(row, start, end, lex)
    given = near is not None and (lex.has("words.oblique", row[start].low) or row[start].low == "der")
    return given and near is not None and phrase(row, near, end, lex, wide=True) == end


#: What a document does with a thing that it holds.
_SHOWING: Final = frozenset(
    ("auf|listen", "auf|führen", "belegen", "zeigen", "beschreiben", "dokumentieren", "beziffern", "nennen", "bescheinigen", "auf|zeigen", "nach|weisen", "offen|legen", "zurück|führen", "empfehlen", "fordern", "nahe|legen", "vor|sehen", "bestätigen", "kritisieren", "bemängeln", "schätzen")
)  # fmt: skip


def _quoted_within(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Range | None:
    """A quotation that ends the cue's own clause, without comma or colon: "Auf den Rängen skandierten Fans „Wir kommen“"."""
    end = parts[cue.clause].end
    at = end - 1
    if "say" not in cue.frames or cue.order == "last" or row[at].kind != "quote" or at <= cue.finite:
        return None
    quote, before = row[at], row[at - 1]
    named = (
        lex.has("words.determiner", before.low)
        or lex.has("words.inside", before.low)
        or kind_of(before, lex) is not None
    )
    spoken = quote.text[-2:-1] in {"!", "?", "."} or _words(quote) > 1
    beside = (
        at == source[1]
        or at - 1 in range(*source)
        or before.low in {"nur", "laut", "immer", "wieder", "stets", "knapp", "trocken"}
    )
    if not spoken or (named and at != source[1]) or not beside:
        return None
    return (at, end)


def _words(quote: Token) -> int:
    """The words of a quotation."""
    return len(quote.text.split())


def _wants(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Hit | None:
    """What somebody who can want is said to want; not what a thing is about to do."""
    words = row[source[0] : source[1]]
    own = nature(words, lex)
    named = (own.named and own.kind != "document") or lex.has("words.person_pronoun", words[0].low)
    one = is_part(words, lex)
    if own.kind in {"document", "unknown"} and not named and not one:
        return None
    if cue.order == "last" and any(token.kind == "quote" for token in words[:-1]):
        return None
    start = source[1] if cue.finite < source[0] or cue.order == "last" else cue.finite + 1
    end = cue.finite if cue.order == "last" else parts[cue.clause].end
    content = (start, end if cue.order == "last" else hanging(row, parts, cue.clause, end, lex))
    return made(cue, source, (content,), "after", frame="object") if start < content[1] else None


def made(
    cue: Cue, source: Range, content: tuple[Range, ...], mode: Mode, *, shared: bool = False, frame: str = "say"
) -> Hit:
    """A hit with what a cue tells of its place and rule."""
    rule = (
        "is the subject of the sentence" if shared else _WHO if source[0] < cue.parts[0][0] else "stands behind the cue"
    )
    return Hit(cue.parts[0], source, mode, frame, rule, shared=shared, content=content, particle=second(cue))
