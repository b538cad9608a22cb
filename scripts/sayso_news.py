#!/usr/bin/env python3
"""Make the labelled news set of say-so from its annotations, and say how far two passes agree.

    python scripts/sayso_news.py compile     annotations -> data/sayso-news/texts.jsonl
    python scripts/sayso_news.py agreement   the two passes against each other, the texts of one time at a time
    python scripts/sayso_news.py counts      how many texts and attributions, by language
    python scripts/sayso_news.py show ID     one text's labels, each span with its surroundings

How the annotations are written is in data/sayso-news/GUIDELINES.md, under "Notation".
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, get_args

from sayso.model import SourceKind, Speech

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "sayso-news"
LANGUAGES: Final = ("en", "de", "es", "fr")
KINDS: Final = frozenset(get_args(SourceKind))
#: The first and last text to measure on, which nobody looks at; all others are to develop on.
TO_MEASURE: Final = (31, 38)
#: The first and last of those that were labelled twice at one time.
TWICE: Final = ((1, 16), (23, 30), (31, 38))
_SPEECH: Final = {one[0]: one for one in get_args(Speech)}
_BLOCKS: Final = {"#": "title", ">": "paragraph", "^": "caption", "%": "heading"}
#: Spaces that nobody sees in an annotation, by what stands for them there.
_SPACES: Final = {"{nb}": "\u00a0", "{nn}": "\u202f"}
_ATTRIBUTION: Final = re.compile(r"(?P<number>\d+) (?P<speech>[dim])(?P<marks>[?~]*) \| (?P<rest>.+)")
_SPEAKER: Final = re.compile(r"= (?P<id>[\w-]+): (?P<kinds>[a-z/]+) (?P<named>named|unnamed)(?: \| (?P<mentions>.+))?")
_NTH: Final = re.compile(r"(?P<text>.*?)(?:\^(?P<nth>\d))?")

Place = tuple[int, int]


class AnnotationError(ValueError):
    """An annotation that cannot be right; the message names the text and the line."""


@dataclass(slots=True)
class Article:
    """One text with the lines of its labels, as they are written; `blocks` are kind, start and end."""

    id: str
    language: str
    desk: str
    text: str = ""
    blocks: list[tuple[str, int, int]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, kind: str, words: str) -> None:
        """Put another block at the end, parted by an empty line."""
        start = len(self.text) + 2 if self.text else 0
        self.text += ("\n\n" if self.text else "") + words
        self.blocks.append((kind, start, len(self.text)))


def read_annotations(path: Path) -> list[Article]:
    """The texts of one file; its name says the language ("de.txt"). A line that begins with ";" is a remark."""
    language = path.name.split(".")[0]
    found: list[Article] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if head.startswith("@"):
            found.append(Article(f"{language}-{head[1:]}", language, rest.strip()))
        elif head in _BLOCKS and rest:
            found[-1].add(_BLOCKS[head], _spaced(rest.strip()))
        elif line.strip() and not line.startswith(";"):
            found[-1].lines.append(line.strip())
    return found


def _spaced(text: str) -> str:
    for name, space in _SPACES.items():
        text = text.replace(name, space)
    return text


def split_of(article: Article) -> str:
    """The part a text is in: those that were looked at are to develop on, the others to measure."""
    first, last = TO_MEASURE
    return "test" if first <= int(article.id.rpartition("-")[2]) <= last else "dev"


def compile_article(article: Article) -> dict[str, Any]:
    """The text as it is published. Raises AnnotationError where a span is not found or a label cannot be right."""
    compiled: dict[str, Any] = {
        "id": article.id,
        "language": article.language,
        "split": split_of(article),
        "desk": article.desk,
        "text": article.text,
        "blocks": [{"start": start, "end": end, "kind": kind} for kind, start, end in article.blocks],
        "attributions": [],
        "speakers": [],
        "distancing_quotes": [],
    }
    for line in sorted(article.lines, key=lambda one: "=123456789q".find(one[0])):
        try:
            _label(article, line, compiled)
        except (AnnotationError, ValueError) as error:
            message = f"{article.id}: {line!r}: {error}"
            raise AnnotationError(message) from error
    _finish(compiled)
    return compiled


def _label(article: Article, line: str, compiled: dict[str, Any]) -> None:
    if line.startswith("q "):
        compiled["distancing_quotes"].append(_span(article.text, _the_one(article, line[2:])))
    elif match := _SPEAKER.fullmatch(line):
        compiled["speakers"].append(_speaker(article, match))
    elif match := _ATTRIBUTION.fullmatch(line):
        compiled["attributions"].append(_attribution(article, match, compiled["speakers"]))
    else:
        message = "cannot read it"
        raise AnnotationError(message)


def _speaker(article: Article, match: re.Match[str]) -> dict[str, Any]:
    kinds = match["kinds"].split("/")
    _refuse({f"no such kind: {kind}" for kind in kinds if kind not in KINDS})
    mentions = [_the_one(article, one) for one in match["mentions"].split(" ; ")] if match["mentions"] else []
    return {
        "id": match["id"],
        "kinds": kinds,
        "named": match["named"] == "named",
        "mentions": [_span(article.text, place) for place in mentions],
    }


def _attribution(article: Article, match: re.Match[str], speakers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    source, cue, content, speaker, *options = (part.strip() for part in match["rest"].split(" | "))
    contents = _contents(article, content)
    cues = _near_all(article, cue, contents, contents)
    sources = _near_all(article, source, cues or contents, (*contents, *cues))
    behind = next((one for one in speakers if one["id"] == speaker), None)
    _refuse({f"no such speaker: {speaker}"} if behind is None and speaker != "-" else set())
    label: dict[str, Any] = {
        "id": f"a{match['number']}",
        "source": [_span(article.text, place) for place in sources],
        "cue": [_span(article.text, place) for place in cues],
        "content": [_span(article.text, place) for place in contents],
        "speech": _SPEECH[match["speech"]],
        "source_kinds": behind["kinds"] if behind else ["unknown"],
        "named": behind["named"] if behind else False,
        "resolves_to": None,
        "speaker": behind["id"] if behind else None,
        "within": None,
        "suggested": "~" in match["marks"],
        "optional": "?" in match["marks"],
    }
    for option in options:
        _option(article, label, option)
    return label


def _option(article: Article, label: dict[str, Any], option: str) -> None:
    head, _, tail = option.partition(" ")
    if head == "in":
        label["within"] = f"a{int(tail)}"
    elif head == ">":
        before = label["source"][0]["start"] if label["source"] else label["content"][0]["start"]
        label["resolves_to"] = _span(article.text, _last_before(article, tail, before))
    elif head == "kind":
        label["source_kinds"] = tail.split("/")
        _refuse({f"no such kind: {kind}" for kind in label["source_kinds"] if kind not in KINDS})
    else:
        message = f"cannot read {option!r}"
        raise AnnotationError(message)


def _contents(article: Article, written: str) -> list[Place]:
    """The parts of what is said, in order; "first words .. last words" stands for all from the first to the last."""
    found: list[Place] = []
    for part in written.split(" + "):
        head, _, tail = part.partition(" .. ")
        start, end = _the_one(article, head)
        if tail:
            ends = [place for place in _occurrences(article, tail) if place[0] >= end]
            _refuse(set() if ends else {f"{tail!r} does not stand behind {head!r}"})
            end = ends[0][1]
        found.append((start, end))
    return found


def _near_all(article: Article, written: str, anchor: Sequence[Place], taken: Sequence[Place]) -> list[Place]:
    """The parts of a source or cue: each the occurrence nearest to the anchor, outside what is taken."""
    if written == "-":
        return []
    found: list[Place] = []
    for part in written.split(" + "):
        match = _NTH.fullmatch(part)
        if match and match["nth"]:
            found.append(_the_one(article, part))
            continue
        free = [one for one in _occurrences(article, part) if not any(_overlap(one, other) for other in taken)]
        _refuse(set() if free else {f"{part!r} does not stand there"})
        found.append(min(free, key=lambda one: min(_gap(one, other) for other in anchor)))
    return sorted(found)


def _the_one(article: Article, written: str) -> Place:
    match = _NTH.fullmatch(written)
    bare, number = (match["text"], match["nth"]) if match else (written, None)
    places = list(_occurrences(article, bare))
    _refuse(
        {f"{bare!r} stands {len(places)} times: say which with ^1, ^2"} if len(places) != 1 and not number else set()
    )
    return places[int(number or 1) - 1]


def _last_before(article: Article, written: str, before: int) -> Place:
    if "^" in written:
        return _the_one(article, written)
    places = [place for place in _occurrences(article, written) if place[1] <= before]
    _refuse(set() if places else {f"{written!r} does not stand before the source"})
    return places[-1]


def _occurrences(article: Article, surface: str) -> Iterator[Place]:
    """Where it stands in a paragraph, as whole words."""
    body = r"\s".join(re.escape(word) for word in surface.split())
    left = r"(?<!\w)" if surface[0].isalnum() else ""
    right = r"(?!\w)" if surface[-1].isalnum() else ""
    for found in re.finditer(left + body + right, article.text):
        if any(kind == "paragraph" and start <= found.start() < end for kind, start, end in article.blocks):
            yield found.span()


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: Place, other: Place) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _span(text: str, place: Place) -> dict[str, Any]:
    return {"start": place[0], "end": place[1], "text": text[slice(*place)]}


def _refuse(problems: Iterable[str]) -> None:
    told = "; ".join(sorted(problems))
    if told:
        raise AnnotationError(told)


def _finish(compiled: dict[str, Any]) -> None:
    """Put the labels in order, give every speaker all its mentions, and refuse what cannot be right."""
    attributions = compiled["attributions"]
    problems = {f"{compiled['id']}: {problem}" for one in attributions for problem in check(one, attributions)}
    numbers = [int(one["id"][1:]) for one in attributions]
    _refuse(
        problems
        | (
            {f"{compiled['id']}: numbers are not 1, 2, 3 ..."}
            if sorted(numbers) != list(range(1, len(numbers) + 1))
            else set()
        )
    )
    for speaker in compiled["speakers"]:
        spans = list(speaker["mentions"])
        for one in attributions:
            if one["speaker"] == speaker["id"]:
                spans += [*one["source"], *([one["resolves_to"]] if one["resolves_to"] else [])]
        unique = {(span["start"], span["end"]): span for span in spans}
        speaker["mentions"] = [unique[place] for place in sorted(unique)]
        _refuse(
            set()
            if any(one["speaker"] == speaker["id"] for one in attributions)
            else {f"{compiled['id']}: {speaker['id']} says nothing"}
        )
    compiled["distancing_quotes"].sort(key=lambda span: span["start"])
    compiled["attributions"].sort(key=lambda one: int(one["id"][1:]))


def check(one: dict[str, Any], attributions: Sequence[dict[str, Any]]) -> set[str]:
    """What cannot be right about an attribution among those of its text; empty if nothing."""
    outer = next((other for other in attributions if other["id"] == one["within"]), None)
    apart = all(first["end"] <= second["start"] for first, second in pairwise(one["content"]))
    rules = {
        "parts of the content are not in order": not apart,
        "what is certain has a cue": not one["suggested"] and not one["cue"],
        "a source without a cue": bool(one["source"]) and not one["cue"],
        "holds itself": one["within"] == one["id"],
        "is within one that is not there": one["within"] is not None and outer is None,
        "lies outside what holds it": outer is not None and not _holds(outer, one),
    }
    return {f"{one['id']} {rule}" for rule, broken in rules.items() if broken}


def _holds(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Whether the one's content holds the other's source and cue, or (as in "P, X reports, citing Y") its content."""
    return _inside([*inner["source"], *inner["cue"]], outer["content"]) or _inside(inner["content"], outer["content"])


def _inside(parts: Sequence[dict[str, Any]], holders: Sequence[dict[str, Any]]) -> bool:
    return bool(parts) and all(
        any(holder["start"] <= part["start"] and part["end"] <= holder["end"] for holder in holders) for part in parts
    )


def articles() -> list[Article]:
    """Every text with its labels, in the order in which they are published."""
    return [one for language in LANGUAGES for one in read_annotations(HERE / "annotations" / f"{language}.txt")]


def compiled() -> str:
    """The JSON Lines of the set."""
    return "".join(json.dumps(compile_article(one), ensure_ascii=False) + "\n" for one in articles())


def passes() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The texts that were annotated twice, as the first pass and as the second has them."""
    texts = {one.id: one for one in articles()}
    first, second = (_pass(HERE / "passes" / name, texts) for name in ("first.txt", "second.txt"))
    yield from ((one, second[key]) for key, one in first.items())


def _pass(path: Path, texts: dict[str, Article]) -> dict[str, dict[str, Any]]:
    found: dict[str, Article] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            one = texts[line[1:].strip()]
            found[one.id] = Article(one.id, one.language, one.desk, one.text, one.blocks)
        elif line.strip() and not line.startswith(";"):
            found[next(reversed(found))].lines.append(line.strip())
    return {key: compile_article(one) for key, one in found.items()}


def counts_of(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many of each thing there are in some texts."""
    counts: Counter[str] = Counter({"texts": 0, "dev": 0, "test": 0})
    for row in rows:
        labels = row["attributions"]
        counts.update(["texts", row["split"]])
        counts.update(
            {"words": len(row["text"].split()), "attributions": len(labels), "speakers": len(row["speakers"])}
        )
        counts["suggested"] += sum(one["suggested"] for one in labels)
        counts["within another"] += sum(one["within"] is not None for one in labels)
        counts["without a source"] += sum(not one["source"] and not one["suggested"] for one in labels)
        counts["unnamed"] += sum(bool(one["source"]) and not one["named"] for one in labels)
        counts["go back to another mention"] += sum(one["resolves_to"] is not None for one in labels)
        counts["distancing quotes"] += len(row["distancing_quotes"])
        counts.update(one["speech"] for one in labels)
    return counts


def write_counts() -> None:
    """Print what there is, by language."""
    rows = [json.loads(line) for line in compiled().splitlines()]
    columns = [
        counts_of(row for row in rows if row["language"] in {language, row["language"] * (not language)})
        for language in (*LANGUAGES, "")
    ]
    for name in columns[-1]:
        sys.stdout.write("| " + " | ".join([name, *(str(column[name]) for column in columns)]) + " |\n")


def show(identity: str) -> None:
    """Print one text's labels, each span with what stands around it."""
    row = next(compile_article(one) for one in articles() if one.id == identity)
    for one in row["attributions"]:
        told = [one["id"], one["speech"], "suggested" * one["suggested"], one["speaker"] or "-", one["within"] or ""]
        sys.stdout.write(" ".join(told) + "\n")
        for name in ("source", "cue", "content"):
            for span in one[name]:
                before, after = row["text"][max(0, span["start"] - 20) : span["start"]], row["text"][span["end"] :][:12]
                sys.stdout.write(f"   {name:8}{before!r:>26} [{span['text']}] {after!r}\n")


def main() -> None:
    """Do what the command line asks for."""
    command, *rest = sys.argv[1:] or [""]
    if command == "compile":
        (HERE / "texts.jsonl").write_text(compiled(), encoding="utf-8")
    elif command == "counts":
        write_counts()
    elif command == "show" and rest:
        show(rest[0])
    elif command == "agreement":
        from sayso.bench.own_sayso import agreement

        for first, last in TWICE:
            for one in agreement(pair for pair in passes() if first <= int(pair[0]["id"][3:]) <= last):
                sys.stdout.write(f"{first:2} to {last:2} {one.name:24} {one.value:.3f} {one.n:5}  {one.meaning}\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
