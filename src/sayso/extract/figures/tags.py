"""The parts of speech of a line's words, in languages that have a tagger."""

from __future__ import annotations

from sayso.language.numbers import Grammar, Line
from sayso.language.tagger import tagger

from .mending import NOUNS, VERBS, mend

__all__ = ["NOUNS", "VERBS", "acts_at", "tags_of"]


def tags_of(line: Line, g: Grammar) -> list[str]:
    """The tags of a line's tokens, made on first use; an empty list where the language has no tagger."""
    if not line.tags and len(line):
        found = tagger(g.language)
        if found is not None:
            line.tags.extend(found.tag(line.keys, [token.text for token in line.tokens]))
            mend(line, g)
    return line.tags


def acts_at(line: Line, place: int, g: Grammar) -> bool:
    """Whether a verb stands at `place`, or a participle that no noun follows."""
    tags = tags_of(line, g)
    if not tags or place >= len(tags):
        return False
    return tags[place] in VERBS or (
        tags[place] == "VN" and tags[place + 1 : place + 2] not in (["N"], ["NS"], ["NP"], ["J"])
    )
