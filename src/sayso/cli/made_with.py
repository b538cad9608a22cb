"""With what a ledger was made: the versions of the program, Python and the libraries, and the hashes of the weights."""

from __future__ import annotations

import platform
import re
from importlib.metadata import requires, version
from typing import Final

from sayso.version import __version__

#: What a requirement begins with: "py3langid<0.5,>=0.4" is of py3langid.
_NAME: Final = re.compile(r"[\w.-]+")


def libraries() -> dict[str, str]:
    """The version of each library that Sayso rests on, by its name."""
    found = (_NAME.match(line) for line in requires("sayso") or () if "extra ==" not in line)
    return {one.group(): version(one.group()) for one in found if one}


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
