"""Numbers, percentages and sums of money in six languages, against the specs of Recognizers-Text (Microsoft, MIT).

The specs are its test cases: a text, and what stands in it with offsets and values. What it reads of a text is compared as
it stands with what the spec has: the same place and the same value, each once. What is compared of a figure, and where it
begins and ends, says `written`; the specs' own conventions are met by rules that hold for all of them:

* A spec that some implementations do not support ("NotSupported", "NotSupportedByDesign") is as good as the others.
* Where a spec's offsets are not those of its text, the place of the text nearest to them counts.
* A currency's name without a number (no value) is no sum.
* Cents are hundredths: "34 cents" is 0.34 for Sayso and 34 in the specs, so the specs' value is divided where their unit
  is a hundredth.

`data/recognizers_excluded.toml` names each spec that is left out, or of which a part is, with the reason.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .peers import Peer, peers_in
from .result import Measure, Miss, Outcome, hash_note
from .written import Number, numbers_of, percentages_of, same, sums_of

#: What reads a text in a language.
Reader = Callable[[str, str], list[Number]]

LANGUAGES: Final = {
    "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese", "en": "English",
}  # fmt: skip
_FILES: Final = {
    "number": "Number/{}/NumberModel.json",
    "percent": "Number/{}/PercentModel.json",
    "currency": "NumberWithUnit/{}/CurrencyModel.json",
}
SAYSO: Final[Mapping[str, Reader]] = {"number": numbers_of, "percent": percentages_of, "currency": sums_of}
#: Units of the specs that are hundredths of a currency, in lower case.
_HUNDREDTHS: Final = frozenset({
    "cent", "centavo", "centimes", "penny", "pence", "penique", "pêni", "sen", "pesewa",
})  # fmt: skip
_NO_VALUE: Final = frozenset({None, "null", ""})
_KEY: Final = 6


@dataclass(frozen=True, slots=True)
class Spec:
    """One case: a text with the numbers in it, its key, and the numbers that do not count either way."""

    key: str
    text: str
    gold: tuple[Number, ...]
    ignored: tuple[Number, ...] = ()


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    found: int = 0
    right: int = 0
    coded: int = 0
    coded_right: int = 0
    misses: list[Miss] = field(default_factory=list)


def measure_recognizers(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure precision and recall; `data` is the folder with `Number` and `NumberWithUnit`, `peers` that of peers.

    Raises UsageError where specs are missing.
    """
    measures: list[Measure] = []
    misses: list[Miss] = []
    notes: list[str] = []
    for done, language in enumerate(LANGUAGES):
        progress(f"reading {LANGUAGES[language]}", done, len(LANGUAGES))
        for model, reader in SAYSO.items():
            specs, excluded = load(data, language, model)
            tally = _tally(specs, [reader(spec.text, language) for spec in specs], f"{language}.{model}")
            measures += _measures(tally, f"{language}.{model}", excluded, "sayso")
            misses += tally.misses
    notes.append(hash_note(_path(data, language, model) for language in LANGUAGES for model in SAYSO))
    for peer in peers_in(peers, "recognizers", notes):
        measures += _of_peer(peer, data, notes)
    return Outcome(tuple(measures), tuple(misses), tuple(notes))


def _of_peer(peer: Peer, data: Path, notes: list[str]) -> Iterator[Measure]:
    """What a peer reaches, in the languages for which it has a model; its cents are cents, as in the specs."""
    sets = {(language, model): load(data, language, model, cents=True) for language in LANGUAGES for model in SAYSO}
    tasks = [
        {"task": "recognizers", "language": language, "model": model, "text": spec.text}
        for (language, model), (specs, _) in sets.items()
        for spec in specs
    ]
    answers = peer.ask(tasks, notes)
    left = iter(answers.answers if answers else ())
    for (language, model), (specs, excluded) in sets.items() if answers else ():
        given = list(islice(left, len(specs)))
        if any("numbers" in answer for answer in given):
            read = [[Number(*number) for number in answer.get("numbers", ())] for answer in given]
            name = f"{language}.{model}"
            yield from _measures(_tally(specs, read, name), name, excluded, peer.name)


def load(data: Path, language: str, model: str, *, cents: bool = False) -> tuple[list[Spec], int]:
    """The specs of a language and model that count, and how many are left out, whole or in part.

    With `cents`, sums in cents are left as they are.
    """
    path = _path(data, language, model)
    try:
        cases = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        hint = "--data is the folder Specs of github.com/microsoft/Recognizers-Text, with Number and NumberWithUnit"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error
    excluded = _excluded().get(language, {}).get(model, {})
    specs = [_spec(case, f"{language}.{model}", excluded, cents=cents) for case in cases]
    kept = [spec for spec in specs if spec is not None]
    return kept, len(specs) - len(kept) + sum(bool(spec.ignored) for spec in kept)


def _path(data: Path, language: str, model: str) -> Path:
    return data / _FILES[model].format(LANGUAGES[language])


def key_of(text: str) -> str:
    """The name of a spec within its file: the beginning of the SHA-256 of its text."""
    return sha256(text.encode()).hexdigest()[:_KEY]


def _excluded() -> dict[str, Any]:
    path = files("sayso.bench").joinpath("data", "recognizers_excluded.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _spec(case: Mapping[str, Any], name: str, excluded: Mapping[str, str], *, cents: bool) -> Spec | None:
    text, key = case["Input"], key_of(case["Input"])
    if key in excluded:
        return None
    parts = {_plain(part) for name in excluded for head, _, part in [name.partition(":")] if head == key}
    gold: list[Number] = []
    ignored: list[Number] = []
    for result in case["Results"]:
        if result["Resolution"].get("value") in _NO_VALUE:
            continue
        number = _number(text, result, [*gold, *ignored], cents=cents)
        (ignored if _plain(result["Text"]) in parts else gold).append(number)
    written = {_plain(text[one.start : one.end]) for one in ignored}
    ignored += (place for part in sorted(parts - written) for place in _places(text, part))
    return Spec(f"{name}.{key}", text, tuple(gold), tuple(ignored))


def _number(text: str, result: Mapping[str, Any], taken: Sequence[Number], *, cents: bool) -> Number:
    resolution = result["Resolution"]
    value = float(resolution["value"].rstrip("%").replace(",", "."))
    if not cents and resolution.get("unit", "").casefold() in _HUNDREDTHS:
        value /= 100
    at = int(result.get("Start", resolution.get("Start", 0)))
    start = _nearest(text, result["Text"], at, {one.start for one in taken})
    return Number(start, start + len(result["Text"]), value, resolution.get("isoCurrency"))


def _nearest(text: str, written: str, at: int, taken: set[int]) -> int:
    """Where `written` stands that is nearest to `at`, spaces of all kinds being the same; `at` itself where it does not."""
    whole, part = _plain(text), _plain(written)
    places = [place for place in range(len(whole)) if whole.startswith(part, place) and place not in taken]
    return min(places, key=lambda place: abs(place - at), default=at)


def _places(text: str, part: str) -> Iterator[Number]:
    """Each place where a part that the spec does not read stands by itself: what is read there does not count."""
    for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", _plain(text)):
        yield Number(match.start(), match.end(), 0)


def _plain(text: str) -> str:
    """In lower case and with plain spaces, as long as before."""
    return "".join(" " if char.isspace() else char.lower() if len(char.lower()) == 1 else char for char in text)


def _tally(specs: Sequence[Spec], read: Sequence[Sequence[Number]], name: str) -> _Tally:
    tally = _Tally()
    for spec, numbers in zip(specs, read, strict=True):
        _compare(spec, numbers, tally, name)
    return tally


def _compare(spec: Spec, read: Sequence[Number], tally: _Tally, name: str) -> None:
    found = [one for one in read if not any(one.start < skip.end and skip.start < one.end for skip in spec.ignored)]
    left = list(found)
    missed: list[Number] = []
    for gold in spec.gold:
        match = next((one for one in left if _equal(one, gold)), None)
        if match is None:
            missed.append(gold)
            continue
        left.remove(match)
        tally.right += 1
        if gold.currency:
            tally.coded_right += gold.currency == match.currency
    tally.gold += len(spec.gold)
    tally.found += len(found)
    tally.coded += sum(gold.currency is not None for gold in spec.gold)
    if missed or left:
        what = "; ".join([*_told("missed", missed, spec.text), *_told("extra", left, spec.text)])
        tally.misses.append(Miss(name, f"{spec.key.rpartition('.')[2]}\t{what}", repr(spec.text)))


def _equal(one: Number, gold: Number) -> bool:
    return (one.start, one.end) == (gold.start, gold.end) and same(one.value, gold.value)


def _told(what: str, numbers: Sequence[Number], text: str) -> Iterator[str]:
    for one in numbers:
        yield f"{what} {text[one.start : one.end]!r} = {one.value:.15g}"


def _measures(tally: _Tally, name: str, excluded: int, by: str) -> Iterator[Measure]:
    kept = f"{excluded} specs excluded" if excluded != 1 else "1 spec excluded"
    yield Measure(f"{name}.P", tally.right / max(tally.found, 1), tally.found, f"place and value right; {kept}", by)
    yield Measure(f"{name}.R", tally.right / max(tally.gold, 1), tally.gold, f"place and value found; {kept}", by)
    if tally.coded:
        share = tally.coded_right / tally.coded
        yield Measure(f"{name}.iso", share, tally.coded, "found with the ISO code that the spec gives", by)
