"""Learn how likely it is that a sentence is another one told in another language (`sayso.align.counterpart`).

    python training/counterpart/learn.py NTREX src/sayso/align/data/counterpart.toml

NTREX is the folder of NTREX-128 (news, CC BY-SA 4.0). Each figure of an English sentence stands beside one of its translation, and beside one of the
sentences that a search for it finds first, and of those before and after it. Pairs in which the translator changed a figure are left out. The
weights are cross-validated by stretches of forty lines, then learned from all.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from sayso.align import Told, read_stretch, read_told
from sayso.align.counterpart import comparable, traits
from sayso.bench.logistic import fit
from sayso.bench.seeded import ENGLISH, LANGUAGES, OTHER, changed_by_translator, lines_of, read_line
from sayso.evidence import Index, Query
from sayso.model import Analysis, Figure
from sayso.pipeline import new_index
from sayso.trace import is_asked

FOUND = 4
FOLDS = 5
STRETCH = 40


@dataclass(frozen=True)
class Row:
    """One pair of figures: the English line, whether the other sentence is its translation, and what is known of both."""

    line: int
    right: bool
    traits: dict[str, float]


def told(analysis: Analysis) -> Told:
    """A sentence as `align` compares it."""
    doc = analysis.document
    stretch = read_stretch(analysis.figures, doc.text, 0, doc.language)
    return read_told(
        doc.text, stretch.words, doc.language, tuple(figure for figure in analysis.figures if is_asked(figure))
    )


def rows(data: Path) -> Iterator[Row]:
    """All pairs, language by language."""
    english = {at: told(read_line(line, "en")) for at, line in enumerate(lines_of(data / ENGLISH)) if line.strip()}
    for language, name in LANGUAGES.items():
        analyses = {
            at: read_line(line, language) for at, line in enumerate(lines_of(data / OTHER.format(name))) if line.strip()
        }
        others = {at: told(analysis) for at, analysis in analyses.items()}
        with indexed(analyses) as index:
            for at, mine in english.items():
                if mine.figures and at in others and str(at + 1) not in changed_by_translator(language):
                    for other in (at, *rivals(mine, at, index, others)):
                        yield from beside(mine, others[other], at, right=other == at)


def beside(mine: Told, other: Told, line: int, *, right: bool) -> Iterator[Row]:
    """Each figure with the one of the other sentence that it may be; of several in a translation, that of the nearest value."""
    for figure in mine.figures:
        found = comparable(figure, other.figures)
        if right:
            found.sort(key=lambda one: abs(value(one) - value(figure)))
        if found:
            yield Row(line, right, traits(mine, other, figure, found[0]))


def value(figure: Figure) -> float:
    """One end of a figure."""
    return float(figure.low if figure.low is not None else figure.high or 0)


def indexed(analyses: dict[int, Analysis]) -> Index:
    """Each sentence as a document whose name is its line."""
    index = new_index()
    for at, one in analyses.items():
        doc = replace(one.document, uri=str(at), id=f"d{at}")
        index.add(replace(one, document=doc), source_hash=str(at), version="training")
    index.commit()
    return index


def rivals(mine: Told, at: int, index: Index, others: dict[int, Told]) -> list[int]:
    """The lines that a search finds first, and the neighbours."""
    found = index.search(Query(text=mine.text, language="en", figures=mine.figures), limit=FOUND + 1)
    lines = [int(one.uri) for one in found if int(one.uri) != at][:FOUND]
    return list(dict.fromkeys([*lines, *(one for one in (at + 1, at - 1) if one in others)]))


def likelihood(weights: dict[str, float], row: Row) -> float:
    """What the weights say of a pair."""
    odds = weights["bias"] + sum(weights[name] * one for name, one in row.traits.items())
    return 1 / (1 + math.exp(-odds))


def validated(found: list[Row]) -> str:
    """How well weights do on lines that they were not learned from."""
    kept: list[tuple[bool, float]] = []
    for fold in range(FOLDS):
        inside = [row for row in found if row.line // STRETCH % FOLDS != fold]
        weights = fit([row.traits for row in inside], [int(row.right) for row in inside], 2)[0]
        outside = [row for row in found if row.line // STRETCH % FOLDS == fold]
        kept += [(row.right, likelihood(weights, row)) for row in outside]
    told_so = []
    for least in (0.5, 0.8):
        right = [share >= least for known, share in kept if known]
        wrong = [share >= least for known, share in kept if not known]
        told_so.append(
            f"at {least}: {sum(right) / len(right):.3f} of {len(right)} translations, {sum(wrong) / len(wrong):.4f} of {len(wrong)} others"
        )
    return "; ".join(told_so)


HEAD = """# Weights of `sayso.align.counterpart`: the log odds that a sentence is another one told in another language.
# Learned by training/counterpart/learn.py from NTREX-128 (news, CC BY-SA 4.0; English with its German, Spanish, French, Italian and
# Portuguese translations), of which nothing else is kept. Cross-validated by stretches of forty lines:
# {validated}.
#
# met          words of the claim that the other sentence has, up to ten       least        the lesser share of weight that met, both ways
# known        both languages have a list of concepts                          least_known  "least" where that is so
# moved        how far words that met are apart in order, 0 to 1               names        the share of the claim's names that are there
# length       the logarithm of the claim's length                             stretched    how unlike the lengths are, and its square
# agree, apart, alone, left   other figures that agree, that do not, and that stand alone in the claim or in the other sentence, up to three

[weights]
"""


def main(data: Path, out: Path) -> None:
    """Learn, and write the weights."""
    found = list(rows(data))
    told_so = validated(found)
    print(told_so)
    weights = fit([row.traits for row in found], [int(row.right) for row in found], 2)[0]
    lines = (f"{name} = {one:.4f}\n" for name, one in weights.items())
    out.write_text(HEAD.format(validated=told_so) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
