"""What is named by whom it belongs to: a document of somebody named before, a spokeswoman for a body that was."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .belongings import bare_spokesman, named_by, owner
from .definites import FAR, body_meant, definite, known_form, near
from .memory import Memory, Mention
from .natures import Nature
from .nouns import listed
from .possession import is_possessive
from .sources import nature
from .words import Words

#: Words of "der Firma".
_SHORT: Final = 2


def by_surname(words: tuple[Token, ...], own: Nature, memory: Memory, lex: Words) -> Nature:
    """A German word that is an office as well, "Richter", is whom the name means where somebody of that name was mentioned."""
    if lex.language != "de" or len(words) != 1 or own.named or not words[0].capital:
        return own
    known = memory.by_surname.get(words[0].low)
    return replace(own, kind="person", named=True) if known is not None else own


def without_opening(words: tuple[Token, ...], own: Nature, memory: Memory, lex: Words) -> Nature:
    """An English phrase that owes its capital to its place names nobody: "Unconfirmed reports"."""
    first = words[0]
    plain = lex.language == "en" and own.named and len(words) > 1 and not any(token.capital for token in words[1:])
    if not plain or first.start not in memory.openings or first.low in memory.inner or not first.text[1:].islower():
        return own
    lowered = Token(first.low, first.low, first.start, first.end, first.kind)
    small = nature((lowered, *words[1:]), lex)
    return small if small.kind in {"document", "group", "media"} and not small.named else own


def of_whom(words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """A document of somebody who was named before is named: "a new report by the office", "un sondage du site"."""
    last = known_form(words[-1].low, memory, lex)
    bound = any(lex.has(f"words.{name}", token.low) for token in words[1:-1] for name in ("inside", "genitive"))
    if own.kind != "document" or own.named or not bound or last == own.head:
        return own
    maker = near(memory.by_head.get(last), at, FAR)
    if maker is None:
        maker = _tied_body(words, at, memory, lex)
    if maker is None or not maker.nature.named or maker.nature.kind not in {"organisation", "media", "document"}:
        return own
    meant = " ".join(token.text for token in maker.words)
    return replace(own, named=True, because=f"a document of “{words[-1].text}”, which goes back to “{meant}”")


def _tied_body(words: tuple[Token, ...], at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The body that a noun tied to a document means: "ein Vermerk der Behörde" after "das Umweltamt in Skarvik"."""
    body = words[-2:]
    article = "words.genitive" if lex.language == "de" else "words.the"
    tied = lex.has(article, body[0].low) or body[0].low in {"del", "du"}
    if len(words) <= _SHORT or not tied or body[-1].capital != (lex.language == "de"):
        return None
    head = known_form(body[-1].low, memory, lex)
    return body_meant(head, at, memory, lex) if lex.has("sources.any_organisation", head) else None


def for_whom(words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """Who speaks for a body that has its name elsewhere is named: "a spokeswoman for the company", "ein Sprecher der Firma"."""
    if own.named or own.kind != "person" or not any(listed("sources.spokes", token.low, lex) for token in words):
        return own
    if is_possessive(words[0], lex) and not any(token.capital for token in words[1:] if lex.language != "de"):
        return named_by(owner(words[0], at, memory, lex), own, "speaks for")
    body = next(
        (tuple(words[start:]) for start in range(1, len(words) - 1) if lex.has("words.the", words[start].low)), ()
    )
    if not body and len(words) > _SHORT and words[-2].low in {"del", "du", "vom", "beim"}:
        body = words[-2:]
    bare = bare_spokesman(words, own, at, memory, lex)
    if not body and (lex.language == "de" or bare.named):
        return bare if bare.named else _spokesman(words, own, at, memory, lex)
    if not body and lex.language == "en" and len(words) > 1 and not words[-2].capital:
        body = (words[-2], words[-2])
    same = near(memory.by_head.get(known_form(body[-1].low, memory, lex)), at, FAR) if len(body) == _SHORT else None
    if same is not None and same.nature.named and same.nature.kind == "organisation":
        shown = " ".join(token.text for token in same.words)
        return replace(own, named=True, because=f"speaks for “{shown}”, which is named")
    if len(body) < _SHORT or not listed("sources.any_organisation", body[-1].low, lex):
        return own
    kind = replace(nature(body, lex), kind="organisation")
    meant = definite(body, body[1:], kind, at, memory, lex)
    if meant is None or not meant.nature.named:
        return own
    return replace(
        own, named=True, because=f"speaks for “{' '.join(token.text for token in meant.words)}”, which is named"
    )


def _spokesman(words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """Who speaks for a body that the compound tells and that was named: "eine Gerichtssprecherin" after "das Landgericht Kelm"."""
    for part in lex.sets["sources.spokes"]:
        low = words[-1].low
        first = low.removesuffix(part)
        if first == low or not first:
            continue
        for head in (first, first.removesuffix("s"), first.removesuffix("en"), first.removesuffix("n")):
            body = near(memory.by_head.get(head), at, FAR)
            if body is not None and body.nature.named and body.nature.kind == "organisation":
                shown = " ".join(token.text for token in body.words)
                return replace(own, named=True, because=f"speaks for “{shown}”, which is named")
    return own
