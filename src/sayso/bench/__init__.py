"""Measures on public data: one module a benchmark. The data is never shipped; each takes its path and says what is missing."""

from .newsquant import measure_newsquant
from .ntrex import measure_ntrex
from .own_figures import measure_own_figures
from .recognizers import measure_recognizers
from .result import Measure, Miss, Outcome
from .same_figures import measure_same_figures

#: Every benchmark by its name on the command line.
BENCHES = {
    "newsquant": measure_newsquant,
    "ntrex": measure_ntrex,
    "own_figures": measure_own_figures,
    "recognizers": measure_recognizers,
    "same_figures": measure_same_figures,
}

__all__ = [
    "BENCHES",
    "Measure",
    "Miss",
    "Outcome",
    "measure_newsquant",
    "measure_ntrex",
    "measure_own_figures",
    "measure_recognizers",
    "measure_same_figures",
]
