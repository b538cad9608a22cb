"""What figures cost: linear in the length of the text, whatever the text is; nothing to speak of to import."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.figures import find_figures
from sayso.model import BlockKind, Sentence

from .rendered import LANGUAGES, document, find

SIGNS = [
    "1 ", "1,", "1.", "1-", "(", "((5)) ", "[5] ", "“5” ", '"5" ', "«5» ", "5%, ", "5 % ", "$1 ", "€5–", "1/2 ", "½ ", "5:0 ", "5/6/2015 ", "a: 5; ", "#5 ",
    "5\u00ad", "\u00ad1", "A ", "5 A ", "1e9 ", "-", "- 5 ", ": 5 ", "; 5 ", "5 km/h ", "5.000.", "1 000 ", "'", "X5 ", "2015 ", "2015-", "+", "+5", "5 m 5 ",
    "5 x ", "XX ", "Abcd efgh ", "5 5% 5 ", "5 5-", "12 34 56 ", "1-1/1 ", "x (5%), ", "a: b: 5, ", "12,345.6 ", "http://5.", "…5", "5\u0301",
]  # fmt: skip
ROWS = ["A: 5; ", "2021: 38; ", "a (in %): b; ", "in ", "in 5; ", "(", "Norway; ", ": ", "9 million; ", "one a in ten ", "#5 ", "X5 ", "5:0 ", "$1 ", "5/6/2015 ", "a b: c d; "]  # fmt: skip
WORDS = {
    "en": [
        "one hundred and ", "between 1 ", "tens of ", "5% of those ", "in 2015 5% ", "one a in ten ", "3 million euros, 9 million, ", "9 million, ",
        "a third of the 5 ", "another third ", "rose from 1 to ", "of the of the ", "and 5 and 5 ", "5% of those, ", "the big green house of the ",
        "the man and the woman ", "5 which has ", "he said that 5 ", "more than ", "of 5 of ", "hundreds of thousands of ", "million ", "5 million million ",
        "half a ", "twice as many as ", "aged 5 ", "5 or ", "was 5 was ", "its 5 its ", "5 for a roof ", "one or ", "from 5 to 5 from ", "15 May ", "doubled ",
        "5- very ", "No. 5 ",
    ],
    "de": [
        "zwei", "zwei ", "ein Drittel der ", "zwischen 1 ", "und 5 und 5 ", "5 Prozent davon, ", "5 von der von der ", "das große grüne Haus der 5 ",
        "Hunderte ", "mehr als ", "jeder ", "stieg von 1 auf ", "bis zu ", "hundert", "hundertund", "eine halbe ", "5 Millionen Euro, 9 Millionen, ",
        "dritte ", "in 5 von 5 ", "5 Haus-", "5 große ", "verdoppelt ",
    ],
    "es": [
        "mil ", "ciento y ", "treinta y ", "un tercio de los 5 ", "entre 1 ", "y 5 y 5 ", "5 % de ellos, ", "5 de la de la ", "5 grandes ",
        "cientos de miles de ", "más de ", "uno de cada ", "subió de 1 a ", "otro ", "hasta ", "medio ", "5 millones de euros, 9 millones, ", "de 5 a ",
    ],
    "fr": [
        "cent ", "quatre-vingt-", "quatre vingt ", "soixante et ", "un tiers des 5 ", "entre 1 ", "et 5 et 5 ", "5 % d'entre eux, ", "5 de la de la ",
        "centaines de milliers de ", "plus de ", "un sur ", "passé de 1 à ", "un autre ", "jusqu'à ", "demi ", "5 millions d'euros, 9 millions, ", "5 l'",
    ],
    "it": [
        "cento", "cento ", "ventuno", "mila", "mille ", "un terzo dei 5 ", "tra 1 ", "e 5 e 5 ", "5% di loro, ", "5 della della ",
        "centinaia di migliaia di ", "più di ", "uno su ", "salito da 1 a ", "un altro ", "fino a ", "mezzo ", "5 milioni di euro, 9 milioni, ", "ventesimo ",
    ],
    "pt": [
        "mil ", "cento e ", "trinta e ", "um terço dos 5 ", "entre 1 ", "e 5 e 5 ", "5% deles, ", "5 da da ", "centenas de milhares de ", "mais de ",
        "um em cada ", "subiu de 1 para ", "outro ", "até ", "meio ", "5 milhões de euros, 9 milhões, ", "onze avos ", "mil e um ",
    ],
}  # fmt: skip


def _is_linear(piece: str, language: str, kind: BlockKind = "paragraph") -> None:
    """Measure a short and a long text of the same piece."""
    turn = count()

    def seconds(size: int) -> float:
        # Another end each time: what was folded is remembered.
        text = piece * (size // len(piece)) + "." * next(turn)
        return cpu_seconds(lambda: find(text, language, kind))

    assert_linear(seconds, 500, 8000, tolerated=1.7)


@pytest.mark.parametrize(
    ("language", "piece"), [*(("en", piece) for piece in SIGNS), *zip(LANGUAGES[1:] * 4, SIGNS[::3], strict=False)]
)
def test_cost_of_signs_is_linear(language: str, piece: str) -> None:
    """Digits and signs in one endless sentence: all in English, which has a tagger, some in each language without."""
    _is_linear(piece, language)


@pytest.mark.parametrize(("language", "piece"), [(one, piece) for one in LANGUAGES for piece in WORDS[one]])
def test_cost_of_words_is_linear(language: str, piece: str) -> None:
    """Words that begin figures, bases and noun phrases and never end them."""
    _is_linear(piece, language)


@pytest.mark.parametrize("piece", ROWS)
def test_cost_of_a_row_is_linear(piece: str) -> None:
    """Cells and headings without end."""
    _is_linear(piece, "en", "row")


@pytest.mark.parametrize("opening", ["(", "[", "“", "«"])
def test_nested_brackets_take_no_time(opening: str) -> None:
    """Twenty thousand brackets around one number: never closed, or closed."""
    closing = {"(": ")", "[": "]", "“": "”", "«": "»"}[opening]
    text = opening * 20_000 + "5 ships" + closing * 20_000
    start = time.process_time()
    assert [one.low for one in find(text, "en")] == [5]
    assert [one.low for one in find(text[:20_007], "en")] == [5]
    assert time.process_time() - start < 2


def test_endless_digits_are_no_quantity_and_take_no_time() -> None:
    """A hundred thousand digits, and five million, are an identifier, read in a moment."""
    start = time.process_time()
    for size in (100_000, 5_000_000):
        (figure,) = find("1" * size, "en")
        assert figure.kind == "identifier"
        assert figure.low is None
    assert time.process_time() - start < 5


def test_a_million_million_million_is_no_number() -> None:
    """Scales multiply up to what anybody counts; a whole number of thousands of digits could not even be written."""
    text = "It took 5 " + "million " * 5000
    assert all(one.low is None or one.low < 10**40 for one in find(text, "en"))


@pytest.mark.parametrize("one_sentence", [True, False])
def test_a_long_text_costs_no_more_for_each_sign(one_sentence: bool) -> None:  # noqa: FBT001
    """A text of 400 kB, as one sentence or as four thousand, takes no more for each character than one of 50 kB.

    5 MB take the same; they take too long to be read with every test: see docs/measures.md.
    """
    piece = "At least 30,000 nurses, 12% of those in Norway, left in 2015, and rents rose from 8 to 11 million euros. "

    def seconds(times: int) -> float:
        text = piece * times
        ends = (
            [(0, len(text))] if one_sentence else [(at, at + len(piece) - 1) for at in range(0, len(text), len(piece))]
        )
        sentences = [Sentence(start=at, end=end) for at, end in ends]

        def read() -> None:
            assert len(find_figures(document(text, "en"), sentences)) == 5 * times

        return cpu_seconds(read)

    seconds(10)
    assert_linear(seconds, 500, 4000, tolerated=1.7)


def test_import_takes_no_time(tmp_path: Path) -> None:
    """Once Python has compiled the modules: 53 ms of CPU on a quiet machine, 1.15 times what `asyncio` takes.

    Told by that share, since the same import takes half as long again where others work; each the best of nine.
    """
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    codes = ("pass", "import asyncio", "import sayso.extract.figures")

    def seconds(code: str) -> float:
        timed = f"{code}; import time; print(time.process_time())"
        return float(subprocess.run([sys.executable, "-c", timed], check=True, env=told, capture_output=True).stdout)

    for code in codes:
        seconds(code)
    rounds = [[seconds(code) for code in codes] for _ in range(9)]
    bare, known, ours = (min(times) for times in zip(*rounds, strict=True))
    assert ours - bare < 1.6 * (known - bare)


def test_import_loads_nothing_that_only_reading_needs() -> None:
    """Word lists, weights and seals are read where they are wanted, and so is what reads them."""
    code = "import sys; before = set(sys.modules); import sayso.extract.figures; print(*sys.modules.keys() - before)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert {"sayso.extract.figures"} <= set(loaded)
    assert not {"hashlib", "json", "pathlib", "tomli", "sayso.language.words"} & set(loaded)
