"""Ledgers of short articles on made events, for the bench of threads: any number of them, the same every time, without reading.

About five articles tell of an event, one after the other: in each its figure, in one of several wordings in English or German, as it was, rounded
or grown, laid to a body of the place, to an earlier article or to nobody, now and then with a link to that; half of them a second statement.
Three more sentences of an article are its own. Three articles in a hundred are reprints. All sentences are claims.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec.structs import replace

from sayso.model import (
    Analysis,
    Attribution,
    Block,
    Certainty,
    Claim,
    Document,
    Figure,
    Link,
    Made,
    Sentence,
    document_id,
    span,
    text_id,
)

from .scale_texts import MadeTexts

_MADE: Final = Made(stage="bench", version="1")
#: Articles of an event, one in so many is a reprint, own sentences of an article, outlets, and how far back an earlier article of an event may stand.
_EACH, _REPRINT, _OWN, _OUTLETS, _BACK = 5, 33, 3, 400, 200
_DAYS, _MONTHS = 28, 12
#: Values that the figure of an event may have; with so few, more and more events have the same one as there are more of them.
VALUES: Final = 989
_LEAST: Final = 11
_THINGS: Final = (
    ("containers", "Container"), ("houses", "Häuser"), ("workers", "Arbeiter"), ("trees", "Bäume"), ("cars", "Autos"),
    ("tickets", "Karten"), ("schools", "Schulen"), ("bicycles", "Fahrräder"), ("patients", "Patienten"),
    ("jobs", "Stellen"), ("bakeries", "Bäckereien"), ("flats", "Wohnungen"), ("nurses", "Pfleger"), ("cows", "Kühe"),
)  # fmt: skip
_SAYS: Final = {
    "en": (
        "{value} {thing} were counted in {place} this week", "In {place}, {value} {thing} were counted, more than a year ago",
        "{place} has {value} {thing} by the latest count", "The number of {thing} in {place} stands at {value}",
        "For {place} the survey gives {value} {thing}",
    ),
    "de": (
        "{value} {thing} wurden diese Woche in {place} gezählt", "In {place} wurden {value} {thing} gezählt, mehr als vor einem Jahr",
        "{place} hat nach der jüngsten Zählung {value} {thing}", "Die Zahl der {thing} in {place} liegt bei {value}",
        "Für {place} nennt die Erhebung {value} {thing}",
    ),
}  # fmt: skip
_SECOND: Final = {
    "en": (
        "The council of {place} wants to spend {value} euros on it", "{place} has set aside {value} euros for this",
        "Estimates put the costs for {place} at {value} euros", "A fund for {place} holds {value} euros",
    ),
    "de": (
        "Der Rat von {place} will dafür {value} Euro ausgeben", "{place} hat dafür {value} Euro zurückgelegt",
        "Schätzungen nennen für {place} Kosten von {value} Euro", "Ein Fonds für {place} hält {value} Euro",
    ),
}  # fmt: skip
_LAID: Final = {"en": " {who} said", "de": " sagte {who}"}
_BODIES: Final = {
    "en": ("the {place} council office", "the mayor of {place}", "the {place} statistics office", "the {place} trade association"),
    "de": ("das Ratsamt {place}", "die Bürgermeisterin von {place}", "das Statistikamt {place}", "der Handelsverband {place}"),
}  # fmt: skip


@dataclass
class _Draft:
    """An article while it is written."""

    language: str
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    said: list[Attribution] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add(self, words: str, figure: Figure | None, said: str = "", href: str = "") -> None:
        """A paragraph of one sentence that is a claim; `said` ends it with whom it is laid to."""
        start = len(self.text) + (2 if self.text else 0)
        laid = f",{said}" if said else ""
        self.text += ("\n\n" if self.text else "") + f"{words}{laid}."
        end, number = start + len(words), len(self.claims) + 1
        self.sentences.append(Sentence(start=start, end=len(self.text)))
        if figure is not None:
            self.figures.append(_at(figure, start, f"f{number}"))
        if said:
            self._lay(said.split(" ", 2 if self.language == "de" else 1)[-1].removesuffix(" said"), end)
        if href:
            self.links.append(Link(start=start, end=end, href=href))
        self.claims.append(
            Claim(
                id=f"c{number}", start=start, end=end, text=words, sort="fact", check_worthiness=0.5, because=(),
                certainty=Certainty(author="certain"), figures=(f"f{number}",) if figure else (),
                attribution=(self.said[-1].id,) if said else (), made=_MADE,
            )
        )  # fmt: skip

    def _lay(self, who: str, after: int) -> None:
        at = self.text.index(who, after)
        self.said.append(
            Attribution(
                id=f"a{len(self.said) + 1}", source=(span(self.text, at, at + len(who)),), cue=(), content=(), speech="indirect",
                source_kind="organisation", named=True, because="made", made=_MADE,
            )
        )  # fmt: skip


class MadeThreads:
    """Articles by their number."""

    def __init__(self, *, values: int = VALUES) -> None:
        """Make the vocabulary; `values` are those that an event's figure may have."""
        self._texts, self._values = MadeTexts(), values

    def document(self, number: int) -> Analysis:
        """The ledger of an article."""
        chance = random.Random(number)  # noqa: S311  made texts, no secrets
        if number % _REPRINT == _REPRINT - 1:
            return _published(self._draft(max(0, number - 1 - chance.randrange(_BACK))), number)
        return _published(self._draft(number), number)

    def _draft(self, number: int) -> _Draft:
        chance = random.Random(number)  # noqa: S311
        draft = _Draft("de" if chance.random() < 0.3 else "en")  # noqa: PLR2004  three in ten
        event, earlier = _event(number)
        facts = _Facts.of(event, self._texts, self._values)
        value = facts.value if chance.random() < 0.5 else facts.changed(chance)  # noqa: PLR2004
        words = chance.choice(_SAYS[draft.language])
        who, href = facts.laid(draft.language, earlier, chance)
        draft.add(*facts.said(words, draft.language, value), who, href)
        if chance.random() < 0.5:  # noqa: PLR2004
            draft.add(*facts.said(chance.choice(_SECOND[draft.language]), draft.language, facts.value * 100))
        for _ in range(_OWN):
            own, figure = self._texts.sentence(chance, draft.language)
            draft.add(own.removesuffix("."), figure)
        return draft


def _event(number: int) -> tuple[int, int | None]:
    """The event of an article, and an earlier article of it, where there is one."""
    chance = random.Random(-number - 1)  # noqa: S311
    event = max(0, number // _EACH - int(chance.expovariate(0.5)))
    first = event * _EACH
    return event, first if first < number else None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of an event."""

    place: str
    things: tuple[str, str]
    value: int

    @classmethod
    def of(cls, event: int, texts: MadeTexts, values: int) -> _Facts:
        chance = random.Random(event * 7 + 3)  # noqa: S311
        return cls(
            texts.name(chance) + texts.name(chance).lower(),
            chance.choice(_THINGS),
            chance.randint(_LEAST, _LEAST - 1 + values) * 10 + 7,
        )

    def changed(self, chance: random.Random) -> int:
        """The value rounded, or grown."""
        return round(self.value, -2) if chance.random() < 0.5 else self.value + chance.randint(10, 90)  # noqa: PLR2004

    def said(self, words: str, language: str, value: int) -> tuple[str, Figure]:
        """A sentence with a value, and the figure that it has."""
        shown = f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")
        thing = self.things[language == "de"]
        text = words.format(value=shown, thing=thing, place=self.place)
        start, end = text.index(shown), text.index(shown) + len(shown)
        money = thing not in text
        facts: dict[str, Any] = {"kind": "money", "currency": "EUR"} if money else {
            "kind": "count", "counted": span(text, text.index(thing), text.index(thing) + len(thing)),
        }  # fmt: skip
        return text, Figure(id="", start=start, end=end, text=shown, low=value, high=value, made=_MADE, **facts)

    def laid(self, language: str, earlier: int | None, chance: random.Random) -> tuple[str, str]:
        """To whom it is laid, and the address that is linked to: a body, an earlier article, or nobody."""
        kind = chance.randrange(4)
        if kind == 0 or (kind == 1 and earlier is None):
            return "", ""
        if kind == 1 and earlier is not None:
            return _LAID[language].format(who=_outlet(earlier)), _address(earlier) if chance.random() < 0.5 else ""  # noqa: PLR2004
        return _LAID[language].format(who=chance.choice(_BODIES[language]).format(place=self.place)), ""


def _outlet(number: int) -> str:
    return f"Gazette of Harbour {number % _OUTLETS}"


def _address(number: int) -> str:
    return f"https://paper{number % _OUTLETS}.example/news/{number}"


def _at(figure: Figure, start: int, name: str) -> Figure:
    counted = figure.counted
    moved = counted and replace(counted, start=counted.start + start, end=counted.end + start)
    return replace(figure, id=name, start=figure.start + start, end=figure.end + start, counted=moved)


def _published(draft: _Draft, number: int) -> Analysis:
    day = f"2026-{1 + number // _DAYS % _MONTHS:02}-{1 + number % _DAYS:02}"
    blocks = tuple(Block(start=one.start, end=one.end, kind="paragraph") for one in draft.sentences)
    uri = _address(number)
    doc = Document(
        id=document_id(uri, day, draft.text), text_id=text_id(draft.text), uri=uri, outlet=_outlet(number), published=day,
        language=draft.language, text=draft.text, blocks=blocks, links=tuple(draft.links),
    )  # fmt: skip
    return Analysis(
        document=doc, sentences=tuple(draft.sentences), figures=tuple(draft.figures), attributions=tuple(draft.said),
        claims=tuple(draft.claims),
    )  # fmt: skip
