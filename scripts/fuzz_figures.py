#!/usr/bin/env python3
"""Read random and spoilt texts for figures, and stop at the first that breaks a law.

    python scripts/fuzz_figures.py --seconds 60                 all languages
    python scripts/fuzz_figures.py --seed 7 --language de       one language, another seed
    python scripts/fuzz_figures.py --seed 7 --only 1234         one input again

The sentences of `tests/cases/figures.*.md` are cut, joined, repeated, spliced across languages and strewn with characters of all planes.
No input may raise; offsets are exact; figures are in order and apart; values are finite and low is at most high; a quantity has a
bound; the time is in proportion to the length. A fault is printed with its seed, its number and the input, cut down.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.extract.figures import find_figures
from sayso.model import Block, BlockKind, Document, Figure, Sentence, text_id
from sayso.reading.sentences import split_sentences

CASES: Final = Path(__file__).resolve().parents[1] / "tests" / "cases"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
#: Languages without word lists are read by signs and digits.
OTHERS: Final = ("nl", "und", "ar", "x")
_QUOTED: Final = re.compile(r"^> (.+)$", re.MULTILINE)
#: So many CPU-seconds an input may take, and so many more for each of its characters; the reader takes some 3 microseconds.
_AT_LEAST: Final = 0.3
_EACH: Final = 60e-6
_LONGEST: Final = 20_000
#: So many digits with the largest scale; larger whole numbers cannot be written.
_LARGEST: Final = 10**60

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SPACES: Final = " \u00a0\u2009\u202f\u3000\t\n\r\v\f\x1c\x85\u2028\u2029"
MARKS: Final = ".,;:!?'’‘`´\"“”„«»()[]{}-–—‐‑‒−+/\\%‰°#&*@_=<>≤≥~≈±×·…•½¼¾⅓⅔⅛¹²³₂€$£¥¢₹₽₩№§ªº"  # fmt: skip
ODD: Final = (
    "\u0301\u0308\u0338\u20dd\u0489\u202e\u202d\u2066\u2069\x00\ud800\udfff\udc80\U0001f600\U0010ffff\U000e0031"
    "٠١٢٣٤٥٦٧٨٩०१२३४५６７８９߁𝟎𝟗𞥐ⅣⅫ①⑳㊿一二十百千萬億零İıſßﬁǅΣςﷺ\u1e9e\u212a"
)
NUMBERS: Final = (
    "1", "0", "-1", "00", "5%", "1,5", "1.5", "1,234,567.89", "1.234.567,89", "1 234 567", "1'234", "1’234’567", "12,34,567", "1.2.3.4",
    "1,,2", "1..2", "3½", "1/2", "1/0", "0/0", "2/3", "10^9", "1e999", "1e-999", "0x1F", "9" * 24, "9" * 25, "0." + "3" * 40, "1,000" * 9,
    "24/7", "2015", "2015-16", "1990s", "99/99/9999", "31.12.2015", "24:00", "25:61", "$1m", "€1bn", "US$", "R$ 12", "1-2-3", "3:1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """One text to read, as what, and in which language."""

    text: str
    language: str
    kind: BlockKind
    split: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences by language, and the words in them."""

    sentences: dict[str, list[str]]
    words: dict[str, list[str]]

    @classmethod
    def read(cls) -> Corpus:
        """The quoted sentences of the cases."""
        found = {one: _QUOTED.findall((CASES / f"figures.{one}.md").read_text("utf-8")) for one in LANGUAGES}
        return cls(found, {one: " ".join(found[one]).split() for one in LANGUAGES})


def make(corpus: Corpus, seed: str, languages: Sequence[str]) -> Input:
    """The input of a seed; the same seed gives the same input."""
    r = random.Random(seed)  # noqa: S311  nothing here is secret
    language = r.choice(languages)
    text = _base(r, corpus, language)
    for _ in range(r.choice((0, 1, 1, 2, 3, 5, 8))):
        text = r.choice(_CHANGES)(r, corpus, text)[:_LONGEST]
    kind: BlockKind = r.choice(("paragraph", "paragraph", "row", "heading"))
    return Input(text, r.choice((*[language] * 40, *OTHERS)), kind, r.choice((True, False)))


def _base(r: random.Random, corpus: Corpus, language: str) -> str:
    sort = r.choice("sssssssppprx")
    if sort == "s":
        return " ".join(r.choice(corpus.sentences[language]) for _ in range(r.choice((1, 1, 2, 4))))
    if sort == "p":
        return _phrase(r, corpus, language, 25)
    if sort == "r":
        cells = range(r.randint(1, 6))
        return "; ".join(f"{_phrase(r, corpus, language, 4)}: {_phrase(r, corpus, language, 3)}" for _ in cells)
    return "".join(_sign(r) for _ in range(r.randint(0, 200)))


def _phrase(r: random.Random, corpus: Corpus, language: str, most: int) -> str:
    pool = (corpus.words[language], NUMBERS)
    return r.choice((" ", " ", "", "-", ", ")).join(r.choice(r.choice(pool)) for _ in range(r.randint(1, most)))


def _sign(r: random.Random) -> str:
    pool = r.choice((INVISIBLE, SPACES, MARKS, ODD, "0123456789", "abeilmnorstuzäéñç", None))
    return r.choice(pool) if pool else chr(r.randrange(0x110000))


def _ends(r: random.Random, text: str, most: int) -> tuple[int, int]:
    start = r.randint(0, len(text))
    return start, min(len(text), start + r.randint(0, most))


def _insert(r: random.Random, _corpus: Corpus, text: str) -> str:
    for _ in range(r.choice((1, 2, 10))):
        at = r.randint(0, len(text))
        text = text[:at] + _sign(r) * r.choice((1, 1, 1, 2, 30)) + text[at:]
    return text


def _delete(r: random.Random, _corpus: Corpus, text: str) -> str:
    start, end = _ends(r, text, 12)
    return text[:start] + text[end:]


def _repeat(r: random.Random, _corpus: Corpus, text: str) -> str:
    start, end = _ends(r, text, 40)
    return text[:start] + text[start:end] * r.choice((2, 3, 50, 400)) + text[end:]


def _splice(r: random.Random, corpus: Corpus, text: str) -> str:
    other = r.choice(corpus.sentences[r.choice(LANGUAGES)])
    return text[: r.randint(0, len(text))] + other[r.randint(0, len(other)) :]


def _number(r: random.Random, _corpus: Corpus, text: str) -> str:
    places = [(one.start(), one.end()) for one in re.finditer(r"[\d.,]+", text)] or [_ends(r, text, 3)]
    start, end = r.choice(places)
    drawn = str(r.randrange(10 ** r.randint(1, 60)))
    return text[:start] + r.choice((*NUMBERS, drawn, drawn, drawn)) + text[end:]


def _words(r: random.Random, _corpus: Corpus, text: str) -> str:
    words = text.split(" ")
    start, end = _ends(r, " " * len(words), 8)
    some = words[start:end]
    r.shuffle(some)
    return " ".join(words[:start] + some + words[end:])


def _swap(r: random.Random, corpus: Corpus, text: str) -> str:
    words = text.split(" ")
    words[r.randrange(len(words))] = r.choice(corpus.words[r.choice(LANGUAGES)])
    return " ".join(words)


def _spaces(r: random.Random, _corpus: Corpus, text: str) -> str:
    return text.replace(" ", r.choice((*SPACES, "  ", "", " \u00ad")), r.choice((1, 5, -1)))


def _case(r: random.Random, _corpus: Corpus, text: str) -> str:
    start, end = _ends(r, text, 80)
    return text[:start] + r.choice((str.upper, str.lower, str.title, str.swapcase))(text[start:end]) + text[end:]


_CHANGES: Final[tuple[Callable[[random.Random, Corpus, str], str], ...]] = (
    _insert, _insert, _delete, _delete, _repeat, _splice, _splice, _number, _number, _words, _swap, _swap, _spaces, _case,
)  # fmt: skip


def read(given: Input) -> tuple[Document, tuple[Figure, ...]]:
    """The document of an input, and its figures."""
    text, kind = given.text, given.kind
    blocks = tuple(_blocks(text, kind)) if given.split else (Block(start=0, end=len(text), kind=kind),)
    doc = Document(id="d:x", text_id=text_id(text), uri="x", text=text, language=given.language, blocks=blocks)
    whole = [Sentence(start=0, end=len(text))]
    return doc, find_figures(doc, split_sentences(text, blocks, given.language) if given.split else whole)


def _blocks(text: str, kind: BlockKind) -> Iterator[Block]:
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        yield Block(start=line.start(), end=line.end(), kind="caption" if kind == "row" and number == 0 else kind)


def fault(given: Input) -> str | None:
    """What is wrong with what is read in an input; None where nothing is."""
    try:
        start = time.process_time()
        doc, figures = read(given)
        took = time.process_time() - start
    except Exception:  # noqa: BLE001  any exception is the fault that is looked for
        return traceback.format_exc()
    return next(_broken(doc, figures), None) or _slow(given, took)


def _slow(given: Input, took: float) -> str | None:
    limit = _AT_LEAST + _EACH * len(given.text)
    for _ in range(2):
        if took < limit:
            return None
        start = time.process_time()
        read(given)
        took = min(took, time.process_time() - start)
    return f"slow: {took:.2f} s for {len(given.text)} characters" if took >= limit else None


def _broken(doc: Document, figures: Sequence[Figure]) -> Iterator[str]:
    end = 0
    for number, one in enumerate(figures, start=1):
        if one.id != f"f{number}":
            yield f"id {one.id} at place {number}"
        if not end <= one.start < one.end:
            yield f"order: {one}"
        end = one.end
        for span in (one, one.counted, one.subject, one.base, one.period, one.place):
            if span is not None and not (span.start < span.end and doc.text[span.start : span.end] == span.text):
                yield f"offsets: {span} of {one}"
        yield from _bad_values(one)


def _bad_values(one: Figure) -> Iterator[str]:
    known = [value for value in (one.low, one.high) if value is not None]
    if not all(math.isfinite(value) for value in known if isinstance(value, float)):
        yield f"not finite: {one}"
    if any(abs(value) > _LARGEST for value in known):
        yield f"too large: at {one.start}"
    if len(known) == 2 and known[0] > known[1]:  # noqa: PLR2004  the two ends
        yield f"low over high: {one}"
    if one.is_quantity and not known:
        yield f"no bound: {one}"
    if not one.because:
        yield f"no reason: {one}"


def smaller(given: Input) -> Input:
    """The input cut down as far as the same sort of fault stays."""
    sort = _sort(fault(given))
    step = len(given.text) // 2
    while step:
        at = 0
        while at < len(given.text):
            cut = Input(given.text[:at] + given.text[at + step :], given.language, given.kind, given.split)
            if sort != "slow" and _sort(fault(cut)) == sort:
                given = cut
            else:
                at += step
        step //= 2
    return given


def _sort(found: str | None) -> str | None:
    return found and (found.strip().splitlines()[-1] if found.startswith("Traceback") else found.split(":")[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as told; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="where the draws begin")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="one language or more; all by default")
    parser.add_argument("--only", type=int, help="the number of one input, to read it again")
    told = parser.parse_args(arguments)
    corpus, languages = Corpus.read(), tuple(told.language or LANGUAGES)
    for one in (*languages, *OTHERS):  # word lists are compiled once
        read(Input("5", one, "paragraph", split=True))
    started, number, length = time.monotonic(), told.only or 0, 0
    while time.monotonic() - started < told.seconds:
        given = make(corpus, f"{told.seed}:{number}", languages)
        if (found := fault(given)) is not None:
            _tell(told.seed, number, given, found)
            return 1
        number, length = number + 1, length + len(given.text)
        if told.only is not None:
            break
    print(f"{number} inputs, {length} characters, {time.monotonic() - started:.0f} seconds, seed {told.seed}: no fault")
    return 0


def _tell(seed: int, number: int, given: Input, found: str) -> None:
    print(f"--seed {seed} --only {number}: {given.language}, {given.kind}, split {given.split}\n{ascii(found)[:2000]}")
    print(f"input: {given.text[:2000]!a}")
    print(f"cut down: {smaller(given).text[:2000]!a}")


if __name__ == "__main__":
    sys.exit(main())
