#!/usr/bin/env python3
"""Make the labelled set of drift from its annotations, and say how far two passes agree.

    python scripts/drift_news.py compile     annotations -> data/drift-news/{documents,items}.jsonl
    python scripts/drift_news.py agreement   the two passes against each other
    python scripts/drift_news.py counts      how many items, claims and drifts, by split
    python scripts/drift_news.py reuse       shared wording of seven words and more that no label speaks of

How the annotations are written is in data/drift-news/GUIDELINES.md, under "Notation".
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

from sayso.model import DriftKind, Finding

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "drift-news"
LANGUAGES: Final = ("en", "de", "es", "fr")
SPLITS: Final = ("dev", "test")
KINDS: Final = get_args(DriftKind)
FINDINGS: Final = frozenset(get_args(Finding))
#: The number of the last story to develop on.
LAST_OPEN: Final = 16
#: So many words in the same order are reuse; fewer are the language's.
RUN: Final = 7
#: Spaces that nobody sees in an annotation, by what stands for them there.
_SPACES: Final = {"{nb}": "\u00a0", "{nn}": "\u202f"}
_SOURCE: Final = re.compile(
    r"@source (?P<id>\w+) (?P<language>[a-z]{2}) (?P<published>[\d-]{10}) (?P<form>newspaper|report|study) \| (?P<outlet>.+)"
)
_ITEM: Final = re.compile(r"@item (?P<id>[a-z]) (?P<language>[a-z]{2}) (?P<published>[\d-]{10}) \| (?P<outlet>.+)")
_QUOTED: Final = re.compile("“[^”]*”|„[^“]*“|«[^»]*»")
_NTH: Final = re.compile(r"(?P<text>.*?)(?:\^(?P<nth>\d))?")

Place = tuple[int, int]


class AnnotationError(ValueError):
    """An annotation that cannot be right; the message names the item and the line."""


@dataclass(slots=True)
class Page:
    """A source document or an article, with the lines of its labels; `blocks` are kind, start and end."""

    id: str
    about: dict[str, str]
    text: str = ""
    blocks: list[tuple[str, int, int]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, kind: str, words: str) -> None:
        """Put another block at the end, parted by an empty line."""
        start = len(self.text) + 2 if self.text else 0
        self.text += ("\n\n" if self.text else "") + words
        self.blocks.append((kind, start, len(self.text)))

    def published(self) -> dict[str, Any]:
        """The text as it is published."""
        blocks = [{"start": start, "end": end, "kind": kind} for kind, start, end in self.blocks]
        return {"id": self.id, **self.about, "text": self.text, "blocks": blocks}

    def paragraphs(self) -> list[Place]:
        """Where its paragraphs stand: nothing is labelled elsewhere."""
        return [(start, end) for kind, start, end in self.blocks if kind == "paragraph"]


@dataclass(slots=True)
class Story:
    """The source documents of a story by their short names, and the articles that rest on them."""

    number: str
    sources: dict[str, Page] = field(default_factory=dict)
    articles: list[Page] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """A story from its file ("07.txt"). A line that begins with ";" is a remark."""
    story = Story(path.stem)
    page: Page | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(";"):
            continue
        if line.startswith("@"):
            page = _begin(story, line)
        elif page is None:
            raise AnnotationError(f"{path.name}: {line!r} stands before any text")
        elif line[:2] in {"# ", "> "}:
            page.add("title" if line[0] == "#" else "paragraph", _spaced(line[2:].strip()))
        else:
            page.lines.append(line.strip())
    return story


def _begin(story: Story, line: str) -> Page:
    if match := _SOURCE.fullmatch(line):
        about = match.groupdict()
        page = Page(f"{story.number}-{about.pop('id')}", about)
        story.sources[match["id"]] = page
    elif match := _ITEM.fullmatch(line):
        about = match.groupdict()
        page = Page(f"{story.number}{about.pop('id')}", about)
        story.articles.append(page)
    else:
        message = f"{story.number}: cannot read {line!r}"
        raise AnnotationError(message)
    return page


def _spaced(text: str) -> str:
    for name, space in _SPACES.items():
        text = text.replace(name, space)
    return text


def split_of(number: str) -> str:
    """The part that a story is in: the first ones are to develop on, the later ones to measure."""
    return "dev" if int(number[:2]) <= LAST_OPEN else "test"


def compile_item(story: Story, article: Page) -> dict[str, Any]:
    """The item as it is published. Raises AnnotationError where a span is not found or a label cannot be right."""
    language = next(iter(story.sources.values())).about["language"]
    item: dict[str, Any] = {
        "id": article.id,
        "split": split_of(article.id),
        "language": article.about["language"],
        "source_language": language,
        "documents": [source.id for source in story.sources.values()],
        "article": article.published(),
        "claims": [],
    }
    for line in article.lines:
        try:
            _label(story, article, line, item["claims"])
        except (AnnotationError, ValueError) as error:
            message = f"{article.id}: {line!r}: {error}"
            raise AnnotationError(message) from error
    for claim in item["claims"]:
        _refuse({f"{article.id}: {claim['text']!r}: {problem}" for problem in _problems(claim)})
    return item


def _label(story: Story, article: Page, line: str, claims: list[dict[str, Any]]) -> None:
    head, *parts = (part.strip() for part in line.split(" | "))
    kind, _, name = head.partition(" ")
    if kind == "c":
        claims.append(_claim(story, article, name, parts, len(claims) + 1))
    elif kind == "also":
        source = _source(story, name)
        claims[-1]["passages"].append(_passage(source, parts[0]))
    elif kind == "f":
        claims[-1]["figures"].append(_figure(story, article, claims[-1], [name, *parts]))
    elif kind in {"d", "d?"}:
        claims[-1]["drifts"].append(_drift(story, article, claims[-1], name, parts, optional=kind == "d?"))
    else:
        message = "cannot read it"
        raise AnnotationError(message)


def _claim(story: Story, article: Page, name: str, parts: Sequence[str], number: int) -> dict[str, Any]:
    passages = [] if name == "-" else [_passage(_source(story, name), parts[1])]
    return {
        "id": f"c{number}",
        **_span(article, _the_one(article, parts[0], article.paragraphs())),
        "passages": passages,
        "figures": [],
        "drifts": [],
    }


def _source(story: Story, name: str) -> Page:
    _refuse(set() if name in story.sources else {f"no such document: {name}"})
    return story.sources[name]


def _passage(source: Page, written: str) -> dict[str, Any]:
    return {"document": source.id, **_span(source, _the_one(source, written, source.paragraphs()))}


def _figure(story: Story, article: Page, claim: dict[str, Any], parts: Sequence[str]) -> dict[str, Any]:
    written, findings, *given = parts
    told = findings.split("/")
    _refuse({f"no such finding: {one}" for one in told if one not in FINDINGS})
    return {
        **_span(article, _the_one(article, written, [_place(claim)])),
        "findings": told,
        "source": _in_source(story, claim, given[0]) if given else None,
    }


def _drift(
    story: Story, article: Page, claim: dict[str, Any], kind: str, parts: Sequence[str], *, optional: bool
) -> dict[str, Any]:
    _refuse(set() if kind in KINDS else {f"no such kind: {kind}"})
    written, given = parts
    place = _place(claim) if written == "*" else _nearest(article, written, _place(claim))
    return {
        "kind": kind,
        "claim_span": _span(article, place),
        "source_span": _in_source(story, claim, given),
        "optional": optional,
    }


def _in_source(story: Story, claim: dict[str, Any], written: str) -> dict[str, Any]:
    """A span of a source document: in one of the claim's passages, else anywhere in the first one's document."""
    _refuse(set() if claim["passages"] else {"the claim has no passage"})
    by_id = {source.id: source for source in story.sources.values()}
    for passage in claim["passages"]:
        source = by_id[passage["document"]]
        if written == "*":
            return dict(passage)
        if len(_firsts(source, written, [_place(passage)])) > 0:
            return {"document": source.id, **_span(source, _the_one(source, written, [_place(passage)]))}
    source = by_id[claim["passages"][0]["document"]]
    return {"document": source.id, **_span(source, _the_one(source, written, source.paragraphs()))}


def _nearest(article: Page, written: str, claim: Place) -> Place:
    """Words of the claim, else those of the article that stand nearest to it."""
    if _firsts(article, written, [claim]):
        return _the_one(article, written, [claim])
    starts = _firsts(article, written, article.paragraphs())
    _refuse(set() if starts else {f"{written!r} does not stand there"})
    start = min(starts, key=lambda one: max(one[0] - claim[1], claim[0] - one[1]))
    return _whole(article, written, start, article.paragraphs())


def _the_one(page: Page, written: str, within: Sequence[Place]) -> Place:
    """Where it stands within some places; "first words .. last words" is all from the first to the last."""
    starts = _firsts(page, written, within)
    number = _parts(written)[1]
    wrong = len(starts) != 1 and not number
    _refuse({f"{written!r} stands {len(starts)} times: say which with ^1, ^2"} if wrong else set())
    return _whole(page, written, starts[number - 1 if number else 0], within)


def _parts(written: str) -> tuple[str, int, str]:
    head, _, tail = written.partition(" .. ")
    match = _NTH.fullmatch(head)
    return (match["text"], int(match["nth"] or 0), tail) if match else (head, 0, tail)


def _firsts(page: Page, written: str, within: Sequence[Place]) -> list[Place]:
    return list(_occurrences(page, _parts(written)[0], within))


def _whole(page: Page, written: str, start: Place, within: Sequence[Place]) -> Place:
    tail = _parts(written)[2]
    if not tail:
        return start
    ends = [place for place in _occurrences(page, tail, within) if place[0] >= start[1]]
    _refuse(set() if ends else {f"{tail!r} does not stand behind the rest"})
    return start[0], ends[0][1]


def _occurrences(page: Page, surface: str, within: Sequence[Place]) -> Iterator[Place]:
    """Where it stands within some places, as whole words."""
    body = r"\s".join(re.escape(word) for word in surface.split())
    left = r"(?<!\w)" if surface[0].isalnum() else ""
    right = r"(?!\w)" if surface[-1].isalnum() else ""
    for found in re.finditer(left + body + right, page.text):
        if any(start <= found.start() and found.end() <= end for start, end in within):
            yield found.span()


def _place(span: dict[str, Any]) -> Place:
    return span["start"], span["end"]


def _span(page: Page, place: Place) -> dict[str, Any]:
    return {"start": place[0], "end": place[1], "text": page.text[slice(*place)]}


def _refuse(problems: Iterable[str]) -> None:
    told = "; ".join(sorted(problems))
    if told:
        raise AnnotationError(told)


def _problems(claim: dict[str, Any]) -> set[str]:
    """What cannot be right about a claim; empty if nothing."""
    kinds = [(one["kind"], one["optional"]) for one in claim["drifts"]]
    nothing = [one for one in claim["figures"] if one["source"] is None]
    rules = {
        "a drift of one kind stands twice": len({kind for kind, _ in kinds}) != len(kinds),
        "a finding without a figure of the source": any(set(one["findings"]) != {"not_found"} for one in nothing),
        "a certain drift of the base, period or unit with a figure that only matches": _matches_in_spite(claim),
    }
    return {rule for rule, broken in rules.items() if broken}


def _matches_in_spite(claim: dict[str, Any]) -> bool:
    moved = {"base_changed", "period_changed", "unit_changed"}
    sure = any(one["kind"] in moved and not one["optional"] for one in claim["drifts"])
    return sure and bool(claim["figures"]) and all(one["findings"] == ["matches"] for one in claim["figures"])


def stories() -> list[Story]:
    """Every story, in the order in which they are published."""
    return [read_story(path) for path in sorted((HERE / "annotations").glob("*.txt"))]


def compiled() -> dict[str, str]:
    """The two files of the set: source documents and items, as JSON Lines by their name."""
    told = stories()
    documents = [source.published() for story in told for source in story.sources.values()]
    items = [compile_item(story, article) for story in told for article in story.articles]
    return {"documents.jsonl": _lines(documents), "items.jsonl": _lines(items)}


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def passes() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The items that were labelled twice, as the first pass and as the second has them."""
    first = _labelled(HERE / "passes" / "first.txt")
    second = _labelled(HERE / "passes" / "second.txt")
    _refuse(set() if first.keys() == second.keys() else {"the passes have not the same items"})
    known = {article.id: (story, article) for story in stories() for article in story.articles}
    for name, lines in first.items():
        story, article = known[name]
        yield tuple(compile_item(story, _with(article, one)) for one in (lines, second[name]))  # type: ignore[misc]


def _with(article: Page, lines: list[str]) -> Page:
    return Page(article.id, article.about, article.text, article.blocks, lines)


def _labelled(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            found[line[1:].strip()] = []
        elif line.strip() and not line.startswith(";"):
            list(found.values())[-1].append(line.strip())
    return found


def is_cross(item: dict[str, Any]) -> bool:
    """Whether the article and its main source document are in two languages."""
    return bool(item["language"] != item["source_language"])


def is_faithful(claim: dict[str, Any]) -> bool:
    """Whether nothing of a claim drifted, and every figure of it may match; what two readers may see differently is no fault."""
    drifted = any(not one["optional"] for one in claim["drifts"])
    return bool(claim["passages"]) and not drifted and all("matches" in one["findings"] for one in claim["figures"])


def counts_of(items: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How much there is of everything, by name; drifts without optional ones."""
    rows = list(items)
    claims = [claim for item in rows for claim in item["claims"]]
    drifts = Counter(one["kind"] for claim in claims for one in claim["drifts"] if not one["optional"])
    findings = Counter(one["findings"][0] for claim in claims for one in claim["figures"])
    whole = {
        "items": len(rows),
        "of them across languages": sum(map(is_cross, rows)),
        "claims": len(claims),
        "of them faithful": sum(map(is_faithful, claims)),
        "without a passage": sum(not claim["passages"] for claim in claims),
        "figures": findings.total(),
        **{f"of them {name}": findings[name] for name in get_args(Finding)},
        "drifts": drifts.total(),
        "optional drifts": sum(one["optional"] for claim in claims for one in claim["drifts"]),
    }
    return whole | {kind: drifts[kind] for kind in KINDS}


def _columns(items: Sequence[dict[str, Any]]) -> Iterator[tuple[str, list[int]]]:
    groups: list[Callable[[dict[str, Any]], bool]] = [
        lambda item: item["split"] == "dev",
        lambda item: item["split"] == "test",
        lambda item: not is_cross(item),
        is_cross,
        lambda _: True,
    ]
    columns = [counts_of(filter(group, items)) for group in groups]
    for name in columns[0]:
        yield name, [column[name] for column in columns]


def table(items: Sequence[dict[str, Any]]) -> list[str]:
    """The counts as rows of a table: dev, test, one language, across languages, all."""
    return [f"| {name} | {' | '.join(map(str, values))} |" for name, values in _columns(items)]


def shared_runs(item: dict[str, Any], documents: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Runs of words that an article has from a source document, outside of labelled reuse and of quotations."""
    labelled = [
        _place(one["claim_span"])
        for claim in item["claims"]
        for one in claim["drifts"]
        if one["kind"] == "unquoted_reuse"
    ]
    labelled += [found.span() for found in _QUOTED.finditer(item["article"]["text"])]
    words = [found.span() for found in re.finditer(r"\w+", item["article"]["text"])]
    text = item["article"]["text"].lower()
    for name in item["documents"]:
        given = " ".join(re.findall(r"\w+", documents[name]["text"].lower()))
        for at in range(len(words) - RUN + 1):
            run = words[at : at + RUN]
            same = f" {' '.join(text[slice(*word)] for word in run)} " in f" {given} "
            if same and not any(start < run[-1][1] and run[0][0] < end for start, end in labelled):
                yield text[run[0][0] : run[-1][1]]


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in compiled()["items.jsonl"].splitlines()]


def _compile() -> None:
    for name, text in compiled().items():
        (HERE / name).write_text(text, encoding="utf-8")


def _tell_agreement() -> None:
    from sayso.bench.own_drift import agreement

    documents = {row["id"]: row for row in map(json.loads, compiled()["documents.jsonl"].splitlines())}
    for one in agreement(passes(), documents):
        sys.stdout.write(f"| {one.meaning} | {one.value:.3f} | {one.n} |\n")


def _tell_counts() -> None:
    sys.stdout.write("\n".join(table(_rows())) + "\n")


def _tell_reuse() -> None:
    documents = {row["id"]: row for row in map(json.loads, compiled()["documents.jsonl"].splitlines())}
    for item in _rows():
        for run in shared_runs(item, documents):
            sys.stdout.write(f"{item['id']}\t{run}\n")


def main(arguments: Sequence[str]) -> int:
    """Do one of the jobs that the module's head names; 2 where there is no such job."""
    jobs = {"compile": _compile, "agreement": _tell_agreement, "counts": _tell_counts, "reuse": _tell_reuse}
    if len(arguments) != 1 or arguments[0] not in jobs:
        sys.stderr.write(str(__doc__))
        return 2
    jobs[arguments[0]]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
