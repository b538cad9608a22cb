"""The same figures in a text and its translations: NTREX-128 (news, CC BY-SA 4.0), from English into five languages.

For each English sentence with quantities, the quantities that are read in its translation must be the same, each as often.
Two figures are the same if their kind's family, both ends, whether these are included, and unit or currency are. Families are
money, percent, percentage points, shares, multiples, and all else that is counted, measured or lasts; a time's length is
compared in months or seconds ("18 months", "anderthalb Jahre"). Not compared: what a rate is per, roles, and approximation,
so that "nearly 30", "about 30" and "30" are the same.

Exactly one ("one year", "un an", "ein Jahr") is left out on both sides, unless it is money or a share: the word is an article
and a pronoun too, and where English has "a year" or "one year" at will, the others have one word for both.

`data/ntrex_changed.toml` names the pairs in which the translator changed a figure, found by hand; they do not count.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sayso.model import Figure, UsageError
from sayso.pipeline import Progress, no_progress

from .peers import Peer, peers_in
from .result import Measure, Miss, Outcome, hash_note
from .written import ends_of, figures_of

LANGUAGES: Final = {"de": "deu", "es": "spa", "fr": "fra", "it": "ita", "pt": "por"}
_ENGLISH: Final = "newstest2019-src.eng.txt"
_OTHER: Final = "newstest2019-ref.{}.txt"
_SEED: Final = 7
_SAMPLE: Final = 100
_FAMILIES: Final = {"count": "quantity", "measure": "quantity", "age": "quantity", "duration": "quantity"}
_ONE_MAY_COUNT: Final = frozenset({"money", "percent", "percentage_point", "proportion"})
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "fortnight": 1209600}
_DIGITS: Final = 9
_WRITTEN: Final = re.compile(r"\d+(?:[.,]\d+)*")
#: What makes a sentence one of the sample that is looked at by hand, so that the sample is the same for every reader.
_NUMBER: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundreds?|thousands?|[mb]illions?|trillions?|dozens?|half|quarter|thirds?|doubled?|tripled?|twice)\b",
    re.IGNORECASE,
)

#: What of a figure is compared: family, unit or currency, low, high, and whether each is included.
Same = tuple[str, str, float | None, float | None, bool, bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation: the line they stand in, from 1, and the figures of each."""

    line: int
    english: str
    other: str
    wanted: Counter[Same]
    found: Counter[Same]

    @property
    def outcome(self) -> str:
        """What came out: equal, one missing, one wrong, only extra ones, or more than one difference."""
        missing, extra = (self.wanted - self.found).total(), (self.found - self.wanted).total()
        if not missing:
            return "extra" if extra else "equal"
        return {(1, 0): "one_missing", (1, 1): "one_wrong"}.get((missing, extra), "more")


def measure_same_figures(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure in five languages; `data` is the folder of NTREX, `peers` that of peers. Raises UsageError where files are missing."""
    source, others = data / _ENGLISH, {key: data / _OTHER.format(name) for key, name in LANGUAGES.items()}
    english, texts = _lines(source), {key: _lines(path) for key, path in others.items()}
    wanted = [figures(line, "en") for line in english]
    measures: list[Measure] = []
    misses: list[Miss] = []
    notes = [hash_note([source, *others.values()])]
    for done, (language, other) in enumerate(texts.items()):
        progress(f"reading {language}", done, len(LANGUAGES))
        rows = range(min(len(english), len(other)))
        pairs = [Pair(row + 1, english[row], other[row], wanted[row], figures(other[row], language)) for row in rows]
        measures += _measures(pairs, language)
        misses += _misses(pairs, language)
    everything = {"en": english, **texts}
    measures += _values(
        everything, {key: [_ends(line, key) for line in lines] for key, lines in everything.items()}, "sayso"
    )
    measures += _values(
        everything, {key: [_digits(line) for line in lines] for key, lines in everything.items()}, "digits"
    )
    for peer in peers_in(peers, "same_figures", notes):
        measures += _values(everything, _of_peer(peer, everything, notes), peer.name)
    return Outcome(tuple(measures), tuple(misses), tuple(notes))


def _ends(text: str, language: str) -> Counter[str]:
    """The values of the quantities of a sentence, whatever they count; one does not count."""
    found = (end for figure in figures_of(text, language) if figure.is_quantity for end in ends_of(figure))
    return _counted(found)


def _counted(values: Iterable[float]) -> Counter[str]:
    return Counter(f"{value:.{_DIGITS}g}" for value in values if value != 1)


def _digits(text: str) -> Counter[str]:
    """The strings of digits of a sentence as they are written."""
    return Counter(_WRITTEN.findall(text))


def _of_peer(peer: Peer, texts: Mapping[str, Sequence[str]], notes: list[str]) -> dict[str, list[Counter[str]]]:
    """The values that a peer reads, in the languages for which it has a model."""
    tasks = [{"task": "same_figures", "language": key, "text": line} for key, lines in texts.items() for line in lines]
    answers = peer.ask(tasks, notes)
    left = iter(answers.answers if answers else ())
    given = {key: list(islice(left, len(lines))) for key, lines in texts.items()}
    return {
        key: [_counted(answer.get("values", ())) for answer in own]
        for key, own in given.items()
        if any("values" in answer for answer in own)
    }


def _values(
    texts: Mapping[str, Sequence[str]], values: Mapping[str, Sequence[Counter[str]]], by: str
) -> Iterator[Measure]:
    """How often the values alone are the same, for readers that have no bounds and no names of units in common."""
    for language in (key for key in LANGUAGES if key in values and "en" in values):
        changed = _changed(language).get("changed", {})
        pairs = list(zip(values["en"], values[language], strict=False))[: len(texts[language])]
        counting = [pair for row, pair in enumerate(pairs) if pair[0] and str(row + 1) not in changed]
        equal = sum(wanted == found for wanted, found in counting)
        yield Measure(f"{language}.values", equal / max(len(counting), 1), len(counting), _VALUES, by)


_SAMPLED: Final = "the same, in the sample in which every pair was looked at by hand"
_VALUES: Final = "the same values (digits: strings of digits as written), where English has any"


def figures(text: str, language: str) -> Counter[Same]:
    """What is compared of the quantities of a sentence."""
    found = (figure for figure in figures_of(text, language) if figure.is_quantity and not _is_one(figure))
    return Counter(_same(figure) for figure in found)


def _is_one(figure: Figure) -> bool:
    return figure.low == 1 == figure.high and figure.kind not in _ONE_MAY_COUNT


def _same(figure: Figure) -> Same:
    unit, factor = _unit(figure)
    family = _FAMILIES.get(figure.kind, figure.kind)
    ends = ends_of(figure)
    if figure.approximate and len(ends) == 1:
        return family, unit, _rounded(ends[0] * factor), _rounded(ends[0] * factor), True, True
    low, high = (None if end is None else _rounded(end * factor) for end in (figure.low, figure.high))
    return family, unit, low, high, figure.low_inclusive, figure.high_inclusive


def _unit(figure: Figure) -> tuple[str, int]:
    unit = figure.currency or figure.unit or ""
    if figure.kind in {"age", "duration", "measure", "count"}:
        for smallest, table in (("month", _MONTHS), ("second", _SECONDS)):
            if unit in table:
                return smallest, table[unit]
    return unit, 1


def _rounded(value: float) -> float:
    """To nine digits: a third is a third, however it was reckoned."""
    return float(f"{value:.{_DIGITS}g}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        hint = "--data is the folder of NTREX-128 with newstest2019-src.eng.txt and newstest2019-ref.*.txt"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error


def _changed(language: str) -> Mapping[str, Any]:
    path = files("sayso.bench").joinpath("data", "ntrex_changed.toml")
    found: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get(language, {})
    return found


def _counting(pairs: Sequence[Pair], language: str) -> list[Pair]:
    changed = _changed(language).get("changed", {})
    return [pair for pair in pairs if pair.wanted and str(pair.line) not in changed]


def _measures(pairs: Sequence[Pair], language: str) -> Iterator[Measure]:
    counting, note = _counting(pairs, language), _changed(language)
    n = len(counting)
    outcomes = Counter(pair.outcome for pair in counting)
    left_out = (
        f"{len(note.get('changed', {}))} changed by the translator left out, {note.get('looked_at', 0)} looked at"
    )
    yield Measure(f"{language}.equal", outcomes["equal"] / max(n, 1), n, f"the same figures; {left_out}")
    sampled = _counting(_sample(pairs), language)
    equal = sum(pair.outcome == "equal" for pair in sampled)
    yield Measure(f"{language}.equal_sample", equal / max(len(sampled), 1), len(sampled), _SAMPLED)
    every = [pair for pair in pairs if pair.wanted]
    equal = sum(pair.outcome == "equal" for pair in every)
    yield Measure(f"{language}.equal_all", equal / max(len(every), 1), len(every), "the same, no pair left out")
    for name, what in (
        ("one_missing", "one figure missing, no other difference"),
        ("one_wrong", "one figure different"),
        ("extra", "all figures and more"),
        ("more", "more than one difference"),
    ):
        yield Measure(f"{language}.{name}", outcomes[name] / max(n, 1), n, what)
    without = [pair for pair in pairs if not pair.wanted and pair.english.strip()]
    alarms = sum(bool(pair.found) for pair in without)
    yield Measure(
        f"{language}.from_none", alarms / max(len(without), 1), len(without), "figures where English has none"
    )


def _misses(pairs: Sequence[Pair], language: str) -> Iterator[Miss]:
    counting = _counting(pairs, language)
    yield from (_told(pair, f"{language}.{pair.outcome}") for pair in counting if pair.outcome != "equal")
    yield from (_told(pair, f"{language}.from_none") for pair in pairs if pair.found and not pair.wanted)
    yield from (_told(pair, f"sample.{language}") for pair in _sample(pairs))


def _sample(pairs: Sequence[Pair]) -> list[Pair]:
    """The fixed sample in which every pair was looked at, whether it differs or not."""
    sample = [pair for pair in pairs if _NUMBER.search(pair.english)]
    random.Random(_SEED).shuffle(sample)  # noqa: S311  a fixed sample, no secret
    return sorted(sample[:_SAMPLE], key=lambda pair: pair.line)


def _told(pair: Pair, name: str) -> Miss:
    missing = "; ".join(f"missing {_words(one)}" for one in (pair.wanted - pair.found).elements())
    extra = "; ".join(f"extra {_words(one)}" for one in (pair.found - pair.wanted).elements())
    return Miss(name, f"{pair.line}\t{'; '.join(filter(None, (missing, extra)))}", f"{pair.english} || {pair.other}")


def _words(one: Same) -> str:
    family, unit, low, high, low_in, high_in = one
    ends = f"{'[' if low_in else '('}{low}, {high}{']' if high_in else ')'}" if low != high else f"{low:.10g}"
    return " ".join(filter(None, (ends, unit, family)))
