"""Spanish and French chains: "selon une étude que cite X", "según ha sabido X por dos acreedores", "d’après une étude citée par X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .citing import Pair, two
from .nouns import Range, phrase_after, phrase_before
from .sayings import Place, Saying, lies_in
from .sources import nature
from .words import Words

#: Words of the clause of "une étude dont Le Courrier se fait l’écho", at most.
_CLAUSE: Final = 14
_OPENS: Final = frozenset(("que", "qu’", "dont", "qui", "cual", "laquelle", "lequel", "auquel", "quien"))
_LEARNT: Final = frozenset(("saber", "averiguar", "conocer", "apprendre", "savoir"))
_FROM: Final = frozenset(("por", "auprès"))
_ANDS: Final = frozenset(("y", "e", "et"))
_BY: Final = frozenset(("por", "par"))


def relayed(saying: Saying, lex: Words) -> Pair | None:
    """A saying and the one that it rests on, the one that relays it outside; None where nobody relays it."""
    if lex.language not in {"es", "fr"} or not saying.source or not saying.words or saying.inside is not None:
        return None
    row = saying.unit.items
    saying = _shortened(saying, lex)
    end = next((at for at, token in enumerate(row) if token.start >= saying.source[-1][1]), len(row))
    within = _in_source(saying, lex)
    if within is not None or end >= len(row):
        return within
    return _learnt(saying, row, end, lex) or _cited(saying, row, end, lex) or _in_clause(saying, row, end, lex)


def _shortened(saying: Saying, lex: Words) -> Saying:
    """A saying whose source was read on over whom it was learnt from: "ha sabido la agencia por dos acreedores"."""
    stop = next((at for at, token in enumerate(saying.words) if at and token.low in _FROM), None)
    if stop is None:
        return saying
    lemmas = {
        form.lemma for token in saying.unit.items if lies_in(token, saying.cue) for form in lex.forms.get(token.low, ())
    }
    if not lemmas & _LEARNT:
        return saying
    words = saying.words[:stop]
    return replace(saying, words=words, source=((words[0].start, words[-1].end),))


def _in_source(saying: Saying, lex: Words) -> Pair | None:
    """As in "una encuesta que cita la agencia muestra P": the source itself tells who cites it."""
    words = saying.words
    for at in range(1, len(words) - 2):
        if words[at].low not in {"que", "qu’"} or not lex.has("phrases.cites", words[at + 1].low):
            continue
        first = next(index for index, token in enumerate(saying.unit.items) if token is words[at + 2])
        return _two(saying, words[:at], (first, first + len(words) - at - 2), (words[at + 1].start, words[at + 1].end))
    return None


def _learnt(saying: Saying, row: Sequence[Token], end: int, lex: Words) -> Pair | None:
    """As in "según ha sabido la agencia por dos acreedores", "a appris l’agence auprès de deux créanciers"."""
    lemmas = {form.lemma for token in row if lies_in(token, saying.cue) for form in lex.forms.get(token.low, ())}
    marker = next(
        (
            end + len(words)
            for words in lex.phrases.get("learnt_from", {}).get(row[end].low, ())
            if tuple(token.low for token in row[end : end + len(words)]) == words
        ),
        None,
    )
    source = phrase_after(row, marker, lex) if marker is not None and lemmas & _LEARNT else None
    if marker is None or source is None:
        return None
    words = tuple(row[source[0] : source[1]])
    inner = replace(
        saying,
        source=((words[0].start, words[-1].end),),
        words=words,
        cue=((row[end].start, row[marker - 1].end),),
        rule=f"follows “{' '.join(token.text for token in row[end:marker])}”",
        antecedent=(),
        shared=False,
        inside=(saying.source, saying.cue),
        until=saying.end,
    )
    return saying, inner


def _cited(saying: Saying, row: Sequence[Token], end: int, lex: Words) -> Pair | None:
    """As in "d’après une étude de la fondation citée par Le Courrier"."""
    at = end + (row[end].text == "," and end + 1 < len(row))
    if not lex.has("phrases.cited", row[at].low):
        at = _joined(row, at, lex) or end - 1
    if at < 1 or not lex.has("phrases.cited", row[at].low) or at + 2 >= len(row) or row[at + 1].low not in _BY:
        return None
    owner = phrase_after(row, at + 2, lex)
    head = tuple(token for token in saying.words if token.end <= row[at].start)
    if owner is None or not head:
        return None
    return _two(saying, head, (owner[0], owner[1]), (row[at].start, row[at + 1].end))


def _joined(row: Sequence[Token], start: int, lex: Words) -> int | None:
    """Where "citado" stands in what another participle leads in: "publicado en enero y citado por El Faro"; None where it does not."""
    stop = next((at for at in range(start, min(len(row), start + _CLAUSE)) if row[at].kind == "mark"), start)
    fit = (
        at + 1
        for at in range(start + 1, stop - 1)
        if row[at].low in _ANDS and lex.has("phrases.cited", row[at + 1].low)
    )
    return next(fit, None)


def _in_clause(saying: Saying, row: Sequence[Token], end: int, lex: Words) -> Pair | None:
    """As in "según una encuesta de la que se hace eco el Correo", "selon une étude que cite Le Monde"."""
    behind = max(place[1] for place in saying.content) <= saying.cue[0][0] < saying.source[0][0]
    comma = row[end].text == ","
    if not (saying.frame == "according" or (behind and _relays(row, end, lex))) or (
        comma and not _echoes(row, end, lex)
    ):
        return None
    end += comma
    opens = next((at for at in range(end, min(len(row), end + 3)) if row[at].low in _OPENS), None)
    if opens is not None and _has_in_hand(row, opens, lex):
        return None
    stop = next((at for at in range(end, min(len(row), end + _CLAUSE)) if row[at].text in {",", "."}), None)
    if opens is None or stop is None:
        return None
    for at in range(opens + 1, stop):
        if not (row[at].capital or lex.has("words.determiner", row[at].low)):
            continue
        found = _owner(row, at, lex) if row[at - 1].kind == "word" else None
        if found is None or found[0] != at or found[1] > stop or not _tells(row, found, lex):
            continue
        before = phrase_before(row, found[1], lex)
        if before is not None and before[0] < at and before[0] > opens:
            continue
        cue = (opens + 1, at) if at > opens + 1 else (found[1], stop)
        if cue[0] >= cue[1]:
            return None
        return _two(saying, saying.words, found, (row[cue[0]].start, row[cue[1] - 1].end))
    return None


def _has_in_hand(row: Sequence[Token], opens: int, lex: Words) -> bool:
    """Whether a clause tells only who has a document: "dont l’AIP a obtenu copie", "al que tuvo acceso este diario"."""
    clause = row[opens : opens + _CLAUSE]
    stop = next((at for at, token in enumerate(clause) if token.kind == "mark"), len(clause))
    return any(lex.has("resting.having", token.low) for token in clause[:stop])


def _echoes(row: Sequence[Token], comma: int, lex: Words) -> bool:
    """Whether a clause behind a comma tells who spreads it: ", dont Le Matin s’est fait l’écho,"."""
    clause = row[comma + 1 : comma + 1 + _CLAUSE]
    stop = next((at for at, token in enumerate(clause) if token.kind == "mark"), len(clause))
    opens = bool(clause) and (clause[0].low in _OPENS or any(token.low in _OPENS for token in clause[1:4]))
    return opens and any(lex.has("resting.relaying", token.low) for token in clause[:stop])


def _relays(row: Sequence[Token], start: int, lex: Words) -> bool:
    """Whether a clause tells who spreads what another has found, and not who made or published it: "dont la revue rend compte"."""
    near = row[start : start + _CLAUSE]
    return any(lex.has("resting.relaying", token.low) or lex.has("phrases.cites", token.low) for token in near)


def _owner(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The phrase at a place, to its name, if it has one, since a verb that no list holds may stand behind it: "dont la revue Biota rend compte"."""
    found = phrase_after(row, at, lex)
    if found is None:
        return None
    name = max((index for index in range(*found) if row[index].capital), default=found[1] - 1)
    return found[0], name + 1


def _tells(row: Sequence[Token], found: Range, lex: Words) -> bool:
    own = nature(row[found[0] : found[1]], lex)
    return own.kind in {"media", "organisation"} or (own.named and own.kind in {"person", "unknown"})


def _two(saying: Saying, head: Sequence[Token], owner: Range, cue: Place) -> Pair:
    return two(saying, head, saying.unit.items[slice(*owner)], cue, "relays the source")
