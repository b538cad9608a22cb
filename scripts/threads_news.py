#!/usr/bin/env python3
"""Make the set of threads: articles that tell one claim, of which is known what became of its figure and who rests on whom.

    python scripts/threads_news.py     own.toml and fresh.toml of data/threads-news -> {dev,test,fresh,aside}{,.threads}.jsonl beside them

Seeded and deterministic. Claims and what became of them are written by hand in own.toml and fresh.toml; headlines, further paragraphs, dates and
reprints are dealt out here. Origins and circles are computed from who rests on whom. What is in it: data/threads-news/README.md.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "threads-news"
#: The halves of own.toml, into which threads are dealt by their names, and those of fresh.toml, where each says its own.
HALVES: Final = ("dev", "test")
FRESH: Final = ("fresh", "aside")
#: Reprints of a thread's articles, and the share of them that say whom they are from.
REPRINTS: Final = (0, 1, 1, 2, 3)
CREDITED: Final = 0.5
#: A day of the year on which a thread begins at the latest.
LAST: Final = 300

Row = dict[str, Any]
#: An article before an outlet's name that has one of its own: "the The Dales Post" is not written.
_ARTICLE: Final = re.compile(r"(?:The|La|Le|El|Il|L’)\b")
_BEFORE: Final = re.compile(r"(?<!\w)(?:the|das|die|der|den|dem|le|la|el|il) $")
_MARK: Final = re.compile(r"\[(?:(\d):)?([^\]]+)\]|<(\w)\|([^>]+)>|\$(\w)")


@dataclass(slots=True)
class Article:
    """An article as it is planned: `plan` is its line of own.toml, `paragraphs` are with their marks."""

    plan: Row
    outlet: str
    published: str | None
    title: str
    paragraphs: list[str]
    rests: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its letter."""
        return str(self.plan["i"])


class Maker:
    """One thread, made with a seed of its own."""

    def __init__(self, own: Mapping[str, Any], thread: Row) -> None:
        """Deal out what the articles have in common."""
        self.own, self.id = own, str(thread["id"])
        seed = int.from_bytes(blake2b(self.id.encode(), digest_size=8).digest())
        self.rng = random.Random(seed)  # noqa: S311 - no secret
        self.first = date(2026, 1, 1) + timedelta(days=self.rng.randrange(LAST))
        self.fillers = {language: self._dealt(own[language]["fillers"]) for language in _languages(own)}
        self.articles: dict[str, Article] = {}
        for plan in thread["articles"]:
            self.articles[plan["i"]] = self._article(plan)
        self._reprint()

    def _dealt(self, some: Sequence[str]) -> list[str]:
        return self.rng.sample(list(some), len(some))

    def _article(self, plan: Row) -> Article:
        table = self.own[plan["l"]]
        day = plan.get("d")
        published = None if day is None else (self.first + timedelta(days=day)).isoformat()
        left = self.fillers[plan["l"]]
        fillers = [left.pop() for _ in range(min(len(left), self.rng.choice((0, 1, 1, 2))))]
        rests = [tuple(one.split()) for one in str(plan.get("r", "")).split(";") if one]
        return Article(
            plan=plan,
            outlet=table["outlets"][plan["o"]],
            published=published,
            title=self.rng.choice(table["titles"]),
            paragraphs=[*(self._copied(part) for part in plan["p"].split("\n")), *fillers],
            rests=[(on, how) for on, how in rests],
        )

    def _copied(self, part: str) -> str:
        found = re.fullmatch(r"=(\w)(?:\((.+?)=>(.+?)\))?", part)
        if found is None:
            return part
        text = self.articles[found[1]].paragraphs[0]
        return text.replace(found[2], found[3]) if found[2] else text

    def _reprint(self) -> None:
        """Articles that other outlets print as they are, with a line of credit or without one."""
        members = [
            one for one in self.articles.values() if "x" not in one.plan and one.published and len(one.paragraphs) > 1
        ]
        for at, one in enumerate(self.rng.sample(members, min(len(members), self.rng.choice(REPRINTS)))):
            table, language = self.own[one.plan["l"]], one.plan["l"]
            used = {other.outlet for other in self.articles.values()}
            free = [number for number, name in enumerate(table["outlets"]) if name not in used]
            if not free:
                continue
            credited = self.rng.random() < CREDITED
            line = [self.rng.choice(table["credits"]).replace("{outlet}", f"${one.name}")] if credited else []
            day = (date.fromisoformat(one.published or "") - self.first).days + 1
            plan = {
                "i": str(at + 1),
                "l": language,
                "o": self.rng.choice(free),
                "d": day,
                "f": one.name,
                "p": "",
                "r": f"{one.name} takes",
            }
            copy = self._article(plan)
            copy.paragraphs = [*one.paragraphs, *line]
            copy.rests += [(one.name, "says")] if credited else []
            self.articles[copy.name] = copy

    # -- as it is published

    def rows(self) -> Iterator[Row]:
        """Every article as it is published."""
        for one in self.articles.values():
            yield self._row(one)

    def _row(self, one: Article) -> Row:
        text, blocks, figures, links = "", [], [], []
        for part in (one.title, *one.paragraphs):
            start = len(text)
            for piece, mark in self._pieces(part):
                at = (len(text), len(text) + len(piece))
                text += piece
                if mark and mark[0] == "figure":
                    figures.append([*at, int(mark[1])])
                elif mark:
                    links.append([*at, self._address(self.articles[mark[1]])])
            blocks.append([start, len(text)])
            text += "\n\n"
        return {
            "id": self._id(one), "thread": self.id, "member": "x" not in one.plan, "language": one.plan["l"], "outlet": one.outlet,
            "published": one.published, "uri": self._address(one), "title": one.title, "text": text.rstrip() + "\n", "blocks": blocks,
            "links": links, "figures": figures,
        }  # fmt: skip

    def _pieces(self, part: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
        """A paragraph without its marks, in pieces, each with what it is."""
        at = 0
        for found in _MARK.finditer(part):
            before = part[at : found.start()]
            own = found[5] and _ARTICLE.match(self.articles[found[5]].outlet)
            yield (_BEFORE.sub("", before) if own else before), None
            if found[2]:
                yield found[2], ("figure", found[1] or "1")
            elif found[3]:
                yield found[4], ("link", found[3])
            else:
                yield self.articles[found[5]].outlet, None
            at = found.end()
        yield part[at:], None

    def _id(self, one: Article) -> str:
        return f"{self.id}-{one.name}"

    def _address(self, one: Article) -> str:
        host = re.sub(r"[^a-z]+", "-", one.outlet.lower().encode("ascii", "ignore").decode()).strip("-")
        return f"https://{host}.example/{self.id}/{one.name}"

    # -- what is known

    def truth(self) -> Row:
        """What is known of the thread."""
        members = [one for one in self.articles.values() if "x" not in one.plan]
        steps = [
            {
                "before": self._id(self.articles[one.plan["f"]]),
                "after": self._id(one),
                "kinds": one.plan.get("k", "same").split(","),
            }
            for one in members
            if one.plan.get("f")
        ]
        graph = {self._id(one): self._on(one) for one in members}
        return {
            "id": self.id, "articles": [self._id(one) for one in members], "steps": steps,
            "rests": [{"document": one, "on": on} for one, to in graph.items() for on in sorted(to)], **origins(graph),
        }  # fmt: skip

    def _on(self, one: Article) -> set[str]:
        """The articles and sources that one rests on; a reprint has the sources of what it prints."""
        own = {self._id(self.articles[on]) for on, how in one.rests if how != "ties"}
        origin = self.articles[one.plan["f"]] if one.name.isdigit() else one
        own |= {self._id(self.articles[on]) for on, how in origin.rests if how != "ties"}
        sources = {source for source in str(origin.plan.get("s", "")).split(";") if source and source != "?"}
        return own | {f"s:{source}" for source in sources}


def _languages(own: Mapping[str, Any]) -> list[str]:
    return [name for name, table in own.items() if isinstance(table, dict)]


def origins(graph: Mapping[str, set[str]]) -> Row:
    """Roots, circles and how many origins are independent, by who can be reached from whom: a thread is small."""
    nodes = {*graph, *(on for to in graph.values() for on in to)}
    reached = {node: _reached(graph, node) for node in nodes}
    loops = {
        tuple(sorted({one, *(on for on in reached[one] if one in reached[on])})) for one in nodes if one in reached[one]
    }
    roots = sorted(node for node in nodes if not reached[node])
    closed = [loop for loop in loops if all(reached[one] <= set(loop) for one in loop)]
    return {"roots": roots, "loops": sorted(loops), "count": len(roots) + len(closed)}


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += graph.get(node, ())
    return seen


def half_of(thread: Row) -> str:
    """The half of a thread: the one that it says, else by the hash of its name."""
    return str(thread.get("half") or HALVES[blake2b(thread["id"].encode(), digest_size=1).digest()[0] % 2])


def made() -> dict[str, list[Maker]]:
    """All threads, by their halves."""
    found: dict[str, list[Maker]] = {half: [] for half in (*HALVES, *FRESH)}
    for name in ("own.toml", "fresh.toml"):
        own = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
        for thread in own["threads"]:
            found[half_of(thread)].append(Maker(own, thread))
    return found


def main() -> None:
    """Write all halves."""
    for half, some in made().items():
        for name, rows in (
            ("", [row for one in some for row in one.rows()]),
            (".threads", [one.truth() for one in some]),
        ):
            lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
            (HERE / f"{half}{name}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
