#!/usr/bin/env python3
"""Make the labelled news set of figures from its annotations, and say how far two passes agree.

    python scripts/figures_news.py compile     annotations -> data/figures-news/{own,ntrex}.jsonl
    python scripts/figures_news.py agreement   the two passes against each other
    python scripts/figures_news.py counts      how many sentences and figures, by language and kind

How the annotations are written is in data/figures-news/GUIDELINES.md, under "Notation".
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from sayso.model import QUANTITIES

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "figures-news"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
#: Spaces that nobody sees in an annotation, by what stands for them there.
SPACES: Final = {"{nb}": "\u00a0", "{nn}": "\u202f", "{th}": "\u2009"}
KINDS: Final = (*sorted(QUANTITIES), "date", "time", "ordinal", "identifier", "score")
#: Who is so old and what lasts so long is not labelled.
_NOT_COUNTED: Final = frozenset({"age", "duration"})
_SPANS: Final = {"c": "counted", "b": "base", "t": "period", "p": "place"}
_INTERVAL: Final = re.compile(r"(?P<left>[\[(])(?P<low>[^,]*),(?P<high>[^,]*)(?P<right>[\])])")
_LINK: Final = re.compile(r"(?P<text>.*?)(?: > (?P<link>\d+))?")
_NTH: Final = re.compile(r"(?P<text>.*?)(?:\^(?P<nth>\d))?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


class AnnotationError(ValueError):
    """An annotation that cannot be right; the message names the sentence and the line."""


@dataclass(slots=True)
class Sentence:
    """One sentence with the lines of its figures, as they are written."""

    id: str
    language: str
    origin: str
    text: str
    lines: list[str] = field(default_factory=list)


def read_annotations(path: Path) -> list[Sentence]:
    """The sentences of one file; its name says language and origin ("own.de.txt")."""
    origin, language = path.name.split(".")[:2]
    found: list[Sentence] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            number = line[1:].strip()
            source = f"ntrex:{int(number)}" if origin == "ntrex" else "own"
            found.append(Sentence(f"{language}-{origin}-{number}", language, source, ""))
        elif line.startswith("> "):
            found[-1].text = _spaced(line[2:])
        elif line.strip() and not line.startswith("#"):
            found[-1].lines.append(line)
    return found


def _spaced(text: str) -> str:
    for name, space in SPACES.items():
        text = text.replace(name, space)
    return text


def compile_sentence(sentence: Sentence) -> dict[str, Any]:
    """The sentence as it is published. Raises AnnotationError where a span is not found or a value cannot be."""
    figures: list[dict[str, Any]] = []
    after = 0
    for number, line in enumerate(sentence.lines, 1):
        try:
            figure = _figure(sentence.text, line, after, number)
        except (AnnotationError, ValueError) as error:
            raise AnnotationError(f"{sentence.id}: {line!r}: {error}") from error
        after = figure["start"] + 1
        figures.append(figure)
    for figure in figures:
        problem = check(figure, figures)
        if problem:
            raise AnnotationError(f"{sentence.id}: {figure['text']!r}: {problem}")
    return {
        "id": sentence.id,
        "language": sentence.language,
        "origin": sentence.origin,
        "split": split_of(sentence),
        "text": sentence.text,
        "figures": figures,
    }


def split_of(sentence: Sentence) -> str:
    """The half a sentence is in: by the hash of its text, or of its line in NTREX, so that translations stay together."""
    key = sentence.text if sentence.origin == "own" else sentence.origin
    return "dev" if blake2b(key.encode(), digest_size=1).digest()[0] % 2 else "test"


def _figure(text: str, line: str, after: int, number: int) -> dict[str, Any]:
    surface, kind, value, *rest = (part.strip() for part in line.split(" | "))
    start, end = _find(text, surface, after)
    figure: dict[str, Any] = {"id": f"f{number}", "start": start, "end": end, "text": text[start:end], "kind": kind}
    figure |= _value(value)
    figure |= {"approximate": False, "vague": False, "unit": None, "currency": None, "per": None}
    figure |= {"role": "level", "direction": None, "counted": None, "base": None, "period": None, "place": None}
    figure |= {"optional": False, "open": []}
    for part in rest:
        _option(text, figure, part)
    if kind in _NOT_COUNTED and not figure["counted"]:
        figure["open"].append("counted")
    return figure


def _option(text: str, figure: dict[str, Any], part: str) -> None:
    flags = {"~": "approximate", "vague": "vague", "?": "optional"}
    head, _, tail = part.partition(" ")
    if part in flags:
        figure[flags[part]] = True
    elif head == "in":
        figure["unit"] = tail
    elif head == "per":
        figure["per"] = tail
    elif head in {"from", "to", "change"}:
        figure["role"], figure["direction"] = head, tail or None
    elif _CURRENCY.fullmatch(part):
        figure["currency"] = part
    elif head.rstrip(":") in _SPANS and head.endswith(":"):
        _span(text, figure, _SPANS[head[0]], tail)
    else:
        raise AnnotationError(f"cannot read {part!r}")


def _span(text: str, figure: dict[str, Any], name: str, written: str) -> None:
    if written == "*":
        figure["open"].append(name)
        return
    match = _LINK.fullmatch(written)
    surface, link = (match["text"], match["link"]) if match else (written, None)
    nth = _NTH.fullmatch(surface)
    bare, number = (nth["text"], nth["nth"]) if nth else (surface, None)
    starts = list(_occurrences(text, bare))
    if not starts or (len(starts) > 1 and not number):
        raise AnnotationError(f"{bare!r} stands {len(starts)} times: say which with ^1, ^2")
    start, end = starts[int(number or 1) - 1]
    figure[name] = {"start": start, "end": end, "text": text[start:end]}
    if name == "base":
        figure[name]["figure"] = f"f{link}" if link else None


def _find(text: str, surface: str, after: int) -> tuple[int, int]:
    for start, end in _occurrences(text, surface):
        if start >= after:
            return start, end
    raise AnnotationError(f"{surface!r} does not stand there")


def _occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Where it stands as whole words, else as the beginning of a compound ("Fünfjahres" in "Fünfjahresplan")."""
    body = re.sub(r"(\\?\s)+", r"\\s", re.escape(surface))
    left = r"(?<!\w)" if surface[0].isalnum() else ""
    whole = list(re.finditer(left + body + (r"(?!\w)" if surface[-1].isalnum() else ""), text))
    for match in whole or re.finditer(left + body, text):
        yield match.span()


def _value(written: str) -> dict[str, Any]:
    if written == "-":
        low = high = None
        inclusive = (True, True)
    elif match := _INTERVAL.fullmatch(written):
        low, high = _number(match["low"]), _number(match["high"])
        # An open end is told by None alone.
        inclusive = (low is None or match["left"] == "[", high is None or match["right"] == "]")
    else:
        low = high = _number(written)
        inclusive = (True, True)
    return {"low": low, "high": high, "low_inclusive": inclusive[0], "high_inclusive": inclusive[1]}


def _number(written: str) -> float | int | None:
    if not written.strip():
        return None
    value = float(written)
    return int(value) if value.is_integer() else value


def check(figure: dict[str, Any], figures: list[dict[str, Any]]) -> str:
    """What cannot be right about a figure among those of its sentence; empty if nothing."""
    kind, low, high = figure["kind"], figure["low"], figure["high"]
    base = figure["base"]
    rules = {
        "no such kind": kind not in KINDS,
        "low is above high": low is not None and high is not None and low > high,
        "a quantity has a value": kind in QUANTITIES and low is None and high is None,
        "money has a currency": (kind == "money") != bool(figure["currency"]),
        "a measure has a unit": kind in {"measure", "duration", "age"} and not figure["unit"],
        "only measures, durations, ages and occasions have a unit": bool(figure["unit"])
        and kind not in {"measure", "duration", "age"}
        and figure["unit"] != "time",
        "from, to and change have a direction": (figure["role"] == "level") != (figure["direction"] is None),
        "direction is up or down": figure["direction"] not in {None, "up", "down"},
        "a base rests on an earlier figure": bool(base and base["figure"])
        and base["figure"] not in {one["id"] for one in figures[: figures.index(figure)]},
    }
    return "; ".join(rule for rule, broken in rules.items() if broken)


def compiled(origin: str) -> str:
    """The JSON Lines of one origin ("own" or "ntrex")."""
    paths = [HERE / "annotations" / f"{origin}.{language}.txt" for language in LANGUAGES]
    rows = [compile_sentence(one) for path in paths for one in read_annotations(path)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def passes() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The sentences that were annotated twice, as the first pass and as the second has them."""
    texts = {row["id"]: row for origin in ("own", "ntrex") for row in map(json.loads, compiled(origin).splitlines())}
    first, second = (_pass(HERE / "passes" / name, texts) for name in ("first.txt", "second.txt"))
    for key in first:
        yield first[key], second[key]


def _pass(path: Path, texts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, Sentence] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            row = texts[line[1:].strip()]
            found[row["id"]] = Sentence(row["id"], row["language"], row["origin"], row["text"])
        elif line.strip() and not line.startswith("#"):
            found[next(reversed(found))].lines.append(line)
    return {key: compile_sentence(one) for key, one in found.items()}


def write_counts() -> None:
    """Print sentences and figures by language, and figures by kind."""
    rows = [row for origin in ("own", "ntrex") for row in map(json.loads, compiled(origin).splitlines())]
    names = ("sentences", "of them ntrex", "dev", "test", "without a quantity", "figures", "quantities", *KINDS)
    for name in names:
        print(name, *(counts_of(rows, language)[name] for language in (*LANGUAGES, "")), sep="\t")


def counts_of(rows: list[dict[str, Any]], language: str) -> Counter[str]:
    """The counts of one language, or of all where it is empty."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row["language"] != language and language:
            continue
        kinds = [figure["kind"] for figure in row["figures"]]
        quantities = sum(kind in QUANTITIES for kind in kinds)
        counts.update(["sentences", row["split"], *kinds])
        counts.update({"figures": len(kinds), "quantities": quantities, "without a quantity": not quantities})
        counts["of them ntrex"] += row["origin"] != "own"
    return counts


def main() -> None:
    """Do what the command line asks for."""
    command = " ".join(sys.argv[1:])
    if command == "compile":
        for origin in ("own", "ntrex"):
            (HERE / f"{origin}.jsonl").write_text(compiled(origin), encoding="utf-8")
    elif command == "counts":
        write_counts()
    elif command == "agreement":
        from sayso.bench.own_figures import agreement

        for measure in agreement(passes()):
            print(f"{measure.name:24} {measure.value:.3f} {measure.n:5}  {measure.meaning}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
