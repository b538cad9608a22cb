"""Large and odd texts, made by rule: each is a name and a function from a number of characters to a text of about so many.

They are what nobody writes and anybody may send: one line without end, figures, names or quotation marks by the hundred thousand, signs
that nobody sees, and words that our own patterns begin to match and never end.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from typing import Final

Maker = Callable[[int], str]

NEWS: Final = (
    "The agency said on Tuesday that 25,000 people had left Norfield since 2015.",
    "“Rents rose by 12 percent,” Anna Berg told the Evening Courier.",
    "According to the report, one in four nurses works at night.",
    "Critics doubt the figures, and the ministry has not published its own.",
    "The council voted 7 to 5 for a new harbour, which will cost 3.5 million euros.",
)
_GERMAN: Final = (
    "Die Behörde teilte am Dienstag mit, 25.000 Menschen hätten Nordfeld seit 2015 verlassen.",
    "„Die Mieten sind um 12 Prozent gestiegen“, sagte Anna Berg dem Abendkurier.",
    "Dem Bericht zufolge arbeitet jede vierte Pflegerin nachts.",
)
_FRENCH: Final = (
    "Selon l’agence, 25 000 personnes ont quitté Nordville depuis 2015.",
    "« Les loyers ont augmenté de 12 % », a déclaré Anna Berg au Courrier du Soir.",
    "D’après le rapport, une infirmière sur quatre travaille la nuit.",
)
_SPANISH: Final = (
    "Según la agencia, 25.000 personas han dejado Villanorte desde 2015.",
    "«Los alquileres subieron un 12 %», dijo Ana Berg al Correo de la Tarde.",
    "El informe señala que una de cada cuatro enfermeras trabaja de noche.",
)
_ARABIC: Final = "قالت الوكالة يوم الثلاثاء إن 25 ألف شخص غادروا المدينة منذ عام 2015. "
_HOMOGLYPHS: Final = str.maketrans("aeopcxAEOPCTH", "аеорсхАЕОРСТН")


def _filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def repeated(piece: str) -> Maker:
    """One piece again and again."""
    return lambda size: _filled(piece, size)


def _joined(sentences: tuple[str, ...], between: str = " ", *, paragraph: int = 0) -> Maker:
    """Sentences in turn, each with its own number, so that none is told twice; `paragraph` of them stand together."""

    def make(size: int) -> str:
        parts, length = [], 0
        for number in count():
            told = sentences[number % len(sentences)].replace("25,000", f"{25_000 + 7 * number:,}")
            told = told.replace("25.000", str(25_000 + 7 * number)).replace("12", f"{1 + number % 88}")
            parts.append(told + ("\n\n" if paragraph and number % paragraph == paragraph - 1 else between))
            length += len(parts[-1])
            if length >= size:
                return "".join(parts)[:size]
        raise AssertionError

    return make


def _nested(opening: str, closing: str) -> Maker:
    """Marks within marks, all closed, around a say-so."""

    def make(size: int) -> str:
        times = (size // 2 - 40) // len(opening)
        return opening * times + "Rents rose by 12 percent, Anna Berg said." + closing * times

    return make


def _named(size: int) -> str:
    """Sentences with a new name each: 800,000 characters have some 10,000 of them."""
    chosen = random.Random(7)  # noqa: S311  no secret
    parts, length = [], 0
    while length < size:
        first, last = ("".join(chosen.choices("abcdefghiklmnoprstu", k=6)).capitalize() for _ in range(2))
        parts.append(
            f"{first} {last} of the {last} Trust said that {chosen.randrange(2, 99)} boats had left {first}town. "
        )
        length += len(parts[-1])
    return "".join(parts)[:size]


def _figures(size: int) -> str:
    """Numbers alone, each another: a million of them in seven million characters."""
    return _filled(" ".join(str(17 * number % 1_000_003) for number in range(size // 6)), size)


def _table(size: int) -> str:
    """Rows of a table in Markdown, a year and three values each."""
    head = "| Place | Year | Boats | Share |\n|---|---|---|---|\n"
    rows = (f"| Town {n} | {1950 + n % 70} | {n * 7 % 9973} | {n % 100} % |\n" for n in count())
    parts, length = [head], len(head)
    while length < size:
        parts.append(next(rows))
        length += len(parts[-1])
    return "".join(parts)[:size]


def _random_signs(size: int) -> str:
    """Any characters of all planes, the same each time."""
    chosen = random.Random(11)  # noqa: S311
    ranges = ((32, 127), (160, 592), (768, 880), (1024, 1280), (8192, 8304), (0x4E00, 0x4F00), (0x1F300, 0x1F640))
    return "".join(chr(chosen.randrange(*chosen.choice(ranges))) for _ in range(size))


def _stacked(size: int) -> str:
    """Letters with a thousand combining marks each."""
    return _filled("e" + "\u0301\u0316\u0489" * 333 + " said 5 boats left. ", size)


def _spread(sentence: str, between: str) -> Maker:
    """A sentence with a sign that nobody sees between all of its letters."""
    return repeated(between.join(sentence) + " ")


ORDINARY: Final[dict[str, Maker]] = {
    "news-en": _joined(NEWS, paragraph=4),
    "news-de": _joined(_GERMAN, paragraph=4),
    "news-fr": _joined(_FRENCH, paragraph=4),
    "news-es": _joined(_SPANISH, paragraph=4),
}
LINES: Final[dict[str, Maker]] = {
    "one-line": _joined(NEWS),
    "one-paragraph-de": _joined(_GERMAN),
    "one-paragraph-fr": _joined(_FRENCH),
    "one-sentence": repeated("the agency said that 25,000 people had left and that rents rose by 12 percent, "),
    "one-word": repeated("a"),
    "one-word-caps": repeated("Ab"),
    "no-spaces": repeated("Theagencysaidthat25,000peoplehadleft."),
    "short-lines": repeated("said\n"),
    "list-items": repeated("- He said 5 boats left.\n"),
    "headings": repeated("Five boats\n\nHe said so.\n\n"),
    "table": _table,
}
REPEATED: Final[dict[str, Maker]] = {
    "same-sentence": repeated("The agency said that 25,000 people had left. "),
    "same-sentence-de": repeated("Die Behörde sagte, 25.000 Menschen seien gegangen. "),
    "same-paragraph": repeated("The agency said that 25,000 people had left.\n\n"),
    "said-said": repeated("said "),
    "according": repeated("according to the agency, "),
    "he-said": repeated("He said. "),
    "that-that": repeated("said that the report said that "),
    "laut-laut": repeated("laut dem Bericht der Behörde, "),
    "selon-selon": repeated("selon le rapport de l’agence, "),
    "names": _named,
    "name-list": repeated("Anna Berg, Carl Dorn, "),
    "capitals": repeated("Berg "),
    "and-and": repeated("and "),
    "of-the": repeated("of the agency "),
    "commas": repeated("boats, "),
}
FIGURES: Final[dict[str, Maker]] = {
    "million-figures": _figures,
    "digits": repeated("1234567890"),
    "grouped-digits": repeated("1,234,"),
    "digits-spaced": repeated("1 "),
    "percent": repeated("5 % of the 12 nurses, "),
    "dates": repeated("On 3 May 2015 "),
    "number-words": repeated("one hundred and "),
    "rose-from": repeated("rose from 5 to 8 percent, then fell from 8 to 5 percent, "),
    "shares-of-all": repeated("Of these, 20 percent were men and 80 percent were women. "),
}
MARKS: Final[dict[str, Maker]] = {
    "unclosed-“": repeated("“"),
    "unclosed-„": repeated("„Er sagte "),
    "unclosed-«": repeated("« il dit "),
    'unclosed-"': repeated('"He said '),
    "unclosed-'": repeated("'He said "),
    "closing-”": repeated("He said” "),
    "nested-“”": _nested("“", "”"),
    "nested-«»": _nested("«", "»"),
    "nested-mixed": _nested("“‘«„\"'(", ")'\"“»’”"),
    "brackets": repeated("("),
    "nested-brackets": _nested("([", "])"),
    "pairs": repeated("“a” "),
    "quoted-said": repeated("“We left,” he said. "),
    "dashes": repeated("– "),
    "apostrophes": repeated("l’"),
    "colons": repeated("Berg: "),
    "punctuation": repeated(".,;:!?-–—…'\"()[]{}/\\&%$§#*+~<>|^`´"),
    "stops": repeated("."),
    "stops-spaced": repeated(". "),
    "ellipses": repeated("… "),
    "slashes": repeated("a/"),
    "links": repeated("https://example.org/a?b=c "),
    "one-link": lambda size: "https://example.org/" + "a" * size,
    "at-signs": repeated("@berg: "),
}
SIGNS: Final[dict[str, Maker]] = {
    "bidi": _spread("The agency said that 25,000 people had left.", "\u202e"),
    "zero-width": _spread("The agency said that 25,000 people had left.", "\u200b"),
    "soft-hyphens": _spread("The agency said that 25,000 people had left.", "\u00ad"),
    "joiners": repeated("\u200d"),
    "combining": repeated("e\u0301\u0316\u0489"),
    "stacked": _stacked,
    "homoglyphs": lambda size: _joined(NEWS, paragraph=4)(size).translate(_HOMOGLYPHS),
    "fullwidth": repeated("Ｔｈｅ　ａｇｅｎｃｙ　ｓａｉｄ　２５，０００ ｌｅｆｔ． "),
    "arabic": repeated(_ARABIC),
    "hebrew": repeated("הסוכנות אמרה ביום שלישי כי 25,000 איש עזבו. "),
    "chinese": repeated("该机构周二表示，自2015年以来已有两万五千人离开。"),
    "thai": repeated("หน่วยงานกล่าวว่ามีคนออกไป"),
    "emoji": repeated("😀👩‍👩‍👧‍👦🇩🇪"),
    "emoji-said": repeated("😀 He said 5 🚢 left. "),
    "ligatures": repeated("ﬁﬂﷺﬃ"),
    "control": repeated("a\x01\x02\x7f "),
    "odd-spaces": repeated("The\u2003agency\u00a0said\u2009that\u202f5\u3000left. "),
    "random": _random_signs,
}
TEXTS: Final[dict[str, Maker]] = {**ORDINARY, **LINES, **REPEATED, **FIGURES, **MARKS, **SIGNS}
