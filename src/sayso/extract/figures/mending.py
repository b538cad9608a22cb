"""What the tagger gets wrong most, put right by the words around: where a verb cannot stand, or a noun must.

Each rule is one of English grammar: no finite verb stands after an article or a preposition, a verb in its base form does not follow a
noun in the singular, an adverb does not end in "-ness".
"""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

NOUNS: Final = frozenset({"N", "NS", "NP"})
VERBS: Final = frozenset({"V", "M", "VB"})

_NAMED: Final = frozenset({"D", "PS"})
_INSIDE: Final = frozenset({"P", "CD", "CC", "D", "J", "N", "NS", "NP"})
#: From a gerund to its verb stand so many words at most: "drilling between 2009 and 2012 came back".
_GERUND: Final = 8
#: A figure has so many words at most.
_LONGEST: Final = 12


def mend(line: Line, g: Grammar) -> None:
    """Put the tags of a line right in place. Cost: linear in the number of its tokens."""
    tags, pronouns, asks = line.tags, g.words("counted.pronouns"), g.words("counted.asks")
    for at, key in enumerate(line.keys):
        tag = tags[at]
        if key in pronouns:
            tags[at] = "PR"
        elif tag in {"V", "VB"}:
            tags[at] = _verb(line, at, g)
        elif tag in NOUNS:
            tags[at] = _noun(line, at, g)
        elif (
            (tag in {"J", "P", "R"} and _must_be_noun(line, at, g))
            or (tag == "VG" and _is_subject(line, at))
            or (tag == "W" and key not in asks)  # "Wheat" is no pronoun
        ):
            tags[at] = "N"
        elif tag == "VN" and at - 1 in line.taken and at + 1 in line.taken:  # "the top 10 percent paid 69 percent"
            tags[at] = "V"


def _verb(line: Line, at: int, g: Grammar) -> str:
    """What is tagged as a finite verb or a base form."""
    key, tag = line.keys[at], line.tags[at]
    if _is_participle(line, at, g):
        return "VN"
    known = key in g.words("counted.auxiliaries") or key in g.words("counted.verbs")
    if known or not _is_noun(line, at, g):
        return tag
    return "NP" if line.capital(at) else "NS" if key.endswith("s") else "N"


def _is_participle(line: Line, at: int, g: Grammar) -> bool:
    """As in "of distilled water", "had maximum sustained winds", "the quarter ended in December"."""
    key, tags = line.keys[at], line.tags
    if at == 0 or tags[at] != "V" or not key.endswith("ed"):
        return False
    if at > 1 and (
        (tags[at - 1] == "J" and tags[at - 2] in {"V", "VB", "P"})
        or (tags[at - 1] == "N" and line.key(at - 2) in g.words("counted.auxiliaries"))
    ):
        return tags[at + 1 : at + 2] in (["N"], ["NS"])
    if tags[at - 1] == "P" or line.key(at - 1) in g.words("counted.of"):
        return tags[at + 1 : at + 2] in (["N"], ["NS"])
    if at + 1 in line.taken and key in g.words("ages.before"):  # "adults aged 65"
        return True
    dated = g.number_of("dates.months").at(line.keys, at + 1) is not None
    return key in g.words("counted.ended") and line.key(at - 1) in g.words("counted.times") and dated


def _is_noun(line: Line, at: int, g: Grammar) -> bool:
    """Whether no verb can stand there: after an article, "of" or a figure, as a name, or before another verb ("the stars spin")."""
    tags, key = line.tags, line.keys[at]
    tag, following = tags[at], tags[at + 1 : at + 2]
    if at == 0:
        return False
    if tags[at - 1] in _NAMED or line.key(at - 1) in g.words("counted.of"):
        return tag == "V" or line.key(at + 1) in g.words("counted.again")  # "another pick or two"
    if at - 1 in line.taken:  # "a 5% pay rise"
        times = line.key(at - 1) in g.words("multiples.times") and _base_form(line, at, g)  # "2.5 times book value"
        return (tag == "VB" and following == ["N"]) or (times and following in (["N"], ["J"], ["NS"]))
    if line.capital(at) and (line.capital(at - 1) or (tag == "VB" and following == ["NP"])):
        return True  # "and Dutch Lady gained"
    if tag == "V" and key.endswith("s"):
        ends = following == ["VN"] and tags[at + 2 : at + 3] not in (["N"], ["NS"], ["NP"], ["J"], ["D"])
        return following in (["V"], ["M"]) or (ends and tags[at - 1] == "NP")  # "Oxford Street shops closed"
    return tag == "V" and _base_form(line, at, g) and tags[at - 1] in {"N", "NP"} and following in (["N"], ["NS"])


def _base_form(line: Line, at: int, g: Grammar) -> bool:
    """Whether a form is neither a past nor a third person: such a verb agrees with no noun in the singular."""
    key = line.keys[at]
    past = key.endswith("ed") or key in g.words("counted.past") or key in g.words("change.up|change.down")
    return not past and line.key(at - 1) not in g.words("counted.plural")


def _noun(line: Line, at: int, g: Grammar) -> str:
    """What is tagged as a noun."""
    key, tag, tags = line.keys[at], line.tags[at], line.tags
    before, following = tags[at - 1] if at else "", tags[at + 1 : at + 2]
    if tag == "N" and at - 1 in line.taken and key.endswith("er") and g.phrases("change.less").at(line.keys, at):
        return "J"  # "2% cheaper"
    if line.capital(at) and tag == "NP":
        acts = False
    elif key in g.words("counted.verbs"):
        acts = not line.capital(at)
    elif key in g.words("counted.only_past"):
        acts = not line.capital(at) and before in NOUNS | {"PR", "W", "R"}
    elif (key in g.words("counted.is") and at + 1 in line.taken) or (
        before == "W" and following == ["P"]
    ):  # "the road cost £2 million"
        acts = True
    elif tag == "NS":
        acts = _third_person(line, at, g)
    else:
        acts = _plural_acts(line, at, g)
    return "V" if acts else tag


def _third_person(line: Line, at: int, g: Grammar) -> bool:
    """As in "the new path enables walkers to rest", "the 48-year-old worries that it will close"."""
    tags = line.tags
    if at == 0 or not (tags[at - 1] in {"N", "NP"} or line.key(at - 1) == "old"):
        return False
    if at + 1 in line.taken and line.keys[at] in g.words("counted.measures"):  # "the asteroid measures 300 metres"
        return True
    moved = line.key(at - 1) in g.words("change.up|change.down")  # "cut rates by 25 basis points"
    if line.key(at + 1) in g.words("change.by") and at + 2 in line.taken and not moved:  # "leads by seven shots"
        return True
    if line.key(at + 1) in g.words("counted.that") and tags[at + 1] != "W":
        return True
    return tags[at + 1 : at + 3] in (["NS", "TO"], ["PR", "TO"])


def _plural_acts(line: Line, at: int, g: Grammar) -> bool:
    """As in "records show that", "numbers for June decrease to 3": a base form after a plural, of a verb that such nouns have."""
    key, tags = line.keys[at], line.tags
    if at == 0:
        return False
    if key in g.words("counted.shows"):
        return tags[at - 1] == "NS" and tags[at + 1 : at + 2] != ["P"]
    if tags[at] == "N" and at + 1 in line.taken and tags[at + 1] == "R":  # "the stars spin nearly 80 times"
        return tags[at - 1] == "NS"
    moves = key in g.words("change.up|change.down") and tags[at - 1] in {"NS", "NP"}
    way = g.words("change.to|change.by")
    return moves and line.key(at + 1) in way and at + 2 in line.taken


def _must_be_noun(line: Line, at: int, g: Grammar) -> bool:
    """As in "weakness in the pound", "a net worth of", "a grant worth $8 million", "past the 1,000 hp barrier right"."""
    key, tag, tags = line.keys[at], line.tags[at], line.tags
    before, following = tags[at - 1] if at else "", tags[at + 1] if at + 1 < len(tags) else ""
    if tag == "R":
        return key.endswith(("ness", "ment", "ship"))
    if key in g.words("counted.nouns_too"):
        return before in {"J", "N", "D"} and at + 1 not in line.taken
    if tag != "J" or at == 0:
        return False
    if line.key(at + 1) in g.words("counted.adjectives_of_sums") and before in {"N", "J", "D"}:
        return True
    return at - 1 in line.taken and _has_article(line, at - 1) and following in {"R", "P", ".", ",", "V", "M"}


def _has_article(line: Line, place: int) -> bool:
    """Whether an article stands before the figure that ends with the token at `place`."""
    first, least = place, max(0, place - _LONGEST)
    while first > least and first - 1 in line.taken:
        first -= 1
    return first > 0 and line.tags[first - 1] == "D"


def _is_subject(line: Line, at: int) -> bool:
    """Whether a gerund opens a clause and has a verb of its own: "drilling between 2009 and 2012 came back"."""
    tags = line.tags
    if at > 0 and line.key(at - 1) != ",":
        return False
    for place in range(at + 1, min(len(tags), at + _GERUND)):
        if tags[place] in {"V", "M"}:
            return True
        if tags[place] not in _INSIDE:
            return False
    return False
