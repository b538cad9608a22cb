"""The writers of Sayso: how each is begun, what it does, and what may be seen afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import served, worlds
from .warm import use_forked

#: Files whose bytes are never promised: locks, and what only says that something need not be read again.
_PASSED = (".lock", ".lock-journal")


def command(*words: str) -> int:
    """Do what a command of Sayso does, in this process."""
    from sayso.cli import main

    return main(list(words))


@dataclass(frozen=True)
class Writer:
    """`begin` makes what it works on in the current folder, `act` works and gives the exit code, `state` tells what is there.

    `parts` says that a part of the work may be there, as far as it went; else all of it or nothing. `exact` says that the result
    of a second run is the same byte for byte.
    """

    name: str
    begin: Callable[[], None]
    act: Callable[[], int]
    state: Callable[[], Any]
    parts: Callable[[Any, Any, Any], bool] | None = None
    exact: Callable[[], dict[str, str]] | None = None
    again: tuple[int, ...] = (0,)
    #: Whether two at once come to the same as one; two readings of an upload are two.
    twice: bool = True


def _here() -> Path:
    return Path.cwd()


# -- reports and exports: one file each, whole or as before

_OUTPUTS = ("out.html", "out.json", "out.csv", "out.jsonl", "out.txt")


def _begin_check() -> None:
    worlds.make_article(_here())
    for name in _OUTPUTS:
        (_here() / name).write_text("before")


def _check() -> int:
    given = [word for name in _OUTPUTS for word in ("-o", name)]
    return command("check", "art.txt", "--against", "src", "--no-vectors", *given)


def _outputs() -> dict[str, str]:
    return {name: found for name, found in worlds.files(_here()).items() if name.startswith(("out", "packet"))}


def _each(before: Any, after: Any, now: Any) -> bool:
    """Each file is the old one or the new one."""
    return set(now) <= set(before) | set(after) and all(
        now.get(name) in (before.get(name), after.get(name)) for name in after
    )


def _begin_export() -> None:
    worlds.make_article(_here())
    command("check", "art.txt", "--against", "src", "--no-vectors", "-o", "ledger.json")
    (_here() / "out.sqlite").write_text("before")


def _export() -> int:
    return command("export", "ledger.json", "--form", "sqlite", "-o", "out.sqlite")


# -- the index


def _begin_build() -> None:
    worlds.make_article(_here())


def _begin_index() -> None:
    worlds.make_article(_here())
    command("index", "build", "i", "src")
    command("index", "vectors", "i")
    for number in (2, 3):
        (_here() / "src" / f"{number}.txt").write_text(worlds.source(number))


def _begin_bare() -> None:
    worlds.make_article(_here())
    command("index", "build", "i", "src")


def _remove() -> int:
    return command("index", "remove", "i", "src/1.txt")


def _index() -> Any:
    return worlds.index_state(_here() / "i")


def _some_of_index(before: Any, after: Any, now: Any) -> bool:
    """Every document is one of before or after; what was before and stays is there."""
    if now is None:
        return before is None
    stays = {uri for uri, found in (before or {"held": {}})["held"].items() if after["held"].get(uri) == found}
    known = {**(before or {"held": {}})["held"], **after["held"]}
    return stays <= set(now["held"]) and all(known.get(uri) == found for uri, found in now["held"].items())


# -- the desk


def _begin_desk() -> None:
    (_here() / "key").write_text(worlds.make_desk(_here() / "desk.sayso"))


def _append() -> int:
    """Put a ledger, add acts, telling the number of each when it was taken."""
    from sayso.cli.console import show_problem
    from sayso.model import Note, SaysoError
    from sayso.store.desk import open_desk

    try:
        with open_desk(_here() / "desk.sayso") as desk:
            kept = desk.put(worlds.ledger("The bridge leaks.", "b.txt"), who="ben", when=worlds.NOW)
            for number in range(4):
                notes = [Note(target=None, text=f"note {number}")]
                (event,) = desk.append(kept.key, notes, who="ben", when=worlds.NOW, seen=0, batch=f"b{number}")
                sys.stdout.write(f"{event.seq}\n")
                sys.stdout.flush()
    except SaysoError as error:
        show_problem(error.problem, "error")
        return error.exit_code
    return 0


def _desk() -> Any:
    return worlds.desk_state(_here() / "desk.sayso")


def _beginning(before: Any, after: Any, now: Any) -> bool:
    """The events are those of before and the first of what was added."""
    return (
        now is not None
        and now["events"] == after["events"][: len(now["events"])]
        and len(now["events"]) >= len(before["events"])
    )


def _backup() -> int:
    return command("store", "backup", "desk.sayso", "copy.sayso")


def _begin_backup() -> None:
    worlds.make_desk(_here() / "desk.sayso")
    command("store", "backup", "desk.sayso", "copy.sayso")
    _append()


def _copy() -> Any:
    worlds.desk_state(_here() / "desk.sayso")
    return worlds.desk_state(_here() / "copy.sayso")


def _restore() -> int:
    return command("store", "restore", "copy.sayso", "new.sayso")


def _restored() -> Any:
    return worlds.desk_state(_here() / "new.sayso")


def _forget() -> int:
    return command("store", "forget", "desk.sayso", (_here() / "key").read_text(), "--yes", "--as", "ann")


def _forgotten() -> Any:
    found = worlds.desk_state(_here() / "desk.sayso")
    for event in found["events"]:
        event[2] = event[2].split("(", 1)[0]
    return found


# -- following a corpus


def _begin_follow() -> None:
    worlds.make_corpus(_here())


def _read() -> int:
    from sayso.reading.corpora import shards

    shards.EACH = 4
    use_forked()
    return command("follow", "read", "corpus", "--out", "led", "--rules-only", "--workers", "1")


def _join() -> int:
    use_forked()
    return command("follow", "join", "led", "--out", "joined", "--workers", "1")


def _threads() -> int:
    use_forked()
    return command("follow", "threads", "joined", "--no-vectors", "--workers", "1")


def _begin_join() -> None:
    worlds.make_corpus(_here())
    _read()


def _begin_threads() -> None:
    _begin_join()
    _join()


def _begin_report() -> None:
    _begin_threads()
    _threads()


def _report() -> int:
    return command("follow", "report", "joined", "-o", "out.html")


def _csv() -> int:
    return command("follow", "export", "joined", "--form", "csv", "-o", "out.csv")


def _ledgers() -> Any:
    """The ledgers of a finished reading, else that it is not finished; what is damaged raises."""
    from sayso.follow import read_ledgers
    from sayso.model import UsageError

    try:
        return [worlds.hashed(one.to_json().encode()) for one in read_ledgers(_here() / "led")]
    except UsageError as error:
        return error.problem.code


def _reuse() -> Any:
    from sayso.join import read_reuse
    from sayso.model import UsageError

    try:
        return [worlds.hashed(repr(one).encode()) for one in read_reuse(_here() / "joined")]
    except UsageError as error:
        return error.problem.code


def _told_threads() -> Any:
    from sayso.join import read_threads
    from sayso.model import UsageError

    try:
        return [worlds.hashed(repr(one).encode()) for one in read_threads(_here() / "joined")]
    except UsageError as error:
        return error.problem.code


def _exact(*names: str) -> Callable[[], dict[str, str]]:
    def found() -> dict[str, str]:
        return {
            f"{name}/{file}": held for name in names for file, held in worlds.files(_here() / name, _PASSED).items()
        }

    return found


# -- earlier checks


def _begin_keep() -> None:
    worlds.make_checks(_here())
    command("checked", "checks.jsonl", "--out", "kept", "--no-vectors")
    with (_here() / "checks.jsonl").open("a") as file:
        file.write(
            (_here() / "checks.jsonl").read_text().replace("lost their homes", "found a home").replace("/checks", "/c")
        )


def _keep() -> int:
    return command("checked", "checks.jsonl", "--out", "kept", "--no-vectors")


def _kept() -> Any:
    from sayso.checked import Collection
    from sayso.model import SaysoError

    try:
        found = Collection.open(_here() / "kept")
        return [worlds.hashed(repr(one.check).encode()) for one in found.held]
    except SaysoError as error:
        return error.problem.code


_REPORTS = _exact(".")

WRITERS = {
    one.name: one
    for one in (
        Writer("check", _begin_check, _check, _outputs, _each, _outputs),
        Writer("export", _begin_export, _export, _outputs, None, _outputs),
        Writer("index build", _begin_build, lambda: command("index", "build", "i", "src"), _index, _some_of_index),
        Writer("index add", _begin_index, lambda: command("index", "add", "i", "src"), _index, _some_of_index),
        Writer("index remove", _begin_index, _remove, _index, _some_of_index, again=(0, 2)),
        Writer("index vectors", _begin_bare, lambda: command("index", "vectors", "i"), _index, _some_of_index),
        Writer("index rebuild", _begin_index, lambda: command("index", "rebuild", "i"), _index, _some_of_index),
        Writer("desk append", _begin_desk, _append, _desk, _beginning),
        Writer("desk backup", _begin_backup, _backup, _copy),
        Writer("desk restore", _begin_backup, _restore, _restored, again=(0, 2)),
        Writer("desk forget", _begin_desk, _forget, _forgotten),
        Writer("accounts add", served.begin_accounts, served.add_account, served.accounts, again=(0, 2)),
        Writer("accounts", served.begin_accounts, served.change_accounts, served.accounts, served.so_many_deeds),
        Writer("workbench", served.begin_serving, served.serve, served.served, _beginning, twice=False),
        Writer("follow read", _begin_follow, _read, _ledgers, None, _exact("led")),
        Writer("follow join", _begin_join, _join, _reuse, None, _exact("led", "joined")),
        Writer("follow threads", _begin_threads, _threads, _told_threads, None, _exact("led", "joined")),
        Writer("follow report", _begin_report, _report, _outputs, None, _outputs),
        Writer("follow export", _begin_report, _csv, _outputs, None, _outputs),
        Writer(
            "checked",
            _begin_keep,
            _keep,
            _kept,
            lambda before, after, now: now in (before, after, "damaged"),
            _exact("kept"),
        ),
    )
}
