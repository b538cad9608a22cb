"""Logistic regression on named features, for weights that are a handful of numbers: fitted in full, the same every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS: Final = 25
_STILL: Final = 1e-6
#: How strongly weights of features of variance 1 are drawn to nothing.
PENALTY: Final = 3.0


def fit(
    rows: Sequence[Mapping[str, float]],
    classes: Sequence[int],
    count: int,
    penalty: float = PENALTY,
) -> list[dict[str, float]]:
    """Weights by feature name, with "bias", for each of `count` classes but the first, which is what the others are held against.

    Maximum likelihood with a quadratic penalty on the weights of standardised features, by Newton's method (Böhning, 1992, for
    several classes); the weights returned are for the features as they are.
    """
    names = sorted(dict.fromkeys(name for row in rows for name in row))
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64)
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    inputs = np.hstack([np.ones((len(rows), 1)), (table - mean) / spread])
    found = _newton(inputs, np.asarray(classes), count, penalty)
    plain = found[:, 1:] / spread
    bias = found[:, 0] - plain @ mean
    return [
        {"bias": float(bias[one]), **dict(zip(names, map(float, plain[one]), strict=True))} for one in range(count - 1)
    ]


def _newton(inputs: Floats, classes: NDArray[np.int_], count: int, penalised: float) -> Floats:
    size = inputs.shape[1]
    weights = np.zeros((count - 1, size))
    penalty = np.full(size, penalised)
    penalty[0] = 0.0
    wanted = np.stack([(classes == one) for one in range(1, count)], axis=1).astype(np.float64)
    for _ in range(_STEPS):
        share = _shares(inputs @ weights.T)
        slope = (share - wanted).T @ inputs + penalty * weights
        curve = np.zeros((weights.size, weights.size))
        for one in range(count - 1):
            for other in range(count - 1):
                part = share[:, one] * ((one == other) - share[:, other])
                block = (inputs * part[:, None]).T @ inputs + (np.diag(penalty + _STILL) if one == other else 0.0)
                curve[one * size : (one + 1) * size, other * size : (other + 1) * size] = block
        step = np.linalg.solve(curve, slope.reshape(-1)).reshape(weights.shape)
        weights -= step
        if np.abs(step).max() < _STILL:
            break
    return weights


def _shares(odds: Floats) -> Floats:
    """The shares of all classes but the first, of odds held against it."""
    most = np.maximum(odds.max(axis=1, keepdims=True), 0.0)
    raised = np.exp(odds - most)
    shares: Floats = raised / (raised.sum(axis=1, keepdims=True) + np.exp(-most))
    return shares
