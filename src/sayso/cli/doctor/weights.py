"""Whether the weights of every encoder are there and as they were made."""

from __future__ import annotations

from collections.abc import Iterator

from .check import Seen, broken, works

_AGAIN = "pip install --force-reinstall sayso; until then rules and word lists read alone"


def weights() -> Iterator[Seen]:
    """Each model's files, by the hashes in its facts."""
    from sayso.language.weights import MODELS, faults

    told = [fault for name in MODELS for fault in faults(name, f"the weights {name}")]
    yield from (broken(fault, _AGAIN) for fault in told)
    if not told:
        yield works(f"{', '.join(MODELS)}: as they were made")
