"""How certain a claim sounds: its author, and who is said to say it (FactBank: Saurí and Pustejovsky, 2009).

A hedge counts where it stands in the claim's main statement: "X, which may be true, is 5" is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from sayso.language.inflect import INFLECT
from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token
from sayso.model import Attribution, Certainty, CertaintyLevel, Sort

from .cues import Cues, cues_of
from .grammar import Grammar

_VERBS: Final = ("doubting", "factive", "reckoning", "foreseeing")


def certainty_of(
    main: Sequence[Token], sayings: Sequence[Attribution], sort: Sort, g: Grammar, *, told: bool = False
) -> Certainty:
    """How sure the author of a claim with these main words sounds and, where somebody else says it, how sure that one is said to be.

    An author who only reports is neither for nor against ("unknown"), unless every cue takes what is said for granted. Whoever thinks,
    believes or fears something is less than sure of it. Hearsay without a source is the author's own, but where the sentence is `told` in
    an answer of an interview.
    """
    lists = hedges(g.language)
    said = bool(sayings) and not is_hearsay(sayings[-1], g.language)
    level = _level(main, sort, lists, told=said or told)
    if told and not said:
        return Certainty(author="unknown", source=level)
    if not sayings or not said:
        return Certainty(author=level)
    vouched = all(_vouches(saying, lists) for saying in sayings)
    if level == "certain" and doubts(sayings[-1], g.language):
        level = "probable"
    return Certainty(author=level if vouched else "unknown", source=level)


def is_hearsay(saying: Attribution, language: str) -> bool:
    """Whether nobody is said to say it: "reportedly", "soll", "se cree"; Spanish verbs may leave their subject out."""
    if saying.source or saying.speech != "indirect":
        return False
    words = saying.cue[0].text.lower().split() if saying.cue else [""]
    return language != "es" or words[0] in {"se", "al", "por", "según"} or words[0].endswith("mente")


def speaks_on(row: Sequence[Token], g: Grammar) -> bool:
    """Whether a sentence tells what somebody else says without saying so: one quotation, or German reported speech ("er sei krank")."""
    bare = [token for token in row if token.text not in {".", ",", "!", "?"}]
    if len(bare) > _QUOTED and bare[0].text in "“„«" and bare[-1].text in "”“»":
        return not any(token.text in _QUOTES for token in bare[1:-1])
    if g.language != "de" or not row or row[-1].text == "?":
        return False
    verb = next((token for token, finite in zip(row, g.finite(row), strict=True) if finite), None)
    return (
        verb is not None
        and verb is not row[0]
        and verb.low in _REPORTED
        and not any(token.low in {"ich", "denn"} for token in row)
    )


#: Words that a quotation has at least that asserts something, with its marks.
_QUOTED: Final = 5
_QUOTES: Final = frozenset("“”„«»")
#: German forms that tell what another says.
_REPORTED: Final = frozenset(("sei", "seien", "habe", "werde", "könne", "müsse", "solle", "dürfe", "wolle", "gebe", "komme", "gehe", "stehe", "bleibe"))  # fmt: skip


def passes_on(saying: Attribution, language: str) -> bool:
    """Whether hearsay has words of its own: "reportedly", "is said", "se cree"; not "were told to leave"."""
    if not saying.cue or not is_hearsay(saying, language):
        return False
    lists = hedges(language)
    words = saying.cue[0].text.lower().replace("'", "’").split()
    return any(lists.has("hearsay", word) for word in words)


def _vouches(saying: Attribution, lists: Cues) -> bool:
    """Whether a cue takes what is said for granted: "confirmed", "admitted", "pointed out"."""
    text = " ".join(span.text.lower() for span in saying.cue)
    phrases = lists.lists["factive_phrase"].values()
    return _made_of(saying, "factive", lists) or any(" ".join(parts) in text for group in phrases for parts in group)


def doubts(saying: Attribution, language: str) -> bool:
    """Whether a source but thinks, expects or fears something, in words that are not its own."""
    lists = hedges(language)
    return saying.speech != "direct" and _made_of(saying, "doubting", lists)


def reckons(saying: Attribution, language: str) -> bool:
    """Whether a source says in numbers how much something is: "puts the cost at 2 million"."""
    return bool(saying.source) and saying.speech == "indirect" and _made_of(saying, "reckoning", hedges(language))


def foresees(saying: Attribution, language: str) -> bool:
    """Whether a source says what somebody or something else will do, in an English infinitive: "expects prices to fall"."""
    if not saying.source or saying.speech != "indirect" or not _made_of(saying, "foreseeing", hedges(language)):
        return False
    return any(" to " in span.text and not span.text.startswith("to ") for span in saying.content)


def _made_of(saying: Attribution, name: str, lists: Cues) -> bool:
    """Whether a word of the cue is a form of a verb of the list."""
    forms = _forms(lists.language, name)
    words = [word for span in saying.cue for word in span.text.lower().replace("'", "’").split()]
    return any((word, particle) in forms for word in words for particle in ("", *words))


def _level(row: Sequence[Token], sort: Sort, lists: Cues, *, told: bool) -> CertaintyLevel:
    bare = [token for token in row if not (token.low == "may" and token.capital and token is not row[0])]
    if lists.place("probable", [token for token in bare if token.low not in _ASKED[sort]]) is not None:
        weak = lists.place("possible", bare) is not None and sort != "question"
        return "possible" if weak and lists.language != "de" and _both(bare, lists) else "probable"
    if sort != "question" and lists.place("possible", bare) is not None:
        return "possible"
    return "probable" if not told and _is_told_as_hearsay(bare, lists.language) else "certain"


def _both(row: Sequence[Token], lists: Cues) -> bool:
    """Whether what may be stands before what is likely: "may seem"; the first decides."""
    possible, probable = lists.place("possible", row), lists.place("probable", row)
    return possible is not None and probable is not None and possible < probable


#: Words that are no hedge in a claim of such a sort: "devrait" is a duty there.
_ASKED: Final[dict[str, frozenset[str]]] = {
    "normative": frozenset(("devrait", "devraient")),
    "question": frozenset(("devrait", "devraient", "semble", "semblent")),
    "fact": frozenset(),
    "prediction": frozenset(),
    "opinion": frozenset(),
    "experience": frozenset(),
}


def _is_told_as_hearsay(row: Sequence[Token], language: str) -> bool:
    """German "soll ... haben", French "aurait été": forms in which the author passes on what others say."""
    lows = [token.low for token in row if token.kind != "mark"]
    if language == "de":
        soll = any(low in {"soll", "sollen"} for low in lows)
        return soll and any(
            low in {"haben", "sein", "worden"} and _participle(before) for before, low in pairwise(lows)
        )
    if language == "fr" and not any(low in {"si", "s’", "sans", "je", "j’", "nous"} for low in lows):
        return any(
            low in {"aurait", "auraient", "serait", "seraient"} and _past(lows[at + 1 : at + 3])
            for at, low in enumerate(lows)
        )
    return False


def _participle(low: str) -> bool:
    return low.endswith(("t", "en")) or low == "worden"


def _past(lows: Sequence[str]) -> bool:
    return any(low.endswith(("é", "és", "ée", "ées", "u", "us", "ue", "ues", "is", "it", "ert", "i")) for low in lows)


@cache
def hedges(language: str) -> Cues:
    """The lists of a language that is served."""
    return cues_of(language, lexicon("sayso.certainty")[language])


@cache
def _forms(language: str, name: str) -> frozenset[tuple[str, str]]:
    """Every form of the verbs of a list, each with the particle that parts from it, if one does."""
    irregular = lexicon(f"sayso.{language}")["irregular"]
    verbs = lexicon("sayso.certainty")[language][name]
    return frozenset((made.form, made.particle) for verb in verbs for made in INFLECT[language](verb, irregular))
