"""Single bits of kept files turned round, and files cut short: each is told by name when it is read or verified, or does no harm."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import worlds, writers
from .control import Control
from .trial import run
from .warm import use_forked


@dataclass(frozen=True)
class Kept:
    """A kind of file: what makes it in the current folder, which files they are, and what is read of them.

    `read` gives what a person would be shown, or raises what names the damage.
    """

    name: str
    begin: Callable[[], object]
    files: Callable[[], Sequence[Path]]
    read: Callable[[], Any]
    #: Takes away what reading left, so that each damage begins with the same files.
    fresh: str = ""
    #: Damages that one process tries before another goes on: one that a library ends is found, and costs no others.
    at_once: int = 40


@dataclass
class Damages:
    """What came of them, by kind of damage."""

    kept: str
    files: int = 0
    came: dict[str, Counter[str]] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)


def _ledger() -> None:
    writers._begin_export()  # noqa: SLF001  our own


def _read_ledger() -> Any:
    from sayso.model import Ledger

    found = Ledger.from_json((Path.cwd() / "ledger.json").read_bytes())
    return worlds.hashed(repr(found).encode())


def _review() -> None:
    _ledger()
    worlds.make_desk(Path.cwd() / "desk.sayso")
    writers.command("export", "desk.sayso", "--form", "json", "--version", "draft", "-o", "review.json")


def _read_review() -> Any:
    from sayso.render import read_reviewed

    return worlds.hashed(repr(read_reviewed((Path.cwd() / "review.json").read_bytes())).encode())


def _desk() -> None:
    worlds.make_desk(Path.cwd() / "desk.sayso", notes=20)


def _read_desk() -> Any:
    from sayso.store.desk import open_desk

    worlds.desk_state(Path.cwd() / "desk.sayso")
    with open_desk(Path.cwd() / "desk.sayso") as desk:
        texts = [repr(desk.ledger(kept.ledger)) for kept in desk.documents()]
        return worlds.hashed(repr((desk.documents(), texts, desk.events(), desk.accounts.list())).encode())


def _index() -> None:
    writers._begin_index()  # noqa: SLF001  our own


def _read_index() -> Any:
    from sayso.pipeline import open_index

    with open_index(Path("i")) as index:
        notes = [note.message for note in index.notes]
        if notes:
            raise worlds.ToldError(str(notes))
    return worlds.index_state(Path("i"))


def _joined() -> None:
    writers._begin_report()  # noqa: SLF001  our own


def _read_ledgers() -> Any:
    from sayso.follow import read_ledgers

    return [worlds.hashed(repr(one).encode()) for one in read_ledgers(Path("led"))]


def _read_again() -> Any:
    """A corpus read on: what is there and whole stays."""
    if writers._read():  # noqa: SLF001  our own
        raise worlds.ToldError("a command told it")
    return _read_ledgers()


def _read_joined() -> Any:
    from sayso.join import read_joined, read_reuse, read_threads

    read_joined(Path("joined"))
    reuse = [worlds.hashed(repr(one).encode()) for one in read_reuse(Path("joined"))]
    return reuse, [worlds.hashed(repr(one).encode()) for one in read_threads(Path("joined"))]


def _join_on() -> Any:
    """A join and its threads made on with what earlier ones left, after one more document came: the bytes are those of a fresh one."""
    use_forked()
    with (Path.cwd() / "corpus" / "new.jsonl").open("w") as file:
        file.write(json.dumps({"text": worlds.source(1), "url": "http://x.example/new", "date": "2026-03-28"}) + "\n")
    if writers._read() or writers._join() or writers._threads():  # noqa: SLF001  our own
        raise worlds.ToldError("a command told it")
    return _read_joined()


def _checks() -> None:
    writers._begin_keep()  # noqa: SLF001  our own


def _read_checks() -> Any:
    from sayso.checked import Collection

    found = Collection.open(Path("kept"))
    rows = [
        found.keys.keys.tobytes(),
        found.keys.owners.tobytes(),
        found.keys.weights.tobytes(),
        found.vectors.tobytes(),
    ]
    return worlds.hashed(repr(([repr(one.check) for one in found.held], rows, found.files, found.problems)).encode())


def _under(folder: str, *patterns: str) -> Callable[[], list[Path]]:
    def found() -> list[Path]:
        paths = {path for pattern in patterns for path in Path(folder).glob(pattern)}
        return sorted(
            path for path in paths if path.is_file() and path.stat().st_size and not path.name.endswith(".lock")
        )

    return found


KEPT = {
    one.name: one
    for one in (
        Kept("ledger", _ledger, _under(".", "ledger.json"), _read_ledger),
        Kept("review", _review, _under(".", "review.json"), _read_review),
        Kept("desk", _desk, _under(".", "desk.sayso"), _read_desk, fresh="desk.sayso*"),
        Kept("index store", _index, _under("i", "sayso.sqlite"), _read_index, fresh="i"),
        Kept("index words", _index, _under("i/words", "*"), _read_index, fresh="i"),
        Kept("index vectors", _index, _under("i/vectors", "*"), _read_index, fresh="i"),
        Kept("ledgers of a corpus", _joined, _under("led", "*"), _read_ledgers),
        Kept("ledgers read on", _joined, _under("led", "*"), _read_again, fresh="led"),
        Kept("joined", _joined, _under("joined", "*"), _read_joined),
        Kept("work of a join", _joined, _under("joined", "work/*/*", "*"), _join_on, fresh=".", at_once=12),
        Kept("earlier checks", _checks, _under("kept", "*"), _read_checks),
    )
}


def damages(page: Control, kept: Kept, most: tuple[int, int], base: Path, report: Callable[[str], None]) -> Damages:
    """Try at `most` so many flips and cuts, spread over all files of a kind by their sizes; gives what came of them."""
    flips, cuts = most
    begun, work = base / "begun", base / "work"
    work.mkdir()
    done = run(page, work, lambda: (kept.begin(), 0)[1])
    if done.code:
        raise RuntimeError(f"{kept.name} could not be made: {done.err}")
    shutil.copytree(work, begun)  # some of what is kept knows where it lies
    done = run(page, work, lambda: (kept.read(), 0)[1])
    if done.code:
        raise RuntimeError(f"{kept.name} cannot be read: {done.err}")
    told, chance = Damages(kept.name), random.Random(5)  # noqa: S311  places, no secrets
    os.chdir(begun)
    files = list(kept.files())
    sizes = [path.stat().st_size for path in files]
    told.files = len(files)
    wanted = [
        ("flip", str(path), chance.randrange(path.stat().st_size), chance.randrange(8))
        for path in _spread(files, sizes, flips, chance)
    ]
    wanted += [
        ("cut", str(path), chance.randrange(path.stat().st_size), 0) for path in _spread(files, sizes, cuts, chance)
    ]
    while wanted:
        some = wanted[: kept.at_once]
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(begun, work)
        done = run(page, work, lambda some=some: _tried(kept, begun, some))  # type: ignore[misc]
        lines = done.out.splitlines()
        outcomes = [json.loads(line) for line in lines if line.startswith('["')]
        if len(outcomes) < len(some):
            outcomes.append(["ended", f"{done.code} {'hung' if done.hung else ''} {done.err[-300:]}"])
        for one, (came, why) in zip(some, outcomes, strict=False):
            told.came.setdefault(one[0], Counter())[came] += 1
            if came not in ("told", "harmless"):
                told.unseen.append(f"{came}: {one} {why[:300]}")
                report("  " + told.unseen[-1])
        wanted = wanted[len(outcomes) :]
    return told


def _spread(files: Sequence[Path], sizes: Sequence[int], most: int, chance: random.Random) -> Iterator[Path]:
    """Each file at least once where there are enough, the rest by size."""
    yield from files[:most]
    yield from chance.choices(files, weights=sizes, k=max(0, most - len(files)))


def _tried(kept: Kept, begun: Path, some: Sequence[tuple[str, str, int, int]]) -> int:
    """Try some damages one after the other, telling of each as a line."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    whole = kept.read()
    for what, name, at, bit in some:
        _restore(kept, begun)
        path = Path(name)
        content = bytearray(path.read_bytes())
        if what == "flip":
            content[at] ^= 1 << bit
        path.write_bytes(content if what == "flip" else content[:at])
        out.write(json.dumps(_came(kept, whole)) + "\n")
        out.flush()
        path.write_bytes((begun / name).read_bytes())
    return 0


def _came(kept: Kept, whole: Any) -> tuple[str, str]:
    from sayso.model import SaysoError

    try:
        found = kept.read()
    except SaysoError as error:
        return ("told", "") if error.problem.hint else ("told without a mend", str(error))
    except worlds.ToldError:
        return "told", ""
    except BaseException as error:  # noqa: BLE001  whatever comes is a finding
        return "raised", repr(error)
    return ("harmless", "") if found == whole else ("unseen", str(found)[:200])


def _restore(kept: Kept, begun: Path) -> None:
    if not kept.fresh:
        return
    if kept.fresh == ".":
        for path in Path.cwd().iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(begun, Path.cwd(), dirs_exist_ok=True)
        return
    for path in Path.cwd().glob(kept.fresh):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in begun.glob(kept.fresh):
        shutil.copytree(path, Path.cwd() / path.name) if path.is_dir() else shutil.copy2(path, Path.cwd() / path.name)
    sys.stdout.flush()
