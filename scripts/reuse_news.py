#!/usr/bin/env python3
"""Make the set of reused passages: articles of which is known, word by word, where each has its words from.

    python scripts/reuse_news.py FOLDER     NTREX-128's folder -> data/reuse-news/{dev,test}.jsonl and {dev,test}.pairs.jsonl

Seeded and deterministic. News items of NTREX-128 are dealt out to the halves, then to origins (printed as they are), hosts (into which
passages of origins are put) and agency copy (printed by many). Every word carries its origin's name and its number there; the truth is
computed from that, whatever was done to the text. What is done is in data/reuse-news/README.md.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "reuse-news"
FILES: Final = {"en": "src.eng", "de": "ref.deu", "fr": "ref.fra", "es": "ref.spa", "it": "ref.ita"}
SEEDS: Final = {"dev": 20261, "test": 77003}
#: Lines of a news item that are used, and passages by least and most words.
LINES: Final = 11
LENGTHS: Final = ((30, 49), (50, 99), (100, 200))
#: Share of the words that are edited, by kind; a passage of fewer than 60 words is not edited more than 18 in a hundred.
RATES: Final = {"none": 0.0, "light": 0.05, "medium": 0.12, "heavy": 0.25}
#: Words that a truth may lack in between, those that make a pair certain, and below which there is none.
GAP: Final = 12
CERTAIN: Final = 28
LEAST: Final = 8
#: How the name of what is boilerplate begins.
FOOTER: Final = "footer-"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the space after it; whose it is and its number there (no origin: -1); `mark` says that nobody reads it as the origin's."""

    text: str
    origin: str = ""
    at: int = -1


@dataclass(slots=True)
class Article:
    """A text of blocks of words, with what is known of it."""

    id: str
    language: str
    outlet: str
    blocks: list[list[Word]]
    kind: str
    published: str = ""
    parent: str | None = None
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)


def words_of(text: str, origin: str = "", at: int = 0) -> list[Word]:
    """The words of a text, each with the space behind it."""
    found = re.findall(r"\S+\s*", text.strip() + " ")
    return [Word(word, origin, at + number if origin else -1) for number, word in enumerate(found)]


class Maker:
    """One half, made with one seed."""

    def __init__(self, half: str, folder: Path) -> None:
        """Read the half's news items in each language."""
        self.half, self.rng = half, random.Random(SEEDS[half])  # noqa: S311 - no secret
        self.own = tomllib.loads((HERE / "own.toml").read_text(encoding="utf-8"))
        self.items = {language: _items(folder, name, half) for language, name in FILES.items()}
        self.articles: list[Article] = []
        self.vocabulary: list[str] = []

    def make(self) -> list[Article]:
        """All articles of the half."""
        for language in FILES:
            self._language(language)
        for number, event in enumerate(one for one in self.own["events"] if one["half"] == self.half):
            for hand, text in enumerate(event["texts"]):
                title, _, body = text.partition(". ")
                article = self._article(
                    event["language"], f"event-{number}-{hand}", [words_of(title), words_of(body)], "event"
                )
                article.published = self._day()
        self._date()
        self._footers()
        self.rng.shuffle(self.articles)
        return self.articles

    def _language(self, language: str) -> None:
        items = self.items[language]
        self.rng.shuffle(items)
        self.vocabulary = sorted(
            {bare for _, lines in items for line in lines for bare in re.findall(r"[^\W\d_]{3,12}", line)}
        )
        copied = 5 if language == "en" else 3
        origins = [self._origin(language, name, lines) for name, lines in items[copied : copied + 24]]
        for number, origin in enumerate(origins):  # what one article takes from is of one month
            origin.published = f"2026-{number // 4 + 1:02d}-{self.rng.randint(1, 24):02d}"
        for name, lines in items[copied + 24 :]:
            self._host(language, name, lines, origins)
        counts = [20, 12, 6, 4, 2] if language == "en" else [7, 4, 2]
        for (name, lines), count in zip(items[:copied], counts, strict=True):
            self._agency(language, name, lines, count)

    def _article(self, language: str, name: str, blocks: list[list[Word]], kind: str, outlet: str = "") -> Article:
        outlet = outlet or self.rng.choice(self.own[language]["outlets"])
        article = Article(f"{language}-{name}", language, outlet, blocks, kind)
        self.articles.append(article)
        return article

    def _origin(self, language: str, name: str, lines: Sequence[str]) -> Article:
        return self._article(language, name, _blocks(lines, f"{language}-{name}"), "origin")

    # -- passages put into other articles

    def _host(self, language: str, name: str, lines: Sequence[str], origins: Sequence[Article]) -> None:
        host = self._article(language, name, _blocks(lines, f"{language}-{name}"), "host")
        month = self.rng.choice([one.published for one in origins])[:7]
        for origin in self.rng.sample([one for one in origins if one.published[:7] == month], 2):
            quote = language != "it" and self.rng.random() < 0.2  # noqa: PLR2004
            block = self._quote(host, origin) if quote else self._passage(host, origin)
            if block:
                host.blocks.insert(self.rng.randrange(2, len(host.blocks) + 1), block)

    def _passage(self, host: Article, origin: Article) -> list[Word]:
        least, most = self.rng.choice(LENGTHS)
        body = [word for block in origin.blocks[1:] for word in block]
        starts = [
            at for at in range(len(body) - least) if at == 0 or re.search(r"[.!?]['\"”»]?\s*$", body[at - 1].text)
        ]
        if not starts:
            return []
        start = self.rng.choice(starts)
        part = body[start : start + self.rng.randint(least, most)]
        kinds = ["none", "light", "medium", "heavy", "cut"] if len(part) >= 60 else ["none", "light", "medium", "heavy"]  # noqa: PLR2004
        kind = self.rng.choice(kinds)
        edited = self._cut(part) if kind == "cut" else self._edited(part, kind)
        credited = host.language != "it" and self.rng.random() < 0.4  # noqa: PLR2004
        host.edits[origin.id] = {"edit": kind, "taken": len(part), "credited": credited, "quoted": False}
        return self._credited(host.language, origin, edited) if credited else edited

    def _credited(self, language: str, origin: Article, part: Sequence[Word]) -> list[Word]:
        return _put(self.rng.choice(self.own[language]["credits"]).replace("{outlet}", origin.outlet), part)

    def _quote(self, host: Article, origin: Article) -> list[Word]:
        body = [word for block in origin.blocks[1:] for word in block if not re.search(r"[\"“”„«»]", word.text)]
        length = self.rng.randint(9, 26)
        start = self.rng.randrange(0, max(1, len(body) - length))
        part = body[start : start + length]
        if len(part) < length or part[-1].at - part[0].at != length - 1:
            return []
        credited = self.rng.random() < 0.6  # noqa: PLR2004
        table = self.own[host.language]
        frame = self.rng.choice(table["quotes"] if credited else table["bare_quotes"]).replace(
            "{outlet}", origin.outlet
        )
        host.edits[origin.id] = {"edit": "quote", "taken": length, "credited": credited, "quoted": True}
        last = part[-1]
        return _put(frame, [*part[:-1], Word(last.text.rstrip(" .,;:"), last.origin, last.at)])

    # -- copies

    def _agency(self, language: str, name: str, lines: Sequence[str], count: int) -> None:
        mark, dateline = self.own[language]["agency"]
        blocks = _blocks(lines, f"{language}-{name}")
        blocks[1] = [*words_of(dateline), *blocks[1]]
        there = self.rng.random() < 0.6  # noqa: PLR2004
        if there:
            self._article(language, f"{name}-wire", blocks, "wire", mark)
        outlets = self.rng.sample(self.own[language]["outlets"], min(count, len(self.own[language]["outlets"])))
        for number, outlet in enumerate(outlets):
            kind = self.rng.choice(["none", "light", "medium", "heavy", "cut", "reorder", "typography", "headline"])
            copy = self._article(
                language, f"{name}-copy-{number}", self._copied(blocks, kind, language), "copy", outlet
            )
            copy.parent = f"{language}-{name}-wire" if there else ""
            copy.edits[f"{language}-{name}"] = {"edit": kind, "taken": 0, "credited": True, "quoted": False}

    def _copied(self, blocks: Sequence[list[Word]], kind: str, language: str) -> list[list[Word]]:
        title, *body = blocks
        if kind in RATES:
            return [title, *(self._edited(block, kind) for block in body)]
        if kind == "cut":
            return [title, *body[: max(3, round(len(body) * self.rng.uniform(0.35, 0.7)))]]
        if kind == "reorder":
            rest = body[1:]
            self.rng.shuffle(rest)
            return [title, body[0], *rest]
        if kind == "typography":
            return [[_set_anew(word, self.rng) for word in block] for block in blocks]
        return [words_of(self.rng.choice(self.own[language]["headlines"])), *body]

    def _edited(self, part: Sequence[Word], kind: str) -> list[Word]:
        rate = min(RATES[kind], 0.18) if len(part) < 60 else RATES[kind]  # noqa: PLR2004
        found: list[Word] = []
        for word in part:
            chance = self.rng.random()
            if chance >= rate:
                found.append(word)
            elif chance < rate * 0.6:
                found.append(Word(re.sub(r"[^\W_]+", self._other(), word.text, count=1)))
            elif chance < rate * 0.8:
                found += [word, Word(self._other() + " ")]
        return found or list(part)

    def _other(self) -> str:
        return self.rng.choice(self.vocabulary)

    def _cut(self, part: Sequence[Word]) -> list[Word]:
        """Without 10 to 25 words from the middle."""
        length = self.rng.randint(10, 25)
        start = self.rng.randint(20, len(part) - length - 15)
        return [*part[:start], *part[start + length :]]

    # -- dates, footers

    def _day(self) -> str:
        return f"2026-{self.rng.randint(1, 9):02d}-{self.rng.randint(1, 24):02d}"

    def _date(self) -> None:
        days: dict[str, str] = defaultdict(self._day)
        for article in self.articles:
            if article.kind == "origin":
                days[article.id] = article.published
            if article.kind == "wire":
                article.published = days[article.id]
        for article in self.articles:
            if article.kind == "host":
                after = max((days[origin] for origin in article.edits), default=self._day())
                article.published = _later(after, self.rng.choice([0, 1, 1, 2, 3, 9]))
            if article.kind == "copy":
                article.published = _later(
                    days[article.parent or article.id.rpartition("-copy")[0]], self.rng.choice([0, 0, 1])
                )
        for article in self.articles:
            if self.rng.random() < 0.06:  # noqa: PLR2004
                article.published = ""

    def _footers(self) -> None:
        for article in self.articles:
            table = self.own[article.language]
            number = table["outlets"].index(article.outlet) if article.outlet in table["outlets"] else 0
            if number % 3 != 2 and article.kind != "wire":  # noqa: PLR2004 - every third outlet has none
                footer = table["footers"][number % len(table["footers"])].replace("{outlet}", article.outlet)
                article.blocks.append(words_of(footer, f"footer-{article.language}-{number % len(table['footers'])}"))
            if self.rng.random() < 0.12:  # noqa: PLR2004
                article.blocks.append(words_of(table["shared"][0], f"footer-{article.language}-shared"))
            if number < 4 and self.rng.random() < 0.6:  # noqa: PLR2004
                bio = number % len(table["bios"])
                article.blocks.append(words_of(table["bios"][bio], f"footer-{article.language}-bio-{bio}"))


def _items(folder: Path, name: str, half: str) -> list[tuple[str, list[str]]]:
    names = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    lines = (folder / f"newstest2019-{name}.txt").read_text(encoding="utf-8").split("\n")
    items: dict[str, list[str]] = defaultdict(list)
    for item, line in zip(names, lines, strict=False):
        if item and half_of(item) == half:
            items[item].append(line.strip())
    return _alone({item: found[:LINES] for item, found in items.items() if len(found) >= 5})  # noqa: PLR2004


def _alone(items: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """News items without those that share LEAST words in a row with one before: two papers heard the same speech, and that is no passage of ours."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for item, lines in items.items():
        bare = re.findall(r"[^\W_]+", " ".join(lines).lower())
        own = {tuple(bare[at : at + LEAST]) for at in range(len(bare) - LEAST + 1)}
        if seen.isdisjoint(own):
            found.append((item, lines))
            seen |= own
    return found


def half_of(item: str) -> str:
    """The half of a news item, in all languages, by the hash of its name."""
    return "dev" if blake2b(item.encode(), digest_size=1).digest()[0] % 2 else "test"


def _blocks(lines: Sequence[str], origin: str) -> list[list[Word]]:
    """The title, then two lines a paragraph; words are numbered through."""
    found, at = [], 0
    for part in (lines[:1], *(lines[start : start + 2] for start in range(1, len(lines), 2))):
        block = words_of(" ".join(part), origin, at)
        found.append(block)
        at += len(block)
    return found


def _put(frame: str, part: Sequence[Word]) -> list[Word]:
    before, after = frame.split("{passage}")
    first, last = part[0], part[-1]
    start = before.rpartition(" ")
    found = [*words_of(start[0])] if start[0] else []
    ending, _, rest = after.partition(" ")
    inner = [
        Word(start[2] + first.text, first.origin, first.at),
        *part[1:-1],
        Word(last.text.rstrip() + ending + " ", last.origin, last.at),
    ]
    return [*found, *inner, *words_of(rest)] if rest.strip() else [*found, *inner]


def _set_anew(word: Word, rng: random.Random) -> Word:
    """The same word as another desk sets it: other quotation marks, spaces and hyphens that are not seen."""
    text = word.text.replace("“", '"').replace("”", '"').replace("’", "'").replace(" - ", " – ")
    if rng.random() < 0.1:  # noqa: PLR2004
        text = text.replace(" ", "\u00a0")
    if len(text) > 9 and rng.random() < 0.2:  # noqa: PLR2004
        text = f"{text[:4]}\u00ad{text[4:]}"
    return Word(text, word.origin, word.at)


def _later(day: str, days: int) -> str:
    year, month, number = map(int, day.split("-"))
    return f"{year}-{month:02d}-{min(28, number + days):02d}"


def as_row(article: Article) -> tuple[dict[str, Any], list[tuple[Word, int, int]]]:
    """An article as it is published, and its words with their places."""
    text, blocks, placed, footers = "", [], [], {}
    for number, block in enumerate(article.blocks):
        start = len(text)
        for word in block:
            bare = word.text.rstrip()
            placed.append((word, len(text), len(text) + len(bare)))
            text += word.text
        text = text.rstrip()
        blocks.append([start, len(text)])
        if block[0].origin.startswith(FOOTER):
            footers[str(number)] = block[0].origin.removeprefix(FOOTER)
        text += "\n\n"
    row = {
        "id": article.id, "language": article.language, "outlet": article.outlet, "published": article.published or None,
        "kind": article.kind, "parent": article.parent, "text": text.rstrip() + "\n", "blocks": blocks, "footers": footers,
    }  # fmt: skip
    return row, placed


def truth(articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
    """What any two articles share, from where their words are from: one row a stretch of at least LEAST words."""
    placed = {one.id: as_row(one)[1] for one in articles}
    holders: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        for word, _, _ in placed[article.id]:
            if word.origin and not word.origin.startswith(FOOTER):
                holders[word.origin][article.id] = article
    for origin in sorted(holders):
        for one, other in combinations(sorted(holders[origin]), 2):
            yield from _shared(origin, holders[origin][one], holders[origin][other], placed)


def _shared(origin: str, one: Article, other: Article, placed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    where = {word.at: at for at, (word, _, _) in enumerate(placed[other.id]) if word.origin == origin}
    met = [
        (at, where[word.at])
        for at, (word, _, _) in enumerate(placed[one.id])
        if word.origin == origin and word.at in where
    ]
    for run in _stretches(met):
        if len(run) >= LEAST:
            yield _truth_row(origin, one, other, run, placed)


def _stretches(met: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for pair in met:
        if run and not (0 < pair[0] - run[-1][0] <= GAP + 1 and 0 < pair[1] - run[-1][1] <= GAP + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _truth_row(
    origin: str, one: Article, other: Article, run: Sequence[tuple[int, int]], placed: dict[str, Any]
) -> dict[str, Any]:
    (first_a, first_b), (last_a, last_b) = run[0], run[-1]
    words = placed[one.id], placed[other.id]
    taken = max(last_a - first_a, last_b - first_b) + 1
    how = [article.edits[origin] for article in (one, other) if origin in article.edits]
    quoted = any(each["quoted"] for each in how)
    kind = "quote" if quoted else how[0]["edit"] if len(how) == 1 else "both"
    first = next((article for article in (one, other) if article.id == origin or article.kind == "wire"), None)
    taker = None if first is None else other if first is one else one
    return {
        "a": one.id, "b": other.id,
        "a_span": [words[0][first_a][1], words[0][last_a][2]],
        "b_span": [words[1][first_b][1], words[1][last_b][2]],
        "words": taken, "kind": kind,
        "certain": taken >= CERTAIN or quoted,
        "original": first.id if first else None,
        "quoted": bool(taker and taker.edits.get(origin, {}).get("quoted")),
        "credited": bool(taker and taker.edits.get(origin, {}).get("credited")),
    }  # fmt: skip


def main(folder: Path) -> None:
    """Write both halves."""
    for half in SEEDS:
        articles = Maker(half, folder).make()
        for name, rows in (("", [as_row(one)[0] for one in articles]), (".pairs", list(truth(articles)))):
            lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
            (HERE / f"{half}{name}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
