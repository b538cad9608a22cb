"""Whether what a person set and keeps is whole: settings, variables, the desk, the source documents that settings name."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from sayso.cli.settings import VARIABLES, load_settings, own_desk, settings_files
from sayso.model import UsageError

from .check import Seen, broken, warning, works

#: Variables that are no settings but mean something to the tests and the build.
_OTHERS: Final = frozenset(("SAYSO_REWRITE", "SAYSO_CI", "SAYSO_KILLS"))
_LOADED: Final = "SAYSO_"
#: An index larger than this is opened, and not read whole.
_LARGE: Final = 5_000


def settings(folder: Path, environment: Mapping[str, str]) -> Iterator[Seen]:
    """The settings' files and variables: read, with names and values that are known."""
    read = [str(path) for path in settings_files(folder, environment)]
    found = load_settings(folder, environment)
    named = ", ".join(found) or "nothing is set"
    yield works(f"{named} ({', '.join(read) or 'no sayso.toml'})")


def variables(environment: Mapping[str, str]) -> Iterator[Seen]:
    """Variables that look like settings and are none: a slip that nothing else tells."""
    for name in sorted(environment):
        if name.startswith(_LOADED) and name not in VARIABLES and name not in _OTHERS:
            near = get_close_matches(name, VARIABLES, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            yield warning(f"{name} is no setting of Sayso and does nothing", f"{hint}see docs/settings.md, or unset it")


def desk(folder: Path, environment: Mapping[str, str]) -> Iterator[Seen]:
    """The desk: opened, every hash checked, and for its owner alone."""
    from sayso.store.desk import open_desk
    from sayso.store.desk.address import is_address, read_address

    named = _set(folder, environment).get("desk")
    if named and is_address(named):
        name = read_address(named).name
        yield works(f"{name}: a database, which a doctor does not ask; `sayso store verify` does")
        return
    path = Path(named) if named else own_desk()
    if not path.exists():
        yield from _no_desk(path, named=bool(named))
        return
    yield from _rights(path)
    with open_desk(path, make=False) as opened:
        problems = opened.verify()
        told = f"{path}: {len(opened.documents())} documents, {opened.head} events"
    for problem in problems[:3]:
        yield broken(f"{path}: {problem.message}", problem.hint)
    if not problems:
        yield works(f"{told}, whole")


def _no_desk(path: Path, *, named: bool) -> Iterator[Seen]:
    place = next(one for one in path.absolute().parents if one.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        hint = "name another by --desk or SAYSO_DESK, or set XDG_DATA_HOME to a folder of yours"
        yield broken(f"there is no desk {path}, and {place} lets none be made", hint)
    elif named and place != path.absolute().parent:
        yield broken(f"the settings name a desk {path}, whose folder is not there", f"mkdir -p {path.parent}")
    else:
        yield works(f"none yet; the first `sayso review` makes {path}")


def _rights(path: Path) -> Iterator[Seen]:
    if sys.platform == "win32" or not path.is_file():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield warning(f"{path} can be read or changed by others (rights {mode:04o})", f"chmod 600 {path}")
    if not os.access(path, os.R_OK | os.W_OK):
        yield broken(f"{path} is not yours to read and write", "ask its owner, or name another desk")


def indexes(folder: Path, environment: Mapping[str, str]) -> Iterator[Seen]:
    """The source documents and indexes that `against` names: there, and an index whole and of this version."""
    from sayso.evidence import is_index

    for name in _set(folder, environment).get("against", ()):
        path = Path(name)
        if not path.exists():
            yield broken(f"the settings name source documents {path}, which are not there", "mend `against`")
        elif is_index(path):
            yield from _index(path)
        else:
            yield works(f"{path}: files, read anew each time")


def _index(path: Path) -> Iterator[Seen]:
    from sayso.pipeline import open_index

    with open_index(path) as index:
        count = len(index.uris())
        problems = index.verify() if count <= _LARGE else []
        notes = index.notes
    for problem in problems[:3]:
        hint = problem.hint or f"sayso index verify {path}"
        yield broken(f"{path}: {f'{problem.uri}: ' if problem.uri else ''}{problem.message}", hint)
    for note in notes if not problems else ():
        yield warning(f"{path}: {note.message}", note.hint)
    if not problems:
        more = "" if count <= _LARGE else f"; too large to read here: sayso index verify {path}"
        yield works(f"{path}: {count} documents{more}")


def adjudicator(folder: Path, environment: Mapping[str, str]) -> Iterator[Seen]:
    """The model server that is set: with a model, and a key where one is named; it is not asked."""
    found = _set(folder, environment)
    url = found.get("adjudicate")
    if not url:
        return
    name = found.get("adjudicate_key_env")
    if not found.get("adjudicate_model"):
        yield broken(f"{url} is set without a model", 'set adjudicate_model = "NAME"')
    elif name and not environment.get(name):
        yield broken(f"the variable {name}, which should hold the server's key, is not set", f"export {name}=...")
    else:
        yield works(f"{url}, which a doctor does not ask")


def _set(folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings; none where they are broken, which is told by themselves."""
    try:
        return load_settings(folder, environment)
    except UsageError:
        return {}
