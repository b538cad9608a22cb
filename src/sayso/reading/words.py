"""The word lists of this room."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """The word list `NAME.toml` beside this module."""
    return tomllib.loads(files("sayso.reading").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
