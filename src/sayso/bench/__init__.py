"""Measures on public data: one module a benchmark. The data is never shipped; each takes its path and says what is missing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .babe import measure_babe
    from .changes import measure_changes
    from .checked import measure_checked
    from .checkthat_subjectivity import measure_checkthat_subjectivity
    from .checkthat_worth import measure_checkthat_worth
    from .contrasts import measure_contrasts
    from .follow_cluster import measure_follow_cluster
    from .follow_full import measure_follow_full
    from .follow_join import measure_follow_join
    from .follow_read import measure_follow_read
    from .follow_threads import measure_follow_threads
    from .german_quotations import measure_german_quotations
    from .newsquant import measure_newsquant
    from .ntrex import measure_ntrex
    from .ntrex_search import measure_ntrex_search
    from .origins import measure_origins
    from .own_claims import measure_own_claims
    from .own_drift import measure_own_drift
    from .own_figures import measure_own_figures
    from .own_sayso import measure_own_sayso
    from .polnear import measure_polnear
    from .reckoning import measure_reckoning
    from .recognizers import measure_recognizers
    from .result import Measure, Miss, Outcome
    from .reuse import measure_reuse
    from .same_figures import measure_same_figures
    from .scale import measure_scale
    from .seeded import measure_seeded
    from .threads import measure_threads
    from .twists import measure_twists
    from .vitaminc import measure_vitaminc
    from .wice import measure_wice

    BENCHES: dict[str, Callable[..., Outcome]]

#: Every benchmark by its name on the command line: each is a module with a function `measure_NAME`.
_NAMES: Final = (
    "babe",
    "changes",
    "checked",
    "checkthat_subjectivity",
    "checkthat_worth",
    "contrasts",
    "follow_cluster",
    "follow_full",
    "follow_join",
    "follow_read",
    "follow_threads",
    "german_quotations",
    "newsquant",
    "ntrex",
    "ntrex_search",
    "origins",
    "own_claims",
    "own_drift",
    "own_figures",
    "own_sayso",
    "polnear",
    "reckoning",
    "recognizers",
    "reuse",
    "same_figures",
    "scale",
    "seeded",
    "threads",
    "twists",
    "wice",
    "vitaminc",
)

__all__ = [
    "BENCHES",
    "Measure",
    "Miss",
    "Outcome",
    "measure_babe",
    "measure_changes",
    "measure_checked",
    "measure_checkthat_subjectivity",
    "measure_checkthat_worth",
    "measure_contrasts",
    "measure_follow_cluster",
    "measure_follow_full",
    "measure_follow_join",
    "measure_follow_read",
    "measure_follow_threads",
    "measure_german_quotations",
    "measure_newsquant",
    "measure_ntrex",
    "measure_ntrex_search",
    "measure_origins",
    "measure_own_claims",
    "measure_own_drift",
    "measure_own_figures",
    "measure_own_sayso",
    "measure_polnear",
    "measure_reckoning",
    "measure_recognizers",
    "measure_reuse",
    "measure_same_figures",
    "measure_scale",
    "measure_seeded",
    "measure_threads",
    "measure_twists",
    "measure_vitaminc",
    "measure_wice",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: scores can be used, as by training, without all that Sayso needs to read."""
    from importlib import import_module

    if name == "BENCHES":
        return {one: __getattr__(f"measure_{one}") for one in _NAMES}
    if name in {"Measure", "Miss", "Outcome"}:
        return getattr(import_module(".result", __name__), name)
    if name.startswith("measure_") and (module := name.removeprefix("measure_")) in _NAMES:
        return getattr(import_module(f".{module}", __name__), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
