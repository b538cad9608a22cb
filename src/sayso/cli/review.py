"""`sayso review`: the workbench, on this machine."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import webbrowser
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sayso.model.problem import UsageError

from .console import tell
from .settings import desk_path, load_settings

if TYPE_CHECKING:
    from sayso.model import Ledger


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; returns the exit code."""
    from sayso.store.desk import open_desk
    from sayso.workbench import Settings, make_app
    from sayso.workbench.serve import LOOPBACK, listen, serve
    from sayso.workbench.shelf import now

    chosen = load_settings(Path.cwd(), os.environ)
    listening = listen(options.port)
    port = listening.getsockname()[1]
    settings = Settings(
        origin=f"http://{LOOPBACK}:{port}",
        hosts=frozenset((f"{LOOPBACK}:{port}",)),
        person=options.person or getpass.getuser(),
        token=token_urlsafe(24),
        against=tuple(str(Path(path).resolve()) for path in options.against or chosen.get("against") or ()),
        vectors=not (options.no_vectors or chosen.get("no_vectors")),
    )
    ledger = _ledger(options.what)
    if options.what and options.desk and ledger is None:
        raise UsageError("usage", "two desks are named", "name one of them")
    named = options.desk if ledger or options.desk else options.what
    with open_desk(desk_path(named or chosen.get("desk"))) as desk:
        path = f"/d/{desk.put(ledger, who=settings.person or '', when=now()).key}" if ledger else "/"
        address = f"{settings.origin}{path}?token={settings.token}"
        sys.stdout.write(f"The workbench is open at {address}\n")
        sys.stdout.flush()
        tell(f"desk: {desk.name}; Ctrl-C ends it, and everything is kept")
        if options.browser:
            webbrowser.open(address)
        serve(make_app(desk, settings), listening)
    return 0


def _ledger(what: str | None) -> Ledger | None:
    """The ledger that is named, or None where it is a desk that is named, or nothing."""
    from sayso.model import Ledger

    if not what or Path(what).suffix.lower() != ".json":
        return None
    try:
        return Ledger.from_json(Path(what).read_bytes())
    except FileNotFoundError as error:
        raise UsageError(
            "missing", f"there is no file {what}", "make one with `sayso check ARTICLE -o x.json`"
        ) from error
    except OSError as error:
        raise UsageError("unreadable", f"{what}: {error.strerror}", "check the file's permissions") from error
