"""Measures on public data: one module a benchmark. The data is never shipped; each takes its path and says what is missing."""

from .ntrex import measure_ntrex
from .result import Measure

#: Every benchmark by its name on the command line.
BENCHES = {"ntrex": measure_ntrex}

__all__ = ["BENCHES", "Measure", "measure_ntrex"]
