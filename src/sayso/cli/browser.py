"""A browser opened at an address that holds a secret, without the secret in a command line that others could read."""

from __future__ import annotations

import atexit
import os
import sys
import webbrowser
from html import escape
from pathlib import Path
from tempfile import mkstemp
from threading import Timer
from typing import Final

#: A browser that starts has read the file by then, in seconds.
_PATIENCE: Final = 60.0


def show(address: str) -> None:
    """Have the person's browser open an address; where it cannot, the address that was printed is left.

    A file for the person alone leads there: on Linux and its like everybody may read what a program was called with. The file
    is gone after a minute, and at the end.
    """
    if sys.platform in {"win32", "darwin"}:  # there nobody else reads it, or it is handed over by a message
        webbrowser.open(address)
        return
    try:
        path = _written(address)
    except OSError:
        return
    atexit.register(path.unlink, missing_ok=True)
    timer = Timer(_PATIENCE, path.unlink, kwargs={"missing_ok": True})
    timer.daemon = True
    timer.start()
    webbrowser.open(path.as_uri())


def _written(address: str) -> Path:
    """A file that leads to an address. It lies in the home folder, since packaged browsers have a /tmp of their own."""
    where = escape(address)
    try:
        handle, name = mkstemp(prefix="sayso-", suffix=".html", dir=Path.home())
    except (OSError, RuntimeError):  # none, or one that cannot be written to
        handle, name = mkstemp(prefix="sayso-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Sayso</title>'
            f'<meta http-equiv="refresh" content="0;url={where}"><p><a href="{where}">To the workbench</a></p>'
        )
    return Path(name)
