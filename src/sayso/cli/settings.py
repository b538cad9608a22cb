"""Settings: flags over SAYSO_* variables over sayso.toml over the user's configuration folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sayso.model.problem import UsageError

#: What can be set, and how a variable's text is read.
_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "desk": str,
    "against": lambda text: [part for part in text.split(os.pathsep) if part],
    "fail_on": lambda text: [part.strip() for part in text.split(",") if part.strip()],
    "quiet": lambda text: _switch("SAYSO_QUIET", text),
    "allow_private": lambda text: _switch("SAYSO_ALLOW_PRIVATE", text),
    "no_vectors": lambda text: _switch("SAYSO_NO_VECTORS", text),
    "adjudicate": str.strip,
    "adjudicate_model": str.strip,
    "adjudicate_key_env": str.strip,
    "adjudicate_http": lambda text: _switch("SAYSO_ADJUDICATE_HTTP", text),
    "adjudicate_most": lambda text: _number("SAYSO_ADJUDICATE_MOST", text),
    "adjudicate_omit": lambda text: [part.strip() for part in text.split(",") if part.strip()],
    "reading_seconds": lambda text: _number("SAYSO_READING_SECONDS", text),
    "reading_memory": lambda text: _number("SAYSO_READING_MEMORY", text),
}
_TYPES: Final[dict[str, type]] = {
    "desk": str,
    "against": list,
    "fail_on": list,
    "quiet": bool,
    "allow_private": bool,
    "no_vectors": bool,
    "adjudicate": str,
    "adjudicate_model": str,
    "adjudicate_key_env": str,
    "adjudicate_http": bool,
    "adjudicate_most": int,
    "adjudicate_omit": list,
    "reading_seconds": int,
    "reading_memory": int,
}


#: What a value of each type is called, and how one is written.
_SHOWN: Final[dict[type, tuple[str, str]]] = {
    str: ("a text", '"..."'),
    list: ("a list of texts", '["...", "..."]'),
    bool: ("true or false", "true"),
    int: ("a whole number", "50"),
}
#: The variables that set something, as they are spelled.
VARIABLES: Final = tuple(f"SAYSO_{name.upper()}" for name in _READERS)


def _meant(name: str) -> str:
    """The mend for a setting that is not known."""
    from difflib import get_close_matches

    near = get_close_matches(name, _TYPES, n=1)
    return f"{f'did you mean {near[0]}? ' if near else ''}there are {', '.join(_TYPES)}"


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise UsageError("usage", f"{name} takes no {text!r}", "it takes a whole number")
    return int(text)


def _switch(name: str, text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
        "": False,
    }
    if text.lower() not in words:
        raise UsageError("usage", f"{name} takes no {text!r}", "it takes 1 or 0")
    return words[text.lower()]


def load_settings(folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Everything that is set outside the command line; raises UsageError for a file or variable that is wrong.

    `folder` is where sayso.toml is looked for, and then in the folders above it.
    """
    settings: dict[str, Any] = {}
    for path in settings_files(folder, environment):
        settings |= _read(path)
    for name, reader in _READERS.items():
        text = environment.get(f"SAYSO_{name.upper()}")
        if text is not None:
            settings[name] = reader(text)
    return settings


def settings_files(folder: Path, environment: Mapping[str, str]) -> list[Path]:
    """The files that settings are read from, the stronger one last."""
    return [path for path in (_user_file(environment), _project_file(folder)) if path and path.is_file()]


def _user_file(environment: Mapping[str, str]) -> Path | None:
    home = environment.get("XDG_CONFIG_HOME") or environment.get("APPDATA")
    if not home and environment.get("HOME"):
        home = str(Path(environment["HOME"]) / ".config")
    return Path(home) / "sayso" / "sayso.toml" if home else None


def _project_file(folder: Path) -> Path | None:
    return next((path for at in (folder, *folder.parents) if (path := at / "sayso.toml").is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("usage", f"{path}: {error}", "mend or remove the file") from error
    for name, value in table.items():
        if name not in _TYPES:
            raise UsageError("usage", f"{path}: no setting is called {name!r}", _meant(name))
        if type(value) is not _TYPES[name]:  # true is no number
            raise UsageError(
                "usage",
                f"{path}: {name} must be {_SHOWN[_TYPES[name]][0]}",
                f"write it so: {name} = {_SHOWN[_TYPES[name]][1]}",
            )
        if isinstance(value, list) and not all(isinstance(part, str) for part in value):
            raise UsageError(
                "usage", f"{path}: {name} must be a list of texts", f"write it so: {name} = {_SHOWN[list][1]}"
            )
    if "against" in table:
        table["against"] = [str(path.parent / source) for source in table["against"]]
    if "desk" in table:
        table["desk"] = _from_folder(path.parent, table["desk"])
    return table


def _from_folder(folder: Path, desk: str) -> str:
    from sayso.store.desk.address import is_address

    return desk if is_address(desk) else str(folder / desk)


def own_desk() -> Path:
    """Where a person's own desk lies, whether there is one or not."""
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "share"
    return Path(home) / "sayso" / "desk.sayso"


def desk_path(named: str | None) -> str:
    """The path or address of the desk: the one that is named, by a flag or a setting, else the person's own.

    The folder of the person's own is made, for them alone. Raises UsageError where it cannot be.
    """
    if named:
        return named
    path = own_desk()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path.parent} cannot be made: {error.strerror}"
        raise UsageError("unreadable", message, "name a desk, or set XDG_DATA_HOME to a folder of yours") from error
    return str(path)
