"""Spanish and French cues without a subject of their own.

What a document holds ("en la carta se lee que"), hearsay ("se dice que"), a quotation behind a colon ("fue claro: «No»").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import opens_content
from .far import past_openings
from .frames import speaks
from .hits import Hit
from .kinds import kind_of
from .nouns import Range, is_adverb, phrase_after
from .romance_refs import phrase_end
from .sources import nature
from .subjects import subject_before
from .words import Words

#: Words between a subject and the colon before a quotation, at most.
_MOST: Final = 14
#: Words of a quotation that is speech, at least, unless a mark ends it as a sentence.
_LEAST: Final = 3
#: How a source was found whom something concerns: "A la alcaldesa le preocupa que P".
CONCERNED: Final = "is whom it concerns"
_THAT: Final = frozenset(("que", "qu’"))


def follows_from(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "según se desprende del informe, P", "il ressort du rapport que P", "del informe se desprende que P"."""
    end = _phrase_end(row, at, lex.phrases["follows_from"])
    if end is None:
        return _turned(row, at, lex)
    source = phrase_after(row, end, lex)
    if source is None:
        return None
    that = next(
        (index for index in range(source[1], min(len(row), source[1] + _MOST)) if row[index].low in _THAT), None
    )
    rule = f"follows “{' '.join(token.text for token in row[at:end])}”"
    if that is not None and all(token.kind != "mark" for token in row[source[1] : that]):
        return Hit((at, end), (source[0], that), "after", "say", rule)
    return Hit((at, end), source, "whole", "according", rule)


def _phrase_end(row: Sequence[Token], at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """Where a phrase ends that begins at a place, in these very words; None where none does."""
    listed = phrases.get(row[at].low)
    if listed is None:
        return None
    ahead = tuple([token.low for token in row[at : at + len(listed[0])]])  # the first is the longest
    return next((at + len(words) for words in listed if ahead[: len(words)] == words), None)


def _turned(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "De la transcripción se desprende que P", "Du rapport, il ressort que P"."""
    if row[at].low not in {"de", "del", "du", "des", "d’"} or (at and row[at - 1].text != ","):
        return None
    for end in range(at + 2, min(len(row) - 2, at + _MOST)):
        lows = [token.low for token in row[end : end + 2]]
        tied = (lows[0] in {"se", "il"} or lows[0] == "on") and lex.has("words.following", lows[1])
        if tied and opens_content(row, end + 2):
            stop = end - (row[end - 1].text == ",")
            start = at + (row[at].low in {"de", "d’"})
            rule = f"follows “{row[at].text} ... {row[end + 1].text}”"
            return Hit(
                (at, at + 1) if start > at else (end, end + 2),
                (at + 1, stop),
                "after",
                "say",
                rule,
                particle=(end, end + 2),
            )
        if row[end].text in {".", ";", ":"}:
            return None
    return None


def in_document(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "En la carta se lee que P", "En ella se dice que P", "Dans sa lettre, il est écrit que P": the document is the source."""
    if row[at].low not in {"en", "dans"} or (at and row[at - 1].text != ","):
        return None
    source = _held(row, at + 1, lex)
    if source is None:
        return None
    verb = source[1] + (source[1] < len(row) and row[source[1]].text == ",")
    head = _impersonal_end(row, verb, lex)
    if head is None or not opens_content(row, head):
        return None
    own = nature(row[source[0] : source[1]], lex)
    pronoun = lex.has("words.stressed", row[source[0]].low)
    if own.kind not in {"document", "media"} and not pronoun:
        return None
    return Hit((verb, head), source, "after", "say", "holds what is said")


def read_in(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "Leo en El Faro que P", "On apprend par la radio que P": the author, or who is quoted, has it from there."""
    end = _phrase_end(row, at, lex.phrases["read_in"])
    source = phrase_after(row, end, lex) if end is not None and end < len(row) else None
    if end is None or source is None or source[0] != end or not speaks(row, source, lex):
        return None
    behind = source[1] + (source[1] < len(row) and row[source[1]].low == "de")
    if behind >= len(row) or row[behind].low not in _THAT:
        return None
    return Hit((at, end), source, "after", "say", "is where it was read or heard")


def read_where(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The document or outlet behind "lit-on dans", "apprend-on par"; None where none stands there."""
    if at + 1 >= len(row) or row[at].low not in {"dans", "sur", "en", "par", "de", "du", "d’", "à", "au"}:
        return None
    found = phrase_after(row, at + 1, lex)
    own = nature(row[found[0] : found[1]], lex) if found is not None and found[0] == at + 1 else None
    return found if own is not None and (own.kind != "unknown" or own.named) else None


def _held(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    if at < len(row) and lex.has("words.stressed", row[at].low):
        return at, at + 1
    return phrase_after(row, at, lex) if at < len(row) else None


def _impersonal_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where "se lee", "on lit", "il est écrit", "se advierte también" ends."""
    end = at
    while end < len(row) and (
        row[end].low in {"se", "on", "il", "est", "y", "peut", "puede", "también", "ha", "a", "été"}
        or is_adverb(row[end], lex)
    ):
        end += 1
    if end == at or end >= len(row) or row[at].low not in {"se", "on", "il", "también", "además", "puede"}:
        return None
    held = lex.has("words.held", row[end].low) or any(
        form.frame in {"say", "show"} for form in lex.forms.get(row[end].low, ())
    )
    if not held:
        return None
    end += 1
    while end < len(row) and is_adverb(row[end], lex):
        end += 1
    return end


def concerned(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "A la alcaldesa le preocupa que P", "Al juez no le consta": whoever it concerns, in Spanish."""
    if lex.language != "es" or row[at].low not in {"a", "al"} or (at and row[at - 1].kind != "mark"):
        return None
    source = phrase_after(row, at + 1, lex) if at + 1 < len(row) else None
    if source is None or source[0] != at + 1 or not speaks(row, source, lex):
        return None
    start = source[1] + (source[1] < len(row) and row[source[1]].low in {"no", "también", "tampoco"})
    verb = start + 1
    if verb + 1 >= len(row) or row[start].low not in {"le", "les"} or not lex.has("words.concerning", row[verb].low):
        return None
    following = row[verb + 1]
    if following.kind == "mark" or lex.has("words.inside", following.low):
        return None
    return Hit((source[1], verb + 1), source, "after", "say", CONCERNED)


#: Words that come second in such hearsay: "le bruit court".
_SECONDS: Final = frozenset(("el", "rumores", "bruit", "rumeur", "paraît", "parait", "se", "semblerait"))
#: What hearsay that names nobody begins with.
LEADS: Final = frozenset(("se", "on", "corre", "circula", "hay", "le", "la", "il"))


def impersonal(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "se dice que", "se cree que", "il paraît que", "on y lit que", "on nous a dit que": nobody is named."""
    if row[at].low not in LEADS:
        return None
    lows = [token.low for token in row[at : at + 4]]
    rule = "the cue stands in the passive and names nobody"
    if lows[:1] == ["se"] and lex.language == "es":
        end = at + 1 + (len(lows) > 1 and lex.has("words.have", lows[1]))
        frames = {form.frame for form in lex.forms.get(row[end].low, ())} if end < len(row) else set()
        lemmas = {form.lemma for form in lex.forms.get(row[end].low, ())} if end < len(row) else set()
        if any(lex.has("words.no_hearsay", lemma) for lemma in lemmas):
            return None
        if frames & {"say", "think"} and opens_content(row, end + 1) and not _subject_near(row, at, lex):
            return Hit((at, end + 1), None, "after", "say", rule)
        return None
    if lows[:1] == ["on"]:
        return _by_one(row, at, lex)
    if _SECONDS.isdisjoint(lows[1:2]):
        return None
    for lead in (
        *(["corre", "el", "rumor", "de"], ["circula", "el", "rumor", "de"], ["hay", "rumores", "de"]),
        *(["le", "bruit", "court"], ["la", "rumeur", "veut"], ["la", "rumeur", "court"], ["le", "bruit", "circule"]),
        ["il", "paraît"],
        ["il", "parait"],
        ["il", "se", "dit"],
        ["il", "semblerait"],
        ["il", "se", "murmure"],
    ):
        if lows[: len(lead)] == lead and at + len(lead) < len(row) and row[at + len(lead)].low in _THAT:
            return Hit((at, at + len(lead)), None, "after", "say", rule)
    return None


def _subject_near(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether somebody stands before "se queja de que", who says it."""
    found = subject_before(row, at, lex) if at else None
    return found is not None and speaks(row, found, lex)


def body_at(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """The body within which something is said, behind its preposition at a place: "au ministère", "à l’association"."""
    if at + 1 >= len(row) or row[at].low not in {"au", "à", "dans", "chez", "aux", "en", "desde"}:
        return None
    found = phrase_after(row, at + 1, lex)
    known = found is not None and nature(row[found[0] : found[1]], lex).kind in {"organisation", "media"}
    return found if known else None


def _by_one(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """French "on": "on y lit que", "on nous a dit que" tell what was said; "on dirait que" does not."""
    end = at + 1
    while end < len(row) and (lex.has("words.auxiliary", row[end].low) or is_adverb(row[end], lex)):
        end += 1
    if end >= len(row) or row[end].low.endswith(("rait", "ra")) or not opens_content(row, end + 1):
        return None
    if any(lex.has("words.no_hearsay", form.lemma) for form in lex.forms.get(row[end].low, ())):
        return None
    told = row[end].low == "lit" or any(form.frame == "say" for form in lex.forms.get(row[end].low, ()))
    body = body_at(row, 0, lex) if at > 2 and row[at - 1].text == "," else None  # noqa: PLR2004  "au ministère, on"
    if told and body is not None and body[1] == at - 1:
        return Hit((at, end + 1), body, "after", "say", "is where it is said")
    return Hit((at, end + 1), None, "after", "say", "the cue has “on” and names nobody") if told else None


def quoted_behind_colon(row: Sequence[Token], known: Sequence[Hit], lex: Words) -> Iterator[Hit]:
    """A quotation behind a colon, with whom the sentence begins: "El alcalde fue claro: «No»", "Sa réponse : « Non »"."""
    colon = next((at for at, token in enumerate(row[:-1]) if token.text == ":" and row[at + 1].kind == "quote"), None)
    if not colon or any(hit.cue[0] < colon + 1 for hit in known):
        return
    begin = past_openings(row, 0, colon, lex) if row[0].low not in {"a", "al"} else 1
    head = phrase_after(row, begin, lex) if begin < colon else None
    if head is None or head[0] != begin or head[1] > colon or colon - head[1] > _MOST:
        return
    owner = _owner(row, head, lex)
    if owner is not None:
        yield Hit(
            (owner[1], colon + 1) if owner[1] <= colon else (colon, colon + 1), owner, "after", "say", "owns the words"
        )
        return
    end = _subject_end(row, head, lex)
    if not _is_speech(row[colon + 1]):
        return
    if row[end].text == ",":
        end = next((at for at in range(end + 1, colon) if row[at].text == ","), end)
    between = row[end + (row[end].text == ",") : colon]
    clause = any(token.low in {"que", "qu’", "qui"} and not _restricts(row, token) for token in between)
    if not between or clause or not speaks(row, head, lex) or lex.has("words.inside", between[0].low):
        return
    yield Hit((end + (row[end].text == ","), colon + 1), (begin, end), "after", "say", "stands before a colon")


def _subject_end(row: Sequence[Token], head: Range, lex: Words) -> int:
    """Where a subject ends that a verb follows which no list holds: "Roa aparece", "El entrenador estalló"."""
    if row[head[0]].capital and not lex.has("words.determiner", row[head[0]].low):
        return next((at for at in range(head[0], head[1]) if not row[at].capital), head[1])
    noun = next((at for at in range(*head) if kind_of(row[at], lex) is not None), None)
    return phrase_end(row, noun, lex) if noun is not None else head[1]


def _restricts(row: Sequence[Token], token: Token) -> bool:
    """Whether "qu’" belongs to "ne ... que": "n’a posé qu’une question"."""
    return any(item.low in {"n’", "ne"} and item.start < token.start for item in row)


def _owner(row: Sequence[Token], head: Range, lex: Words) -> Range | None:
    """Whose words a noun of speech means: "su respuesta", "la respuesta de Olmo"."""
    at = next((at for at in range(head[0], head[1]) if lex.has("words.speech_nouns", row[at].low)), None)
    if at is None:
        return None
    if lex.has("words.possessive", row[head[0]].low):
        return head[0], head[0] + 1
    if at + 2 < head[1] and row[at + 1].low in {"de", "del", "du", "d’", "des"}:
        return at + 2, head[1]
    return None


def _is_speech(quote: Token) -> bool:
    words = [word for word in quote.text.split() if any(letter.isalnum() for letter in word)]
    return len(words) >= _LEAST or quote.text.rstrip('»”"\u202f\u00a0 ')[-1:] in {"!", "?", "."}
