"""What is measured on our own sets, where the truth is known because we wrote both sides.

Run it for a table: `python tests/gate/measure.py`. The floors stand in floors.toml and are held by test_gate.py.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from sayso.model import Claim, Ledger, Trace
from sayso.pipeline import check, open_sources
from sayso.reading import read_path

ROOT: Final = Path(__file__).parents[2]
#: Each set: the article, the folder of its source documents, and the truth about both.
SETS: Final = {
    "examples": (ROOT / "examples/article.txt", [ROOT / "examples/sources"], ROOT / "examples/drift.toml"),
    "travellers": (
        ROOT / "tests/data/travellers/article.txt",
        [ROOT / "tests/data/travellers" / name for name in ("rundpost.de.txt", "gaceta.es.txt")],
        ROOT / "tests/data/travellers/truth.toml",
    ),
}
_FOUND: Final = ("matches", "differs", "other_scope")


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the truth beside what was found."""

    truth: dict[str, Any]
    finding: str
    source: str
    because: str

    @property
    def has_figure(self) -> bool:
        """Whether the row is about a figure; the others are about wording alone, where the machine mostly abstains."""
        return bool(self.truth["figure"])

    @property
    def right(self) -> bool:
        """The finding is the truth's."""
        return self.finding == str(self.truth["finding"])

    @property
    def at_source(self) -> bool:
        """The best passage stands in the source document that the truth names."""
        return Path(self.source).name == str(self.truth["source"])

    @property
    def false_alarm(self) -> bool:
        """Called different where the truth has no difference."""
        return self.finding == "differs" and self.truth["finding"] != "differs"

    @property
    def false_match(self) -> bool:
        """Called a match where the truth has none: the dearest mistake after a false alarm."""
        return self.finding == "matches" and self.truth["finding"] != "matches"


def ledger_of(name: str) -> Ledger:
    """The ledger of one of the sets."""
    article, sources, _ = SETS[name]
    index, added = open_sources(sources)
    with index:
        return check(read_path(article), index, added.problems)


def judge_all(name: str, ledger: Ledger) -> list[Judged]:
    """Every row of a set's truth, judged."""
    rows = tomllib.loads(SETS[name][2].read_text(encoding="utf-8"))["truth"]
    return [_judge(row, ledger) for row in rows]


def _judge(row: dict[str, Any], ledger: Ledger) -> Judged:
    text = ledger.document.text
    start = text.index(row["claim"])
    claims = {claim.id for claim in ledger.claims if claim.start < start + len(row["claim"]) and start < claim.end}
    traces = [trace for trace in ledger.traces if trace.claim in claims]
    uris = {source.id: source.uri for source in ledger.source_documents}
    for finding, trace, because in _candidates(row, ledger, traces, start):
        return Judged(row, finding, uris.get(trace.document or "", ""), because)
    best = traces[:1]
    source = "".join(uris.get(trace.document or "", "") for trace in best)
    return Judged(row, "not_found", source, "; ".join(trace.because for trace in best))


def _candidates(
    row: dict[str, Any], ledger: Ledger, traces: list[Trace], start: int
) -> Iterator[tuple[str, Trace, str]]:
    """The findings on the row's figure, or on the claim where the row has no figure; the best-ranked first."""
    if not row["figure"]:
        yield from ((trace.finding, trace, trace.because) for trace in traces if trace.finding in _FOUND)
        return
    at = ledger.document.text.index(row["figure"], start)
    ids = {figure.id for figure in ledger.figures if figure.start < at + len(row["figure"]) and at < figure.end}
    for trace in sorted(traces, key=lambda one: one.rank):
        for match in trace.figures:
            if match.claim_figure in ids and match.finding in _FOUND:
                yield match.finding, trace, match.because


def drift_counts(name: str, ledger: Ledger) -> tuple[int, int, int]:
    """Drifts found rightly, found in all, and known: by kind, a claim at a time."""
    rows = tomllib.loads(SETS[name][2].read_text(encoding="utf-8"))["truth"]
    known: set[tuple[str, str]] = set()
    for row in rows:
        start = ledger.document.text.index(row["claim"])
        for claim in _claims_at(ledger, start, start + len(row["claim"])):
            known |= {(claim.id, kind) for kind in row["drift"]}
    found = {(trace.claim, drift.kind) for trace in ledger.traces for drift in trace.drifts}
    return len(found & known), len(found), len(known)


def _claims_at(ledger: Ledger, start: int, end: int) -> list[Claim]:
    return [claim for claim in ledger.claims if claim.start < end and start < claim.end]


def measures() -> dict[str, float]:
    """All figures that have a floor or a ceiling."""
    found: dict[str, float] = {}
    for name in SETS:
        ledger = ledger_of(name)
        judged = judge_all(name, ledger)
        figures = [one for one in judged if one.has_figure]
        traced = [one for one in judged if one.truth["source"]]
        found[f"{name}.figures"] = len(figures)
        found[f"{name}.right"] = sum(one.right for one in figures) / len(figures)
        found[f"{name}.false_alarms"] = sum(one.false_alarm for one in judged)
        found[f"{name}.false_matches"] = sum(one.false_match for one in judged)
        found[f"{name}.at_source"] = sum(one.at_source for one in traced) / len(traced)
        right, all_found, known = drift_counts(name, ledger)
        found[f"{name}.drift_precision"] = right / all_found if all_found else 1.0
        found[f"{name}.drift_recall"] = right / known if known else 1.0
    return found


def data_hash() -> str:
    """A hash of the sets, so that a floor cannot be met by changing what it is measured on."""
    digest = blake2b(digest_size=8)
    for article, sources, truth in SETS.values():
        files = [path for source in sources for path in (sorted(source.iterdir()) if source.is_dir() else [source])]
        for path in (article, *files, truth):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Print the table, and every row that is not right."""
    write = sys.stdout.write
    for name in SETS:
        for one in judge_all(name, ledger_of(name)):
            if not one.right and one.has_figure:
                row = one.truth
                write(
                    f"[{name}] wanted {row['finding']} in {row['source'] or 'nothing'}, found {one.finding} in {one.source or 'nothing'}\n"
                    f"    {row['figure'] or row['claim'][:90]!r}: {one.because[:300]}\n"
                )
    for key, value in measures().items():
        write(f"{key:28} {value:.3f}\n")
    write(f"data {data_hash()}\n")


if __name__ == "__main__":
    main()
