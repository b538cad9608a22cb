"""Sources that count out of many: one of several, a share of people, somebody told by the age."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .german_refs import one_of_several, some_of
from .kinds import kind_of
from .natures import Nature
from .outlets import spaced
from .parts import comma_in, is_acronym, is_one, told_by_age
from .shares import is_share
from .words import Words


def counted_out(row: Sequence[Token], core: Sequence[Token], lex: Words) -> Nature | None:
    """Whoever is told by an age, as a share of people, or as one or some of several: nobody who is named."""
    if told_by_age(row, lex):
        kind: SourceKind = "person"
    elif is_share(row, lex) or (lex.language == "de" and some_of(row, lex)):
        kind = "group"
    elif (lex.language in {"es", "fr"} and is_one(row, lex)) or (lex.language == "de" and one_of_several(row, lex)):
        kind = "person"
    else:
        return None
    head = {"es": row[-1], "fr": row[-1]}.get(lex.language, row[0])
    shown = core if told_by_age(row, lex) else row
    return Nature(
        kind, named=False, because=f"“{spaced(shown)}” names nobody", head=(core[0] if shown is core else head).low
    )


def one_of(row: Sequence[Token], lex: Words) -> Nature | None:
    """One of several: a person out of a group, a document out of documents; None where it has a name beside it."""
    kinds = [kind_of(token, lex) for token in row[2 : comma_in(row)]]
    told = next((kind for kind in kinds if kind is not None), None)
    rest = row[2 : comma_in(row)]
    several = all(token.kind == "number" or lex.has("words.determiner", token.low) for token in rest)
    if told is None and not several and not is_pronoun(row[2:3], lex) and not lex.has("words.number", row[2].low):
        return None
    kind: SourceKind = told if told in {"document", "organisation", "media"} else "person"
    return Nature(kind, named=False, because=f"“{spaced(row)}” names nobody", head=row[0].low)


def named_one(row: Sequence[Token], own: Nature | None, lex: Words) -> Nature | None:
    """The same, named where the name stands behind it: "one of them, Frostline", "l’une d’elles, Vigie citoyenne"."""
    name = row[comma_in(row) + 1 :]
    least = 1 + (lex.language == "de")
    if own is None or len(name) < least or not all(token.capital and token.kind == "word" for token in name[:least]):
        return own
    shown = spaced([token for token in name if token.capital])
    return Nature(own.kind, named=True, because=f"“{shown}” is a name", head=name[-1].low, name=shown)


def is_pronoun(core: Sequence[Token], lex: Words) -> bool:
    """Whether a source's words, without what describes them, are one pronoun."""
    return (
        len(core) == 1
        and not is_acronym(core[0])
        and any(
            lex.has(f"words.{name}", core[0].low) for name in ("pronoun", "relative", "stressed", "oblique_pronoun")
        )
    )
