"""The words and glyphs that the renderers share: never a colour alone, never a word without its meaning."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from sayso.model import DriftKind, Finding, FlagCategory, Reuse, SourceKind, Trace

from .safe import line

#: A claim's finding, or "not_searched" where there was nothing to search.
Outcome = Literal["matches", "differs", "other_scope", "not_found", "not_searched"]
#: An outcome as it is shown: what matches of which a drift is told has a mark of its own, so that no bare tick stands beside it.
Shown = Literal["matches", "drifted", "differs", "other_scope", "not_found", "not_searched"]
#: How a source is known: by its own name, by a name carried over from an earlier mention, or not at all.
Known = Literal["named", "inherited", "unnamed"]

GLYPHS: Final[dict[Shown, str]] = {
    "matches": "✓",
    "drifted": "≈",
    "differs": "≠",
    "other_scope": "⊂",
    "not_found": "?",
    "not_searched": "–",
}
OUTCOMES: Final[dict[Shown, str]] = {
    "matches": "matches",
    "drifted": "matches with drift",
    "differs": "differs",
    "other_scope": "other scope",
    "not_found": "not found",
    "not_searched": "not searched",
}
FINDINGS: Final[tuple[Finding, ...]] = ("matches", "differs", "other_scope", "not_found")
KINDS: Final[dict[SourceKind, str]] = {
    "person": "person",
    "organisation": "organisation",
    "media": "media",
    "document": "document",
    "group": "group",
    "unknown": "kind unknown",
}
DRIFTS: Final[dict[DriftKind, str]] = {
    "bound_dropped": "bound dropped",
    "hedge_dropped": "hedge dropped",
    "scope_dropped": "scope dropped",
    "unit_changed": "unit changed",
    "base_changed": "base changed",
    "period_changed": "period changed",
    "concept_changed": "concept changed",
    "source_blurred": "source blurred",
    "source_changed": "source changed",
    "quote_altered": "quotation altered",
    "quote_truncated": "quotation cut short",
    "unquoted_reuse": "taken over without quotation marks",
    "certainty_raised": "certainty raised",
    "caveat_omitted": "caveat left out",
}
REUSE: Final[dict[Reuse, str]] = {
    "verbatim": "word for word",
    "near_verbatim": "nearly word for word",
    "paraphrase": "in other words",
    "none": "",
}
FLAGS: Final[dict[FlagCategory, str]] = {
    "loaded": "loaded word",
    "hedge": "hedge",
    "weasel": "weasel word",
    "distancing_quote": "distancing quotation marks",
    "generalisation": "generalisation",
    "superlative": "superlative",
    "inconsistent": "does not agree with another place",
}
_HIGH, _MIDDLING = 0.67, 0.34


def shown_of(trace: Trace | None) -> Shown:
    """What a passage came to, as it is shown; without one, that nothing was searched."""
    if trace is None:
        return "not_searched"
    return "drifted" if trace.finding == "matches" and trace.drifts else trace.finding


def drift_names(trace: Trace | None) -> str:
    """What drifted between a passage and its claim, by name, each once: "bound dropped, caveat left out"."""
    return ", ".join(dict.fromkeys(DRIFTS[drift.kind] for drift in (trace.drifts if trace else ())))


def outcome_words(outcome: Shown, *, abstained: bool = False, drifts: str = "") -> str:
    """Glyph and word: "≠ differs"; where the machine held back, "? not found (unsure)"; with what drifted, where its names are given."""
    more = "; ".join(filter(None, ("unsure" if abstained else "", drifts)))
    return f"{GLYPHS[outcome]} {OUTCOMES[outcome]}" + (f" ({more})" if more else "")


def worth(score: float) -> str:
    """How much a claim is worth checking, in a word."""
    return "high" if score >= _HIGH else "middling" if score >= _MIDDLING else "low"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def share(part: int, whole: int) -> str:
    """A share in whole percent: "25 %"; "0 %" of nothing."""
    return f"{round(100 * part / whole) if whole else 0} %"


@cache
def language_name(language: str) -> str:
    """The English name of a BCP 47 language, or the tag itself where it has none; "language unknown" for "und"."""
    from babel import Locale

    if language == "und":
        return "language unknown"
    names: dict[str, str] = dict(Locale("en").languages)
    return (
        names.get(language.replace("-", "_")) or names.get(language.split("-", maxsplit=1)[0].lower()) or line(language)
    )
