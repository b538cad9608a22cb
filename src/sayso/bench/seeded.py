"""Seeded changes: NTREX-128 (news, CC BY-SA 4.0), English sentences held against their own translations.

An English sentence with figures is the article, its translation the source document. As it is, no figure may be said to
differ, to have another scope, or to have drifted (a false alarm). With one change seeded in the English (`seeds`), the changed
figure must be said to differ or to have another scope, or its drift be named. What is only left undecided ("not found") is
told apart from what is said to match, which is missed.

As a control, each sentence is held against the translations of the sentences beside it, which measure other things.
Pairs in which the translator changed a figure (`data/ntrex_changed.toml`) do not count.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.evidence import Meaning
from sayso.language.meaning import meaning_reader
from sayso.model import Analysis, UsageError
from sayso.pipeline import Progress, analyse, no_progress
from sayso.reading import Reading, split_sentences
from sayso.trace import Held, hold_beside, is_asked

from .result import Measure, Miss, Outcome, hash_note
from .seeds import KINDS, Seed, seeds
from .written import document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES: Final = {"de": "deu", "es": "spa", "fr": "fra", "it": "ita", "pt": "por"}
ENGLISH: Final = "newstest2019-src.eng.txt"
OTHER: Final = "newstest2019-ref.{}.txt"
_SEED: Final = 7
#: What a figure's drift may be called; any other drift is not about a figure.
_OF_FIGURES: Final = frozenset({"bound_dropped", "unit_changed", "base_changed", "period_changed", "concept_changed"})
_CAUGHT: Final = ("differs", "other_scope", "drift")


def measure_seeded(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure in five languages; `data` is the folder of NTREX. Raises UsageError where files are missing."""
    paths = {key: data / OTHER.format(name) for key, name in LANGUAGES.items()}
    english = lines_of(data / ENGLISH)
    articles = {row: one for row, line in enumerate(english) if (one := _article(line))}
    changed = {row: _seeded(one, row) for row, one in articles.items()}
    measures: list[Measure] = []
    misses: list[Miss] = []
    encoder = known_vectors()
    for done, (language, path) in enumerate(paths.items()):
        progress(f"holding against {language}", done, len(paths))
        counts = _Counts(language, encoder)
        other = lines_of(path)
        sources = {row: read_line(line, language) for row, line in enumerate(other) if line.strip()}
        left_out = changed_by_translator(language)
        for row, article in articles.items():
            if row in sources and str(row + 1) not in left_out:
                counts.as_it_is(article, sources[row], row)
                counts.beside(article, sources.get(row + 1), row)
                for seed, one in changed[row]:
                    counts.seeded(seed, one, sources[row], row)
        measures += counts.measures()
        misses += counts.misses
    return Outcome((*measures, *_together(measures)), tuple(misses), (hash_note([data / ENGLISH, *paths.values()]),))


class _Counts:
    """What was found in one language, counted as the pairs go by."""

    def __init__(self, language: str, encoder: Meaning | None) -> None:
        self.language = language
        self._encoder = encoder
        self.plain: Counter[str] = Counter()
        self.control: Counter[str] = Counter()
        self.drifted: list[bool] = []
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.misses: list[Miss] = []

    def as_it_is(self, article: Analysis, source: Analysis, row: int) -> None:
        """Count the figures of a sentence that was not changed."""
        held = hold_beside(article, source, self._encoder)
        self.drifted.append(any(one.drifts for one in held))
        self._count(self.plain, "as_it_is", held, (article, source, row))

    def beside(self, article: Analysis, source: Analysis | None, row: int) -> None:
        """Count the figures of a sentence held against the translation of the next one."""
        if source is not None:
            self._count(self.control, "beside", hold_beside(article, source, self._encoder), (article, source, row))

    def seeded(self, seed: Seed, article: Analysis, source: Analysis, row: int) -> None:
        """Count a change."""
        found = _outcome(hold_beside(article, source, self._encoder), seed.start, seed.end)
        self.kinds[seed.kind][found] += 1
        if found not in _CAUGHT:
            changed = article.document.text[seed.start : seed.end]
            self._tell(seed.kind, f"{row + 1}\t{found}: {changed}", article, source)

    def _count(
        self, counts: Counter[str], name: str, held: Sequence[Held], pair: tuple[Analysis, Analysis, int]
    ) -> None:
        article, source, row = pair
        for figure in article.figures:
            if is_asked(figure):
                found = _outcome(held, figure.start, figure.end)
                counts[found] += 1
                if found in _CAUGHT:
                    self._tell(name, f"{row + 1}\t{found}: {figure.text}", article, source)

    def _tell(self, name: str, what: str, article: Analysis, source: Analysis) -> None:
        text = f"{article.document.text} || {source.document.text}"
        self.misses.append(Miss(f"{self.language}.{name}", what, text))

    def measures(self) -> Iterator[Measure]:
        """Every measure of the language."""
        n = self.plain.total()
        yield self._share("matched", self.plain["matches"], n, "figures as they are: said to match")
        caught = sum(self.plain[one] for one in _CAUGHT)
        yield self._share(
            "false_alarms", caught, n, "figures as they are: said to differ, to have another scope or drift"
        )
        pairs = len(self.drifted)
        yield self._share(
            "any_drift", sum(self.drifted), pairs, "sentences as they are: any drift at all, of words too"
        )
        control = sum(self.control[one] for one in _CAUGHT)
        yield self._share("beside", control, self.control.total(), "figures against the next sentence: said to differ")
        for kind in KINDS:
            counts = self.kinds[kind]
            told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
            right = sum(counts[one] for one in _CAUGHT)
            yield self._share(kind, right, counts.total(), f"changes found; {told}")

    def _share(self, name: str, part: int, n: int, meaning: str) -> Measure:
        return Measure(f"{self.language}.{name}", part / max(n, 1), n, meaning)


def _together(measures: Sequence[Measure]) -> Iterator[Measure]:
    """The measures of all languages as one, each item of equal weight."""
    names = dict.fromkeys(one.name.partition(".")[2] for one in measures)
    for name in names:
        parts = [one for one in measures if one.name.partition(".")[2] == name]
        n = sum(one.n for one in parts)
        value = sum(one.value * one.n for one in parts) / max(n, 1)
        yield Measure(f"all.{name}", value, n, parts[0].meaning.partition(";")[0])


def _outcome(held: Sequence[Held], start: int, end: int) -> str:
    """What is said of the figure that stands at `start` to `end` of the article, the gravest first."""
    figures = {one.id for each in held for one in each.matter.asked.figures if one.start < end and start < one.end}
    found = {match.finding for each in held for match in each.figures if match.claim_figure in figures}
    drifts = (drift for each in held for drift in each.drifts if drift.kind in _OF_FIGURES)
    if "differs" in found:
        return "differs"
    if "other_scope" in found:
        return "other_scope"
    if any(drift.claim_span.start < end and start < drift.claim_span.end for drift in drifts):
        return "drift"
    if "matches" in found:
        return "matches"
    return "not_found" if found else "alone"


class KnownVectors:
    """An encoder that makes the vector of a text once: a sentence stands beside many."""

    def __init__(self, encoder: Meaning) -> None:
        """Nothing is known yet."""
        self._encoder = encoder
        self._known: dict[tuple[str, str], NDArray[np.int8]] = {}
        self.name, self.width, self.scale = encoder.name, encoder.width, encoder.scale

    def vectors(self, texts: Sequence[str], language: str) -> NDArray[np.int8]:
        """A row for each text in a language."""
        import numpy as np

        for text in texts:
            if (text, language) not in self._known:
                (self._known[text, language],) = self._encoder.vectors([text], language)
        return np.stack([self._known[text, language] for text in texts])


def known_vectors() -> KnownVectors | None:
    """What makes vectors of sentences; None where the weights are missing."""
    encoder = meaning_reader()
    return KnownVectors(encoder) if encoder else None


def _article(line: str) -> Analysis | None:
    found = read_line(line, "en") if line.strip() else None
    return found if found and any(is_asked(figure) for figure in found.figures) else None


def _seeded(article: Analysis, row: int) -> list[tuple[Seed, Analysis]]:
    found = seeds(article.document.text, article.figures, _SEED * 10_000 + row)
    return [(seed, read_line(seed.text, "en")) for seed in found]


def read_line(text: str, language: str) -> Analysis:
    """A line as a document in a language that is known, read by rules."""
    doc = document(text, language)
    return analyse(Reading(doc, split_sentences(text, doc.blocks, language)), tagger=False)


def changed_by_translator(language: str) -> Mapping[str, str]:
    """The lines, counted from 1, in which the translator changed a figure, with what was changed."""
    path = files("sayso.bench").joinpath("data", "ntrex_changed.toml")
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8")).get(language, {}).get("changed", {})
    return found


def lines_of(path: Path) -> list[str]:
    """The lines of a file of NTREX; raises UsageError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        hint = "--data is the folder of NTREX-128 with newstest2019-src.eng.txt and newstest2019-ref.*.txt"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error
