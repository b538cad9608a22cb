"""The workbench as a writer, with what is uploaded to it and done on it; and who may come to it."""

from __future__ import annotations

import io
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import worlds

ORIGIN = "http://127.0.0.1:8000"
_ARTICLE = "About 1,000 people lost their homes in Lyon, the ministry said. Nobody knows what it costs."
#: Seconds that a reading may take.
_PATIENCE = 60


class _RefusedError(RuntimeError):
    """An answer that is none of those that were hoped for."""


def begin_serving() -> None:
    """A desk, and a folder for what comes in."""
    (Path.cwd() / "tmp").mkdir()
    worlds.make_desk(Path.cwd() / "desk.sayso")


def serve() -> int:
    """Upload an article with a source document, wait until it is read, and judge its first claim; tell the number of the act."""
    from sayso.cli.console import show_problem
    from sayso.model import SaysoError
    from sayso.store.desk import open_desk

    _name_uploads_alike(Path.cwd() / "tmp")
    try:
        with open_desk(Path.cwd() / "desk.sayso") as desk, _asking(desk) as client:
            _asked(client)
    except SaysoError as error:
        show_problem(error.problem, "error")
        return error.exit_code
    except _RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


def _name_uploads_alike(folder: Path) -> None:
    """A reading tells where its source documents lay: the same place makes it the same reading, so that runs can be held together."""
    for left in folder.iterdir():
        shutil.rmtree(left)
    tempfile.tempdir = str(folder)
    tempfile._name_sequence = iter("abcdefgh")  # type: ignore[attr-defined]  # noqa: SLF001  there is no other way to say it


@contextmanager
def _asking(desk: Any) -> Iterator[Any]:
    """A client that came in; readings are done by forked processes."""
    from starlette.testclient import TestClient

    from sayso.workbench import Settings, jobs, make_app

    class Given:
        """The module `multiprocessing`, but for how processes are begun."""

        @staticmethod
        def get_context(_: str) -> Any:
            return multiprocessing.get_context("fork")

    jobs.multiprocessing = Given  # type: ignore[assignment, attr-defined]
    settings = Settings(ORIGIN, frozenset((ORIGIN[7:],)), person="Ann", token="let-me-in", vectors=False)  # noqa: S106
    app = make_app(desk, settings)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False) as client:
        client.get("/?token=let-me-in")
        client.headers.update({"Origin": ORIGIN, "Accept": "application/json"})
        yield client


def _asked(client: Any) -> None:
    files = [
        ("article", ("article.txt", _ARTICLE.encode())),
        ("sources", ("0.txt", worlds.source(0).encode())),
    ]
    place = f"/d/{_read(client, _of(client.post('/read', files=files))['id'])}"
    claim = _of(client.get(f"{place}/state"))["claims"][0]["id"]
    seen = client.app.state.bench.shelf.desk.head
    order = {"do": "judge", "ids": [claim], "value": "matches"}
    events = _of(client.post(f"{place}/acts", json={"seen": seen, "id": "faults-1", "orders": [order]}))["events"]
    sys.stdout.write("".join(f"{event['seq']}\n" for event in events))
    sys.stdout.flush()


def _read(client: Any, ident: str) -> str:
    """The key of what is read, when it is."""
    jobs, end = client.app.state.bench.jobs, time.monotonic() + _PATIENCE
    while (job := jobs.get(ident)).state in ("waiting", "reading") and time.monotonic() < end:
        time.sleep(0.02)
    if job.state == "done":
        return str(job.key)
    raise _RefusedError(f"{job.state}: {job.problem}\nhint: {job.problem.hint}" if job.problem else job.state)


def _of(answer: Any) -> Any:
    if answer.status_code >= 400:  # noqa: PLR2004
        raise _RefusedError(f"{answer.status_code}: {answer.text}".replace('"hint":', "hint:"))
    return answer.json()


def served() -> Any:
    """What the desk holds, without when."""
    found = worlds.desk_state(Path.cwd() / "desk.sayso")
    return {name: found[name] for name in ("documents", "ledgers", "events")}


# -- who may come

_FIRST, _SECOND = "three words together", "other words together"
_DEEDS = (
    (("password", "ben", "--password-stdin"), f"{_SECOND}\n"),
    (("role", "ben", "reviewer"), ""),
    (("disable", "eve"), ""),
    (("enable", "kim"), ""),
)


def begin_accounts() -> None:
    """A desk with four accounts, one of them shut."""
    worlds.make_desk(Path.cwd() / "desk.sayso")
    for name, role in (("ann", "editor"), ("ben", "reader"), ("eve", "reader"), ("kim", "reader")):
        if _deed(("add", name, role, "--password-stdin"), f"{_FIRST}\n"):
            raise RuntimeError(name)
    _deed(("disable", "kim"), "")


def add_account() -> int:
    """Make an account."""
    return _deed(("add", "tom", "reviewer", "--password-stdin"), f"{_FIRST}\n")


def change_accounts() -> int:
    """Another password, another role, one shut, one opened again; ends at the first that fails."""
    return next((code for code in (_deed(*deed) for deed in _DEEDS) if code), 0)


def _deed(words: tuple[str, ...], typed: str) -> int:
    from sayso.store.desk.accounts import Accounts
    from sayso.store.desk.passwords import Cost

    from .writers import command

    Accounts.__init__.__defaults__ = (Cost(4, 8, 1),)  # what a password costs is no part of how it is written
    sys.stdin = io.StringIO(typed)
    return command("store", "accounts", "--desk", "desk.sayso", *words)


def accounts() -> Any:
    """Name, role, open or shut, and which of the passwords is theirs."""
    from sayso.store.desk import open_desk
    from sayso.store.desk.passwords import matches

    worlds.desk_state(Path.cwd() / "desk.sayso")
    with open_desk(Path.cwd() / "desk.sayso") as desk:
        rows = desk.engine.read("SELECT name, role, disabled, password FROM account ORDER BY name")
        return [[*row, [matches(word, kept) for word in (_FIRST, _SECOND)]] for *row, kept in rows]


def so_many_deeds(before: Any, after: Any, now: Any) -> bool:
    """The first so many of the changes, of which each touches another row but the first two."""
    stages = [before]
    for name, column in (("ben", 3), ("ben", 1), ("eve", 2), ("kim", 2)):
        changed = [list(row) for row in stages[-1]]
        for row, wanted in zip(changed, after, strict=True):
            if row[0] == name:
                row[column] = wanted[column]
        stages.append(changed)
    return now in stages
