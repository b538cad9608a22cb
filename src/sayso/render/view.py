"""A ledger as a reader meets it: claims with their number, their chain of say-so and what was found, ready to lay out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sayso.language import SERVED
from sayso.model import (
    Attribution,
    CheckedMatch,
    Claim,
    EarlierCheck,
    Figure,
    FigureMatch,
    Flag,
    Ledger,
    SourceDocument,
    SourceKind,
    Speaker,
    Suggestion,
    Trace,
    part_of,
)

from .exact import assert_exact
from .safe import line
from .words import KINDS, Known, Outcome, Shown, drift_names, language_name, shown_of


@dataclass(frozen=True)
class Node:
    """One link of a chain of say-so: who, what they are, how they are known, and the words that lay it to them.

    `name` is for a reader: the mention, and in brackets whom it means ("He (Jonas Oduya)"); `who` is the one of the two that names them.
    """

    name: str
    kind: str
    known: Known
    who: str
    cue: str = ""
    speech: str = ""
    because: str = ""
    suggested: bool = False


@dataclass(frozen=True)
class ClaimView:
    """A claim with everything that hangs on it. `number` is its place in the ledger, counted from 1."""

    number: int
    claim: Claim
    chain: tuple[Node, ...]
    figures: tuple[Figure, ...]
    flags: tuple[Flag, ...]
    traces: tuple[Trace, ...]
    checked: tuple[tuple[CheckedMatch, EarlierCheck], ...] = ()

    @property
    def title(self) -> str:
        """The claim's exact words in a line."""
        return line(self.claim.text, 110)

    @property
    def outcome(self) -> Outcome:
        """What was found, by the best passage."""
        return self.best.finding if self.best else "not_searched"

    @property
    def best(self) -> Trace | None:
        """The best passage, with what was found there."""
        return self.traces[0] if self.traces else None

    @property
    def shown(self) -> Shown:
        """What was found, as it is shown: with a mark of its own where it matches and something drifted."""
        return shown_of(self.best)

    @property
    def drifts(self) -> str:
        """What drifted, by name; empty where nothing did."""
        return drift_names(self.best)

    @property
    def abstained(self) -> bool:
        """Whether the machine held back."""
        return self.best is not None and self.best.abstained

    @property
    def why(self) -> str:
        """Why the claim is worth checking or not, in a line, and how sure it sounds where it sounds less than certain."""
        certainty = self.claim.certainty
        parts = [line("; ".join(self.claim.because))] if self.claim.because else []
        parts += [] if certainty.author in {"certain", "unknown"} else [f"put as {certainty.author}"]
        parts += [] if certainty.source in {None, "certain", "unknown"} else [f"{certainty.source} to the source"]
        return "; ".join(parts)

    @property
    def who(self) -> str:
        """The innermost source, in a few words; empty where the text says it in its own voice."""
        return self.chain[-1].name if self.chain else ""


@dataclass(frozen=True)
class View:
    """The ledger with its look-ups. Made by `view_of`, which checks the ledger's promise first."""

    ledger: Ledger

    @property
    def unread(self) -> str:
        """The language whose say-so is not read, in words: nothing is then known to be the text's own; empty where it is read."""
        language = self.ledger.document.language
        return "" if language.split("-", maxsplit=1)[0].lower() in SERVED else language_name(language)

    @property
    def own_words(self) -> str:
        """What is said of a claim that is laid to nobody."""
        return f"say-so is not read in {self.unread}" if self.unread else "in its own voice"

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        """Speakers by id."""
        return {speaker.id: speaker for speaker in self.ledger.speakers}

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        """Attributions by id."""
        return {said.id: said for said in self.ledger.attributions}

    @cached_property
    def sources(self) -> dict[str, SourceDocument]:
        """Source documents by id."""
        return {source.id: source for source in self.ledger.source_documents}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Figures by id."""
        return {figure.id: figure for figure in self.ledger.figures}

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """The claims, in the order of the ledger."""
        flags = {flag.id: flag for flag in self.ledger.flags}
        traces: dict[str, list[Trace]] = defaultdict(list)
        for trace in self.ledger.traces:
            traces[trace.claim].append(trace)
        checked = self._checked()
        return tuple(
            ClaimView(
                number=number,
                claim=claim,
                chain=tuple(self.node(self.attributions[i]) for i in claim.attribution if i in self.attributions),
                figures=tuple(self.figures[i] for i in claim.figures if i in self.figures),
                flags=tuple(flags[i] for i in claim.flags if i in flags),
                traces=tuple(sorted(traces[claim.id], key=lambda trace: trace.rank)),
                checked=tuple(checked[claim.id]),
            )
            for number, claim in enumerate(self.ledger.claims, start=1)
        )

    def _checked(self) -> dict[str, list[tuple[CheckedMatch, EarlierCheck]]]:
        """Earlier checks by the claim that they are about, those that fit best first."""
        known = {check.id: check for check in self.ledger.earlier_checks}
        found: dict[str, list[tuple[CheckedMatch, EarlierCheck]]] = defaultdict(list)
        for match in sorted(self.ledger.checked, key=lambda match: match.rank):
            if match.check in known:
                found[match.claim].append((match, known[match.check]))
        return found

    @cached_property
    def suggestions(self) -> dict[str, tuple[Suggestion, ...]]:
        """What models that a person chose say, by the id of the trace; no finding rests on it."""
        found: dict[str, tuple[Suggestion, ...]] = {}
        for each in self.ledger.suggestions:
            found[each.trace] = (*found.get(each.trace, ()), each)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each claim's number by its id."""
        return {each.claim.id: each.number for each in self.claims}

    @cached_property
    def by_worth(self) -> tuple[ClaimView, ...]:
        """The claims, those most worth checking first."""
        return tuple(sorted(self.claims, key=lambda each: (-each.claim.check_worthiness, each.number)))

    @cached_property
    def claims_of_figure(self) -> dict[str, tuple[ClaimView, ...]]:
        """The claims that a figure stands in, by the figure's id."""
        found: dict[str, list[ClaimView]] = defaultdict(list)
        for each in self.claims:
            for figure in each.figures:
                found[figure.id].append(each)
        return {ident: tuple(views) for ident, views in found.items()}

    def outer(self) -> tuple[Node, ...]:
        """Who says everything in the text: its outlet and its author, where they are known."""
        doc = self.ledger.document
        names = ((doc.outlet, "publisher"), (doc.byline, "author"))
        return tuple(
            Node(name=line(name, 80), kind=kind, known="named", who=line(name, 80)) for name, kind in names if name
        )

    def node(self, said: Attribution) -> Node:
        """An attribution as a link of a chain."""
        return Node(
            name=self.name(said),
            kind=KINDS[self.kind(said)],
            known=known(said),
            who=self.who(said),
            cue=line(" … ".join(span.text for span in said.cue), 60),
            speech=said.speech,
            because=line(said.because),
            suggested=said.suggested,
        )

    def name(self, said: Attribution) -> str:
        """Who is meant: the words of the mention, and the name behind them where it stands elsewhere."""
        mention = line(" … ".join(span.text for span in said.source), 80)
        speaker = self.speakers.get(said.speaker or "")
        behind = line(said.resolves_to.text if said.resolves_to else speaker.name if speaker else "", 80)
        if not mention:
            return behind or "someone"
        return f"{mention} ({behind})" if said.resolves_to and behind.lower() != mention.lower() else mention

    def who(self, said: Attribution) -> str:
        """The name of who is meant, where the text has one anywhere, else the words of the mention."""
        mention = line(" … ".join(span.text for span in said.source), 80)
        speaker = self.speakers.get(said.speaker or "")
        if speaker and speaker.named:
            return line(speaker.name, 80)
        return line(said.resolves_to.text, 80) if said.resolves_to else mention or "someone"

    def kind(self, said: Attribution) -> SourceKind:
        """What the source is, by the speaker where the mention does not say."""
        speaker = self.speakers.get(said.speaker or "")
        return speaker.kind if speaker and said.source_kind == "unknown" else said.source_kind

    def document_name(self, ident: str | None) -> str:
        """A source document in a line: title, part, outlet, date."""
        source = self.sources.get(ident or "")
        if source is None:
            return line(ident or "")
        uri, number = part_of(source.uri)
        parts = (source.title or uri, f"part {number}" if number > 1 else "", source.outlet, source.published)
        return ", ".join(line(part, 80) for part in parts if part)

    def match_of(self, figure: Figure) -> tuple[Trace, FigureMatch] | None:
        """The best passage's match for a figure, over the claims that hold it, or None."""
        return self._matches.get(figure.id)

    @cached_property
    def _matches(self) -> dict[str, tuple[Trace, FigureMatch]]:
        best: dict[str, tuple[Trace, FigureMatch]] = {}
        for trace in sorted(self.ledger.traces, key=lambda trace: trace.rank):
            for match in trace.figures:
                best.setdefault(match.claim_figure, (trace, match))
        return best


def known(said: Attribution) -> Known:
    """Named in its own words, by a name carried over from an earlier mention, or not named."""
    if not said.named:
        return "unnamed"
    return "inherited" if said.suggested or said.resolves_to else "named"


def view_of(ledger: Ledger) -> View:
    """The ledger ready to lay out; raises ValueError for an entry that is not exactly what its text shows."""
    assert_exact(ledger)
    return View(ledger)
