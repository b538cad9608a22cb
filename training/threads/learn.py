"""Learn how likely two claims say the same (`sayso.across.same_claim`).

    python training/threads/learn.py NTREX src/sayso/across/data/same_claim.toml

NTREX is the folder of NTREX-128 (news, CC BY-SA 4.0), of which the first half of the news items is read, in English, German, Spanish, French and
Italian. Each sentence stands beside its translations, and beside all that its keys have it meet; English ones also beside themselves with
another value. The weights are cross-validated by stretches of forty lines, then learned from all; once with what the encoder of meaning makes of them, once without.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.pairing import meet
from sayso.across.same_claim import traits
from sayso.across.set_apart import set_apart
from sayso.bench.logistic import fit
from sayso.bench.seeded import ENGLISH, OTHER, lines_of
from sayso.bench.thread_texts import other_values
from sayso.bench.threads import LANGUAGES, Half, halves
from sayso.language.meaning import meaning_reader

FOLDS = 5
STRETCH = 40


@dataclass(frozen=True)
class Row:
    """One pair of claims: the first one's line, whether the other is of the same line, what is known of both, and whether something sets them apart."""

    line: int
    right: bool
    traits: dict[str, float]
    apart: str | None


def first_half(data: Path) -> Half:
    """The half to develop on."""
    names = {"en": ENGLISH, **{language: OTHER.format(name) for language, name in LANGUAGES.items()}}
    return halves(
        {language: lines_of(data / name) for language, name in names.items()}, lines_of(data / "DOCUMENT_IDS.tsv")
    )[0]


def claims_of(half: Half, encoder: object) -> list[ClaimRow]:
    """All claims, and the English ones with another value."""
    ledgers = [*half.ledgers(), *half.changed("other_value", other_values(half.lines["en"]))]
    rows = [row for one in ledgers for row in claim_rows(one, encoder)]  # type: ignore[arg-type]
    return sorted(rows, key=lambda row: row.order)


def pairs_of(rows: Sequence[ClaimRow]) -> set[tuple[int, int]]:
    """What meets, and all pairs of one line."""
    met = meet(rows)
    found = set(zip(met.a.tolist(), met.b.tolist(), strict=True))
    lines: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        lines.setdefault(row.at.claim, []).append(at)
    return found | {pair for held in lines.values() for pair in combinations(held, 2)}


def learned_from(rows: Sequence[ClaimRow]) -> Iterator[Row]:
    """Each pair with its traits."""
    for a, b in sorted(pairs_of(rows)):
        one, other = rows[a], rows[b]
        found = traits(one, other)
        line = int(one.at.claim)
        yield Row(line, line == int(other.at.claim), found, set_apart(one, other, found["least"]))


def learned(rows: Sequence[Row], *, near: bool) -> dict[str, float]:
    """The weights of pairs, with the likeness in meaning or without."""
    return fit([known(row, near=near) for row in rows], [int(row.right) for row in rows], 2)[0]


def known(row: Row, *, near: bool) -> dict[str, float]:
    """The traits that count."""
    return {name: value for name, value in row.traits.items() if near or not name.startswith("near")}


def validated(found: Sequence[Row], *, near: bool) -> str:
    """How well weights do on lines that they were not learned from, with what sets claims apart."""
    right = wrong = 0
    for fold in range(FOLDS):
        inside = [row for row in found if row.line // STRETCH % FOLDS != fold]
        weights = learned(inside, near=near)
        for row in found:
            if row.line // STRETCH % FOLDS == fold and row.apart is None:
                told = sum(weights.get(name, 0.0) * value for name, value in known(row, near=near).items())
                if told + weights["bias"] >= 0:
                    right, wrong = right + row.right, wrong + (not row.right)
    pairs = sum(row.right for row in found)
    return f"{right / pairs:.3f} of {pairs} pairs of one line, {wrong} of {len(found) - pairs} others"


HEAD = """# Weights of `sayso.across.same_claim`: the log odds that two claims say the same; with what an encoder makes of them, and by words alone.
# Learned by training/threads/learn.py from one half of the news items of NTREX-128 (news, CC BY-SA 4.0; English with its German, Spanish, French and
# Italian translations), of which nothing else is kept: all pairs of one line, and all that meet by their keys. Cross-validated by stretches of forty lines:
# with meaning {meaning};
# by words {words}.
#
# near         the cosine of what they mean                                    own          both are in one language
# met          words of one that the other has, up to ten                      least        the lesser share of weight that met, both ways
# known        both languages have a list of concepts                          least_known  "least" where that is so
# moved        how far words that met are apart in order, 0 to 1               names        the lesser share of names that are in the other
# length       the logarithm of the shorter one's length                       stretched    how unlike the lengths are, and its square
# agree, apart, alone   figures that agree, that are of one kind and differ, that stand alone, up to three
# dates        whether they name days or years that may be one (1), may not (-1), or not (0)       denied   whether one of them alone is denied
"""


def main(data: Path, out: Path) -> None:
    """Learn, and write the weights."""
    found = list(learned_from(claims_of(first_half(data), meaning_reader())))
    told = {name: validated(found, near=name == "meaning") for name in ("meaning", "words")}
    print(told)
    lines = [HEAD.format(**told)]
    for name in told:
        weights = learned(found, near=name == "meaning")
        lines += [f"\n[{name}]\n", *(f"{key} = {value:.4f}\n" for key, value in weights.items())]
    out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
