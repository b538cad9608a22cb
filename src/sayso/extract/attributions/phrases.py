"""Cues that are no verbs: "according to X", "in X's view", "the claim that", "reportedly", "X is convinced that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import infinitive_at
from .appositions import apposition, bare_apposition, name_beside
from .hits import Hit
from .kinds import kind_of
from .nouns import Range, listed, phrase_after, phrase_before
from .rests import behind_verb, points_before
from .sources import nature
from .subjects import subject_before
from .tied import backward, in_relative, opens_clause, opens_told, phrase_at, second_source_end, tied_owner, who_end
from .views import VIEWS, view
from .words import Words, words

#: Verbs that help one of learning: "según pudo saber".
_CAN: Final = frozenset(("parece", "parecía", "paraît", "pudo", "puede", "pudieron", "pueden", "peut", "pouvait"))
#: Words of "published on Thursday in the journal X", at most.
_LONGEST: Final = 20
#: Words of "que conoce bien el pliego", at most.
_CLAUSE: Final = 9


def phrase_hits(row: Sequence[Token], lex: Words) -> Iterator[Hit]:
    """Every such cue of a unit."""
    firsts = _firsts(lex.language)
    for at, token in enumerate(row):
        if token.low not in firsts or token.kind not in {"word", "clitic"}:
            continue
        for find in (_according, view, _hearsay, _noun, _adjective, backward):
            hit = find(row, at, lex)
            if hit is not None:
                yield hit
                break


@cache
def _firsts(language: str) -> frozenset[str]:
    """The words at which such a cue may begin; nothing is asked of any other."""
    lex = words(language)
    phrases = (lex.phrases[name] for name in ("according", "hearsay", "backward"))
    return VIEWS.union(*phrases, *(lex.sets.get(name, ()) for name in ("nouns.cue", "adjective.forms")))


def _according(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    if lex.language == "fr" and row[at].low == "de" and at + 2 < len(row) and row[at + 1].low in {"source", "sources"}:
        return Hit((at, at + 1), (at + 1, at + 3), "whole", "according", "follows “de”")
    end = phrase_at(row, at, lex.phrases["according"])
    verb = end is not None and end < len(row) and lex.language != "en" and row[end].low in lex.forms
    longer = phrase_at(row, at, lex.phrases.get("follows_from", {})) if end is not None else None
    if end is None or not _starts_clause(row, at) or verb or (longer or 0) > end:
        return None
    which = _which_end(row, at, end, lex) if end < len(row) else None
    if which is not None:
        return Hit((at, end), (end, which), "after", "according", "stands in a relative clause")
    if (
        lex.language in {"es", "fr"}
        and end < len(row)
        and (lex.has("words.have", row[end].low) or row[end].low in _CAN)
    ):
        return None
    if lex.has("phrases.for", row[at].low) and not _speaker_follows(row, at, end, lex):
        return None
    tied = in_relative(row, at, end, lex)
    if tied is not None:
        return tied
    source = _pronoun(row, end, lex) or _whole_phrase(row, at, end, lex)
    if source is None:
        return None
    opens = opens_clause(row, at) or opens_told(row, at, lex)
    stop = _made_end(row, source, lex) or (name_beside if opens else apposition)(row, source[1], lex)
    if at > 1 and row[at - 1].text == "," and lex.has("words.auxiliary", row[at - 2].low) and not opens:
        stop = source[1]
    if opens and stop == source[1]:
        stop = bare_apposition(row, stop, lex)
    phrase = " ".join(token.text for token in row[at:end])
    stop = _restricted_end(row, _having_end(row, source[0], stop), lex)
    past = _relative_end(row, stop, lex) or second_source_end(row, stop, lex)
    listener = (stop, past) if past is not None else None
    return Hit((at, end), (source[0], stop), "whole", "according", f"follows “{phrase}”", listener=listener)


def _whole_phrase(row: Sequence[Token], at: int, end: int, lex: Words) -> Range | None:
    """The source behind "selon": with all that is tied to it where it opens its sentence, or where nothing else follows."""
    long = phrase_after(row, end, lex, long=True)
    alone = long is not None and (long[1] >= len(row) or row[long[1]].text in {".", ",", ";"})
    if lex.language == "en" or (lex.language in {"es", "fr"} and (at == 0 or alone)):
        return long
    return phrase_after(row, end, lex)


def _which_end(row: Sequence[Token], at: int, end: int, lex: Words) -> int | None:
    """Where the pronoun ends of "according to which", and behind a noun that may tell something "une lettre d’après laquelle", "un estudio según el cual"."""
    if lex.language == "en":
        return end + 1 if row[end].low == "which" else None
    last = end + (lex.language == "es" and lex.has("words.the", row[end].low))
    known = last < len(row) and row[last].low in _WHICH
    noun = at - (at > 0 and row[at - 1].text == ",")
    before = phrase_before(row, noun, lex) if known and noun else None
    before = behind_verb(row, before, lex) if before is not None else None
    told = before is not None and (
        nature(row[before[0] : before[1]], lex).kind != "unknown" or points_before(row, before[0], lex) is not None
    )
    owned = before is not None and any(
        lex.has("nouns.cue", row[index].low) and lex.has("nouns.cue_by", row[index + 1].low)
        for index in range(before[0], before[1] - 1)
    )
    return last + 1 if told and (not owned or tied_owner(row, at, lex) is not None) else None


#: Spanish and French pronouns behind "según", "selon".
_WHICH: Final = frozenset(("lequel", "laquelle", "lesquels", "lesquelles", "cual", "cuales"))


def _restricted_end(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where a clause without commas ends that tells which one is meant, and nobody who cites: "una fuente que conoce el pliego,"."""
    if (
        lex.language not in {"es", "fr"}
        or at + 2 >= len(row)
        or row[at].low not in {"que", "qui"}
        or cites(row[at + 1], lex)
    ):
        return at
    acts = row[at].low == "qui" or not (row[at + 1].capital or lex.has("words.determiner", row[at + 1].low))
    end = next((end for end in range(at, len(row)) if row[end].kind in {"mark", "quote"}), len(row))
    plain = end - at <= _CLAUSE and not any(token.low in {"que", "qu’", "qui"} for token in row[at + 1 : end])
    return end if acts and plain and end < len(row) and row[end].text in {",", "."} else at


def _having_end(row: Sequence[Token], start: int, at: int) -> int:
    """Where "ayant requis l’anonymat" ends, which tells who is meant."""
    if not any(token.low in {"ayant", "habiendo"} for token in row[start:at]) or row[at - 1].low in {
        "ayant",
        "habiendo",
    }:
        return at
    return next((end for end in range(at, min(len(row), at + _CLAUSE)) if row[end].text in {",", "."}), at)


def cites(token: Token, lex: Words) -> bool:
    """Whether a word is a form of citing."""
    return lex.has("phrases.cites", token.low)


def _relative_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where a relative clause behind a Spanish or French source ends: "une enquête que cite Le Courrier, ..."; None without."""
    if at + 3 >= len(row):
        return None
    if row[at].text == "," and _comes_from(row, at + 1, lex):
        return next((end for end in range(at + 1, min(len(row), at + _LONGEST)) if row[end].text == ","), None)
    if lex.language not in {"es", "fr"}:
        return None
    at += row[at].text == ","
    at += row[at].low in {"y", "et"}
    lows = [token.low for token in row[at : at + 3]]
    opens = (
        lows[0] in {"que", "qu’", "dont", "qui"}
        or (lex.has("words.inside", lows[0]) and "que" in lows)
        or lows[0] in {"laquelle", "lequel", "auquel"}
    )
    return next((end for end in range(at, len(row)) if row[end].text == ","), None) if opens else None


def _comes_from(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a participle tells where a document comes from: "révélé par El Faro", "publicado el lunes", "seen by the Anchor"."""
    low, behind = row[at].low, row[at + 1]
    made = (
        lex.has("words.made", low) or lex.has("words.handled", low) or low.endswith(_PARTICIPLES.get(lex.language, ()))
    )
    return made and (
        lex.has("words.inside", behind.low) or lex.has("words.time", behind.low) or lex.has("words.the", behind.low)
    )


_PARTICIPLES: Final[dict[str, tuple[str, ...]]] = {
    "es": ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
    "fr": ("é", "ée", "és", "ées"),
}


def _made_end(row: Sequence[Token], source: Range, lex: Words) -> int | None:
    """Where "published on Thursday in the journal X" ends, which tells more of the source that it begins in; None without."""
    at = source[1]
    if not any(lex.has("words.made", token.low) for token in row[source[0] + 1 : at + 1]):
        return None
    return next((end for end in range(at, min(len(row), at + _LONGEST)) if row[end].kind in {"mark", "quote"}), None)


def _pronoun(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """As in "selon lui", "según ella"."""
    if at < len(row) and lex.has("words.stressed", row[at].low):
        return at, at + 1
    end = at + 1 + (at < len(row) and row[at].low in {"les", "los", "las"})
    some = end < len(row) and row[end].text == "," and lex.has("words.some", row[end - 1].low)
    return (at, end) if some else None


def _speaker_follows(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether "para" or "pour" opens a sentence with somebody whose view follows: an outlet, a named person, experts."""
    if opens_clause(row, at) and _pronoun(row, end, lex) is not None:
        return True
    source = phrase_after(row, end, lex) if opens_clause(row, at) else None
    if source is None or source[1] >= len(row) or row[source[1]].text != ",":
        return False
    own = nature(row[source[0] : source[1]], lex)
    return (
        own.kind in {"media", "document"}
        or (own.kind == "person" and own.named)
        or (own.kind == "unknown" and own.named and source[1] - source[0] == 1 and row[source[0]].capital)
        or listed("sources.views", own.head, lex)
    )


def _starts_clause(row: Sequence[Token], at: int) -> bool:
    """Whether "according to" and its like stand where a source may be given, and are not part of a longer phrase."""
    return at == 0 or row[at - 1].low not in {"so", "as", "how", "muy", "tan"}


def _hearsay(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    end = phrase_at(row, at, lex.phrases["hearsay"])
    if end is None or (row[at].low == "según" and end < len(row) and _names_somebody(row, at, end, lex)):
        return None
    shown = " ".join(token.text for token in row[at:end])
    return Hit((at, end), None, "whole", "hearsay", f"“{shown}” names nobody")


def _names_somebody(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether the verb of "según dicen" has its subject behind it, up to the next comma: "según dicen los vecinos,"."""
    if row[end - 1].low.endswith("n") and who_end(row, end, lex) is not None:
        return end - at == _SEGUN
    found = phrase_after(row, end, lex, long=True) if row[end - 1].low.endswith("n") else None
    return found is not None and (found[1] >= len(row) or row[found[1]].text in {",", ".", ";"}) and end - at == _SEGUN


#: Words of "según dicen".
_SEGUN: Final = 2


def _noun(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "The claim by X that P", "X's warning that P", "the conclusion reached by X is that P"."""
    if not lex.has("nouns.cue", row[at].low) or not at or _is_verb(row, at, lex):
        return None
    owner = _owner_before(row, at, lex)
    source, end = (owner, at + 1) if owner else _owner_after(row, at + 1, lex)
    if source is None:
        return _rumour(row, at, lex)
    that = _that_after(row, end, lex)
    if that is None or _cites(row, that, lex) or _only_adds(row, that, lex) or tied_owner(row, that, lex) is not None:
        return None
    stop = _second_verb(row, that, lex) if row[that - 1].text != ":" and end == that else len(row)
    return Hit((at, at + 1), source, "after", "noun", f"“{row[at].text}” is the cue", content=((that, stop),))


def _is_verb(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether an English word that may be a noun is what somebody's body or servant does: "the nurses’ union claims that"."""
    before = row[at - 1]
    return lex.language == "en" and row[at].low in lex.forms and not before.capital and kind_of(before, lex) is not None


def _rumour(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "rejected claims that P", "denied the allegations that P": nobody is said to have made them."""
    the = at - lex.has("words.the", row[at - 1].low)
    judged = the > 0 and any(form.frame == "object" for form in lex.forms.get(row[the - 1].low, ()))
    that = at + 1 < len(row) and row[at + 1].low == "that"
    if lex.language != "en" or not judged or not that or not lex.has("nouns.rumours", row[at].low):
        return None
    stop = next((end for end in range(at + 1, len(row)) if row[end].kind in {"mark", "quote"}), len(row))
    return Hit((at, at + 1), None, "after", "noun", f"“{row[at].text}” names nobody", content=((at + 1, stop),))


def _only_adds(row: Sequence[Token], that: int, lex: Words) -> bool:
    """Whether a Spanish "que" right behind a noun begins what is told of it, and no clause of its own, which takes "de que"."""
    before = row[that - 1]
    return (
        lex.language == "es"
        and row[that].low == "que"
        and before.low not in {"de", ":"}
        and not lex.has("words.be", before.low)
    )


def _cites(row: Sequence[Token], that: int, lex: Words) -> bool:
    """Whether "that" begins a relative clause that cites: "a report by the institute that the daily quotes"."""
    stop = next((at for at in range(that, len(row)) if row[at].kind in {"mark", "quote"}), len(row))
    return lex.has("phrases.cites", row[stop - 1].low)


def _second_verb(row: Sequence[Token], that: int, lex: Words) -> int:
    """Where the clause of "the claim that it is safe was met with laughter" ends: at its second finite verb."""
    seen = False
    for at in range(that + 1, len(row)):
        token = row[at]
        if lex.has("words.boundary", token.low) or lex.has("words.relative", token.low) or token.kind == "mark":
            return len(row)
        finite = lex.has("words.auxiliary", token.low) and not lex.has("words.auxiliary", row[at - 1].low)
        if finite and seen and not lex.has("words.adverb", row[at - 1].low):
            return at
        seen = seen or finite
    return len(row)


def _owner_before(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """As in "the minister's stern warning": the possessor, up to two words before."""
    for back in range(at - 1, max(-1, at - 4), -1):
        low = row[back].low
        if low == "’s" or (low == "’" and back and row[back - 1].low.endswith("s")):
            return phrase_before(row, back, lex)
        if lex.has("words.possessive", low):
            return back, back + 1
        if row[back].kind != "word" or lex.has("words.boundary", low) or lex.has("words.determiner", low):
            return None
    return None


def _owner_after(row: Sequence[Token], at: int, lex: Words) -> tuple[Range | None, int]:
    """As in "by X", "of X", "reached by X" after the noun."""
    if at + 1 < len(row) and row[at + 1].low == "by" and row[at].low.endswith(("ed", "de", "wn")):
        at += 1
    if at >= len(row) or not lex.has("nouns.cue_by", row[at].low):
        return None, at
    source = phrase_after(row, at + 1, lex)
    return source, source[1] if source else at


def _that_after(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where what is said begins after a noun cue: "that ...", "is that ...", ": “...”"."""
    if at < len(row) and row[at].text == ",":
        at += 1
    if at < len(row) and lex.has("words.be", row[at].low):
        at += 1
        if at < len(row) and row[at].text == ",":
            at += 1
    if at + 1 < len(row) and row[at].low == "de" and row[at + 1].low == "que":
        at += 1
    if at < len(row) and (row[at].low in {"that", "que", "qu’"} or lex.has("nouns.which", row[at].low)):
        return at
    if at + 1 < len(row) and row[at].text == ":":
        return at + 1
    if lex.language in {"es", "fr"} and at < len(row) and row[at].low in {"de", "d’"} and infinitive_at(row, at, lex):
        return at
    return None


def _adjective(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "X is now convinced that P"."""
    if not lex.has("adjective.forms", row[at].low):
        return None
    after = at + 2 if at + 1 < len(row) and row[at + 1].low == "de" else at + 1
    ready = (
        lex.has("adjective.ready", row[at].low)
        and at + 2 < len(row)
        and row[at + 1].low in {"a", "à", "de", "d’", "to"}
    )
    if not ready and (after >= len(row) or row[after].low not in {"that", "que", "qu’"}):
        return None
    start = at
    while start > 0 and (
        lex.has("words.auxiliary", row[start - 1].low)
        or lex.has("adjective.be", row[start - 1].low)
        or lex.has("words.adverb", row[start - 1].low)
        or row[start - 1].low.endswith("ly")
    ):
        start -= 1
    if not any(lex.has("words.be", token.low) or lex.has("adjective.be", token.low) for token in row[start:at]):
        return None
    source = subject_before(row, start, lex)
    return source and Hit((start, at + 1), source, "after", "think", "stands before the cue")
