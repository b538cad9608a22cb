"""The steps of a Containerfile, as far as ours needs them: stages, copies, commands, variables, the folder, the user."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_KNOWN = frozenset(("FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "ENTRYPOINT", "CMD"))


@dataclass(frozen=True)
class Step:
    """One line: its word, what follows, and where it stands."""

    word: str
    rest: str
    folder: str
    env: dict[str, str]


@dataclass
class Steps:
    """All steps in order, and what the image is left with."""

    steps: list[Step] = field(default_factory=list)
    folder: str = ""
    user: str = "root"
    env: dict[str, str] = field(default_factory=dict)


def read_steps(text: str) -> Steps:
    """Take a Containerfile apart; raises ValueError for a word that is not known."""
    found = Steps()
    lines = re.sub(r"\\\n", " ", text).splitlines()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word not in _KNOWN:
            raise ValueError(f"{word} is not known here: {line}")
        if word == "FROM":
            found.folder, found.user, found.env = "", "root", {}
        found.steps.append(Step(word, rest, found.folder, dict(found.env)))
        if word == "WORKDIR":
            found.folder = rest
        elif word == "USER":
            found.user = rest
        elif word == "ENV":
            found.env |= dict(pair.split("=", 1) for pair in rest.split())
    found.env = {name: value.replace("$PATH", "/usr/local/bin:/usr/bin:/bin") for name, value in found.env.items()}
    return found
