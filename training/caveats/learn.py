"""Learn the reader of caveats: how surely a sentence limits what was said before it (`sayso.language.caveats`).

    python training/caveats/learn.py NTREX            cross-validate, learn, and write the weights
    python training/caveats/learn.py NTREX --held     the same, and how they do on the part held aside

A logistic regression on the vector of a sentence. It learns from `data/caveats-training/learned`, its caveats, its other sentences and the statements themselves; and from 350 lines of NTREX-128
(news, CC BY-SA 4.0; NTREX is its folder) in each of four languages, as sentences that are no caveats. Topics and stretches of lines stay together when it is cross-validated, in all
languages. `sure` is the least log odds from which on PRECISION of our own sentences is right, `likely` that from which on SHARE of the caveats are found, both cross-validated. The first 250
lines are not learned from: how many of them are taken for caveats is told. The same data give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from caveats_training import HERE, LANGUAGES, Row, rows  # noqa: E402  the path is set above

from sayso.bench.logistic import fit  # noqa: E402  the same
from sayso.language.meaning import meaning_reader  # noqa: E402  the same
from sayso.language.sides import evened  # noqa: E402  the same

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS: Final = 5
PENALTY: Final = 130.0
PRECISION: Final = 0.95
SHARE: Final = 0.8
FURTHER: Final = range(1000, 1350)
UNSEEN: Final = range(250)
STRETCH: Final = 35
NEWS: Final = {
    "en": "newstest2019-src.eng.txt",
    "de": "newstest2019-ref.deu.txt",
    "es": "newstest2019-ref.spa.txt",
    "fr": "newstest2019-ref.fra.txt",
}
OUT: Final = ROOT / "src" / "sayso" / "language" / "models" / "caveats"


@dataclass(frozen=True)
class Part:
    """Sentences with their vectors and labels."""

    rows: tuple[Row, ...]
    vectors: NDArray[np.float64]
    labels: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> Part:
        """The sentences that are chosen."""
        kept = tuple(row for row, one in zip(self.rows, chosen.tolist(), strict=True) if one)
        return Part(kept, self.vectors[chosen], self.labels[chosen])


def news(ntrex: Path, chosen: range) -> Iterator[Row]:
    """Lines of NTREX in four languages; as topic, the stretch that they stand in."""
    for language, name in NEWS.items():
        told = (ntrex / name).read_text(encoding="utf-8").splitlines()
        for at in chosen:
            if told[at].strip():
                yield Row(language, f"news {at // STRETCH:02}", "", caveat=False, text=told[at])


def statements(part: Sequence[Row]) -> list[Row]:
    """The statements themselves, which are no caveats."""
    found = dict.fromkeys((row.language, row.topic, row.statement) for row in part)
    return [Row(language, topic, "", caveat=False, text=text) for language, topic, text in found]


def read(told: Sequence[Row]) -> Part:
    """Sentences, encoded."""
    reader: Any = meaning_reader()
    vectors = [reader.vectors([evened(row.text, row.language)], row.language)[0] for row in told]
    labels = np.array([row.caveat for row in told], np.int64)
    return Part(tuple(told), np.array(vectors, np.float64) / reader.scale, labels)


def joined(parts: Sequence[Part]) -> Part:
    """Several parts as one."""
    tables = ([getattr(part, name) for part in parts] for name in ("vectors", "labels"))
    return Part(tuple(row for part in parts for row in part.rows), *map(np.concatenate, tables))


def learned(part: Part) -> tuple[float, NDArray[np.float64]]:
    """The bias and the weights, rounded as they are kept."""
    table = [{f"{at:03}": float(one) for at, one in enumerate(row)} for row in part.vectors]
    found = fit(table, part.labels.tolist(), 2, PENALTY)[0]
    weights = [found[f"{at:03}"] for at in range(part.vectors.shape[1])]
    return round(found["bias"], 4), np.round(np.array(weights), 4)


def odds(weights: tuple[float, NDArray[np.float64]], part: Part) -> NDArray[np.float64]:
    """The log odds of each sentence."""
    return weights[0] + part.vectors @ weights[1]


def validated(part: Part) -> NDArray[np.float64]:
    """The log odds of each sentence by weights that saw no sentence of its topic, in any language."""
    topics = sorted({row.topic for row in part.rows})
    folds = np.array([topics.index(row.topic) % FOLDS for row in part.rows])
    found = np.zeros(len(part.rows))
    for fold in range(FOLDS):
        found[folds == fold] = odds(learned(part.only(folds != fold)), part.only(folds == fold))
    return found


def across(part: Part) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.int64]]]:
    """The log odds of each language's sentences by weights that saw neither the language nor, in any language, a topic of it that is told in several."""
    for language in LANGUAGES:
        here = np.array([row.language == language for row in part.rows])
        topics = {row.topic for row in part.only(here).rows if not row.topic.startswith("news ")}
        others = np.array([row.language != language and row.topic not in topics for row in part.rows])
        mine = part.only(here & np.array([not row.topic.startswith("news ") for row in part.rows]))
        yield language, odds(learned(part.only(others)), mine), mine.labels


def least(found: NDArray[np.float64], labels: NDArray[np.int64], precision: float) -> float:
    """The lowest log odds from which on so many of those found are caveats."""
    order = np.argsort(-found)
    right = np.cumsum(labels[order]) / np.arange(1, len(order) + 1)
    return float(found[order][np.flatnonzero(right >= precision)[-1]])


def told(name: str, found: NDArray[np.float64], labels: NDArray[np.int64], bar: float) -> str:
    """One line of what is reached: precision, recall, and how often one caveat is put before one other."""
    taken = found >= bar
    precision, recall = labels[taken].mean() if taken.any() else 1.0, taken[labels == 1].mean()
    before = (found[labels == 1][:, None] > found[labels == 0][None]).mean()
    return (
        f"| {name} | {precision:.3f} | {recall:.3f} | {before:.3f} | {int(labels.sum())} + {int((1 - labels).sum())} |"
    )


def by_language(part: Part, found: NDArray[np.float64], name: str, bar: float) -> Iterator[str]:
    """A line for all, and one a language."""
    yield told(f"{name}, all", found, part.labels, bar)
    for language in LANGUAGES:
        mine = np.array([row.language == language for row in part.rows])
        yield told(f"{name}, {language}", found[mine], part.labels[mine], bar)


def data_hash() -> str:
    """A hash of what is learned from."""
    digest = hashlib.blake2b(digest_size=16)
    for language in LANGUAGES:
        digest.update((HERE / "learned" / f"{language}.txt").read_bytes())
    return digest.hexdigest()


def write(weights: tuple[float, NDArray[np.float64]], bars: tuple[float, float]) -> None:
    """The weights, and what is to be known of them with their hash."""
    content = json.dumps({"bias": weights[0], "weights": weights[1].tolist()}) + "\n"
    OUT.mkdir(exist_ok=True)
    (OUT / "weights.json").write_text(content, encoding="utf-8")
    known = {
        "sha256": {"weights.json": hashlib.sha256(content.encode()).hexdigest()},
        "data": data_hash(),
        "sure": round(bars[0], 2),
        "likely": round(bars[1], 2),
        "languages": LANGUAGES,
    }
    (OUT / "facts.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def main(ntrex: Path, *, with_held: bool) -> None:
    """Learn, write, and tell."""
    own = tuple(rows("learned"))
    near = joined([read(own), read(statements(own))])
    part = joined([near, read(tuple(news(ntrex, FURTHER)))])
    found = validated(part)
    mine, labels = found[: len(near.rows)], near.labels
    sure = round(least(mine, labels, PRECISION) + 0.005, 2)
    weights = learned(part)
    write(weights, (sure, float(np.quantile(mine[labels == 1], 1 - SHARE))))
    print("| | P | R | before | n |\n|---|---|---|---|---|")
    print(*by_language(near, mine, "cross-validated", sure), sep="\n")
    print(*(told(f"without {name}", one, known, sure) for name, one, known in across(part)), sep="\n")
    unseen = odds(weights, read(tuple(news(ntrex, UNSEEN))))
    print(f"of {len(unseen)} further lines of news {(unseen >= sure).mean():.4f} are taken for caveats")
    if with_held:
        held = read(tuple(rows("held")))
        print(*by_language(held, odds(weights, held), "held aside", sure), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), with_held="--held" in sys.argv)
