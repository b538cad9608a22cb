"""Our own labelled texts in four languages as what the tagger learns (`data/sayso-news`), and paragraphs that rules label (`data/claims-training`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data import Sample, sample_of
from sayso.bench.attribution_scores import ROLES, Place, Said
from sayso.bench.own_sayso import read_rows
from sayso.extract.attributions import find_attributions
from sayso.extract.attributions.tagged import unread, within_parts
from sayso.extract.attributions.units import stretches
from sayso.extract.attributions.words import words
from sayso.language.said import said_reader
from sayso.model import Attribution, Block, Document, text_id
from sayso.reading import split_sentences

#: What is never asked of the tagger: it tells who speaks by a cue, and what two careful readers see differently teaches nothing.
UNASKED = ("suggested", "optional")
#: Lines of translated news in a paragraph.
LINES = 3
NEWS = {"en": "eng-US", "de": "deu", "es": "spa", "fr": "fra"}
#: Whose lists stand for those of a language that has none.
LISTS = {"it": "es", "pt": "es"}
_MARK = re.compile(r"([sct]\d*\{|\})")


def texts(folder: Path, numbers: range, languages: Sequence[str], tokenizer: Any) -> Iterator[Sample]:
    """The texts of some numbers, and each content that may report as a text of its own, as the reader takes them."""
    for row in read_rows(folder):
        if row["language"] in languages and int(row["id"][3:]) in numbers:
            blocks = tuple(Block(**block) for block in row["blocks"])
            doc = _document(row["id"], row["text"], row["language"], blocks)
            yield from _samples(doc, _Known(row["attributions"]), tokenizer)


class _Known:
    """A text's attributions by the one in whose content they stand, and the places that are not asked."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self.unasked = [
            place for row in rows if any(row[name] for name in UNASKED) for place in _places(row["content"])
        ]
        self.said: dict[str, Said] = {}
        self.within: dict[str, str | None] = {}
        for row in rows:
            if not any(row[name] for name in UNASKED) and row["cue"]:
                self.said[row["id"]] = Said(*(_places(row[role]) for role in ("source", "cue", "content")))
                self.within[row["id"]] = row["within"]

    def inside(self, outer: str | None) -> tuple[Said, ...]:
        """Those right within an attribution, None for the text itself; who is cited beside the content stands with the one who cites."""
        return tuple(one for name, one in self.said.items() if self._holder(name) == outer)

    def _holder(self, name: str) -> str | None:
        own, outer = self.said[name], self.within[name]
        while outer is not None and (outer not in self.said or not _holds(self.said[outer].content, own.cue)):
            outer = self.within.get(outer)
        return outer


def _places(spans: Sequence[dict[str, Any]]) -> tuple[Place, ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _holds(outer: Sequence[Place], inner: Sequence[Place]) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def _document(name: str, text: str, language: str, blocks: tuple[Block, ...]) -> Document:
    return Document(id=f"d:{name}", text_id=text_id(text), uri=name, text=text, language=language, blocks=blocks)


def _samples(doc: Document, known: _Known, tokenizer: Any) -> Iterator[Sample]:
    sentences = split_sentences(doc.text, doc.blocks, doc.language)
    starts = [sentence.start for sentence in sentences]
    listed = LISTS.get(doc.language, doc.language)
    every = [unread(doc, row) for row in stretches(doc, sentences, listed)]
    yield _asked(sample_of(doc.uri, every, known.inside(None), tokenizer, doc.language), known.unasked)
    lex = words(listed)
    for name, one in known.said.items():
        for part in within_parts(doc, one.content, starts, lex):
            yield _asked(
                sample_of(f"{doc.uri}.{name}", [part], known.inside(name), tokenizer, doc.language), known.unasked
            )


def _asked(one: Sample, unasked: Sequence[Place]) -> Sample:
    """The sample with words that are not asked, where nothing else is known of them."""
    for item, tags in zip(one.paragraphs, one.tags, strict=True):
        for number, (start, end) in enumerate(item.places):
            if tags[number] == 0 and any(a < end and start < b for a, b in unasked):
                tags[number] = -100
    return one


def silver(path: Path, tokenizer: Any) -> Iterator[Sample]:
    """Labelled paragraphs of claims with the attributions that rules find in them; a say-so that they do not find is not asked."""
    language = path.stem
    for number, paragraph in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        rows = [line.split("\t") for line in paragraph.splitlines() if line.strip()]
        text, spans = "", list[tuple[str, Place]]()
        for sort, *_, segment in rows:
            text += " " if text else ""
            spans.append((sort, (len(text), len(text) + len(segment))))
            text += segment
        if not rows:
            continue
        doc = _document(f"{language}.{number}", text, language, (Block(start=0, end=len(text), kind="paragraph"),))
        sentences = split_sentences(text, doc.blocks, language)
        found, _ = find_attributions(doc, sentences)
        known = _Known([_row(one) for one in found])
        cues = [place for one in known.said.values() for place in one.cue]
        open_ = [place for sort, place in spans if sort == "-" and not any(_meet(place, cue) for cue in cues)]
        known.unasked += [
            (one.start, one.end) for one in sentences if any(_meet((one.start, one.end), each) for each in open_)
        ]
        yield from _samples(doc, known, tokenizer)


def _row(one: Attribution) -> dict[str, Any]:
    told = {
        role: [{"start": span.start, "end": span.end} for span in getattr(one, role)]
        for role in ("source", "cue", "content")
    }
    return {"id": one.id, "within": one.within, "suggested": one.suggested, "optional": False, **told}


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def written(path: Path, tokenizer: Any, most: int | None = None) -> Iterator[Sample]:
    """The first `most` paragraphs, or all, with their say-so marked, a line each: "s{The mayor} c{said} t{that s2{aides} c2{warned} t2{of floods}}"."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[:most]):
        text, rows = _unmarked(line)
        doc = _document(f"{path.stem}.{number}", text, path.stem, (Block(start=0, end=len(text), kind="paragraph"),))
        yield from _samples(doc, _Known(rows), tokenizer)


def _unmarked(line: str) -> tuple[str, list[dict[str, Any]]]:
    """A marked line's text, and its attributions by their numbers; what stands in the content of one is within it."""
    parts: dict[tuple[str, str], list[Place]] = {}
    text, open_ = "", list[tuple[str, str, int]]()
    for piece in _MARK.split(line):
        if _MARK.fullmatch(piece) and piece != "}":
            open_.append((piece[0], piece[1:-1] or "1", len(text)))
        elif piece == "}":
            role, names, start = open_.pop()
            for name in names:
                parts.setdefault((name, role), []).append((start, len(text)))
        else:
            text += piece
    if open_:
        raise ValueError(f"a mark is not closed: {line[:60]!r}")
    said = {name: [parts.get((name, mark), []) for mark in "sct"] for name in sorted({name for name, _ in parts})}
    rows = []
    for name, places in said.items():
        around = [other for other, row in said.items() if other != name and _holds(row[2], places[1])]
        told = (sorted(row) for row in places)
        named = dict(zip(ROLES, ([{"start": a, "end": b} for a, b in row] for row in told), strict=True))
        within = min(around, key=lambda other: sum(b - a for a, b in said[other][2]), default=None)
        rows.append({"id": name, "within": within, "suggested": False, "optional": False, **named})
    return text, rows


def news(folder: Path, language: str, lines: range, tokenizer: Any) -> Iterator[Sample]:
    """Translated news (NTREX-128) with the attributions that rules find, as far as Sayso finds as many in the English text.

    Where it finds none in a line of either, nothing is said there; else words with no attribution are asked only where both find as many.
    """
    names = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()
    rows = [
        (folder / f"newstest2019-ref.{NEWS[name]}.txt").read_text(encoding="utf-8").splitlines()
        for name in (language, "en")
    ]
    groups: dict[str, list[int]] = {}
    for number in lines:
        groups.setdefault(names[number], []).append(number)
    for name, numbers in groups.items():
        # the first line is the title
        (text, blocks, places), english = (_joined([row[number] for number in numbers[1:]]) for row in rows)
        if not places:
            continue
        doc = _document(f"{language}.{name}", text, language, blocks)
        found, _ = find_attributions(doc, split_sentences(text, blocks, language))
        known = _Known([_row(one) for one in found])
        counts, others = _cues(found, places), _cues(_english(*english[:2]), english[2])
        known.unasked += [place for place, count, other in zip(places, counts, others, strict=True) if count != other]
        if any(count == 0 == other for count, other in zip(counts, others, strict=True)) or known.said:
            yield from _samples(doc, known, tokenizer)


def _joined(rows: Sequence[str]) -> tuple[str, tuple[Block, ...], list[Place]]:
    """Lines as paragraphs of a few: the text, its blocks, and where each line stands."""
    text, places, blocks = "", list[Place](), list[Block]()
    for number, row in enumerate(rows):
        text += "" if not number else " " if number % LINES else "\n\n"
        if not number % LINES:
            blocks.append(Block(start=len(text), end=len(text), kind="paragraph"))
        places.append((len(text), len(text) + len(row)))
        text += row
        blocks[-1] = Block(start=blocks[-1].start, end=len(text), kind="paragraph")
    return text, tuple(blocks), places


def _cues(found: Sequence[Attribution], places: Sequence[Place]) -> list[int]:
    """How many attributions that are certain have their cue in each line."""
    starts = [one.cue[0].start for one in found if one.cue and not one.suggested]
    return [sum(start <= at < end for at in starts) for start, end in places]


def _english(text: str, blocks: tuple[Block, ...]) -> Sequence[Attribution]:
    doc = _document("en", text, "en", blocks)
    return find_attributions(doc, split_sentences(text, blocks, "en"), said_reader("en"))[0]
