"""Whether a German subject, a verb and what stands beside it make a saying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.outlets import Setting
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import PARTICLES, Clause
from .forms import speaks
from .phrases import nominative, phrase, phrase_ending
from .verbs import Cue


def reflexive(row: Sequence[Token], cue: Cue, lex: Words) -> bool:
    """Whether "sich" gives the verb another sense: "meldete sich", "zeigte sich"."""
    if not any(lex.has("ambiguous.reflexive", lemma) for lemma in cue.lemmas):
        return False
    inner = {token.low for token in row[cue.inner[0] : cue.inner[1]]}
    return "sich" in inner and not inner & {"bereit", "einverstanden", "überzeugt", "zuversichtlich", "sicher"}


def weak(cue: Cue, lex: Words) -> bool:
    """Whether a verb has things as subjects too."""
    return any(lex.has("ambiguous.weak", lemma) for lemma in cue.lemmas)


def may_say(row: Sequence[Token], source: Range, cue: Cue, lex: Words) -> bool:
    """Whether a subject can say something: by its own words, or by a verb that only somebody can be the subject of."""
    if speaks(row, source, lex) or _paper_that_cites(row, source, cue, lex):
        return True
    if cue.order == "last" and source[1] - source[0] == 1 and lex.has("words.determiner", row[source[0]].low):
        behind = antecedent(row, source[0], lex)
        return behind is not None and speaks(row, behind, lex)
    sure = source[0] < cue.finite and any(lex.has("ambiguous.sure", lemma) for lemma in cue.lemmas)
    return sure and row[source[0]].kind != "number" and row[source[1] - 1].capital and nominative(row, source, lex)


def _paper_that_cites(row: Sequence[Token], source: Range, cue: Cue, lex: Words) -> bool:
    """Whether a name that is a newspaper's only where it reports stands at a verb of citing: "Die Rundpost verwies auf einen Brief"."""
    cites = any(lemma.rpartition("|")[2].partition("_")[0] in _CITING for lemma in cue.lemmas)
    return cites and nature(row[source[0] : source[1]], lex, Setting(reporting=True)).kind == "media"


#: Verbs with which a newspaper points to others.
_CITING: Final = frozenset(("zitieren", "verweisen", "weisen", "berufen", "beziehen", "stützen"))


def says_nothing(row: Sequence[Token], spoken: Range, lex: Words) -> bool:
    """Whether an object is none of words: "forderte zwölf Opfer"."""
    end = phrase(row, spoken[0], spoken[1], lex) or spoken[1]
    return any(lex.has("ambiguous.no_object", token.low) for token in (*row[spoken[0] : end], row[spoken[1] - 1]))


def counts(row: Sequence[Token], spoken: Range, source: Range, lex: Words) -> bool:
    """Whether a document comes to a number: "Die Prüfung kommt auf achtzehn Wochen"."""
    told = any(
        row[at].kind == "number" or lex.has("words.quantity", row[at].low) or row[at].low.endswith(_NUMBERS)
        for at in range(*spoken)
    )
    return told and nature(row[source[0] : source[1]], lex).kind == "document"


_NUMBERS: Final = ("zig", "zehn", "hundert", "tausend", "ßig")


def complete(row: Sequence[Token], cue: Cue) -> bool:
    """Whether a verb that judges only with another word has it: "hält den Plan für falsch", "sieht darin eine Gefahr"."""
    inner = [token.low for token in row[cue.inner[0] : cue.inner[1]]]
    if "halten" in cue.lemmas:
        return "für" in inner
    if "finden" in cue.lemmas:
        last = row[cue.inner[1] - 1]
        plain = (
            last.kind == "word"
            and not last.capital
            and last.low not in PARTICLES
            and last.low not in {"sich", "hier", "dort"}
        )
        return bool(inner) and plain and "sich" not in inner
    if "sehen" in cue.lemmas:
        return bool(inner) and (inner[0] in {"in", "im", "darin", "hierin"} or inner[-2:] == ["in", "gefahr"])
    return "schätzen" not in cue.lemmas or "auf" in inner


def fits(  # noqa: PLR0917  what a hit is made from
    row: Sequence[Token], parts: Sequence[Clause], cue: Cue, content: Range, source: Range, lex: Words
) -> bool:
    """Whether what follows is said by what the verb means: a thing shows "dass", and asks for nothing."""
    low = row[content[0]].low
    if "kommen" in cue.lemmas:
        return False
    if cue.modal and not ("say" in cue.frames and (lex.has("words.that", low) or row[content[0] - 1].text == ":")):
        return False
    if cue.frames <= {"show"}:
        return lex.has("words.that", low) or (
            row[content[0] - 1].text == ":" and nature(row[source[0] : source[1]], lex).kind == "document"
        )
    colon = row[content[0] - 1].text == ":"
    infinitive = any(clause.start == content[0] and clause.kind in {"infinitive", "nominal"} for clause in parts)
    if weak(cue, lex) and not (infinitive or lex.has("words.that", low)):
        return speaks(row, source, lex)
    if colon and not cue.frames & {"say", "think"}:
        return speaks(row, source, lex) and row[content[0]].kind == "quote"
    if not cue.frames & {"say"} and not (infinitive or lex.has("words.that", low)):
        return speaks(row, source, lex)
    return True


def generic(row: Sequence[Token], source: Range, cue: Cue, lex: Words) -> bool:
    """Whether a subject is whoever reads or writes, or nobody: "wir", "es", "man könnte sagen"."""
    if source[1] - source[0] != 1:
        return False
    low = row[source[0]].low
    if low in {"das", "dies", "was"} and cue.order != "last":
        return True
    if low == "man":
        return cue.modal or "say" not in cue.frames
    told = cue.order == "second" and source[0] < cue.finite and bool(cue.lemmas & _TOLD)
    return lex.has("words.generic", low) or (lex.has("words.empty", low) and not told)


#: Verbs whose "es" is a newspaper or a body named before: "Es zitiert einen Makler".
_TOLD: Final = frozenset(
    (
        "zitieren",
        "berichten",
        "schreiben",
        "mit|teilen",
        "an|kündigen",
        "fordern",
        "kritisieren",
        "warnen",
        "melden",
        "bestreiten",
        "verweisen",
        "berufen",
        "stützen",
        "hin|weisen",
        "betonen",
        "dementieren",
        "zurück|weisen",
    )
)


#: How a source was found that may be but whoever speaks: "sagte, er habe davor gewarnt".
OWN: Final = "is a pronoun in the subjunctive of reported speech"


def own_report(row: Sequence[Token], source: Range, cue: Cue, lex: Words) -> bool:
    """Whether a pronoun's cue in the subjunctive is but what a speaker tells of himself: "sagte, er habe davor gewarnt"."""
    alone = source[1] - source[0] == 1 and row[source[0]].low in {"er", "sie", "es", "man"}
    return alone and lex.has("reported.forms", row[cue.finite].low)


def antecedent(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The noun phrase right before a relative pronoun and its comma."""
    if at < _TWO or row[at - 1].text != ",":
        return None
    return phrase_ending(row, at - 1, lex)


_TWO: Final = 2
