"""What was probably meant by a path that is not there."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from os import fspath
from pathlib import Path
from typing import Final

#: What begins like the address of a page, without https:// before it.
_PAGE: Final = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+(?:/.*)?|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|eu|de|es|fr|it|pt|uk|example)/.*)",
    re.ASCII,
)
#: A folder may hold millions of names; a slip is looked for among so many.
_LOOKED_AT: Final = 5_000
_NEAR: Final = 0.7


def mend_of(path: Path | str) -> str:
    """The mend for a path that is not there: a name that is near, the beginning of a web address, or to look again."""
    text = fspath(path)
    if _PAGE.fullmatch(text):
        return f"if it is a web page, begin it so: https://{text}"
    near = _near(Path(text))
    return f"did you mean {near}?" if near else "check the spelling of the path"


def _near(path: Path) -> Path | None:
    """The path with its first part that is not there put right, if something is there then."""
    there = Path(path.anchor)
    rest = path.parts[1:] if path.anchor else path.parts
    try:
        for at, part in enumerate(rest):
            if (there / part).exists():
                there /= part
                continue
            names = [one.name for one in islice(there.iterdir(), _LOOKED_AT)]
            meant = get_close_matches(part, sorted(names), n=1, cutoff=_NEAR)
            found = there.joinpath(meant[0], *rest[at + 1 :]) if meant else None
            return found if found is not None and found.exists() else None
    except (OSError, ValueError):
        return None
    return None
