"""With what a ledger was made: the versions of the program, Python and the libraries, and the hashes of the weights."""

from __future__ import annotations

import platform
from importlib.metadata import requires, version

from sayso.version import __version__


def libraries() -> dict[str, str]:
    """The version of each library that Sayso rests on, by its name."""
    names = [line.partition(">")[0].partition("[")[0] for line in requires("sayso") or () if "extra ==" not in line]
    return {name: version(name) for name in names}


def made_with() -> dict[str, str]:
    """Versions and hashes by name: "sayso", "python", each library, "weights/MODEL/FILE"."""
    from sayso.language.weights import hashes

    return {
        "sayso": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        **libraries(),
        **{f"weights/{name}": digest for name, digest in hashes().items()},
    }
