"""Style, script and icon: our own files, named by their contents so that a browser may keep them for good."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Final

from sayso.render.page import asset

_STYLES: Final = ("tokens.css", "marks.css", "report.css")
_OWN: Final = ("workbench.js", "icon.svg")


@cache
def content(name: str) -> bytes:
    """A file's bytes; raises KeyError for a name that is none of ours."""
    if name == "workbench.css":
        return ("".join(asset(style) for style in _STYLES) + _file(name) + _file("screens.css")).encode()
    if name == "threads.css":  # apart from the rest: a large text is not to be matched against the rules of drawings
        return asset(name).encode()
    if name not in _OWN:
        raise KeyError(name)
    return _file(name).encode()


@cache
def address(name: str) -> str:
    """Where a file is, with a mark of its contents."""
    return f"/static/{blake2b(content(name), digest_size=8).hexdigest()}/{name}"


def _file(name: str) -> str:
    return files("sayso.workbench").joinpath("assets", name).read_text(encoding="utf-8")
