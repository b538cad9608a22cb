#!/usr/bin/env python3
"""Make the labelled news set of claims from its annotations, and say how far two passes agree.

    python scripts/claims_news.py compile     annotations -> data/claims-news/texts.jsonl
    python scripts/claims_news.py agreement   the two passes against each other
    python scripts/claims_news.py counts      how many texts and claims, by language
    python scripts/claims_news.py show ID     one text's claims, and what of it no claim holds
    python scripts/claims_news.py plain LANG  the texts of a language without their labels, for another pass

How the annotations are written is in data/claims-news/GUIDELINES.md, under "Notation".
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

from sayso.model import Block, CertaintyLevel, Sentence, Sort
from sayso.reading import split_sentences

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "claims-news"
LANGUAGES: Final = ("en", "de", "es", "fr")
SORTS: Final = get_args(Sort)
LEVELS: Final = get_args(CertaintyLevel)
_BLOCKS: Final = {"#": "title", ">": "paragraph", "^": "caption", "%": "heading"}
#: Spaces that nobody sees in an annotation, by what stands for them there.
_SPACES: Final = {"{nb}": "\u00a0", "{nn}": "\u202f"}
_FLAGS: Final = frozenset(("neg", "neg?", "opt"))
_PAIRS: Final = ("()", "«»", "“”", "„“")
_EDGE: Final = " \n\u00a0\u202f.,;:!?…–—\"'“”„‘’‚«»‹›()"


class AnnotationError(ValueError):
    """An annotation that cannot be right; the message names the text and the line."""


@dataclass(slots=True)
class Article:
    """One text with the lines of its labels, as they are written; `blocks` are kind, start and end."""

    id: str
    language: str
    genre: str
    origin: str = "own"
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
            found.append(Article(f"{language}-{head[1:]}", language, *rest.split()))
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
    """The half a text is in: odd numbers are to develop on, even ones to measure."""
    return "dev" if int(article.id.rpartition("-")[2]) % 2 else "test"


def compile_article(article: Article) -> dict[str, Any]:
    """The text as it is published. Raises AnnotationError where a span is not found or a label cannot be right."""
    claims: list[dict[str, Any]] = []
    for line in article.lines:
        try:
            claims.append(_claim(article, line, claims[-1]["end"] if claims else 0))
        except AnnotationError as error:
            message = f"{article.id}: {line!r}: {error}"
            raise AnnotationError(message) from error
    return {
        "id": article.id,
        "language": article.language,
        "split": split_of(article),
        "genre": article.genre,
        "origin": article.origin,
        "text": article.text,
        "blocks": [{"start": start, "end": end, "kind": kind} for kind, start, end in article.blocks],
        "claims": [{"id": f"c{at}"} | one for at, one in enumerate(claims, 1)],
    }


def _claim(article: Article, line: str, behind: int) -> dict[str, Any]:
    labels, bar, words = line.partition(" | ")
    sort, author, source, *flags = (*labels.split(), "", "", "")[: max(3, len(labels.split()))]
    _refuse(
        {
            "no words": not bar,
            f"no such sort: {sort}": sort.rstrip("?") not in SORTS,
            f"no such level: {author}": author.rstrip("?") not in LEVELS,
            f"no such level of a source: {source}": source.rstrip("?") not in {*LEVELS, "-"},
            f"no such flags: {flags}": not _FLAGS.issuperset(flags),
            "nobody is said to say it, and the author does not": author == "unknown" and source in {"-", "unknown"},
        }
    )
    start, end = _place(article, words.strip(), behind)
    unsure = {
        "sort": sort,
        "author": author,
        "source": source,
        "negated": next((one for one in flags if one[0] == "n"), ""),
    }
    return {
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "sort": sort.rstrip("?"),
        "author": author.rstrip("?"),
        "source": None if source.startswith("-") else source.rstrip("?"),
        "negated": bool(unsure["negated"]),
        "unsure": [name for name, label in unsure.items() if label.endswith("?")],
        "optional": "opt" in flags,
    }


def _place(article: Article, words: str, behind: int) -> tuple[int, int]:
    """Where a claim lies: "first words .. last words" is all from the one to the first of the other behind it."""
    head, _, tail = (part.strip() for part in words.partition(" .. "))
    starts = [start for start, _ in _occurrences(article, head) if start >= behind]
    _refuse({f"{head!r} stands {len(starts)} times behind the claim before": len(starts) != 1})
    start = starts[0]
    last = next(end for kind, begin, end in article.blocks if begin <= start < end)
    head_end = next(end for begin, end in _occurrences(article, head) if begin == start)
    ends = [end for begin, end in _occurrences(article, tail) if begin >= head_end] if tail else [head_end]
    _refuse({f"{tail!r} does not stand behind {head!r} in its paragraph": not ends or ends[0] > last})
    return start, _closed(article.text, start, ends[0])


def _closed(text: str, start: int, end: int) -> int:
    """The end of a claim, behind the marks that close what it opens: "horses (2 million)"."""
    for opening, closing in _PAIRS:
        behind = re.compile(rf"[\s.,!?…]?{re.escape(closing)}").match(text, end)
        if behind and text.count(opening, start, end) > text.count(closing, start, end):
            end = behind.end()
    return end


def _occurrences(article: Article, surface: str) -> Iterator[tuple[int, int]]:
    """Where it stands in a paragraph, as whole words; marks at the edges may be written or not."""
    bare = surface.strip(_EDGE)
    body = r"\s".join(re.escape(word) for word in bare.split())
    for found in re.finditer(rf"(?<!\w){body}(?!\w)", article.text):
        if any(kind == "paragraph" and start <= found.start() < end for kind, start, end in article.blocks):
            yield found.span()


def _refuse(problems: dict[str, bool]) -> None:
    told = "; ".join(sorted(problem for problem, broken in problems.items() if broken))
    if told:
        raise AnnotationError(told)


def articles() -> list[Article]:
    """Every text with its labels, in the order in which they are published."""
    paths = [HERE / "annotations" / f"{language}.txt" for language in LANGUAGES]
    return [one for path in paths if path.exists() for one in read_annotations(path)]


def compiled() -> str:
    """The JSON Lines of the set."""
    return "".join(json.dumps(compile_article(one), ensure_ascii=False) + "\n" for one in articles())


def passes() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The texts that were annotated twice, as the first pass and as the second has them."""
    texts = {one.id: one for one in articles()}
    first, second = (_pass(HERE / "passes" / name, texts) for name in ("first.txt", "second.txt"))
    for key in first:
        yield first[key], second[key]


def _pass(path: Path, texts: dict[str, Article]) -> dict[str, dict[str, Any]]:
    found: dict[str, Article] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            one = texts[line[1:].strip()]
            article = Article(one.id, one.language, one.genre, one.origin, one.text, one.blocks)
            found[article.id] = article
        elif line.strip() and not line.startswith(";"):
            article.lines.append(line.strip())
    return {key: compile_article(one) for key, one in found.items()}


def counts_of(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many there are of each thing in some texts."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(("texts", row["split"]))
        counts["words"] += len(re.findall(r"\w+", row["text"]))
        counts["sentences"] += sum(1 for _ in _sentences(row))
        counts["claims"] += len(row["claims"])
        for claim in row["claims"]:
            counts.update((claim["sort"], f"author {claim['author']}", f"source {claim['source'] or '-'}"))
            counts["negated"] += claim["negated"]
            counts["optional"] += claim["optional"]
            counts["sort unsure"] += "sort" in claim["unsure"]
    return counts


def _sentences(row: dict[str, Any]) -> Iterator[Sentence]:
    """The sentences of the paragraphs."""
    blocks = tuple(Block(**block) for block in row["blocks"])
    for sentence in split_sentences(row["text"], blocks, row["language"]):
        if any(one.kind == "paragraph" and one.start <= sentence.start < one.end for one in blocks):
            yield sentence


#: What is counted, in the order in which it is told.
COUNTED: Final = (
    *("texts", "dev", "test", "words", "sentences", "claims", *SORTS, "sort unsure"),
    *(f"author {level}" for level in LEVELS),
    *(f"source {level}" for level in (*LEVELS[:3], "-")),
    *("negated", "optional"),
)


def write_counts() -> None:
    """Print what there is, by language."""
    rows = [json.loads(line) for line in compiled().splitlines()]
    columns = [
        counts_of(row for row in rows if row["language"] in {language, row["language"] * (not language)})
        for language in (*LANGUAGES, "")
    ]
    for name in COUNTED:
        sys.stdout.write("| " + " | ".join([name, *(str(column[name]) for column in columns)]) + " |\n")


def show(identity: str) -> None:
    """Print one text's claims in order, each with its labels, and between them what no claim holds."""
    row = next(compile_article(one) for one in articles() if one.id == identity)
    behind = 0
    for one in row["claims"]:
        _rest(row["text"][behind : one["start"]])
        labels = (one["sort"], one["author"], one["source"] or "-", "neg" * one["negated"], "opt" * one["optional"])
        sys.stdout.write(
            f"{' '.join(labels):32} [{one['text']}] {'?' * bool(one['unsure'])}{','.join(one['unsure'])}\n"
        )
        behind = one["end"]
    _rest(row["text"][behind:])


def _rest(text: str) -> None:
    if text.strip(_EDGE):
        sys.stdout.write(f"{'':32} {text.strip()!r}\n")


def plain(language: str) -> None:
    """Print the texts of a language without labels."""
    for line in (HERE / "annotations" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        head = line.split(" ")[0]
        if head in _BLOCKS or head.startswith("@"):
            sys.stdout.write("\n" * head.startswith("@") + line + "\n")


def main() -> None:
    """Do what the command line asks for."""
    command, *rest = sys.argv[1:] or [""]
    if command == "compile":
        (HERE / "texts.jsonl").write_text(compiled(), encoding="utf-8")
    elif command == "counts":
        write_counts()
    elif command == "show" and rest:
        show(rest[0])
    elif command == "plain" and rest:
        plain(rest[0])
    elif command == "agreement":
        from sayso.bench.own_claims import agreement

        for measure in agreement(passes()):
            sys.stdout.write(f"{measure.name:24} {measure.value:.3f} {measure.n:5}  {measure.meaning}\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
