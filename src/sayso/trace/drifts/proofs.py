"""The drift of what somebody says, supposes or reports, told as what is proven: "reports that bees slept less" as "proves that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Drift, Span
from sayso.trace.matter import Matter

from .counterpart import Counterpart
from .phrases import any_of

#: What denies a proof, or only asks for one, in the few words before it: "not yet proven", "to prove".
_DENIED: Final = re.compile(
    r"\b(?:not|never|no|nobody|none|n[o’']t|yet|nicht|kein\w*|nie|noch|niemand|sin|nunca|nadie|ne|n[’']|pas|aucun\w*|jamais|non|mai|nessun\w*|não|nunca|nenhum\w*|ninguém"
    r"|if|whether|ob|wenn|falls|si|se|until|bis|hasta|jusqu\w*|finché|até)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)


def proof_drifts(matter: Matter, theirs: Counterpart) -> Iterator[Drift]:
    """A word of proof in the article's sentence, where nothing in the passage says that it was shown, found or confirmed.

    A word of proof that is denied or only asked for ("not yet proven") is none.
    """
    asked, passage = matter.asked, matter.candidate.passage
    proof = _proof(asked.sentence, listed_in("limits", asked.language))
    if proof is None or _pattern(listed_in("limits", passage.language), "shows").search(fold(passage.text).text):
        return
    claim = asked.claim
    yield Drift(
        kind="certainty_raised",
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=theirs.place,
        because=f"the article has it as proven (“{proof}”), the source document has no such word",
    )


def _proof(text: str, language: str) -> str | None:
    """The first word of proof in a sentence that is not denied."""
    folded = fold(text).text
    for match in _pattern(language, "proves").finditer(folded):
        if not _DENIED.search(folded[: match.start()]):
            return match.group()
    return None


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    """Any of the listed words; "*" stands for whatever ending."""
    words: list[str] = lexicon("limits")[language][name]
    either = any_of(words).replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
