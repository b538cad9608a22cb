"""Labels of say-so compared: the attributions, chains, speakers and distancing quotes of a text against another set of them.

Attributions are paired one to one by the tokens of their contents (`attribution_scores.matches`); on which pairs a measure rests is
said where it is counted. What is optional in what is known, and what is found on it, counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from sayso.model import Attribution, Flag, Span

from .attribution_scores import Place, Said, Tally, matches, overlap, tokens_of

#: What is counted, and what that says.
MEANINGS: Final = {
    "found": "certain attributions, contents that overlap by half",
    "source": "the same, and sources that overlap by half",
    "carried": "sentences that carry an attribution on, given as suggested",
    "chain": "pairs of an attribution and the one that it stands in, both found and linked",
    "named": "named or not, of the attributions found that have a source",
    "kind": "kind of source, of the same",
    "speech": "direct, indirect or mixed, of all attributions found",
    "resolution": "to the same real source as an earlier mention, of the attributions found that go back to one",
    "resolution_all": "the same, of all attributions that go back to one",
    "distancing": "quotation marks and words that only distance",
    "silent": "titles and captions that attribute nothing",
}
#: Of these a share of the pairs is told; of the others precision, recall and F.
SHARES: Final = frozenset({"named", "kind", "speech", "silent"})


@dataclass(frozen=True, slots=True)
class Label:
    """An attribution as it is compared, whoever made it. `holder` is the number of the one that it stands in."""

    said: Said
    speech: str
    kinds: frozenset[str]
    named: bool
    speaker: str | None
    resolves_to: Place | None
    holder: int | None
    suggested: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """All that is said of a text: `mentions` are the places of each speaker, in order, `quotes` those that distance."""

    attributions: tuple[Label, ...]
    mentions: Mapping[str, tuple[Place, ...]]
    quotes: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known of it and what is found in it."""

    text: str
    silent: tuple[Place, ...]
    known: Labels
    found: Labels


@dataclass(slots=True)
class Compared:
    """What comparing a text gives: the counts by measure, and in words what is not right."""

    counts: dict[str, Tally] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, known: int, found: int, right: int) -> None:
        """Count some more of a measure."""
        self.counts[name] = self.counts.get(name, Tally()) + Tally(known, found, right)


def from_data(row: Mapping[str, Any]) -> Labels:
    """The labels of a line of the set."""
    numbers = {one["id"]: number for number, one in enumerate(row["attributions"])}
    labels = tuple(
        Label(
            said=Said(*(_places(one[role]) for role in ("source", "cue", "content"))),
            speech=one["speech"],
            kinds=frozenset(one["source_kinds"]),
            named=one["named"],
            speaker=one["speaker"],
            resolves_to=_place(one["resolves_to"]) if one["resolves_to"] else None,
            holder=numbers[one["within"]] if one["within"] else None,
            suggested=one["suggested"],
            optional=one["optional"],
        )
        for one in row["attributions"]
    )
    mentions = {one["id"]: _places(one["mentions"]) for one in row["speakers"]}
    return Labels(labels, mentions, _places(row["distancing_quotes"]))


def _places(spans: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    return tuple(map(_place, spans))


def _place(span: Mapping[str, Any]) -> Place:
    return span["start"], span["end"]


def from_found(attributions: Sequence[Attribution], flags: Sequence[Flag]) -> Labels:
    """What was read: attributions, and of the flags those of distancing quotes."""
    numbers = {one.id: number for number, one in enumerate(attributions)}
    labels = tuple(
        Label(
            said=Said(*(tuple(map(_of_span, spans)) for spans in (one.source, one.cue, one.content))),
            speech=one.speech,
            kinds=frozenset([one.source_kind]),
            named=one.named,
            speaker=one.speaker,
            resolves_to=_of_span(one.resolves_to) if one.resolves_to else None,
            holder=numbers[one.within] if one.within else None,
            suggested=one.suggested,
        )
        for one in attributions
    )
    mentions: dict[str, set[Place]] = {}
    for label in labels:
        if label.speaker is not None:
            mentions.setdefault(label.speaker, set()).update(label.said.source)
    quotes = tuple((flag.start, flag.end) for flag in flags if flag.category == "distancing_quote")
    return Labels(labels, {key: tuple(sorted(places)) for key, places in mentions.items()}, quotes)


def _of_span(span: Span) -> Place:
    return span.start, span.end


def compare(one: Text) -> Compared:
    """Count every measure in a text."""
    done = Compared()
    pairs, spared = _pairs(one)
    _count_found(one, spared, done)
    _count_chains(one, pairs, spared, done)
    _count_natures(one, pairs, done)
    _count_resolution(one, pairs, done)
    _count_quotes(one, done)
    _count_silent(one, done)
    return done


def _pairs(one: Text) -> tuple[dict[int, int], frozenset[int]]:
    """The pairs of known and found attributions by their numbers, and the found ones that count nowhere: optional, or on optional ones."""
    wanted = [number for number, label in enumerate(one.known.attributions) if not label.optional]
    pairs = _matched(one, wanted, range(len(one.found.attributions)))
    optional = [number for number, label in enumerate(one.known.attributions) if label.optional]
    left = [number for number in range(len(one.found.attributions)) if number not in pairs.values()]
    loose = {number for number in left if one.found.attributions[number].optional}
    return pairs, frozenset(loose.union(_matched(one, optional, left).values()))


def _matched(one: Text, known: Sequence[int], found: Sequence[int]) -> dict[int, int]:
    given = (
        [one.known.attributions[number].said for number in known],
        [one.found.attributions[number].said for number in found],
    )
    return {known[left]: found[right] for left, right, _ in matches(*given, one.text)}


def _count_found(one: Text, spared: frozenset[int], done: Compared) -> None:
    """Certain ones against certain ones, suggested against suggested; a suggestion of what is certain is neither right nor wrong."""
    known, found = one.known.attributions, one.found.attributions
    sure = [label.said for label in known if not (label.suggested or label.optional)]
    given = [label.said for number, label in enumerate(found) if not (label.suggested or number in spared)]
    pairs = matches(sure, given, one.text)
    done.add("found", len(sure), len(given), len(pairs))
    done.add("source", len(sure), len(given), sum(same for _, _, same in pairs))
    left = {left for left, _, _ in pairs}
    right = {right for _, right, _ in pairs}
    done.wrong += [("found", f"missed {said_in(said, one.text)}") for at, said in enumerate(sure) if at not in left]
    done.wrong += [("found", f"extra {said_in(said, one.text)}") for at, said in enumerate(given) if at not in right]
    done.wrong += [
        ("source", f"{said_in(sure[a], one.text)} found as {said_in(given[b], one.text)}")
        for a, b, same in pairs
        if not same
    ]
    _count_carried(one, spared, done)


def _count_carried(one: Text, spared: frozenset[int], done: Compared) -> None:
    known, found = one.known.attributions, one.found.attributions
    sure = [label.said for label in known if not (label.suggested or label.optional)]
    wanted = [label.said for label in known if label.suggested and not label.optional]
    given = [label.said for number, label in enumerate(found) if label.suggested and number not in spared]
    pairs = matches(wanted, given, one.text)
    right = {right for _, right, _ in pairs}
    rest = [said for at, said in enumerate(given) if at not in right]
    careful = {at for _, at, _ in matches(sure, rest, one.text)}
    done.add("carried", len(wanted), len(given) - len(careful), len(pairs))
    left = {left for left, _, _ in pairs}
    done.wrong += [("carried", f"missed {said_in(said, one.text)}") for at, said in enumerate(wanted) if at not in left]
    done.wrong += [("carried", f"extra {said_in(said, one.text)}") for at, said in enumerate(rest) if at not in careful]


def _count_chains(one: Text, pairs: Mapping[int, int], spared: frozenset[int], done: Compared) -> None:
    known, found = one.known.attributions, one.found.attributions
    wanted = [
        (number, label.holder)
        for number, label in enumerate(known)
        if label.holder is not None and not (label.optional or known[label.holder].optional)
    ]
    given = [
        (number, label.holder)
        for number, label in enumerate(found)
        if label.holder is not None and not {number, label.holder} & spared
    ]
    linked = {(pairs.get(inner), pairs.get(outer)) for inner, outer in wanted}
    right = [pair for pair in given if pair in linked]
    done.add("chain", len(wanted), len(given), len(right))
    for inner, outer in wanted:
        if (pairs.get(inner), pairs.get(outer)) not in given:
            done.wrong.append(
                ("chain", f"missed {said_in(known[inner].said, one.text)} in {said_in(known[outer].said, one.text)}")
            )
    for inner, outer in given:
        if (inner, outer) not in right:
            done.wrong.append(
                ("chain", f"extra {said_in(found[inner].said, one.text)} in {said_in(found[outer].said, one.text)}")
            )


def _count_natures(one: Text, pairs: Mapping[int, int], done: Compared) -> None:
    for left, right in pairs.items():
        known, found = one.known.attributions[left], one.found.attributions[right]
        judged = {"speech": (known.speech, found.speech, known.speech == found.speech)}
        if known.said.source:
            judged["named"] = (str(known.named), str(found.named), known.named == found.named)
            told = "/".join(sorted(known.kinds)), "/".join(sorted(found.kinds))
            judged["kind"] = (*told, bool(known.kinds & found.kinds))
        for name, (wanted, given, same) in judged.items():
            done.add(name, 1, 1, int(same))
            if not same:
                done.wrong.append((name, f"wanted {wanted}, found {given}: {said_in(known.said, one.text)}"))


def _count_resolution(one: Text, pairs: Mapping[int, int], done: Compared) -> None:
    """Of sources that go back to an earlier mention, whether what is found goes back to the same real source."""
    for number, known in enumerate(one.known.attributions):
        if known.optional or not known.said.source:
            continue
        goes_back = _goes_back(known, one.known)
        found = one.found.attributions[pairs[number]] if number in pairs else None
        target = _target(found, one.found) if found is not None else None
        speaker = _speaker_at(target, one) if target is not None else None
        right = goes_back and speaker is not None and speaker == known.speaker
        counted = int(goes_back), int(target is not None), int(right)
        done.add("resolution_all", *counted)
        if found is not None:
            done.add("resolution", *counted)
            if goes_back != (target is not None) or goes_back != right:
                shown = "nothing" if target is None else repr(one.text[slice(*target)])
                wanted = known.speaker if goes_back else "nothing earlier"
                done.wrong.append(("resolution", f"wanted {wanted}, found {shown}: {said_in(known.said, one.text)}"))


def _goes_back(label: Label, labels: Labels) -> bool:
    return label.resolves_to is not None or _earlier(label, labels) is not None


def _target(label: Label, labels: Labels) -> Place | None:
    """The earlier mention to which a source goes back: the one that is named, else the last of the same speaker."""
    return label.resolves_to or _earlier(label, labels)


def _earlier(label: Label, labels: Labels) -> Place | None:
    start = min((place[0] for place in label.said.source), default=0)
    places = labels.mentions.get(label.speaker, ()) if label.speaker is not None else ()
    return max((place for place in places if place[1] <= start), default=None)


def _speaker_at(target: Place, one: Text) -> str | None:
    """The known speaker one of whose mentions covers a place best."""
    tokens = tokens_of(one.text)
    wanted = _covered(target, tokens)
    shares = {
        speaker: max((overlap(wanted, _covered(place, tokens)) for place in places), default=0.0)
        for speaker, places in one.known.mentions.items()
    }
    best = max(shares, key=lambda speaker: shares[speaker], default=None)
    return best if best is not None and shares[best] > 0 else None


def _covered(place: Place, tokens: Sequence[Place]) -> frozenset[int]:
    return frozenset(at for at, (start, end) in enumerate(tokens) if place[0] < end and start < place[1])


def _count_quotes(one: Text, done: Compared) -> None:
    """A mark is right where it touches a known one; a known one is found where a mark touches it."""
    known, found = one.known.quotes, one.found.quotes
    right = [place for place in found if _touches(place, known)]
    met = [place for place in known if _touches(place, found)]
    # Two marks on one place (the word "so-called" and the quotation behind it) are one that is found.
    done.add("distancing", len(known), len(met) + len(found) - len(right), len(met))
    done.wrong += [("distancing", f"missed {one.text[slice(*place)]!r}") for place in known if place not in met]
    done.wrong += [("distancing", f"extra {one.text[slice(*place)]!r}") for place in found if place not in right]


def _touches(place: Place, others: Iterable[Place]) -> bool:
    return any(place[0] < other[1] and other[0] < place[1] for other in others)


def _count_silent(one: Text, done: Compared) -> None:
    said = [place for label in one.found.attributions for place in chain(*label.said)]
    loud = [place for place in one.silent if _touches(place, said)]
    done.add("silent", len(one.silent), len(one.silent), len(one.silent) - len(loud))
    done.wrong += [("silent", f"attributes: {one.text[slice(*place)]!r}") for place in loud]


def said_in(said: Said, text: str) -> str:
    """An attribution in its words, for a list of misses."""
    return " / ".join(" + ".join(_shown(text[slice(*place)]) for place in part) or "-" for part in said)


def _shown(words: str) -> str:
    return " ".join(words.split())


def added(compared: Iterable[Compared]) -> Iterator[tuple[str, Tally]]:
    """The counts of several texts together, in the order of MEANINGS."""
    texts = list(compared)
    for name in MEANINGS:
        total = Tally()
        for one in texts:
            total += one.counts.get(name, Tally())
        yield name, total
