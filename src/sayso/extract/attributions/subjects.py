"""The subject of a cue: the noun phrase before it, over an apposition or a relative clause; or the sentence's first."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .appositions import starts_apposition
from .kinds import kind_of
from .nouns import Range, is_adverb, listed, phrase_after, phrase_before
from .shares import share_before
from .words import Words

_FAR = 32
#: Words of a clause that tells which one is meant, at most.
_CLAUSE = 10
#: A quotation longer than this between commas is speech, no name.
_LONG_QUOTE = 60
#: Words of "published on the last Thursday", at most.
_DATED = 7
#: Words of "portero de 34 años".
_AGED = 4
#: Words of a name that stands between two commas, at most.
_NAME = 5
#: Words that stand between two commas as the name of a place.
_PLACE = 2


def subject_before(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The subject that ends just before `at`, or None."""
    end = at
    while end > 0 and row[end - 1].kind == "aside":
        end -= 1
    if end == 0:
        return None
    counted = share_before(row, end, lex) or _aged(row, end, lex)
    if counted is not None:
        return counted
    last = row[end - 1]
    if last.text == "," or last.text in {"—", "–"}:
        return _over_commas(row, end - 1, lex)
    if (lex.has("words.relative", last.low) and not last.text.isupper()) or (
        last.low == "that" and _relative_that(row, end - 1, lex)
    ):
        return end - 1, end
    if lex.has("words.pronoun", last.low) and not _determined(row, end - 1):
        return end - 1, end
    stop = _before_connective(row, end, lex)
    found = phrase_before(row, _before_dated(row, stop, lex), lex)
    at = stop if stop < end else at
    return (_with_clause(row, found[0], lex), at) if found else None


def _with_clause(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where an English subject begins whose clause ends in the phrase at a place: "the shipyard that was to deliver three vessels says"."""
    if lex.language in {"es", "fr"}:
        return _with_romance_clause(row, at, lex)
    if lex.language != "en":
        return at
    for that in range(at - 2, max(0, at - _CLAUSE), -1):
        if row[that].kind in {"mark", "quote"} or row[that].low in lex.forms:
            return at
        if row[that].low in {"that", "which"}:
            helped = lex.has("words.auxiliary", row[that + 1].low) and row[that - 1].kind == "word"
            found = phrase_before(row, that, lex) if helped and row[that - 1].low not in lex.forms else None
            return found[0] if found is not None else at
    return at


def _with_romance_clause(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where a Spanish or French subject begins that opens its clause and has one of its own: "un diplomático que pidió no ser citado dijo"."""
    for that in range(at - 2, max(0, at - _CLAUSE), -1):
        if row[that].kind in {"mark", "quote"}:
            return at
        if row[that].low in {"que", "qui"}:
            found = phrase_before(row, that, lex)
            opens = found is not None and (not found[0] or row[found[0] - 1].text == ",")
            known = found is not None and kind_of(row[found[0] + 1], lex) in {"person", "group"}
            return found[0] if found is not None and opens and known and row[that + 1].low in lex.forms else at
    return at


def _aged(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """Somebody told by the age in Spanish and French: "el arquero de 34 años", "le milieu de 31 ans"."""
    if (
        lex.language not in {"es", "fr"}
        or end <= _AGED
        or row[end - 1].low not in {"años", "ans"}
        or row[end - 3].low != "de"
    ):
        return None
    found = phrase_before(row, end - 3, lex)
    return (found[0], end) if found is not None else None


def _before_connective(row: Sequence[Token], end: int, lex: Words) -> int:
    """The end of a subject without "for his part", which no comma parts from it."""
    sizes = (size for size in (4, 3) if size < end and row[end - size - 1].kind == "word")
    fits = (
        size for size in sizes if lex.has("words.connective", " ".join(token.low for token in row[end - size : end]))
    )
    return end - next(fits, 0)


def _before_dated(row: Sequence[Token], end: int, lex: Words) -> int:
    """The end of a phrase without "published on Thursday", "presentado en abril", which tells when it was made."""
    if not lex.has("words.time", row[end - 1].low):
        return end
    for at in range(end - 2, max(0, end - _DATED), -1):
        if row[at].kind != "word" or row[at].capital or lex.has("words.boundary", row[at].low):
            break
        if lex.has("words.made", row[at].low):
            return at
    return end


def _relative_that(row: Sequence[Token], at: int, lex: Words) -> bool:
    if at == 0:
        return False
    low = row[at - 1].low
    return any(lex.has(f"sources.{name}", low) for name in ("document", "organisation", "group", "media", "person"))


def _determined(row: Sequence[Token], at: int) -> bool:
    """Whether a pronoun's word ends a longer phrase: "the others", "the two"."""
    return at > 0 and row[at - 1].low in {"the", "no", "any", "every"}


def _over_commas(row: Sequence[Token], comma: int, lex: Words) -> Range | None:
    """The subject before a stretch between commas: "Smith, a baker in Leeds, said"."""
    mark, place = row[comma].text, None
    for at in range(comma - 1, max(-1, comma - _FAR), -1):
        if row[at].kind == "quote" and len(row[at].text) > _LONG_QUOTE:
            return None
        if row[at].text != mark:
            continue
        if at + 1 >= comma:
            return None
        if mark == "," and _is_name_of(row, at, comma, lex):
            head = phrase_before(row, at, lex)
            return (head[0], comma) if head is not None and lex.has("words.determiner", row[head[0]].low) else None
        turn = lex.has("words.connective", " ".join(token.low for token in row[at + 1 : comma]))
        kind = "insertion" if turn else _between(row, at + 1, comma, lex)
        if kind == "place" and place is None and mark == ",":
            place = at
            continue
        kind = "apposition" if kind == "place" else kind
        if kind is None:
            return None
        head = phrase_before(row, at, lex) or _before_day(row, at, lex)
        if head is None:
            return None
        head = _described(row, head, lex)
        return (head[0], comma) if kind == "apposition" else head
    return _beside_office(row, place, comma, lex) if place is not None else None


def _is_name_of(row: Sequence[Token], comma: int, end: int, lex: Words) -> bool:
    """Whether what stands between two commas is the name of a thing or body told before: "The regulator, Grey Heron Trust,"."""
    between, before = row[comma + 1 : end], row[comma - 1] if comma else None
    if before is None or before.kind != "word" or before.capital or not 0 < len(between) <= _NAME:
        return False
    if not (between[0].capital and between[-1].capital) or any(token.kind != "word" for token in between):
        return False
    return not lex.has("words.connective", between[0].low) and not any(
        lex.has("words.time", token.low)
        or lex.has("sources.title", token.low)
        or not (token.capital or lex.has("words.inside", token.low))
        for token in between
    )


def _before_day(row: Sequence[Token], end: int, lex: Words) -> Range | None:
    """An English phrase that ends in a day or month: "the minutes of a meeting in March"."""
    at = end
    while lex.language == "en" and at > 1 and (lex.has("words.time", row[at - 1].low) or row[at - 1].kind == "number"):
        at -= 1
    found = phrase_before(row, at - 1, lex) if 1 < at < end and lex.has("words.inside", row[at - 1].low) else None
    return (found[0], end) if found is not None else None


def _described(row: Sequence[Token], found: Range, lex: Words) -> Range:
    """A phrase with the one that it describes: "Doe, a nurse and speaker for the ward"."""
    start = found[0]
    if start < _PLACE or row[start - 1].text != "," or not starts_apposition(row, start, lex):
        return found
    head = phrase_before(row, start - 1, lex)
    return (head[0], found[1]) if head is not None and row[start - 2].capital else found


def _beside_office(row: Sequence[Token], place: int, comma: int, lex: Words) -> Range | None:
    """An office with a name beside it: "The mayor, Jane Doe, said"."""
    head = phrase_before(row, place, lex)
    if head is None or not any(listed("sources.person", token.low, lex) for token in row[head[0] : head[1]]):
        return None
    return head[0], comma


def _between(row: Sequence[Token], start: int, end: int, lex: Words) -> str | None:
    """What stands between two commas: an apposition (part of the source), an insertion (none of it), or a place."""
    token = row[start]
    if lex.has("words.relative", token.low) or lex.has("words.inserting", token.low):
        return "insertion"
    if lex.has("words.belonging", token.low):
        return "apposition"
    if lex.language in {"es", "fr"} and not token.capital and token.low.endswith(_LOOSE[lex.language]):
        return "insertion"
    if (
        any(
            form.frame == "say" and form.tense in {"past", "s", "participle"}
            for item in row[start:end]
            for form in lex.forms.get(item.low, ())
        )
        and not token.capital
    ):
        return "insertion"
    if starts_apposition(row, start, lex):
        return "apposition"
    if (
        end - start <= _PLACE
        and token.capital
        and not lex.has("words.time", token.low)
        and not lex.has("words.connective", token.low)
    ):
        return "place"
    if is_adverb(token, lex) or lex.has("words.aside", token.low) or lex.has("words.connective", token.low):
        return "insertion"
    if lex.has("words.inside", token.low) or token.low in {
        "speaking",
        "like",
        "along",
        "including",
        "citing",
        "asked",
        "known",
        "meanwhile",
    }:
        return "insertion"
    if token.low.endswith(("ing", "ed")) and not token.capital and end - start > 1:
        return "insertion"
    return "apposition" if any(lex.has("sources.person", item.low) for item in row[start:end]) else None


#: Endings of adverbs and participles, with which an insertion begins: "visiblemente molesto", "interrogé sur la grève".
_LOOSE = {
    "es": (
        "mente",
        "ando",
        "iendo",
        "yendo",
        "ándose",
        "iéndose",
        "ado",
        "ada",
        "ido",
        "ida",
        "ados",
        "adas",
        "idos",
        "idas",
    ),
    "fr": ("ment", "ant", "é", "ée", "és", "ées"),
}


def clause_subject(row: Sequence[Token], before: int, lex: Words) -> Range | None:
    """The subject at the head of a unit, with something between it and `before`; None where that is not plain."""
    at = 0
    while at < before and (is_adverb(row[at], lex) or lex.has("words.connective", row[at].low)):
        at += 1
    article = lex.language in {"es", "fr"} and at < before and lex.has("words.the", row[at].low)
    if at < before and not article and (lex.has("words.inside", row[at].low) or lex.has("words.aside", row[at].low)):
        comma = next((index for index in range(at, before) if row[index].text == ","), None)
        if comma is None:
            return None
        at = comma + 1
    found = phrase_after(row, at, lex) if at < before else None
    if found is not None:
        found = found[0], _name_end(row, found, lex)
    if found is None or found[1] >= before or row[found[1]].kind == "quote":
        return None
    return found


def _name_end(row: Sequence[Token], found: Range, lex: Words) -> int:
    """Where a subject ends that begins with a name: a small word behind it that is no known noun is the verb."""
    for at in range(found[0] + 1, found[1]):
        token = row[at]
        owned = at > found[0] + 1 and row[at - 2].low == "’s" and listed("sources.person", row[at - 1].low, lex)
        behind = row[at - 1].capital or owned  # "Holt’s deputy went further"
        if not behind or token.capital or token.kind != "word" or lex.has("words.inside", token.low):
            continue
        if not any(
            listed(f"sources.{name}", token.low, lex)
            for name in ("person", "organisation", "group", "document", "media")
        ):
            return (
                at
                if lex.has("words.determiner", row[found[0]].low) is False and token.low not in {"and", "&"}
                else found[1]
            )
    return found[1]
